// Package residence owns where a deployment keeps what it stores.
package residence

// Where data lies is a fact of the deployment and of no declaration: no published statement
// speaks of it, and the same declarations can run elsewhere. It is told where the law or a
// format asks: in receipts (ISO/IEC TS 27560), in copies (Art. 15(1)(c), (2)) and in the record
// of processing (Art. 30(1)(d), (e)). All of it is kept in the one region that the stack is in.

import (
	"fmt"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Processor is who keeps it for the controllers (Art. 4(8), 28).
const Processor = "Amazon Web Services"

// Place is a region of AWS and its country.
type Place struct {
	Region  string
	Country string // ISO 3166-1 alpha-2
}

// places are the regions in which a deployment may be: those in the EEA, since to store
// elsewhere is a transfer (Art. 44) and no declaration has a safeguard for that one. Countries
// are AWS's own words, "AWS Regions" in its reference guide. (London and Zürich are outside the EEA.)
var places = [...]Place{
	{"eu-north-1", "SE"},   // Stockholm
	{"eu-west-1", "IE"},    // Ireland
	{"eu-west-3", "FR"},    // Paris
	{"eu-central-1", "DE"}, // Frankfurt
	{"eu-south-1", "IT"},   // Milan
	{"eu-south-2", "ES"},   // Aragón
}

// Regions lists the regions in which a deployment may be.
func Regions() []string {
	var all []string
	for _, p := range places {
		all = append(all, p.Region)
	}
	return all
}

// In is the place of a region. Of one that no deployment may be in it is an error, and whoever
// asked had better not start: a receipt would say nothing, or something wrong.
func In(region string) (Place, error) {
	for _, p := range places {
		if p.Region == region {
			return p, nil
		}
	}
	return Place{}, fmt.Errorf("region %q: in no country of the EEA that is known here; deploy in one of %s", region, strings.Join(Regions(), ", "))
}

// Known reports whether a place says anything.
func (p Place) Known() bool { return p.Country != "" }

// CountryIn is the country's name.
func (p Place) CountryIn(l gdpr.Language) string {
	name, _ := controller.Country(p.Country, l)
	return name
}
