package rights_test

// A store in memory that accuses: a call that breaks the contract of
// rights.Cases fails the test, also where the answer would have come out right.

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

const (
	alfa gdpr.ControllerID = "alfa"
	beta gdpr.ControllerID = "beta" // takes no objections
)

var start = time.Date(2026, time.November, 21, 12, 0, 0, 123456789, time.UTC)

var (
	roles    = []controller.Role{{ID: "privacy"}, {ID: "management"}}
	handling = controller.Handling{
		Automatic: []gdpr.Right{gdpr.Erasure}, CoolingOff: 48 * time.Hour, LiftingNotice: 72 * time.Hour,
		Corrections: controller.AtOnce, Patience: 14 * 24 * time.Hour,
	}
)

func registry() *controller.Registry {
	records := controller.Records{
		Unconfirmed: controller.Retention{Period: gdpr.Period{Days: 30}, From: controller.FromReceipt},
		Request:     controller.Retention{Period: gdpr.Period{Years: 3}, From: controller.FromReceipt},

		Correspondence: controller.Retention{Period: gdpr.Period{Years: 1}, From: controller.FromReceipt},
	}
	some := slices.DeleteFunc(slices.Clone(gdpr.Rights), func(r gdpr.Right) bool { return r == gdpr.Objection })
	return controller.New(
		&controller.Declaration{ID: alfa, Version: controller.Version{Major: 1}, Rights: gdpr.Rights, Records: records, Roles: roles, Handling: handling},
		&controller.Declaration{ID: beta, Version: controller.Version{Major: 1}, Rights: some, Records: records, Roles: roles})
}

// world is a desk on its store, and a clock that the test holds.
type world struct {
	rights.Desk
	*cases
	now time.Time
}

func newWorld(t *testing.T) *world {
	w := &world{cases: &cases{t: t, held: map[place]rights.Case{}, pointers: map[pointer]gdpr.ID{}}, now: start}
	w.Desk = rights.Desk{Controllers: registry(), Cases: w.cases, Calendar: holiday.Norway{}, Now: func() time.Time { return w.now }}
	return w
}

type place struct {
	controller gdpr.ControllerID
	id         gdpr.ID
}

type pointer struct {
	controller gdpr.ControllerID
	subject    gdpr.SubjectID
	right      gdpr.Right
}

// cases keeps requests, and for each right of a person the open one.
type cases struct {
	rights.Cases
	sync.Mutex
	t        *testing.T
	held     map[place]rights.Case
	pointers map[pointer]gdpr.ID
	moves    []rights.Event
	loses    int    // so many answers after storing
	race     func() // runs before a move is stored, once
	refuses  bool   // every move, as if somebody were always first
}

var errLost = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New("the answer was lost")}

func (s *cases) answer() error {
	if s.loses > 0 {
		s.loses--
		return errLost
	}
	return nil
}

func (s *cases) Receive(_ context.Context, r rights.Request, key string) (rights.Request, bool, error) {
	s.t.Helper()
	s.accuseReceived(r)
	r.Subject = gdpr.SubjectID("holder of " + r.Address.Reveal())
	r.Said = "digest of " + r.Text.Reveal()
	if key != "" {
		r.ID = gdpr.DeriveID(string(r.Controller), string(r.Subject), key)
	}
	at := place{r.Controller, r.ID}
	if stored, taken := s.held[at]; taken {
		return stored.Request, false, nil
	}
	s.held[at] = rights.Case{Request: r, History: []rights.Entry{{At: r.Received, On: rights.Receive, By: rights.ByPerson}}}
	return r, true, s.answer()
}

func (s *cases) accuseReceived(r rights.Request) {
	s.t.Helper()
	if r.Workflow != rights.Waiting || r.Identity != rights.Unproven || !r.Decided.IsZero() || r.Joined != "" {
		s.t.Errorf("received as %+v", r)
	}
	if r.ID == "" || r.Controller == "" || r.Address == "" || len(r.Rights) == 0 || int64(r.Expires) <= r.Received.Unix() {
		s.t.Errorf("received without what it needs: %+v", r)
	}
	for _, free := range []gdpr.Private{r.Text, r.Name} {
		if rights.Mask(free.Reveal()) != free.Reveal() {
			s.t.Errorf("received with an identity number in %q", free.Reveal())
		}
	}
}

func (s *cases) Open(_ context.Context, c gdpr.ControllerID, p gdpr.Proof, _ rights.Door) (rights.Case, gdpr.Strength, error) {
	held, ok := s.held[place{c, p.Case}]
	switch {
	case ok && p == byLink(held.ID):
		return held, gdpr.ByLink, nil
	case ok && p == byCode(held.ID):
		return held, gdpr.ByCode, nil
	}
	return rights.Case{}, gdpr.Unproven, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
}

func byLink(id gdpr.ID) gdpr.Proof {
	return gdpr.Proof{Case: id, Token: gdpr.Private("token of " + id)}
}

func byCode(id gdpr.ID) gdpr.Proof { return gdpr.Proof{Case: id, Code: gdpr.Private("code of " + id)} }

// Standing gives no more of a request than the pointers of a table do.
func (s *cases) Standing(_ context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) (map[gdpr.Right]rights.Request, error) {
	s.Lock()
	defer s.Unlock()
	return s.standing(c, subject), nil
}

func (s *cases) standing(c gdpr.ControllerID, subject gdpr.SubjectID) map[gdpr.Right]rights.Request {
	standing := map[gdpr.Right]rights.Request{}
	for at, id := range s.pointers {
		if at.controller == c && at.subject == subject {
			r := s.held[place{c, id}].Request
			standing[at.right] = rights.Request{ID: r.ID, Controller: c, Subject: subject, Received: r.Received, Said: r.Said, Expires: r.Expires}
		}
	}
	return standing
}

// Put stores a case that has begun: its history leads to where it stands.
func (s *cases) Put(_ context.Context, c rights.Case, key string) (rights.Case, bool, error) {
	s.t.Helper()
	w, i, d, err := rights.Replay(c.History)
	if err != nil || w != c.Workflow || i != c.Identity || d != c.Delivery || c.ID == "" || c.Revision != 1 || c.Deadline.IsZero() {
		s.t.Errorf("put %+v, which replays to %s, %s, %s, %v", c, w, i, d, err)
	}
	subject := gdpr.SubjectID("holder of " + c.Address.Reveal())
	if c.Address == "" { // it is tied to nobody
		subject = gdpr.SubjectID("case " + c.ID)
	}
	if (c.Way == rights.WayPost) != (c.Address == "") || c.Way == rights.WayPost && c.Post == "" {
		s.t.Errorf("put for %q or %q, to be answered by %q", c.Address.Reveal(), c.Post.Reveal(), c.Way)
	}
	if c.Subject != "" && c.Subject != subject {
		s.t.Errorf("put for %s as %s", subject, c.Subject)
	}
	c.Subject, c.Said = subject, "digest of "+c.Text.Reveal()
	if key != "" {
		c.ID = gdpr.DeriveID(string(c.Controller), string(c.Subject), key)
	}
	at := place{c.Controller, c.ID}
	if stored, taken := s.held[at]; taken {
		return stored, false, nil
	}
	if race := s.race; race != nil {
		s.race = nil
		race()
	}
	if c.Joined != "" && s.standing(c.Controller, c.Subject)[c.Rights[0]].ID != c.Joined {
		return rights.Case{}, false, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
	}
	s.held[at] = c
	s.point(rights.Request{}, c.Request)
	return c, true, s.answer()
}

func (s *cases) Case(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	s.Lock()
	defer s.Unlock()
	held, ok := s.held[place{c, id}]
	if !ok {
		return rights.Case{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return held, nil
}

func (s *cases) Move(_ context.Context, from, to rights.Request, by rights.Entry, standing map[gdpr.Right]rights.Request) error {
	on := by.On
	s.t.Helper()
	if race := s.race; race != nil {
		s.race = nil
		race()
	}
	s.Lock()
	defer s.Unlock()
	at := place{from.Controller, from.ID}
	held := s.held[at]
	if by.By == "" || by.At != to.Decided || to.Revision != from.Revision+1 {
		s.t.Errorf("%s by %q at %s of %d, then %d", on, by.By, by.At, from.Revision, to.Revision)
	}
	if now := s.standing(from.Controller, from.Subject); s.refuses || !reflect.DeepEqual(held.Request, from) || !maps.EqualFunc(now, standing, sameID) {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
	}
	s.accuseMoved(held, to, on, standing)
	if w, i, d, err := rights.Replay(append(slices.Clone(held.History), by)); err != nil || w != to.Workflow || i != to.Identity || d != to.Delivery {
		s.t.Errorf("%s leads to %s, %s, %s, and replays to %s, %s, %s, %v", on, to.Workflow, to.Identity, to.Delivery, w, i, d, err)
	}
	s.held[at] = rights.Case{Request: to, History: append(slices.Clone(held.History), by)}
	s.moves = append(s.moves, on)
	s.point(from, to)
	return s.answer()
}

// OnFile: kari@example.com is, and nobody else.
func (s *cases) OnFile(_ context.Context, _ gdpr.ControllerID, a gdpr.Private) (bool, error) {
	return a == "kari@example.com", nil
}

func (s *cases) Link(ctx context.Context, from, to rights.Request, by rights.Entry, next rights.Case) error {
	s.t.Helper()
	if to.Joined != next.ID || next.Follows != from.ID || next.Address == "" || !next.Received.Equal(from.Received) || by.Text == "" {
		s.t.Errorf("%+v is linked to %+v by %+v", from, next, by)
	}
	at := place{from.Controller, from.ID}
	if s.held[at].Revision != from.Revision {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
	}
	if _, _, err := s.Put(ctx, next, ""); err != nil {
		return err
	}
	s.held[at] = rights.Case{Request: to, History: append(slices.Clone(s.held[at].History), by)}
	s.moves = append(s.moves, by.On)
	return nil
}

// mailed is news of the mails that the last step of its kind called for, as the store has it.
func (s *cases) mailed(c rights.Case, on rights.Event, open int, taken ...time.Time) rights.Case {
	at := place{c.Controller, c.ID}
	held := s.held[at]
	held.Request = held.Mailed(on, open, taken...)
	held.Revision++
	s.held[at] = held
	return held
}

// wrote is a mail of somebody who knows the case.
func (s *cases) wrote(c rights.Case, when time.Time) rights.Case {
	at := place{c.Controller, c.ID}
	held := s.held[at]
	held.Wrote = when
	held.Revision++
	held.History = append(slices.Clone(held.History), rights.Entry{At: when, On: rights.Write, By: rights.ByPerson})
	s.held[at] = held
	return held
}

func sameID(a, b rights.Request) bool { return a.ID == b.ID }

// point keeps the pointers: the first open request for a right has it.
func (s *cases) point(from, to rights.Request) {
	for _, r := range gdpr.Rights {
		at := pointer{to.Controller, to.Subject, r}
		if _, taken := s.pointers[at]; to.Stands(r) && !taken {
			s.pointers[at] = to.ID
		}
		if !to.Stands(r) && s.pointers[at] == to.ID {
			delete(s.pointers, at)
		}
	}
}

// endsSooner reports whether a case that is under way, or restricts, has an end; whether another ends sooner
// than it did; and whether one that had no end ends before its answer can have arrived.
func endsSooner(held, to rights.Request, at time.Time) bool {
	if len(to.Restricted) > 0 || to.Identity != rights.Unproven && to.Workflow.Live() {
		return to.Expires != 0
	}
	return to.Expires == 0 || to.Expires < held.Expires || held.Expires == 0 && to.Expires.Time().Before(at.AddDate(0, 0, 29))
}

// accuseMoved lets a step change where the request stands, when that was, what
// it joins, and when it all ends.
func (s *cases) accuseMoved(held rights.Case, to rights.Request, on rights.Event, standing map[gdpr.Right]rights.Request) {
	s.t.Helper()
	same := to
	same.Workflow, same.Identity, same.Delivery, same.Decided, same.Joined, same.Expires = held.Workflow, held.Identity, held.Delivery, held.Decided, held.Joined, held.Expires
	same.Revision, same.Deadline, same.Next = held.Revision, held.Deadline, held.Next
	if on == rights.Confirm || on == rights.Join || on == rights.Cancel {
		same.Pause = held.Pause
	} else {
		same = held.Request // what else an act changes is for its own test
	}
	if !reflect.DeepEqual(same, held.Request) {
		s.t.Errorf("%s changes %+v to %+v", on, held.Request, to)
	}
	if !to.Decided.After(held.History[len(held.History)-1].At) || endsSooner(held.Request, to, to.Decided) {
		s.t.Errorf("%s at %s, ends %s, of %+v", on, to.Decided, to.Expires.Time(), held)
	}
	if (to.Joined != "") != (on == rights.Join) {
		s.t.Errorf("%s, and joined to %q", on, to.Joined)
	}
	for _, r := range to.Rights {
		if on == rights.Join && standing[r].ID != to.Joined {
			s.t.Errorf("joined to %s, which does not stand for %s", to.Joined, r)
		}
	}
}
