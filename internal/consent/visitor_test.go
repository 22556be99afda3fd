package consent_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

func TestAVisitorsDecisionIsRecordedWhole(t *testing.T) {
	w := newWorld(t)
	r, err := w.Visitor(t.Context(), alfa, cookies())
	if err != nil {
		t.Fatal(err)
	}
	now := start.Truncate(time.Millisecond)
	want := consent.Record{
		ID: r.ID, Controller: alfa, Visitor: visitor, Recorded: now,
		Choices: []consent.Choice{{Purpose: "statistics", Decision: gdpr.Given}, {Purpose: "chat", Decision: gdpr.Refused}},
		Seen: consent.Seen{
			Version: controller.Version{Major: 2}, Notice: notice(alfa, 2, controller.Visitors, gdpr.Bokmal), Interface: shown(alfa, 2, controller.OnBanner, controller.Visitors, gdpr.Bokmal),
			Language: gdpr.Bokmal, Mechanism: consent.ByBanner, Site: "https://alfa.example", Claimed: now,
		},
		Expires: r.Expires,
	}
	if !reflect.DeepEqual(r, want) {
		t.Errorf("recorded\n%+v\nwant\n%+v", r, want)
	}
	if end := r.Expires.Time(); !end.Equal(time.Date(2027, time.November, 21, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("ends %s", end)
	}
	if _, ok := gdpr.ParseID(string(r.ID)); !ok {
		t.Errorf("id %q", r.ID)
	}
}

func TestARefusalOfEverythingIsRecordedAsCarefully(t *testing.T) {
	w, s := newWorld(t), cookies()
	s.Choices[1].Decision = gdpr.Refused
	r, err := w.Visitor(t.Context(), alfa, s)
	if err != nil || r.Standing() || len(w.ledger.kept) != 1 || len(r.Choices) != 2 {
		t.Errorf("recorded %+v, %v", r, err)
	}
}

func TestAnOlderNoticeIsRecordedAsSeen(t *testing.T) {
	w, s := newWorld(t), cookies()
	s = olderNotice(s)
	r, err := w.Visitor(t.Context(), alfa, s)
	if err != nil || r.Seen.Version != (controller.Version{Major: 1}) || len(r.Choices) != 1 {
		t.Errorf("recorded %+v, %v", r, err)
	}
	// What that version did not ask cannot be decided on under its notice.
	_, err = w.Visitor(t.Context(), alfa, asShown(withNotice(cookies(), notice(alfa, 1, controller.Visitors, gdpr.Bokmal)), alfa, 1))
	if want := []gdpr.Fault{fault("chat", gdpr.FaultUnknownPurpose)}; !reflect.DeepEqual(faultsOf(err), want) {
		t.Errorf("faults %v", faultsOf(err))
	}
}

func withNotice(s consent.Submission, d controller.Digest) consent.Submission {
	s.Notice = d
	return s
}

func TestAnUnknownControllerIsNotFound(t *testing.T) {
	w := newWorld(t)
	_, visitorErr := w.Visitor(t.Context(), "gamma", cookies())
	_, personErr := w.Person(t.Context(), "gamma", declared())
	_, withdrawErr := w.WithdrawVisitor(t.Context(), "gamma", visitor, "x", consent.Seen{})
	for _, err := range []error{visitorErr, personErr, withdrawErr} {
		if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Kind != gdpr.NotFound || e.Code != gdpr.CodeController {
			t.Errorf("%v", err)
		}
	}
}

func TestWithoutAKeyEverySendingIsARecord(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		if _, err := w.Visitor(t.Context(), alfa, cookies()); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.ledger.kept) != 2 || w.ledger.kept[0].ID == w.ledger.kept[1].ID {
		t.Errorf("%d records", len(w.ledger.kept))
	}
}

func keyed(s consent.Submission) consent.Submission {
	s.Key = "the same form"
	return s
}

func TestTheSameKeyAgainFindsTheFirstRecord(t *testing.T) {
	w := newWorld(t)
	first, err := w.Visitor(t.Context(), alfa, keyed(cookies()))
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	again := keyed(cookies())
	again.Choices[0], again.Choices[1] = again.Choices[1], again.Choices[0]
	second, err := w.Visitor(t.Context(), alfa, again)
	if err != nil || !reflect.DeepEqual(first, second) || len(w.ledger.kept) != 1 {
		t.Errorf("second answer %+v, %v, with %d records", second, err, len(w.ledger.kept))
	}
}

func TestALostAnswerIsFoundByTheSameKey(t *testing.T) {
	w := newWorld(t)
	w.ledger.loses = 1
	if _, err := w.Visitor(t.Context(), alfa, keyed(cookies())); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	r, err := w.Visitor(t.Context(), alfa, keyed(cookies()))
	if err != nil || len(w.ledger.kept) != 1 || r.ID != w.ledger.kept[0].ID {
		t.Errorf("%+v, %v, with %d records", r, err, len(w.ledger.kept))
	}
}

func TestTheSameKeyWithAnythingElseIsAMismatch(t *testing.T) {
	for outcome, change := range map[string]func(*consent.Submission){
		"another decision":  func(s *consent.Submission) { s.Choices[0].Decision = gdpr.Given },
		"another notice":    func(s *consent.Submission) { *s = olderNotice(*s) },
		"another interface": func(s *consent.Submission) { s.Interface = "before a word changed: " + s.Interface },
		"another mechanism": func(s *consent.Submission) { s.Mechanism = consent.ByAPI },
		"another time":      func(s *consent.Submission) { s.Claimed = s.Claimed.Add(time.Millisecond) },
		"no time":           func(s *consent.Submission) { s.Claimed = time.Time{} },
		"another language": func(s *consent.Submission) {
			s.Language, s.Notice = gdpr.English, notice(alfa, 2, controller.Visitors, gdpr.English)
			*s = asShown(*s, alfa, 2)
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			if _, err := w.Visitor(t.Context(), alfa, keyed(cookies())); err != nil {
				t.Fatal(err)
			}
			again := keyed(cookies())
			change(&again)
			_, err := w.Visitor(t.Context(), alfa, again)
			if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Kind != gdpr.Mismatch || e.Code != gdpr.CodeKeyReused {
				t.Errorf("%v", err)
			}
			if len(w.ledger.kept) != 1 {
				t.Errorf("%d records", len(w.ledger.kept))
			}
		})
	}
}

func olderNotice(s consent.Submission) consent.Submission {
	s.Notice, s.Choices = notice(alfa, 1, controller.Visitors, gdpr.Bokmal), s.Choices[1:]
	return asShown(s, alfa, 1)
}

func TestOneKeyOfTwoVisitorsOrControllersIsTwoRecords(t *testing.T) {
	w := newWorld(t)
	other, atBeta := keyed(cookies()), olderNotice(keyed(cookies()))
	other.Visitor, atBeta.Notice = gdpr.NewID(), notice(beta, 1, controller.Visitors, gdpr.Bokmal)
	atBeta = asShown(atBeta, beta, 1)
	for c, s := range map[gdpr.ControllerID][]consent.Submission{alfa: {keyed(cookies()), other}, beta: {atBeta}} {
		for _, s := range s {
			if _, err := w.Visitor(t.Context(), c, s); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(w.ledger.kept) != 3 {
		t.Errorf("%d records", len(w.ledger.kept))
	}
}

// Whatever resolution a client tells its time in, its retry is the same.
func TestARetryIsTheSameInAnyResolutionOfTheClientsClock(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, s := newWorld(t), keyed(cookies())
		s.Claimed = start.Add(-time.Duration(rapid.Int64Range(0, int64(23*time.Hour)).Draw(rt, "ago")))
		if rapid.Bool().Draw(rt, "elsewhere") {
			s.Claimed = s.Claimed.In(time.FixedZone("", 3600))
		}
		first, err := w.Visitor(t.Context(), alfa, s)
		if err != nil {
			rt.Fatal(err)
		}
		if again, err := w.Visitor(t.Context(), alfa, s); err != nil || again.ID != first.ID {
			rt.Fatalf("%+v, %v", again, err)
		}
	})
}

func withdrawal() consent.Seen {
	return consent.Seen{Language: gdpr.English, Mechanism: consent.ByForm, Site: "https://pages.example"}
}

func TestAWithdrawalTakesEachYesBackInARecordOfItsOwn(t *testing.T) {
	w := newWorld(t)
	given, err := w.Visitor(t.Context(), alfa, cookies())
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.AddDate(0, 6, 0)
	r, err := w.WithdrawVisitor(t.Context(), alfa, visitor, given.ID, withdrawal())
	if err != nil {
		t.Fatal(err)
	}
	want := []consent.Choice{{Purpose: "statistics", Decision: gdpr.Withdrawn}, {Purpose: "chat", Decision: gdpr.Refused}}
	if !reflect.DeepEqual(r.Choices, want) || r.Standing() || r.ID == given.ID {
		t.Errorf("withdrawn: %+v", r)
	}
	if !r.Recorded.Equal(w.now.Truncate(time.Millisecond)) || !r.Expires.Time().Equal(time.Date(2028, time.May, 21, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("recorded %s, ends %s", r.Recorded, r.Expires.Time())
	}
	// How it was taken back is its own; what had been seen when giving stays.
	seen := given.Seen
	seen.Language, seen.Mechanism, seen.Site, seen.Claimed = gdpr.English, consent.ByForm, "https://pages.example", time.Time{}
	if r.Seen != seen {
		t.Errorf("seen %+v, want %+v", r.Seen, seen)
	}
	if history, _ := w.ledger.History(t.Context(), alfa, visitor); len(history) != 2 || history[0].ID != r.ID || !history[1].Standing() {
		t.Errorf("history %+v", history)
	}
}

func TestWithdrawingTwiceFindsTheFirstWithdrawal(t *testing.T) {
	w := newWorld(t)
	given, err := w.Visitor(t.Context(), alfa, cookies())
	if err != nil {
		t.Fatal(err)
	}
	w.ledger.loses = 1 // and the answer to the first is lost
	if _, err := w.WithdrawVisitor(t.Context(), alfa, visitor, given.ID, withdrawal()); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	second, err := w.WithdrawVisitor(t.Context(), alfa, visitor, given.ID, consent.Seen{Language: gdpr.Bokmal, Mechanism: consent.ByAPI})
	if err != nil || len(w.ledger.kept) != 2 || !reflect.DeepEqual(second, w.ledger.kept[1]) {
		t.Errorf("%+v, %v, with %d records", second, err, len(w.ledger.kept))
	}
	// Withdrawing the withdrawal finds nothing to take back.
	if again, err := w.WithdrawVisitor(t.Context(), alfa, visitor, second.ID, withdrawal()); err != nil || again.ID != second.ID || len(w.ledger.kept) != 2 {
		t.Errorf("%+v, %v, with %d records", again, err, len(w.ledger.kept))
	}
}

func TestWithdrawingWhereNoYesStandsStoresNothing(t *testing.T) {
	w, s := newWorld(t), cookies()
	s.Choices[1].Decision = gdpr.Refused
	refused, err := w.Visitor(t.Context(), alfa, s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.WithdrawVisitor(t.Context(), alfa, visitor, refused.ID, withdrawal())
	if err != nil || !reflect.DeepEqual(r, refused) || len(w.ledger.kept) != 1 {
		t.Errorf("%+v, %v, with %d records", r, err, len(w.ledger.kept))
	}
}

func TestOnlyTheRightControllerAndVisitorCanWithdraw(t *testing.T) {
	w := newWorld(t)
	given, err := w.Visitor(t.Context(), alfa, cookies())
	if err != nil {
		t.Fatal(err)
	}
	for outcome, try := range map[string]func() (consent.Record, error){
		"another controller": func() (consent.Record, error) {
			return w.WithdrawVisitor(t.Context(), beta, visitor, given.ID, withdrawal())
		},
		"another visitor": func() (consent.Record, error) {
			return w.WithdrawVisitor(t.Context(), alfa, gdpr.NewID(), given.ID, withdrawal())
		},
		"another record": func() (consent.Record, error) {
			return w.WithdrawVisitor(t.Context(), alfa, visitor, gdpr.NewID(), withdrawal())
		},
	} {
		if _, err := try(); gdpr.KindOf(err) != gdpr.NotFound || len(w.ledger.kept) != 1 {
			t.Errorf("%s: %v, with %d records", outcome, err, len(w.ledger.kept))
		}
	}
}

func TestGivingAgainAfterAWithdrawalCounts(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		given, err := w.Visitor(t.Context(), alfa, cookies())
		if err != nil {
			t.Fatal(err)
		}
		if history, _ := w.ledger.History(t.Context(), alfa, visitor); !history[0].Standing() {
			t.Errorf("what counts is %+v", history[0])
		}
		if _, err := w.WithdrawVisitor(t.Context(), alfa, visitor, given.ID, withdrawal()); err != nil {
			t.Fatal(err)
		}
		if history, _ := w.ledger.History(t.Context(), alfa, visitor); history[0].Standing() {
			t.Errorf("what counts is %+v", history[0])
		}
	}
	if len(w.ledger.kept) != 6 {
		t.Errorf("%d records", len(w.ledger.kept))
	}
}

func TestAVisitorTakesOneYesBackAndTheOthersStand(t *testing.T) {
	w, s := newWorld(t), cookies()
	for i := range s.Choices {
		s.Choices[i].Decision = gdpr.Given
	}
	given, err := w.Visitor(t.Context(), alfa, s)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a second press shows the same
		r, err := w.WithdrawVisitor(t.Context(), alfa, visitor, given.ID, withdrawal(), "chat")
		want := []consent.Choice{{Purpose: "statistics", Decision: gdpr.Given}, {Purpose: "chat", Decision: gdpr.Withdrawn}}
		if err != nil || !reflect.DeepEqual(r.Choices, want) || len(w.ledger.kept) != 2 {
			t.Errorf("%+v, %v, with %d records", r, err, len(w.ledger.kept))
		}
	}
	if _, err := w.WithdrawVisitor(t.Context(), alfa, visitor, given.ID, withdrawal(), "storage"); gdpr.KindOf(err) != gdpr.Invalid {
		t.Errorf("what no visitor is asked: %v", err)
	}
}
