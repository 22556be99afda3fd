package oslo_test

import (
	"testing"
	"time"
	_ "time/tzdata" // to compare with, where the machine has no zones of its own

	"ordholden/internal/oslo"
)

// A change of Norwegian time comes with a new machine or a new Go; this test then
// asks for the embedded zone to be taken anew from Go's lib/time/zoneinfo.zip.
func TestOsloIsTheZoneThatOthersHave(t *testing.T) {
	theirs, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	end := time.Date(2151, time.January, 1, 0, 0, 0, 0, time.UTC)
	for at := time.Date(1950, time.January, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(3 * time.Hour) {
		if ours, want := at.In(oslo.Zone()), at.In(theirs); ours.Format(time.RFC3339) != want.Format(time.RFC3339) {
			t.Fatalf("%s is %s here and %s elsewhere", at, ours, want)
		}
	}
}
