package dynamo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/letter"
	"ordholden/internal/outbox"
	"ordholden/internal/seal"
)

// pointerItem lies in a case and names a mail that came in.
type pointerItem struct {
	item
	At     string `dynamodbav:"at"`
	Joined bool   `dynamodbav:"joined,omitempty"` // the case stood before it came
}

func (p pointerItem) id() string { return strings.TrimPrefix(p.SK, kindMessage+"#") }

// messageItem is what is known of a mail that came in. What it says is sealed under
// the key of whoever sent it.
type messageItem struct {
	item
	Case     string   `dynamodbav:"case"`
	Subject  string   `dynamodbav:"subject"`
	Received string   `dynamodbav:"received"`
	Kind     string   `dynamodbav:"kind"`
	Rights   []string `dynamodbav:"rights,omitempty"`
	Language string   `dynamodbav:"language"`
	Trust    string   `dynamodbav:"trust"`
	Answer   string   `dynamodbav:"answer,omitempty"`
	Withheld string   `dynamodbav:"withheld,omitempty"`
	Relays   string   `dynamodbav:"relays,omitempty"`
	Faults   []string `dynamodbav:"faults,omitempty"`
	Held     string   `dynamodbav:"held"`
	Size     int64    `dynamodbav:"size"`
	Sealed   []byte   `dynamodbav:"sealed"`
}

// messagePersonal is what is sealed of it.
type messagePersonal struct {
	Senders     []string     `json:"senders,omitempty"`
	Name        string       `json:"name,omitempty"`
	To          []string     `json:"to,omitempty"`
	Cc          []string     `json:"cc,omitempty"`
	Subject     string       `json:"subject,omitempty"`
	MessageID   string       `json:"messageId,omitempty"`
	References  []string     `json:"references,omitempty"`
	Own         string       `json:"own,omitempty"`
	Text        string       `json:"text,omitempty"`
	Attachments []attachment `json:"attachments,omitempty"`
	Evidence    []evidence   `json:"evidence,omitempty"`
	// Headers is all of them, where the mail is not as it should be.
	Headers map[string][]string `json:"headers,omitempty"`
}

type attachment struct {
	Name   string `json:"name,omitempty"`
	Type   string `json:"type"`
	Size   int64  `json:"size"`
	Digest string `json:"digest"`
}

type evidence struct {
	Rule   string `json:"rule"`
	Right  string `json:"right,omitempty"`
	Phrase string `json:"phrase"`
}

// maxSealed bounds what is sealed of a message, so that the item stays under
// DynamoDB's 400 KB. Only text full of quotation marks comes near.
const maxSealed = 380 << 10

func messageToItem(e inbox.Entry) (messageItem, error) {
	m := e.Message
	it := messageItem{
		item: item{PK: partition(m.Controller, kindMessage, string(m.ID)), SK: kindMessage, Expires: m.Expires},
		Case: string(m.Case), Subject: string(e.From.Subject), Received: stamp(m.Received),
		Kind: string(m.Reading.Kind), Rights: rightsToItem(m.Reading.Rights), Language: string(m.Reading.Language),
		Trust: string(m.Trust), Answer: string(m.Answer), Withheld: string(m.Reading.Withheld), Relays: string(m.Reading.Relays),
		Held: m.Held, Size: m.Size,
	}
	for _, f := range m.Mail.Faults {
		it.Faults = append(it.Faults, string(f))
	}
	plain, err := messageToPersonal(m).encode()
	if err != nil {
		return it, err
	}
	it.Sealed = e.From.Key.Seal(plain, place(it.PK, it.SK))
	return it, nil
}

func messageToPersonal(m inbox.Message) messagePersonal {
	p := messagePersonal{
		Senders: revealed(m.Mail.Senders), Name: m.Mail.Name.Reveal(), To: revealed(m.Mail.To), Cc: revealed(m.Mail.Cc),
		Subject: m.Mail.Subject.Reveal(), MessageID: m.Mail.MessageID, References: m.Mail.References,
		Own: m.Mail.Own.Reveal(), Text: m.Mail.Text.Reveal(),
	}
	if len(m.Mail.Faults) > 0 {
		p.Headers = map[string][]string{}
		for name, values := range m.Mail.Headers {
			p.Headers[name] = revealed(values)
		}
	}
	if p.Own == p.Text {
		p.Own = ""
	}
	for _, a := range m.Mail.Attachments {
		p.Attachments = append(p.Attachments, attachment{a.Name.Reveal(), a.Type, a.Size, a.Digest})
	}
	for _, e := range m.Reading.Evidence {
		p.Evidence = append(p.Evidence, evidence{e.Rule, string(e.Right), e.Phrase})
	}
	return p
}

// encode writes it in what one item can hold: first what the sender did not write
// gives way, then the end of what the sender wrote. The raw message has it all.
func (p messagePersonal) encode() ([]byte, error) {
	for {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(p); err != nil {
			return nil, fmt.Errorf("seal: %w", err)
		}
		switch {
		case b.Len() <= maxSealed:
			return b.Bytes(), nil
		case p.Own != "":
			p.Own, p.Text = "", p.Own
		case p.Text != "":
			p.Text = strings.ToValidUTF8(p.Text[:len(p.Text)/2], "")
		default:
			p.To, p.Cc, p.References, p.Attachments, p.Headers = nil, nil, nil, nil, nil
		}
	}
}

// message reads a mail that came in; errNoDossier for none, or where its sender has
// been erased.
func (t *Table) message(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (m messageItem, p messagePersonal, err error) {
	it, err := t.get(ctx, partition(c, kindMessage, string(id)), kindMessage)
	if err != nil {
		return m, p, err
	}
	if it == nil {
		return m, p, errNoDossier
	}
	if err := decode(it, &m); err != nil {
		return m, p, fmt.Errorf("message %s: %w", id, err)
	}
	if m.Sealed == nil { // forgotten with its case
		return m, p, errNoDossier
	}
	k, err := t.Keys.existing(ctx, c, gdpr.SubjectID(m.Subject))
	if errors.Is(err, errNoKey) {
		return m, p, errNoDossier
	}
	if err != nil {
		return m, p, err
	}
	plain, err := k.Open(m.Sealed, place(m.PK, m.SK))
	if errors.Is(err, seal.ErrOtherKey) {
		return m, p, errNoDossier
	}
	if err != nil {
		return m, p, fmt.Errorf("message %s: %w", id, err)
	}
	return m, p, json.Unmarshal(plain, &p)
}

// Message reads a mail that came in, as far as it is kept beside the raw one;
// gdpr.NotFound for none, or where its sender has been erased.
func (s Messages) Message(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (inbox.Message, error) {
	it, p, err := s.message(ctx, c, id)
	if err != nil {
		return inbox.Message{}, err
	}
	m := inbox.Message{
		ID: id, Controller: c, Case: gdpr.ID(it.Case), Trust: inbox.Trust(it.Trust), Answer: outbox.Kind(it.Answer),
		Held: it.Held, Size: it.Size, Expires: it.Expires, Mail: p.mail(),
	}
	m.Reading.Kind, m.Reading.Rights = letter.Kind(it.Kind), rightsFromItem(it.Rights)
	m.Reading.Language, m.Reading.Withheld = gdpr.Language(it.Language), inbox.Reason(it.Withheld)
	m.Reading.Relays = letter.Kind(it.Relays)
	for _, e := range p.Evidence {
		m.Reading.Evidence = append(m.Reading.Evidence, letter.Evidence{Rule: e.Rule, Right: gdpr.Right(e.Right), Phrase: e.Phrase})
	}
	for _, f := range it.Faults {
		m.Mail.Faults = append(m.Mail.Faults, inbox.Fault(f))
	}
	m.Received, err = unstamp(it.Received)
	return m, err
}

func (p messagePersonal) mail() inbox.Mail {
	m := inbox.Mail{
		Senders: private(p.Senders), Name: gdpr.Private(p.Name), To: private(p.To), Cc: private(p.Cc),
		Subject: gdpr.Private(p.Subject), MessageID: p.MessageID, References: p.References,
		Own: gdpr.Private(p.Own), Text: gdpr.Private(p.Text),
	}
	if p.Own == "" {
		m.Own = m.Text
	}
	for name, values := range p.Headers {
		if m.Headers == nil {
			m.Headers = inbox.Headers{}
		}
		m.Headers[name] = private(values)
	}
	for _, a := range p.Attachments {
		m.Attachments = append(m.Attachments, inbox.Attachment{Name: gdpr.Private(a.Name), Type: a.Type, Size: a.Size, Digest: a.Digest})
	}
	return m
}

func revealed(hidden []gdpr.Private) []string {
	var all []string
	for _, h := range hidden {
		all = append(all, h.Reveal())
	}
	return all
}

func private(plain []string) []gdpr.Private {
	var all []gdpr.Private
	for _, p := range plain {
		all = append(all, gdpr.Private(p))
	}
	return all
}
