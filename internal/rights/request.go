package rights

import (
	"slices"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Request is what one person asks of one controller: one right or several.
type Request struct {
	ID         gdpr.ID
	Controller gdpr.ControllerID
	Rights     []gdpr.Right // in the order of gdpr.Rights, each once; none where a mail is not understood
	Address    gdpr.Private
	Name       gdpr.Private
	Text       gdpr.Private
	Said       string         // keyed digest of the text, to tell a repeat; filled in like Subject
	Subject    gdpr.SubjectID // filled in by whoever keeps it
	Language   gdpr.Language
	Channel    Channel
	Network    string    // from where, whole networks only; for the caps on mail
	Received   time.Time // when the controller's edge got it: the deadline counts from here
	Workflow   Workflow
	Identity   Identity
	Decided    time.Time // when it was confirmed or canceled; zero before
	Joined     gdpr.ID   // the request that answers this one too, where Workflow is InAnother
	Expires    retention.Expiry
}

// Channel is how a request came in.
type Channel string

// The channels.
const (
	ByForm Channel = "form"
	ByAPI  Channel = "api"
	ByMail Channel = "mail"
)

// Same reports whether two requests ask the same, apart from what became of them.
func (r Request) Same(o Request) bool {
	return r.Controller == o.Controller && slices.Equal(r.Rights, o.Rights) &&
		r.Address == o.Address && r.Name == o.Name && r.Text == o.Text && r.Language == o.Language
}

// NeedsCode reports whether something asked for gives data out or changes it,
// so that a link which a mail scanner can follow is not proof enough.
func (r Request) NeedsCode() bool {
	return slices.ContainsFunc(r.Rights, func(k gdpr.Right) bool {
		return k == gdpr.Access || k == gdpr.Portability || k == gdpr.Rectification || k == gdpr.Erasure
	})
}

// Entry is one line of a request's history.
type Entry struct {
	At time.Time
	On Event
}

// Case is a request with its history, oldest first.
type Case struct {
	Request
	History []Entry
}

// next is when an event now stands in the history: after the last one, also where
// the clock of the process that wrote that was ahead.
func (c Case) next(now time.Time) time.Time {
	if n := len(c.History); n > 0 && !now.After(c.History[n-1].At) {
		return c.History[n-1].At.Add(time.Millisecond)
	}
	return now
}
