package dynamo_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"

	"ordholden/internal/gdpr"
)

// call is one request to the database. A transaction is one call of several parts.
type call struct {
	Operation string
	Parts     []part
}

// part is what a call does to one table, in the words of a policy.
type part struct {
	Action string // a transaction is authorized by its parts: PutItem, UpdateItem, ConditionCheckItem
	Table  string // Main or Keys
	Index  string // or ""
	Kind   string // of the partition that it names; "" on the table of keys and on an index
}

// book writes down every call that passes.
type book struct {
	next   http.RoundTripper
	tables map[string]string // name → Main or Keys

	mu    sync.Mutex
	calls []call
}

func (b *book) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	target := r.Header.Get("X-Amz-Target")
	c := call{Operation: target[strings.LastIndex(target, ".")+1:]}
	if err := c.read(body, b.tables); err != nil {
		return nil, err
	}
	b.mu.Lock()
	b.calls = append(b.calls, c)
	b.mu.Unlock()
	return b.next.RoundTrip(r)
}

// keys is the name of the table of keys.
func (b *book) keys() string {
	for name, table := range b.tables {
		if table == "Keys" {
			return name
		}
	}
	return ""
}

// taken is the calls since it was last asked.
func (b *book) taken() []call {
	b.mu.Lock()
	defer b.mu.Unlock()
	calls := b.calls
	b.calls = nil
	return calls
}

// operations is the calls' names, in order.
func operations(calls []call) []string {
	var names []string
	for _, c := range calls {
		names = append(names, c.Operation)
	}
	return names
}

// wire is a call, or a part of a transaction, as the SDK writes it.
type wire struct {
	TableName                 string
	IndexName                 string
	Key, Item                 map[string]map[string]any
	ExpressionAttributeValues map[string]map[string]any
	TransactItems             []map[string]wire
	RequestItems              map[string]json.RawMessage // of batches, by table
}

func (c *call) read(body []byte, tables map[string]string) error {
	var in wire
	if err := json.Unmarshal(body, &in); err != nil {
		return err
	}
	if in.RequestItems != nil {
		return c.batch(in.RequestItems, tables)
	}
	if c.Operation != "TransactWriteItems" {
		c.Parts = []part{in.part(c.Operation, tables)}
		return nil
	}
	for _, item := range in.TransactItems {
		for name, w := range item {
			action, known := map[string]string{"Put": "PutItem", "Update": "UpdateItem", "ConditionCheck": "ConditionCheckItem", "Delete": "DeleteItem"}[name]
			if !known {
				return errors.New("a transaction with " + name)
			}
			c.Parts = append(c.Parts, w.part(action, tables))
		}
	}
	return nil
}

// batch reads the parts of a batch: keys to be read, or requests to delete and to put.
func (c *call) batch(requests map[string]json.RawMessage, tables map[string]string) error {
	for table, request := range requests {
		var reads struct{ Keys []map[string]map[string]any }
		var writes []struct {
			DeleteRequest struct{ Key map[string]map[string]any }
			PutRequest    struct{ Item map[string]map[string]any }
		}
		var err error
		if c.Operation == "BatchGetItem" {
			err = json.Unmarshal(request, &reads)
		} else {
			err = json.Unmarshal(request, &writes)
		}
		if err != nil {
			return err
		}
		for _, w := range writes {
			if w.DeleteRequest.Key == nil { // of an item, the key is all that is read here
				w.DeleteRequest.Key = w.PutRequest.Item
			}
			reads.Keys = append(reads.Keys, w.DeleteRequest.Key)
		}
		for _, key := range reads.Keys {
			c.Parts = append(c.Parts, wire{TableName: table, Key: key}.part(c.Operation, tables))
		}
	}
	return nil
}

func (w wire) part(action string, tables map[string]string) part {
	p := part{Action: action, Table: tables[w.TableName], Index: w.IndexName}
	pk, _ := w.ExpressionAttributeValues[":pk"]["S"].(string)
	for _, key := range []map[string]map[string]any{w.Key, w.Item} {
		if s, ok := key["pk"]["S"].(string); ok {
			pk = s
		}
	}
	if parts := strings.Split(pk, "#"); len(parts) == 3 {
		if p.Kind = parts[1]; p.Kind == "LOG" { // of which a role may be granted a part
			p.Kind += "#" + parts[2]
		}
	}
	return p
}

func errAs(err error) (*gdpr.Error, bool) { return errors.AsType[*gdpr.Error](err) }
