package controller_test

import (
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/gdpr"
)

func TestFurtherStorageIsTheYesThatCoversTheWholeProfile(t *testing.T) {
	for c, want := range map[gdpr.ControllerID]gdpr.PurposeID{"mojob": "further-storage", "tretoen": ""} {
		d, _ := controllers.Registry().Current(c)
		p, ok := d.FurtherStorage()
		if p.ID != want || ok != (want != "") {
			t.Errorf("%s: %q, %t", c, p.ID, ok)
		}
	}
	d, _ := controllers.Registry().Current("mojob")
	less := *d
	less.Holdings = nil
	if p, ok := less.FurtherStorage(); ok {
		t.Errorf("without profiles: %q", p.ID)
	}
}
