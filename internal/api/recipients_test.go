package api_test

import (
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/api/desktest"
	"ordholden/internal/gdpr"
)

// What is signed is the bytes: they go on as they came, even where they are no JSON.
func TestWhatARecipientSaysGoesOnUnread(t *testing.T) {
	for _, body := range []string{`{"request_status":"completed"}`, "{ \n", "", "\xff\x00", `{"a":1,"a":2}`} {
		w := newHoldings(t)
		s := good(t, "/recipients/callback").at("mojob")
		s.body, s.as = body, asJSON
		answer := w.send(s, nil)
		if answer.Code != http.StatusNoContent || answer.Body.Len() > 0 {
			t.Errorf("%q is answered %d %s", body, answer.Code, answer.Body)
		}
		if len(w.desk.Calls) != 1 || w.desk.Calls[0].With != [3]string{string(desktest.ID), ownPages, body} {
			t.Errorf("%q goes on as %q", body, w.desk.Calls)
		}
	}
}

func TestACallbackThatIsNotOneGoesNoFurther(t *testing.T) {
	for outcome, c := range map[string]struct {
		query, as, body string
		status          int
		code            gdpr.Code
		faults          []string
	}{
		"no case":         {"", asJSON, "{}", 422, gdpr.CodeInvalid, []string{"/case missing"}},
		"no id":           {"case=me", asJSON, "{}", 422, gdpr.CodeInvalid, []string{"/case id"}},
		"something else":  {"case=" + string(desktest.ID) + "&as=root", asJSON, "{}", 422, gdpr.CodeInvalid, []string{"/as unknown_field"}},
		"two cases":       {"case=" + string(desktest.ID) + "&case=" + string(desktest.File), asJSON, "{}", 422, gdpr.CodeInvalid, []string{"/case duplicate_field"}},
		"a form":          {"case=" + string(desktest.ID), asForm, "a=b", 415, gdpr.CodeContentType, nil},
		"a beacon":        {"case=" + string(desktest.ID), asBeacon, "{}", 415, gdpr.CodeContentType, nil},
		"more than 32 KB": {"case=" + string(desktest.ID), asJSON, strings.Repeat(" ", 32<<10+1), 413, gdpr.CodeTooLarge, nil},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newHoldings(t)
			s := good(t, "/recipients/callback").at("tretoen")
			path, _, _ := strings.Cut(s.path, "?")
			s.path, s.as, s.body = path+"?"+c.query, c.as, c.body
			s.headers = map[string]string{"Accept-Language": "en"}
			checkProblem(t, w.send(s, nil), c.status, c.code, gdpr.English, c.faults)
			if len(w.desk.Calls) > 0 {
				t.Errorf("it goes on: %v", w.asked())
			}
		})
	}
}
