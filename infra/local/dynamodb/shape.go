package dynamodb

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// input is the request that makes the table.
func (t Table) input() *sdk.CreateTableInput {
	in := &sdk.CreateTableInput{
		TableName:            aws.String(t.Name),
		BillingMode:          types.BillingModePayPerRequest,
		KeySchema:            keySchema(t.Hash, t.Range),
		AttributeDefinitions: t.attributes(),
	}
	for _, i := range t.Indexes {
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName:  aws.String(i.Name),
			KeySchema:  keySchema(i.Hash, i.Range),
			Projection: &types.Projection{ProjectionType: i.projection(), NonKeyAttributes: i.NonKey},
		})
	}
	if t.StreamView != "" {
		in.StreamSpecification = &types.StreamSpecification{
			StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewType(t.StreamView),
		}
	}
	return in
}

func (i Index) projection() types.ProjectionType {
	if i.Projection == "" {
		return types.ProjectionTypeKeysOnly
	}
	return types.ProjectionType(i.Projection)
}

// attributes lists every attribute that is part of a key, once each.
func (t Table) attributes() []types.AttributeDefinition {
	names := []string{t.Hash, t.Range}
	for _, i := range t.Indexes {
		names = append(names, i.Hash, i.Range)
	}
	seen := map[string]bool{"": true}
	var list []types.AttributeDefinition
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			list = append(list, types.AttributeDefinition{
				AttributeName: aws.String(name), AttributeType: types.ScalarAttributeTypeS,
			})
		}
	}
	return list
}

func keySchema(hash, rng string) []types.KeySchemaElement {
	schema := []types.KeySchemaElement{{AttributeName: aws.String(hash), KeyType: types.KeyTypeHash}}
	if rng != "" {
		schema = append(schema, types.KeySchemaElement{AttributeName: aws.String(rng), KeyType: types.KeyTypeRange})
	}
	return schema
}

// description is the part of DescribeTable's answer that shapeOf compares, as this table would have it.
func (t Table) description() *types.TableDescription {
	in := t.input()
	d := &types.TableDescription{
		KeySchema: in.KeySchema, AttributeDefinitions: in.AttributeDefinitions, StreamSpecification: in.StreamSpecification,
	}
	for _, i := range in.GlobalSecondaryIndexes {
		d.GlobalSecondaryIndexes = append(d.GlobalSecondaryIndexes, types.GlobalSecondaryIndexDescription{
			IndexName: i.IndexName, KeySchema: i.KeySchema, Projection: i.Projection,
		})
	}
	return d
}

// shapeOf writes down what two tables must share to be used for one another.
func shapeOf(d *types.TableDescription) string {
	kinds := map[string]string{}
	for _, a := range d.AttributeDefinitions {
		kinds[*a.AttributeName] = string(a.AttributeType)
	}
	parts := []string{"key " + keyOf(d.KeySchema, kinds)}
	for _, i := range d.GlobalSecondaryIndexes {
		named := slices.Sorted(slices.Values(i.Projection.NonKeyAttributes)) // the table tells them in an order of its own
		parts = append(parts, fmt.Sprintf("index %s %s %s %v", *i.IndexName, keyOf(i.KeySchema, kinds), i.Projection.ProjectionType, named))
	}
	sort.Strings(parts[1:])
	if s := d.StreamSpecification; s != nil && aws.ToBool(s.StreamEnabled) {
		parts = append(parts, "stream "+string(s.StreamViewType))
	}
	return strings.Join(parts, ", ")
}

func keyOf(schema []types.KeySchemaElement, kinds map[string]string) string {
	parts := make([]string, len(schema))
	for i, k := range schema {
		parts[i] = *k.AttributeName + ":" + kinds[*k.AttributeName]
	}
	return strings.Join(parts, "/")
}
