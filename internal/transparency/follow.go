package transparency

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
)

// Archive is where a controller publishes its log, or a copy of that.
type Archive interface {
	tlog.TileReader
	// Keys is the published keys.
	Keys() (Keys, error)
	// Heads is the names of the signed heads, in any order.
	Heads() ([]string, error)
	// Head is the signed head of that name.
	Head(name string) (string, error)
}

// Followed is what a log says of itself.
type Followed struct {
	Heads  int
	Newest Head
	Leaves []tlog.Hash // of the newest head's tree
	Faults []error
}

// Follow reads a whole log and holds it against itself: every head is signed by a key that
// was in force, every one begins with all of those before it, and the leaves make the
// newest. A fault does not end it: all of them are found.
func Follow(c gdpr.ControllerID, a Archive) (Followed, error) {
	var f Followed
	keys, err := a.Keys()
	if err != nil {
		return f, fmt.Errorf("keys: %w", err)
	}
	if keys.Controller != c {
		return f, fmt.Errorf("keys: %w", ErrController)
	}
	names, err := a.Heads()
	if err != nil {
		return f, fmt.Errorf("heads: %w", err)
	}
	slices.Sort(names)
	var heads []Head
	for _, name := range names {
		signed, err := a.Head(name)
		if err != nil {
			return f, fmt.Errorf("head %s: %w", name, err)
		}
		h, err := keys.Open(signed)
		if err == nil && h.At.Format(day) != name && h.At.Format(moment) != name {
			err = errors.New("it is of another day than its name says")
		}
		if err != nil {
			f.Faults = append(f.Faults, fmt.Errorf("head %s: %w", name, err))
			continue
		}
		heads = append(heads, h)
	}
	if f.Heads = len(names); len(heads) == 0 {
		return f, nil
	}
	f.Newest = heads[len(heads)-1]
	f.line(heads, a)
	f.Leaves, err = Leaves(f.Newest.Tree, a)
	if err != nil {
		f.Faults = append(f.Faults, fmt.Errorf("the leaves do not make the newest head: %w", err))
	}
	return f, nil
}

// line holds each head against the newest: where all are its beginnings, each is the
// beginning of the next.
func (f *Followed) line(heads []Head, tiles tlog.TileReader) {
	for i, h := range heads[:len(heads)-1] {
		err := Extends(h.Tree, f.Newest.Tree, tiles)
		if err == nil && h.Tree.N > heads[i+1].Tree.N {
			err = ErrShorter
		}
		if err != nil {
			f.Faults = append(f.Faults, fmt.Errorf("from the head of %s to that of %s: %w", h.At.Format(moment), f.Newest.At.Format(moment), err))
		}
	}
}

// leavesRead is how many leaves are read in one call.
const leavesRead = 1024

// Leaves is every leaf of a tree, each held against its root.
func Leaves(t tlog.Tree, tiles tlog.TileReader) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for at := int64(0); at < t.N; at += leavesRead {
		var indexes []int64
		for i := at; i < min(at+leavesRead, t.N); i++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, i))
		}
		some, err := tlog.TileHashReader(t, tiles).ReadHashes(indexes)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
