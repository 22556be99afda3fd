package apigw_test

import (
	"encoding/json"
	"net/http"
	"net/http/httputil"
	"reflect"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/apigw"
)

var _ lambda.Handler = apigw.Handler(nil)

// mirror answers with the whole of the request.
func mirror(w http.ResponseWriter, r *http.Request) {
	dump, err := httputil.DumpRequest(r, true)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("X-From", r.RemoteAddr)
	w.Write(dump)
}

func TestBytesAndTypesOfAnEventAreTheSameCall(t *testing.T) {
	handler := apigw.Serve(http.HandlerFunc(mirror))
	for name, payload := range map[string]string{
		"form": form,
		"JSON": `{"version":"2.0","rawPath":"/v1/mojob/consents","headers":{"content-type":"application/json","host":"h"},
			"requestContext":{"domainName":"h","http":{"method":"POST","sourceIp":"2001:db8::1"},"authorizer":{"jwt":{"claims":{"a":"b"}}}},
			"body":"{\"æ\":\"\\u00e6\"}","isBase64Encoded":false}`,
		"bare":  `{"rawPath":"/","requestContext":{"http":{"method":"GET"}}}`,
		"empty": `{}`,
	} {
		t.Run(name, func(t *testing.T) {
			var e events.APIGatewayV2HTTPRequest
			if err := json.Unmarshal([]byte(payload), &e); err != nil {
				t.Fatal(err)
			}
			want, err := handler(t.Context(), e)
			if err != nil {
				t.Fatal(err)
			}
			text, err := handler.Invoke(t.Context(), []byte(payload))
			if err != nil {
				t.Fatal(err)
			}
			var got events.APIGatewayV2HTTPResponse
			if err := json.Unmarshal(text, &got); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("from bytes\n%+v\nfrom types\n%+v", got, want)
			}
		})
	}
}

func TestWhatIsNoEventIsAnErrorOfTheFunction(t *testing.T) {
	handler := apigw.Serve(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("called") }))
	for _, payload := range []string{``, `{`, `"text"`, `[]`} {
		if answer, err := handler.Invoke(t.Context(), []byte(payload)); err == nil {
			t.Errorf("%q is answered %s", payload, answer)
		}
	}
}
