package dynamo

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Messages keeps mail that came in: inbox.Store on the table.
type Messages struct{ *Table }

// maxMessages is how many mails one case takes: all of a case moves in one
// transaction, which takes a hundred items. Whatever comes after is a case of its own.
const maxMessages = 25

// Registered reads the message's item.
func (s Messages) Registered(ctx context.Context, c gdpr.ControllerID, message gdpr.ID) (bool, error) {
	it, err := s.get(ctx, partition(c, kindMessage, string(message)), kindMessage)
	return it != nil, err
}

// Correspondent finds the person's keys, and whether anything is held that was
// confirmed by whoever reads the address.
func (s Messages) Correspondent(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (inbox.Correspondent, error) {
	who, err := s.person(ctx, c, address)
	if err != nil {
		return inbox.Correspondent{}, err
	}
	held, err := s.query(ctx, partition(c, kindSubject, string(who.subject)), "")
	return inbox.Correspondent{Subject: who.subject, Key: who.key, OnFile: slices.ContainsFunc(held, onFile)}, err
}

// onFile reports whether an item of a person's partition shows that the holder of the
// address has confirmed it, or is held for what they are: not that somebody wrote from
// it, or wrote it into a form.
func onFile(it attributes) bool {
	var i item
	if decode(it, &i) != nil {
		return false
	}
	for _, prefix := range []string{"CONSENT#", standingPrefix, heldKey(kindProfile, ""), heldKey(kindApplication, ""), namedPrefix} {
		if strings.HasPrefix(i.SK, prefix) {
			return true
		}
	}
	return false
}

// Answered looks the cases up by what is known of them.
func (s Messages) Answered(ctx context.Context, c gdpr.ControllerID, to inbox.Named) (rights.Request, error) {
	ids := to.Cases
	for _, sent := range to.Mails {
		it, err := s.get(ctx, partition(c, kindSent, sent), kindSent)
		if err != nil {
			return rights.Request{}, err
		}
		var about sentItem
		if err := decode(it, &about); err != nil {
			return rights.Request{}, err
		}
		if about.Case != "" {
			ids = append(ids, gdpr.ID(about.Case))
		}
	}
	for _, id := range ids {
		held, err := Cases(s).Case(ctx, c, id)
		if errors.Is(err, errNoDossier) || err == nil && held.Address == "" {
			continue // nobody can be answered there any more
		}
		return held.Request, err
	}
	return rights.Request{}, errNoDossier
}

// sentItem leads from SES's id of a mail of ours to its case.
type sentItem struct {
	item
	Case string `dynamodbav:"case"`
}

// sentKept is for how long a reply finds its case by SES's id alone.
const sentKept = 400 * 24 * time.Hour

// sent is the item for a mail that SES has taken.
func (t *Table) sent(e outbox.Entry) (types.TransactWriteItem, error) {
	expires, err := retention.Within(sentKept, t.Now())
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	m, err := encode(sentItem{
		item: item{PK: partition(e.Controller, kindSent, e.MessageID), SK: kindSent, Expires: expires}, Case: string(e.Case),
	})
	return types.TransactWriteItem{Put: &types.Put{TableName: &t.Name, Item: m}}, err
}

// Register stores a mail with its case.
func (s Messages) Register(ctx context.Context, e inbox.Entry) error {
	own, err := messageToItem(e)
	if err != nil {
		return err
	}
	pk := partition(e.Message.Controller, kindCase, string(e.Message.Case))
	terms := []termItem{termOfMessage(e)}
	added := []any{own, pointerItem{
		item: item{PK: pk, SK: messageKey(e.Message.ID)}, // without an end of its own: it goes with the case
		At:   stamp(e.Message.Received), Joined: e.Joins,
	}}
	if e.Mail != nil {
		added = append(added, newMail(e.Message.Controller, pk, *e.Mail, e.Message.Expires))
	}
	if !e.Joins {
		begun, err := s.begun(ctx, pk, e)
		if err != nil {
			return err
		}
		added = append(added, begun...)
		begins := e.Request
		begins.Subject = e.From.Subject
		terms = append(terms, termOfCase(begins))
	}
	writes, err := s.puts(added...)
	if err != nil {
		return err
	}
	sealed, err := s.sealedBy(terms...)
	if err != nil {
		return err
	}
	writes = append(writes, sealed...)
	quiet, joined := -1, -1
	if e.Mail != nil {
		quiet = len(writes)
		writes = append(writes, s.silence(e))
	}
	if e.Joins {
		joined = len(writes)
		writes = append(writes, s.join(pk, e))
	}
	writes = append(writes, s.fence(e.Message.Controller, e.From.Subject, e.From.Key))
	return unregistered(fenced(s.write(ctx, writes...), len(writes)-1), quiet, joined)
}

// unregistered says why an entry was not stored. The message itself comes first: who
// finds it there has nothing left to do.
func unregistered(err error, quiet, joined int) error {
	r, ok := errors.AsType[*refusal](err)
	switch {
	case !ok:
		return err
	case r.by(0):
		return nil
	case joined >= 0 && r.by(joined):
		return inbox.ErrClosed
	case quiet >= 0 && r.by(quiet):
		return inbox.ErrQuiet
	}
	return conflict(err)
}

// begun is what a case begins with.
func (s Messages) begun(ctx context.Context, pk string, e inbox.Entry) ([]any, error) {
	secret, err := s.Keys.secretOf(ctx, e.Message.Controller, e.From.Subject)
	if err != nil {
		return nil, err
	}
	r := e.Request
	r.Subject, r.Said = e.From.Subject, secret.MAC("text", r.Text.Reveal())
	on := rights.Entry{At: r.Received, On: began(r.Workflow), By: rights.ByPerson}
	head, err := newCase(r, person{subject: e.From.Subject, key: e.From.Key}, []rights.Entry{on})
	if err != nil {
		return nil, err
	}
	head.Messages = 1
	line, err := newLine(pk, on, r, &e.From.Key)
	return []any{head, line}, err
}

// began is the event by which a request that stands so has begun.
func began(w rights.Workflow) rights.Event {
	switch w {
	case rights.Unsorted:
		return rights.SetAside
	case rights.Filed:
		return rights.File
	}
	return rights.Receive
}

// termOfMessage is the term record of a mail that came in.
func termOfMessage(e inbox.Entry) termItem {
	return newTerm(partition(e.Message.Controller, kindMessage, string(e.Message.ID)), kindMessage, e.From.Subject,
		retention.ClassMessage, "", "", e.Message.Expires)
}

// room is the condition under which a case takes one more.
const room = "(attribute_not_exists(messages) OR messages < :max)"

// join counts a mail on a case that still takes some. It is a change of the case: whoever
// acts on it has seen the mail, or has to look again. What staff have to read (inbox.Entry.Unread)
// waits for them (rights.Request.Written).
func (s Messages) join(pk string, e inbox.Entry) types.TransactWriteItem {
	up := &types.Update{
		TableName:                 &s.Name,
		Key:                       key(pk, kindCase),
		UpdateExpression:          aws.String("SET messages = if_not_exists(messages, :none) + :one, revision = if_not_exists(revision, :one) + :one"),
		ConditionExpression:       aws.String("attribute_exists(pk) AND attribute_not_exists(expires) AND " + room),
		ExpressionAttributeValues: attributes{":none": number(0), ":one": number(1), ":max": number(maxMessages)},
	}
	if e.Request.Expires != 0 {
		up.ConditionExpression = aws.String("expires = :expires AND expires > :now AND " + room)
		up.ExpressionAttributeValues[":now"] = s.now()
		up.ExpressionAttributeValues[":expires"] = number(int64(e.Request.Expires))
	}
	if e.Unread() {
		to := e.Request.Written(e.Message.Received, s.Now())
		*up.UpdateExpression += ", wrote = :wrote"
		up.ExpressionAttributeValues[":wrote"] = text(stamp(to.Wrote))
		if to.Pause.Replied != e.Request.Pause.Replied { // the deadline runs again: the clock looks when staff are to be reminded
			*up.UpdateExpression += ", pausedReplied = :replied, agenda = :agenda, #due = :due"
			up.ExpressionAttributeNames = map[string]string{"#due": "due"}
			up.ExpressionAttributeValues[":replied"] = text(stamp(to.Pause.Replied))
			up.ExpressionAttributeValues[":agenda"] = text(agenda(e.Message.Controller, agendaCase))
			up.ExpressionAttributeValues[":due"] = text(stamp(to.Wrote))
		}
	}
	logged(up, e.Message.Received, string(rights.Write))
	return types.TransactWriteItem{Update: up}
}

// silence takes the one answer of a sender's day, or refuses where it is taken. Its
// item says until when the sender gets no other.
func (s Messages) silence(e inbox.Entry) types.TransactWriteItem {
	pk := partition(e.Message.Controller, kindCounter, "answer-"+string(e.From.Subject))
	return types.TransactWriteItem{Update: &types.Update{
		TableName:                &s.Name,
		Key:                      key(pk, "QUIET"),
		UpdateExpression:         aws.String("SET #until = :until, expires = :expires"),
		ConditionExpression:      aws.String("attribute_not_exists(#until) OR #until <= :at"),
		ExpressionAttributeNames: map[string]string{"#until": "until"},
		ExpressionAttributeValues: attributes{
			":until": text(stamp(e.Quiet)), ":at": text(stamp(s.Now())), ":expires": number(e.Quiet.Unix() + 1),
		},
	}}
}

// written is the history's lines on the mails that joined the case. The one that it
// began with is told of already.
func (d *dossier) written() []eventItem {
	var lines []eventItem
	for _, m := range d.messages {
		if m.Joined {
			lines = append(lines, eventItem{At: m.At, On: string(rights.Write), By: rights.ByPerson})
		}
	}
	return lines
}

// maxBeside is how many lines and mails of a case move in the transaction of its head, beside
// its messages and whatever else the step writes. Of a case with more they move before, where they are to
// last longer: each by itself, for what lies beside a head goes with it, whatever end it has. Where the case
// gets its end with the step, the others go with it: moved before a step that fails they would end without it.
const maxBeside = 30

// endless reports whether a dossier has no end yet.
func (d *dossier) endless() bool { return d.head["expires"] == nil }

// extend moves the end of all that lies in a case, its messages too. The move of
// the head then holds only while the case has as many messages as were read.
func (t *Table) extend(ctx context.Context, r rights.Request, head *types.Update) ([]types.TransactWriteItem, error) {
	d, err := t.dossier(ctx, r.Controller, kindCase, r.ID)
	if err != nil {
		return nil, err
	}
	var writes []types.TransactWriteItem
	for _, e := range d.events {
		writes = append(writes, t.keepUntil(e.PK, e.SK, r.Expires))
	}
	for _, m := range d.mails {
		writes = append(writes, t.keepUntil(m.PK, m.SK, r.Expires))
	}
	if d.endless() {
		writes = writes[:min(len(writes), maxBeside)]
	}
	for len(writes) > maxBeside {
		if err := t.write(ctx, writes[:maxBeside]...); err != nil {
			return nil, conflict(err)
		}
		writes = writes[maxBeside:]
	}
	for _, m := range d.messages {
		own := partition(r.Controller, kindMessage, m.id())
		writes = append(writes, t.keepTerm(own, kindMessage, r.Expires), t.keepUntil(own, kindMessage, r.Expires))
	}
	same := " AND attribute_not_exists(messages)"
	if n := len(d.messages); n > 0 {
		same = " AND messages = :messages"
		head.ExpressionAttributeValues[":messages"] = number(int64(n))
	}
	head.ConditionExpression = aws.String(*head.ConditionExpression + same)
	return writes, nil
}
