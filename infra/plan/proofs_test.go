package main

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
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

// A yes that a profile made last longer, and the profile is gone: until then the person was told.
func TestAnEndThatNoVersionGivesStaysAsItWasTold(t *testing.T) {
	b := setUp(t)
	c := b.saidAt(now.AddDate(0, -25, 0), retention.Expiry(now.AddDate(0, 23, 0).Unix()), "per@example.no", "further-storage", gdpr.Given)
	for _, edits := range [][]string{nil, briefer} {
		out, err := b.run("-apply", changedOf(t, "mojob", "1.2", edits...))
		if err != nil || !strings.Contains(out, "0 of 1 records move\n  1 would end sooner, and keep an end that no version gives") {
			t.Errorf("%s%v", out, err)
		}
	}
	b.wantProof(c, c.Expires)
}

// Whatever lies in the ledgers, and whatever made its end later or sooner than it was counted at first.
func TestADeclarationThatSaysNothingNewMovesNothing(t *testing.T) {
	is, _ := controllers.Registry().Current("mojob")
	same := *is
	same.Version.Minor++
	rapid.Check(t, func(t *rapid.T) {
		l := newLedgers(&plan{declaration: &same, lines: map[line]tally{}, kinds: map[kind]tally{}}, controllers.Registry(), now)
		ago := func(what string) time.Time { return now.AddDate(0, 0, -rapid.IntRange(0, 900).Draw(t, what)) }
		end := func(counted retention.Expiry, err error) retention.Expiry {
			if err != nil {
				t.Fatal(err)
			}
			return counted + 86400*retention.Expiry(rapid.SampledFrom([]int{0, 0, -1, 30, 400}).Draw(t, "otherwise, in days"))
		}
		can := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		profile := holding.Record{Ref: holding.Ref{Controller: "mojob", Class: controller.Profiles, Owner: "s"}}
		if rapid.Bool().Draw(t, "there is a profile") {
			profile.Term.Due = ending2Y(ago("active"))
			l.rests(profile, profile)
		}
		c := consent.Consent{ID: "c", Controller: "mojob", Subject: "s", Recorded: ago("recorded"), Seen: consent.Seen{Version: is.Version},
			State:   rapid.SampledFrom([]consent.State{consent.Pending, consent.Standing, consent.Ended}).Draw(t, "state"),
			Choices: []consent.Choice{{Purpose: "further-storage", Decision: gdpr.Given}}}
		if c.State != consent.Pending {
			c.Decided = ago("decided")
		}
		c.Expires = end(c.EndBy(is, rapid.SampledFrom([]retention.Expiry{0, profile.Term.Due}).Draw(t, "carried")))
		can(l.consent(c, []consent.Consent{c}))
		r := consent.Record{Recorded: ago("visited")}
		r.Expires = end(r.EndBy(is))
		can(l.visitor(r))
		e := holding.Erasure{At: ago("erased")}
		can(l.erasure(e, end(e.EndBy(is))))
		on, at := rapid.SampledFrom([]rights.Event{rights.Receive, rights.SetAside, rights.File}).Draw(t, "came"), ago("received")
		q, err := rights.Draft(is, rights.Intake{Address: "ola@example.no", Language: gdpr.Bokmal, Channel: rights.ByMail}, on, at, at)
		q.Expires = end(q.Expires, err)
		can(l.request(q, []rights.Entry{{At: at, On: on, By: rights.ByPerson}}))
		if len(l.moves) > 0 || len(l.unclear) > 0 {
			t.Errorf("%d move: %+v, %q", len(l.moves), l.kinds, l.unclear)
		}
	})
}
