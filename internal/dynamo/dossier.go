package dynamo

// A dossier is a partition that holds one matter of one person: a request, or a
// consent declared under an address. It begins with an item that says where the
// matter stands; beside it lie its history, the mails that it called for, and
// what their links open. All of it is read in one query, and every step is one
// transaction.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/seal"
)

// dossier is such a partition as it was read.
type dossier struct {
	controller gdpr.ControllerID
	kind       string // kindCase or kindConsent
	id         gdpr.ID
	head       attributes
	events     []eventItem
	grants     []link.Grant
	mails      map[string]mailItem // by entry
	messages   []pointerItem       // mails that came in
	misses     int
	subject    gdpr.SubjectID
}

// headItem is what the heads of all dossiers have.
type headItem struct {
	item
	Subject string   `dynamodbav:"subject"`
	Sealed  []byte   `dynamodbav:"sealed"`
	Misses  int      `dynamodbav:"misses,omitempty"` // wrong codes since the last mail with a link
	Log     []string `dynamodbav:"log,omitempty"`    // the history in brief (log.go)

	Relinked string `dynamodbav:"relinked,omitempty"` // when a mail was last called for to end a lock (relink.go)
}

type eventItem struct {
	item
	At     string   `dynamodbav:"at"`
	On     string   `dynamodbav:"on"`
	By     string   `dynamodbav:"by,omitempty"`
	Right  string   `dynamodbav:"right,omitempty"`
	Took   []string `dynamodbav:"took,omitempty"`   // the purposes that a step of a consent took back
	Gave   []string `dynamodbav:"gave,omitempty"`   // and those that have a yes by it
	Sealed []byte   `dynamodbav:"sealed,omitempty"` // what somebody wrote with it
}

type linkItem struct {
	item
	Action string `dynamodbav:"action"`
	Token  string `dynamodbav:"token"`
	Code   string `dynamodbav:"code"`
}

// personal is what is sealed of a dossier's head.
type personal struct {
	Address string `json:"address"`
	Name    string `json:"name,omitempty"`
	Text    string `json:"text,omitempty"`
}

// place is what a sealed text is bound to: the item that it lies in.
func place(pk, sk string) string { return pk + "\n" + sk }

func (p personal) seal(k seal.Key, pk, sk string) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return k.Seal(plain, place(pk, sk)), nil
}

func openPersonal(k personKeys, sealed []byte, pk, sk string) (p personal, err error) {
	plain, err := k.Open(sealed, place(pk, sk))
	if err != nil {
		return p, fmt.Errorf("open: %w", err)
	}
	return p, json.Unmarshal(plain, &p)
}

// person is the keys to what is held on the holder of an address.
type person struct {
	subject gdpr.SubjectID
	secret  seal.Secret
	key     seal.Key
}

// person finds the keys for an address, by the same calls for everybody.
func (t *Table) person(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (person, error) {
	secret, err := t.Keys.secretFor(ctx, c, address)
	if err != nil {
		return person{}, err
	}
	subject := secret.Subject(address)
	k, err := t.Keys.DataKey(ctx, c, subject)
	return person{subject: subject, secret: secret, key: k}, err
}

var errNoDossier = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}

// dossier reads one; gdpr.NotFound for none, or one that has expired.
func (t *Table) dossier(ctx context.Context, c gdpr.ControllerID, kind string, id gdpr.ID) (*dossier, error) {
	items, err := t.query(ctx, partition(c, kind, string(id)), "")
	if err != nil {
		return nil, err
	}
	d := &dossier{controller: c, kind: kind, id: id, mails: map[string]mailItem{}}
	for _, it := range items {
		if err := d.add(it); err != nil {
			return nil, fmt.Errorf("%s %s: %w", kind, id, err)
		}
	}
	if d.head == nil {
		return nil, errNoDossier
	}
	return d, nil
}

func (d *dossier) add(it attributes) error {
	var k item
	if err := decode(it, &k); err != nil {
		return err
	}
	switch name, _, _ := strings.Cut(k.SK, "#"); name {
	case d.kind:
		var h headItem
		if err := decode(it, &h); err != nil {
			return err
		}
		d.head, d.misses, d.subject = it, h.Misses, gdpr.SubjectID(h.Subject)
	case "EVENT":
		var e eventItem
		d.events = append(d.events, e)
		return decode(it, &d.events[len(d.events)-1])
	case "MAIL":
		var m mailItem
		if err := decode(it, &m); err != nil {
			return err
		}
		d.mails[strings.TrimPrefix(k.SK, mailPrefix)] = m
	case kindMessage:
		var p pointerItem
		if err := decode(it, &p); err != nil {
			return err
		}
		d.messages = append(d.messages, p)
	case "LINK":
		var l linkItem
		if err := decode(it, &l); err != nil {
			return err
		}
		d.grants = append(d.grants, link.Grant{Action: link.Action(l.Action), Token: l.Token, Code: l.Code, Expires: l.Expires.Time()})
	}
	return nil
}

func (d *dossier) pk() string { return partition(d.controller, d.kind, string(d.id)) }

func (d *dossier) target(a link.Action) link.Target {
	return link.Target{Controller: d.controller, Case: d.id, Action: a, Subject: d.subject}
}

// open judges a proof against a dossier's links. An id that names nothing costs
// the same answer as a proof that opens nothing.
func (t *Table) open(ctx context.Context, c gdpr.ControllerID, kind string, p gdpr.Proof, actions ...link.Action) (*dossier, gdpr.Strength, error) {
	d, err := t.dossier(ctx, c, kind, p.Case)
	if errors.Is(err, errNoDossier) {
		return nil, gdpr.Unproven, errLink
	}
	if err != nil {
		return nil, gdpr.Unproven, err
	}
	if d.locked() {
		if p.Token == "" {
			return nil, gdpr.Unproven, t.lock(ctx, d, actions...)
		}
		p.Code = "" // what is locked does not say whether a code is right
	}
	secret, err := t.Keys.secretOf(ctx, c, d.subject)
	if errors.Is(err, errNoSecret) {
		return nil, gdpr.Unproven, errLink
	}
	if err != nil {
		return nil, gdpr.Unproven, err
	}
	missed := false
	for _, a := range actions {
		j := link.Judge(d.target(a), d.grants, p, secret, t.Now())
		if j.Strength != gdpr.Unproven {
			return d, j.Strength, nil
		}
		missed = missed || j.Missed
	}
	if missed {
		return nil, gdpr.Unproven, t.miss(ctx, d, actions...)
	}
	if d.locked() {
		return nil, gdpr.Unproven, errLocked
	}
	return nil, gdpr.Unproven, errLink
}

// locked is whether the codes of a dossier no longer count. A token cannot be guessed, so
// that it opens what needs no code all the same: whoever knows a case number must not be
// able to take the links away from whoever has the mails (threat H5).
func (d *dossier) locked() bool { return d.misses >= link.MaxMisses }

// unlock lets the codes of a dossier count again, with the mail that brings a new one.
func (t *Table) unlock(r outbox.Ref) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName:           &t.Name,
		Key:                 key(refPartition(r), refKind(r)),
		UpdateExpression:    aws.String("REMOVE misses"),
		ConditionExpression: aws.String("attribute_exists(pk)"),
	}}
}

var (
	errLink   = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
	errLocked = &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeLocked}
	errCode   = &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeCodeWrong, Faults: []gdpr.Fault{{Pointer: "/code", Code: gdpr.CodeCodeWrong}}}
)

// miss counts a wrong code. The count is bounded by its own condition, so that
// tries side by side cannot pass it.
func (t *Table) miss(ctx context.Context, d *dossier, actions ...link.Action) error {
	out, err := t.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:           &t.Name,
		Key:                 key(d.pk(), d.kind),
		UpdateExpression:    aws.String("ADD misses :one"),
		ConditionExpression: aws.String("(" + alive + ") AND (attribute_not_exists(misses) OR misses < :max)"),
		ExpressionAttributeValues: attributes{
			":one": number(1), ":max": number(link.MaxMisses), ":now": t.now(),
		},
		ReturnValues: types.ReturnValueUpdatedNew,
	})
	if _, full := errors.AsType[*types.ConditionalCheckFailedException](err); full {
		return t.lock(ctx, d, actions...)
	}
	if err != nil {
		return explain("update", err)
	}
	var head headItem
	if err := decode(out.Attributes, &head); err != nil {
		return err
	}
	if head.Misses >= link.MaxMisses {
		return t.lock(ctx, d, actions...)
	}
	return errCode
}

// put is a Put of a new item in a transaction.
func (t *Table) put(it any) (types.TransactWriteItem, error) {
	m, err := encode(it)
	return types.TransactWriteItem{Put: &types.Put{
		TableName:                 &t.Name,
		Item:                      m,
		ConditionExpression:       aws.String(vacant),
		ExpressionAttributeValues: attributes{":now": t.now()},
	}}, err
}

// puts is a Put for each item.
func (t *Table) puts(its ...any) ([]types.TransactWriteItem, error) {
	var puts []types.TransactWriteItem
	for _, it := range its {
		p, err := t.put(it)
		if err != nil {
			return nil, err
		}
		puts = append(puts, p)
	}
	return puts, nil
}

// keepUntil moves the end of an item that lives as long as its dossier, or takes it off.
func (t *Table) keepUntil(pk, sk string, e retention.Expiry) types.TransactWriteItem {
	up := &types.Update{
		TableName:                 &t.Name,
		Key:                       key(pk, sk),
		UpdateExpression:          aws.String("REMOVE expires"),
		ConditionExpression:       aws.String(alive),
		ExpressionAttributeValues: attributes{":now": t.now()},
	}
	if e != 0 {
		up.UpdateExpression = aws.String("SET expires = :expires")
		up.ExpressionAttributeValues[":expires"] = number(int64(e))
	}
	return types.TransactWriteItem{Update: up}
}

// newEvent is the item of one line of a dossier's history.
func newEvent(pk string, at time.Time, on string, e retention.Expiry) eventItem {
	return eventItem{item: item{PK: pk, SK: eventKey(at, on), Expires: e}, At: stamp(at), On: on}
}

// newMail is the item of a mail that a dossier calls for, to be sent at once.
func newMail(d gdpr.ControllerID, pk string, m outbox.Order, e retention.Expiry) mailItem {
	return mailItem{
		item: item{PK: pk, SK: mailKey(m.Entry), Expires: e},
		Kind: string(m.Kind), State: string(outbox.Pending), Network: m.Network, Created: stamp(m.At),
		Agenda: agenda(d, agendaMail), Due: stamp(m.At), Answers: string(m.Answers),
	}
}

func sortedEvents(events []eventItem) []eventItem {
	slices.SortStableFunc(events, func(a, b eventItem) int { return strings.Compare(a.At, b.At) })
	return events
}
