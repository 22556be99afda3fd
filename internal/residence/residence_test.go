package residence_test

import (
	"strings"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
)

func TestARegionHasItsCountry(t *testing.T) {
	for region, want := range map[string]string{
		"eu-north-1": "SE Sverige Sverige Sweden", "eu-west-1": "IE Irland Irland Ireland", "eu-west-3": "FR Frankrike Frankrike France",
		"eu-central-1": "DE Tyskland Tyskland Germany", "eu-south-1": "IT Italia Italia Italy", "eu-south-2": "ES Spania Spania Spain",
	} {
		p, err := residence.In(region)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{p.Country}
		for _, l := range gdpr.Languages {
			got = append(got, p.CountryIn(l))
		}
		if strings.Join(got, " ") != want || p.Region != region || !p.Known() {
			t.Errorf("%s is in %v, want %s", region, got, want)
		}
	}
}

// Art. 44: what no safeguard is declared for stays in the EEA.
func TestEveryRegionIsInTheEEA(t *testing.T) {
	if len(residence.Regions()) < 2 {
		t.Fatal("no regions")
	}
	for _, region := range residence.Regions() {
		p, err := residence.In(region)
		if err != nil {
			t.Fatal(err)
		}
		if name, within := controller.Country(p.Country, gdpr.English); !within || name == "" {
			t.Errorf("%s: %q, within the EEA %t", region, name, within)
		}
	}
}

func TestAnyOtherRegionIsRefused(t *testing.T) {
	for _, region := range []string{"", "us-east-1", "eu-west-2", "eu-central-2", "eu-north-9", "EU-NORTH-1"} {
		if p, err := residence.In(region); err == nil || p.Known() || !strings.Contains(err.Error(), "eu-north-1") {
			t.Errorf("%q: %v, %v", region, p, err)
		}
	}
}
