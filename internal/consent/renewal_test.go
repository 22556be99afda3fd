package consent_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// keeping is alfa with profiles, whose end a renewal slides.
func keeping(w *world, activities ...string) {
	d := declaration(alfa, 2, "statistics", "chat")
	d.Purposes[0].Retention = controller.Retention{Period: gdpr.Period{Years: 2}, From: controller.FromLastActivity}
	d.Holdings = []controller.Holding{{Class: controller.Profiles, Purpose: "recruitment", Activities: activities}}
	w.Controllers = controller.New(d, declaration(beta, 1, "statistics"))
}

// decides is the holder of the address deciding by the link.
func decides(t *testing.T, w *world, c consent.Consent, on consent.Event) (consent.Consent, error) {
	return w.Decide(t.Context(), alfa, proof(c), on)
}

func TestRenewingAndRestoringInEveryState(t *testing.T) {
	for _, row := range []struct {
		from  consent.State
		on    consent.Event
		to    consent.State
		moved bool
	}{
		{consent.Pending, consent.Renew, consent.Pending, false},
		{consent.Canceled, consent.Renew, consent.Canceled, false},
		{consent.Standing, consent.Renew, consent.Standing, true},
		{consent.Ended, consent.Renew, consent.Ended, false},
		{consent.Pending, consent.Restore, consent.Pending, false},
		{consent.Canceled, consent.Restore, consent.Canceled, false},
		{consent.Ended, consent.Restore, consent.Standing, true},
		{consent.Standing, consent.Withdraw, consent.Ended, true}, // a no to the question
	} {
		t.Run(string(row.from)+" by "+string(row.on), func(t *testing.T) {
			w, c := in(t, row.from)
			keeping(w, "renewal")
			before := len(w.dossiers.events)
			_, err := decides(t, w, c, row.on)
			now := w.dossiers.held[key{alfa, c.ID}]
			if now.State != row.to || (len(w.dossiers.events) > before) != row.moved {
				t.Errorf("stands %s after %v: %v", now.State, w.dossiers.events, err)
			}
			if row.moved != (err == nil) || err != nil && !decided(err) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestARenewalSlidesTheProfileByItsOwnRetention(t *testing.T) {
	w, c := in(t, consent.Standing)
	keeping(w, "sign-in", "renewal")
	renewed, err := decides(t, w, c, consent.Renew)
	if err != nil {
		t.Fatal(err)
	}
	at := w.now.UTC().Truncate(time.Millisecond)
	due := retention.Expiry(at.AddDate(2, 0, 0).Unix())
	want := []consent.Slide{{From: at, Due: due, Ask: due.Time().AddDate(0, 0, -30)}}
	if !reflect.DeepEqual(w.dossiers.slid, want) || !renewed.Renewed.Equal(at) || !renewed.Decided.Equal(at) {
		t.Errorf("slid %+v, want %+v; renewed %s", w.dossiers.slid, want, renewed.Renewed)
	}
	if !reflect.DeepEqual(renewed.Choices, c.Choices) || renewed.Recorded != c.Recorded || !reflect.DeepEqual(renewed.Seen, c.Seen) {
		t.Errorf("a renewal changed what was decided: %+v", renewed)
	}
}

// The list of activities is closed: what it does not name slides nothing.
func TestARenewalThatIsNoActivitySlidesNothing(t *testing.T) {
	w, c := in(t, consent.Standing)
	keeping(w, "sign-in")
	if _, err := decides(t, w, c, consent.Renew); err != nil || len(w.dossiers.slid) != 0 {
		t.Errorf("slid %v, %v", w.dossiers.slid, err)
	}
}

func TestTheSameAskingRenewsOnce(t *testing.T) {
	w, c := in(t, consent.Standing)
	keeping(w, "renewal")
	first, err := decides(t, w, c, consent.Renew)
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(consent.RenewFor - time.Second)
	if again, err := decides(t, w, c, consent.Renew); err != nil || !again.Decided.Equal(first.Decided) || len(w.dossiers.slid) != 1 {
		t.Errorf("%s, %v, slid %d times", again.Decided, err, len(w.dossiers.slid))
	}
	w.now = w.now.Add(2 * time.Second) // another asking, by then
	if next, err := decides(t, w, c, consent.Renew); err != nil || !next.Decided.After(first.Decided) {
		t.Errorf("%s, %v", next.Decided, err)
	}
}

func TestAWithdrawalIsTakenBackExactlyAndWithinADay(t *testing.T) {
	for name, test := range map[string]struct {
		after time.Duration
		ok    bool
	}{"at once": {0, true}, "in the last second": {consent.RestoreFor - time.Second, true}, "after a day": {consent.RestoreFor, false}} {
		t.Run(name, func(t *testing.T) {
			w, c := in(t, consent.Standing)
			gone, err := w.WithdrawPerson(t.Context(), alfa, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			w.now = gone.Decided.Add(test.after)
			back, err := decides(t, w, c, consent.Restore)
			if !test.ok {
				if e, is := errors.AsType[*gdpr.Error](err); !is || e.Kind != gdpr.NotFound || e.Code != gdpr.CodeLink {
					t.Errorf("%+v, %v", back, err)
				}
				return
			}
			if err != nil || back.State != consent.Standing || !reflect.DeepEqual(back.Choices, c.Choices) || back.Restored.IsZero() {
				t.Errorf("%+v, %v; it was %v", back, err, c.Choices)
			}
			events := len(w.dossiers.events)
			if again, err := decides(t, w, c, consent.Restore); err != nil || again.State != consent.Standing || len(w.dossiers.events) != events {
				t.Errorf("again: %s, %v", again.State, err)
			}
		})
	}
}

// Of two at once, one renews, and both are told so.
func TestTwoRenewalsAtOnceAreOne(t *testing.T) {
	w, c := in(t, consent.Standing)
	keeping(w, "renewal")
	w.dossiers.race = func() {
		if _, err := decides(t, w, c, consent.Renew); err != nil {
			t.Error(err)
		}
	}
	renewed, err := decides(t, w, c, consent.Renew)
	n := 0
	for _, on := range w.dossiers.events {
		if on == consent.Renew {
			n++
		}
	}
	if err != nil || n != 1 || renewed.Renewed.IsZero() {
		t.Errorf("%d renewals, %v", n, err)
	}
}

// T15: a link that was mailed before a version gave up what it renews keeps nobody's profile.
func TestT15_WhatWasGivenUpIsNotRenewed(t *testing.T) {
	w, c := in(t, consent.Standing)
	keeping(w, "renewal")
	d, _ := w.Controllers.Current(alfa)
	c.Seen.Version = d.Version
	w.dossiers.held[key{alfa, c.ID}] = c
	next := *d
	next.Version = controller.Version{Major: 3}
	next.Purposes = slices.DeleteFunc(slices.Clone(d.Purposes), func(p controller.Purpose) bool { return p.Asks == controller.Persons })
	w.Controllers = controller.New(d, &next)
	before := len(w.dossiers.events)
	if _, err := decides(t, w, c, consent.Renew); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("by the link: %v", err)
	}
	if _, err := w.RenewPerson(t.Context(), alfa, c.ID); gdpr.KindOf(err) != gdpr.Conflict {
		t.Errorf("on the own page: %v", err)
	}
	if len(w.dossiers.events) != before {
		t.Errorf("stored: %v", w.dossiers.events[before:])
	}
}

// A consent never ends before what it keeps, though that was prolonged meanwhile.
func TestNoStepShortensAConsentThatStood(t *testing.T) {
	for _, on := range []consent.Event{consent.Withdraw, consent.Renew} {
		w, c := in(t, consent.Standing)
		keeping(w, "renewal")
		c.Expires += 365 * 86400
		w.dossiers.held[key{alfa, c.ID}] = c
		if to, err := decides(t, w, c, on); err != nil || to.Expires < c.Expires {
			t.Errorf("%s: ends %s, before %s; %v", on, to.Expires.Time(), c.Expires.Time(), err)
		}
	}
}
