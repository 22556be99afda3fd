package stack_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

type item = map[string]types.AttributeValue

// itemsOf reads a partition as it lies in the table, expired items too.
func itemsOf(t testing.TB, pk string) []item {
	t.Helper()
	out, err := world.Database.Client().Query(context.Background(), &dynamodb.QueryInput{
		TableName: aws.String(world.MainTable()), KeyConditionExpression: aws.String("pk = :pk"),
		ExpressionAttributeValues: item{":pk": &types.AttributeValueMemberS{Value: pk}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Items
}

// scan reads a whole table.
func scan(t testing.TB, table string) (items []item) {
	t.Helper()
	pages := dynamodb.NewScanPaginator(world.Database.Client(), &dynamodb.ScanInput{TableName: aws.String(table)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, page.Items...)
	}
	return items
}

// expire ends everything in a partition, a moment ago.
func expire(t testing.TB, pk string) {
	t.Helper()
	past := strconv.FormatInt(time.Now().Add(-time.Minute).Unix(), 10)
	for _, it := range itemsOf(t, pk) {
		_, err := world.Database.Client().UpdateItem(context.Background(), &dynamodb.UpdateItemInput{
			TableName: aws.String(world.MainTable()), Key: item{"pk": it["pk"], "sk": it["sk"]},
			UpdateExpression:          aws.String("SET expires = :past"),
			ExpressionAttributeValues: item{":past": &types.AttributeValueMemberN{Value: past}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
