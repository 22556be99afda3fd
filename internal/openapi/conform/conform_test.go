package conform_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"ordholden/internal/openapi/conform"
)

// small is a document of the tests' own, with one of each thing that is checked.
const small = `{
 "openapi": "3.1.0",
 "paths": {
  "/v1/{shop}/orders": {
   "parameters": [{"$ref": "#/components/parameters/Shop"}],
   "post": {
    "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 3}}],
    "requestBody": {"required": true, "content": {
     "application/json": {"schema": {"$ref": "#/components/schemas/Order"}},
     "text/plain": {"schema": {"type": "string", "contentMediaType": "application/json", "contentSchema": {"$ref": "#/components/schemas/Order"}}},
     "application/x-www-form-urlencoded": {"schema": {"allOf": [{"$ref": "#/components/schemas/Order"}]}}
    }},
    "responses": {
     "201": {
      "headers": {"Location": {"required": true, "schema": {"type": "string"}}, "Age": {"schema": {"type": "integer"}}},
      "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}
     },
     "303": {"headers": {"Location": {"required": true, "schema": {"type": "string"}}}},
     "404": {"content": {"text/html": {"schema": {"type": "string"}}}}
    }
   }
  },
  "/v1/{shop}/orders/{order}": {
   "parameters": [{"$ref": "#/components/parameters/Shop"}, {"name": "order", "in": "path", "required": true, "schema": {"type": "string"}}],
   "get": {"responses": {"200": {"content": {"text/plain": {"schema": {"type": "string", "pattern": "^order"}}}}}}
  },
  "/v1/{shop}/orders/first": {
   "get": {
    "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 9}}, {"name": "by", "in": "query", "schema": {"const": "age"}}],
    "responses": {"200": {"content": {"text/plain": {"schema": {"const": "first"}}}}}
   }
  }
 },
 "components": {
  "parameters": {"Shop": {"name": "shop", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^[a-z]+$"}}},
  "schemas": {"Order": {
   "type": "object", "additionalProperties": false, "required": ["name"],
   "properties": {"name": {"type": "string"}, "sizes": {"type": "array", "items": {"type": "string"}}}
  }}
 }
}`

const (
	asJSON = "application/json"
	asForm = "application/x-www-form-urlencoded"
)

// exchange is one call with its answer: a good one, unless a test changes it.
type exchange struct {
	method, path, contentType, key, body  string
	status                                int
	location, age, answerType, answerBody string
}

func good() exchange {
	return exchange{
		method: "POST", path: "/v1/acme/orders", contentType: asJSON, body: `{"name":"a"}`,
		status: 201, location: "/v1/acme/orders/1", answerType: asJSON, answerBody: `{"name":"a"}`,
	}
}

func (e exchange) check(c *conform.Checker) error {
	r := httptest.NewRequest(e.method, e.path, strings.NewReader(e.body))
	r.Header = headerOf("Content-Type", e.contentType, "Idempotency-Key", e.key)
	header := headerOf("Content-Type", e.answerType, "Location", e.location, "Age", e.age)
	return c.Check(r, []byte(e.body), e.status, header, []byte(e.answerBody))
}

// headerOf leaves out what is empty.
func headerOf(namesAndValues ...string) http.Header {
	header := http.Header{}
	for pair := range slices.Chunk(namesAndValues, 2) {
		if pair[1] != "" {
			header.Set(pair[0], pair[1])
		}
	}
	return header
}

func checker(t *testing.T, document string) *conform.Checker {
	t.Helper()
	c, err := conform.New([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// page is the answer to a form, and text that to the GET.
func page(e *exchange) {
	e.contentType, e.body = asForm, "name=a"
	e.status, e.answerType, e.answerBody = 303, "", ""
}

func text(path, said string) func(*exchange) {
	return func(e *exchange) {
		*e = exchange{method: "GET", path: path, status: 200, answerType: "text/plain; charset=utf-8", answerBody: said}
	}
}

func TestWhatIsDocumentedConforms(t *testing.T) {
	for name, change := range map[string]func(*exchange){
		"JSON":                            func(*exchange) {},
		"JSON as text":                    func(e *exchange) { e.contentType = "text/plain;charset=UTF-8" },
		"a form":                          page,
		"a form with a list of one":       func(e *exchange) { page(e); e.body = "name=a&sizes=s" },
		"a form with a list of two":       func(e *exchange) { page(e); e.body = "name=a&sizes=s&sizes=m" },
		"a number in a header":            func(e *exchange) { e.age = "7" },
		"a header of the request":         func(e *exchange) { e.key = "abc" },
		"plain text":                      text("/v1/acme/orders/1", "order 1"),
		"a path that fits more closely":   text("/v1/acme/orders/first", "first"),
		"parameters in the query":         text("/v1/acme/orders/first?limit=9&by=age", "first"),
		"an escaped path":                 text("/v1/acme/orders/a%2Fb", "order a/b"),
		"HEAD, without a body":            func(e *exchange) { text("/v1/acme/orders/1", "")(e); e.method = "HEAD" },
		"a wrong body that was refused":   func(e *exchange) { e.body, e.status, e.answerType = `{`, 404, "text/html" },
		"a wrong path that was refused":   func(e *exchange) { e.path, e.status, e.answerType = "/v1/A/orders", 404, "text/html" },
		"a page, which is not documented": func(e *exchange) { e.path, e.status = "/acme/", 999 },
	} {
		e := good()
		change(&e)
		if err := e.check(checker(t, small)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatDriftsFromTheDocumentIsCaught(t *testing.T) {
	for name, change := range map[string]func(*exchange){
		"an unknown path":                      func(e *exchange) { e.path = "/v1/acme/bills" },
		"an unknown method":                    func(e *exchange) { e.method = "PUT" },
		"an unknown status":                    func(e *exchange) { e.status = 200 },
		"an extra field":                       func(e *exchange) { e.answerBody = `{"name":"a","more":1}` },
		"a missing field":                      func(e *exchange) { e.answerBody = `{}` },
		"more after the end":                   func(e *exchange) { e.answerBody += "{}" },
		"no answer":                            func(e *exchange) { e.answerBody = "" },
		"another content type":                 func(e *exchange) { e.answerType = "text/html" },
		"no content type":                      func(e *exchange) { e.answerType = "" },
		"a missing header":                     func(e *exchange) { e.location = "" },
		"a header that is no number":           func(e *exchange) { e.age = "old" },
		"a body where there is none":           func(e *exchange) { page(e); e.answerBody = "see there" },
		"a wrong path, let in":                 func(e *exchange) { e.path = "/v1/A/orders" },
		"a wrong query, let in":                text("/v1/acme/orders/first?limit=10", "first"),
		"an unknown query, let in":             text("/v1/acme/orders/first?page=1", "first"),
		"a wrong header, let in":               func(e *exchange) { e.key = "abcd" },
		"an unknown field, let in":             func(e *exchange) { e.body = `{"name":"a","more":1}` },
		"an unknown field as text, let in":     func(e *exchange) { e.contentType, e.body = "text/plain", `{"name":"a","more":1}` },
		"an unknown field of a form, let in":   func(e *exchange) { page(e); e.body = "name=a&more=1" },
		"a field of a form sent twice, let in": func(e *exchange) { page(e); e.body = "name=a&name=b" },
		"a broken form, let in":                func(e *exchange) { page(e); e.body = "name=%zz" },
		"no body, let in":                      func(e *exchange) { e.body = "" },
		"an unknown content type, let in":      func(e *exchange) { e.contentType = "application/xml" },
	} {
		e, c := good(), checker(t, small)
		change(&e)
		before := c.Uncovered()
		if err := e.check(c); err == nil {
			t.Errorf("%s: not caught", name)
		}
		if !slices.Equal(c.Uncovered(), before) {
			t.Errorf("%s: counts as shown", name)
		}
	}
}

func TestUndocumentedIsToldApart(t *testing.T) {
	e := good()
	e.path, e.status = "/v1/acme/bills", 404
	if err := e.check(checker(t, small)); !errors.Is(err, conform.ErrUndocumented) {
		t.Errorf("got %v, want ErrUndocumented", err)
	}
	e = good()
	e.status = 418
	if err := e.check(checker(t, small)); err == nil || errors.Is(err, conform.ErrUndocumented) {
		t.Errorf("unknown status: got %v, want another error than ErrUndocumented", err)
	}
}

func TestUncoveredIsWhatNoExchangeHasShown(t *testing.T) {
	c := checker(t, small)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := good().check(c); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	want := []string{
		"GET /v1/{shop}/orders/first 200",
		"GET /v1/{shop}/orders/{order} 200",
		"POST /v1/{shop}/orders 303",
		"POST /v1/{shop}/orders 404",
	}
	if got := c.Uncovered(); !slices.Equal(got, want) {
		t.Errorf("uncovered is\n%q\nwant\n%q", got, want)
	}
}

func TestDocumentThatCannotBeCheckedIsRefused(t *testing.T) {
	for name, change := range map[string][2]string{
		"broken JSON":                 {`"openapi"`, `openapi`},
		"no operations":               {`"paths"`, `"routes"`},
		"a reference to nothing":      {`#/components/parameters/Shop`, `#/components/parameters/Store`},
		"a reference to another file": {`#/components/parameters/Shop`, `other.json`},
		"a reference to itself":       {`{"name": "shop",`, `{"$ref": "#/components/parameters/Shop", "name": "shop",`},
		"a schema that is none":       {`"maxLength": 3`, `"maxLength": "3"`},
		"a schema that leads nowhere": {`#/components/schemas/Order`, `#/components/schemas/Bill`},
		"no schema":                   {`"schema": {"type": "string", "pattern": "^[a-z]+$"}`, `"x": 1`},
		"statuses by range":           {`"404"`, `"4XX"`},
		"a parameter in a cookie":     {`"in": "header"`, `"in": "cookie"`},
	} {
		document := strings.Replace(small, change[0], change[1], 1)
		if _, err := conform.New([]byte(document)); document == small || err == nil {
			t.Errorf("%s: not refused", name)
		}
	}
}
