package holding

import (
	"context"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Erasure is what became of everything that was held on a person. It is what the
// certificate says, and holds no personal data beyond the case (Art. 17, 12(3)).
type Erasure struct {
	ID         gdpr.ID
	Controller gdpr.ControllerID
	Case       gdpr.ID // the request that it answers
	At         time.Time
	Deleted    []Deleted
	Kept       []Kept
	Key        bool // the data key is gone: copies of what was sealed can no longer be read
}

// Deleted is one record that is gone.
type Deleted struct {
	Class    controller.Class
	Purpose  gdpr.PurposeID
	Received time.Time
	Files    int
}

// Kept is one record that erasure gave way to, and until when (Art. 17(3)).
type Kept struct {
	Class   controller.Class
	Purpose gdpr.PurposeID
	Ground  string
	Until   time.Time
}

// Eraser erases.
type Eraser interface {
	// Erase deletes every record that is held on a person but those with a hold, their files,
	// what lies beside them, and the data key; what is held on is sealed again under a new key
	// first. Interrupted anywhere, doing it again with the same id finishes it, and what it
	// returns is the same. The proof of it is stored, and each record gets its deletion entry.
	Erase(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, request, id gdpr.ID) (Erasure, error)
}

// Erase erases what is held on whoever has the address, for a request of theirs. It
// erases of every class, and only whoever may erase each does it. Asked again for the same
// request it finishes, and its answer is the same.
func (k Desk) Erase(ctx context.Context, by access.Actor, address gdpr.Private, request gdpr.ID) (Erasure, error) {
	d, err := k.controller(by.Controller)
	if err != nil {
		return Erasure{}, err
	}
	if len(d.Holdings) == 0 {
		return Erasure{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	for _, h := range d.Holdings {
		if err := by.May(d, access.Erase, h.Class); err != nil {
			return Erasure{}, err
		}
	}
	var f faults
	address = f.address("/email", address)
	if request == "" {
		f.add("/case", gdpr.FaultMissing, "")
	} else if parsed, ok := gdpr.ParseID(string(request)); !ok || parsed != request {
		f.add("/case", gdpr.FaultID, "")
	}
	if err := f.err(); err != nil {
		return Erasure{}, err
	}
	owner, err := k.Store.Subject(ctx, d.ID, address)
	if err != nil {
		return Erasure{}, err
	}
	return k.EraseFor(ctx, d.ID, owner, request)
}
