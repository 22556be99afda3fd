package stream

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
)

// Finisher carries out what follows from an event; doing it twice, or late, is safe.
type Finisher interface {
	Take(ctx context.Context, e expiry.Event) error
}

// Removals handles a batch of the table's stream: what follows from heads and files that
// are gone, and from profiles that slid on. Whoever deleted them (time to live, the sweep,
// an erasure) makes no difference. A record that fails is named, so that only from there
// on the batch comes again; what is none of these is passed over.
func Removals(f Finisher, log *slog.Logger) func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	return func(ctx context.Context, batch events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		answer := events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{}}
		for _, record := range batch.Records {
			e := endIn(record)
			if e.What == expiry.Nothing {
				continue
			}
			if err := f.Take(ctx, e); err != nil {
				log.ErrorContext(ctx, "end not carried out", "partition", e.Key.Partition, "item", e.Key.Item, "error", err.Error())
				answer.BatchItemFailures = append(answer.BatchItemFailures,
					events.DynamoDBBatchItemFailure{ItemIdentifier: record.Change.SequenceNumber})
			}
		}
		return answer, nil
	}
}

func endIn(record events.DynamoDBEventRecord) expiry.Event {
	pk, sk := record.Change.Keys["pk"], record.Change.Keys["sk"]
	if pk.DataType() != events.DataTypeString || sk.DataType() != events.DataTypeString {
		return expiry.Event{}
	}
	e := expiry.Event{
		Key: expiry.Key{Partition: pk.String(), Item: sk.String()},
		At:  record.Change.ApproximateCreationDateTime.Time,
	}
	switch events.DynamoDBOperationType(record.EventName) {
	case events.DynamoDBOperationTypeRemove:
		e.What = dynamo.GoneOf(pk.String(), sk.String())
	case events.DynamoDBOperationTypeModify:
		e.What = dynamo.ChangedOf(pk.String(), sk.String())
	}
	return e
}
