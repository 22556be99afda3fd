package controller

import "slices"

// Whom a purpose is about, by category (Art. 30(1)(c)). No notice tells it: whoever reads one
// is one of them. The record of processing does.
const (
	SiteVisitors      = "visitors"
	JobApplicants     = "applicants"
	Registered        = "registered"         // whoever has registered on a platform
	CustomerContacts  = "contacts"           // the contact persons that an agreement names
	Correspondents    = "correspondents"     // everybody who gets in touch
	Referees          = "referees"           // whom an applicant names as knowing them
	RecipientContacts = "recipient-contacts" // who answers for a recipient that is told (Art. 19)
	Staff             = "staff"              // what they read and do is logged under their name
)

// SubjectIDs lists them.
var SubjectIDs = [...]string{
	SiteVisitors, JobApplicants, Registered, CustomerContacts, Correspondents, Referees, RecipientContacts, Staff,
}

// about is whose data a class of records is.
func (c Class) about() string {
	switch c {
	case Applications:
		return JobApplicants
	case Profiles:
		return Registered
	case Agreements:
		return CustomerContacts
	}
	return ""
}

// members is whom an audience that is asked consists of.
func (a Audience) members() string {
	switch a {
	case Visitors:
		return SiteVisitors
	case Persons:
		return Registered
	case Applicants:
		return JobApplicants
	}
	return ""
}

// checkSubjects: whom a purpose is about is written down.
func (d *Declaration) checkSubjects(f *faults) {
	for i, p := range d.Purposes {
		path := at("purposes", i) + ".subjects"
		if len(p.Subjects) == 0 {
			f.add(path, "say whom it is about: write some of %s", oneOf(SubjectIDs[:]))
			continue
		}
		seen := once{}
		for j, id := range p.Subjects {
			place := at(path, j)
			seen.check(f, place, id)
			if !slices.Contains(SubjectIDs[:], id) {
				f.add(place, "%q is nobody whom a purpose can be about: write one of %s", id, oneOf(SubjectIDs[:]))
			}
		}
	}
}

// checkConcerned: whoever follows from the rest of the declaration is among them. It is looked
// at once the rest has no faults, which could be what it follows from.
func (d *Declaration) checkConcerned(f *faults) {
	for i, p := range d.Purposes {
		for _, must := range d.concerned(p) {
			if !slices.Contains(p.Subjects, must.id) {
				f.add(at("purposes", i)+".subjects", "add %s: %s", must.id, must.why)
			}
		}
	}
}

// implied is a category of data subjects that follows from something else.
type implied struct{ id, why string }

func (d *Declaration) concerned(p Purpose) []implied {
	var all []implied
	if id := p.Asks.members(); id != "" {
		all = append(all, implied{id, "they are asked"})
	}
	for _, h := range d.Holdings {
		if h.Purpose != p.ID {
			continue
		}
		if id := h.Class.about(); id != "" {
			all = append(all, implied{id, "a record of the class " + string(h.Class) + " is theirs"})
		}
		if len(h.Readers) > 0 {
			all = append(all, implied{Staff, "each reading of what is held for it is logged"})
		}
		if h.Class == Applications && slices.Contains(d.Handling.Review, h.Class) {
			all = append(all, implied{Referees, "staff read applications before a copy is released, because others are named there"})
		}
	}
	return all
}
