package controller

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"ordholden/internal/gdpr"
)

// The longest that anything is kept, and that a cookie lies on a device.
var (
	maxRetention = gdpr.Period{Years: 10}
	maxCookie    = gdpr.Period{Years: 2}
)

func checkPeriod(f *faults, path string, p gdpr.Period) {
	switch {
	case p.IsZero():
		f.add(path, "say how long, like P12M: nothing is kept without an end")
	case tooLong(p, maxRetention):
		f.add(path, "%s is too long: at most %s", p, maxRetention)
	}
}

func tooLong(p, bound gdpr.Period) bool {
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	return p.After(start).After(bound.After(start))
}

func checkText(f *faults, path string, t gdpr.Text) {
	checkLine(f, path+".nb", t.NB)
	checkLine(f, path+".nn", t.NN)
	checkLine(f, path+".en", t.EN)
}

// checkOptionalText takes a text in all languages or in none.
func checkOptionalText(f *faults, path string, t gdpr.Text) {
	if t != (gdpr.Text{}) {
		checkText(f, path, t)
	}
}

// checkLine takes one line of visible text: what the canonical form of a
// notice can carry as one block.
func checkLine(f *faults, path, s string) {
	switch {
	case s == "":
		f.add(path, "is missing: write it")
	case !utf8.ValidString(s):
		f.add(path, "is not UTF-8")
	case strings.ContainsFunc(s, unicode.IsControl):
		f.add(path, "has line breaks or control characters: write it as one line, or folded with >-")
	case s != strings.Join(strings.Fields(s), " "):
		f.add(path, "has spaces at its ends or several in a row: take them out")
	}
}

func checkID(f *faults, path, id string) {
	if !isID(id) {
		f.add(path, "%q is no id: lower-case letters, digits and single hyphens, beginning with a letter, at most 40", id)
	}
}

func checkWebsite(f *faults, path, s string) {
	rest, https := strings.CutPrefix(s, "https://")
	host, tail, _ := strings.Cut(rest, "/")
	if !https || !isHost(host) || strings.ContainsAny(tail, " \t\"<>\\") {
		f.add(path, "%q is no address of a site: write https:// and a host name", s)
	}
}

func isID(s string) bool {
	if s == "" || len(s) > 40 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return only(s, lower+digits+"-") && !strings.Contains(s, "--") && !strings.HasSuffix(s, "-")
}

// isHost takes a full host name in lower case (RFC 1123), no address, no port.
func isHost(s string) bool {
	labels := strings.Split(s, ".")
	if len(s) > 253 || len(labels) < 2 || only(labels[len(labels)-1], digits) {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || !only(label, lower+digits+"-") || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}

func isOrigin(s string) bool {
	host, https := strings.CutPrefix(s, "https://")
	return https && isHost(host)
}

func isMailbox(s string) bool {
	local, host, ok := strings.Cut(s, "@")
	return ok && local != "" && len(s) <= 254 && only(local, lower+digits+"._%+-") &&
		!strings.HasPrefix(local, ".") && !strings.HasSuffix(local, ".") && isHost(host)
}

func isCookieName(s string) bool {
	s = strings.TrimSuffix(s, "*")
	return s != "" && len(s) <= 100 && only(strings.ToLower(s), lower+digits+"-_.")
}

func isPromiseID(s string) bool {
	return len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && only(s[1:], digits) && s[1] != '0'
}

// isOrganizationNumber checks the modulo 11 digit of the Norwegian register.
func isOrganizationNumber(s string) bool {
	if len(s) != 9 || !only(s, digits) {
		return false
	}
	sum := 0
	for i, weight := range [...]int{3, 2, 7, 6, 5, 4, 3, 2, 1} {
		sum += weight * int(s[i]-'0')
	}
	return sum%11 == 0
}

const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	digits = "0123456789"
)

func only(s, allowed string) bool { return strings.Trim(s, allowed) == "" }

func oneOf[T ~string](values []T) string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = fmt.Sprint(v)
	}
	return strings.Join(names, ", ")
}
