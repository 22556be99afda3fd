package api_test

import (
	"net/http"
	"testing"

	"ordholden/internal/api"
	"ordholden/internal/gdpr"
)

func TestASiteOnTrialGetsInForItsControllerOnly(t *testing.T) {
	sites, err := api.ParseSites("mojob=http://mojob.localhost:8029,tretoen=https://staging.example.com")
	if err != nil {
		t.Fatal(err)
	}
	for origin, want := range map[string]int{
		"http://mojob.localhost:8029": http.StatusCreated,
		"http://mojob.localhost":      http.StatusForbidden,
		"https://staging.example.com": http.StatusForbidden, // the other controller's
		"https://www.mojob.io":        http.StatusCreated,
	} {
		w := newWorld(t)
		w.memory.closed = want == http.StatusForbidden
		w.ofConsents.Sites = sites
		s := sent{path: visitorWell.path, as: asBeacon, body: visitorWell.json(gdpr.English)}
		s.headers = map[string]string{"Origin": origin}
		if answer := w.send(s); answer.Code != want {
			t.Errorf("%s: answered %d, want %d", origin, answer.Code, want)
		}
	}
}

func TestWhatIsNoSiteIsRefusedAtTheStart(t *testing.T) {
	for _, text := range []string{
		"mojob", "=https://a.example.com", "mojob=", "mojob=example.com", "mojob=https://", "mojob=https://a.example.com/",
		"mojob=https://a.example.com,", "mojob=*", "mojob=https://u@a.example.com", "mojob= https://a.example.com",
	} {
		if sites, err := api.ParseSites(text); err == nil {
			t.Errorf("%q is taken for %v", text, sites)
		}
	}
	if sites, err := api.ParseSites(""); err != nil || len(sites) != 0 {
		t.Errorf("nothing is taken for %v, %v", sites, err)
	}
}
