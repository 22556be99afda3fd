package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/bench/seed"
)

// shape is what the stack's table of that name is made of.
func (b *bench) shape(ctx context.Context, name string) (*types.TableDescription, error) {
	out, err := b.stack.Database.Client().DescribeTable(ctx, &sdk.DescribeTableInput{TableName: aws.String(name)})
	if err != nil {
		return nil, fmt.Errorf("shape of table %s: %w", name, err)
	}
	return out.Table, nil
}

// create makes an empty table of a shape, as yet without its stream: until something is
// measured nobody reads it, and it takes as long to write as the items.
func create(ctx context.Context, client *sdk.Client, name string, shape *types.TableDescription) error {
	in := &sdk.CreateTableInput{
		TableName: aws.String(name), BillingMode: types.BillingModePayPerRequest,
		KeySchema: shape.KeySchema, AttributeDefinitions: shape.AttributeDefinitions,
	}
	for _, i := range shape.GlobalSecondaryIndexes {
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: i.IndexName, KeySchema: i.KeySchema, Projection: i.Projection,
		})
	}
	if _, err := client.CreateTable(ctx, in); err != nil {
		return fmt.Errorf("make table %s: %w", name, err)
	}
	return nil
}

// openStream gives a table the stream that its shape has.
func openStream(ctx context.Context, client *sdk.Client, name string, shape *types.TableDescription) error {
	if shape.StreamSpecification == nil {
		return nil
	}
	_, err := client.UpdateTable(ctx, &sdk.UpdateTableInput{
		TableName: aws.String(name), StreamSpecification: shape.StreamSpecification,
	})
	if err != nil {
		return fmt.Errorf("open the stream of table %s: %w", name, err)
	}
	return nil
}

// tables are two like the stack's, for one measurement.
type tables struct {
	client     *sdk.Client
	main, keys string
}

// tables makes both, with so much in them. Whoever is done with them drops them.
func (b *bench) tables(ctx context.Context, name string, records, keys []seed.Item) (t *tables, err error) {
	t = &tables{client: b.stack.Database.Client(), main: "bench-" + name, keys: "bench-" + name + "-keys"}
	defer func() {
		if err != nil {
			err = errors.Join(err, t.drop())
		}
	}()
	for _, each := range []struct {
		name, like string
		items      []seed.Item
	}{{t.main, b.stack.MainTable(), records}, {t.keys, b.stack.KeysTable(), keys}} {
		shape, err := b.shape(ctx, each.like)
		if err != nil {
			return nil, err
		}
		if err := create(ctx, t.client, each.name, shape); err != nil {
			return nil, err
		}
		if err := seed.Put(ctx, t.client, each.name, each.items); err != nil {
			return nil, err
		}
		if err := openStream(ctx, t.client, each.name, shape); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// environment has a function use them.
func (t *tables) environment() []string { return []string{"TABLE=" + t.main, "KEYS=" + t.keys} }

// all is every item of both.
func (t *tables) all(ctx context.Context) ([]seed.Item, error) {
	var items []seed.Item
	for _, name := range []string{t.main, t.keys} {
		in := &sdk.ScanInput{TableName: aws.String(name), ConsistentRead: aws.Bool(true)}
		for pages := sdk.NewScanPaginator(t.client, in); pages.HasMorePages(); {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return nil, fmt.Errorf("read table %s: %w", name, err)
			}
			items = append(items, page.Items...)
		}
	}
	return items, nil
}

// drop is done whatever has been canceled. A table that was never made is no error.
func (t *tables) drop() error {
	var failed []error
	for _, name := range []string{t.main, t.keys} {
		_, err := t.client.DeleteTable(context.Background(), &sdk.DeleteTableInput{TableName: aws.String(name)})
		if _, missing := errors.AsType[*types.ResourceNotFoundException](err); !missing {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}
