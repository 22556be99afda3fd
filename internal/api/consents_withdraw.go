package api

import (
	"net/http"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// withdraw takes a consent back, by its id and nothing else (Art. 7(3)): whole, or for the purposes
// that are named.
func (a *Consents) withdraw(c *call) error {
	if c.oneClick() {
		return a.withdrawAtOnce(c)
	}
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	seen := consent.Seen{Language: c.language, Mechanism: c.mechanism(in), Site: c.site()}
	purposes := purposesOf(in)
	if err := in.err(); err != nil {
		return err
	}
	visitor, id, err := c.consentID()
	if err != nil {
		return err
	}
	if visitor == "" {
		return a.withdrawPerson(c, id, purposes)
	}
	r, err := a.Desk.WithdrawVisitor(c.r.Context(), c.controller.ID, visitor, id, seen, purposes...)
	if err != nil {
		return err
	}
	if c.page {
		c.remember(r, a.Desk.Now())
		c.see(site.PageCookiesSaved)
		return nil
	}
	c.json(http.StatusOK, a.newRecord(c, r))
	return nil
}

func (a *Consents) withdrawPerson(c *call, id gdpr.ID, purposes []gdpr.PurposeID) error {
	var withdrawn consent.Consent
	var err error
	if len(purposes) > 0 {
		withdrawn, err = a.Desk.WithdrawPart(c.r.Context(), c.controller.ID, id, purposes)
	} else {
		withdrawn, err = a.Desk.WithdrawPerson(c.r.Context(), c.controller.ID, id)
	}
	if err != nil {
		return err
	}
	return a.decided(c, withdrawn)
}

// purposesOf is for which purposes a consent is withdrawn; none for all of them. A list of none says
// nothing, and is not taken for all.
func purposesOf(in *reader) []gdpr.PurposeID {
	_, sent := in.fields["purposes"]
	var purposes []gdpr.PurposeID
	for _, p := range in.lines("purposes") {
		purposes = append(purposes, gdpr.PurposeID(printable(p)))
	}
	if sent && len(purposes) == 0 && len(in.faults) == 0 {
		in.fault("/purposes", gdpr.FaultMissing, "purposes")
	}
	return purposes
}
