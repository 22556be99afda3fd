package dynamo

import (
	"fmt"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// erasureItem, at <controller>#ERASURE#<id> ERASURE, is what an erasure has to do, and
// in the end the proof of what it did. The proof is kept as long as a request, and says
// nothing of whom it was about.
type erasureItem struct {
	item
	Case    string        `dynamodbav:"case"`
	Of      string        `dynamodbav:"of"` // tells whether it is of the same person: see ofPerson
	State   string        `dynamodbav:"state"`
	At      string        `dynamodbav:"at"`
	Dead    string        `dynamodbav:"dead,omitempty"` // name of the data key that goes
	Work    []deed        `dynamodbav:"work,omitempty"` // until it is done: its keys hold pseudonyms
	Deleted []deletedItem `dynamodbav:"deleted,omitempty"`
	Kept    []keptItem    `dynamodbav:"kept,omitempty"`
}

// The states of an erasure.
const (
	erasureBegun = "begun"
	erasureDone  = "done"
)

// deed is one thing that an erasure does.
type deed struct {
	Do       string `dynamodbav:"do"`
	PK       string `dynamodbav:"pk"`
	SK       string `dynamodbav:"sk"` // of the head; of a contact person, of the item that names them
	Class    string `dynamodbav:"class"`
	Purpose  string `dynamodbav:"purpose,omitempty"`
	Received string `dynamodbav:"received,omitempty"`
	Files    int    `dynamodbav:"files,omitempty"`
	Ground   string `dynamodbav:"ground,omitempty"`
	Until    int64  `dynamodbav:"until,omitempty"`
}

// What is done.
const (
	doRemove = "remove" // delete the head and the files
	doKeep   = "keep"   // seal again; it ends with its hold
	doReseal = "reseal" // seal again and nothing else: a request to be answered, and its mails
	doUnname = "unname" // remove a contact person from an agreement
	doStay   = "stay"   // a contact person whom a hold on the agreement keeps
	doClear  = "clear"  // the head is gone already: delete the files without waiting for the stream
)

type deletedItem struct {
	Class    string `dynamodbav:"class"`
	Purpose  string `dynamodbav:"purpose,omitempty"`
	Received string `dynamodbav:"received,omitempty"`
	Files    int    `dynamodbav:"files,omitempty"`
}

type keptItem struct {
	Class   string `dynamodbav:"class"`
	Purpose string `dynamodbav:"purpose,omitempty"`
	Ground  string `dynamodbav:"ground"`
	Until   int64  `dynamodbav:"until"`
}

// keep makes a deed one of keeping.
func (d *deed) keep(do string, h lyingHold) { d.Do, d.Ground, d.Until = do, h.Ground, h.Until }

func byReceipt(a, b deed) int {
	return strings.Compare(a.Received+"\n"+a.PK+"\n"+a.SK, b.Received+"\n"+b.PK+"\n"+b.SK)
}

func (e *erasureItem) id() string {
	_, _, id, _ := splitPartition(e.PK)
	return id
}

// close makes the proof of the deeds.
func (e *erasureItem) close() {
	for _, d := range e.Work {
		switch d.Do {
		case doRemove, doUnname:
			e.Deleted = append(e.Deleted, deletedItem{d.Class, d.Purpose, d.Received, d.Files})
		case doKeep, doStay, doReseal:
			if d.Ground != "" {
				e.Kept = append(e.Kept, keptItem{d.Class, d.Purpose, d.Ground, d.Until})
			}
		}
	}
	e.Work, e.State = nil, erasureDone
}

// erasure is the proof as the domain knows it.
func (e *erasureItem) erasure() (x holding.Erasure, err error) {
	c, _, id, err := splitPartition(e.PK)
	if err != nil {
		return x, err
	}
	x = holding.Erasure{ID: gdpr.ID(id), Controller: c, Case: gdpr.ID(e.Case), Key: true}
	if x.At, err = unstamp(e.At); err != nil {
		return x, fmt.Errorf("erasure %s: %w", id, err)
	}
	for _, d := range e.Deleted {
		received, err := unstamp(d.Received)
		if err != nil {
			return x, fmt.Errorf("erasure %s: %w", id, err)
		}
		x.Deleted = append(x.Deleted, holding.Deleted{
			Class: controller.Class(d.Class), Purpose: gdpr.PurposeID(d.Purpose), Received: received, Files: d.Files,
		})
	}
	for _, k := range e.Kept {
		x.Kept = append(x.Kept, holding.Kept{
			Class: controller.Class(k.Class), Purpose: gdpr.PurposeID(k.Purpose), Ground: k.Ground, Until: retention.Expiry(k.Until).Time(),
		})
	}
	return x, nil
}

// record is the record that a deed is about; without a class for anything else.
func (d deed) record(owner gdpr.SubjectID) holding.Ref {
	m, ok := matterOf(d.PK, d.SK)
	if !ok {
		return holding.Ref{}
	}
	return m.record(owner)
}
