package fulfillment_test

// A world in memory: the real desks of rights, holding and consent on stores that accuse. Every
// call of a store passes one gate, where it can be broken off before or after it is done.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

const (
	mojob   gdpr.ControllerID = "mojob"
	tretoen gdpr.ControllerID = "tretoen"

	kari gdpr.Private = "kari@example.com"
	ola  gdpr.Private = "ola@example.com"
)

var start = time.Date(2026, time.November, 23, 9, 30, 0, 0, time.UTC) // a Monday

var errDown = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New("away")}

func conflict() error { return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged} }
func missing() error  { return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound} }

// gate is passed by every call of a store. The n-th can be broken off.
type gate struct {
	calls   []string
	breakAt int // counted from 1; 0 for never
	// breakMove is the move of a case that is broken off, in the same way.
	breakMove, moves int
	after            bool
	always           map[string]bool // calls that always fail before they are done, by name
}

func (g *gate) pass(name string, do func() error) error {
	g.calls = append(g.calls, name)
	broken := len(g.calls) == g.breakAt
	if strings.HasPrefix(name, "Move ") {
		g.moves++
		broken = broken || g.moves == g.breakMove
	}
	if g.always[name] || broken && !g.after {
		return errDown
	}
	if err := do(); err != nil {
		return err
	}
	if broken {
		return errDown
	}
	return nil
}

type world struct {
	fulfillment.Desk
	t       *testing.T
	gate    *gate
	now     time.Time
	cases   *cases
	store   *store
	eraser  *eraser
	agreed  *dossiers
	blocked *suppressions
	told    *teller
	logged  bytes.Buffer
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: start, gate: &gate{}}
	w.cases = &cases{w: w, held: map[gdpr.ID]rights.Case{}, due: map[gdpr.ID]time.Time{}}
	w.store = &store{w: w, held: map[holding.Ref]holding.Record{}, given: map[holding.Ref][]holding.Disclosure{}}
	w.eraser = &eraser{w: w, done: map[gdpr.ID]holding.Erasure{}}
	w.agreed = &dossiers{w: w, held: map[gdpr.ID]consent.Consent{}, due: map[gdpr.ID]time.Time{}}
	w.blocked = &suppressions{w: w, since: map[gdpr.SubjectID]time.Time{}}
	w.told = &teller{w: w, said: map[gdpr.ID]int{}, answer: rights.NoticeDone}
	clock := func() time.Time { return w.now }
	registry := controllers.Registry()
	w.Desk = fulfillment.Desk{
		Controllers: registry,
		Cases:       rights.Desk{Controllers: registry, Cases: w.cases, Calendar: holiday.Norway{}, Now: clock},
		Docket:      w.cases,
		Shelf:       w.cases,
		Records: holding.Desk{Controllers: registry, Store: w.store, Eraser: w.eraser, Now: clock,
			Causes: fulfillment.Causes{Cases: w.cases, Consents: w.agreed}},
		Consents:     consent.Desk{Controllers: registry, Dossiers: w.agreed, Now: clock},
		Suppressions: w.blocked,
		Withdrawals:  w.agreed.agenda(),
		Tellers:      map[controller.Told]fulfillment.Teller{controller.ToldByOpenDSR: w.told},
		Now:          clock,
		Log:          slog.New(slog.NewJSONHandler(&w.logged, nil)),
	}
	return w
}

func subject(c gdpr.ControllerID, address gdpr.Private) gdpr.SubjectID {
	return gdpr.SubjectID("k1-" + gdpr.DeriveID(string(c), strings.ToLower(address.Reveal())))
}

func declaration(c gdpr.ControllerID) *controller.Declaration {
	d, _ := controllers.Registry().Current(c)
	return d
}

func staff(c gdpr.ControllerID) access.Actor {
	return access.Actor{Controller: c, ID: "anne", Roles: []string{"privacy"}}
}

func person(c gdpr.ControllerID, address gdpr.Private) access.Actor {
	return access.Actor{Controller: c, ID: "own", Contact: subject(c, address), Address: address, Way: access.ToOwn}
}

// confirmed is a case that its person has confirmed.
func (w *world) confirmed(c gdpr.ControllerID, change func(*rights.Request), asked ...gdpr.Right) gdpr.ID {
	w.t.Helper()
	d := declaration(c)
	r := rights.Request{
		ID: gdpr.DeriveID("case", string(c), fmt.Sprint(len(w.cases.held))), Controller: c, Rights: asked, Address: kari,
		Subject: subject(c, kari), Language: gdpr.Bokmal, Channel: rights.ByForm, Received: w.now, Workflow: rights.Open,
		Identity: rights.Proven, Decided: w.now, Expires: retention.Expiry(w.now.AddDate(3, 0, 0).Unix()), Revision: 2,
	}
	if change != nil {
		change(&r)
	}
	r = r.Scheduled(holiday.Norway{}, d.Handling, w.now)
	w.cases.held[r.ID] = rights.Case{Request: r, History: []rights.Entry{{At: w.now, On: rights.Receive, By: rights.ByPerson}, {At: w.now.Add(time.Millisecond), On: rights.Confirm, By: rights.ByPerson}}}
	w.cases.due[r.ID] = r.Next
	return r.ID
}

// holds is a record of the person's, with one disclosure where the class has recipients.
func (w *world) holds(c gdpr.ControllerID, address gdpr.Private, change func(*holding.Record)) holding.Ref {
	w.t.Helper()
	r := holding.Record{
		Ref:     holding.Ref{Controller: c, Class: controller.Profiles, Owner: subject(c, address)},
		Purpose: "recruitment", Version: declaration(c).Version, From: w.now, Received: w.now, Changed: w.now, Revision: 1,
		Term: retention.Term{Due: retention.Expiry(w.now.AddDate(2, 0, 0).Unix())}, Source: "direct", Language: gdpr.Bokmal,
		Fields: []holding.Value{{Field: "name", Value: "Kari"}, {Field: "email", Value: address}},
	}
	if c == tretoen {
		r.Class, r.ID = controller.Applications, gdpr.DeriveID("application", fmt.Sprint(len(w.store.held)))
		r.Term.Due = retention.Expiry(w.now.AddDate(1, 0, 0).Unix())
	}
	if change != nil {
		change(&r)
	}
	w.store.held[r.Ref] = r
	if c == mojob {
		w.store.given[r.Ref] = []holding.Disclosure{
			{ID: gdpr.DeriveID("d1"), Record: r.Ref, At: w.now, Recipient: "customers", Customer: "Kunde AS", Purpose: r.Purpose, Categories: []string{"profile"}},
			{ID: gdpr.DeriveID("d2"), Record: r.Ref, At: w.now.Add(time.Hour), Recipient: "customers", Customer: "Kunde AS", Purpose: r.Purpose, Categories: []string{"profile"}},
		}
	}
	return r.Ref
}

// consents is a standing consent of the person's.
func (w *world) consents(c gdpr.ControllerID, address gdpr.Private, purposes ...gdpr.PurposeID) gdpr.ID {
	w.t.Helper()
	given := consent.Consent{
		ID: gdpr.DeriveID("consent", string(c), fmt.Sprint(len(w.agreed.held))), Controller: c, Address: address, Subject: subject(c, address),
		State: consent.Standing, Recorded: w.now.Add(-time.Hour), Decided: w.now.Add(-time.Minute), Seen: consent.Seen{Version: declaration(c).Version},
		Expires: retention.Expiry(w.now.AddDate(2, 0, 0).Unix()),
	}
	for _, p := range purposes {
		given.Choices = append(given.Choices, consent.Choice{Purpose: p, Decision: gdpr.Given})
	}
	w.agreed.held[given.ID] = given
	return given.ID
}

func (w *world) sweep(c gdpr.ControllerID) { _, _ = w.Sweep(context.Background(), c) }

// runs lets the clock tick until nothing is due any more before an instant: each tick comes when
// something is due, and no sooner than a minute after the last.
func (w *world) runs(c gdpr.ControllerID, until time.Time) {
	w.t.Helper()
	for range 4000 {
		w.sweep(c)
		next, some := w.nextDue()
		if !some || next.After(until) {
			w.now = until
			return
		}
		if w.now = w.now.Add(time.Minute); next.After(w.now) {
			w.now = next
		}
		if w.now.After(until) {
			w.now = until
			return
		}
	}
	w.t.Fatalf("the clock never rests: %s, due %v and %v, %v", w.now, w.cases.due, w.agreed.due, w.gate.calls[len(w.gate.calls)-12:])
}

func (w *world) nextDue() (next time.Time, some bool) {
	for _, due := range []map[gdpr.ID]time.Time{w.cases.due, w.agreed.due} {
		for _, at := range due {
			if !at.IsZero() && (!some || at.Before(next)) {
				next, some = at, true
			}
		}
	}
	return next, some
}

func (w *world) one(id gdpr.ID) rights.Case { return w.cases.held[id] }

// ended is how a case ended: its workflow, each outcome, and what it restricts.
func (w *world) ended(id gdpr.ID) string {
	c := w.one(id)
	parts := []string{string(c.Workflow)}
	for _, o := range c.Outcomes {
		parts = append(parts, string(o.Right)+" "+string(o.Result))
	}
	for _, n := range c.Notices {
		parts = append(parts, "notice "+string(n.State))
	}
	return strings.Join(parts, ", ")
}

func (w *world) events(id gdpr.ID) []rights.Event {
	var all []rights.Event
	for _, e := range w.one(id).History {
		all = append(all, e.On)
	}
	return all
}

func (w *world) expect(id gdpr.ID, want string) {
	w.t.Helper()
	if got := w.ended(id); got != want {
		w.t.Errorf("the case is %q, want %q; it went %v\n%s", got, want, w.events(id), w.logged.String())
	}
}

func is(err error, kind gdpr.Kind, code gdpr.Code) bool {
	e, ok := errors.AsType[*gdpr.Error](err)
	return ok && e.Kind == kind && e.Code == code
}

func sortedIDs(due map[gdpr.ID]time.Time, now time.Time) []gdpr.ID {
	var ids []gdpr.ID
	for id, at := range due {
		if !at.IsZero() && !at.After(now) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b gdpr.ID) int {
		if c := due[a].Compare(due[b]); c != 0 {
			return c
		}
		return strings.Compare(string(a), string(b))
	})
	return ids
}
