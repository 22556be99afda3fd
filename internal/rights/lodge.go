package rights

import (
	"context"
	"fmt"
	"slices"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Lodged is what a person asks on their own page.
type Lodged struct {
	Address     gdpr.Private // the one that the link went to
	Right       gdpr.Right
	Against     Against
	Corrections []Correction
	Text        gdpr.Private
	Language    gdpr.Language
	Key         string
}

// Lodge puts in what a person asks on their own page, confirmed from the start: they came by
// mail link and code. A request that asks what an open one does joins it.
func (k Desk) Lodge(ctx context.Context, by access.Actor, in Lodged) (Case, error) {
	if by.Way != access.ToOwn || by.Contact == "" || by.Address != "" && by.Address != in.Address {
		return Case{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	d, ok := k.Controllers.Current(by.Controller)
	if !ok {
		return Case{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	in, faults := in.checked(d)
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	id := gdpr.NewID()
	for range attempts {
		c, err := k.lodged(ctx, d, by, in, id)
		if err != nil {
			return Case{}, err
		}
		stored, err := k.put(ctx, c, in.Key)
		if gdpr.KindOf(err) != gdpr.Conflict {
			return stored, err
		}
	}
	return Case{}, errBusy
}

// lodged is the case as it is to be stored, as far as what stands is known now.
func (k Desk) lodged(ctx context.Context, d *controller.Declaration, by access.Actor, in Lodged, id gdpr.ID) (Case, error) {
	standing, err := k.Cases.Standing(ctx, d.ID, by.Contact)
	if err != nil {
		return Case{}, err
	}
	c, err := k.drafted(d, by, in, id, Receive)
	if err != nil {
		return Case{}, err
	}
	joined, err := k.joins(ctx, c.Request, standing)
	if err != nil {
		return Case{}, err
	}
	if joined == "" {
		return k.drafted(d, by, in, id, Lodge)
	}
	return k.andThen(d, c, Entry{On: Join, By: ByPerson}, func(r *Request) { r.Joined = joined })
}

func (k Desk) drafted(d *controller.Declaration, by access.Actor, in Lodged, id gdpr.ID, on Event) (Case, error) {
	now := k.now()
	r, err := Draft(d, Intake{
		Address: in.Address, Rights: []gdpr.Right{in.Right}, Text: in.Text, Language: in.Language, Channel: OnPage,
	}, on, now, now)
	if err != nil {
		return Case{}, err
	}
	r.ID, r.Subject, r.Against, r.Corrections = id, by.Contact, in.Against, in.Corrections
	return Case{Request: r.Scheduled(k.Calendar, d.Handling, now), History: []Entry{{At: now, On: on, By: ByPerson}}}, nil
}

// maxCorrections bounds what one request corrects.
const maxCorrections = 100

// checked is what is asked with its texts masked, or what is wrong with it.
func (in Lodged) checked(d *controller.Declaration) (Lodged, []gdpr.Fault) {
	var faults []gdpr.Fault
	if !slices.Contains(d.Rights, in.Right) {
		faults = append(faults, gdpr.Fault{Pointer: "/right", Code: gdpr.FaultUnknownRight, Value: named(in.Right)})
	}
	faults = append(faults, againstFaults([]gdpr.Right{in.Right}, in.Against)...)
	words, wrong := written(in.Text, "/text", "")
	faults = append(faults, wrong...)
	in.Text = words
	switch {
	case in.Right != gdpr.Rectification && len(in.Corrections) > 0:
		faults = append(faults, gdpr.Fault{Pointer: "/corrections", Code: gdpr.FaultNotRequired})
	case in.Right == gdpr.Rectification && len(in.Corrections) == 0 && words == "":
		faults = append(faults, gdpr.Fault{Pointer: "/corrections", Code: gdpr.FaultMissing})
	case len(in.Corrections) > maxCorrections:
		faults = append(faults, gdpr.Fault{Pointer: "/corrections", Code: gdpr.FaultTooMany, Value: fmt.Sprint(maxCorrections)})
	default:
		in.Corrections, wrong = corrections(in.Corrections)
		faults = append(faults, wrong...)
	}
	return in, faults
}

// corrections is corrections as they are asked for: nothing is ruled yet, whatever was sent.
func corrections(all []Correction) (asked []Correction, faults []gdpr.Fault) {
	for i, c := range all {
		at := fmt.Sprintf("/corrections/%d", i)
		value, wrong := written(c.Value, at+"/value", gdpr.FaultMissing)
		faults = append(faults, wrong...)
		if c.Item == "" {
			faults = append(faults, gdpr.Fault{Pointer: at + "/item", Code: gdpr.FaultMissing})
		}
		if c.Field == "" {
			faults = append(faults, gdpr.Fault{Pointer: at + "/field", Code: gdpr.FaultMissing})
		}
		if slices.ContainsFunc(asked, func(o Correction) bool { return o.Item == c.Item && o.Field == c.Field }) {
			faults = append(faults, gdpr.Fault{Pointer: at + "/field", Code: gdpr.FaultDuplicateField, Value: named(gdpr.Right(c.Field))})
		}
		asked = append(asked, Correction{Item: c.Item, Field: c.Field, Value: value})
	}
	return asked, faults
}
