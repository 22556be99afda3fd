package openapi_test

import (
	"slices"
	"strings"
	"testing"

	"ordholden/infra/local/template"
)

// published are served under /v1/ by the function that takes what no route takes.
var published = []string{
	"GET /v1/openapi.json", "GET /v1/{controller}/banner", "GET /v1/{controller}/interfaces/{digest}", "GET /v1/{controller}/notices/{digest}", "GET /v1/{controller}/statement",
}

// documentedRoutes are method and path of every operation, in order.
func documentedRoutes(t *testing.T) []string {
	t.Helper()
	var all []string
	for path, item := range document(t)["paths"].(object) {
		for method := range item.(object) {
			if method != "parameters" {
				all = append(all, strings.ToUpper(method)+" "+path)
			}
		}
	}
	slices.Sort(all)
	return all
}

func TestRoutesAreThoseOfTheTemplate(t *testing.T) {
	deployed, err := template.Load(top+"/template.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Clone(published)
	for _, r := range deployed.Routes {
		if strings.HasPrefix(r.Path, "/v1/") {
			want = append(want, r.Key())
		}
	}
	slices.Sort(want)
	if got := documentedRoutes(t); !slices.Equal(got, want) {
		t.Errorf("documented are\n%q\nwant\n%q", got, want)
	}
}
