package feed

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func at(t time.Time) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(t.Unix(), 10)}
}

// ttl removes items as of noon.
func (tb table) ttl() *TTL {
	return &TTL{Client: tb.client, Table: tb.name, Now: func() time.Time { return noon }}
}

func (tb table) sweep(ttl *TTL, want int) {
	tb.t.Helper()
	n, err := ttl.Sweep(tb.t.Context())
	if err != nil {
		tb.t.Fatal(err)
	}
	if n != want {
		tb.t.Errorf("%d removed, wanted %d", n, want)
	}
}

func TestSweepRemovesWhatAWSWould(t *testing.T) {
	tb := newTable(t)
	tb.put("due now", at(noon))
	tb.put("due an hour ago", at(noon.Add(-time.Hour)))
	tb.put("due in a second", at(noon.Add(time.Second)))
	tb.put("in milliseconds", &types.AttributeValueMemberN{Value: strconv.FormatInt(noon.UnixMilli(), 10)})
	tb.put("never", nil)
	tb.put("text", &types.AttributeValueMemberS{Value: "1"})
	tb.put("zero", &types.AttributeValueMemberN{Value: "0"})
	tb.put("over five years past", at(noon.AddDate(-5, 0, -1)))
	tb.put("under five years past", at(noon.AddDate(-5, 0, 1)))
	tb.sweep(tb.ttl(), 3)
	if got, want := tb.left(), "due in a second in milliseconds never over five years past text zero"; got != want {
		t.Errorf("left: %s\nwanted: %s", got, want)
	}
}

func TestSweepIsLateByTheDelay(t *testing.T) {
	tb := newTable(t)
	tb.put("an hour", at(noon.Add(-time.Hour)))
	tb.put("two hours", at(noon.Add(-2*time.Hour)))
	ttl := tb.ttl()
	ttl.Delay = 90 * time.Minute
	tb.sweep(ttl, 1)
	if got := tb.left(); got != "an hour" {
		t.Errorf("left: %s", got)
	}
}

func TestSweepLeavesAnItemThatWasGivenMoreTime(t *testing.T) {
	tb := newTable(t)
	tb.put("renewed", at(noon))
	tb.put("due", at(noon))
	proxy, err := faulty.New(dynamodbtest.Server(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	release := make(chan struct{})
	proxy.Inject(faulty.Fault{Operation: "DeleteItem", Kind: faulty.Slow, Until: release})
	ttl := tb.ttl()
	ttl.Client = dynamodbtest.Server(t).Client(func(o *sdk.Options) { o.HTTPClient = &http.Client{Transport: proxy} })
	if ttl.Removals, err = OpenRemovals(""); err != nil {
		t.Fatal(err)
	}
	swept := make(chan int, 1)
	go func() {
		n, err := ttl.Sweep(t.Context())
		if err != nil {
			t.Error(err)
		}
		swept <- n
	}()
	eventually(t, "the sweep has seen both", func() bool { return proxy.Calls()["DeleteItem"] == 1 })
	tb.put("due", at(noon.Add(time.Hour)))
	tb.put("renewed", at(noon.Add(time.Hour)))
	close(release)
	if n := <-swept; n != 0 {
		t.Errorf("%d removed", n)
	}
	if got := tb.left(); got != "due renewed" {
		t.Errorf("left: %s", got)
	}
	if n := len(ttl.Removals.state.Pending); n != 0 {
		t.Errorf("%d removals are still announced", n)
	}
}

func TestAFailedSweepIsMadeGoodByTheNext(t *testing.T) {
	tb := newTable(t)
	tb.put("due", at(noon))
	proxy, err := faulty.New(dynamodbtest.Server(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy.Inject(faulty.Fault{Operation: "DeleteItem", Kind: faulty.Refused}, faulty.Fault{Operation: "Scan", Nth: 2, Kind: faulty.ServerError})
	ttl := tb.ttl()
	ttl.Interval = time.Millisecond
	ttl.Client = dynamodbtest.Server(t).Client(func(o *sdk.Options) {
		o.HTTPClient, o.RetryMaxAttempts = &http.Client{Transport: proxy}, 1
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { ttl.Run(ctx); close(ended) }()
	eventually(t, "the item is gone", func() bool { return tb.left() == "" })
	cancel()
	<-ended
	if left := proxy.Unused(); len(left) != 0 {
		t.Errorf("faults that no call met: %+v", left)
	}
}

// Removals by TTL carry AWS's mark, for every feed and after a restart; others do not.
func TestRemovalsByTTLAreMarked(t *testing.T) {
	tb := newTable(t)
	dir := t.TempDir()
	removals, err := OpenRemovals(dir)
	if err != nil {
		t.Fatal(err)
	}
	tb.put("by hand", at(noon))
	tb.put("by TTL", at(noon))
	tb.delete("by hand")
	ttl := tb.ttl()
	ttl.Removals = removals
	tb.sweep(ttl, 1)
	tb.put("by TTL", nil)
	tb.delete("by TTL")

	want := "by hand: nobody, by TTL: dynamodb.amazonaws.com, by TTL: nobody"
	check := func(outcome string, removals *Removals) {
		t.Run(outcome, func(t *testing.T) {
			calls := &function{}
			f := tb.source
			f.Invoke, f.Removals = calls.invoke, removals
			running(t, f)
			eventually(t, "three removals", func() bool { return strings.Count(removers(calls), ":") == 3 })
			if got := removers(calls); got != want {
				t.Errorf("removed %s, wanted %s", got, want)
			}
		})
	}
	reopened, err := OpenRemovals(dir)
	if err != nil {
		t.Fatal(err)
	}
	check("after a restart of the stack", reopened)
	check("for a second feed", reopened)
	again, err := OpenRemovals(dir)
	if err != nil {
		t.Fatal(err)
	}
	check("when all is handed over again", again)
}

func TestAMarkIsUsedUpByOneRemoval(t *testing.T) {
	tb := newTable(t)
	dir := t.TempDir()
	follow := func(want string) {
		t.Helper()
		removals, err := OpenRemovals(dir)
		if err != nil {
			t.Fatal(err)
		}
		ttl := tb.ttl()
		ttl.Removals = removals
		if _, err := ttl.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		calls := &function{}
		f := tb.source
		f.Invoke, f.Removals, f.Dir = calls.invoke, removals, dir
		stop := running(t, f)
		eventually(t, "a removal", func() bool { return removers(calls) != "" })
		stop()
		if got := removers(calls); got != want {
			t.Errorf("removed %s, wanted %s", got, want)
		}
	}
	tb.put("item", at(noon))
	follow("item: dynamodb.amazonaws.com")
	tb.put("item", nil)
	tb.delete("item")
	follow("item: nobody")
}

func removers(f *function) string {
	var list []string
	for _, r := range flatten(f.seen()) {
		if r.EventName != "REMOVE" {
			continue
		}
		by := "nobody"
		if r.UserIdentity != nil && r.UserIdentity.Type == "Service" {
			by = r.UserIdentity.PrincipalID
		}
		list = append(list, r.Change.Keys["sk"].String()+": "+by)
	}
	return strings.Join(list, ", ")
}
