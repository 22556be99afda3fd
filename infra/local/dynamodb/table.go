package dynamodb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// tableLimit bounds the wait for a new table; DynamoDB Local has it at once.
const tableLimit = 30 * time.Second

// Table is what a table is made of. Every key attribute is a string.
type Table struct {
	Name string
	// Hash and Range name the key; Range is empty for a table without one.
	Hash, Range string
	Indexes     []Index
	// TTL names the attribute with the moment of expiry in epoch seconds; empty sets none.
	TTL string
	// StreamView is KEYS_ONLY or another stream view type; empty means no stream.
	StreamView string
}

// Index is a global secondary index.
type Index struct {
	Name        string
	Hash, Range string
	// Projection is KEYS_ONLY (also when empty), ALL or INCLUDE; NonKey are the attributes that INCLUDE names.
	Projection string
	NonKey     []string
}

// CreateTable makes the table, on demand, and returns when it can be used. A table that exists already
// is fine if it has the same key, indexes and stream; one that differs is an error, since what is written to it
// would not be found.
func (s *Server) CreateTable(ctx context.Context, t Table) error {
	client := s.Client()
	_, err := client.CreateTable(ctx, t.input())
	if _, exists := errors.AsType[*types.ResourceInUseException](err); err != nil && !exists {
		return fmt.Errorf("create table %s: %w", t.Name, err)
	}
	name := &sdk.DescribeTableInput{TableName: aws.String(t.Name)}
	out, err := sdk.NewTableExistsWaiter(client).WaitForOutput(ctx, name, tableLimit)
	if err != nil {
		return fmt.Errorf("wait for table %s: %w", t.Name, err)
	}
	if have, want := shapeOf(out.Table), shapeOf(t.description()); have != want {
		return fmt.Errorf("table %s exists with another shape (%s, wanted %s): start with FRESH=1", t.Name, have, want)
	}
	if t.TTL == "" {
		return nil
	}
	return setTTL(ctx, client, t)
}

// StreamARN returns the name of the table's current stream.
func (s *Server) StreamARN(ctx context.Context, table string) (string, error) {
	out, err := s.Client().DescribeTable(ctx, &sdk.DescribeTableInput{TableName: aws.String(table)})
	if err != nil {
		return "", fmt.Errorf("describe table %s: %w", table, err)
	}
	if out.Table.LatestStreamArn == nil {
		return "", fmt.Errorf("table %s has no stream", table)
	}
	return *out.Table.LatestStreamArn, nil
}

// setTTL names the attribute once: DynamoDB refuses to set what is set already.
func setTTL(ctx context.Context, client *sdk.Client, t Table) error {
	out, err := client.DescribeTimeToLive(ctx, &sdk.DescribeTimeToLiveInput{TableName: aws.String(t.Name)})
	if err != nil {
		return fmt.Errorf("describe the TTL of table %s: %w", t.Name, err)
	}
	if d := out.TimeToLiveDescription; d != nil && d.AttributeName != nil {
		if *d.AttributeName != t.TTL {
			return fmt.Errorf("table %s expires by %s, wanted %s: start with FRESH=1", t.Name, *d.AttributeName, t.TTL)
		}
		return nil
	}
	_, err = client.UpdateTimeToLive(ctx, &sdk.UpdateTimeToLiveInput{
		TableName: aws.String(t.Name),
		TimeToLiveSpecification: &types.TimeToLiveSpecification{
			AttributeName: aws.String(t.TTL), Enabled: aws.Bool(true),
		},
	})
	if err != nil {
		return fmt.Errorf("set the TTL of table %s: %w", t.Name, err)
	}
	return nil
}
