package dynamo

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// Correspondence reads what was written about cases: one query for the case, and a read for
// each mail that came, of which a case has no more than maxMessages.
type Correspondence struct{ *Table }

// Correspondence is our mails about a case, without their text, and the person's mails, both
// oldest first; gdpr.NotFound for no case. What a person wrote who has been erased is not there.
func (s Correspondence) Correspondence(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (sent []outbox.Entry, came []fulfillment.Message, err error) {
	d, err := s.dossier(ctx, c, kindCase, id)
	if err != nil {
		return nil, nil, err
	}
	for name, m := range d.mails {
		e, err := entryFrom(outbox.Ref{Controller: c, Case: id, Entry: name}, m)
		if err != nil {
			return nil, nil, err
		}
		sent = append(sent, e)
	}
	slices.SortFunc(sent, func(a, b outbox.Entry) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.Entry, b.Entry))
	})
	for _, p := range d.messages {
		m, err := Messages(s).Message(ctx, c, gdpr.ID(p.id()))
		if errors.Is(err, errNoDossier) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		came = append(came, fulfillment.Message{ID: m.ID, Case: id, Received: m.Received, Subject: m.Mail.Subject, Text: m.Mail.Text})
	}
	slices.SortFunc(came, func(a, b fulfillment.Message) int { return a.Received.Compare(b.Received) })
	return sent, came, nil
}
