package faulty

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// errReset is what a client in this process gets for a connection that was reset.
var errReset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

// RoundTrip passes one call on, or fails it.
func (p *Proxy) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	fault := p.take(operationOf(r))
	if fault == nil {
		return p.send(r, body)
	}
	switch fault.Kind {
	case Refused:
		return nil, errReset
	case AnswerLost:
		return nil, p.sendAndLose(r, body)
	case Slow:
		if err := fault.hold(r.Context()); err != nil {
			return nil, err
		}
		return p.send(r, body)
	case Throughput:
		return refusal(r, http.StatusBadRequest, dynamoType+"ProvisionedThroughputExceededException",
			"The level of configured provisioned throughput for the table was exceeded.", nil), nil
	case Throttling:
		return refusal(r, http.StatusBadRequest, "com.amazon.coral.availability#ThrottlingException",
			"Rate of requests exceeds the allowed throughput.", nil), nil
	case Conflict:
		return conflict(r, body), nil
	case ServerError:
		return refusal(r, http.StatusInternalServerError, dynamoType+"InternalServerError", "The request could not be processed.", nil), nil
	}
	return nil, fmt.Errorf("faulty: no such kind of fault: %q", fault.Kind)
}

// ServeHTTP passes one call on, or fails it, for a client outside this process.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out := r.Clone(r.Context())
	out.RequestURI = ""
	resp, err := p.RoundTrip(out)
	if errors.Is(err, errReset) {
		Drop(w)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	maps.Copy(w.Header(), resp.Header)
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body) // fails only when the client has gone
}

// send makes the call at the database.
func (p *Proxy) send(r *http.Request, body []byte) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.URL.Scheme, out.URL.Host, out.Host = p.target.Scheme, p.target.Host, ""
	out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return p.base.RoundTrip(out)
}

// sendAndLose returns once the database has answered, so that what was asked is applied. It does not end
// with its client: one that gives up early must find the call applied as well.
func (p *Proxy) sendAndLose(r *http.Request, body []byte) error {
	resp, err := p.send(r.WithContext(context.WithoutCancel(r.Context())), body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	return errReset
}

// hold waits as the fault says; its error is the client's having given up.
func (f *Fault) hold(ctx context.Context) error {
	var over <-chan time.Time
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-over:
		return nil
	case <-f.Until:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	defer r.Body.Close()
	return io.ReadAll(r.Body)
}

// Drop ends the connection of a call without an answer, with RST: without that the client would see an orderly end.
func Drop(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // if this fails, the connection ends in an orderly way: lost all the same
	}
	conn.Close()
}

// dynamoType begins the type of DynamoDB's own errors.
const dynamoType = "com.amazonaws.dynamodb.v20120810#"

// refusal is an error as DynamoDB words it.
func refusal(r *http.Request, status int, kind, message string, more map[string]any) *http.Response {
	fields := map[string]any{"__type": kind, "message": message}
	maps.Copy(fields, more)
	body, _ := json.Marshal(fields) // strings only: cannot fail
	return &http.Response{
		Status: strconv.Itoa(status) + " " + http.StatusText(status), StatusCode: status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       r,
	}
}

// conflict answers a transaction with the reasons of each of its parts, and a single write without.
func conflict(r *http.Request, body []byte) *http.Response {
	var in struct{ TransactItems []json.RawMessage }
	if json.Unmarshal(body, &in) != nil || len(in.TransactItems) == 0 {
		return refusal(r, http.StatusBadRequest, dynamoType+"TransactionConflictException",
			"Transaction is ongoing for the item", nil)
	}
	reasons := make([]map[string]string, len(in.TransactItems))
	for i := range reasons {
		reasons[i] = map[string]string{"Code": "None"}
	}
	reasons[0] = map[string]string{"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}
	return refusal(r, http.StatusBadRequest, dynamoType+"TransactionCanceledException",
		"Transaction cancelled, please refer cancellation reasons for specific reasons", map[string]any{"CancellationReasons": reasons})
}
