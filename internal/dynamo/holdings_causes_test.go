package dynamo

import (
	"slices"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// What restricts a record is stored whole, and what was stored of one cause reads as before.
func TestWhatRestrictsARecordIsStoredWhole(t *testing.T) {
	for stored, by := range map[string][]gdpr.ID{
		"": nil, "aaaa": {"aaaa"}, "aaaa bbbb": {"aaaa", "bbbb"}, "staff aaaa": {"", "aaaa"},
	} {
		if got := causes(by); got != stored {
			t.Errorf("%q is stored as %q", by, got)
		}
		it := holdingItem{Restricted: "2026-11-23T09:30:00.000Z", By: stored}
		term, err := it.term()
		if err != nil || !slices.Equal(term.By, by) {
			t.Errorf("%q is read as %q, %v", stored, term.By, err)
		}
	}
	free := holdingItem{By: "aaaa"} // an erasure takes the other attribute off alone
	if term, err := free.term(); err != nil || term.Causes() != nil {
		t.Errorf("%+v, %v", term, err)
	}
	staff := retention.Term{Restricted: retention.Expiry(1).Time()}
	if got := staff.Causes(); !slices.Equal(got, []gdpr.ID{""}) {
		t.Errorf("by staff alone: %q", got)
	}
}
