package controller

import (
	"slices"
	"strings"
)

// What a record may be at most: sealed, it must fit into one item of the table (400 KB,
// Amazon DynamoDB Developer Guide, "Quotas"), with four bytes to a character.
const (
	maxCharacters = 60_000 // of all fields together
	maxFileSize   = 25 * Megabyte
	maxFileCount  = 20
)

// ends is the event that each class is kept from: the code knows no other for it.
func (c Class) ends() (Event, bool) {
	switch c {
	case Applications:
		return FromReceipt, true
	case Profiles:
		return FromLastActivity, true
	case Agreements:
		return FromAgreementEnd, true
	}
	return "", false
}

func (d *Declaration) checkHoldings(f *faults) {
	seen := once{}
	for i, h := range d.Holdings {
		path := at("holdings", i)
		seen.check(f, path+".class", string(h.Class))
		if !slices.Contains(Classes[:], h.Class) {
			f.add(path+".class", "%q is no class: write one of %s", h.Class, oneOf(Classes[:]))
		}
		p, declared := d.Purpose(h.Purpose)
		if !declared {
			f.add(path+".purpose", "no purpose %q is declared: add it under purposes, or mend the name", h.Purpose)
		} else {
			checkPurposeOf(f, path, h, p)
		}
		checkFields(f, path, h, p, declared)
		checkFiles(f, path, h, p, declared)
		checkSources(f, path, h)
		checkActivities(f, path, h, p)
		d.checkReaders(f, path, h)
	}
}

// checkPurposeOf: a record ends by the event that its class has, and an application is sent
// as a consent (Art. 4(11)).
func checkPurposeOf(f *faults, path string, h Holding, p Purpose) {
	if from, known := h.Class.ends(); known && p.Retention.From != from {
		f.add(path+".purpose", "%q is kept from %s, but a record of class %s ends by %s: name a purpose that says so",
			p.ID, p.Retention.From, h.Class, from)
	}
	if h.Class == Applications && !p.Asked(Applicants) {
		f.add(path+".purpose", "%q does not ask applicants: sending an application is their consent, so name a purpose that does", p.ID)
	}
}

// checkFields: what no category of the purpose covers is not stored (Art. 5(1)(c)).
func checkFields(f *faults, path string, h Holding, p Purpose, declared bool) {
	if len(h.Fields) == 0 {
		f.add(path+".fields", "name the fields: what is not named is not stored")
	}
	seen, sum := once{}, 0
	for i, field := range h.Fields {
		place := at(path+".fields", i)
		checkID(f, place+".id", field.ID)
		seen.check(f, place+".id", field.ID)
		checkText(f, place+".name", field.Name)
		checkCategoryOf(f, place, field.Category, p, declared)
		if field.Most < 1 {
			f.add(place+".most", "say how many characters it may have, like 200")
		}
		sum += field.Most
	}
	if sum > maxCharacters {
		f.add(path+".fields", "%d characters in all are too many for one record: at most %d", sum, maxCharacters)
	}
	if email, ok := h.Field(EmailField); h.Class != Agreements && (!ok || !email.Required) {
		f.add(path+".fields", "the person is found by the address: add the field %q, required", EmailField)
	}
}

func checkCategoryOf(f *faults, path, category string, p Purpose, declared bool) {
	if declared && !slices.Contains(p.Categories, category) {
		f.add(path+".category", "%q is no category of the purpose %q: write one of %s", category, p.ID, oneOf(p.Categories))
	}
}

func checkFiles(f *faults, path string, h Holding, p Purpose, declared bool) {
	seen := once{}
	for i, k := range h.Files {
		place := at(path+".files", i)
		checkID(f, place+".id", k.ID)
		seen.check(f, place+".id", k.ID)
		checkText(f, place+".name", k.Name)
		checkCategoryOf(f, place, k.Category, p, declared)
		checkTypes(f, place+".types", k.Types)
		if k.Most < 1 || k.Most > maxFileSize || k.Most%Megabyte != 0 {
			f.add(place+".megabytes", "say how large a file may be, from 1 to %d", maxFileSize/Megabyte)
		}
		if k.Count < 1 || k.Count > maxFileCount {
			f.add(place+".count", "say how many files of the kind there may be, from 1 to %d", maxFileCount)
		}
	}
}

// checkTypes: only what can be told by content is taken.
func checkTypes(f *faults, path string, types []string) {
	if len(types) == 0 {
		f.add(path, "name the types of file that are taken")
	}
	seen := once{}
	for i, media := range types {
		seen.check(f, at(path, i), media)
		if !slices.ContainsFunc(FileTypes[:], func(t FileType) bool { return t.Media == media }) {
			f.add(at(path, i), "%q is no type that we know by its content: write one of %s", media, typeIDs())
		}
	}
}

func typeIDs() string {
	var ids []string
	for _, t := range FileTypes {
		ids = append(ids, t.ID)
	}
	return strings.Join(ids, ", ")
}

// checkSources: each record says where it came from (Art. 14(2)(f)); an agreement is
// entered by staff and has no source.
func checkSources(f *faults, path string, h Holding) {
	switch {
	case h.Class == Agreements && len(h.Sources) > 0:
		f.add(path+".sources", "staff enter agreements: leave the sources out")
	case h.Class != Agreements && (len(h.Sources) == 0 || h.Sources[0] != Direct):
		f.add(path+".sources", "begin with %q, for what the person sends us", Direct)
	}
	seen := once{}
	for i, source := range h.Sources {
		seen.check(f, at(path+".sources", i), source)
		if !isID(source) && !isHost(source) {
			f.add(at(path+".sources", i), "%q is no source: write an id or a host name, like linkedin or finn.no", source)
		}
	}
}

// checkActivities: a retention from last activity names what counts, and no other does.
func checkActivities(f *faults, path string, h Holding, p Purpose) {
	slides := p.Retention.From == FromLastActivity
	switch {
	case slides && len(h.Activities) == 0:
		f.add(path+".activities", "the purpose %q is kept from the last activity: name what counts as one", p.ID)
	case !slides && len(h.Activities) > 0:
		f.add(path+".activities", "nothing slides the retention of the purpose %q: leave the activities out", h.Purpose)
	}
	seen := once{}
	for i, activity := range h.Activities {
		seen.check(f, at(path+".activities", i), activity)
		if !slices.Contains(ActivityIDs[:], activity) {
			f.add(at(path+".activities", i), "%q is no activity: write one of %s", activity, oneOf(ActivityIDs[:]))
		}
	}
}

func (d *Declaration) checkReaders(f *faults, path string, h Holding) {
	if len(h.Readers) == 0 {
		f.add(path+".readers", "name the roles that read it")
	}
	seen := once{}
	for i, reader := range h.Readers {
		seen.check(f, at(path+".readers", i), reader)
		if !slices.ContainsFunc(d.Roles, func(r Role) bool { return r.ID == reader }) {
			f.add(at(path+".readers", i), "no role %q is declared: add it under roles, or mend the name", reader)
		}
	}
}
