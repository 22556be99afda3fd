package transparency

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Kept is a leaf as it lies beside its entry, and the entry as it is today.
type Kept struct {
	Where   string // the entry's place, for the operator
	Index   int64
	Nonce   Nonce
	Entry   string // "" where it is gone, and its leaf is not
	Unknown bool   // the entry is there, and has no leaf
	Removed bool   // something else tells of the entry, and neither it nor its leaf is there

	// Says is what the head of a dossier says now, and Steps what its steps come to. They
	// differ where this is no entry, but such a head.
	Says, Steps string
}

// Contradiction is a head that does not follow from its steps. It is ErrAltered.
type Contradiction struct{ Where, Says, Steps string }

// Error is the text for the operator.
func (c Contradiction) Error() string {
	return fmt.Sprintf("ALTERED: the head of %s says %s, its steps say %s", c.Where, c.Says, c.Steps)
}

// Unwrap is what it is a case of.
func (Contradiction) Unwrap() error { return ErrAltered }

// What comparing finds. Each is wrapped with the place.
var (
	ErrAltered   = errors.New("it was changed after it was put into the log")
	ErrRemoved   = errors.New("it was removed, and there is still something that tells of it")
	ErrReordered = errors.New("it stands at another place than the log has it at")
	ErrBeyond    = errors.New("its place is beyond the end of the log: the log has been cut off")
	ErrTwice     = errors.New("two entries claim one place in the log")
	ErrUnlogged  = errors.New("it is not in the log: the sweep has not come by since, or it was put there past the stream")
)

// Compare holds what is kept today against the leaves of a log. Leaves of which nothing is
// kept any more are no fault, for what has ended is deleted: how many these are is told. (So
// an entry that is removed with its leaf, nonce and all, cannot be told from one that has
// ended: that it was there shows by the evidence that somebody else has of it.)
func Compare(leaves []tlog.Hash, kept []Kept) (gone int, faults []error) {
	places := map[tlog.Hash]int64{}
	for i, leaf := range leaves {
		places[leaf] = int64(i)
	}
	claimed := map[int64]bool{}
	for _, k := range kept {
		if k.Says != k.Steps {
			faults = append(faults, Contradiction{k.Where, k.Says, k.Steps})
			continue
		}
		if err := k.against(leaves, places, claimed); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", k.Where, err))
		}
	}
	return len(leaves) - len(claimed), faults
}

func (k Kept) against(leaves []tlog.Hash, places map[tlog.Hash]int64, claimed map[int64]bool) error {
	switch {
	case k.Unknown:
		return ErrUnlogged
	case k.Removed:
		return ErrRemoved
	}
	if k.Index < 0 || k.Index >= int64(len(leaves)) {
		return ErrBeyond
	}
	if claimed[k.Index] {
		return ErrTwice
	}
	claimed[k.Index] = true
	if k.Entry == "" {
		return ErrRemoved
	}
	hash := RecordHash(k.Nonce, k.Entry)
	if hash == leaves[k.Index] {
		return nil
	}
	if at, there := places[hash]; there {
		return fmt.Errorf("%w: at %d, not %d", ErrReordered, at, k.Index)
	}
	return ErrAltered
}
