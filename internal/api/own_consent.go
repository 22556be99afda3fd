package api

import (
	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// takeBack takes one consent back, at once (Art. 7(3)): whole, or for the purposes that are named.
func (a *Holdings) takeBack(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	purposes := purposesOf(in)
	if err := in.err(); err != nil {
		return err
	}
	id, err := c.pathID("consent")
	if err != nil {
		return err
	}
	if err := a.Own.Desk.Withdraw(c.r.Context(), by, id, purposes...); err != nil {
		return err
	}
	done := "&done=withdrawn"
	if len(purposes) > 0 {
		done = "&done=reduced"
	}
	a.seeOwn(c, done)
	return nil
}

// sayAgain takes what is said anew about one consent: a yes or a no to each thing that a version changed,
// which names the text that a yes is to (promise T15), or a yes to being kept (promise M6).
func (a *Holdings) sayAgain(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	on := consent.Event(in.line("choice", 40))
	var said anew
	switch {
	case on == consent.Affirm:
		said = c.readAnew(in)
	case on != consent.Renew && !in.faulty("/choice"):
		in.fault("/choice", gdpr.FaultChoice, "")
	}
	if err := in.err(); err != nil {
		return err
	}
	id, err := c.pathID("consent")
	if err != nil {
		return err
	}
	done := "&done=affirmed"
	if on == consent.Renew {
		done, err = "&done=renewed", a.Own.Desk.Renew(c.r.Context(), by, id)
	} else {
		err = a.answered(c, by, id, said)
	}
	if err != nil {
		return err
	}
	a.seeOwn(c, done)
	return nil
}

// answered stores answers. A form with something to mend is shown again, with its questions.
func (a *Holdings) answered(c *call, by access.Actor, id gdpr.ID, said anew) error {
	err := a.Own.Desk.Affirm(c.r.Context(), by, id, said.answers, said.seen)
	if e := errorOf(err); err != nil && c.page && mendable(e) {
		one, failed := a.ownConsent(c, by)
		if failed != nil {
			return failed
		}
		c.redraw = func(v site.View, e *gdpr.Error) []byte {
			return site.OwnConsent(v, one, site.Affirmation{Values: c.values, Faults: e.Faults})
		}
	}
	return err
}
