package dynamo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
)

// Mails keeps the mails to send: outbox.Store on the table.
type Mails struct{ *Table }

// mailItem lies in the dossier that calls for the mail. It has agenda and due
// only as long as there is something to do about it, so that the index holds
// open mails and no others.
type mailItem struct {
	item
	Kind      string `dynamodbav:"kind"`
	State     string `dynamodbav:"state"`
	Attempts  int    `dynamodbav:"attempts"`
	Created   string `dynamodbav:"created"`
	Taken     string `dynamodbav:"taken,omitempty"` // when the mail service took it
	Network   string `dynamodbav:"network,omitempty"`
	MessageID string `dynamodbav:"message,omitempty"`
	Reason    string `dynamodbav:"reason,omitempty"`
	Agenda    string `dynamodbav:"agenda,omitempty"`
	Due       string `dynamodbav:"due,omitempty"`
	Answers   string `dynamodbav:"answers,omitempty"` // the message that the mail answers
	Again     string `dynamodbav:"again,omitempty"`   // the mail that this is once more, to the same address
	Sealed    []byte `dynamodbav:"sealed,omitempty"`  // the address that it goes to, where that is not the case's own
}

const (
	agendaMail = "MAIL"
	agendaCase = "CASE"
	dueIndex   = "due"
)

// linksKept is how many links of one kind open a case: those of the newest
// attempts, for any of these mails may be the one that arrived.
const linksKept = 4

// dueBatch bounds one sweep; the next takes up what it leaves.
const dueBatch = 100

func refKind(r outbox.Ref) string {
	switch {
	case r.AboutConsent():
		return kindConsent
	case r.AboutAccess():
		return kindAccess
	}
	return kindCase
}

func refPartition(r outbox.Ref) string { return partition(r.Controller, refKind(r), string(r.Case)) }

// RefOf reads a key of the table as the mail that it names; false for any other item.
func RefOf(pk, sk string) (outbox.Ref, bool) {
	c, kind, id, err := splitPartition(pk)
	if err != nil || len(sk) <= len(mailPrefix) || sk[:len(mailPrefix)] != mailPrefix {
		return outbox.Ref{}, false
	}
	r := outbox.Ref{Controller: c, Case: gdpr.ID(id), Entry: sk[len(mailPrefix):]}
	return r, kind == refKind(r)
}

// Letter reads a mail's dossier, and what it needs of it.
func (s Mails) Letter(ctx context.Context, r outbox.Ref) (l outbox.Letter, err error) {
	d, err := s.dossier(ctx, r.Controller, refKind(r), r.Case)
	if err != nil {
		return l, err
	}
	return s.letter(ctx, r, d)
}

func (s Mails) letter(ctx context.Context, r outbox.Ref, d *dossier) (l outbox.Letter, err error) {
	m, ok := d.mails[r.Entry]
	if !ok {
		return l, errNoDossier
	}
	if l.Entry, err = entryFrom(r, m); err != nil {
		return l, err
	}
	l.Subject = d.subject
	switch {
	case r.AboutConsent():
		return s.aboutConsent(ctx, l, d)
	case r.AboutAccess():
		l.To, l.Language, err = Doors(s).visitor(ctx, d)
		return l, orErased(err, l.To)
	}
	q, err := Cases(s).requestFrom(ctx, d)
	l.Request, l.To, l.Language = &q, q.Address, q.Language
	if m.Again != "" {
		m = d.mails[m.Again]
	}
	if err == nil && m.Sealed != nil {
		l.To, err = s.elsewhere(ctx, d, m)
	}
	if err == nil && m.Answers != "" {
		l.Answers, err = s.answered(ctx, r.Controller, gdpr.ID(m.Answers))
	}
	return s.aboutCase(ctx, l, d, err)
}

// elsewhere is the other address that a mail goes to; "" where the person has been erased.
func (s Mails) elsewhere(ctx context.Context, d *dossier, m mailItem) (gdpr.Private, error) {
	open, err := s.opener(ctx, d)
	if err != nil {
		return "", err
	}
	var p mailPersonal
	err = open(m.Sealed, m.item, &p)
	return gdpr.Private(p.To), err
}

// aboutConsent is the letter with what a mail about a consent needs. What the consent
// has moved on from since is told no more.
func (s Mails) aboutConsent(ctx context.Context, l outbox.Letter, d *dossier) (outbox.Letter, error) {
	c, err := Consents(s).consentFrom(ctx, d)
	if err != nil {
		return l, err
	}
	l.Consent, l.To, l.Language = &c, c.Address, c.Seen.Language
	if state, tells := tellsOf[l.Kind]; tells && c.State != state {
		return l, errNoDossier
	}
	switch l.Kind {
	case outbox.ConsentRenew:
		l.Until, err = Renewals(s).asked(ctx, l.Ref, c)
	case outbox.ConsentWithdrawn, outbox.ConsentReduced:
		if l.Until = c.RestorableUntil(s.Now()); l.Until.IsZero() {
			l.Until = c.Decided // it is told, and there is no way back
		}
	}
	return l, orErased(err, l.To)
}

// tellsOf is the state that a mail tells of, where the consent can leave it again.
var tellsOf = map[outbox.Kind]consent.State{
	outbox.ConsentRenew: consent.Standing, outbox.ConsentRenewed: consent.Standing,
	outbox.ConsentAgain: consent.Standing, outbox.ConsentAffirmed: consent.Standing,
	outbox.ConsentRestored: consent.Standing, outbox.ConsentWithdrawn: consent.Ended,
	outbox.ConsentReduced: consent.Standing,
}

// orErased is err, or else the error for somebody who has no address any more.
func orErased(err error, to gdpr.Private) error {
	if err == nil && to == "" {
		return errNoDossier
	}
	return err
}

// Entry reads a mail alone.
func (s Mails) Entry(ctx context.Context, r outbox.Ref) (outbox.Entry, error) {
	it, err := s.get(ctx, refPartition(r), mailKey(r.Entry))
	if err != nil {
		return outbox.Entry{}, err
	}
	if it == nil {
		return outbox.Entry{}, errNoDossier
	}
	var m mailItem
	if err := decode(it, &m); err != nil {
		return outbox.Entry{}, err
	}
	return entryFrom(r, m)
}

func entryFrom(r outbox.Ref, m mailItem) (e outbox.Entry, err error) {
	e = outbox.Entry{
		Ref: r, Kind: outbox.Kind(m.Kind), State: outbox.State(m.State), Attempts: m.Attempts,
		Network: m.Network, MessageID: m.MessageID, Reason: m.Reason, Again: m.Again,
	}
	if e.Created, err = unstamp(m.Created); err != nil {
		return e, fmt.Errorf("mail %s of %s: %w", r.Entry, r.Case, err)
	}
	if e.Due, err = unstamp(m.Due); err != nil {
		return e, fmt.Errorf("mail %s of %s: %w", r.Entry, r.Case, err)
	}
	return e, nil
}

// Due queries the index, which may lag behind the table and is only a hint.
func (s Mails) Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]outbox.Ref, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{
		TableName:                 &s.Name,
		IndexName:                 aws.String(dueIndex),
		KeyConditionExpression:    aws.String("agenda = :agenda AND due <= :now"),
		ExpressionAttributeValues: attributes{":agenda": text(agenda(c, agendaMail)), ":now": text(stamp(now))},
		Limit:                     aws.Int32(dueBatch),
	})
	if err != nil {
		return nil, explain("query due", err)
	}
	var refs []outbox.Ref
	for _, it := range out.Items {
		var k item
		if err := decode(it, &k); err != nil {
			return nil, err
		}
		if r, ok := RefOf(k.PK, k.SK); ok {
			refs = append(refs, r)
		}
	}
	return refs, nil
}

// Issue draws a link for a letter, bound to its controller, case and person.
func (s Mails) Issue(ctx context.Context, l outbox.Letter, now time.Time) (*link.Link, error) {
	action := l.Kind.Link()
	if action == "" {
		return nil, nil
	}
	secret, err := s.Keys.secretOf(ctx, l.Controller, l.Subject)
	if errors.Is(err, errNoSecret) {
		return nil, errNoDossier // the person has been erased
	}
	if err != nil {
		return nil, err
	}
	issued := link.Issue(link.Target{Controller: l.Controller, Case: l.Case, Action: action, Subject: l.Subject}, secret, now)
	if !l.Until.IsZero() {
		issued = issued.Until(l.Until)
	}
	if !now.Before(issued.Grant.Expires) {
		return nil, nil
	}
	return &issued, nil
}

// Claim takes a mail for one attempt.
func (s Mails) Claim(ctx context.Context, from, to outbox.Entry, l *link.Link, caps outbox.Caps) error {
	writes := []types.TransactWriteItem{{Update: s.settle(from, to)}}
	if l != nil {
		put, err := s.put(linkItem{
			item: item{
				PK: refPartition(to.Ref), SK: linkKey(slot(to, l.Grant.Action), to.Attempts%linksKept),
				Expires: retention.Expiry(l.Grant.Expires.Unix()),
			},
			Action: string(l.Grant.Action), Token: l.Grant.Token, Code: l.Grant.Code,
		})
		if err != nil {
			return err
		}
		put.Put.ConditionExpression, put.Put.ExpressionAttributeValues = nil, nil // the oldest link gives way
		writes = append(writes, put, s.unlock(to.Ref))
	}
	firstCap := len(writes)
	for _, c := range caps {
		writes = append(writes, s.count(to.Controller, c))
	}
	err := s.write(ctx, writes...)
	r, ok := errors.AsType[*refusal](err)
	if !ok {
		return err
	}
	for i, c := range caps {
		if r.by(firstCap+i) && !r.by(0) {
			return &outbox.Capped{Cap: c}
		}
	}
	return conflict(r)
}

// slot is where the links of a mail lie: of a kind that a case has several mails of,
// each has its own, for any of them may be the one that is at hand. Kinds whose links
// open the same have slots of their own too, but for the one that came first.
func slot(e outbox.Entry, a link.Action) string {
	switch e.Kind {
	case outbox.RequestConfirm, outbox.RequestOpen:
	default:
		if e.Kind.AboutRequest() {
			return string(a) + "-" + e.Entry
		}
	}
	return string(a) + strings.TrimPrefix(e.Entry, string(e.Kind))
}

// count adds one to a cap's counter, if that stays within its limit.
func (s Mails) count(c gdpr.ControllerID, of outbox.Cap) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName:                &s.Name,
		Key:                      key(partition(c, kindCounter, of.What), of.Window),
		UpdateExpression:         aws.String("SET expires = :expires ADD #count :one"),
		ConditionExpression:      aws.String("attribute_not_exists(#count) OR #count < :limit"),
		ExpressionAttributeNames: map[string]string{"#count": "count"},
		ExpressionAttributeValues: attributes{
			":one": number(1), ":limit": number(int64(of.Limit)), ":expires": number(of.Until.Unix()),
		},
	}}
}

// answered is the thread of the message that a mail answers; nil where the message
// has ended.
func (s Mails) answered(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (*outbox.Answered, error) {
	_, p, err := s.message(ctx, c, id)
	if errors.Is(err, errNoDossier) {
		return nil, nil
	}
	return &outbox.Answered{MessageID: p.MessageID, References: strings.Join(p.References, " ")}, err
}
