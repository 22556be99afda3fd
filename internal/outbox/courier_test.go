package outbox_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	localses "ordholden/infra/local/ses"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// The waits that the package promises.
const (
	firstRetry = 2 * time.Second
	stopWait   = 15 * time.Minute
	eventWait  = 5 * time.Minute
	leaseEnds  = 6 * time.Minute // a minute to send in, and then the wait for the event
)

func TestAMailIsSentOnceAndNotTriedAgain(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	for range 3 {
		b.deliver(r)
	}
	b.want(r, outbox.Sent, 1)
	b.clock.advance(24 * time.Hour)
	b.sweep(0)
	m := b.ses.Inbox().Messages()[0]
	if e := b.entry(r); e.MessageID != m.ID || e.Attempts != 1 || !e.Due.IsZero() || e.Reason != "" {
		t.Errorf("%+v", e)
	}
	if m.To != kari.Reveal() || m.From != "ahoy@mojob.io" || m.ConfigurationSet != configurationSet {
		t.Errorf("from %s to %s by %s", m.From, m.To, m.ConfigurationSet)
	}
}

// A failure that is known to have come before acceptance is tried again after a
// wait, and sent once.
func TestAFailureBeforeAcceptanceIsTriedAgain(t *testing.T) {
	for kind, wait := range map[localses.Kind]time.Duration{
		localses.Throttling:  firstRetry,
		localses.ServerError: firstRetry,
		localses.Quota:       stopWait,
		localses.Paused:      stopWait,
		localses.SetPaused:   stopWait,
	} {
		t.Run(string(kind), func(t *testing.T) {
			b := setUp(t)
			r := b.ordered(mojob, kari)
			b.inject(localses.Fault{Kind: kind})
			b.deliver(r)
			b.want(r, outbox.Pending, 0)
			if due := b.entry(r).Due; !due.Equal(b.clock.Now().Add(wait)) {
				t.Errorf("due in %v, want %v", due.Sub(b.clock.Now()), wait)
			}
			b.clock.advance(wait - time.Millisecond)
			b.deliver(r)
			b.sweep(0)
			b.want(r, outbox.Pending, 0)
			b.clock.advance(time.Millisecond)
			b.sweep(1)
			b.want(r, outbox.Sent, 1)
		})
	}
}

func TestWaitsDoubleUpToAQuarterOfAnHour(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	want := firstRetry
	for n := 1; n <= 12; n++ {
		b.inject(localses.Fault{Kind: localses.Throttling})
		b.deliver(r)
		e := b.entry(r)
		if wait := e.Due.Sub(b.clock.Now()); wait != want || e.Attempts != n {
			t.Errorf("attempt %d: wait %v, want %v", e.Attempts, wait, want)
		}
		b.clock.advance(want)
		want = min(2*want, stopWait)
	}
	b.deliver(r)
	b.want(r, outbox.Sent, 1)
}

func TestWhatSESWillNeverTakeFailsForGood(t *testing.T) {
	for _, kind := range []localses.Kind{localses.Rejected, localses.MailFrom} {
		t.Run(string(kind), func(t *testing.T) {
			b := setUp(t)
			r := b.ordered(mojob, kari)
			b.inject(localses.Fault{Kind: kind})
			b.deliver(r)
			b.want(r, outbox.Failed, 0)
			if e := b.entry(r); e.Reason != "rejected" || !e.Due.IsZero() {
				t.Errorf("%+v", e)
			}
			b.clock.advance(24 * time.Hour)
			b.sweep(0)
			b.deliver(r)
			b.want(r, outbox.Failed, 0)
			if !strings.Contains(b.log.String(), `"level":"ERROR"`) {
				t.Errorf("nobody is called: %s", b.log)
			}
		})
	}
}

func TestASESThatCannotBeReachedIsTriedAgain(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // nobody listens there now
	b.sendTo(t, "http://"+l.Addr().String())
	b.deliver(r)
	b.want(r, outbox.Pending, 0)
	b.sendTo(t, b.ses.URL)
	b.clock.advance(firstRetry)
	b.sweep(1)
	b.want(r, outbox.Sent, 1)
}

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
	{"crashed before sending", outbox.Sending, leaseEnds, 0, func(b bench, r outbox.Ref) {
		c := b.courier(hooked{Post: b.post, before: crash})
		if !survive(func() { _ = c.Deliver(b.t.Context(), r) }) {
			b.t.Error("it did not crash")
		}
	}},
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
	b.inject(localses.Fault{Kind: localses.Slow, Delay: 400 * time.Millisecond})
	if err := b.courier(hurried{b.post}).Deliver(t.Context(), r); err != nil {
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

// hurried waits for no answer as long as SES takes.
type hurried struct{ outbox.Post }

func (h hurried) Send(ctx context.Context, l outbox.Letter, now time.Time) (outbox.Outcome, string, error) {
	ctx, cancel := context.WithTimeout(ctx, 150*time.Millisecond)
	defer cancel()
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

func TestADatabaseThatIsDownIsAnErrorWorthARetry(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	for _, operation := range []string{"Query", "GetItem", "TransactWriteItems"} {
		for _, kind := range []faulty.Kind{faulty.Refused, faulty.Throughput, faulty.Throttling, faulty.ServerError} {
			for range 4 * attempts {
				b.database.Inject(faulty.Fault{Operation: operation, Kind: kind})
			}
			if err := b.courier().Deliver(t.Context(), r); gdpr.KindOf(err) != gdpr.Unavailable {
				t.Errorf("%s %s: %v", operation, kind, err)
			}
			b.database.Reset()
			b.want(r, outbox.Pending, 0)
		}
	}
	b.deliver(r)
	b.want(r, outbox.Sent, 1)
}

func TestAMailThatIsTooOldIsGivenUp(t *testing.T) {
	for name, before := range map[string]func(b bench, r outbox.Ref){
		"never tried":   func(bench, outbox.Ref) {},
		"tried in vain": func(b bench, r outbox.Ref) { b.inject(localses.Fault{Kind: localses.Throttling}); b.deliver(r) },
		"in doubt":      func(b bench, r outbox.Ref) { b.inject(localses.Fault{Kind: localses.Refused}); b.deliver(r) },
		"crashed":       func(b bench, r outbox.Ref) { ambiguous[2].go_(b, r) },
	} {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			r := b.ordered(mojob, kari)
			before(b, r)
			b.clock.advance(5*24*time.Hour + time.Millisecond)
			b.sweep(1)
			b.want(r, outbox.Failed, 0)
			if e := b.entry(r); e.Reason != "too-old" || !e.Due.IsZero() {
				t.Errorf("%+v", e)
			}
			b.sweep(0)
		})
	}
}

func TestAMailIsTriedUntilTheEndOfItsLastDay(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	b.clock.advance(5 * 24 * time.Hour)
	b.sweep(1)
	b.want(r, outbox.Sent, 1)
}

// Art. 17: who has been erased gets no mail, and nothing goes on trying.
func TestNobodyWritesToWhoIsErased(t *testing.T) {
	for name, before := range map[string]func(b bench, r outbox.Ref){
		"never tried":   func(bench, outbox.Ref) {},
		"tried in vain": func(b bench, r outbox.Ref) { b.inject(localses.Fault{Kind: localses.Throttling}); b.deliver(r) },
		"in doubt":      func(b bench, r outbox.Ref) { b.inject(localses.Fault{Kind: localses.Refused}); b.deliver(r) },
		"crashed":       func(b bench, r outbox.Ref) { ambiguous[2].go_(b, r) },
	} {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			r := b.ordered(mojob, kari)
			before(b, r)
			b.erase(r)
			b.clock.advance(time.Hour)
			b.sweep(1)
			b.want(r, outbox.Failed, 0)
			if e := b.entry(r); e.Reason != "erased" || !e.Due.IsZero() {
				t.Errorf("%+v", e)
			}
			b.sweep(0)
			b.deliver(r)
			b.want(r, outbox.Failed, 0)
		})
	}
}

// Whoever is erased while a mail to them is under way: what SES tells of it is noted all the same.
func TestWhoIsErasedWhileAMailIsUnderWay(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	c := b.courier(hooked{Post: b.post, before: func() {
		b.erase(r)
		b.deliver(r) // another process comes along
		if s := b.entry(r).State; s != outbox.Sending {
			t.Errorf("taken from under who sends it: %s", s)
		}
	}})
	if err := c.Deliver(t.Context(), r); err != nil {
		t.Error(err)
	}
	b.want(r, outbox.Sent, 1)
}

// What has ended is not mailed, whether or not the table has deleted it yet.
func TestAMailOfACaseThatHasEndedIsNotSent(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	b.clock.advance(31 * 24 * time.Hour)
	b.deliver(r)
	if n := b.accepted(r); n != 0 {
		t.Errorf("accepted %d times", n)
	}
}

// Threat H14: SES quotes the address in some refusals.
func TestTheOperatorReadsNoAddress(t *testing.T) {
	b := setUp(t)
	d, _ := b.post.Controllers.Current(mojob)
	stranger := *d
	stranger.Mailbox = "ahoy@not-verified.example"
	b.post.Controllers = registryOf(&stranger)
	const canary gdpr.Private = "kanarifugl.9f3a7c@example.no"
	for _, kind := range []localses.Kind{"", localses.Throttling, localses.AcceptedLost, localses.ServerError, localses.Rejected} {
		r := b.ordered(mojob, canary)
		if kind != "" {
			b.inject(localses.Fault{Kind: kind})
		}
		b.deliver(r)
	}
	text := b.log.String()
	if strings.Count(text, "mail not accepted") < 3 {
		t.Errorf("the log tells little: %s", text)
	}
	for _, never := range []string{"kanarifugl", "not-verified.example", "@"} {
		if strings.Contains(text, never) {
			t.Errorf("the log holds %q:\n%s", never, text)
		}
	}
}
