package main

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"

	"ordholden/infra/local/dynamodb/faulty"
)

// cut passes calls of the database on, and counts the items that they delete. After so
// many it strikes, once, and from then on passes nothing on.
type cut struct {
	next   http.Handler
	after  int // deletes; 0 for never
	strike func()

	mu      sync.Mutex
	deletes int
	once    sync.Once
}

// ServeHTTP counts a call before it is carried out: what is struck at is not.
func (c *cut) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if c.over(deletesIn(r.Header.Get("X-Amz-Target"), body)) {
		c.once.Do(c.strike)
		faulty.Drop(w)
		return
	}
	c.next.ServeHTTP(w, r)
}

func (c *cut) over(deletes int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.after > 0 && c.deletes >= c.after {
		return true
	}
	c.deletes += deletes
	return false
}

// mended lets calls through again, to the end.
func (c *cut) mended() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.after = 0
}

// deletesIn is how many items a call deletes, alone, in a batch or in a transaction.
func deletesIn(target string, body []byte) int {
	switch _, operation, _ := strings.Cut(target, "."); operation {
	case "DeleteItem":
		return 1
	case "BatchWriteItem":
		return bytes.Count(body, []byte(`"DeleteRequest":`))
	case "TransactWriteItems":
		return bytes.Count(body, []byte(`"Delete":`))
	}
	return 0
}
