package gdpr_test

import (
	"errors"
	"fmt"
	"testing"

	"ordholden/internal/gdpr"
)

func TestEveryRightHasItsArticle(t *testing.T) {
	articles := map[gdpr.Right]string{
		gdpr.Access: "15", gdpr.Rectification: "16", gdpr.Erasure: "17", gdpr.Restriction: "18",
		gdpr.Objection: "21", gdpr.Portability: "20", gdpr.Withdrawal: "7(3)",
	}
	if len(gdpr.Rights) != len(articles) {
		t.Errorf("%d rights are offered, want %d", len(gdpr.Rights), len(articles))
	}
	for _, r := range gdpr.Rights {
		if got := r.Article(); got == "" || got != articles[r] {
			t.Errorf("%s is given by article %q, want %q", r, got, articles[r])
		}
	}
	if got := gdpr.Right("wealth").Article(); got != "" {
		t.Errorf("a right that is none has article %q", got)
	}
}

func TestEveryBasisHasItsParagraph(t *testing.T) {
	for basis, want := range map[gdpr.LawfulBasis]string{
		gdpr.BasisConsent: "6(1)(a)", gdpr.BasisContract: "6(1)(b)", gdpr.BasisLegalObligation: "6(1)(c)",
		gdpr.BasisVitalInterests: "6(1)(d)", gdpr.BasisPublicTask: "6(1)(e)", gdpr.BasisLegitimateInterests: "6(1)(f)",
		"because": "",
	} {
		if got := basis.Article(); got != want {
			t.Errorf("%s is given by %q, want %q", basis, got, want)
		}
	}
}

func TestTextsAreReadInTheLanguageAskedFor(t *testing.T) {
	text := gdpr.Text{NB: "ikke", NN: "ikkje", EN: "not"}
	for language, want := range map[gdpr.Language]string{
		gdpr.Bokmal: "ikke", gdpr.Nynorsk: "ikkje", gdpr.English: "not", "": "ikke", "sv": "ikke", "NN": "ikke",
	} {
		if got := text.In(language); got != want {
			t.Errorf("In(%q) = %q, want %q", language, got, want)
		}
	}
}

func TestOnlyThreeLanguagesAreKnown(t *testing.T) {
	for language, want := range map[gdpr.Language]bool{"nb": true, "nn": true, "en": true, "no": false, "": false, "EN": false, "nb-NO": false} {
		if got := language.Known(); got != want {
			t.Errorf("%q known: %v", language, got)
		}
	}
}

func TestTheKindOfAnErrorIsThatOfTheFirstOfOurs(t *testing.T) {
	cause := errors.New("cause")
	ours := &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided, Err: cause}
	for _, test := range []struct {
		outcome string
		err     error
		want    gdpr.Kind
	}{
		{"none", nil, gdpr.Internal},
		{"somebody else's", cause, gdpr.Internal},
		{"ours", ours, gdpr.Conflict},
		{"ours, wrapped", fmt.Errorf("a: %w", fmt.Errorf("b: %w", ours)), gdpr.Conflict},
		{"ours, joined", errors.Join(cause, ours), gdpr.Conflict},
		{"ours around ours", &gdpr.Error{Kind: gdpr.Unavailable, Err: ours}, gdpr.Unavailable},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got := gdpr.KindOf(test.err); got != test.want {
				t.Errorf("kind %d, want %d", got, test.want)
			}
		})
	}
	if !errors.Is(fmt.Errorf("a: %w", ours), cause) {
		t.Error("the cause is lost")
	}
}

func TestErrorsTellTheOperatorWhatWentWrong(t *testing.T) {
	err := &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeInvalid, Err: errors.New("cause"), Faults: []gdpr.Fault{
		{Pointer: "/email", Code: gdpr.FaultAddress, Value: "v"}, {Pointer: "/rights", Code: gdpr.FaultNoRight}}}
	if got, want := err.Error(), "invalid; /email address; /rights no_right: cause"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
}

func TestNoFaultsAreNoError(t *testing.T) {
	if err := gdpr.InvalidFaults(nil); err != nil {
		t.Errorf("no faults: %v", err)
	}
	if err := gdpr.InvalidFaults([]gdpr.Fault{{Code: gdpr.FaultMissing}}); gdpr.KindOf(err) != gdpr.Invalid {
		t.Errorf("a fault is of kind %d", gdpr.KindOf(err))
	}
}
