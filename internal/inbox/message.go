package inbox

import (
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Message is a mail as it is registered, in one case and no other.
type Message struct {
	ID         gdpr.ID
	Controller gdpr.ControllerID
	Case       gdpr.ID
	Received   time.Time
	Reading    Reading
	Trust      Trust
	Answer     outbox.Kind // what it is answered with, "" where that is withheld
	Held       string      // key of the sealed raw message
	Size       int64       // of the raw message, in bytes
	Mail       Mail
	Expires    retention.Expiry
}

// MessageID is the id under which a mail is registered: the same each time that it
// is brought.
func MessageID(c gdpr.ControllerID, sesID string) gdpr.ID {
	return gdpr.DeriveID("message", string(c), sesID)
}

// Entry is all that is stored of a mail at once.
type Entry struct {
	Message Message
	From    Correspondent
	Request rights.Request // the case that it begins, or joins
	Joins   bool
	Mail    *outbox.Order // the answer, nil for none
	Quiet   time.Time     // until when the sender gets no other
}
