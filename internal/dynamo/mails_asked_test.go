package dynamo_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// asked is a case of which it is open who asks.
func (b bench) asked(address gdpr.Private) rights.Case {
	b.t.Helper()
	return b.moved(b.put(mojob, address, gdpr.Access), rights.Entry{On: rights.Doubt, By: "staff:s1", Text: "When did you apply?"}, func(r *rights.Request) {
		r.Identity, r.Next = rights.Asked, b.now().Add(14*day)
		r.Pause = rights.Pause{From: b.now(), Notice: rights.Posted{From: b.now(), Open: 1}, Question: "When did you apply?"}
	})
}

// inQueue is a case as the queue of staff has it.
func (b bench) inQueue(id gdpr.ID) rights.Request {
	b.t.Helper()
	page, _, err := b.cases().Queue(b.t.Context(), mojob, rights.ToDo, "", 100)
	i := slices.IndexFunc(page, func(r rights.Request) bool { return r.ID == id })
	if err != nil || i < 0 {
		b.t.Fatalf("%d in the queue, %v", len(page), err)
	}
	return page[i]
}

// Art. 12(6): the deadline stands still from when the question was taken, and for none that came back; what
// becomes of one that is put again moves nothing.
func TestADeadlineStandsStillForTheQuestionThatWasTaken(t *testing.T) {
	b := setUp(t)
	for outcome, test := range map[string]struct {
		states []outbox.State
		still  bool
	}{
		"taken":              {[]outbox.State{outbox.Sent}, true},
		"and delivered":      {[]outbox.State{outbox.Sent, outbox.Delivered}, true},
		"never sent":         {[]outbox.State{outbox.Failed}, false},
		"taken and returned": {[]outbox.State{outbox.Sent, outbox.Bounced}, false},
	} {
		held := b.asked(kari)
		b.clock.advance(time.Hour)
		taken := b.now()
		for _, s := range test.states {
			b.settles(held.ID, outbox.RequestIdentity, s)
			b.clock.advance(time.Minute)
		}
		got := b.again(held.ID)
		if got.StandsStill() != test.still || slices.Contains(got.Concerns(), rights.QuestionLost) == test.still || got.Next.Before(taken) || got.Next.After(b.now()) {
			t.Errorf("%s: %+v, %q, next %s", outcome, got.Pause, got.Concerns(), got.Next)
		}
		if test.still && !got.Pause.From.Equal(taken) {
			t.Errorf("%s: from %s, taken %s", outcome, got.Pause.From, taken)
		}
		if r := b.inQueue(held.ID); r.StandsStill() != test.still || slices.Contains(r.Concerns(), rights.QuestionLost) == test.still {
			t.Errorf("%s: in the queue %+v", outcome, r.Pause)
		}
		again := b.moved(got, rights.Entry{On: rights.Nudge, By: rights.ByClock}, func(r *rights.Request) { r.Nudged++ })
		mails := b.mailsFor(held.ID, outbox.RequestIdentity)
		reminder := mails[slices.IndexFunc(mails, func(k outbox.Kind) bool { return k != outbox.RequestIdentity })]
		for _, s := range []outbox.State{outbox.Sent, outbox.Bounced} {
			b.settles(held.ID, reminder, s)
		}
		if last := b.again(held.ID); last.Pause != again.Pause {
			t.Errorf("%s: put again, and back: %+v, was %+v", outcome, last.Pause, again.Pause)
		}
		if test.still { // what comes back after that comes back all the same
			b.settles(held.ID, outbox.RequestIdentity, outbox.Bounced)
			if last := b.again(held.ID); last.StandsStill() {
				t.Errorf("%s: came back late: %+v", outcome, last.Pause)
			}
		}
	}
}

// The deadline runs again from when the first reply came to the controller, and the clock looks at once.
func TestTheFirstReplyEndsThePause(t *testing.T) {
	b := setUp(t)
	held := b.asked(kari)
	b.clock.advance(2 * day)
	first := b.reply("ses1", kari, held.Request, false)
	first.Message.Received = b.now().Add(-time.Hour)
	b.registered(first)
	got := b.again(held.ID)
	if !got.Pause.Replied.Equal(first.Message.Received) || got.StandsStill() || got.Next.After(b.now().Add(time.Second)) || !slices.Contains(must[[]gdpr.ID](t)(b.cases().Due(t.Context(), mojob, b.now().Add(time.Second))), held.ID) {
		t.Errorf("%+v, next %s, received %s", got.Pause, got.Next, first.Message.Received)
	}
	if r := b.inQueue(held.ID); !r.Pause.Replied.Equal(first.Message.Received) {
		t.Errorf("in the queue %+v", r.Pause)
	}
	b.clock.advance(day)
	b.registered(b.reply("ses2", kari, got.Request, false))
	moved := b.moved(b.again(held.ID), rights.Entry{On: rights.Remark, By: "staff:s1", Text: "Read."}, nil)
	if last := b.again(held.ID); !last.Pause.Replied.Equal(first.Message.Received) || last.Revision != moved.Revision {
		t.Errorf("after another, and a move: %+v", last.Pause)
	}
}
