package api_test

import (
	"reflect"
	"testing"

	"ordholden/internal/api"
)

func TestMoreSitesAreReadExactly(t *testing.T) {
	got, err := api.ParseOrigins("mojob=https://staging.example.com, mojob=http://localhost:8030,tretoen=http://127.0.0.1:9")
	want := api.Origins{"mojob": {"https://staging.example.com", "http://localhost:8030"}, "tretoen": {"http://127.0.0.1:9"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	if none, err := api.ParseOrigins(""); err != nil || len(none) != 0 {
		t.Errorf("%v, %v", none, err)
	}
}

func TestWhatIsNoOriginStopsTheFunction(t *testing.T) {
	for _, s := range []string{
		"https://example.com", "mojob", "mojob=", "mojob=*", "mojob=null", "mojob=example.com", "=https://example.com",
		"mojob=http://example.com", "mojob=https://example.com/", "mojob=https://Example.com", "mojob=https://example.com:443",
		"mojob=https://a@example.com", "mojob=https://example.com?x", "mojob=file:///x", "mojob=http://localhost.example.com",
	} {
		if got, err := api.ParseOrigins(s); err == nil {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}
