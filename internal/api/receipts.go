package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"ordholden/internal/consent"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/site"
	"ordholden/internal/transparency"
)

// Checking judges what somebody says that a controller has signed.
type Checking interface {
	// Judge says in words what a certificate or receipt proves by the controller's
	// published keys, and one that came with its proof (as=proved) by its log as well; or why
	// it is refused; a refusal is no error.
	Judge(ctx context.Context, c gdpr.ControllerID, text string, l gdpr.Language) (jws.Verdict, error)
}

// The forms of a receipt, by the media types that name them.
const (
	mediaJWS    = "application/jose"
	mediaJSONLD = "application/ld+json"
)

// receipt is the receipt of a consent, made and signed now, to whoever knows its id: as a
// JWS, as the JSON-LD that is signed, or as a page. A link on a page can name no media
// type: it names the form.
func (a *Consents) receipt(c *call) error {
	in, err := c.query()
	if err != nil {
		return err
	}
	as := in.choice("as", gdpr.FaultType, "jws", "jsonld", "proved")
	c.language = in.language(c.language)
	if err := in.err(); err != nil {
		return err
	}
	issued, err := a.issue(c)
	if err != nil {
		return err
	}
	c.w.Header().Add("Vary", "Accept")
	switch {
	case as == "jws":
		c.attach("consent-receipt.jws", mediaJWS, []byte(issued.Signed))
	case as == "jsonld":
		c.attach("consent-receipt.jsonld", mediaJSONLD, issued.JSON)
	case as == "proved":
		return a.proved(c, issued.Signed)
	case c.page:
		return a.receiptPage(c, issued.Receipt)
	case strings.Contains(c.r.Header.Get("Accept"), mediaJSONLD):
		c.write(mediaJSONLD, issued.JSON)
	default:
		c.write(mediaJWS, []byte(issued.Signed))
	}
	return nil
}

// proved is a receipt with the proof that its record is in the log: what is signed cannot hold
// that, for the log is signed later.
type proved struct {
	Receipt   string                `json:"receipt"` // JWS
	Inclusion transparency.Evidence `json:"inclusion"`
}

func (a *Consents) proved(c *call, signed string) error {
	e, err := a.evidence(c)
	if err != nil {
		return err
	}
	body, err := json.Marshal(proved{Receipt: signed, Inclusion: e})
	if err != nil {
		return fmt.Errorf("receipt with proof: %w", err)
	}
	c.attach("consent-receipt.json", "application/json", body)
	return nil
}

// receiptPage leads to the proof where there is one: a consent is in the log within a minute,
// and under a signed head from the next day on.
func (a *Consents) receiptPage(c *call, r dpv.Receipt) error {
	_, err := a.evidence(c)
	if err != nil && gdpr.KindOf(err) != gdpr.NotFound {
		return err
	}
	c.html(http.StatusOK, site.Receipt(c.view(), site.ShownReceipt{
		Receipt: r, Consent: c.consentPath(c.r.PathValue("consent")), Proved: err == nil,
	}))
	return nil
}

// issue makes the receipt from the record, what came after it, and the version of the
// declaration that the person saw.
func (a *Consents) issue(c *call) (dpv.Issued, error) {
	facts, err := a.facts(c)
	if err != nil {
		return dpv.Issued{}, err
	}
	c.speak(facts.Seen.Language)
	d, known := a.Controllers.Version(c.controller.ID, facts.Seen.Version)
	if !known { // every version that was ever in force stays in the registry
		return dpv.Issued{}, &gdpr.Error{Kind: gdpr.Internal, Code: gdpr.CodeInternal}
	}
	issuer := dpv.Issuer{Keys: a.Keys, PublicURL: c.publicURL(), Place: a.Place, Controllers: a.Controllers}
	return issuer.Issue(c.r.Context(), d, facts, a.Desk.Now())
}

func (a *Consents) facts(c *call) (dpv.Facts, error) {
	visitor, id, err := c.consentID()
	if err != nil {
		return dpv.Facts{}, err
	}
	ctx := c.r.Context()
	if visitor == "" {
		declared, verdicts, err := a.Desk.Judged(ctx, c.controller.ID, id)
		return dpv.OfPerson(declared, dpv.Overtaken(verdicts)), err
	}
	all, err := a.Desk.Ledger.History(ctx, c.controller.ID, visitor)
	if err != nil {
		return dpv.Facts{}, err
	}
	for _, r := range all {
		if r.ID == id {
			return dpv.OfVisitor(r, all, a.overtaken), nil
		}
	}
	return dpv.Facts{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
}

func (a *Consents) overtaken(r consent.Record) dpv.Ends {
	return dpv.Overtaken(a.verdicts(r))
}

// verdicts is what a visitor's decisions count for at this moment.
func (a *Consents) verdicts(r consent.Record) []consent.Verdict {
	return consent.At(r.Verdicts(a.Desk.Controllers), a.Desk.Now())
}

func (c *call) write(media string, body []byte) {
	c.w.Header().Set("Content-Type", media)
	c.w.WriteHeader(http.StatusOK)
	_, _ = c.w.Write(body)
}

// attach answers with a file to keep.
func (c *call) attach(name, media string, body []byte) {
	c.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	c.write(media, body)
}

// maxReceipt is more than any receipt has, in characters.
const maxReceipt = 30_000

// checked is what checking a receipt came to, as JSON.
type checked struct {
	Valid  bool     `json:"valid"`
	Reason string   `json:"reason,omitempty"`
	Title  string   `json:"title"`
	Says   []string `json:"says"`
}

// checkReceipt judges a certificate or receipt that somebody was shown. Nothing of it is stored,
// and nothing of it is logged. What came with its proof is sent as the file that it is, or pasted.
func (a *Holdings) checkReceipt(c *call) error {
	in, err := c.read(verifyForm)
	if err != nil {
		return err
	}
	signed := strings.TrimSpace(in.text("receipt", maxReceipt))
	if signed == "" && !in.faulty("/receipt") {
		in.fault("/receipt", gdpr.FaultMissing, "receipt")
	}
	inclusion := in.take("inclusion")
	if _, proof := inclusion.(object); inclusion != nil && !proof {
		in.fault("/inclusion", gdpr.FaultType, "inclusion")
	}
	if err := in.err(); err != nil {
		return err
	}
	if inclusion != nil {
		file, err := json.Marshal(object{"receipt": signed, "inclusion": inclusion})
		if err != nil {
			return fmt.Errorf("check a receipt: %w", err)
		}
		signed = string(file)
	}
	said, err := a.Checking.Judge(c.r.Context(), c.controller.ID, signed, c.language)
	if err != nil {
		return err
	}
	if c.page {
		c.html(http.StatusOK, site.Verify(c.view(), site.VerifyForm{Verdict: &said}))
		return nil
	}
	c.json(http.StatusOK, checked(said))
	return nil
}

// verifyForm is the form again. What was pasted stays.
func verifyForm(values url.Values) redraw {
	return func(v site.View, e *gdpr.Error) []byte {
		return site.Verify(v, site.VerifyForm{Values: values, Faults: e.Faults})
	}
}
