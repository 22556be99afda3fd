package thread_test

import (
	"strings"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/thread"
)

// Whatever is read as an id of ours is one that we could have written.
func FuzzCaseIn(f *testing.F) {
	f.Add(thread.ID("request-open", ours, "321.no"))
	f.Add("<a.b@c>")
	f.Fuzz(func(t *testing.T, id string) {
		c, ok := thread.CaseIn(id)
		if !ok {
			if c != "" {
				t.Errorf("%q is refused, and leads to %q all the same", id, c)
			}
			return
		}
		entry, rest, _ := strings.Cut(strings.TrimPrefix(id, "<"), ".")
		_, domain, _ := strings.Cut(strings.TrimSuffix(rest, ">"), "@")
		if again := thread.ID(entry, c, domain); again != id {
			t.Errorf("%q is read as %q", id, again)
		}
		if parsed, ok := gdpr.ParseID(string(c)); !ok || parsed != c {
			t.Errorf("%q leads to %q", id, c)
		}
	})
}

// Whatever stands around our case number, a subject leads to that case or to none,
// and to no case whose number does not stand in it.
func FuzzCaseInSubject(f *testing.F) {
	f.Add("Re: Bekreft forespørselen din (sak "+ours.Grouped()+")", "")
	f.Add("sak nr. "+string(ours), " x")
	f.Add("case 4xk2 m9q7", "-1c")
	f.Fuzz(func(t *testing.T, before, after string) {
		if c, ok := thread.CaseInSubject(before); ok != (c != "") || !strings.Contains(spelled(before), string(c)) {
			t.Errorf("%q names %s", before, c)
		}
		whole := before + " (sak " + ours.Grouped() + ") " + after
		if c, ok := thread.CaseInSubject(whole); ok && c != ours {
			t.Errorf("%q names %s", whole, c)
		}
	})
}

// spelled is the letters and digits of a subject as case numbers are read.
func spelled(s string) string {
	s = strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(strings.ToLower(s))
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
}

// Ids of any kind make a header that holds ids and nothing else.
func FuzzReferences(f *testing.F) {
	f.Add("<a@x> <b@x>", "<c@x>")
	f.Fuzz(func(t *testing.T, before, last string) {
		got := thread.References(before, last)
		ids := strings.Split(got, " ")
		if got != "" && len(ids) > 20 {
			t.Errorf("%d ids", len(ids))
		}
		for _, id := range ids {
			if got != "" && !thread.Fit(id) {
				t.Errorf("%q holds %q", got, id)
			}
		}
		if thread.Fit(last) && ids[len(ids)-1] != last {
			t.Errorf("%q does not end in %q", got, last)
		}
		if again := thread.References(got, last); again != got {
			t.Errorf("%q, then %q", got, again)
		}
	})
}
