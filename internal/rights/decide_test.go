package rights_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// received lodges a request, and lets an hour pass.
func (w *world) received(t *testing.T, in rights.Intake) rights.Request {
	t.Helper()
	r, err := w.Desk.Receive(t.Context(), alfa, in)
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	return r
}

// says decides with the code, and lets an hour pass.
func (w *world) says(t *testing.T, r rights.Request, d rights.Decision) rights.Case {
	t.Helper()
	c, err := w.Decide(t.Context(), r.Controller, byCode(r.ID), d)
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	return c
}

func (w *world) stands(r rights.Request) rights.Case { return w.held[place{r.Controller, r.ID}] }

func already(err error) bool {
	e, ok := errors.AsType[*gdpr.Error](err)
	return ok && e.Kind == gdpr.Conflict && e.Code == gdpr.CodeAlreadyDecided
}

func TestAConfirmedRequestIsOpenAndKeptFromReceipt(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	c, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Confirmed)
	if err != nil || c.Workflow != rights.Open || c.Identity != rights.Proven || c.Joined != "" {
		t.Fatalf("%+v, %v", c, err)
	}
	want := []rights.Entry{{At: r.Received, On: rights.Receive, By: rights.ByPerson}, {At: r.Received.Add(time.Hour), On: rights.Confirm, By: rights.ByPerson}}
	if !reflect.DeepEqual(c.History, want) || !reflect.DeepEqual(c, w.stands(r)) {
		t.Errorf("answered %+v, stands %+v", c, w.stands(r))
	}
	if c.Expires != 0 { // it has an answer to come
		t.Errorf("ends %s", c.Expires.Time())
	}
}

func TestACanceledRequestEndsWhenItWouldHaveEndedUnconfirmed(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	if c := w.says(t, r, rights.Refused); c.Workflow != rights.Revoked || c.Identity != rights.Unproven || c.Expires != r.Expires {
		t.Errorf("%+v", c)
	}
}

func TestDecidingTheSameTwiceShowsTheResultAgain(t *testing.T) {
	for _, d := range []rights.Decision{rights.Confirmed, rights.Refused} {
		w := newWorld(t)
		r := w.received(t, intake(gdpr.Objection))
		first := w.says(t, r, d)
		second, err := w.Decide(t.Context(), alfa, byLink(r.ID), d)
		if err != nil || !reflect.DeepEqual(first, second) || len(w.moves) != 1 {
			t.Errorf("%s twice: %+v, %v, after %v", d, second, err, w.moves)
		}
	}
}

func TestConfirmingWhatWasCanceledIsAConflict(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	w.says(t, r, rights.Refused)
	if c, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Confirmed); !already(err) || len(w.moves) != 1 {
		t.Errorf("%+v, %v, after %v", c, err, w.moves)
	}
}

func TestAnOpenRequestCanBeTakenBack(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	w.says(t, r, rights.Confirmed)
	if c := w.says(t, r, rights.Refused); c.Workflow != rights.Revoked || c.Identity != rights.Proven {
		t.Errorf("%+v", c)
	}
	// And what comes later stands by itself.
	if c := w.says(t, w.received(t, intake(gdpr.Access)), rights.Confirmed); c.Workflow != rights.Open {
		t.Errorf("a later request is %s", c.Workflow)
	}
}

func TestAJoinedRequestCannotBeTakenBackByItself(t *testing.T) {
	w := newWorld(t)
	w.says(t, w.received(t, intake(gdpr.Access)), rights.Confirmed)
	r := w.received(t, intake(gdpr.Access))
	w.says(t, r, rights.Confirmed)
	if _, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Refused); !already(err) {
		t.Errorf("%v", err)
	}
}

func TestTheLinkAloneConfirmsNothingThatNeedsTheCode(t *testing.T) {
	for _, right := range gdpr.Rights {
		w := newWorld(t)
		r := w.received(t, intake(right))
		c, err := w.Decide(t.Context(), alfa, byLink(r.ID), rights.Confirmed)
		if !r.NeedsCode() {
			if err != nil || c.Workflow != rights.Open {
				t.Errorf("%s: %+v, %v", right, c, err)
			}
			continue
		}
		e, ok := errors.AsType[*gdpr.Error](err)
		if want := []gdpr.Fault{{Pointer: "/code", Code: gdpr.FaultMissing}}; !ok || !reflect.DeepEqual(e.Faults, want) || len(w.moves) > 0 {
			t.Errorf("%s: %v, after %v", right, err, w.moves)
		}
		if c, err := w.Decide(t.Context(), alfa, byLink(r.ID), rights.Refused); err != nil || c.Workflow != rights.Revoked {
			t.Errorf("%s, canceled by link: %+v, %v", right, c, err)
		}
	}
}

func TestAProofOfSomethingElseOpensNothing(t *testing.T) {
	w := newWorld(t)
	r, other := w.received(t, intake(gdpr.Access)), w.received(t, intake(gdpr.Erasure))
	for outcome, try := range map[string]struct {
		controller gdpr.ControllerID
		proof      gdpr.Proof
	}{
		"another controller":  {beta, byCode(r.ID)},
		"no controller":       {"gamma", byCode(r.ID)},
		"another case's code": {alfa, gdpr.Proof{Case: r.ID, Code: byCode(other.ID).Code}},
		"another case's link": {alfa, gdpr.Proof{Case: r.ID, Token: byLink(other.ID).Token}},
		"nothing":             {alfa, gdpr.Proof{Case: r.ID}},
	} {
		_, decideErr := w.Decide(t.Context(), try.controller, try.proof, rights.Confirmed)
		_, followErr := w.Follow(t.Context(), try.controller, try.proof)
		for _, err := range []error{decideErr, followErr} {
			if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Code != gdpr.CodeLink {
				t.Errorf("%s: %v", outcome, err)
			}
		}
	}
	if len(w.moves) > 0 {
		t.Errorf("moved %v", w.moves)
	}
}

func TestFollowingShowsACaseAndChangesNothing(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	c, err := w.Follow(t.Context(), alfa, byLink(r.ID))
	if err != nil || !reflect.DeepEqual(c, w.stands(r)) || len(w.moves) > 0 {
		t.Errorf("%+v, %v, after %v", c, err, w.moves)
	}
}

func TestTwoWhoDecideInTheSameMomentDecideOnce(t *testing.T) {
	for _, test := range []struct {
		outcome       string
		first, second rights.Decision
		moves         []rights.Event
		ends          rights.Workflow
		conflict      bool
	}{
		{"both confirm", rights.Confirmed, rights.Confirmed, []rights.Event{rights.Confirm}, rights.Open, false},
		{"both cancel", rights.Refused, rights.Refused, []rights.Event{rights.Cancel}, rights.Revoked, false},
		{"canceled first", rights.Refused, rights.Confirmed, []rights.Event{rights.Cancel}, rights.Revoked, true},
		{"confirmed first, then taken back", rights.Confirmed, rights.Refused, []rights.Event{rights.Confirm, rights.Cancel}, rights.Revoked, false},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			r := w.received(t, intake(gdpr.Access))
			w.race = func() { w.says(t, r, test.first) }
			c, err := w.Decide(t.Context(), alfa, byCode(r.ID), test.second)
			if test.conflict != already(err) || !test.conflict && err != nil {
				t.Errorf("%v", err)
			}
			if !slices.Equal(w.moves, test.moves) || w.stands(r).Workflow != test.ends || c.Workflow != test.ends {
				t.Errorf("answered %s, stands %s, after %v", c.Workflow, w.stands(r).Workflow, w.moves)
			}
		})
	}
}

func TestTwoRequestsForTheSameConfirmedInTheSameMomentAreOne(t *testing.T) {
	w := newWorld(t)
	a, b := w.received(t, intake(gdpr.Access)), w.received(t, intake(gdpr.Access))
	w.race = func() { w.says(t, a, rights.Confirmed) }
	c, err := w.Decide(t.Context(), alfa, byCode(b.ID), rights.Confirmed)
	if err != nil || c.Workflow != rights.InAnother || c.Joined != a.ID || !slices.Equal(w.moves, []rights.Event{rights.Confirm, rights.Join}) {
		t.Errorf("%+v, %v, after %v", c, err, w.moves)
	}
}

func TestWhatIsJoinedMayEndInTheSameMoment(t *testing.T) {
	w := newWorld(t)
	a, b := w.received(t, intake(gdpr.Access)), w.received(t, intake(gdpr.Access))
	w.says(t, a, rights.Confirmed)
	w.race = func() { w.says(t, a, rights.Refused) }
	c, err := w.Decide(t.Context(), alfa, byCode(b.ID), rights.Confirmed)
	if err != nil || c.Workflow != rights.Open || c.Joined != "" {
		t.Errorf("%+v, %v, after %v", c, err, w.moves)
	}
}

func TestADecisionThatIsAlwaysOvertakenMayBeTriedLater(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	w.refuses = true
	if _, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Confirmed); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Errorf("%v", err)
	}
	w.refuses = false
	if c := w.says(t, r, rights.Confirmed); c.Workflow != rights.Open {
		t.Errorf("%+v", c)
	}
}

func TestALostAnswerToADecisionIsFoundAgain(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	w.loses = 1
	if _, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Confirmed); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	c, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Confirmed)
	if err != nil || c.Workflow != rights.Open || len(w.moves) != 1 || len(c.History) != 2 {
		t.Errorf("%+v, %v, after %v", c, err, w.moves)
	}
}

// A clock that jumps back an hour between two functions (threat H24).
func TestADecisionNeverStandsBeforeWhatItDecidesOn(t *testing.T) {
	w := newWorld(t)
	r := w.received(t, intake(gdpr.Access))
	w.now = start.Add(-time.Hour)
	confirmed, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Confirmed)
	if err != nil || !confirmed.Decided.After(r.Received) {
		t.Fatalf("decided %s, %v", confirmed.Decided, err)
	}
	canceled, err := w.Decide(t.Context(), alfa, byCode(r.ID), rights.Refused)
	if err != nil || !canceled.Decided.After(confirmed.Decided) {
		t.Fatalf("canceled %s, %v", canceled.Decided, err)
	}
}
