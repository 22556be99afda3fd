package dynamo_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// Promise M8: all of it, and in fewer than ten calls for a person with 200 items. A
// function that starts has to read the controller's secrets as well.
func TestM8_EverythingThatIsHeldIsReadInUnderTenCalls(t *testing.T) {
	b := ahead(t)
	b.fill(kari)
	b.agreed(mojob, kari, ola)
	subject := b.subjectOf(mojob, kari)
	b = b.forgetful()
	b.Reset()
	all := must[fulfillment.Everything](t)(b.overview().Everything(t.Context(), mojob, subject, "own"))
	if calls := b.Calls(); sum(calls) >= 10 || calls["PutItem"] != 1 {
		t.Errorf("read by %v", calls)
	}
	files, disclosures := 0, 0
	for _, r := range all.Records {
		files += len(r.Files)
		disclosures += len(r.Disclosures)
	}
	if len(all.Records) != 40 || files != 60 || disclosures != 60 || len(all.Consents) != 50 || len(all.Cases) != 10 ||
		len(all.Messages) != 20 || len(all.Named) != 1 {
		t.Errorf("%d records, %d files, %d disclosures, %d consents, %d cases, %d messages, %d agreements",
			len(all.Records), files, disclosures, len(all.Consents), len(all.Cases), len(all.Messages), len(all.Named))
	}
	if all.Address != kari || len(all.Addresses) != 0 || all.Controller != mojob || all.Subject != subject || !all.At.Equal(b.now()) {
		t.Errorf("of the right person: %t, others on file: %d", all.Address == kari, len(all.Addresses))
	}
	newestFirst(t, "records", all.Records, func(r holding.Owned) time.Time { return r.Received })
	newestFirst(t, "consents", all.Consents, func(c fulfillment.Consented) time.Time { return c.Recorded })
	newestFirst(t, "cases", all.Cases, func(c rights.Case) time.Time { return c.Received })
	newestFirst(t, "messages", all.Messages, func(m fulfillment.Message) time.Time { return m.Received })
}

func newestFirst[T any](t *testing.T, what string, list []T, at func(T) time.Time) {
	t.Helper()
	if !slices.IsSortedFunc(list, func(a, b T) int { return at(b).Compare(at(a)) }) {
		t.Errorf("%s are not newest first", what)
	}
}

// What the one reading says is what the readings one by one say.
func TestEverythingIsAsItIsReadOneByOne(t *testing.T) {
	b := ahead(t)
	ctx := t.Context()
	applied, profiled := b.applied(tretoen, kari), b.profiled(mojob, kari)
	b.can(b.holdings().Hold(ctx, applied.Ref, held(applied.Files[1])))
	b.can(b.holdings().Disclose(ctx, given60(applied.Ref, b.now(), 1)), b.holdings().Disclose(ctx, given60(applied.Ref, b.now().Add(time.Hour), 2)))
	given := b.standing(mojob, kari)
	withdrawn := must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, given.ID))
	opened, _ := b.opened(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
	wrote := b.registered(b.wrote("ses", kari, gdpr.Access))
	agreement := b.agreed(mojob, ola, kari)
	b.logs()

	all := b.everything(tretoen, kari)
	if len(all.Records) != 1 || len(all.Consents) != 1 || len(all.Cases)+len(all.Messages)+len(all.Named) != 0 {
		t.Fatalf("of another controller: %d records, %d consents, %d cases", len(all.Records), len(all.Consents), len(all.Cases))
	}
	sameRecord(t, b.read(applied.Ref), all.Records[0].Record)
	if one := must[[]holding.Disclosure](t)(b.holdings().Disclosures(ctx, applied.Ref)); !slices.EqualFunc(one, all.Records[0].Disclosures, sameDisclosure) {
		t.Errorf("disclosures %+v, want %+v", all.Records[0].Disclosures, one)
	}
	all = b.everything(mojob, kari)
	sameRecord(t, b.read(profiled.Ref), all.Records[0].Record)
	c := all.Consents[0]
	if c.ID != given.ID || c.Address != kari || c.State != withdrawn.State || len(c.Choices) != len(given.Choices) ||
		happened(c.History) != "declare confirm withdraw" || !c.History[2].At.Equal(withdrawn.Decided) {
		t.Errorf("consent %s, %s, %s", c.ID, c.State, happened(c.History))
	}
	if i := slices.IndexFunc(all.Cases, func(c rights.Case) bool { return c.ID == opened.ID }); i < 0 || all.Cases[i].Address != kari ||
		len(all.Cases[i].History) != 2 || all.Cases[i].History[1].On != rights.Confirm || all.Cases[i].Workflow != opened.Workflow {
		t.Errorf("case %d of %d", i, len(all.Cases))
	}
	if m := all.Messages; len(m) != 1 || m[0].ID != wrote.Message.ID || m[0].Case != wrote.Message.Case || m[0].Subject != "Sletting" || m[0].Text != wrote.Message.Mail.Text {
		t.Errorf("%d messages", len(m))
	}
	if n := all.Named; len(n) != 1 || n[0].Ref != agreement.Ref || len(n[0].Contacts) != 1 || n[0].Contacts[0].Address != kari || len(n[0].Fields) != 0 {
		t.Errorf("named %d times, or with more than how", len(n))
	}
}

func sameDisclosure(a, b holding.Disclosure) bool {
	return a.ID == b.ID && a.Record == b.Record && a.At.Equal(b.At) && a.Recipient == b.Recipient && a.Customer == b.Customer
}

func happened(history []fulfillment.Happened) string {
	var words []string
	for _, h := range history {
		words = append(words, string(h.On))
	}
	return strings.Join(words, " ")
}

// Nothing of it belongs to anybody else, whoever writes with whom.
func TestNothingOfAnotherPersonIsAmongIt(t *testing.T) {
	b := ahead(t)
	for _, who := range []gdpr.Private{kari, ola} {
		b.applied(mojob, who)
		b.standing(mojob, who)
		b.registered(b.wrote("ses-"+who.Reveal(), who, gdpr.Access))
		b.clock.advance(25 * time.Hour)
	}
	b.agreed(mojob, kari, ola)
	for who, other := range map[gdpr.Private]gdpr.Private{kari: ola, ola: kari} {
		all := b.everything(mojob, who)
		if all.Address != who || len(all.Records) != 1 || len(all.Consents) != 2 || len(all.Cases) != 1 || len(all.Messages) != 1 || len(all.Named) != 1 {
			t.Errorf("%d records, %d consents, %d cases", len(all.Records), len(all.Consents), len(all.Cases))
		}
		if strings.Contains(revealed(all), other.Reveal()) {
			t.Error("something of somebody else's is among it")
		}
	}
	if all := b.everything(tretoen, kari); revealed(all) != revealed(fulfillment.Everything{Controller: tretoen, Subject: all.Subject, At: all.At}) {
		t.Error("something is held at the other controller")
	}
}

// revealed is everything, with what is private in it.
func revealed(all fulfillment.Everything) string {
	return fmt.Sprintf("%+v", mapped(all))
}

// mapped reveals what %+v hides.
func mapped(all fulfillment.Everything) []string {
	lines := []string{all.Address.Reveal(), fmt.Sprint(len(all.Addresses))}
	for _, r := range all.Records {
		for _, v := range r.Fields {
			lines = append(lines, v.Value.Reveal())
		}
	}
	for _, c := range all.Consents {
		lines = append(lines, string(c.ID), c.Address.Reveal())
	}
	for _, c := range all.Cases {
		lines = append(lines, string(c.ID), c.Address.Reveal(), c.Text.Reveal())
	}
	for _, m := range all.Messages {
		lines = append(lines, m.Subject.Reveal(), m.Text.Reveal())
	}
	for _, r := range all.Named {
		for _, c := range r.Contacts {
			lines = append(lines, c.Name.Reveal(), c.Address.Reveal())
		}
	}
	return lines
}

// Art. 15 knows no exception for what is restricted; what has ended is gone.
func TestEverythingIsWhatHasNotEnded(t *testing.T) {
	b := ahead(t)
	applied := b.applied(mojob, kari)
	restricted := b.applied(mojob, kari)
	to := b.read(restricted.Ref)
	to.Term.Restricted = b.now()
	b.can(b.change(b.read(restricted.Ref), to))
	if all := b.everything(mojob, kari); len(all.Records) != 2 {
		t.Errorf("%d records", len(all.Records))
	}
	b.clock.set(applied.Term.Due.Time())
	if all := b.everything(mojob, kari); len(all.Records) != 1 || all.Records[0].ID != restricted.ID {
		t.Errorf("%d records, once one has ended", len(all.Records))
	}
}

func TestOtherAddressesOnFileAreTold(t *testing.T) {
	b := ahead(t)
	r, given := b.application(mojob, kari)
	stored, _, err := b.holdings().Apply(t.Context(), r, kari, given, "")
	b.can(err)
	to := b.read(stored.Ref)
	to.Fields = values("name", "Kari Nordmann", "email", "privat@example.org")
	b.can(b.change(b.read(stored.Ref), to))
	b.applied(mojob, "KARI@example.no") // the same mailbox
	if all := b.everything(mojob, kari); !strings.EqualFold(all.Address.Reveal(), kari.Reveal()) || len(all.Addresses) != 1 || all.Addresses[0] != "privat@example.org" {
		t.Errorf("%d others", len(all.Addresses))
	}
}

func TestSinceWhenNoMarketingGoesToThePersonIsTold(t *testing.T) {
	b := ahead(t)
	b.applied(mojob, kari)
	if all := b.everything(mojob, kari); !all.Suppressed.IsZero() {
		t.Errorf("suppressed since %s", all.Suppressed)
	}
	it := keys(fmt.Sprintf("%s#SUBJECT#%s", mojob, b.subjectOf(mojob, kari)), "SUPPRESSED")
	it["at"] = &types.AttributeValueMemberS{Value: "2026-03-01T10:00:00.000Z"}
	if _, err := b.raw.PutItem(t.Context(), &sdk.PutItemInput{TableName: &b.table.Name, Item: it}); err != nil {
		t.Fatal(err)
	}
	if all := b.everything(mojob, kari); all.Suppressed.Format(time.DateOnly) != "2026-03-01" {
		t.Errorf("suppressed since %s", all.Suppressed)
	}
}

func TestEveryReadingIsStoredBeforeItIsShown(t *testing.T) {
	b := ahead(t)
	applied := b.applied(mojob, kari)
	b.everything(mojob, kari)
	b.everything(mojob, kari) // in the same moment
	if who := b.readersOf(mojob, kari); len(who) != 2 || who[0] != "staff:reader" {
		t.Errorf("read by %v", who)
	}
	for range attempts {
		b.Inject(faulty.Fault{Operation: "PutItem", Kind: faulty.ServerError})
	}
	all, err := b.overview().Everything(t.Context(), mojob, applied.Owner, "own")
	if wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable); len(all.Records) > 0 {
		t.Error("shown without a line of it")
	}
	b.Inject(faulty.Fault{Operation: "PutItem", Kind: faulty.AnswerLost})
	if b.everything(mojob, kari); len(b.readersOf(mojob, kari)) != 3 {
		t.Errorf("read by %v", b.readersOf(mojob, kari))
	}
	for key, it := range b.stored() {
		if strings.Contains(key, " READ#") && it["expires"] == nil {
			t.Errorf("%s is kept for ever", key)
		}
	}
	if readings := must[[]holding.Reading](t)(b.holdings().Readings(t.Context(), applied.Ref)); len(readings) != 0 {
		t.Errorf("a line beside the record as well: %+v", readings)
	}
}

// What is read while the person is being erased is neither what there was nor what is left.
func TestErasureWhileEverythingIsReadIsNoCopy(t *testing.T) {
	for operation, nth := range map[string]int{"Query": 1, "BatchGetItem": 2, "PutItem": 1} { // the first batch has the key of before
		b := ahead(t)
		applied := b.applied(mojob, kari)
		until := make(chan struct{})
		b.Inject(faulty.Fault{Operation: operation, Nth: nth, Kind: faulty.Slow, Until: until})
		done := make(chan error, 1)
		go func() {
			_, err := b.overview().Everything(t.Context(), mojob, applied.Owner, "own")
			done <- err
		}()
		waitFor(t, func() bool { return len(b.Unused()) == 0 })
		_, err := dynamo.Erasures{Table: b.elsewhere().table, Controllers: b.consents.Controllers, Files: &shelf{}}.
			Erase(t.Context(), mojob, applied.Owner, gdpr.NewID(), gdpr.NewID())
		if err != nil {
			t.Fatal(err)
		}
		close(until)
		wantKind(t, <-done, gdpr.Conflict, gdpr.CodeErased)
	}
}

func waitFor(t *testing.T, what func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !what(); {
		if time.Now().After(end) {
			t.Fatal("it never came to that")
		}
		<-time.After(time.Millisecond)
	}
}

func TestOfAPersonWhoWasErasedOnlyTheLedgersAreLeft(t *testing.T) {
	b := ahead(t)
	applied := b.applied(mojob, kari)
	b.agreed(mojob, kari)
	_, err := dynamo.Erasures{Table: b.table, Controllers: b.consents.Controllers, Files: &shelf{}}.
		Erase(t.Context(), mojob, applied.Owner, gdpr.NewID(), gdpr.NewID())
	b.can(err)
	all := b.everything(mojob, kari)
	if len(all.Records)+len(all.Messages)+len(all.Named) != 0 || len(all.Consents) != 1 || all.Consents[0].Address != "" || all.Address != "" {
		t.Errorf("%d records, %d consents, %d agreements", len(all.Records), len(all.Consents), len(all.Named))
	}
}

func TestOfNobodyThereIsNothing(t *testing.T) {
	b := ahead(t)
	all := b.everything(mojob, "nobody@example.no")
	if len(all.Records)+len(all.Consents)+len(all.Cases)+len(all.Messages)+len(all.Named) != 0 {
		t.Errorf("%d records", len(all.Records))
	}
}

// A batch that DynamoDB answers in parts is asked for again; more than a hundred heads are
// more than one batch.
func TestMoreThanABatchIsReadWhole(t *testing.T) {
	b := ahead(t)
	for i := range 130 {
		must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, kari, fmt.Sprint(i))))
	}
	b.Reset()
	if all := b.everything(mojob, kari); len(all.Consents) != 130 || b.Calls()["BatchGetItem"] != 3 {
		t.Errorf("%d consents in %v", len(all.Consents), b.Calls())
	}
}

// The worst mix of 200 items is of those that lie apart, each in a partition of its own. With the
// session's call before it, and the key's name after a copy, the page and the copy stay under ten.
func TestM8_TwoHundredItemsThatLieApartAreReadInSevenCalls(t *testing.T) {
	b := ahead(t)
	for i := range 200 {
		must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, kari, fmt.Sprint(i))))
	}
	b.Reset()
	if all := b.everything(mojob, kari); len(all.Consents) != 200 || sum(b.Calls()) > 7 {
		t.Errorf("%d consents in %v", len(all.Consents), b.Calls())
	}
}

func TestAHistoryThatCannotBeReadIsNoHistory(t *testing.T) {
	b := ahead(t)
	c := b.standing(mojob, kari)
	_, err := b.raw.UpdateItem(t.Context(), &sdk.UpdateItemInput{
		TableName: &b.table.Name, Key: keys(fmt.Sprintf("mojob#CONSENT#%s", c.ID), "CONSENT"), UpdateExpression: aws.String("SET #log = :log"),
		ExpressionAttributeNames: map[string]string{"#log": "log"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":log": &types.AttributeValueMemberL{
			Value: []types.AttributeValue{&types.AttributeValueMemberS{Value: "yesterday"}}}},
	})
	b.can(err)
	if _, err := b.overview().Everything(t.Context(), mojob, b.subjectOf(mojob, kari), "own"); err == nil {
		t.Error("a history in pieces is shown")
	}
}

// A copy that was made before an erasure goes with it, and one is known by the key's name to
// be of before.
func TestAnErasureDropsTheCopiesOfThePerson(t *testing.T) {
	b := ahead(t)
	applied := b.applied(mojob, kari)
	before := must[string](t)(b.table.KeyName(t.Context(), mojob, applied.Owner))
	files := &shelf{}
	do := dynamo.Erasures{Table: b.table, Controllers: b.consents.Controllers, Files: files}
	files.fails = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
	request, id := gdpr.NewID(), gdpr.NewID()
	_, err := do.Erase(t.Context(), mojob, applied.Owner, request, id)
	wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
	_, err = b.table.KeyName(t.Context(), mojob, applied.Owner) // broken off: what is there is neither before nor after
	wantKind(t, err, gdpr.Conflict, gdpr.CodeErased)
	files.fails = nil
	_, err = do.Erase(t.Context(), mojob, applied.Owner, request, id)
	b.can(err)
	if len(files.copies) != 1 || files.copies[0] != "mojob/"+string(applied.Owner) {
		t.Errorf("dropped copies of %v", files.copies)
	}
	if after := must[string](t)(b.table.KeyName(t.Context(), mojob, applied.Owner)); after == before {
		t.Error("the key has the same name")
	}
	_, err = b.table.KeyName(t.Context(), mojob, "1-nobody")
	wantKind(t, err, gdpr.Conflict, gdpr.CodeErased)
}
