// Package conform owns the check that what the API takes and answers is what its
// document describes. Only tests use it.
package conform

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Checker compares exchanges with one document. It may be used by several
// goroutines at once, and remembers which answers it has seen.
type Checker struct {
	operations []*operation

	mu    sync.Mutex
	shown map[answered]bool
}

// answered is an operation with one of its documented statuses.
type answered struct {
	operation *operation
	status    int
}

// ErrUndocumented says that the document has no such method and path. It is an
// error whatever was answered; a test that calls on purpose what is not there
// tells it apart by this.
var ErrUndocumented = errors.New("not documented")

// New reads an OpenAPI 3.1 document. It fails on one that it cannot check
// everything of: references that lead nowhere, schemas that are none, statuses
// by range.
func New(document []byte) (*Checker, error) {
	operations, err := readDocument(document)
	if err != nil {
		return nil, fmt.Errorf("read the API's document: %w", err)
	}
	return &Checker{operations: operations, shown: map[answered]bool{}}, nil
}

// Check is what is wrong with one exchange, nil for nothing. Paths outside /v1/
// are pages, and none of its business. The answer is checked always; parameters
// and body of the request only where it was let in, because what was refused may
// well be wrong. Errors quote what was sent: they are for tests with made-up people.
func (c *Checker) Check(r *http.Request, requestBody []byte, status int, header http.Header, answerBody []byte) error {
	if !strings.HasPrefix(r.URL.Path, "/v1/") {
		return nil
	}
	o, parameters := c.find(r)
	if o == nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, ErrUndocumented)
	}
	if err := errors.Join(
		o.checkRequest(r, parameters, requestBody, status),
		o.checkAnswer(r, status, header, answerBody),
	); err != nil {
		return fmt.Errorf("%s answered %d: %w", o, status, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown[answered{o, status}] = true
	return nil
}

// Uncovered lists, in the document's words, each operation with a status that no
// checked exchange has shown yet: "POST /v1/{controller}/consents 201".
func (c *Checker) Uncovered() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var missing []string
	for _, o := range c.operations {
		for status := range o.answers {
			if !c.shown[answered{o, status}] {
				missing = append(missing, fmt.Sprintf("%s %d", o, status))
			}
		}
	}
	slices.Sort(missing)
	return missing
}
