// Package audit owns the list of what staff have read and done: it is only ever added to.
package audit

import (
	"context"
	"time"

	"ordholden/internal/gdpr"
)

// Years is for how many years an entry is kept: a fine lapses five years after the infringement
// ended (personopplysningsloven section 29), and a list of who did what is personal data of
// staff that nobody needs for longer.
const Years = 5

// Entry is one call of a member of staff. It holds no personal data of whom it was about.
type Entry struct {
	ID         gdpr.ID
	Controller gdpr.ControllerID
	At         time.Time
	Actor      string // the token's subject
	Act        string // the route, as "POST /v1/{controller}/desk/cases/{case}/refusal"
	Preview    bool   // it only asked what the act would do, and nothing has changed
	On         string // the case or the item (holding.Ref.String); "" for a list
}

// Log keeps entries.
type Log interface {
	// Add stores one before what it says is done. It never changes one that is there.
	Add(ctx context.Context, e Entry) error
	// Entries reads those of a month, newest first, from a place on ("": the newest).
	Entries(ctx context.Context, c gdpr.ControllerID, year int, month time.Month, from string, limit int) (page []Entry, more string, err error)
}
