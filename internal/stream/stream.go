// Package stream owns what DynamoDB and SES tell us through Lambda: which items
// are new, and what became of mails.
package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// Deliverer sends one mail if it is due; sending twice is safe.
type Deliverer interface {
	Deliver(ctx context.Context, r outbox.Ref) error
}

// Mails handles a batch of the table's stream: each new mail is delivered. A
// record that fails is named, so that only from there on the batch comes again;
// records that name no mail are passed over, whatever the filter let through.
func Mails(d Deliverer, log *slog.Logger) func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	return func(ctx context.Context, batch events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		answer := events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{}}
		for _, record := range batch.Records {
			ref, ok := mailIn(record)
			if !ok {
				continue
			}
			err := late(ctx)
			if err == nil {
				err = d.Deliver(ctx, ref)
			}
			if err != nil {
				log.ErrorContext(ctx, "mail not delivered", "controller", ref.Controller, "case", ref.Case,
					"entry", ref.Entry, "error", err.Error())
				answer.BatchItemFailures = append(answer.BatchItemFailures,
					events.DynamoDBBatchItemFailure{ItemIdentifier: record.Change.SequenceNumber})
			}
		}
		return answer, nil
	}
}

// oneMail is as long as one mail can take that has to wait for SES.
const oneMail = 12 * time.Second

// late is an error where the function would be cut off in the middle of another mail: that
// one would count as perhaps sent, and wait. It comes again instead, with all after it.
func late(ctx context.Context) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < oneMail {
		return errors.New("no time is left in this batch")
	}
	return nil
}

func mailIn(record events.DynamoDBEventRecord) (outbox.Ref, bool) {
	pk, sk := record.Change.Keys["pk"], record.Change.Keys["sk"]
	if record.EventName != string(events.DynamoDBOperationTypeInsert) ||
		pk.DataType() != events.DataTypeString || sk.DataType() != events.DataTypeString {
		return outbox.Ref{}, false
	}
	return dynamo.RefOf(pk.String(), sk.String())
}

// The names of the tags that each mail carries to SES and its events bring back.
const (
	TagController = "controller"
	TagCase       = "case"
	TagMail       = "mail"
)

// Tags is a mail's name as tags.
func Tags(r outbox.Ref) map[string]string {
	return map[string]string{TagController: string(r.Controller), TagCase: string(r.Case), TagMail: r.Entry}
}

// sesEvent is what a configuration set publishes (SES Developer Guide,
// "Examples of event data"), as far as it is needed here.
type sesEvent struct {
	Type string `json:"eventType"`
	Mail struct {
		MessageID string              `json:"messageId"`
		Tags      map[string][]string `json:"tags"`
	} `json:"mail"`
}

// on is what an event means for its mail; "" where it changes nothing. A
// transient bounce (a full mailbox, a vacation) is SES's last word all the same.
func (e sesEvent) on() outbox.Event {
	switch e.Type {
	case "Send":
		return outbox.Accept
	case "Delivery":
		return outbox.Deliver
	case "Bounce":
		return outbox.Bounce
	case "Complaint":
		return outbox.Complaint
	case "Reject", "Rendering Failure":
		return outbox.Bounce
	}
	return ""
}

func (e sesEvent) ref() (outbox.Ref, bool) {
	tag := func(name string) string {
		if values := e.Mail.Tags[name]; len(values) == 1 {
			return values[0]
		}
		return ""
	}
	id, ok := gdpr.ParseID(tag(TagCase))
	r := outbox.Ref{Controller: gdpr.ControllerID(tag(TagController)), Case: id, Entry: tag(TagMail)}
	return r, ok && r.Controller != "" && r.Entry != ""
}

// Feedback handles what SES tells of mails. A message that cannot be read, or is
// about a mail that is not ours, is logged and passed over: trying again would
// read the same.
func Feedback(s outbox.Store, log *slog.Logger) func(context.Context, events.SNSEvent) error {
	return func(ctx context.Context, batch events.SNSEvent) error {
		var failed []error
		for _, record := range batch.Records {
			var e sesEvent
			if err := json.Unmarshal([]byte(record.SNS.Message), &e); err != nil {
				log.ErrorContext(ctx, "unreadable event of SES", "message", record.SNS.MessageID)
				continue
			}
			ref, ok := e.ref()
			if !ok || e.on() == "" {
				log.WarnContext(ctx, "event of SES about no mail of ours", "type", e.Type, "message", e.Mail.MessageID)
				continue
			}
			if err := outbox.Note(ctx, s, ref, e.on(), e.Mail.MessageID); err != nil {
				failed = append(failed, fmt.Errorf("%s of %s: %w", e.Type, ref.Case, err))
			} else if e.on() == outbox.Bounce {
				ref.NotAsked(ctx, log, "bounced")
			}
		}
		return errors.Join(failed...)
	}
}
