package outbox_test

import (
	"context"
	"log/slog"
	"slices"
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
