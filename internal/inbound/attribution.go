package inbound

import (
	"regexp"
	"strings"
)

// Who wrote what follows, and when: "Den tir. 3. mars 2026 kl. 10:15 skrev Ola
// Nordmann <ola@example.com>:". Gmail breaks it over two lines, and others over three.
var (
	opening = regexp.MustCompile(`(?i)^(den|på|on|am|kl\.?|em|` +
		`(man|tirs?|tys|ons|tors?|fre|lør|laur|søn|sun|mån|lör|sön|mon|tue|wed|thu|fri|sat|mo|di|mi|do|fr|sa|so)(\w{0,5})[.,]?|\d{1,4}[-./:]?) ?\S*`)
	wrote   = regexp.MustCompile(`(?i)(^|[\s,>])(skrev|skreiv|skriver|skriv|wrote|writes|schrieb)([\s:]|$)`)
	clock   = regexp.MustCompile(`\d[:.]\d\d|\d{4}`)
	address = regexp.MustCompile(`\S@\S`)
)

// maxAttribution is in bytes and lines.
const maxAttribution, maxAttributionLines = 400, 4

// attribution is how many lines tell who wrote what follows, 0 where they tell no
// such thing; and whether it is not marked as quoted, so that all after it is.
func attribution(lines []line) (n int, alone bool) {
	joined, n := untilColon(lines)
	if n == 0 {
		return 0, false
	}
	next := afterEmpty(lines[n:])
	quoted := next != nil && (next.kind == quotedLine || next.kind == restLine)
	addressed := address.MatchString(joined)
	timed := clock.MatchString(joined)
	switch {
	case wrote.MatchString(joined) && opening.MatchString(joined) && (timed || addressed):
		// A person may begin so too, and go on: "Den 3. mars kl. 10:15 skrev
		// dere:". A program names an address.
		if quoted || addressed {
			return n, !quoted
		}
	case quoted && n == 1 && (addressed || timed && wrote.MatchString(joined)):
		return n, false
	}
	return 0, false
}

// untilColon joins lines up to the first that ends with a colon, and counts them; 0
// where none does among the next few.
func untilColon(lines []line) (joined string, n int) {
	size := 0
	for n = range min(len(lines), maxAttributionLines) {
		l := lines[n]
		s := strings.TrimSpace(l.text)
		if size += len(s) + 1; s == "" || l.kind != plainLine || size > maxAttribution {
			return "", 0
		}
		if strings.HasSuffix(s, ":") {
			all := make([]string, n+1)
			for i := range all {
				all[i] = strings.TrimSpace(lines[i].text)
			}
			return strings.Join(all, " "), n + 1
		}
	}
	return "", 0
}
