package dynamo_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

const (
	canaryAddress gdpr.Private = "kanarifugl.9f3a7c@example.no"
	canaryName    gdpr.Private = "Kanari Kvitrestadbakken"
	canaryText    gdpr.Private = "kanaritekst-51d0 vil se alt"
)

// canary is a person of whom everything is stored that can be, and the secrets
// that their mails carried.
func (b bench) canary() (held rights.Case, given consent.Consent, secrets []gdpr.Private) {
	b.t.Helper()
	ctx := b.t.Context()
	in := asks(canaryAddress, gdpr.Access, gdpr.Erasure)
	in.Name, in.Text = canaryName, canaryText
	r := b.received(mojob, in)
	confirm := b.issued(refOf(r, outbox.RequestConfirm))
	held = must[rights.Case](b.t)(b.requests.Decide(ctx, mojob, byBoth(r.ID, confirm), rights.Confirmed))
	follow := b.issued(refOf(r, outbox.RequestOpen))
	c := must[consent.Consent](b.t)(b.consents.Person(ctx, mojob, declares(mojob, canaryAddress, "")))
	declared := b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)})
	must[consent.Consent](b.t)(b.consents.Decide(ctx, mojob, byLink(c.ID, declared), consent.Confirm))
	given = must[consent.Consent](b.t)(b.consents.WithdrawPerson(ctx, mojob, c.ID))
	return held, given, []gdpr.Private{confirm.Token, confirm.Code, follow.Token, follow.Code, declared.Token, declared.Code}
}

// Threat H14, and Art. 32: the tables hold the canary in no attribute that can be read.
func TestNothingPersonalAndNoSecretLiesInClear(t *testing.T) {
	b := setUp(t)
	_, _, secrets := b.canary()
	var never []string
	for _, secret := range append(secrets, canaryAddress, canaryName, canaryText, "kanarifugl", "Kvitrestadbakken", "kanaritekst") {
		plain := secret.Reveal()
		// A hash without a key is no pseudonym: addresses and codes can be guessed.
		sum := sha256.Sum256([]byte(plain))
		never = append(never, plain, hex.EncodeToString([]byte(plain)), base64.RawStdEncoding.EncodeToString([]byte(plain)), hex.EncodeToString(sum[:]))
	}
	seen := 0
	for _, table := range []string{b.table.Name, b.table.Keys.Name} {
		for key, it := range b.scan(table) {
			everyText(it, func(text string) {
				seen++
				for _, s := range never {
					if strings.Contains(strings.ToLower(text), strings.ToLower(s)) {
						t.Errorf("item %s of %s holds %q", key, table, s)
					}
				}
			})
		}
	}
	if seen < 100 {
		t.Errorf("looked at %d values only", seen)
	}
}

// everyText calls visit for each value at v and below it, and for each name.
func everyText(v any, visit func(string)) {
	switch v := v.(type) {
	case map[string]any:
		for name, each := range v {
			visit(name)
			everyText(each, visit)
		}
	case []any:
		for _, each := range v {
			everyText(each, visit)
		}
	case []byte:
		visit(string(v))
	default:
		visit(fmt.Sprint(v))
	}
}

// sealedOf is the sealed part of a dossier's head.
func (b bench) sealedOf(pk, sk string) []byte {
	b.t.Helper()
	value, ok := b.item(pk, sk)["sealed"].(*types.AttributeValueMemberB)
	if !ok {
		b.t.Fatalf("%s %s has nothing sealed", pk, sk)
	}
	return value.Value
}

func (b bench) overwrite(pk, sk string, sealed []byte) {
	b.t.Helper()
	_, err := b.raw.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
		TableName: &b.table.Name, Key: keys(pk, sk), UpdateExpression: aws.String("SET sealed = :sealed"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":sealed": &types.AttributeValueMemberB{Value: sealed}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestWhatIsSealedOpensOnlyWhereItLies(t *testing.T) {
	b := setUp(t)
	held, given, _ := b.canary()
	second, l := b.opened(mojob, asks(canaryAddress, gdpr.Objection))
	foreign, _ := b.opened(tretoen, asks(canaryAddress, gdpr.Access))
	pk := "mojob#CASE#" + string(second.ID)
	own := b.sealedOf(pk, "CASE")
	flipped := bytes.Clone(own)
	flipped[len(flipped)-1] ^= 1
	for name, sealed := range map[string][]byte{
		"of another case of the person": b.sealedOf("mojob#CASE#"+string(held.ID), "CASE"),
		"of a consent of the person":    b.sealedOf("mojob#CONSENT#"+string(given.ID), "CONSENT"),
		"with one bit changed":          flipped,
		"cut short":                     own[:12],
		"empty":                         {},
	} {
		b.overwrite(pk, "CASE", sealed)
		if got, _, err := b.cases().Open(t.Context(), mojob, byBoth(second.ID, l), rights.ToConfirm); err == nil {
			t.Errorf("%s it opens, to %d characters", name, len(got.Address))
		}
		_, err := b.mails().Letter(t.Context(), refOf(second.Request, outbox.RequestOpen))
		if err == nil || gdpr.KindOf(err) == gdpr.NotFound {
			t.Errorf("%s its mail is %v: somebody has to know that it is damaged", name, err)
		}
	}
	// The same person has another key at another controller: that names itself.
	b.overwrite(pk, "CASE", b.sealedOf("tretoen#CASE#"+string(foreign.ID), "CASE"))
	got, _, err := b.cases().Open(t.Context(), mojob, byBoth(second.ID, l), rights.ToConfirm)
	if err != nil || got.Address != "" {
		t.Errorf("of another controller: %d characters, %v", len(got.Address), err)
	}
	b.overwrite(pk, "CASE", own)
	if got, _, err := b.cases().Open(t.Context(), mojob, byBoth(second.ID, l), rights.ToConfirm); err != nil || got.Address != canaryAddress {
		t.Errorf("put back, it does not open: %v", err)
	}
}

// erase deletes the person's data key, which is what makes every copy unreadable.
func (b bench) erase(c gdpr.ControllerID, s gdpr.SubjectID) {
	b.t.Helper()
	_, err := b.raw.DeleteItem(b.t.Context(), &sdk.DeleteItemInput{
		TableName:           &b.table.Keys.Name,
		Key:                 map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: string(c) + "#KEY#" + string(s)}},
		ConditionExpression: aws.String("attribute_exists(id)"),
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestWithoutItsKeyTheLedgerStaysAndThePersonIsGone(t *testing.T) {
	b := setUp(t)
	held, given, secrets := b.canary()
	b.erase(mojob, held.Subject)
	proof := gdpr.Proof{Case: held.ID, Token: secrets[0], Code: secrets[1]}
	check := func(when string) {
		t.Helper()
		got, _, err := b.cases().Open(t.Context(), mojob, proof, rights.ToConfirm)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if got.Address != "" || got.Name != "" || got.Text != "" {
			t.Errorf("%s the person can be read", when)
		}
		if got.Workflow != rights.Open || len(got.History) != 2 || len(got.Rights) != 2 || !got.Received.Equal(held.Received) {
			t.Errorf("%s the ledger says %+v", when, got)
		}
		c, err := b.consents.Dossiers.Consent(t.Context(), mojob, given.ID)
		if err != nil || c.Address != "" || c.State != consent.Ended || len(c.Choices) == 0 {
			t.Errorf("%s the consent is %+v, %v", when, c, err)
		}
		_, err = b.mails().Letter(t.Context(), refOf(held.Request, outbox.RequestOpen))
		wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	}
	check("with the key gone")
	// Whoever turns to the controller again gets a key again, and it opens nothing of before.
	again, l := b.opened(mojob, asks(canaryAddress, gdpr.Objection))
	if again.Subject != held.Subject {
		t.Fatalf("another subject: %s", again.Subject)
	}
	check("with a new key")
	got, _, err := b.cases().Open(t.Context(), mojob, byBoth(again.ID, l), rights.ToConfirm)
	if err != nil || got.Address != canaryAddress {
		t.Errorf("the new request does not open: %v", err)
	}
}

func TestErasingAtOneControllerLeavesTheOther(t *testing.T) {
	b := setUp(t)
	here, _ := b.opened(mojob, asks(kari, gdpr.Access))
	there, l := b.opened(tretoen, asks(kari, gdpr.Access))
	if here.Subject == there.Subject {
		t.Error("two controllers know a person by the same pseudonym")
	}
	b.erase(mojob, here.Subject)
	if got, _, err := b.cases().Open(t.Context(), tretoen, byBoth(there.ID, l), rights.ToConfirm); err != nil || got.Address != kari {
		t.Errorf("at the other: %v", err)
	}
}
