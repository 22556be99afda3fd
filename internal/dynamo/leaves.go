package dynamo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/transparency"
)

// Log is the controllers' logs on the table.
type Log struct{ *Table }

// leafItem lies beside what it is of, and goes with it: with its nonce goes whatever the
// leaf of the log could say. Beside a visitor's decision it ends with that. In a dossier
// it has no end of its own, as a term record has none: it is cleared with the head.
type leafItem struct {
	item
	Index int64  `dynamodbav:"index"`
	Nonce []byte `dynamodbav:"nonce"`
}

const leafPrefix = "LEAF#"

func leafKey(sk string) string { return leafPrefix + sk }

// treeItem is the size and the root of a log. Whoever adds leaves moves it, and nobody
// adds any to a tree that is not the one that it read.
type treeItem struct {
	item
	Size int64  `dynamodbav:"size"`
	Root []byte `dynamodbav:"root"`
}

// tileItem is a tile of transparency.StoredHeight. It only becomes longer.
type tileItem struct {
	item
	Hashes []byte `dynamodbav:"hashes"`
}

const (
	logTree  = "TREE"
	logHeads = "HEADS"
)

func tileKey(t tlog.Tile) string { return fmt.Sprintf("%02d#%015d", t.L, t.N) }

// LoggedOf reports whether what has that key belongs in the log: a visitor's decision, or
// a step of a consent or a request.
func LoggedOf(pk, sk string) bool {
	_, kind, _, err := splitPartition(pk)
	if err != nil {
		return false
	}
	switch kind {
	case kindVisitor:
		return strings.HasPrefix(sk, "CONSENT#")
	case kindConsent, kindCase:
		return strings.HasPrefix(sk, "EVENT#")
	}
	return false
}

const (
	// leavesAtOnce keeps the one read of a batch under a hundred items (an entry, its leaf,
	// its head), and the one transaction as well (a leaf, its end, the tiles, the tree).
	leavesAtOnce = 30
	// appendTries is generous: of those who append at once to one log, one goes through at a time.
	appendTries = 64
)

// Append adds what lies under the keys to the logs of their controllers, in that order.
// What is there already is passed over, and so is what is gone, or has ended: what nobody
// holds any more needs no proof. Appending again is safe, and finds what was lost.
func (l Log) Append(ctx context.Context, keys []expiry.Key) error {
	of := map[gdpr.ControllerID][]expiry.Key{}
	for _, k := range keys {
		c, _, _, err := splitPartition(k.Partition)
		if err != nil || !LoggedOf(k.Partition, k.Item) || slices.Contains(of[c], k) {
			continue
		}
		of[c] = append(of[c], k)
	}
	var failed []error
	for c, all := range of {
		for some := range slices.Chunk(all, leavesAtOnce) {
			if err := l.grow(ctx, c, some); err != nil {
				failed = append(failed, fmt.Errorf("log of %s: %w", c, err))
			}
		}
	}
	return errors.Join(failed...)
}

// grow adds leaves in one transaction. Where somebody else was first, it looks again at
// what is left to add.
func (l Log) grow(ctx context.Context, c gdpr.ControllerID, keys []expiry.Key) error {
	for try := 1; ; try++ {
		seen, err := l.look(ctx, c, keys)
		if err != nil || len(seen.fresh) == 0 {
			return err
		}
		writes, err := l.leaves(ctx, c, seen)
		if err != nil {
			return err
		}
		err = l.write(ctx, writes...)
		if _, overtaken := errors.AsType[*refusal](err); !overtaken && gdpr.KindOf(err) != gdpr.Unavailable || err == nil || try == appendTries {
			return conflict(err)
		}
		if err := pause(ctx, min(try, writeTries)); err != nil {
			return explain("append", err)
		}
	}
}

// look is one read: the tree, and of each key the entry, its leaf and its head.
func (l Log) look(ctx context.Context, c gdpr.ControllerID, keys []expiry.Key) (sight, error) {
	wanted := map[expiry.Key]bool{{Partition: partition(c, kindLog, logTree), Item: logTree}: true}
	for _, k := range keys {
		wanted[k], wanted[expiry.Key{Partition: k.Partition, Item: leafKey(k.Item)}] = true, true
		if head, ok := dossierHead(k); ok {
			wanted[head] = true
		}
	}
	var all []attributes
	for k := range wanted {
		all = append(all, key(k.Partition, k.Item))
	}
	items, err := l.batch(ctx, all)
	if err != nil {
		return sight{}, err
	}
	s := newSight(items)
	for _, k := range keys {
		if entry, there, err := s.entry(k); err != nil {
			return s, err
		} else if there && s.leaf(k) == nil {
			s.fresh = append(s.fresh, seenEntry{key: k, encoded: entry.Encode(), expires: s.ends(k)})
		}
	}
	return s, s.readTree(c)
}

// leaves is the transaction that adds the entries to the tree that was read.
func (l Log) leaves(ctx context.Context, c gdpr.ControllerID, s sight) ([]types.TransactWriteItem, error) {
	var hashes []tlog.Hash
	var writes []types.TransactWriteItem
	for i, e := range s.fresh {
		nonce := transparency.NewNonce()
		hashes = append(hashes, transparency.RecordHash(nonce, e.encoded))
		w, err := l.putIf("attribute_not_exists(pk)", leafItem{
			item:  item{PK: e.key.Partition, SK: leafKey(e.key.Item), Expires: e.expires},
			Index: s.tree.N + int64(i), Nonce: nonce[:],
		})
		if err != nil {
			return nil, err
		}
		writes = append(writes, w)
		if e.expires == 0 {
			continue
		}
		told, err := l.ends(c, s.tree.N+int64(i), e.expires)
		if err != nil {
			return nil, err
		}
		writes = append(writes, told)
	}
	g, err := transparency.Grow(s.tree, hashes, l.Tiles(ctx, c))
	if err != nil {
		return nil, err
	}
	for t, data := range g.Tiles {
		w, err := l.putIf("", tileItem{item: item{PK: partition(c, kindLog, logTree), SK: tileKey(t)}, Hashes: data})
		if err != nil {
			return nil, err
		}
		writes = append(writes, w)
	}
	moved, err := l.moveTree(c, s.tree, g.Tree)
	return append(writes, moved), err
}

// moveTree puts the new size and root in the place of those that were read.
func (l Log) moveTree(c gdpr.ControllerID, from, to tlog.Tree) (types.TransactWriteItem, error) {
	w, err := l.putIf("attribute_not_exists(pk)", treeItem{
		item: item{PK: partition(c, kindLog, logTree), SK: logTree}, Size: to.N, Root: to.Hash[:],
	})
	if err == nil && from.N > 0 {
		w.Put.ConditionExpression = aws.String("#size = :size AND root = :root")
		w.Put.ExpressionAttributeNames = map[string]string{"#size": "size"}
		w.Put.ExpressionAttributeValues = attributes{
			":size": number(from.N), ":root": &types.AttributeValueMemberB{Value: from.Hash[:]},
		}
	}
	return w, err
}

// putIf is a Put in a transaction, under a condition or none.
func (l Log) putIf(condition string, it any) (types.TransactWriteItem, error) {
	m, err := encode(it)
	p := &types.Put{TableName: &l.Name, Item: m}
	if condition != "" {
		p.ConditionExpression = &condition
	}
	return types.TransactWriteItem{Put: p}, err
}

// dossierHead is where the head of the dossier lies that a step is of.
func dossierHead(k expiry.Key) (expiry.Key, bool) {
	_, kind, _, err := splitPartition(k.Partition)
	return expiry.Key{Partition: k.Partition, Item: kind}, err == nil && kind != kindVisitor
}

// seenEntry is an entry that is not in the log yet.
type seenEntry struct {
	key     expiry.Key
	encoded string
	expires retention.Expiry
}

// instants reads stored times, and remembers whether one was none.
type instants struct{ err error }

func (i *instants) of(s string) time.Time {
	t, err := unstamp(s)
	i.err = errors.Join(i.err, err)
	return t
}
