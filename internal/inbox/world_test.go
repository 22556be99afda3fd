package inbox_test

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/rights"
)

// world is one run of the harness, and what a witness knows of each mail.
type world struct {
	bench
	rt        *rapid.T
	began     time.Time
	steps     int
	mails     []arrival
	notices   []arrival    // that the queue still has to bring
	meanwhile atomic.Value // what another process does at the next registration
	mu        sync.Mutex
	since     map[gdpr.ID]time.Time // when a mail was registered
	strange   []string              // errors that are no passing trouble
}

// comes is SES taking a mail: from now on it is ours.
func (w *world) comes(l arrival) {
	w.arrives(l)
	w.mails, w.notices = append(w.mails, l), append(w.notices, l)
}

// draws takes some of the notices that wait, in any order; some of them stay, to come
// again, and some come twice.
func (w *world) draws(rt *rapid.T, n int) (drawn []arrival) {
	for range min(n, len(w.notices)) {
		i := rapid.IntRange(0, len(w.notices)-1).Draw(rt, "which")
		drawn = append(drawn, w.notices[i])
		if rapid.IntRange(0, 2).Draw(rt, "doubled") > 0 && len(w.notices) > 1 {
			w.notices = slices.Delete(w.notices, i, i+1)
		}
	}
	return drawn
}

// brings is the queue handing over notices, all at once, each to a process of its own.
func (w *world) brings(list ...arrival) {
	var group sync.WaitGroup
	for _, l := range list {
		group.Go(func() { w.takes(l) })
	}
	group.Wait()
}

func (w *world) takes(l arrival) {
	var err error
	died := survive(func() { err = w.process().Take(w.t.Context(), l.Notice) })
	if !died && err != nil && gdpr.KindOf(err) != gdpr.Unavailable {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.strange = append(w.strange, err.Error())
	}
}

// process is the desk of a new process, under the eyes of the witness.
func (w *world) process() inbox.Desk {
	k := w.desk()
	k.Store = watched{k.Store, w}
	return k
}

// watched is the store with a witness, and with another process that is quicker than
// this one.
type watched struct {
	inbox.Store
	w *world
}

func (s watched) Register(ctx context.Context, e inbox.Entry) error {
	l := s.w.mails[slices.IndexFunc(s.w.mails, func(l arrival) bool { return l.id() == e.Message.ID })]
	switch s.w.meanwhile.Swap("") {
	case "taken":
		survive(func() { _ = s.w.process().Take(ctx, l.Notice) })
	case "confirmed":
		if e.Joins && e.Request.Workflow == rights.Waiting {
			s.w.confirm(e.Request)
		}
	}
	defer s.w.note(l) // also if the process ends
	return s.Store.Register(ctx, e)
}

// note writes down when a mail was registered.
func (w *world) note(l arrival) {
	now := w.clock.Now()
	if !w.stands(l) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.since == nil {
		w.since = map[gdpr.ID]time.Time{}
	}
	if w.since[l.id()].IsZero() {
		w.since[l.id()] = now
	}
}

// look is what holds at every moment: a mail lies where SES put it, or is registered.
func (w *world) look() {
	for _, l := range w.mails {
		if !w.lies(l) && !w.stands(l) {
			w.rt.Fatalf("mail %s is lost", l.ID)
		}
	}
}

// registered is the cases that mails of somebody are in.
func (w *world) registered() (all []rights.Request) {
	seen := map[gdpr.ID]bool{}
	for _, l := range w.mails {
		if l.from == "" || !w.stands(l) {
			continue
		}
		if r := w.caseWith(l); !seen[r.ID] {
			seen[r.ID] = true
			all = append(all, r)
		}
	}
	return all
}

// waiting is the cases that somebody may confirm.
func (w *world) waiting() []rights.Request {
	return slices.DeleteFunc(w.registered(), func(r rights.Request) bool { return r.Workflow != rights.Waiting })
}

// draw does something to one of the requests, if there is any.
func (w *world) draw(rt *rapid.T, of []rights.Request, do func(rights.Request)) {
	if len(of) > 0 {
		do(of[rapid.IntRange(0, len(of)-1).Draw(rt, "which")])
	}
}

// calm is the world with every fault gone, until nothing is left to do: notices that
// failed come again, and what none tells of is found.
func (w *world) calm() {
	w.calmDown()
	w.meanwhile.Store("")
	for _, l := range w.notices {
		w.brings(l)
	}
	w.clock.advance(time.Hour)
	left := 0
	for _, l := range w.mails {
		if w.lies(l) {
			left++
		}
	}
	if n, err := w.process().Sweep(w.t.Context(), w.files()); err != nil || n != left {
		w.rt.Fatalf("swept %d of %d: %v", n, left, err)
	}
}

// judge is the invariants that hold when everything has come to rest. It returns how
// many answers were ordered.
func (w *world) judge() (answers int) {
	if wrong := append(w.wrongs(w.all(), w.mails...), w.strange...); len(wrong) > 0 {
		w.rt.Fatalf("%q", wrong)
	}
	answered := map[gdpr.ControllerID]map[gdpr.SubjectID][]time.Time{mojob: {}, tretoen: {}}
	for _, l := range w.mails {
		if m := w.message(l); m.Answer != "" {
			answers++
			of := answered[l.Controller]
			of[w.subject(l)] = append(of[w.subject(l)], w.since[l.id()])
		}
	}
	for _, l := range w.mails {
		m := w.message(l)
		w.placed(l, m)
		if !slices.Contains(l.reasons, m.Reading.Withheld) {
			w.rt.Fatalf("mail %s is not answered for %q", l.ID, m.Reading.Withheld)
		}
		if m.Reading.Withheld == inbox.AnsweredToday && !slices.ContainsFunc(answered[l.Controller][w.subject(l)], w.within(l)) {
			w.rt.Fatalf("the sender of mail %s had no answer that day", l.ID)
		}
	}
	return answers
}

// within reports whether an answer was ordered on the day before a mail was registered.
func (w *world) within(l arrival) func(time.Time) bool {
	since := w.since[l.id()]
	return func(ordered time.Time) bool { return !ordered.After(since) && since.Sub(ordered) < day }
}

// placed is that a mail is in the case that it answers, where there is one of somebody,
// and else in one of its own.
func (w *world) placed(l arrival, m inbox.Message) {
	if !m.Received.Truncate(time.Second).Equal(l.Received.Truncate(time.Second)) {
		w.rt.Fatalf("mail %s came at %s, not at %s", l.ID, l.Received, m.Received)
	}
	if (m.Case == l.answers) != (l.answers != "") {
		w.rt.Fatalf("mail %s is in %s, and answers %s", l.ID, m.Case, l.answers)
	}
}
