package s3

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/johannesboyne/gofakes3"
)

// copy plays CopyObject within or between buckets, with its conditions on the source and with metadata that is copied or
// replaced (Amazon S3 API Reference, "CopyObject").
func (s *Server) copy(w http.ResponseWriter, r *http.Request, key string) {
	bucket, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	source, err := url.PathUnescape(strings.TrimPrefix(r.Header.Get("X-Amz-Copy-Source"), "/"))
	fromBucket, fromKey, ok := strings.Cut(source, "/")
	if err != nil || !ok || fromKey == "" {
		refuse(w, http.StatusBadRequest, "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey")
		return
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	objects, exists := s.store.buckets[fromBucket]
	if _, target := s.store.buckets[bucket]; !exists || !target {
		refuse(w, http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist")
		return
	}
	o, exists := objects[fromKey]
	if !exists {
		refuse(w, http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
		return
	}
	etag := gofakes3.FormatETag(o.hash())
	if !matches(r.Header.Get("X-Amz-Copy-Source-If-Match"), etag) {
		refuse(w, http.StatusPreconditionFailed, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
		return
	}
	if r.Header.Get("X-Amz-Metadata-Directive") == "REPLACE" {
		o.Metadata = said(r.Header)
	}
	o.Modified = time.Now()
	if err := s.store.keep(bucket, key, o); err != nil {
		refuse(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	answer(w, http.StatusOK, struct {
		XMLName      xml.Name `xml:"CopyObjectResult"`
		ETag         string
		LastModified string
	}{ETag: etag, LastModified: o.Modified.UTC().Format(time.RFC3339)})
}

// matches is whether an ETag meets an If-Match, with or without quotes; "" asks for nothing.
func matches(want, etag string) bool {
	return want == "" || want == "*" || strings.Trim(want, `"`) == strings.Trim(etag, `"`)
}

// said is what a call says of the object that it makes.
func said(h http.Header) map[string]string {
	metadata := map[string]string{}
	for name := range h {
		if name == "Content-Type" || strings.HasPrefix(name, "X-Amz-Meta-") {
			metadata[name] = h.Get(name)
		}
	}
	return metadata
}

// answer sends XML.
func answer(w http.ResponseWriter, status int, body any) {
	text, err := xml.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = w.Write(append([]byte(xml.Header), text...)) // fails only when the client has gone
}
