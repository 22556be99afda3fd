package controller

import "ordholden/internal/gdpr"

// country is a place where a recipient processes data, or a deployment stores it, in words. A
// declaration may name only these: another is added here when a controller or a region needs it.
type country struct {
	code string // ISO 3166-1 alpha-2
	eea  bool   // else Art. 13(1)(f) asks for a safeguard
	name gdpr.Text
}

var countries = [...]country{
	{"NO", true, gdpr.Text{NB: "Norge", NN: "Noreg", EN: "Norway"}},
	{"SE", true, gdpr.Text{NB: "Sverige", NN: "Sverige", EN: "Sweden"}},
	{"DK", true, gdpr.Text{NB: "Danmark", NN: "Danmark", EN: "Denmark"}},
	{"FI", true, gdpr.Text{NB: "Finland", NN: "Finland", EN: "Finland"}},
	{"IS", true, gdpr.Text{NB: "Island", NN: "Island", EN: "Iceland"}},
	{"DE", true, gdpr.Text{NB: "Tyskland", NN: "Tyskland", EN: "Germany"}},
	{"ES", true, gdpr.Text{NB: "Spania", NN: "Spania", EN: "Spain"}},
	{"FR", true, gdpr.Text{NB: "Frankrike", NN: "Frankrike", EN: "France"}},
	{"IE", true, gdpr.Text{NB: "Irland", NN: "Irland", EN: "Ireland"}},
	{"IT", true, gdpr.Text{NB: "Italia", NN: "Italia", EN: "Italy"}},
	{"MT", true, gdpr.Text{NB: "Malta", NN: "Malta", EN: "Malta"}},
	{"NL", true, gdpr.Text{NB: "Nederland", NN: "Nederland", EN: "the Netherlands"}},
	{"GB", false, gdpr.Text{NB: "Storbritannia", NN: "Storbritannia", EN: "the United Kingdom"}},
	{"US", false, gdpr.Text{NB: "USA", NN: "USA", EN: "the United States"}},
}

func countryOf(code string) (country, bool) {
	for _, c := range countries {
		if c.code == code {
			return c, true
		}
	}
	return country{}, false
}

// Country is the name of a country by its ISO 3166-1 alpha-2 code, and whether it is in the
// European Economic Area; "" for one that no declaration may name.
func Country(code string, l gdpr.Language) (name string, within bool) {
	c, ok := countryOf(code)
	if !ok {
		return "", false
	}
	return c.name.In(l), c.eea
}
