package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/declaration"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

var now = time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC)

type bench struct {
	t     *testing.T
	table *dynamo.Table
}

func setUp(t *testing.T) bench {
	client, main, keys := dynamodbtest.Table(t)
	clock := func() time.Time { return now }
	return bench{t, &dynamo.Table{Client: client, Name: main, Now: clock, Keys: &dynamo.Keyring{Client: client, Name: keys, Now: clock}}}
}

// applied is an application of so many months ago, kept for twelve.
func (b bench) applied(c gdpr.ControllerID, months int, term retention.Term) holding.Record {
	b.t.Helper()
	from := now.AddDate(0, -months, 0)
	term.Due = retention.Expiry(from.AddDate(1, 0, 0).Unix())
	r := holding.Record{
		Ref: holding.Ref{Controller: c, Class: controller.Applications, ID: gdpr.NewID()}, Purpose: "recruitment",
		Version: controller.Version{Major: 1}, From: from, Received: from, Changed: from, Term: term, Language: gdpr.Bokmal, Source: "direct",
		Fields: []holding.Value{{Field: "name", Value: "Kari Nordmann"}},
	}
	given := consent.Consent{
		ID: gdpr.NewID(), Controller: c, Recorded: from, Expires: retention.Expiry(from.AddDate(1, 0, 0).Unix()),
		Seen: consent.Seen{Version: r.Version, Notice: "sha256-x", Language: gdpr.Bokmal, Mechanism: consent.ByForm},
	}
	stored, _, err := dynamo.Holdings{Table: b.table}.Apply(b.t.Context(), r, gdpr.Private(fmt.Sprintf("%s@example.no", r.ID)), given, "")
	if err != nil {
		b.t.Fatal(err)
	}
	return stored
}

func (b bench) run(args ...string) (string, error) {
	var out strings.Builder
	err := run(b.t.Context(), dynamo.Redating{Table: b.table}, args, &out)
	return out.String(), err
}

// declared is tretoen's declaration with another retention of applications.
func declared(t *testing.T, period string) string {
	t.Helper()
	source, err := os.ReadFile("../controllers/tretoen/1.1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	purpose := source[bytes.Index(source, []byte("- id: recruitment")):]
	at := bytes.Index(purpose, []byte("period: P12M"))
	if at < 0 {
		t.Fatal("the declaration does not keep applications for twelve months")
	}
	copy(purpose[at:], "period: "+period)
	source = bytes.Replace(source, []byte(`version: "1.1"`), []byte(`version: "1.2"`), 1)
	file := filepath.Join(t.TempDir(), "1.2.yaml")
	if err := os.WriteFile(file, source, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func (b bench) end(r holding.Record) string {
	b.t.Helper()
	got, err := dynamo.Holdings{Table: b.table}.Record(b.t.Context(), r.Ref)
	if err != nil {
		return err.Error()
	}
	return got.Version.String() + " " + day(got.Term.Due)
}

func TestAPlanSaysWhatWouldMoveAndMovesNothing(t *testing.T) {
	b := setUp(t)
	young, old := b.applied("tretoen", 1, retention.Term{}), b.applied("tretoen", 7, retention.Term{})
	b.applied("tretoen", 1, retention.Term{Restricted: now})
	hold := retention.Hold{ID: gdpr.NewID(), Ground: "bookkeeping", Until: retention.Expiry(now.AddDate(3, 0, 0).Unix()), Placed: now}
	b.applied("tretoen", 8, retention.Term{Holds: []retention.Hold{hold}})
	foreign := b.applied("mojob", 1, retention.Term{})
	file := declared(t, "P06M")

	out, err := b.run(file)
	if err != nil {
		t.Fatal(err)
	}
	want := `TRETOEN AS 1.2

application: 4 of 4 records move
  ends now between 2027-03-22 and 2027-10-22, then between 2026-11-22 and 2027-04-22
  2027-03 to at once: 1, of them 1 held
  2027-04 to at once: 1
  2027-10 to 2027-04: 2, of them 1 restricted

consent of a person: 0 of 4 records move
`
	kept, changes, _ := strings.Cut(out, "\nAgainst version ")
	if d := cmp.Diff(want, kept); d != "" {
		t.Error(d)
	}
	if !strings.Contains(changes, "is now kept for 6 months") || !strings.Contains(changes, "Asked again:\n  nobody\n") {
		t.Error(changes)
	}
	if got := b.end(young); got != "1.0 2027-10-22" {
		t.Errorf("without -apply the end is %s", got)
	}
	out, err = b.run("-apply", file)
	if err != nil || !strings.HasSuffix(out, "\n4 records moved.\n") {
		t.Errorf("%s%v", out, err)
	}
	for r, want := range map[*holding.Record]string{&young: "1.2 2027-04-22", &old: "not_found", &foreign: "1.0 2027-10-22"} {
		if got := b.end(*r); got != want {
			t.Errorf("the end is %s, want %s", got, want)
		}
	}
	// Done again it finds nothing to do.
	out, err = b.run("-apply", file)
	if err != nil || !strings.Contains(out, "application: 0 of ") || !strings.HasSuffix(out, "\n0 records moved.\n") {
		t.Errorf("%s%v", out, err)
	}
}

func TestWhatChangedSinceThePlanIsLeftForTheNextRun(t *testing.T) {
	b := setUp(t)
	r := b.applied("tretoen", 1, retention.Term{})
	file := declared(t, "P06M")
	d, moves := b.planned(file)
	// Somebody restricts it between the reading and the moving.
	s := dynamo.Holdings{Table: b.table}
	from, err := s.Record(t.Context(), r.Ref)
	if err != nil {
		t.Fatal(err)
	}
	to := from
	to.Term.Restricted = now
	if err := s.Change(t.Context(), from, to); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := carryOut(t.Context(), dynamo.Redating{Table: b.table}, moves, &out); err != nil || !strings.Contains(out.String(), "1 were changed by others") {
		t.Errorf("%s%v", out.String(), err)
	}
	if got := b.end(r); got != "1.0 2027-10-22" {
		t.Errorf("the end is %s", got)
	}
	if _, err := b.run("-apply", file); err != nil {
		t.Fatal(err)
	}
	got, err := s.Record(t.Context(), r.Ref)
	if err != nil || got.Term.Restricted.IsZero() || day(got.Term.Due) != "2027-04-22" || got.Version != d.Version {
		t.Errorf("%+v, %v", got.Term, err)
	}
}

func (b bench) planned(file string) (*controller.Declaration, []move) {
	b.t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	d, err := declaration.Read(file, source)
	if err != nil {
		b.t.Fatal(err)
	}
	_, moves, err := planned(b.t.Context(), dynamo.Redating{Table: b.table}, controllers.Registry(), d)
	if err != nil {
		b.t.Fatal(err)
	}
	return d, moves
}

func TestAPlanNeedsADeclarationThatHolds(t *testing.T) {
	b := setUp(t)
	broken := filepath.Join(t.TempDir(), "1.2.yaml")
	if err := os.WriteFile(broken, []byte("id: tretoen\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for outcome, args := range map[string][]string{
		"none": {}, "two": {"a", "b"}, "an unknown option": {"-now", "a"}, "no file": {"nowhere.yaml"}, "a broken one": {broken},
	} {
		if out, err := b.run(args...); err == nil || out != "" {
			t.Errorf("%s: %q, %v", outcome, out, err)
		}
	}
	if out, err := b.run(declared(t, "P06M")); err != nil || !strings.Contains(out, "No records are stored.") {
		t.Errorf("of an empty table: %q, %v", out, err)
	}
}

// changed is tretoen's declaration as another version, edited.
func changed(t *testing.T, version string, replace ...string) string {
	t.Helper()
	return changedOf(t, "tretoen", version, replace...)
}

func changedOf(t *testing.T, c gdpr.ControllerID, version string, replace ...string) string {
	t.Helper()
	source, err := os.ReadFile("../controllers/" + string(c) + "/1.1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(append(replace, `version: "1.1"`, `version: "`+version+`"`)...).Replace(string(source))
	file := filepath.Join(t.TempDir(), version+".yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// longer keeps what is measured of visits, and applications, for longer, and the proof of consents as long.
var longer = []string{
	"retention: {period: P12M, from: visit}", "retention: {period: P18M, from: visit}",
	"retention: {period: P12M, from: receipt}", "retention: {period: P24M, from: receipt}",
	"person-consent: {period: P12M, from: decision}", "person-consent: {period: P24M, from: decision}",
	"visitor-consent: {period: P12M, from: decision}", "visitor-consent: {period: P18M, from: decision}",
}

func (b bench) visited(visitor gdpr.ID, at time.Time, d gdpr.Decision) {
	b.t.Helper()
	b.visitedAt("tretoen", visitor, at, d)
}

func (b bench) visitedAt(c gdpr.ControllerID, visitor gdpr.ID, at time.Time, d gdpr.Decision) {
	b.t.Helper()
	r := consent.Record{
		ID: gdpr.NewID(), Controller: c, Visitor: visitor, Recorded: at, Expires: retention.Expiry(at.AddDate(1, 0, 0).Unix()),
		Choices: []consent.Choice{{Purpose: "statistics", Decision: d}},
		Seen:    consent.Seen{Version: controller.Version{Major: 1}, Notice: "sha256-x", Language: gdpr.Bokmal, Mechanism: consent.ByBanner},
	}
	if _, _, err := (dynamo.Ledger{Table: b.table}).Append(b.t.Context(), r); err != nil {
		b.t.Fatal(err)
	}
}

// leaf stores a leaf of the log in a dossier, as it lies there.
func (b bench) leaf(dossier string) {
	b.t.Helper()
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	_, err := b.table.Client.PutItem(b.t.Context(), &dynamodb.PutItemInput{TableName: &b.table.Name, Item: map[string]types.AttributeValue{
		"pk": text(dossier), "sk": text("LEAF#CONSENT#x"), "index": &types.AttributeValueMemberN{Value: "0"},
		"nonce": &types.AttributeValueMemberB{Value: make([]byte, 32)}, "expires": &types.AttributeValueMemberN{Value: fmt.Sprint(now.AddDate(1, 0, 0).Unix())},
	}})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestT15_APlanSaysWhomAVersionAsksAgain(t *testing.T) {
	b := setUp(t)
	a, c := gdpr.NewID(), gdpr.NewID()
	b.visited(a, now.AddDate(0, 0, -2), gdpr.Given)
	b.visited(c, now.AddDate(0, 0, -2), gdpr.Given)
	b.visited(c, now.AddDate(0, 0, -1), gdpr.Withdrawn) // changed their mind
	b.leaf("tretoen#VISITOR#" + string(a))              // the log's, beside the decision
	out, err := b.run(changed(t, "2.0", longer...))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  asks again: purposes[", "Data for “Statistics” is now kept for 18 months after your visit.",
		"Asked again:\n  statistics: 0 by mail, 1 visitors by the banner\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "Stands in the way") {
		t.Error(out)
	}
}

func TestT15_APlanSaysWhatKeepsAVersionFromBeingCompiled(t *testing.T) {
	b := setUp(t)
	file := changed(t, "1.9", longer...)
	out, err := b.run(file)
	if err != nil || !strings.Contains(out, "Stands in the way:\n") || !strings.Contains(out, "This asks people again: call the version 2.0") {
		t.Errorf("%s%v", out, err)
	}
	if _, err := b.run("-apply", file); err == nil {
		t.Error("its records are moved all the same")
	}
	if out, err := b.run(changed(t, "1.9", "Vi måler trafikken på nettsidene våre.", "Vi måler trafikken.")); err != nil || !strings.Contains(out, "Asked again:\n  nobody\n") {
		t.Errorf("%s%v", out, err)
	}
}
