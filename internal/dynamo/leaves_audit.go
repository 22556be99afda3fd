package dynamo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/transparency"
)

// LogAudit is what an operator holds against a log, by rights that no function has: it
// scans.
//
// Controllers has every version that anything was decided by, and that ends were moved to since: one that
// it has not tells no end.
type LogAudit struct {
	Log
	Controllers *controller.Registry
}

const (
	// unloggedFor is how long an entry may be without a leaf: the sweep comes by once in half
	// a day.
	unloggedFor = 13 * time.Hour
	// unclearedFor is how long what has ended may lie there: one sweep deletes the head, and where
	// what follows from that has failed, the next one does it.
	unclearedFor = 25 * time.Hour
)

// Look is every entry and every leaf of a controller that lies in the table, what is wrong with
// them there, and what has an end. Memory grows with the table: it is for an operator's machine.
//
// The size of the log is read before anything else, and the ends after everything else: an entry
// that came later is passed by without harm, and one that ended meanwhile has its end told.
func (a LogAudit) Look(ctx context.Context, c gdpr.ControllerID) (transparency.Found, error) {
	tree, _, _, err := a.State(ctx, c)
	if err != nil {
		return transparency.Found{}, err
	}
	partitions, err := a.everything(ctx, c)
	if err != nil {
		return transparency.Found{}, err
	}
	v := view{at: a.Now(), ends: map[int64]time.Time{}, versions: a.Controllers.Versions(c)}
	told, err := a.lying(ctx, partition(c, kindLog, logEnds))
	if err != nil {
		return transparency.Found{}, err
	}
	for _, it := range told {
		v.tell(it.raw)
	}
	for _, pk := range slices.Sorted(maps.Keys(partitions)) {
		if err := a.lookAt(ctx, c, &v, pk, newSight(partitions[pk])); err != nil {
			return transparency.Found{}, fmt.Errorf("%s: %w", pk, err)
		}
	}
	return transparency.Found{Size: tree.N, Kept: v.kept, Ends: v.ends, At: v.at}, nil
}

// everything is all items of a controller, those that have ended too, by their partitions.
func (a LogAudit) everything(ctx context.Context, c gdpr.ControllerID) (map[string][]attributes, error) {
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
			pk := stringOf(it["pk"])
			partitions[pk] = append(partitions[pk], it)
		}
	}
	return partitions, nil
}

// looks is how often a partition is read that something seems to be wrong with. It may be written,
// moved or cleared while it is read; what is written in one transaction is seldom seen by halves,
// and never three times.
const looks = 3

// lookAt adds what one partition has to the view.
func (a LogAudit) lookAt(ctx context.Context, c gdpr.ControllerID, v *view, pk string, s sight) error {
	for look := 1; ; look++ {
		seen := view{at: v.at, ends: v.ends, versions: v.versions}
		if err := seen.partition(pk, s); err != nil {
			return err
		}
		if look == looks || !slices.ContainsFunc(seen.kept, func(k transparency.Kept) bool { return k.Fault != nil }) {
			v.take(seen)
			return nil
		}
		var err error
		if s, err = a.again(ctx, c, v, pk); err != nil {
			return err
		}
	}
}

// again reads a partition once more, and the ends of what it has in the log.
func (a LogAudit) again(ctx context.Context, c gdpr.ControllerID, v *view, pk string) (sight, error) {
	lying, err := a.lying(ctx, pk)
	if err != nil {
		return sight{}, err
	}
	var items, ends []attributes
	for _, it := range lying {
		items = append(items, it.raw)
		for _, index := range numberIn(it.raw) {
			ends = append(ends, key(partition(c, kindLog, logEnds), endKey(index)))
		}
	}
	for some := range slices.Chunk(ends, maxBatch) {
		told, err := a.batch(ctx, some)
		if err != nil {
			return sight{}, err
		}
		for _, it := range told {
			v.tell(it)
		}
	}
	return newSight(items), nil
}

// view is what an audit has seen so far.
type view struct {
	at    time.Time
	kept  []transparency.Kept
	ends  map[int64]time.Time // by the numbers of leaves: the midnight by which each has ended
	ended []int64             // the numbers of what is being cleared

	versions []*controller.Declaration // oldest first
}

// take adds what was seen of a partition. What is being cleared may be gone in the next moment, and
// what is wrong with that is among the faults.
func (v *view) take(seen view) {
	v.kept = append(v.kept, seen.kept...)
	for _, index := range seen.ended {
		if _, told := v.ends[index]; !told {
			v.ends[index] = v.at
		}
	}
}

// tell notes an end that lies in the table. One that is no number is none.
func (v *view) tell(it attributes) {
	var index int64
	end := retention.Expiry(numberOf(it["end"]))
	if _, err := fmt.Sscanf(stringOf(it["sk"]), "%d", &index); err == nil && end > 0 {
		v.ends[index] = end.DayEnd().Time()
	}
}
