package api

import (
	"context"
	"net/http"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
)

// Doors are how the contact persons of agreements come in (promise T4): by a link and a
// code that are mailed to the address in the agreement.
type Doors interface {
	// Ask has a link mailed to an address. It is the same work whether or not an agreement
	// names the address, and returns before that is looked up (Art. 12(2), threat H1).
	Ask(ctx context.Context, c gdpr.ControllerID, address gdpr.Private, l gdpr.Language, network string) error
	// Enter is the contact person who holds the proof; gdpr.CodeLink, CodeCodeWrong and
	// CodeLocked as with any proof by mail.
	Enter(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof) (access.Actor, error)
}

// Naming reads the agreements that name somebody. Its methods promise what
// holding.Desk's do.
type Naming interface {
	Named(ctx context.Context, by access.Actor) ([]holding.Record, error)
	Fetch(ctx context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error)
}

// sentLink is the answer to whoever asks for a link, whoever asks.
type sentLink struct {
	State string `json:"state"`
}

// ask has a link mailed: always 202, and the same words.
func (a *Holdings) ask(c *call) error {
	in, err := c.read(addressForm)
	if err != nil {
		return err
	}
	address := in.address("email")
	if err := in.err(); err != nil {
		return err
	}
	if err := a.Doors.Ask(c.r.Context(), c.controller.ID, address, c.language, c.r.RemoteAddr); err != nil {
		return err
	}
	if c.page {
		c.see(site.PageSentAgreements)
		return nil
	}
	c.json(http.StatusAccepted, sentLink{State: "sent"})
	return nil
}

// named is the agreements that name somebody.
type named struct {
	Agreements []heldRecord `json:"agreements"`
}

// open shows a contact person the agreements that name them, or hands one document.
func (a *Holdings) open(c *call) error {
	in, err := c.read(openForm)
	if err != nil {
		return err
	}
	proof := readProof(in)
	item, file := in.line("item", maxGrant), in.id("file")
	if (item == "") != (file == "") && !in.faulty("/file") {
		in.fault("/file", gdpr.FaultMissing, "file")
	}
	if err := in.err(); err != nil {
		return err
	}
	by, err := a.Doors.Enter(c.r.Context(), c.controller.ID, proof)
	if err != nil {
		return err
	}
	if item != "" {
		return a.hand(c, by, item, file)
	}
	agreements, err := a.Desk.Named(c.r.Context(), by)
	if err != nil {
		return err
	}
	if c.page {
		c.html(http.StatusOK, site.Agreements(c.view(), site.AgreementsView{Proof: proof, Agreements: agreements}))
		return nil
	}
	out := named{Agreements: []heldRecord{}}
	for _, r := range agreements {
		out.Agreements = append(out.Agreements, newHeld(r))
	}
	c.json(http.StatusOK, out)
	return nil
}

// hand gives out a document. A browser is led on from a page of ours: what a form of
// ours is sent to may not redirect to elsewhere (CSP Level 3, form-action).
func (a *Holdings) hand(c *call, by access.Actor, item string, file gdpr.ID) error {
	r, ok := holding.ParseRef(c.controller.ID, item)
	if !ok {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	d, err := a.Desk.Fetch(c.r.Context(), by, r, file)
	if err != nil {
		return err
	}
	if c.page {
		c.w.Header().Set("Refresh", "0; url="+d.URL)
		c.html(http.StatusOK, site.Document(c.view(), d))
		return nil
	}
	c.json(http.StatusOK, download{URL: d.URL, Expires: d.Expires})
	return nil
}
