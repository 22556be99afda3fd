package dynamo

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
	"ordholden/internal/transparency"
)

// signedItem is a signed head. It ends never: by it the log is held to what it was.
type signedItem struct {
	item
	Name   string `dynamodbav:"name"`
	Signed string `dynamodbav:"signed"`
	Size   int64  `dynamodbav:"size"`
	Root   []byte `dynamodbav:"root"`
	At     string `dynamodbav:"at"`
}

// logKeyItem is a public key that heads were signed with, so that whoever serves it needs
// no access to the table of keys.
type logKeyItem struct {
	item
	Key  string `dynamodbav:"key"`
	From string `dynamodbav:"from,omitempty"`
}

const (
	newestHead = "NEWEST"
	headPrefix = "HEAD#"
	logKeys    = "KEY#"
)

// logKeyKey orders keys as they came into force.
func logKeyKey(n string) string { return fmt.Sprintf("%s%06s", logKeys, n) }

// State is the tree as it is, and the newest signed head; false where none is signed.
func (l Log) State(ctx context.Context, c gdpr.ControllerID) (tlog.Tree, transparency.Signed, bool, error) {
	items, err := l.batch(ctx, []attributes{
		key(partition(c, kindLog, logTree), logTree), key(partition(c, kindLog, logHeads), newestHead),
	})
	if err != nil {
		return tlog.Tree{}, transparency.Signed{}, false, err
	}
	s := newSight(items)
	if err := s.readTree(c); err != nil {
		return s.tree, transparency.Signed{}, false, err
	}
	newest, ok, err := s.newest(c)
	return s.tree, newest, ok, err
}

// Key is the key that signs a controller's heads now, and its number.
func (l Log) Key(ctx context.Context, c gdpr.ControllerID) (n string, key ed25519.PrivateKey, from time.Time, err error) {
	return l.Keys.LogKey(ctx, c)
}

// Publish stores a signed head, and the key that signed it, if the newest before it is
// the one that it follows: gdpr.CodeAlreadyDecided where it is not.
func (l Log) Publish(ctx context.Context, s transparency.Signed, n string, k transparency.Key, after transparency.Signed) error {
	pk := partition(s.Head.Controller, kindLog, logHeads)
	it := signedItem{
		item: item{PK: pk, SK: newestHead}, Name: s.Name, Signed: s.Text, Size: s.Head.Tree.N,
		Root: s.Head.Tree.Hash[:], At: stamp(s.Head.At),
	}
	newest, err := l.putIf("attribute_not_exists(pk)", it)
	if err != nil {
		return err
	}
	if after.Name != "" {
		newest.Put.ConditionExpression = aws.String("#name = :after")
		newest.Put.ExpressionAttributeNames = map[string]string{"#name": "name"}
		newest.Put.ExpressionAttributeValues = attributes{":after": text(after.Name)}
	}
	it.SK = headPrefix + s.Name
	kept, err := l.putIf("attribute_not_exists(pk)", it)
	if err != nil {
		return err
	}
	public, err := l.putIf("", logKeyItem{item: item{PK: pk, SK: logKeyKey(n)}, Key: k.Key, From: stamp(k.From)})
	if err != nil {
		return err
	}
	return conflict(l.write(ctx, []types.TransactWriteItem{newest, kept, public}...))
}

// newest is the newest signed head of what was read.
func (s sight) newest(c gdpr.ControllerID) (transparency.Signed, bool, error) {
	for k, it := range s.items {
		if k.Item == newestHead {
			signed, err := signedOf(c, it)
			return signed, err == nil, err
		}
	}
	return transparency.Signed{}, false, nil
}

func signedOf(c gdpr.ControllerID, it attributes) (transparency.Signed, error) {
	var stored signedItem
	if err := decode(it, &stored); err != nil {
		return transparency.Signed{}, err
	}
	at, err := unstamp(stored.At)
	if err != nil {
		return transparency.Signed{}, err
	}
	h := transparency.Head{Controller: c, Tree: tlog.Tree{N: stored.Size}, At: at}
	if len(stored.Root) != len(h.Tree.Hash) {
		return transparency.Signed{}, fmt.Errorf("head with a root of %d bytes", len(stored.Root))
	}
	copy(h.Tree.Hash[:], stored.Root)
	return transparency.Signed{Name: stored.Name, Text: stored.Signed, Head: h}, nil
}

// Head is a signed head by its name, the newest by "": gdpr.NotFound where there is none.
func (l Log) Head(ctx context.Context, c gdpr.ControllerID, name string) (transparency.Signed, error) {
	sk := newestHead
	if name != "" {
		sk = headPrefix + name
	}
	it, err := l.get(ctx, partition(c, kindLog, logHeads), sk)
	if err != nil {
		return transparency.Signed{}, err
	}
	if it == nil {
		return transparency.Signed{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return signedOf(c, it)
}

// Heads is the names of all signed heads, oldest first.
func (l Log) Heads(ctx context.Context, c gdpr.ControllerID) ([]string, error) {
	items, err := l.query(ctx, partition(c, kindLog, logHeads), headPrefix)
	names := []string{}
	for _, it := range items {
		names = append(names, strings.TrimPrefix(stringOf(it["sk"]), headPrefix))
	}
	return names, err
}

// PublicKeys is the keys that heads were signed with, in the order in which they were.
func (l Log) PublicKeys(ctx context.Context, c gdpr.ControllerID) (transparency.Keys, error) {
	k := transparency.Keys{Controller: c, Keys: []transparency.Key{}}
	items, err := l.query(ctx, partition(c, kindLog, logHeads), logKeys)
	at := instants{}
	for _, it := range items {
		k.Keys = append(k.Keys, transparency.Key{Key: stringOf(it["key"]), From: at.of(stringOf(it["from"]))})
	}
	return k, errors.Join(err, at.err)
}
