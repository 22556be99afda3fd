package holding

import (
	"context"
	"errors"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Desk is what may be done with what is held. Every method that takes an actor checks
// what the actor may do before anything is read.
type Desk struct {
	Controllers *controller.Registry
	Store       Store
	Files       Files
	Eraser      Eraser
	Now         func() time.Time
}

var errTODO = errors.New("not built")

// Receipt is what the sender of an application gets.
type Receipt struct {
	Record  Record
	Uploads []Upload
}

// Apply takes an application that somebody sends by our own form (source "direct").
// Sending it is the consent (Art. 4(11), promise T13), to the notice that it names.
func (k Desk) Apply(ctx context.Context, c gdpr.ControllerID, a Application) (Receipt, error) {
	return Receipt{}, errTODO
}

// Check is every fault of an application by form, and changes nothing.
func (k Desk) Check(d *controller.Declaration, a Application) []gdpr.Fault { return nil }

// Deliver takes an application from a portal: any declared source but none that is not.
func (k Desk) Deliver(ctx context.Context, by access.Actor, a Application) (Receipt, error) {
	return Receipt{}, errTODO
}

// Offer is how more files of a kind can be sent to a record that takes them: for the
// sender of an application by its upload grant, for staff and machines by their role.
func (k Desk) Offer(ctx context.Context, by access.Actor, r Ref, files []Announced) ([]Upload, error) {
	return nil, errTODO
}

// Collect takes in an awaited file: its length, type and content are what was announced
// and what the declaration takes, or it is deleted and refused with the fault at pointer.
func (k Desk) Collect(ctx context.Context, by access.Actor, r Ref, file gdpr.ID) (File, error) {
	return File{}, errTODO
}

// Register stores or replaces the fields of a profile. It is no activity of the person:
// a new profile counts from now, one that is there keeps its anchor.
func (k Desk) Register(ctx context.Context, by access.Actor, address gdpr.Private, values []Value, l gdpr.Language) (Record, error) {
	return Record{}, errTODO
}

// Note records what a person did, and slides the end of the profile (promise M4).
// gdpr.CodeNothingHeld where there is no profile.
func (k Desk) Note(ctx context.Context, by access.Actor, address gdpr.Private, a Activity) (time.Time, error) {
	return time.Time{}, errTODO
}

// Disclose records that data on a person was given to a recipient, if the declaration
// allows that recipient and those categories for the record's purpose (promises M3, T12).
func (k Desk) Disclose(ctx context.Context, by access.Actor, address gdpr.Private, class controller.Class, d Disclosure) (Disclosure, error) {
	return Disclosure{}, errTODO
}

// Recognize finds what the actor may see of a person: earlier applications, or the profile.
func (k Desk) Recognize(ctx context.Context, by access.Actor, address gdpr.Private) ([]Record, error) {
	return nil, errTODO
}

// Show reads one record. The reading is logged before the record is returned.
func (k Desk) Show(ctx context.Context, by access.Actor, r Ref) (Record, error) {
	return Record{}, errTODO
}

// Fetch is where a file can be downloaded. It is logged before it is handed out.
func (k Desk) Fetch(ctx context.Context, by access.Actor, r Ref, file gdpr.ID) (Download, error) {
	return Download{}, errTODO
}

// List reads records newest first: of applications those that may be contacted again (promise T10).
// It shows no fields to whoever may only know that they are there.
func (k Desk) List(ctx context.Context, by access.Actor, class controller.Class, before time.Time, limit int) ([]Record, time.Time, error) {
	return nil, time.Time{}, errTODO
}

// Readings and Disclosures of a record.
func (k Desk) Readings(ctx context.Context, by access.Actor, r Ref) ([]Reading, error) {
	return nil, errTODO
}

// Disclosures reads to whom a record was given.
func (k Desk) Disclosures(ctx context.Context, by access.Actor, r Ref) ([]Disclosure, error) {
	return nil, errTODO
}

// Restrict stops every use of a record, and its deletion (Art. 18). Lift puts both back.
func (k Desk) Restrict(ctx context.Context, by access.Actor, r Ref) (Record, error) {
	return Record{}, errTODO
}

// Lift ends a restriction.
func (k Desk) Lift(ctx context.Context, by access.Actor, r Ref) (Record, error) {
	return Record{}, errTODO
}

// Keeping is a hold as it is asked for.
type Keeping struct {
	Ground string    // a declared purpose that the law imposes and that counts from the year's end, or retention.GroundClaims
	Year   int       // the accounting year, for such a purpose
	Until  time.Time // for claims
}

// Hold keeps a record for a ground of law (Art. 17(3), bokføringsloven section 13).
func (k Desk) Hold(ctx context.Context, by access.Actor, r Ref, keep Keeping) (Record, error) {
	return Record{}, errTODO
}

// Release ends a hold before its time.
func (k Desk) Release(ctx context.Context, by access.Actor, r Ref, hold gdpr.ID) (Record, error) {
	return Record{}, errTODO
}

// Draft is an agreement or offer as staff enter it.
type Draft struct {
	Values   []Value
	Contacts []Contact
	Allows   string
	Signed   bool
}

// Open stores an agreement or an offer.
func (k Desk) Open(ctx context.Context, by access.Actor, a Draft) (Record, error) {
	return Record{}, errTODO
}

// Amend replaces the fields, the contact persons and the clause of an agreement.
func (k Desk) Amend(ctx context.Context, by access.Actor, r Ref, revision int, a Draft) (Record, error) {
	return Record{}, errTODO
}

// Advance moves an agreement on: signed, ended on a day, deletion agreed.
func (k Desk) Advance(ctx context.Context, by access.Actor, r Ref, on Step, day time.Time) (Record, error) {
	return Record{}, errTODO
}

// Named reads the agreements that name a contact person who came by mail link. Each
// reading is logged.
func (k Desk) Named(ctx context.Context, by access.Actor) ([]Record, error) { return nil, errTODO }
