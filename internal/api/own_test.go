package api_test

import (
	"net/http"
	"slices"
	"testing"

	"ordholden/internal/access"
	"ordholden/internal/api/desktest"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// Threat H1: one answer to everybody, and the desk is not asked.
func TestALinkToOnesOwnIsAskedForInOneWay(t *testing.T) {
	w := newHoldings(t)
	for _, address := range []string{"kari@example.com", "nobody@example.com"} {
		answer := w.send(sent{method: "POST", path: "/v1/mojob/own/link", as: asJSON, body: `{"email":"` + address + `"}`}, nil)
		if answer.Code != http.StatusAccepted || answer.Body.String() != "{\"state\":\"sent\"}\n" {
			t.Errorf("answered %d %s", answer.Code, answer.Body)
		}
		if last := w.desk.Calls[len(w.desk.Calls)-1]; last.What != "ask" || last.With != access.ToOwn || last.Address != gdpr.Private(address) {
			t.Errorf("asked %+v", last)
		}
	}
	if !slices.Equal(w.asked(), []string{"ask", "ask"}) {
		t.Errorf("asked %v", w.asked())
	}
	for _, l := range gdpr.Languages {
		f := formsIn(t, site.AskOwn(site.View{Controller: declared("mojob"), Language: l}, site.AddressForm{}))[0]
		f.held.Set("email", "kari@example.com")
		answer := w.send(sent{method: "POST", path: f.action, as: asForm, body: f.held.Encode()}, nil)
		if want := "/mojob/" + string(l) + "/" + site.PageSentOwn; answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != want {
			t.Errorf("answered %d to %q", answer.Code, answer.Header().Get("Location"))
		}
	}
}

func TestTheMailsLinkAndCodeOpenASession(t *testing.T) {
	w := newHoldings(t)
	proof := encoded("case", string(desktest.ID), "code", "7gk2pm", "language", "nn")
	answer := w.send(sent{method: "POST", path: "/v1/tretoen/own/open", as: asForm, body: proof}, nil)
	if answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != "/v1/tretoen/own?language=nn" {
		t.Errorf("answered %d to %q", answer.Code, answer.Header().Get("Location"))
	}
	program := w.send(good(t, "/own/open").at("tretoen"), nil)
	if program.Code != http.StatusNoContent || program.Body.Len() > 0 {
		t.Errorf("a program is answered %d %s", program.Code, program.Body)
	}
	for _, cookie := range []string{answer.Header().Get("Set-Cookie"), program.Header().Get("Set-Cookie")} {
		if cookie != "__Host-own-tretoen=own-session-of-tretoen; Path=/; HttpOnly; Secure; SameSite=Strict" {
			t.Errorf("the cookie is %q", cookie)
		}
	}
	if !slices.Equal(w.asked(), []string{"enter", "session", "enter", "session"}) || w.desk.Calls[1].By.Way != access.ToOwn {
		t.Errorf("asked %+v", w.desk.Calls)
	}
	w.desk.Refuses = map[string]error{"session": &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}}
	if failed := w.send(good(t, "/own/open").at("tretoen"), nil); failed.Code != http.StatusServiceUnavailable || failed.Header().Get("Set-Cookie") != "" {
		t.Errorf("without a session: %d, %q", failed.Code, failed.Header().Get("Set-Cookie"))
	}
}

func TestFaultsOfTheWayToOnesOwnAreSaidOnItsPage(t *testing.T) {
	for path, fields := range map[string]string{"own/link": encoded("email", "kari", "language", "nb"), "own/open": encoded("case", "x", "language", "nb")} {
		w := newHoldings(t)
		answer := w.send(sent{method: "POST", path: "/v1/mojob/" + path, as: asForm, body: fields}, nil)
		checkPage(t, answer, http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.Bokmal)
		if f := formsIn(t, answer.Body.Bytes())[0]; f.action != "/v1/mojob/"+path || len(w.desk.Calls) > 0 {
			t.Errorf("%s again: %+v, asked %v", path, f, w.asked())
		}
	}
}
