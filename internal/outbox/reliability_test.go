package outbox_test

import (
	"flag"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"pgregory.net/rapid"

	"ordholden/infra/local/dynamodb/faulty"
	localses "ordholden/infra/local/ses"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// TestWhateverHappensEachMailGoesOutOnce is the reliability harness:
// people ask, the stream and SES bring their events late, doubled,
// in any order or never, every call can fail in every way, processes end anywhere,
// persons are erased, and hours go by. Then all is calm, and each mail has gone
// out: once, but for what only a lost answer with a lost event excuses.
func TestWhateverHappensEachMailGoesOutOnce(t *testing.T) {
	f := &fuse{}
	b := setUp(t, func(next http.RoundTripper) http.RoundTripper { f.next = next; return f })
	runs, doubles, mails := 0, 0, 0
	set(t, "rapid.checks", 20)
	set(t, "rapid.steps", 60)
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		w := newWorld(b, f, rt, runs)
		rt.Repeat(w.actions())
		w.calm()
		w.judge()
		doubles, mails = doubles+w.doubles, mails+len(w.refs)
	})
	t.Logf("%d runs, %d mails, %d doubles in the declared window", runs, mails, doubles)
}

// set sets a flag of rapid for this test, unless it was set by hand.
func set(t *testing.T, name string, n int) {
	t.Helper()
	f := flag.Lookup(name)
	if f.Value.String() != f.DefValue {
		return
	}
	if err := flag.Set(name, fmt.Sprint(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set(name, f.DefValue) })
}

// complainer calls every mail spam: SES's simulator knows the name.
const complainer gdpr.Private = "complaint@example.no"

var addresses = []gdpr.Private{"a@example.no", "b@example.no", complainer}

func (w *world) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"": func(*rapid.T) {
			if w.steps++; w.steps%4 == 0 { // it takes its time
				w.look()
			}
		},
		"somebody asks":        w.asks,
		"somebody else asks":   w.asks,
		"somebody tries again": func(rt *rapid.T) { draw(rt, &w.unanswered, false, w.receives) },
		"somebody cancels": func(rt *rapid.T) {
			if len(w.refs) > 0 {
				w.cancels(rapid.SampledFrom(w.refs).Draw(rt, "which"))
			}
		},
		"another is quicker":   func(*rapid.T) { w.quicker = true },
		"the stream brings":    func(rt *rapid.T) { draw(rt, &w.stream, true, w.brings) },
		"the stream brings on": func(rt *rapid.T) { draw(rt, &w.stream, true, w.brings) },
		"SES tells":            func(rt *rapid.T) { draw(rt, &w.said, true, w.tells) },
		"SES tells on":         func(rt *rapid.T) { draw(rt, &w.said, true, w.tells) },
		"a record is lost":     func(rt *rapid.T) { draw(rt, &w.stream, false, func(outbox.Ref) {}) },
		"SES's word is lost": func(rt *rapid.T) {
			draw(rt, &w.said, false, func(lost publication) {
				w.fates[lost.about].unheard = true
				w.said = slices.DeleteFunc(w.said, func(p publication) bool { return p.about == lost.about })
			})
		},
		"the clock strikes": func(*rapid.T) {
			survive(func() { _, _ = w.courier().Sweep(w.t.Context(), w.controller) })
		},
		"time passes": func(rt *rapid.T) {
			w.clock.advance(rapid.SampledFrom([]time.Duration{
				time.Second, 10 * time.Second, 2 * time.Minute, 5 * time.Minute, 7 * time.Minute, time.Hour, 26 * time.Hour, 130 * time.Hour,
			}).Draw(rt, "how long"))
		},
		"SES fails": func(rt *rapid.T) {
			w.inject(localses.Fault{Kind: rapid.SampledFrom(sesFaults).Draw(rt, "how")})
		},
		"the database fails": func(rt *rapid.T) {
			kind, nth := rapid.SampledFrom(databaseFaults).Draw(rt, "how"), rapid.IntRange(1, 6).Draw(rt, "at call")
			for range rapid.SampledFrom([]int{1, attempts}).Draw(rt, "times") {
				w.database.Inject(faulty.Fault{Kind: kind, Nth: nth})
			}
		},
		"the database is back": func(*rapid.T) { w.database.Reset() },
		"a process ends": func(rt *rapid.T) {
			w.fuse.light(rapid.IntRange(1, 6).Draw(rt, "at call"), rapid.Bool().Draw(rt, "applied"))
		},
		"a sending is disturbed": func(rt *rapid.T) {
			w.sending = rapid.SampledFrom([]string{"before", "after", "told", "slow"}).Draw(rt, "how")
		},
		"somebody is erased": func(rt *rapid.T) {
			if rapid.IntRange(0, 3).Draw(rt, "seldom") == 0 {
				w.erases(rapid.SampledFrom(addresses).Draw(rt, "who"))
			}
		},
	}
}

func (w *world) asks(rt *rapid.T) {
	w.intakes++
	w.receives(rights.Intake{
		Address: rapid.SampledFrom(addresses).Draw(rt, "who"), Rights: []gdpr.Right{gdpr.Access},
		Language: gdpr.Bokmal, Channel: rights.ByForm, Key: fmt.Sprint(w.intakes),
	})
}

// draw takes one of what waits, if anything does, in any order, and does it; sometimes
// it stays, to come again.
func draw[T any](rt *rapid.T, waiting *[]T, again bool, do func(T)) {
	if len(*waiting) == 0 {
		return
	}
	i := rapid.IntRange(0, len(*waiting)-1).Draw(rt, "which")
	one := (*waiting)[i]
	if !again || rapid.IntRange(0, 3).Draw(rt, "doubled") > 0 {
		*waiting = append((*waiting)[:i:i], (*waiting)[i+1:]...)
	}
	do(one)
}

func snsOf(text []byte) events.SNSEvent {
	return events.SNSEvent{Records: []events.SNSEventRecord{{SNS: events.SNSEntity{Message: string(text)}}}}
}
