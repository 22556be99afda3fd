package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
	"ordholden/internal/site"
	"ordholden/internal/words"
)

// Owning is a person's own page: what is held on them, and what they do about it. Its
// methods promise what fulfillment.Desk's do.
type Owning interface {
	Own(ctx context.Context, by access.Actor) (fulfillment.Everything, error)
	Act(ctx context.Context, by access.Actor, asked rights.Lodged) (rights.Case, error)
	Withdraw(ctx context.Context, by access.Actor, consent gdpr.ID, purposes ...gdpr.PurposeID) error
	Affirm(ctx context.Context, by access.Actor, consent gdpr.ID, answers []consent.Choice, seen consent.Seen) error
	Renew(ctx context.Context, by access.Actor, consent gdpr.ID) error
	Stop(ctx context.Context, by access.Actor, id gdpr.ID) (rights.Case, error)
	File(ctx context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error)
}

// Counting counts deadlines, as rights.Desk does.
type Counting interface {
	Deadline(r rights.Request) rights.Deadline
}

// Copying makes the copy of all that is held on a person (Art. 15(3) and 20).
type Copying interface {
	// Copy is where the copy can be fetched for a short while. A person who is erased meanwhile
	// is gdpr.CodeErased, a copy that would lack something gdpr.CodeIncomplete, and one that staff
	// read first fulfillment.ErrReview.
	Copy(ctx context.Context, by access.Actor, l gdpr.Language) (holding.Download, error)
}

// Own is what stands behind a person's own page.
type Own struct {
	Desk      Owning
	Sessions  Sessions
	Deadlines Counting
	Copies    Copying
	Now       func() time.Time
}

// ownRoutes are the routes of a person's own page.
func (a *Holdings) ownRoutes(to *routes) {
	a.route(to, "POST", "/v1/{controller}/own/link", a.askOwn)
	a.apart(to, "POST", "/v1/{controller}/own/open", a.openOwn)
	a.owned(to, "GET", "/v1/{controller}/own", a.showOwn)
	a.owned(to, "POST", "/v1/{controller}/own/requests", a.act)
	a.owned(to, "GET", "/v1/{controller}/own/consents/{consent}", a.showConsent)
	a.owned(to, "POST", "/v1/{controller}/own/consents/{consent}/withdrawal", a.takeBack)
	a.owned(to, "POST", "/v1/{controller}/own/consents/{consent}/renewal", a.sayAgain)
	a.owned(to, "POST", "/v1/{controller}/own/cases/{case}/stop", a.stopOwn)
	a.owned(to, "POST", "/v1/{controller}/own/copy", a.copyOwn)
	a.owned(to, "POST", "/v1/{controller}/own/files", a.ownFile)
	a.apart(to, "POST", "/v1/{controller}/own/close", a.closeOwn)
}

// askOwn has a link mailed by which a person sees what is held on them.
func (a *Holdings) askOwn(c *call) error {
	return a.askFor(c, access.ToOwn, ownAddressForm, site.PageSentOwn)
}

// showOwn shows a person all that is held on them (promises M3 and M8, Art. 15), or the
// page of something that they can do about it.
func (a *Holdings) showOwn(c *call, by access.Actor) error {
	in, err := c.query()
	if err != nil {
		return err
	}
	c.language = in.language(c.language)
	deed, done, begun := site.Deed(in.line("do", 40)), in.line("done", 40), in.id("case")
	if err := in.err(); err != nil {
		return err
	}
	if deed != "" && !c.view().Offers(deed) {
		return errNotFound
	}
	held, err := a.shown(c, by)
	if err != nil {
		return err
	}
	if !c.page {
		c.json(http.StatusOK, newOwned(c, held, a.Own.Deadlines))
		return nil
	}
	view := a.ownView(c, held)
	view.Done, view.Begun = done, begun
	if deed != "" {
		c.html(http.StatusOK, site.Do(c.view(), deed, view, site.DeedForm{Key: gdpr.NewID()}))
		return nil
	}
	c.html(http.StatusOK, site.Own(c.view(), view))
	return nil
}

// shown is everything as the person may see it: without what staff have taken out for the sake
// of others, and what they read first (Art. 15(4)).
func (a *Holdings) shown(c *call, by access.Actor) (fulfillment.Everything, error) {
	held, err := a.Own.Desk.Own(c.r.Context(), by)
	return held.Shown(c.controller, a.Own.Now(), words.CopyRemoved.In(c.language)), err
}

func (a *Holdings) ownView(c *call, held fulfillment.Everything) site.OwnView {
	now := a.Own.Now()
	return site.OwnView{
		Held: held, Deadline: a.Own.Deadlines.Deadline, Key: gdpr.NewID(), Review: held.Unread(c.controller, now), Portable: held.Portable(now),
	}
}

// showConsent shows one consent of the person's with all that can be shown of it: what
// was decided, when, and the text that was seen (Art. 7(1)).
func (a *Holdings) showConsent(c *call, by access.Actor) error {
	in, err := c.query()
	if err != nil {
		return err
	}
	c.language = in.language(c.language)
	if err := in.err(); err != nil {
		return err
	}
	one, err := a.ownConsent(c, by)
	if err != nil {
		return err
	}
	if c.page {
		c.html(http.StatusOK, site.OwnConsent(c.view(), one, site.Affirmation{}))
		return nil
	}
	c.json(http.StatusOK, newOwnConsent(one, c.language))
	return nil
}

// ownConsent is the consent in the path, where it is the person's.
func (a *Holdings) ownConsent(c *call, by access.Actor) (fulfillment.Consented, error) {
	id, err := c.pathID("consent")
	if err != nil {
		return fulfillment.Consented{}, err
	}
	held, err := a.Own.Desk.Own(c.r.Context(), by)
	if err != nil {
		return fulfillment.Consented{}, err
	}
	i := slices.IndexFunc(held.Consents, func(one fulfillment.Consented) bool { return one.ID == id })
	if i < 0 {
		return fulfillment.Consented{}, errNotFound
	}
	return held.Consents[i], nil
}

// ownFile hands a person one file of theirs.
func (a *Holdings) ownFile(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	e := entered{by: by, item: in.need("item", maxGrant), file: in.id("file")}
	if e.file == "" && !in.faulty("/file") {
		in.fault("/file", gdpr.FaultMissing, "file")
	}
	if err := in.err(); err != nil {
		return err
	}
	return hand(c, e, a.Own.Desk.File, site.PageOwn)
}

// copyOwn hands a person the copy of everything. Where staff have to read it first, it is
// asked for instead, as a request for access.
func (a *Holdings) copyOwn(c *call, by access.Actor) error {
	if err := c.empty(); err != nil {
		return err
	}
	d, err := a.Own.Copies.Copy(c.r.Context(), by, c.language)
	if errors.Is(err, fulfillment.ErrReview) {
		return a.lodge(c, by, rights.Lodged{Address: by.Address, Right: gdpr.Access, Language: c.language})
	}
	if err != nil {
		return err
	}
	c.give(d, site.PageOwn)
	return nil
}
