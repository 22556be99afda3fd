package ses

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"ordholden/infra/local/ses/inbox"
)

// event is what SES publishes of a mail, in the shape and order that it has in the message of the SNS notification.
type event struct {
	EventType string     `json:"eventType"`
	Mail      mailObject `json:"mail"`
	Send      *struct{}  `json:"send,omitempty"`
	Delivery  *delivery  `json:"delivery,omitempty"`
	Bounce    *bounce    `json:"bounce,omitempty"`
	Complaint *complaint `json:"complaint,omitempty"`
}

type mailObject struct {
	Timestamp        stamp               `json:"timestamp"`
	Source           string              `json:"source"`
	SourceARN        string              `json:"sourceArn"`
	SendingAccountID string              `json:"sendingAccountId"`
	MessageID        string              `json:"messageId"`
	Destination      []string            `json:"destination"`
	HeadersTruncated bool                `json:"headersTruncated"`
	Headers          []header            `json:"headers"`
	CommonHeaders    commonHeaders       `json:"commonHeaders"`
	Tags             map[string][]string `json:"tags"`
}

type header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type commonHeaders struct {
	From      []string `json:"from"`
	ReplyTo   []string `json:"replyTo,omitempty"`
	Date      string   `json:"date,omitempty"`
	To        []string `json:"to"`
	MessageID string   `json:"messageId"`
	Subject   string   `json:"subject"`
}

type delivery struct {
	Timestamp            stamp    `json:"timestamp"`
	ProcessingTimeMillis int64    `json:"processingTimeMillis"`
	Recipients           []string `json:"recipients"`
	SMTPResponse         string   `json:"smtpResponse"`
	ReportingMTA         string   `json:"reportingMTA"`
}

type bounce struct {
	BounceType        string             `json:"bounceType"`
	BounceSubType     string             `json:"bounceSubType"`
	BouncedRecipients []bouncedRecipient `json:"bouncedRecipients"`
	Timestamp         stamp              `json:"timestamp"`
	FeedbackID        string             `json:"feedbackId"`
	ReportingMTA      string             `json:"reportingMTA"`
}

type bouncedRecipient struct {
	EmailAddress   string `json:"emailAddress"`
	Action         string `json:"action"`
	Status         string `json:"status"`
	DiagnosticCode string `json:"diagnosticCode"`
}

type complaint struct {
	ComplainedRecipients  []complainedRecipient `json:"complainedRecipients"`
	Timestamp             stamp                 `json:"timestamp"`
	FeedbackID            string                `json:"feedbackId"`
	UserAgent             string                `json:"userAgent"`
	ComplaintFeedbackType string                `json:"complaintFeedbackType"`
	ArrivalDate           stamp                 `json:"arrivalDate"`
}

type complainedRecipient struct {
	EmailAddress string `json:"emailAddress"`
}

// stamp is a moment as SES writes it: UTC, milliseconds.
type stamp time.Time

// MarshalText writes the moment.
func (s stamp) MarshalText() ([]byte, error) {
	return []byte(time.Time(s).UTC().Format("2006-01-02T15:04:05.000Z")), nil
}

// publish queues the events of an accepted mail: Send, then what SES's mailbox simulator would make of the recipient.
// SES publishes through the configuration set only, so a mail without one has no events.
func (s *Server) publish(kept inbox.Message, m *mail) {
	if kept.ConfigurationSet == "" {
		return
	}
	about := s.mailObject(kept, m)
	list := []event{{EventType: "Send", Mail: about, Send: &struct{}{}}}
	at := stamp(s.cfg.Now())
	switch local, _, _ := strings.Cut(strings.ToLower(kept.To), "@"); local {
	case "bounce":
		list = append(list, event{EventType: "Bounce", Mail: about, Bounce: bounceOf(kept, at)})
	case "complaint":
		list = append(list, deliveryOf(about, kept, at), event{EventType: "Complaint", Mail: about, Complaint: complaintOf(kept, at)})
	default:
		list = append(list, deliveryOf(about, kept, at))
	}
	for _, e := range list {
		text, err := json.Marshal(e)
		if err != nil {
			s.cfg.Log.Error("write an event", "error", err)
			return
		}
		s.topic.add(text)
	}
}

func (s *Server) mailObject(kept inbox.Message, m *mail) mailObject {
	o := mailObject{
		Timestamp: stamp(kept.Received), Source: m.get("From"),
		SourceARN:        fmt.Sprintf("arn:aws:ses:%s:000000000000:identity/%s", Region, kept.From),
		SendingAccountID: "000000000000", MessageID: kept.ID, Destination: []string{kept.To},
		CommonHeaders: commonHeaders{
			From: m.all("From"), ReplyTo: m.all("Reply-To"), Date: m.get("Date"), To: m.all("To"),
			MessageID: kept.ID, Subject: kept.Subject,
		},
		Tags: map[string][]string{
			"ses:configuration-set": {kept.ConfigurationSet},
			"ses:source-ip":         {"127.0.0.1"},
			"ses:from-domain":       {kept.From[strings.LastIndex(kept.From, "@")+1:]},
			"ses:caller-identity":   {"local"},
		},
	}
	for _, f := range m.fields {
		o.Headers = append(o.Headers, header{f.name, f.value})
	}
	for name, value := range kept.Tags {
		o.Tags[name] = []string{value}
	}
	return o
}

func deliveryOf(about mailObject, kept inbox.Message, at stamp) event {
	return event{EventType: "Delivery", Mail: about, Delivery: &delivery{
		Timestamp: at, ProcessingTimeMillis: 1, Recipients: []string{kept.To},
		SMTPResponse: "250 2.6.0 Message received", ReportingMTA: "local.amazonses.com",
	}}
}

func bounceOf(kept inbox.Message, at stamp) *bounce {
	return &bounce{
		BounceType: "Permanent", BounceSubType: "General", Timestamp: at, FeedbackID: kept.ID,
		ReportingMTA: "dns; local.amazonses.com",
		BouncedRecipients: []bouncedRecipient{{
			EmailAddress: kept.To, Action: "failed", Status: "5.1.1", DiagnosticCode: "smtp; 550 5.1.1 user unknown",
		}},
	}
}

func complaintOf(kept inbox.Message, at stamp) *complaint {
	return &complaint{
		ComplainedRecipients: []complainedRecipient{{kept.To}}, Timestamp: at, FeedbackID: kept.ID,
		UserAgent: "Amazon SES Mailbox Simulator", ComplaintFeedbackType: "abuse", ArrivalDate: at,
	}
}
