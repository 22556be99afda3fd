package dynamo

import (
	"context"

	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// aboutCase is the letter with what a mail about a request needs beside the request. What
// the case has moved on from since is told no more: nobody stops an erasure that was stopped.
func (s Mails) aboutCase(ctx context.Context, l outbox.Letter, d *dossier, err error) (outbox.Letter, error) {
	if err = orErased(err, l.To); err != nil {
		return l, err
	}
	if stands, tells := stillTrue[l.Kind]; tells && !stands(l.Request) {
		return l, errNoDossier
	}
	switch l.Kind {
	case outbox.RequestErasing:
		// Who hears of it late has as long as everybody: cooling-off begins anew when this is taken.
		// The link lives longer, for until staff have read what came in it does not begin. The same
		// mail with a new link moves nothing.
		if l.Again != "" {
			return l, nil
		}
		late := l.Request.Mailed(rights.Announce, 0, s.Now())
		l.Request.Until = late.Until
	case outbox.RequestAnswered:
		return s.said(ctx, l, d, rights.Reply)
	case outbox.RequestLifting:
		return s.said(ctx, l, d, rights.Warn)
	}
	return l, nil
}

// said adds what staff wrote with the last step of its sort.
func (s Mails) said(ctx context.Context, l outbox.Letter, d *dossier, on rights.Event) (outbox.Letter, error) {
	c, err := Cases(s).caseFrom(ctx, d)
	for _, e := range c.History {
		if e.On == on {
			l.Said = e.Text
		}
	}
	return l, err
}

// stillTrue is whether a mail still tells the truth, where the case can move on from it before it goes.
var stillTrue = map[outbox.Kind]func(*rights.Request) bool{
	outbox.RequestErasing:  func(r *rights.Request) bool { return r.Workflow == rights.Cooling },
	outbox.RequestLifting:  func(r *rights.Request) bool { return r.Workflow == rights.Lifting },
	outbox.RequestIdentity: func(r *rights.Request) bool { return r.Identity == rights.Asked },
	outbox.RequestReminder: unanswered,
	outbox.RequestOverdue:  unanswered,
}

// unanswered reports whether somebody still waits for an answer.
func unanswered(r *rights.Request) bool {
	switch r.Workflow {
	case rights.Waiting, rights.Unsorted, rights.Sought, rights.Open, rights.Proposed, rights.Cooling, rights.Carrying, rights.Telling:
		return true
	}
	return false
}
