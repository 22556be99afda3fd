package words

import (
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

var byMail = text("Med lenken i en e-post fra oss", "Med lenkja i ein e-post frå oss", "By the link in an email of ours")

// Indicated is how something was indicated, to whoever reads a receipt: one of the
// mechanisms, or by mail.
func Indicated(how string) gdpr.Text {
	if how == "mail" {
		return byMail
	}
	return EveryLanguage(func(l gdpr.Language) string { return Mechanism(consent.Mechanism(how), l) })
}

// EveryLanguage is a text from what says it in one language.
func EveryLanguage(say func(gdpr.Language) string) gdpr.Text {
	return gdpr.Text{NB: say(gdpr.Bokmal), NN: say(gdpr.Nynorsk), EN: say(gdpr.English)}
}
