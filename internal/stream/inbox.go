package stream

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/inbox"
)

// Taker registers one mail; taking it twice is safe.
type Taker interface {
	Take(ctx context.Context, n inbox.Notice) error
	// Sweep takes in the mail that no notice has told of; how many were tried.
	Sweep(ctx context.Context) (int, error)
}

// Inbox handles a batch of notices that mail has come in, from SES through SNS and
// SQS. A mail that fails is named, so that only it comes again. A notice that cannot
// be read is logged and passed over: the mail lies in the bucket all the same, where
// the sweep finds it. The schedule asks for that by a message of its own; it is done after
// the mails of the batch, and once, however often it is asked for.
func Inbox(t Taker, log *slog.Logger) func(context.Context, events.SQSEvent) (events.SQSEventResponse, error) {
	return func(ctx context.Context, batch events.SQSEvent) (events.SQSEventResponse, error) {
		answer := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
		failed := func(record events.SQSMessage) {
			answer.BatchItemFailures = append(answer.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
		}
		var sweeps []events.SQSMessage
		for _, record := range batch.Records {
			if sweepIn(record.Body) {
				sweeps = append(sweeps, record)
				continue
			}
			n, ok := noticeIn(record.Body)
			if !ok {
				log.ErrorContext(ctx, "unreadable notice of mail", "message", record.MessageId)
				continue
			}
			if err := t.Take(ctx, n); err != nil {
				log.ErrorContext(ctx, "mail not registered", "controller", n.Controller, "error", err.Error())
				failed(record)
			}
		}
		if len(sweeps) > 0 && !swept(ctx, t, log) {
			failed(sweeps[0])
		}
		return answer, nil
	}
}

// swept runs the sweep. The others that asked for it in the same batch need not come again.
func swept(ctx context.Context, t Taker, log *slog.Logger) bool {
	found, err := t.Sweep(ctx)
	if found > 0 {
		log.WarnContext(ctx, "mail without a record", "tried", found)
	}
	if err != nil {
		log.ErrorContext(ctx, "mail not swept", "error", err.Error())
	}
	return err == nil
}

// sweepIn reports whether a message is the schedule's. Nobody but SES's topic and the schedule may
// put one into the queue, and what SES tells of a mail has no such member.
func sweepIn(body string) bool {
	var message struct {
		Sweep bool `json:"sweep"`
	}
	return json.Unmarshal([]byte(body), &message) == nil && message.Sweep
}

// received is SES's notice of a mail that came in (SES Developer Guide, "Contents of
// notifications for Amazon SES email receiving"), as far as it is needed here. Of the
// mail itself only what the receiving server says is read, none of its headers.
type received struct {
	Type string `json:"notificationType"`
	Mail struct {
		Source    *string   `json:"source"`
		MessageID string    `json:"messageId"`
		Timestamp time.Time `json:"timestamp"`
	} `json:"mail"`
	Receipt struct {
		Timestamp time.Time `json:"timestamp"`
		Spam      verdict   `json:"spamVerdict"`
		Virus     verdict   `json:"virusVerdict"`
		SPF       verdict   `json:"spfVerdict"`
		DKIM      verdict   `json:"dkimVerdict"`
		DMARC     verdict   `json:"dmarcVerdict"`
		Action    struct {
			Type string `json:"type"`
			Key  string `json:"objectKey"`
		} `json:"action"`
	} `json:"receipt"`
}

type verdict struct {
	Status inbox.Verdict `json:"status"`
}

// noticeIn reads a notice, in SNS's envelope or without.
func noticeIn(body string) (inbox.Notice, bool) {
	var envelope struct {
		Type    string
		Message string
	}
	if err := json.Unmarshal([]byte(body), &envelope); err == nil && envelope.Type == "Notification" {
		body = envelope.Message
	}
	var r received
	if err := json.Unmarshal([]byte(body), &r); err != nil || r.Type != "Received" || r.Receipt.Action.Type != "S3" {
		return inbox.Notice{}, false
	}
	n, ok := inbox.NoticeOf(r.Receipt.Action.Key)
	if !ok || n.ID != r.Mail.MessageID {
		return inbox.Notice{}, false
	}
	n.ReturnPath, n.Received = r.Mail.Source, r.Receipt.Timestamp
	n.Verdicts = inbox.Verdicts{
		Spam: r.Receipt.Spam.Status, Virus: r.Receipt.Virus.Status,
		SPF: r.Receipt.SPF.Status, DKIM: r.Receipt.DKIM.Status, DMARC: r.Receipt.DMARC.Status,
	}
	return n, true
}
