package words

import (
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

func TestChooseFindsTheLanguageThatFitsBest(t *testing.T) {
	for accept, want := range map[string]gdpr.Language{
		"":                                 gdpr.Bokmal,
		"*":                                gdpr.Bokmal,
		"nb":                               gdpr.Bokmal,
		"no":                               gdpr.Bokmal,
		"nb-NO,nb;q=0.9,no;q=0.8,en;q=0.5": gdpr.Bokmal,
		"nn":                               gdpr.Nynorsk,
		"nn-NO, nb;q=0.9":                  gdpr.Nynorsk,
		"nb;q=0.3, nn;q=0.9":               gdpr.Nynorsk,
		"en-GB,en;q=0.9":                   gdpr.English,
		"en-US":                            gdpr.English,
		"fr-FR,fr;q=0.9,en;q=0.8":          gdpr.English,
		"da":                               gdpr.Bokmal,
		"da-DK,da;q=0.9,en;q=0.8":          gdpr.Bokmal,
		"sv-SE":                            gdpr.Bokmal,
		"fr":                               gdpr.Bokmal,
		"EN-us":                            gdpr.English,
		"nn;q=0, en;q=0.1":                 gdpr.English,
		"nn ; q=0.2 , en; Q=0.3":           gdpr.English,
		"en;q=0.5, nn;q=0.5":               gdpr.English,
		"nn;q=x, en;q=0.1":                 gdpr.English,
		"nn;q=2, en;q=0.1":                 gdpr.English,
		"nn;q=-1, en;q=NaN":                gdpr.Bokmal,
		"english, no-nynorsk":              gdpr.Bokmal,
		"\xff\x00;;;q=,,":                  gdpr.Bokmal,
		strings.Repeat("en-", 5000):        gdpr.Bokmal,
	} {
		if got := Choose(accept); got != want {
			t.Errorf("%.40q chooses %s, want %s", accept, got, want)
		}
	}
}

func TestLanguagesNameThemselves(t *testing.T) {
	for l, want := range map[gdpr.Language]string{gdpr.Bokmal: "Bokmål", gdpr.Nynorsk: "Nynorsk", gdpr.English: "English"} {
		if got := OwnName(l); got != want {
			t.Errorf("%s calls itself %q", l, got)
		}
	}
}
