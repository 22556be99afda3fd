package site

import (
	"net/http"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// page is a page of a controller.
func (s Site) page(v View, page string, r *http.Request) (answer, *gdpr.Error) {
	if !v.has(page) {
		return answer{}, notFound
	}
	if content := byMail(v, page); content != nil {
		return html(content), nil
	}
	switch page {
	case PageFront:
		return html(Front(v)), nil
	case PageRequest:
		return html(Request(v, RequestForm{Key: s.NewID()})), nil
	case PageStatus:
		return html(Status(v, ProofForm{})), nil
	case PageCookies:
		a := html(Cookies(v, s.cookieForm(v, r)))
		a.vary = signalHeader
		return a, nil
	case PageCookiesSaved:
		return html(CookiesSaved(v, s.cookieForm(v, r).Standing)), nil
	case PageConsent:
		return html(Consent(v, ConsentForm{Key: s.NewID()})), nil
	case PageApplication:
		return html(Application(v, ApplicationForm{Key: s.NewID()})), nil
	case PageAgreements:
		return html(AskAgreements(v, AddressForm{})), nil
	case PageOpenAgreements:
		return html(OpenAgreements(v, ProofForm{})), nil
	case PageOwn:
		_, err := r.Cookie(OwnCookie(v.Controller.ID))
		return html(AskOwn(v, AddressForm{Open: err == nil})), nil
	case PageOpenOwn:
		return html(OpenOwn(v, ProofForm{})), nil
	case PageBanner:
		return s.bannerPage(v, r)
	case PageStatement:
		return published(Statement(v, v.Controller, s.Registry.Versions(v.Controller.ID))), nil
	case PageVerify:
		return html(Verify(v, VerifyForm{})), nil
	}
	return s.kept(v, page)
}

// byMail is a page that says that a mail is on its way, or to which the link of one leads; nil for any other.
func byMail(v View, page string) []byte {
	switch page {
	case PageSent:
		return Sent(v, ARequest)
	case PageSentConsent:
		return Sent(v, AConsent)
	case PageSentAgreements:
		return Sent(v, AnAddress)
	case PageSentOwn:
		return Sent(v, AnOwner)
	case PageConfirm:
		return Confirm(v, ProofForm{What: ARequest})
	case PageConfirmConsent:
		return Confirm(v, ProofForm{What: AConsent})
	case PageStop:
		return Confirm(v, ProofForm{What: AStop})
	case PageRenewConsent:
		return Confirm(v, ProofForm{What: ARenewal})
	case PageRestoreConsent:
		return Confirm(v, ProofForm{What: ARestoration})
	case PageAffirmConsent:
		return Confirm(v, ProofForm{What: AnAffirmation})
	}
	return nil
}

// kept is a text that was published once and stays as it was: a version of the statement, a notice or what
// was shown beside a question.
func (s Site) kept(v View, page string) (answer, *gdpr.Error) {
	if version, ok := strings.CutPrefix(page, PageStatement+"/"); ok {
		return s.statementAt(v, version)
	}
	if digest, ok := strings.CutPrefix(page, pageNotice); ok {
		if n, ok := s.notice(v.Controller.ID, digest); ok {
			return html(Notice(v, n)), nil
		}
	}
	if digest, ok := strings.CutPrefix(page, pageInterface); ok {
		if text, ref, ok := s.interfaceText(v.Controller.ID, digest); ok {
			return html(InterfaceShown(v, ref, text)), nil
		}
	}
	return answer{}, notFound
}

// signalHeader is Global Privacy Control as servers get it; "1" is its one value (GPC
// specification, section 3.2). The form for cookies is the one page that it changes. The form
// says that the signal is taken as a no, chooses nothing for anybody, and takes a yes that is
// given all the same: no script and no cookie of the company's site follows from that one. Where
// some do, on the company's own site, the banner reads navigator.globalPrivacyControl, which by
// the specification says what the header says. Its script is the same bytes for everybody, so
// that a site may name their digest.
const signalHeader = "Sec-GPC"

// cookieForm is a new form for the visitor whom the request's cookie names, or
// for a new one.
func (s Site) cookieForm(v View, r *http.Request) CookieForm {
	f := CookieForm{Key: s.NewID(), Signal: r.Header.Get(signalHeader) == "1"}
	if c, err := r.Cookie(CookieName(v.Controller.ID)); err == nil {
		f.Standing, _ = ParseChoices(c.Value)
	}
	f.Standing.all = s.Registry
	f.Standing = f.Standing.of(v.Controller)
	f.Visitor = f.Standing.Visitor
	if f.Visitor == "" {
		f.Visitor = s.NewID()
	}
	return f
}

// notice is the notice of a digest, of any version, if it still renders to
// exactly that digest: other words are never shown in its place.
func (s Site) notice(id gdpr.ControllerID, digest string) (controller.Notice, bool) {
	d, ref, ok := s.Registry.Notice(id, controller.Digest(digest))
	if !ok {
		return controller.Notice{}, false
	}
	n, ok := d.Notice(ref.Audience, ref.Language)
	return n, ok && n.Digest() == ref.Digest
}
