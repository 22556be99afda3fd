package rights_test

import (
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// What is under way has no end; it gets the declared one, counted from receipt, with its answer, and at least a
// month, so that the answer can arrive.
func TestACaseUnderWayHasNoEndUntilItIsAnswered(t *testing.T) {
	for outcome, test := range map[string]struct {
		answered time.Time
		want     func(received, answered time.Time) time.Time
	}{
		"in time":           {start.AddDate(0, 0, 20), func(r, _ time.Time) time.Time { return r.AddDate(3, 0, 0) }},
		"years late":        {start.AddDate(2, 11, 29), func(_, a time.Time) time.Time { return a.AddDate(0, 0, 30) }},
		"after ten years":   {start.AddDate(10, 0, 0), func(_, a time.Time) time.Time { return a.AddDate(0, 0, 30) }},
		"on the own page":   {start.AddDate(9, 0, 0), func(_, a time.Time) time.Time { return a.AddDate(0, 0, 30) }},
		"that staff put in": {start.AddDate(9, 0, 0), func(_, a time.Time) time.Time { return a.AddDate(0, 0, 30) }},
	} {
		w := newWorld(t)
		var c rights.Case
		var err error
		switch outcome {
		case "on the own page":
			c, err = w.lodges(t, rights.Lodged{Address: "kari@example.com", Right: gdpr.Access, Language: gdpr.Bokmal})
		case "that staff put in":
			c, err = w.Register(t.Context(), kari, letter(start.AddDate(0, 0, -1), "Showed up with the letter we sent."))
		default:
			c = w.opened(t, intake(gdpr.Access))
		}
		if err != nil || c.Expires != 0 {
			t.Fatalf("%s: %v, under way it ends %s", outcome, err, c.Expires.Time())
		}
		for _, act := range []func() (rights.Case, error){
			func() (rights.Case, error) { return w.Ask(t.Context(), kari, seen(c), "When?") },
			func() (rights.Case, error) { return w.Vouch(t.Context(), kari, seen(c), "Came by.") },
		} {
			w.now = test.answered
			if c, err = act(); err != nil || c.Expires != 0 {
				t.Fatalf("%s: %v, %s, ends %s", outcome, err, c.Workflow, c.Expires.Time())
			}
		}
		c, err = w.Refuse(t.Context(), kari, seen(c), rights.Refusal{Right: gdpr.Access, Ground: rights.OthersRights, Reasons: "So."})
		if want := test.want(c.Received, c.Decided).Truncate(time.Second); err != nil || !c.Expires.Time().Equal(want) {
			t.Errorf("%s: %v, ends %s, want %s", outcome, err, c.Expires.Time(), want)
		}
	}
}

// Art. 18(3): what still restricts is there to be lifted, however long that takes.
func TestACaseThatRestrictsHasNoEndUntilThatIsLifted(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Restriction))
	c, err := w.Settled(t.Context(), c, rights.Outcome{Right: gdpr.Restriction, Result: rights.Granted, By: rights.ByClock},
		func(r *rights.Request) { r.Restricted = []string{"profile.a"} })
	if err != nil || c.Workflow != rights.Answered || c.Expires != 0 {
		t.Fatalf("%v, %s, ends %s", err, c.Workflow, c.Expires.Time())
	}
	w.now = start.AddDate(30, 0, 0)
	for _, on := range []rights.Event{rights.Warn, rights.Lift} {
		if c.Expires != 0 {
			t.Fatalf("before %s it ends %s", on, c.Expires.Time())
		}
		if c, err = w.Step(t.Context(), c, rights.Entry{On: on, By: rights.ByClock}, nil); err != nil {
			t.Fatal(err)
		}
		w.now = w.now.AddDate(0, 0, 7)
	}
	if end := c.Expires.Time(); c.Expires == 0 || end.Before(start.AddDate(30, 0, 30)) || end.After(start.AddDate(30, 2, 0)) {
		t.Errorf("lifted: ends %s", end)
	}
}

// A mail that nobody has sorted ends as was published. Staff hear of it once more, a month before.
func TestStaffAreToldAMonthBeforeAMailIsDeletedUnsorted(t *testing.T) {
	w := newWorld(t)
	d, _ := w.Controllers.Current(alfa)
	r, err := rights.Draft(d, rights.Intake{Address: "kari@example.com", Channel: rights.ByMail}, rights.SetAside, start, start)
	if err != nil {
		t.Fatal(err)
	}
	if want := retention.Expiry(start.AddDate(1, 0, 0).Unix()); r.Expires != want {
		t.Fatalf("ends %s, want %s", r.Expires.Time(), want.Time())
	}
	r.ID, r.Subject, r.Reminded = gdpr.NewID(), "holder of kari@example.com", rights.Escalated
	if next, want := rights.Next(r, w.Calendar, d.Handling, start), r.Expires.Time().AddDate(0, 0, -30); !next.Equal(want) {
		t.Fatalf("the clock comes back %s, want %s", next, want)
	}
	n, due := r.Nudging()
	if !due || !n.ToStaff || len(r.Concerns()) > 0 {
		t.Errorf("%+v, %v, %q", n, due, r.Concerns())
	}
	r.Nudged = 1
	if _, again := r.Nudging(); again || len(r.Concerns()) != 1 || r.Concerns()[0] != rights.Ending {
		t.Errorf("told: again %v, %q", again, r.Concerns())
	}
}
