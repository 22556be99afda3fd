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
// the applicant says yes anew (promises T10 and T15). So does one whose person has said no to its
// purpose since, by another of their consents: what they said last counts (Art. 7(3)).

// Consents is what is asked of consents before what rests on one is used.
type Consents interface {
	// Of returns every consent of a person that was ever confirmed and is still kept.
	Of(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error)
}

// consented leaves out the records whose consent counts no more. A record that names none rests on
// whatever consent to its purpose stands, where the basis is consent, and on nothing without one.
// Nothing is read of records that name none and rest on another basis, nor of any where no version asks
// anybody again about the class's purpose and its basis is another: an objection is what ends that.
func (k Desk) consented(ctx context.Context, g ground, all []Record) ([]Record, error) {
	rests := g.p.Basis == gdpr.BasisConsent
	unnamed := func(r Record) bool { return r.Consent == "" && rests }
	if k.Consents == nil || len(all) == 0 || !rests && !k.asksAgain(g) {
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
		gives := func(c consent.Consent) bool {
			return c.Gives(k.Controllers, rec.Purpose) && !c.TakenBack(rec.Purpose, given)
		}
		// One that was withdrawn, or has ended, is seen to by what follows from that.
		lapsed := func(c consent.Consent) bool {
			return c.ID == rec.Consent && c.State == consent.Standing && !gives(c)
		}
		if unnamed(rec) && slices.ContainsFunc(given, gives) || !unnamed(rec) && !slices.ContainsFunc(given, lapsed) {
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
