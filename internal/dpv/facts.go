package dpv

import (
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Facts is what a receipt tells of, from a visitor's records or a person's consent.
type Facts struct {
	Number   string // under which the consent is kept; no receipt shows it
	Audience controller.Audience
	Seen     consent.Seen                               // what the last yes was to
	Texts    map[gdpr.PurposeID]consent.Seen            // what each decision was on, where that may be another text
	Asked    map[gdpr.PurposeID]*controller.Declaration // by which each is told; the last yes's own where it is not said
	Standing map[gdpr.PurposeID]Standing
	Since    map[gdpr.PurposeID]time.Time   // when what stands was said
	Purposes []gdpr.PurposeID               // those decided on, in the declared order
	Ends     time.Time                      // of a yes, if nothing ends it before
	Until    map[gdpr.PurposeID]time.Time   // of each yes that is over before that
	Why      map[gdpr.PurposeID][]gdpr.Text // why a yes counts no more, where that is not the person's own word
	Happened []Happening                    // oldest first
}

// Happening is one line of a consent's history.
type Happening struct {
	On        consent.Event
	At        time.Time
	Status    Term
	Mechanism Mechanism // "" where it is not known
	Interface controller.Digest
}

// Mechanism is how something was indicated: as consent's, or by a link in a mail.
type Mechanism string

// ByMail is by the link that a mail to the person held.
const ByMail Mechanism = "mail"

// Ends is what ended which yes, beside the person's own word.
type Ends map[gdpr.PurposeID]Ended

// Ended is what ended a yes, and why, in sentences.
type Ended struct {
	By  End
	Why []gdpr.Text
	At  time.Time // when the person said so themself, by another consent; zero for any other end

	Until time.Time // of a yes that nothing has ended ("" By): when its time is over; zero for with its record
}

// Overtaken is each yes that a later version of the declaration has made invalid, or given up, with
// what that version changed (promise T15), whose time is over or will be before its record's, or
// that the person has said no to since by another consent. One that they gave again by another
// stands as it was given.
func Overtaken(verdicts []consent.Verdict) Ends {
	ends := Ends{}
	for _, v := range verdicts {
		switch {
		case v.Status == consent.Invalidated:
			ends[v.Purpose] = Ended{By: Invalidated, Why: reasons(v)}
		case v.Status == consent.Revoked:
			ends[v.Purpose] = Ended{By: Revoked, Why: reasons(v)}
		case v.Status == consent.Expired:
			ends[v.Purpose] = Ended{By: Expired}
		case v.Status == consent.Overtaken && v.Last.Decision == gdpr.Withdrawn:
			ends[v.Purpose] = Ended{By: Withdrawn, At: v.Last.At}
		case v.Status == consent.Overtaken && v.Last.Decision == gdpr.Refused:
			ends[v.Purpose] = Ended{By: Refused, At: v.Last.At}
		case !v.Until.IsZero():
			ends[v.Purpose] = Ended{Until: v.Until}
		}
	}
	return ends
}

func reasons(v consent.Verdict) []gdpr.Text {
	var why []gdpr.Text
	for _, change := range v.Reasons {
		why = append(why, change.Words)
	}
	return why
}

func newFacts(number string, a controller.Audience, seen consent.Seen, ends time.Time) Facts {
	return Facts{
		Number: number, Audience: a, Seen: seen, Ends: ends, Until: map[gdpr.PurposeID]time.Time{},
		Standing: map[gdpr.PurposeID]Standing{}, Since: map[gdpr.PurposeID]time.Time{}, Why: map[gdpr.PurposeID][]gdpr.Text{},
	}
}

// OfPerson is the facts of what a person declared.
func OfPerson(c consent.Consent, ended Ends) Facts {
	f := newFacts(string(c.ID), controller.Persons, c.Seen, c.Expires.Time())
	f.Texts = map[gdpr.PurposeID]consent.Seen{}
	for i, step := range steps(c) {
		if step.On == consent.Confirm && step.At.Equal(c.Recorded) && i > 0 {
			// To send the application was the whole of it (promise T13): no mail asked for more.
			said := &f.Happened[i-1]
			said.Status = happened(c, step).Status
			continue
		}
		f.Happened = append(f.Happened, happened(c, step))
	}
	for _, choice := range c.Choices {
		f.Purposes = append(f.Purposes, choice.Purpose)
		f.Standing[choice.Purpose] = Standing{Decision: choice.Decision, State: c.State, Again: c.GivenAgain(choice.Purpose)}
		f.Since[choice.Purpose], f.Texts[choice.Purpose] = since(c, choice.Purpose), c.SeenFor(choice.Purpose)
		if c.Confirmed() { // nothing ends what never counted
			f.end(choice.Purpose, ended[choice.Purpose])
		}
	}
	return f
}

// end takes in what ended a yes, or will.
func (f *Facts) end(p gdpr.PurposeID, e Ended) {
	s := f.Standing[p]
	s.Ended = e.By
	f.Standing[p] = s
	if s.Decision == gdpr.Given {
		f.Why[p] = e.Why
		if !e.Until.IsZero() {
			f.Until[p] = e.Until
		}
		if !e.At.IsZero() {
			f.Since[p] = e.At
		}
	}
}

// steps are the consent's history. One that was kept without one has what its times tell.
func steps(c consent.Consent) []consent.Step {
	if len(c.History) > 0 {
		return c.History
	}
	all := []consent.Step{{At: c.Recorded, On: consent.Declare}}
	if c.Decided.IsZero() {
		return all
	}
	last := consent.Confirm
	switch {
	case c.State == consent.Canceled:
		last = consent.Cancel
	case c.State == consent.Ended:
		last = consent.Withdraw
	case c.Decided.Equal(c.Renewed):
		last = consent.Renew
	case c.Decided.Equal(c.Restored):
		last = consent.Restore
	case len(c.Earlier) > 0 && c.Decided.Equal(c.Earlier[len(c.Earlier)-1].Until):
		last = consent.Affirm
	}
	return append(all, consent.Step{At: c.Decided, On: last})
}

// happened is what a step brought about. Of one that took back a part it is said that a yes was
// withdrawn: which it was shows by the status of each purpose.
func happened(c consent.Consent, s consent.Step) Happening {
	h := Happening{On: s.On, At: s.At, Mechanism: ByMail}
	switch s.On {
	case consent.Declare:
		seen := c.SeenAt(s.At)
		h.Status, h.Mechanism, h.Interface = ConsentRequested, Mechanism(seen.Mechanism), seen.Interface
	case consent.Confirm, consent.Restore:
		h.Status = ConsentGiven
		if !slices.ContainsFunc(c.Choices, func(x consent.Choice) bool { return x.Decision != gdpr.Refused }) {
			h.Status = ConsentRefused
		}
	case consent.Cancel: // the holder of the address said no
		h.Status = ConsentRefused
	case consent.Renew, consent.Affirm: // by a link that a mail held, to it or to the own page
		h.Status = RenewedConsentGiven
	default: // by a mail's link, on the consent's page or by a request: that is not kept
		h.Status, h.Mechanism = ConsentWithdrawn, ""
	}
	return h
}

// since is when a decision was last indicated.
func since(c consent.Consent, p gdpr.PurposeID) time.Time {
	all := steps(c)
	if c.State == consent.Pending || c.State == consent.Canceled {
		return all[len(all)-1].At
	}
	c.History = all
	return c.Said(p)
}

// OfVisitor is the facts of one of a visitor's records, among all that the visitor made,
// newest first. What later ones say of the same purposes counts; what they say of others
// is for their own receipts.
//
// What ended each record's yes is asked of ended; nil where nothing did.
func OfVisitor(r consent.Record, all []consent.Record, ended func(consent.Record) Ends) Facts {
	f := newFacts(string(r.Visitor)+"."+string(r.ID), controller.Visitors, r.Seen, r.Expires.Time())
	i := slices.IndexFunc(all, func(o consent.Record) bool { return o.ID == r.ID })
	if i < 0 {
		all, i = []consent.Record{r}, 0
	}
	before := decisions(all[i+1:])
	for _, choice := range r.Choices {
		again := choice.Decision == gdpr.Given && before[choice.Purpose] == gdpr.Given
		f.Purposes = append(f.Purposes, choice.Purpose)
		f.Standing[choice.Purpose] = Standing{Decision: choice.Decision, Again: again}
		f.Since[choice.Purpose] = r.Recorded
	}
	f.Happened = append(f.Happened, f.recorded(r, before))
	for j := i - 1; j >= 0; j-- {
		f.Happened = append(f.Happened, f.recorded(all[j], decisions(all[j+1:])))
		f.later(all[j])
	}
	if ended == nil {
		ended = func(consent.Record) Ends { return nil }
	}
	for _, each := range all[:i+1] {
		for purpose, e := range ended(each) {
			// Each record's yes is to the version that it names, and the yes is the one that stands.
			if f.Since[purpose].Equal(each.Recorded) {
				f.end(purpose, e)
			}
		}
	}
	return f
}

// later takes in what a later record says: a yes that became a no was withdrawn. A no
// that became a yes is still this record's no, and the yes is the later one's.
func (f *Facts) later(r consent.Record) {
	for _, choice := range r.Choices {
		s, mine := f.Standing[choice.Purpose]
		switch {
		case !mine || s.Decision == gdpr.Refused:
		case s.Decision == gdpr.Given && choice.Decision != gdpr.Given:
			f.Standing[choice.Purpose], f.Since[choice.Purpose] = Standing{Decision: gdpr.Withdrawn}, r.Recorded
		case s.Decision == gdpr.Withdrawn && choice.Decision == gdpr.Given:
			f.Standing[choice.Purpose], f.Since[choice.Purpose] = Standing{Decision: gdpr.Given}, r.Recorded
		}
	}
}

// recorded is a record as a line of the history, after what was decided before it.
func (f *Facts) recorded(r consent.Record, before map[gdpr.PurposeID]gdpr.Decision) Happening {
	h := Happening{
		On: consent.Declare, At: r.Recorded, Status: ConsentRefused,
		Mechanism: Mechanism(r.Seen.Mechanism), Interface: r.Seen.Interface,
	}
	for _, choice := range r.Choices {
		switch was := before[choice.Purpose]; {
		case choice.Decision == gdpr.Given && was == gdpr.Given && h.Status == ConsentRefused:
			h.Status = RenewedConsentGiven
		case choice.Decision == gdpr.Given && was != gdpr.Given:
			h.Status = ConsentGiven
		}
	}
	lost := func(x consent.Choice) bool { return x.Decision == gdpr.Withdrawn && before[x.Purpose] == gdpr.Given }
	part := h.Status != ConsentGiven && slices.ContainsFunc(r.Choices, lost) // and nothing is given for the first time
	if part || !r.Standing() && slices.ContainsFunc(r.Choices, func(x consent.Choice) bool {
		return x.Decision == gdpr.Withdrawn || before[x.Purpose] == gdpr.Given
	}) {
		h.On, h.Status = consent.Withdraw, ConsentWithdrawn
	}
	return h
}

// decisions is what stood on each purpose after records, newest first.
func decisions(records []consent.Record) map[gdpr.PurposeID]gdpr.Decision {
	stood := map[gdpr.PurposeID]gdpr.Decision{}
	for _, r := range slices.Backward(records) {
		for _, choice := range r.Choices {
			stood[choice.Purpose] = choice.Decision
		}
	}
	return stood
}
