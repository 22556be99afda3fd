package controller

import (
	"slices"

	"ordholden/internal/gdpr"
)

// Class is a kind of record that is held on people.
type Class string

// The classes.
const (
	Applications Class = "application" // what an applicant sends
	Profiles     Class = "profile"     // what a person registers on a platform
	Agreements   Class = "agreement"   // an offer or agreement with a customer, and its contact persons
)

// Classes lists them.
var Classes = [...]Class{Applications, Profiles, Agreements}

// Holding declares one class of records: which fields they have, from where they
// come, and who reads them. What it does not name is not stored (Art. 5(1)(c)).
type Holding struct {
	Class      Class
	Purpose    gdpr.PurposeID // its basis and retention are the records'
	Fields     []Field
	Files      []FileKind
	Sources    []string // from where a record may come; the first is the person; none of what staff enter
	Activities []string // what a person does that a retention from last activity counts from; of ActivityIDs
	Readers    []string // ids of roles
}

// Field is one thing that is stored of a record.
type Field struct {
	ID       string
	Name     gdpr.Text
	Category string // id of a category of the holding's purpose
	Lines    bool   // may have several lines
	Most     int    // characters
	Required bool
	Provided bool // by the person, and so part of what is portable (Art. 20)
}

// FileKind is one kind of file that a record may have.
type FileKind struct {
	ID       string
	Name     gdpr.Text
	Category string
	Types    []string // media types, as found in the content
	Most     int64    // bytes, whole megabytes
	Count    int      // how many of the kind a record may have
}

// EmailField is the field of a person's address, by which an application or a profile is found.
const EmailField = "email"

// Direct is the source of what the person sends us.
const Direct = "direct"

// ActivityIDs lists what can count as activity. All of it is something that the person
// does: a mail that we send never is.
var ActivityIDs = [...]string{"sign-in", "profile-update", "application", "message", "renewal"}

// Megabyte is the unit in which declarations write how large a file may be.
const Megabyte = 1 << 20

// FileType is a type of file that is recognized by its content.
type FileType struct {
	ID    string // as declarations write it, and as names of such files end
	Media string // RFC 6838
}

// FileTypes lists them.
var FileTypes = [...]FileType{
	{"pdf", "application/pdf"},
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"odt", "application/vnd.oasis.opendocument.text"},
	{"jpeg", "image/jpeg"},
	{"png", "image/png"},
	{"txt", "text/plain"},
}

// Holding finds a class that is declared.
func (d *Declaration) Holding(c Class) (Holding, bool) {
	i := slices.IndexFunc(d.Holdings, func(h Holding) bool { return h.Class == c })
	if i < 0 {
		return Holding{}, false
	}
	return d.Holdings[i], true
}

// Field finds a declared field.
func (h Holding) Field(id string) (Field, bool) {
	i := slices.IndexFunc(h.Fields, func(f Field) bool { return f.ID == id })
	if i < 0 {
		return Field{}, false
	}
	return h.Fields[i], true
}

// File finds a declared kind of file.
func (h Holding) File(id string) (FileKind, bool) {
	i := slices.IndexFunc(h.Files, func(k FileKind) bool { return k.ID == id })
	if i < 0 {
		return FileKind{}, false
	}
	return h.Files[i], true
}
