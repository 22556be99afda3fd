package dynamo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/seal"
)

// Cases keeps requests: rights.Cases on the table.
type Cases struct{ *Table }

type caseItem struct {
	headItem
	Rights   []string `dynamodbav:"rights"`
	Said     string   `dynamodbav:"said"`
	Language string   `dynamodbav:"language"`
	Channel  string   `dynamodbav:"channel"`
	Network  string   `dynamodbav:"network,omitempty"`
	Received string   `dynamodbav:"received"`
	Workflow string   `dynamodbav:"workflow"`
	Identity string   `dynamodbav:"identity"`
	Decided  string   `dynamodbav:"decided,omitempty"`
	Joined   string   `dynamodbav:"joined,omitempty"`
	Messages int      `dynamodbav:"messages,omitempty"` // mails that came in
}

type standingItem struct {
	item
	Case     string `dynamodbav:"case"`
	Received string `dynamodbav:"received"`
	Said     string `dynamodbav:"said"`
}

// Receive stores a request, whoever it is from, by one call for the person's key
// and one transaction.
func (s Cases) Receive(ctx context.Context, r rights.Request, idempotencyKey string) (rights.Request, bool, error) {
	who, err := s.person(ctx, r.Controller, r.Address)
	if err != nil {
		return rights.Request{}, false, err
	}
	if idempotencyKey != "" {
		// The pseudonym is in it so that nobody else's key can find this request.
		r.ID = gdpr.DeriveID("request", string(r.Controller), string(who.subject), idempotencyKey)
	}
	r.Subject, r.Said = who.subject, who.secret.MAC("text", r.Text.Reveal())
	head, err := caseToItem(r, who)
	if err != nil {
		return rights.Request{}, false, err
	}
	writes, err := s.puts(head,
		newEvent(head.PK, r.Received, string(rights.Receive), r.Expires),
		newMail(r.Controller, head.PK, outbox.Order{
			Entry: string(outbox.RequestConfirm), Kind: outbox.RequestConfirm, Network: r.Network, At: r.Received,
		}, r.Expires))
	if err != nil {
		return rights.Request{}, false, err
	}
	sealed, err := s.sealedBy(termOfCase(r))
	if err != nil {
		return rights.Request{}, false, err
	}
	writes = append(writes, sealed...)
	err = fenced(s.write(ctx, append(writes, s.fence(r.Controller, who.subject, who.key))...), len(writes))
	if _, taken := errors.AsType[*refusal](err); taken {
		stored, err := s.request(ctx, r.Controller, r.ID)
		return stored.Request, false, err
	}
	return r, true, err
}

// Open reads a case for whoever holds its link.
func (s Cases) Open(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, d rights.Door) (rights.Case, gdpr.Strength, error) {
	actions := []link.Action{link.Confirm}
	if d == rights.ToFollow {
		actions = append(actions, link.Follow)
	}
	held, strength, err := s.open(ctx, c, kindCase, p, actions...)
	if err != nil {
		return rights.Case{}, gdpr.Unproven, err
	}
	opened, err := s.caseFrom(ctx, held)
	return opened, strength, err
}

// request reads a case by its id alone.
func (s Cases) request(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	held, err := s.dossier(ctx, c, kindCase, id)
	if err != nil {
		return rights.Case{}, err
	}
	return s.caseFrom(ctx, held)
}

// Standing reads the pointers in the person's partition.
func (s Cases) Standing(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) (map[gdpr.Right]rights.Request, error) {
	items, err := s.query(ctx, partition(c, kindSubject, string(subject)), standingPrefix)
	if err != nil {
		return nil, err
	}
	standing := map[gdpr.Right]rights.Request{}
	for _, it := range items {
		var p standingItem
		if err := decode(it, &p); err != nil {
			return nil, err
		}
		received, err := unstamp(p.Received)
		if err != nil {
			return nil, fmt.Errorf("standing request: %w", err)
		}
		standing[gdpr.Right(strings.TrimPrefix(p.SK, standingPrefix))] = rights.Request{
			ID: gdpr.ID(p.Case), Controller: c, Subject: subject, Received: received, Said: p.Said, Expires: p.Expires,
		}
	}
	return standing, nil
}

// Move stores a step of a request as one transaction.
func (s Cases) Move(ctx context.Context, from, to rights.Request, by rights.Entry, standing map[gdpr.Right]rights.Request) error {
	on := by.On
	pk := partition(to.Controller, kindCase, string(to.ID))
	head := s.moveHead(pk, from, to)
	writes := []types.TransactWriteItem{head}
	if to.Expires != from.Expires {
		longer, err := s.extend(ctx, to, head.Update)
		if errors.Is(err, errNoDossier) {
			return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided, Err: err}
		}
		if err != nil {
			return err
		}
		writes = append(append(writes, longer...), s.keepTerm(pk, kindCase, to.Expires))
	}
	added := []any{newEvent(pk, to.Decided, string(on), to.Expires)}
	if kind := mailAfter(on); kind != "" {
		added = append(added, newMail(to.Controller, pk, outbox.Order{
			Entry: string(kind), Kind: kind, Network: to.Network, At: to.Decided}, to.Expires))
	}
	if on == rights.Confirm {
		added = append(added, standingFor(to, standing)...)
	}
	if from.Workflow == rights.Open && to.Workflow != rights.Open {
		writes = append(writes, s.standDown(to, standing)...)
	}
	puts, err := s.puts(added...)
	if err != nil {
		return err
	}
	if on == rights.Join {
		puts = append(puts, s.stillStanding(to, to.Rights[0]))
	}
	return conflict(s.write(ctx, append(writes, puts...)...))
}

// mailAfter is the mail that a step calls for.
func mailAfter(on rights.Event) outbox.Kind {
	switch on {
	case rights.Confirm, rights.Join:
		return outbox.RequestOpen
	case rights.Cancel:
		return outbox.RequestCanceled
	}
	return ""
}

func (s Cases) moveHead(pk string, from, to rights.Request) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &s.Name,
		Key:       key(pk, kindCase),
		UpdateExpression: aws.String("SET workflow = :workflow, #identity = :identity, decided = :decided, " +
			"joined = :joined, expires = :expires"),
		ConditionExpression:      aws.String("(" + alive + ") AND workflow = :fromWorkflow AND #identity = :fromIdentity"),
		ExpressionAttributeNames: map[string]string{"#identity": "identity"},
		ExpressionAttributeValues: attributes{
			":workflow": text(string(to.Workflow)), ":identity": text(string(to.Identity)),
			":decided": text(stamp(to.Decided)), ":joined": text(string(to.Joined)),
			":expires": number(int64(to.Expires)), ":now": s.now(),
			":fromWorkflow": text(string(from.Workflow)), ":fromIdentity": text(string(from.Identity)),
		},
	}}
}

// Put, Case, Queue and Due are not built yet.
func (s Cases) Put(ctx context.Context, c rights.Case, key string) (rights.Case, bool, error) {
	return rights.Case{}, false, errors.New("not built yet")
}

// Case reads one.
func (s Cases) Case(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	return s.request(ctx, c, id)
}

// Queue is not built yet.
func (s Cases) Queue(ctx context.Context, c gdpr.ControllerID, q rights.Queue, from string, limit int) ([]rights.Request, string, error) {
	return nil, "", errors.New("not built yet")
}

// Due is not built yet.
func (s Cases) Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.ID, error) {
	return nil, errors.New("not built yet")
}

// standingFor is a pointer for each right that no open request of the person
// stands for yet. Two requests decided in one moment meet at the same pointer,
// and one of them refuses.
func standingFor(r rights.Request, standing map[gdpr.Right]rights.Request) []any {
	var pointers []any
	for _, right := range r.Rights {
		if _, held := standing[right]; held {
			continue
		}
		pointers = append(pointers, standingItem{
			item: item{PK: partition(r.Controller, kindSubject, string(r.Subject)), SK: standingKey(right), Expires: r.Expires},
			Case: string(r.ID), Received: stamp(r.Received), Said: r.Said,
		})
	}
	return pointers
}

// standDown ends the pointers to a request that is open no more. A later request
// would join it otherwise, and never be answered.
func (s Cases) standDown(r rights.Request, standing map[gdpr.Right]rights.Request) []types.TransactWriteItem {
	var ends []types.TransactWriteItem
	for _, right := range r.Rights {
		if standing[right].ID != r.ID {
			continue
		}
		ends = append(ends, types.TransactWriteItem{Update: &types.Update{
			TableName:                 &s.Name,
			Key:                       key(partition(r.Controller, kindSubject, string(r.Subject)), standingKey(right)),
			UpdateExpression:          aws.String("SET expires = :now"),
			ConditionExpression:       aws.String("#case = :case"),
			ExpressionAttributeNames:  map[string]string{"#case": "case"},
			ExpressionAttributeValues: attributes{":case": text(string(r.ID)), ":now": s.now()},
		}})
	}
	return ends
}

// stillStanding holds a joining request to the request that it joins.
func (s Cases) stillStanding(r rights.Request, right gdpr.Right) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName:                 &s.Name,
		Key:                       key(partition(r.Controller, kindSubject, string(r.Subject)), standingKey(right)),
		ConditionExpression:       aws.String("#case = :case AND expires > :now"),
		ExpressionAttributeNames:  map[string]string{"#case": "case"},
		ExpressionAttributeValues: attributes{":case": text(string(r.Joined)), ":now": s.now()},
	}}
}

// termOfCase is the term record of a request. Its purpose is its ledger's, which every
// controller keeps for the same.
func termOfCase(r rights.Request) termItem {
	return newTerm(partition(r.Controller, kindCase, string(r.ID)), kindCase, r.Subject, retention.ClassRequest, "", "", r.Expires)
}

func caseToItem(r rights.Request, who person) (caseItem, error) {
	pk := partition(r.Controller, kindCase, string(r.ID))
	sealed, err := personal{
		Address: r.Address.Reveal(), Name: r.Name.Reveal(), Text: r.Text.Reveal(),
	}.seal(who.key, pk, kindCase)
	return caseItem{
		headItem: headItem{item: item{PK: pk, SK: kindCase, Expires: r.Expires}, Subject: string(r.Subject), Sealed: sealed},
		Rights:   rightsToItem(r.Rights), Said: r.Said, Language: string(r.Language), Channel: string(r.Channel),
		Network: r.Network, Received: stamp(r.Received), Workflow: string(r.Workflow), Identity: string(r.Identity),
	}, err
}

func (s Cases) caseFrom(ctx context.Context, d *dossier) (rights.Case, error) {
	r, err := s.requestFrom(ctx, d)
	if err != nil {
		return rights.Case{}, fmt.Errorf("case %s: %w", d.id, err)
	}
	c := rights.Case{Request: r}
	for _, e := range sortedEvents(append(d.events, d.written()...)) {
		at, err := unstamp(e.At)
		if err != nil {
			return rights.Case{}, fmt.Errorf("case %s: %w", d.id, err)
		}
		c.History = append(c.History, rights.Entry{At: at, On: rights.Event(e.On)})
	}
	return c, nil
}

func (s Cases) requestFrom(ctx context.Context, d *dossier) (r rights.Request, err error) {
	var it caseItem
	if err := decode(d.head, &it); err != nil {
		return r, err
	}
	r = rights.Request{
		ID: d.id, Controller: d.controller, Rights: rightsFromItem(it.Rights), Said: it.Said,
		Subject: d.subject, Language: gdpr.Language(it.Language), Channel: rights.Channel(it.Channel),
		Network: it.Network, Workflow: rights.Workflow(it.Workflow), Identity: rights.Identity(it.Identity),
		Joined: gdpr.ID(it.Joined), Expires: it.Expires,
	}
	if r.Received, err = unstamp(it.Received); err != nil {
		return r, err
	}
	if r.Decided, err = unstamp(it.Decided); err != nil {
		return r, err
	}
	p, err := s.personal(ctx, d, it.headItem)
	r.Address, r.Name, r.Text = gdpr.Private(p.Address), gdpr.Private(p.Name), gdpr.Private(p.Text)
	return r, err
}

// personal opens what is sealed of a head. Where the key is gone, or is a newer one
// than it was sealed under, the person has been erased: the ledger stays, and says
// nothing of whom it was about.
func (t *Table) personal(ctx context.Context, d *dossier, h headItem) (personal, error) {
	k, err := t.Keys.existing(ctx, d.controller, d.subject)
	if errors.Is(err, errNoKey) {
		return personal{}, nil
	}
	if err != nil {
		return personal{}, err
	}
	p, err := openPersonal(k, h.Sealed, h.PK, h.SK)
	if errors.Is(err, seal.ErrOtherKey) {
		return personal{}, nil
	}
	return p, err
}

func rightsToItem(rs []gdpr.Right) []string {
	var out []string
	for _, r := range rs {
		out = append(out, string(r))
	}
	return out
}

func rightsFromItem(ss []string) []gdpr.Right {
	var out []gdpr.Right
	for _, s := range ss {
		out = append(out, gdpr.Right(s))
	}
	return out
}
