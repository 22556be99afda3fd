package dynamo_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/transparency"
)

func epoch(t time.Time) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: fmt.Sprint(t.Unix())}
}

// numbered is the number of a leaf in the log.
func (b bench) numbered(pk, sk string) string {
	b.t.Helper()
	return b.item(pk, "LEAF#"+sk)["index"].(*types.AttributeValueMemberN).Value
}

// clears is what follows when the head of a dossier is gone.
func (b bench) clears(pk string) {
	b.t.Helper()
	head := expiry.Key{Partition: pk, Item: strings.Split(pk, "#")[1]}
	b.can(b.disposal().Take(b.t.Context(), expiry.Event{What: expiry.HeadGone, Key: head, At: b.now()}))
}

// What is gone with everything that tells of it, before its time, is missed by its number.
func TestWhatIsRemovedWithAllThatTellsOfItIsMissed(t *testing.T) {
	b := setUp(t)
	r := b.decided(1)[0]
	c := b.standing(mojob, kari)
	held, _ := b.opened(mojob, asks(ola, gdpr.Access)) // under way: it has no end
	b.logged()
	if gone, faults := b.audit(); gone > 0 || len(faults) > 0 {
		t.Fatalf("before: %d gone, %v", gone, faults)
	}
	visitor, dossier, open := "mojob#VISITOR#"+string(r.Visitor), "mojob#CONSENT#"+string(c.ID), "mojob#CASE#"+string(held.ID)
	decision := "CONSENT#" + string(r.ID)
	past := epoch(b.now().Add(-time.Minute))
	sound := b.remembered()
	for outcome, c := range map[string]struct {
		tamper func(b bench)
		says   string
		want   error
	}{
		"a decision with its leaf": {func(b bench) { b.wipe(visitor) },
			"entry " + b.numbered(visitor, decision) + " of the log: nothing that is kept is of it, and it was to be kept until " + r.Expires.DayEnd().Time().Format(time.RFC3339), transparency.ErrGone},
		"a decision with its leaf and its end": {func(b bench) {
			index := b.numbered(visitor, decision)
			b.wipe(visitor)
			b.deleted("mojob#LOG#ENDS", fmt.Sprintf("%015s", index))
		}, "entry " + b.numbered(visitor, decision) + " of the log: nothing that is kept is of it, and nothing tells", transparency.ErrGone},
		"a decision is made to have ended": {func(b bench) { b.changed(visitor, decision, "expires", past) },
			visitor + " " + decision + ": it is kept until another time", transparency.ErrMoved},
		"a decision and its leaf are made to have ended": {func(b bench) {
			b.changed(visitor, decision, "expires", past)
			b.changed(visitor, "LEAF#"+decision, "expires", past)
		}, visitor + " " + decision + ": it is kept until another time", transparency.ErrMoved},
		"a decision and its leaf end on another day": {func(b bench) {
			b.changed(visitor, decision, "expires", epoch(r.Expires.Time().AddDate(0, 0, 1)))
			b.changed(visitor, "LEAF#"+decision, "expires", epoch(r.Expires.Time().AddDate(0, 0, 1)))
		}, visitor + " " + decision + ": it is kept until another time", transparency.ErrMoved},
		"a decision ends later than its leaf, on its day": {func(b bench) {
			b.changed(visitor, decision, "expires", epoch(r.Expires.Time().Add(time.Second)))
		}, visitor + " " + decision + ": it is kept until another time", transparency.ErrMoved},
		"a decision is kept longer than was told": {func(b bench) {
			b.changed(visitor, decision, "expires", epoch(r.Expires.Time().AddDate(1, 0, 0)))
		}, visitor + " " + decision + ": it is kept until another time", transparency.ErrMoved},
		"the end of a decision is made earlier": {func(b bench) {
			b.changed("mojob#LOG#ENDS", fmt.Sprintf("%015s", b.numbered(visitor, decision)), "end", past)
		}, visitor + " " + decision + ": it is kept until another time", transparency.ErrMoved},
		"a whole dossier":                                 {func(b bench) { b.wipe(dossier) }, "of the log: nothing that is kept is of it, and nothing tells", transparency.ErrGone},
		"the head of a dossier":                           {func(b bench) { b.deleted(dossier, "CONSENT") }, dossier + ": its head was removed", transparency.ErrHeadless},
		"the head of one under way":                       {func(b bench) { b.deleted(open, "CASE") }, open + ": its head was removed", transparency.ErrHeadless},
		"a head with its term record":                     {func(b bench) { b.deleted(dossier, "CONSENT"); b.deleted(dossier, "TERM#CONSENT") }, dossier + ": its head was removed", transparency.ErrHeadless},
		"a term record":                                   {func(b bench) { b.deleted(open, "TERM#CASE") }, open + " TERM#CASE: it was removed, and there is still something", transparency.ErrRemoved},
		"a head is made to have ended":                    {func(b bench) { b.changed(dossier, "CONSENT", "expires", past) }, dossier + ": it is kept until another time", transparency.ErrMoved},
		"a head is made to end sooner":                    {func(b bench) { b.changed(dossier, "CONSENT", "expires", epoch(b.now().Add(day))) }, dossier + ": it is kept until another time", transparency.ErrMoved},
		"one under way is made to end":                    {func(b bench) { b.changed(open, "CASE", "expires", past) }, open + ": it is kept until another time", transparency.ErrMoved},
		"a step is made to have ended":                    {func(b bench) { b.ended(dossier, "#confirm", past) }, "#confirm: it is kept until another time", transparency.ErrMoved},
		"a leaf of a step is to end":                      {func(b bench) { b.ended(dossier, "#confirm", nil) }, "#confirm: it is kept until another time", transparency.ErrMoved},
		"the head, and functions follow":                  {func(b bench) { b.deleted(dossier, "CONSENT"); b.clears(dossier) }, "and it was to be kept until ", transparency.ErrGone},
		"the head of one under way, and functions follow": {func(b bench) { b.deleted(open, "CASE"); b.clears(open) }, "and nothing tells that it has ended", transparency.ErrGone},
		"head and term record, and functions follow": {func(b bench) {
			b.deleted(dossier, "TERM#CONSENT")
			b.deleted(dossier, "CONSENT")
			b.clears(dossier)
		}, "and nothing tells that it has ended", transparency.ErrGone},
	} {
		t.Run(outcome, func(t *testing.T) {
			b := b
			b.t = t
			b.rewound(sound)
			c.tamper(b)
			_, faults := b.audit()
			if !slices.ContainsFunc(faults, func(err error) bool { return errors.Is(err, c.want) && strings.Contains(err.Error(), c.says) }) {
				t.Errorf("found %v, want %s", faults, c.says)
			}
		})
	}
}

// What can never have ended yet is not excused by an end that somebody wrote everywhere: as long as it
// lies there, its steps and its leaf tell.
func TestAnEndThatCannotBeIsNoExcuse(t *testing.T) {
	b := setUp(t)
	r := b.decided(1)[0]
	c := b.standing(mojob, kari)
	unconfirmed := must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, ola, "")))
	held, _ := b.opened(mojob, asks(ola, gdpr.Access))
	b.logged()
	visitor, given, open := "mojob#VISITOR#"+string(r.Visitor), "mojob#CONSENT#"+string(c.ID), "mojob#CASE#"+string(held.ID)
	pending := "mojob#CONSENT#" + string(unconfirmed.ID)
	decision := "CONSENT#" + string(r.ID)
	of := func(b bench, pk, head string, end time.Time) {
		b.changed(pk, head, "expires", epoch(end))
		b.changed(pk, "TERM#"+head, "end", epoch(end))
	}
	decided := func(b bench, end time.Time) {
		b.changed(visitor, decision, "expires", epoch(end))
		b.changed(visitor, "LEAF#"+decision, "expires", epoch(end))
		b.changed("mojob#LOG#ENDS", fmt.Sprintf("%015s", b.numbered(visitor, decision)), "end", epoch(end))
	}
	sound := b.remembered()
	for _, end := range []time.Time{b.now().Add(-time.Minute), b.now().Add(3 * day)} {
		for outcome, c := range map[string]struct {
			tamper func(b bench)
			says   string
			want   error
		}{
			"a request under way ends":            {func(b bench) { of(b, open, "CASE", end) }, open + ": it is kept until another", transparency.ErrMoved},
			"a request under way says it is over": {func(b bench) { of(b, open, "CASE", end); b.changed(open, "CASE", "workflow", str("answered")) }, "the head of " + open, transparency.ErrAltered},
			"a consent that stands ends":          {func(b bench) { of(b, given, "CONSENT", end) }, given + ": it is kept until another", transparency.ErrMoved},
			"one that waits ends":                 {func(b bench) { of(b, pending, "CONSENT", end) }, pending + ": it is kept until another", transparency.ErrMoved},
			"a decision ends":                     {func(b bench) { decided(b, end) }, visitor + " " + decision + ": it is kept until another", transparency.ErrMoved},
			"a decision ends that is made older": {func(b bench) {
				decided(b, end)
				b.changed(visitor, decision, "recorded", str("2024-03-05T08:41:00.123Z"))
			}, visitor + " " + decision + ": it was changed", transparency.ErrAltered},
			"a step is altered of what ends": {func(b bench) {
				of(b, open, "CASE", end)
				for _, k := range b.entries() {
					if k.Partition == open {
						b.changed(open, k.Item, "by", str("somebody"))
					}
				}
			}, open + " EVENT#", transparency.ErrAltered},
		} {
			t.Run(outcome+" "+end.Format(time.DateOnly), func(t *testing.T) {
				b := b
				b.t = t
				b.rewound(sound)
				c.tamper(b)
				_, faults := b.audit()
				if !slices.ContainsFunc(faults, func(err error) bool { return errors.Is(err, c.want) && strings.Contains(err.Error(), c.says) }) {
					t.Errorf("found %v, want %s", faults, c.says)
				}
			})
		}
	}
}

// A step that the sweep has deleted before the head is known by its leaf: nothing is said of what has
// ended, and what has not is named all the same.
func TestStepsThatTheSweepHasDeletedAreKnownByTheirLeaves(t *testing.T) {
	for outcome, early := range map[string]bool{"it has ended": false, "it has not": true} {
		b := setUp(t)
		c := b.standing(mojob, kari)
		n := len(b.logged())
		pk := "mojob#CONSENT#" + string(c.ID)
		if early {
			b.changed(pk, "CONSENT", "expires", epoch(b.now()))
			b.changed(pk, "TERM#CONSENT", "end", epoch(b.now()))
		} else {
			b.clock.set(c.Expires.Time())
		}
		for _, k := range b.entries() {
			if k.Partition == pk {
				b.deleted(pk, k.Item)
				break
			}
		}
		if gone, faults := b.audit(); early != (len(faults) > 0) || gone != n {
			t.Errorf("%s: %d gone, %v", outcome, gone, faults)
		}
	}
}

// ended gives a step an end, or without one its leaf.
func (b bench) ended(pk, step string, end types.AttributeValue) {
	b.t.Helper()
	for _, k := range b.entries() {
		switch {
		case k.Partition != pk || !strings.HasSuffix(k.Item, step):
		case end == nil:
			b.changed(pk, "LEAF#"+k.Item, "expires", epoch(b.now().Add(day)))
		default:
			b.changed(pk, k.Item, "expires", end)
		}
	}
}

// What ends as it was to is no fault: while it waits for its deletion, when half of it is deleted, while
// it is cleared, and when nothing is left.
func TestWhatHasEndedIsNotMissed(t *testing.T) {
	b := setUp(t)
	r := b.decided(1)[0]
	c := b.standing(mojob, kari)
	n := len(b.logged())
	visitor, dossier := "mojob#VISITOR#"+string(r.Visitor), "mojob#CONSENT#"+string(c.ID)
	sound := func(when string, want int) {
		t.Helper()
		if gone, faults := b.audit(); gone != want || len(faults) > 0 {
			t.Errorf("%s: %d gone, %v", when, gone, faults)
		}
	}
	b.clock.set(r.Expires.Time())
	sound("the decision has ended", 1)
	b.deleted(visitor, "CONSENT#"+string(r.ID))
	sound("its leaf lies there", 1)
	b.deleted(visitor, "LEAF#CONSENT#"+string(r.ID))
	sound("it is gone", 1)
	b.clock.set(c.Expires.Time())
	sound("the consent has ended", n)
	b.deleted(dossier, "CONSENT")
	sound("its head is gone", n)
	b.clock.advance(26 * time.Hour)
	if _, faults := b.audit(); len(faults) != 1 || !errors.Is(faults[0], transparency.ErrLeft) {
		t.Errorf("nothing follows from the end of a head: %v", faults)
	}
	b.clears(dossier)
	sound("it is cleared", n)
	if b.item("mojob#LOG#ENDS", fmt.Sprintf("%015d", n-1)) == nil {
		t.Error("no end is told")
	}
}

// What the log keeps for ever of an end is its day: of a decision, of a dossier, and where it was moved.
func TestAnEndTellsADayAndNoMore(t *testing.T) {
	b := setUp(t)
	r := b.decided(1)[0]
	c := b.standing(mojob, kari)
	b.logged()
	wantDay := func(index string, end retention.Expiry) {
		t.Helper()
		got := b.item("mojob#LOG#ENDS", fmt.Sprintf("%015s", index))["end"].(*types.AttributeValueMemberN).Value
		if want := fmt.Sprint(end.Time().Truncate(day).Add(day).Unix()); got != want {
			t.Errorf("the log says %s, want %s", got, want)
		}
	}
	visitor, decision := "mojob#VISITOR#"+string(r.Visitor), "CONSENT#"+string(r.ID)
	wantDay(b.numbered(visitor, decision), r.Expires)
	sooner := r.Expires - 90*86400
	b.can(b.redating().MoveVisitor(t.Context(), r, sooner))
	wantDay(b.numbered(visitor, decision), sooner)
	pk := "mojob#CONSENT#" + string(c.ID)
	b.clock.set(c.Expires.Time())
	b.deleted(pk, "CONSENT")
	b.clears(pk)
	wantDay("0", c.Expires)
	if _, faults := b.audit(); !slices.ContainsFunc(faults, func(err error) bool { return errors.Is(err, transparency.ErrMoved) }) || len(faults) != 1 {
		t.Errorf("the decision moved with no declaration that says so: %v", faults)
	}
}

// A clearing that breaks off goes on, and has told the ends before anything is gone.
func TestAClearingThatBreaksOffHasToldEveryEnd(t *testing.T) {
	for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost} {
		for call, whose := range []string{"the ends", "the deletions"} {
			b := setUp(t)
			c := b.standing(mojob, kari)
			n := len(b.logged())
			pk := "mojob#CONSENT#" + string(c.ID)
			b.clock.set(c.Expires.Time())
			b.deleted(pk, "CONSENT")
			for range attempts {
				b.Inject(faulty.Fault{Operation: "BatchWriteItem", Nth: 1 + call, Kind: kind})
			}
			if err := b.disposal().Cascade(t.Context(), pk); err == nil || len(b.Unused()) > 0 {
				t.Errorf("%s, %v: it does not break off: %v", whose, kind, b.Unused())
			}
			for _, when := range []string{"broken off", "done again"} {
				if gone, faults := b.audit(); gone != n || len(faults) > 0 {
					t.Errorf("%s, %v, %s: %d gone, %v", whose, kind, when, gone, faults)
				}
				b.clears(pk)
			}
			if left := b.item(pk, "TERM#CONSENT"); left != nil {
				t.Error("it does not come to its end")
			}
		}
	}
}

// A clearing meets what somebody has done to a leaf, and comes to its end.
func TestALeafWithoutANumberStopsNoClearing(t *testing.T) {
	for outcome, index := range map[string]types.AttributeValue{
		"no number": str("none"), "the number of another": &types.AttributeValueMemberN{Value: "0"}, "less than any": &types.AttributeValueMemberN{Value: "-7"},
	} {
		b := setUp(t)
		c := b.standing(mojob, kari)
		pk := "mojob#CONSENT#" + string(c.ID)
		for _, k := range b.logged() {
			b.changed(pk, "LEAF#"+k.Item, "index", index)
		}
		b.clock.set(c.Expires.Time())
		b.deleted(pk, "CONSENT")
		b.clears(pk)
		for name := range b.stored() {
			if strings.HasPrefix(name, pk) {
				t.Errorf("%s: %s is left", outcome, name)
			}
		}
	}
}

// between does something at the last moment before a step is stored.
type between struct {
	consent.Dossiers
	do func()
}

func (d between) Decide(ctx context.Context, from, to consent.Consent, on consent.Event) error {
	d.do()
	return d.Dossiers.Decide(ctx, from, to, on)
}

// A profile that slides while its person takes something back leaves head and term record at one.
func TestAHeadAndItsTermRecordTellOneEndWhoeverMovesIt(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	held := b.standing(mojob, kari)
	b.logged()
	slides := func() {
		b.can(dynamo.Removals{Table: b.table}.Prolong(ctx, mojob, held.Subject,
			func(consent.Consent, []consent.Consent) bool { return true }, held.Expires+86400))
	}
	desk := b.consents
	desk.Dossiers = between{desk.Dossiers, slides}
	must[[]consent.Consent](t)(desk.WithdrawFor(ctx, mojob, held.Subject, []gdpr.PurposeID{held.Choices[0].Purpose}, b.now()))
	b.logged()
	if gone, faults := b.audit(); gone > 0 || len(faults) > 0 {
		t.Errorf("%d gone, %v", gone, faults)
	}
}

// before does something once, before a call of an operation goes out.
func (b bench) before(operation string, do func()) dynamo.Log {
	b.t.Helper()
	table, options := *b.table, b.table.Client.Options()
	calls, done := options.HTTPClient, false
	options.HTTPClient = calling(func(r *http.Request) (*http.Response, error) {
		if !done && strings.HasSuffix(r.Header.Get("X-Amz-Target"), "."+operation) {
			done = true
			do()
		}
		return calls.Do(r)
	})
	table.Client = sdk.New(options)
	return dynamo.Log{Table: &table}
}

// Nobody stops the desk for an audit: what comes, ends and is cleared meanwhile is no fault.
func TestAnAuditOfATableThatIsInUseFindsNothing(t *testing.T) {
	for _, operation := range []string{"Scan", "Query"} { // before the whole is read, and before the ends are
		b := setUp(t)
		b.decided(3)
		c := b.standing(mojob, kari)
		b.logged()
		pk := "mojob#CONSENT#" + string(c.ID)
		b.clock.set(c.Expires.Time())
		_, faults := b.auditedBy(b.before(operation, func() {
			b.deleted(pk, "CONSENT")
			b.clears(pk)
			b.decided(3)
			b.logged()
		}))
		if left := b.item(pk, "TERM#CONSENT"); len(faults) > 0 || left != nil {
			t.Errorf("%s: %v, %v", operation, faults, left)
		}
	}
}
