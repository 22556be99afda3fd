package holding

import (
	"context"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// Sent is what the sender of a record sees of it with the upload grant: until when it
// is kept, which files came in and which are awaited, and how those are sent. Its
// fields stay with whoever may read them.
func (k Desk) Sent(ctx context.Context, by access.Actor, r Ref) (Receipt, error) {
	none := &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	d, ok := k.Controllers.Current(r.Controller)
	if !ok || by.Controller != r.Controller || !by.Sends(r.String()) {
		return Receipt{}, none
	}
	h, ok := d.Holding(r.Class)
	if !ok {
		return Receipt{}, none
	}
	held, err := k.Store.Record(ctx, r)
	if err != nil {
		return Receipt{}, err
	}
	now := k.Now()
	if !held.Term.Served(now) {
		return Receipt{}, none
	}
	sent := Receipt{Record: Record{Ref: r, Received: held.Received, Term: held.Term, Consent: held.Consent, Files: held.Files}}
	for _, f := range held.Files {
		kind, declared := h.File(f.Kind)
		if f.Held() || !declared || !f.Until.After(now) {
			continue
		}
		upload, err := k.Files.Offer(ctx, r, f, kind.Most, earlier(f.Until, now.Add(uploadTime)))
		if err != nil {
			return Receipt{}, err
		}
		sent.Uploads = append(sent.Uploads, upload)
	}
	return sent, nil
}

// uploadTime is for how long an upload that was offered again can be used.
const uploadTime = time.Hour

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
