package conform

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// operation is a method of a path, as documented.
type operation struct {
	method, path string
	parameters   []parameter
	body         bodies
	needsBody    bool
	answers      map[int]answer
}

// parameter is of a path, a header or a query; in says which.
type parameter struct {
	in, name string
	required bool
	schema   *jsonschema.Schema
}

// answer is what one status comes with.
type answer struct {
	headers []parameter
	body    bodies // none where there is no body
}

// String is the operation as the document lists it.
func (o *operation) String() string { return o.method + " " + o.path }

// checkRequest finds what was let in though the document does not allow it.
func (o *operation) checkRequest(r *http.Request, path map[string]string, body []byte, status int) error {
	if status >= http.StatusBadRequest {
		return nil
	}
	var faults []error
	query := r.URL.Query()
	for _, p := range o.parameters {
		switch p.in {
		case "path":
			faults = append(faults, p.check(path[p.name], true))
		case "query":
			faults = append(faults, p.check(query.Get(p.name), query.Has(p.name)))
			query.Del(p.name)
		default:
			faults = append(faults, p.checkIn(r.Header))
		}
	}
	for name := range query {
		faults = append(faults, fmt.Errorf("let in a query: %s is not documented", name))
	}
	if len(body) > 0 || o.needsBody {
		if err := o.body.check(r.Header.Get("Content-Type"), body); err != nil {
			faults = append(faults, fmt.Errorf("let in a body: %w", err))
		}
	}
	return errors.Join(faults...)
}

func (o *operation) checkAnswer(r *http.Request, status int, header http.Header, body []byte) error {
	a, ok := o.answers[status]
	if !ok {
		return errors.New("status is not documented")
	}
	var faults []error
	for _, h := range a.headers {
		faults = append(faults, h.checkIn(header))
	}
	switch {
	case r.Method == http.MethodHead:
	case len(a.body) == 0:
		if len(body) > 0 {
			faults = append(faults, fmt.Errorf("%d bytes of body, documented is none", len(body)))
		}
	default:
		if err := a.body.check(header.Get("Content-Type"), body); err != nil {
			faults = append(faults, fmt.Errorf("body: %w", err))
		}
	}
	return errors.Join(faults...)
}

func (p parameter) checkIn(header http.Header) error {
	values := header.Values(p.name)
	if len(values) == 0 {
		return p.check("", false)
	}
	return p.check(values[0], true)
}

// check compares text with a schema. Digits are a number where the schema wants one.
func (p parameter) check(value string, there bool) error {
	if !there {
		if p.required {
			return fmt.Errorf("%s is missing", p.name)
		}
		return nil
	}
	err := p.schema.Validate(value)
	if number, fails := strconv.Atoi(value); err != nil && fails == nil {
		err = p.schema.Validate(number)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	return nil
}
