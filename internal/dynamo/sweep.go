package dynamo

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Segment scans a part of the table of records: keys and ends, and of consents what they are to.
// Nothing sealed is read. All items of one
// partition are in one part, so that a head is seen with what lies beside it.
func (s Removals) Segment(ctx context.Context, n, of int) (expiry.Segment, error) {
	seen := segment{heads: map[expiry.Key]int64{}, terms: map[expiry.Key]int64{}, beside: map[expiry.Key]bool{}}
	var standing []consent.Consent
	var failed []error
	err := s.scan(ctx, s.Name, n, of, sweptAttributes, func(it attributes) {
		// An end that is no number never comes; reads drop the item all the same.
		i := item{PK: stringOf(it["pk"]), SK: stringOf(it["sk"]), Expires: retention.Expiry(numberOf(it["expires"]))}
		seen.add(i, numberOf(it["end"]), i.Expires.Due(s.Now()))
		c, stands, err := s.standing(i, it)
		if stands {
			standing = append(standing, c)
		}
		failed = append(failed, err)
	})
	found := seen.found()
	found.Standing = standing
	return found, errors.Join(append(failed, err)...)
}

// sweptAttributes is what is read of an item: when it ends, and of a consent what it is to.
var sweptAttributes = []string{"pk", "sk", "expires", "end", "state", "seen", "choices", "decided", "recorded", "subject", "again"}

// standing reads the head of a consent that counts.
func (s Removals) standing(i item, it attributes) (consent.Consent, bool, error) {
	if i.SK != kindConsent || i.Expires.Due(s.Now()) || stringOf(it["state"]) != string(consent.Standing) {
		return consent.Consent{}, false, nil
	}
	c, err := consentOf(it)
	return c, err == nil, err
}

// segment is what a scan has seen, by the keys of heads.
type segment struct {
	due          []expiry.Due
	heads, terms map[expiry.Key]int64 // when they end, and when their term records tell
	beside       map[expiry.Key]bool  // of which something else lies there
	unlogged     []expiry.Key
	partition    string // whose entries and leaves these are: a scan comes by all of a partition at once
	entries      []expiry.Key
	leaves       map[string]bool
}

// follow notes whether an entry shows its leaf. Where a scan came by a partition in two
// parts, an entry would be noted that has one, and appending it again does nothing.
func (g *segment) follow(k expiry.Key, due bool) {
	if k.Partition != g.partition {
		g.settle()
		g.partition, g.entries, g.leaves = k.Partition, nil, map[string]bool{}
	}
	switch {
	case strings.HasPrefix(k.Item, leafPrefix):
		g.leaves[k.Item] = true
	case !due && LoggedOf(k.Partition, k.Item):
		g.entries = append(g.entries, k)
	}
}

func (g *segment) settle() {
	for _, k := range g.entries {
		if !g.leaves[leafKey(k.Item)] {
			g.unlogged = append(g.unlogged, k)
		}
	}
}

func (g *segment) add(i item, end int64, due bool) {
	k := expiry.Key{Partition: i.PK, Item: i.SK}
	if due && !audited(i.PK) {
		g.due = append(g.due, expiry.Due{Key: k, Expires: i.Expires})
	}
	g.follow(k, due)
	m, ok := matterOf(i.PK, i.SK)
	head := expiry.Key{Partition: i.PK, Item: m.head}
	switch {
	case !ok:
	case m.isHead():
		g.heads[head] = int64(i.Expires)
	case m.term:
		g.terms[head], g.beside[head] = end, true
	case !due:
		g.beside[head] = true
	}
}

// audited reports whether a partition is of the audit, which no role may delete from: its
// entries end by the table's own time to live alone.
func audited(pk string) bool {
	_, kind, _, err := splitPartition(pk)
	return err == nil && kind == kindAudit
}

func (g *segment) found() expiry.Segment {
	g.settle()
	orphaned := map[string]bool{}
	found := expiry.Segment{Due: g.due, Unlogged: g.unlogged}
	for head := range g.beside {
		ends, there := g.heads[head]
		told, term := g.terms[head]
		switch {
		case !there:
			orphaned[head.Partition] = true
		case term && ends != 0 && told != ends && head.Item == kindProfile: // a restricted one has no expiry
			found.Slid = append(found.Slid, head)
		}
	}
	found.Orphaned = slices.Sorted(maps.Keys(orphaned))
	return found
}

// stringOf and numberOf read an attribute without the detours of attributevalue, which
// a scan would make for each item of the table; "" and 0 for what is none.
func stringOf(v types.AttributeValue) string {
	s, ok := v.(*types.AttributeValueMemberS)
	if !ok {
		return ""
	}
	return s.Value
}

func numberOf(v types.AttributeValue) int64 {
	n, ok := v.(*types.AttributeValueMemberN)
	if !ok {
		return 0
	}
	i, err := strconv.ParseInt(n.Value, 10, 64)
	if err != nil {
		return 0
	}
	return i
}

func (s Removals) scan(ctx context.Context, table string, n, of int, names []string, visit func(attributes)) error {
	projection, renamed := projected(names)
	in := &dynamodb.ScanInput{
		TableName: &table, Segment: aws.Int32(int32(n)), TotalSegments: aws.Int32(int32(of)),
		ProjectionExpression: aws.String(projection), ExpressionAttributeNames: renamed,
	}
	for pages := dynamodb.NewScanPaginator(s.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return explain("scan", err)
		}
		for _, it := range page.Items {
			visit(it)
		}
	}
	return nil
}

// Delete deletes an item that is due, as time to live does: one that was given more time
// meanwhile, or whose end was taken off, stays.
func (s Removals) Delete(ctx context.Context, d expiry.Due) error {
	if !d.Expires.Due(s.Now()) {
		return errors.New("sweep: an item that is not due")
	}
	_, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.Name, Key: key(d.Partition, d.Item), ConditionExpression: aws.String("expires = :seen"),
		ExpressionAttributeValues: attributes{":seen": number(int64(d.Expires))},
	})
	if _, changed := errors.AsType[*types.ConditionalCheckFailedException](err); changed {
		return nil
	}
	return explain("delete", err)
}

// Idle scans a part of the table of keys for data keys that have lain idle.
func (s Removals) Idle(ctx context.Context, n, of int, unusedSince time.Time) (idle []expiry.Person, err error) {
	err = s.scan(ctx, s.Keys.Name, n, of, []string{"id", "used"}, func(it attributes) {
		if numberOf(it["used"]) >= unusedSince.Unix() {
			return
		}
		if c, kind, id, err := splitPartition(stringOf(it["id"])); err == nil && kind == kindKey {
			idle = append(idle, expiry.Person{Controller: c, Subject: gdpr.SubjectID(id)})
		}
	})
	return idle, err
}
