package fulfillment

import (
	"cmp"
	"context"
	"slices"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Effect is what an act would do, asked for before it is done.
type Effect struct {
	Erased     []Touched
	Kept       []rights.Kept
	Restricted []Touched
	Corrected  []rights.Correction
	Withdrawn  []gdpr.PurposeID
	Told       []rights.Notice // recipients that will be told
	Addresses  int             // how many addresses are told of it before
	From       time.Time       // when it takes effect: after cooling-off, or now
	Deadline   rights.Deadline // as it is after the act
}

// Touched is one class of records, and how many of them.
type Touched struct {
	Class   controller.Class
	Purpose gdpr.PurposeID
	Count   int
	Files   int
}

// Effect tells what granting a right would do. Nothing is changed; that it was asked is no reading of the data.
func (k Desk) Effect(ctx context.Context, by access.Actor, id gdpr.ID, right gdpr.Right) (Effect, error) {
	held, err := k.Cases.Show(ctx, by, id)
	if err != nil {
		return Effect{}, err
	}
	d, err := k.controller(by.Controller)
	if err != nil {
		return Effect{}, err
	}
	if !slices.Contains(held.Unsettled(), right) {
		return Effect{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/right", Code: gdpr.FaultNotRequired, Value: string(right)}})
	}
	j := &job{Desk: k, d: d, held: held, by: rights.ByStaff(by.ID)}
	e := Effect{From: j.now(), Deadline: k.Cases.Deadline(held.Request)}
	records, err := j.records(ctx)
	if err != nil {
		return Effect{}, err
	}
	switch right {
	case gdpr.Rectification:
		e.Corrected, e.Told = j.wouldCorrect(records)
	case gdpr.Restriction:
		var named []holding.Owned
		named, err = j.namedIn(ctx)
		e.Restricted, e.Told = touched(slices.Concat(records, named)), j.notices(right, records)
	case gdpr.Withdrawal:
		e.Withdrawn, err = j.wouldWithdraw(ctx, func(gdpr.PurposeID) bool { return true })
	case gdpr.Objection:
		if held.Against != rights.AgainstProcessing {
			e.Withdrawn, err = j.wouldWithdraw(ctx, func(p gdpr.PurposeID) bool { return slices.Contains(d.Handling.Marketing, p) })
		}
		if held.Against != rights.AgainstMarketing && err == nil {
			err = j.wouldErase(ctx, &e, records)
		}
	case gdpr.Erasure:
		err = j.wouldErase(ctx, &e, records)
	}
	return e, err
}

// wouldErase is what erasing would delete and leave, and who hears of it.
func (j *job) wouldErase(ctx context.Context, e *Effect, records []holding.Owned) error {
	named, err := j.Records.NamedIn(ctx, j.held.Controller, j.held.Subject)
	if err != nil {
		return err
	}
	now := j.now()
	var gone []holding.Owned
	for _, rec := range records {
		if heldBack(rec.Record, now) {
			e.Kept = append(e.Kept, wouldKeep(rec.Record, rec.Class))
			continue
		}
		gone = append(gone, rec)
	}
	e.Erased, e.Told = touched(gone), j.notices(gdpr.Erasure, gone)
	for _, rec := range named {
		if heldBack(rec, now) {
			e.Kept = append(e.Kept, wouldKeep(rec, holding.TraceContact))
			continue
		}
		e.Erased = append(e.Erased, Touched{Class: holding.TraceContact, Purpose: rec.Purpose, Count: 1})
	}
	if len(records)+len(named) > 0 {
		e.Addresses = 1 + len(onFile(j.held.Address, records, named, j.held.Subject))
		e.From = now.Add(j.d.Handling.CoolingOff)
	}
	return nil
}

// heldBack reports whether a hold keeps a record from erasure now (Art. 17(3)).
func heldBack(rec holding.Record, now time.Time) bool {
	return slices.ContainsFunc(rec.Term.Holds, func(h retention.Hold) bool { return !h.Until.Due(now) })
}

// wouldKeep is a record as its longest hold keeps it.
func wouldKeep(rec holding.Record, class controller.Class) rights.Kept {
	h := slices.MaxFunc(rec.Term.Holds, func(a, b retention.Hold) int { return cmp.Compare(a.Until, b.Until) })
	return keptAs(holding.Kept{Class: class, Purpose: rec.Purpose, Ground: h.Ground, Until: h.Until.Time()})
}

// wouldCorrect is the corrections that accepting all of them makes, and who is told.
func (j *job) wouldCorrect(records []holding.Owned) ([]rights.Correction, []rights.Notice) {
	var corrected []rights.Correction
	var at []holding.Owned
	for _, c := range j.held.Corrections {
		if c.State != rights.Declined {
			c.State = rights.Accepted
			corrected = append(corrected, c)
		}
	}
	for _, rec := range records {
		if slices.ContainsFunc(corrected, func(c rights.Correction) bool { return c.Item == rec.Ref.String() }) {
			at = append(at, rec)
		}
	}
	return corrected, j.notices(gdpr.Rectification, at)
}

// wouldWithdraw is the purposes of standing consents that would be taken back.
func (j *job) wouldWithdraw(ctx context.Context, of func(gdpr.PurposeID) bool) ([]gdpr.PurposeID, error) {
	standing, err := j.Consents.Standing(ctx, j.held.Controller, j.held.Subject)
	var all []gdpr.PurposeID
	for _, c := range standing {
		for _, o := range c.Choices {
			if o.Decision == gdpr.Given && of(o.Purpose) && !slices.Contains(all, o.Purpose) {
				all = append(all, o.Purpose)
			}
		}
	}
	return all, err
}

// touched counts records by class and purpose.
func touched(records []holding.Owned) []Touched {
	var all []Touched
	for _, rec := range records {
		i := slices.IndexFunc(all, func(t Touched) bool { return t.Class == rec.Class && t.Purpose == rec.Purpose })
		if i < 0 {
			all, i = append(all, Touched{Class: rec.Class, Purpose: rec.Purpose}), len(all)
		}
		all[i].Count++
		for _, f := range rec.Files {
			if f.Held() {
				all[i].Files++
			}
		}
	}
	return all
}
