// Package post owns the step from a letter that is due to a mail that SES has.
package post

import (
	"context"
	"fmt"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/ses"
	"ordholden/internal/stream"
	"ordholden/internal/thread"
)

// Post composes letters and hands them to SES: outbox.Post.
type Post struct {
	Controllers *controller.Registry
	Calendar    rights.Calendar
	PublicURL   string // the origin of the pages that links lead to
	SES         ses.Sender
	Erasures    Erasures // both for answers to an erasure
	Signer      Signer
	Receipts    Receipts // for what tells of a consent
	Consents    Consents // what else the person has said since; nil where no mail of consents is sent
}

// Send sends one letter. One that cannot be composed will never be: it is permanent. What
// cannot be read for now is tried again.
func (p Post) Send(ctx context.Context, l outbox.Letter, now time.Time) (outbox.Outcome, string, error) {
	m, err := p.message(ctx, l, now)
	if gdpr.KindOf(err) == gdpr.Unavailable {
		return outbox.TryLater, "", err
	}
	if err != nil {
		return outbox.Permanent, "", err
	}
	raw, err := mail.Compose(m)
	if err != nil {
		return outbox.Permanent, "", fmt.Errorf("compose %s: %w", l.Kind, err)
	}
	id, err := p.SES.Send(ctx, m.Controller.Mailbox, m.To.Reveal(), raw, stream.Tags(l.Ref))
	return outcomes[ses.Explain(err)], id, err
}

var outcomes = map[ses.Outcome]outbox.Outcome{
	ses.Accepted:  outbox.Accepted,
	ses.Retry:     outbox.TryLater,
	ses.Stop:      outbox.Stopped,
	ses.Permanent: outbox.Permanent,
	ses.Unknown:   outbox.Ambiguous,
}

// doors are the pages where the ways in begin.
var doors = map[outbox.Kind]string{
	outbox.AgreementLink: "open-agreements",
	outbox.OwnLink:       "own-open",
}

func (p Post) message(ctx context.Context, l outbox.Letter, now time.Time) (mail.Message, error) {
	d, ok := p.declaration(l)
	if !ok {
		return mail.Message{}, fmt.Errorf("compose %s: controller %s is not declared", l.Kind, l.Controller)
	}
	if !l.Language.Known() {
		l.Language = gdpr.Languages[0]
	}
	m := mail.Message{
		Kind: l.Kind, Controller: d, Language: l.Language, To: l.To,
		Entry: l.Entry.Entry, Case: l.Case, Now: now, Again: l.Again != "",
	}
	switch {
	case l.Request != nil:
		if err := p.addressed(&m, l); err != nil {
			return m, fmt.Errorf("compose %s: %w", l.Kind, err)
		}
		p.aboutRequest(&m, l)
		if err := p.erased(ctx, &m, l.Request); err != nil {
			return m, fmt.Errorf("compose %s: %w", l.Kind, err)
		}
	case l.Consent != nil:
		p.aboutConsent(&m, l)
		if err := p.receipted(ctx, &m, l, now); err != nil {
			return m, fmt.Errorf("compose %s: %w", l.Kind, err)
		}
	case l.Kind.AboutAccess():
		m.Received, m.Link = l.Created, p.page(l, doors[l.Kind], true)
	}
	if m.Erased != nil && l.Kind != outbox.RequestSettled {
		m.Link = "" // the case forgets whom it was about, and its link would lead nowhere
	} else if l.Link != nil {
		m.Code, m.LinkExpires = l.Link.Code.Reveal(), l.Link.Grant.Expires
		if l.Kind == outbox.RequestErasing && m.LinkExpires.After(m.Until) {
			m.LinkExpires = m.Until // it lives longer, and nobody is to count on it
		}
	}
	if l.Answers != nil {
		answer(&m, *l.Answers)
	}
	return m, nil
}

// answer makes the message an answer to a mail. An id of that mail that no header
// can carry is left out: the person is answered all the same.
func answer(m *mail.Message, a outbox.Answered) {
	m.Channel, m.References = rights.ByMail, thread.References(a.References, a.MessageID)
	if thread.Fit(a.MessageID) {
		m.InReplyTo = a.MessageID
	}
}

// declaration is the version that the person saw, or the current one.
func (p Post) declaration(l outbox.Letter) (*controller.Declaration, bool) {
	if l.Consent != nil && l.Kind != outbox.ConsentAgain { // which asks about what is done now
		return p.Controllers.Version(l.Controller, l.Consent.Seen.Version)
	}
	return p.Controllers.Current(l.Controller)
}

func (p Post) aboutRequest(m *mail.Message, l outbox.Letter) {
	r := l.Request
	m.Rights, m.Received, m.Joined = r.Rights, r.Received, r.Joined
	m.Channel, m.Workflow = r.Channel, r.Workflow
	m.Deadline = rights.Desk{Calendar: p.Calendar, Now: func() time.Time { return m.Now }}.Deadline(*r)
	if l.Kind == outbox.RequestExtended {
		m.Deadline = rights.Desk{Calendar: p.Calendar, Now: func() time.Time { return m.Now }}.Deadline(r.AsTold())
	}
	p.fate(m, l)
	switch l.Kind {
	case outbox.RequestConfirm:
		m.Link = p.page(l, "confirm", r.NeedsCode())
	case outbox.RequestIdentity:
		m.Link = p.page(l, "confirm", true)
	case outbox.RequestCopy:
		m.Link = p.page(l, "own-open", true)
	case outbox.RequestErasing:
		m.Link = p.page(l, "stop", false)
	case outbox.RequestReceived, outbox.RequestLapsed:
		m.Link = p.address(l, "request")
	default:
		if l.Kind.Link() == link.Follow {
			m.Link = p.page(l, "status", false)
		}
	}
}

func (p Post) aboutConsent(m *mail.Message, l outbox.Letter) {
	c := l.Consent
	m.Received = c.Recorded
	if !c.Decided.IsZero() {
		m.Received = c.Decided
	}
	for _, choice := range c.Choices {
		if _, declared := m.Controller.Purpose(choice.Purpose); declared { // a version that was said yes to anew may have fewer
			m.Decisions = append(m.Decisions, mail.Decision(choice))
		}
	}
	switch l.Kind {
	case outbox.ConsentConfirm:
		m.Link = p.page(l, "confirm-consent", false)
	case outbox.ConsentRenew:
		m.Link, m.Until = p.page(l, "renew-consent", false), l.Until
		m.Unsubscribe = p.consent(l) + "/withdrawal"
	case outbox.ConsentAgain:
		m.Link = p.page(l, "affirm-consent", false)
		m.Decisions, m.Changes = nil, nil
		for _, v := range c.Lapsed(p.Controllers, m.Now) {
			m.Decisions = append(m.Decisions, mail.Decision(v.Choice))
			for _, change := range v.Reasons {
				m.Changes = append(m.Changes, change.Words)
			}
		}
	case outbox.ConsentWithdrawn, outbox.ConsentReduced:
		m.Link = p.page(l, "restore-consent", false)
	case outbox.ConsentGiven, outbox.ConsentRenewed, outbox.ConsentRestored, outbox.ConsentAffirmed:
		m.Link = p.consent(l)
	}
}

// consent is where the API has the consent that a letter is about.
func (p Post) consent(l outbox.Letter) string {
	return p.PublicURL + "/v1/" + string(l.Controller) + "/consents/" + string(l.Case)
}

// page is the address of a page with what opens it in the fragment; "" where
// nothing does, and then the letter cannot be composed.
func (p Post) page(l outbox.Letter, name string, withCode bool) string {
	if l.Link == nil {
		return ""
	}
	return p.address(l, name) + "#" + l.Link.Fragment(l.Case, withCode)
}

// address is that of a page of the controller in the person's language.
func (p Post) address(l outbox.Letter, name string) string {
	return p.PublicURL + "/" + string(l.Controller) + "/" + string(l.Language) + "/" + name
}
