package fulfillment

import (
	"context"
	"slices"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// weighed is why a restriction ends that was put on while an objection was weighed, as the person
// is told before it ends (Art. 18(3)).
var weighed = gdpr.Text{
	NB: "Protesten din er vurdert, og du fikk ikke medhold. Opplysningene var begrenset mens vi vurderte den.",
	NN: "Protesten din er vurdert, og du fekk ikkje medhald. Opplysningane var avgrensa medan vi vurderte han.",
	EN: "Your objection was weighed and was not upheld. The data was restricted while we weighed it.",
}

// objectAlone is what an objection does without staff. Marketing ends at once, and nobody weighs
// it (Art. 21(2) and (3)). What else is processed is restricted while staff weigh the objection
// (Art. 18(1)(d)): they uphold it by erasing, or refuse it. An agreement that names the person is not
// restricted by a machine (see restrict), and what is said of them in it is left for staff to weigh.
func (j *job) objectAlone(ctx context.Context) error {
	if j.entered(rights.Restrict) == gdpr.Objection {
		return nil // it is being weighed
	}
	if err := j.leaveAlone(ctx); err != nil {
		return err
	}
	granted := rights.Outcome{Right: gdpr.Objection, Result: rights.Granted}
	if j.held.Against == rights.AgainstMarketing {
		return j.done(ctx, granted, nil, nil)
	}
	held, err := j.records(ctx)
	if err != nil {
		return err
	}
	if len(held) == 0 {
		named, err := j.namedIn(ctx)
		if err != nil || len(named) > 0 && !j.erasesAlone() {
			return err // staff weigh it
		}
		return j.done(ctx, granted, nil, nil) // there is nothing left to weigh
	}
	refs, err := j.restricted(ctx, held)
	if err != nil {
		return err
	}
	if j.erasesAlone() {
		return j.done(ctx, granted, nil, func(r *rights.Request) { r.Restricted = refs }) // the erasure that is asked for with it ends the processing
	}
	told, to := j.posted(added(j.held.Notices, j.notices(gdpr.Restriction, held)))
	return j.step(ctx, rights.Entry{On: rights.Restrict, Right: gdpr.Objection, To: to}, func(r *rights.Request) {
		r.Restricted, r.Notices = refs, told
	})
}

// erasesAlone reports whether an erasure that was asked for in the same case ends the processing
// without staff.
func (j *job) erasesAlone() bool {
	return slices.Contains(j.held.Unsettled(), gdpr.Erasure) && j.d.Handling.Alone(gdpr.Erasure)
}

// leaveAlone ends marketing to whoever has objected to it, and has not been answered yet. Nobody
// weighs it, and so it comes before whatever anybody does about the rest (Art. 21(2) and (3)).
func (j *job) leaveAlone(ctx context.Context) error {
	if j.held.Against == rights.AgainstProcessing || !slices.Contains(j.held.Unsettled(), gdpr.Objection) {
		return nil
	}
	return j.suppress(ctx)
}

// suppress ends marketing to the person: by an entry that outlives the erasure of all else,
// and by taking back the consents that it rests on. All of it is as of when they objected: however
// late the rest is decided, a yes that they have given since stands. What they said last counts.
func (j *job) suppress(ctx context.Context) error {
	c, person, said := j.held.Controller, j.held.Subject, j.held.SaidAt()
	if err := j.Suppressions.Suppress(ctx, c, person, said); err != nil {
		return err
	}
	if len(j.d.Handling.Marketing) == 0 {
		return nil
	}
	_, err := j.Consents.WithdrawFor(ctx, c, person, j.d.Handling.Marketing, said)
	return err
}
