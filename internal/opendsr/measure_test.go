package opendsr

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

func TestWhatIsAskedFollowsFromTheCase(t *testing.T) {
	outcome := func(r gdpr.Right, result rights.Result) []rights.Outcome {
		return []rights.Outcome{{Right: r, Result: result}}
	}
	corrections := []rights.Correction{
		{Field: "name", Value: "Kari Ny", State: rights.Accepted}, {Field: "phone", Value: "1", State: rights.Declined}, {Field: "wishes", Value: "2"},
	}
	made := []Correction{{Field: "name", Value: "Kari Ny"}}
	for name, c := range map[string]struct {
		about    gdpr.Right
		held     rights.Request
		asks     bool
		kind     string
		measures []Measure
		with     []Correction
	}{
		"erasure":                 {gdpr.Erasure, rights.Request{Rights: []gdpr.Right{gdpr.Erasure}, Erasure: "e"}, true, TypeErasure, nil, nil},
		"erasure in part":         {gdpr.Erasure, rights.Request{Rights: []gdpr.Right{gdpr.Erasure}, Erasure: "e", Outcomes: outcome(gdpr.Erasure, rights.Partly)}, true, TypeErasure, nil, nil},
		"erasure refused":         {gdpr.Erasure, rights.Request{Rights: []gdpr.Right{gdpr.Erasure}, Outcomes: outcome(gdpr.Erasure, rights.Withheld)}, false, "", nil, nil},
		"erasure and corrections": {gdpr.Erasure, rights.Request{Rights: []gdpr.Right{gdpr.Rectification, gdpr.Erasure}, Erasure: "e", Corrections: corrections}, true, TypeErasure, nil, nil},
		"erasure, announced":      {gdpr.Erasure, rights.Request{Rights: []gdpr.Right{gdpr.Erasure}, Workflow: rights.Cooling}, false, "", nil, nil},
		"restriction made, erasure announced": {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Restriction, gdpr.Erasure}, Workflow: rights.Cooling},
			true, TypeAccess, []Measure{Restriction}, nil},
		"rectification":                   {gdpr.Rectification, rights.Request{Rights: []gdpr.Right{gdpr.Rectification}, Corrections: corrections}, true, TypeAccess, []Measure{Rectification}, made},
		"rectification, nothing accepted": {gdpr.Rectification, rights.Request{Rights: []gdpr.Right{gdpr.Rectification}, Corrections: corrections[1:]}, false, "", nil, nil},
		"restriction":                     {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Restriction}}, true, TypeAccess, []Measure{Restriction}, nil},
		"rectification, restriction": {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Rectification, gdpr.Restriction}, Corrections: corrections},
			true, TypeAccess, []Measure{Restriction}, nil},
		"restriction, rectification": {gdpr.Rectification, rights.Request{Rights: []gdpr.Right{gdpr.Rectification, gdpr.Restriction}, Corrections: corrections},
			true, TypeAccess, []Measure{Rectification}, made},
		"rectification, where the erasure gave way to a hold": {gdpr.Rectification, rights.Request{Rights: []gdpr.Right{gdpr.Rectification, gdpr.Erasure},
			Erasure: "e", Corrections: corrections, Outcomes: outcome(gdpr.Erasure, rights.Withheld)}, true, TypeAccess, []Measure{Rectification}, made},
		"restriction, of what an erasure in part gave way to": {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Restriction, gdpr.Erasure},
			Erasure: "e", Outcomes: outcome(gdpr.Erasure, rights.Partly)}, true, TypeAccess, []Measure{Restriction}, nil},
		"objection, weighed": {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Objection}}, true, TypeAccess, []Measure{Restriction, Objection}, nil},
		"objection to processing, weighed": {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Objection}, Against: rights.AgainstProcessing},
			true, TypeAccess, []Measure{Restriction}, nil},
		"objection to processing, upheld": {gdpr.Erasure, rights.Request{Rights: []gdpr.Right{gdpr.Objection}, Against: rights.AgainstProcessing, Erasure: "e", Outcomes: outcome(gdpr.Objection, rights.Granted)},
			true, TypeErasure, nil, nil},
		"objection to processing, refused": {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Objection}, Against: rights.AgainstProcessing, Outcomes: outcome(gdpr.Objection, rights.Withheld)},
			false, "", nil, nil},
		"objection to marketing": {gdpr.Restriction, rights.Request{Rights: []gdpr.Right{gdpr.Objection}, Against: rights.AgainstMarketing, Outcomes: outcome(gdpr.Objection, rights.Granted)},
			true, TypeAccess, []Measure{Objection}, nil},
		"access":  {"", rights.Request{Rights: []gdpr.Right{gdpr.Access, gdpr.Portability}}, false, "", nil, nil},
		"nothing": {"", rights.Request{}, false, "", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := &controller.Declaration{ID: "mojob", Hosts: []string{"personvern.mojob.io"}}
			c.held.Received = time.Date(2026, time.November, 20, 9, 0, 0, 0, time.UTC)
			n := rights.Notice{ID: "a", About: c.about}
			c.held.Notices = []rights.Notice{n}
			got, ok := asked(d, c.held, n, "")
			if ok != c.asks || got.Type != c.kind {
				t.Fatalf("asks %t %q, want %t %q", ok, got.Type, c.asks, c.kind)
			}
			x := got.Extensions["personvern.mojob.io"]
			if diff := cmp.Diff(Extension{Measures: c.measures, Corrections: c.with}, x); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Callbacks != nil {
				t.Errorf("callbacks %q", got.Callbacks)
			}
		})
	}
}

// That a restriction has ended is asked by the notice that says so, whatever else became of the case.
func TestTheEndOfARestrictionIsAskedForByItself(t *testing.T) {
	d := &controller.Declaration{ID: "mojob", Hosts: []string{"personvern.mojob.io"}}
	for outcome, held := range map[string]rights.Request{
		"lifted":           {Rights: []gdpr.Right{gdpr.Rectification, gdpr.Restriction}, Workflow: rights.Lifting, Corrections: []rights.Correction{{State: rights.Accepted}}},
		"taken back":       {Rights: []gdpr.Right{gdpr.Objection}, Workflow: rights.Revoked},
		"erased after all": {Rights: []gdpr.Right{gdpr.Erasure}, Workflow: rights.Answered, Erasure: "e"},
	} {
		got, ok := asked(d, held, rights.Notice{ID: "a", Lifts: true}, "")
		x := got.Extensions["personvern.mojob.io"]
		if diff := cmp.Diff(Extension{Measures: []Measure{Lifting}}, x); !ok || got.Type != TypeAccess || diff != "" {
			t.Errorf("%s: asks %t %q (-want +got):\n%s", outcome, ok, got.Type, diff)
		}
	}
}

// Once a recipient is to erase, what was to be corrected there or restricted is not asked for any more;
// of another recipient it still is.
func TestAnErasureStandsAlone(t *testing.T) {
	d := &controller.Declaration{ID: "mojob", Hosts: []string{"personvern.mojob.io"}}
	corrected := rights.Notice{ID: "a", Recipient: "customers", Customer: "Fjord AS", About: gdpr.Rectification}
	erased := rights.Notice{ID: "b", Recipient: "customers", Customer: "Fjord AS", About: gdpr.Erasure}
	other := rights.Notice{ID: "c", Recipient: "customers", Customer: "Vidde AS", About: gdpr.Rectification}
	held := rights.Request{
		Rights: []gdpr.Right{gdpr.Rectification, gdpr.Erasure}, Erasure: "e", Notices: []rights.Notice{corrected, erased, other},
		Corrections: []rights.Correction{{Field: "name", Value: "Kari Ny", State: rights.Accepted}},
	}
	for want, n := range map[string]rights.Notice{"erasure a": corrected, "erasure b": erased, "access c": other} {
		got, ok := asked(d, held, n, "")
		if said := string(got.Type) + " " + string(n.ID); !ok || said != want {
			t.Errorf("%s: %t, %s", want, ok, said)
		}
	}
}
