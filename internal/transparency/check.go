package transparency

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
)

// Why something is refused. Each is in plain words, for whoever checks.
var (
	ErrHead       = errors.New("this is no signed head of a log: it has been cut or changed, or is something else")
	ErrKeys       = errors.New("these are not the published keys of the controller's log")
	ErrKey        = errors.New("the head is signed with a key that the controller has not published")
	ErrRetired    = errors.New("the head is signed with a key that was not in force at its time: an old one, or one to come")
	ErrSignature  = errors.New("the signature does not fit the head: one of them has been changed")
	ErrController = errors.New("it is of another controller's log")
	ErrEntry      = errors.New("the entry is not the one that was put into the log: it has been changed")
	ErrSize       = errors.New("the size is not the one that the head says")
	ErrProof      = errors.New("the proof does not lead to the head: it is of another tree, or of another place in it")
	ErrShorter    = errors.New("the log is shorter than it was: entries have been cut off")
	ErrFork       = errors.New("the log is another than it was: what was in it has been changed, removed or reordered")
)

// Evidence is the proof that an entry is in a controller's log, to be checked with no
// access to the system.
type Evidence struct {
	Controller gdpr.ControllerID `json:"controller"`
	Index      int64             `json:"index"` // of the leaf, from 0
	Size       int64             `json:"size"`  // of the tree
	Nonce      []byte            `json:"nonce"`
	Entry      string            `json:"entry"`
	Leaf       []byte            `json:"leaf"`   // what nonce and entry make
	Hashes     []tlog.Hash       `json:"hashes"` // from the leaf up (RFC 6962, section 2.1.1)
	Head       string            `json:"head"`   // signed
}

// Check is nil where the entry stood in the log, just as the evidence says it, when the
// head was signed with one of the keys.
func Check(e Evidence, k Keys) error {
	if e.Controller != k.Controller || speaksFor(e.Entry) != e.Controller {
		return ErrController
	}
	h, err := k.Open(e.Head)
	if err != nil {
		return err
	}
	if e.Size != h.Tree.N {
		return ErrSize
	}
	var n Nonce
	if len(e.Nonce) != len(n) {
		return ErrEntry
	}
	copy(n[:], e.Nonce)
	if leaf := Commit(n, e.Entry); string(leaf[:]) != string(e.Leaf) {
		return ErrEntry
	}
	if e.Index < 0 || e.Index >= e.Size || tlog.CheckRecord(e.Hashes, h.Tree.N, h.Tree.Hash, e.Index, tlog.RecordHash(e.Leaf)) != nil {
		return ErrProof
	}
	return nil
}

// Of reports whether it is evidence for that very entry.
func (e Evidence) Of(entry Entry) bool { return e.Entry == entry.Encode() }

// Prove is evidence for the leaf of a written entry, in the tree of a signed head.
// The tiles are read in one call.
func Prove(h Head, signed string, index int64, n Nonce, encoded string, tiles tlog.TileReader) (Evidence, error) {
	hashes, err := tlog.ProveRecord(h.Tree.N, index, tlog.TileHashReader(h.Tree, tiles))
	if err != nil {
		return Evidence{}, fmt.Errorf("prove leaf %d of %d: %w", index, h.Tree.N, err)
	}
	leaf := Commit(n, encoded)
	if hashes == nil {
		hashes = tlog.RecordProof{} // of the only leaf: a list, and empty
	}
	return Evidence{
		Controller: h.Controller, Index: index, Size: h.Tree.N, Nonce: n[:], Entry: encoded, Leaf: leaf[:],
		Hashes: hashes, Head: signed,
	}, nil
}

// Extends is nil where the newer tree begins with all of the older. Nothing else may ever
// be signed, or believed.
func Extends(older, newer tlog.Tree, tiles tlog.TileReader) error {
	switch {
	case newer.N < older.N:
		return ErrShorter
	case newer.N == older.N && newer.Hash != older.Hash:
		return ErrFork
	case older.N == 0 || newer.N == older.N:
		return nil
	}
	proof, err := tlog.ProveTree(newer.N, older.N, tlog.TileHashReader(newer, tiles))
	if err != nil {
		return fmt.Errorf("prove that %d leaves extend %d: %w", newer.N, older.N, err)
	}
	if tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash) != nil {
		return ErrFork
	}
	return nil
}
