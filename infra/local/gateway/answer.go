package gateway

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

// answer is what goes out.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// errDropped comes with an answer that is good but for what AWS leaves out of it.
var errDropped = errors.New("the function set multiValueHeaders: payload format 2.0 has none, AWS drops them")

// owned are headers that the connection is responsible for, whatever a function says.
var owned = []string{"Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding", "Upgrade"}

// ownAnswer is what the gateway says by itself.
func ownAnswer(status int, message string) answer {
	body, err := json.Marshal(map[string]string{"message": message})
	if err != nil {
		panic(fmt.Sprintf("gateway: a text cannot be encoded: %v", err))
	}
	return answer{status: status, header: http.Header{"Content-Type": {"application/json"}}, body: body}
}

// parseAnswer reads what a function returned. A value without a statusCode is the body of a 200, as AWS infers; where
// AWS could make no sense of it there is an error and no answer.
func parseAnswer(result []byte) (answer, error) {
	var out struct {
		StatusCode        *int                `json:"statusCode"`
		Headers           map[string]string   `json:"headers"`
		MultiValueHeaders map[string][]string `json:"multiValueHeaders"`
		Cookies           []string            `json:"cookies"`
		Body              string              `json:"body"`
		IsBase64Encoded   bool                `json:"isBase64Encoded"`
	}
	if err := json.Unmarshal(result, &out); err != nil || out.StatusCode == nil {
		return parseOther(result, err)
	}
	status := *out.StatusCode
	if status < 200 || status > 599 {
		return answer{}, fmt.Errorf("the function's answer has statusCode %d", status)
	}
	a := answer{status: status, header: http.Header{}, body: []byte(out.Body)}
	if out.IsBase64Encoded {
		var err error
		if a.body, err = base64.StdEncoding.DecodeString(out.Body); err != nil {
			return answer{}, fmt.Errorf("the function's answer has a body that is not base64: %w", err)
		}
	}
	a.setHeader(out.Headers, out.Cookies)
	if len(out.MultiValueHeaders) > 0 {
		return a, errDropped
	}
	return a, nil
}

// parseOther sorts out what is no answer in full: a bare value, or a mistake. It stands apart so that an answer in full
// is read once only.
func parseOther(result []byte, cause error) (answer, error) {
	var fields map[string]json.RawMessage
	switch {
	case !json.Valid(result):
		return answer{}, errors.New("the function's answer is no JSON")
	case json.Unmarshal(result, &fields) != nil || fields["statusCode"] == nil:
		return inferred(result), nil
	case cause == nil:
		return answer{}, errors.New("the function's answer has a statusCode that is null")
	}
	return answer{}, fmt.Errorf("the function's answer does not fit payload format 2.0: %w", cause)
}

// inferred makes a 200 of a bare value; a text goes out without its quotes.
func inferred(result []byte) answer {
	var text string
	if err := json.Unmarshal(result, &text); err != nil || bytes.Equal(bytes.TrimSpace(result), []byte("null")) {
		text = string(result)
	}
	return answer{
		status: http.StatusOK,
		header: http.Header{"Content-Type": {"application/json"}},
		body:   []byte(text),
	}
}

func (a *answer) setHeader(headers map[string]string, cookies []string) {
	for name, value := range headers {
		a.header.Set(name, value)
	}
	for _, name := range owned {
		a.header.Del(name)
	}
	for _, cookie := range cookies {
		a.header.Add("Set-Cookie", cookie)
	}
	if len(a.body) > 0 && a.header.Get("Content-Type") == "" {
		a.header.Set("Content-Type", "text/plain;charset=UTF-8")
	}
}

// send writes the answer. A client that has left is not told.
func (a *answer) send(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}
