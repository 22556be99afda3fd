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
	Sources    []string // from where a record may come; the first is the person
	Activities []string // what a person does that a retention from last activity counts from
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
	Most     int64    // bytes
	Count    int      // how many of the kind a record may have
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
