package dynamo_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/seal"
)

// drill is the tables of a test, and the files of what is held.
type drill struct {
	bench
	shelf *shelf
	tag   string // tells one canary from another
}

func (d drill) address() gdpr.Private {
	return canaryAddress[:10] + gdpr.Private(d.tag) + "@example.no"
}
func (d drill) name() gdpr.Private { return canaryName + gdpr.Private(d.tag) }
func (d drill) text() gdpr.Private { return canaryText + gdpr.Private(d.tag) }

func setUpDrill(t testing.TB) drill {
	b := setUp(t)
	return drill{bench: b, shelf: &shelf{files: map[string]int{}}, tag: ".9f3a7c"}
}

func (d drill) store() dynamo.Holdings { return dynamo.Holdings{Table: d.table} }

func (d drill) erasures() dynamo.Erasures {
	return dynamo.Erasures{Table: d.table, Controllers: controllers.Registry(), Files: d.shelf}
}

// erase erases by the ids of one request.
func (d drill) erase(c gdpr.ControllerID, owner gdpr.SubjectID) (holding.Erasure, error) {
	return d.erasures().Erase(d.t.Context(), c, owner, gdpr.DeriveID("request", d.tag), d.erasureID())
}

func (d drill) erasureID() gdpr.ID { return gdpr.DeriveID("erasure", d.tag) }

// shelf is the bucket of files: how many there are of each record.
type shelf struct {
	mu    sync.Mutex
	files map[string]int
	fails error

	copies []string // of whom copies were dropped
}

func (s *shelf) put(r holding.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[string(r.Controller)+"/"+r.String()]++
}

func (s *shelf) Drop(_ context.Context, r holding.Ref) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails != nil {
		return 0, s.fails
	}
	name := string(r.Controller) + "/" + r.String()
	n := s.files[name]
	delete(s.files, name)
	return n, nil
}

func (s *shelf) DropCopies(_ context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails != nil {
		return s.fails
	}
	s.copies = append(s.copies, string(c)+"/"+string(subject))
	return nil
}

func (s *shelf) Abandon(context.Context, holding.Ref, holding.File) error { return nil }

// has is how many files lie there of a record.
func (s *shelf) has(r holding.Ref) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files[string(r.Controller)+"/"+r.String()]
}

func (d drill) end(after time.Duration) retention.Expiry {
	return retention.Expiry(d.clock.Now().Add(after).Unix())
}

const year = 365 * 24 * time.Hour

// nameOf is who has an address: the canary, or somebody else.
func (d drill) nameOf(address gdpr.Private) gdpr.Private {
	if address == ola {
		return "Ola Nordmann"
	}
	return d.name()
}

// draft is what every record of the drill is.
func (d drill) draft(c gdpr.ControllerID, class controller.Class, text gdpr.Private) holding.Record {
	now := d.clock.Now().Truncate(time.Millisecond)
	return holding.Record{
		Ref: holding.Ref{Controller: c, Class: class}, Purpose: "recruitment", Version: controller.Version{Major: 1},
		From: now, Received: now, Changed: now, Language: gdpr.Bokmal, Source: "direct",
		Term:   retention.Term{Due: d.end(year)},
		Fields: []holding.Value{{Field: "name", Value: d.name()}, {Field: "letter", Value: text}},
	}
}

// applied is an application with a file that is held.
func (d drill) applied(c gdpr.ControllerID, address gdpr.Private, text gdpr.Private) (holding.Record, error) {
	r := d.draft(c, controller.Applications, text)
	r.Fields[0].Value = d.nameOf(address)
	r.ID = gdpr.NewID()
	file := holding.File{ID: gdpr.NewID(), Kind: "cv", Name: d.nameOf(address) + ".pdf", Size: 3, Type: "application/pdf", Added: r.Received, Until: r.Received.Add(24 * time.Hour)}
	r.Files = []holding.File{file}
	given := consent.Consent{
		ID: gdpr.NewID(), Controller: c, Recorded: r.Received, Expires: d.end(2 * year),
		Choices: []consent.Choice{{Purpose: "recruitment", Decision: gdpr.Given}},
		Seen:    consent.Seen{Version: r.Version, Notice: "sha256-notice", Language: gdpr.Bokmal, Mechanism: consent.ByForm},
	}
	stored, _, err := d.store().Apply(d.t.Context(), r, address, given, "")
	if err != nil {
		return stored, err
	}
	file.Digest = "sha256-file"
	d.shelf.put(stored.Ref)
	return stored, d.store().Hold(d.t.Context(), stored.Ref, file)
}

func (d drill) profiled(c gdpr.ControllerID, address gdpr.Private) holding.Record {
	d.t.Helper()
	r := d.draft(c, controller.Profiles, d.text())
	r.Owner = must[gdpr.SubjectID](d.t)(d.store().Subject(d.t.Context(), c, address))
	if err := d.store().Put(d.t.Context(), r, address); err != nil {
		d.t.Fatal(err)
	}
	return r
}

// agreed is an agreement that names people.
func (d drill) agreed(c gdpr.ControllerID, named ...gdpr.Private) holding.Record {
	d.t.Helper()
	ctx := d.t.Context()
	r := d.draft(c, controller.Agreements, "Rammeavtale")
	r.Fields, r.Purpose, r.Stage = []holding.Value{{Field: "title", Value: "Rammeavtale"}}, "agreements", holding.Active
	r.ID = gdpr.NewID()
	r.Owner = must[gdpr.SubjectID](d.t)(d.store().Owner(ctx, c, r.ID))
	for _, address := range named {
		who := must[gdpr.SubjectID](d.t)(d.store().Subject(ctx, c, address))
		r.Contacts = append(r.Contacts, holding.Contact{Subject: who, Name: d.nameOf(address), Address: address})
	}
	if err := d.store().Put(ctx, r, ""); err != nil {
		d.t.Fatal(err)
	}
	return r
}

// held puts a hold on a record.
func (d drill) held(r holding.Ref) {
	d.t.Helper()
	from := must[holding.Record](d.t)(d.store().Record(d.t.Context(), r))
	to := from
	to.Term.Holds = []retention.Hold{{ID: gdpr.NewID(), Ground: "bookkeeping", Until: d.end(3 * year), Placed: d.clock.Now().Truncate(time.Millisecond)}}
	to.Changed = d.clock.Now()
	if err := d.store().Change(d.t.Context(), from, to); err != nil {
		d.t.Fatal(err)
	}
}

// life is everything that can be held on one person, and on others beside them.
type life struct {
	owner                      gdpr.SubjectID
	application, kept, profile holding.Record
	named, keptNamed           holding.Record
	open, closed               gdpr.ID
	message, answered          gdpr.ID
	other                      holding.Record // of somebody else
	abroad                     holding.Record // of the same person at the other controller
}

// lives stores all that for the canary at mojob, whose mailbox the fixture's mails go to.
func (d drill) lives() life {
	d.t.Helper()
	app := func(c gdpr.ControllerID, a gdpr.Private) holding.Record {
		text := d.text()
		if a == ola {
			text = "Noe helt annet."
		}
		d.clock.advance(time.Second)
		return must[holding.Record](d.t)(d.applied(c, a, text))
	}
	var l life
	l.application, l.kept = app(mojob, d.address()), app(mojob, d.address())
	l.owner = l.application.Owner
	d.held(l.kept.Ref)
	l.profile = d.profiled(mojob, d.address())
	l.named, l.keptNamed = d.agreed(mojob, d.address(), ola), d.agreed(mojob, d.address())
	d.held(l.keptNamed.Ref)
	in := asks(d.address(), gdpr.Erasure)
	in.Name, in.Text = d.name(), d.text()
	held, _ := d.opened(mojob, in)
	l.open = held.ID
	in.Rights = []gdpr.Right{gdpr.Access}
	r := d.received(mojob, in)
	l.closed = r.ID
	d.conclude(r.ID)
	e := d.canaryMail("ses1" + d.tag)
	l.message = e.Message.ID
	d.conclude(e.Request.ID)
	l.answered = d.canaryMail("ses2" + d.tag).Message.ID
	must[consent.Consent](d.t)(d.consents.Person(d.t.Context(), mojob, declares(mojob, d.address(), "")))
	l.other, l.abroad = app(mojob, ola), app(tretoen, d.address())
	return l
}

// canaryMail is a mail of the canary that became a request.
func (d drill) canaryMail(ses string) (e struct {
	Message struct{ ID gdpr.ID }
	Request struct{ ID gdpr.ID }
}) {
	d.t.Helper()
	d.clock.advance(25 * time.Hour)
	wrote := d.wrote(ses, d.address(), gdpr.Access)
	wrote.Message.Mail.Text, wrote.Message.Mail.Own, wrote.Message.Mail.Name = d.text(), d.text(), d.name()
	d.registered(wrote)
	e.Message.ID, e.Request.ID = wrote.Message.ID, wrote.Request.ID
	return e
}

// conclude ends a request as if it had been answered.
func (d drill) conclude(id gdpr.ID) {
	d.t.Helper()
	_, err := d.raw.UpdateItem(d.t.Context(), &sdk.UpdateItemInput{
		TableName: &d.table.Name, Key: keys("mojob#CASE#"+string(id), "CASE"), UpdateExpression: aws.String("SET workflow = :done"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":done": &types.AttributeValueMemberS{Value: "answered"}},
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// copied is every item of the main table as a backup has it.
func (d drill) copied() []map[string]types.AttributeValue {
	d.t.Helper()
	var all []map[string]types.AttributeValue
	for pages := sdk.NewScanPaginator(d.raw, &sdk.ScanInput{TableName: &d.table.Name, ConsistentRead: aws.Bool(true)}); pages.HasMorePages(); {
		page := must[*sdk.ScanOutput](d.t)(pages.NextPage(d.t.Context()))
		all = append(all, page.Items...)
	}
	return all
}

// restored is a copy in a table of its own, beside the table of keys as it is now.
func (d drill) restored(items []map[string]types.AttributeValue) drill {
	d.t.Helper()
	_, name, _ := dynamodbtest.Table(d.t)
	for _, it := range items {
		if _, err := d.raw.PutItem(d.t.Context(), &sdk.PutItemInput{TableName: &name, Item: it}); err != nil {
			d.t.Fatal(err)
		}
	}
	other := *d.table
	other.Name, other.Client = name, d.raw
	other.Keys = &dynamo.Keyring{Client: d.raw, Name: d.table.Keys.Name, Now: d.clock.Now}
	d.table = &other
	d.wire()
	return d
}

// everyKey is every key that there is.
func (d drill) everyKey() []seal.Key {
	d.t.Helper()
	var all []seal.Key
	for _, it := range d.scan(d.table.Keys.Name) {
		for _, name := range []string{"value", "next"} {
			if b, ok := it[name].([]byte); ok {
				all = append(all, seal.Key(b))
			}
		}
	}
	return all
}

// readable is what each sealed item says to whoever has every key that there is.
func (d drill) readable() map[string]string {
	d.t.Helper()
	all, found := d.everyKey(), map[string]string{}
	for name, it := range d.stored() {
		sealed, ok := it["sealed"].([]byte)
		if !ok {
			continue
		}
		for _, k := range all {
			if plain, err := k.Open(sealed, fmt.Sprintf("%s\n%s", it["pk"], it["sk"])); err == nil {
				found[name] = string(plain)
			}
		}
	}
	return found
}

// cascades does what follows from heads that are gone, as the stream tells of them.
func (d drill) cascades(l life) {
	d.t.Helper()
	desk := expiry.Desk{
		Controllers: controllers.Registry(), Store: dynamo.Removals{Table: d.table}, Files: d.shelf, Mail: letters{}, Now: d.clock.Now,
	}
	for _, pk := range []string{"mojob#PERSON#" + string(l.owner), "mojob#MESSAGE#" + string(l.message)} {
		if err := desk.Cascade(d.t.Context(), pk); err != nil {
			d.t.Fatal(err)
		}
	}
}

type letters struct{}

func (letters) Drop(context.Context, string) error { return nil }

// says reports whether a text tells who the canary is.
func says(text string) bool {
	for _, word := range []gdpr.Private{"kanarifugl", "Kvitrestadbakken", "kanaritekst"} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(word.Reveal())) {
			return true
		}
	}
	return false
}

// logged is everything that is logged from now on.
func logged(t testing.TB) *strings.Builder {
	var b strings.Builder
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(io.Writer(&b), nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &b
}
