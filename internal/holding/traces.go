package holding

import (
	"ordholden/internal/controller"
	"ordholden/internal/retention"
)

// What an erasure meets besides records, in Deleted and Kept.
const (
	TraceContact controller.Class = "contact" // the person as contact person of an agreement, which stays
	TraceMessage controller.Class = "message" // a mail that the person sent
	TraceRequest controller.Class = "request" // a request that is still to be answered
)

// GroundRequest keeps a request that is not answered yet: the controller has to answer
// it (Art. 12(3)), and so to know whom.
const GroundRequest = "request"

// Article is the paragraph of the Regulation that lets the controller keep something in
// spite of Art. 17(1): a legal claim, or a duty that the law imposes.
func (k Kept) Article() string {
	if k.Ground == retention.GroundClaims {
		return "17(3)(e)"
	}
	return "17(3)(b)"
}
