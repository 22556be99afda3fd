package fulfillment_test

import (
	"context"
	"maps"
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

// cases is rights.Cases and the clock's shelf. What fulfillment never calls is left out: it panics.
type cases struct {
	rights.Cases
	w     *world
	held  map[gdpr.ID]rights.Case
	due   map[gdpr.ID]time.Time
	mails []rights.Entry // that called for a mail to other addresses
	off   int            // how often one was put off

	unposted bool // mails are still to be taken
}

func (s *cases) Case(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (held rights.Case, err error) {
	err = s.w.gate.pass("Case", func() error {
		one, ok := s.held[id]
		if !ok || one.Controller != c {
			return missing()
		}
		held = one
		held.History = slices.Clone(one.History)
		return nil
	})
	return held, err
}

// Of finds the person's cases, newest first.
func (s *cases) Of(_ context.Context, c gdpr.ControllerID, person gdpr.SubjectID) (all []rights.Case, err error) {
	err = s.w.gate.pass("Of cases", func() error {
		for _, id := range slices.Sorted(maps.Keys(s.held)) {
			if one := s.held[id]; one.Controller == c && one.Subject == person {
				all = append(all, one)
			}
		}
		slices.SortStableFunc(all, func(a, b rights.Case) int { return b.Received.Compare(a.Received) })
		return nil
	})
	return all, err
}

func (s *cases) Standing(context.Context, gdpr.ControllerID, gdpr.SubjectID) (map[gdpr.Right]rights.Request, error) {
	return nil, s.w.gate.pass("Standing", func() error { return nil })
}

func (s *cases) Put(_ context.Context, c rights.Case, _ string) (stored rights.Case, fresh bool, err error) {
	err = s.w.gate.pass("Put", func() error {
		s.held[c.ID], s.due[c.ID] = c, c.Next
		return nil
	})
	return c, true, err
}

func (s *cases) Move(_ context.Context, from, to rights.Request, on rights.Entry, _ map[gdpr.Right]rights.Request) error {
	s.w.t.Helper()
	if on.By == "" || on.At.IsZero() || to.Revision != from.Revision+1 || to.Subject != from.Subject || to.Deadline.IsZero() {
		s.w.t.Errorf("an incomplete step: %+v to %+v", on, to)
	}
	if on.On != rights.Announce && on.On != rights.Tell && on.On != rights.Hear && on.On != rights.Restrict && on.On != rights.Remind && on.On != rights.Escalate && on.On != rights.Nudge && len(on.To) > 0 {
		s.w.t.Errorf("%s with addresses", on.On)
	}
	if len(on.To) > 90 {
		s.w.t.Errorf("%s calls for %d mails: no transaction takes them", on.On, len(on.To))
		return &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeInvalid}
	}
	return s.w.gate.pass("Move "+string(on.On), func() error {
		held, ok := s.held[from.ID]
		if !ok || held.Revision != from.Revision {
			return conflict()
		}
		if !s.unposted && to.Hangs(on.On) { // the mail service takes what it is given, at once
			to = to.Mailed(on.On, 0, slices.Repeat([]time.Time{on.At}, 1+len(on.To))...)
			to = to.Scheduled(holiday.Norway{}, declaration(to.Controller).Handling, on.At)
			to.Revision++
		}
		s.held[to.ID] = rights.Case{Request: to, History: append(slices.Clone(held.History), on)}
		s.due[to.ID] = to.Next
		if len(on.To) > 0 {
			s.mails = append(s.mails, on)
		}
		return nil
	})
}

func (s *cases) OnFile(context.Context, gdpr.ControllerID, gdpr.Private) (bool, error) {
	return true, nil
}

func (s *cases) Link(ctx context.Context, from, to rights.Request, on rights.Entry, next rights.Case) error {
	next.Subject = subject(next.Controller, next.Address)
	if _, _, err := s.Put(ctx, next, ""); err != nil {
		return err
	}
	return s.Move(ctx, from, to, on, nil)
}

func (s *cases) Due(_ context.Context, c gdpr.ControllerID, now time.Time) (ids []gdpr.ID, err error) {
	err = s.w.gate.pass("Due", func() error {
		ids = slices.DeleteFunc(sortedIDs(s.due, now), func(id gdpr.ID) bool { return s.held[id].Controller != c })
		return nil
	})
	return ids, err
}

func (s *cases) Later(_ context.Context, _ gdpr.ControllerID, id gdpr.ID, at time.Time) error {
	return s.w.gate.pass("Later", func() error {
		if s.due[id].IsZero() {
			return nil
		}
		s.off++
		s.due[id] = at
		return nil
	})
}

func (s *cases) Forget(_ context.Context, _ gdpr.ControllerID, id gdpr.ID) error {
	return s.w.gate.pass("Forget", func() error {
		c := s.held[id]
		c.Address, c.Post, c.Name, c.Text = "", "", "", ""
		s.held[id], s.due[id] = c, time.Time{}
		return nil
	})
}

// store is holding.Store, as much of it as effects need.
type store struct {
	holding.Store
	w     *world
	held  map[holding.Ref]holding.Record
	given map[holding.Ref][]holding.Disclosure
}

func (s *store) Record(_ context.Context, r holding.Ref) (rec holding.Record, err error) {
	err = s.w.gate.pass("Record", func() error {
		one, ok := s.held[r]
		if !ok || !one.Term.Kept(s.w.now) {
			return missing()
		}
		rec = one
		return nil
	})
	return rec, err
}

func (s *store) Records(_ context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, class controller.Class) (all []holding.Record, err error) {
	err = s.w.gate.pass("Records", func() error {
		for r, rec := range s.held {
			if r.Controller == c && r.Owner == owner && r.Class == class && rec.Term.Kept(s.w.now) {
				all = append(all, rec)
			}
		}
		slices.SortFunc(all, func(a, b holding.Record) int { return b.Received.Compare(a.Received) })
		return nil
	})
	return all, err
}

func (s *store) Named(_ context.Context, c gdpr.ControllerID, person gdpr.SubjectID) (all []holding.Record, err error) {
	err = s.w.gate.pass("Named", func() error {
		for r, rec := range s.held {
			if r.Controller == c && slices.ContainsFunc(rec.Contacts, func(o holding.Contact) bool { return o.Subject == person }) {
				all = append(all, rec)
			}
		}
		return nil
	})
	return all, err
}

func (s *store) Disclosures(_ context.Context, r holding.Ref) (all []holding.Disclosure, err error) {
	err = s.w.gate.pass("Disclosures", func() error { all = slices.Clone(s.given[r]); return nil })
	return all, err
}

func (s *store) Read(context.Context, holding.Ref, holding.Reading) error {
	return s.w.gate.pass("Read", func() error { return nil })
}

func (s *store) Change(_ context.Context, from, to holding.Record) error {
	s.w.t.Helper()
	if to.Ref != from.Ref || to.Revision != from.Revision+1 {
		s.w.t.Errorf("%s changed to %s at revision %d", from.Ref, to.Ref, to.Revision)
	}
	return s.w.gate.pass("Change", func() error {
		if s.held[from.Ref].Revision != from.Revision {
			return conflict()
		}
		s.held[from.Ref] = to
		return nil
	})
}

// eraser erases what no hold keeps, once for each id.
type eraser struct {
	w    *world
	done map[gdpr.ID]holding.Erasure
	runs int
}

func (e *eraser) Erase(_ context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, request, id gdpr.ID) (done holding.Erasure, err error) {
	err = e.w.gate.pass("Erase", func() error {
		if one, ok := e.done[id]; ok {
			done = one
			return nil
		}
		e.runs++
		done = holding.Erasure{ID: id, Controller: c, Case: request, At: e.w.now, Key: true,
			Kept: []holding.Kept{{Class: holding.TraceRequest, Ground: holding.GroundRequest, Until: e.w.now.AddDate(3, 0, 0)}}}
		for r, rec := range e.w.store.held {
			if r.Controller != c || r.Owner != owner {
				continue
			}
			if len(rec.Term.Holds) > 0 {
				done.Kept = append(done.Kept, holding.Kept{Class: r.Class, Purpose: rec.Purpose, Ground: rec.Term.Holds[0].Ground, Until: rec.Term.Holds[0].Until.Time()})
				continue
			}
			done.Deleted = append(done.Deleted, holding.Deleted{Class: r.Class, Purpose: rec.Purpose, Received: rec.Received})
			delete(e.w.store.held, r)
			delete(e.w.store.given, r)
		}
		e.done[id] = done
		return nil
	})
	return done, err
}

// dossiers is consent.Dossiers, with the agenda of withdrawals beside it.
type dossiers struct {
	consent.Dossiers
	w    *world
	held map[gdpr.ID]consent.Consent
	due  map[gdpr.ID]time.Time
	slid []consent.Slide
}

// Renew is Decide, and notes how far the profile's end slides.
func (d *dossiers) Renew(ctx context.Context, from, to consent.Consent, profile consent.Slide) error {
	err := d.Decide(ctx, from, to, consent.Renew)
	if err == nil {
		d.slid = append(d.slid, profile)
	}
	return err
}

func (d *dossiers) Consent(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (held consent.Consent, err error) {
	err = d.w.gate.pass("Consent", func() error {
		one, ok := d.held[id]
		if !ok || one.Controller != c {
			return missing()
		}
		held = one
		return nil
	})
	return held, err
}

func (d *dossiers) Of(_ context.Context, c gdpr.ControllerID, person gdpr.SubjectID) (all []consent.Consent, err error) {
	err = d.w.gate.pass("Of", func() error {
		for _, id := range slices.Sorted(maps.Keys(d.held)) {
			if one := d.held[id]; one.Controller == c && one.Subject == person && one.State != consent.Pending {
				one.Address = ""
				all = append(all, one)
			}
		}
		return nil
	})
	return all, err
}

func (d *dossiers) Decide(_ context.Context, from, to consent.Consent, on consent.Event) error {
	return d.w.gate.pass("Decide "+string(on), func() error {
		if now := d.held[from.ID]; now.State != from.State || !now.Decided.Equal(from.Decided) {
			return conflict()
		}
		d.held[to.ID] = to
		if on == consent.Restore || len(to.History[len(to.History)-1].Took) > 0 {
			d.due[to.ID] = d.w.now
		}
		return nil
	})
}

// Open opens any consent: whose link it is, is not looked at here.
func (d *dossiers) Open(_ context.Context, _ gdpr.ControllerID, p gdpr.Proof, _ consent.Event) (consent.Consent, error) {
	return d.held[p.Case], nil
}

// restores takes a withdrawal back, as the link in its mail does.
func (d *dossiers) restores(id gdpr.ID) {
	d.w.t.Helper()
	if _, err := d.w.Consents.Decide(d.w.t.Context(), d.held[id].Controller, gdpr.Proof{Case: id}, consent.Restore); err != nil {
		d.w.t.Fatal(err)
	}
}

func (d *dossiers) agenda() fulfillment.Withdrawals { return withdrawals{d} }

type withdrawals struct{ *dossiers }

func (s withdrawals) Due(_ context.Context, c gdpr.ControllerID, now time.Time) (ids []gdpr.ID, err error) {
	err = s.w.gate.pass("Withdrawals.Due", func() error {
		ids = slices.DeleteFunc(sortedIDs(s.due, now), func(id gdpr.ID) bool { return s.held[id].Controller != c })
		return nil
	})
	return ids, err
}

func (s withdrawals) Later(_ context.Context, _ gdpr.ControllerID, id gdpr.ID, decided, at time.Time) error {
	return s.w.gate.pass("Withdrawals.Later", func() error {
		if decided.IsZero() || s.held[id].Decided.Equal(decided) {
			s.due[id] = at
		}
		return nil
	})
}

func (s withdrawals) Done(_ context.Context, _ gdpr.ControllerID, id gdpr.ID, decided time.Time) error {
	return s.w.gate.pass("Withdrawals.Done", func() error {
		if decided.IsZero() || s.held[id].Decided.Equal(decided) {
			delete(s.due, id)
		}
		return nil
	})
}

func (s *store) Subject(_ context.Context, c gdpr.ControllerID, address gdpr.Private) (gdpr.SubjectID, error) {
	return subject(c, address), nil
}

type suppressions struct {
	w     *world
	since map[gdpr.SubjectID]time.Time
}

func (s *suppressions) Suppress(_ context.Context, _ gdpr.ControllerID, who gdpr.SubjectID, at time.Time) error {
	return s.w.gate.pass("Suppress", func() error {
		if s.since[who].IsZero() {
			s.since[who] = at
		}
		return nil
	})
}

func (s *suppressions) Suppressed(_ context.Context, c gdpr.ControllerID, address gdpr.Private) (time.Time, error) {
	return s.since[subject(c, address)], nil
}

// teller is a recipient: it accuses who asks before telling, and answers as it is set to.
type teller struct {
	w      *world
	said   map[gdpr.ID]int
	of     []gdpr.Right // what each telling was of
	asked  int
	fails  error
	answer rights.NoticeState
}

func (r *teller) Tell(_ context.Context, _ *controller.Declaration, about rights.Request, n rights.Notice) error {
	r.w.t.Helper()
	if n.ID == "" || n.State != rights.NoticeDue || n.Recipient == "" || about.ID == "" {
		r.w.t.Errorf("told %+v", n)
	}
	return r.w.gate.pass("Tell", func() error {
		if r.fails != nil {
			return r.fails
		}
		r.said[n.ID]++
		r.of = append(r.of, about.Says(n))
		return nil
	})
}

func (r *teller) Ask(_ context.Context, _ *controller.Declaration, n rights.Notice) (state rights.NoticeState, reason gdpr.Private, err error) {
	r.w.t.Helper()
	if r.said[n.ID] == 0 {
		r.w.t.Errorf("asked for what was never told: %+v", n)
	}
	err = r.w.gate.pass("Ask", func() error {
		r.asked++
		state = r.answer
		return nil
	})
	if err != nil {
		return rights.NoticeAsked, "", err
	}
	return state, "", nil
}
