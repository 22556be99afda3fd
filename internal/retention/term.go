package retention

import (
	"cmp"
	"slices"
	"time"

	"ordholden/internal/gdpr"
)

// Term is how long one item is kept, and whether it may be used meanwhile. From
// it follows the one attribute by which DynamoDB deletes.
type Term struct {
	Due        Expiry    // the end by the declared retention; 0 as long as it has not begun to run
	Restricted time.Time // since when it is stored and nothing else (Art. 18); zero where it is not
	By         []gdpr.ID // the requests and withdrawn consents that it is restricted for, each once; "" among them stands for staff, and none for staff alone
	Holds      []Hold    // what keeps it longer than its retention
}

// Causes is what a restricted item is restricted for, "" for staff. Each ends for itself: the item is
// restricted until none is left.
func (t Term) Causes() []gdpr.ID {
	if t.Restricted.IsZero() || len(t.By) > 0 {
		return t.By
	}
	return []gdpr.ID{""}
}

// For is the term restricted for one cause more, from at on where it was not restricted before. For a
// cause that it has it is as it was.
func (t Term) For(cause gdpr.ID, at time.Time) Term {
	causes := t.Causes()
	if slices.Contains(causes, cause) {
		return t
	}
	if t.Restricted.IsZero() {
		t.Restricted = at
	}
	t.By = append(slices.Clone(causes), cause)
	return t
}

// Without is the term without one cause of its restriction: free where it was the last. Without
// one that it has not it is as it was.
func (t Term) Without(cause gdpr.ID) Term {
	causes := t.Causes()
	if !slices.Contains(causes, cause) {
		return t
	}
	t.By = slices.DeleteFunc(slices.Clone(causes), func(c gdpr.ID) bool { return c == cause })
	switch {
	case len(t.By) == 0:
		t.Restricted, t.By = time.Time{}, nil
	case slices.Equal(t.By, []gdpr.ID{""}):
		t.By = nil // staff alone
	}
	return t
}

// Hold keeps an item for a duty or a claim that erasure gives way to (Art. 17(3)).
type Hold struct {
	ID     gdpr.ID
	Ground string // a declared purpose that the law imposes, or GroundClaims
	Until  Expiry
	Placed time.Time
}

// GroundClaims is the ground of a hold for legal claims (Art. 17(3)(e)).
const GroundClaims = "legal-claims"

// Expires is the expiry attribute that an item with the term has: none while it is
// restricted or its retention does not run, else the latest of its due time and its
// holds. A hold never shortens, and never keeps what has no end of its own.
func (t Term) Expires() Expiry {
	if !t.Restricted.IsZero() || t.Due == 0 {
		return 0
	}
	return max(t.Due, t.held())
}

// held is the end of the longest hold, 0 without any.
func (t Term) held() Expiry {
	if len(t.Holds) == 0 {
		return 0
	}
	return slices.MaxFunc(t.Holds, func(a, b Hold) int { return cmp.Compare(a.Until, b.Until) }).Until
}

// Served reports whether the item may be used for what it was collected for:
// not when restricted, and not when only a hold still keeps it.
func (t Term) Served(now time.Time) bool { return t.Restricted.IsZero() && !t.Due.Due(now) }

// Kept reports whether the item is still there at all: served, restricted or held.
func (t Term) Kept(now time.Time) bool { return !t.Expires().Due(now) }
