package lambda

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Names of the Runtime API, version 2018-06-01.
const (
	apiRoot         = "/2018-06-01/runtime/"
	headerID        = "Lambda-Runtime-Aws-Request-Id"
	headerDeadline  = "Lambda-Runtime-Deadline-Ms"
	headerARN       = "Lambda-Runtime-Invoked-Function-Arn"
	headerTrace     = "Lambda-Runtime-Trace-Id"
	headerErrorType = "Lambda-Runtime-Function-Error-Type"
	headerErrorBody = "Lambda-Runtime-Function-Error-Body"
)

// runtime is the Runtime API as this one instance sees it.
func (i *instance) runtime() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+apiRoot+"invocation/next", i.next)
	mux.HandleFunc("POST "+apiRoot+"invocation/{id}/response", i.response)
	mux.HandleFunc("POST "+apiRoot+"invocation/{id}/error", i.failure)
	mux.HandleFunc("POST "+apiRoot+"init/error", i.initFailure)
	return mux
}

// next holds the question for work until there is some.
func (i *instance) next(w http.ResponseWriter, r *http.Request) {
	i.f.mu.Lock()
	i.ready = true
	i.f.mu.Unlock()
	select {
	case inv := <-i.work:
		if r.Context().Err() != nil { // who asked has gone: keep it for the next question, or for another instance
			i.work <- inv
			return
		}
		i.hand(w, inv)
	case <-r.Context().Done():
	}
}

// hand gives the payload to the process. From here the invocation counts as begun and its time runs.
func (i *instance) hand(w http.ResponseWriter, inv *invocation) {
	i.f.mu.Lock()
	if i.current != inv { // the process has ended meanwhile, and another instance has it
		i.f.mu.Unlock()
		return
	}
	inv.handed = true
	i.limit(i.f.cfg.Timeout)
	until := i.until
	i.f.mu.Unlock()

	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(inv.payload)))
	h.Set(headerID, inv.id)
	h.Set(headerDeadline, strconv.FormatInt(until.UnixMilli(), 10))
	h.Set(headerARN, arn(i.f.cfg.Name))
	h.Set(headerTrace, trace())
	_, _ = w.Write(inv.payload) // a process that does not read it is dead, and buried by run
}

// response takes an answer. A function that streams may report in a trailer that it failed half-way.
func (i *instance) response(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxPayload+1))
	if err != nil {
		return // the process died while it wrote: run sees to it
	}
	out := outcome{answer: body}
	status := http.StatusAccepted
	if kind := r.Trailer.Get(headerErrorType); kind != "" {
		posted, _ := base64.StdEncoding.DecodeString(r.Trailer.Get(headerErrorBody))
		out = outcome{err: reported(posted, kind)}
	} else if len(body) > maxPayload {
		status = http.StatusRequestEntityTooLarge
		out = outcome{err: &FunctionError{TypeLargeResponse,
			fmt.Sprintf("Response payload size exceeded maximum allowed payload size (%d bytes).", maxPayload)}}
	}
	i.finish(w, r.PathValue("id"), out, status)
}

// failure takes an error that the function returned, or a panic; after a panic the process exits by itself.
func (i *instance) failure(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxPayload))
	if err != nil {
		return
	}
	i.finish(w, r.PathValue("id"), outcome{err: reported(body, r.Header.Get(headerErrorType))}, http.StatusAccepted)
}

// finish settles the invocation with this id, if it is the one that the instance has in hand.
func (i *instance) finish(w http.ResponseWriter, id string, out outcome, status int) {
	i.f.mu.Lock()
	inv := i.current
	if inv == nil || inv.id != id || !inv.handed || i.cause != nil {
		i.f.mu.Unlock()
		refuse(w, "InvalidRequestID")
		return
	}
	i.f.release(i)
	i.f.mu.Unlock()
	inv.done <- out
	w.WriteHeader(status)
}

// initFailure takes the reason why the process could not start, and ends it as Lambda does.
func (i *instance) initFailure(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxPayload))
	if err != nil {
		return
	}
	i.f.mu.Lock()
	defer i.f.mu.Unlock()
	if i.ready {
		refuse(w, "InvalidStateTransition")
		return
	}
	w.WriteHeader(http.StatusAccepted)
	i.end(reported(body, r.Header.Get(headerErrorType)))
}

// refuse answers a call that the Runtime API does not allow at this moment.
func refuse(w http.ResponseWriter, kind string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusForbidden)
	fmt.Fprintf(w, `{"errorType":%q,"errorMessage":"not allowed in this state"}`, kind)
}

// trace returns a header in the form of AWS X-Ray that asks for no sampling.
func trace() string {
	var b [20]byte
	rand.Read(b[:]) // never fails, by its documentation
	id := hex.EncodeToString(b[:])
	return fmt.Sprintf("Root=1-%08x-%s;Parent=%s;Sampled=0", time.Now().Unix(), id[:24], id[24:])
}
