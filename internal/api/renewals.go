package api

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// decide carries out what the holder of a mail's link chose of what it offers. An
// event of "" changes nothing, and shows what stands.
func (a *Consents) decide(c *call, what site.What, offers map[string]consent.Event) error {
	in, err := c.read(proofForm(what))
	if err != nil {
		return err
	}
	proof := readProof(in)
	chosen := in.line("choice", 40)
	on, offered := offers[chosen]
	if !offered && !in.faulty("/choice") {
		in.fault("/choice", gdpr.FaultChoice, "")
	}
	var answers anew
	if on == consent.Affirm {
		answers = c.readAnew(in)
	}
	if err := in.err(); err != nil {
		return err
	}
	var held consent.Consent
	switch on {
	case "":
		held, err = a.Desk.Show(c.r.Context(), c.controller.ID, proof, consent.Restore)
	case questions:
		return a.ask(c, proof)
	case consent.Affirm:
		held, err = a.affirm(c, proof, answers)
	default:
		held, err = a.Desk.Decide(c.r.Context(), c.controller.ID, proof, on)
	}
	if err != nil {
		return err
	}
	return a.decided(c, held)
}

// renew takes the answer to the question whether to be kept (promise M6).
func (a *Consents) renew(c *call) error {
	return a.decide(c, site.ARenewal, map[string]consent.Event{
		"renew": consent.Renew, "no": consent.Withdraw, "affirm": consent.Affirm, "questions": questions,
	})
}

// restore takes a withdrawal back. It asks for a choice as well, because scanners of
// mail submit forms untouched (threat H3).
func (a *Consents) restore(c *call) error {
	return a.decide(c, site.ARestoration, map[string]consent.Event{"restore": consent.Restore, "no": ""})
}

// offer is the page with the button that withdraws, at the address that a mail's
// List-Unsubscribe names: opening it changes nothing (RFC 8058, 1).
func (a *Consents) offer(c *call) error {
	c.page = true
	return a.show(c)
}

// The one thing that a mail program posts (RFC 8058, 3.2).
const (
	oneClickField = "List-Unsubscribe"
	oneClickValue = "One-Click"
)

// oneClick reports whether the call is that of a mail program, which sends its form in
// either of two media types, no cookie, and nothing else. The body can be read again.
func (c *call) oneClick() bool {
	media, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil || media != "multipart/form-data" && media != "application/x-www-form-urlencoded" {
		return false
	}
	body, err := io.ReadAll(io.LimitReader(c.r.Body, maxBody+1))
	c.r.Body = io.NopCloser(io.MultiReader(strings.NewReader(string(body)), c.r.Body))
	if err != nil || len(body) > maxBody {
		return false
	}
	if media == "multipart/form-data" {
		return oneClickParts(string(body), params["boundary"])
	}
	sent, err := url.ParseQuery(string(body))
	return err == nil && len(sent) == 1 && len(sent[oneClickField]) == 1 && sent.Get(oneClickField) == oneClickValue
}

// oneClickParts reports whether a form of parts is that one field.
func oneClickParts(body, boundary string) bool {
	if boundary == "" {
		return false
	}
	parts := multipart.NewReader(strings.NewReader(body), boundary)
	part, err := parts.NextPart()
	if err != nil || part.FormName() != oneClickField || part.FileName() != "" {
		return false
	}
	value, err := io.ReadAll(part)
	if err != nil || string(value) != oneClickValue {
		return false
	}
	_, err = parts.NextPart()
	return err == io.EOF
}

// withdrawAtOnce answers a mail program: nobody looks at the answer, and a redirect
// would not be followed (RFC 8058, 3.1). What was done is confirmed by mail, with a way
// back for a day.
func (a *Consents) withdrawAtOnce(c *call) error {
	c.page = false
	visitor, id, err := c.consentID()
	if err != nil {
		return err
	}
	if visitor != "" { // a mail names no visitor
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	if _, err := a.Desk.WithdrawPerson(c.r.Context(), c.controller.ID, id); err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	c.w.WriteHeader(http.StatusOK)
	return nil
}
