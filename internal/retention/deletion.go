package retention

import (
	"fmt"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Deletion is the proof that something is gone (Art. 5(2)): what sort of thing, by which
// rule, and when. It tells nothing of whom it was about.
type Deletion struct {
	ID         gdpr.ID // the same however often the deletion is tried
	Controller gdpr.ControllerID
	Class      string // as of controller.Class, or one of the classes of the ledgers
	Purpose    gdpr.PurposeID
	Version    string // of the declaration that the end was counted by; "" where none was
	Due        Expiry // the end as it was counted; 0 where that is not known
	Removed    time.Time
	Cause      Cause
	Files      int
}

// Cause is why something was deleted.
type Cause string

// The causes.
const (
	ByExpiry  Cause = "expiry"  // its time was over (Art. 5(1)(e))
	ByErasure Cause = "erasure" // the person asked for it (Art. 17)
)

// Classes of what is deleted beside records: the ledgers.
const (
	ClassRequest        = "request"
	ClassConsent        = "consent"
	ClassMessage        = "message"
	ClassVisitorConsent = "visitor-consent"
)

// Lag is how long after its end the thing was gone, files and all; false where it had no
// end that is known, or was erased before.
func (d Deletion) Lag() (time.Duration, bool) {
	if d.Due == 0 || d.Cause != ByExpiry {
		return 0, false
	}
	return d.Removed.Sub(d.Due.Time()), true
}

// ProofKept is how long the proof is kept: as long as a request, in which it may be asked for.
var ProofKept = controller.Retention{Period: gdpr.Period{Years: 3}, From: "deletion"}

// Expires is the end of the proof itself.
func (d Deletion) Expires() (Expiry, error) {
	e, err := Expires(ProofKept, d.Removed, d.Removed)
	if err != nil {
		return 0, fmt.Errorf("deletion entry: %w", err)
	}
	return e, nil
}
