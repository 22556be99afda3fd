package consent_test

import (
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// proven is alfa, which keeps what storage is to for six months from an event, and the proof for two years.
func proven(from controller.Event) *controller.Registry {
	d := declaration(alfa, 1, "statistics")
	for i := range d.Purposes {
		d.Purposes[i].Retention = controller.Retention{Period: gdpr.Period{Months: 6}, From: from}
	}
	return controller.New(d)
}

// The proof of a yes may outlive what it is to: then the yes is over, and counts no more.
func TestAYesLastsNoLongerThanWhatItIsTo(t *testing.T) {
	c := consent.Consent{
		ID: "a", Controller: alfa, State: consent.Standing, Recorded: hour(1), Decided: hour(1).AddDate(0, 3, 0), Seen: consent.Seen{Version: controller.Version{Major: 1}},
		Choices: []consent.Choice{yes("storage"), {Purpose: "news", Decision: gdpr.Refused}}, Expires: retention.Expiry(hour(1).AddDate(2, 0, 0).Unix()),
		History: []consent.Step{{At: hour(1), On: consent.Confirm}, {At: hour(1).AddDate(0, 3, 0), On: consent.Affirm}},
	}
	for from, until := range map[controller.Event]time.Time{
		controller.FromReceipt:      hour(1).AddDate(0, 6, 0), // the data came with the first yes
		controller.FromDecision:     hour(1).AddDate(0, 9, 0), // another decision begins it anew
		controller.FromLastActivity: {}, controller.FromVisit: {},
	} {
		r := proven(from)
		v := c.Verdicts(r)
		if !v[0].Until.Equal(until) || !v[1].Until.IsZero() {
			t.Errorf("from %s: until %s, %s", from, v[0].Until, v[1].Until)
		}
		for at, over := range map[time.Time]bool{until.Add(-time.Second): false, until: true, until.AddDate(0, 1, 0): true} {
			want := consent.Given
			if over = over && !until.IsZero(); over {
				want = consent.Expired
			}
			got := consent.At(c.VerdictsAmong(r, []consent.Consent{c}), at)
			if got[0].Status != want || got[1].Status != consent.Refused || c.Gives(r, "storage", at) == over {
				t.Errorf("from %s, at %s: %s, %s, gives %t", from, at, got[0].Status, got[1].Status, c.Gives(r, "storage", at))
			}
		}
	}
	c.Expires = retention.Expiry(hour(1).AddDate(0, 6, 0).Unix())
	if v := c.Verdicts(proven(controller.FromReceipt)); !v[0].Until.IsZero() {
		t.Errorf("kept as long as it lasts: until %s", v[0].Until)
	}
}

// What the person or a version has ended before is not over by its time.
func TestWhatEndedAYesFirstIsWhatItSays(t *testing.T) {
	r := dropped(3)
	for i := range r.All()[0].Purposes {
		r.All()[0].Purposes[i].Retention = controller.Retention{Period: gdpr.Period{Months: 6}, From: controller.FromReceipt}
	}
	record := consent.Record{Controller: alfa, Recorded: hour(1), Choices: []consent.Choice{yes("storage"), yes("statistics")}, Seen: consent.Seen{Version: controller.Version{Major: 1}}}
	got := consent.At(record.Verdicts(r), hour(1).AddDate(1, 0, 0))
	if got[0].Status != consent.Revoked || got[1].Status != consent.Expired {
		t.Errorf("%+v", got)
	}
}

// Whoever is asked anew has something left to say yes to.
func TestT15_NobodyIsAskedAnewAboutWhatIsOver(t *testing.T) {
	r := versions(3)
	r.All()[0].Purposes[2].Retention = controller.Retention{Period: gdpr.Period{Months: 6}, From: controller.FromReceipt}
	held := consent.Consent{
		Controller: alfa, State: consent.Standing, Recorded: hour(1), Decided: hour(1), Choices: []consent.Choice{yes(r.All()[0].Purposes[2].ID)},
		Seen: consent.Seen{Version: controller.Version{Major: 1}}, Expires: retention.Expiry(hour(1).AddDate(2, 0, 0).Unix()),
	}
	over := hour(1).AddDate(0, 6, 0)
	if _, asks := held.Again(r, over.Add(-time.Second)); !asks {
		t.Error("not asked while there is time")
	}
	if q, asks := held.Again(r, over); asks || len(held.Lapsed(r, over)) > 0 {
		t.Errorf("asked about what is over: %+v", q)
	}
}
