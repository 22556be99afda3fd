package dynamo_test

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/jws"
	"ordholden/internal/outbox"
	"ordholden/internal/receipt"
	"ordholden/internal/residence"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/seal"
)

func (b bench) rotation() dynamo.Rotation { return dynamo.Rotation{Table: b.table} }

// subject is the pseudonym under which an address is known now.
func (d drill) subject(address gdpr.Private) gdpr.SubjectID {
	d.t.Helper()
	return must[gdpr.SubjectID](d.t)(d.store().Subject(d.t.Context(), mojob, address))
}

// Nobody loses what is theirs when a new secret comes into force: who is known stays
// known by the old one, links that were sent open, and a request joins the one before.
func TestAtTheMomentOfANewSecretNobodyLosesAnything(t *testing.T) {
	d := setUpDrill(t)
	ctx := t.Context()
	before := must[holding.Record](t)(d.applied(mojob, kari, "Søknad"))
	agreement := d.agreed(mojob, kari)
	held, follow := d.opened(mojob, asks(kari, gdpr.Access))
	unconfirmed := d.received(mojob, asks(kari, gdpr.Portability))
	confirm := d.issued(refOf(unconfirmed, outbox.RequestConfirm))
	grant := must[string](t)(d.table.MAC(ctx, mojob, "upload", "item"))

	added := must[dynamo.Member](t)(d.rotation().Add(ctx, mojob, dynamo.Secrets))
	if added.Number != 2 || !added.From.Equal(d.clock.Now().Add(time.Hour).Truncate(time.Second)) {
		t.Errorf("added %+v", added)
	}
	d.clock.advance(59 * time.Minute)
	if s := d.subject("early@example.no"); !(seal.Secret{ID: "1"}).Of(s) {
		t.Errorf("a minute before, a new person is %s", s)
	}
	d.clock.advance(time.Minute)
	if s := d.subject("late@example.no"); !(seal.Secret{ID: "2"}).Of(s) {
		t.Errorf("from then on, a new person is %s", s)
	}
	if s := d.subject(kari); s != before.Owner {
		t.Errorf("who was known as %s is %s", before.Owner, s)
	}
	if owner := must[gdpr.SubjectID](t)(d.store().Owner(ctx, mojob, agreement.ID)); owner != agreement.Owner {
		t.Errorf("the agreement is %s, and was %s", owner, agreement.Owner)
	}
	if got, err := d.requests.Follow(ctx, mojob, byBoth(held.ID, follow)); err != nil || got.Address != kari {
		t.Errorf("the link that was sent before: %v", err)
	}
	if _, err := d.requests.Decide(ctx, mojob, byBoth(unconfirmed.ID, confirm), rights.Confirmed); err != nil {
		t.Errorf("the request that waited: %v", err)
	}
	again := d.received(mojob, asks(kari, gdpr.Access))
	joined, err := d.requests.Decide(ctx, mojob, byBoth(again.ID, d.issued(refOf(again, outbox.RequestConfirm))), rights.Confirmed)
	if err != nil || joined.Joined != held.ID {
		t.Errorf("the same asked again stands by itself: %s, %v", joined.Workflow, err)
	}
	if now := must[string](t)(d.table.MAC(ctx, mojob, "upload", "item")); now != grant {
		t.Error("what was handed out is good no more")
	}
	found, err := d.store().Records(ctx, mojob, d.subject(kari), "application")
	if err != nil || len(found) != 1 || found[0].Fields[1].Value != "Søknad" {
		t.Errorf("found %d, %v", len(found), err)
	}
	// Another process, that has read nothing yet, sees the same.
	if s := must[gdpr.SubjectID](t)(dynamo.Holdings{Table: d.forgetful().table}.Subject(ctx, mojob, kari)); s != before.Owner {
		t.Errorf("in another process %s", s)
	}
}

// Threat H1: with two secrets there is one read more, and it is there for everybody.
func TestKnownAndUnknownTakeTheSameCallsUnderTwoSecrets(t *testing.T) {
	d := setUpDrill(t)
	d.received(mojob, asks(kari, gdpr.Access))
	must[dynamo.Member](t)(d.rotation().Add(t.Context(), mojob, dynamo.Secrets))
	for _, when := range []time.Duration{10 * time.Minute, 2 * time.Hour} {
		d.clock.advance(when)
		d.received(mojob, asks("somebody.new"+gdpr.Private(fmt.Sprint(int(when)))+"@example.no", gdpr.Access)) // reads the series
		d.book.taken()
		d.received(mojob, asks(kari, gdpr.Objection))
		known := operations(d.book.taken())
		d.received(mojob, asks(gdpr.Private(fmt.Sprint(int(when)))+"@example.org", gdpr.Objection))
		unknown := operations(d.book.taken())
		if diff := cmp.Diff(known, unknown); diff != "" {
			t.Errorf("known (-), unknown (+):\n%s", diff)
		}
		if want := []string{"GetItem", "UpdateItem", "TransactWriteItems"}; cmp.Diff(want, known) != "" {
			t.Errorf("calls %v", known)
		}
	}
	// Under three, whoever is found at the first look costs as much as anybody.
	must[dynamo.Member](t)(d.rotation().Add(t.Context(), mojob, dynamo.Secrets))
	d.clock.advance(2 * time.Hour)
	d.received(mojob, asks("reads.the.series@example.no", gdpr.Access))
	for _, who := range []gdpr.Private{kari, gdpr.Private(fmt.Sprint(int(2*time.Hour))) + "@example.org", "nobody@example.org"} {
		d.book.taken()
		d.received(mojob, asks(who, gdpr.Restriction))
		want := []string{"GetItem", "GetItem", "UpdateItem", "TransactWriteItems"}
		if diff := cmp.Diff(want, operations(d.book.taken())); diff != "" {
			t.Errorf("%s:\n%s", who.Reveal(), diff)
		}
	}
}

// A process reads of a new secret within five minutes, long before it is in force.
func TestEveryProcessKnowsOfANewSecretBeforeItIsInForce(t *testing.T) {
	d := setUpDrill(t)
	d.subject(kari)
	must[dynamo.Member](t)(d.rotation().Add(t.Context(), mojob, dynamo.Secrets))
	d.clock.advance(4*time.Minute + 59*time.Second)
	d.book.taken()
	d.subject(kari)
	if calls := operations(d.book.taken()); len(calls) != 0 {
		t.Errorf("before five minutes: %v", calls)
	}
	d.clock.advance(time.Second)
	d.subject(kari)
	if calls := operations(d.book.taken()); len(calls) != 3 { // both secrets, and the person under the other
		t.Errorf("after five minutes: %v", calls)
	}
	d.clock.advance(-time.Hour) // a clock that jumps back
	d.subject(kari)
	if calls := operations(d.book.taken()); len(calls) != 3 {
		t.Errorf("after the clock jumped: %v", calls)
	}
}

func TestASecretIsRetiredOnlyWhenNobodyIsKnownByIt(t *testing.T) {
	d := setUpDrill(t)
	ctx, r := t.Context(), d.rotation()
	first := must[holding.Record](t)(d.applied(mojob, kari, "Søknad"))
	must[holding.Record](t)(d.applied(tretoen, kari, "Søknad"))
	if err := r.Retire(ctx, mojob, 1); err == nil {
		t.Error("the only secret is retired")
	}
	must[dynamo.Member](t)(r.Add(ctx, mojob, dynamo.Secrets))
	if _, err := r.Add(ctx, mojob, dynamo.Secrets); !errors.Is(err, dynamo.ErrComing) {
		t.Errorf("another at once: %v", err)
	}
	for _, n := range []int{1, 2} {
		if err := r.Retire(ctx, mojob, n); err == nil {
			t.Errorf("secret %d is retired before the new one is in force", n)
		}
	}
	d.clock.advance(2 * time.Hour)
	must[holding.Record](t)(d.applied(mojob, ola, "Søknad"))
	got := must[[]dynamo.Member](t)(r.Members(ctx, mojob, dynamo.Secrets))
	if len(got) != 2 || got[0].Persons != 1 || got[1].Persons != 1 || got[0].Number != 2 || !got[1].From.IsZero() {
		t.Errorf("members %+v", got)
	}
	if err := r.Retire(ctx, mojob, 1); err == nil {
		t.Error("a secret is retired by which somebody is known")
	}
	must[holding.Erasure](t)(d.erase(mojob, first.Owner))
	if err := r.Retire(ctx, mojob, 1); err == nil {
		t.Error("retired while a data key is there")
	}
	d.cascades(life{owner: first.Owner})
	d.clock.advance(2 * time.Hour)
	if gone := must[bool](t)(d.table.Keys.Forget(ctx, mojob, first.Owner, d.clock.Now().Add(-time.Hour))); !gone {
		t.Fatal("the data key is in use")
	}
	if err := r.Retire(ctx, mojob, 1); err == nil {
		t.Error("retired while the ledger points to the pseudonym")
	}
	d.clear("mojob#SUBJECT#" + string(first.Owner))
	if err := r.Retire(ctx, mojob, 1); err != nil {
		t.Fatal(err)
	}
	if err := r.Retire(ctx, mojob, 1); err == nil {
		t.Error("retired twice")
	}
	// It is not made anew, and who comes back is somebody else.
	other := d.forgetful()
	if s := must[seal.Secret](t)(other.table.Keys.Secret(ctx, mojob)); s.ID != "2" {
		t.Errorf("secret %s is in force", s.ID)
	}
	if s := must[gdpr.SubjectID](t)(dynamo.Holdings{Table: other.table}.Subject(ctx, mojob, kari)); !(seal.Secret{ID: "2"}).Of(s) {
		t.Errorf("who comes back is %s", s)
	}
	if got := must[[]dynamo.Member](t)(r.Members(ctx, tretoen, dynamo.Secrets)); len(got) != 1 || got[0].Persons != 1 {
		t.Errorf("at the other controller %+v", got)
	}
}

// A link of somebody whose secret is retired opens nothing, like one that is wrong.
func TestALinkUnderARetiredSecretOpensNothing(t *testing.T) {
	d := setUpDrill(t)
	held, l := d.opened(mojob, asks(kari, gdpr.Access))
	d.retireByForce()
	_, err := d.forgetful().requests.Follow(t.Context(), mojob, byBoth(held.ID, l))
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
}

// retireByForce empties the place of mojob's first secret, beside a second.
func (d drill) retireByForce() {
	d.t.Helper()
	must[dynamo.Member](d.t)(d.rotation().Add(d.t.Context(), mojob, dynamo.Secrets))
	d.clock.advance(2 * time.Hour)
	_, err := d.raw.UpdateItem(d.t.Context(), &sdk.UpdateItemInput{
		TableName: &d.table.Keys.Name, Key: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: "mojob#SECRET#1"}},
		UpdateExpression:          aws.String("SET retired = :now REMOVE #value"),
		ExpressionAttributeNames:  map[string]string{"#value": "value"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":now": &types.AttributeValueMemberN{Value: "1"}},
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// clear deletes all of a partition.
func (d drill) clear(pk string) {
	d.t.Helper()
	for _, it := range d.stored() {
		if it["pk"] != pk {
			continue
		}
		if _, err := d.raw.DeleteItem(d.t.Context(), &sdk.DeleteItemInput{TableName: &d.table.Name, Key: keys(pk, it["sk"].(string))}); err != nil {
			d.t.Fatal(err)
		}
	}
}

func TestSigningKeysGoOnBeingPublished(t *testing.T) {
	d := setUpDrill(t)
	ctx, ring := t.Context(), d.table.Keys
	n, first, err := ring.SigningKey(ctx, mojob)
	if err != nil || n != "1" {
		t.Fatalf("%s, %v", n, err)
	}
	if _, again, _ := d.forgetful().table.Keys.SigningKey(ctx, mojob); !first.Equal(again) {
		t.Error("another process signs with another key")
	}
	if _, other, _ := ring.SigningKey(ctx, tretoen); first.Equal(other) {
		t.Error("two controllers sign with one key")
	}
	must[dynamo.Member](t)(d.rotation().Add(ctx, mojob, dynamo.Signing))
	d.clock.advance(10 * time.Minute)
	keys := must[map[string]ed25519.PublicKey](t)(ring.PublicKeys(ctx, mojob))
	if n, _, _ := ring.SigningKey(ctx, mojob); n != "1" || len(keys) != 2 {
		t.Errorf("within the hour %s signs, %d are published", n, len(keys))
	}
	d.clock.advance(time.Hour)
	n, second, err := ring.SigningKey(ctx, mojob)
	if err != nil || n != "2" || !keys["2"].Equal(second.Public()) || !keys["1"].Equal(first.Public()) {
		t.Errorf("after it %s signs, %v", n, err)
	}
	if s := must[seal.Secret](t)(ring.Secret(ctx, mojob)); s.ID != "1" {
		t.Error("the pseudonym secret changed with it")
	}
}

// A receipt that a key signed while it signed is good however often keys are rotated after it.
func TestReceiptsOutliveTheKeyThatSignedThem(t *testing.T) {
	d := setUpDrill(t)
	ctx, issuer := t.Context(), receipt.Issuer{Ring: d.table.Keys}
	at := func() string {
		declared, _ := controllers.Registry().Current(mojob)
		ref, _ := declared.NoticeFor(controller.Visitors, gdpr.English)
		r := consent.Record{
			ID: gdpr.NewID(), Controller: mojob, Visitor: gdpr.NewID(), Recorded: d.clock.Now(),
			Seen:    consent.Seen{Version: declared.Version, Notice: ref.Digest, Language: gdpr.English, Mechanism: consent.ByBanner},
			Choices: []consent.Choice{{Purpose: "statistics", Decision: gdpr.Given}}, Expires: retention.Expiry(d.clock.Now().AddDate(1, 0, 0).Unix()),
		}
		issued := must[dpv.Issued](t)(dpv.Issuer{Keys: d.table.Keys, PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}}.Issue(
			ctx, declared, dpv.OfVisitor(r, nil, nil), d.clock.Now()))
		return issued.Signed
	}
	old := at()
	must[dynamo.Member](t)(d.rotation().Add(ctx, mojob, dynamo.Signing))
	d.clock.advance(70 * time.Minute)
	fresh := at()
	keys := must[[]byte](t)(issuer.Keys(ctx, mojob))
	if got, err := receipt.CheckConsent(old, keys); err != nil || got.Replaced.IsZero() {
		t.Errorf("the older: %v, replaced %s", err, got.Replaced)
	}
	if got, err := receipt.CheckConsent(fresh, keys); err != nil || !got.Replaced.IsZero() {
		t.Errorf("the newer: %v, replaced %s", err, got.Replaced)
	}
	if terms := must[map[string]jws.Term](t)(d.table.Keys.Terms(ctx, mojob)); !terms["1"].From.IsZero() || terms["1"].Until != terms["2"].From || !terms["2"].Until.IsZero() {
		t.Errorf("terms %v", terms)
	}
}
