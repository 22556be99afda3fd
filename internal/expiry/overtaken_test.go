package expiry_test

import (
	"context"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/controller"
	"ordholden/internal/expiry"
)

// Two that finish the same at once write one entry, also where their clocks differ.
func TestWhoComesSecondWritesNoEntry(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Profiles, owner(1), b.clock.Now().AddDate(1, 0, 0))
	b.store(r)
	b.end(r, 0)
	pk, _ := r.Home()
	seen := must[[]expiry.Ended](t)(b.desk.Store.Ended(t.Context(), pk))
	if len(seen) != 1 {
		t.Fatalf("%d have ended", len(seen))
	}
	b.settle()
	late := *seen[0].Proof
	late.Removed = b.clock.Now().Add(time.Minute)
	if err := b.desk.Store.Close(t.Context(), seen[0], late); err != nil {
		t.Error(err)
	}
	if n := len(entries(b.stored())); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// What is stored while its partition is read may show its parts, and not its head.
func TestWhatIsStoredMeanwhileIsNotTakenForWhatHasEnded(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Profiles, owner(1), b.clock.Now().AddDate(1, 0, 0))
	b.store(r)
	pk, sk := r.Home()
	b.remove(pk, sk)
	b.proxy.Reset()
	release := make(chan struct{})
	b.proxy.Inject(faulty.Fault{Operation: "GetItem", Kind: faulty.Slow, Until: release})
	found := make(chan []expiry.Ended, 1)
	go func() {
		ended, err := b.desk.Store.Ended(context.WithoutCancel(t.Context()), pk)
		if err != nil {
			t.Error(err)
		}
		found <- ended
	}()
	b.until(func() bool { return b.proxy.Calls()["GetItem"] == 1 })
	b.set(pk, sk, "revision", num(1))
	close(release)
	if ended := <-found; len(ended) > 0 {
		t.Errorf("ended: %+v", ended)
	}
}

// until waits for what another goroutine does.
func (b *bench) until(done func() bool) {
	b.t.Helper()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(20 * time.Second)
	for !done() {
		select {
		case <-ticker.C:
		case <-deadline:
			b.t.Fatal("it never came")
		}
	}
}

// A data key that still seals something stays, however long it has lain idle.
func TestADataKeyStaysAsLongAsItSealsSomething(t *testing.T) {
	b := setUp(t)
	ends := b.clock.Now().AddDate(1, 0, 0)
	gone, stays := b.record(mojob, controller.Applications, owner(1), ends), b.record(mojob, controller.Profiles, owner(1), ends.AddDate(1, 0, 0))
	b.store(gone, stays)
	b.end(gone, 0)
	b.settle()
	b.sweep()
	if b.stored()["key mojob#KEY#"+string(owner(1))] == nil {
		t.Error("the key is gone")
	}
}
