package inbox_test

import (
	"slices"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/inbox/corpus"
)

// What the reading of mail must reach, in percent.
const (
	clearRight    = 85 // of the clear letters that ask for rights, on first reading
	languageRight = 95
)

// The rules were mended with the letters under corpus and second. Those under unseen
// were written for a first reading, and nobody mends anything with them.
func TestLettersAreReadForWhatTheyAsk(t *testing.T) {
	for _, set := range []string{"corpus", "second", "unseen"} {
		t.Run(set, func(t *testing.T) {
			letters, err := corpus.Load("testdata/" + set)
			if err != nil {
				t.Fatal(err)
			}
			found, clear, right, spoken := map[corpus.Verdict]int{}, 0, 0, 0
			for _, l := range letters {
				r := l.Read(controllers.Registry())
				v := l.Judge(r)
				found[v]++
				if r.Language == l.Language {
					spoken++
				}
				if l.Asks() {
					clear++
					if slices.Equal(r.Rights, l.Rights) {
						right++
					}
				}
				if v != corpus.Right {
					t.Logf("%s, clear %v: %s %v, want %s %v: %v", l.Mail, l.Clear, r.Kind, r.Rights, l.Kind, l.Rights, r.Evidence)
				}
				if l.WrongErasure(r) {
					t.Errorf("%s: an erasure that nobody asked for: %v", l.Mail, r.Evidence)
				}
			}
			t.Logf("%d letters: %d right, %d unclear, %d wrong; rights of %d of %d clear ones, language of %d",
				len(letters), found[corpus.Right], found[corpus.Unclear], found[corpus.Wrong], right, clear, spoken)
			if right*100 < clear*clearRight || clear < 30 {
				t.Errorf("the rights of %d of %d clear letters", right, clear)
			}
			if spoken*100 < len(letters)*languageRight {
				t.Errorf("the language of %d of %d letters", spoken, len(letters))
			}
		})
	}
}

func TestWhatIsAnsweredIsWhatAPersonWrote(t *testing.T) {
	for _, set := range []string{"corpus", "second", "unseen"} {
		letters, err := corpus.Load("testdata/" + set)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range letters {
			r := l.Read(controllers.Registry())
			if r.Withheld == inbox.Junk || l.Withheld == inbox.Junk {
				continue // that hangs on what it says
			}
			if r.Withheld != l.Withheld {
				t.Errorf("%s: withheld by %q, want %q (%s)", l.Mail, r.Withheld, l.Withheld, r.Kind)
			}
		}
	}
}

// Every letter again, below a reply that asks for nothing: what is quoted counts for
// nothing.
func TestWhatIsQuotedAsksForNothing(t *testing.T) {
	letters, err := corpus.Load("testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range letters {
		if r := l.Quoted().Read(controllers.Registry()); len(r.Rights) > 0 && slices.Contains(r.Rights, gdpr.Erasure) {
			t.Errorf("%s: %v: %v", l.Mail, r.Rights, r.Evidence)
		}
	}
}
