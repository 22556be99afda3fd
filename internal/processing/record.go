// Package processing owns the record of processing activities (Art. 30(1)) as data.
package processing

import (
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
	"ordholden/internal/words"
)

// Record is the whole of it. Each member names its letter of Art. 30(1).
type Record struct {
	Controller Controller  `json:"controller"` // (a)
	Version    string      `json:"version"`
	Dated      string      `json:"dated"`
	Language   string      `json:"language"`
	Activities []Activity  `json:"activities"` // what is declared
	Ledgers    []Activity  `json:"ledgers"`    // what the system keeps beside it, as proof; the audit and the log among it
	Processors []Processor `json:"processors"` // (d) and (e): who has all of it for the controller
	Measures   []string    `json:"measures"`   // (g)
}

// Controller is Art. 30(1)(a). No declaration has a joint controller, a representative or a
// data protection officer, and the record says so by null.
type Controller struct {
	Name               string  `json:"name"`
	OrganizationNumber string  `json:"organization_number,omitempty"`
	PostalAddress      string  `json:"postal_address,omitempty"`
	Mailbox            string  `json:"mailbox"`
	Website            string  `json:"website"`
	Joint              *string `json:"joint_controller"`
	Representative     *string `json:"representative"`
	Officer            *string `json:"data_protection_officer"`
}

// Activity is Art. 30(1)(b) to (f) for one purpose.
type Activity struct {
	ID          string      `json:"id"`
	Purpose     string      `json:"purpose"` // (b)
	Description string      `json:"description"`
	Basis       string      `json:"basis"`            // its words have the article
	Subjects    []Subject   `json:"subjects"`         // (c)
	Categories  []string    `json:"categories"`       // (c)
	Recipients  []Recipient `json:"recipients"`       // (d)
	Transfers   []Recipient `json:"transfers"`        // (e): those outside the EEA
	Period      string      `json:"period,omitempty"` // (f), ISO 8601; none where there is no end
	From        string      `json:"from,omitempty"`
	Erased      string      `json:"erased"` // (f), in words
}

// Subject is a category of data subjects.
type Subject struct {
	ID   string `json:"id"` // of controller.SubjectIDs
	Name string `json:"name"`
}

// Recipient is to whom data is disclosed, and where (Art. 30(1)(d) and (e)).
type Recipient struct {
	Name      string `json:"name"`
	Country   string `json:"country"`
	Safeguard string `json:"safeguard,omitempty"`
}

// Processor is who has the data of every activity for the controller, and where (Art. 4(9), 28).
type Processor struct {
	Name    string   `json:"name"`
	Country string   `json:"country"` // always in the EEA (internal/residence), so that nothing is transferred by storing it
	Region  string   `json:"region"`
	Says    []string `json:"says"` // what it does, where, and what of it leaves the EEA
}

// Of is the record of a controller, from the declaration that runs the system and where it runs.
func Of(d *controller.Declaration, at residence.Place, l gdpr.Language) Record {
	r := Record{
		Controller: Controller{Name: d.Name, OrganizationNumber: d.OrganizationNumber, PostalAddress: d.PostalAddress, Mailbox: d.Mailbox, Website: d.Website},
		Version:    d.Version.String(), Dated: d.Dated, Language: string(l), Activities: []Activity{}, Measures: words.Measures(l),
		Processors: []Processor{processor(at, l)}, Ledgers: ledgers(d, l),
	}
	for _, p := range d.Purposes {
		r.Activities = append(r.Activities, activity(d, p, l))
	}
	return r
}

func processor(at residence.Place, l gdpr.Language) Processor {
	country := at.CountryIn(l)
	return Processor{Name: residence.Processor, Country: country, Region: at.Region, Says: []string{
		words.Fill(words.RecordProcessor, l, "processor", residence.Processor),
		words.Fill(words.RecordStored, l, "country", country, "region", at.Region),
		words.RecordWithin.In(l),
	}}
}

func activity(d *controller.Declaration, p controller.Purpose, l gdpr.Language) Activity {
	a := Activity{
		ID: string(p.ID), Purpose: p.Name.In(l), Description: p.Description.In(l), Basis: words.NamedBasis(p.Basis, l),
		Subjects: subjects(p.Subjects, l), Categories: []string{}, Recipients: []Recipient{}, Transfers: []Recipient{},
		Period: p.Retention.Period.String(), From: string(p.Retention.From), Erased: p.Retention.In(d.Edition, l),
	}
	for _, id := range p.Categories {
		c, _ := d.Category(id)
		a.Categories = append(a.Categories, c.Name.In(l))
	}
	for _, id := range p.Recipients {
		to, _ := d.Recipient(id)
		a.disclosed(to, l)
	}
	return a
}

// disclosed adds one to whom data is disclosed, and to the transfers where that is outside the EEA.
func (a *Activity) disclosed(to controller.Recipient, l gdpr.Language) {
	where, within := to.Where(l)
	r := Recipient{to.Name.In(l), where, to.Safeguard.In(l)}
	a.Recipients = append(a.Recipients, r)
	if !within {
		a.Transfers = append(a.Transfers, r)
	}
}

func subjects(ids []string, l gdpr.Language) []Subject {
	all := []Subject{}
	for _, id := range ids {
		all = append(all, Subject{id, words.Subjects(id, l)})
	}
	return all
}
