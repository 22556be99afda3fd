// Package processing owns the record of processing activities (Art. 30(1)) as data.
package processing

import (
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// Record is the whole of it. Each member names its letter of Art. 30(1).
type Record struct {
	Controller Controller `json:"controller"` // (a)
	Version    string     `json:"version"`
	Dated      string     `json:"dated"`
	Language   string     `json:"language"`
	Activities []Activity `json:"activities"`
	Processors []string   `json:"processors"` // (d) and (e): who has all of it for the controller
	Ledgers    []Ledger   `json:"ledgers"`    // (f): what is kept beside the purposes, as proof
	Measures   []string   `json:"measures"`   // (g)
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

// Activity is one purpose: Art. 30(1)(b) to (f).
type Activity struct {
	ID          string      `json:"id"`
	Purpose     string      `json:"purpose"` // (b)
	Description string      `json:"description"`
	Basis       string      `json:"basis"`    // its words have the article
	Subjects    string      `json:"subjects"` // (c)
	SubjectsID  string      `json:"subjects_id"`
	Categories  []string    `json:"categories"` // (c)
	Recipients  []Recipient `json:"recipients"` // (d)
	Transfers   []Recipient `json:"transfers"`  // (e): those outside the EEA
	Period      string      `json:"period"`     // (f), ISO 8601
	From        string      `json:"from"`
	Erased      string      `json:"erased"` // (f), in words
}

// Recipient is to whom data is disclosed, and where (Art. 30(1)(d) and (e)).
type Recipient struct {
	Name      string `json:"name"`
	Country   string `json:"country"`
	Safeguard string `json:"safeguard,omitempty"`
}

// Ledger is proof that is kept of what was decided and done (Art. 5(2), 7(1)), and until when.
type Ledger struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Erased string `json:"erased"` // (f), in words
}

// ledgers lists them. How long the first ones are kept is declared; the others are the same for
// every controller.
func ledgers(d *controller.Declaration, l gdpr.Language) []Ledger {
	kept := func(r controller.Retention) string { return r.In(d.Edition, l) }
	periods := map[string]string{
		"visitor-consents": kept(d.Records.VisitorConsent), "person-consents": kept(d.Records.PersonConsent),
		"unconfirmed": kept(d.Records.Unconfirmed), "requests": kept(d.Records.Request), "correspondence": kept(d.Records.Correspondence),
	}
	all := []Ledger{}
	for _, w := range words.Ledgers {
		erased := periods[w.ID]
		if erased == "" {
			erased = w.Kept.In(l)
		}
		all = append(all, Ledger{w.ID, w.Name.In(l), erased})
	}
	return all
}

// Of is the record of a controller, from the declaration that runs the system.
func Of(d *controller.Declaration, l gdpr.Language) Record {
	r := Record{
		Controller: Controller{Name: d.Name, OrganizationNumber: d.OrganizationNumber, PostalAddress: d.PostalAddress, Mailbox: d.Mailbox, Website: d.Website},
		Version:    d.Version.String(), Dated: d.Dated, Language: string(l), Activities: []Activity{}, Measures: words.Measures(l),
		Processors: words.Processors(l), Ledgers: ledgers(d, l),
	}
	for _, p := range d.Purposes {
		r.Activities = append(r.Activities, activity(d, p, l))
	}
	return r
}

func activity(d *controller.Declaration, p controller.Purpose, l gdpr.Language) Activity {
	a := Activity{
		ID: string(p.ID), Purpose: p.Name.In(l), Description: p.Description.In(l), Basis: words.NamedBasis(p.Basis, l),
		Categories: []string{}, Recipients: []Recipient{}, Transfers: []Recipient{},
		Period: p.Retention.Period.String(), From: string(p.Retention.From), Erased: p.Retention.In(d.Edition, l),
	}
	a.SubjectsID, a.Subjects = words.Subjects(d, p, l)
	for _, id := range p.Categories {
		c, _ := d.Category(id)
		a.Categories = append(a.Categories, c.Name.In(l))
	}
	for _, id := range p.Recipients {
		to, _ := d.Recipient(id)
		where, within := to.Where(l)
		r := Recipient{to.Name.In(l), where, to.Safeguard.In(l)}
		a.Recipients = append(a.Recipients, r)
		if !within {
			a.Transfers = append(a.Transfers, r)
		}
	}
	return a
}
