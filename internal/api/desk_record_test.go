package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/gdpr"
	"ordholden/internal/processing"
	"ordholden/internal/residence"
)

// Art. 30(1): every purpose, with whom it is about, what, to whom, where, until when, and how
// it is secured; from the declaration, so that nothing can be missing from it.
func TestTheRecordOfProcessingHasEveryItemOfArticle30(t *testing.T) {
	for _, d := range controllers.Registry().Newest() {
		for _, l := range gdpr.Languages {
			r := processing.Of(d, residence.Place{Region: "eu-north-1", Country: "SE"}, l)
			if r.Controller.Name != d.Name || r.Controller.Mailbox != d.Mailbox || len(r.Activities) != len(d.Purposes) || len(r.Measures) < 5 {
				t.Errorf("%s in %s: %+v", d.ID, l, r)
			}
			if len(r.Processors) != 1 || r.Processors[0].Name != "Amazon Web Services" || r.Processors[0].Country == "" || len(r.Processors[0].Says) != 3 {
				t.Errorf("%s in %s: processors %q", d.ID, l, r.Processors)
			}
			var kept []string
			for _, ledger := range r.Ledgers {
				if kept = append(kept, ledger.ID); ledger.Purpose == "" || ledger.Erased == "" || ledger.Basis == "" {
					t.Errorf("%s in %s: %+v", d.ID, l, ledger)
				}
			}
			if got := strings.Join(kept, " "); got != "visitor-consents person-consents unconfirmed requests correspondence ways-in suppressions deletions audit log" {
				t.Errorf("%s: the record tells of %s", d.ID, got)
			}
			for i, a := range r.Activities {
				p := d.Purposes[i]
				if a.Purpose == "" || a.Description == "" || a.Basis == "" || len(a.Subjects) == 0 || len(a.Subjects) != len(p.Subjects) || a.Erased == "" ||
					a.Period != p.Retention.Period.String() || len(a.Categories) != len(p.Categories) || len(a.Recipients) != len(p.Recipients) {
					t.Errorf("%s %s in %s: %+v", d.ID, p.ID, l, a)
				}
				if out := slices.Contains(p.Recipients, "google"); out != (len(a.Transfers) > 0) && !slices.Contains(p.Recipients, "intercom") ||
					out && a.Transfers[0].Safeguard == "" {
					t.Errorf("%s %s in %s: transfers %+v", d.ID, p.ID, l, a.Transfers)
				}
			}
		}
	}
}

func TestTheRecordOfProcessingIsForThePrivacyRole(t *testing.T) {
	g := good(t, "/desk/record")
	for role, status := range map[string]int{"privacy": 200, "management": 403, "recruiter": 403, "sales": 403} {
		w := newHoldings(t)
		if answer := w.send(g.at("tretoen"), asRole("tretoen", role)); answer.Code != status || len(w.desk.Audited) != 1 {
			t.Errorf("%s: %d, audited %v", role, answer.Code, w.desk.Audited)
		}
	}
}

func TestTheRecordOfProcessingIsDataOrAPage(t *testing.T) {
	g := good(t, "/desk/record")
	s := g.at("tretoen")
	answer := newHoldings(t).send(s, asRole("tretoen", "privacy"))
	var got processing.Record
	if err := json.Unmarshal(answer.Body.Bytes(), &got); err != nil || got.Language != "nn" || got.Controller.Officer != nil || got.Processors[0].Country != "Sverige" {
		t.Errorf("%v %+v", err, got)
	}
	s.headers = map[string]string{"Accept": "text/html"}
	page := newHoldings(t).send(s, asRole("tretoen", "privacy"))
	if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "Protokoll over behandlingsaktivitetar") ||
		!strings.Contains(page.Body.String(), "Data Privacy Framework") {
		t.Errorf("%d %s", page.Code, page.Body)
	}
}
