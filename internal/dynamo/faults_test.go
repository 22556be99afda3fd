package dynamo_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// flows are what people do, each with the one call of it that writes. prepare
// makes what it needs and returns it; it can be done again after a failure.
var flows = []struct {
	name    string
	writes  string
	prepare func(b bench) func(context.Context) error
}{
	{"a visitor decides", "PutItem", func(b bench) func(context.Context) error {
		s := visits(mojob, gdpr.NewID(), "key")
		return func(ctx context.Context) error { _, err := b.consents.Visitor(ctx, mojob, s); return err }
	}},
	{"a request comes in", "TransactWriteItems", func(b bench) func(context.Context) error {
		in := asks(kari, gdpr.Access)
		in.Key = "key"
		return func(ctx context.Context) error { _, err := b.requests.Receive(ctx, mojob, in); return err }
	}},
	{"a request is confirmed", "TransactWriteItems", func(b bench) func(context.Context) error {
		r := b.received(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
		p := byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm)))
		return func(ctx context.Context) error {
			_, err := b.requests.Decide(ctx, mojob, p, rights.Confirmed)
			return err
		}
	}},
	{"a request joins another", "TransactWriteItems", func(b bench) func(context.Context) error {
		b.opened(mojob, asks(kari, gdpr.Access))
		r := b.received(mojob, asks(kari, gdpr.Access))
		p := byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm)))
		return func(ctx context.Context) error {
			_, err := b.requests.Decide(ctx, mojob, p, rights.Confirmed)
			return err
		}
	}},
	{"an open request is canceled", "TransactWriteItems", func(b bench) func(context.Context) error {
		held, l := b.opened(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
		return func(ctx context.Context) error {
			_, err := b.requests.Decide(ctx, mojob, byBoth(held.ID, l), rights.Refused)
			return err
		}
	}},
	{"a person declares", "TransactWriteItems", func(b bench) func(context.Context) error {
		s := declares(mojob, kari, "key")
		return func(ctx context.Context) error { _, err := b.consents.Person(ctx, mojob, s); return err }
	}},
	{"a consent is confirmed", "TransactWriteItems", func(b bench) func(context.Context) error {
		c := must[consent.Consent](b.t)(b.consents.Person(b.t.Context(), mojob, declares(mojob, kari, "")))
		p := byLink(c.ID, b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)}))
		return func(ctx context.Context) error {
			_, err := b.consents.Decide(ctx, mojob, p, consent.Confirm)
			return err
		}
	}},
	{"a consent is withdrawn", "TransactWriteItems", func(b bench) func(context.Context) error {
		c := b.standing(mojob, kari)
		return func(ctx context.Context) error { _, err := b.consents.WithdrawPerson(ctx, mojob, c.ID); return err }
	}},
	{"a person is asked to renew", "TransactWriteItems", func(b bench) func(context.Context) error {
		_, end := b.keeps(mojob, kari)
		b.clock.set(end.Add(-30 * day))
		return func(ctx context.Context) error { _, err := b.renewals().Sweep(ctx, mojob); return err }
	}},
	{"a consent is renewed", "TransactWriteItems", func(b bench) func(context.Context) error {
		_, _, p := b.renewable()
		return func(ctx context.Context) error { _, err := b.consents.Decide(ctx, mojob, p, consent.Renew); return err }
	}},
	{"a withdrawal is taken back", "TransactWriteItems", func(b bench) func(context.Context) error {
		_, p := b.withdrawn()
		return func(ctx context.Context) error {
			_, err := b.consents.Decide(ctx, mojob, p, consent.Restore)
			return err
		}
	}},
}

// whole is the shape of the table after a flow without a failure.
func whole(t *testing.T, prepare func(bench) func(context.Context) error) string {
	t.Helper()
	b := setUp(t)
	if err := prepare(b)(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b.shape()
}

// keyed is the flows that a sender names by an Idempotency-Key: where another transaction is at the same
// items to the last try, the same call is still being worked on elsewhere.
var keyed = []string{"a request comes in", "a person declares"}

func TestAFailedWriteIsUnavailableAndLeavesNothingHalf(t *testing.T) {
	kinds := []faulty.Kind{faulty.Refused, faulty.Throughput, faulty.Throttling, faulty.ServerError, faulty.Conflict}
	for _, flow := range flows {
		t.Run(flow.name, func(t *testing.T) {
			want := whole(t, flow.prepare)
			b := setUp(t)
			do := flow.prepare(b)
			before := b.stored()
			for _, kind := range kinds {
				b.Inject(many(flow.writes, kind)...)
				err := do(t.Context())
				b.Reset()
				wants, code := gdpr.Unavailable, gdpr.CodeUnavailable
				if kind == faulty.Conflict && slices.Contains(keyed, flow.name) {
					wants, code = gdpr.Conflict, gdpr.CodeInFlight
				}
				if wantKind(t, err, wants, code); t.Failed() {
					t.Fatalf("after %s", kind)
				}
				if d := cmp.Diff(before, b.stored()); d != "" {
					t.Fatalf("%s left something behind:\n%s", kind, d)
				}
			}
			if err := do(t.Context()); err != nil {
				t.Fatalf("the same again, with the database back: %v", err)
			}
			if d := cmp.Diff(want, b.shape()); d != "" {
				t.Error(d)
			}
		})
	}
}

// many is more of one fault than anything here tries again.
func many(operation string, k faulty.Kind) []faulty.Fault {
	const more = 4 * attempts
	faults := make([]faulty.Fault, more)
	for i := range faults {
		faults[i] = faulty.Fault{Operation: operation, Kind: k}
	}
	return faults
}

func TestAWriteWhoseAnswersAreAllLostIsFoundByTheNextTry(t *testing.T) {
	for _, flow := range flows {
		t.Run(flow.name, func(t *testing.T) {
			want := whole(t, flow.prepare)
			b := setUp(t)
			do := flow.prepare(b)
			b.Inject(many(flow.writes, faulty.AnswerLost)[:attempts]...)
			err := do(t.Context())
			// A single Put that is repeated meets itself and is known to be stored; a transaction is not read again.
			if len(b.Unused()) == 0 {
				wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
			}
			b.Reset()
			if d := cmp.Diff(want, b.shape()); d != "" {
				t.Fatalf("applied, but not whole:\n%s", d)
			}
			if err := do(t.Context()); err != nil {
				t.Fatalf("the same again: %v", err)
			}
			if d := cmp.Diff(want, b.shape()); d != "" {
				t.Errorf("the same again did something twice:\n%s", d)
			}
		})
	}
}

func TestAnAnswerLostOnceIsNotNoticed(t *testing.T) {
	for _, flow := range flows {
		t.Run(flow.name, func(t *testing.T) {
			want := whole(t, flow.prepare)
			b := setUp(t)
			do := flow.prepare(b)
			b.Inject(faulty.Fault{Operation: flow.writes, Kind: faulty.AnswerLost})
			if err := do(t.Context()); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, b.shape()); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestATransactionThatMeetsAnotherIsTriedAgain(t *testing.T) {
	for _, flow := range flows {
		if flow.writes != "TransactWriteItems" {
			continue
		}
		t.Run(flow.name, func(t *testing.T) {
			b := setUp(t)
			do := flow.prepare(b)
			b.Inject(many(flow.writes, faulty.Conflict)[:2]...)
			if err := do(t.Context()); err != nil || len(b.Unused()) != 0 {
				t.Errorf("%v, faults left: %v", err, b.Unused())
			}
		})
	}
}

func TestADatabaseThatHangsIsUnavailable(t *testing.T) {
	for _, flow := range flows {
		t.Run(flow.name, func(t *testing.T) {
			b := setUp(t)
			do := flow.prepare(b)
			before := b.stored()
			b.Inject(faulty.Fault{Operation: flow.writes, Kind: faulty.Slow})
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			wantKind(t, do(ctx), gdpr.Unavailable, gdpr.CodeUnavailable)
			if d := cmp.Diff(before, b.stored()); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAFailedReadIsUnavailable(t *testing.T) {
	b := setUp(t)
	held, l := b.opened(mojob, asks(kari, gdpr.Access))
	r := b.appended(b.record(mojob, gdpr.NewID()))
	reads := map[string]func() error{
		"history": func() error { _, err := b.ledger().History(t.Context(), mojob, r.Visitor); return err },
		"record":  func() error { _, err := b.ledger().Record(t.Context(), mojob, r.Visitor, r.ID); return err },
		"case":    func() error { _, err := b.requests.Follow(t.Context(), mojob, byLink(held.ID, l)); return err },
		"due":     func() error { _, err := b.mails().Due(t.Context(), mojob, b.clock.Now()); return err },
		"letter": func() error {
			_, err := b.mails().Letter(t.Context(), refOf(held.Request, outbox.RequestOpen))
			return err
		},
		"entry": func() error {
			_, err := b.mails().Entry(t.Context(), refOf(held.Request, outbox.RequestOpen))
			return err
		},
	}
	for name, read := range reads {
		for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost, faulty.Throughput, faulty.Throttling, faulty.ServerError} {
			b.Inject(many("", kind)...)
			err := read()
			b.Reset()
			if wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable); t.Failed() {
				t.Fatalf("%s after %s", name, kind)
			}
			if err := read(); err != nil {
				t.Fatalf("%s with the database back: %v", name, err)
			}
		}
	}
}
