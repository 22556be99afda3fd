package words

import "ordholden/internal/gdpr"

var (
	given     = text("Ja", "Ja", "Yes")
	refused   = text("Nei", "Nei", "No")
	withdrawn = text("Trukket tilbake", "Trekt tilbake", "Withdrawn")
)

// Decision is what a person decided, in a word or two.
func Decision(d gdpr.Decision, l gdpr.Language) string {
	switch d {
	case gdpr.Given:
		return given.In(l)
	case gdpr.Refused:
		return refused.In(l)
	case gdpr.Withdrawn:
		return withdrawn.In(l)
	}
	return string(d)
}
