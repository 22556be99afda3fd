package openapi_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ordholden/infra/local/gateway"
	"ordholden/infra/local/lambda"
	"ordholden/internal/openapi/conform"
)

// broken is a function that fails before it can answer.
type broken struct{ err error }

func (b broken) Invoke(context.Context, []byte) ([]byte, error) { return nil, b.err }

// filled is a path with its parameters filled in.
var filled = strings.NewReplacer(
	"{controller}", "mojob", "{consent}", unknown, "{item}", "profile.1-0", "{case}", unknown, "{file}", unknown, "{hold}", unknown, "{visitor}", visitor, "{digest}", strings.Repeat("0", 64))

// driveGateway shows what is answered where no function is reached: each route's
// one call fails with its function, and the next is over the throttle.
func driveGateway(t *testing.T, c *conform.Checker) {
	for status, failure := range map[int]error{
		http.StatusInternalServerError: errors.New("crashed"),
		http.StatusServiceUnavailable:  lambda.ErrTooManyRequests,
	} {
		for _, key := range documentedRoutes(t) {
			g, err := gateway.New(gateway.Config{
				Routes: []gateway.Route{{Key: "$default", Invoker: broken{failure}, Rate: 1e-9, Burst: 1}},
				Observe: func(e gateway.Exchange) {
					if err := c.Check(e.Request, e.RequestBody, e.Status, e.Header, e.Body); err != nil {
						t.Error(err)
					}
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			method, path, _ := strings.Cut(key, " ")
			for _, want := range []int{status, http.StatusTooManyRequests} {
				recorder := httptest.NewRecorder()
				g.ServeHTTP(recorder, httptest.NewRequest(method, filled.Replace(path), nil))
				if recorder.Code != want {
					t.Errorf("%s answered %d, want %d", key, recorder.Code, want)
				}
			}
		}
	}
}
