package outbox_test

import (
	"context"
	"slices"
	"strings"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
)

// Send lets a mail go out under the eyes of the witness: outbox.Post.
func (w *world) Send(ctx context.Context, l outbox.Letter, now time.Time) (outbox.Outcome, string, error) {
	where := w.sending
	w.sending = ""
	f := w.fates[l.Ref]
	w.beforeSending(l, f, now)
	if where == "before" {
		crash()
	}
	outcome, id, err := w.post.Send(ctx, l, now)
	if n := w.acceptedNow(l.Ref) - len(f.accepted); n > 0 {
		w.afterAcceptance(l.Ref, f, now, n)
	}
	f.rejected = f.rejected || outcome == outbox.Permanent
	w.beforeTheAnswer(l.Ref, where)
	w.outcome = &outcome
	return outcome, id, err
}

// beforeTheAnswer is what may happen between a sending and its end.
func (w *world) beforeTheAnswer(r outbox.Ref, where string) {
	switch where {
	case "after":
		crash()
	case "told":
		about := func(p publication) bool { return p.about == r }
		for i := slices.IndexFunc(w.said, about); i >= 0; i = slices.IndexFunc(w.said, about) {
			p := w.said[i]
			w.said = slices.Delete(w.said, i, i+1)
			if w.tells(p); slices.ContainsFunc(w.said, about) && w.said[len(w.said)-1].about == r {
				return // it did not come through
			}
		}
	case "slow": // so slow that another process takes it up
		w.clock.advance(leaseEnds)
		survive(func() { _ = w.courier().Deliver(w.t.Context(), r) })
	}
}

func (w *world) beforeSending(l outbox.Letter, f *fate, now time.Time) {
	switch {
	case f == nil:
		w.rt.Fatalf("a mail that nobody asked for: %+v", l.Ref)
	case f.closed:
		w.rt.Fatalf("%s is sent after its end", l.Case)
	case now.Sub(f.made) > 5*24*time.Hour:
		w.rt.Fatalf("%s is sent %v after it was asked for", l.Case, now.Sub(f.made))
	case f.erased || l.To != f.address:
		w.rt.Fatalf("%s goes to somebody erased, or to somebody else", l.Case)
	case len(f.accepted) > 0 && now.Sub(f.accepted[len(f.accepted)-1]) < eventWait:
		w.rt.Fatalf("%s is sent again %v after it was accepted", l.Case, now.Sub(f.accepted[len(f.accepted)-1]))
	}
	if e, err := w.truth().Entry(w.t.Context(), l.Ref); err != nil || e.State != outbox.Sending || e.Attempts != l.Attempts {
		w.rt.Fatalf("%s is sent without a claim: %s, attempt %d of %d, %v", l.Case, e.State, l.Attempts, e.Attempts, err)
	}
}

func (w *world) afterAcceptance(r outbox.Ref, f *fate, now time.Time, n int) {
	if n > 1 {
		w.rt.Fatalf("%s: %d mails by one sending", r.Case, n)
	}
	if len(f.accepted) > 0 {
		w.doubles++ // in the declared window, or beforeSending would have said so
	}
	f.accepted = append(f.accepted, now)
	told := 2
	if f.address == complainer {
		told = 3
	}
	for _, text := range w.published(told) {
		w.said = append(w.said, publication{r, text})
	}
}

func (w *world) acceptedNow(r outbox.Ref) int { return w.bench.accepted(r) }

// Claim, and the rest of outbox.Store, on the real store: each step is checked
// against the grid.
type watched struct {
	outbox.Store
	w *world
}

func (s watched) Claim(ctx context.Context, from, to outbox.Entry, l *link.Link, caps outbox.Caps) error {
	s.w.legal(from, to)
	if s.w.quicker { // than the process that is here
		s.w.quicker = false
		survive(func() { _ = s.w.courier().Deliver(ctx, from.Ref) })
	}
	defer func() { // whatever the claim's answer was, or if its process ended
		f := s.w.fates[from.Ref]
		if e, err := s.w.truth().Entry(s.w.t.Context(), from.Ref); err == nil && e.Attempts > 0 && f.claimed.IsZero() {
			f.claimed = s.w.clock.Now()
		}
	}()
	return s.Store.Claim(ctx, from, to, l, caps)
}

// became is where each outcome of a sending leads.
var became = map[outbox.Outcome]outbox.State{
	outbox.Accepted: outbox.Sent, outbox.TryLater: outbox.Pending, outbox.Stopped: outbox.Pending,
	outbox.Permanent: outbox.Failed, outbox.Ambiguous: outbox.Unknown,
}

func (s watched) Settle(ctx context.Context, from, to outbox.Entry) error {
	s.w.legal(from, to)
	if o := s.w.outcome; o != nil && to.State != became[*o] {
		s.w.rt.Fatalf("%s becomes %s after outcome %d", from.Case, to.State, *o)
	}
	s.w.outcome = nil
	return s.Store.Settle(ctx, from, to)
}

// legal is invariant 4.
func (w *world) legal(from, to outbox.Entry) {
	_, _, next := table()
	if from.State == to.State && from.State == outbox.Pending && from.Attempts == to.Attempts {
		return // held back until a cap's window ends
	}
	for _, s := range next[from.State] {
		if s == to.State && (to.Attempts == from.Attempts || to.State == outbox.Sending && to.Attempts == from.Attempts+1) {
			return
		}
	}
	w.rt.Fatalf("%s moves from %s to %s", from.Case, from.State, to.State)
}

func (w *world) courier() outbox.Courier {
	c := w.bench.courier(w)
	c.Store = watched{w.store, w}
	return c
}

// look is what the witness sees of every mail between two steps.
func (w *world) look() {
	for _, r := range w.refs {
		e, err := w.truth().Entry(w.t.Context(), r)
		if gdpr.KindOf(err) == gdpr.NotFound {
			continue // its intake never came to be stored
		}
		f := w.fates[r]
		if f.closed && e.State.Open() {
			w.rt.Fatalf("%s came to life again as %s", r.Case, e.State)
		}
		f.closed = f.closed || !e.State.Open()
		if n := w.acceptedNow(r); n != len(f.accepted) {
			w.rt.Fatalf("%s: SES has %d, the witness saw %d", r.Case, n, len(f.accepted))
		}
	}
}

// judge is the invariants that hold when everything has come to rest.
func (w *world) judge() {
	hours := map[string]int{}
	for _, r := range w.refs {
		f := w.fates[r]
		e, err := w.truth().Entry(w.t.Context(), r)
		kept := f
		if first, ok := w.fates[f.of]; ok {
			kept = first // all of a case ends with it
		}
		if err != nil && w.clock.Now().Sub(kept.made) > 30*24*time.Hour {
			continue // it has ended
		}
		if err != nil {
			w.rt.Fatalf("an intake is lost: %v", err)
		}
		if !endedWell(e, f) || !e.Due.IsZero() {
			w.rt.Fatalf("%s ended as %s, %q, after %d acceptances: %+v", r.Case, e.State, e.Reason, len(f.accepted), f)
		}
		if e.State != outbox.Withheld && !f.claimed.IsZero() && e.Kind == outbox.RequestConfirm {
			hours[f.address.Reveal()+f.claimed.Format("2006-01-02T15")]++
		}
	}
	for hour, n := range hours {
		if n > 3 {
			w.rt.Fatalf("%d mails to %s", n, hour)
		}
	}
	if text := w.log.String(); strings.Contains(text, "@") {
		w.rt.Fatalf("an address in the log: %s", text)
	}
}

// endedWell is invariants 1, 2 and 6 for one mail.
func endedWell(e outbox.Entry, f *fate) bool {
	if len(f.accepted) > 0 && !f.unheard { // all that SES had to say of it came through
		want := outbox.Delivered
		if f.address == complainer {
			want = outbox.Complained
		}
		return e.State == want && e.MessageID != ""
	}
	switch e.State {
	case outbox.Sent, outbox.Delivered, outbox.Complained:
		return len(f.accepted) > 0 && e.MessageID != ""
	case outbox.Withheld:
		return len(f.accepted) == 0
	case outbox.Failed:
		return e.Reason == "rejected" && f.rejected || e.Reason == "erased" && f.erased || e.Reason == "too-old"
	}
	return false
}
