package dynamo_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

func TestTheQueueIsByDeadlineAndItsPagesAreWhole(t *testing.T) {
	b := setUp(t)
	var want []gdpr.ID
	for i := range 7 {
		held := b.put(mojob, gdpr.Private(fmt.Sprintf("p%d@example.no", i)), gdpr.Access)
		want = append(want, held.ID)
		b.clock.advance(5 * day)
	}
	b.put(tretoen, kari, gdpr.Access)
	b.received(mojob, asks(kari, gdpr.Erasure))
	b.answered(must[rights.Case](t)(b.cases().Case(t.Context(), mojob, want[3])))
	want = slices.Delete(want, 3, 4)
	var got []gdpr.ID
	for from := ""; ; {
		page, more, err := b.cases().Queue(t.Context(), mojob, rights.ToDo, from, 2)
		if err != nil || len(page) > 2 {
			t.Fatalf("%d, %v", len(page), err)
		}
		for _, r := range page {
			got = append(got, r.ID)
			if r.Address != "" || r.Workflow != rights.Open || r.Deadline.IsZero() || r.Revision != 1 || len(r.Rights) != 1 || r.Subject == "" {
				t.Errorf("listed %+v", r)
			}
		}
		if from = more; more == "" {
			break
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for q, n := range map[rights.Queue]int{rights.Awaiting: 1, rights.Ended: 1} {
		if page, _, err := b.cases().Queue(t.Context(), mojob, q, "", 10); err != nil || len(page) != n {
			t.Errorf("%s: %d, %v", q, len(page), err)
		}
	}
	_, _, err := b.cases().Queue(t.Context(), mojob, rights.ToDo, "no place", 10)
	wantKind(t, err, gdpr.Invalid, gdpr.CodeInvalid)
}

func TestTheIndexOfCasesHoldsOnlyWhatThereIsToDo(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Objection)
	due := func(at time.Time) int {
		return len(must[[]gdpr.ID](t)(b.cases().Due(t.Context(), mojob, at)))
	}
	next := b.now().Add(time.Hour)
	held = b.moved(held, rights.Entry{On: rights.Remark}, func(r *rights.Request) { r.Next = next })
	if due(next.Add(-time.Second)) != 0 || due(next) != 1 {
		t.Error("due at another time")
	}
	b.can(b.cases().Later(t.Context(), mojob, held.ID, next.Add(time.Hour)))
	if due(next) != 0 || due(next.Add(time.Hour)) != 1 {
		t.Error("put off to another time")
	}
	b.can(b.cases().Later(t.Context(), mojob, held.ID, time.Time{}))
	b.can(b.cases().Later(t.Context(), mojob, held.ID, next)) // nothing to do: it stays so
	if due(next.AddDate(9, 0, 0)) != 0 {
		t.Error("there is nothing to do, and it is due")
	}
}

func TestOfWritersOfOneRevisionOneWins(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Access, gdpr.Erasure)
	_, errs := sideBySide(64, func(i int) (struct{}, error) {
		to := held.Request
		to.Assignee, to.Decided = fmt.Sprint(i), b.now()
		on := rights.Entry{At: to.Decided.Add(time.Duration(i) * time.Millisecond), On: rights.Assign}
		return struct{}{}, b.cases().Move(t.Context(), held.Request, to, on, nil)
	})
	won := 0
	for _, err := range errs {
		switch gdpr.KindOf(err) {
		case gdpr.Conflict, gdpr.Unavailable:
		default:
			won++
			if err != nil {
				t.Error(err)
			}
		}
	}
	got := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, held.ID))
	if won != 1 || got.Revision != 2 || len(got.History) != 2 {
		t.Errorf("%d won; revision %d, %d lines", won, got.Revision, len(got.History))
	}
}

// That its answer has arrived takes no case from staff in which a recipient still has to hear of what
// was done (Art. 19).
func TestACaseThatOwesANoticeStaysToBeDoneOnceItsAnswerArrives(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Rectification, gdpr.Erasure)
	b.moved(held, rights.Entry{On: rights.Cancel, By: rights.ByPerson}, func(r *rights.Request) {
		r.Workflow, r.Delivery = rights.Revoked, rights.Underway
		r.Corrections = []rights.Correction{{Item: "profile.a", Field: "name", Value: "Kari", State: rights.Accepted}}
		r.Notices = []rights.Notice{{ID: gdpr.NewID(), Recipient: "customers", Way: "opendsr", About: gdpr.Rectification, State: rights.NoticeDue}}
	})
	b.settles(held.ID, outbox.RequestCanceled, outbox.Delivered)
	page, _, err := b.cases().Queue(t.Context(), mojob, rights.ToDo, "", 10)
	if err != nil || len(page) != 1 || page[0].Delivery != rights.Arrived {
		t.Errorf("%d to be done: %+v, %v", len(page), page, err)
	}
}
