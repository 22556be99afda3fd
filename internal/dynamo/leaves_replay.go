package dynamo

import (
	"cmp"
	"slices"
	"strings"

	"ordholden/internal/consent"
	"ordholden/internal/expiry"
	"ordholden/internal/rights"
	"ordholden/internal/transparency"
)

// A leaf binds a step, and what a head says and never changes. What a head says now is in none:
// it has to follow from the steps. So whoever sets a withdrawn consent to standing, or an
// answered request to open, needs a step for that, and steps are in the log. What follows from
// none is not looked at: what became of each right, and whether the end that a head and its term
// record tell is later than the one that the declaration has.

// follows is where a dossier's head says another thing than its steps come to: none where it
// does not.
func (v *view) follows(s sight, head expiry.Key) error {
	says, steps, err := s.replay(head)
	if err == nil && says != steps {
		v.fault(head.Partition, transparency.Contradiction{Where: head.Partition, Says: says, Steps: steps})
	}
	return err
}

// replay is what a head says, and what its steps come to: of both what differs.
func (s sight) replay(head expiry.Key) (says, steps string, err error) {
	history, err := s.history(head)
	if err != nil {
		return "", "", err
	}
	var have, want []transparency.Field
	if head.Item == kindConsent {
		have, want, err = replayConsent(s.items[head], history)
	} else {
		have, want, err = replayCase(s.items[head], history)
	}
	var left, right []string
	for i := range have {
		if have[i].Value != want[i].Value {
			left, right = append(left, spoken(have[i])), append(right, spoken(want[i]))
		}
	}
	return strings.Join(left, ", "), strings.Join(right, ", "), err
}

func spoken(f transparency.Field) string { return f.Name + " " + cmp.Or(f.Value, "none") }

// history is the steps of a dossier, oldest first; one that is deleted, and whose leaf is not, as its
// head has it. Those of one moment were written together:
// the head has them in their order.
func (s sight) history(head expiry.Key) ([]eventItem, error) {
	brief, err := inBrief(s.items[head])
	if err != nil {
		return nil, err
	}
	place := func(e eventItem) int { // those that the head does not name come after those that it does
		if i := slices.IndexFunc(brief, func(line eventItem) bool { return line.At == e.At && line.On == e.On }); i >= 0 {
			return i
		}
		return len(brief)
	}
	steps, err := s.gaps(head, brief)
	if err != nil {
		return nil, err
	}
	for k, it := range s.items {
		if k.Partition != head.Partition || !LoggedOf(k.Partition, k.Item) {
			continue
		}
		var step eventItem
		if err := decode(it, &step); err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	slices.SortFunc(steps, func(a, b eventItem) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(place(a), place(b)), cmp.Compare(a.SK, b.SK))
	})
	return steps, nil
}

const wayThere = "the way there"

// impossible is what steps come to that nothing can have come by.
func impossible(err error) []transparency.Field {
	if err == nil {
		return []transparency.Field{{Name: wayThere, Value: "as it was"}}
	}
	return []transparency.Field{{Name: wayThere, Value: "impossible (" + err.Error() + ")"}}
}

// replayConsent is the state and the choices of a consent, as its head and as its steps have
// them. What was declared is bound by the leaf of each step.
func replayConsent(head attributes, history []eventItem) (says, steps []transparency.Field, err error) {
	var it consentItem
	if err := decode(head, &it); err != nil {
		return nil, nil, err
	}
	state, choices, broken := consent.Replay(choicesFromItem(it.declared()), asSteps(history))
	says = append(impossible(nil), transparency.Field{Name: "state", Value: it.State})
	steps = append(impossible(broken), transparency.Field{Name: "state", Value: string(state)})
	for i, c := range it.Choices {
		says = append(says, decision(c.Purpose, c.Decision))
		steps = append(steps, decision(c.Purpose, string(choices[i].Decision)))
	}
	return says, steps, nil
}

// replayCase is where a request stands, as its head and as its steps have it.
func replayCase(head attributes, history []eventItem) (says, steps []transparency.Field, err error) {
	var it caseItem
	if err := decode(head, &it); err != nil {
		return nil, nil, err
	}
	workflow, identity, delivery, broken := rights.Replay(asEntries(history))
	stands := func(w, i, d string) []transparency.Field {
		return []transparency.Field{{Name: "workflow", Value: w}, {Name: "identity", Value: i}, {Name: "delivery", Value: d}}
	}
	says = append(impossible(nil), stands(it.Workflow, it.Identity, it.Delivery)...)
	return says, append(impossible(broken), stands(string(workflow), string(identity), string(delivery))...), nil
}
