package outbox_test

import (
	"context"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	localses "ordholden/infra/local/ses"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// ambiguous are the ways in which nobody here knows whether SES took a mail. Each
// leaves the entry in a state, due after a wait.
var ambiguous = []struct {
	name  string
	state outbox.State
	wait  time.Duration
	taken int // how often SES has it
	go_   func(b bench, r outbox.Ref)
}{
	{"accepted, and the connection lost", outbox.Unknown, eventWait, 1, func(b bench, r outbox.Ref) {
		b.inject(localses.Fault{Kind: localses.AcceptedLost})
		b.deliver(r)
	}},
	{"dropped before it was read, as seen from here the same", outbox.Unknown, eventWait, 0, func(b bench, r outbox.Ref) {
		b.inject(localses.Fault{Kind: localses.Refused})
		b.deliver(r)
	}},
	{"crashed before sending", outbox.Sending, leaseEnds, 0, crashedBefore},
	{"crashed after sending", outbox.Sending, leaseEnds, 1, func(b bench, r outbox.Ref) {
		c := b.courier(hooked{Post: b.post, after: crash})
		if !survive(func() { _ = c.Deliver(b.t.Context(), r) }) {
			b.t.Error("it did not crash")
		}
	}},
	{"sent, and the database down when that is stored", outbox.Sending, leaseEnds, 1, func(b bench, r outbox.Ref) {
		c := b.courier(hooked{Post: b.post, after: func() { b.database.Inject(many(faulty.Refused)...) }})
		if err := c.Deliver(b.t.Context(), r); gdpr.KindOf(err) != gdpr.Unavailable {
			b.t.Errorf("%v", err)
		}
		b.database.Reset()
	}},
	{"not accepted, and the database down when that is stored", outbox.Sending, leaseEnds, 0, func(b bench, r outbox.Ref) {
		b.inject(localses.Fault{Kind: localses.Throttling})
		c := b.courier(hooked{Post: b.post, after: func() { b.database.Inject(many(faulty.Refused)...) }})
		if err := c.Deliver(b.t.Context(), r); gdpr.KindOf(err) != gdpr.Unavailable {
			b.t.Errorf("%v", err)
		}
		b.database.Reset()
	}},
	{"claimed, and the answer to that lost for good", outbox.Sending, leaseEnds, 0, func(b bench, r outbox.Ref) {
		for range attempts {
			b.database.Inject(faulty.Fault{Operation: "TransactWriteItems", Kind: faulty.AnswerLost})
		}
		if err := b.courier().Deliver(b.t.Context(), r); gdpr.KindOf(err) != gdpr.Unavailable {
			b.t.Errorf("%v", err)
		}
	}},
}

// attempts is how many calls the SDK makes of one that keeps failing.
const attempts = 3

func many(k faulty.Kind) []faulty.Fault {
	faults := make([]faulty.Fault, 4*attempts)
	for i := range faults {
		faults[i] = faulty.Fault{Kind: k}
	}
	return faults
}

func crashedBefore(b bench, r outbox.Ref) {
	c := b.courier(hooked{Post: b.post, before: crash})
	if !survive(func() { _ = c.Deliver(b.t.Context(), r) }) {
		b.t.Error("it did not crash")
	}
}

func TestInDoubtNothingIsSentAgainBeforeTheWaitIsOver(t *testing.T) {
	for _, test := range ambiguous {
		t.Run(test.name, func(t *testing.T) {
			b := setUp(t)
			r := b.ordered(mojob, kari)
			test.go_(b, r)
			b.want(r, test.state, test.taken)
			if due := b.entry(r).Due; !due.Equal(b.clock.Now().Add(test.wait)) {
				t.Errorf("due in %v, want %v", due.Sub(b.clock.Now()), test.wait)
			}
			b.clock.advance(test.wait - time.Millisecond)
			b.deliver(r)
			b.sweep(0)
			b.want(r, test.state, test.taken)
		})
	}
}

// Invariant 2: the event tells that the mail is out, and it is not sent twice.
func TestInDoubtTheEventSettlesIt(t *testing.T) {
	for _, test := range ambiguous {
		if test.taken == 0 {
			continue
		}
		t.Run(test.name, func(t *testing.T) {
			b := setUp(t)
			r := b.ordered(mojob, kari)
			test.go_(b, r)
			b.hear(b.published(2)[0]) // Send; that it was delivered too comes another day
			b.want(r, outbox.Sent, 1)
			if e := b.entry(r); e.MessageID != b.ses.Inbox().Messages()[0].ID || !e.Due.IsZero() {
				t.Errorf("%+v", e)
			}
			b.clock.advance(24 * time.Hour)
			b.sweep(0)
			b.deliver(r)
			b.want(r, outbox.Sent, 1)
		})
	}
}

// Invariant 2's declared window: with the answer lost and the event too, it is
// sent again, so that nobody goes without. One double, and no third.
func TestInDoubtWithoutTheEventItIsSentAgainOnce(t *testing.T) {
	for _, test := range ambiguous {
		t.Run(test.name, func(t *testing.T) {
			b := setUp(t)
			r := b.ordered(mojob, kari)
			b.ses.DropEvents(true)
			test.go_(b, r)
			b.clock.advance(test.wait)
			b.sweep(1)
			b.want(r, outbox.Sent, test.taken+1)
			b.clock.advance(24 * time.Hour)
			b.sweep(0)
		})
	}
}

// A SES that takes the mail after we have stopped waiting for its answer.
func TestAnAnswerThatComesTooLateLeavesItInDoubt(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	b.inject(localses.Fault{Kind: localses.Slow, Delay: 300 * time.Millisecond})
	read := func() bool { return len(b.ses.Unused()) == 0 }
	if err := b.courier(hurried{b.post, read}).Deliver(t.Context(), r); err != nil {
		t.Error(err)
	}
	if e := b.entry(r); e.State != outbox.Unknown {
		t.Errorf("%s", e.State)
	}
	b.hear(b.published(2)...)
	b.want(r, outbox.Delivered, 1)
	b.clock.advance(24 * time.Hour)
	b.sweep(0)
}

// hurried waits for no answer once SES has read the mail.
type hurried struct {
	outbox.Post
	read func() bool
}

func (h hurried) Send(ctx context.Context, l outbox.Letter, now time.Time) (outbox.Outcome, string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for !h.read() {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
		cancel()
	}()
	return h.Post.Send(ctx, l, now)
}

// The event may be faster than the answer, or than the process that waits for it.
func TestAnEventBeforeTheAnswerIsNotUndone(t *testing.T) {
	for _, refused := range []bool{false, true} {
		b := setUp(t)
		r := b.ordered(mojob, kari)
		first := hooked{Post: b.post, after: func() { b.hear(b.published(2)...) }}
		var p outbox.Post = first
		if refused { // the answer says the contrary: SES's own word counts
			p = contrary{first}
		}
		if err := b.courier(p).Deliver(t.Context(), r); err != nil {
			t.Error(err)
		}
		b.want(r, outbox.Delivered, 1)
		b.clock.advance(24 * time.Hour)
		b.sweep(0)
		b.want(r, outbox.Delivered, 1)
	}
}

type contrary struct{ outbox.Post }

func (c contrary) Send(ctx context.Context, l outbox.Letter, now time.Time) (outbox.Outcome, string, error) {
	_, _, err := c.Post.Send(ctx, l, now)
	return outbox.TryLater, "", err
}
