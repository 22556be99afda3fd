package dynamo_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"ordholden/internal/dynamo"
)

// past is both tables of a bench as they were at an instant, item by item as they lie there. A
// test that does the same from one beginning many times makes that beginning once, and goes back
// to it: a few writes instead of new tables and dozens of calls for each time.
type past struct {
	at     time.Time
	tables map[string]map[string]attributeMap
}

type attributeMap = map[string]types.AttributeValue

// remembered is the bench as it is now.
func (b bench) remembered() past {
	b.t.Helper()
	p := past{at: b.clock.Now(), tables: map[string]map[string]attributeMap{}}
	for _, table := range []string{b.table.Name, b.table.Keys.Name} {
		p.tables[table] = b.raws(table)
	}
	return p
}

// raws is every item of a table as it lies there, by its key.
func (b bench) raws(table string) map[string]attributeMap {
	b.t.Helper()
	all := map[string]attributeMap{}
	for pages := sdk.NewScanPaginator(b.raw, &sdk.ScanInput{TableName: &table, ConsistentRead: aws.Bool(true)}); pages.HasMorePages(); {
		page := must[*sdk.ScanOutput](b.t)(pages.NextPage(context.WithoutCancel(b.t.Context())))
		for _, it := range page.Items {
			all[rawKey(it)] = it
		}
	}
	return all
}

func rawKey(it attributeMap) string {
	var name bytes.Buffer
	for _, v := range keyOf(it) {
		fmt.Fprintf(&name, "%q ", v.(*types.AttributeValueMemberS).Value)
	}
	return name.String()
}

// keyOf is the key of an item, in the order of its parts' names.
func keyOf(it attributeMap) []types.AttributeValue {
	if it["pk"] == nil {
		return []types.AttributeValue{it["id"]}
	}
	return []types.AttributeValue{it["pk"], it["sk"]}
}

// rewound makes the tables and the clock what they were, and clears the faults: by what differs, in batches.
func (b bench) rewound(p past) {
	b.t.Helper()
	for table, want := range p.tables {
		have := b.raws(table)
		var writes []types.WriteRequest
		for _, name := range slices.Sorted(maps.Keys(have)) {
			if want[name] != nil {
				continue
			}
			k := attributeMap{"pk": have[name]["pk"], "sk": have[name]["sk"]}
			if have[name]["pk"] == nil {
				k = attributeMap{"id": have[name]["id"]}
			}
			writes = append(writes, types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: k}})
		}
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if !reflect.DeepEqual(have[name], want[name]) {
				writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: want[name]}})
			}
		}
		for some := range slices.Chunk(writes, 25) {
			out := must[*sdk.BatchWriteItemOutput](b.t)(b.raw.BatchWriteItem(b.t.Context(), &sdk.BatchWriteItemInput{
				RequestItems: map[string][]types.WriteRequest{table: some},
			}))
			if len(out.UnprocessedItems) > 0 {
				b.t.Fatal("a batch was not written whole")
			}
		}
	}
	b.clock.set(p.at)
	b.Reset()
}

// restarted makes the tables and the clock what they were, in the eyes of a process that has read nothing yet.
func (b bench) restarted(p past) {
	b.t.Helper()
	b.rewound(p)
	b.table.Keys = &dynamo.Keyring{Client: b.table.Client, Name: b.table.Keys.Name, Now: b.clock.Now}
}

// afresh is an empty bench again: its tables as they were made, and a process that has read nothing.
func (b bench) afresh(empty past) bench {
	b.t.Helper()
	b.rewound(empty)
	b.table = &dynamo.Table{
		Client: b.table.Client, Name: b.table.Name, Now: b.clock.Now,
		Keys: &dynamo.Keyring{Client: b.table.Client, Name: b.table.Keys.Name, Now: b.clock.Now},
	}
	b.wire()
	return b
}

// The tests that go back stand on this.
func TestABenchGoesBackToWhatItWas(t *testing.T) {
	b := setUp(t)
	empty := b.remembered()
	b.opened(mojob, asks(kari, "access"))
	before, was := b.stored(), b.remembered()
	keys := b.scan(b.table.Keys.Name)
	held, _ := b.opened(mojob, asks(kari, "erasure"))
	b.deleted("mojob#CASE#"+string(held.ID), "CASE")
	b.erase(mojob, held.Subject)
	b.rewound(was)
	if d := cmp.Diff(before, b.stored()); d != "" || !b.clock.Now().Equal(was.at) {
		t.Errorf("at %s:\n%s", b.now(), d)
	}
	if d := cmp.Diff(keys, b.scan(b.table.Keys.Name)); d != "" {
		t.Errorf("the keys:\n%s", d)
	}
	fresh := b.afresh(empty)
	if len(fresh.stored())+len(fresh.scan(b.table.Keys.Name)) != 0 {
		t.Error("something is left")
	}
	fresh.opened(mojob, asks(kari, "access"))
	if len(fresh.stored()) != len(before) {
		t.Error("it does not begin anew")
	}
}
