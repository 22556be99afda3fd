package rights_test

import (
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

func letter(received time.Time, evidence gdpr.Private) rights.Registration {
	in := intake(gdpr.Access)
	in.Channel = rights.ByLetter
	return rights.Registration{Intake: in, Received: received, Evidence: evidence}
}

func TestALetterCountsFromTheDayItCame(t *testing.T) {
	w := newWorld(t)
	came := start.AddDate(0, 0, -20).Truncate(time.Millisecond)
	waits, err := w.Register(t.Context(), kari, letter(came, ""))
	if err != nil || waits.Workflow != rights.Waiting || waits.Identity != rights.Unproven || waits.History[0].By != "staff:s1" {
		t.Fatalf("%+v, %v", waits, err)
	}
	late, _ := waits.Reminder(w.Calendar, w.now)
	if !waits.Deadline.Equal(rights.Answer(came, w.Calendar).Due) || !waits.Next.Equal(late.At) || late.At.After(w.now) || waits.Expires.Time().Before(start.AddDate(0, 0, 28)) {
		t.Errorf("due %s, lapses %s, ends %s", waits.Deadline, waits.Next, waits.Expires.Time())
	}
	known, err := w.Register(t.Context(), kari, letter(came, "Showed up with the letter we sent."))
	if err != nil || known.Workflow != rights.Open || known.Identity != rights.Vouched || len(known.History) != 2 || known.Revision != 1 {
		t.Errorf("%+v, %v", known, err)
	}
}

func TestAFaultyRegistrationIsNotStored(t *testing.T) {
	for outcome, test := range map[string]struct {
		change func(*rights.Registration)
		want   gdpr.Fault
	}{
		"tomorrow":        {func(r *rights.Registration) { r.Received = start.AddDate(0, 0, 1) }, gdpr.Fault{Pointer: "/received", Code: gdpr.FaultFuture}},
		"a year and more": {func(r *rights.Registration) { r.Received = start.AddDate(-1, 0, -1) }, gdpr.Fault{Pointer: "/received", Code: gdpr.FaultPast, Value: "12"}},
		"no day":          {func(r *rights.Registration) { r.Received = time.Time{} }, gdpr.Fault{Pointer: "/received", Code: gdpr.FaultMissing}},
		"by form":         {func(r *rights.Registration) { r.Channel = rights.ByForm }, gdpr.Fault{Pointer: "/channel", Code: gdpr.FaultType}},
		"no address":      {func(r *rights.Registration) { r.Address = "" }, gdpr.Fault{Pointer: "/email", Code: gdpr.FaultUnreachable}},
		"no right":        {func(r *rights.Registration) { r.Rights = nil }, gdpr.Fault{Pointer: "/rights", Code: gdpr.FaultNoRight}},
	} {
		w, in := newWorld(t), letter(start.AddDate(0, 0, -1), "")
		test.change(&in)
		if _, err := w.Register(t.Context(), kari, in); !faulted(err, test.want) || len(w.held) > 0 {
			t.Errorf("%s: %v, stored %d", outcome, err, len(w.held))
		}
	}
}

func (w *world) lodges(t *testing.T, in rights.Lodged) (rights.Case, error) {
	t.Helper()
	in.Address = "kari@example.com"
	return w.Lodge(t.Context(), access.Actor{Controller: alfa, Contact: "holder of kari@example.com", Address: in.Address, Way: access.ToOwn}, in)
}

func TestOnTheOwnPageTheSameIsJoinedAndOnlyOnesOwnIsAsked(t *testing.T) {
	w := newWorld(t)
	first, err := w.lodges(t, rights.Lodged{Right: gdpr.Erasure})
	if err != nil || first.Workflow != rights.Open || first.Channel != rights.OnPage {
		t.Fatalf("%+v, %v", first, err)
	}
	w.now = w.now.Add(time.Hour)
	second, err := w.lodges(t, rights.Lodged{Right: gdpr.Erasure})
	if err != nil || second.Workflow != rights.InAnother || second.Joined != first.ID || second.Delivery != rights.Underway {
		t.Errorf("%+v, %v", second, err)
	}
	corrected := rights.Lodged{Right: gdpr.Rectification, Corrections: []rights.Correction{{Item: "profile.k1", Field: "name", Value: "Kari E.", State: rights.Accepted}}}
	a, err := w.lodges(t, corrected)
	if err != nil || a.Workflow != rights.Open || a.Corrections[0].State != rights.Undecided {
		t.Errorf("%+v, %v", a, err)
	}
	corrected.Corrections = []rights.Correction{{Item: "profile.k1", Field: "name", Value: "Kari F."}}
	if b, err := w.lodges(t, corrected); err != nil || b.Workflow != rights.Open {
		t.Errorf("another correction: %+v, %v", b, err)
	}
	for _, by := range []access.Actor{
		{Controller: alfa, Contact: "holder of ola@example.com", Address: "ola@example.com", Way: access.ToOwn},
		{Controller: alfa, Contact: "holder of kari@example.com", Way: access.ToAgreements}, kari,
	} {
		if _, err := w.Lodge(t.Context(), by, rights.Lodged{Address: "kari@example.com", Right: gdpr.Erasure}); !coded(err, gdpr.CodeRole) {
			t.Errorf("as somebody else: %v", err)
		}
	}
}

// The case that a request would have joined ends in the same moment: it stands by itself then.
func TestWhatWouldBeJoinedMayEndWhileItIsLodged(t *testing.T) {
	w := newWorld(t)
	first, _ := w.lodges(t, rights.Lodged{Right: gdpr.Access})
	w.now = w.now.Add(time.Hour)
	w.race = func() { w.says(t, first.Request, rights.Refused) }
	if second, err := w.lodges(t, rights.Lodged{Right: gdpr.Access}); err != nil || second.Workflow != rights.Open || second.Joined != "" {
		t.Errorf("%+v, %v", second, err)
	}
}
