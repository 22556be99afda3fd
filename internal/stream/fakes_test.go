package stream_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

const mailID = "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000"

// ours names the mail that the events under testdata are about.
var ours = outbox.Ref{Controller: "mojob", Case: "0123456789abcdefghjkmnpqr0", Entry: "request-confirm"}

// store keeps entries, and fails the test where one is settled against the
// table of states.
type store struct {
	outbox.Store // of which a feedback uses no more than what is below
	t            testing.TB
	entries      map[outbox.Ref]outbox.Entry
	settled      int
	fails        error
	conflicts    int // so many times before it settles
}

func newStore(t testing.TB, s outbox.State) *store {
	return &store{t: t, entries: map[outbox.Ref]outbox.Entry{ours: {Ref: ours, Kind: outbox.RequestConfirm, State: s, Attempts: 1}}}
}

var errNone = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}

func (s *store) Entry(_ context.Context, r outbox.Ref) (outbox.Entry, error) {
	if s.fails != nil {
		return outbox.Entry{}, s.fails
	}
	e, ok := s.entries[r]
	if !ok {
		return outbox.Entry{}, errNone
	}
	return e, nil
}

func (s *store) Settle(_ context.Context, from, to outbox.Entry) error {
	s.t.Helper()
	if s.conflicts > 0 {
		s.conflicts--
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
	}
	if from != s.entries[from.Ref] || from.Ref != to.Ref || to.Attempts != from.Attempts || to.Kind != from.Kind || to.State == from.State {
		s.t.Errorf("settled %+v from %+v", to, from)
	}
	if !to.Due.IsZero() || to.MessageID == "" {
		s.t.Errorf("settled, and still to be done: %+v", to)
	}
	s.entries[from.Ref] = to
	s.settled++
	return nil
}

// deliverer takes note of what it is to deliver.
type deliverer struct {
	delivered []outbox.Ref
	fails     map[gdpr.ID]bool
}

var errBroken = errors.New("broken")

func (d *deliverer) Deliver(_ context.Context, r outbox.Ref) error {
	d.delivered = append(d.delivered, r)
	if d.fails[r.Case] {
		return errBroken
	}
	return nil
}

// diary is a log that is read.
type diary struct{ bytes.Buffer }

func (d *diary) log() *slog.Logger { return slog.New(slog.NewJSONHandler(&d.Buffer, nil)) }

// silent fails where the log tells of whom a mail was to.
func (d *diary) silent(t *testing.T) {
	t.Helper()
	if s := strings.ToLower(d.String()); strings.Contains(s, "kanari") || strings.Contains(s, "example.com") {
		t.Errorf("the log says %s", s)
	}
}
