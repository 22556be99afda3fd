package transparency

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Found is what somebody who looks through a table finds there of a log.
type Found struct {
	Size int64 // of the log when the looking began: what came later may have been passed by
	Kept []Kept
	Ends map[int64]time.Time // of leaves: the midnight by which what each is of has ended, as far as anything tells
	At   time.Time           // when these were read
}

// Kept is a leaf as it lies beside its entry, and the entry as it is today; or what is wrong with
// either as they lie there, or with what tells of them.
type Kept struct {
	Where string // the entry's place, for the operator
	Fault error  // nil for a leaf that is to be held against the log
	Index int64
	Nonce Nonce
	Entry string // "" where it is gone, and its leaf is not
	Ended bool   // it waits for its deletion: it counts as gone, and is as it was
}

// Standing is how many entries lie there and have not ended.
func (f Found) Standing() int {
	return len(slices.DeleteFunc(slices.Clone(f.Kept), func(k Kept) bool { return k.Ended }))
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
	ErrGone      = errors.New("nothing that is kept is of it")
	ErrMoved     = errors.New("it is kept until another time than it was to be kept until")
	ErrHeadless  = errors.New("its head was removed: nothing tells that it has ended")
	ErrLeft      = errors.New("it has ended, and still lies there: the sweep has not come by since, or somebody keeps it from that")
	ErrUnlogged  = errors.New("it is not in the log: the sweep has not come by since, or it was put there past the stream")
)

// Compare holds what is kept today against the leaves of a log. That nothing is kept of a leaf is no
// fault where it has ended, for what has ended is deleted: how many these are, and how many have ended and
// wait for that, is told. It is one where
// nothing tells of an end, or the end is still to come.
func Compare(leaves []tlog.Hash, f Found) (gone int, faults []error) {
	places := map[tlog.Hash]int64{}
	for i, leaf := range leaves {
		places[leaf] = int64(i)
	}
	claimed := map[int64]bool{}
	for _, k := range f.Kept {
		err := k.against(leaves, places, claimed)
		if _, named := errors.AsType[Contradiction](err); err != nil && !named {
			err = fmt.Errorf("%s: %w", k.Where, err)
		}
		if err != nil {
			faults = append(faults, err)
		} else if k.Ended {
			gone++
		}
	}
	for i := range min(f.Size, int64(len(leaves))) {
		if claimed[i] {
			continue
		}
		if err := f.ended(i); err != nil {
			faults = append(faults, fmt.Errorf("entry %d of the log: %w", i, err))
			continue
		}
		gone++
	}
	return gone, faults
}

// ended is nil where what a leaf is of may be gone: on the day that ends with the midnight that is told,
// for the second of the end is not.
func (f Found) ended(index int64) error {
	end, told := f.Ends[index]
	switch {
	case !told:
		return fmt.Errorf("%w, and nothing tells that it has ended: it was removed", ErrGone)
	case !f.At.After(end.AddDate(0, 0, -1)):
		return fmt.Errorf("%w, and it was to be kept until %s: it was removed", ErrGone, end.UTC().Format(time.RFC3339))
	}
	return nil
}

func (k Kept) against(leaves []tlog.Hash, places map[tlog.Hash]int64, claimed map[int64]bool) error {
	if k.Fault != nil {
		return k.Fault
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
