package rights_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var (
	kari = access.Actor{Controller: alfa, ID: "s1", Roles: []string{"privacy"}}
	ola  = access.Actor{Controller: alfa, ID: "s2", Roles: []string{"privacy"}}
)

// opened is a request that is confirmed.
func (w *world) opened(t *testing.T, in rights.Intake) rights.Case {
	t.Helper()
	return w.says(t, w.received(t, in), rights.Confirmed)
}

func seen(c rights.Case) rights.At { return rights.At{ID: c.ID, Revision: c.Revision} }

func coded(err error, code gdpr.Code) bool {
	e, ok := errors.AsType[*gdpr.Error](err)
	return ok && e.Code == code
}

func faulted(err error, want ...gdpr.Fault) bool {
	e, ok := errors.AsType[*gdpr.Error](err)
	return ok && e.Kind == gdpr.Invalid && reflect.DeepEqual(e.Faults, want)
}

// acts is every act of staff, on a case as they have seen it.
func acts(w *world, by access.Actor, at rights.At) map[string]func() error {
	ctx := w.t.Context()
	of := func(_ rights.Case, err error) error { return err }
	return map[string]func() error{
		"sort":    func() error { return of(w.Sort(ctx, by, at, []gdpr.Right{gdpr.Access}, "")) },
		"dismiss": func() error { return of(w.Dismiss(ctx, by, at)) },
		"assign":  func() error { return of(w.Assign(ctx, by, at, "s1")) },
		"note":    func() error { return of(w.Note(ctx, by, at, "Rang.")) },
		"extend":  func() error { return of(w.Extend(ctx, by, at, "Much.")) },
		"ask":     func() error { return of(w.Ask(ctx, by, at, "When?")) },
		"vouch":   func() error { return of(w.Vouch(ctx, by, at, "Came by.")) },
		"refuse": func() error {
			return of(w.Refuse(ctx, by, at, rights.Refusal{Right: gdpr.Access, Ground: rights.OthersRights, Reasons: "So."}))
		},
		"approve":  func() error { return of(w.Approve(ctx, by, at)) },
		"return":   func() error { return of(w.Return(ctx, by, at, "No.")) },
		"redact":   func() error { return of(w.Redact(ctx, by, at, nil)) },
		"reply":    func() error { return of(w.Reply(ctx, by, at, "Yes.")) },
		"told":     func() error { return of(w.Told(ctx, by, at, "n", rights.NoticeDone, "")) },
		"handover": func() error { return of(w.HandOver(ctx, by, at, "By letter.")) },
		"link": func() error {
			return of(w.Desk.Link(ctx, by, at, rights.Linking{Address: "kari@example.com", Evidence: "The name."}))
		},
		"answer by hand": func() error { return of(w.AnswerByPost(ctx, by, at, answer(rights.NotHeld))) },
	}
}

func TestStaffActByRoleThenCaseThenRevision(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Access))
	for outcome, test := range map[string]struct {
		by   access.Actor
		at   rights.At
		code gdpr.Code
	}{
		"no role":                    {access.Actor{Controller: alfa, ID: "x", Roles: []string{"management"}}, seen(c), gdpr.CodeRole},
		"no role, and no such case":  {access.Actor{Controller: alfa, ID: "x"}, rights.At{ID: "none"}, gdpr.CodeRole},
		"no such controller":         {access.Actor{Controller: "gamma", Roles: []string{"privacy"}}, seen(c), gdpr.CodeRole},
		"another controller's case":  {access.Actor{Controller: beta, ID: "x", Roles: []string{"privacy"}}, seen(c), gdpr.CodeNotFound},
		"no revision":                {kari, rights.At{ID: c.ID}, gdpr.CodeInvalid},
		"a revision that is gone":    {kari, rights.At{ID: c.ID, Revision: 1}, gdpr.CodeChanged},
		"a revision that is to come": {kari, rights.At{ID: c.ID, Revision: 9}, gdpr.CodeChanged},
	} {
		for name, act := range acts(w, test.by, test.at) {
			if err := act(); !coded(err, test.code) {
				t.Errorf("%s: %s: %v", outcome, name, err)
			}
		}
	}
	if len(w.moves) != 1 {
		t.Errorf("moved %v", w.moves)
	}
}

func TestOfManyWhoActOnOneRevisionOneDoes(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Access))
	var all sync.WaitGroup
	var lock sync.Mutex
	done, late := 0, 0
	for i := range 64 {
		all.Go(func() {
			_, err := w.Note(t.Context(), kari, seen(c), gdpr.Private(fmt.Sprint("note ", i)))
			lock.Lock()
			defer lock.Unlock()
			if err == nil {
				done++
			} else if coded(err, gdpr.CodeChanged) && gdpr.KindOf(err) == gdpr.Conflict {
				late++
			}
		})
	}
	all.Wait()
	if done != 1 || late != 63 || w.stands(c.Request).Revision != c.Revision+1 {
		t.Errorf("%d did, %d were late, at revision %d", done, late, w.stands(c.Request).Revision)
	}
}

func TestWhatIsWrittenIsMaskedAndHasToBeThere(t *testing.T) {
	n, _ := identityNumber("010190111")
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Access))
	noted, err := w.Note(t.Context(), kari, seen(c), gdpr.Private("Ho er "+n))
	if last := noted.History[len(noted.History)-1]; err != nil || last.Text != "Ho er •••••••••••" || last.By != "staff:s1" {
		t.Errorf("%q, %v", last.Text.Reveal(), err)
	}
	for want, try := range map[gdpr.Fault]func() (rights.Case, error){
		{Pointer: "/text", Code: gdpr.FaultMissing}:      func() (rights.Case, error) { return w.Note(t.Context(), kari, seen(noted), " \n") },
		{Pointer: "/reasons", Code: gdpr.FaultReason}:    func() (rights.Case, error) { return w.Extend(t.Context(), kari, seen(noted), "") },
		{Pointer: "/question", Code: gdpr.FaultMissing}:  func() (rights.Case, error) { return w.Ask(t.Context(), kari, seen(noted), "") },
		{Pointer: "/evidence", Code: gdpr.FaultEvidence}: func() (rights.Case, error) { return w.Vouch(t.Context(), kari, seen(noted), "") },
		{Pointer: "/text", Code: gdpr.FaultTooLong, Value: "4000"}: func() (rights.Case, error) {
			return w.Note(t.Context(), kari, seen(noted), gdpr.Private(strings.Repeat("å", 4001)))
		},
		{Pointer: "/text", Code: gdpr.FaultCharacters}: func() (rights.Case, error) { return w.Note(t.Context(), kari, seen(noted), "a\x00b") },
		{Pointer: "/rights", Code: gdpr.FaultNoRight}:  func() (rights.Case, error) { return w.Sort(t.Context(), kari, seen(noted), nil, "") },
		{Pointer: "/rights", Code: gdpr.FaultSame}: func() (rights.Case, error) {
			return w.Sort(t.Context(), kari, seen(noted), []gdpr.Right{gdpr.Access}, "")
		},
		{Pointer: "/against", Code: gdpr.FaultType}: func() (rights.Case, error) {
			return w.Sort(t.Context(), kari, seen(noted), []gdpr.Right{gdpr.Access}, "marketing")
		},
		{Pointer: "/notice", Code: gdpr.FaultNotThere}: func() (rights.Case, error) { return w.Told(t.Context(), kari, seen(noted), "x", rights.NoticeDone, "") },
		{Pointer: "/redactions/0/item", Code: gdpr.FaultMissing}: func() (rights.Case, error) {
			return w.Redact(t.Context(), kari, seen(noted), []rights.Redaction{{Field: "text"}})
		},
		{Pointer: "/redactions/0/passage", Code: gdpr.FaultCharacters}: func() (rights.Case, error) {
			return w.Redact(t.Context(), kari, seen(noted), []rights.Redaction{{Item: "a.b", Field: "text", Passage: "\x01"}})
		},
	} {
		if _, err := try(); !faulted(err, want) {
			t.Errorf("want %v, got %v", want, err)
		}
	}
}

func TestADeadlineIsExtendedOnceAndInTime(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Access))
	w.now = w.Deadline(c.Request).Due
	extended, err := w.Extend(t.Context(), kari, seen(c), "Much to read.")
	if first := rights.Answer(c.Received, w.Calendar); err != nil || !extended.Deadline.Equal(first.Due) {
		t.Fatalf("%v, due %v before anybody heard of it", err, extended.Deadline)
	}
	extended = w.mailed(extended, rights.Extend, 0, w.now)
	if want := rights.ExtendedAnswer(c.Received, w.Calendar); err != nil || !reflect.DeepEqual(w.Deadline(extended.Request), want) || !extended.Deadline.Equal(want.Due) {
		t.Fatalf("%v, due %v", err, w.Deadline(extended.Request))
	}
	if _, err := w.Extend(t.Context(), kari, seen(extended), "More."); !coded(err, gdpr.CodeState) {
		t.Errorf("a second time: %v", err)
	}
	late := w.opened(t, intake(gdpr.Portability))
	w.now = w.Deadline(late.Request).Due.Add(time.Second)
	if _, err := w.Extend(t.Context(), kari, seen(late), "Much."); !coded(err, gdpr.CodeDeadline) {
		t.Errorf("after the month: %v", err)
	}
}

func TestADeadlineStandsStillOnceUntilThePersonConfirmsAgain(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Access))
	asked, err := w.Ask(t.Context(), kari, seen(c), "When did you apply?")
	if err != nil || asked.Identity != rights.Asked || asked.Pause.Question == "" {
		t.Fatalf("%+v, %v", asked, err)
	}
	if _, ok := asked.Reminder(w.Calendar, w.now.AddDate(0, 2, 0)); ok {
		t.Error("staff are reminded while the deadline stands still")
	}
	w.now = w.now.Add(5*24*time.Hour + time.Hour)
	proven := w.says(t, c.Request, rights.Confirmed)
	if proven.Identity != rights.Proven || proven.Pause.To.IsZero() || proven.History[len(proven.History)-1].On != rights.Prove {
		t.Fatalf("%+v", proven)
	}
	want := rights.Answer(c.Received.AddDate(0, 0, 5), w.Calendar).Due
	if got := w.Deadline(proven.Request); !got.Due.Equal(want) || got.Steps[1].Rule != rights.Paused {
		t.Errorf("due %s, want %s, by %v", got.Due, want, told(got))
	}
	if _, err := w.Ask(t.Context(), kari, seen(proven), "And where?"); !coded(err, gdpr.CodeState) {
		t.Errorf("a second pause: %v", err)
	}
}

func TestACaseDoesNotEndWhileARecipientIsSilent(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Restriction))
	told, err := w.Step(t.Context(), c, rights.Entry{On: rights.Tell, By: rights.ByClock}, func(r *rights.Request) {
		r.Notices = []rights.Notice{{ID: "n1", Recipient: "customers", State: rights.NoticeSilent}}
		r.Workflow, r.Rights, r.Address = rights.Answered, nil, "ola@example.com" // not for change to set
	})
	if err != nil || told.Workflow != rights.Telling || told.Address != c.Address || len(told.Rights) != 1 {
		t.Fatalf("%+v, %v", told, err)
	}
	done := rights.Outcome{Right: gdpr.Restriction, Result: rights.Granted, By: rights.ByClock}
	if _, err := w.Settled(t.Context(), told, done, nil); !coded(err, gdpr.CodeRecipients) {
		t.Errorf("while it is silent: %v", err)
	}
	if _, err := w.Told(t.Context(), kari, seen(told), "n1", rights.NoticeExcused, ""); !faulted(err, gdpr.Fault{Pointer: "/reason", Code: gdpr.FaultReason}) {
		t.Errorf("without a reason: %v", err)
	}
	excused, err := w.Told(t.Context(), kari, seen(told), "n1", rights.NoticeExcused, "Bankrupt.")
	if err != nil {
		t.Fatal(err)
	}
	if ended, err := w.Settled(t.Context(), excused, done, nil); err != nil || ended.Workflow != rights.Answered || ended.Delivery != rights.Underway {
		t.Errorf("%+v, %v", ended, err)
	}
}

func TestAnAnnouncedErasureIsStoppedByItsLinkUntilItBegins(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Erasure))
	if _, err := w.Stop(t.Context(), alfa, byLink(c.ID)); !coded(err, gdpr.CodeState) {
		t.Errorf("before the announcement: %v", err)
	}
	cooling, err := w.Step(t.Context(), c, rights.Entry{On: rights.Announce, By: rights.ByClock}, nil)
	if err != nil || cooling.Workflow != rights.Cooling || cooling.Until.Sub(cooling.Decided) != 48*time.Hour || cooling.Next.Equal(cooling.Until) {
		t.Fatalf("%+v, %v", cooling, err)
	}
	cooling = w.mailed(cooling, rights.Announce, 0, cooling.Decided)
	w.now = cooling.Until.Add(-time.Second)
	begin := rights.Entry{On: rights.Begin, By: rights.ByClock}
	early := func(r *rights.Request) { r.Until = time.Time{} }
	if _, err := w.Step(t.Context(), cooling, begin, early); !coded(err, gdpr.CodeState) {
		t.Errorf("begun before it is over: %v", err)
	}
	stopped, err := w.Stop(t.Context(), alfa, byLink(c.ID))
	again, twice := w.Stop(t.Context(), alfa, byLink(c.ID))
	if err != nil || twice != nil || stopped.Workflow != rights.Revoked || !reflect.DeepEqual(stopped, again) {
		t.Errorf("%+v, %v; again %+v, %v", stopped, err, again, twice)
	}
	other := w.opened(t, intake(gdpr.Erasure))
	other, _ = w.Step(t.Context(), other, rights.Entry{On: rights.Announce, By: rights.ByClock}, nil)
	other = w.mailed(other, rights.Announce, 0, other.Decided)
	w.now = other.Until
	if begun, err := w.Step(t.Context(), other, begin, nil); err != nil || begun.Workflow != rights.Carrying {
		t.Fatalf("%+v, %v", begun, err)
	}
	if _, err := w.Stop(t.Context(), alfa, byLink(other.ID)); !coded(err, gdpr.CodeState) {
		t.Errorf("after it has begun: %v", err)
	}
	if _, err := w.Decide(t.Context(), alfa, byCode(other.ID), rights.Refused); !already(err) {
		t.Errorf("taken back after it has begun: %v", err)
	}
}

// Art. 12(5) and (6): who proves who they are is heard, also while a refusal waits for a second member of staff.
func TestWhoWasAskedProvesItWhileARefusalIsProposed(t *testing.T) {
	for outcome, prove := range map[string]func(*world, rights.Case) (rights.Case, error){
		"by the mail's link": func(w *world, c rights.Case) (rights.Case, error) {
			return w.Decide(t.Context(), alfa, byCode(c.ID), rights.Confirmed)
		},
		"to staff": func(w *world, c rights.Case) (rights.Case, error) {
			return w.Vouch(t.Context(), kari, seen(c), "Called back.")
		},
	} {
		w := newWorld(t)
		c := w.opened(t, intake(gdpr.Access))
		asked, err := w.Ask(t.Context(), kari, seen(c), "When did you apply?")
		if err != nil {
			t.Fatal(err)
		}
		proposed, err := w.Refuse(t.Context(), kari, seen(asked), rights.Refusal{
			Right: gdpr.Access, Ground: rights.Excessive, Reasons: "Ten letters a day.", Evidence: "The letters.",
		})
		if err != nil || proposed.Workflow != rights.Proposed {
			t.Fatalf("%s: %s, %v", outcome, proposed.Workflow, err)
		}
		known, err := prove(w, proposed)
		if err != nil || known.Workflow != rights.Proposed || known.Identity == rights.Asked || known.Pause.To.IsZero() {
			t.Errorf("%s: %s, %s, %v", outcome, known.Workflow, known.Identity, err)
		}
	}
}

// A mail ends no case: staff end it by what they know, and only while the erasure can be stopped.
func TestAnAnnouncedErasureIsEndedByStaffOnlyWithEvidence(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Erasure))
	if _, err := w.Halt(t.Context(), kari, seen(c), "Called back."); !coded(err, gdpr.CodeState) {
		t.Errorf("before it is announced: %v", err)
	}
	cooling, err := w.Step(t.Context(), c, rights.Entry{On: rights.Announce, By: rights.ByClock}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Look(t.Context(), kari, seen(cooling), "Nothing came."); !coded(err, gdpr.CodeState) {
		t.Errorf("nothing to read: %v", err)
	}
	cooling = w.mailed(cooling, rights.Announce, 0, cooling.Decided)
	w.now = cooling.Until.Add(time.Minute)
	wrote := w.wrote(cooling, w.now)
	wrote.Wrote = w.now.Add(2 * time.Second) // by a clock that is ahead
	w.held[place{alfa, c.ID}] = wrote
	begin := rights.Entry{On: rights.Begin, By: rights.ByClock}
	if _, err := w.Step(t.Context(), wrote, begin, nil); !coded(err, gdpr.CodeState) || wrote.Workflow != rights.Cooling {
		t.Errorf("begun unread: %v; %s by a mail alone", err, wrote.Workflow)
	}
	if _, err := w.Halt(t.Context(), kari, seen(wrote), ""); !faulted(err, gdpr.Fault{Pointer: "/evidence", Code: gdpr.FaultEvidence}) {
		t.Errorf("without evidence: %v", err)
	}
	if read, err := w.Look(t.Context(), kari, seen(wrote), "Asks when."); err != nil || !w.Allows(read.Request, rights.Begin) {
		t.Errorf("read: %v", err)
	}
	ended, err := w.Halt(t.Context(), kari, seen(w.held[place{alfa, c.ID}]), "Called back on the number on file.")
	if err != nil || ended.Workflow != rights.Revoked || ended.Delivery != rights.Underway {
		t.Errorf("%s, %v", ended.Workflow, err)
	}
}

// Art. 12(3): an extension that came back is told in another way, in time, or again; or it is none.
func TestAnExtensionThatCameBackIsToldAnotherWayInTimeOrNotAtAll(t *testing.T) {
	for outcome, test := range map[string]struct {
		late   time.Duration
		counts bool
	}{"in time": {0, true}, "after the month": {40 * 24 * time.Hour, false}} {
		w := newWorld(t)
		c := w.opened(t, intake(gdpr.Access))
		first := c.Deadline
		extended, err := w.Extend(t.Context(), kari, seen(c), "Much to read.")
		if err != nil {
			t.Fatal(err)
		}
		lost := w.mailed(extended, rights.Extend, 0)
		if !w.Allows(lost.Request, rights.Extend) || !w.Allows(lost.Request, rights.Inform) {
			t.Errorf("%s: it can be told in no way", outcome)
		}
		w.now = w.now.Add(test.late)
		told, err := w.HandOver(t.Context(), kari, seen(lost), "By phone.")
		if err != nil || told.Deadline.After(first) != test.counts {
			t.Errorf("%s: due %s, first %s; %v", outcome, told.Deadline, first, err)
		}
	}
}
