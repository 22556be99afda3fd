package holding

import (
	"strconv"
	"strings"
	"time"

	"ordholden/internal/gdpr"
)

// faults collects everything that is to mend in what was sent, so that nobody has to
// send it once for each.
type faults []gdpr.Fault

func (f *faults) add(pointer string, code gdpr.Code, value string) {
	*f = append(*f, gdpr.Fault{Pointer: pointer, Code: code, Value: value})
}

// err is nil where there is nothing to mend.
func (f faults) err() error { return gdpr.InvalidFaults(f) }

var escaped = strings.NewReplacer("~", "~0", "/", "~1")

// PointerTo is where a field stands in what is sent (RFC 6901).
func PointerTo(field string) string { return "/fields/" + escaped.Replace(field) }

// at is where a member of an element of a list stands.
func at(list string, i int, member string) string {
	return "/" + list + "/" + strconv.Itoa(i) + "/" + member
}

// happened is when something that another machine tells of was: now, where it does not say,
// and never later.
func (f *faults) happened(pointer string, claimed, now time.Time) time.Time {
	claimed = claimed.UTC().Truncate(time.Millisecond)
	switch {
	case claimed.IsZero():
		return now
	case claimed.After(now.Add(skew)):
		f.add(pointer, gdpr.FaultFuture, "")
	case claimed.After(now):
		return now
	}
	return claimed
}

// address reads the address by which a person is found.
func (f *faults) address(pointer string, address gdpr.Private) gdpr.Private {
	if strings.TrimSpace(address.Reveal()) == "" {
		f.add(pointer, gdpr.FaultMissing, "")
		return ""
	}
	parsed, ok := gdpr.ParseAddress(address.Reveal())
	if !ok {
		f.add(pointer, gdpr.FaultAddress, "")
	}
	return parsed
}

// line reads one line of at most so many characters.
func (f *faults) line(pointer string, text gdpr.Private, most int) gdpr.Private {
	return f.text(pointer, text, most, false)
}

// lines reads text of several lines.
func (f *faults) lines(pointer string, text gdpr.Private, most int) gdpr.Private {
	return f.text(pointer, text, most, true)
}
