package words

import (
	"sync"

	"golang.org/x/text/language"

	"ordholden/internal/gdpr"
)

// matcher is made when first asked: most calls name their language in the path.
var matcher = sync.OnceValue(func() language.Matcher {
	tags := make([]language.Tag, len(gdpr.Languages))
	for i, l := range gdpr.Languages {
		tags[i] = language.Make(string(l))
	}
	return language.NewMatcher(tags)
})

// Choose is the language that fits an Accept-Language header best. Norwegian
// without a form, Danish and Swedish read bokmål, and so does whatever else.
func Choose(acceptLanguage string) gdpr.Language {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(wanted) == 0 {
		return gdpr.Languages[0]
	}
	_, i, _ := matcher().Match(wanted...)
	return gdpr.Languages[i]
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
