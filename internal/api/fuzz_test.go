package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
)

var (
	everyPath = []string{
		"/v1/mojob/consents", "/v1/tretoen/consents", "/v1/mojob/consents/confirmation", "/v1/mojob/consents/" + visitor + "/withdrawal",
		"/v1/mojob/consents/" + visitor + "." + visitor + "/withdrawal", "/v1/mojob/requests", "/v1/tretoen/requests",
		"/v1/mojob/requests/confirmation", "/v1/mojob/requests/status",
	}
	everyType = []string{asJSON, asBeacon, asForm}
)

// FuzzAnswers sends anything anywhere. Whatever comes in is answered in words,
// and nothing that is refused has stored anything.
func FuzzAnswers(f *testing.F) {
	for _, w := range []well{visitorWell, personWell, requestWell, confirmWell, statusWell} {
		path := slices.Index(everyPath, w.path)
		for as, body := range []string{w.json(gdpr.English), w.json(gdpr.English), w.form(gdpr.English)} {
			f.Add(uint(path), uint(as), "en", body)
		}
	}
	for _, row := range badRows {
		for as, e := range map[uint]edit{0: row.json, 2: row.form} {
			if good := map[uint]func(gdpr.Language) string{0: row.well.json, 2: row.well.form}[as](gdpr.Bokmal); e.old == "*" {
				f.Add(uint(slices.Index(everyPath, row.well.path)), as, "nb", e.new)
			} else {
				f.Add(uint(slices.Index(everyPath, row.well.path)), as, "nb", strings.Replace(good, e.old, e.new, 1))
			}
		}
	}
	f.Fuzz(func(t *testing.T, path, as uint, language, body string) {
		s := sent{path: everyPath[path%uint(len(everyPath))], as: everyType[as%uint(len(everyType))], body: body}
		s.headers = map[string]string{"Accept-Language": language}
		if err := inWords(t, s); err != nil {
			t.Fatal(err)
		}
	})
}

// inWords sends something, and wants a 2xx, 3xx or 4xx that a program or a
// person can read.
func inWords(t testing.TB, s sent) error {
	t.Helper()
	w := newWorld(t)
	answer := w.send(s)
	switch {
	case answer.Code < 200 || answer.Code >= 500:
		return fmt.Errorf("answered %d %s", answer.Code, answer.Body)
	case answer.Code >= 400 && len(w.memory.records)+len(w.memory.consents)+len(w.memory.cases) > 0:
		return fmt.Errorf("answered %d, and stored", answer.Code)
	case w.log.Len() > 0:
		return fmt.Errorf("the log says %s", w.log.String())
	}
	return readable(answer)
}

func readable(answer *httptest.ResponseRecorder) error {
	text := answer.Body.String()
	switch kind := answer.Header().Get("Content-Type"); {
	case kind == "" && answer.Code == http.StatusSeeOther && text == "" && strings.HasPrefix(answer.Header().Get("Location"), "/mojob/"):
	case kind == "application/json" && answer.Code < 400 && json.Valid(answer.Body.Bytes()):
	case kind == "text/html; charset=utf-8" && strings.HasPrefix(text, "<!doctype html><html lang=") && strings.HasSuffix(text, "</html>"):
	case kind == "application/problem+json" && answer.Code >= 400:
		return readableProblem(answer)
	default:
		return fmt.Errorf("answered %d %s: %s", answer.Code, kind, text)
	}
	return nil
}

func readableProblem(answer *httptest.ResponseRecorder) error {
	var p problem
	err := json.Unmarshal(answer.Body.Bytes(), &p)
	if err != nil || p.Status != answer.Code || p.Code == "" || p.Code == "internal" || p.Title == "" || p.Detail == "" {
		return fmt.Errorf("problem %s: %v", answer.Body, err)
	}
	if (p.Code == string(gdpr.CodeInvalid)) != (len(p.Errors) > 0) {
		return fmt.Errorf("faults of %s", answer.Body)
	}
	return nil
}

var (
	knownNames = []string{
		"visitor", "email", "notice", "interface", "language", "decided", "idempotency_key", "mechanism", "all", "decisions", "decision.statistics",
		"decision.necessary", "rights", "name", "text", "case", "token", "code", "choice", "", "a/b~c", "<script>", "æ\n",
	}
	knownTexts = []string{
		"", " ", visitor, "kari@example.com", "given", "refused", "access", "erasure", "confirm", "cancel", "en", "nb", "banner", rightToken, rightCode, wrongCode,
		"2026-11-21T12:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999+14:00", "\x00", "\u2028", "<script>alert(1)</script>", strings.Repeat("å", 300), "🙂",
	}
)

// values draws what a field can hold, mostly of the kind that some field takes.
func values(depth int) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		kind := rapid.IntRange(0, 9).Draw(t, "kind")
		switch {
		case kind == 0:
			return rapid.SampledFrom([]any{nil, true, false, 0.0, -1e300, 1.5}).Draw(t, "scalar")
		case kind == 1 && depth > 0:
			return rapid.SliceOfN(values(depth-1), 0, 3).Draw(t, "list")
		case kind == 2 && depth > 0:
			return rapid.MapOfN(rapid.SampledFrom([]string{"statistics", "usage", "support-chat", "personalization", "necessary", "further-storage", "x"}), values(depth-1), 0, 5).Draw(t, "object")
		case kind == 3:
			return rapid.String().Draw(t, "text")
		}
		return rapid.SampledFrom(append(knownTexts, noticeOf("visitors", gdpr.English), noticeOf("persons", gdpr.English))).Draw(t, "known")
	})
}

func TestWhateverIsSentIsAnsweredInWords(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		fields := rapid.MapOfN(rapid.SampledFrom(knownNames), values(2), 0, 10).Draw(rt, "fields")
		s := sent{path: rapid.SampledFrom(everyPath).Draw(rt, "path"), as: rapid.SampledFrom(everyType).Draw(rt, "as")}
		if s.as == asForm {
			form := url.Values{}
			for name, value := range fields {
				text, _ := value.(string)
				form[name] = append([]string{text}, rapid.SliceOfN(rapid.SampledFrom(knownTexts), 0, 1).Draw(rt, "more")...)
			}
			s.body = form.Encode()
		} else {
			body, err := json.Marshal(fields)
			if err != nil {
				rt.Fatal(err)
			}
			s.body = string(body)
		}
		if err := inWords(t, s); err != nil {
			rt.Fatal(err)
		}
	})
}
