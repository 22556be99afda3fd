package dynamo

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/transparency"
)

// Tiles reads the tiles of a controller's log, in one call for a hundred of them.
func (l Log) Tiles(ctx context.Context, c gdpr.ControllerID) tlog.TileReader {
	return tiles{l, ctx, c}
}

// tiles is tlog.TileReader, which knows no contexts: it lives as long as one call.
type tiles struct {
	log        Log
	ctx        context.Context
	controller gdpr.ControllerID
}

// Height is the height of the stored tiles.
func (tiles) Height() int { return transparency.StoredHeight }

// SaveTiles keeps nothing.
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// ReadTiles reads tiles as wide as they are asked for: those that lie there may be wider.
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	pk := partition(t.controller, kindLog, logTree)
	var keys []attributes
	seen := map[string]bool{}
	for _, w := range wanted {
		if sk := tileKey(w); !seen[sk] {
			seen[sk], keys = true, append(keys, key(pk, sk))
		}
	}
	found := map[string][]byte{}
	for some := range slices.Chunk(keys, maxBatch) {
		items, err := t.log.batch(t.ctx, some)
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			var stored tileItem
			if err := decode(it, &stored); err != nil {
				return nil, err
			}
			found[stored.SK] = stored.Hashes
		}
	}
	data := make([][]byte, len(wanted))
	for i, w := range wanted {
		hashes := found[tileKey(w)]
		if len(hashes) < w.W*tlog.HashSize {
			return nil, fmt.Errorf("tile %s is gone, or has been cut", w.Path())
		}
		data[i] = hashes[:w.W*tlog.HashSize]
	}
	return data, nil
}

// Tile is a published tile of the newest signed head's tree; gdpr.NotFound where that
// does not have it.
func (l Log) Tile(ctx context.Context, c gdpr.ControllerID, t tlog.Tile) ([]byte, error) {
	newest, err := l.Head(ctx, c, "")
	if err != nil {
		return nil, err
	}
	tree := newest.Head.Tree
	if t.L < 0 || t.L > 7 || t.N < 0 || t.W < 1 || t.W > 1<<transparency.Height ||
		t.N > tree.N>>(t.L*transparency.Height) || t.N<<transparency.Height+int64(t.W) > tree.N>>(t.L*transparency.Height) {
		return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return transparency.Published(t, tree, l.Tiles(ctx, c))
}

// errNotLogged says that something is in no signed head of the log yet.
var errNotLogged = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound, Err: errors.New("in no signed head yet")}

// Evidence proves that a visitor's decision stands in the log by the newest signed head.
// It costs two calls.
func (l Log) Evidence(ctx context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (transparency.Evidence, error) {
	k := expiry.Key{Partition: partition(c, kindVisitor, string(visitor)), Item: consentKey(id)}
	items, err := l.batch(ctx, []attributes{
		key(k.Partition, k.Item), key(k.Partition, leafKey(k.Item)), key(partition(c, kindLog, logHeads), newestHead),
	})
	if err != nil {
		return transparency.Evidence{}, err
	}
	return l.prove(ctx, c, newSight(items), k)
}

// DossierEvidence proves it of the newest step of a consent that is in a signed head. It
// costs three calls.
func (l Log) DossierEvidence(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (transparency.Evidence, error) {
	pk := partition(c, kindConsent, string(id))
	items, err := l.query(ctx, pk, "")
	if err != nil {
		return transparency.Evidence{}, err
	}
	newest, err := l.get(ctx, partition(c, kindLog, logHeads), newestHead)
	if err != nil {
		return transparency.Evidence{}, err
	}
	if newest != nil {
		items = append(items, newest)
	}
	s := newSight(items)
	err = errNotLogged
	for _, it := range slices.Backward(items) { // steps are in the order of their times
		k := expiry.Key{Partition: pk, Item: stringOf(it["sk"])}
		if stringOf(it["pk"]) != pk || !LoggedOf(k.Partition, k.Item) {
			continue
		}
		e, missing := l.prove(ctx, c, s, k)
		if gdpr.KindOf(missing) != gdpr.NotFound {
			return e, missing
		}
	}
	return transparency.Evidence{}, err
}

// prove makes the evidence of what was read.
func (l Log) prove(ctx context.Context, c gdpr.ControllerID, s sight, k expiry.Key) (transparency.Evidence, error) {
	entry, there, err := s.entry(k)
	if err != nil {
		return transparency.Evidence{}, err
	}
	newest, signed, err := s.newest(c)
	if err != nil {
		return transparency.Evidence{}, err
	}
	leaf := s.leaf(k)
	if !there || leaf == nil || !signed {
		return transparency.Evidence{}, errNotLogged
	}
	index, nonce, err := leafOf(leaf)
	if err != nil {
		return transparency.Evidence{}, err
	}
	if index >= newest.Head.Tree.N {
		return transparency.Evidence{}, errNotLogged
	}
	return transparency.Prove(newest.Head, newest.Text, index, nonce, entry.Encode(), l.Tiles(ctx, c))
}
