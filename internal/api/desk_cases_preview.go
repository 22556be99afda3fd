package api

// What an act would do, told before it is done. What the desk alone does is rehearsed: by the
// same rules, before a store that stores nothing. What changes what is held is told by its
// effect.

import (
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// foreseen is what an act would come to. Nothing has changed.
type foreseen struct {
	Preview  bool          `json:"preview"`
	State    string        `json:"state"`
	Identity string        `json:"identity"`
	Delivery string        `json:"delivery"`
	Deadline deskDeadline  `json:"deadline"`
	Effect   *effect       `json:"effect,omitempty"`
	Mail     *foreseenMail `json:"mail,omitempty"`   // to the person
	Letter   string        `json:"letter,omitempty"` // what has to stand in an answer that staff give: where to complain
}

type foreseenMail struct {
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// effect is what would become of what is held.
type effect struct {
	Erased     []touched        `json:"erased"`
	Kept       []keptBack       `json:"kept"`
	Restricted []touched        `json:"restricted"`
	Corrected  []correction     `json:"corrected"`
	Withdrawn  []string         `json:"withdrawn"`
	Told       []recipientHeard `json:"told"`
	Addresses  int              `json:"addresses"` // how many are told of it before
	From       *time.Time       `json:"from"`
}

type touched struct {
	Class   string `json:"class"`
	Purpose string `json:"purpose"`
	Count   int    `json:"count"`
	Files   int    `json:"files"`
}

// foresee answers what an act would do.
func (a *Staff) foresee(c *call, by access.Actor, t act, at rights.At, d deed) error {
	if t.effect {
		return a.foreseeEffect(c, by, t, at, d)
	}
	held, err := d.do(c.r.Context(), hands{Casework: a.Cases.Rehearsal}, by, at)
	if err != nil {
		return a.explained(c, by, at, d, err)
	}
	return a.foreseen(c, held, mailed{kindAfter(t, held.Request), d.Said}, nil)
}

// foreseeEffect tells what an act would do to what is held. It is not rehearsed, so what the
// desk would refuse for how the case stands is refused here.
func (a *Staff) foreseeEffect(c *call, by access.Actor, t act, at rights.At, d deed) error {
	held, err := a.Cases.Desk.Show(c.r.Context(), by, at.ID)
	switch {
	case err != nil:
		return err
	case held.Revision != at.Revision:
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
	case !a.allows(t, held.Request, by):
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeState}
	}
	if d.right == "" { // a restriction is lifted once the person has been told for so long (Art. 18(3))
		held.Until = a.now().Add(c.controller.Handling.LiftingNotice)
		return a.foreseen(c, held, mailed{t.mail, d.Said}, nil)
	}
	e, err := a.Cases.Effects.Effect(c.r.Context(), by, at.ID, d.right)
	if err != nil {
		return err
	}
	return a.foreseen(c, held, mailed{}, &e)
}

// mailed is the mail that an act calls for, with the words that the case has no place for; the
// zero mailed is none.
type mailed struct {
	kind outbox.Kind
	Said gdpr.Private // exported, so that what prints a mailed finds what hides it
}

// foreseen answers with a case as it would stand, and the mail that would go.
func (a *Staff) foreseen(c *call, held rights.Case, m mailed, e *fulfillment.Effect) error {
	due := a.Cases.Foresight.Deadline(held.AsTold()) // what an act comes to once the person has heard of it
	out := foreseen{Preview: true, State: string(held.Workflow), Identity: string(held.Identity), Delivery: string(held.Delivery)}
	if e != nil {
		out.Effect = c.newEffect(*e)
		if !e.Deadline.Due.IsZero() {
			due = e.Deadline
		}
	}
	out.Deadline, out.Letter = a.newDeskDeadline(held.Request, due, c.language), c.letterEnd(held.Request)
	if m.kind != "" {
		subject, text, err := a.Cases.Mails.PreviewSaid(c.r.Context(), c.publicURL(), m.kind, held.Request, m.Said, c.controller, held.Language)
		if err != nil {
			return err
		}
		out.Mail = &foreseenMail{string(m.kind), subject, text}
	}
	c.json(http.StatusOK, out)
	return nil
}

// letterEnd is what an answer by letter has to say beside its own words, in the person's language: to
// whom they can complain, and after a refusal that they can go to court (Art. 12(4)). Every mail says it by itself.
func (c *call) letterEnd(r rights.Request) string {
	if r.Way != rights.WayPost || r.Delivery != rights.ByHand {
		return ""
	}
	by := c.controller.Authority
	said := words.Fill(words.ComplainTo, r.Language, "authority", by.Name, "address", by.Address)
	if r.Workflow == rights.Denied {
		said += "\n\n" + words.ToCourt.In(r.Language)
	}
	return said
}

// kindAfter is the mail to the person that an act calls for, as the request stands after it;
// "" for none. Of a proposal it is the one that goes when it is approved.
func kindAfter(t act, r rights.Request) outbox.Kind {
	switch {
	case t.mail != "":
		return t.mail
	case t.on == rights.Sort && r.Workflow == rights.Waiting:
		return outbox.RequestConfirm
	case r.Workflow == rights.Proposed:
		return outbox.RequestRefused
	case t.path != "refusal" && t.path != "approval" && t.path != "reply":
		return ""
	case r.Workflow == rights.Answered:
		return outbox.RequestAnswered
	case r.Workflow == rights.Denied:
		return outbox.RequestRefused
	}
	return outbox.RequestSettled
}

func (c *call) newEffect(e fulfillment.Effect) *effect {
	out := &effect{
		Erased: newTouched(e.Erased), Kept: append([]keptBack{}, newKept(e.Kept)...), Restricted: newTouched(e.Restricted),
		Corrected: append([]correction{}, newCorrections(e.Corrected)...), Withdrawn: []string{},
		Told: append([]recipientHeard{}, c.newNotices(e.Told)...), Addresses: e.Addresses, From: moment(e.From),
	}
	for _, p := range e.Withdrawn {
		out.Withdrawn = append(out.Withdrawn, string(p))
	}
	return out
}

func newTouched(all []fulfillment.Touched) []touched {
	out := []touched{}
	for _, t := range all {
		out = append(out, touched{string(t.Class), string(t.Purpose), t.Count, t.Files})
	}
	return out
}
