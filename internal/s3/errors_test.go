package s3_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"

	local "ordholden/infra/local/s3"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/seal"
)

func TestPassingTroubleIsUnavailable(t *testing.T) {
	for _, kind := range []local.Kind{local.Refused, local.AnswerLost, local.SlowDown, local.ServerError} {
		server := start(t)
		put(t, server, "incoming/mojob/1", "Hei", modified)
		for range attempts {
			for _, operation := range []string{"GetObject", "PutObject", "DeleteObject", "ListObjectsV2"} {
				server.Inject(local.Fault{Operation: operation, Kind: kind})
			}
		}
		for call, err := range calls(t, impatient(server.URL)) {
			wantKind(t, fmt.Sprintf("%s, %s", call, kind), err, gdpr.Unavailable)
		}
		if left := server.Unused(); len(left) > 0 {
			t.Errorf("%s: %v did not strike", kind, left)
		}
	}
}

func TestTroubleThatPassesSoonIsNoTrouble(t *testing.T) {
	for _, kind := range []local.Kind{local.Refused, local.AnswerLost, local.SlowDown, local.ServerError} {
		server := start(t)
		put(t, server, "incoming/mojob/1", "Hei", modified)
		for range attempts - 1 {
			server.Inject(local.Fault{Operation: "PutObject", Kind: kind})
		}
		key := seal.NewKey()
		if err := impatient(server.URL).Keep(t.Context(), original("Hei"), key, "held/mojob/1", inbox.AsRequest); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		opensTo(t, server, key, "Hei") // each attempt brings the whole message
	}
}

func TestAnAnswerOfS3IsToldByItsStatus(t *testing.T) {
	for status, want := range map[int]gdpr.Kind{
		http.StatusMovedPermanently: gdpr.Internal, http.StatusBadRequest: gdpr.Internal, http.StatusForbidden: gdpr.Internal,
		http.StatusNotFound: gdpr.NotFound, http.StatusTooManyRequests: gdpr.Unavailable,
		http.StatusInternalServerError: gdpr.Unavailable, http.StatusServiceUnavailable: gdpr.Unavailable,
	} {
		b := answering(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		for call, err := range calls(t, b) {
			wantKind(t, fmt.Sprintf("%s, status %d", call, status), err, want)
		}
	}
}

func TestS3ThatIsNotThereIsUnavailable(t *testing.T) {
	server := start(t)
	server.Stop()
	for call, err := range calls(t, impatient(server.URL)) {
		wantKind(t, call, err, gdpr.Unavailable)
	}
}

func TestACallThatIsGivenUpIsUnavailable(t *testing.T) {
	server := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := impatient(server.URL).Fetch(ctx, "incoming/mojob/1")
	wantKind(t, "get", err, gdpr.Unavailable)
}

// A message of which a part came is none: it comes again.
func TestABrokenBodyIsUnavailable(t *testing.T) {
	for what, answer := range map[string]http.HandlerFunc{
		"breaks off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "From: ")
		},
		"of unknown length": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "From: kari@example.no")
			_ = http.NewResponseController(w).Flush()
		},
	} {
		_, err := answering(t, answer).Fetch(t.Context(), "incoming/mojob/1")
		wantKind(t, what, err, gdpr.Unavailable)
	}
}

func TestAListThatBreaksOffIsUnavailable(t *testing.T) {
	b := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `<?xml version="1.0"?><ListBucketResult><Contents><Key>incoming/moj`)
	})
	_, err := b.Older(t.Context(), "incoming/", modified, 10)
	wantKind(t, "half a list", err, gdpr.Unavailable)
}

// No mail is larger than SES takes in: what is, is not read into memory.
func TestAnObjectOverTheBoundIsNotRead(t *testing.T) {
	for size, ok := range map[int64]bool{48 << 20: true, 48<<20 + 1: false, 1 << 40: false} {
		b := answering(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(size))
			for chunk, left := make([]byte, 1<<20), size; ok && left > 0; left -= int64(len(chunk)) {
				_, _ = w.Write(chunk)
			}
		})
		_, err := b.Fetch(t.Context(), "incoming/mojob/1")
		if ok && err != nil || !ok && gdpr.KindOf(err) != gdpr.Internal {
			t.Errorf("%d bytes: %v", size, err)
		}
		if !ok && err == nil {
			t.Errorf("%d bytes were read", size)
		}
	}
}
