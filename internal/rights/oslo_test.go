package rights_test

import (
	"testing"
	"time"
	_ "time/tzdata" // Go's own, to compare with

	"ordholden/internal/rights"
)

// A change of Norwegian time would come with a new Go; this test then asks for
// the embedded zone to be taken anew from lib/time/zoneinfo.zip.
func TestOsloIsTheZoneThatGoHas(t *testing.T) {
	theirs, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	end := time.Date(2151, time.January, 1, 0, 0, 0, 0, time.UTC)
	for at := time.Date(1950, time.January, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(3 * time.Hour) {
		if ours, want := at.In(rights.Oslo()), at.In(theirs); ours.Format(time.RFC3339) != want.Format(time.RFC3339) {
			t.Fatalf("%s is %s here and %s in Go's own zone", at, ours, want)
		}
	}
}
