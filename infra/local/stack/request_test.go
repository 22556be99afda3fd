package stack_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/gdpr"
)

func address() string { return "kari-" + string(gdpr.NewID()) + "@example.com" }

func TestRequestOfEveryRightIsConfirmedByMailAndFollowed(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		for _, l := range gdpr.Languages {
			t.Run(string(c)+" "+string(l), func(t *testing.T) {
				to, path := address(), "/v1/"+string(c)+"/requests"
				received := postJSON(t, path, map[string]any{
					"email": to, "name": "Kari Nordmann", "rights": gdpr.Rights, "language": l, "text": "Alt, takk.",
				}).want(t, http.StatusAccepted)
				mail := mailTo(t, to, "request-confirm")
				d, _ := controllers.Registry().Current(c)
				if mail.From != d.Mailbox || mail.Headers.Get("Content-Language") != string(l) {
					t.Errorf("mail from %s in %s", mail.From, mail.Headers.Get("Content-Language"))
				}
				if strings.Contains(mail.Text+mail.HTML, "Kari") || strings.Contains(mail.Text+mail.HTML, "Alt, takk") {
					t.Error("the mail quotes what was sent")
				}
				p := proofIn(t, mail)
				if p.id != received.field(t, "id") {
					t.Errorf("mail about %s, request %s", p.id, received.field(t, "id"))
				}
				opened := postJSON(t, path+"/confirmation", p.with("confirm")).want(t, http.StatusOK)
				if opened.field(t, "state") != "open" {
					t.Fatalf("confirmed: %s", opened.body)
				}
				follow := proofIn(t, mailTo(t, to, "request-open"))
				status := postJSON(t, path+"/status", follow.with(""), "Accept-Language", string(l)).want(t, http.StatusOK)
				if status.field(t, "case") != p.id || !strings.Contains(status.body, `"steps"`) {
					t.Errorf("status: %s", status.body)
				}
			})
		}
	}
}

func TestFormsLeadThroughToTheCase(t *testing.T) {
	to := address()
	sent := postForm(t, "/v1/tretoen/requests", url.Values{
		"email": {to}, "rights": {"access", "erasure"}, "language": {"nb"}, "name": {""}, "text": {""},
		"idempotency_key": {string(gdpr.NewID())},
	}, "Origin", world.URL).want(t, http.StatusSeeOther)
	if sent.header.Get("Location") != "/tretoen/nb/sent" {
		t.Errorf("led to %q", sent.header.Get("Location"))
	}
	p := proofIn(t, mailTo(t, to, "request-confirm"))
	// Without JavaScript: case number and code are typed, as they stand in the mail.
	typed := url.Values{"case": {gdpr.ID(p.id).Grouped()}, "code": {strings.ToUpper(p.code)}, "token": {""}, "language": {"nb"}}
	nothing := postForm(t, "/v1/tretoen/requests/confirmation", typed).want(t, http.StatusUnprocessableEntity)
	if !strings.Contains(nothing.body, "Feil:") {
		t.Error("a form without a choice does not come back")
	}
	typed.Set("choice", "confirm")
	page := postForm(t, "/v1/tretoen/requests/confirmation", typed).want(t, http.StatusOK)
	if !strings.Contains(page.body, gdpr.ID(p.id).Grouped()) {
		t.Error("the case's page does not show its number")
	}
}

func TestPersonWhoDidNotAskCancels(t *testing.T) {
	to := address()
	postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"erasure"}}).want(t, http.StatusAccepted)
	p := proofIn(t, mailTo(t, to, "request-confirm"))
	if a := postJSON(t, "/v1/mojob/requests/confirmation", p.with("cancel")).want(t, http.StatusOK); a.field(t, "state") != "withdrawn" {
		t.Errorf("canceled: %s", a.body)
	}
	after := postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusConflict)
	if after.field(t, "code") != "already_decided" {
		t.Errorf("confirm after cancel: %s", after.body)
	}
}

func TestRepeatedRequestIsAnsweredInTheFirst(t *testing.T) {
	to := address()
	ask := func() proof {
		before := len(mailsTo(to))
		postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusAccepted)
		eventually(t, "mail", func() bool { return len(mailsTo(to)) > before })
		mails := mailsTo(to)
		slices.SortFunc(mails, func(a, b inboxMessage) int { return b.Received.Compare(a.Received) })
		return proofIn(t, mails[0])
	}
	first := ask()
	unconfirmed := ask()
	postJSON(t, "/v1/mojob/requests/confirmation", first.with("confirm")).want(t, http.StatusOK)
	mailTo(t, to, "request-open")
	second := postJSON(t, "/v1/mojob/requests/confirmation", unconfirmed.with("confirm")).want(t, http.StatusOK)
	if second.field(t, "state") != "joined" || second.field(t, "joined") != first.id {
		t.Errorf("the repeat is %s", second.body)
	}
}

func TestScannerOfMailChangesNothing(t *testing.T) {
	to := address()
	postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"objection"}, "language": "en"}).want(t, http.StatusAccepted)
	p := proofIn(t, mailTo(t, to, "request-confirm"))
	page := "/mojob/en/confirm"
	for range 5 {
		do(t, "HEAD", page, "", "")
		do(t, "GET", page, "", "").want(t, http.StatusOK)
		do(t, "GET", page+"?case="+p.id+"&token="+p.token+"&choice=confirm", "", "")
		do(t, "GET", "/v1/mojob/requests/confirmation?case="+p.id+"&token="+p.token+"&choice=confirm", "", "").want(t, http.StatusNotFound)
	}
	// Each form of the page, submitted untouched, with all that a link holds.
	postForm(t, "/v1/mojob/requests/confirmation", url.Values{
		"case": {p.id}, "token": {p.token}, "code": {""}, "language": {"en"},
	}).want(t, http.StatusUnprocessableEntity)
	if s := postJSON(t, "/v1/mojob/requests/status", p.with("")).want(t, http.StatusOK); s.field(t, "state") != "received" {
		t.Fatalf("the scanner moved the case: %s", s.body)
	}
	postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
}

func TestLinkOfOneCaseOpensNoOther(t *testing.T) {
	open := func(c string) proof {
		to := address()
		postJSON(t, "/v1/"+c+"/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusAccepted)
		return proofIn(t, mailTo(t, to, "request-confirm"))
	}
	a, b, elsewhere := open("mojob"), open("mojob"), open("tretoen")
	unknown := postJSON(t, "/v1/mojob/requests/status", map[string]string{"case": string(gdpr.NewID()), "token": a.token}).want(t, http.StatusNotFound)
	for name, body := range map[string]map[string]string{
		"another case":       {"case": b.id, "token": a.token},
		"another controller": {"case": elsewhere.id, "token": elsewhere.token},
	} {
		if got := postJSON(t, "/v1/mojob/requests/status", body).want(t, http.StatusNotFound); got.body != unknown.body {
			t.Errorf("%s is told apart from unknown: %s", name, got.body)
		}
	}
}

func TestFifthWrongCodeLocksTheCase(t *testing.T) {
	to := address()
	postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusAccepted)
	p := proofIn(t, mailTo(t, to, "request-confirm"))
	wrong := p.with("confirm")
	wrong["code"] = strings.Map(func(r rune) rune { return map[bool]rune{true: 'b', false: 'a'}[r == 'a'] }, p.code)
	for range 4 {
		postJSON(t, "/v1/mojob/requests/confirmation", wrong).want(t, http.StatusUnprocessableEntity)
	}
	if a := postJSON(t, "/v1/mojob/requests/confirmation", wrong).want(t, http.StatusForbidden); a.field(t, "code") != "locked" {
		t.Errorf("the fifth: %s", a.body)
	}
	postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusForbidden)
}

func TestAnswerIsTheSameForKnownAndUnknown(t *testing.T) {
	ask := func(to string) string {
		a := postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusAccepted)
		return strings.ReplaceAll(a.body, a.field(t, "id"), "ID")
	}
	known := address()
	ask(known)
	p := proofIn(t, mailTo(t, known, "request-confirm"))
	postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
	if again, stranger := ask(known), ask(address()); again != stranger {
		t.Errorf("known %s, unknown %s", again, stranger)
	}
}
