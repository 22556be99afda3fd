package dynamo

import (
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// A term record lies beside the head of everything that is sealed, and outlives it:
// by it whoever clears up after a head that is gone knows what there is to clear, and
// of what the deletion entry speaks. It has no expiry, and is deleted with its entry.
type termItem struct {
	item
	Subject string `dynamodbav:"subject"` // the owner: whose data key seals it
	Class   string `dynamodbav:"class"`
	Purpose string `dynamodbav:"purpose"`
	Version string `dynamodbav:"version"`         // of the declaration that the term was counted by
	Due     int64  `dynamodbav:"end"`             // epoch seconds, holds counted in; 0 while it does not run
	Cause   string `dynamodbav:"cause,omitempty"` // the erasure that ended it, "" for its own end
}

const (
	termPrefix  = "TERM#"
	heldPrefix  = "HELD#"
	namedPrefix = "NAMED#"
)

// termKey is the sort key of the term record of a head.
func termKey(sk string) string { return termPrefix + sk }

// heldKey is the sort key, in the owner's partition, of one thing that is sealed
// under the owner's data key. The key is deleted with the last of them.
func heldKey(kind, id string) string { return heldPrefix + kind + "#" + id }

// namedKey is the sort key, in a contact person's partition, of an agreement that
// names the person.
func namedKey(agreement gdpr.ID) string { return namedPrefix + string(agreement) }

// newTerm is the term record of the head at pk and sk.
func newTerm(pk, sk string, subject gdpr.SubjectID, class, purpose, version string, due retention.Expiry) termItem {
	return termItem{
		item: item{PK: pk, SK: termKey(sk)}, Subject: string(subject),
		Class: class, Purpose: purpose, Version: version, Due: int64(due),
	}
}

// newHeld is the pointer to what is sealed under the owner's data key.
func newHeld(c gdpr.ControllerID, owner gdpr.SubjectID, kind, id string) item {
	return item{PK: partition(c, kindSubject, string(owner)), SK: heldKey(kind, id)}
}
