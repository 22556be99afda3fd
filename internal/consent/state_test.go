package consent_test

import (
	"testing"

	"ordholden/internal/consent"
)

func TestOnlyTheMovesOfTheTableHappen(t *testing.T) {
	states := []consent.State{"", consent.Pending, consent.Standing, consent.Canceled, consent.Ended, "lost"}
	events := []consent.Event{consent.Declare, consent.Confirm, consent.Cancel, consent.Withdraw, consent.Renew, consent.Narrow, consent.Part, consent.Restore, consent.Affirm, "", "extend"}
	type step struct {
		from consent.State
		on   consent.Event
	}
	allowed := map[step]consent.State{
		{"", consent.Declare}:                consent.Pending,
		{consent.Pending, consent.Confirm}:   consent.Standing,
		{consent.Pending, consent.Cancel}:    consent.Canceled,
		{consent.Standing, consent.Withdraw}: consent.Ended,
		{consent.Standing, consent.Renew}:    consent.Standing,
		{consent.Standing, consent.Narrow}:   consent.Standing,
		{consent.Standing, consent.Part}:     consent.Standing,
		{consent.Standing, consent.Restore}:  consent.Standing,
		{consent.Ended, consent.Restore}:     consent.Standing,
		{consent.Standing, consent.Affirm}:   consent.Standing,
	}
	for _, from := range states {
		for _, on := range events {
			want, ok := allowed[step{from, on}]
			if got, moved := from.After(on); got != want || moved != ok {
				t.Errorf("%q by %q: %q, %v; want %q, %v", from, on, got, moved, want, ok)
			}
		}
	}
}
