package inbound_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
)

func checkText(t *testing.T, what, s string, most int, lines bool) {
	t.Helper()
	switch {
	case !utf8.ValidString(s):
		t.Errorf("%s is not UTF-8: %q", what, s)
	case !norm.NFC.IsNormalString(s):
		t.Errorf("%s is not composed: %+q", what, s)
	case len(s) > most:
		t.Errorf("%s has %d bytes", what, len(s))
	case strings.ContainsFunc(s, func(r rune) bool {
		return !(lines && r == '\n') && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
	}):
		t.Errorf("%s has characters that do not show: %q", what, s)
	}
}

// FuzzRead reads whatever comes in: what comes out keeps every promise of Mail, is
// the same each time, and its own words are words of the mail.
func FuzzRead(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := inbound.Read(raw)
		sound(t, m)
		if slices.Contains(m.Faults, inbox.FaultUnreadable) {
			t.Error("the reader panicked")
		}
		if len(m.Senders) == 0 != slices.Contains(m.Faults, inbox.FaultNoFrom) {
			t.Errorf("%d senders, faults %v", len(m.Senders), m.Faults)
		}
		for line := range strings.SplitSeq(m.Own.Reveal(), "\n") {
			if !strings.Contains(m.Text.Reveal(), strings.TrimSpace(line)) {
				t.Errorf("%q is the sender's own, and not in the text", line)
			}
		}
		if again := inbound.Read(raw); again.Text != m.Text || again.Own != m.Own || again.Subject != m.Subject || len(again.Attachments) != len(m.Attachments) {
			t.Error("read twice, the mail is another")
		}
		head := inbound.ReadHead(raw[:len(raw)/2], inbox.MaxSize+1)
		sound(t, head)
		if slices.Contains(head.Faults, inbox.FaultUnreadable) || !slices.Contains(head.Faults, inbox.FaultTooLarge) {
			t.Errorf("half of it has faults %v", head.Faults)
		}
		// Linear, nearly: eight times as much may cost the work of sixteen times.
		once := testing.AllocsPerRun(1, func() { inbound.Read(raw) })
		many := testing.AllocsPerRun(1, func() { inbound.Read([]byte(strings.Repeat(string(raw), 8))) })
		if many > 16*once+1000 {
			t.Errorf("%v allocations, and %v for eight times as much", once, many)
		}
	})
}

// seeds is the mails of the tests: each realistic one, and the beginnings of the bombs.
func seeds(f *testing.F) [][]byte {
	f.Helper()
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) == 0 {
		f.Fatalf("no mails: %v", err)
	}
	var all [][]byte
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, raw, crlf(string(raw)))
	}
	for _, c := range bombs() {
		c.begins, c.repeats, c.times = c.begins[:min(len(c.begins), 300)], c.repeats[:min(len(c.repeats), 300)], 3
		all = append(all, c.message())
	}
	return all
}
