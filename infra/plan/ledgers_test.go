package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/declaration"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// sooner is tretoen's declaration with some of the ledgers kept for a shorter time, and one for a longer.
var sooner = []string{
	"person-consent: {period: P12M, from: decision}", "person-consent: {period: P03M, from: decision}",
	"visitor-consent: {period: P12M, from: decision}", "visitor-consent: {period: P10M, from: decision}",
	"retention: {period: P12M, from: visit}", "retention: {period: P10M, from: visit}",
	"lifetime: P12M", "lifetime: P10M",
	"unconfirmed: {period: P30D, from: receipt}", "unconfirmed: {period: P07D, from: receipt}",
	"correspondence: {period: P12M, from: receipt}", "correspondence: {period: P24M, from: receipt}",
	// A declaration that keeps the proof for a shorter time than what it is of is refused.
	"retention: {period: P12M, from: receipt}", "retention: {period: P02M, from: receipt}",
}

// begun is a request that came in so many days ago.
func (b bench) begun(on rights.Event, days int, asked ...gdpr.Right) rights.Request {
	b.t.Helper()
	d, _ := controllers.Registry().Current("tretoen")
	at := now.AddDate(0, 0, -days)
	in := rights.Intake{Address: "ola@example.no", Rights: asked, Language: gdpr.Bokmal, Channel: rights.ByMail}
	r, err := rights.Draft(d, in, on, at, at)
	if err != nil {
		b.t.Fatal(err)
	}
	r.ID = gdpr.NewID()
	c := rights.Case{Request: r, History: []rights.Entry{{At: at, On: on, By: rights.ByPerson}}}
	stored, _, err := dynamo.Cases{Table: b.table}.Put(b.t.Context(), c, "")
	if err != nil {
		b.t.Fatal(err)
	}
	return stored.Request
}

func TestAPlanMovesTheLedgersOfDecisionsAndRequests(t *testing.T) {
	b := setUp(t)
	seen := gdpr.NewID()
	b.visited(seen, now.AddDate(0, -2, 0), gdpr.Given)
	b.inLog()
	old := b.applied("tretoen", 1, retention.Term{})
	waits, mail, underWay := b.begun(rights.Receive, 10, gdpr.Access), b.begun(rights.SetAside, 40), b.begun(rights.Lodge, 3, gdpr.Access)
	filed := b.begun(rights.File, 10)
	file := changed(t, "1.2", sooner...)

	out, err := b.run(file)
	if err != nil {
		t.Fatal(err)
	}
	want := `TRETOEN AS 1.2

application: 1 of 1 records move
  ends now between 2027-10-22 and 2027-10-22, then between 2026-12-22 and 2026-12-22
  2027-10 to 2026-12: 1

consent of a person: 1 of 1 records move
  ends now between 2027-10-22 and 2027-10-22, then between 2027-01-22 and 2027-01-22
  2027-10 to 2027-01: 1

decision of a visitor: 1 of 1 records move
  ends now between 2027-09-22 and 2027-09-22, then between 2027-07-22 and 2027-07-22
  2027-09 to 2027-07: 1

mail not sorted yet: 0 of 1 records move
  1 would end later, and keep the end that they were stored with

mail that asks for no right: 1 of 1 records move
  ends now between 2026-12-12 and 2026-12-12, then between 2026-11-22 and 2026-11-22
  2026-12 to at once: 1

request: 0 of 1 records move

unconfirmed request: 0 of 1 records move
`
	kept, _, _ := strings.Cut(out, "\nAgainst version ")
	if d := cmp.Diff(want, kept); d != "" {
		t.Error(d)
	}
	if got := b.end(old); got != "1.0 2027-10-22" {
		t.Errorf("without -apply the application ends %s", got)
	}
	if out, err = b.run("-apply", file); err != nil || !strings.HasSuffix(out, "\n4 records moved.\n") {
		t.Errorf("%s%v", out, err)
	}
	cases := dynamo.Cases{Table: b.table}
	if _, err := cases.Case(t.Context(), "tretoen", filed.ID); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("what has ended at once is served: %v", err)
	}
	for _, r := range []rights.Request{waits, mail, underWay} {
		if got, err := cases.Case(t.Context(), "tretoen", r.ID); err != nil || got.Expires != r.Expires {
			t.Errorf("%s ends %s, %v", r.Workflow, got.Expires.Time(), err)
		}
	}
	if out, err = b.run("-apply", file); err != nil || !strings.HasSuffix(out, "\n0 records moved.\n") {
		t.Errorf("%s%v", out, err)
	}
	b.wantUntampered(file)
}

// What waits for the person, or for staff, is not deleted before they are told: a month and a day is left, in
// which staff are warned (Art. 12(3), (4)).
func TestWhatNobodyHasAnsweredOrSortedEndsNoSoonerThanItsWarnings(t *testing.T) {
	b := setUp(t)
	mail, waits := b.begun(rights.SetAside, 40), b.begun(rights.Receive, 10, gdpr.Access)
	file := changed(t, "1.2", append([]string{
		"correspondence: {period: P12M, from: receipt}", "correspondence: {period: P01M, from: receipt}",
	}, sooner...)...)
	for i, moved := range []string{"\n1 records moved.\n", "\n0 records moved.\n"} {
		out, err := b.run("-apply", file)
		if err != nil || !strings.HasSuffix(out, moved) || i == 0 && !strings.Contains(out, "mail not sorted yet: 1 of 1 records move") {
			t.Errorf("%s%v", out, err)
		}
	}
	cases := dynamo.Cases{Table: b.table}
	got, err := cases.Case(t.Context(), "tretoen", mail.ID)
	if err != nil || !got.Expires.Time().Equal(now.AddDate(0, 0, 31)) || !got.Next.Equal(now.AddDate(0, 0, 1)) {
		t.Errorf("the mail ends %s, and staff hear of it %s, %v", got.Expires.Time(), got.Next, err)
	}
	if got, err := cases.Case(t.Context(), "tretoen", waits.ID); err != nil || got.Expires != waits.Expires || !got.Next.Equal(waits.Next) {
		t.Errorf("the request ends %s, %v", got.Expires.Time(), err)
	}
}

// inLog brings the decisions of visitors into the log.
func (b bench) inLog() {
	b.t.Helper()
	var keys []expiry.Key
	err := dynamo.Redating{Table: b.table}.Decided(b.t.Context(), "tretoen", func(consent.Consent) {}, func(r consent.Record) {
		keys = append(keys, expiry.Key{Partition: "tretoen#VISITOR#" + string(r.Visitor), Item: "CONSENT#" + string(r.ID)})
	})
	if err != nil || len(keys) == 0 {
		b.t.Fatalf("%d decisions, %v", len(keys), err)
	}
	if err := (dynamo.Log{Table: b.table}).Append(b.t.Context(), keys); err != nil {
		b.t.Fatal(err)
	}
}

// wantUntampered holds the table against the log, by the declaration of a file too. What was stored a
// moment ago is not there yet.
func (b bench) wantUntampered(file string) {
	b.t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	d, err := declaration.Read(file, source)
	if err != nil {
		b.t.Fatal(err)
	}
	deployed := controller.New(append(controllers.Registry().All(), d)...)
	found, err := dynamo.LogAudit{Log: dynamo.Log{Table: b.table}, Controllers: deployed}.Look(b.t.Context(), "tretoen")
	if err != nil {
		b.t.Fatal(err)
	}
	for _, k := range found.Kept {
		if k.Fault != nil && strings.Contains(k.Where, "#VISITOR#") {
			b.t.Errorf("%s: %v", k.Where, k.Fault)
		}
	}
}

// A case whose history does not lead to where it stands is named, and nothing else waits for it.
func TestARequestWhoseHistoryTellsNoEndIsLeft(t *testing.T) {
	b := setUp(t)
	r := b.begun(rights.Receive, 10, gdpr.Access)
	b.set("tretoen#CASE#"+string(r.ID), "CASE", "workflow", "answered")
	out, err := b.run("-apply", changed(t, "1.2", sooner...))
	if err != nil || !strings.Contains(out, "Left as they are") || !strings.Contains(out, fmt.Sprintf("request %s: its history", r.ID)) {
		t.Errorf("%s%v", out, err)
	}
	if got, err := (dynamo.Cases{Table: b.table}).Case(t.Context(), "tretoen", r.ID); err != nil || got.Expires != r.Expires {
		t.Errorf("%s, %v", got.Expires.Time(), err)
	}
}

// set changes an item as nobody may.
func (b bench) set(pk, sk, name, value string) {
	b.t.Helper()
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	_, err := b.table.Client.UpdateItem(b.t.Context(), &dynamodb.UpdateItemInput{
		TableName: &b.table.Name, Key: map[string]types.AttributeValue{"pk": text(pk), "sk": text(sk)},
		UpdateExpression: aws.String("SET #name = :value"), ExpressionAttributeNames: map[string]string{"#name": name},
		ExpressionAttributeValues: map[string]types.AttributeValue{":value": text(value)},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}
