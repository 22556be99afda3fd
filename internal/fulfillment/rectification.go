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

// correctAlone makes the corrections that need no staff: of what the person provided, where the
// declaration has those made at once. One that cannot be made as it was asked is left to staff.
// Once each is ruled on, the right is settled.
func (j *job) correctAlone(ctx context.Context) error {
	corrections := slices.Clone(j.held.Corrections)
	made := false
	if j.d.Handling.Alone(gdpr.Rectification) && j.d.Handling.Corrections == controller.AtOnce {
		for i := range corrections {
			if corrections[i].State != rights.Undecided || !holding.Correctable(j.d, corrections[i], j.held.Subject) {
				continue
			}
			switch err := j.correct(ctx, corrections[i]); gdpr.KindOf(err) {
			case gdpr.Invalid, gdpr.NotFound, gdpr.Forbidden:
				continue
			default:
				if err != nil {
					return err
				}
			}
			corrections[i].State, made = rights.Accepted, true
		}
	}
	return j.ruled(ctx, corrections, made)
}

// correct makes one correction.
func (j *job) correct(ctx context.Context, c rights.Correction) error {
	ref, ok := holding.ParseRef(j.d.ID, c.Item)
	if !ok || ref.Owner != j.held.Subject {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound} // somebody else's record is none
	}
	_, err := j.Records.Correct(ctx, ref, c.Field, c.Value, j.by)
	return err
}

// ruled stores what was ruled on corrections, and settles the right once all are.
func (j *job) ruled(ctx context.Context, corrections []rights.Correction, changed bool) error {
	set := func(r *rights.Request) { r.Corrections = corrections }
	open := len(corrections) == 0 || slices.ContainsFunc(corrections, func(c rights.Correction) bool { return c.State == rights.Undecided })
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
	return j.done(ctx, rectified(corrections), tell, set)
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

// rule rules on corrections as staff say. One that is accepted is made before anything of it is
// stored. Staff may rule on what the person did not name field by field, by naming it for them.
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
		if ref, ok := holding.ParseRef(j.d.ID, ruling.Item); !ok || ref.Owner != j.held.Subject {
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
		if ruling.State != rights.Accepted {
			continue
		}
		made := all[slices.IndexFunc(all, sameField(ruling))]
		if err := j.correct(ctx, made); err != nil {
			return faultAt(err, fmt.Sprintf("/corrections/%d/value", i))
		}
	}
	return j.ruled(ctx, all, true)
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
		return append(all, ruling), nil
	case all[i].State != rights.Undecided && all[i].State != ruling.State:
		return nil, &gdpr.Fault{Pointer: at, Code: gdpr.FaultNotRequired} // it was ruled on before
	}
	all[i].State, all[i].Reason = ruling.State, gdpr.Private(rights.Mask(ruling.Reason.Reveal()))
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
