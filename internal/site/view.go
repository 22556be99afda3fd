// Package site owns the pages that people see: how they look, read and are found.
package site

import (
	"bytes"
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// View is where a page stands.
type View struct {
	Controller *controller.Declaration // nil on pages of no controller
	Language   gdpr.Language
	Page       string // the path after the language, the same in every language
	At         string // of a page that the API answers with: its path after the controller
	Reference  string // of an error page: what the operator finds the request by, "" for nothing
	Query      string // of such a page: what stands in its address after the language, beginning with &
}

// The pages of a controller, by their path after the language.
const (
	PageFront          = ""
	PageRequest        = "request"
	PageSent           = "sent"
	PageConfirm        = "confirm"
	PageStatus         = "status"
	PageCookies        = "cookies"
	PageCookiesSaved   = "cookies/saved"
	PageConsent        = "consent"
	PageSentConsent    = "sent-consent"
	PageConfirmConsent = "confirm-consent"
	PageApplication    = "application"
	PageAgreements     = "agreements"      // asks for the address of a contact person
	PageSentAgreements = "sent-agreements" // says that a mail is on its way
	PageOpenAgreements = "open-agreements" // where the link in that mail leads
	PageOwn            = "own"             // asks for the address of whoever wants to see what is held on them
	PageSentOwn        = "sent-own"        // says that a mail is on its way
	PageOpenOwn        = "own-open"        // where the link in that mail leads
	PageStop           = "stop"            // where the link leads by which an announced erasure is stopped
	PageRenewConsent   = "renew-consent"   // where the mail that asks to renew leads
	PageRestoreConsent = "restore-consent" // where the mail about a withdrawal leads
	PageAffirmConsent  = "affirm-consent"  // where the mail about a changed statement leads
	PageStatement      = "statement"
	PageBanner         = "banner"     // for those who build the controller's site
	PageVerify         = "verify"     // checks a receipt that somebody was shown
	pageNotice         = "notice/"    // and a digest
	pageInterface      = "interface/" // and a digest
)

// Path is where a page of the view's controller stands, in the view's language.
func (v View) Path(page string) string { return v.pathIn(v.Language, page) }

func (v View) pathIn(l gdpr.Language, page string) string {
	return "/" + string(v.Controller.ID) + "/" + string(l) + "/" + page
}

// api is where a form of the view's controller is sent.
func (v View) api(path string) string { return "/v1/" + string(v.Controller.ID) + "/" + path }

// has reports whether the controller has the page: one that asks nothing of
// an audience has no page that would ask it.
func (v View) has(page string) bool {
	switch page {
	case PageBanner:
		return v.Controller.HasBanner()
	case PageCookies, PageCookiesSaved:
		return len(v.Controller.Asked(controller.Visitors)) > 0
	case PageConsent, PageSentConsent, PageConfirmConsent, PageRenewConsent, PageRestoreConsent:
		return len(v.Controller.Asked(controller.Persons)) > 0
	case PageAffirmConsent:
		return len(v.Controller.Asked(controller.Persons))+len(v.Controller.Asked(controller.Applicants)) > 0
	case PageApplication:
		return v.holds(controller.Applications) && v.Controller.Wording.ApplicantConsent != gdpr.Text{}
	case PageAgreements, PageSentAgreements, PageOpenAgreements:
		return v.holds(controller.Agreements)
	case PageOwn, PageSentOwn, PageOpenOwn:
		return v.holds(controller.Applications) || v.holds(controller.Profiles)
	}
	return true
}

func (v View) holds(c controller.Class) bool {
	_, ok := v.Controller.Holding(c)
	return ok
}

// say is a text in the view's language with the controller's names filled in.
func (v View) say(t gdpr.Text, namesAndValues ...string) string {
	if v.Controller != nil {
		namesAndValues = append(namesAndValues,
			"name", v.Controller.Name, "short", v.Controller.ShortName, "mailbox", v.Controller.Mailbox,
			"authority", v.Controller.Authority.Name, "address", v.Controller.Authority.Address)
	}
	return words.Fill(t, v.Language, namesAndValues...)
}

// text is say as a node.
func (v View) text(t gdpr.Text, namesAndValues ...string) g.Node {
	return g.Text(v.say(t, namesAndValues...))
}

// dated is the day from which the declaration applies, in words.
func (v View) dated() string { return v.datedOf(v.Controller) }

// datedOf is dated of any version.
func (v View) datedOf(d *controller.Declaration) string {
	day, err := time.Parse(time.DateOnly, d.Dated)
	if err != nil {
		return d.Dated // declarations are checked before they get here
	}
	return words.Date(day, v.Language)
}

// render writes a node into memory, where writing does not fail.
func render(n g.Node) []byte {
	var b bytes.Buffer
	_ = n.Render(&b)
	return b.Bytes()
}
