package apigw

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
)

// Invoke takes an event and gives its answer as they come and go, so that
// Lambda leaves the decoding to us (lambda.Handler). AWS's type for the event
// has a dozen types within: to learn them all takes encoding/json four times as
// long in a new process as to read the event into no type at all.
func (h Handler) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	var e map[string]any
	if err := json.Unmarshal(payload, &e); err != nil {
		return nil, fmt.Errorf("read the event: %w", err)
	}
	answer, err := h(ctx, typed(e))
	if err != nil {
		return nil, err
	}
	return json.Marshal(answer)
}

// typed is the part of an event that request looks at.
func typed(e object) events.APIGatewayV2HTTPRequest {
	out := events.APIGatewayV2HTTPRequest{
		RawPath:        e.text("rawPath"),
		RawQueryString: e.text("rawQueryString"),
		Body:           e.text("body"),
		Headers:        map[string]string{},
	}
	out.IsBase64Encoded, _ = e["isBase64Encoded"].(bool)
	cookies, _ := e["cookies"].([]any)
	for _, cookie := range cookies {
		s, _ := cookie.(string)
		out.Cookies = append(out.Cookies, s)
	}
	headers := e.object("headers")
	for name := range headers {
		out.Headers[name] = headers.text(name)
	}
	within := e.object("requestContext")
	out.RequestContext.DomainName = within.text("domainName")
	call := within.object("http")
	out.RequestContext.HTTP.Method = call.text("method")
	out.RequestContext.HTTP.SourceIP = call.text("sourceIp")
	out.RequestContext.Authorizer = authorizer(within.object("authorizer").object("jwt").object("claims"))
	return out
}

// authorizer is what the JWT authorizer of a route found, nil where a route has none.
func authorizer(claims object) *events.APIGatewayV2HTTPRequestContextAuthorizerDescription {
	if len(claims) == 0 {
		return nil
	}
	found := map[string]string{}
	for name := range claims {
		found[name] = claims.text(name)
	}
	return &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
		JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: found},
	}
}

// object is a JSON object. What it lacks is empty, as with a decoded struct.
type object map[string]any

func (o object) text(name string) string {
	s, _ := o[name].(string)
	return s
}

func (o object) object(name string) object {
	m, _ := o[name].(map[string]any)
	return m
}
