package dynamo_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/mod/sumdb/tlog"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
	"ordholden/internal/transparency"
)

func (b bench) log() dynamo.Log { return dynamo.Log{Table: b.table} }

// entries is everything that belongs in a log, in the order of its keys.
func (b bench) entries() []expiry.Key {
	b.t.Helper()
	var keys []expiry.Key
	for _, name := range slices.Sorted(maps.Keys(b.stored())) {
		pk, sk, _ := strings.Cut(name, " ")
		if dynamo.LoggedOf(pk, sk) {
			keys = append(keys, expiry.Key{Partition: pk, Item: sk})
		}
	}
	return keys
}

// logged brings everything into the logs.
func (b bench) logged() []expiry.Key {
	b.t.Helper()
	keys := b.entries()
	b.can(b.log().Append(b.t.Context(), keys))
	return keys
}

// decided is so many decisions of visitors.
func (b bench) decided(n int) []consent.Record {
	b.t.Helper()
	var all []consent.Record
	for range n {
		all = append(all, must[consent.Record](b.t)(b.consents.Visitor(b.t.Context(), mojob, visits(mojob, gdpr.NewID(), ""))))
	}
	return all
}

// vault is a bucket in which nothing is ever changed, and an archive of what lies there.
type vault struct {
	t    testing.TB
	mu   sync.Mutex
	kept map[string][][]byte
}

func (v *vault) Keep(_ context.Context, name string, content []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if strings.Contains(name, "/tile/") && len(v.kept[name]) > 0 && string(v.kept[name][0]) != string(content) {
		v.t.Errorf("%s is kept again with another content", name)
	}
	v.kept[name] = append(v.kept[name], slices.Clone(content))
	return nil
}

func (b bench) publisher() (transparency.Publisher, *vault) {
	v := &vault{t: b.t, kept: map[string][][]byte{}}
	return transparency.Publisher{Store: b.log(), Vault: v, Now: b.clock.Now}, v
}

// archive is a vault as whoever has a copy of it reads it.
type archive struct {
	*vault
	keys transparency.Keys
}

func (archive) Height() int                        { return transparency.Height }
func (archive) SaveTiles([]tlog.Tile, [][]byte)    {}
func (a archive) Keys() (transparency.Keys, error) { return a.keys, nil }
func (a archive) file(name string) ([]byte, error) {
	if all := a.kept["log/mojob/"+name]; len(all) > 0 {
		return all[len(all)-1], nil
	}
	return nil, fmt.Errorf("no %s", name)
}

func (a archive) Heads() (names []string, _ error) {
	for name := range a.kept {
		if head, ok := strings.CutPrefix(name, "log/mojob/heads/"); ok {
			names = append(names, head)
		}
	}
	return names, nil
}

func (a archive) Head(name string) (string, error) {
	content, err := a.file("heads/" + name)
	return string(content), err
}

func (a archive) ReadTiles(tiles []tlog.Tile) (all [][]byte, _ error) {
	for _, t := range tiles {
		content, err := a.file(t.Path())
		if err != nil {
			return nil, err
		}
		all = append(all, content)
	}
	return all, nil
}

func (b bench) archive(v *vault) archive {
	b.t.Helper()
	return archive{v, must[transparency.Keys](b.t)(b.log().PublicKeys(b.t.Context(), mojob))}
}

// nextDay signs a head after midnight.
func (b bench) nextDay(p transparency.Publisher) {
	b.t.Helper()
	b.clock.advance(day)
	if signed := must[bool](b.t)(p.Daily(b.t.Context(), mojob)); !signed {
		b.t.Fatal("nothing was signed")
	}
}

// audit is what comparing the table with its own log finds.
func (b bench) audit() (gone int, faults []error) {
	b.t.Helper()
	return b.auditedBy(b.log())
}

// auditedBy is that of somebody who reads the table in their own way.
func (b bench) auditedBy(by dynamo.Log) (gone int, faults []error) {
	b.t.Helper()
	found := must[transparency.Found](b.t)(dynamo.LogAudit{Log: by, Controllers: b.consents.Controllers}.Look(b.t.Context(), mojob))
	tree, _, _, err := b.log().State(b.t.Context(), mojob)
	b.can(err)
	leaves := must[[]tlog.Hash](b.t)(transparency.Leaves(tree, b.log().Tiles(b.t.Context(), mojob)))
	return transparency.Compare(leaves, found)
}

func TestWhatIsLoggedIsProvedByTheNextHead(t *testing.T) {
	b := setUp(t)
	decisions := b.decided(40)
	held := b.standing(mojob, kari)
	b.opened(mojob, asks(ola, gdpr.Access))
	keys := b.logged()
	p, v := b.publisher()
	_, err := b.log().Evidence(t.Context(), mojob, decisions[0].Visitor, decisions[0].ID)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	b.nextDay(p)
	a := b.archive(v)
	for _, r := range decisions {
		e := must[transparency.Evidence](t)(b.log().Evidence(t.Context(), mojob, r.Visitor, r.ID))
		if err := transparency.Check(e, a.keys); err != nil {
			t.Errorf("decision %s: %v", r.ID, err)
		}
		number := consent.RecordNumber(mojob, string(r.Visitor)+"."+string(r.ID))
		if transparency.Said(e.Entry, "id") != string(number) || strings.Contains(e.Entry, string(r.ID)) || strings.Contains(e.Entry, string(r.Visitor)) {
			t.Errorf("the entry is\n%s", e.Entry)
		}
	}
	e := must[transparency.Evidence](t)(b.log().DossierEvidence(t.Context(), mojob, held.ID))
	if err := transparency.Check(e, a.keys); err != nil || transparency.Said(e.Entry, "event") != "confirm" || strings.Contains(e.Entry, string(held.ID)) {
		t.Errorf("%v of\n%s", err, e.Entry)
	}
	f := must[transparency.Followed](t)(transparency.Follow(mojob, a))
	if len(f.Faults) > 0 || len(f.Leaves) != len(keys) || f.Heads != 1 {
		t.Errorf("%d leaves of %d, %v", len(f.Leaves), len(keys), f.Faults)
	}
	if gone, faults := b.audit(); gone > 0 || len(faults) > 0 {
		t.Errorf("%d gone, %v", gone, faults)
	}
}

// What a person decides later changes what their consent comes to, and nothing that they had
// decided before: the log says so too.
func TestNoLaterDecisionIsTakenForTamperingWithAnEarlierOne(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	narrowed, renewed := b.standing(mojob, kari), b.standing(mojob, ola)
	b.logged()
	b.clock.advance(time.Minute)
	must[[]consent.Consent](t)(b.consents.WithdrawFor(ctx, mojob, narrowed.Subject, []gdpr.PurposeID{narrowed.Choices[0].Purpose}, b.now()))
	b.consents.Controllers = changed(t)
	b.shows(b.consents.Controllers)
	next, _ := b.consents.Controllers.Current(mojob)
	shown, _ := next.Notice(controller.Everyone, gdpr.Nynorsk)
	q := outbox.Ref{Controller: mojob, Case: renewed.ID, Entry: "consent-again-" + strings.ReplaceAll(next.Version.String(), ".", "-")}
	affirmed := must[consent.Consent](t)(b.consents.Affirm(ctx, mojob, byLink(renewed.ID, b.issued(q)), sayYes(further),
		consent.Seen{Notice: shown.Digest(), Language: gdpr.Nynorsk, Mechanism: consent.ByForm}))
	if len(affirmed.Earlier) != 1 {
		t.Fatalf("not affirmed: %+v", affirmed)
	}
	b.logged()
	for range 2 {
		if gone, faults := b.audit(); gone > 0 || len(faults) > 0 {
			t.Errorf("%d gone, %v", gone, faults)
		}
		b.clock.advance(time.Minute)
		must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, renewed.ID))
		must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, narrowed.ID))
		b.logged()
	}
	p, v := b.publisher()
	b.nextDay(p)
	e := must[transparency.Evidence](t)(b.log().DossierEvidence(ctx, mojob, renewed.ID))
	if err := transparency.Check(e, b.archive(v).keys); err != nil {
		t.Error(err)
	}
}

func TestAppendingAgainAddsNothing(t *testing.T) {
	b := setUp(t)
	b.decided(3)
	keys := b.logged()
	before, _, _, err := b.log().State(t.Context(), mojob)
	b.can(err, b.log().Append(t.Context(), append(slices.Clone(keys), keys...)))
	after, _, _, err := b.log().State(t.Context(), mojob)
	if b.can(err); before != after || after.N != 3 {
		t.Errorf("%v, then %v", before, after)
	}
}

func TestWhatIsGoneBeforeItIsLoggedHasNoLeaf(t *testing.T) {
	b := setUp(t)
	b.decided(2)
	keys := b.entries()
	b.deleted(keys[0].Partition, keys[0].Item)
	b.can(b.log().Append(t.Context(), keys))
	if tree, _, _, err := b.log().State(t.Context(), mojob); err != nil || tree.N != 1 || b.item(keys[0].Partition, "LEAF#"+keys[0].Item) != nil {
		t.Errorf("%v, %v", tree, err)
	}
}

func TestManyWhoAppendAtOnceLeaveNoGapAndNoSecondLeaf(t *testing.T) {
	b := setUp(t)
	b.decided(64)
	keys := b.entries()
	var all sync.WaitGroup
	failed := make([]error, 64)
	for i := range 64 {
		all.Go(func() { // each of them brings one of its own, and one that another brings too
			failed[i] = b.log().Append(t.Context(), []expiry.Key{keys[i], keys[(i+1)%64]})
		})
	}
	all.Wait()
	b.can(errors.Join(failed...))
	seen := map[any]bool{}
	for name, it := range b.stored() {
		if strings.Contains(name, " LEAF#") {
			seen[it["index"]] = true
		}
	}
	if tree, _, _, err := b.log().State(t.Context(), mojob); err != nil || tree.N != 64 || len(seen) != 64 {
		t.Errorf("%d leaves at %d places, %v", tree.N, len(seen), err)
	}
	if gone, faults := b.audit(); gone > 0 || len(faults) > 0 {
		t.Errorf("%d gone, %v", gone, faults)
	}
}

func TestALostAnswerLeavesOneLeaf(t *testing.T) {
	for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost, faulty.ServerError} {
		b := setUp(t)
		b.decided(5)
		b.failsOnce(kind)
		if tree, _, _, err := b.log().State(t.Context(), mojob); err != nil || tree.N != 5 {
			t.Errorf("%v: %d leaves, %v", kind, tree.N, err)
		}
		if gone, faults := b.audit(); gone > 0 || len(faults) > 0 {
			t.Errorf("%v: %d gone, %v", kind, gone, faults)
		}
	}
}

// failsOnce appends everything while every try of the first transaction fails in that way.
func (b bench) failsOnce(kind faulty.Kind) {
	b.t.Helper()
	for range attempts {
		b.Inject(faulty.Fault{Operation: "TransactWriteItems", Kind: kind})
	}
	b.logged()
}

// calling is an HTTP client that is a function.
type calling func(*http.Request) (*http.Response, error)

func (c calling) Do(r *http.Request) (*http.Response, error) { return c(r) }

// Where others are always first, whoever appends gives up with their time, adds nothing, and the
// next sweep adds it.
func TestAStormOfConflictsEndsWithTheTimeOfWhoeverAppends(t *testing.T) {
	b := setUp(t)
	b.decided(2)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	tries, options := 0, b.table.Client.Options()
	calls := options.HTTPClient
	options.HTTPClient = calling(func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".TransactWriteItems") {
			if tries++; tries == 9 {
				stop() // as the deadline of an invocation does
			}
			b.Inject(faulty.Fault{Operation: "TransactWriteItems", Kind: faulty.Conflict})
		}
		return calls.Do(r)
	})
	storm := *b.table
	storm.Client = sdk.New(options)
	err := dynamo.Log{Table: &storm}.Append(ctx, b.entries())
	wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
	if tries != 9 {
		t.Errorf("%d tries", tries)
	}
	if tree, _, _, err := b.log().State(t.Context(), mojob); err != nil || tree.N != 0 {
		t.Errorf("%d leaves, %v", tree.N, err)
	}
	desk := b.disposal()
	desk.Log = b.log()
	if swept := must[expiry.Swept](t)(desk.Sweep(t.Context(), 0, 1)); swept.Unlogged != 2 {
		t.Errorf("%d brought in", swept.Unlogged)
	}
}

// changed sets an attribute of an item, as somebody with access to the table would.
func (b bench) changed(pk, sk, name string, v types.AttributeValue) {
	b.t.Helper()
	must[*sdk.UpdateItemOutput](b.t)(b.raw.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
		TableName: &b.table.Name, Key: keys(pk, sk), UpdateExpression: aws.String("SET #n = :v"),
		ExpressionAttributeNames:  map[string]string{"#n": name},
		ExpressionAttributeValues: map[string]types.AttributeValue{":v": v},
	}))
}

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func TestTamperingWithTheTableIsFoundAndNamed(t *testing.T) {
	for outcome, c := range map[string]struct {
		tamper func(b bench, of []expiry.Key)
		want   error
	}{
		"a decision is altered": {func(b bench, of []expiry.Key) {
			b.changed(of[0].Partition, of[0].Item, "recorded", str("2026-03-05T08:41:00.124Z"))
		}, transparency.ErrAltered},
		"a step is altered": {func(b bench, of []expiry.Key) {
			b.changed(of[2].Partition, of[2].Item, "on", str("confirm"))
		}, transparency.ErrAltered},
		"a step's head is altered": {func(b bench, of []expiry.Key) {
			b.changed(of[2].Partition, "CASE", "received", str("2026-03-04T08:41:00.124Z"))
		}, transparency.ErrAltered},
		"a step is removed": {func(b bench, of []expiry.Key) { b.deleted(of[2].Partition, of[2].Item) }, transparency.ErrRemoved},
		"a step is removed with its leaf": {func(b bench, of []expiry.Key) {
			b.deleted(of[2].Partition, of[2].Item)
			b.deleted(of[2].Partition, "LEAF#"+of[2].Item)
		}, transparency.ErrRemoved},
		"two leaves are swapped": {func(b bench, of []expiry.Key) {
			one, other := b.item(of[0].Partition, "LEAF#"+of[0].Item), b.item(of[1].Partition, "LEAF#"+of[1].Item)
			b.changed(of[0].Partition, "LEAF#"+of[0].Item, "index", other["index"])
			b.changed(of[1].Partition, "LEAF#"+of[1].Item, "index", one["index"])
		}, transparency.ErrReordered},
		"one leaf is put at the place of another": {func(b bench, of []expiry.Key) {
			b.changed(of[0].Partition, "LEAF#"+of[0].Item, "index", b.item(of[1].Partition, "LEAF#"+of[1].Item)["index"])
		}, transparency.ErrTwice},
		"a leaf is taken away": {func(b bench, of []expiry.Key) {
			b.deleted(of[0].Partition, "LEAF#"+of[0].Item)
			b.clock.advance(day)
		}, transparency.ErrUnlogged},
	} {
		t.Run(outcome, func(t *testing.T) {
			b := setUp(t)
			b.opened(mojob, asks(ola, gdpr.Access))
			decisions := b.decided(2)
			var of []expiry.Key
			for _, r := range decisions {
				of = append(of, expiry.Key{Partition: "mojob#VISITOR#" + string(r.Visitor), Item: "CONSENT#" + string(r.ID)})
			}
			for _, k := range b.logged() {
				if strings.Contains(k.Item, "#receive") {
					of = append(of, k)
				}
			}
			if gone, faults := b.audit(); gone > 0 || len(faults) > 0 || len(of) != 3 {
				t.Fatalf("before: %d gone, %v, of %v", gone, faults, of)
			}
			c.tamper(b, of)
			_, faults := b.audit()
			if !slices.ContainsFunc(faults, func(err error) bool { return errors.Is(err, c.want) }) {
				t.Errorf("found %v, want %v", faults, c.want)
			}
		})
	}
}

// Whoever has the keys can cut the log off, or make it anew, and sign that. Whoever has the
// heads of the days before sees it.
func TestALogThatIsMadeAnewDoesNotFollowFromTheHeadsBefore(t *testing.T) {
	for outcome, c := range map[string]struct {
		others int
		want   error
	}{"it is cut off": {2, transparency.ErrShorter}, "it is another": {9, transparency.ErrFork}} {
		t.Run(outcome, func(t *testing.T) {
			b := setUp(t)
			b.decided(7)
			b.logged()
			p, v := b.publisher()
			b.nextDay(p)
			b.wipe("LOG#TREE", " LEAF#", " NEWEST", " HEAD#")
			for name := range b.stored() {
				if strings.Contains(name, "#VISITOR#") {
					pk, sk, _ := strings.Cut(name, " ")
					b.deleted(pk, sk)
				}
			}
			b.decided(c.others)
			b.logged()
			p.Vault = &vault{t: t, kept: v.kept}
			clear(v.kept["log/mojob/tile/8/0/000.p/2"])
			b.nextDay(p)
			f := must[transparency.Followed](t)(transparency.Follow(mojob, b.archive(v)))
			if !slices.ContainsFunc(f.Faults, func(err error) bool { return errors.Is(err, c.want) }) {
				t.Errorf("found %v, want %v", f.Faults, c.want)
			}
		})
	}
}

// wipe deletes every item whose key has one of the parts.
func (b bench) wipe(parts ...string) {
	b.t.Helper()
	for name := range b.stored() {
		if slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) }) {
			pk, sk, _ := strings.Cut(name, " ")
			b.deleted(pk, sk)
		}
	}
}

func TestATreeThatWentBackOnItselfIsNeverSigned(t *testing.T) {
	b := setUp(t)
	b.decided(7)
	b.logged()
	p, _ := b.publisher()
	b.nextDay(p)
	b.wipe("LOG#TREE", " LEAF#")
	b.logged()
	b.decided(1)
	b.logged()
	b.clock.advance(day)
	if signed, err := p.Daily(t.Context(), mojob); signed || !errors.Is(err, transparency.ErrFork) {
		t.Errorf("signed %v, %v", signed, err)
	}
}

// Without the newest head there is nothing that the tree has to begin with: it could be any.
func TestNothingIsSignedWhereTheNewestHeadIsGone(t *testing.T) {
	b := setUp(t)
	b.decided(7)
	b.logged()
	p, v := b.publisher()
	b.nextDay(p)
	before := len(v.kept)
	newest := b.remembered()
	b.wipe(" NEWEST")
	b.clock.advance(day)
	for _, sign := range []func(context.Context, gdpr.ControllerID) (bool, error){p.Daily, p.Sign} {
		if signed, err := sign(t.Context(), mojob); signed || !errors.Is(err, transparency.ErrNewest) {
			t.Errorf("signed %v, %v", signed, err)
		}
	}
	if len(v.kept) != before {
		t.Error("something went into the vault")
	}
	b.rewound(newest)
	b.nextDay(p)
}

func TestNothingIsBuiltOnTilesThatWereTamperedWith(t *testing.T) {
	b := setUp(t)
	b.decided(5)
	b.logged()
	b.changed("mojob#LOG#TREE", "00#000000000000000", "hashes", &types.AttributeValueMemberB{Value: make([]byte, 5*32)})
	b.decided(1)
	if err := b.log().Append(t.Context(), b.entries()); err == nil {
		t.Error("a leaf was added to a tree that does not have its root")
	}
}

func TestOneHeadIsSignedADayAndOneWheneverItIsAskedFor(t *testing.T) {
	b := setUp(t)
	p, _ := b.publisher()
	ctx := t.Context()
	b.clock.set(time.Date(2026, time.March, 5, 0, 0, 30, 0, time.UTC))
	if must[bool](t)(p.Daily(ctx, mojob)) {
		t.Error("an empty log was signed")
	}
	b.decided(1)
	b.logged()
	for i, want := range []bool{true, false, false} {
		if got := must[bool](t)(p.Daily(ctx, mojob)); got != want {
			t.Errorf("tick %d: %v", i, got)
		}
		b.clock.advance(time.Minute)
	}
	if must[bool](t)(p.Sign(ctx, mojob)) {
		t.Error("the same tree was signed again")
	}
	b.decided(1)
	b.logged()
	if !must[bool](t)(p.Sign(ctx, mojob)) {
		t.Error("not signed when asked for")
	}
	b.clock.advance(day)
	if !must[bool](t)(p.Daily(ctx, mojob)) {
		t.Error("a day without entries has no head")
	}
	got := strings.Join(must[[]string](t)(b.log().Heads(ctx, mojob)), " ")
	if got != "2026-03-05 2026-03-05T000330Z 2026-03-06" {
		t.Errorf("heads %s", got)
	}
}

// Erasing a person takes away what could be said of them; the log verifies as before.
func TestErasingAPersonLeavesTheLogVerifying(t *testing.T) {
	b := setUp(t)
	held, _ := b.opened(mojob, asks("kanari@example.no", gdpr.Access))
	b.standing(mojob, "kanari@example.no")
	b.decided(3)
	b.logged()
	p, v := b.publisher()
	b.nextDay(p)
	e := dynamo.Erasures{Table: b.table, Controllers: controllers.Registry(), Files: noFiles{}}
	must[holding.Erasure](t)(e.Erase(t.Context(), mojob, held.Subject, gdpr.NewID(), held.ID))
	for name, it := range b.stored() {
		if !strings.Contains(name, "LEAF#") && !strings.Contains(name, "#LOG#") {
			continue
		}
		if s := fmt.Sprint(name, it); strings.Contains(s, "kanari") || strings.Contains(s, string(held.Subject)) {
			t.Errorf("%s tells of the person: %v", name, it)
		}
	}
	b.logged()
	b.nextDay(p)
	f := must[transparency.Followed](t)(transparency.Follow(mojob, b.archive(v)))
	if len(f.Faults) > 0 {
		t.Error(f.Faults)
	}
	if _, faults := b.audit(); len(faults) > 0 {
		t.Error(faults)
	}
}

// The end of a record takes its leaf's nonce with it.
func TestTheEndOfARecordTakesWhatItsLeafCouldSay(t *testing.T) {
	b := setUp(t)
	r := b.decided(1)[0]
	c := b.standing(mojob, kari)
	b.logged()
	p, v := b.publisher()
	b.nextDay(p)
	b.clock.set(r.Expires.Time().AddDate(6, 0, 0))
	for range 2 {
		must[expiry.Swept](t)(b.disposal().Sweep(t.Context(), 0, 1))
	}
	for name := range b.stored() {
		if strings.Contains(name, string(r.Visitor)) || strings.Contains(name, string(c.ID)) && !strings.Contains(name, "DELETION") {
			t.Errorf("%s is left", name)
		}
	}
	if f := must[transparency.Followed](t)(transparency.Follow(mojob, b.archive(v))); len(f.Faults) > 0 || len(f.Leaves) != 3 {
		t.Errorf("%d leaves, %v", len(f.Leaves), f.Faults)
	}
	if gone, faults := b.audit(); gone != 3 || len(faults) > 0 {
		t.Errorf("%d gone, %v", gone, faults)
	}
}

func TestTheSweepBringsInWhatTheStreamHasLost(t *testing.T) {
	b := setUp(t)
	b.decided(3)
	b.opened(mojob, asks(ola, gdpr.Access))
	desk := b.disposal()
	desk.Log = b.log()
	first := must[expiry.Swept](t)(desk.Sweep(t.Context(), 0, 1))
	second := must[expiry.Swept](t)(desk.Sweep(t.Context(), 0, 1))
	if first.Unlogged != len(b.entries()) || second.Unlogged != 0 {
		t.Errorf("%d of %d, then %d", first.Unlogged, len(b.entries()), second.Unlogged)
	}
	if _, faults := b.audit(); len(faults) > 0 {
		t.Error(faults)
	}
}
