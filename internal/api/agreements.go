package api

import (
	"context"
	"net/http"
	"net/url"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
)

// Doors are how people come in who have no token: the contact persons of agreements
// (promise T4), and whoever wants to see what is held on them (promises M3 and M8). Both
// come by a link and a code that are mailed to their address.
type Doors interface {
	// Ask has a link mailed to an address. It is the same work whether or not there is
	// anything to see for its holder, and returns before that is looked up (Art. 12(2),
	// threat H1).
	Ask(ctx context.Context, c gdpr.ControllerID, to access.Way, address gdpr.Private, l gdpr.Language, network string) error
	// Enter is the person who holds the proof; gdpr.CodeLink, CodeCodeWrong and CodeLocked
	// as with any proof by mail. A proof for another way in is gdpr.CodeLink.
	Enter(ctx context.Context, c gdpr.ControllerID, to access.Way, p gdpr.Proof) (access.Actor, error)
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

// ask has a link to agreements mailed.
func (a *Holdings) ask(c *call) error {
	return a.askFor(c, access.ToAgreements, addressForm, site.PageSentAgreements)
}

// askFor has a link mailed: always 202, and the same words.
func (a *Holdings) askFor(c *call, to access.Way, form func(url.Values) redraw, sent string) error {
	in, err := c.read(form)
	if err != nil {
		return err
	}
	address := in.address("email")
	if err := in.err(); err != nil {
		return err
	}
	if err := a.Doors.Ask(c.r.Context(), c.controller.ID, to, address, c.language, c.r.RemoteAddr); err != nil {
		return err
	}
	if c.page {
		c.see(sent)
		return nil
	}
	c.json(http.StatusAccepted, sentLink{State: "sent"})
	return nil
}

// named is the agreements that name somebody.
type named struct {
	Agreements []heldRecord `json:"agreements"`
}

// entered is who has come in, and for what.
type entered struct {
	proof gdpr.Proof
	by    access.Actor
	item  string // the record of which a file is asked for, "" for none
	file  gdpr.ID
}

// enter lets in whoever has the mail of a way in.
func (a *Holdings) enter(c *call, to access.Way, form func(url.Values) redraw) (entered, error) {
	in, err := c.read(form)
	if err != nil {
		return entered{}, err
	}
	e := entered{proof: readProof(in), item: in.line("item", maxGrant), file: in.id("file")}
	if (e.item == "") != (e.file == "") && !in.faulty("/file") {
		in.fault("/file", gdpr.FaultMissing, "file")
	}
	if err := in.err(); err != nil {
		return entered{}, err
	}
	e.by, err = a.Doors.Enter(c.r.Context(), c.controller.ID, to, e.proof)
	return e, err
}

// open shows a contact person the agreements that name them, or hands one document.
func (a *Holdings) open(c *call) error {
	e, err := a.enter(c, access.ToAgreements, openForm)
	if err != nil {
		return err
	}
	if e.item != "" {
		return hand(c, e, a.Desk.Fetch, site.PageOpenAgreements)
	}
	agreements, err := a.Desk.Named(c.r.Context(), e.by)
	if err != nil {
		return err
	}
	if c.page {
		c.html(http.StatusOK, site.Agreements(c.view(), site.AgreementsView{Proof: e.proof, Agreements: agreements}))
		return nil
	}
	out := named{Agreements: []heldRecord{}}
	for _, r := range agreements {
		out.Agreements = append(out.Agreements, newHeld(r))
	}
	c.json(http.StatusOK, out)
	return nil
}

// fetching is the desk's way to a file.
type fetching = func(ctx context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error)

// hand gives out a document. A browser is led on from a page of ours: what a form of
// ours is sent to may not redirect to elsewhere (CSP Level 3, form-action).
func hand(c *call, e entered, fetch fetching, from string) error {
	r, ok := holding.ParseRef(c.controller.ID, e.item)
	if !ok {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	d, err := fetch(c.r.Context(), e.by, r, e.file)
	if err != nil {
		return err
	}
	c.give(d, from)
	return nil
}

// give answers with where something can be fetched.
func (c *call) give(d holding.Download, from string) {
	if c.page {
		c.w.Header().Set("Refresh", "0; url="+d.URL)
		c.html(http.StatusOK, site.Document(c.view(), from, d))
		return
	}
	c.json(http.StatusOK, download{URL: d.URL, Expires: d.Expires})
}
