package statement

import (
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

type purpose struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Description string     `json:"description"`
	Basis       basis      `json:"basis"`
	Interest    string     `json:"interest,omitempty"`
	Source      string     `json:"source,omitempty"` // absent where all of it comes from the person
	Asks        string     `json:"asks,omitempty"`   // who is asked for consent to it
	Required    bool       `json:"required"`
	Categories  []category `json:"categories"`
	Recipients  []string   `json:"recipients"` // ids
	Retention   term       `json:"retention"`
}

type basis struct {
	ID      string `json:"id"`
	Article string `json:"article"`
	Words   string `json:"words"`
}

type category struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// term is how long something is kept: a period of ISO 8601, and what it counts from.
type term struct {
	Period string `json:"period"`
	From   string `json:"from"`
	Words  string `json:"words"`
}

type cookie struct {
	Name        string  `json:"name"` // may end in * for a family of names
	Purpose     string  `json:"purpose"`
	Provider    string  `json:"provider"`
	Lifetime    *string `json:"lifetime"` // null: until the browser is closed
	Words       string  `json:"words"`
	Description string  `json:"description"`
}

// party is a recipient (Art. 13(1)(e) and (f)).
type party struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Country     string `json:"country"` // ISO 3166-1 alpha-2
	CountryName string `json:"country_name"`
	EEA         bool   `json:"eea"`
	Safeguard   string `json:"safeguard,omitempty"`
}

// ledgers is how long the records of what people decided and asked for are kept.
type ledgers struct {
	VisitorConsent term `json:"visitor_consent"`
	PersonConsent  term `json:"person_consent"`
	Request        term `json:"request"`
	Unconfirmed    term `json:"unconfirmed"`
	Correspondence term `json:"correspondence"`
}

func purposeOf(d *controller.Declaration, p controller.Purpose, l gdpr.Language) purpose {
	out := purpose{
		ID: string(p.ID), Name: p.Name.In(l), Description: p.Description.In(l),
		Basis:    basis{string(p.Basis), p.Basis.Article(), p.BasisIn(d.Edition, l)},
		Interest: p.Interest.In(l), Source: p.Source.In(l), Asks: string(p.Asks), Required: p.Required,
		Categories: []category{}, Recipients: append([]string{}, p.Recipients...), Retention: termOf(d, p.Retention, l),
	}
	for _, id := range p.Categories {
		c, _ := d.Category(id)
		out.Categories = append(out.Categories, category{c.ID, c.Name.In(l)})
	}
	return out
}

func termOf(d *controller.Declaration, r controller.Retention, l gdpr.Language) term {
	return term{r.Period.String(), string(r.From), r.In(d.Edition, l)}
}

func cookieOf(d *controller.Declaration, k controller.Cookie, l gdpr.Language) cookie {
	out := cookie{
		Name: k.Name, Purpose: string(k.Purpose), Provider: k.Provider,
		Words: k.LifetimeIn(d.Edition, l), Description: k.Description.In(l),
	}
	if !k.Lifetime.IsZero() {
		lifetime := k.Lifetime.String()
		out.Lifetime = &lifetime
	}
	return out
}

func partyOf(r controller.Recipient, l gdpr.Language) party {
	where, within := r.Where(l)
	return party{r.ID, r.Name.In(l), r.Country, where, within, r.Safeguard.In(l)}
}

func ledgersOf(d *controller.Declaration, l gdpr.Language) ledgers {
	r := d.Records
	return ledgers{
		termOf(d, r.VisitorConsent, l), termOf(d, r.PersonConsent, l), termOf(d, r.Request, l),
		termOf(d, r.Unconfirmed, l), termOf(d, r.Correspondence, l),
	}
}
