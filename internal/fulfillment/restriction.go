package fulfillment

import (
	"context"
	"slices"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// restrict restricts all that is held on the person, at once: from now on it is stored and
// nothing else, until staff have announced that it ends (Art. 18(2) and (3)).
//
// An agreement that names the person is the customer's, and names other people. It is restricted as a
// whole or not at all, and that nobody can work with it any more is for staff to say: they grant it,
// or take the person out of the agreement first. Until then what is the person's own is restricted, and
// nothing is granted: the case says so neither to the person nor to a recipient before it is true.
func (j *job) restrict(ctx context.Context) error {
	held, err := j.records(ctx)
	if err != nil {
		return err
	}
	named, err := j.namedIn(ctx)
	if err != nil {
		return err
	}
	waits := len(named) > 0 && j.by == rights.ByClock
	all := held
	if !waits {
		all = slices.Concat(held, named)
	}
	refs, err := j.restricted(ctx, all)
	if err != nil || waits {
		return err
	}
	return j.done(ctx, rights.Outcome{Right: gdpr.Restriction, Result: rights.Granted}, j.notices(gdpr.Restriction, held),
		func(r *rights.Request) { r.Restricted = refs })
}

// namedIn is the agreements that name the person. They are given to nobody (promise T12), and so
// have no disclosures.
func (j *job) namedIn(ctx context.Context) (all []holding.Owned, err error) {
	named, err := j.Records.NamedIn(ctx, j.held.Controller, j.held.Subject)
	for _, rec := range named {
		all = append(all, holding.Owned{Record: rec})
	}
	return all, err
}

// restricted restricts records for the case, and returns the references of them and of those that
// it restricted before. One that ends meanwhile needs no restriction.
func (j *job) restricted(ctx context.Context, held []holding.Owned) ([]string, error) {
	refs := slices.Clone(j.held.Restricted)
	for _, rec := range held {
		_, err := j.Records.RestrictFor(ctx, rec.Ref, j.held.ID)
		if gdpr.KindOf(err) == gdpr.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if name := rec.Ref.String(); !slices.Contains(refs, name) {
			refs = append(refs, name)
		}
	}
	return refs, nil
}

// lift ends the restriction of the case, once the time is over of which the person was told. The
// records are free first; then whoever was told of the restriction hears that it has ended (Art.
// 19), and the case lists it no more when they have.
func (j *job) lift(ctx context.Context) error {
	if !slices.ContainsFunc(j.held.Notices, func(n rights.Notice) bool { return n.Lifts }) {
		if err := j.unrestrict(ctx); err != nil {
			return err
		}
	}
	at := j.held.Revision
	if err := j.tellLifted(ctx); err != nil || j.held.Revision != at || j.held.Lifted() {
		return err
	}
	return j.step(ctx, rights.Entry{On: rights.Lift}, nil)
}

// tellLifted tells those who were told of the restriction that it has ended.
func (j *job) tellLifted(ctx context.Context) error {
	tell, err := j.lifting(ctx)
	if err != nil {
		return err
	}
	if all := added(j.held.Notices, tell); len(all) > len(j.held.Notices) {
		told, to := j.posted(all)
		return j.step(ctx, rights.Entry{On: rights.Tell, Right: gdpr.Restriction, To: to}, func(r *rights.Request) { r.Notices = told })
	}
	return j.tell(ctx)
}

// lifting is a notice for each recipient that was told of the restriction, but for those who have
// something that is still restricted for another reason: to them it goes on.
func (j *job) lifting(ctx context.Context) (tell []rights.Notice, err error) {
	held, err := j.records(ctx)
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(rec holding.Owned) bool { return rec.Term.Restricted.IsZero() })
	still := j.notices(gdpr.Restriction, held)
	for _, n := range j.held.Notices {
		told := n.State == rights.NoticeDone || !n.Sent.IsZero()
		same := func(o rights.Notice) bool { return o.ID == n.ID }
		if told && n.ID == j.noticeOf(string(gdpr.Restriction), n.Recipient, n.Customer) && !slices.ContainsFunc(still, same) {
			tell = append(tell, rights.Notice{
				ID: j.noticeOf("lifting", n.Recipient, n.Customer), Recipient: n.Recipient, Customer: n.Customer,
				Way: n.Way, About: gdpr.Restriction, State: rights.NoticeDue, Lifts: true,
			})
		}
	}
	return tell, nil
}

// putBack ends what a case restricted for the time being, once it was taken back or has lapsed:
// nothing is weighed any more. That is also what it restricted in the moment in which it was taken
// back, before it could say which records these are. The list is cleared last, so that what is
// broken off is done again.
func (j *job) putBack(ctx context.Context) error {
	if !j.held.Provisionally() {
		return nil
	}
	if err := j.free(ctx); err != nil {
		return err
	}
	if len(j.held.Provisional()) == 0 {
		return nil
	}
	return j.lift(ctx)
}

// unrestrict takes off every restriction that the case has put on: of what it lists, wherever that
// stands now, and of what it restricted in a step that was broken off.
func (j *job) unrestrict(ctx context.Context) error {
	for _, name := range j.held.Restricted {
		ref, ok := holding.ParseRef(j.d.ID, name)
		if !ok {
			continue
		}
		if _, err := j.Records.LiftFor(ctx, ref, j.held.ID); err != nil && gdpr.KindOf(err) != gdpr.NotFound {
			return err
		}
	}
	return j.free(ctx)
}

// free takes the case off whatever is restricted for it, by what the records themselves say.
func (j *job) free(ctx context.Context) error {
	held, err := j.records(ctx)
	if err != nil {
		return err
	}
	named, err := j.namedIn(ctx)
	if err != nil {
		return err
	}
	for _, rec := range slices.Concat(held, named) {
		if !slices.Contains(rec.Term.By, j.held.ID) {
			continue
		}
		if _, err := j.Records.LiftFor(ctx, rec.Ref, j.held.ID); err != nil && gdpr.KindOf(err) != gdpr.NotFound {
			return err
		}
	}
	return nil
}
