package classify_test

import (
	"slices"
	"strings"
	"testing"

	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
)

// letter reads "subject // text"; without a subject the line is the text. The
// character ¶ stands for the end of a line.
func letter(line string) classify.Letter {
	line = strings.ReplaceAll(strings.TrimSpace(line), "¶", "\n")
	subject, text, ok := strings.Cut(line, "//")
	if !ok {
		return classify.Letter{Text: line}
	}
	return classify.Letter{Subject: strings.TrimSpace(subject), Text: strings.TrimSpace(text)}
}

// lines are the letters of a table: one a line, empty lines left out.
func lines(table string) []string {
	var found []string
	for l := range strings.Lines(table) {
		if l = strings.TrimSpace(l); l != "" {
			found = append(found, l)
		}
	}
	return found
}

// rightsOf reads "access+erasure"; "" is none.
func rightsOf(names string) []gdpr.Right {
	var found []gdpr.Right
	for n := range strings.SplitSeq(names, "+") {
		if n != "" {
			found = append(found, gdpr.Right(n))
		}
	}
	return found
}

// expect reads each line of a table and compares kind, rights and, unless it is
// "", language.
func expect(t *testing.T, kind classify.Kind, rights string, language gdpr.Language, table string) {
	t.Helper()
	for _, line := range lines(table) {
		f := classify.Read(letter(line))
		if f.Kind != kind || !slices.Equal(f.Rights, rightsOf(rights)) {
			t.Errorf("%s\n\tis %s %v, want %s [%s]: %v", line, f.Kind, f.Rights, kind, rights, f.Evidence)
		}
		if language != "" && f.Language != language {
			t.Errorf("%s\n\tis in %s, want %s", line, f.Language, language)
		}
		if len(f.Evidence) == 0 && f.Kind != classify.Unclear {
			t.Errorf("%s\n\tis %s without evidence", line, f.Kind)
		}
	}
}

// expectNo asserts that no letter of a table asks for a right, and that each is of
// one of the kinds.
func expectNo(t *testing.T, kinds []classify.Kind, table string) {
	t.Helper()
	for _, line := range lines(table) {
		f := classify.Read(letter(line))
		if !slices.Contains(kinds, f.Kind) || len(f.Rights) > 0 {
			t.Errorf("%s\n\tis %s %v, want one of %v: %v", line, f.Kind, f.Rights, kinds, f.Evidence)
		}
	}
}

// expectEach reads each line of a table that says itself what is expected: "kind
// rights | subject // text", where several kinds may be named, parted by a stroke.
func expectEach(t *testing.T, table string) {
	t.Helper()
	for _, line := range lines(table) {
		head, text, _ := strings.Cut(line, " | ")
		kinds, rights, _ := strings.Cut(head, " ")
		f := classify.Read(letter(text))
		if !slices.Contains(strings.Split(kinds, "/"), string(f.Kind)) || !slices.Equal(f.Rights, rightsOf(rights)) {
			t.Errorf("%s\n\tis %s %v, want %s: %v", text, f.Kind, f.Rights, head, f.Evidence)
		}
	}
}

var (
	open         = []classify.Kind{classify.Unclear, classify.Question}
	onlyQuestion = []classify.Kind{classify.Question}
	murky        = []classify.Kind{classify.Unclear}
)
