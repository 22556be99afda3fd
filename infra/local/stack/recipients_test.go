package stack_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/opendsr"
)

// A recipient's callback is taken by the deployed function for its certificate's sake, and no
// other is.
func TestOnlyARecipientThatSignsIsHeard(t *testing.T) {
	const id = "4xk2m9q7tbv0hc8e5ndw3gyr1c"
	body, err := json.Marshal(opendsr.Status{
		ID: opendsr.RequestID("mojob", "7d3kq0v5m2a9t6h1x8w4c0b2ng"), State: opendsr.Completed,
		Callback: opendsr.CallbackURL(world.URL, "mojob", id),
	})
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{}
	world.Recipient.Sign(h, body)
	signature, domain := h.Get(opendsr.HeaderSignature), h.Get(opendsr.HeaderDomain)
	for _, c := range []struct {
		what, controller, signature, domain, body string
		status                                    int
	}{
		{"unsigned", "mojob", "", domain, string(body), http.StatusForbidden},
		{"signed over another body", "mojob", signature, domain, string(body) + " ", http.StatusForbidden},
		{"in another's name", "mojob", signature, "dsr.example.com", string(body), http.StatusForbidden},
		{"to a controller that tells nobody by OpenDSR", "tretoen", signature, domain, string(body), http.StatusForbidden},
		{"well signed, of a case that there is not", "mojob", signature, domain, string(body), http.StatusNotFound},
	} {
		a := do(t, "POST", "/v1/"+c.controller+"/recipients/callback?case="+id, "application/json", c.body,
			opendsr.HeaderSignature, c.signature, opendsr.HeaderDomain, c.domain)
		if a.status != c.status || strings.Contains(a.body, "opendsr") {
			t.Errorf("%s: %d %s", c.what, a.status, a.body)
		}
	}
	if wrong := world.Recipient.Accusations(); len(wrong) > 0 {
		t.Errorf("the recipient accuses: %q", wrong)
	}
}
