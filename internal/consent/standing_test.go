package consent_test

import (
	"slices"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// stands is a consent that counts. Who declares is known by their address in this store.
func (w *world) stands(t *testing.T, id gdpr.ID, choices ...consent.Choice) {
	t.Helper()
	d := declaration(alfa, 2)
	w.dossiers.held[key{alfa, id}] = consent.Consent{
		ID: id, Controller: alfa, Address: "kari@example.com", State: consent.Standing, Choices: choices,
		Recorded: w.now.Add(-2e9), Decided: w.now.Add(-1e9), Seen: consent.Seen{Version: d.Version}, Expires: 1 << 40,
		History: []consent.Step{{At: w.now.Add(-2e9), On: consent.Declare}, {At: w.now.Add(-1e9), On: consent.Confirm}},
	}
}

func yes(p gdpr.PurposeID) consent.Choice {
	return consent.Choice{Purpose: p, Decision: gdpr.Given}
}

func TestAllConsentsOfAPersonAreWithdrawnOnce(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"), yes("news"))
	w.stands(t, "b", yes("news"))
	for i, want := range []int{2, 0} {
		got, err := w.WithdrawAll(t.Context(), alfa, "kari@example.com")
		if err != nil || len(got) != want {
			t.Errorf("time %d: %d withdrawn, %v", i+1, len(got), err)
		}
	}
	for _, id := range []gdpr.ID{"a", "b"} {
		if c := w.dossiers.held[key{alfa, id}]; c.State != consent.Ended {
			t.Errorf("%s is %s", id, c.State)
		}
	}
}

func TestSomePurposesAreWithdrawnAndTheOthersStand(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"), yes("news"))
	w.stands(t, "b", yes("news"))
	w.stands(t, "c", yes("storage"))
	for range 2 {
		if _, err := w.WithdrawFor(t.Context(), alfa, "kari@example.com", []gdpr.PurposeID{"news"}, w.now); err != nil {
			t.Fatal(err)
		}
	}
	a, b, c := w.dossiers.held[key{alfa, "a"}], w.dossiers.held[key{alfa, "b"}], w.dossiers.held[key{alfa, "c"}]
	if a.State != consent.Standing || a.Choices[0].Decision != gdpr.Given || a.Choices[1].Decision != gdpr.Withdrawn {
		t.Errorf("%s, %+v", a.State, a.Choices)
	}
	if b.State != consent.Ended || c.State != consent.Standing || c.Choices[0].Decision != gdpr.Given {
		t.Errorf("%s, %s", b.State, c.State)
	}
	if len(w.dossiers.events) != 2 {
		t.Errorf("%v", w.dossiers.events)
	}
}

// What the person said last counts.
func TestAYesFromAfterAnObjectionStands(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"), yes("news"))
	w.stands(t, "b", yes("news"))
	changed, err := w.WithdrawFor(t.Context(), alfa, "kari@example.com", []gdpr.PurposeID{"news"}, w.now.Add(-2e9))
	if err != nil || len(changed) != 0 || len(w.dossiers.events) != 0 {
		t.Errorf("%v, %v, %v", changed, w.dossiers.events, err)
	}
	for _, id := range []gdpr.ID{"a", "b"} {
		if c := w.dossiers.held[key{alfa, id}]; c.State != consent.Standing || slices.ContainsFunc(c.Choices, func(c consent.Choice) bool { return c.Decision != gdpr.Given }) {
			t.Errorf("%s: %s, %v", id, c.State, c.Choices)
		}
	}
}

// What was objected to does not come back with a withdrawal that is taken back.
func TestWhatWasObjectedToDoesNotComeBack(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"), yes("news"))
	if _, err := w.WithdrawFor(t.Context(), alfa, "kari@example.com", []gdpr.PurposeID{"news"}, w.now); err != nil {
		t.Fatal(err)
	}
	if _, err := w.WithdrawPerson(t.Context(), alfa, "a"); err != nil {
		t.Fatal(err)
	}
	back, err := w.Decide(t.Context(), alfa, proof(w.dossiers.held[key{alfa, "a"}]), consent.Restore)
	if err != nil || back.Choices[0].Decision != gdpr.Given || back.Choices[1].Decision != gdpr.Withdrawn {
		t.Errorf("%v, %+v", err, back.Choices)
	}
}
