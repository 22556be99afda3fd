package outbox_test

import (
	"net"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	localses "ordholden/infra/local/ses"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
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

// pasts are what may have happened to a mail before.
var pasts = map[string]func(b bench, r outbox.Ref){
	"never tried":   func(bench, outbox.Ref) {},
	"tried in vain": func(b bench, r outbox.Ref) { b.inject(localses.Fault{Kind: localses.Throttling}); b.deliver(r) },
	"in doubt":      func(b bench, r outbox.Ref) { b.inject(localses.Fault{Kind: localses.Refused}); b.deliver(r) },
	"crashed":       crashedBefore,
}

// sorts are the mails that carry a link, and those that do not.
var sorts = map[string]func(b bench) outbox.Ref{
	"with a link":    func(b bench) outbox.Ref { return b.ordered(mojob, kari) },
	"without a link": func(b bench) outbox.Ref { return b.step(b.ordered(mojob, kari), rights.Cancel) },
}

// givenUp fails the test unless each mail of each past ends at the next sweep,
// without an attempt, for that reason.
func givenUp(t *testing.T, reason string, end func(b bench, r outbox.Ref)) {
	t.Helper()
	for past, before := range pasts {
		for sort, mail := range sorts {
			t.Run(past+", "+sort, func(t *testing.T) {
				b := setUp(t)
				r := mail(b)
				before(b, r)
				end(b, r)
				for range 2 {
					if _, err := b.courier(accusing{t}).Sweep(t.Context(), mojob); err != nil {
						t.Error(err)
					}
				}
				b.want(r, outbox.Failed, 0)
				if e := b.entry(r); e.Reason != reason || !e.Due.IsZero() {
					t.Errorf("%+v", e)
				}
				b.sweep(0)
			})
		}
	}
}

func TestAMailThatIsTooOldIsGivenUp(t *testing.T) {
	givenUp(t, "too-old", func(b bench, _ outbox.Ref) { b.clock.advance(5*24*time.Hour + time.Millisecond) })
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
	givenUp(t, "erased", func(b bench, r outbox.Ref) { b.erase(r); b.clock.advance(time.Hour) })
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
