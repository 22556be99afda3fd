package api

// A case as JSON, for whoever handles it: with the person's name and words, which nobody else
// gets to see.

import (
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/fulfillment"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

type deskCase struct {
	Case     string       `json:"case"`
	Revision int          `json:"revision"`
	State    string       `json:"state"`
	Identity string       `json:"identity"`
	Delivery string       `json:"delivery"`
	DRP      drp          `json:"drp"`
	Acts     []string     `json:"acts"` // what can be done about it now
	Rights   []askedRight `json:"rights"`
	Against  string       `json:"against,omitempty"`
	Person   asker        `json:"person"`
	Text     string       `json:"text,omitempty"`
	Channel  string       `json:"channel,omitempty"`
	Language string       `json:"language"`
	Received time.Time    `json:"received"`
	Entered  *time.Time   `json:"entered,omitempty"` // where staff put it in later than it came
	Assignee string       `json:"assignee"`
	Concerns []string     `json:"concerns"` // why staff have to look at it, beside its deadline
	Deadline deskDeadline `json:"deadline"`
	Joined   string       `json:"joined,omitempty"`
	Follows  string       `json:"follows,omitempty"` // the case without an address that this one carries on
	progress
	History  []deskEvent `json:"history"`
	Mails    []sentMail  `json:"mails"`
	Messages []cameMail  `json:"messages"`
}

// asker is who asks.
type asker struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email"`          // "" of somebody who gave none
	Post  string `json:"post,omitempty"` // where else an answer reaches them
}

// deskEvent is one line of the history, with who and what.
type deskEvent struct {
	At    time.Time `json:"at"`
	On    string    `json:"event"`
	By    string    `json:"by,omitempty"`
	Right string    `json:"right,omitempty"`
	Text  string    `json:"text,omitempty"`
}

// sentMail is a mail of ours, and what became of it.
type sentMail struct {
	Kind   string    `json:"kind"`
	State  string    `json:"state"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"` // why it failed, as a code
}

// cameMail is a mail of the person's.
type cameMail struct {
	Message  string    `json:"message"`
	Received time.Time `json:"received"`
	Subject  string    `json:"subject,omitempty"`
	Text     string    `json:"text"`
}

func (a *Staff) newDeskCase(c *call, by access.Actor, held rights.Case, sent []outbox.Entry, came []fulfillment.Message) deskCase {
	r := held.Request
	out := deskCase{
		Case: string(r.ID), Revision: r.Revision, State: string(r.Workflow), Identity: string(r.Identity), Delivery: string(r.Delivery),
		DRP: newDRP(r), Acts: a.nextActs(r, by), Rights: c.newAsked(r), Against: string(r.Against),
		Person: asker{r.Name.Reveal(), r.Address.Reveal(), r.Post.Reveal()}, Text: r.Text.Reveal(), Channel: string(r.Channel), Language: string(r.Language),
		Received: r.Received.UTC(), Assignee: r.Assignee, Concerns: concerns(r), Joined: string(r.Joined), Follows: string(r.Follows),
		Deadline: a.newDeskDeadline(r, a.Cases.Foresight.Deadline(r), c.language), progress: c.newProgress(r),
		History: []deskEvent{}, Mails: []sentMail{}, Messages: []cameMail{},
	}
	if !r.Registered.Equal(r.Received) {
		out.Entered = moment(r.Registered)
	}
	for _, e := range held.History {
		out.History = append(out.History, deskEvent{At: e.At, On: string(e.On), By: e.By, Right: string(e.Right), Text: e.Text.Reveal()})
	}
	for _, m := range sent {
		out.Mails = append(out.Mails, sentMail{Kind: string(m.Kind), State: string(m.State), At: m.Created, Reason: m.Reason})
	}
	for _, m := range came {
		out.Messages = append(out.Messages, cameMail{string(m.ID), m.Received, m.Subject.Reveal(), m.Text.Reveal()})
	}
	return out
}

// nextActs are the acts that the case allows whoever asks now.
func (a *Staff) nextActs(r rights.Request, by access.Actor) []string {
	out := []string{}
	for _, t := range acts {
		if a.allows(t, r, by) {
			name, _, _ := strings.Cut(t.path, "/")
			out = append(out, name)
		}
	}
	return out
}
