package api_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/access"
	"ordholden/internal/api/desktest"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// person is who comes in for what is held on them.
func person(c gdpr.ControllerID) access.Actor {
	return access.Actor{Controller: c, ID: "contact-" + string(desktest.Owner), Contact: desktest.Owner, Way: access.ToOwn}
}

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

func TestWhatIsHeldIsShownToItsPersonWithWhoGotIt(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(good(t, "/own/open").at("mojob"), nil)
	var body struct{ Records []map[string]any }
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || len(body.Records) != 1 {
		t.Fatalf("answered %d %s", answer.Code, answer.Body)
	}
	got, item := body.Records[0], desktest.RefOf("mojob", controller.Profiles).String()
	given := []any{map[string]any{
		"id": string(desktest.ID), "item": item, "at": "2026-11-21T12:00:00.123456789Z",
		"recipient": "customers", "customer": "Bedrift AS", "purpose": "recruitment", "categories": []any{"profile"},
	}}
	if got["item"] != item || got["class"] != "profile" || got["purpose"] != "recruitment" || got["source"] != "direct" || got["expires"] == nil ||
		!reflect.DeepEqual(got["fields"], map[string]any{"name": "Kari Eksempel", "email": "kari@example.com"}) || !reflect.DeepEqual(got["disclosures"], given) {
		t.Errorf("answered %s", answer.Body)
	}
	if !slices.Equal(w.asked(), []string{"enter", "own"}) || !reflect.DeepEqual(w.desk.Calls[1].By, person("mojob")) {
		t.Errorf("asked %+v", w.desk.Calls)
	}
}

func TestAnOwnFileIsFetchedByAFormOfThePage(t *testing.T) {
	w := newHoldings(t)
	proof := encoded("case", string(desktest.ID), "code", "7gk2pm", "language", "nb")
	shown := w.send(sent{method: "POST", path: "/v1/tretoen/own/open", as: asForm, body: proof}, nil)
	for _, said := range []string{"Bedrift AS", "Kari Eksempel", "Rett fra deg"} {
		if !strings.Contains(shown.Body.String(), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	f := formsIn(t, shown.Body.Bytes())[0]
	answer := w.send(sent{method: "POST", path: f.action, as: asForm, body: f.held.Encode()}, nil)
	if answer.Code != http.StatusOK || answer.Header().Get("Refresh") != "0; url="+desktest.Bucket+"/cv?signed" {
		t.Errorf("answered %d %v", answer.Code, answer.Header())
	}
	last := w.desk.Calls[len(w.desk.Calls)-1]
	if last.What != "own file" || last.With != desktest.File || last.Ref != desktest.RefOf("tretoen", controller.Applications) || !reflect.DeepEqual(last.By, person("tretoen")) {
		t.Errorf("asked %+v", last)
	}
	other := w.send(sent{method: "POST", path: "/v1/tretoen/own/open", as: asJSON, body: `{"case":"` + string(desktest.ID) + `","code":"7gk2pm","item":"x","file":"` + string(desktest.File) + `"}`,
		headers: map[string]string{"Accept-Language": "en"}}, nil)
	checkProblem(t, other, http.StatusNotFound, gdpr.CodeNotFound, gdpr.English, nil)
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
	w := newHoldings(t)
	w.desk.Title = `"><script>alert(1)</script>`
	page := w.send(sent{method: "POST", path: "/v1/mojob/own/open", as: asForm, body: encoded("case", string(desktest.ID), "code", "7gk2pm")}, nil)
	if strings.Contains(page.Body.String(), "<script>alert") || page.Code != http.StatusOK {
		t.Errorf("answered %d %s", page.Code, page.Body)
	}
}
