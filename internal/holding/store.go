package holding

import (
	"context"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Store keeps records. What it returns of them has not ended: a record whose
// Term is not Kept at that moment is none (gdpr.NotFound), however late the table
// deletes it; whether it may be used is in its Term. Personal fields are sealed under
// the owner's data key; where that is gone, so is the record (gdpr.NotFound).
//
// Every write is one transaction with its condition, and one of a record that has
// ended, or does not stand at the revision that was read, is gdpr.Conflict with
// gdpr.CodeChanged.
type Store interface {
	// Subject is the pseudonym of an address, by the same calls for everybody.
	Subject(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (gdpr.SubjectID, error)
	// Owner is the pseudonym of an agreement.
	Owner(ctx context.Context, c gdpr.ControllerID, agreement gdpr.ID) (gdpr.SubjectID, error)
	// Apply stores an application with its awaited files and the consent that was given
	// with it, confirmed from the start and found under the address, all or nothing.
	// Where key is not "", the id derives from address and key, and one that is taken is
	// returned as it stands, with fresh false.
	Apply(ctx context.Context, r Record, address gdpr.Private, given consent.Consent, key string) (stored Record, fresh bool, err error)
	// Put stores a new profile or agreement. A profile that is there already is gdpr.Conflict.
	Put(ctx context.Context, r Record, address gdpr.Private) error
	// Change stores a record's new fields, contacts, stage, anchor and term, if it still stands at
	// from's revision. What of the term is attribute in the table follows in the same transaction,
	// and where the purpose's retention is what changed, its due date in the index of what is held.
	Change(ctx context.Context, from, to Record) error
	// Touch slides a profile to a new anchor and due time by ONE conditional update, if it
	// has not ended and its anchor is earlier; gdpr.NotFound for none, and for one whose due time is
	// over and which a hold alone keeps: no activity brings that back. No error where a later activity
	// has been there before. A Change of a term that was read before it fails. A restricted one slides
	// too, and stays restricted.
	Touch(ctx context.Context, r Ref, from time.Time, due retention.Expiry, renewal time.Time) error
	// Record reads one record with its files and contacts.
	Record(ctx context.Context, r Ref) (Record, error)
	// Records reads all records of a class that a person has, newest first, by one query.
	Records(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, class controller.Class) ([]Record, error)
	// List reads records of a class by when they came, newest first, at most limit, before an
	// instant (zero: now). more is where the next page begins, zero at the end.
	List(ctx context.Context, c gdpr.ControllerID, class controller.Class, before time.Time, limit int) (page []Record, more time.Time, err error)
	// Named reads the agreements that name a contact person.
	Named(ctx context.Context, c gdpr.ControllerID, contact gdpr.SubjectID) ([]Record, error)

	// Await adds files that are to come, up to the number that the kind may have.
	Await(ctx context.Context, r Ref, files []File) error
	// Hold marks an awaited file as held; doing it again with the same digest is no error.
	Hold(ctx context.Context, r Ref, f File) error

	// Disclose adds a disclosure to a record, if the record may be used.
	Disclose(ctx context.Context, d Disclosure) error
	// Disclosures reads them, newest first.
	Disclosures(ctx context.Context, r Ref) ([]Disclosure, error)
	// Read adds a reading. It is stored before what was read is shown.
	Read(ctx context.Context, r Ref, by Reading) error
	// Readings reads them, newest first.
	Readings(ctx context.Context, r Ref) ([]Reading, error)
}

// Files keeps the content of files. They lie under a prefix made from the record's key,
// apart from each other as long as they are awaited (quarantine) and when they are held.
type Files interface {
	// Offer is how an awaited file is uploaded, until an instant and up to a size; with the
	// announced type and size, exactly those.
	Offer(ctx context.Context, r Ref, f File, most int64, until time.Time) (Upload, error)
	// Inspect reads what was uploaded: its size, its type by content ("" where that is none that
	// is known), its digest and its mark; gdpr.NotFound where nothing was. It reads at most one byte
	// over most: where the size is over it, that is all there is to know, and the digest is "".
	// What Admit has moved is found as well, so that doing both again finishes what was interrupted.
	Inspect(ctx context.Context, r Ref, f File, most int64) (found File, err error)
	// Admit moves an upload out of quarantine, if it is still what was found: else gdpr.Conflict with
	// gdpr.CodeChanged, and nothing is admitted. Doing it again is no error.
	Admit(ctx context.Context, r Ref, found File) error
	// Refuse deletes an upload that was not admitted.
	Refuse(ctx context.Context, r Ref, f File) error
	// Hand is where a held file can be fetched as an attachment, for a short while.
	Hand(ctx context.Context, r Ref, f File, until time.Time) (Download, error)
	// Drop deletes every file of a record, awaited and held; how many they were.
	Drop(ctx context.Context, r Ref) (int, error)
}
