package post

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// Erasures reads what an erasure did: gdpr.NotFound for one that is not done.
type Erasures interface {
	Erasure(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (holding.Erasure, error)
}

// Signer signs what an erasure did, so that anybody can check it: a JWS in compact form.
type Signer interface {
	Sign(ctx context.Context, d *controller.Declaration, e holding.Erasure, l gdpr.Language) (string, error)
}

// fate is what became of a request, in the words of its declaration.
func (p Post) fate(m *mail.Message, l outbox.Letter) {
	r, d := l.Request, m.Controller
	m.Against, m.Outcomes, m.Said = r.Against, r.Outcomes, l.Said
	for _, c := range r.Corrections {
		m.Corrections = append(m.Corrections, mail.Correction{Name: fieldName(d, c, m.Language), State: c.State, Reason: c.Reason})
	}
	for _, n := range r.Notices {
		if told, ok := d.Recipient(n.Recipient); ok && n.State != rights.NoticeDue && !n.Lifts && (l.Kind != outbox.RequestCanceled || r.Tells(n)) {
			m.Told = append(m.Told, mail.Told{
				Name: told.Name.In(m.Language), Customer: n.Customer, Confirmed: n.State == rights.NoticeDone,
			})
		}
	}
	if slices.ContainsFunc(r.Outcomes, func(o rights.Outcome) bool { return o.Reasons == m.Said }) {
		m.Said = "" // the outcome says it
	}
	switch l.Kind {
	case outbox.RequestExtended:
		m.Said = r.Extended.Reasons
	case outbox.RequestIdentity:
		m.Said = r.Pause.Question
	case outbox.RequestCanceled:
		stands(m, *r)
	case outbox.RequestErasing:
		m.AskedFrom, m.Until, m.Waits = r.Address, r.Until, r.WaitsUntil(p.Calendar, d)
	case outbox.RequestLifting:
		m.Until = r.Until
		for _, o := range r.Outcomes {
			if m.Said == "" { // why it was refused is why it ends
				m.Said = o.Reasons
			}
		}
	case outbox.RequestReminder:
		m.DaysLeft = max(r.Reminded, 0)
	}
}

// stands leaves of what became of a request only what holds also now that the person has taken the rest of
// it back. An objection that an erasure was to answer fell with it; what it said of marketing holds.
func stands(m *mail.Message, r rights.Request) {
	m.Outcomes = slices.DeleteFunc(slices.Clone(m.Outcomes), func(o rights.Outcome) bool {
		return o.Right == gdpr.Objection && o.Result == rights.Granted && r.Against == rights.AgainstProcessing && r.Erasure == ""
	})
	if r.Against == "" && r.Erasure == "" {
		m.Against = rights.AgainstMarketing
	}
	if r.Amended() {
		m.Outcomes = append(m.Outcomes, rights.Outcome{Right: gdpr.Rectification, Result: rights.Granted, At: r.Decided})
		m.Corrections = slices.DeleteFunc(m.Corrections, func(c mail.Correction) bool { return c.State != rights.Accepted })
	}
	m.Owed = r.Owes() || r.Amended()
}

// fieldName is what a field is called where it is declared; one that no longer is, is called by its id.
func fieldName(d *controller.Declaration, c rights.Correction, l gdpr.Language) string {
	ref, _ := holding.ParseRef(d.ID, c.Item)
	if ref.Class == controller.Agreements { // how it names the person is no declared field of it
		switch c.Field {
		case holding.ContactName:
			return words.OwnNameIs.In(l)
		case controller.EmailField:
			return words.OwnAddress.In(l)
		}
	}
	for _, h := range d.Holdings {
		for _, f := range h.Fields {
			if h.Class == ref.Class && f.ID == c.Field {
				return f.Name.In(l)
			}
		}
	}
	return c.Field
}

// erased adds what an erasure did, and the proof of it. That it cannot be read for now is worth a retry:
// the certificate is not to be missing (Art. 12(3)).
func (p Post) erased(ctx context.Context, m *mail.Message, r *rights.Request) error {
	if r.Erasure == "" || m.Kind != outbox.RequestSettled && m.Kind != outbox.RequestAnswered && m.Kind != outbox.RequestRefused {
		return nil
	}
	if p.Erasures == nil || p.Signer == nil {
		return errors.New("an erasure that nobody here can read or sign")
	}
	e, err := p.Erasures.Erasure(ctx, r.Controller, r.Erasure)
	if err != nil {
		return fmt.Errorf("read erasure: %w", err)
	}
	signed, err := p.Signer.Sign(ctx, m.Controller, e, m.Language)
	if err != nil {
		return fmt.Errorf("sign erasure: %w", err)
	}
	m.Erased, m.Certificate, m.Keys = &e, signed, p.PublicURL+"/v1/"+string(r.Controller)+"/jwks.json"
	return nil
}

// addressed turns a letter that goes to somebody else than a person to whom it goes: to the mailbox that is
// declared, whatever the letter says, so that none of it comes to anybody by mistake. Staff and recipients are
// written to in the first of the languages.
func (p Post) addressed(m *mail.Message, l outbox.Letter) error {
	switch {
	case l.Kind.ToPerson():
		return nil
	case l.Kind.ToStaff():
		m.To, m.Language = gdpr.Private(m.Controller.Mailbox), gdpr.Languages[0]
		return nil
	}
	m.Language = gdpr.Languages[0]
	for _, n := range l.Request.Notices {
		told, ok := m.Controller.Recipient(n.Recipient)
		if !ok || told.Told != controller.ToldByMail || !strings.Contains(l.Entry.Entry, string(n.ID)) {
			continue
		}
		m.To, m.Person, m.Customer = gdpr.Private(told.Mailbox), l.Request.Address, n.Customer
		m.Done = mail.Deeds{Freed: true}
		if !n.Lifts {
			m.Done = deeds(m.Controller, l.Request, n, m.Language)
		}
		return nil
	}
	return errors.New("a notice to no declared recipient")
}

// deeds is what a recipient is told of by one notice.
func deeds(d *controller.Declaration, r *rights.Request, n rights.Notice, l gdpr.Language) mail.Deeds {
	says := r.Says(n)
	done := mail.Deeds{Erased: says == gdpr.Erasure, Restricted: says == gdpr.Restriction}
	for _, c := range r.Corrections {
		if says == gdpr.Rectification && c.State == rights.Accepted {
			done.Corrected = append(done.Corrected, fieldName(d, c, l))
		}
	}
	return done
}
