package holding_test

import (
	"context"
	"testing"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// strangers are all who did not come for their own records with Kari's address.
func strangers(r holding.Ref) map[string]access.Actor {
	all := who(r.Controller, r)
	all["ola, for his own"] = person(r.Controller, ola)
	all["kari, elsewhere"] = person("other", kari)
	all["kari, at the other controller"] = person(map[gdpr.ControllerID]gdpr.ControllerID{mojob: tretoen, tretoen: mojob}[r.Controller], kari)
	all["nobody, for their own"] = access.Actor{Controller: r.Controller, Way: access.ToOwn}
	return all
}

func TestNobodyElseGetsAPersonsFile(t *testing.T) {
	for _, s := range []state{served, restricted, held} {
		for _, class := range []controller.Class{controller.Applications, controller.Profiles, controller.Agreements} {
			w, refs := filled(t, s)
			r, none := refs[class], refs[class]
			none.ID = gdpr.NewID()
			for name, by := range strangers(r) {
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

// mixing is a store that answers with everybody's records.
type mixing struct{ *store }

func (s mixing) Records(context.Context, gdpr.ControllerID, gdpr.SubjectID, controller.Class) ([]holding.Record, error) {
	return s.find(func(holding.Record) bool { return true }), nil
}

func TestTheDeskLooksForItselfWhoseARecordIs(t *testing.T) {
	w, _ := filled(t, served)
	w.Store = mixing{w.store}
	for _, c := range []gdpr.ControllerID{mojob, tretoen} {
		if held, err := w.Held(t.Context(), c, person(c, ola).Contact); err != nil || len(held) > 0 {
			t.Errorf("%+v, %v", held, err)
		}
	}
}
