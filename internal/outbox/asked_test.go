package outbox_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
)

// counters is a store with one letter in it that notes which caps are counted on.
type counters struct {
	outbox.Store
	kind outbox.Kind
	caps outbox.Caps
}

func (s *counters) Letter(_ context.Context, r outbox.Ref) (outbox.Letter, error) {
	e := outbox.Entry{Ref: r, Kind: s.kind, State: outbox.Pending, Created: noon, Due: noon, Subject: "1-someone"}
	return outbox.Letter{Entry: e}, nil
}

func (s *counters) Issue(context.Context, outbox.Letter, time.Time) (*link.Link, error) {
	return nil, nil
}

func (s *counters) Claim(_ context.Context, _, _ outbox.Entry, _ *link.Link, caps outbox.Caps) error {
	s.caps = caps
	return &gdpr.Error{Kind: gdpr.Conflict}
}

var noon = time.Date(2026, time.March, 5, 12, 0, 0, 0, time.UTC)

// Threat H6: whoever writes somebody else's address, into a form or into From.
func TestWhatGoesToAnAddressThatNobodyHasShownToBeTheirsIsCapped(t *testing.T) {
	for kind, capped := range map[outbox.Kind]bool{
		outbox.RequestConfirm: true, outbox.RequestReceived: true, outbox.RequestAdded: true, outbox.ConsentConfirm: true,
		outbox.RequestOpen: false, outbox.RequestCanceled: false, outbox.ConsentGiven: false, outbox.ConsentWithdrawn: false,
	} {
		s := &counters{kind: kind}
		courier := outbox.Courier{Store: s, Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler)}
		if err := courier.Deliver(t.Context(), outbox.Ref{Controller: mojob, Entry: string(kind)}); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		onAddress := slices.ContainsFunc(s.caps, func(c outbox.Cap) bool { return c.What == "address-1-someone" && c.Forever })
		if onAddress != capped {
			t.Errorf("%s is capped: %t", kind, onAddress)
		}
	}
}

// waiting is a store with one mail that asks anew, which a cap holds back for so many days.
type waiting struct {
	outbox.Store
	entry  outbox.Entry
	capped int
}

func (s *waiting) Letter(context.Context, outbox.Ref) (outbox.Letter, error) {
	return outbox.Letter{Entry: s.entry}, nil
}

func (s *waiting) Issue(context.Context, outbox.Letter, time.Time) (*link.Link, error) {
	return nil, nil
}

func (s *waiting) Claim(_ context.Context, _, to outbox.Entry, _ *link.Link, caps outbox.Caps) error {
	if s.capped--; s.capped >= 0 {
		return &outbox.Capped{Cap: caps[0]}
	}
	s.entry = to
	return nil
}

func (s *waiting) Settle(_ context.Context, _, to outbox.Entry) error {
	s.entry = to
	return nil
}

type answers outbox.Outcome

func (o answers) Send(context.Context, outbox.Letter, time.Time) (outbox.Outcome, string, error) {
	if outbox.Outcome(o) == outbox.Permanent {
		return outbox.Permanent, "", errors.New("no such address")
	}
	return outbox.Outcome(o), "1", nil
}

// asked delivers a mail that asks anew each day until it is no longer open, and says what was logged.
func asked(t *testing.T, capped int, o outbox.Outcome) (outbox.Entry, string) {
	t.Helper()
	var log bytes.Buffer
	now := noon
	s := &waiting{capped: capped, entry: outbox.Entry{
		Ref:  outbox.Ref{Controller: mojob, Case: "1", Entry: "consent-again-2-0"},
		Kind: outbox.ConsentAgain, State: outbox.Pending, Created: noon, Due: noon, Subject: "1-someone",
	}}
	c := outbox.Courier{Store: s, Post: answers(o), Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(&log, nil))}
	for days := 0; s.entry.State.Open() && days <= 30; days++ {
		if err := c.Deliver(t.Context(), s.entry.Ref); err != nil {
			t.Fatal(err)
		}
		now = now.Add(24 * time.Hour)
	}
	return s.entry, log.String()
}

func TestT15_WhoWaitsForTheirTurnToBeAskedIsNotForgotten(t *testing.T) {
	if e, _ := asked(t, 20, outbox.Accepted); e.State != outbox.Sent || e.Attempts != 1 {
		t.Errorf("after 20 days behind the cap: %+v", e)
	}
}

func TestT15_ThatSomebodyCouldNotBeAskedIsTold(t *testing.T) {
	if e, log := asked(t, 0, outbox.Permanent); e.State != outbox.Failed || !strings.Contains(log, "not asked anew") || !strings.Contains(log, "reason=rejected") {
		t.Errorf("%+v: %s", e, log)
	}
	if _, log := asked(t, 0, outbox.Accepted); strings.Contains(log, "not asked anew") {
		t.Errorf("of one that was taken: %s", log)
	}
}
