package stream

import (
	"context"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
)

// Log takes entries in; doing it twice is safe.
type Log interface {
	Append(ctx context.Context, entries []expiry.Key) error
}

// appendFor is the most that an invocation spends on the log. A shard's next batch, with mails
// in it, waits for this one: while decisions of visitors come in a flood, and all who append are at
// each other's tree, no mail waits for that any longer.
const appendFor = 10 * time.Second

// News handles a batch of the table's stream: each new mail is delivered, and then what
// belongs in the log goes there, all of the batch at once. The log never holds up a mail:
// it comes after them, for no longer than appendFor, and where it fails, that is said in the
// function's log and nothing comes again. What it lacks then the daily sweep finds in the table, as it finds what the
// stream has lost. A record that is deleted before it is in the log never gets there.
func News(d Deliverer, l Log, log *slog.Logger) func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	mails := Mails(d, log)
	return func(ctx context.Context, batch events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		answer, err := mails(ctx, batch)
		if entries := entriesIn(batch); len(entries) > 0 {
			if err := within(ctx, l, entries); err != nil {
				log.ErrorContext(ctx, "not in the log yet", "entries", len(entries), "error", err.Error())
			}
		}
		return answer, err
	}
}

func within(ctx context.Context, l Log, entries []expiry.Key) error {
	ctx, stop := context.WithTimeout(ctx, appendFor)
	defer stop()
	return l.Append(ctx, entries)
}

func entriesIn(batch events.DynamoDBEvent) []expiry.Key {
	var entries []expiry.Key
	for _, record := range batch.Records {
		pk, sk := record.Change.Keys["pk"], record.Change.Keys["sk"]
		if record.EventName == string(events.DynamoDBOperationTypeInsert) &&
			pk.DataType() == events.DataTypeString && sk.DataType() == events.DataTypeString &&
			dynamo.LoggedOf(pk.String(), sk.String()) {
			entries = append(entries, expiry.Key{Partition: pk.String(), Item: sk.String()})
		}
	}
	return entries
}
