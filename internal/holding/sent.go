package holding

import (
	"context"

	"ordholden/internal/access"
)

// Sent is what the sender of a record sees of it with the upload grant: until when it
// is kept, which files came in and which are awaited, and how those are sent. Its
// fields stay with whoever may read them.
func (k Desk) Sent(ctx context.Context, by access.Actor, r Ref) (Receipt, error) {
	if !sends(by, r) {
		return Receipt{}, errNotFound
	}
	g, rec, err := k.adding(ctx, by, r)
	if err != nil {
		return Receipt{}, err
	}
	uploads, err := k.uploads(ctx, g, rec, rec.Files)
	if err != nil {
		return Receipt{}, err
	}
	files := rec.Files
	rec = bare(rec)
	rec.Files = files
	return Receipt{Record: rec, Uploads: uploads}, nil
}
