package queue

import (
	"crypto/md5"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// Where the local stack pretends to be.
const (
	region  = "eu-north-1"
	account = "000000000000"
)

// message is one in the queue.
type message struct {
	id, body string
	sent     time.Time
	receives int
	handle   string // of the last delivery
	first    time.Time
	visible  time.Time // when it may be delivered
	cause    error     // why it was not handled the last time
}

func newMessage(body string) *message {
	now := time.Now()
	return &message{id: newID(), body: body, sent: now, visible: now}
}

// newID returns a random UUID (version 4), the form of SQS's and SNS's ids.
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// envelope is what SNS puts around a message that it hands to SQS. The signature is none.
func envelope(topic, subject, text string) string {
	type notification struct {
		Type             string
		MessageId        string
		TopicArn         string
		Subject          string `json:",omitempty"`
		Message          string
		Timestamp        string
		SignatureVersion string
		Signature        string
		SigningCertURL   string
		UnsubscribeURL   string
	}
	body, err := json.Marshal(notification{
		Type: "Notification", MessageId: newID(), TopicArn: topic, Subject: subject, Message: text,
		Timestamp: time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), SignatureVersion: "1", Signature: "EXAMPLE",
		SigningCertURL: "https://sns." + region + ".amazonaws.com/SimpleNotificationService-EXAMPLE.pem",
		UnsubscribeURL: "https://sns." + region + ".amazonaws.com/?Action=Unsubscribe&SubscriptionArn=" + topic + ":EXAMPLE",
	})
	if err != nil {
		panic(err) // strings always encode
	}
	return string(body)
}

// deliver notes that the message is handed out now.
func (m *message) deliver(now time.Time, visibility time.Duration) {
	if m.receives++; m.receives == 1 {
		m.first = now
	}
	var b [24]byte
	rand.Read(b[:]) // never fails
	m.handle, m.visible = base64.StdEncoding.EncodeToString(b[:]), now.Add(visibility)
}

// record is the message as an invocation gets it.
func (q *Queue) record(m *message) events.SQSMessage {
	sum := md5.Sum([]byte(m.body))
	return events.SQSMessage{
		MessageId: m.id, ReceiptHandle: m.handle, Body: m.body, Md5OfBody: hex.EncodeToString(sum[:]),
		Attributes: map[string]string{
			"ApproximateReceiveCount":          strconv.Itoa(m.receives),
			"SentTimestamp":                    strconv.FormatInt(m.sent.UnixMilli(), 10),
			"SenderId":                         "AIDAEXAMPLE",
			"ApproximateFirstReceiveTimestamp": strconv.FormatInt(m.first.UnixMilli(), 10),
		},
		MessageAttributes: map[string]events.SQSMessageAttribute{},
		EventSource:       "aws:sqs", EventSourceARN: "arn:aws:sqs:" + region + ":" + account + ":" + q.cfg.Name, AWSRegion: region,
	}
}
