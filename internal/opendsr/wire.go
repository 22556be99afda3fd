// Package opendsr owns how recipients are told by OpenDSR 2.0 (Art. 19): calls to their
// endpoints, and what they call back.
package opendsr

// OpenDSR knows erasure, portability and access, and nothing else. What it lacks goes into
// an extension under our own domain, which is the first host that the controller declares:
// rectification with what is to be corrected, restriction, the end of a restriction, and an
// objection. The type that such a request then has is access, for of the three it is the one by
// which nothing is lost at a recipient that reads no further. Nothing of the kind is sent to a
// recipient whose discovery does not name our extension: it would say "completed" of another thing.
// The other way round, "cancelled" is how a recipient refuses, with its reason in the extension.
//
// DELETE, which takes a pending request back, is never called: what a recipient is told of has
// happened here already, and the end of a restriction is a request of its own. Portability is
// never asked of one: nobody's copy is made from what others have.

// Version is of the protocol that is spoken.
const Version = "2.0"

// The headers. The last is ours: OpenDSR leaves open how a controller is known, and ours
// signs as a processor does, with a key that its jwks.json has.
const (
	HeaderDomain    = "X-OpenDSR-Processor-Domain"
	HeaderSignature = "X-OpenDSR-Signature" // base64, over the SHA-256 of the raw body
	HeaderKey       = "X-OpenDSR-Key-Id"
)

// Types of requests that we send.
const (
	TypeErasure = "erasure"
	TypeAccess  = "access"
)

// Statuses of requests.
const (
	Pending    = "pending"
	InProgress = "in_progress"
	Completed  = "completed"
	Cancelled  = "cancelled"
)

// Measure is what the recipient is asked to do, where the type does not say it.
type Measure string

// The measures.
const (
	Rectification Measure = "rectification" // Art. 16, with the corrections
	Restriction   Measure = "restriction"   // Art. 18(1): store it, and do nothing else with it
	Lifting       Measure = "lifting"       // Art. 18(3): the restriction ends
	Objection     Measure = "objection"     // Art. 21(2): no marketing to the person
)

// Discovery is what a processor says of itself.
type Discovery struct {
	Version     string     `json:"api_version"`
	Identities  []Identity `json:"supported_identities"`
	Types       []string   `json:"supported_subject_request_types"`
	Certificate string     `json:"processor_certificate"` // URL, on the same host
	Extensions  []string   `json:"supported_extensions,omitempty"`
}

// Identity is by what the person is known. It holds personal data: it is sent, and never
// logged.
type Identity struct {
	Type   string `json:"identity_type"`
	Value  string `json:"identity_value,omitempty"`
	Format string `json:"identity_format"`
}

// Request is what a processor is asked.
type Request struct {
	Regulation string               `json:"regulation"`
	ID         string               `json:"subject_request_id"` // UUID v4, lower case
	Type       string               `json:"subject_request_type"`
	Identities []Identity           `json:"subject_identities"`
	Submitted  string               `json:"submitted_time"` // RFC 3339: when the person asked
	Version    string               `json:"api_version"`
	Callbacks  []string             `json:"status_callback_urls,omitempty"`
	Extensions map[string]Extension `json:"extensions,omitempty"`
}

// Extension is what stands under our domain.
type Extension struct {
	Measures    []Measure    `json:"measures,omitempty"`
	Customer    string       `json:"customer,omitempty"` // which one, where the recipient acts for several
	Corrections []Correction `json:"corrections,omitempty"`
	Reason      string       `json:"reason,omitempty"` // of a processor that refuses
}

// Correction is one field as it should be.
type Correction struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// Created is the answer to a request.
type Created struct {
	Controller string `json:"controller_id"`
	Expected   string `json:"expected_completion_time"`
	Received   string `json:"received_time"`
	Encoded    string `json:"encoded_request"` // base64 of the whole body that was sent
	ID         string `json:"subject_request_id"`
}

// Status is where a request stands. A callback says the same, and to which URL.
type Status struct {
	Controller string               `json:"controller_id"`
	Expected   string               `json:"expected_completion_time"`
	ID         string               `json:"subject_request_id"`
	State      string               `json:"request_status"`
	Version    string               `json:"api_version,omitempty"`
	Callback   string               `json:"status_callback_url,omitempty"`
	Results    string               `json:"results_url,omitempty"`
	Count      int                  `json:"results_count,omitempty"`
	Extensions map[string]Extension `json:"extensions,omitempty"`
}
