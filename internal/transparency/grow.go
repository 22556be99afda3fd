package transparency

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	// StoredHeight is the height of the tiles in the table: 16 hashes, half a kilobyte, so
	// that one more leaf rewrites as little as a write is counted by.
	StoredHeight = 4
	// Height is the height of the tiles that are published: 256 hashes.
	Height = 8
)

// Growth is what new leaves make of a tree.
type Growth struct {
	Tree  tlog.Tree
	Tiles map[tlog.Tile][]byte // that are new or longer, of StoredHeight, each under its width
}

// Grow adds leaves to a tree. What it needs of the old tiles it reads in one call, and
// holds against the tree's root: it never builds on tiles that were tampered with.
func Grow(old tlog.Tree, leaves []tlog.Hash, tiles tlog.TileReader) (Growth, error) {
	n := old.N + int64(len(leaves))
	fresh := tlog.NewTiles(StoredHeight, old.N, n)
	known, err := edge(old, fresh, tiles)
	if err != nil {
		return Growth{}, err
	}
	for i, leaf := range leaves {
		at := old.N + int64(i)
		hashes, err := tlog.StoredHashesForRecordHash(at, leaf, known)
		if err != nil {
			return Growth{}, fmt.Errorf("grow: leaf %d: %w", at, err)
		}
		for j, h := range hashes {
			known[tlog.StoredHashIndex(0, at)+int64(j)] = h
		}
	}
	root, err := tlog.TreeHash(n, known)
	if err != nil {
		return Growth{}, fmt.Errorf("grow: root of %d: %w", n, err)
	}
	g := Growth{Tree: tlog.Tree{N: n, Hash: root}, Tiles: map[tlog.Tile][]byte{}}
	for _, t := range fresh {
		if g.Tiles[t], err = tlog.ReadTileData(t, known); err != nil {
			return Growth{}, fmt.Errorf("grow: tile %s: %w", t.Path(), err)
		}
	}
	return g, nil
}

// hashes are hashes by their index, and a reader of them.
type hashes map[int64]tlog.Hash

// ReadHashes reads what is known.
func (k hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	all := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, ok := k[index]
		if !ok {
			return nil, fmt.Errorf("hash %d is not known", index)
		}
		all[i] = h
	}
	return all, nil
}

// edge is what there is of the old tree along its right side, where new leaves are added:
// the roots of its whole subtrees, and what fills the tiles that become longer.
func edge(old tlog.Tree, fresh []tlog.Tile, tiles tlog.TileReader) (hashes, error) {
	known := hashes{}
	if old.N == 0 {
		return known, nil
	}
	wanted := map[int64]bool{}
	_, err := tlog.TreeHash(old.N, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		for _, i := range indexes {
			wanted[i] = true
		}
		return make([]tlog.Hash, len(indexes)), nil
	}))
	if err != nil {
		return nil, fmt.Errorf("grow: %w", err)
	}
	for _, t := range fresh {
		level, first := t.L*StoredHeight, t.N<<StoredHeight
		for at := first; at < first+int64(t.W) && (at+1)<<level <= old.N; at++ {
			wanted[tlog.StoredHashIndex(level, at)] = true
		}
	}
	var indexes []int64
	for i := range wanted {
		indexes = append(indexes, i)
	}
	read, err := tlog.TileHashReader(old, tiles).ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("grow: %w", err)
	}
	for i, index := range indexes {
		known[index] = read[i]
	}
	return known, nil
}

// Published is the tile of Height that is served and kept, made of the stored ones.
func Published(t tlog.Tile, tree tlog.Tree, tiles tlog.TileReader) ([]byte, error) {
	data, err := tlog.ReadTileData(t, tlog.TileHashReader(tree, tiles))
	if err != nil {
		return nil, fmt.Errorf("tile %s: %w", t.Path(), err)
	}
	return data, nil
}
