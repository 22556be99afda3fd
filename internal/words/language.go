package words

import (
	"golang.org/x/text/language"

	"ordholden/internal/gdpr"
)

// Choose is the language of ours that comes first among those an
// Accept-Language header wants. Norwegian without a form, Danish and Swedish
// read bokmål, which is nearer to them than English; so does whatever else.
func Choose(acceptLanguage string) gdpr.Language {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return gdpr.Bokmal
	}
	for _, tag := range wanted {
		base, _ := tag.Base()
		switch base.String() {
		case "nn":
			return gdpr.Nynorsk
		case "nb", "no", "da", "sv":
			return gdpr.Bokmal
		case "en":
			return gdpr.English
		}
	}
	return gdpr.Bokmal
}

// OwnName is what a language calls itself.
func OwnName(l gdpr.Language) string {
	switch l {
	case gdpr.Nynorsk:
		return "Nynorsk"
	case gdpr.English:
		return "English"
	}
	return "Bokmål"
}
