package holding

import "ordholden/internal/controller"

// What an erasure meets besides records, in Deleted and Kept.
const (
	TraceContact controller.Class = "contact" // the person as contact person of an agreement, which stays
	TraceMessage controller.Class = "message" // a mail that the person sent
	TraceRequest controller.Class = "request" // a request that is still to be answered
)

// GroundRequest keeps a request that is not answered yet: the controller has to answer
// it (Art. 12(3)), and so to know whom.
const GroundRequest = "request"
