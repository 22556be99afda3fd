package rights_test

import (
	"strings"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// byPost is a letter of somebody who gives no address for mail.
func byPost(received time.Time, asked ...gdpr.Right) rights.Registration {
	return rights.Registration{
		Intake:   rights.Intake{Name: "Kari Nordmann", Rights: asked, Text: "Send it to me.", Language: gdpr.English, Channel: rights.ByLetter},
		Post:     "Storgata 1, 2317 Hamar",
		Received: received,
	}
}

func (w *world) registers(t *testing.T, in rights.Registration) rights.Case {
	t.Helper()
	c, err := w.Register(t.Context(), kari, in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestALetterWithoutAnAddressWaitsForStaffByItsDeadline(t *testing.T) {
	w := newWorld(t)
	came := start.AddDate(0, 0, -20).Truncate(time.Millisecond)
	c := w.registers(t, byPost(came, gdpr.Access, gdpr.Erasure))
	if c.Workflow != rights.Sought || c.Identity != rights.Unproven || c.Way != rights.WayPost || c.Queue() != rights.ToDo {
		t.Errorf("it stands at %s, %s, %q, in %q", c.Workflow, c.Identity, c.Way, c.Queue())
	}
	if due := rights.Answer(came, w.Calendar); !c.Deadline.Equal(due.Due) || c.Expires.Time().Before(start.AddDate(2, 0, 0)) {
		t.Errorf("due %s, want %s; it ends %s", c.Deadline, due.Due, c.Expires.Time())
	}
	if got := c.Concerns(); len(got) != 1 || got[0] != rights.NoAddress {
		t.Errorf("it says that it waits for %v", got)
	}
	known := w.registers(t, func() rights.Registration {
		in := byPost(came, gdpr.Erasure)
		in.Evidence = "Came to the office with the letter."
		return in
	}())
	if known.Workflow != rights.Sought || known.Identity != rights.Vouched || known.Subject == c.Subject {
		t.Errorf("known by staff: %s, %s, of %s", known.Workflow, known.Identity, known.Subject)
	}
}

// The clock has its reminders to send, and never anything to carry out.
func TestTheClockHasNothingToCarryOutWithoutAnAddress(t *testing.T) {
	w := newWorld(t)
	for _, right := range gdpr.Rights {
		c := w.registers(t, byPost(start.AddDate(0, 0, -1), right))
		for _, identity := range []rights.Identity{rights.Unproven, rights.Vouched} {
			c.Identity = identity
			reminders := rights.Reminders(w.Deadline(c.Request), w.Calendar)
			next := rights.Next(c.Request, w.Calendar, handling, start)
			if !next.Equal(reminders[0].At) {
				t.Errorf("%s, %s: next at %s; the first reminder is at %s", right, identity, next, reminders[0].At)
			}
			c.Reminded = rights.Escalated
			if next := rights.Next(c.Request, w.Calendar, handling, start.AddDate(0, 3, 0)); !next.IsZero() {
				t.Errorf("%s, %s: after the deadline there is still something to do, at %s", right, identity, next)
			}
			c.Reminded = 0
		}
	}
}

func TestNeitherAddressNorPostIsRefusedAndBothAreKept(t *testing.T) {
	w, in := newWorld(t), byPost(start.AddDate(0, 0, -1), gdpr.Access)
	in.Post = "  "
	if _, err := w.Register(t.Context(), kari, in); !faulted(err, gdpr.Fault{Pointer: "/email", Code: gdpr.FaultUnreachable}) || len(w.held) > 0 {
		t.Errorf("neither: %v", err)
	}
	in = byPost(start.AddDate(0, 0, -1), gdpr.Access)
	in.Address = "kari@example.com"
	if c := w.registers(t, in); c.Workflow != rights.Waiting || c.Post != "Storgata 1, 2317 Hamar" || c.Way != rights.WayMail {
		t.Errorf("both: %+v", c)
	}
	in = byPost(start.AddDate(0, 0, -1), gdpr.Access)
	in.Post = "Ask for 01018912315"
	if c := w.registers(t, in); strings.Contains(c.Post.Reveal(), "01018912315") && rights.Mask("01018912315") != "01018912315" {
		t.Errorf("an identity number is kept: %q", c.Post.Reveal())
	}
}

func TestALinkedLetterGoesOnUnderTheAddress(t *testing.T) {
	w := newWorld(t)
	came := start.AddDate(0, 0, -20).Truncate(time.Millisecond)
	c := w.registers(t, byPost(came, gdpr.Access))
	c, err := w.Extend(t.Context(), kari, seen(c), "Two archives.")
	if err != nil || len(c.Concerns()) != 2 || !w.Allows(c.Request, rights.Inform) {
		t.Fatalf("an extension that nobody has told yet: %v, %v", c.Concerns(), err)
	}
	if c, err = w.HandOver(t.Context(), kari, seen(c), "By letter."); err != nil || c.Extended.Told.IsZero() || !c.Deadline.Equal(c.Extended.To) {
		t.Fatalf("an extension that was told by letter: %+v, %v", c.Extended, err)
	}
	linked, err := w.Desk.Link(t.Context(), kari, seen(c), rights.Linking{Address: "kari@example.com", Evidence: "The telephone number on file."})
	if err != nil || linked.Workflow != rights.InAnother || linked.Identity != rights.Vouched || linked.Joined == "" {
		t.Fatalf("%+v, %v", linked, err)
	}
	next := w.held[place{alfa, linked.Joined}]
	if next.Workflow != rights.Open || next.Identity != rights.Vouched || next.Follows != c.ID || next.Way != rights.WayMail {
		t.Errorf("it goes on as %+v", next.Request)
	}
	if !next.Received.Equal(came) || !next.Deadline.Equal(c.Deadline) || next.Text != c.Text || next.Post != c.Post || next.Name != c.Name || next.Channel != rights.ByLetter {
		t.Errorf("it goes on with %+v", next.Request)
	}
	if e := next.History[len(next.History)-1]; e.On != rights.Vouch || e.Text != "The telephone number on file." || e.By != "staff:s1" {
		t.Errorf("known by %+v", e)
	}
	if !linked.Spent() || !rights.Next(linked.Request, w.Calendar, handling, start).Equal(start) {
		t.Error("what is sealed of the letter stays, though it stands in the case that carries it on")
	}
	if _, err := w.Desk.Link(t.Context(), kari, seen(linked), rights.Linking{Address: "kari@example.com", Evidence: "Again."}); !coded(err, gdpr.CodeState) {
		t.Errorf("linked twice: %v", err)
	}
}

func TestALetterIsLinkedOnlyToWhoeverIsOnFileWithEvidence(t *testing.T) {
	for outcome, test := range map[string]struct {
		by   access.Actor
		in   rights.Linking
		want gdpr.Code
		at   string
	}{
		"nothing is held there": {kari, rights.Linking{Address: "kari@example.org", Evidence: "The name."}, gdpr.FaultNotOnFile, "/email"},
		"no evidence":           {kari, rights.Linking{Address: "kari@example.com"}, gdpr.FaultEvidence, "/evidence"},
		"no address":            {kari, rights.Linking{Evidence: "The name."}, gdpr.FaultMissing, "/email"},
	} {
		w := newWorld(t)
		c := w.registers(t, byPost(start.AddDate(0, 0, -1), gdpr.Erasure))
		if _, err := w.Desk.Link(t.Context(), test.by, seen(c), test.in); !faulted(err, gdpr.Fault{Pointer: test.at, Code: test.want}) || len(w.held) > 1 {
			t.Errorf("%s: %v, %d cases", outcome, err, len(w.held))
		}
	}
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Access))
	if _, err := w.Desk.Link(t.Context(), kari, seen(c), rights.Linking{Address: "kari@example.com", Evidence: "The name."}); !coded(err, gdpr.CodeState) {
		t.Errorf("a case under an address: %v", err)
	}
}

// answer is what staff wrote to somebody on whom nothing is held.
func answer(result rights.Result) rights.Letter {
	return rights.Letter{Result: result, Answer: "We hold nothing on you.", How: "By letter to Storgata 1.", Sent: start, Evidence: "Asked by letter, and got no answer."}
}

func TestALetterIsAnsweredByHandWithHowAndWhen(t *testing.T) {
	for result, want := range map[rights.Result]rights.Workflow{rights.NotHeld: rights.Answered, rights.Withheld: rights.Denied} {
		w := newWorld(t)
		c := w.registers(t, byPost(start.AddDate(0, 0, -3), gdpr.Access, gdpr.Erasure))
		c, err := w.AnswerByPost(t.Context(), kari, seen(c), answer(result))
		if err != nil || c.Workflow != want || c.Delivery != rights.ByHand || len(c.Unsettled()) > 0 || c.Queue() != rights.Ended {
			t.Fatalf("%s: %+v, %v", result, c, err)
		}
		for _, o := range c.Outcomes {
			if o.Result != result || o.Reasons != "We hold nothing on you." || o.By != "staff:s1" || (o.Ground == rights.NotIdentified) != (result == rights.Withheld) {
				t.Errorf("%s: %+v", result, o)
			}
		}
		if e := c.History[len(c.History)-1]; !strings.HasPrefix(e.Text.Reveal(), "2026-11-21: By letter to Storgata 1.") {
			t.Errorf("%s: how it was given: %q", result, e.Text.Reveal())
		}
		if !c.Spent() {
			t.Errorf("%s: an erasure was asked for and answered, and what the case holds of the person stays", result)
		}
	}
}

func TestAnAnswerByHandLacksNothing(t *testing.T) {
	for outcome, test := range map[string]struct {
		change func(*rights.Letter)
		want   gdpr.Fault
	}{
		"not how":        {func(l *rights.Letter) { l.How = " " }, gdpr.Fault{Pointer: "/how", Code: gdpr.FaultMissing}},
		"not what":       {func(l *rights.Letter) { l.Answer = "" }, gdpr.Fault{Pointer: "/text", Code: gdpr.FaultMissing}},
		"not when":       {func(l *rights.Letter) { l.Sent = time.Time{} }, gdpr.Fault{Pointer: "/sent", Code: gdpr.FaultMissing}},
		"tomorrow":       {func(l *rights.Letter) { l.Sent = start.AddDate(0, 0, 1) }, gdpr.Fault{Pointer: "/sent", Code: gdpr.FaultFuture}},
		"before it came": {func(l *rights.Letter) { l.Sent = start.AddDate(0, 0, -4) }, gdpr.Fault{Pointer: "/sent", Code: gdpr.FaultBefore, Value: "2026-11-18"}},
		"granted":        {func(l *rights.Letter) { l.Result = rights.Granted }, gdpr.Fault{Pointer: "/result", Code: gdpr.FaultType}},
		"refused without what was done to find out": {func(l *rights.Letter) { l.Result, l.Evidence = rights.Withheld, "" },
			gdpr.Fault{Pointer: "/evidence", Code: gdpr.FaultEvidence}},
	} {
		w, l := newWorld(t), answer(rights.NotHeld)
		c := w.registers(t, byPost(start.AddDate(0, 0, -3), gdpr.Access))
		test.change(&l)
		if _, err := w.AnswerByPost(t.Context(), kari, seen(c), l); !faulted(err, test.want) || w.stands(c.Request).Workflow != rights.Sought {
			t.Errorf("%s: %v", outcome, err)
		}
	}
	w := newWorld(t)
	in := byPost(start.AddDate(0, 0, -1), gdpr.Withdrawal)
	c := w.registers(t, in) // nobody has to show who they are to take back a consent
	if _, err := w.AnswerByPost(t.Context(), kari, seen(c), answer(rights.Withheld)); !faulted(err, gdpr.Fault{Pointer: "/result", Code: gdpr.FaultRefusal, Value: "not-identified"}) {
		t.Errorf("a withdrawal is refused: %v", err)
	}
	in.Evidence, in.Rights = "Came by.", []gdpr.Right{gdpr.Access}
	known := w.registers(t, in)
	if _, err := w.AnswerByPost(t.Context(), kari, seen(known), answer(rights.Withheld)); !faulted(err, gdpr.Fault{Pointer: "/result", Code: gdpr.FaultRefusal, Value: "not-identified"}) {
		t.Errorf("who is known cannot be told: %v", err)
	}
	open := w.opened(t, intake(gdpr.Access))
	if _, err := w.AnswerByPost(t.Context(), kari, seen(open), answer(rights.NotHeld)); !coded(err, gdpr.CodeState) {
		t.Errorf("a case under an address is answered by hand: %v", err)
	}
	if _, err := w.Settled(t.Context(), open, rights.Outcome{Right: gdpr.Access, Result: rights.NotHeld, By: rights.ByClock}, nil); !coded(err, gdpr.CodeState) {
		t.Errorf("the clock says that nothing is held: %v", err)
	}
}
