package dynamo_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// record is a visitor's decision with something in every field.
func (b bench) record(c gdpr.ControllerID, visitor gdpr.ID) consent.Record {
	now := b.clock.Now()
	return consent.Record{
		ID: gdpr.NewID(), Controller: c, Visitor: visitor, Recorded: now, Expires: retention.Expiry(now.AddDate(1, 0, 0).Unix()),
		Choices: []consent.Choice{{Purpose: "statistics", Decision: gdpr.Refused}, {Purpose: "support", Decision: gdpr.Given}},
		Seen: consent.Seen{
			Version: controller.Version{Major: 1}, Notice: "sha256-notice", Interface: "sha256-banner", Language: gdpr.Bokmal,
			Mechanism: consent.ByBanner, Site: "https://www.example.com", Claimed: now.Add(-time.Second),
		},
	}
}

func (b bench) appended(r consent.Record) consent.Record {
	b.t.Helper()
	if _, fresh, err := b.ledger().Append(b.t.Context(), r); err != nil || !fresh {
		b.t.Fatalf("append: fresh %t, error %v", fresh, err)
	}
	return r
}

func TestARecordIsReadAsItWasAppended(t *testing.T) {
	b := setUp(t)
	r := b.appended(b.record(mojob, gdpr.NewID()))
	got := must[consent.Record](t)(b.ledger().Record(t.Context(), mojob, r.Visitor, r.ID))
	if d := cmp.Diff(r, got); d != "" {
		t.Error(d)
	}
	history := must[[]consent.Record](t)(b.ledger().History(t.Context(), mojob, r.Visitor))
	if d := cmp.Diff([]consent.Record{r}, history); d != "" {
		t.Error(d)
	}
}

func TestATimeOfAnotherZoneIsTheSameInstant(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, gdpr.NewID())
	r.Recorded = r.Recorded.In(rights.Oslo())
	b.appended(r)
	got := must[consent.Record](t)(b.ledger().Record(t.Context(), mojob, r.Visitor, r.ID))
	if !got.Recorded.Equal(r.Recorded) || got.Recorded.Location() != time.UTC {
		t.Errorf("%v, want %v", got.Recorded, r.Recorded.UTC())
	}
}

func TestATakenIDGivesBackWhatHasItAndChangesNothing(t *testing.T) {
	b := setUp(t)
	first := b.appended(b.record(mojob, gdpr.NewID()))
	before := b.stored()
	second := first
	second.Choices, second.Recorded = nil, first.Recorded.Add(time.Hour)
	stored, fresh, err := b.ledger().Append(t.Context(), second)
	if err != nil || fresh {
		t.Fatalf("fresh %t, error %v", fresh, err)
	}
	if d := cmp.Diff(first, stored); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Error(d)
	}
}

func TestHistoryIsNewestFirst(t *testing.T) {
	b := setUp(t)
	visitor := gdpr.NewID()
	for _, minutes := range []int{3, 0, 4, 1, 2} {
		r := b.record(mojob, visitor)
		r.Recorded = r.Recorded.Add(time.Duration(minutes) * time.Minute)
		b.appended(r)
	}
	b.appended(b.record(mojob, gdpr.NewID()))
	history := must[[]consent.Record](t)(b.ledger().History(t.Context(), mojob, visitor))
	if len(history) != 5 || !slices.IsSortedFunc(history, func(a, b consent.Record) int { return b.Recorded.Compare(a.Recorded) }) {
		t.Errorf("%d records, in the order %v", len(history), history)
	}
}

func TestAVisitorNobodyKnowsHasNoHistory(t *testing.T) {
	b := setUp(t)
	if history, err := b.ledger().History(t.Context(), mojob, gdpr.NewID()); err != nil || history != nil {
		t.Errorf("%v, %v", history, err)
	}
	_, err := b.ledger().Record(t.Context(), mojob, gdpr.NewID(), gdpr.NewID())
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
}

func TestAnExpiredRecordLiesThereAndIsNeverServed(t *testing.T) {
	b := setUp(t)
	r := b.appended(b.record(mojob, gdpr.NewID()))
	b.clock.set(r.Expires.Time().Add(-time.Millisecond))
	if _, err := b.ledger().Record(t.Context(), mojob, r.Visitor, r.ID); err != nil {
		t.Errorf("a millisecond before its end: %v", err)
	}
	for _, late := range []time.Duration{0, time.Second, 5 * 24 * time.Hour} {
		b.clock.set(r.Expires.Time().Add(late))
		_, err := b.ledger().Record(t.Context(), mojob, r.Visitor, r.ID)
		wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
		if history, err := b.ledger().History(t.Context(), mojob, r.Visitor); err != nil || len(history) != 0 {
			t.Errorf("%v after its end: history %v, %v", late, history, err)
		}
	}
	if n := len(b.stored()); n != 1 {
		t.Errorf("the table holds %d items: this showed nothing", n)
	}
}

func TestAnExpiredRecordGivesItsPlaceToANewOne(t *testing.T) {
	b := setUp(t)
	old := b.appended(b.record(mojob, gdpr.NewID()))
	b.clock.set(old.Expires.Time())
	renewed := b.record(mojob, old.Visitor)
	renewed.ID = old.ID
	b.appended(renewed)
	got := must[consent.Record](t)(b.ledger().Record(t.Context(), mojob, old.Visitor, old.ID))
	if d := cmp.Diff(renewed, got); d != "" {
		t.Error(d)
	}
}

// The path that a cookie banner waits for: one call, whatever was there before.
func TestAVisitorsConsentIsOneCallToTheDatabase(t *testing.T) {
	b := setUp(t)
	visitor := gdpr.NewID()
	for range 3 {
		b.Reset()
		if _, err := b.consents.Visitor(t.Context(), mojob, visits(mojob, visitor, "the same key")); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(map[string]int{"PutItem": 1}, b.Calls()); d != "" {
			t.Error(d)
		}
	}
	if n := len(b.stored()); n != 1 {
		t.Errorf("one decision, sent three times, makes %d records", n)
	}
}

func TestAConsentWhoseAnswerWasLostIsOneRecord(t *testing.T) {
	for _, key := range []string{"a key of the client's", ""} {
		b := setUp(t)
		b.Inject(faulty.Fault{Operation: "PutItem", Kind: faulty.AnswerLost})
		r, err := b.consents.Visitor(t.Context(), mojob, visits(mojob, gdpr.NewID(), key))
		if err != nil {
			t.Fatalf("key %q: %v", key, err)
		}
		history := must[[]consent.Record](t)(b.ledger().History(t.Context(), mojob, r.Visitor))
		if len(b.Unused()) != 0 || len(history) != 1 || history[0].ID != r.ID {
			t.Errorf("key %q: %d records, faults left %v", key, len(history), b.Unused())
		}
	}
}

// Threat H24: what was said last counts, whatever the clock of the process says that wrote it.
func TestAWithdrawalIsNewerThanWhatItTakesBack(t *testing.T) {
	for _, back := range []time.Duration{0, time.Hour} {
		b := setUp(t)
		given := must[consent.Record](t)(b.consents.Visitor(t.Context(), mojob, visits(mojob, gdpr.NewID(), "")))
		b.clock.advance(-back)
		taken := must[consent.Record](t)(b.consents.WithdrawVisitor(t.Context(), mojob, given.Visitor, given.ID, consent.Seen{}))
		history := must[[]consent.Record](t)(b.ledger().History(t.Context(), mojob, given.Visitor))
		if len(history) != 2 || history[0].ID != taken.ID || history[0].Standing() {
			t.Errorf("with a clock %v behind, the newest of %d records is the one of %v", back, len(history), history[0].Recorded)
		}
	}
}
