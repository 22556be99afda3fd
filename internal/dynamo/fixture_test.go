package dynamo_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

const (
	mojob   gdpr.ControllerID = "mojob"
	tretoen gdpr.ControllerID = "tretoen"

	kari gdpr.Private = "kari@example.no"
	ola  gdpr.Private = "ola@example.no"
)

// bench is the two tables of one test, reached as the functions reach them, but
// through a proxy that fails calls and a book that writes them down.
type bench struct {
	*faulty.Proxy
	t        testing.TB
	table    *dynamo.Table
	clock    *clock
	book     *book
	raw      *sdk.Client // straight to the database
	consents consent.Desk
	requests rights.Desk
}

func setUp(t testing.TB) bench {
	t.Helper()
	server := dynamodbtest.Server(t)
	raw, main, keys := dynamodbtest.Table(t)
	proxy, err := faulty.New(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	book := &book{next: proxy, tables: map[string]string{main: "Main", keys: "Keys"}}
	client := server.Client(impatient, func(o *sdk.Options) { o.HTTPClient = &http.Client{Transport: book} })
	b := bench{Proxy: proxy, t: t, book: book, raw: raw, clock: &clock{now: time.Date(2026, time.March, 5, 8, 41, 0, 123e6, time.UTC)}}
	b.table = &dynamo.Table{Client: client, Name: main, Keys: &dynamo.Keyring{Client: client, Name: keys, Now: b.clock.Now}, Now: b.clock.Now}
	b.wire()
	return b
}

// wire puts the desks on the table, as the functions do.
func (b *bench) wire() {
	registry := controllers.Registry()
	b.consents = consent.Desk{
		Controllers: registry, Ledger: dynamo.Ledger{Table: b.table}, Dossiers: dynamo.Consents{Table: b.table}, Now: b.clock.Now,
	}
	b.requests = rights.Desk{
		Controllers: registry, Cases: dynamo.Cases{Table: b.table}, Calendar: holiday.Norway{}, Now: b.clock.Now,
	}
}

// impatient is the retryer of dynamo.New without its waits.
func impatient(o *sdk.Options) {
	o.Retryer = retry.NewStandard(func(o *retry.StandardOptions) {
		o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
	})
}

// attempts is how many calls the SDK makes of one that keeps failing.
const attempts = 3

// forgetful is the same tables as another process sees them: with no secret read yet.
func (b bench) forgetful() bench {
	other := *b.table
	other.Keys = &dynamo.Keyring{Client: b.table.Client, Name: b.table.Keys.Name, Now: b.clock.Now}
	b.table = &other
	b.wire()
	return b
}

func (b bench) ledger() dynamo.Ledger { return dynamo.Ledger{Table: b.table} }
func (b bench) cases() dynamo.Cases   { return dynamo.Cases{Table: b.table} }
func (b bench) mails() dynamo.Mails   { return dynamo.Mails{Table: b.table} }

// clock is the time that stores and desks see.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func (c *clock) advance(d time.Duration) { c.set(c.Now().Add(d)) }

// must is v, or the end of the test.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// asks is an intake as the form sends it.
func asks(address gdpr.Private, asked ...gdpr.Right) rights.Intake {
	return rights.Intake{Address: address, Rights: asked, Language: gdpr.English, Channel: rights.ByForm, Network: "203.0.113.0-24"}
}

// received is a request that lies there unconfirmed.
func (b bench) received(c gdpr.ControllerID, in rights.Intake) rights.Request {
	b.t.Helper()
	return must[rights.Request](b.t)(b.requests.Receive(b.t.Context(), c, in))
}

// opened is a request that its sender has confirmed, and the link that did it.
func (b bench) opened(c gdpr.ControllerID, in rights.Intake) (rights.Case, link.Link) {
	b.t.Helper()
	r := b.received(c, in)
	l := b.issued(refOf(r, outbox.RequestConfirm))
	return must[rights.Case](b.t)(b.requests.Decide(b.t.Context(), c, byBoth(r.ID, l), rights.Confirmed)), l
}

// submission is every question of the audience answered with yes.
func submission(c gdpr.ControllerID, audience controller.Audience, key string) consent.Submission {
	d, _ := controllers.Registry().Current(c)
	s := consent.Submission{
		Language: gdpr.Nynorsk, Mechanism: consent.ByForm, Site: "https://www.example.com", Key: key,
		Network: "203.0.113.0-24",
	}
	for _, n := range d.Notices {
		if n.Audience == audience && n.Language == s.Language {
			s.Notice = n.Digest
		}
	}
	for _, shown := range d.Interfaces {
		if shown.Surface == controller.OnForm && shown.Audience == audience && shown.Language == s.Language {
			s.Interface = shown.Digest
		}
	}
	for _, p := range d.Asked(audience) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: p.ID, Decision: gdpr.Given})
	}
	return s
}

func visits(c gdpr.ControllerID, visitor gdpr.ID, key string) consent.Submission {
	s := submission(c, controller.Visitors, key)
	s.Visitor = visitor
	return s
}

func declares(c gdpr.ControllerID, address gdpr.Private, key string) consent.Submission {
	s := submission(c, controller.Persons, key)
	s.Address = address
	return s
}

// standing is a consent that its sender has confirmed.
func (b bench) standing(c gdpr.ControllerID, address gdpr.Private) consent.Consent {
	b.t.Helper()
	held := must[consent.Consent](b.t)(b.consents.Person(b.t.Context(), c, declares(c, address, "")))
	l := b.issued(outbox.Ref{Controller: c, Case: held.ID, Entry: string(outbox.ConsentConfirm)})
	return must[consent.Consent](b.t)(b.consents.Decide(b.t.Context(), c, byLink(held.ID, l), consent.Confirm))
}

func refOf(r rights.Request, k outbox.Kind) outbox.Ref {
	return outbox.Ref{Controller: r.Controller, Case: r.ID, Entry: string(k)}
}

// issued claims a mail as the outbox does, and returns the link that it carries,
// to be read a second later.
func (b bench) issued(r outbox.Ref) link.Link {
	b.t.Helper()
	ctx, m := b.t.Context(), b.mails()
	l := must[outbox.Letter](b.t)(m.Letter(ctx, r))
	issued := must[*link.Link](b.t)(m.Issue(ctx, l, b.clock.Now()))
	to := l.Entry
	to.State, to.Attempts, to.Due = outbox.Sent, l.Attempts+1, time.Time{}
	if err := m.Claim(ctx, l.Entry, to, issued, nil); err != nil {
		b.t.Fatal(err)
	}
	b.clock.advance(time.Second)
	if issued == nil {
		return link.Link{}
	}
	return *issued
}

func byLink(id gdpr.ID, l link.Link) gdpr.Proof { return gdpr.Proof{Case: id, Token: l.Token} }
func byCode(id gdpr.ID, l link.Link) gdpr.Proof { return gdpr.Proof{Case: id, Code: l.Code} }
func byBoth(id gdpr.ID, l link.Link) gdpr.Proof {
	return gdpr.Proof{Case: id, Token: l.Token, Code: l.Code}
}

// wrong is a code that is not c.
func wrong(c gdpr.Private) gdpr.Private {
	if c == "222222" {
		return "333333"
	}
	return "222222"
}

// stored is every item of the table of records, by its keys.
func (b bench) stored() map[string]map[string]any { return b.scan(b.table.Name) }

func (b bench) scan(table string) map[string]map[string]any {
	b.t.Helper()
	all := map[string]map[string]any{}
	for pages := sdk.NewScanPaginator(b.raw, &sdk.ScanInput{TableName: &table, ConsistentRead: aws.Bool(true)}); pages.HasMorePages(); {
		page, err := pages.NextPage(context.WithoutCancel(b.t.Context()))
		if err != nil {
			b.t.Fatal(err)
		}
		for _, it := range page.Items {
			var plain map[string]any
			if err := attributevalue.UnmarshalMap(it, &plain); err != nil {
				b.t.Fatal(err)
			}
			if plain["pk"] == nil { // of the table of keys
				all[fmt.Sprint(plain["id"])] = plain
				continue
			}
			all[fmt.Sprintf("%s %s", plain["pk"], plain["sk"])] = plain
		}
	}
	return all
}

// shape is which kinds of items the table holds, and how many of each.
func (b bench) shape() string { return shapeOf(b.stored()) }

func shapeOf(items map[string]map[string]any) string {
	counts := map[string]int{}
	for _, it := range items {
		_, kind, _ := strings.Cut(it["pk"].(string), "#")
		kind, _, _ = strings.Cut(kind, "#")
		name, rest, _ := strings.Cut(it["sk"].(string), "#")
		if name == "MAIL" || name == "STANDING" {
			name += "#" + rest
		}
		if on, ok := it["on"]; ok {
			name += "#" + on.(string)
		}
		counts[kind+" "+name]++
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		lines = append(lines, fmt.Sprintf("%d %s", counts[name], name))
	}
	return strings.Join(lines, "\n")
}

// item is one item as it lies there, or nil.
func (b bench) item(pk, sk string) map[string]types.AttributeValue {
	b.t.Helper()
	out, err := b.raw.GetItem(b.t.Context(), &sdk.GetItemInput{
		TableName: &b.table.Name, Key: keys(pk, sk), ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return out.Item
}

func keys(pk, sk string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{
		"pk": &types.AttributeValueMemberS{Value: pk}, "sk": &types.AttributeValueMemberS{Value: sk},
	}
}

// wantKind fails the test unless the error is of that kind and code.
func wantKind(t testing.TB, err error, k gdpr.Kind, c gdpr.Code) {
	t.Helper()
	if e, ok := errAs(err); !ok || e.Kind != k || e.Code != c {
		t.Errorf("error %v, want kind %d with code %s", err, k, c)
	}
}
