package api

import (
	"net/http"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// What a new version changed is asked about purpose by purpose (promise T15, Art. 7(1)): a yes or a
// no to each. The questions are those of one consent, so that the link of the mail opens them first,
// and shows them; only then is there anything to answer, and nothing is chosen beforehand.

// questions shows what is asked, and changes nothing.
const questions consent.Event = "questions"

// anew is the answers as they were sent, and the text that a yes is to.
type anew struct {
	answers []consent.Choice
	seen    consent.Seen
}

func (c *call) readAnew(in *reader) anew {
	out := anew{answers: decidedOn(in), seen: consent.Seen{
		Notice: in.digest("notice"), Language: c.language, Mechanism: consent.ByAPI, Site: c.publicURL(),
	}}
	if c.format == formatForm {
		out.seen.Mechanism = consent.ByForm
	}
	return out
}

// decidedOn reads decisions, each by its purpose. What is none is for the desk to refuse.
func decidedOn(in *reader) []consent.Choice {
	sent := in.take("decisions")
	decisions, ok := sent.(object)
	if sent != nil && !ok {
		in.fault("/decisions", gdpr.FaultType, "decisions")
	}
	var choices []consent.Choice
	for purpose, decision := range decisions {
		d, _ := decision.(string)
		choices = append(choices, consent.Choice{Purpose: gdpr.PurposeID(printable(purpose)), Decision: gdpr.Decision(d)})
	}
	return choices
}

// ask shows the questions to whoever holds the link; where none is left, the consent as it stands.
func (a *Consents) ask(c *call, proof gdpr.Proof) error {
	held, err := a.Desk.Show(c.r.Context(), c.controller.ID, proof, consent.Affirm)
	if err != nil {
		return err
	}
	lapsed := held.Lapsed(a.Desk.Controllers, a.Desk.Now())
	if !c.page || len(lapsed) == 0 {
		return a.decided(c, held)
	}
	c.html(http.StatusOK, site.Affirm(c.view(), c.affirmation(proof, lapsed, nil)))
	return nil
}

// affirm takes the answers. A form with something to mend is shown again, with its questions.
func (a *Consents) affirm(c *call, proof gdpr.Proof, said anew) (consent.Consent, error) {
	if c.page {
		held, err := a.Desk.Show(c.r.Context(), c.controller.ID, proof, consent.Affirm)
		if err != nil {
			return consent.Consent{}, err
		}
		lapsed := held.Lapsed(a.Desk.Controllers, a.Desk.Now())
		c.redraw = func(v site.View, e *gdpr.Error) []byte { return site.Affirm(v, c.affirmation(proof, lapsed, e.Faults)) }
	}
	return a.Desk.Affirm(c.r.Context(), c.controller.ID, proof, said.answers, said.seen)
}

// affirmation is the form with the questions: what opened it stands in it, so that it need not be
// typed again.
func (c *call) affirmation(proof gdpr.Proof, lapsed []consent.Verdict, faults []gdpr.Fault) site.Affirmation {
	return site.Affirmation{Proof: proof, Lapsed: lapsed, Values: c.values, Faults: faults}
}
