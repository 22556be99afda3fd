package evidence_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/stack"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/transparency"
)

// rotates adds a key by the command, and lets the hour pass until it is in force: its instant
// comes so much sooner, and every process begins anew, as each has by then read of it.
func (d desk) rotates(series, flag string) (from time.Time) {
	d.t.Helper()
	said, complaint := command(d.t, d.settings(), "rotate", "-controller", "mojob", flag, "add")
	if complaint != "" || !strings.Contains(said, "Number 2 of mojob is added and comes into force at ") || !strings.Contains(said, series+" 1: in force\n") {
		d.t.Fatalf("%s%s", said, complaint)
	}
	from = time.Now().UTC().Truncate(time.Second)
	_, err := d.Database.Client().UpdateItem(context.Background(), &dynamodb.UpdateItemInput{
		TableName: aws.String(d.KeysTable()), Key: item{"id": text("mojob#" + series + "#2")}, UpdateExpression: aws.String("SET #from = :from"),
		ConditionExpression: aws.String("#from > :from"), ExpressionAttributeNames: map[string]string{"#from": "from"},
		ExpressionAttributeValues: item{":from": &types.AttributeValueMemberN{Value: fmt.Sprint(from.Unix())}},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range d.Functions {
		if err := f.KillAll(); err != nil {
			d.t.Fatal(err)
		}
	}
	if said, complaint = command(d.t, d.settings(), "rotate", "-controller", "mojob", flag, "status"); said != series+" 2: in force\n"+series+" 1: older\n" {
		d.t.Fatalf("%s%s", said, complaint)
	}
	return from
}

// seed is a private key of a series, as somebody has it who took it from the table.
func (d desk) seed(series, number string) ed25519.PrivateKey {
	d.t.Helper()
	out, err := d.Database.Client().GetItem(context.Background(), &dynamodb.GetItemInput{
		TableName: aws.String(d.KeysTable()), Key: item{"id": text("mojob#" + series + "#" + number)}, ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		d.t.Fatal(err)
	}
	value, ok := out.Item["value"].(*types.AttributeValueMemberB)
	if !ok {
		d.t.Fatalf("no key %s of %s", number, series)
	}
	return ed25519.NewKeyFromSeed(value.Value)
}

// taken signs with a key that was taken.
type taken struct {
	number string
	key    ed25519.PrivateKey
}

func (k taken) SigningKey(context.Context, gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	return k.number, k.key, nil
}

// madeAt is a receipt that says another time of its making, signed with a key.
func (k taken) madeAt(t *testing.T, signed string, at time.Time) string {
	t.Helper()
	r := decode[dpv.Receipt](t, payload(t, signed))
	r.Created = at.UTC().Format("2006-01-02T15:04:05.000Z")
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := jws.Sign(t.Context(), k, "mojob", dpv.Type, b)
	if err != nil {
		t.Fatal(err)
	}
	return forged
}

// signer is which key a receipt names.
func signer(t *testing.T, signed string) string {
	t.Helper()
	head, _, _ := strings.Cut(signed, ".")
	return decode[struct{ Kid string }](t, payload(t, "."+head)).Kid
}

// From the instant on that its key is in force, receipts are signed with the new one. Those of
// before still count; and whoever has taken the old key makes no new ones with it.
func TestANewSigningKeySignsAndTheOldOneOnlyHoldsForWhatItSigned(t *testing.T) {
	d := start(t, stack.Config{})
	id, byMail := d.consents(address(), everything("mojob", controller.Persons, "given"))
	path := "/v1/mojob/consents/" + id
	older := d.gets(path + "/receipt")
	replaced := d.rotates("SIGNING", "-signing")
	newer := d.gets(path + "/receipt")
	d.posts(http.StatusOK, path+"/withdrawal", fields{})
	withdrawn := func() string {
		for _, m := range d.Mail.Inbox().Messages() {
			if m.Tags["mail"] == "consent-withdrawn" {
				return d.attached(m)
			}
		}
		return ""
	}
	d.eventually("the mail about the withdrawal", func() bool { return withdrawn() != "" })
	jwks := d.URL + "/v1/mojob/jwks.json"

	old, young := taken{"1", d.seed("SIGNING", "1")}, taken{"2", d.seed("SIGNING", "2")}
	for outcome, c := range map[string]struct{ signed, by, says string }{
		"made before":                        {older, "mojob-1", "VALID\n"},
		"by mail before":                     {byMail, "mojob-1", "VALID\n"},
		"made after":                         {newer, "mojob-2", "VALID\n"},
		"by mail after":                      {withdrawn(), "mojob-2", "VALID\n"},
		"the old key's, of after its end":    {old.madeAt(t, older, replaced.Add(time.Hour)), "mojob-1", "REFUSED\n\nIt is signed with a key that had been replaced"},
		"the new key's, of before its start": {young.madeAt(t, older, replaced.Add(-time.Hour)), "mojob-2", "REFUSED\n\nIt is signed with a key that did not sign yet"},
		"under the new key's name":           {taken{"2", old.key}.madeAt(t, older, replaced.Add(time.Hour)), "mojob-2", "REFUSED\n\nThe signature does not fit the text"},
		"under a name that is no key's":      {taken{"3", old.key}.madeAt(t, older, replaced.Add(time.Hour)), "mojob-3", "REFUSED\n\nIt is signed with a key that the company has not published"},
	} {
		if by := signer(t, c.signed); by != c.by {
			t.Errorf("%s: signed by %s, want %s", outcome, by, c.by)
		}
		said, complaint := command(t, nil, "verify", "-jwks", jwks, "-controller", "mojob", file(t, "receipt.jws", c.signed))
		if !strings.HasPrefix(said+complaint, c.says) || (said != "") != strings.HasPrefix(c.says, "VALID") {
			t.Errorf("%s: %s%s", outcome, said, complaint)
		}
		if c.by == "mojob-1" && said != "" && !strings.Contains(said, "The key was replaced on ") {
			t.Errorf("%s: it is not said that the key was replaced:\n%s", outcome, said)
		}
		// The company's own page judges as the command does.
		checked := decode[struct{ Valid bool }](t, d.posts(http.StatusOK, "/v1/mojob/receipts/check", fields{"receipt": c.signed, "language": "en"}).body)
		if checked.Valid != (said != "") {
			t.Errorf("%s: the page says valid: %v", outcome, checked.Valid)
		}
	}
}

// Heads are signed with the new key from its instant on, all that were signed before still
// count, and one that the old key signs afterwards does not.
func TestANewKeyOfTheLogSignsHeadsAndTheOldOnesStillCount(t *testing.T) {
	d := start(t, stack.Config{})
	first := d.visits("mojob", "given")
	evidence := file(t, "evidence.json", d.logged("/v1/mojob/consents/"+first+"/inclusion"))
	before := decode[struct{ Heads []string }](t, d.gets("/v1/mojob/log/heads")).Heads
	replaced := d.rotates("LOGGING", "-log")
	second := d.visits("mojob", "given")
	proof := decode[transparency.Evidence](t, d.logged("/v1/mojob/consents/"+second+"/inclusion"))

	published := decode[transparency.Keys](t, d.gets("/v1/mojob/log/keys"))
	if len(published.Keys) != 2 || !published.Keys[1].From.Equal(replaced) {
		t.Fatalf("published: %+v", published)
	}
	alone := func(n int) transparency.Keys {
		return transparency.Keys{Controller: "mojob", Keys: published.Keys[n : n+1]}
	}
	if transparency.Check(proof, alone(0)) == nil || transparency.Check(proof, alone(1)) != nil {
		t.Error("the head of after is not signed with the new key")
	}
	for _, name := range before {
		if _, err := alone(0).Open(d.gets("/v1/mojob/log/heads/" + name)); err != nil {
			t.Errorf("the head %s of before: %v", name, err)
		}
	}
	log := d.copied("mojob")
	for _, args := range [][]string{{"-log", log}, {"-log", d.URL + "/v1/mojob"}, {"-log", log, "-evidence", evidence}} {
		if said, complaint := command(t, nil, "verify", args...); complaint != "" {
			t.Errorf("%v: %s%s", args, said, complaint)
		}
	}

	at := replaced.Add(time.Hour)
	head, err := published.Open(d.gets("/v1/mojob/log"))
	if err != nil {
		t.Fatal(err)
	}
	head.At = at
	forged, err := head.Sign(d.seed("LOGGING", "1"))
	if err != nil {
		t.Fatal(err)
	}
	name := at.Format("2006-01-02T150405Z")
	if err := os.WriteFile(filepath.Join(log, "heads", name), []byte(forged), 0o600); err != nil {
		t.Fatal(err)
	}
	said, complaint := command(t, nil, "verify", "-log", log)
	if said != "" || !strings.HasPrefix(complaint, "REFUSED") || !strings.Contains(complaint, "head "+name+": the head is signed with a key that was not in force at its time") {
		t.Errorf("%s%s", said, complaint)
	}
}
