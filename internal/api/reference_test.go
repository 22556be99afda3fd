package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

const requestID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"

// What a caller can tell us of a failure is what the log has it under (RFC 9457, 3.1.5).
func TestAProblemIsCalledByTheIDThatItsLineInTheLogHas(t *testing.T) {
	for failed, err := range map[bool]error{
		true:  &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable},
		false: &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound},
	} {
		w := newWorld(t)
		consent, request := w.recorded(t), w.lodged(t)
		for _, s := range routes(consent, request) {
			w.memory.fails, w.id = err, requestID
			w.log.Reset()
			answer := w.send(s)
			if s.as == asForm {
				if strings.Contains(answer.Body.String(), requestID) != failed {
					t.Errorf("%s: failed %t, and the page says %s", s.path, failed, answer.Body)
				}
			} else {
				var p struct{ Instance string }
				want := ""
				if failed {
					want = "urn:uuid:" + requestID
				}
				if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil || p.Instance != want {
					t.Errorf("%s: %q, %v", s.path, p.Instance, err)
				}
			}
			if strings.Contains(w.log.String(), `"requestId":"`+requestID+`"`) != failed {
				t.Errorf("%s: failed %t, and the log says %s", s.path, failed, w.log.String())
			}
		}
	}
}

func TestAProblemThatNoFunctionAnswersHasNoName(t *testing.T) {
	answer := newWorld(t).send(sent{method: http.MethodGet, path: "/v1/mojob/consents"})
	if strings.Contains(answer.Body.String(), "instance") {
		t.Errorf("answered %s", answer.Body)
	}
}
