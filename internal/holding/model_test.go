package holding_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// model is what is promised of a profile's term, told without the code's own words: the
// last thing that the person did, a switch for restriction, and a list of ends of holds.
type model struct {
	last       time.Time // activity
	years      int       // of retention, as it is declared now
	overAt     time.Time // where a shorter retention or a release ended it: that stands
	restricted bool
	holds      []time.Time
}

// retention is the end by the retention alone.
func (m *model) retention() time.Time {
	if !m.overAt.IsZero() {
		return m.overAt
	}
	y, month, d := m.last.Date()
	if leap := (y+m.years)%4 == 0; month == time.February && d == 29 && !leap { // no century is near
		d = 28
	}
	return time.Date(y+m.years, month, d, m.last.Hour(), m.last.Minute(), m.last.Second(), 0, time.UTC)
}

func (m *model) over(now time.Time) bool { return !m.retention().After(now) }

// end is when it is to be deleted; false while that is not known.
func (m *model) end() (time.Time, bool) {
	end := m.retention()
	for _, h := range m.holds {
		if h.After(end) {
			end = h
		}
	}
	return end, !m.restricted
}

func (m *model) gone(now time.Time) bool {
	end, known := m.end()
	return known && !end.After(now)
}

// settle: what is let go after its end ends at that moment.
func (m *model) settle(now time.Time) {
	if m.gone(now) {
		m.overAt = now
	}
}

// run is a profile, its model, and what chooses what happens to them.
type run struct {
	*world
	*model
	draw *rapid.T
	ref  holding.Ref
}

func TestTermsAgreeWithAModelOfWhatIsPromised(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		w.at(start.Truncate(time.Second))
		r := run{world: w, model: &model{last: w.now, years: 2}, draw: rt, ref: w.registered().Ref}
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			// Mostly forward, and now and then an hour back (threat H24).
			w.at(w.now.Add(rapid.SampledFrom([]time.Duration{
				0, time.Second, 24 * time.Hour, 40 * 24 * time.Hour, 300 * 24 * time.Hour, -time.Hour,
			}).Draw(rt, "forward")))
			r.step()
			r.agree()
		}
	})
}

func (r run) step() {
	steps := map[string]func() (allowed bool, err error){
		"note": r.note, "restrict": r.restrict, "lift": r.lift, "hold": r.hold, "release": r.release, "declare": r.declare, "show": r.show,
	}
	what := rapid.SampledFrom([]string{"note", "note", "restrict", "lift", "hold", "release", "declare", "show"}).Draw(r.draw, "step")
	if allowed, err := steps[what](); allowed != (err == nil) {
		r.draw.Fatalf("%s is allowed %v: %v", what, allowed, err)
	}
}

var overseer = role(mojob, "privacy")

func (r run) note() (bool, error) {
	at := r.now.AddDate(0, 0, -rapid.SampledFrom([]int{0, 0, 1, 100, 800, 1500}).Draw(r.draw, "days ago"))
	allowed := !r.gone(r.now) && (r.restricted || !r.over(r.now)) && at.AddDate(r.years, 0, 0).After(r.now)
	if allowed && at.After(r.last) {
		r.last, r.overAt = at, time.Time{} // where that end has not been, or is put off with the restriction
	}
	_, err := r.Note(r.t.Context(), system, kari, holding.Activity{Kind: "sign-in", At: at})
	return allowed, err
}

func (r run) restrict() (bool, error) {
	allowed := !r.gone(r.now)
	r.restricted = r.restricted || allowed
	_, err := r.Restrict(r.t.Context(), overseer, r.ref)
	return allowed, err
}

func (r run) lift() (bool, error) {
	allowed := !r.gone(r.now)
	if allowed && r.restricted {
		r.restricted = false
		r.settle(r.now)
	}
	_, err := r.Lift(r.t.Context(), overseer, r.ref)
	return allowed, err
}

func (r run) hold() (bool, error) {
	until := r.now.AddDate(0, 0, rapid.IntRange(1, 3000).Draw(r.draw, "held for"))
	allowed := !r.gone(r.now)
	if allowed && !slices.ContainsFunc(r.holds, until.Equal) {
		r.holds = append(r.holds, until)
	}
	_, err := r.Hold(r.t.Context(), overseer, r.ref, holding.Keeping{Ground: "legal-claims", Until: until})
	return allowed, err
}

func (r run) release() (bool, error) {
	if len(r.holds) == 0 || r.gone(r.now) {
		_, err := r.Release(r.t.Context(), overseer, r.ref, gdpr.NewID())
		return false, err
	}
	i := rapid.IntRange(0, len(r.holds)-1).Draw(r.draw, "which")
	id := r.store.held[r.ref].Term.Holds[i].ID
	r.holds = slices.Delete(r.holds, i, i+1)
	r.settle(r.now)
	_, err := r.Release(r.t.Context(), overseer, r.ref, id)
	return true, err
}

// declare is another version of the declaration, and what is stored follows it.
func (r run) declare() (bool, error) {
	years := rapid.IntRange(1, 4).Draw(r.draw, "years")
	d := keeping(r.t, mojob, "recruitment", gdpr.Period{Years: years})
	r.Controllers = controller.New(d)
	switch {
	case !r.over(r.now):
		r.overAt = time.Time{} // an end that a clock that went back has before it
	case r.overAt.IsZero():
		r.overAt = r.retention() // it stays over, however long others are kept
	}
	if r.years = years; r.over(r.now) && r.overAt.IsZero() {
		r.overAt = r.now
	}
	if to, moved := holding.Redate(r.store.held[r.ref], d, r.now); moved {
		r.store.held[r.ref] = to
	}
	return true, nil
}

func (r run) show() (bool, error) {
	_, err := r.Show(r.t.Context(), overseer, r.ref)
	switch {
	case r.gone(r.now) && gdpr.KindOf(err) != gdpr.NotFound, !r.gone(r.now) && gdpr.KindOf(err) == gdpr.NotFound:
		r.draw.Fatalf("gone %v: %v", r.gone(r.now), err)
	}
	return !r.gone(r.now) && !r.restricted && !r.over(r.now), err
}

// agree compares what is stored with the model.
func (r run) agree() {
	r.draw.Helper()
	term := r.store.held[r.ref].Term
	end, known := r.end()
	switch e := term.Expires(); {
	case known != (e != 0):
		r.draw.Fatalf("an end is promised %v, expires %s", known, e.Time())
	case known && !e.Time().Equal(end):
		r.draw.Fatalf("expires %s, and is promised %s", e.Time(), end)
	case term.Kept(r.now) == r.gone(r.now):
		r.draw.Fatalf("kept %v", term.Kept(r.now))
	case term.Served(r.now) != (!r.restricted && !r.over(r.now)):
		r.draw.Fatalf("served %v", term.Served(r.now))
	}
}
