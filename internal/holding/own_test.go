package holding_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// disclosedTo notes that the profile of Kari was given to a customer.
func (w *world) disclosedTo(customer gdpr.Private) holding.Disclosure {
	w.t.Helper()
	d, err := w.Disclose(w.t.Context(), system, kari, controller.Profiles, holding.Disclosure{
		Recipient: "customers", Customer: customer, Categories: []string{"profile"},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

// Promise M3: whoever was given the profile stands there, with what, when and why.
func TestAPersonSeesWhatIsHeldAndToWhomItWasGiven(t *testing.T) {
	w := newWorld(t)
	profile := w.registered()
	first := w.disclosedTo("Bedrift AS")
	w.at(start.Add(time.Hour))
	second := w.disclosedTo("Butikk AS")
	from := w.store.held[profile.Ref]
	owned, err := w.Own(t.Context(), person(mojob, kari))
	if err != nil || len(owned) != 1 {
		t.Fatalf("%+v, %v", owned, err)
	}
	got := owned[0]
	if got.Ref != profile.Ref || len(got.Fields) != len(profile.Fields) || len(got.Disclosures) != 2 {
		t.Errorf("shown %+v", got)
	}
	for _, want := range []holding.Disclosure{first, second} {
		if !slices.ContainsFunc(got.Disclosures, func(d holding.Disclosure) bool {
			return d.Recipient == "customers" && d.Customer == want.Customer && d.Purpose == "recruitment" && d.At.Equal(want.At) && slices.Equal(d.Categories, want.Categories)
		}) {
			t.Errorf("not told of %s at %s", want.Customer.Reveal(), want.At)
		}
	}
	if to := w.store.held[profile.Ref]; !to.From.Equal(from.From) || to.Term.Due != from.Term.Due || to.Revision != from.Revision {
		t.Error("to look keeps it longer")
	}
}

// Art. 15 knows no exception for what is restricted or kept by law; what has ended is gone.
func TestWhatIsRestrictedOrHeldIsShownToItsPerson(t *testing.T) {
	for s, shown := range map[state]bool{served: true, restricted: true, held: true, over: false} {
		w, refs := filled(t, s)
		for _, class := range []controller.Class{controller.Applications, controller.Profiles} {
			r := refs[class]
			owned, err := w.Own(t.Context(), person(r.Controller, kari))
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.ContainsFunc(owned, func(o holding.Owned) bool { return o.Ref == r && len(o.Fields) > 0 }); got != shown {
				t.Errorf("%s %s: shown %t", s, class, got)
			}
			readings := w.store.readings[r]
			if shown && (len(readings) != 1 || readings[0].Actor != "own" || readings[0].What != "record") || !shown && len(readings) > 0 {
				t.Errorf("%s %s: readings %+v", s, class, readings)
			}
		}
	}
}

// strangers are all who did not come for their own records with Kari's address.
func strangers(r holding.Ref) map[string]access.Actor {
	all := who(r.Controller, r)
	all["ola, for his own"] = person(r.Controller, ola)
	all["kari, elsewhere"] = person("other", kari)
	all["kari, at the other controller"] = person(map[gdpr.ControllerID]gdpr.ControllerID{mojob: tretoen, tretoen: mojob}[r.Controller], kari)
	all["nobody, for their own"] = access.Actor{Controller: r.Controller, Way: access.ToOwn}
	return all
}

func TestNobodyElseSeesWhatIsHeldOnAPerson(t *testing.T) {
	for _, s := range []state{served, restricted, held} {
		for _, class := range []controller.Class{controller.Applications, controller.Profiles, controller.Agreements} {
			w, refs := filled(t, s)
			r, none := refs[class], refs[class]
			none.ID = gdpr.NewID()
			for name, by := range strangers(r) {
				owned, err := w.Own(t.Context(), by)
				if slices.ContainsFunc(owned, func(o holding.Owned) bool { return o.Ref == r }) {
					t.Errorf("%s sees the %s", name, class)
				}
				if err != nil && gdpr.KindOf(err) != gdpr.Forbidden && gdpr.KindOf(err) != gdpr.NotFound {
					t.Errorf("%s: %v", name, err)
				}
				_, file := w.OwnFile(t.Context(), by, r, gdpr.NewID())
				_, nothing := w.OwnFile(t.Context(), by, none, gdpr.NewID())
				if file == nil || nothing == nil || file.Error() != nothing.Error() {
					t.Errorf("%s tells the %s from none: %v and %v", name, class, file, nothing)
				}
			}
			if len(w.store.readings[r]) > 0 || len(w.files.handed) > 0 {
				t.Errorf("%s %s: read %+v", s, class, w.store.readings[r])
			}
		}
	}
}

// Who came for their own records is no reader of anything: not by any other way in.
func TestWhoCameForTheirOwnMayNothingElse(t *testing.T) {
	for _, s := range []state{served, restricted, held} {
		w, refs := filled(t, s)
		for class, r := range refs {
			for act, try := range acts {
				for _, address := range []gdpr.Private{kari, ola} {
					before := w.store.snapshot()
					if shown, err := try(w, person(r.Controller, address), r); shown || err == nil || w.store.snapshot() != before {
						t.Errorf("%s of the %s: %t, %v", act, class, shown, err)
					}
				}
			}
		}
	}
}

func TestAPersonsOwnFileIsHandedOutAndLogged(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv", Name: "cv.pdf"})
	by := person(tretoen, kari)
	if _, err := w.OwnFile(t.Context(), by, r, id); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("awaited: %v", err)
	}
	w.files.quarantine[id] = content{pdf, "text"}
	if _, err := w.Collect(t.Context(), sender(r), r, id); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Restrict(t.Context(), privacy, r); err != nil {
		t.Fatal(err)
	}
	d, err := w.OwnFile(t.Context(), by, r, id)
	readings := w.store.readings[r]
	if err != nil || d.URL == "" || len(readings) != 1 || readings[0].Actor != "own" {
		t.Errorf("%+v, %v, readings %+v", d, err, readings)
	}
	w.store.fates = []fate{notStored}
	if d, err := w.OwnFile(t.Context(), by, r, id); err == nil || d.URL != "" {
		t.Errorf("without a reading: %+v, %v", d, err)
	}
}

func TestNothingOfOnesOwnIsShownThatIsNotLogged(t *testing.T) {
	w, _ := filled(t, served)
	w.store.fates = []fate{notStored}
	if owned, err := w.Own(t.Context(), person(mojob, kari)); len(owned) > 0 || gdpr.KindOf(err) != gdpr.Unavailable {
		t.Errorf("%+v, %v", owned, err)
	}
	w.store.race = func() { w.at(start.AddDate(3, 0, 0)) } // it ends between being found and being logged
	if owned, err := w.Own(t.Context(), person(mojob, kari)); len(owned) > 0 || err != nil {
		t.Errorf("%+v, %v", owned, err)
	}
}

// mixing is a store that answers with everybody's records.
type mixing struct{ *store }

func (s mixing) Records(context.Context, gdpr.ControllerID, gdpr.SubjectID, controller.Class) ([]holding.Record, error) {
	return s.find(func(holding.Record) bool { return true }), nil
}

func TestTheDeskLooksForItselfWhoseARecordIs(t *testing.T) {
	w, _ := filled(t, served)
	w.Store = mixing{w.store}
	for _, c := range []gdpr.ControllerID{mojob, tretoen} {
		if owned, err := w.Own(t.Context(), person(c, ola)); err != nil || len(owned) > 0 {
			t.Errorf("%+v, %v", owned, err)
		}
	}
}
