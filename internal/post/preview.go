package post

import (
	"context"
	"fmt"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// Preview is the mail of a kind about a request as it stands in r, sent to nobody: what staff read before they
// decide. Where its link and code will stand it says so. What staff are about to write stands in r: reasons of
// an extension, a question, outcomes, a refusal that is proposed.
func (p Post) Preview(ctx context.Context, k outbox.Kind, r rights.Request, d *controller.Declaration, l gdpr.Language) (subject, text string, err error) {
	return p.PreviewSaid(ctx, p.PublicURL, k, r, "", d, l)
}

// PreviewSaid is Preview of a mail with an answer in words, or with why a restriction ends, which a request has
// no place for. The origin of our pages comes with it: behind the API it may be known from the call alone.
func (p Post) PreviewSaid(ctx context.Context, pages string, k outbox.Kind, r rights.Request, said gdpr.Private, d *controller.Declaration, l gdpr.Language) (subject, text string, err error) {
	if d == nil {
		return "", "", &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	if k == outbox.RequestRefused && r.Refusal != nil {
		r.Outcomes = append(r.Outcomes[:len(r.Outcomes):len(r.Outcomes)], rights.Outcome{
			Right: r.Refusal.Right, Result: rights.Withheld, Ground: r.Refusal.Ground, Reasons: r.Refusal.Reasons,
		})
	}
	p.PublicURL = pages
	if !l.Known() {
		l = gdpr.Languages[0]
	}
	letter := outbox.Letter{
		Entry: outbox.Entry{Ref: outbox.Ref{Controller: d.ID, Case: r.ID, Entry: string(k)}, Kind: k},
		To:    r.Address, Language: l, Request: &r, Said: said,
	}
	m := mail.Message{Kind: k, Controller: d, Language: l, To: r.Address, Entry: string(k), Case: r.ID, Now: time.Now()}
	p.aboutRequest(&m, letter)
	if err := p.erased(ctx, &m, &r); err != nil {
		return "", "", fmt.Errorf("preview %s: %w", k, err)
	}
	return mail.Preview(m)
}
