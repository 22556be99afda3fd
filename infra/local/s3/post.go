package s3

import (
	"bytes"
	"encoding/xml"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/johannesboyne/gofakes3"
)

// fieldLimit bounds all of a form but its file (Amazon S3 API Reference, "POST Object").
const fieldLimit = 20 << 10

// form is an upload by a browser. Names of fields are in lower case: S3 does not tell cases apart.
type form struct {
	fields map[string]string
	file   []byte
}

// post plays POST Object: what a form may do stands in its policy, which is signed, and in nothing else.
func (s *Server) post(w http.ResponseWriter, r *http.Request) {
	bucket := strings.Trim(r.URL.Path, "/")
	if exists, _ := s.store.BucketExists(bucket); !exists {
		refuse(w, http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist")
		return
	}
	f, fault := readForm(r)
	if fault == nil {
		fault = s.allowed(bucket, f)
	}
	if fault != nil {
		fault.send(w)
		return
	}
	kind := f.fields["content-type"]
	if kind == "" {
		kind = "binary/octet-stream"
	}
	o := Object{Body: f.file, Metadata: map[string]string{"Content-Type": kind}, Modified: time.Now()}
	s.store.mu.Lock()
	err := s.store.keep(bucket, f.fields["key"], o)
	s.store.mu.Unlock()
	if err != nil {
		refuse(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	s.accept(w, r, bucket, f, gofakes3.FormatETag(o.hash()))
}

// accept answers as the form asks for: by another page, or by a status; 204 where it asks for none that there is.
func (s *Server) accept(w http.ResponseWriter, r *http.Request, bucket string, f form, etag string) {
	location := s.URL + "/" + bucket + "/" + (&url.URL{Path: f.fields["key"]}).EscapedPath()
	w.Header().Set("ETag", etag)
	if back, err := url.Parse(f.fields["success_action_redirect"]); err == nil && back.IsAbs() {
		query := back.Query()
		query.Set("bucket", bucket)
		query.Set("key", f.fields["key"])
		query.Set("etag", etag)
		back.RawQuery = query.Encode()
		http.Redirect(w, r, back.String(), http.StatusSeeOther)
		return
	}
	w.Header().Set("Location", location)
	switch f.fields["success_action_status"] {
	case "200":
		w.WriteHeader(http.StatusOK)
	case "201":
		answer(w, http.StatusCreated, struct {
			XMLName                     xml.Name `xml:"PostResponse"`
			Location, Bucket, Key, ETag string
		}{Location: location, Bucket: bucket, Key: f.fields["key"], ETag: etag})
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// readForm takes a form apart. What stands after the file is not read, as S3 does not read it.
func readForm(r *http.Request) (form, *fault) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return form{}, &fault{http.StatusPreconditionFailed, "PreconditionFailed", "Bucket POST must be of the enclosure-type multipart/form-data"}
	}
	broken := &fault{http.StatusBadRequest, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data."}
	f, room := form{fields: map[string]string{}}, fieldLimit
	for parts := multipart.NewReader(r.Body, params["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			return form{}, &fault{http.StatusBadRequest, "InvalidArgument", "POST requires exactly one file upload per request."}
		}
		if err != nil {
			return form{}, broken
		}
		name := strings.ToLower(part.FormName())
		if name == "file" {
			f.file, err = io.ReadAll(part)
			if err != nil {
				return form{}, broken
			}
			return f, nil
		}
		var value bytes.Buffer
		if _, err := io.Copy(&value, io.LimitReader(part, int64(room)+1)); err != nil {
			return form{}, broken
		}
		if room -= value.Len(); room < 0 {
			return form{}, &fault{http.StatusBadRequest, "MaxPostPreDataLengthExceeded",
				"Your POST request fields preceding the upload file were too large."}
		}
		f.fields[name] = value.String()
	}
}
