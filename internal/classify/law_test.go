package classify_test

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
)

// What holds for every letter, whatever it says.
func keepsTheLaw(t *testing.T, l classify.Letter) classify.Finding {
	t.Helper()
	f := classify.Read(l)
	asks := f.Kind == classify.Request || f.Kind == classify.Complaint
	switch {
	case len(f.Rights) > 0 && !asks:
		t.Errorf("%q: a %s with rights %v", l, f.Kind, f.Rights)
	case f.Kind == classify.Request && len(f.Rights) == 0:
		t.Errorf("%q: a request for nothing", l)
	case !f.Language.Known():
		t.Errorf("%q: language %q", l, f.Language)
	case len(f.Evidence) == 0 && f.Kind != classify.Unclear:
		t.Errorf("%q: %s without evidence", l, f.Kind)
	}
	last := -1
	for _, r := range f.Rights {
		at := slices.Index(gdpr.Rights, r)
		if at <= last {
			t.Errorf("%q: rights %v are not in their order", l, f.Rights)
		}
		last = at
		if !slices.ContainsFunc(f.Evidence, func(e classify.Evidence) bool { return e.Right == r }) {
			t.Errorf("%q: no evidence for %s: %v", l, r, f.Evidence)
		}
	}
	for _, e := range f.Evidence {
		if utf8.RuneCountInString(e.Phrase) > 120 || longNumber.MatchString(e.Phrase) || !utf8.ValidString(e.Phrase) {
			t.Errorf("%q: the phrase %q", l, e.Phrase)
		}
	}
	return f
}

var longNumber = regexp.MustCompile(`[0-9]{5}`)

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Slett meg", "Ikke slett meg", "Hva har dere lagret om meg?", "delete my account", "art. 15, 17 og 20", "http://", "a@b", "…\n\n- \n", "s\u030a"} {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, subject, text, quoted string) {
		l := classify.Letter{Subject: subject, Text: text}
		found := keepsTheLaw(t, l)
		if again := classify.Read(l); !reflect.DeepEqual(found, again) {
			t.Errorf("%q reads as %v, then as %v", l, found, again)
		}
		l.Forwarded = quoted
		if with := keepsTheLaw(t, l); !slices.Equal(with.Rights, found.Rights) {
			t.Errorf("%q: what is quoted makes %v of %v", l, with.Rights, found.Rights)
		}
	})
}

var pieces = strings.Fields(`slett slette sletter slettet sletting meg profilen min kontoen data dere jeg vil ønsker ikke ber om kan
 få hvis når og men , . ? ! : - « » delete my account please not if you I want to samtykket trekker tilbake innsyn i alt har lagret
 artikkel 15 17 90123456 søknad CV vedlagt hvordan hva the nyhetsbrev slutt å sende eg ikkje sletta min sønn klager Datatilsynet`)

func TestLettersOfChanceWordsKeepTheLaw(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		var words []string
		for range r.IntN(25) {
			words = append(words, pieces[r.IntN(len(pieces))])
		}
		text := strings.Join(words, " ")
		plain := keepsTheLaw(t, classify.Letter{Text: text})
		quoted := keepsTheLaw(t, classify.Letter{Text: text, Forwarded: "Slett meg. Jeg ber om innsyn."})
		if !slices.Equal(plain.Rights, quoted.Rights) {
			t.Errorf("%q: what is quoted makes %v of %v", text, quoted.Rights, plain.Rights)
		}
	}
}

// Each way of asking, and what each guard makes of it: never an erasure.
func TestNoGuardedErasureIsOne(t *testing.T) {
	objects := []string{"profilen min", "meg", "alle mine data", "søknaden min", "alt dere har om meg"}
	guarded := []string{
		"Ikke slett %s.", "Vennligst ikke slett %s.", "Jeg vil ikke at dere sletter %s.", "Jeg ønsker ikke å slette %s.",
		"Jeg ber dere om ikke å slette %s.", "Dere må ikke slette %s.", "Hvis jeg ikke får jobben, slett %s.",
		"Dersom jeg ikke blir ansatt, kan dere slette %s.", "Slett %s når stillingen er besatt.",
		"Hvordan sletter jeg %s?", "Hva skjer hvis dere sletter %s?", "Sletter dere %s automatisk?", "Har dere slettet %s?",
		"Takk for at dere slettet %s.", "Jeg slettet %s i fjor.", "Dere skrev at dere ville slette %s.", "Jeg vurderer å slette %s.",
		"Jeg lurer på når dere sletter %s.", "Kanskje dere skal slette %s.", "Slett %s. Neida, bare tuller!",
		"Min klient krever at dere sletter %s.", "Slett %s. Jeg har ombestemt meg, se bort fra dette.",
		"Jeg vet ikke om jeg vil slette %s.", "Kan dere la være å slette %s?", "Fremfor å slette %s kan dere oppdatere.",
		"Jeg sa aldri at dere skulle slette %s.", "Det er ikke nødvendig å slette %s.", "Ingen har bedt dere slette %s.",
	}
	for _, o := range objects {
		for _, g := range guarded {
			text := strings.Replace(g, "%s", o, 1)
			for _, ascii := range []bool{false, true} {
				if ascii {
					text = strings.NewReplacer("å", "aa", "ø", "oe", "æ", "ae").Replace(text)
				}
				if f := classify.Read(classify.Letter{Text: text}); slices.Contains(f.Rights, gdpr.Erasure) {
					t.Errorf("%s\n\tis an erasure: %v", text, f.Evidence)
				}
			}
		}
	}
}

func TestWaysOfWritingÆØÅAreOne(t *testing.T) {
	ways := []*strings.Replacer{
		strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa"), strings.NewReplacer("æ", "a", "ø", "o", "å", "a"),
		strings.NewReplacer("å", "a\u030a"),
	}
	for _, text := range []string{"Jeg ønsker å få slettet søknaden min.", "Vær så snill å slette meg.", "Kan jeg få innsyn i det dere har på meg?",
		"Jeg ønsker ikke å slette søknaden min.", "Slutt å ringe meg."} {
		want := classify.Read(classify.Letter{Text: text})
		for _, w := range ways {
			other := w.Replace(text)
			if got := classify.Read(classify.Letter{Text: other}); got.Kind != want.Kind || !slices.Equal(got.Rights, want.Rights) {
				t.Errorf("%q is %s %v, and %q is %s %v", text, want.Kind, want.Rights, other, got.Kind, got.Rights)
			}
		}
	}
}

func TestWhatIsQuotedIsNoGroundForARight(t *testing.T) {
	f := classify.Read(classify.Letter{Subject: "VS: Slett meg", Text: "Se under.", Forwarded: "Slett meg. Kari"})
	if len(f.Rights) > 0 || f.Kind != classify.Unclear {
		t.Errorf("a letter that only quotes is %s %v", f.Kind, f.Rights)
	}
}

func TestEvidenceShowsTheWordsAndNoLongNumbers(t *testing.T) {
	f := classify.Read(classify.Letter{Text: "Kan dere rette telefonnummeret mitt til 900 12 345 67? Slett profilen min 01020312345."})
	all := ""
	for _, e := range f.Evidence {
		all += e.Phrase + "\n"
	}
	if strings.Contains(all, "12345") || !strings.Contains(all, "slett profilen") {
		t.Errorf("the evidence is %q", all)
	}
}

func BenchmarkRead(b *testing.B) {
	long := func(piece string) string { return strings.Repeat(piece, 200<<10/len(piece)) }
	for name, text := range map[string]string{
		"verbs":    long("slett "),
		"fillers":  long("og så "),
		"requests": long("Jeg ber om at dere sletter profilen min, hvis mulig. "),
		"stops":    long("."),
		"dotted":   long("a."),
		"question": long("hva har dere om meg "),
		"letters":  long("abcdefgh"),
		"nots":     long("ikke vil "),
		"articles": long("artikkel 15 og 17 "),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				classify.Read(classify.Letter{Text: text})
			}
		})
	}
}
