package dynamo_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
)

func (b bench) overview() dynamo.Overview { return dynamo.Overview{Table: b.table} }

// subjectOf is the pseudonym of an address.
func (b bench) subjectOf(c gdpr.ControllerID, address gdpr.Private) gdpr.SubjectID {
	b.t.Helper()
	return must[gdpr.SubjectID](b.t)(b.holdings().Subject(b.t.Context(), c, address))
}

// everything reads all of it, by somebody of the staff.
func (b bench) everything(c gdpr.ControllerID, address gdpr.Private) fulfillment.Everything {
	b.t.Helper()
	subject := b.subjectOf(c, address)
	return must[fulfillment.Everything](b.t)(b.overview().Everything(b.t.Context(), c, subject, "staff:reader"))
}

// logs writes the history of every dossier into its head, where the head has none.
func (b bench) logs() {
	b.t.Helper()
	lines := map[string][]string{}
	stored := b.stored()
	for _, it := range stored {
		if strings.HasPrefix(it["sk"].(string), "EVENT#") {
			pk := it["pk"].(string)
			lines[pk] = append(lines[pk], fmt.Sprintf("%s %s", it["at"], it["on"]))
		}
	}
	for pk, log := range lines {
		kind := strings.Split(pk, "#")[1]
		if head := stored[pk+" "+kind]; head == nil || head["log"] != nil {
			continue
		}
		slices.Sort(log)
		list := &types.AttributeValueMemberL{}
		for _, line := range log {
			list.Value = append(list.Value, &types.AttributeValueMemberS{Value: line})
		}
		_, err := b.raw.UpdateItem(context.WithoutCancel(b.t.Context()), &sdk.UpdateItemInput{
			TableName: &b.table.Name, Key: keys(pk, kind), UpdateExpression: aws.String("SET #log = :log"),
			ExpressionAttributeNames:  map[string]string{"#log": "log"},
			ExpressionAttributeValues: map[string]types.AttributeValue{":log": list},
		})
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

// fill holds so much of one person as an own page is measured with: 200 items that they see.
func (b bench) fill(address gdpr.Private) {
	b.t.Helper()
	ctx, s := b.t.Context(), b.holdings()
	for i := range 40 {
		r, given := b.application(mojob, address)
		r.Files = nil
		if i < 20 {
			r.Files = []holding.File{b.awaited("cv", fmt.Sprintf("cv-%d.pdf", i)), b.awaited("letter", "letter.pdf"), b.awaited("letter", "x.pdf")}
		}
		stored, _, err := s.Apply(ctx, r, address, given, "")
		b.can(err)
		for _, f := range stored.Files {
			b.can(s.Hold(ctx, stored.Ref, held(f)))
		}
		for n := range 60 / 40 {
			b.can(s.Disclose(ctx, given60(stored.Ref, b.now().Add(time.Duration(n)*time.Second), i)))
		}
		if i < 20 {
			b.can(s.Disclose(ctx, given60(stored.Ref, b.now().Add(time.Minute), i)))
		}
		b.can(s.Read(ctx, stored.Ref, holding.Reading{At: b.now(), Actor: "staff:x", What: "record"}))
		b.clock.advance(time.Second)
	}
	for i := range 10 {
		must[consent.Consent](b.t)(b.consents.Person(ctx, mojob, declares(mojob, address, fmt.Sprint("consent", i))))
		b.clock.advance(time.Second)
	}
	for i := range 10 {
		e := b.registered(b.wrote(fmt.Sprint("case", i), address, gdpr.Access))
		joins := b.wrote(fmt.Sprint("joins", i), address)
		joins.Joins, joins.Message.Case, joins.Request, joins.Mail = true, e.Message.Case, e.Request, nil
		b.registered(joins)
		b.clock.advance(25 * time.Hour) // one answer a day
	}
	b.logs()
}

func given60(r holding.Ref, at time.Time, i int) holding.Disclosure {
	return holding.Disclosure{
		ID: gdpr.NewID(), Record: r, At: at, Recipient: "customers", Customer: gdpr.Private(fmt.Sprintf("Bedrift %d AS", i)),
		Purpose: "recruitment", Categories: []string{"profile"},
	}
}

// readersOf is who has read everything of a person, as it lies there.
func (b bench) readersOf(c gdpr.ControllerID, address gdpr.Private) []string {
	var who []string
	prefix := fmt.Sprintf("%s#SUBJECT#%s READ#", c, b.subjectOf(c, address))
	stored := b.stored()
	for _, k := range slices.Sorted(maps.Keys(stored)) {
		if strings.HasPrefix(k, prefix) {
			who = append(who, stored[k]["actor"].(string))
		}
	}
	return who
}

func sum(calls map[string]int) (n int) {
	for _, each := range calls {
		n += each
	}
	return n
}

// called puts a mail that a case calls for beside it.
func (b bench) called(r outbox.Ref) {
	b.t.Helper()
	it := keys(fmt.Sprintf("%s#CASE#%s", r.Controller, r.Case), "MAIL#"+r.Entry)
	now := b.now().UTC().Format("2006-01-02T15:04:05.000Z")
	for name, value := range map[string]string{
		"kind": r.Entry, "state": string(outbox.Pending), "created": now, "due": now, "agenda": string(r.Controller) + "#MAIL",
	} {
		it[name] = &types.AttributeValueMemberS{Value: value}
	}
	it["attempts"] = &types.AttributeValueMemberN{Value: "0"}
	it["expires"] = &types.AttributeValueMemberN{Value: fmt.Sprint(b.now().AddDate(0, 1, 0).Unix())}
	if _, err := b.raw.PutItem(b.t.Context(), &sdk.PutItemInput{TableName: &b.table.Name, Item: it}); err != nil {
		b.t.Fatal(err)
	}
}
