package fulfillment_test

import (
	"slices"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// seen is a case as it stands now.
func (w *world) seen(id gdpr.ID) rights.At { return rights.At{ID: id, Revision: w.one(id).Revision} }

// A ruling that is not stored changes nothing: whoever is refused by the case's revision has corrected
// nothing either, and what is then declined was never made.
func TestM9_WhatIsDeclinedWasNeverMade(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, corrects2(ref, "name", "Kari Nordmann"), gdpr.Rectification)
	w.gate.moves, w.gate.breakMove = 0, 1
	ruling := rights.Correction{Item: ref.String(), Field: "name", State: rights.Accepted}
	if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), []rights.Correction{ruling}); err == nil || w.field(ref, "name") != "Kari" {
		t.Fatalf("%v, and the record says %q", err, w.field(ref, "name").Reveal())
	}
	ruling.State, ruling.Reason = rights.Declined, "Det er riktig som det er."
	if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), []rights.Correction{ruling}); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, w.now.AddDate(0, 0, 10))
	w.expect(id, "refused, rectification refused")
	if got := w.field(ref, "name"); got != "Kari" {
		t.Errorf("declined, and the record says %q", got.Reveal())
	}
}

// A ruling that is stored is made, wherever that is broken off, and is not refused meanwhile.
func TestM9_WhatIsAcceptedIsMadeWhereverItIsBrokenOff(t *testing.T) {
	calls := 1
	for n := 0; n <= calls; n++ {
		for _, after := range []bool{false, true} {
			w := newWorld(t)
			ref := w.holds(tretoen, kari, nil)
			id := w.confirmed(tretoen, corrects2(ref, "name", "Kari Nordmann"), gdpr.Rectification)
			w.sweep(tretoen)
			w.gate.calls, w.gate.breakAt, w.gate.after = nil, n, after
			ruling := []rights.Correction{{Item: ref.String(), Field: "name", State: rights.Accepted}}
			_, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), ruling)
			if n == 0 {
				calls = len(w.gate.calls)
			}
			if stored := len(w.one(id).History) > 2; !stored && w.field(ref, "name") != "Kari" {
				t.Fatalf("broken off at call %d (after: %v): made, and no ruling is stored", n, after)
			}
			w.gate.breakAt = 0
			if slices.ContainsFunc(w.one(id).Corrections, func(c rights.Correction) bool { return c.State == rights.Making }) {
				no := rights.Refusal{Right: gdpr.Rectification, Ground: rights.Accurate, Reasons: "Det er riktig."}
				if _, err := w.Refuse(t.Context(), staff(tretoen), w.seen(id), no); !is(err, gdpr.Conflict, gdpr.CodeState) {
					t.Fatalf("broken off at call %d (after: %v): refused while it is being made: %v", n, after, err)
				}
			} else if err != nil && w.one(id).Workflow == rights.Open {
				if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), ruling); err != nil {
					t.Fatal(err)
				}
			}
			w.runs(tretoen, w.now.AddDate(0, 0, 1))
			w.expect(id, "answered, rectification granted")
			if got := w.field(ref, "name"); got != "Kari Nordmann" {
				t.Fatalf("broken off at call %d (after: %v): the record says %q", n, after, got.Reveal())
			}
			if o, _ := w.one(id).Outcome(gdpr.Rectification); o.By != rights.ByStaff("anne") {
				t.Fatalf("broken off at call %d (after: %v): decided by %q", n, after, o.By)
			}
		}
	}
}

func corrects2(ref holding.Ref, field string, value gdpr.Private) func(*rights.Request) {
	return func(r *rights.Request) {
		r.Corrections = append(r.Corrections, rights.Correction{Item: ref.String(), Field: field, Value: value})
	}
}

// No words close a correction: it is ruled on where something is held, and refused with its ground
// where nothing is.
func TestM9_NoWordsGrantACorrection(t *testing.T) {
	none := rights.Refusal{Right: gdpr.Rectification, Ground: rights.NothingHeld, Reasons: "Vi har ikke noe om deg."}
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Rectification)
	if _, err := w.Cases.Reply(t.Context(), staff(tretoen), w.seen(id), "Det er rettet."); !is(err, gdpr.Conflict, gdpr.CodeState) {
		t.Errorf("closed by words: %v, %s", err, w.ended(id))
	}
	if _, err := w.Refuse(t.Context(), staff(tretoen), w.seen(id), none); !is(err, gdpr.Invalid, gdpr.CodeInvalid) {
		t.Errorf("said to hold nothing: %v", err)
	}
	ruling := []rights.Correction{{Item: ref.String(), Field: "name", Value: "Kari N", State: rights.Accepted}}
	if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), ruling); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "answered, rectification granted")

	empty := newWorld(t)
	id = empty.confirmed(tretoen, nil, gdpr.Rectification)
	if _, err := empty.Refuse(t.Context(), staff(tretoen), empty.seen(id), none); err != nil {
		t.Fatal(err)
	}
	empty.expect(id, "refused, rectification refused")
}

// How an agreement names a person is proposed by them, ruled on by staff, and made: the others in it,
// and what else it says, stay as they are.
func TestM9_HowAnAgreementNamesThePersonIsCorrected(t *testing.T) {
	const moved gdpr.Private = "kari.n@example.org"
	w := newWorld(t)
	agreement := w.names()
	both := func(r *rights.Request) {
		corrects2(agreement, controller.EmailField, moved)(r)
		corrects2(agreement, holding.ContactName, "Kari Nordmann")(r)
	}
	id := w.confirmed(tretoen, both, gdpr.Rectification)
	w.runs(tretoen, start.AddDate(0, 0, 1))
	if w.one(id).Workflow != rights.Open || w.store.held[agreement].Contacts[1].Name != "Kari" {
		t.Fatal("a machine has corrected an agreement")
	}
	accepted := slices.Clone(w.one(id).Corrections)
	for i := range accepted {
		accepted[i].State = rights.Accepted
	}
	if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), accepted); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "answered, rectification granted")
	want := []holding.Contact{{Name: "Ola", Address: ola, Subject: subject(tretoen, ola)}, {Name: "Kari Nordmann", Address: moved, Subject: subject(tretoen, moved)}}
	if got := w.store.held[agreement].Contacts; !slices.Equal(got, want) {
		t.Errorf("the agreement names %v, want %v", got, want)
	}
}

// Nobody is corrected in an agreement that does not name them, nor into somebody whom it names already,
// nor without a name; and nothing of it but how it names them.
func TestM9_NobodyElseIsCorrectedInAnAgreement(t *testing.T) {
	for outcome, c := range map[string]rights.Correction{
		"somebody else's address": {Field: controller.EmailField, Value: ola},
		"no address":              {Field: controller.EmailField, Value: "kari"},
		"no name":                 {Field: holding.ContactName, Value: " "},
		"another field":           {Field: "title", Value: "Avtale"},
	} {
		w := newWorld(t)
		agreement := w.names()
		c.Item, c.State = agreement.String(), rights.Accepted
		id := w.confirmed(tretoen, nil, gdpr.Rectification)
		if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), []rights.Correction{c}); !is(err, gdpr.Invalid, gdpr.CodeInvalid) {
			t.Errorf("%s: %v", outcome, err)
		}
		if w.store.held[agreement].Revision != 1 || len(w.one(id).Corrections) > 0 {
			t.Errorf("%s: something is stored", outcome)
		}
	}
	w := newWorld(t)
	agreement := w.names()
	rec := w.store.held[agreement]
	rec.Contacts = rec.Contacts[:1]
	w.store.held[agreement] = rec
	id := w.confirmed(tretoen, nil, gdpr.Rectification)
	foreign := rights.Correction{Item: agreement.String(), Field: holding.ContactName, Value: "Kari", State: rights.Accepted}
	if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), []rights.Correction{foreign}); !is(err, gdpr.Invalid, gdpr.CodeInvalid) {
		t.Errorf("an agreement that does not name the person: %v", err)
	}
}

// On their own page a person proposes how an agreement should name them; of an agreement that does not
// name them they hear no more than of one that is not there.
func TestM9_OnlyWhoAnAgreementNamesAsksToBeCorrectedInIt(t *testing.T) {
	w := newWorld(t)
	agreement := w.names()
	asked := rights.Lodged{Address: kari, Right: gdpr.Rectification, Language: gdpr.Bokmal,
		Corrections: []rights.Correction{{Item: agreement.String(), Field: holding.ContactName, Value: "Kari Nordmann"}}}
	begun, err := w.Act(t.Context(), person(tretoen, kari), asked)
	if err != nil || begun.Workflow != rights.Open || w.store.held[agreement].Contacts[1].Name != "Kari" {
		t.Fatalf("%s, %v", begun.Workflow, err)
	}
	asked.Address = "per@example.com"
	if _, err := w.Act(t.Context(), person(tretoen, asked.Address), asked); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("somebody whom it does not name: %v", err)
	}
}

// Broken off anywhere, both are corrected in the end, also where the address has moved the person
// already.
func TestM9_AContactIsCorrectedWhereverItIsBrokenOff(t *testing.T) {
	const moved gdpr.Private = "kari.n@example.org"
	calls := 1
	for n := 0; n <= calls; n++ {
		for _, after := range []bool{false, true} {
			w := newWorld(t)
			agreement := w.names()
			id := w.confirmed(tretoen, func(r *rights.Request) {
				corrects2(agreement, controller.EmailField, moved)(r)
				corrects2(agreement, holding.ContactName, "Kari Nordmann")(r)
			}, gdpr.Rectification)
			w.sweep(tretoen)
			rulings := slices.Clone(w.one(id).Corrections)
			for i := range rulings {
				rulings[i].State = rights.Accepted
			}
			w.gate.calls, w.gate.breakAt, w.gate.after = nil, n, after
			_, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), rulings)
			if n == 0 {
				calls = len(w.gate.calls)
			}
			if w.gate.breakAt = 0; err != nil && w.one(id).Corrections[0].State == rights.Undecided {
				if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), rulings); err != nil {
					t.Fatal(err)
				}
			}
			w.runs(tretoen, w.now.AddDate(0, 0, 1))
			w.expect(id, "answered, rectification granted")
			want := holding.Contact{Name: "Kari Nordmann", Address: moved, Subject: subject(tretoen, moved)}
			if got := w.store.held[agreement].Contacts[1]; got != want {
				t.Fatalf("broken off at call %d (after: %v): %v, %s", n, after, got, got.Name.Reveal())
			}
		}
	}
}

// Ruled on one after the other, the name is corrected under the address that was corrected before.
func TestM9_AContactsNameIsCorrectedAfterTheAddress(t *testing.T) {
	const moved gdpr.Private = "kari.n@example.org"
	w := newWorld(t)
	agreement := w.names()
	id := w.confirmed(tretoen, func(r *rights.Request) {
		corrects2(agreement, controller.EmailField, moved)(r)
		corrects2(agreement, holding.ContactName, "Kari Nordmann")(r)
	}, gdpr.Rectification)
	for _, field := range []string{controller.EmailField, holding.ContactName} {
		ruling := []rights.Correction{{Item: agreement.String(), Field: field, State: rights.Accepted}}
		if _, err := w.Rule(t.Context(), staff(tretoen), w.seen(id), ruling); err != nil {
			t.Fatalf("%s: %v", field, err)
		}
	}
	w.expect(id, "answered, rectification granted")
	if got := w.store.held[agreement].Contacts[1]; got.Name != "Kari Nordmann" || got.Address != moved {
		t.Errorf("%s, %s", got.Name.Reveal(), got.Address.Reveal())
	}
}
