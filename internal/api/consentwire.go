package api

import (
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// accepted is the answer to whatever is confirmed by mail.
type accepted struct {
	ID    string `json:"id"`
	State string `json:"state"`
}

// record is a consent as JSON: a visitor's decision, or what a person declared.
type record struct {
	ID        string             `json:"id"`
	Visitor   string             `json:"visitor,omitempty"`
	State     string             `json:"state,omitempty"`
	Decisions map[string]string  `json:"decisions"`
	Statuses  map[string]verdict `json:"statuses"`
	Recorded  time.Time          `json:"recorded"`
	Changed   *time.Time         `json:"changed,omitempty"`
	Renewed   *time.Time         `json:"renewed,omitempty"`
	Expires   time.Time          `json:"expires"`
	Version   string             `json:"version"`
	Notice    string             `json:"notice"`
	Interface string             `json:"interface,omitempty"`
	Language  string             `json:"language"`
	Mechanism string             `json:"mechanism"`
	Site      string             `json:"site,omitempty"`
}

// verdict is what a decision counts for now (promise T15), in the words of ISO/IEC TS 27560.
type verdict struct {
	Status      string       `json:"status"`
	Invalidated *invalidated `json:"invalidated,omitempty"`
	Revoked     *invalidated `json:"revoked,omitempty"`
	Overtaken   *overtaken   `json:"overtaken,omitempty"`
	Until       *time.Time   `json:"until,omitempty"` // of a yes that is over before its record is
}

// overtaken is what the person has decided since, by another of their consents.
type overtaken struct {
	Since    time.Time `json:"since"`
	Decision string    `json:"decision"`
}

// invalidated is from which version a yes counts no more, and what that changed.
type invalidated struct {
	Version string   `json:"version"`
	Reasons []string `json:"reasons"`
}

func statuses(verdicts []consent.Verdict, l gdpr.Language) map[string]verdict {
	out := make(map[string]verdict, len(verdicts))
	for _, v := range verdicts {
		s := verdict{Status: string(v.Status)}
		switch v.Status {
		case consent.Invalidated:
			s.Invalidated = ended(v, l)
		case consent.Revoked:
			s.Revoked = ended(v, l)
		case consent.Overtaken:
			s.Overtaken = &overtaken{Since: v.Last.At, Decision: string(v.Last.Decision)}
		}
		if !v.Until.IsZero() {
			s.Until = &v.Until
		}
		out[string(v.Purpose)] = s
	}
	return out
}

func ended(v consent.Verdict, l gdpr.Language) *invalidated {
	out := &invalidated{Version: v.Since.String(), Reasons: []string{}}
	for _, change := range v.Reasons {
		out.Reasons = append(out.Reasons, change.Words.In(l))
	}
	return out
}

type history struct {
	Consents []record `json:"consents"`
}

// recordID is the public id of a visitor's decision: it names the visitor too,
// who is the only one that knows it, because nothing else leads to the record.
func recordID(r consent.Record) string { return string(r.Visitor) + "." + string(r.ID) }

func (a *Consents) newRecord(c *call, r consent.Record) record {
	out := seen(r.Seen)
	out.ID, out.Visitor = recordID(r), string(r.Visitor)
	out.Decisions, out.Recorded, out.Expires = decisions(r.Choices), r.Recorded, r.Expires.Time()
	out.Statuses = statuses(a.verdicts(r), c.language)
	return out
}

func newConsent(in *call, c consent.Consent, verdicts []consent.Verdict) record {
	out := seen(c.Seen)
	out.Statuses = statuses(verdicts, in.language)
	out.ID, out.State = string(c.ID), string(c.State)
	out.Decisions, out.Recorded, out.Expires = decisions(c.Choices), c.Recorded, c.Expires.Time()
	if !c.Decided.IsZero() {
		out.Changed = &c.Decided
	}
	if !c.Renewed.IsZero() {
		out.Renewed = &c.Renewed
	}
	return out
}

func (a *Consents) newHistory(c *call, records []consent.Record) history {
	out := history{Consents: []record{}}
	for _, r := range records {
		out.Consents = append(out.Consents, a.newRecord(c, r))
	}
	return out
}

func seen(s consent.Seen) record {
	return record{
		Version: s.Version.String(), Notice: string(s.Notice), Interface: string(s.Interface),
		Language: string(s.Language), Mechanism: string(s.Mechanism), Site: s.Site,
	}
}

func decisions(choices []consent.Choice) map[string]string {
	out := make(map[string]string, len(choices))
	for _, c := range choices {
		out[string(c.Purpose)] = string(c.Decision)
	}
	return out
}

func (a *Consents) shownVisitor(c *call, r consent.Record) site.ShownConsent {
	return site.ShownConsent{
		Record: r.ID, Visitor: r.Visitor, Verdicts: a.verdicts(r), Recorded: r.Recorded, Notice: r.Seen.Notice, In: r.Seen.Interface,
		At: r.Seen.ChoicesAt(c.publicURL()),
	}
}

func shownPerson(c consent.Consent, verdicts []consent.Verdict) site.ShownConsent {
	return site.ShownConsent{
		Record: c.ID, State: c.State, Verdicts: verdicts, Recorded: c.Recorded, Decided: c.Decided, Renewed: c.Renewed, Notice: c.Seen.Notice, In: c.Seen.Interface,
	}
}

// showPerson shows what a person declared, to whoever knows its id.
func (a *Consents) showPerson(c *call, id gdpr.ID) error {
	declared, verdicts, err := a.Desk.Judged(c.r.Context(), c.controller.ID, id)
	if err != nil {
		return err
	}
	c.speak(declared.Seen.Language)
	return c.shown(newConsent(c, declared, verdicts), shownPerson(declared, verdicts))
}

// decided shows a consent after something was decided on it, by what it counts for beside the
// person's others.
func (a *Consents) decided(c *call, held consent.Consent) error {
	verdicts, err := a.Desk.Weigh(c.r.Context(), held)
	if err != nil {
		return err
	}
	return c.shown(newConsent(c, held, verdicts), shownPerson(held, verdicts))
}
