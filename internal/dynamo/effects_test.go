package dynamo_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
)

// withdrawals is the agenda on the bench's table.
func (b bench) agendaOfWithdrawals() dynamo.Withdrawals {
	return dynamo.Withdrawals{Table: b.consents.Dossiers.(dynamo.Consents).Table}
}

func TestAPersonsConsentsAreFoundByTwoCallsEachOnce(t *testing.T) {
	b := setUp(t)
	first, second := b.standing(mojob, kari), b.standing(mojob, kari)
	b.standing(mojob, "ola@example.com")
	if _, err := b.consents.WithdrawPerson(t.Context(), mojob, first.ID); err != nil {
		t.Fatal(err)
	}
	all, err := b.consents.Dossiers.Of(t.Context(), mojob, first.Subject)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d of 2, %v", len(all), err)
	}
	for _, c := range all {
		if c.Address != "" || c.Controller != mojob || c.Subject != first.Subject || len(c.Choices) == 0 || c.Decided.IsZero() || c.Expires == 0 {
			t.Errorf("%+v", c)
		}
	}
	standing, err := b.consents.Standing(t.Context(), mojob, first.Subject)
	if err != nil || len(standing) != 1 || standing[0].ID != second.ID {
		t.Errorf("%d stand, %v", len(standing), err)
	}
}

// A withdrawal is on the agenda from the moment that it is stored, and so is its being taken back;
// what was decided meanwhile stays there.
func TestAWithdrawalStaysOnTheAgendaUntilWhatFollowsIsDone(t *testing.T) {
	b := setUp(t)
	given := b.standing(mojob, kari)
	agenda := b.agendaOfWithdrawals()
	due := func(want ...gdpr.ID) {
		t.Helper()
		got, err := agenda.Due(t.Context(), mojob, b.clock.Now())
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("due %q, want %q; %v", got, want, err)
		}
	}
	due()
	gone, err := b.consents.WithdrawPerson(t.Context(), mojob, given.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.clock.set(b.clock.Now().Add(time.Second))
	due(gone.ID)
	before := gone.Decided.Add(-time.Minute)
	if err := agenda.Done(t.Context(), mojob, gone.ID, before); err != nil {
		t.Fatal(err)
	}
	due(gone.ID) // it was decided on since
	if err := agenda.Later(t.Context(), mojob, gone.ID, gone.Decided, b.clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	due()
	b.clock.set(b.clock.Now().Add(2 * time.Hour))
	due(gone.ID)
	back := gone
	back.State, back.Decided, back.Restored = consent.Standing, b.clock.Now().Truncate(time.Millisecond), b.clock.Now().Truncate(time.Millisecond)
	if err := b.consents.Dossiers.Decide(t.Context(), gone, back, consent.Restore); err != nil {
		t.Fatal(err)
	}
	due(gone.ID)
	for range 2 {
		if err := agenda.Done(t.Context(), mojob, gone.ID, back.Decided); err != nil {
			t.Fatal(err)
		}
	}
	due()
}
