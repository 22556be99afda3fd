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
)

// person has declared a consent.
func person(t *testing.T) (*world, consent.Consent) {
	t.Helper()
	w := newWorld(t)
	c, err := w.Person(t.Context(), alfa, declared())
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	return w, c
}

// in brings a declared consent into a state.
func in(t *testing.T, s consent.State) (*world, consent.Consent) {
	t.Helper()
	w, c := person(t)
	steps := map[consent.State][]consent.Event{
		consent.Standing: {consent.Confirm}, consent.Canceled: {consent.Cancel}, consent.Ended: {consent.Confirm, consent.Withdraw},
	}
	for _, on := range steps[s] {
		if _, err := carryOut(t, w, c, on); err != nil {
			t.Fatal(err)
		}
		w.now = w.now.Add(time.Hour)
	}
	return w, w.dossiers.held[key{alfa, c.ID}]
}

func carryOut(t *testing.T, w *world, c consent.Consent, on consent.Event) (consent.Consent, error) {
	if on == consent.Withdraw {
		return w.WithdrawPerson(t.Context(), alfa, c.ID)
	}
	return w.Decide(t.Context(), alfa, proof(c), on)
}

func decided(err error) bool {
	e, ok := errors.AsType[*gdpr.Error](err)
	return ok && e.Kind == gdpr.Conflict && e.Code == gdpr.CodeAlreadyDecided
}

func TestWhatAPersonDeclaresIsPending(t *testing.T) {
	_, c := person(t)
	want := consent.Consent{
		ID: c.ID, Controller: alfa, Address: "kari@example.com", State: consent.Pending, Recorded: start.Truncate(time.Millisecond),
		Choices: []consent.Choice{{Purpose: "storage", Decision: gdpr.Given}, {Purpose: "news", Decision: gdpr.Refused}},
		Network: "192.0.2.0/24", Expires: c.Expires, Seen: c.Seen,
		History: []consent.Step{{At: c.Recorded, On: consent.Declare}},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("declared\n%+v\nwant\n%+v", c, want)
	}
	if end := c.Expires.Time(); !end.Equal(time.Date(2026, time.December, 21, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("ends %s where nobody confirms it", end)
	}
	if c.Seen.Notice != notice(alfa, 2, controller.Persons, gdpr.Bokmal) || c.Seen.Version.Major != 2 {
		t.Errorf("seen %+v", c.Seen)
	}
}

func TestTheSameDeclarationAgainIsTheFirst(t *testing.T) {
	w := newWorld(t)
	w.dossiers.loses = 1
	if _, err := w.Person(t.Context(), alfa, keyed(declared())); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	first, err := w.Person(t.Context(), alfa, keyed(declared()))
	if err != nil || len(w.dossiers.held) != 1 {
		t.Fatalf("%v, with %d consents", err, len(w.dossiers.held))
	}
	// Also where it has been confirmed since.
	w.now = w.now.Add(time.Hour)
	if _, err := w.Decide(t.Context(), alfa, proof(first), consent.Confirm); err != nil {
		t.Fatal(err)
	}
	again, err := w.Person(t.Context(), alfa, keyed(declared()))
	if err != nil || again.ID != first.ID || len(w.dossiers.held) != 1 {
		t.Errorf("%+v, %v, with %d consents", again, err, len(w.dossiers.held))
	}
}

func TestAnotherDeclarationUnderTheSameKeyIsAMismatch(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Person(t.Context(), alfa, keyed(declared())); err != nil {
		t.Fatal(err)
	}
	s := keyed(declared())
	s.Choices[0].Decision = gdpr.Given
	_, err := w.Person(t.Context(), alfa, s)
	if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Kind != gdpr.Mismatch || e.Code != gdpr.CodeKeyReused {
		t.Errorf("%v", err)
	}
	// The key of one person is no key of another's.
	s.Address = "ola@example.com"
	if _, err := w.Person(t.Context(), alfa, s); err != nil || len(w.dossiers.held) != 2 {
		t.Errorf("%v, with %d consents", err, len(w.dossiers.held))
	}
}

func TestEveryDecisionInEveryStateEndsAsTheTableSays(t *testing.T) {
	for _, row := range []struct {
		from  consent.State
		on    consent.Event
		to    consent.State
		moved bool
		ok    bool
	}{
		{consent.Pending, consent.Confirm, consent.Standing, true, true},
		{consent.Pending, consent.Cancel, consent.Canceled, true, true},
		{consent.Pending, consent.Withdraw, consent.Canceled, true, true}, // it never counted
		{consent.Standing, consent.Confirm, consent.Standing, false, true},
		{consent.Standing, consent.Cancel, consent.Standing, false, false},
		{consent.Standing, consent.Withdraw, consent.Ended, true, true},
		{consent.Canceled, consent.Confirm, consent.Canceled, false, false},
		{consent.Canceled, consent.Cancel, consent.Canceled, false, true},
		{consent.Canceled, consent.Withdraw, consent.Canceled, false, true},
		{consent.Ended, consent.Confirm, consent.Ended, false, true}, // it was, before it was withdrawn
		{consent.Ended, consent.Cancel, consent.Ended, false, false},
		{consent.Ended, consent.Withdraw, consent.Ended, false, true},
	} {
		t.Run(string(row.from)+" by "+string(row.on), func(t *testing.T) {
			w, c := in(t, row.from)
			before := len(w.dossiers.events)
			got, err := carryOut(t, w, c, row.on)
			if (err == nil) != row.ok || err != nil && !decided(err) {
				t.Errorf("%v", err)
			}
			if got.State != row.to || w.dossiers.held[key{alfa, c.ID}].State != row.to || (len(w.dossiers.events) > before) != row.moved {
				t.Errorf("answered %s, stands %s, after %v", got.State, w.dossiers.held[key{alfa, c.ID}].State, w.dossiers.events)
			}
			if !row.moved && !reflect.DeepEqual(w.dossiers.held[key{alfa, c.ID}], c) {
				t.Errorf("changed to %+v", w.dossiers.held[key{alfa, c.ID}])
			}
		})
	}
}

func TestHowLongAConsentIsKeptFollowsFromWhatWasDecided(t *testing.T) {
	for state, end := range map[consent.State]time.Time{
		consent.Pending:  time.Date(2026, time.December, 21, 12, 0, 0, 0, time.UTC),
		consent.Canceled: time.Date(2026, time.December, 21, 12, 0, 0, 0, time.UTC),
		consent.Standing: time.Date(2028, time.November, 21, 13, 0, 0, 0, time.UTC),
		consent.Ended:    time.Date(2028, time.November, 21, 14, 0, 0, 0, time.UTC),
	} {
		if _, c := in(t, state); !c.Expires.Time().Equal(end) {
			t.Errorf("%s ends %s, want %s", state, c.Expires.Time(), end)
		}
	}
}

func TestAWithdrawalByAPersonTakesEachYesBack(t *testing.T) {
	_, c := in(t, consent.Ended)
	want := []consent.Choice{{Purpose: "storage", Decision: gdpr.Withdrawn}, {Purpose: "news", Decision: gdpr.Refused}}
	if !reflect.DeepEqual(c.Choices, want) {
		t.Errorf("choices %v", c.Choices)
	}
}

func TestWhoeverDecidedFirstInTheSameMomentCounts(t *testing.T) {
	for _, test := range []struct {
		outcome       string
		first, second consent.Event
		ok            bool
	}{
		{"both confirm", consent.Confirm, consent.Confirm, true},
		{"both cancel", consent.Cancel, consent.Cancel, true},
		{"confirmed, then canceled", consent.Confirm, consent.Cancel, false},
		{"canceled, then confirmed", consent.Cancel, consent.Confirm, false},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w, c := person(t)
			w.dossiers.race = func() {
				if _, err := w.Decide(t.Context(), alfa, proof(c), test.first); err != nil {
					t.Fatal(err)
				}
			}
			got, err := w.Decide(t.Context(), alfa, proof(c), test.second)
			if (err == nil) != test.ok || err != nil && !decided(err) {
				t.Errorf("%v", err)
			}
			if stands := w.dossiers.held[key{alfa, c.ID}]; !reflect.DeepEqual(got, stands) {
				t.Errorf("answered %+v, stands %+v", got, stands)
			}
			if want := []consent.Event{consent.Declare, test.first}; !slices.Equal(w.dossiers.events, want) {
				t.Errorf("events %v", w.dossiers.events)
			}
		})
	}
}

func TestALostAnswerToADecisionIsFoundAgain(t *testing.T) {
	w, c := person(t)
	w.dossiers.loses = 1
	if _, err := w.Decide(t.Context(), alfa, proof(c), consent.Confirm); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	got, err := w.Decide(t.Context(), alfa, proof(c), consent.Confirm)
	if err != nil || got.State != consent.Standing || len(w.dossiers.events) != 2 {
		t.Errorf("%+v, %v, after %v", got, err, w.dossiers.events)
	}
}

func TestAProofOfSomethingElseDecidesNothing(t *testing.T) {
	w, c := person(t)
	for outcome, try := range map[string]func() (consent.Consent, error){
		"another controller": func() (consent.Consent, error) { return w.Decide(t.Context(), beta, proof(c), consent.Confirm) },
		"another token": func() (consent.Consent, error) {
			return w.Decide(t.Context(), alfa, gdpr.Proof{Case: c.ID, Token: "token of another"}, consent.Confirm)
		},
		"another case": func() (consent.Consent, error) {
			return w.Decide(t.Context(), alfa, gdpr.Proof{Case: gdpr.NewID(), Token: proof(c).Token}, consent.Confirm)
		},
	} {
		_, err := try()
		if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Code != gdpr.CodeLink {
			t.Errorf("%s: %v", outcome, err)
		}
	}
	for outcome, c := range map[string]struct {
		controller gdpr.ControllerID
		id         gdpr.ID
	}{"another controller": {beta, c.ID}, "another consent": {alfa, gdpr.NewID()}} {
		if _, err := w.WithdrawPerson(t.Context(), c.controller, c.id); gdpr.KindOf(err) != gdpr.NotFound {
			t.Errorf("withdrawn at %s: %v", outcome, err)
		}
	}
	if len(w.dossiers.events) != 1 {
		t.Errorf("events %v", w.dossiers.events)
	}
}

// A clock that jumps back an hour between two functions (threat H24).
func TestADecisionNeverStandsBeforeWhatItDecidesOn(t *testing.T) {
	w, c := person(t)
	w.now = start.Add(-time.Hour)
	confirmed, err := w.Decide(t.Context(), alfa, proof(c), consent.Confirm)
	if err != nil || !confirmed.Decided.After(c.Recorded) {
		t.Fatalf("decided %s, %v", confirmed.Decided, err)
	}
	withdrawn, err := w.WithdrawPerson(t.Context(), alfa, c.ID)
	if err != nil || !withdrawn.Decided.After(confirmed.Decided) {
		t.Fatalf("withdrawn %s, %v", withdrawn.Decided, err)
	}
}
