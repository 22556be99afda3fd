package main

import (
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// briefer is mojob's declaration where what counts from the last activity, and the proof of a consent, is
// kept for one year instead of two.
var briefer = []string{
	"{period: P2Y, from: last-activity}", "{period: P1Y, from: last-activity}",
	"person-consent: {period: P2Y, from: decision}", "person-consent: {period: P1Y, from: decision}",
}

// profiled is the profile of somebody at mojob who was active a month ago.
func (b bench) profiled(address gdpr.Private, term retention.Term) holding.Record {
	b.t.Helper()
	active := now.AddDate(0, -1, 0)
	term.Due = ending2Y(active)
	h := dynamo.Holdings{Table: b.table}
	r := holding.Record{
		Ref: holding.Ref{Controller: "mojob", Class: controller.Profiles}, Purpose: "recruitment", Version: controller.Version{Major: 1},
		From: active, Received: active, Changed: active, Revision: 1, Term: term, Source: "platform", Language: gdpr.Bokmal,
		Fields: []holding.Value{{Field: "name", Value: "Per"}, {Field: "email", Value: address}},
	}
	if err := h.Put(b.t.Context(), r, address); err != nil {
		b.t.Fatal(err)
	}
	var err error
	if r.Owner, err = h.Subject(b.t.Context(), "mojob", address); err != nil {
		b.t.Fatal(err)
	}
	return r
}

// ending2Y is the end of what is kept for two years from then on.
func ending2Y(from time.Time) retention.Expiry { return retention.Expiry(from.AddDate(2, 0, 0).Unix()) }

// wantProof says that a consent is there still, until then.
func (b bench) wantProof(c consent.Consent, until retention.Expiry) {
	b.t.Helper()
	got, err := dynamo.Consents{Table: b.table}.Consent(b.t.Context(), c.Controller, c.ID)
	if err != nil || got.Expires != until {
		b.t.Errorf("the proof ends %s, %v, want %s", got.Expires.Time(), err, until.Time())
	}
}

// The version that asks people again deletes no yes that it asks about, nor one that it gives up: what is kept
// of the person was kept on it (Art. 7(1)).
func TestT15_AProofStaysAsLongAsWhatWasKeptOnItWhateverTheYesCountsFor(t *testing.T) {
	material := []string{
		"categories: [contact, profile, activity]\n    recipients: [customers]", "categories: [contact, profile, activity, preferences]\n    recipients: [customers]",
	}
	for version, edits := range map[string][]string{"2.0": append(material, briefer...), "1.2": briefer} {
		t.Run(version, func(t *testing.T) {
			b := setUp(t)
			at := now.AddDate(0, -23, 0)
			c := b.saidAt(at, ending2Y(at), "per@example.no", "further-storage", gdpr.Given)
			b.profiled("per@example.no", retention.Term{})
			out, err := b.run("-apply", changedOf(t, "mojob", version, edits...))
			if err != nil {
				t.Fatalf("%s%v", out, err)
			}
			b.wantProof(c, c.Expires)
		})
	}
}

// What a restriction or a hold keeps beyond its retention keeps its consent as well (Art. 7(1), 17(3), 18(2)).
func TestAProofStaysAsLongAsARestrictionOrAHoldKeepsWhatIsKeptOnIt(t *testing.T) {
	b := setUp(t)
	hold := retention.Hold{ID: gdpr.NewID(), Ground: retention.GroundClaims, Until: retention.Expiry(now.AddDate(0, 5, 0).Unix()), Placed: now}
	as := now.AddDate(0, -1, 0)
	for r, until := range map[*holding.Record]time.Time{
		new(b.applied("tretoen", 1, retention.Term{})):                              as.AddDate(0, 3, 0),
		new(b.applied("tretoen", 1, retention.Term{Restricted: now})):               as.AddDate(1, 0, 0),
		new(b.applied("tretoen", 1, retention.Term{Holds: []retention.Hold{hold}})): hold.Until.Time(),
	} {
		out, err := b.run("-apply", changed(t, "1.2", sooner...))
		if err != nil {
			t.Fatalf("%s%v", out, err)
		}
		b.wantProof(consent.Consent{Controller: r.Controller, ID: r.Consent}, retention.Expiry(until.Unix()))
	}
}
