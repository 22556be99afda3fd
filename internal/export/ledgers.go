package export

import (
	"slices"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// ledger is the frame of what a ledger keeps: it comes from the person, and is there to
// show what was done.
func (m *maker) ledger(why gdpr.Text, received string, r controller.Retention, end retention.Expiry) kept {
	k := kept{
		Purpose: "", Why: why.In(m.l), Source: words.Source(controller.Direct, m.l), Received: received, Retention: m.rule(r),
	}
	if end != 0 {
		k.Ends = instant(end.Time())
	}
	return k
}

func (m *maker) consents() []consented {
	all := []consented{}
	for _, c := range m.Held.Consents {
		all = append(all, m.consented(c))
	}
	return all
}

func (m *maker) consented(c fulfillment.Consented) consented {
	name, _ := words.ConsentState(c.State, m.l)
	out := consented{
		ID: string(c.ID), State: string(c.State), Name: name, Choices: []choice{}, Notice: string(c.Seen.Notice), History: []line{},
		Kept: m.ledger(words.CopyConsentLedger, instant(c.Recorded), m.d.Records.PersonConsent, c.Expires),
	}
	for _, ch := range c.Judged() {
		out.Choices = append(out.Choices, m.choice(ch))
	}
	for _, h := range c.History {
		out.History = append(out.History, line{instant(h.At), string(h.On), words.CopyConsentEvent(h.On, m.l)})
	}
	return out
}

// choice is one decision. What was decided once on a purpose that is declared no more stays said, by
// the name that it had.
func (m *maker) choice(v consent.Verdict) choice {
	name := m.purposeName(v.Purpose)
	if name == "" {
		name = v.Name.In(m.l)
	}
	if name == "" {
		name = string(v.Purpose)
	}
	return choice{
		Purpose: string(v.Purpose), Name: name, Decision: string(v.Decision), Plain: words.Decision(v.Decision, m.l), Status: string(v.Status),
		Until: instant(v.Until), Overtaken: m.overtaken(v),
		Invalidated: m.ended(v, consent.Invalidated, words.InvalidatedSince), Revoked: m.ended(v, consent.Revoked, words.RevokedSince),
	}
}

// ended is why a yes counts no more; nil where it has another status than that.
func (m *maker) ended(v consent.Verdict, as consent.Status, since gdpr.Text) *invalidated {
	if v.Status != as {
		return nil
	}
	version := v.Since.String()
	out := &invalidated{Version: version, Plain: words.Fill(since, m.l, "version", version, "short", m.d.ShortName)}
	for _, change := range v.Reasons {
		out.Reasons = append(out.Reasons, change.Words.In(m.l))
	}
	return out
}

// overtaken is what was decided on again since, by another consent; nil where nothing was.
func (m *maker) overtaken(v consent.Verdict) *overtaken {
	if v.Status != consent.Overtaken {
		return nil
	}
	return &overtaken{Since: instant(v.Last.At), Decision: string(v.Last.Decision), Plain: words.Fill(words.OvertakenSince, m.l,
		"date", words.Date(v.Last.At, m.l), "decision", words.Decision(v.Last.Decision, m.l))}
}

func (m *maker) cases() []caseOf {
	all := []caseOf{}
	for _, c := range m.Held.Cases {
		all = append(all, m.caseOf(c))
	}
	return all
}

func (m *maker) caseOf(c rights.Case) caseOf {
	state, plain := words.Workflow(c.Workflow, m.l)
	out := caseOf{
		ID: c.ID.Grouped(), Rights: []string{}, Asked: words.RightNames(c.Rights, m.l), Name: c.Name.Reveal(), Post: c.Post.Reveal(),
		Text: m.redact.Request(c.Request, m.Held.Messages), State: state, Plain: plain,
		Deadline: instant(c.Deadline), Extended: c.Extended.Reasons.Reveal(), Question: c.Pause.Question.Reveal(), History: []line{},
		Kept: m.ledger(words.CopyLedger, instant(c.Received), m.d.Records.Request, c.Expires),
	}
	for _, r := range c.Rights {
		out.Rights = append(out.Rights, string(r))
	}
	for _, o := range c.Outcomes {
		out.Outcomes = append(out.Outcomes, outcome{string(o.Right), string(o.Result), instant(o.At), string(o.Ground), o.Reasons.Reveal()})
	}
	for _, e := range c.History {
		if aboutThePerson(e.On) {
			out.History = append(out.History, line{instant(e.At), string(e.On), m.happened(e.On)})
		}
	}
	return out
}

// inside are the steps that are staff's among themselves: they say nothing of the person.
var inside = []rights.Event{rights.Assign, rights.Remark, rights.Remind, rights.Escalate, rights.Propose, rights.Return, rights.Look, rights.Reach, rights.Miss}

func aboutThePerson(e rights.Event) bool { return !slices.Contains(inside, e) }

func (m *maker) messages() []message {
	all := []message{}
	for _, each := range m.Held.Messages {
		out := message{
			ID: string(each.ID), Case: each.Case.Grouped(),
			Kept: m.ledger(words.CopyLedger, instant(each.Received), m.Held.Rule(m.d, each), each.Expires),
		}
		out.Subject, out.Text, out.Redacted = m.redact.Mail(each)
		all = append(all, out)
	}
	return all
}
