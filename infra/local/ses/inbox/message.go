// Package inbox owns the mail that the local SES has accepted.
package inbox

import (
	"bytes"
	"fmt"
	"net/textproto"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"
)

// Message is a mail as a person or a test reads it: decoded, with \n as the end of a line.
type Message struct {
	// ID is SES's message id.
	ID string `json:"id"`
	// Received is when the mail was accepted.
	Received time.Time `json:"received"`
	// From and To are the addresses of the envelope, without names: what the mail says itself is in Headers.
	From    string `json:"from"`
	To      string `json:"to"`
	Subject string `json:"subject"`
	// Text and HTML are the parts; empty when the mail has none.
	Text string `json:"text"`
	HTML string `json:"html"`
	// Headers are the mail's own, with Delivery's in front; Get finds the first of a name.
	Headers textproto.MIMEHeader `json:"headers"`
	// ConfigurationSet and Tags came with the call.
	ConfigurationSet string            `json:"configurationSet"`
	Tags             map[string]string `json:"tags"`
	// Faults are what a reader of the MIME structure had to forgive.
	Faults []string `json:"faults,omitempty"`

	raw []byte
}

// Raw is the mail as it was delivered, byte for byte.
func (m Message) Raw() []byte { return bytes.Clone(m.raw) }

// Delivery is what the envelope and the call say of a mail. It is written in front of the mail, as mail servers do.
type Delivery struct {
	From, To         string
	ConfigurationSet string
	Tags             []Tag
	// OriginalID is the Message-ID that the sender wrote and SES replaced.
	OriginalID string
}

// Tag is a message tag of SES.
type Tag struct{ Name, Value string }

// The headers that carry a Delivery. Values come from checked fields: none holds a line break, a tag no comma or space.
const (
	headerFrom     = "Return-Path"
	headerTo       = "Delivered-To"
	headerSet      = "X-Ses-Configuration-Set"
	headerTags     = "X-Ses-Message-Tags"
	headerOriginal = "X-Original-Message-Id"
)

// trace writes the delivery as header lines.
func (d Delivery) trace() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: <%s>\r\n%s: %s\r\n", headerFrom, d.From, headerTo, d.To)
	if d.ConfigurationSet != "" {
		fmt.Fprintf(&b, "%s: %s\r\n", headerSet, d.ConfigurationSet)
	}
	if len(d.Tags) > 0 {
		pairs := make([]string, len(d.Tags))
		for i, t := range d.Tags {
			pairs[i] = t.Name + "=" + t.Value
		}
		fmt.Fprintf(&b, "%s: %s\r\n", headerTags, strings.Join(pairs, ",\r\n "))
	}
	if d.OriginalID != "" {
		fmt.Fprintf(&b, "%s: %s\r\n", headerOriginal, d.OriginalID)
	}
	return b.Bytes()
}

// reader makes no text out of HTML, and believes the character set that a part declares rather than guessing one.
var reader = enmime.NewParser(enmime.DisableTextConversion(true), enmime.DisableCharacterDetection(true))

// parse reads a delivered mail, its trace lines first.
func parse(id string, raw []byte) (Message, error) {
	env, err := reader.ReadEnvelope(bytes.NewReader(raw))
	if err != nil {
		return Message{}, fmt.Errorf("parse message %s: %w", id, err)
	}
	m := Message{
		ID: id, Received: acceptedAt(id), Subject: env.GetHeader("Subject"),
		Text: lines(env.Text), HTML: lines(env.HTML),
		Headers: textproto.MIMEHeader{}, Tags: map[string]string{}, raw: raw,
	}
	for _, name := range env.GetHeaderKeys() {
		m.Headers[textproto.CanonicalMIMEHeaderKey(name)] = env.GetHeaderValues(name)
	}
	m.From = strings.Trim(m.Headers.Get(headerFrom), "<>")
	m.To = m.Headers.Get(headerTo)
	m.ConfigurationSet = m.Headers.Get(headerSet)
	for pair := range strings.SplitSeq(m.Headers.Get(headerTags), ",") {
		if name, value, ok := strings.Cut(strings.TrimSpace(pair), "="); ok {
			m.Tags[name] = value
		}
	}
	for _, e := range env.Errors {
		if e.Name == enmime.ErrorPlainTextFromHTML {
			continue // a mail without a text part is sound
		}
		m.Faults = append(m.Faults, e.Error())
	}
	return m, nil
}

func lines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }
