package consent_test

// Stores in memory that accuse: a call that breaks the contract of a store's
// interface fails the test, also where the answer would have come out right.

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

const (
	alfa gdpr.ControllerID = "alfa"
	beta gdpr.ControllerID = "beta"
)

var start = time.Date(2026, time.November, 21, 12, 0, 0, 123456789, time.UTC)

// registry is of alfa in two versions, of which the newer asks for more, and beta.
func registry() *controller.Registry {
	old := declaration(alfa, 1, "statistics")
	return controller.New(old, declaration(alfa, 2, "statistics", "chat"), declaration(beta, 1, "statistics"))
}

func declaration(c gdpr.ControllerID, major int, cookies ...gdpr.PurposeID) *controller.Declaration {
	keep := func(period gdpr.Period) controller.Retention {
		return controller.Retention{Period: period, From: controller.FromDecision}
	}
	d := &controller.Declaration{
		ID: c, Version: controller.Version{Major: major},
		Purposes: []controller.Purpose{
			{ID: "recruitment", Basis: gdpr.BasisContract},
			{ID: "necessary", Basis: gdpr.BasisLegalObligation, Asks: controller.Visitors, Required: true},
			{ID: "storage", Basis: gdpr.BasisConsent, Asks: controller.Persons},
			{ID: "news", Name: gdpr.Text{NB: "Nyheter", NN: "Nyhende", EN: "News"}, Basis: gdpr.BasisConsent, Asks: controller.Persons},
		},
		Records: controller.Records{
			VisitorConsent: keep(gdpr.Period{Months: 12}), PersonConsent: keep(gdpr.Period{Years: 2}),
			Unconfirmed: keep(gdpr.Period{Days: 30}), Request: keep(gdpr.Period{Years: 3}),
		},
	}
	for _, p := range cookies {
		d.Purposes = append(d.Purposes, controller.Purpose{ID: p, Basis: gdpr.BasisConsent, Asks: controller.Visitors})
	}
	for _, a := range controller.Audiences {
		for _, l := range gdpr.Languages {
			d.Notices = append(d.Notices, controller.NoticeRef{Audience: a, Language: l, Digest: notice(c, major, a, l)})
			d.Interfaces = append(d.Interfaces, controller.InterfaceRef{Surface: controller.OnForm, Audience: a, Language: l, Digest: shown(c, major, controller.OnForm, a, l)})
		}
	}
	for _, l := range gdpr.Languages {
		for _, digest := range []controller.Digest{"before a word changed: ", ""} {
			d.Interfaces = append(d.Interfaces, controller.InterfaceRef{
				Surface: controller.OnBanner, Audience: controller.Visitors, Language: l,
				Digest: digest + shown(c, major, controller.OnBanner, controller.Visitors, l),
			})
		}
	}
	return d
}

// shown is the newest text that a controller published in a version.
func shown(c gdpr.ControllerID, major int, on controller.Surface, a controller.Audience, l gdpr.Language) controller.Digest {
	return controller.Digest(fmt.Sprintf("%s of %s %d for %s in %s", on, c, major, a, l))
}

// asShown is a submission to the version whose notice it names, with what is newest there.
func asShown(s consent.Submission, c gdpr.ControllerID, major int) consent.Submission {
	on := controller.OnForm
	if s.Mechanism == consent.ByBanner || s.Mechanism == consent.BySignal {
		on = controller.OnBanner
	}
	s.Interface = shown(c, major, on, s.Audience(), s.Language)
	return s
}

func notice(c gdpr.ControllerID, major int, a controller.Audience, l gdpr.Language) controller.Digest {
	return controller.Digest(fmt.Sprintf("notice of %s %d for %s in %s", c, major, a, l))
}

// world is a desk on its stores, and a clock that the test holds.
type world struct {
	consent.Desk
	ledger   *ledger
	dossiers *dossiers
	now      time.Time
}

func newWorld(t *testing.T) *world {
	w := &world{ledger: &ledger{t: t}, dossiers: &dossiers{t: t, held: map[key]consent.Consent{}}, now: start}
	w.Desk = consent.Desk{Controllers: registry(), Ledger: w.ledger, Dossiers: w.dossiers, Now: func() time.Time { return w.now }}
	t.Cleanup(w.ledger.unchanged)
	return w
}

var errLost = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New("the answer was lost")}

// ledger keeps records in the resolution of the table, and shares what it keeps
// with whoever reads it: changing that is found at the end.
type ledger struct {
	t        *testing.T
	kept     []consent.Record // as they are handed out
	original []consent.Record // as they were stored
	loses    int              // so many answers after storing
}

func (l *ledger) Append(_ context.Context, r consent.Record) (consent.Record, bool, error) {
	l.accuse(r)
	if i := slices.IndexFunc(l.kept, func(o consent.Record) bool {
		return o.Controller == r.Controller && o.Visitor == r.Visitor && o.ID == r.ID
	}); i >= 0 {
		return l.kept[i], false, nil
	}
	r.Recorded, r.Seen.Claimed = r.Recorded.Truncate(time.Millisecond), r.Seen.Claimed.Truncate(time.Millisecond)
	l.kept = append(l.kept, r)
	r.Choices = slices.Clone(r.Choices)
	l.original = append(l.original, r)
	if l.loses > 0 {
		l.loses--
		return consent.Record{}, false, errLost
	}
	return l.kept[len(l.kept)-1], true, nil
}

func (l *ledger) accuse(r consent.Record) {
	l.t.Helper()
	if r.ID == "" || r.Controller == "" || r.Visitor == "" || r.Recorded.IsZero() || r.Recorded.Location() != time.UTC {
		l.t.Errorf("a record without its names or its time: %+v", r)
	}
	if int64(r.Expires) <= r.Recorded.Unix() {
		l.t.Errorf("a record of %s that ends %s", r.Recorded, r.Expires.Time())
	}
	if len(r.Choices) == 0 || r.Seen.Notice == "" || r.Seen.Language == "" || r.Seen.Mechanism == "" || r.Seen.Version.Major == 0 {
		l.t.Errorf("a record that proves nothing: %+v", r)
	}
	for _, c := range r.Choices {
		if c.Decision != gdpr.Given && c.Decision != gdpr.Refused && c.Decision != gdpr.Withdrawn {
			l.t.Errorf("a record without a decision on %s", c.Purpose)
		}
	}
}

func (l *ledger) unchanged() {
	if !reflect.DeepEqual(l.kept, l.original) {
		l.t.Errorf("stored records were changed:\n%+v\nfrom\n%+v", l.kept, l.original)
	}
}

func (l *ledger) History(_ context.Context, c gdpr.ControllerID, visitor gdpr.ID) ([]consent.Record, error) {
	var found []consent.Record
	for _, r := range slices.Backward(l.kept) {
		if r.Controller == c && r.Visitor == visitor {
			found = append(found, r)
		}
	}
	return found, nil
}

func (l *ledger) Record(_ context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (consent.Record, error) {
	for _, r := range l.kept {
		if r.Controller == c && r.Visitor == visitor && r.ID == id {
			return r, nil
		}
	}
	return consent.Record{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
}

type key struct {
	controller gdpr.ControllerID
	id         gdpr.ID
}

// dossiers keeps consents of persons. The token of each is "token of" and its id.
type dossiers struct {
	t      *testing.T
	held   map[key]consent.Consent
	events []consent.Event
	slid   []consent.Slide // by renewals
	loses  int
	race   func() // runs before a decision is stored, once
}

func (d *dossiers) Declare(_ context.Context, c consent.Consent, k string) (consent.Consent, bool, error) {
	d.t.Helper()
	if c.State != consent.Pending || c.Address == "" || !c.Decided.IsZero() || int64(c.Expires) <= c.Recorded.Unix() || len(c.Choices) == 0 {
		d.t.Errorf("declared: %+v", c)
	}
	if k != "" {
		c.ID = gdpr.DeriveID(string(c.Controller), c.Address.Reveal(), k)
	}
	if stored, taken := d.held[key{c.Controller, c.ID}]; taken {
		return stored, false, nil
	}
	c.Seen.Claimed = c.Seen.Claimed.Truncate(time.Millisecond)
	d.held[key{c.Controller, c.ID}] = c
	d.events = append(d.events, consent.Declare)
	return c, true, d.answer()
}

func (d *dossiers) answer() error {
	if d.loses > 0 {
		d.loses--
		return errLost
	}
	return nil
}

func (d *dossiers) Consent(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (consent.Consent, error) {
	if held, ok := d.held[key{c, id}]; ok {
		return held, nil
	}
	return consent.Consent{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
}

// Of finds the person by their address: in this store it is the pseudonym.
func (d *dossiers) Of(_ context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error) {
	var found []consent.Consent
	for k, held := range d.held {
		if k.controller == c && string(person) == held.Address.Reveal() && held.State != consent.Pending && held.State != consent.Canceled {
			held.Address = ""
			found = append(found, held)
		}
	}
	slices.SortFunc(found, func(a, b consent.Consent) int { return b.Decided.Compare(a.Decided) })
	return found, nil
}

func (d *dossiers) Open(_ context.Context, c gdpr.ControllerID, p gdpr.Proof, _ consent.Event) (consent.Consent, error) {
	if held, ok := d.held[key{c, p.Case}]; ok && p == proof(held) {
		return held, nil
	}
	return consent.Consent{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
}

func (d *dossiers) Renew(ctx context.Context, from, to consent.Consent, profile consent.Slide) error {
	d.slid = append(d.slid, profile)
	return d.Decide(ctx, from, to, consent.Renew)
}

func proof(c consent.Consent) gdpr.Proof {
	return gdpr.Proof{Case: c.ID, Token: gdpr.Private("token of " + c.ID)}
}

func (d *dossiers) Decide(_ context.Context, from, to consent.Consent, on consent.Event) error {
	d.t.Helper()
	d.accuse(from, to, on)
	if race := d.race; race != nil {
		d.race = nil
		race()
	}
	k := key{from.Controller, from.ID}
	if d.held[k].State != from.State || !d.held[k].Decided.Equal(from.Decided) {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
	}
	d.held[k] = to
	d.events = append(d.events, on)
	return d.answer()
}

// accuse lets a step change the state, when that was, when it all ends, and
// nothing else but each yes that is taken back.
func (d *dossiers) accuse(from, to consent.Consent, on consent.Event) {
	d.t.Helper()
	if next, ok := from.State.After(on); !ok || next != to.State {
		d.t.Errorf("%s moved by %s to %s", from.State, on, to.State)
	}
	if !to.Decided.After(from.Recorded) || !to.Decided.After(from.Decided) || int64(to.Expires) <= to.Decided.Unix() {
		d.t.Errorf("%s at %s, ends %s, after %s", on, to.Decided, to.Expires.Time(), from.Recorded)
	}
	same := to
	same.State, same.Decided, same.Expires, same.Choices = from.State, from.Decided, from.Expires, from.Choices
	same.Renewed, same.Restored, same.History = from.Renewed, from.Restored, from.History
	d.accuseStep(from, to, on)
	if on == consent.Affirm {
		same.Seen, same.Earlier = from.Seen, from.Earlier
	}
	if !reflect.DeepEqual(same, from) || to.Expires < from.Expires && from.State == consent.Standing {
		d.t.Errorf("%s changes %+v to %+v", on, from, to)
	}
}

// accuseStep wants the step last in the history, and the choices to be what it makes of them: a yes
// that it took is withdrawn, what it gave is a yes, and all else is as it was.
func (d *dossiers) accuseStep(from, to consent.Consent, on consent.Event) {
	d.t.Helper()
	n := len(to.History) - 1
	if n != len(from.History) || to.History[n].On != on || !to.History[n].At.Equal(to.Decided) {
		d.t.Fatalf("%s leaves the history %+v", on, to.History)
	}
	s := to.History[n]
	for i, c := range from.Choices {
		want := c.Decision
		switch {
		case slices.Contains(s.Took, c.Purpose):
			want = gdpr.Withdrawn
		case slices.Contains(s.Gave, c.Purpose):
			want = gdpr.Given
		}
		if to.Choices[i] != (consent.Choice{Purpose: c.Purpose, Decision: want}) || slices.Contains(s.Took, c.Purpose) && c.Decision != gdpr.Given {
			d.t.Errorf("%+v makes %+v of %+v", s, to.Choices[i], c)
		}
	}
}
