package dynamo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// confirmedPrefix begins the pointers from a person to consents that counted.
const confirmedPrefix = kindConsent + "#"

// Of reads every consent that counted under a person's address: one query for the pointers, of
// which a consent that was renewed has several, and one batch for each hundred heads. Nothing
// is unsealed.
func (s Consents) Of(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error) {
	pointers, err := s.query(ctx, partition(c, kindSubject, string(person)), confirmedPrefix)
	if err != nil {
		return nil, err
	}
	var wanted []attributes
	seen := map[string]bool{}
	for _, it := range slices.Backward(pointers) { // the newest first
		var p confirmedItem
		if err := decode(it, &p); err != nil {
			return nil, err
		}
		if !seen[p.Consent] {
			seen[p.Consent] = true
			wanted = append(wanted, key(partition(c, kindConsent, p.Consent), kindConsent))
		}
	}
	var all []consent.Consent
	for some := range slices.Chunk(wanted, maxBatch) {
		heads, err := s.batch(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, it := range heads {
			held, err := consentOf(it)
			if err != nil {
				return nil, err
			}
			all = append(all, held)
		}
	}
	slices.SortFunc(all, func(a, b consent.Consent) int { return b.Decided.Compare(a.Decided) })
	return all, nil
}

// consentOf reads a head, but for what is sealed of it.
func consentOf(it attributes) (c consent.Consent, err error) {
	var h consentItem
	if err := decode(it, &h); err != nil {
		return c, err
	}
	of, _, id, err := splitPartition(h.PK)
	if err != nil {
		return c, err
	}
	c = consent.Consent{
		ID: gdpr.ID(id), Controller: of, Subject: gdpr.SubjectID(h.Subject), State: consent.State(h.State),
		Choices: choicesFromItem(h.Choices), Network: h.Network, Expires: h.Expires,
	}
	if c.Seen, err = seenFromItem(h.Seen); err != nil {
		return c, fmt.Errorf("consent %s: %w", id, err)
	}
	if c.Earlier, err = earlierFromItem(h.Earlier); err != nil {
		return c, fmt.Errorf("consent %s: %w", id, err)
	}
	if h.Again != "" {
		if c.Asked, err = controller.ParseVersion(h.Again); err != nil {
			return c, fmt.Errorf("consent %s: %w", id, err)
		}
	}
	for _, t := range []struct {
		into *time.Time
		from string
	}{{&c.Recorded, h.Recorded}, {&c.Decided, h.Decided}, {&c.Renewed, h.Renewed}, {&c.Restored, h.Restored}} {
		if *t.into, err = unstamp(t.from); err != nil {
			return c, fmt.Errorf("consent %s: %w", id, err)
		}
	}
	c.History, err = stepsOf(it)
	return c, err
}

// stepsOf is the history of a consent, as its head tells it.
func stepsOf(head attributes) ([]consent.Step, error) {
	events, err := inBrief(head)
	if err != nil {
		return nil, err
	}
	var steps []consent.Step
	for _, e := range events {
		at, err := unstamp(e.At)
		if err != nil {
			return nil, err
		}
		steps = append(steps, consent.Step{
			At: at, On: consent.Event(e.On), Took: purposesFromItem(e.Took), Gave: purposesFromItem(e.Gave),
		})
	}
	return steps, nil
}
