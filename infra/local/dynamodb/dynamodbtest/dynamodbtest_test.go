package dynamodbtest

import (
	"context"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func TestTablesAreFreshForEachCall(t *testing.T) {
	client, first, firstKeys := Table(t)
	_, err := client.PutItem(t.Context(), &sdk.PutItemInput{
		TableName: aws.String(first),
		Item: map[string]types.AttributeValue{
			"pk": &types.AttributeValueMemberS{Value: "mojob#VISITOR#1"},
			"sk": &types.AttributeValueMemberS{Value: "CONSENT#1"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, second, secondKeys := Table(t)
	if first == second || firstKeys == secondKeys || first == firstKeys {
		t.Fatalf("names are not apart: %s %s %s %s", first, firstKeys, second, secondKeys)
	}
	out, err := client.Scan(t.Context(), &sdk.ScanInput{TableName: aws.String(second)})
	if err != nil {
		t.Fatal(err)
	}
	if out.Count != 0 {
		t.Errorf("a new table holds %d items", out.Count)
	}
}

func TestTablesHaveTheSchemaOfTheDeployedOnesAndNoTTL(t *testing.T) {
	client, table, keys := Table(t)
	main, err := client.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String(table)})
	if err != nil {
		t.Fatal(err)
	}
	if got := schema(main.Table.KeySchema); got != "pk HASH, sk RANGE" {
		t.Errorf("main key: %s", got)
	}
	if n := len(main.Table.GlobalSecondaryIndexes); n != 2 {
		t.Fatalf("%d indexes", n)
	}
	indexes := map[string]types.GlobalSecondaryIndexDescription{}
	for _, i := range main.Table.GlobalSecondaryIndexes {
		indexes[*i.IndexName] = i
	}
	due, queue := indexes["due"], indexes["queue"]
	if queue.IndexName == nil || schema(queue.KeySchema) != "queue HASH, deadline RANGE" || queue.Projection.ProjectionType != "INCLUDE" {
		t.Fatalf("index: %+v", queue)
	}
	if *due.IndexName != "due" || schema(due.KeySchema) != "agenda HASH, due RANGE" || due.Projection.ProjectionType != "KEYS_ONLY" {
		t.Errorf("index: %s (%s) %s", *due.IndexName, schema(due.KeySchema), due.Projection.ProjectionType)
	}
	if v := main.Table.StreamSpecification; v == nil || v.StreamViewType != "KEYS_ONLY" {
		t.Errorf("stream: %+v", v)
	}
	ttl, err := client.DescribeTimeToLive(t.Context(), &sdk.DescribeTimeToLiveInput{TableName: aws.String(table)})
	if err != nil {
		t.Fatal(err)
	}
	if got := aws.ToString(ttl.TimeToLiveDescription.AttributeName); got != "" {
		t.Errorf("TTL attribute: %q", got)
	}
	small, err := client.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String(keys)})
	if err != nil {
		t.Fatal(err)
	}
	if got := schema(small.Table.KeySchema); got != "id HASH" || small.Table.StreamSpecification != nil {
		t.Errorf("keys table: %s, stream %+v", got, small.Table.StreamSpecification)
	}
}

func TestTablesAreGoneWhenTheirTestEnds(t *testing.T) {
	var client *sdk.Client
	var table string
	t.Run("user", func(t *testing.T) { client, table, _ = Table(t) })
	_, err := client.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String(table)})
	if err == nil || !strings.Contains(err.Error(), "ResourceNotFoundException") {
		t.Errorf("the table is still there: %v", err)
	}
}

// What Main does around the tests of a package, done around one: this must see the server gone at the end.
func TestServerIsStoppedWhenTheBinaryEnds(t *testing.T) {
	if os.Getenv(endpointVariable) != "" {
		return // somebody else's server, left running on purpose
	}
	address := strings.TrimPrefix(Server(t).URL, "http://")
	shut()
	t.Cleanup(open)
	conn, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", address)
	if err == nil {
		conn.Close()
		t.Error("the server still listens")
	}
}

func TestUseWithoutMainIsAccused(t *testing.T) {
	shut()
	t.Cleanup(open)
	accused := &recorder{TB: t}
	func() {
		defer func() { recover() }()
		Server(accused)
	}()
	if !strings.Contains(accused.said, "TestMain") {
		t.Errorf("said %q", accused.said)
	}
}

// recorder stands in for a test that is expected to fail.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Fatal(args ...any) {
	r.said, _ = args[0].(string)
	panic("the test has ended")
}

func schema(keys []types.KeySchemaElement) string {
	var parts []string
	for _, k := range keys {
		parts = append(parts, *k.AttributeName+" "+string(k.KeyType))
	}
	return strings.Join(parts, ", ")
}
