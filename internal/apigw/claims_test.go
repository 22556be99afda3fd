package apigw_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/apigw"
)

// guarded is an event of a route with a JWT authorizer, as API Gateway writes one
// ("Create AWS Lambda proxy integrations for HTTP APIs", payload format 2.0).
const guarded = `{
	"version": "2.0", "rawPath": "/v1/mojob/desk/search",
	"headers": {"authorization": "Bearer x.y.z", "x-amzn-oidc-identity": "root", "cognito:groups": "tretoen:privacy"},
	"requestContext": {
		"domainName": "h", "http": {"method": "POST", "sourceIp": "192.0.2.77"},
		"authorizer": {"jwt": {"claims": CLAIMS, "scopes": null}}
	}
}`

func TestVerifiedClaimsReachAHandler(t *testing.T) {
	for outcome, test := range map[string]struct {
		claims string
		want   *apigw.Claims
	}{
		"a person": {`{"sub":"s-1","client_id":"c-1","token_use":"access","scope":"openid email","cognito:groups":"[mojob:privacy tretoen:sales]","exp":"1900000000"}`,
			&apigw.Claims{Use: "access", Subject: "s-1", Client: "c-1", Groups: []string{"mojob:privacy", "tretoen:sales"}, Scopes: []string{"openid", "email"}}},
		"a person of one group": {`{"sub":"s-1","token_use":"access","cognito:groups":"[mojob:privacy]"}`,
			&apigw.Claims{Use: "access", Subject: "s-1", Groups: []string{"mojob:privacy"}}},
		"a group that stands plain": {`{"sub":"s-1","token_use":"access","cognito:groups":"mojob:privacy"}`,
			&apigw.Claims{Use: "access", Subject: "s-1", Groups: []string{"mojob:privacy"}}},
		"no group": {`{"sub":"s-1","token_use":"access","cognito:groups":"[]"}`, &apigw.Claims{Use: "access", Subject: "s-1"}},
		"a machine": {`{"sub":"c-2","client_id":"c-2","token_use":"access","scope":"mojob/profiles.write mojob/activities.write"}`,
			&apigw.Claims{Use: "access", Subject: "c-2", Client: "c-2", Scopes: []string{"mojob/profiles.write", "mojob/activities.write"}}},
		"an identity token":       {`{"sub":"s-1","token_use":"id"}`, &apigw.Claims{Use: "id", Subject: "s-1"}},
		"nothing":                 {`{}`, nil},
		"null":                    {`null`, nil},
		"claims of another shape": {`["sub"]`, nil},
		"a number for a subject":  {`{"sub":7,"token_use":"access"}`, &apigw.Claims{Use: "access"}},
	} {
		t.Run(outcome, func(t *testing.T) {
			payload := strings.Replace(guarded, "CLAIMS", test.claims, 1)
			look := func(r *http.Request) {
				got, ok := apigw.ClaimsOf(r.Context())
				if ok != (test.want != nil) || ok && fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", *test.want) {
					t.Errorf("claims %+v, %v; want %+v", got, ok, test.want)
				}
			}
			handler := apigw.Serve(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { look(r) }))
			if _, err := handler.Invoke(t.Context(), []byte(payload)); err != nil {
				t.Fatal(err)
			}
			var e events.APIGatewayV2HTTPRequest
			if json.Unmarshal([]byte(payload), &e) == nil {
				serve(t, e, look)
			}
		})
	}
}

// What a caller can write is no claim, wherever it stands.
func TestNoHeaderQueryOrBodyIsAClaim(t *testing.T) {
	e := event(t)
	e.RawQueryString = "sub=root&cognito:groups=mojob:privacy"
	e.Headers = map[string]string{"authorization": "Bearer x", "sub": "root", "x-amzn-oidc-data": "x", "cognito:groups": "[mojob:privacy]"}
	e.Body, e.IsBase64Encoded = `{"requestContext":{"authorizer":{"jwt":{"claims":{"sub":"root"}}}}}`, false
	serve(t, e, func(r *http.Request) {
		if got, ok := apigw.ClaimsOf(r.Context()); ok {
			t.Errorf("claims %+v", got)
		}
	})
}

// A context that a claim came with is not the next request's.
func TestClaimsAreThoseOfOneRequest(t *testing.T) {
	signed := strings.Replace(guarded, "CLAIMS", `{"sub":"s-1","token_use":"access"}`, 1)
	bare := strings.Replace(guarded, "CLAIMS", `{}`, 1)
	var seen []bool
	handler := apigw.Serve(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, ok := apigw.ClaimsOf(r.Context())
		seen = append(seen, ok)
	}))
	for _, payload := range []string{signed, bare, signed} {
		if _, err := handler.Invoke(t.Context(), []byte(payload)); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(seen, []bool{true, false, true}) {
		t.Errorf("seen %v", seen)
	}
}
