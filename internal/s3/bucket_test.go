package s3_test

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	local "ordholden/infra/local/s3"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/seal"
)

var modified = time.Date(2026, time.March, 5, 8, 41, 0, 0, time.UTC)

func put(t *testing.T, server *local.Server, key, text string, at time.Time) {
	t.Helper()
	if err := server.Put(name, key, local.Object{Body: []byte(text), Modified: at}); err != nil {
		t.Fatal(err)
	}
}

func TestAMessageIsReadSealedAndDropped(t *testing.T) {
	server := start(t)
	b := wired(t, server.URL)
	text := strings.Repeat("Kjære mottaker, æøå\r\n", 5000)
	put(t, server, "incoming/mojob/1", text, modified)
	o, err := b.Fetch(t.Context(), "incoming/mojob/1")
	if err != nil {
		t.Fatal(err)
	}
	if string(o.Text.Text()) != text || !o.Received.Equal(modified) {
		t.Errorf("%d bytes of %d, received %s", len(o.Text.Text()), len(text), o.Received)
	}
	key := seal.NewKey()
	if err := b.Keep(t.Context(), o, key, "held/mojob/1", inbox.AsRequest); err != nil {
		t.Fatal(err)
	}
	opensTo(t, server, key, text)
	for range 2 { // what is gone is no error
		if err := b.Drop(t.Context(), "incoming/mojob/1"); err != nil {
			t.Fatal(err)
		}
	}
	if left := server.Keys(name, ""); !slices.Equal(left, []string{"held/mojob/1"}) {
		t.Errorf("left: %q", left)
	}
}

// opensTo fails the test unless the message is kept sealed, under that key and for
// that place alone.
func opensTo(t *testing.T, server *local.Server, key seal.Key, want string) {
	t.Helper()
	kept, _ := server.Get(name, "held/mojob/1")
	if got, err := key.Open(kept.Body, "held/mojob/1"); err != nil || string(got) != want {
		t.Errorf("it opens to %d bytes, %v", len(got), err)
	}
	if _, err := key.Open(kept.Body, "held/mojob/2"); err == nil {
		t.Error("it opens at another place")
	}
	if _, err := seal.NewKey().Open(kept.Body, "held/mojob/1"); err == nil {
		t.Error("it opens with another key")
	}
}

func TestKeepingAgainReplaces(t *testing.T) {
	server := start(t)
	b := impatient(server.URL)
	for _, text := range []string{"the first, and longer", "the second"} {
		key := seal.NewKey()
		if err := b.Keep(t.Context(), original(text), key, "held/mojob/1", inbox.AsRequest); err != nil {
			t.Fatal(err)
		}
		opensTo(t, server, key, text)
	}
}

func TestAnEmptyMessageIsAMessage(t *testing.T) {
	server := start(t)
	put(t, server, "incoming/mojob/1", "", modified)
	if o, err := impatient(server.URL).Fetch(t.Context(), "incoming/mojob/1"); err != nil || len(o.Text.Text()) != 0 {
		t.Errorf("%v, %v", o, err)
	}
}

func TestAMissingMessageIsNotFound(t *testing.T) {
	b := impatient(start(t).URL)
	_, err := b.Fetch(t.Context(), "incoming/mojob/1")
	wantKind(t, "no such message", err, gdpr.NotFound)
}

// A message that is kept is sealed where it lies: the largest that comes in is held
// once, and not twice.
func TestNothingCopiesAMessage(t *testing.T) {
	const size = 16 << 20
	b := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			w.Header().Set("Content-Length", fmt.Sprint(size))
			for chunk, left := make([]byte, 32<<10), size; left > 0; left -= len(chunk) {
				_, _ = w.Write(chunk)
			}
		}
		_, _ = io.Copy(io.Discard, r.Body)
	})
	o, err := b.Fetch(t.Context(), "warms up")
	if err != nil {
		t.Fatal(err)
	}
	fetched := allocated(func() { o, err = b.Fetch(t.Context(), "incoming/mojob/1") })
	if err != nil || fetched > size+size/8 {
		t.Errorf("to fetch %d bytes takes %d, %v", size, fetched, err)
	}
	kept := allocated(func() { err = b.Keep(t.Context(), o, seal.NewKey(), "held/mojob/1", inbox.AsRequest) })
	if err != nil || kept > size/8 {
		t.Errorf("to keep %d bytes takes %d, %v", size, kept, err)
	}
}

// allocated is how many bytes do asks for, whether they are free again by its end or not.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestOnlyOldMessagesAreListedAndAllOfThem(t *testing.T) {
	server := start(t)
	b := impatient(server.URL)
	var want []string
	for i := range 2500 { // S3 tells of a thousand at a time
		key, at := fmt.Sprintf("incoming/mojob/%04d", i), modified
		if i%3 == 0 || i < 1100 { // a whole page has none
			at = modified.Add(time.Hour)
		} else {
			want = append(want, key)
		}
		put(t, server, key, "x", at)
	}
	put(t, server, "held/mojob/1", "x", modified)
	put(t, server, "incominG/mojob/1", "x", modified)
	for limit, calls := range map[int]int{5000: 3, len(want): 3, 7: 2} {
		server.Reset()
		got, err := b.Older(t.Context(), "incoming/", modified.Add(time.Hour), limit)
		if err != nil || !slices.Equal(got, want[:min(limit, len(want))]) || server.Calls()["ListObjectsV2"] != calls {
			t.Errorf("limit %d: %d keys of %d by %d calls, %v", limit, len(got), len(want), server.Calls()["ListObjectsV2"], err)
		}
	}
	if got, err := b.Older(t.Context(), "incoming/", modified, 10); err != nil || len(got) > 0 {
		t.Errorf("stored at that instant: %q, %v", got, err)
	}
}

func TestWhatABucketHoldsOfOneControllerIsNotAnothers(t *testing.T) {
	server := start(t)
	for _, key := range []string{"incoming/mojob/1", "incoming/tretoen/1", "incoming/mojobs/1"} {
		put(t, server, key, "x", modified)
	}
	got, err := impatient(server.URL).Older(t.Context(), "incoming/mojob/", modified.Add(time.Hour), 10)
	if err != nil || !slices.Equal(got, []string{"incoming/mojob/1"}) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestWhatIsKeptSaysAsWhatItIsKept(t *testing.T) {
	server := start(t)
	b := wired(t, server.URL)
	for _, as := range []inbox.Record{inbox.AsUnconfirmed, inbox.AsRequest} { // the later one counts
		if err := b.Keep(t.Context(), original("Hei"), seal.NewKey(), "held/mojob/1", as); err != nil {
			t.Fatal(err)
		}
	}
	kept, _ := server.Get(name, "held/mojob/1")
	if got := kept.Metadata["X-Amz-Tagging"]; got != "record=request" {
		t.Errorf("tagged %q", got)
	}
}
