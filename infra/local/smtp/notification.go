package smtp

import (
	"time"
)

// notification is what SES publishes of a message that a rule's S3 action has stored, in the shape and order that it
// has in the message of the SNS notification (SES Developer Guide, "Contents of notifications for Amazon SES email
// receiving").
type notification struct {
	Type    string  `json:"notificationType"`
	Mail    mail    `json:"mail"`
	Receipt receipt `json:"receipt"`
}

type mail struct {
	Timestamp        stamp         `json:"timestamp"`
	Source           string        `json:"source"`
	MessageID        string        `json:"messageId"`
	Destination      []string      `json:"destination"`
	HeadersTruncated bool          `json:"headersTruncated"`
	Headers          []header      `json:"headers"`
	CommonHeaders    commonHeaders `json:"commonHeaders"`
}

type header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type commonHeaders struct {
	ReturnPath string   `json:"returnPath"`
	From       []string `json:"from,omitempty"`
	ReplyTo    []string `json:"replyTo,omitempty"`
	Date       string   `json:"date,omitempty"`
	To         []string `json:"to,omitempty"`
	Cc         []string `json:"cc,omitempty"`
	MessageID  string   `json:"messageId,omitempty"`
	Subject    string   `json:"subject,omitempty"`
}

type receipt struct {
	Timestamp            stamp    `json:"timestamp"`
	ProcessingTimeMillis int64    `json:"processingTimeMillis"`
	Recipients           []string `json:"recipients"`
	SpamVerdict          verdict  `json:"spamVerdict"`
	VirusVerdict         verdict  `json:"virusVerdict"`
	SPFVerdict           verdict  `json:"spfVerdict"`
	DKIMVerdict          verdict  `json:"dkimVerdict"`
	DMARCVerdict         verdict  `json:"dmarcVerdict"`
	DMARCPolicy          string   `json:"dmarcPolicy,omitempty"`
	Action               action   `json:"action"`
}

type verdict struct {
	Status string `json:"status"`
}

type action struct {
	Type            string `json:"type"`
	TopicARN        string `json:"topicArn"`
	BucketName      string `json:"bucketName"`
	ObjectKeyPrefix string `json:"objectKeyPrefix,omitempty"`
	ObjectKey       string `json:"objectKey"`
}

// stamp is a moment as SES writes it: UTC, milliseconds.
type stamp time.Time

// MarshalText writes the moment.
func (s stamp) MarshalText() ([]byte, error) {
	return []byte(time.Time(s).UTC().Format("2006-01-02T15:04:05.000Z")), nil
}

// notification is what the rule's topic is told of a message, which has its stamps.
func (s *Server) notification(a *arrival, r Rule, message []byte) notification {
	fields, found := headersOf(message), a.verdicts.under(r)
	n := notification{
		Type: "Received",
		Mail: mail{
			Timestamp: stamp(a.at), Source: a.envelope.from, MessageID: a.id, Destination: a.envelope.to,
			CommonHeaders: common(fields),
		},
		Receipt: receipt{
			Timestamp: stamp(a.at), ProcessingTimeMillis: s.cfg.Now().Sub(a.at).Milliseconds(), Recipients: a.recipients(r),
			SpamVerdict: verdict{found.Spam}, VirusVerdict: verdict{found.Virus}, SPFVerdict: verdict{found.SPF},
			DKIMVerdict: verdict{found.DKIM}, DMARCVerdict: verdict{found.DMARC},
			Action: action{Type: "S3", TopicARN: r.Topic, BucketName: r.Bucket, ObjectKeyPrefix: r.Prefix, ObjectKey: r.Prefix + a.id},
		},
	}
	if found.DMARC == fail {
		n.Receipt.DMARCPolicy = found.Policy
	}
	n.Mail.Headers, n.Mail.HeadersTruncated = cut(fields)
	return n
}
