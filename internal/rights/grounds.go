package rights

// The closed list of grounds on which a right is refused (Art. 12(4)). A right that the law
// gives without exception is on none of them: taking back a consent (Art. 7(3)), and objecting
// to marketing (Art. 21(2) and (3)).

import (
	"slices"

	"ordholden/internal/gdpr"
)

// The grounds.
const (
	NotIdentified   Ground = "not-identified"
	Unfounded       Ground = "unfounded"
	Excessive       Ground = "excessive"
	OthersRights    Ground = "others-rights"
	NotPortable     Ground = "not-portable"
	Accurate        Ground = "accurate"
	NothingHeld     Ground = "nothing-held"
	LegalObligation Ground = "legal-obligation"
	LegalClaims     Ground = "legal-claims"
	Expression      Ground = "expression"
	PublicInterest  Ground = "public-interest"
	Conditions      Ground = "conditions"
	Compelling      Ground = "compelling"
	NationalLaw     Ground = "national-law"
)

// Grounds lists them in the order of the articles.
var Grounds = []Ground{
	NotIdentified, Unfounded, Excessive, OthersRights, Accurate, NothingHeld, Expression, LegalObligation, PublicInterest,
	LegalClaims, Conditions, NotPortable, Compelling, NationalLaw,
}

// refusable is the rights that can be refused at all.
var refusable = []gdpr.Right{gdpr.Access, gdpr.Rectification, gdpr.Erasure, gdpr.Restriction, gdpr.Objection, gdpr.Portability}

var erasureOnly = map[gdpr.Right]string{gdpr.Erasure: ""}

// terms is what the law says of each: the article, the rights that it fits (with an own article
// where it has one), and whether evidence in writing and a second member of staff are a must.
var terms = map[Ground]struct {
	article string
	fits    map[gdpr.Right]string // nil for all that can be refused
	second  bool
}{
	NotIdentified:   {article: "12(2)"},
	Unfounded:       {article: "12(5)(b)", second: true},
	Excessive:       {article: "12(5)(b)", second: true},
	OthersRights:    {article: "15(4)", fits: map[gdpr.Right]string{gdpr.Access: "15(4)", gdpr.Portability: "20(4)"}},
	NotPortable:     {article: "20(1)", fits: map[gdpr.Right]string{gdpr.Portability: ""}},
	Accurate:        {article: "16", fits: map[gdpr.Right]string{gdpr.Rectification: ""}},
	NothingHeld:     {article: "16", fits: map[gdpr.Right]string{gdpr.Rectification: ""}},
	LegalObligation: {article: "17(3)(b)", fits: erasureOnly},
	LegalClaims:     {article: "17(3)(e)", fits: map[gdpr.Right]string{gdpr.Erasure: "17(3)(e)", gdpr.Objection: "21(1)"}},
	Expression:      {article: "17(3)(a)", fits: erasureOnly},
	PublicInterest:  {article: "17(3)(d)", fits: erasureOnly},
	Conditions:      {article: "18(1)", fits: map[gdpr.Right]string{gdpr.Restriction: ""}},
	Compelling:      {article: "21(1)", fits: map[gdpr.Right]string{gdpr.Objection: ""}},
	NationalLaw:     {article: "23", fits: map[gdpr.Right]string{gdpr.Access: ""}}, // personopplysningsloven section 16
}

// Fits reports whether a right can be refused on the ground, objections as to what they are against.
func (g Ground) Fits(right gdpr.Right, against Against) bool {
	t, ok := terms[g]
	if !ok || !slices.Contains(refusable, right) || right == gdpr.Objection && against == AgainstMarketing {
		return false
	}
	_, fits := t.fits[right]
	return t.fits == nil || fits
}

// GroundsFor is the grounds on which a right can be refused.
func GroundsFor(right gdpr.Right, against Against) []Ground {
	return slices.DeleteFunc(slices.Clone(Grounds), func(g Ground) bool { return !g.Fits(right, against) })
}

// Article is the article that gives the ground, as it stands for that right; "" for none.
func (g Ground) Article(right gdpr.Right) string {
	t := terms[g]
	if own := t.fits[right]; own != "" {
		return own
	}
	return t.article
}

// carried is the grounds that can be said without a person saying them once more: they follow from
// what staff have ruled, or from a hold that was declared or put on.
var carried = []Ground{Accurate, LegalObligation, LegalClaims}

// Judged reports whether a person has to say it, case by case: no refusal rests on a machine alone
// (Art. 22), and it is the controller who has to show it (Art. 12(2) and (5)).
func (g Ground) Judged() bool { return !slices.Contains(carried, g) }

// Second reports whether the ground asks for evidence in writing and for a second member of
// staff: the controller bears the burden of showing it (Art. 12(5)).
func (g Ground) Second() bool { return terms[g].second }
