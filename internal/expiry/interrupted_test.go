package expiry_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/bench/seed"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// ending is a table in which heads have just been deleted: an agreement with a contact
// person and two files and more readings than one batch takes, two applications of one
// person who keeps nothing else, and a mail that came in.
func ending(t *testing.T) (*bench, []events.DynamoDBEventRecord) {
	b := setUp(t)
	ends := b.clock.Now().AddDate(1, 0, 0)
	a := seed.Record{
		Ref:     holding.Ref{Controller: mojob, Class: controller.Agreements, Owner: owner(1), ID: gdpr.DeriveID("agreement")},
		Purpose: "agreements", Term: retention.Term{Due: retention.Expiry(ends.Unix())}, Files: 2, Readings: 0, Contacts: []gdpr.SubjectID{owner(2)},
	}
	all := []seed.Record{a}
	for i := range 2 {
		r := a
		r.Class, r.Owner, r.ID, r.Contacts, r.Files = controller.Applications, owner(3), gdpr.DeriveID("application", fmt.Sprint(i)), nil, 1
		all = append(all, r)
	}
	b.store(all...)
	pk, sk := a.Home()
	for i := range 26 {
		b.set(pk, fmt.Sprintf("%s#READ#2026-03-05T08:41:%02d.000Z", sk, i), "at", str("2026"))
	}
	b.message(ends)
	b.clock.set(ends.Add(time.Hour))
	b.stream.read(b.clock.Now())
	for _, r := range all {
		b.remove(r.Home())
	}
	b.remove("mojob#MESSAGE#"+string(mailID), "MESSAGE")
	return b, b.stream.read(b.clock.Now())
}

var mailID = gdpr.DeriveID("mail")

// message is a mail that came in, with its raw text and its sender's key.
func (b *bench) message(ends time.Time) {
	pk := "mojob#MESSAGE#" + string(mailID)
	b.set(pk, "MESSAGE", "expires", num(ends.Unix()))
	for name, v := range map[string]string{"subject": string(owner(4)), "class": "message"} {
		b.set(pk, "TERM#MESSAGE", name, str(v))
	}
	b.set(pk, "TERM#MESSAGE", "end", num(ends.Unix()))
	b.set("mojob#SUBJECT#"+string(owner(4)), "HELD#MESSAGE#"+string(mailID), "at", str("2026"))
	b.mail.objects["held/mojob/"+string(mailID)] = true
	b.key(mojob, owner(4), b.clock.Now().Add(-2*time.Hour))
}

// finished is all that there is when everything has been done once, undisturbed.
func finished(t *testing.T) map[string]map[string]any {
	b, records := ending(t)
	if again := b.handle(t.Context(), records...); len(again) > 0 {
		t.Fatalf("%d records failed", len(again))
	}
	done := b.stored()
	if len(done) != 4 || len(entries(done)) != 4 {
		t.Fatalf("left over: %v", beyond(done))
	}
	return done
}

// Whatever call fails, before or after it is carried out, and whatever comes of the rest:
// the same records again lead to the same end. A crash is a call after which nothing comes.
func TestEveryInterruptionEndsTheSame(t *testing.T) {
	want := finished(t)
	for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost, faulty.Throttling} {
		struck := 1
		for nth := 1; struck > 0; nth++ {
			b, records := ending(t)
			b.proxy.Reset()
			b.proxy.Inject(faulty.Fault{Nth: nth, Kind: kind})
			again := b.handle(t.Context(), records...)
			if struck = 1 - len(b.proxy.Unused()); struck > 0 && len(again) == 0 && kind != faulty.AnswerLost {
				t.Errorf("%s at call %d: no record failed", kind, nth)
			}
			b.proxy.Reset()
			b.finish(again)
			if d := cmp.Diff(want, b.stored()); d != "" {
				t.Fatalf("%s at call %d:\n%s", kind, nth, d)
			}
			if nth > 200 {
				t.Fatal("no end of calls")
			}
			if struck == 0 {
				t.Logf("%s: %d calls", kind, nth-1)
			}
		}
	}
}

// finish hands over again what failed, and then does as the clock does.
func (b *bench) finish(again []events.DynamoDBEventRecord) {
	b.t.Helper()
	if still := b.handle(b.t.Context(), again...); len(still) > 0 {
		b.t.Fatalf("%d records failed again", len(still))
	}
	b.sweep()
}

func TestABucketThatFailsIsComeBackTo(t *testing.T) {
	want := finished(t)
	for _, after := range []bool{false, true} {
		for call := 1; call <= 3; call++ {
			b, records := ending(t)
			b.files.fail, b.files.after = call, after
			b.mail.fail, b.mail.after = call, after
			again := b.handle(t.Context(), records...)
			if len(again) == 0 {
				t.Errorf("call %d: no record failed", call)
			}
			b.finish(again)
			if d := cmp.Diff(want, b.stored()); d != "" {
				t.Fatalf("call %d, carried out %t:\n%s", call, after, d)
			}
		}
	}
}

// Threat H16.
func TestEventsDoubledAndOutOfOrderEndTheSame(t *testing.T) {
	want := finished(t)
	for range 5 {
		b, records := ending(t)
		records = append(append(records, records...), records...)
		rand.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		b.handle(t.Context(), records...)
		// What the cascade has deleted comes through the stream too.
		rest := b.stream.read(b.clock.Now())
		rand.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		b.handle(t.Context(), rest...)
		if d := cmp.Diff(want, b.stored()); d != "" {
			t.Fatal(d)
		}
	}
}

func TestEventsAndSweepsSideBySideEndTheSame(t *testing.T) {
	want := finished(t)
	for range 3 {
		b, records := ending(t)
		var under sync.WaitGroup
		for range 4 {
			under.Go(func() { b.handle(t.Context(), records...) })
			under.Go(func() { _, _ = b.desk.Sweep(t.Context(), 0, 1) })
		}
		under.Wait()
		b.sweep()
		if d := cmp.Diff(want, b.stored()); d != "" {
			t.Fatal(d)
		}
	}
}

func TestALostEventIsFoundByTheSweep(t *testing.T) {
	want := finished(t)
	for lost := range 4 {
		b, records := ending(t)
		b.handle(t.Context(), append(records[:lost:lost], records[lost+1:]...)...)
		b.sweep()
		if d := cmp.Diff(want, b.stored()); d != "" {
			t.Fatalf("record %d lost:\n%s", lost, d)
		}
	}
}

// A head that lies there again is not cleared up after: its term record stands for it.
func TestAHeadThatIsThereLosesNothing(t *testing.T) {
	b, records := ending(t)
	r := seed.Record{Ref: holding.Ref{Controller: mojob, Class: controller.Applications, Owner: owner(3), ID: gdpr.DeriveID("application", "0")},
		Purpose: "recruitment", Term: retention.Term{Due: retention.Expiry(b.clock.Now().AddDate(1, 0, 0).Unix())}, Files: 1}
	b.store(r)
	b.handle(t.Context(), records...)
	b.sweep()
	left := b.stored()
	if n := len(entries(left)); n != 3 {
		t.Errorf("%d entries", n)
	}
	if over := beyond(left); len(over) != 6 { // head, file, object, term record, pointer, key
		t.Errorf("left over: %v", over)
	}
}
