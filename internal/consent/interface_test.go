package consent_test

import (
	"reflect"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// What a record names as shown can be shown again (Art. 7(1)): nothing else gets into one.
func TestWhatNobodyWasShownIsRefusedByEveryMechanism(t *testing.T) {
	const (
		form, bar = controller.OnForm, controller.OnBanner
		nb        = gdpr.Bokmal
	)
	visitors, persons := controller.Visitors, controller.Persons
	for outcome, test := range map[string]struct {
		by   consent.Mechanism
		said controller.Digest
		ok   bool
	}{
		"the banner":                       {consent.ByBanner, shown(alfa, 2, bar, visitors, nb), true},
		"one that a browser had kept":      {consent.ByBanner, "before a word changed: " + shown(alfa, 2, bar, visitors, nb), true},
		"the banner, by the signal":        {consent.BySignal, shown(alfa, 2, bar, visitors, nb), true},
		"the form":                         {consent.ByForm, shown(alfa, 2, form, visitors, nb), true},
		"the form, by another system":      {consent.ByAPI, shown(alfa, 2, form, visitors, nb), true},
		"the banner, by another system":    {consent.ByAPI, shown(alfa, 2, bar, visitors, nb), true},
		"a banner that is not ours":        {consent.ByBanner, "", true},
		"nothing, by another system":       {consent.ByAPI, "", true},
		"what nobody published":            {consent.ByBanner, "abab", false},
		"what nobody published, as form":   {consent.ByForm, "abab", false},
		"what nobody published, by an API": {consent.ByAPI, "abab", false},
		"the form as a banner":             {consent.ByBanner, shown(alfa, 2, form, visitors, nb), false},
		"the banner as a form":             {consent.ByForm, shown(alfa, 2, bar, visitors, nb), false},
		"the form of persons":              {consent.ByForm, shown(alfa, 2, form, persons, nb), false},
		"the banner in another language":   {consent.ByBanner, shown(alfa, 2, bar, visitors, gdpr.English), false},
		"another controller's banner":      {consent.ByBanner, shown(beta, 1, bar, visitors, nb), false},
		"the banner of another version":    {consent.ByBanner, shown(alfa, 1, bar, visitors, nb), false},
		"the notice instead of the banner": {consent.ByBanner, notice(alfa, 2, visitors, nb), false},
		"a banner for persons":             {consent.ByBanner, shown(alfa, 2, bar, persons, nb), false},
	} {
		t.Run(outcome, func(t *testing.T) {
			w, s := newWorld(t), cookies()
			s.Mechanism, s.Interface = test.by, test.said
			if test.by == consent.BySignal {
				s.Choices[1].Decision = gdpr.Refused
			}
			r, err := w.Visitor(t.Context(), alfa, s)
			if test.ok {
				if err != nil || r.Seen.Interface != test.said {
					t.Errorf("recorded %q, %v", r.Seen.Interface, err)
				}
				return
			}
			if want := []gdpr.Fault{{Pointer: "/interface", Code: gdpr.FaultInterface}}; !reflect.DeepEqual(faultsOf(err), want) || len(w.ledger.kept) > 0 {
				t.Errorf("faults %v of %v, %d records", faultsOf(err), err, len(w.ledger.kept))
			}
		})
	}
}

// A browser may hold a banner of before a rollback, and a no does not wait for that (Art. 7(3)).
func TestANoIsTakenWhateverItsBrowserShowed(t *testing.T) {
	for _, by := range []consent.Mechanism{consent.ByBanner, consent.BySignal, consent.ByForm, consent.ByAPI} {
		for _, said := range []controller.Digest{"abab", shown(beta, 1, controller.OnBanner, controller.Visitors, gdpr.Bokmal)} {
			w, s := newWorld(t), cookies()
			s.Mechanism, s.Interface = by, said
			for i := range s.Choices {
				s.Choices[i].Decision = gdpr.Refused
			}
			r, err := w.Visitor(t.Context(), alfa, s)
			if err != nil || r.Seen.Interface != "" || r.Standing() || len(w.ledger.kept) != 1 {
				t.Errorf("by %s, showing %q: %+v, %v", by, said, r, err)
			}
		}
	}
}

func TestAPersonsFormIsThatOfPersons(t *testing.T) {
	for said, ok := range map[controller.Digest]bool{
		"": true, shown(alfa, 2, controller.OnForm, controller.Persons, gdpr.Bokmal): true,
		shown(alfa, 2, controller.OnForm, controller.Visitors, gdpr.Bokmal): false, "abab": false,
	} {
		w, s := newWorld(t), declared()
		s.Interface = said
		if _, err := w.Person(t.Context(), alfa, s); (err == nil) != ok || len(w.dossiers.held) > 0 != ok {
			t.Errorf("%q: %v, %d kept", said, err, len(w.dossiers.held))
		}
	}
}
