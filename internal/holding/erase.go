package holding

import (
	"context"
	"fmt"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
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

// EndBy is when the proof of the erasure ends by a declaration: it is kept as long as a request.
func (e Erasure) EndBy(d *controller.Declaration) (retention.Expiry, error) {
	end, err := retention.Expires(d.Records.Request, e.At, e.At)
	if err != nil {
		return 0, fmt.Errorf("erasure of %s: %w", d.ID, err)
	}
	return end, nil
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

// Requests reads what people ask for.
type Requests interface {
	// Case reads one: gdpr.NotFound where there is none.
	Case(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error)
}

// Erase finishes by hand what a request of whoever has the address has begun: the erasure that it
// asks for is announced, nobody stopped it in time, and whom to tell is written down (threat H5,
// Art. 19). Before that, and once it is done, it is gdpr.CodeState. It erases of every class, and
// only whoever may erase each does it. Asked again meanwhile, its answer is the same.
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
	if err := k.begun(ctx, d.ID, owner, request); err != nil {
		return Erasure{}, err
	}
	return k.EraseFor(ctx, d.ID, owner, request)
}

// begun says why nothing is erased for a request now; nil where its erasure has begun.
func (k Desk) begun(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, request gdpr.ID) error {
	held, err := k.Requests.Case(ctx, c, request)
	switch {
	case err != nil:
		return err
	case held.Subject != owner:
		return errNotFound // somebody else's is none of theirs
	case held.Workflow != rights.Carrying:
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeState}
	}
	return nil
}
