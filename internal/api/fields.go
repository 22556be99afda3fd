package api

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// reader takes fields out of what was sent, and gathers every fault on the way.
// What nobody has taken in the end is unknown.
type reader struct {
	fields object
	faults []gdpr.Fault
	place  string // where the fields stand, "" for the whole of what was sent
}

// at is where a field stands, as a JSON pointer.
func (r *reader) at(name string) string { return r.place + pointer(name) }

func (r *reader) fault(at string, code gdpr.Code, value string) {
	r.faults = append(r.faults, gdpr.Fault{Pointer: at, Code: code, Value: value})
}

// faulty reports whether something is wrong at a place already.
func (r *reader) faulty(at string) bool {
	return slices.ContainsFunc(r.faults, func(f gdpr.Fault) bool { return f.Pointer == at })
}

// take removes a field and returns it; nil for none. A null is no value of any
// field, and is not the same as leaving the field out.
func (r *reader) take(name string) any {
	value, sent := r.fields[name]
	delete(r.fields, name)
	if sent && value == nil {
		r.fault(r.at(name), gdpr.FaultType, name)
	}
	return value
}

// line is a text of one line of at most so many characters, "" where it is absent.
func (r *reader) line(name string, most int) string {
	s := r.text(name, most)
	if !gdpr.Printable(s) {
		r.fault(r.at(name), gdpr.FaultCharacters, name)
		return ""
	}
	return strings.TrimSpace(s)
}

// text is a text that may have several lines.
func (r *reader) text(name string, most int) string {
	value := r.take(name)
	s, ok := value.(string)
	switch {
	case value == nil:
		return ""
	case !ok:
		r.fault(r.at(name), gdpr.FaultType, name)
	case utf8.RuneCountInString(s) > most:
		r.fault(r.at(name), gdpr.FaultTooLong, fmt.Sprint(most))
	case !gdpr.Printable(withoutLineEnds.Replace(s)):
		r.fault(r.at(name), gdpr.FaultCharacters, name)
	default:
		return s
	}
	return ""
}

// withoutLineEnds leaves what must be printable of a text with several lines.
var withoutLineEnds = strings.NewReplacer("\r\n", "", "\n", "", "\t", "")

// need is a line that must be there.
func (r *reader) need(name string, most int) string {
	s := r.line(name, most)
	if s == "" && !r.faulty(r.at(name)) {
		r.fault(r.at(name), gdpr.FaultMissing, name)
	}
	return s
}

// lines is a list of short texts.
func (r *reader) lines(name string) []string {
	value := r.take(name)
	if value == nil {
		return nil
	}
	values, ok := value.([]any)
	if !ok {
		r.fault(r.at(name), gdpr.FaultType, name)
		return nil
	}
	var out []string
	for i, v := range values {
		s, ok := v.(string)
		if !ok {
			r.fault(fmt.Sprintf("%s/%d", r.at(name), i), gdpr.FaultType, name)
			continue
		}
		out = append(out, s)
	}
	return out
}

// maxAddress is what an address field takes before it is looked at (RFC 5321).
const maxAddress = 254

// address is an e-mail address that must be there.
func (r *reader) address(name string) gdpr.Private {
	return r.parsedAddress(name, r.need(name, maxAddress))
}

// addressIfAny is an e-mail address that need not be there: "" for none.
func (r *reader) addressIfAny(name string) gdpr.Private {
	return r.parsedAddress(name, r.line(name, maxAddress))
}

func (r *reader) parsedAddress(name, s string) gdpr.Private {
	if s == "" {
		return ""
	}
	a, ok := gdpr.ParseAddress(s)
	if !ok {
		r.fault(r.at(name), gdpr.FaultAddress, "")
	}
	return a
}

// id is one of our ids, "" where it is absent.
func (r *reader) id(name string) gdpr.ID {
	s := r.line(name, 80)
	if s == "" {
		return ""
	}
	id, ok := gdpr.ParseID(s)
	if !ok {
		r.fault(r.at(name), gdpr.FaultID, "")
	}
	return id
}

// digest is a SHA-256 in hexadecimal, "" where it is absent.
func (r *reader) digest(name string) controller.Digest {
	s := r.line(name, 80)
	if s != "" && (len(s) != 64 || strings.Trim(s, "0123456789abcdef") != "") {
		r.fault(r.at(name), gdpr.FaultDigest, "")
		return ""
	}
	return controller.Digest(s)
}

// language is the language asked for, or the one that the request reads in.
func (r *reader) language(otherwise gdpr.Language) gdpr.Language {
	s := r.line("language", 20)
	if s == "" {
		return otherwise
	}
	if l := gdpr.Language(s); l.Known() {
		return l
	}
	r.fault(r.at("language"), gdpr.FaultLanguage, "")
	return otherwise
}

// instant is a time as RFC 3339 writes it, zero where it is absent.
func (r *reader) instant(name string) time.Time {
	s := r.line(name, 40)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		r.fault(r.at(name), gdpr.FaultTime, "")
	}
	return t
}

// choice is one of a few words, "" where it is absent or another.
func (r *reader) choice(name string, code gdpr.Code, of ...string) string {
	s := r.line(name, 40)
	if s != "" && !slices.Contains(of, s) {
		r.fault(r.at(name), code, "")
		return ""
	}
	return s
}

// unknown makes a fault of every field that nobody has taken.
func (r *reader) unknown() {
	for name := range r.fields {
		r.fault(r.at(name), gdpr.FaultUnknownField, printable(name))
	}
}

// err is every fault, those of fields that nobody knows included.
func (r *reader) err() error {
	r.unknown()
	slices.SortStableFunc(r.faults, func(a, b gdpr.Fault) int { return strings.Compare(a.Pointer, b.Pointer) })
	return gdpr.InvalidFaults(r.faults)
}
