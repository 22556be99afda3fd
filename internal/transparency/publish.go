package transparency

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
)

// Signed is a head with its signature, under the name by which it is published: the day,
// or the moment of one that was asked for besides.
type Signed struct {
	Name string
	Text string // the note
	Head Head
}

// Store keeps logs.
type Store interface {
	// State is the tree as it is, and the newest signed head; false where none is signed.
	State(ctx context.Context, c gdpr.ControllerID) (tlog.Tree, Signed, bool, error)
	// Heads is the names of all signed heads, oldest first.
	Heads(ctx context.Context, c gdpr.ControllerID) ([]string, error)
	// Tiles reads stored tiles.
	Tiles(ctx context.Context, c gdpr.ControllerID) tlog.TileReader
	// Key is the key that signs now, its number, and since when it does.
	Key(ctx context.Context, c gdpr.ControllerID) (n string, key ed25519.PrivateKey, from time.Time, err error)
	// Publish stores a signed head and the key that signed it, if the newest before it is
	// the one that it follows; gdpr.Conflict where another was published meanwhile.
	Publish(ctx context.Context, s Signed, n string, k Key, after Signed) error
}

// Vault keeps what nobody can change afterwards, not even us: an object that is kept
// again lies beside the first, and does not take its place.
type Vault interface {
	Keep(ctx context.Context, name string, content []byte) error
}

// Publisher signs heads.
type Publisher struct {
	Store Store
	Vault Vault
	Now   func() time.Time
}

// day is the name of a day's head, and moment that of one that was asked for besides.
const (
	day    = "2006-01-02"
	moment = "2006-01-02T150405Z"
)

// AtOnce is the detail type of a schedule's event that asks for a head whenever the log has
// grown, besides the day's. The local stack's schedule is of it; that of AWS is not.
const AtOnce = "Sign heads"

// Tick is Daily, and Sign as well where the event asks for it.
func (p Publisher) Tick(ctx context.Context, c gdpr.ControllerID, detailType string) error {
	_, err := p.Daily(ctx, c)
	if err == nil && detailType == AtOnce {
		_, err = p.Sign(ctx, c)
	}
	return err
}

// Daily signs the head of a controller's log, once a day: at the first call after
// midnight, UTC. It reports whether it did. An empty log has none.
func (p Publisher) Daily(ctx context.Context, c gdpr.ControllerID) (bool, error) {
	return p.sign(ctx, c, day)
}

// Sign signs one at once. A log that has not grown since the newest has none.
func (p Publisher) Sign(ctx context.Context, c gdpr.ControllerID) (bool, error) {
	return p.sign(ctx, c, moment)
}

func (p Publisher) sign(ctx context.Context, c gdpr.ControllerID, as string) (bool, error) {
	now := p.Now().UTC()
	tree, newest, any, err := p.Store.State(ctx, c)
	if err != nil {
		return false, fmt.Errorf("head of %s: %w", c, err)
	}
	made := now.Format(as)
	if tree.N == 0 || any && (made <= newest.Name || as == moment && tree == newest.Head.Tree) {
		return false, nil
	}
	if !any {
		if err := p.first(ctx, c); err != nil {
			return false, fmt.Errorf("head of %s: %w", c, err)
		}
	}
	// A tree that does not begin with what was signed is never signed: whoever has both
	// heads could show that the controller went back on its word, and it would be so.
	if err := Extends(newest.Head.Tree, tree, p.Store.Tiles(ctx, c)); err != nil {
		return false, fmt.Errorf("head of %s: %w", c, err)
	}
	if err := p.publish(ctx, Head{Controller: c, Tree: tree, At: now.Truncate(time.Millisecond)}, made, newest); err != nil {
		return false, fmt.Errorf("head of %s: %w", c, err)
	}
	return true, nil
}

// ErrNewest says that a log has signed heads, and the newest is gone.
var ErrNewest = errors.New("the newest signed head is gone, and earlier ones are there: nothing is signed before it is put back")

// first is nil where no head of the log was ever signed. With the newest gone there is
// nothing to hold the tree against, and any would be signed.
func (p Publisher) first(ctx context.Context, c gdpr.ControllerID) error {
	names, err := p.Store.Heads(ctx, c)
	if err == nil && len(names) > 0 {
		err = ErrNewest
	}
	return err
}

// publish keeps the tiles and the head in the vault before the table shows the head, so
// that whoever has a head finds its tiles. Broken off, it is done again with the same
// tiles, or more.
func (p Publisher) publish(ctx context.Context, h Head, named string, after Signed) error {
	n, key, from, err := p.Store.Key(ctx, h.Controller)
	if err != nil {
		return err
	}
	public, err := VerifierKey(h.Controller, key.Public().(ed25519.PublicKey))
	if err != nil {
		return err
	}
	signed := Signed{Name: named, Head: h}
	if signed.Text, err = h.Sign(key); err != nil {
		return err
	}
	if err := p.keep(ctx, signed, after.Head.Tree); err != nil {
		return err
	}
	k := Key{Key: public, From: from}
	content, err := json.Marshal(k)
	if err != nil {
		return fmt.Errorf("log key: %w", err)
	}
	if err := p.Vault.Keep(ctx, folder(h.Controller)+"keys/"+n, content); err != nil {
		return err
	}
	err = p.Store.Publish(ctx, signed, n, k, after)
	if gdpr.KindOf(err) == gdpr.Conflict {
		return nil // another tick was first
	}
	return err
}

// keep puts the tiles that are new since the last head into the vault, and the head.
func (p Publisher) keep(ctx context.Context, s Signed, since tlog.Tree) error {
	var failed []error
	for _, t := range tlog.NewTiles(Height, since.N, s.Head.Tree.N) {
		data, err := Published(t, s.Head.Tree, p.Store.Tiles(ctx, s.Head.Controller))
		if err != nil {
			return err
		}
		failed = append(failed, p.Vault.Keep(ctx, folder(s.Head.Controller)+t.Path(), data))
	}
	if err := errors.Join(failed...); err != nil {
		return err
	}
	return p.Vault.Keep(ctx, folder(s.Head.Controller)+"heads/"+s.Name, []byte(s.Text))
}

// folder is where all of a controller's log lies in the vault.
func folder(c gdpr.ControllerID) string { return "log/" + string(c) + "/" }
