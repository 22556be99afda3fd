package s3

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
)

// bodyLimit bounds an object: the largest mail that SES takes in, and room for its stamps.
const bodyLimit = 41 << 20

// call is a request as S3 names it.
type call struct {
	operation string
	// key is the object's, or the prefix that is listed.
	key string
}

// The parameters that calls of ours may have; x-id is the SDK's own name for the operation.
var (
	ofObject = []string{"x-id"}
	ofCopy   = []string{"x-id"}
	ofMany   = []string{"x-id", "delete"}
	ofList   = []string{"x-id", "list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after", "encoding-type"}
)

// callOf names a request; false where it is none that is played. Parameters that it does not know change what a
// request means: PUT with ?tagging, taken for a PutObject, would write the tags over the object.
func callOf(r *http.Request) (call, bool) {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	query := r.URL.Query()
	has := func(allowed []string) bool {
		for name := range query {
			if !slices.Contains(allowed, name) && !(presigned(r) && ofSignature(name)) {
				return false
			}
		}
		return true
	}
	operations := map[string]string{
		http.MethodGet: "GetObject", http.MethodHead: "HeadObject", http.MethodPut: "PutObject", http.MethodDelete: "DeleteObject",
	}
	switch {
	case key != "" && r.Method == http.MethodPut && r.Header.Get("X-Amz-Copy-Source") != "":
		return call{"CopyObject", key}, has(ofCopy)
	case key != "":
		return call{operations[r.Method], key}, operations[r.Method] != "" && has(ofObject)
	case bucket != "" && r.Method == http.MethodPost && query.Has("delete"):
		return call{operation: "DeleteObjects"}, has(ofMany)
	case bucket != "" && r.Method == http.MethodPost:
		return call{operation: "PostObject"}, len(query) == 0
	case bucket != "" && r.Method == http.MethodGet:
		return call{"ListObjectsV2", query.Get("prefix")}, query.Get("list-type") == "2" && has(ofList)
	case bucket != "" && r.Method == http.MethodHead:
		return call{operation: "HeadBucket"}, has(ofObject)
	case bucket == "" && r.Method == http.MethodGet:
		return call{operation: "ListBuckets"}, has(ofObject)
	}
	return call{}, false
}

// play does what gofakes3 does not do as S3 does: forms, copies, and addresses that are signed.
func (s *Server) play(rest http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch c, _ := callOf(r); {
		case c.operation == "PostObject":
			s.post(w, r)
		case c.operation == "CopyObject":
			s.copy(w, r, c.key)
		case presigned(r):
			if fault := s.checkAddress(r); fault != nil {
				fault.send(w)
				return
			}
			rest.ServeHTTP(w, r)
		default:
			rest.ServeHTTP(w, r)
		}
	})
}

// serve answers one call, or fails it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	c, played := callOf(r)
	if !played {
		refuse(w, http.StatusNotImplemented, "NotImplemented", "This S3 does not play "+r.Method+" "+r.URL.RequestURI())
		return
	}
	// Read before anything is held back: only then is a caller that gives up noticed.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	if err != nil {
		if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
			refuse(w, http.StatusBadRequest, "EntityTooLarge", tooLarge.Error())
		}
		return // else the caller has gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if fault := s.faults.take(c); fault != nil {
		s.strike(w, r, fault)
		return
	}
	s.calls.ServeHTTP(w, r)
}

// fault is an error of S3.
type fault struct {
	status        int
	code, message string
}

func (f *fault) send(w http.ResponseWriter) { refuse(w, f.status, f.code, f.message) }

// refuse answers with an error as S3 words it.
func refuse(w http.ResponseWriter, status int, code, message string) {
	text, err := xml.Marshal(struct {
		XMLName         xml.Name `xml:"Error"`
		Code, Message   string
		RequestID, Host string
	}{Code: code, Message: message, RequestID: "LOCAL", Host: "local"})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = w.Write(text) // fails only when the client has gone
}
