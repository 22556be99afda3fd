// Package holding owns the personal data that is held on people: what may be stored
// of it, who gets to see it, and what becomes of it.
package holding

import (
	"strings"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Ref names one record. Of an agreement the owner is a pseudonym of the agreement
// itself: its own data key seals it, so that it outlives none of its contact persons.
type Ref struct {
	Controller gdpr.ControllerID
	Class      controller.Class
	Owner      gdpr.SubjectID
	ID         gdpr.ID // "" of a profile: a person has one
}

// String is the reference as it stands in URLs: class.owner or class.owner.id, without
// the controller.
func (r Ref) String() string {
	parts := []string{string(r.Class), string(r.Owner)}
	if r.ID != "" {
		parts = append(parts, string(r.ID))
	}
	return strings.Join(parts, ".")
}

// Record is one thing that is held: an application, a profile, or an agreement.
type Record struct {
	Ref
	Purpose  gdpr.PurposeID     // what it is held for
	Version  controller.Version // of the declaration that its term was counted by
	From     time.Time          // what its retention counts from; zero while that has not happened
	Received time.Time
	Changed  time.Time
	Revision int // counts its changes
	Term     retention.Term
	Source   string
	Consent  gdpr.ID // of an application: the consent that was given with it
	Language gdpr.Language
	Stage    Stage // of an agreement
	Fields   []Value
	Files    []File
	Contacts []Contact // of an agreement
	Allows   string    // of an agreement: its clause that allows the customer's own data to be kept; "" for none
}

// Value is one declared field and what stands in it.
type Value struct {
	Field string
	Value gdpr.Private
}

// File is one file of a record.
type File struct {
	ID     gdpr.ID
	Kind   string // id of a declared controller.FileKind
	Name   gdpr.Private
	Type   string // media type; of an awaited file as announced, "" where nothing was
	Size   int64  // bytes; of an awaited file as announced, 0 where nothing was
	Digest string // SHA-256 of the content, hexadecimal; "" while it is awaited
	Added  time.Time
	Until  time.Time // an awaited file is given up then; zero once it is held
	Mark   string    // of what Files.Inspect found: tells this upload from another of the same file; stored nowhere
}

// Held reports whether the file has come in.
func (f File) Held() bool { return f.Digest != "" }

// Contact is a person whom an agreement names.
type Contact struct {
	Subject gdpr.SubjectID
	Name    gdpr.Private
	Address gdpr.Private
}

// Disclosure is one time that data was given to somebody (Art. 15(1)(c), 19).
type Disclosure struct {
	ID         gdpr.ID
	Record     Ref
	At         time.Time
	Recipient  string       // id of a declared recipient
	Customer   gdpr.Private // which one, where the recipient is a group of them
	Purpose    gdpr.PurposeID
	Categories []string
}

// Reading is one time that a record or a file of it was read.
type Reading struct {
	At    time.Time
	Actor string
	What  string // "record", or "file" and the file's id
}

// Activity is something that a person did, from the declared list.
type Activity struct {
	Kind string
	At   time.Time
}

// Application is an application as it was sent: claims, until they are checked.
type Application struct {
	Address   gdpr.Private
	Values    []Value
	Files     []Announced
	Source    string
	Received  time.Time // by a portal; zero for now
	Notice    controller.Digest
	Interface controller.Digest
	Language  gdpr.Language
	Mechanism consent.Mechanism
	Site      string
	Network   string
	Key       string // Idempotency-Key, "" for none
}

// Announced is a file that is to come.
type Announced struct {
	Kind string
	Name gdpr.Private
	Type string // "" where a browser chooses the file later
	Size int64  // 0 likewise
}

// Upload is how an announced file is sent: a form that is posted straight to the
// bucket (Amazon S3 API Reference, "POST Object").
type Upload struct {
	File    gdpr.ID
	Kind    string
	URL     string
	Fields  map[string]string // in addition to the field "file", which comes last
	Most    int64
	Expires time.Time
}

// Download is where a file can be fetched for a short while.
type Download struct {
	URL     string
	Expires time.Time
}
