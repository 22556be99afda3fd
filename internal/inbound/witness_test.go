package inbound_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/text/unicode/norm"

	"ordholden/internal/inbound"
)

// What a library that forgives most reads of a letter, we read as well: the same
// words of plain text, the same subject, the same files. (HTML is made into text
// differently, and is compared by its letters alone.)
func TestLettersReadAsTheLibraryReadsThem(t *testing.T) {
	parser := enmime.NewParser(enmime.DisableCharacterDetection(true))
	compared := 0
	for _, set := range []string{"corpus", "second", "unseen"} {
		files, err := filepath.Glob("../inbox/testdata/" + set + "/*.eml")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			env, err := parser.ReadEnvelope(bytes.NewReader(raw))
			if err != nil || !inUTF8(raw) {
				continue // it does not know what 8-bit headers without a charset say
			}
			compared++
			m := inbound.Read(raw)
			equal(t, file+": text", letters(m.Text.Reveal()), letters(address.ReplaceAllString(env.Text, "")))
			equal(t, file+": subject", m.Subject.Reveal(), strings.Join(strings.Fields(norm.NFC.String(env.GetHeader("Subject"))), " "))
			if got, want := len(m.Attachments), len(env.Attachments)+len(env.Inlines)+len(env.OtherParts); got != want {
				t.Errorf("%s: %d files, want %d", file, got, want)
			}
		}
	}
	if compared < 250 {
		t.Errorf("%d letters were compared", compared)
	}
}

// address is that of a link, which the library writes beside its text.
var address = regexp.MustCompile(`\(\s*https?://[^\s)]+\s*\)`)

// letters is a text without spaces, and without what stands for markup in one
// reader or the other.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\u00a0*>_-|•", r) {
			return -1
		}
		return r
	}, norm.NFC.String(text))
}

func inUTF8(raw []byte) bool {
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	return !slices.ContainsFunc(head, func(b byte) bool { return b >= 0x80 })
}
