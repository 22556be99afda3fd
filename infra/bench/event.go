package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Where a visitor's decisions go, and whose they are.
const (
	controllerID = "mojob"
	consentsPath = "/v1/" + controllerID + "/consents"
)

// decisions is what the banner sends when a visitor has decided, as JSON: on
// everything that visitors are asked, by a visitor never seen before.
func decisions() ([]byte, error) {
	d, ok := controllers.Registry().Current(controllerID)
	if !ok {
		return nil, fmt.Errorf("%s is not declared", controllerID)
	}
	notice, ok := d.NoticeFor(controller.Visitors, gdpr.Bokmal)
	if !ok {
		return nil, errors.New("visitors are shown no notice")
	}
	decided := map[string]string{}
	for _, p := range d.Asked(controller.Visitors) {
		decided[string(p.ID)] = "given"
	}
	return json.Marshal(map[string]any{
		"visitor": gdpr.NewID(), "language": "nb", "notice": notice.Digest, "decisions": decided,
	})
}

// consentEvent is a visitor's consent as API Gateway hands it over.
func consentEvent() ([]byte, error) {
	body, err := decisions()
	if err != nil {
		return nil, err
	}
	return call("POST", consentsPath, string(body))
}

// call is a browser's call as API Gateway hands it over.
func call(method, path, body string) ([]byte, error) {
	e := callOf(method, path, body)
	maps.Copy(e.Headers, map[string]string{
		"accept-encoding": "gzip, deflate, br, zstd", "accept-language": "nb-NO,nb;q=0.9,no;q=0.8",
		"sec-fetch-mode": "cors", "sec-fetch-site": "cross-site",
		"origin": "https://www.mojob.io", "referer": "https://www.mojob.io/",
		"user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
	})
	return json.Marshal(e)
}

// callAs is a program's call, with the claims that the authorizer has verified of its
// token; none on a route that has no authorizer.
func callAs(claims map[string]string, method, path, body string) ([]byte, error) {
	e := callOf(method, path, body)
	if claims != nil {
		e.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: claims},
		}
	}
	return json.Marshal(e)
}

// machine is the claims of a controller's own system, staff those of somebody with a role:
// of access tokens as Cognito writes them, a list as API Gateway writes it.
func machine(c, scope string) map[string]string {
	return map[string]string{"sub": "bench", "client_id": "bench", "token_use": "access", "scope": c + "/" + scope}
}

func staff(c, role string) map[string]string {
	return map[string]string{"sub": "bench", "client_id": "desk", "token_use": "access", "cognito:groups": "[" + c + ":" + role + "]"}
}

// callOf is what all calls have.
func callOf(method, path, body string) events.APIGatewayV2HTTPRequest {
	return events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: method + " " + path, RawPath: path,
		Headers: map[string]string{
			"accept": "*/*", "content-type": "application/json", "host": "localhost",
			"x-forwarded-for": "192.0.2.1", "x-forwarded-port": "443", "x-forwarded-proto": "https",
		},
		RequestContext: events.APIGatewayV2HTTPRequestContext{
			RouteKey: method + " " + path, AccountID: "000000000000", Stage: "$default", RequestID: "bench", APIID: "bench",
			DomainName: "localhost", TimeEpoch: time.Now().UnixMilli(),
			HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
				Method: method, Path: path, Protocol: "HTTP/1.1", SourceIP: "192.0.2.1",
			},
		},
		Body: body,
	}
}

// status checks that a function answered as expected: what fails quickly is not
// measured by mistake.
func status(want int) func([]byte) error {
	return func(answer []byte) error {
		var got events.APIGatewayV2HTTPResponse
		if err := json.Unmarshal(answer, &got); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		if got.StatusCode != want {
			return fmt.Errorf("answered %d %s, want %d: %s", got.StatusCode, http.StatusText(got.StatusCode), want, got.Body)
		}
		return nil
	}
}
