package holding

// What is a person's own, to the person: fulfillment.Desk shows it whole (promises M3 and M8,
// Art. 15), and its files are handed out here. What is restricted, or kept by a hold alone,
// is theirs as well: that nobody uses it is no reason to hide it from the person. To look is
// no activity, and keeps nothing longer.

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

// ownClasses are the classes of which a person has records. An agreement is nobody's: whom it
// names, NamedIn finds.
var ownClasses = [...]controller.Class{controller.Applications, controller.Profiles}

// themself is the actor as readings name it: the pseudonym stands in the record's key.
func themself(by access.Actor) access.Actor {
	by.ID = "own"
	return by
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
