package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
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
	"ordholden/internal/retention"
	"ordholden/internal/transparency"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

// folder keeps what is kept as files, as a copy of the bucket has them.
type folder string

func (f folder) Keep(_ context.Context, name string, content []byte) error {
	path := filepath.Join(string(f), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

// bench is a table with a log, and a copy of the bucket.
type bench struct {
	t      *testing.T
	log    dynamo.Log
	copied string
	now    time.Time
}

func setUp(t *testing.T) *bench {
	client, main, keys := dynamodbtest.Table(t)
	b := &bench{t: t, copied: t.TempDir(), now: time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC)}
	clock := func() time.Time { return b.now }
	b.log = dynamo.Log{Table: &dynamo.Table{Client: client, Name: main, Now: clock, Keys: &dynamo.Keyring{Client: client, Name: keys, Now: clock}}}
	return b
}

func (b *bench) can(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// decided is a visitor's decision that is in the log, and where it lies.
func (b *bench) decided() (consent.Record, expiry.Key) {
	b.t.Helper()
	d, _ := controllers.Registry().Current("mojob")
	n, _ := d.NoticeFor(controller.Visitors, gdpr.Bokmal)
	end, err := retention.Expires(d.Records.VisitorConsent, b.now, b.now)
	b.can(err)
	r := consent.Record{
		ID: gdpr.NewID(), Controller: "mojob", Visitor: gdpr.NewID(), Recorded: b.now, Expires: end,
		Choices: []consent.Choice{{Purpose: "statistics", Decision: gdpr.Given}},
		Seen:    consent.Seen{Version: d.Version, Notice: n.Digest, Language: gdpr.Bokmal, Mechanism: consent.ByBanner},
	}
	_, _, err = dynamo.Ledger{Table: b.log.Table}.Append(b.t.Context(), r)
	b.can(err)
	k := expiry.Key{Partition: "mojob#VISITOR#" + string(r.Visitor), Item: "CONSENT#" + string(r.ID)}
	b.can(b.log.Append(b.t.Context(), []expiry.Key{k}))
	return r, k
}

// declared is where the head of a consent lies that waits for its confirmation.
func (b *bench) declared() expiry.Key {
	b.t.Helper()
	d, _ := controllers.Registry().Current("mojob")
	n, _ := d.NoticeFor(controller.Everyone, gdpr.Bokmal)
	end, err := retention.Expires(d.Records.Unconfirmed, b.now, b.now)
	b.can(err)
	c, _, err := dynamo.Consents{Table: b.log.Table}.Declare(b.t.Context(), consent.Consent{
		ID: gdpr.NewID(), Controller: "mojob", Address: "kari@example.com", State: consent.Pending, Recorded: b.now, Expires: end,
		Choices: []consent.Choice{{Purpose: "marketing", Decision: gdpr.Given}},
		Seen:    consent.Seen{Version: d.Version, Notice: n.Digest, Language: gdpr.Bokmal, Mechanism: consent.ByForm},
	}, "")
	b.can(err)
	return expiry.Key{Partition: "mojob#CONSENT#" + string(c.ID), Item: "CONSENT"}
}

// day lets a day pass, and signs a head.
func (b *bench) day() {
	b.t.Helper()
	b.now = b.now.AddDate(0, 0, 1)
	p := transparency.Publisher{Store: b.log, Vault: folder(b.copied), Now: b.log.Now}
	_, err := p.Daily(b.t.Context(), "mojob")
	b.can(err)
}

func (b *bench) inspects() (string, error) {
	b.t.Helper()
	var out strings.Builder
	err := run(b.t.Context(), b.log, []string{"-controller", "mojob", "-log", filepath.Join(b.copied, "log", "mojob")}, &out)
	return out.String(), err
}

func TestATableThatIsAsItsLogHasItPasses(t *testing.T) {
	b := setUp(t)
	for range 3 {
		b.decided()
		b.day()
	}
	b.decided() // in no head yet
	out, err := b.inspects()
	if err != nil || !strings.HasPrefix(out, "NOTHING FOUND. 4 entries of mojob") || !strings.Contains(out, "3 heads") {
		t.Errorf("%s%v", out, err)
	}
}

// What has ended and waits for the sweep is not said to be gone, nor what is gone to lie there.
func TestWhatHasEndedIsCountedWithWhatIsGone(t *testing.T) {
	b := setUp(t)
	_, gone := b.decided()
	ends, _ := b.decided()
	b.day()
	b.now = ends.Expires.Time()
	b.decided()
	b.remove(gone)
	b.remove(expiry.Key{Partition: gone.Partition, Item: "LEAF#" + gone.Item})
	out, err := b.inspects()
	if err != nil || !strings.HasPrefix(out, "NOTHING FOUND. 1 entries of mojob lie in the table") ||
		!strings.Contains(out, "\nanother, and the table's log begins with the newest. 2 entries of the log have ended, or are gone:") {
		t.Errorf("%s%v", out, err)
	}
}

func TestWhatWasTamperedWithIsNamedWithItsPlace(t *testing.T) {
	for outcome, c := range map[string]struct {
		tamper func(b *bench, k expiry.Key)
		says   string
	}{
		"a decision is altered": {func(b *bench, k expiry.Key) {
			_, err := b.log.Client.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
				TableName: &b.log.Name, Key: at(k), UpdateExpression: aws.String("SET recorded = :r"),
				ExpressionAttributeValues: map[string]types.AttributeValue{":r": &types.AttributeValueMemberS{Value: "2026-11-20T09:30:00.000Z"}},
			})
			b.can(err)
		}, "it was changed after it was put into the log"},
		"a decision is removed": {func(b *bench, k expiry.Key) { b.remove(k) }, "it was removed"},
		"a decision is removed with all that tells of it": {func(b *bench, k expiry.Key) {
			b.remove(k)
			b.remove(expiry.Key{Partition: k.Partition, Item: "LEAF#" + k.Item})
		}, "entry 0 of the log: nothing that is kept is of it, and it was to be kept until 2027-11-22T00:00:00Z: it was removed"},
		"a consent that nobody confirmed is made to stand": {func(b *bench, _ expiry.Key) {
			_, err := b.log.Client.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
				TableName: &b.log.Name, Key: at(b.declared()), UpdateExpression: aws.String("SET #s = :s"),
				ExpressionAttributeNames:  map[string]string{"#s": "state"},
				ExpressionAttributeValues: map[string]types.AttributeValue{":s": &types.AttributeValueMemberS{Value: string(consent.Standing)}},
			})
			b.can(err)
		}, " says state standing, its steps say state pending"},
		"a decision is made to end": {func(b *bench, k expiry.Key) {
			_, err := b.log.Client.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
				TableName: &b.log.Name, Key: at(k), UpdateExpression: aws.String("SET expires = :past"),
				ExpressionAttributeValues: map[string]types.AttributeValue{":past": &types.AttributeValueMemberN{Value: "1774000000"}},
			})
			b.can(err)
		}, "it is kept until another time than it was to be kept until: until 2026-03-20T09:46:40Z, not 2027-11-21T09:30:00Z"},
		"the log is made anew": {func(b *bench, k expiry.Key) {
			b.remove(expiry.Key{Partition: "mojob#LOG#TREE", Item: "TREE"})
			b.remove(expiry.Key{Partition: k.Partition, Item: "LEAF#" + k.Item})
			b.can(b.log.Append(b.t.Context(), []expiry.Key{k}))
		}, "the log is shorter than it was"},
		"a published head is another": {func(b *bench, _ expiry.Key) {
			name := filepath.Join(b.copied, "log", "mojob", "heads", "2026-11-22")
			signed, err := os.ReadFile(name)
			b.can(err)
			b.can(os.WriteFile(name, []byte(strings.Replace(string(signed), "2026-11-22T", "2026-11-22T0", 1)), 0o600))
		}, "head 2026-11-22: this is no signed head"},
	} {
		t.Run(outcome, func(t *testing.T) {
			b := setUp(t)
			_, k := b.decided()
			b.decided()
			b.day()
			b.day()
			c.tamper(b, k)
			if out, err := b.inspects(); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s%v", out, err)
			}
		})
	}
}

func at(k expiry.Key) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{
		"pk": &types.AttributeValueMemberS{Value: k.Partition}, "sk": &types.AttributeValueMemberS{Value: k.Item},
	}
}

func (b *bench) remove(k expiry.Key) {
	b.t.Helper()
	_, err := b.log.Client.DeleteItem(b.t.Context(), &sdk.DeleteItemInput{TableName: &b.log.Name, Key: at(k)})
	b.can(err)
}

func TestWhoeverAsksForNothingIsToldHow(t *testing.T) {
	b := setUp(t)
	for args, says := range map[string]string{
		"": "Usage", "-log x": "no controller", "-controller mojob": "Usage", "-controller mojob -log elsewhere": "another controller",
		"-controller mojob -log http://127.0.0.1:1/v2": "not of the form",
	} {
		if err := run(t.Context(), b.log, strings.Fields(args), &strings.Builder{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", args, err)
		}
	}
}
