package evidence_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/stack"
	"ordholden/internal/controller"
)

type item = map[string]types.AttributeValue

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func saying(v types.AttributeValue) string {
	s, _ := v.(*types.AttributeValueMemberS)
	if s == nil {
		return ""
	}
	return s.Value
}

// items is every item of the main table that is of a partition which begins so.
func (d desk) items(begins string) (found []item) {
	d.t.Helper()
	for pages := dynamodb.NewScanPaginator(d.Database.Client(), &dynamodb.ScanInput{
		TableName: aws.String(d.MainTable()), ConsistentRead: aws.Bool(true),
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			d.t.Fatal(err)
		}
		for _, it := range page.Items {
			if strings.HasPrefix(saying(it["pk"]), begins) {
				found = append(found, it)
			}
		}
	}
	return found
}

// those are the items whose sort keys begin so.
func those(items []item, begins string) []item {
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return !strings.HasPrefix(saying(it["sk"]), begins) })
}

// put stores an item as somebody does who has the table in their hands.
func (d desk) put(it item, changes item) {
	d.t.Helper()
	it = maps.Clone(it)
	maps.Copy(it, changes)
	if _, err := d.Database.Client().PutItem(context.Background(), &dynamodb.PutItemInput{TableName: aws.String(d.MainTable()), Item: it}); err != nil {
		d.t.Fatal(err)
	}
}

func (d desk) remove(it item) {
	d.t.Helper()
	_, err := d.Database.Client().DeleteItem(context.Background(), &dynamodb.DeleteItemInput{
		TableName: aws.String(d.MainTable()), Key: item{"pk": it["pk"], "sk": it["sk"]},
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// restore has mojob's items be those of before.
func (d desk) restore(before []item) {
	d.t.Helper()
	same := func(a item) func(item) bool {
		return func(b item) bool { return saying(a["pk"]) == saying(b["pk"]) && saying(a["sk"]) == saying(b["sk"]) }
	}
	for _, it := range d.items("mojob#") {
		if !slices.ContainsFunc(before, same(it)) {
			d.remove(it)
		}
	}
	for _, it := range before {
		d.put(it, nil)
	}
}

// inspects is what the operator's command says of mojob's table, held against a copy of the log.
func (d desk) inspects(log string) (said, complaint string) {
	d.t.Helper()
	return command(d.t, d.settings(), "inspect", "-controller", "mojob", "-log", log)
}

// stands waits until all that lies in the table is in the log, and under a signed head; and is
// a copy of that log, which the command finds to be the table's.
func (d desk) stands() (log string) {
	d.t.Helper()
	var said, complaint string
	d.eventually("the log has what the table has", func() bool {
		d.ticks()
		if newest := d.asks("GET", "/v1/mojob/log", "", ""); newest.status != http.StatusOK {
			return false
		}
		log = d.copied("mojob")
		said, complaint = d.inspects(log)
		entries, leaves := 0, 0
		for _, it := range d.items("mojob#") {
			switch sk := saying(it["sk"]); {
			case strings.HasPrefix(sk, "LEAF#"):
				leaves++
			case strings.HasPrefix(sk, "EVENT#"), strings.HasPrefix(sk, "CONSENT#") && strings.HasPrefix(saying(it["pk"]), "mojob#VISITOR#"):
				entries++
			}
		}
		return complaint != "" || entries == leaves && strings.HasPrefix(said, fmt.Sprintf("NOTHING FOUND. %d entries of mojob lie", entries))
	})
	if complaint != "" {
		d.t.Fatalf("before anybody has tampered: %s", complaint)
	}
	return log
}

// numberIn is where a leaf says that it stands in the log.
func numberIn(leaf item) string { return leaf["index"].(*types.AttributeValueMemberN).Value }

// follows: the log is consistent from its address and from the copy, and both are the same.
func (d desk) follows(log string) {
	d.t.Helper()
	var all []string
	for _, where := range []string{d.URL + "/v1/mojob", log} {
		said, complaint := command(d.t, nil, "verify", "-log", where)
		if complaint != "" || !strings.HasPrefix(said, "CONSISTENT. ") {
			d.t.Errorf("%s: %s%s", where, said, complaint)
		}
		all = append(all, said)
	}
	if all[0] != all[1] {
		d.t.Errorf("the address says\n%s\nthe copy says\n%s", all[0], all[1])
	}
}

// later lets time pass for a case: what it waits for comes so much sooner.
func (d desk) later(id string, by time.Duration) {
	d.t.Helper()
	changes := item{}
	head := those(d.items("mojob#CASE#"+id), "CASE")[0]
	for _, name := range []string{"until", "due", "deadline"} {
		if at, err := time.Parse(time.RFC3339, saying(head[name])); err == nil {
			changes[name] = text(at.Add(-by).UTC().Format("2006-01-02T15:04:05.000Z"))
		}
	}
	if len(changes) == 0 {
		d.t.Fatalf("case %s waits for nothing: %v", id, head)
	}
	d.put(head, changes)
}

// erased is a person who has everything of theirs erased by mojob, and has had the answer.
func (d desk) erased(email string) {
	d.t.Helper()
	d.posts(http.StatusAccepted, "/v1/mojob/requests", fields{"email": email, "rights": []string{"erasure"}, "language": "en"})
	asked := d.mailTo(email, "request-confirm")
	d.posts(http.StatusOK, "/v1/mojob/requests/confirmation", d.chooses(asked, "confirm"))
	id := d.proof(asked)["case"]
	told := func() int { return len(those(d.items("mojob#CASE#"+id), "MAIL#request-erasing")) }
	d.eventually("the announcement has arrived", func() bool {
		d.ticks()
		return told() > 0 && len(slices.DeleteFunc(those(d.items("mojob#CASE#"+id), "EVENT#"), func(it item) bool {
			return !strings.HasSuffix(saying(it["sk"]), "#reach")
		})) == told()
	})
	d.later(id, 72*time.Hour)
	d.eventually("the erasure is carried out", func() bool {
		d.ticks()
		return slices.ContainsFunc(d.mailed(email), func(kind string) bool { return strings.HasPrefix(kind, "request-answered") })
	})
}

// That a person is erased takes nothing from the log: it goes on verifying, from its address and
// from a copy, with evidence of before too.
func TestErasingAPersonLeavesTheLogVerifying(t *testing.T) {
	d := start(t, stack.Config{})
	email := address()
	visited := d.visits("mojob", "given")
	consented, _ := d.consents(email, everything("mojob", controller.Persons, "given"))
	token, err := d.MachineToken("mojob", "profiles.write")
	if err != nil {
		t.Fatal(err)
	}
	d.sent("PUT", "/v1/mojob/holding/profiles", "application/json", `{"email":"`+email+`","language":"en","fields":{"name":"Kari Eksempel","email":"`+email+`"}}`,
		http.StatusOK, "Authorization", "Bearer "+token)
	before := d.stands()
	d.follows(before)
	evidence := map[string]string{}
	for _, id := range []string{visited, consented} {
		evidence[id] = file(t, "evidence.json", d.logged("/v1/mojob/consents/"+id+"/inclusion"))
	}

	d.erased(email)
	after := d.stands()
	d.follows(after)
	if said, complaint := d.inspects(d.URL + "/v1/mojob"); complaint != "" || !strings.HasPrefix(said, "NOTHING FOUND") {
		t.Errorf("by its address: %s%s", said, complaint)
	}
	for id, name := range evidence {
		for _, where := range []string{d.URL + "/v1/mojob", after} {
			said, complaint := command(t, nil, "verify", "-log", where, "-evidence", name)
			if complaint != "" || !strings.HasPrefix(said, "VALID. Entry ") || strings.Contains(said, email) || strings.Contains(said, id) {
				t.Errorf("%s: %s%s", where, said, complaint)
			}
		}
	}
	for _, where := range []string{before, after} {
		for _, heard := range d.S3.Keys(d.Buckets["LogBucket"], "") {
			if o, _ := d.S3.Get(d.Buckets["LogBucket"], heard); strings.Contains(string(o.Body), email) {
				t.Errorf("%s: %s names the person", where, heard)
			}
		}
	}
}

// Whoever has the table in their hands and not the bucket changes nothing unseen: the command
// finds it, and says where it is.
func TestWhatIsTamperedWithInTheTableIsFoundAndNamed(t *testing.T) {
	d := start(t, stack.Config{})
	first, second := d.visits("mojob", "given"), d.visits("mojob", "refused")
	consented, _ := d.consents(address(), everything("mojob", controller.Persons, "given"))
	log := d.stands()

	of := func(id string) []item {
		visitor, _, _ := strings.Cut(id, ".")
		return d.items("mojob#VISITOR#" + visitor)
	}
	a, b, dossier, tree := of(first), of(second), d.items("mojob#CONSENT#"+consented), d.items("mojob#LOG#TREE")
	step := those(dossier, "EVENT#")[0]
	place := func(it item) string { return saying(it["pk"]) + " " + saying(it["sk"]) }
	leafOf := func(entry item) item {
		return those(append(slices.Clone(a), append(b, dossier...)...), "LEAF#"+saying(entry["sk"]))[0]
	}
	decision, other := those(a, "CONSENT#")[0], those(b, "CONSENT#")[0]

	for outcome, c := range map[string]struct {
		tamper func()
		says   []string
	}{
		"a decision is altered": {func() { d.put(decision, item{"recorded": text("2026-11-20T09:30:00.000Z")}) },
			[]string{place(decision) + ": it was changed after it was put into the log"}},
		"a decision says what another does": {func() { d.put(decision, item{"choices": other["choices"]}) },
			[]string{place(decision) + ": it was changed after it was put into the log"}},
		"a decision is removed": {func() {
			ends := len(d.items("mojob#DELETION#"))
			d.remove(decision)
			// What follows a removal is not stopped by it, and takes nothing with it that tells of it.
			d.eventually("the functions have heard of it", func() bool { return len(d.items("mojob#DELETION#")) > ends })
		},
			[]string{place(decision) + ": it was removed, and there is still something that tells of it"}},
		"a step is removed": {func() { d.remove(step) },
			[]string{place(step) + ": it was removed, and there is still something that tells of it"}},
		"a step is removed with its leaf": {func() { d.remove(step); d.remove(leafOf(step)) },
			[]string{place(step) + ": it was removed, and there is still something that tells of it"}},
		"a decision is removed with its leaf": {func() { d.remove(decision); d.remove(leafOf(decision)) },
			[]string{"entry " + numberIn(leafOf(decision)) + " of the log: nothing that is kept is of it, and it was to be kept until "}},
		"a decision is made to end, and its leaf": {func() {
			past := item{"expires": &types.AttributeValueMemberN{Value: fmt.Sprint(time.Now().Add(-time.Minute).Unix())}}
			d.put(leafOf(decision), past)
			d.put(decision, past)
		}, []string{place(decision) + ": it is kept until another time than it was to be kept until"}},
		"a consent is removed with all of its dossier": {func() {
			for _, it := range slices.Backward(dossier) {
				d.remove(it)
			}
		}, []string{"entry " + numberIn(leafOf(step)) + " of the log: nothing that is kept is of it, and nothing tells that it has ended: it was removed"}},
		"a consent's head is removed, and what follows from that": {func() {
			d.remove(those(dossier, "CONSENT")[0])
			d.eventually("the dossier is cleared", func() bool { return len(d.items("mojob#CONSENT#"+consented)) == 0 })
		}, []string{"entry " + numberIn(leafOf(step)) + " of the log: nothing that is kept is of it, and it was to be kept until "}},
		"a consent that stands is made to have been taken back": {func() {
			d.put(those(dossier, "CONSENT")[0], item{"state": text("withdrawn")})
		}, []string{"ALTERED: the head of mojob#CONSENT#" + consented + " says state withdrawn, its steps say state standing"}},
		"two decisions change places": {func() {
			x, y := leafOf(decision), leafOf(other)
			d.put(x, item{"index": y["index"]})
			d.put(y, item{"index": x["index"]})
		}, []string{place(decision) + ": it stands at another place than the log has it at", place(other) + ": it stands at another place than the log has it at"}},
		"two claim one place": {func() { d.put(leafOf(decision), item{"index": leafOf(other)["index"]}) },
			[]string{"two entries claim one place in the log"}},
		"the log itself is reordered": {func() {
			tile := those(tree, "00#")[0]
			hashes := slices.Clone(tile["hashes"].(*types.AttributeValueMemberB).Value)
			copy(hashes, append(slices.Clone(hashes[32:64]), hashes[:32]...))
			d.put(tile, item{"hashes": &types.AttributeValueMemberB{Value: hashes}})
		}, []string{"the table's tiles do not make its tree"}},
		"the log is begun anew": {func() {
			for _, it := range tree {
				d.remove(it)
			}
			d.remove(leafOf(decision))
			d.visits("mojob", "given")
			d.eventually("a new log", func() bool { return len(those(d.items("mojob#LOG#TREE"), "TREE")) > 0 })
		}, []string{"the log is shorter than it was: entries have been cut off"}},
	} {
		t.Run(outcome, func(t *testing.T) {
			before := d.items("mojob#")
			if said, complaint := d.inspects(log); complaint != "" || !strings.HasPrefix(said, "NOTHING FOUND") {
				t.Fatalf("before: %s%s", said, complaint)
			}
			c.tamper()
			said, complaint := d.inspects(log)
			if said != "" {
				t.Errorf("found nothing: %s", said)
			}
			for _, want := range c.says {
				if !strings.Contains(complaint, want) {
					t.Errorf("does not say %q:\n%s", want, complaint)
				}
			}
			d.restore(before)
		})
	}
}
