package holding

// A person sees what is held on them, without staff: everything of it, and everybody to
// whom it was given (promises M3 and M8, Art. 15). What is restricted, or kept by a hold
// alone, is shown as well: that nobody uses it is no reason to hide it from the person.
// To look is no activity, and keeps nothing longer.

import (
	"context"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Owned is a record as the person sees it whom it is about.
type Owned struct {
	Record
	Disclosures []Disclosure // newest first
}

// ownClasses are the classes of which a person has records. An agreement is nobody's: whom
// it names sees it by Named.
var ownClasses = [...]controller.Class{controller.Applications, controller.Profiles}

// asThemself is who has read a record, where it was its person.
const asThemself = "own"

// themself is the actor as readings name it: the pseudonym stands in the record's key.
func themself(by access.Actor) access.Actor {
	by.ID = asThemself
	return by
}

// Own reads everything that is held on the person who came by mail link, newest first in
// each class. Each reading is logged.
func (k Desk) Own(ctx context.Context, by access.Actor) ([]Owned, error) {
	classes, err := k.ownGrounds(by)
	if err != nil {
		return nil, err
	}
	var owned []Owned
	for _, g := range classes {
		all, err := k.Store.Records(ctx, g.d.ID, by.Contact, g.Class)
		if err != nil {
			return nil, err
		}
		for _, rec := range all {
			if !owns(by, rec.Ref) || !rec.Term.Kept(k.now()) {
				continue
			}
			own, err := k.own(ctx, by, rec)
			if gdpr.KindOf(err) == gdpr.NotFound {
				continue // it ended meanwhile
			}
			if err != nil {
				return nil, err
			}
			owned = append(owned, own)
		}
	}
	return owned, nil
}

// own is a record with its disclosures, once the reading is stored.
func (k Desk) own(ctx context.Context, by access.Actor, rec Record) (Owned, error) {
	if err := k.log(ctx, themself(by), rec.Ref, wholeRecord); err != nil {
		return Owned{}, err
	}
	given, err := k.Store.Disclosures(ctx, rec.Ref)
	return Owned{rec, given}, err
}

// OwnFile is where the person can download a file of a record of theirs. It is logged
// before it is handed out. Somebody else's record is none.
func (k Desk) OwnFile(ctx context.Context, by access.Actor, r Ref, file gdpr.ID) (Download, error) {
	if _, err := k.enter(by, r.Controller, access.Own, r.Class); err != nil {
		return Download{}, err
	}
	if !owns(by, r) {
		return Download{}, errNotFound
	}
	rec, err := k.kept(ctx, r)
	if err != nil {
		return Download{}, err
	}
	return k.hand(ctx, themself(by), rec, file)
}

// owns reports whether a record is of the person that the actor is.
func owns(by access.Actor, r Ref) bool { return by.Contact != "" && r.Owner == by.Contact }

// ownGrounds is the declared classes of which the actor may have records.
func (k Desk) ownGrounds(by access.Actor) ([]ground, error) {
	d, err := k.controller(by.Controller)
	if err != nil {
		return nil, err
	}
	var list []ground
	for _, class := range ownClasses {
		if by.May(d, access.Own, class) != nil {
			continue
		}
		g, err := grounds(d, class)
		if err != nil {
			return nil, err
		}
		list = append(list, g)
	}
	if len(list) == 0 {
		return nil, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	return list, nil
}
