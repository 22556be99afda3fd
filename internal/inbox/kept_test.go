package inbox_test

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"

	locals3 "ordholden/infra/local/s3"
	"ordholden/internal/gdpr"
)

type item = map[string]types.AttributeValue

// kept is all that lies in the tables and the bucket.
type kept struct {
	tables  map[string]map[string]item
	objects map[string]locals3.Object
}

// all reads everything, past every fault.
func (b bench) all() kept {
	b.t.Helper()
	k := kept{tables: map[string]map[string]item{}, objects: map[string]locals3.Object{}}
	for _, table := range []string{b.main, b.keys} {
		k.tables[table] = map[string]item{}
		for pages := dynamodb.NewScanPaginator(b.raw, &dynamodb.ScanInput{TableName: &table, ConsistentRead: aws.Bool(true)}); pages.HasMorePages(); {
			page, err := pages.NextPage(context.WithoutCancel(b.t.Context()))
			if err != nil {
				b.t.Fatal(err)
			}
			for _, it := range page.Items {
				k.tables[table][fmt.Sprint(keyOf(it))] = it
			}
		}
	}
	for _, key := range b.bucket.Keys(bucketName, "") {
		k.objects[key], _ = b.bucket.Get(bucketName, key)
	}
	return k
}

func keyOf(it item) []string {
	var parts []string
	for _, name := range []string{"id", "pk", "sk"} {
		if s, ok := it[name].(*types.AttributeValueMemberS); ok {
			parts = append(parts, s.Value)
		}
	}
	return parts
}

// restore brings the tables and the bucket back to what they were.
func (b bench) restore(to kept) {
	b.t.Helper()
	now := b.all()
	for _, table := range []string{b.main, b.keys} {
		var writes []types.WriteRequest
		for key, it := range now.tables[table] {
			if _, stays := to.tables[table][key]; !stays {
				writes = append(writes, types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: only(it, "id", "pk", "sk")}})
			}
		}
		for key, it := range to.tables[table] {
			if !reflect.DeepEqual(it, now.tables[table][key]) {
				writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: it}})
			}
		}
		for batch := range slices.Chunk(writes, 25) {
			out, err := b.raw.BatchWriteItem(b.t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{table: batch}})
			if err != nil || len(out.UnprocessedItems) > 0 {
				b.t.Fatalf("%v, %d left", err, len(out.UnprocessedItems))
			}
		}
	}
	for key := range now.objects {
		if _, stays := to.objects[key]; !stays {
			b.remove(key)
		}
	}
	for key, o := range to.objects {
		if err := b.bucket.Put(bucketName, key, o); err != nil {
			b.t.Fatal(err)
		}
	}
}

func (b bench) remove(key string) {
	b.t.Helper()
	if _, err := b.blobs.DeleteObject(b.t.Context(), &awss3.DeleteObjectInput{Bucket: aws.String(bucketName), Key: &key}); err != nil {
		b.t.Fatal(err)
	}
}

func only(it item, names ...string) item {
	kept := item{}
	for _, name := range names {
		if v, ok := it[name]; ok {
			kept[name] = v
		}
	}
	return kept
}

// record is an item of the table, as far as the tests look into it.
type record struct {
	PK       string   `dynamodbav:"pk"`
	SK       string   `dynamodbav:"sk"`
	Expires  int64    `dynamodbav:"expires"`
	End      int64    `dynamodbav:"end"`
	Case     gdpr.ID  `dynamodbav:"case"`
	Subject  string   `dynamodbav:"subject"`
	Received string   `dynamodbav:"received"`
	Created  string   `dynamodbav:"created"`
	Until    string   `dynamodbav:"until"`
	Answer   string   `dynamodbav:"answer"`
	Answers  gdpr.ID  `dynamodbav:"answers"`
	Withheld string   `dynamodbav:"withheld"`
	Held     string   `dynamodbav:"held"`
	Size     int64    `dynamodbav:"size"`
	Kind     string   `dynamodbav:"kind"`
	Rights   []string `dynamodbav:"rights"`
	Channel  string   `dynamodbav:"channel"`
	Workflow string   `dynamodbav:"workflow"`
	On       string   `dynamodbav:"on"`
	Messages int      `dynamodbav:"messages"`
	Joined   any      `dynamodbav:"joined"` // of a pointer whether, of a case to which
}

// records is the items of the main table, by their keys.
func (b bench) records(k kept) map[string]record {
	b.t.Helper()
	all := map[string]record{}
	for _, it := range k.tables[b.main] {
		var r record
		decode(b.t, it, &r)
		all[r.PK+" "+r.SK] = r
	}
	return all
}

// parts is the controller, the kind and the id that a partition is of.
func (r record) parts() (c gdpr.ControllerID, kind, id string) {
	parts := strings.SplitN(r.PK, "#", 3)
	return gdpr.ControllerID(parts[0]), parts[1], parts[2]
}

// shape is what kinds of things lie there, and how many of each: what two ways to the
// same end have in common.
func (b bench) shape(k kept) string {
	counts := map[string]int{}
	for _, r := range b.records(k) {
		c, kind, _ := r.parts()
		name, rest, _ := strings.Cut(r.SK, "#")
		if name == "MAIL" {
			rest, _, _ = strings.Cut(rest, "added-")
			name += " " + rest
		}
		counts[strings.TrimSpace(fmt.Sprintf("%s %s %s %s%s%s%s", c, kind, name, r.On, r.Workflow, r.Answer, r.Withheld))]++
	}
	for key := range k.objects {
		folder, _, _ := strings.Cut(key, "/")
		counts[folder]++
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		lines = append(lines, fmt.Sprintf("%d %s", counts[name], name))
	}
	return strings.Join(append(lines, fmt.Sprint(len(k.tables[b.keys]), " keys")), "\n")
}

func decode(t testing.TB, it item, into any) {
	t.Helper()
	if err := attributevalue.UnmarshalMap(it, into); err != nil {
		t.Fatal(err)
	}
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(layout, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
