package declaration

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing to mend in a file.
type Fault struct {
	File         string
	Line, Column int    // from 1; of the nearest thing that is there, for what is missing
	Path         string // in the names of the file: purposes[2].retention.period
	Message      string
}

// String is the line that an editor can jump from.
func (f Fault) String() string {
	if f.Path == "" {
		return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
	}
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Path, f.Message)
}

// Error is everything that is to be mended, in the order of the files.
type Error struct{ Faults []Fault }

// Error writes one fault a line.
func (e *Error) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// asError is nil without faults. Those on one line keep the order in which
// they were found.
func asError(faults []Fault) error {
	if len(faults) == 0 {
		return nil
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return &Error{Faults: faults}
}
