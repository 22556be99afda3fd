package dynamo_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// ofCases are what is done with a case in one transaction. The same again is right whether or
// not the first went through.
var ofCases = []struct {
	name    string
	prepare func(b bench) (do func(context.Context) error, done func() bool)
}{
	{"a case is put", func(b bench) (func(context.Context) error, func() bool) {
		c, id := b.lodged(mojob, kari, gdpr.Access, gdpr.Erasure), gdpr.ID("")
		return func(ctx context.Context) error {
				stored, _, err := b.cases().Put(ctx, c, "key")
				id = stored.ID
				return err
			}, func() bool {
				got, err := b.cases().Case(b.t.Context(), mojob, id)
				return err == nil && got.Workflow == rights.Open
			}
	}},
	{"a case is moved", func(b bench) (func(context.Context) error, func() bool) {
		held := b.put(mojob, kari, gdpr.Access, gdpr.Erasure)
		to, on := held.Request, rights.Entry{At: b.now(), On: rights.Announce, Text: "why", To: []gdpr.Private{ola}}
		to.Workflow, to.Expires, to.Decided = rights.Cooling, retention.Expiry(b.now().AddDate(3, 0, 0).Unix()), on.At
		done := func() bool {
			got, err := b.cases().Case(b.t.Context(), mojob, held.ID)
			return err == nil && got.Workflow == rights.Cooling && len(got.History) == 2 && got.History[1].Text == "why"
		}
		return func(ctx context.Context) error {
			err := b.cases().Move(ctx, held.Request, to, on, nil)
			if gdpr.KindOf(err) == gdpr.Conflict && done() {
				return nil // the answer to the first was lost, and whoever looks again sees it
			}
			return err
		}, done
	}},
	{"a case is linked", func(b bench) (func(context.Context) error, func() bool) {
		letter := b.letter(mojob, gdpr.Access)
		b.applied(mojob, kari)
		by, at := privacy(mojob), rights.At{ID: letter.ID, Revision: letter.Revision}
		done := func() bool {
			got, err := b.cases().Case(b.t.Context(), mojob, letter.ID)
			if err != nil || got.Workflow != rights.InAnother {
				return false
			}
			next, err := b.cases().Case(b.t.Context(), mojob, got.Joined)
			return err == nil && next.Follows == letter.ID && next.Workflow == rights.Open && next.Address == kari
		}
		return func(ctx context.Context) error {
			_, err := b.requests.Link(ctx, by, at, rights.Linking{Address: kari, Evidence: "The number on file."})
			if gdpr.KindOf(err) == gdpr.Conflict && done() {
				return nil
			}
			return err
		}, done
	}},
	{"the answer arrives", func(b bench) (func(context.Context) error, func() bool) {
		held := b.answered(b.put(mojob, kari, gdpr.Objection))
		ref := refOf(held.Request, outbox.RequestAnswered)
		return func(ctx context.Context) error { return outbox.Note(ctx, b.mails(), ref, outbox.Deliver, "ses") }, func() bool {
			got, err := b.cases().Case(b.t.Context(), mojob, held.ID)
			return err == nil && got.Delivery == rights.Arrived && len(got.History) == 3
		}
	}},
}

func TestEveryCallOfAStepOfACaseCanFail(t *testing.T) {
	for _, flow := range ofCases {
		t.Run(flow.name, func(t *testing.T) {
			b := ahead(t)
			do, done := flow.prepare(b)
			none, was := b.shape(), b.remembered()
			b.restarted(was)
			b.can(do(t.Context()))
			calls, whole := 0, b.shape()
			for _, n := range b.Calls() {
				calls += n
			}
			if !done() {
				t.Fatal("done, and it does not show")
			}
			for nth := 1; nth <= calls; nth++ {
				for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost, faulty.ServerError} {
					b.restarted(was)
					failingAt(t, b, do, done, nth, attempts, kind, none, whole)
				}
			}
			t.Logf("%d calls", calls)
		})
	}
}

// forgettable is a case that has something sealed wherever there can be.
func (b bench) forgettable() rights.Case {
	b.t.Helper()
	begun := b.registered(b.wrote("ses1", kari, gdpr.Access)).Request
	held := must[rights.Case](b.t)(b.cases().Case(b.t.Context(), mojob, begun.ID))
	held = b.moved(held, rights.Entry{On: rights.Remark, Text: "note"}, nil)
	return b.moved(held, rights.Entry{On: rights.Announce, To: []gdpr.Private{ola}}, nil)
}

func (b bench) sealedLeft() (left []string) {
	for key, it := range b.stored() {
		if it["sealed"] != nil || strings.Contains(key, "HELD#") {
			left = append(left, key)
		}
	}
	return left
}

func TestForgettingThatBreaksOffAnywhereIsFinishedByDoingItAgain(t *testing.T) {
	b := ahead(t)
	held := b.forgettable()
	b.Reset()
	b.can(b.cases().Forget(t.Context(), mojob, held.ID))
	calls, whole := 0, b.shape()
	for _, n := range b.Calls() {
		calls += n
	}
	for nth := 1; nth <= calls; nth++ {
		for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost} {
			b := ahead(t)
			held := b.forgettable()
			b.Reset()
			for i := range attempts {
				b.Inject(faulty.Fault{Nth: nth + i, Kind: kind})
			}
			wantKind(t, b.cases().Forget(t.Context(), mojob, held.ID), gdpr.Unavailable, gdpr.CodeUnavailable)
			b.Reset()
			b.can(b.cases().Forget(t.Context(), mojob, held.ID))
			if d := cmp.Diff(whole, b.shape()); d != "" {
				t.Errorf("call %d, %s:\n%s", nth, kind, d)
			}
			if left := b.sealedLeft(); left != nil {
				t.Errorf("call %d, %s: left %v", nth, kind, left)
			}
		}
	}
}

// The case that asks for an erasure is answered after it, so that it stays readable until its
// answer has come; another that has ended loses the person.
func TestTheCaseThatAsksForAnErasureIsReadUntilItIsForgotten(t *testing.T) {
	d := setUpDrill(t)
	ctx := t.Context()
	asking, other := d.put(mojob, kari, gdpr.Erasure), d.answered(d.put(mojob, kari, gdpr.Objection))
	d.settles(other.ID, outbox.RequestAnswered, outbox.Delivered)
	asking = d.moved(asking, rights.Entry{On: rights.Remark, Text: "a note"}, nil)
	asking = d.moved(asking, rights.Entry{On: rights.Deny}, func(r *rights.Request) { r.Workflow = rights.Denied })
	if _, err := d.erasures().Erase(ctx, mojob, asking.Subject, asking.ID, gdpr.NewID()); err != nil {
		t.Fatal(err)
	}
	got := must[rights.Case](t)(d.cases().Case(ctx, mojob, asking.ID))
	if got.Address != kari || got.History[1].Text != "a note" {
		t.Error("the case that asks for it cannot be answered any more")
	}
	if got := must[rights.Case](t)(d.cases().Case(ctx, mojob, other.ID)); got.Address != "" {
		t.Error("another case that has ended still names the person")
	}
	d.can(d.cases().Forget(ctx, mojob, asking.ID))
	if got := must[rights.Case](t)(d.cases().Case(ctx, mojob, asking.ID)); got.Address != "" || got.History[1].Text != "" {
		t.Error("forgotten, and the person can be read")
	}
}

// An answer that is on its way, or came back, still goes to somebody (Art. 12(1), 12(3)): the case
// keeps its person through an erasure that another asks for. One that nobody tells of is given up
// after a week.
func TestACaseWhoseAnswerHasNotArrivedKeepsItsPersonThroughAnErasure(t *testing.T) {
	for outcome, c := range map[string]struct {
		fares func(d drill, id gdpr.ID)
		kept  bool
	}{
		"the answer has arrived": {func(d drill, id gdpr.ID) { d.settles(id, outbox.RequestAnswered, outbox.Delivered) }, false},
		"it is on its way":       {func(drill, gdpr.ID) {}, true},
		"it came back": {func(d drill, id gdpr.ID) {
			d.settles(id, outbox.RequestAnswered, outbox.Bounced)
			d.clock.advance(30 * day)
		}, true},
		"nobody has heard of it since": {func(d drill, _ gdpr.ID) { d.clock.advance(8 * day) }, false},
	} {
		t.Run(outcome, func(t *testing.T) {
			d := setUpDrill(t)
			other := d.answered(d.put(mojob, kari, gdpr.Objection))
			c.fares(d, other.ID)
			asking := d.put(mojob, kari, gdpr.Erasure)
			must[holding.Erasure](t)(d.erasures().Erase(t.Context(), mojob, asking.Subject, asking.ID, gdpr.NewID()))
			got := must[rights.Case](t)(d.cases().Case(t.Context(), mojob, other.ID))
			if kept := got.Address == kari; kept != c.kept {
				t.Errorf("it names the person: %t", kept)
			}
			if outcome != "it is on its way" {
				return
			}
			l := must[outbox.Letter](t)(d.mails().Letter(t.Context(), outbox.Ref{Controller: mojob, Case: other.ID, Entry: string(outbox.RequestAnswered)}))
			if l.To != kari {
				t.Error("the answer goes to nobody")
			}
		})
	}
}
