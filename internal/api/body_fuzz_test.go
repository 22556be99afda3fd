package api

import (
	"encoding/json"
	"errors"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"ordholden/internal/gdpr"
)

// FuzzReadBody reads whatever comes in: it is one of ours or a refusal, never a
// panic, and what is taken for JSON is what everybody else takes for it.
func FuzzReadBody(f *testing.F) {
	for _, body := range []string{
		"", "{}", `{"a":1}`, `{"a":{"b":[1,2,{"c":null}]}}`, `{"a":1,"a":2}`, `{"\u0061":1,"a":2}`, `{"a":1}{}`, `{"a":1,}`, `{"a" 1}`, `{1:2}`,
		`[1]`, `null`, `"a"`, "\ufeff{}", "{\"a\":\"\xff\"}", `{"a":"\ud800"}`, `{"a":1e999}`, `{"a":-0.0}`, `{"a":[}`, `{"a":]}`, `{"a"}`, `{,}`,
		strings.Repeat("[", 20), `{"a":` + strings.Repeat("[", 9) + strings.Repeat("]", 9) + "}", `{"` + strings.Repeat("a", 100) + `":1}`, `{"":{"":""}}`,
		"a=1", "a=1&a=2", "rights=a&rights=b", "decision.x=given", "decision.=", "decision.x=1&decisions=2", "decisions=2", "a=%ff", "a=%zz", "a;b", "=", "&&", "%00=%00", "a=\u2028",
	} {
		for _, as := range []string{"application/json", "text/plain", "application/x-www-form-urlencoded", "application/json;charset=latin1", ""} {
			f.Add(as, body)
		}
	}
	f.Fuzz(func(t *testing.T, as, body string) {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("Content-Type", as)
		fields, kind, faults, err := readBody(r)
		if err != nil {
			checkRefusal(t, err)
			return
		}
		if fields == nil {
			t.Fatal("neither fields nor an error")
		}
		checkValue(t, fields)
		checkFaults(t, faults)
		if kind == formatForm {
			formValues(fields)
		} else if body != "" {
			checkAgreement(t, body, fields, len(faults) == 0)
		}
	})
}

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	e, ok := errors.AsType[*gdpr.Error](err)
	if !ok || e.Kind != gdpr.Invalid && e.Kind != gdpr.TooLarge && e.Kind != gdpr.Unsupported || e.Code == "" {
		t.Fatalf("refused with %v", err)
	}
}

// checkValue wants values of the kinds that readers expect, in UTF-8.
func checkValue(t *testing.T, value any) {
	t.Helper()
	switch v := value.(type) {
	case object:
		for name, inner := range v {
			checkValue(t, name)
			checkValue(t, inner)
		}
	case []any:
		for _, inner := range v {
			checkValue(t, inner)
		}
	case string:
		if !utf8.ValidString(v) {
			t.Fatalf("%q is not UTF-8", v)
		}
	case float64, bool, nil:
	default:
		t.Fatalf("a value of type %T", v)
	}
}

func checkFaults(t *testing.T, faults []gdpr.Fault) {
	t.Helper()
	for _, f := range faults {
		if !strings.HasPrefix(f.Pointer, "/") || !gdpr.Printable(f.Pointer) || !gdpr.Printable(f.Value) || f.Code == "" || utf8.RuneCountInString(f.Value) > 61 {
			t.Fatalf("fault %+v", f)
		}
	}
}

// checkAgreement compares with encoding/json, which takes more than we do.
func checkAgreement(t *testing.T, body string, fields object, faultless bool) {
	t.Helper()
	var theirs map[string]any
	if err := json.Unmarshal([]byte(body), &theirs); err != nil {
		t.Fatalf("%q is taken, and is no JSON: %v", body, err)
	}
	ours, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	again := map[string]any{}
	if err := json.Unmarshal(ours, &again); err != nil || faultless && !reflect.DeepEqual(again, theirs) {
		t.Fatalf("%q is read as %s", body, ours)
	}
}
