package rights

import (
	"context"
	"fmt"
	"slices"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Sort confirms or corrects what a mail was taken for. What is added that gives data out, or
// changes it, has to be confirmed by whoever holds the address: to a request that is confirmed
// already nothing of the kind is added (gdpr.CodeState), for what was confirmed must not wait for
// it. That is a request of its own. What is settled stays asked for, and so does all that somebody
// is known to have asked for: it is done, refused with a ground (Art. 12(4)), or taken back by them.
func (k Desk) Sort(ctx context.Context, by access.Actor, at At, asked []gdpr.Right, against Against) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	d, err := k.handles(by)
	if err != nil {
		return Case{}, err
	}
	sorted := Intake{Rights: asked}.ordered()
	if faults := sortFaults(d, held.Request, asked, sorted, against); faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	return k.act(ctx, by, held, Entry{On: Sort, Right: widened(held.Request, sorted)}, func(r *Request) {
		r.Rights, r.Against = sorted, against
		if !slices.Contains(sorted, gdpr.Rectification) {
			r.Corrections = nil
		}
	})
}

// widened is a right that is added and needs the code; "" for none.
func widened(r Request, sorted []gdpr.Right) gdpr.Right {
	for _, right := range sorted {
		if needsCode(right) && !slices.Contains(r.Rights, right) {
			return right
		}
	}
	return ""
}

func sortFaults(d *controller.Declaration, held Request, asked, sorted []gdpr.Right, against Against) []gdpr.Fault {
	faults := Intake{Rights: asked}.Check(d)
	faults = append(faults, againstFaults(sorted, against)...)
	if faults != nil {
		return faults
	}
	for _, o := range held.Outcomes {
		if !slices.Contains(sorted, o.Right) {
			return []gdpr.Fault{{Pointer: "/rights", Code: gdpr.FaultNotRequired, Value: string(o.Right)}}
		}
	}
	if faults := dropped(held, sorted, against); faults != nil {
		return faults
	}
	now := held
	now.Rights = sorted
	switch {
	case len(now.Unsettled()) == 0:
		return []gdpr.Fault{{Pointer: "/rights", Code: gdpr.FaultNoRight}}
	case held.Workflow == Open && slices.Equal(sorted, held.Rights) && against == held.Against:
		return []gdpr.Fault{{Pointer: "/rights", Code: gdpr.FaultSame}}
	}
	return nil
}

// dropped is what a sorting would take away of what was confirmed. An objection that does not say
// against what is against all of it.
func dropped(held Request, sorted []gdpr.Right, against Against) (faults []gdpr.Fault) {
	if held.Identity == Unproven {
		return nil
	}
	for _, right := range held.Rights {
		if !slices.Contains(sorted, right) {
			faults = append(faults, gdpr.Fault{Pointer: "/rights", Code: gdpr.FaultConfirmed, Value: string(right)})
		}
	}
	if faults == nil && slices.Contains(held.Rights, gdpr.Objection) && against != held.Against && against != "" {
		faults = []gdpr.Fault{{Pointer: "/against", Code: gdpr.FaultConfirmed, Value: string(gdpr.Objection)}}
	}
	return faults
}

// againstFaults: only an objection is against something, and only against what the law knows.
func againstFaults(asked []gdpr.Right, against Against) []gdpr.Fault {
	known := against == AgainstMarketing || against == AgainstProcessing
	if against == "" || known && slices.Contains(asked, gdpr.Objection) {
		return nil
	}
	return []gdpr.Fault{{Pointer: "/against", Code: gdpr.FaultType}}
}

// Dismiss files what asks for nothing.
func (k Desk) Dismiss(ctx context.Context, by access.Actor, at At) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	return k.act(ctx, by, held, Entry{On: Dismiss}, nil)
}

// maxRedactions bounds what is taken out of one copy.
const maxRedactions = 200

// Redact says what is taken out of the copy before it is released; it replaces what was said before.
func (k Desk) Redact(ctx context.Context, by access.Actor, at At, all []Redaction) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	if !held.asks(gdpr.Access) && !held.asks(gdpr.Portability) {
		return Case{}, errState
	}
	taken, faults := redactions(all)
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	return k.act(ctx, by, held, Entry{On: Redact}, func(r *Request) { r.Redactions = taken })
}

func redactions(all []Redaction) (taken []Redaction, faults []gdpr.Fault) {
	if len(all) > maxRedactions {
		return nil, []gdpr.Fault{{Pointer: "/redactions", Code: gdpr.FaultTooMany, Value: fmt.Sprint(maxRedactions)}}
	}
	for i, r := range all {
		at := fmt.Sprintf("/redactions/%d", i)
		for _, name := range []struct{ of, value string }{{"/item", r.Item}, {"/field", r.Field}} {
			switch {
			case name.value == "":
				faults = append(faults, gdpr.Fault{Pointer: at + name.of, Code: gdpr.FaultMissing})
			case len(name.value) > 200 || !gdpr.Printable(name.value):
				faults = append(faults, gdpr.Fault{Pointer: at + name.of, Code: gdpr.FaultCharacters})
			}
		}
		passage, wrong := written(r.Passage, at+"/passage", "")
		r.Passage = passage
		if faults = append(faults, wrong...); slices.Contains(taken, r) {
			faults = append(faults, gdpr.Fault{Pointer: at, Code: gdpr.FaultSame})
		}
		taken = append(taken, r)
	}
	return taken, faults
}
