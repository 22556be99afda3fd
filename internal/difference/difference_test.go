package difference_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ordholden/internal/controller"
	"ordholden/internal/difference"
)

func TestAReplacedPhraseReadsAsOnePhrase(t *testing.T) {
	got := difference.Words("The cookie lasts two years on you.", "The cookie lasts 12 months on you.")
	want := []difference.Piece{
		{Kind: difference.Same, Text: "The cookie lasts"}, {Kind: difference.Removed, Text: "two years"},
		{Kind: difference.Added, Text: "12 months"}, {Kind: difference.Same, Text: "on you."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSectionsThatCameWentAndChangedAreTold(t *testing.T) {
	old := []controller.Section{
		{Heading: "Who", Paragraphs: []string{"We are us.", "You reach us by mail."}},
		{Heading: "Gone", Paragraphs: []string{"It was here."}},
		{Heading: "Kept", Paragraphs: []string{"As it was."}},
	}
	renewed := []controller.Section{
		{Heading: "Who", Paragraphs: []string{"We are us.", "You reach us by mail or letter.", "Wholly other words stand here now."}},
		{Heading: "Kept", Paragraphs: []string{"As it was."}},
		{Heading: "New", Paragraphs: []string{"It is here."}},
	}
	var got []string
	for _, s := range difference.Sections(old, renewed) {
		line := s.Heading + " " + string(s.Kind) + ":"
		for _, p := range s.Paragraphs {
			line += " " + string(p.Kind)
		}
		got = append(got, line)
	}
	want := []string{"Who changed: same changed added", "Gone removed: removed", "Kept same: same", "New added: added"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What is shown must give back both texts: a difference that loses a word hides a change.
func TestBothTextsComeOutOfTheirDifferenceAgain(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "b", "c", "dd", "e."})
	rapid.Check(t, func(rt *rapid.T) {
		old := rapid.SliceOfN(word, 0, 12).Draw(rt, "old")
		renewed := rapid.SliceOfN(word, 0, 12).Draw(rt, "new")
		var before, after []string
		for _, p := range difference.Words(strings.Join(old, " "), strings.Join(renewed, " ")) {
			if p.Kind != difference.Added {
				before = append(before, p.Text)
			}
			if p.Kind != difference.Removed {
				after = append(after, p.Text)
			}
		}
		if got, want := strings.Join(before, " "), strings.Join(old, " "); got != want {
			rt.Errorf("the old text came back as %q, not %q", got, want)
		}
		if got, want := strings.Join(after, " "), strings.Join(renewed, " "); got != want {
			rt.Errorf("the new text came back as %q, not %q", got, want)
		}
	})
}

func TestNoParagraphIsLostBetweenSections(t *testing.T) {
	paragraph := rapid.SampledFrom([]string{"one two three", "one two four", "five six", "seven", "one two three four"})
	rapid.Check(t, func(rt *rapid.T) {
		old := rapid.SliceOfN(paragraph, 0, 6).Draw(rt, "old")
		renewed := rapid.SliceOfN(paragraph, 0, 6).Draw(rt, "new")
		got := difference.Sections([]controller.Section{{Heading: "h", Paragraphs: old}}, []controller.Section{{Heading: "h", Paragraphs: renewed}})
		var before, after []string
		for _, p := range got[0].Paragraphs {
			var was, is []string
			for _, piece := range p.Pieces {
				if piece.Kind != difference.Added {
					was = append(was, piece.Text)
				}
				if piece.Kind != difference.Removed {
					is = append(is, piece.Text)
				}
			}
			if len(was) > 0 {
				before = append(before, strings.Join(was, " "))
			}
			if len(is) > 0 {
				after = append(after, strings.Join(is, " "))
			}
		}
		if diff := cmp.Diff(strings.Join(old, "|"), strings.Join(before, "|")); diff != "" {
			rt.Error("old: " + diff)
		}
		if diff := cmp.Diff(strings.Join(renewed, "|"), strings.Join(after, "|")); diff != "" {
			rt.Error("new: " + diff)
		}
	})
}

func TestTextsTooLongToCompareCountAsReplaced(t *testing.T) {
	old, renewed := strings.Repeat("a ", 3000), strings.Repeat("a ", 3001)
	if got := difference.Words(old, renewed); len(got) != 2 || got[0].Kind != difference.Removed || got[1].Kind != difference.Added {
		t.Errorf("%d pieces", len(got))
	}
}
