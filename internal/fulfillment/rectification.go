package fulfillment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// correctAlone makes the corrections that are accepted, and accepts those that need no staff: of what
// the person provided, where the declaration has those made at once. One that cannot be made as it was
// asked is left to staff. Once each is ruled on and made, the right is settled.
//
// A ruling is stored before the record changes: of two who rule at once the case's revision decides,
// and what it refuses was never made.
func (j *job) correctAlone(ctx context.Context) error {
	corrections := slices.Clone(j.held.Corrections)
	if slices.ContainsFunc(corrections, isMaking) {
		return j.make(ctx, corrections)
	}
	accepted := false
	if j.d.Handling.Alone(gdpr.Rectification) && j.d.Handling.Corrections == controller.AtOnce {
		for i, c := range corrections {
			if c.State != rights.Undecided || !holding.Correctable(j.d, c, j.held.Subject) {
				continue
			}
			left, err := forStaff(j.fits(ctx, c))
			if err != nil {
				return err
			}
			if !left {
				corrections[i].State, accepted = rights.Making, true
			}
		}
	}
	return j.ruled(ctx, corrections, accepted)
}

func isMaking(c rights.Correction) bool { return c.State == rights.Making }

// forStaff reports whether a correction cannot be made as it was asked, by the error of trying.
func forStaff(err error) (bool, error) {
	switch gdpr.KindOf(err) {
	case gdpr.Invalid, gdpr.NotFound, gdpr.Forbidden:
		return err != nil, nil
	}
	return false, err
}

// make makes the corrections that are accepted. One that cannot be made any more is for staff again.
func (j *job) make(ctx context.Context, corrections []rights.Correction) error {
	j.by = j.decided(rights.Correct)
	for i, c := range corrections {
		if !isMaking(c) {
			continue
		}
		left, err := forStaff(j.correct(ctx, c))
		if err != nil {
			return err
		}
		if corrections[i].State = rights.Accepted; left {
			corrections[i].State = rights.Undecided
		}
	}
	return j.ruled(ctx, corrections, true)
}

// ofContact is all that is corrected of how an agreement names the person, the correction among it:
// at once, for under another address they are another contact.
func (j *job) ofContact(c rights.Correction) []holding.Value {
	values := []holding.Value{{Field: c.Field, Value: c.Value}}
	for _, o := range j.held.Corrections {
		if o.Item == c.Item && o.Field != c.Field && (isMaking(o) || o.State == rights.Accepted) {
			values = append(values, holding.Value{Field: o.Field, Value: o.Value})
		}
	}
	return values
}

// correct makes one correction.
func (j *job) correct(ctx context.Context, c rights.Correction) error {
	ref, err := j.theirs(c.Item)
	if err != nil {
		return err
	}
	if ref.Class == controller.Agreements {
		return j.Records.CorrectContact(ctx, ref, j.held.Subject, j.ofContact(c))
	}
	_, err = j.Records.Correct(ctx, ref, c.Field, c.Value, j.by)
	return err
}

// fits is why a correction would not be made; nil where it would.
func (j *job) fits(ctx context.Context, c rights.Correction) error {
	ref, err := j.theirs(c.Item)
	if err != nil {
		return err
	}
	if ref.Class == controller.Agreements {
		return j.Records.FitsContact(ctx, ref, j.held.Subject, j.ofContact(c))
	}
	return j.Records.Fits(ctx, ref, c.Field, c.Value, j.by)
}

// theirs is the record that a correction is of. Somebody else's is none; whether an agreement names
// the person is found out where it is corrected.
func (j *job) theirs(item string) (holding.Ref, error) {
	ref, ok := holding.ParseRef(j.d.ID, item)
	if !ok || ref.Owner != j.held.Subject && ref.Class != controller.Agreements {
		return holding.Ref{}, errNotFound
	}
	return ref, nil
}

// ruled stores what was ruled on corrections, and settles the right once all are.
func (j *job) ruled(ctx context.Context, corrections []rights.Correction, changed bool) error {
	set := func(r *rights.Request) { r.Corrections = corrections }
	open := len(corrections) == 0 || slices.ContainsFunc(corrections, func(c rights.Correction) bool {
		return c.State == rights.Undecided || isMaking(c)
	})
	if open && !changed {
		return nil
	}
	if open {
		return j.step(ctx, rights.Entry{On: rights.Correct}, set)
	}
	tell, err := j.correctedAt(ctx, corrections)
	if err != nil {
		return err
	}
	o := rectified(corrections)
	o.By = j.decided(rights.Correct)
	return j.done(ctx, o, tell, set)
}

// rectified is the outcome of corrections that are all ruled on.
func rectified(corrections []rights.Correction) rights.Outcome {
	o := rights.Outcome{Right: gdpr.Rectification, Result: rights.Granted}
	var reasons []string
	accepted := false
	for _, c := range corrections {
		accepted = accepted || c.State == rights.Accepted
		if c.State == rights.Declined {
			o.Result, o.Ground = rights.Partly, rights.Accurate
			if text := strings.TrimSpace(c.Reason.Reveal()); text != "" && !slices.Contains(reasons, text) {
				reasons = append(reasons, text)
			}
		}
	}
	if !accepted && o.Result == rights.Partly {
		o.Result = rights.Withheld
	}
	o.Reasons = gdpr.Private(strings.Join(reasons, "\n"))
	return o
}

// correctedAt is whom to tell of the corrections: those who got the records that were corrected.
func (j *job) correctedAt(ctx context.Context, corrections []rights.Correction) ([]rights.Notice, error) {
	held, err := j.records(ctx)
	return j.notices(gdpr.Rectification, slices.DeleteFunc(held, func(rec holding.Owned) bool {
		return !slices.ContainsFunc(corrections, func(c rights.Correction) bool {
			return c.State == rights.Accepted && c.Item == rec.Ref.String()
		})
	})), err
}

// rule rules on corrections as staff say. What is accepted is made by the step that follows from it
// (correctAlone); that it can be made is found out before. Staff may rule on what the person did not name field by field, by naming it for them.
func (j *job) rule(ctx context.Context, rulings []rights.Correction) error {
	all := slices.Clone(j.held.Corrections)
	var faults []gdpr.Fault
	for i, ruling := range rulings {
		at := fmt.Sprintf("/corrections/%d", i)
		to, fault := ruledOn(all, ruling, at)
		if fault != nil {
			faults = append(faults, *fault)
			continue
		}
		if _, err := j.theirs(ruling.Item); err != nil {
			faults = append(faults, gdpr.Fault{Pointer: at + "/item", Code: gdpr.FaultNotThere})
			continue
		}
		all = to
	}
	if len(rulings) == 0 {
		faults = append(faults, gdpr.Fault{Pointer: "/corrections", Code: gdpr.FaultMissing})
	}
	if err := gdpr.InvalidFaults(faults); err != nil {
		return err
	}
	for i, ruling := range rulings {
		n := slices.IndexFunc(all, sameField(ruling))
		if all[n].State != rights.Making {
			continue
		}
		if err := j.fits(ctx, all[n]); err != nil {
			return faultAt(err, fmt.Sprintf("/corrections/%d/value", i))
		}
	}
	return j.step(ctx, rights.Entry{On: rights.Correct}, func(r *rights.Request) { r.Corrections = all })
}

// ruledOn is the corrections with one more of them ruled on, or what is wrong with the ruling.
func ruledOn(all []rights.Correction, ruling rights.Correction, at string) ([]rights.Correction, *gdpr.Fault) {
	all = slices.Clone(all)
	i := slices.IndexFunc(all, sameField(ruling))
	switch {
	case ruling.State != rights.Accepted && ruling.State != rights.Declined:
		return nil, &gdpr.Fault{Pointer: at + "/ruling", Code: gdpr.FaultDecision}
	case ruling.State == rights.Declined && strings.TrimSpace(ruling.Reason.Reveal()) == "":
		return nil, &gdpr.Fault{Pointer: at + "/reason", Code: gdpr.FaultReason} // Art. 12(4)
	case i < 0 && ruling.Value == "":
		return nil, &gdpr.Fault{Pointer: at + "/field", Code: gdpr.FaultNotThere}
	case i < 0:
		all, i = append(all, ruling), len(all)
	case isMaking(all[i]) && ruling.State == rights.Accepted || all[i].State == ruling.State:
		return all, nil // it was ruled so before
	case all[i].State != rights.Undecided:
		return nil, &gdpr.Fault{Pointer: at, Code: gdpr.FaultNotRequired}
	}
	all[i].State, all[i].Reason = ruling.State, gdpr.Private(rights.Mask(ruling.Reason.Reveal()))
	if ruling.State == rights.Accepted {
		all[i].State = rights.Making
	}
	return all, nil
}

// faultAt says of a value that cannot be stored where it stands in what staff sent.
func faultAt(err error, pointer string) error {
	e, ok := errors.AsType[*gdpr.Error](err)
	if !ok || e.Kind != gdpr.Invalid && e.Kind != gdpr.NotFound {
		return err
	}
	faults := slices.Clone(e.Faults)
	for i := range faults {
		faults[i].Pointer = pointer
	}
	if len(faults) == 0 {
		faults = []gdpr.Fault{{Pointer: strings.TrimSuffix(pointer, "/value") + "/item", Code: gdpr.FaultNotThere}}
	}
	return gdpr.InvalidFaults(faults)
}

// sameField tells corrections of the field that a ruling is about.
func sameField(ruling rights.Correction) func(rights.Correction) bool {
	return func(c rights.Correction) bool { return c.Item == ruling.Item && c.Field == ruling.Field }
}
