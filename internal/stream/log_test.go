package stream_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/stream"
)

// appended takes note of what comes, and of what was delivered by then.
type appended struct {
	t     *testing.T
	mails *deliverer
	calls [][]expiry.Key
	fails error
}

func (a *appended) Append(_ context.Context, entries []expiry.Key) error {
	if len(a.mails.delivered) == 0 {
		a.t.Error("the log came before the mails")
	}
	a.calls = append(a.calls, entries)
	return a.fails
}

func TestWhatIsNewGoesIntoTheLogInOneCallAfterTheMails(t *testing.T) {
	d, log := &deliverer{}, &diary{}
	a := &appended{t: t, mails: d}
	events := batch(t,
		record("INSERT", "mojob#VISITOR#"+string(third), "CONSENT#"+string(third), "1"),
		record("INSERT", "mojob#SUBJECT#1-ab", "CONSENT#2026-11-21T00:00:00.000Z#"+string(third), "2"),
		record("INSERT", "mojob#CASE#"+string(ours.Case), "MAIL#request-confirm", "3"),
		record("INSERT", "mojob#CASE#"+string(ours.Case), "EVENT#2026-11-21T00:00:00.000Z#receive", "4"),
		record("MODIFY", "mojob#CASE#"+string(ours.Case), "EVENT#2026-11-21T00:00:00.001Z#confirm", "5"),
		record("INSERT", "mojob#AGREEMENT#"+string(third), "AGREEMENT#EVENT#2026-11-21T00:00:00.000Z#offer", "6"),
		record("INSERT", "tretoen#CONSENT#"+string(third), "EVENT#2026-11-21T00:00:00.000Z#declare", "7"),
		record("INSERT", "mojob#VISITOR#"+string(third), "LEAF#CONSENT#"+string(third), "8"),
	)
	answer, err := stream.News(d, a, log.log())(t.Context(), events)
	if err != nil || len(answer.BatchItemFailures) > 0 {
		t.Errorf("%v, %v", answer, err)
	}
	want := []expiry.Key{
		{Partition: "mojob#VISITOR#" + string(third), Item: "CONSENT#" + string(third)},
		{Partition: "mojob#CASE#" + string(ours.Case), Item: "EVENT#2026-11-21T00:00:00.000Z#receive"},
		{Partition: "tretoen#CONSENT#" + string(third), Item: "EVENT#2026-11-21T00:00:00.000Z#declare"},
	}
	if len(a.calls) != 1 || !slices.Equal(a.calls[0], want) {
		t.Errorf("appended %v", a.calls)
	}
}

func TestALogThatFailsHoldsUpNoMail(t *testing.T) {
	d, log := &deliverer{}, &diary{}
	a := &appended{t: t, mails: d, fails: &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}}
	answer, err := stream.News(d, a, log.log())(t.Context(), batch(t,
		record("INSERT", "mojob#CASE#"+string(ours.Case), "MAIL#request-confirm", "1"),
		record("INSERT", "mojob#VISITOR#"+string(third), "CONSENT#"+string(third), "2"),
	))
	if err != nil || len(answer.BatchItemFailures) > 0 || len(d.delivered) != 1 || len(a.calls) != 1 {
		t.Errorf("%v, %v; delivered %v", answer, err, d.delivered)
	}
	if log.Len() == 0 {
		t.Error("nobody is told")
	}
}

// stuck is a log that others are at for as long as anybody waits.
type stuck struct{ asked, gaveUp int }

func (s *stuck) Append(ctx context.Context, _ []expiry.Key) error {
	s.asked++
	<-ctx.Done()
	s.gaveUp++
	return ctx.Err()
}

// Invocations of one shard come one after the other: the mails of the next wait for the log of this one.
func TestALogThatIsStuckHoldsUpTheNextMailsForTenSecondsAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, log, l := &deliverer{}, &diary{}, &stuck{}
		news := stream.News(d, l, log.log())
		began := time.Now() // the bubble's clock: it stands still but while everybody waits
		answer, err := news(t.Context(), batch(t,
			record("INSERT", "mojob#CASE#"+string(ours.Case), "MAIL#request-confirm", "1"),
			record("INSERT", "mojob#VISITOR#"+string(third), "CONSENT#"+string(third), "2"),
		))
		if err != nil || len(answer.BatchItemFailures) > 0 || len(d.delivered) != 1 {
			t.Errorf("%v, %v; delivered %v", answer, err, d.delivered)
		}
		if took := time.Since(began); took > 10*time.Second || l.asked != 1 || l.gaveUp != 1 {
			t.Errorf("waited %s, %+v", took, l)
		}
		if !strings.Contains(log.String(), "not in the log yet") {
			t.Errorf("nobody is told: %s", log.String())
		}
	})
}

// A mail that is cut off counts as perhaps sent: none is begun where there is no time left.
func TestNoMailIsBegunWhenTheFunctionIsAboutToEnd(t *testing.T) {
	d, log := &deliverer{}, &diary{}
	ctx, stop := context.WithTimeout(t.Context(), 11*time.Second)
	defer stop()
	answer, err := stream.Mails(d, log.log())(ctx, batch(t,
		record("INSERT", "mojob#CASE#"+string(ours.Case), "MAIL#request-confirm", "1"),
		record("INSERT", "mojob#CASE#"+string(third), "MAIL#"+string(outbox.RequestConfirm), "2"),
	))
	if err != nil || len(d.delivered) > 0 || len(answer.BatchItemFailures) != 2 {
		t.Errorf("delivered %v, failed %v, %v", d.delivered, answer.BatchItemFailures, err)
	}
}
