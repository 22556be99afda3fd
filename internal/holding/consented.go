package holding

import (
	"context"
	"slices"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// An application rests on the consent that came with it. Where a later version of the statement
// changed what that was to, it lies untouched until its end, as was promised when it came: it is
// not among those who may be contacted again, and nobody reads it for the changed purpose, until
// the applicant says yes anew (promises T10 and T15). Each application has its own consent: what is
// said of another application is said of that one alone.

// Consents is what is asked of consents before what rests on one is used.
type Consents interface {
	// Of returns every consent of a person that was ever confirmed and is still kept.
	Of(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error)
}

// consented leaves out the records whose consent counts no more. A record that names none rests on
// whatever consent to its purpose stands, where the basis is consent, and on nothing without one.
// Of what they said of its purpose in several, the last counts (Art. 7(3)). Nothing is read where no
// version asks anybody again about the class's purpose, unless it is so that records of it may name none.
func (k Desk) consented(ctx context.Context, g ground, all []Record) ([]Record, error) {
	unnamed := func(r Record) bool { return r.Consent == "" && g.p.Basis == gdpr.BasisConsent }
	if k.Consents == nil || !k.asksAgain(g) && !slices.ContainsFunc(all, unnamed) {
		return all, nil
	}
	known := map[gdpr.SubjectID][]consent.Consent{}
	var list []Record
	for _, rec := range all {
		if rec.Consent == "" && !unnamed(rec) {
			list = append(list, rec)
			continue
		}
		given, read := known[rec.Owner]
		if !read {
			var err error
			if given, err = k.Consents.Of(ctx, g.d.ID, rec.Owner); err != nil {
				return nil, err
			}
			known[rec.Owner] = given
		}
		gives := func(c consent.Consent) bool { return c.Gives(k.Controllers, rec.Purpose, k.now()) }
		last := func(c consent.Consent) bool { return gives(c) && !c.TakenBack(rec.Purpose, given) }
		// One that was withdrawn, or has ended, is seen to by what follows from that.
		lapsed := func(c consent.Consent) bool {
			return c.ID == rec.Consent && c.State == consent.Standing && !gives(c)
		}
		if unnamed(rec) && slices.ContainsFunc(given, last) || !unnamed(rec) && !slices.ContainsFunc(given, lapsed) {
			list = append(list, rec)
		}
	}
	return list, nil
}

// asksAgain reports whether a version of the declaration asks again about the class's purpose.
func (k Desk) asksAgain(g ground) bool {
	asks := false
	k.Controllers.Steps(g.d.ID, controller.Version{}, func(_ *controller.Declaration, changes []controller.Change) {
		asks = asks || slices.ContainsFunc(changes, func(c controller.Change) bool { return c.About(g.p.ID) })
	})
	return asks
}
