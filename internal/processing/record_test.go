package processing_test

import (
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/processing"
	"ordholden/internal/residence"
)

func placed(t *testing.T, region string) residence.Place {
	t.Helper()
	at, err := residence.In(region)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func of(t *testing.T, c gdpr.ControllerID) *controller.Declaration {
	t.Helper()
	d, known := controllers.Registry().Current(c)
	if !known {
		t.Fatal("not declared")
	}
	return d
}

func ids(a processing.Activity) string {
	var all []string
	for _, s := range a.Subjects {
		all = append(all, s.ID)
	}
	return strings.Join(all, " ")
}

// Art. 30(1)(c): each activity is about those whom its declaration names, among them people who
// never came here themselves.
func TestEachActivityIsAboutThoseWhomItsDeclarationNames(t *testing.T) {
	for c, want := range map[gdpr.ControllerID]map[string]string{
		"mojob": {"recruitment": "registered staff", "privacy-requests": "correspondents recipient-contacts staff", "statistics": "visitors"},
		"tretoen": {
			"recruitment": "applicants referees staff", "agreements": "contacts staff",
			"privacy-requests": "correspondents recipient-contacts staff", "bookkeeping": "contacts",
		},
	} {
		d := of(t, c)
		for _, l := range gdpr.Languages {
			r := processing.Of(d, placed(t, "eu-north-1"), l)
			found := 0
			for i, a := range r.Activities {
				for j, s := range a.Subjects {
					if s.ID != d.Purposes[i].Subjects[j] || s.Name == "" || s.Name == s.ID && l != gdpr.English {
						t.Errorf("%s %s in %s: %+v", c, a.ID, l, s)
					}
				}
				if len(a.Subjects) != len(d.Purposes[i].Subjects) || want[a.ID] != "" && ids(a) != want[a.ID] {
					t.Errorf("%s %s is about %s, want %s", c, a.ID, ids(a), want[a.ID])
				}
				if want[a.ID] != "" {
					found++
				}
			}
			if found != len(want) {
				t.Errorf("%s: %d activities of %d", c, found, len(want))
			}
		}
	}
}

// Art. 30(1)(f): what is kept beside the purposes is processing too, the audit of staff and the
// log among it, and each has its end.
func TestWhatIsKeptAsProofIsAnActivityWithItsEnd(t *testing.T) {
	want := map[string]string{
		"visitor-consents": "P12M", "person-consents": "P2Y", "unconfirmed": "P30D", "requests": "P3Y", "correspondence": "P12M",
		"ways-in": "P7D", "suppressions": "", "deletions": "P3Y", "audit": "P5Y", "log": "",
	}
	for _, l := range gdpr.Languages {
		r := processing.Of(of(t, "mojob"), placed(t, "eu-north-1"), l)
		seen := map[string]processing.Activity{}
		for _, a := range r.Ledgers {
			seen[a.ID] = a
			period, known := want[a.ID]
			if !known || a.Period != period || (a.From == "") != (period == "") {
				t.Errorf("%s is kept for %q from %q, want %q", a.ID, a.Period, a.From, period)
			}
			if a.Purpose == "" || a.Description == "" || a.Basis == "" || a.Erased == "" || strings.Contains(a.Erased, "{") {
				t.Errorf("%s in %s: %+v", a.ID, l, a)
			}
			if nothing := a.ID == "deletions" || a.ID == "log"; nothing != (len(a.Subjects) == 0) || nothing != (len(a.Categories) == 0) {
				t.Errorf("%s is about %q, with %q", a.ID, ids(a), a.Categories)
			}
		}
		if len(seen) != len(want) {
			t.Errorf("%d of %d", len(seen), len(want))
		}
		if ids(seen["audit"]) != "staff" || !strings.HasPrefix(seen["audit"].Erased, "5 ") {
			t.Errorf("the audit: %+v", seen["audit"])
		}
		if to := seen["requests"].Recipients; len(to) != 1 || !strings.Contains(to[0].Name, "Mojob") {
			t.Errorf("whom a request is told to: %+v", to)
		}
	}
}

// Art. 30(1)(d), (e): who has all of it, and in which country, is a fact of the deployment.
func TestTheRecordSaysWhereEverythingIsStored(t *testing.T) {
	for region, want := range map[string]string{"eu-north-1": "Sweden", "eu-central-1": "Germany", "eu-west-1": "Ireland"} {
		r := processing.Of(of(t, "tretoen"), placed(t, region), gdpr.English)
		if len(r.Processors) != 1 {
			t.Fatalf("%+v", r.Processors)
		}
		p := r.Processors[0]
		if p.Name != "Amazon Web Services" || p.Country != want || p.Region != region ||
			!slices.ContainsFunc(p.Says, func(s string) bool { return strings.Contains(s, want) && strings.Contains(s, region) }) {
			t.Errorf("%s: %+v", region, p)
		}
	}
}
