package dynamo

import (
	"context"
	"slices"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// OnFile looks in the partition of whoever holds the address, under the pseudonym that they are
// known by: nothing is made for an address that nobody has.
func (s Cases) OnFile(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (bool, error) {
	secret, err := s.Keys.secretFor(ctx, c, address)
	if err != nil {
		return false, err
	}
	held, err := s.query(ctx, partition(c, kindSubject, string(secret.Subject(address))), "")
	return slices.ContainsFunc(held, onFile), err
}

// Link stores a step of a request and the case that carries it on as one transaction: neither is
// ever without the other, and whoever does it again finds that it is done.
func (s Cases) Link(ctx context.Context, from, to rights.Request, on rights.Entry, next rights.Case) error {
	w, err := s.step(ctx, from, to, on, nil)
	if err != nil {
		return err
	}
	who, err := s.holder(ctx, &next.Request, "")
	if err != nil {
		return err
	}
	began, err := s.beginning(ctx, next, who)
	if err != nil {
		return err
	}
	w.add(began.items...)
	// The fence of whoever it is under stands last but one: where it refuses, they are being erased.
	// That is a conflict like any other, so that staff look again before they tie anything to them.
	w.add(s.fence(next.Controller, next.Subject, who.key))
	return conflict(w.write(ctx))
}
