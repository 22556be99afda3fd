package fulfillment_test

import (
	"slices"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// names is an agreement that names kari and ola as contact persons.
func (w *world) names() holding.Ref {
	ref := holding.Ref{Controller: tretoen, Class: controller.Agreements, Owner: "k1-agreement", ID: gdpr.DeriveID("agreement")}
	w.store.held[ref] = holding.Record{
		Ref: ref, Purpose: "agreements", Version: declaration(tretoen).Version, Received: w.now, Changed: w.now, Revision: 1, Stage: holding.Active,
		Contacts: []holding.Contact{
			{Name: "Ola", Address: ola, Subject: subject(tretoen, ola)},
			{Name: "Kari", Address: kari, Subject: subject(tretoen, kari)},
		},
	}
	return ref
}

// What an agreement says of a contact person is restricted, or weighed, by staff and nobody else: a
// machine grants nothing that it does not do.
func TestM9_NoMachineGrantsWhatItDoesNotDoToAnAgreement(t *testing.T) {
	for _, right := range []gdpr.Right{gdpr.Restriction, gdpr.Objection} {
		w := newWorld(t)
		agreement := w.names()
		id := w.confirmed(tretoen, against2(rights.AgainstProcessing), right)
		w.runs(tretoen, start.AddDate(0, 0, 20))
		if c := w.one(id); c.Workflow != rights.Open || len(c.Outcomes) > 0 || !w.store.held[agreement].Term.Served(w.now) {
			t.Errorf("%s: %s, %v, %+v", right, c.Workflow, w.events(id), w.store.held[agreement].Term)
		}
	}
}

// Granted by staff, the agreement is restricted with the rest, for this case, and free when it ends.
func TestM9_StaffRestrictAnAgreementThatNamesThePerson(t *testing.T) {
	w := newWorld(t)
	agreement, own := w.names(), w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Restriction)
	w.runs(tretoen, start.AddDate(0, 0, 1))
	if w.store.held[own].Term.Served(w.now) || !w.store.held[agreement].Term.Served(w.now) || len(w.one(id).Outcomes) > 0 {
		t.Fatalf("before staff have said: %+v, %+v", w.store.held[own].Term, w.store.held[agreement].Term)
	}
	effect, err := w.Effect(t.Context(), staff(tretoen), id, gdpr.Restriction)
	if err != nil || !slices.ContainsFunc(effect.Restricted, func(e fulfillment.Touched) bool { return e.Class == controller.Agreements && e.Count == 1 }) {
		t.Errorf("the preview: %+v, %v", effect.Restricted, err)
	}
	at := func() rights.At { return rights.At{ID: id, Revision: w.one(id).Revision} }
	if _, err := w.Grant(t.Context(), staff(tretoen), at(), gdpr.Restriction); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "answered, restriction granted")
	if w.store.held[agreement].Term.Served(w.now) || !slices.Contains(w.one(id).Restricted, agreement.String()) {
		t.Fatalf("granted: %+v, %q", w.store.held[agreement].Term, w.one(id).Restricted)
	}
	if _, err := w.Warn(t.Context(), staff(tretoen), at(), "Det er avklart."); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, w.now.AddDate(0, 0, 30))
	if !w.store.held[agreement].Term.Served(w.now) || !w.store.held[own].Term.Served(w.now) {
		t.Errorf("after its end: %+v, %+v", w.store.held[agreement].Term, w.store.held[own].Term)
	}
}

// Refused by staff, nothing of it stays restricted; taken out of the agreement, the person is granted
// it by the clock.
func TestM9_AContactPersonsRestrictionIsRefusedOrFollowsTheAmendment(t *testing.T) {
	w := newWorld(t)
	w.names()
	own := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Restriction)
	w.runs(tretoen, start.AddDate(0, 0, 1))
	no := rights.Refusal{Right: gdpr.Restriction, Ground: rights.Conditions, Reasons: "Ingen av vilkårene er oppfylt."}
	if _, err := w.Refuse(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, no); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, w.now.AddDate(0, 0, 1))
	if !w.store.held[own].Term.Served(w.now) {
		t.Errorf("refused, and still restricted: %+v", w.store.held[own].Term)
	}
	again := w.confirmed(tretoen, nil, gdpr.Restriction)
	w.runs(tretoen, w.now.AddDate(0, 0, 1))
	for ref, rec := range w.store.held {
		if ref.Class == controller.Agreements {
			rec.Contacts = rec.Contacts[:1]
			w.store.held[ref] = rec
		}
	}
	w.runs(tretoen, w.now.AddDate(0, 0, 30)) // at the next reminder of the deadline at the latest
	w.expect(again, "answered, restriction granted")
}
