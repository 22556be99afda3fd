// Package gdpr owns the words of the General Data Protection Regulation as types.
package gdpr

import "slices"

// ControllerID names a controller (Art. 4(7)): one company with one privacy statement.
type ControllerID string

// PurposeID names a declared purpose of one controller (Art. 5(1)(b)).
type PurposeID string

// SubjectID stands for a person within one controller: a keyed hash of an
// address, with the id of the key. It is no personal data without the key.
type SubjectID string

// LawfulBasis is one of the six grounds of Art. 6(1).
type LawfulBasis string

// The lawful bases.
const (
	BasisConsent             LawfulBasis = "consent"
	BasisContract            LawfulBasis = "contract"
	BasisLegalObligation     LawfulBasis = "legal-obligation"
	BasisVitalInterests      LawfulBasis = "vital-interests"
	BasisPublicTask          LawfulBasis = "public-task"
	BasisLegitimateInterests LawfulBasis = "legitimate-interests"
)

var articleOfBasis = map[LawfulBasis]string{
	BasisConsent:             "6(1)(a)",
	BasisContract:            "6(1)(b)",
	BasisLegalObligation:     "6(1)(c)",
	BasisVitalInterests:      "6(1)(d)",
	BasisPublicTask:          "6(1)(e)",
	BasisLegitimateInterests: "6(1)(f)",
}

// Article is the paragraph of the Regulation that gives the basis, or "" for none.
func (b LawfulBasis) Article() string { return articleOfBasis[b] }

// Right is what a data subject may ask for.
type Right string

// The rights of Art. 7(3) and 15 to 21.
const (
	Access        Right = "access"
	Rectification Right = "rectification"
	Erasure       Right = "erasure"
	Restriction   Right = "restriction"
	Objection     Right = "objection"
	Portability   Right = "portability"
	Withdrawal    Right = "withdrawal"
)

// Rights lists them in the order in which people are offered them.
var Rights = []Right{Access, Rectification, Erasure, Restriction, Objection, Portability, Withdrawal}

var articleOfRight = map[Right]string{
	Access:        "15",
	Rectification: "16",
	Erasure:       "17",
	Restriction:   "18",
	Objection:     "21",
	Portability:   "20",
	Withdrawal:    "7(3)",
}

// Article is the article of the Regulation that gives the right, or "" for none.
func (r Right) Article() string { return articleOfRight[r] }

// Decision is what a person decided on one purpose.
type Decision string

// The decisions. A refusal is recorded as carefully as a yes.
const (
	Given     Decision = "given"
	Refused   Decision = "refused"
	Withdrawn Decision = "withdrawn"
)

// Language is one in which people are served, as a BCP 47 tag.
type Language string

// The languages, both written forms of Norwegian first.
const (
	Bokmal  Language = "nb"
	Nynorsk Language = "nn"
	English Language = "en"
)

// Languages lists them; the first is the default.
var Languages = []Language{Bokmal, Nynorsk, English}

// Known reports whether people are served in the language.
func (l Language) Known() bool { return slices.Contains(Languages, l) }

// Text is one text in every language.
type Text struct {
	NB, NN, EN string
}

// In is the text in a language; an unknown one reads bokmål.
func (t Text) In(l Language) string {
	switch l {
	case Nynorsk:
		return t.NN
	case English:
		return t.EN
	}
	return t.NB
}
