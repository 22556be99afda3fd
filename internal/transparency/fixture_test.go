package transparency_test

import (
	"crypto/ed25519"
	"fmt"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
	"ordholden/internal/transparency"
)

// stored is a log in memory: tiles by level and number, as wide as they have become.
type stored struct {
	tree  tlog.Tree
	tiles map[[2]int64][]byte
	reads int
}

func (*stored) Height() int                     { return transparency.StoredHeight }
func (*stored) SaveTiles([]tlog.Tile, [][]byte) {}
func (s *stored) ReadTiles(tiles []tlog.Tile) (all [][]byte, _ error) {
	s.reads++
	for _, t := range tiles {
		hashes := s.tiles[[2]int64{int64(t.L), t.N}]
		if len(hashes) < t.W*tlog.HashSize {
			return nil, fmt.Errorf("no tile %s", t.Path())
		}
		all = append(all, hashes[:t.W*tlog.HashSize])
	}
	return all, nil
}

// add adds leaves in one step.
func (s *stored) add(t testing.TB, leaves ...tlog.Hash) {
	t.Helper()
	g, err := transparency.Grow(s.tree, leaves, s)
	if err != nil {
		t.Fatal(err)
	}
	if s.tree = g.Tree; s.tiles == nil {
		s.tiles = map[[2]int64][]byte{}
	}
	for tile, hashes := range g.Tiles {
		s.tiles[[2]int64{int64(tile.L), tile.N}] = hashes
	}
}

// world is a log of one controller, with what its leaves are of.
type world struct {
	stored
	controller gdpr.ControllerID
	entries    []string
	nonces     []transparency.Nonce
}

// newWorld has so many entries, added some at a time.
func newWorld(t testing.TB, c gdpr.ControllerID, n, step int) *world {
	t.Helper()
	w := &world{controller: c}
	var leaves []tlog.Hash
	for i := range n {
		nonce := transparency.Nonce{0: byte(i), 1: byte(i >> 8), 2: byte(len(c))}
		entry := transparency.Entry{
			Controller: c, Kind: transparency.VisitorConsent, ID: fmt.Sprint("visitor.", i), Event: "record", At: noon,
			Fields: []transparency.Field{{Name: "decision statistics", Value: "given"}},
		}.Encode()
		w.entries, w.nonces = append(w.entries, entry), append(w.nonces, nonce)
		leaves = append(leaves, transparency.RecordHash(nonce, entry))
		if len(leaves) == step || i == n-1 {
			w.add(t, leaves...)
			leaves = nil
		}
	}
	return w
}

var noon = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)

// key is a key by its number, the same each time.
func key(n byte) ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	seed[0] = n
	return ed25519.NewKeyFromSeed(seed)
}

// keys is published keys, each in force for a day.
func keys(t testing.TB, c gdpr.ControllerID, numbers ...byte) transparency.Keys {
	t.Helper()
	k := transparency.Keys{Controller: c}
	for i, n := range numbers {
		public, err := transparency.VerifierKey(c, key(n).Public().(ed25519.PublicKey))
		if err != nil {
			t.Fatal(err)
		}
		one := transparency.Key{Key: public}
		if i > 0 {
			one.From = noon.AddDate(0, 0, i-1)
		}
		k.Keys = append(k.Keys, one)
	}
	return k
}

// signed is a head of the world's tree as it is.
func (w *world) signed(t testing.TB, by byte, at time.Time) (transparency.Head, string) {
	t.Helper()
	h := transparency.Head{Controller: w.controller, Tree: w.tree, At: at}
	text, err := h.Sign(key(by))
	if err != nil {
		t.Fatal(err)
	}
	return h, text
}

// evidence is that of a leaf, in a head signed by the first key.
func (w *world) evidence(t testing.TB, i int) transparency.Evidence {
	t.Helper()
	h, text := w.signed(t, 1, noon)
	e, err := transparency.Prove(h, text, int64(i), w.nonces[i], w.entries[i], w)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
