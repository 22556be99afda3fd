package api

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/site"
)

// Consents is the routes of functions/consent.
type Consents struct {
	API
	Desk   consent.Desk
	Keys   jws.Signing // that receipts are signed with
	Proofs Proofs      // of their place in the log
}

// Handler answers them.
func (a *Consents) Handler() http.Handler {
	to := &routes{otherwise: a.otherwise}
	a.route(to, "POST", "/v1/{controller}/consents", a.record)
	a.route(to, "POST", "/v1/{controller}/consents/confirmation", a.confirm)
	a.route(to, "POST", "/v1/{controller}/consents/renewal", a.renew)
	a.route(to, "POST", "/v1/{controller}/consents/restoration", a.restore)
	a.route(to, "GET", "/v1/{controller}/consents/{consent}", a.show)
	a.route(to, "GET", "/v1/{controller}/consents/{consent}/receipt", a.receipt)
	a.route(to, "POST", "/v1/{controller}/consents/{consent}/withdrawal", a.withdraw)
	a.route(to, "GET", "/v1/{controller}/consents/{consent}/withdrawal", a.offer)
	a.route(to, "GET", "/v1/{controller}/consents/{consent}/inclusion", a.inclusion)
	a.route(to, "GET", "/v1/{controller}/visitors/{visitor}/consents", a.list)
	return to
}

// record takes the decisions of a visitor (201), or of a person under an
// address (202: they count once confirmed by mail).
func (a *Consents) record(c *call) error {
	in, err := c.read(consentForm)
	if err != nil {
		return err
	}
	s := a.submission(c, in)
	in.faults = append(in.faults, a.Desk.Check(c.controller, s)...)
	if err := in.err(); err != nil {
		return err
	}
	if s.Address != "" {
		return a.recordPerson(c, s)
	}
	r, err := a.Desk.Visitor(c.r.Context(), c.controller.ID, s)
	if err != nil {
		return err
	}
	if c.page {
		c.remember(r, a.Desk.Now())
		c.see(site.PageCookiesSaved)
		return nil
	}
	c.w.Header().Set("Location", c.consentPath(recordID(r)))
	c.json(http.StatusCreated, a.newRecord(c, r))
	return nil
}

func (a *Consents) recordPerson(c *call, s consent.Submission) error {
	declared, err := a.Desk.Person(c.r.Context(), c.controller.ID, s)
	if err != nil {
		return err
	}
	if c.page {
		c.see(site.PageSentConsent)
		return nil
	}
	c.w.Header().Set("Location", c.consentPath(string(declared.ID)))
	// What became of it since is not said: a retry gets the first answer.
	c.json(http.StatusAccepted, accepted{ID: string(declared.ID), State: string(consent.Pending)})
	return nil
}

// unread stands for an address that is at fault, so that the rest of what was
// sent is still checked as a person's. It is never stored: its fault is an error.
const unread gdpr.Private = "?"

// submission reads what was sent. What it means is for the desk to check.
func (a *Consents) submission(c *call, in *reader) consent.Submission {
	s := consent.Submission{
		Visitor:   in.id("visitor"),
		Notice:    in.digest("notice"),
		Interface: in.digest("interface"),
		Language:  c.language,
		Mechanism: c.mechanism(in),
		Site:      c.site(),
		Claimed:   in.instant("decided"),
		Key:       c.key(in),
		Network:   c.r.RemoteAddr,
	}
	if _, ok := in.fields["email"]; ok || s.Visitor == "" && c.personForm() {
		if s.Address = in.address("email"); s.Address == "" {
			s.Address = unread
		}
		if s.Visitor != "" {
			in.fault("/visitor", gdpr.FaultUnknownField, "visitor")
		}
	} else if s.Visitor == "" && !in.faulty("/visitor") {
		in.fault("/visitor", gdpr.FaultMissing, "visitor")
	}
	s.Choices = a.choices(c, in, s)
	return s
}

// choices reads the decisions: each by itself, or all at once by one button,
// which counts for whatever is asked. What is not asked is for the desk to refuse.
func (a *Consents) choices(c *call, in *reader, s consent.Submission) []consent.Choice {
	var choices []consent.Choice
	all := in.choice("all", gdpr.FaultDecision, string(gdpr.Given), string(gdpr.Refused))
	sent := in.take("decisions")
	decisions, ok := sent.(object)
	if !ok {
		decisions = object{} // every decision is missing, and the desk says which
	}
	switch {
	case !ok && sent != nil:
		in.fault("/decisions", gdpr.FaultType, "decisions")
	case ok && all != "" && c.format != formatForm:
		// In a form the button counts, whatever was chosen above it; JSON that
		// says both contradicts itself.
		in.fault("/all", gdpr.FaultDuplicateField, "all")
	}
	if all != "" {
		for _, p := range c.controller.Asked(s.Audience()) {
			decisions[string(p.ID)] = all
		}
	}
	for purpose, decision := range decisions {
		d, _ := decision.(string) // anything else is no decision
		choices = append(choices, consent.Choice{Purpose: gdpr.PurposeID(printable(purpose)), Decision: gdpr.Decision(d)})
	}
	return choices
}

// personForm reports whether the form was the one for persons, whose field for
// the address may have been left empty.
func (c *call) personForm() bool { return c.format == formatForm && !c.values.Has("visitor") }

// mechanism is how the decision was indicated, as the sender says.
func (c *call) mechanism(in *reader) consent.Mechanism {
	said := in.choice("mechanism", gdpr.FaultMechanism, string(consent.ByBanner), string(consent.BySignal), string(consent.ByAPI))
	switch {
	case c.format == formatForm:
		return consent.ByForm
	case said != "":
		return consent.Mechanism(said)
	case c.format == formatBeacon:
		return consent.ByBanner
	}
	return consent.ByAPI
}

// site is the site that the decision was made on, where the browser says so.
func (c *call) site() string {
	if origin := c.r.Header.Get("Origin"); origin != "null" {
		return origin
	}
	return c.publicURL()
}

// confirm carries out what the holder of an address decided about a pending consent.
func (a *Consents) confirm(c *call) error {
	return a.decide(c, site.AConsent, map[string]consent.Event{"confirm": consent.Confirm, "cancel": consent.Cancel})
}

// show is one consent, by its id.
func (a *Consents) show(c *call) error {
	visitor, id, err := c.consentID()
	if err != nil {
		return err
	}
	if visitor == "" {
		return a.showPerson(c, id)
	}
	r, err := a.Desk.Ledger.Record(c.r.Context(), c.controller.ID, visitor, id)
	if err != nil {
		return err
	}
	c.speak(r.Seen.Language)
	return c.shown(a.newRecord(c, r), a.shownVisitor(c, r))
}

// list is a visitor's decisions, newest first; the first is what counts. A browser is led to its page.
func (a *Consents) list(c *call) error {
	visitor, ok := gdpr.ParseID(c.r.PathValue("visitor"))
	if !ok {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	history, err := a.Desk.Ledger.History(c.r.Context(), c.controller.ID, visitor)
	if err != nil {
		return err
	}
	if c.page { // the newest is what counts, and its page leads to its receipt
		if len(history) == 0 {
			return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
		}
		c.w.Header().Set("Location", c.consentPath(recordID(history[0])))
		c.w.WriteHeader(http.StatusSeeOther)
		return nil
	}
	c.json(http.StatusOK, a.newHistory(c, history))
	return nil
}

// remember keeps a visitor's choice in a cookie, so that our pages can say what
// stands. Nothing is set before a choice is made.
func (c *call) remember(r consent.Record, now time.Time) {
	http.SetCookie(c.w, &http.Cookie{
		Name:     site.CookieName(r.Controller),
		Value:    site.Choices{Visitor: r.Visitor, Record: r.ID, Version: r.Seen.Version, Made: r.Choices}.String(),
		Path:     "/",
		MaxAge:   int(r.Expires.Time().Sub(now).Seconds()),
		Secure:   true,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}

// shown answers with a consent, as JSON or as its page.
func (c *call) shown(body any, page site.ShownConsent) error {
	if c.page {
		c.html(http.StatusOK, site.ConsentShown(c.view(), page))
		return nil
	}
	c.json(http.StatusOK, body)
	return nil
}

// speak answers in the language that the consent was given in.
func (c *call) speak(l gdpr.Language) {
	if l.Known() {
		c.language = l
	}
}

// consentID takes the id in the path apart: a visitor's names the visitor too.
func (c *call) consentID() (visitor, id gdpr.ID, err error) {
	first, second, isVisitor := strings.Cut(c.r.PathValue("consent"), ".")
	a, ok := gdpr.ParseID(first)
	if !isVisitor {
		visitor, id = "", a
	} else {
		var okSecond bool
		visitor = a
		id, okSecond = gdpr.ParseID(second)
		ok = ok && okSecond
	}
	if !ok {
		return "", "", &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return visitor, id, nil
}

func (c *call) consentPath(id string) string {
	return "/v1/" + string(c.controller.ID) + "/consents/" + id
}

// consentForm is the form for decisions again: that of visitors or of persons.
func consentForm(values url.Values) redraw {
	return func(v site.View, e *gdpr.Error) []byte {
		if visitor, ok := gdpr.ParseID(values.Get("visitor")); ok {
			return site.Cookies(v, site.CookieForm{Visitor: visitor, Key: gdpr.NewID(), Values: values, Faults: e.Faults})
		}
		return site.Consent(v, site.ConsentForm{Key: gdpr.NewID(), Values: values, Faults: e.Faults})
	}
}

// noForm is for buttons: there is nothing typed to show again.
func noForm(url.Values) redraw { return nil }
