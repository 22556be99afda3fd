package rights

import (
	"context"

	"ordholden/internal/gdpr"
)

// Rehearsal is Cases in which nothing is stored: an act is tried on it by the same rules as it
// would be done, so that what comes out is what would be stored, and a fault is the one that
// doing it would come to.
type Rehearsal struct{ Cases }

// Receive stores nothing.
func (Rehearsal) Receive(_ context.Context, r Request, _ string) (Request, bool, error) {
	return r, true, nil
}

// Put stores nothing.
func (Rehearsal) Put(_ context.Context, c Case, _ string) (Case, bool, error) { return c, true, nil }

// Move stores nothing.
func (Rehearsal) Move(context.Context, Request, Request, Entry, map[gdpr.Right]Request) error {
	return nil
}

// Link stores nothing.
func (Rehearsal) Link(context.Context, Request, Request, Entry, Case) error { return nil }

// Rehearsing is the same desk before a store that stores nothing.
func (k Desk) Rehearsing() Desk {
	k.Cases = Rehearsal{k.Cases}
	return k
}
