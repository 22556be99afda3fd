package dynamo_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/letter"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// announced is a case whose erasure is announced, to its own address and to another.
func (b bench) announced(address gdpr.Private) rights.Case {
	b.t.Helper()
	return b.moved(b.put(mojob, address, gdpr.Erasure), rights.Entry{On: rights.Announce, By: rights.ByClock, To: []gdpr.Private{ola}}, func(r *rights.Request) {
		r.Workflow, r.Until = rights.Cooling, b.now().Add(48*time.Hour)
		r.Announced, r.Next = rights.Posted{From: b.now(), Open: 2}, b.now().Add(20*day)
	})
}

// mailsFor is the mails of a kind that a case has, as they stand in their names.
func (b bench) mailsFor(id gdpr.ID, kind outbox.Kind) []outbox.Kind {
	var all []outbox.Kind
	for _, entry := range b.mailsOf(id) {
		if strings.HasPrefix(entry, string(kind)) {
			all = append(all, outbox.Kind(entry))
		}
	}
	return all
}

func (b bench) again(id gdpr.ID) rights.Case {
	b.t.Helper()
	return must[rights.Case](b.t)(b.cases().Case(b.t.Context(), mojob, id))
}

// Threat H5: who hears last of an erasure has the whole of cooling-off.
func TestCoolingOffCountsFromTheLastAnnouncementThatWasTaken(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	mails := b.mailsFor(held.ID, outbox.RequestErasing)
	if len(mails) != 2 {
		t.Fatalf("%q", mails)
	}
	b.settles(held.ID, mails[0], outbox.Sent)
	if got := b.again(held.ID); got.Announced.Open != 1 || got.Announced.Taken != 1 {
		t.Errorf("%+v", got.Announced)
	}
	b.clock.advance(3 * time.Hour)
	last := b.now()
	b.settles(held.ID, mails[1], outbox.Sent)
	got := b.again(held.ID)
	if got.Announced != (rights.Posted{From: last, Taken: 2}) || !got.Until.Equal(last.Add(48*time.Hour)) || !got.Next.Equal(last) {
		t.Errorf("%+v, until %s, next %s; last taken %s", got.Announced, got.Until, got.Next, last)
	}
	b.settles(held.ID, mails[1], outbox.Delivered) // says nothing new
	if again := b.again(held.ID); again.Revision != got.Revision || !again.Until.Equal(got.Until) {
		t.Errorf("until %s, revision %d", again.Until, again.Revision)
	}
}

func TestAnAnnouncementThatNobodyGotLeavesTheCaseToStaff(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	for i, mail := range b.mailsFor(held.ID, outbox.RequestErasing) {
		if i == 0 {
			b.settles(held.ID, mail, outbox.Sent)
		}
		b.settles(held.ID, mail, []outbox.State{outbox.Bounced, outbox.Failed}[i])
	}
	got := b.again(held.ID)
	if !slices.Contains(got.Concerns(), rights.AnnouncementLost) {
		t.Errorf("%+v, %q", got.Announced, got.Concerns())
	}
	page, _, err := b.cases().Queue(t.Context(), mojob, rights.ToDo, "", 10)
	if err != nil || len(page) != 1 || !slices.Contains(page[0].Concerns(), rights.AnnouncementLost) {
		t.Errorf("%+v, %v", page, err)
	}
	if w, i, d, err := rights.Replay(got.History[1:]); err == nil {
		t.Errorf("%s, %s, %s without its beginning", w, i, d)
	}
	var events []rights.Event
	for _, e := range got.History {
		events = append(events, e.On)
	}
	if want := []rights.Event{rights.Lodge, rights.Announce, rights.Reach, rights.Miss, rights.Miss}; !slices.Equal(events, want) {
		t.Errorf("%q", events)
	}
}

// A case can be announced twice: upholding an objection erases, and then the erasure is asked for.
func TestASecondAnnouncementHasMailsOfItsOwn(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	first := b.mailsFor(held.ID, outbox.RequestErasing)
	held = b.moved(held, rights.Entry{On: rights.Begin, By: rights.ByClock}, func(r *rights.Request) { r.Workflow = rights.Carrying })
	held = b.moved(held, rights.Entry{On: rights.Settle, By: rights.ByClock}, func(r *rights.Request) { r.Workflow = rights.Open })
	held = b.moved(held, rights.Entry{On: rights.Announce, By: rights.ByClock}, func(r *rights.Request) {
		r.Workflow, r.Announced, r.Until = rights.Cooling, rights.Posted{From: b.now(), Open: 1}, b.now().Add(48*time.Hour)
	})
	all := b.mailsFor(held.ID, outbox.RequestErasing)
	if len(all) != len(first)+1 {
		t.Fatalf("%q", all)
	}
	b.settles(held.ID, first[0], outbox.Sent) // of the first: nobody counts it any more
	if got := b.again(held.ID); got.Announced.Open != 1 || got.Announced.Taken != 0 {
		t.Errorf("%+v", got.Announced)
	}
	b.settles(held.ID, all[2], outbox.Sent)
	if got := b.again(held.ID); got.Announced.Open != 0 || got.Announced.Taken != 1 {
		t.Errorf("of the second: %+v", got.Announced)
	}
}

// Threat H5: where one step cannot tell everybody, what becomes of the mails of each step counts.
func TestAnAnnouncementOfSeveralStepsWaitsForTheMailsOfAll(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	held = b.moved(held, rights.Entry{On: rights.Announce, By: rights.ByClock, To: []gdpr.Private{"third@example.no"}}, func(r *rights.Request) {
		r.Announced, r.Until = rights.Posted{From: b.now(), Open: 3}, b.now().Add(48*time.Hour)
	})
	mails := b.mailsFor(held.ID, outbox.RequestErasing)
	if len(mails) != 3 {
		t.Fatalf("%q", mails)
	}
	for i, entry := range []outbox.Kind{mails[2], mails[0], mails[1]} {
		last := b.now()
		b.settles(held.ID, entry, outbox.Sent)
		got := b.again(held.ID)
		if got.Announced != (rights.Posted{From: last, Open: 2 - i, Taken: i + 1}) || !got.Until.Equal(last.Add(48*time.Hour)) {
			t.Errorf("after %d: %+v until %s, the last was taken %s", i+1, got.Announced, got.Until, last)
		}
	}
	b.settles(held.ID, mails[2], outbox.Bounced)
	if got := b.again(held.ID); got.Announced.Open != 0 || got.Announced.Taken != 2 {
		t.Errorf("one came back: %+v", got.Announced)
	}
}

// Art. 12(3): an extension of which the person was not told in time is none.
func TestAnExtensionCountsOnceItsNoticeIsTakenInTime(t *testing.T) {
	b := setUp(t)
	for outcome, test := range map[string]struct {
		late   time.Duration
		states []outbox.State
		counts bool
	}{
		"in time":            {0, []outbox.State{outbox.Sent}, true},
		"and delivered":      {0, []outbox.State{outbox.Sent, outbox.Delivered}, true},
		"after the month":    {40 * day, []outbox.State{outbox.Sent}, false},
		"never sent":         {0, []outbox.State{outbox.Failed}, false},
		"taken and returned": {0, []outbox.State{outbox.Sent, outbox.Bounced}, false},
	} {
		held := b.put(mojob, kari, gdpr.Access)
		first, later := held.Deadline, held.Deadline.AddDate(0, 2, 0)
		held = b.moved(held, rights.Entry{On: rights.Extend, By: "staff:s1", Text: "Much."}, func(r *rights.Request) {
			r.Extended = rights.Extension{At: b.now(), First: first, To: later, Notice: rights.Posted{From: b.now(), Open: 1}, Reasons: "Much."}
		})
		b.clock.advance(test.late)
		for _, s := range test.states {
			b.settles(held.ID, b.mailsFor(held.ID, outbox.RequestExtended)[0], s)
		}
		got, want := b.again(held.ID), first
		if test.counts {
			want = later
		}
		if !got.Deadline.Equal(want) || got.Extended.Told.IsZero() == test.counts || slices.Contains(got.Concerns(), rights.ExtensionUntold) == test.counts {
			t.Errorf("%s: due %s, want %s; %+v, %q", outcome, got.Deadline, want, got.Extended, got.Concerns())
		}
		b.clock.advance(-test.late)
	}
}

// Threat H6: whoever types wrong codes calls for mails, and moves no time limit by them, whatever
// becomes of those; nor do they hide what becomes of the mails that it hangs on.
func TestAMailThatEndsALockMovesNoTimeLimit(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	mails := b.mailsFor(held.ID, outbox.RequestErasing)
	var links []link.Link
	for _, entry := range mails {
		links = append(links, b.issued(refOf(held.Request, entry)))
		b.changed("mojob#CASE#"+string(held.ID), "MAIL#"+string(entry), "state", str(string(outbox.Sending))) // and its fate is not known yet
		b.settles(held.ID, entry, outbox.Sent)
	}
	before := b.again(held.ID)
	b.clock.advance(time.Hour)
	stop := lockable{id: held.ID, link: links[0], opens: func(b bench, p gdpr.Proof) error {
		_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToStop)
		return err
	}}
	wantKind(t, b.guessed(stop, link.MaxMisses), gdpr.Forbidden, gdpr.CodeLocked)
	sent := b.relinks()
	if len(sent) != 2 || before.Announced.Taken != 2 {
		t.Fatalf("due: %v; %+v", sent, before.Announced)
	}
	if l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), sent[0])); !l.Request.Until.Equal(before.Until) {
		t.Errorf("the mail says %s, not %s", l.Request.Until, before.Until)
	}
	for i, as := range []outbox.State{outbox.Sent, outbox.Failed} {
		b.settles(held.ID, outbox.Kind(sent[i].Entry), as)
	}
	if got := b.again(held.ID); got.Announced != before.Announced || !got.Until.Equal(before.Until) || got.Revision != before.Revision {
		t.Errorf("%+v until %s, was %+v until %s", got.Announced, got.Until, before.Announced, before.Until)
	}
	for _, entry := range mails {
		b.settles(held.ID, entry, outbox.Bounced)
	}
	if got := b.again(held.ID); got.Announced.Taken != 0 || got.Announced.Open != 0 {
		t.Errorf("everybody's announcement came back: %+v", got.Announced)
	}
}

// Whatever somebody writes about a case is to be read before what it is about goes on; what a
// machine answers is not.
func TestAMailThatJoinsACaseIsToBeRead(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	machine := b.reply("ses1", kari, held.Request, false)
	machine.Message.Reading.Withheld = inbox.AutoSubmitted
	b.registered(machine)
	if got := b.again(held.ID); !got.Wrote.IsZero() || len(got.Concerns()) != 0 {
		t.Errorf("a machine wrote at %s: %q", got.Wrote, got.Concerns())
	}
	b.clock.advance(time.Minute)
	b.registered(b.reply("ses2", kari, held.Request, false))
	got := b.again(held.ID)
	if got.Wrote.IsZero() || !slices.Equal(got.Concerns(), []rights.Concern{rights.Unread}) {
		t.Errorf("wrote at %s: %q", got.Wrote, got.Concerns())
	}
	b.clock.advance(time.Minute)
	looked := b.moved(got, rights.Entry{On: rights.Look, By: "staff:s1", Text: "Asks when."}, func(r *rights.Request) { r.Looked = b.now() })
	if len(looked.Concerns()) != 0 || !looked.Wrote.Equal(got.Wrote) {
		t.Errorf("%q", looked.Concerns())
	}
}

// Staff have read what they could see, by whatever clock: a mail that was long underway, and one that
// is stored after a younger one, hold an erasure up as any other.
func TestT11_AMailThatIsStoredLateIsUnread(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	late := b.reply("ses1", kari, held.Request, false) // received now, and stored last
	b.clock.advance(time.Minute)
	b.registered(b.reply("ses2", kari, held.Request, false))
	got := b.again(held.ID)
	b.clock.advance(time.Minute)
	looked := b.moved(got, rights.Entry{On: rights.Look, By: "staff:s1", Text: "Asks when."}, func(r *rights.Request) { r.Looked = b.now().Add(time.Second) })
	if len(looked.Concerns()) != 0 {
		t.Fatalf("%q", looked.Concerns())
	}
	late.Request = b.again(held.ID).Request
	b.registered(late)
	if got := b.again(held.ID); !slices.Equal(got.Concerns(), []rights.Concern{rights.Unread}) || !got.Wrote.After(got.Looked) {
		t.Errorf("wrote at %s, looked at %s: %q", got.Wrote, got.Looked, got.Concerns())
	}
}

func TestAPlainYesThatJoinsACaseHoldsNothingUp(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	yes := b.reply("ses1", kari, held.Request, false)
	yes.Message.Reading.Kind, yes.Message.Reading.Rights = letter.Request, []gdpr.Right{gdpr.Erasure}
	yes.Message.Mail.Subject, yes.Message.Mail.Own = "SV: Vi sletter opplysningene dine", "Slett alle opplysninger om meg."
	yes.Message.Mail.Attachments = nil
	b.registered(yes)
	if got := b.again(held.ID); !got.Wrote.IsZero() || len(got.Concerns()) != 0 {
		t.Errorf("wrote at %s: %q", got.Wrote, got.Concerns())
	}
}
