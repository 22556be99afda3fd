package feed

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	tables "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"

	"ordholden/infra/local/dynamodb"
)

// madeUpRegion is what DynamoDB Local writes where AWS writes the region.
const madeUpRegion = "ddblocal"

// record is a stream record as the function gets it.
type record struct {
	sequence string
	json     json.RawMessage
}

// wireRecord is AWS's shape of a stream record, in AWS's order.
type wireRecord struct {
	EventID        string        `json:"eventID"`
	EventName      string        `json:"eventName"`
	EventVersion   string        `json:"eventVersion"`
	EventSource    string        `json:"eventSource"`
	AWSRegion      string        `json:"awsRegion"`
	Change         wireChange    `json:"dynamodb"`
	UserIdentity   *wireIdentity `json:"userIdentity,omitempty"`
	EventSourceARN string        `json:"eventSourceARN"`
}

type wireChange struct {
	// ApproximateCreationDateTime is in epoch seconds; DynamoDB Local rounds it down to the minute.
	ApproximateCreationDateTime int64   `json:"ApproximateCreationDateTime"`
	Keys                        wireKey `json:"Keys"`
	SequenceNumber              string  `json:"SequenceNumber"`
	SizeBytes                   int64   `json:"SizeBytes"`
	StreamViewType              string  `json:"StreamViewType"`
}

type wireIdentity struct {
	Type        string `json:"type"`
	PrincipalID string `json:"principalId"`
}

// wireKey is an item's key: attribute → type → value, bytes in base64.
type wireKey map[string]map[string]string

// byTTL is who AWS says has removed an expired item.
var byTTL = wireIdentity{Type: "Service", PrincipalID: "dynamodb.amazonaws.com"}

// wire turns a record into what AWS would hand over.
func (r *run) wire(from types.Record) (record, error) {
	keys, err := streamKey(from.Dynamodb.Keys)
	if err != nil {
		return record{}, err
	}
	sequence := aws.ToString(from.Dynamodb.SequenceNumber)
	to := wireRecord{
		EventID:      strings.ReplaceAll(aws.ToString(from.EventID), "-", ""),
		EventName:    string(from.EventName),
		EventVersion: "1.1",
		EventSource:  "aws:dynamodb",
		AWSRegion:    region(aws.ToString(from.AwsRegion)),
		Change: wireChange{
			Keys: keys, SequenceNumber: sequence, SizeBytes: aws.ToInt64(from.Dynamodb.SizeBytes),
			StreamViewType: string(from.Dynamodb.StreamViewType),
		},
		EventSourceARN: strings.Replace(r.StreamARN, ":"+madeUpRegion+":", ":"+dynamodb.Region+":", 1),
	}
	if at := from.Dynamodb.ApproximateCreationDateTime; at != nil {
		to.Change.ApproximateCreationDateTime = at.Unix()
	}
	if from.EventName == types.OperationTypeRemove && r.Removals != nil {
		ttl, err := r.Removals.claim(keys, sequence)
		if err != nil {
			return record{}, err
		}
		if ttl {
			to.UserIdentity = &byTTL
		}
	}
	text, err := json.Marshal(to)
	if err != nil {
		return record{}, fmt.Errorf("write record %s: %w", sequence, err)
	}
	return record{sequence: sequence, json: text}, nil
}

func region(name string) string {
	if name == madeUpRegion {
		return dynamodb.Region
	}
	return name
}

// streamKey writes down a key that came from a stream.
func streamKey(from map[string]types.AttributeValue) (wireKey, error) {
	key := wireKey{}
	for name, value := range from {
		switch v := value.(type) {
		case *types.AttributeValueMemberS:
			key[name] = map[string]string{"S": v.Value}
		case *types.AttributeValueMemberN:
			key[name] = map[string]string{"N": v.Value}
		case *types.AttributeValueMemberB:
			key[name] = map[string]string{"B": base64.StdEncoding.EncodeToString(v.Value)}
		default:
			return nil, fmt.Errorf("key attribute %s has a type that no key has: %T", name, value)
		}
	}
	return key, nil
}

// itemKey writes down a key that came from the table, the same way.
func itemKey(from map[string]tables.AttributeValue) (wireKey, error) {
	key := wireKey{}
	for name, value := range from {
		switch v := value.(type) {
		case *tables.AttributeValueMemberS:
			key[name] = map[string]string{"S": v.Value}
		case *tables.AttributeValueMemberN:
			key[name] = map[string]string{"N": v.Value}
		case *tables.AttributeValueMemberB:
			key[name] = map[string]string{"B": base64.StdEncoding.EncodeToString(v.Value)}
		default:
			return nil, fmt.Errorf("key attribute %s has a type that no key has: %T", name, value)
		}
	}
	return key, nil
}

// String is the same for equal keys and differs for others.
func (k wireKey) String() string {
	text, _ := json.Marshal(map[string]map[string]string(k)) // strings only: cannot fail; sorted by name
	return string(text)
}
