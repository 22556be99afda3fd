package inbox

import (
	"crypto/rand"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// idShape is SES's: region and millisecond, a random middle, a serial that is always zero.
var idShape = regexp.MustCompile(`^0110([0-9a-f]{12})-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-000000$`)

// newID names a mail accepted at this moment. Names sort by it.
func newID(at time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return fmt.Sprintf("0110%012x-%x-%x-%x-%x-%x-000000", at.UnixMilli(), b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// acceptedAt reads the moment from the name; the zero time when it is no name of ours.
func acceptedAt(id string) time.Time {
	parts := idShape.FindStringSubmatch(id)
	if parts == nil {
		return time.Time{}
	}
	ms, err := strconv.ParseInt(parts[1], 16, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
