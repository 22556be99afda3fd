// Package oslo owns the time zone in which Norwegian law counts days and years.
package oslo

import (
	_ "embed"
	"sync"
	"time"
)

// zone is Europe/Oslo as Go's own zoneinfo.zip has it. One zone is two kilobytes;
// package time/tzdata is all of them, and half a megabyte in every function.
//
//go:embed oslo.tzif
var zone []byte

// Zone is Europe/Oslo.
var Zone = sync.OnceValue(func() *time.Location {
	oslo, err := time.LoadLocationFromTZData("Europe/Oslo", zone)
	if err != nil {
		panic(err) // the zone is embedded: only a broken build lacks it
	}
	return oslo
})
