package stack_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"ordholden/infra/archive"
	"ordholden/internal/gdpr"
	"ordholden/internal/transparency"
)

// What a visitor decides is in the log by itself, and whoever reads the log from its address
// can check it.
func TestWhatIsDecidedIsProvedByThePublicLog(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		t.Run(string(c), func(t *testing.T) {
			path := "/v1/" + string(c) + "/consents"
			id := postJSON(t, path, visitorConsent(t, c, gdpr.NewID(), "given")).want(t, http.StatusCreated).field(t, "id")
			var found answer
			eventually(t, "evidence of "+id, func() bool {
				ticks(t)
				found = do(t, "GET", path+"/"+id+"/inclusion", "", "")
				return found.status == http.StatusOK
			})
			var e transparency.Evidence
			if err := json.Unmarshal([]byte(found.body), &e); err != nil {
				t.Fatal(err)
			}
			a, of, err := archive.Open(world.URL + "/v1/" + string(c))
			if err != nil {
				t.Fatal(err)
			}
			keys, err := a.Keys()
			if err != nil {
				t.Fatal(err)
			}
			if err := transparency.Check(e, keys); err != nil {
				t.Error(err)
			}
			f, err := transparency.Follow(of, a)
			if err != nil || len(f.Faults) > 0 || f.Newest.Tree.N < e.Size {
				t.Errorf("%d heads, %d leaves; %v, %v", f.Heads, len(f.Leaves), f.Faults, err)
			}
		})
	}
}
