package expiry_test

import (
	"testing"
	"time"

	"ordholden/infra/bench/seed"
)

// The measure is 2 s for all that follows; infra/bench takes it, and here it is shown
// that all of it happens, with a crash on the way.
func TestAPersonWithFiftyApplicationsAndTwentyFilesIsGoneAfterOneRound(t *testing.T) {
	b := setUp(t)
	all := seed.Person(tretoen, owner(1), 50, 20, b.clock.Now().AddDate(1, 0, 0))
	b.store(all...)
	if n := len(b.files.objects); n != 20 {
		t.Fatalf("%d files", n)
	}
	b.stream.read(b.clock.Now())
	b.clock.set(all[0].Term.Expires().Time())
	if got := b.sweep(); got.Due != 50 {
		t.Fatalf("swept %+v", got)
	}
	records := b.stream.read(b.clock.Now())
	b.files.fail = 17 // and what was under way beside it goes on
	b.proxy.Reset()
	began := time.Now()
	again := b.handle(t.Context(), records...)
	if len(again) == 0 {
		t.Error("nothing failed")
	}
	b.handle(t.Context(), again...)
	t.Logf("%d records handed over, %d again, in %v, with %v", len(records), len(again), time.Since(began), b.proxy.Calls())
	left := b.stored()
	if n := len(entries(left)); n != 50 || len(beyond(left)) != 0 {
		t.Errorf("%d entries, left over: %v", n, beyond(left))
	}
	files := 0.0
	for _, e := range entries(left) {
		files += e["files"].(float64)
	}
	if files != 20 {
		t.Errorf("the entries tell of %v files", files)
	}
}
