package dynamo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/transparency"
)

// LogAudit is what an operator holds against a log, by rights that no function has: it
// scans.
type LogAudit struct{ Log }

// unloggedFor is how long an entry may be without a leaf: the sweep comes by once in half
// a day.
const unloggedFor = 13 * time.Hour

// Kept is every entry and every leaf of a controller that lies in the table, the steps that a
// head tells of and that are not there, and the heads that do not follow from their steps. Memory grows with the table: it is for an
// operator's machine.
func (a LogAudit) Kept(ctx context.Context, c gdpr.ControllerID) ([]transparency.Kept, error) {
	partitions := map[string][]attributes{}
	for pages := dynamodb.NewScanPaginator(a.Client, &dynamodb.ScanInput{
		TableName: &a.Name, ConsistentRead: aws.Bool(true), FilterExpression: aws.String("begins_with(pk, :c)"),
		ExpressionAttributeValues: attributes{":c": text(string(c) + "#")},
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("scan", err)
		}
		for _, it := range page.Items {
			if pk := stringOf(it["pk"]); !a.due(it) {
				partitions[pk] = append(partitions[pk], it)
			}
		}
	}
	var kept []transparency.Kept
	for _, pk := range slices.Sorted(maps.Keys(partitions)) {
		some, err := a.partition(ctx, pk, newSight(partitions[pk]))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pk, err)
		}
		kept = append(kept, some...)
	}
	return kept, nil
}

// partition is what one partition has. A dossier whose head has ended is being cleared.
func (a LogAudit) partition(ctx context.Context, pk string, s sight) ([]transparency.Kept, error) {
	var kept []transparency.Kept
	head, ofDossier := dossierHead(expiry.Key{Partition: pk})
	if ofDossier && s.items[head] == nil {
		return nil, nil
	}
	for k, it := range s.items {
		switch sk, isLeaf := strings.CutPrefix(k.Item, leafPrefix); {
		case isLeaf:
			one, err := a.leafAt(s, expiry.Key{Partition: pk, Item: sk}, it)
			if err != nil {
				return nil, err
			}
			kept = append(kept, one)
		case LoggedOf(pk, k.Item) && s.leaf(k) == nil:
			e, _, err := s.entry(k)
			if err != nil {
				return nil, err
			}
			if a.Now().Sub(e.At) > unloggedFor {
				kept = append(kept, transparency.Kept{Where: pk + " " + k.Item, Unknown: true})
			}
		}
	}
	told, err := a.told(pk, s, s.items[head])
	if err != nil {
		return nil, err
	}
	wrong, err := a.follows(ctx, pk, s)
	return append(append(kept, told...), wrong...), err
}

func (a LogAudit) leafAt(s sight, k expiry.Key, leaf attributes) (transparency.Kept, error) {
	out := transparency.Kept{Where: k.Partition + " " + k.Item}
	var err error
	if out.Index, out.Nonce, err = leafOf(leaf); err != nil {
		return out, err
	}
	e, there, err := s.entry(k)
	if there {
		out.Entry = e.Encode()
	}
	return out, err
}

// told is the steps that a head tells of and that are not there, leaf and all. Those whose
// leaf is there are found by it. A mail that joined a case is no step of its log: it lies beside
// it, and goes with the person.
func (a LogAudit) told(pk string, s sight, head attributes) ([]transparency.Kept, error) {
	if head == nil {
		return nil, nil
	}
	steps, err := inBrief(head)
	var missing []transparency.Kept
	for _, step := range steps {
		if step.On == string(rights.Write) {
			continue
		}
		at, bad := unstamp(step.At)
		if bad != nil {
			return nil, bad
		}
		k := expiry.Key{Partition: pk, Item: eventKey(at, step.On)}
		if s.items[k] == nil && s.leaf(k) == nil {
			missing = append(missing, transparency.Kept{Where: pk + " " + k.Item, Removed: true})
		}
	}
	return missing, err
}
