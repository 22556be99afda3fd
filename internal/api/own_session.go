package api

// The session of a person's own page: a cookie that only this host gets, no script reads
// and no other site sends (threat H11). Whoever acts with it has to come from our own
// pages as well: SameSite alone takes other hosts of our domain for the same site.

import (
	"context"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// Sessions keep people in for half an hour who came by mail link and code.
type Sessions interface {
	// Session is the value of the cookie for whoever has come in by ToOwn, and its end.
	Session(ctx context.Context, by access.Actor) (value string, until time.Time, err error)
	// Resume is who comes with such a value. One that has ended, is of another controller, or
	// of somebody who has been erased is gdpr.CodeSession, whichever of these it is.
	Resume(ctx context.Context, c gdpr.ControllerID, value string) (access.Actor, error)
}

var errSession = &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeSession}

// apart lets f answer a route that our own pages alone may call from a browser.
func (a *API) apart(to *routes, method, path string, f func(*call) error) {
	to.handle(method, path, func(w http.ResponseWriter, r *http.Request) {
		c := a.call(w, r)
		c.private = true
		err := c.admit()
		if err == nil {
			err = f(c)
		}
		if err != nil {
			c.fail(err)
		}
	})
}

// owned lets f answer a route of whoever has a session. What changes or hands out something
// has to say that it comes from our own pages.
func (a *Holdings) owned(to *routes, method, path string, f func(*call, access.Actor) error) {
	a.apart(to, method, path, func(c *call) error {
		if method != http.MethodGet && !c.own(c.r.Header.Get("Origin")) {
			return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeOrigin}
		}
		by, err := a.resume(c)
		if err != nil {
			return err
		}
		return f(c, by)
	})
}

// resume is whose session the call comes with. Without one the answer is the page that asks
// for a link, and a cookie that is good for nothing any more is taken away.
func (a *Holdings) resume(c *call) (access.Actor, error) {
	c.redraw = func(v site.View, _ *gdpr.Error) []byte { return site.AskOwn(v, site.AddressForm{}) }
	c.language = c.spoken()
	cookie, err := c.r.Cookie(site.OwnCookie(c.controller.ID))
	if err != nil {
		return access.Actor{}, errSession
	}
	by, err := a.Own.Sessions.Resume(c.r.Context(), c.controller.ID, cookie.Value)
	if err == nil && (by.Controller != c.controller.ID || by.Way != access.ToOwn || by.Contact == "") {
		err = errSession
	}
	if err != nil && errorOf(err).Code == gdpr.CodeSession {
		c.redraw = func(v site.View, e *gdpr.Error) []byte { return site.AskOwn(v, site.AddressForm{Wrong: e.Code}) }
		c.leave()
	}
	if err != nil {
		return access.Actor{}, err
	}
	c.redraw = nil
	return by, nil
}

// spoken is the language of the address, where it says one: the answer without a session
// speaks it too.
func (c *call) spoken() gdpr.Language {
	if l := gdpr.Language(c.r.URL.Query().Get("language")); l.Known() {
		return l
	}
	return c.language
}

// leave takes the cookie away.
func (c *call) leave() { http.SetCookie(c.w, c.cookie("", -1)) }

// cookie is the session's. It is declared to end with the browser: a shared machine keeps
// nothing, and what it led to has ended by then or ends by itself (maxAge 0; -1 takes it away).
func (c *call) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: site.OwnCookie(c.controller.ID), Value: value, Path: "/", MaxAge: maxAge,
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}

// openOwn opens a session for whoever has the mail's link and code.
func (a *Holdings) openOwn(c *call) error {
	in, err := c.read(ownForm)
	if err != nil {
		return err
	}
	proof := readProof(in)
	if err := in.err(); err != nil {
		return err
	}
	by, err := a.Doors.Enter(c.r.Context(), c.controller.ID, access.ToOwn, proof)
	if err != nil {
		return err
	}
	value, _, err := a.Own.Sessions.Session(c.r.Context(), by) // the store ends it, not the cookie
	if err != nil {
		return err
	}
	http.SetCookie(c.w, c.cookie(value, 0))
	a.seeOwn(c, "")
	return nil
}

// closeOwn signs out. Whoever has no session is out already.
func (a *Holdings) closeOwn(c *call) error {
	if !c.own(c.r.Header.Get("Origin")) {
		return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeOrigin}
	}
	if err := c.empty(); err != nil {
		return err
	}
	c.leave()
	if c.page {
		c.see(site.PageFront)
		return nil
	}
	c.w.WriteHeader(http.StatusNoContent)
	return nil
}

// seeOwn sends a browser on to the person's own page, in the language of the form, to be
// told there what has been done. A program gets 204 and nothing more.
func (a *Holdings) seeOwn(c *call, told string) {
	if !c.page {
		c.w.WriteHeader(http.StatusNoContent)
		return
	}
	c.w.Header().Set("Location", "/v1/"+string(c.controller.ID)+"/own?language="+string(c.language)+told)
	c.w.WriteHeader(http.StatusSeeOther)
}
