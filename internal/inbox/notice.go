package inbox

import (
	"strings"
	"time"

	"ordholden/internal/gdpr"
)

// Notice says that a mail lies in the bucket.
type Notice struct {
	Controller gdpr.ControllerID // whose rule of receipt took it: the envelope decides, never a header
	ID         string            // of SES, one for each mail
	Key        string            // of the raw message
	Received   time.Time         // when SES got it; zero where the notification was lost: then the object tells
	ReturnPath *string           // the sender of the envelope, "" for the empty one; nil where the notification was lost
	Verdicts   Verdicts
}

// incoming is where the rules of receipt put mail: incoming/<controller>/<SES's id>.
const incoming = "incoming/"

// setup is what SES writes into the bucket when a rule is made.
const setup = "AMAZON_SES_SETUP_NOTIFICATION"

// NoticeOf is what the key of a raw message says by itself; false for any other key.
func NoticeOf(key string) (Notice, bool) {
	rest, ok := strings.CutPrefix(key, incoming)
	c, id, found := strings.Cut(rest, "/")
	if !ok || !found || c == "" || id == "" || id == setup || strings.Contains(id, "/") {
		return Notice{}, false
	}
	return Notice{Controller: gdpr.ControllerID(c), ID: id, Key: key}, true
}

// Record is the sort of record that a raw message is kept as, and so for how long at
// most: as long as the declarations keep any such record (template.yaml, InboxBucket).
type Record string

// The sorts, each named after the field of controller.Records.
const (
	AsUnconfirmed    Record = "unconfirmed"
	AsCorrespondence Record = "correspondence"
	AsRequest        Record = "request"
)

// heldKey is where a registered message is kept, sealed.
func heldKey(c gdpr.ControllerID, message gdpr.ID) string {
	return "held/" + string(c) + "/" + string(message)
}
