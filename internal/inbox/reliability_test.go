package inbox_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/infra/local/dynamodb/faulty"
	locals3 "ordholden/infra/local/s3"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/rights"
)

// TestWhateverHappensEachMailIsInOneCase is the reliability harness of mail that comes
// in: people and machines write, notices come late, doubled,
// at once, in any order or never, every call can fail in every way, processes end
// anywhere, cases move, and hours go by. Then all is calm, and each mail is in one
// case, answered once or not at all.
func TestWhateverHappensEachMailIsInOneCase(t *testing.T) {
	b := setUp(t)
	empty := b.all()
	runs, mails, answers := 0, 0, 0
	set(t, "rapid.checks", 10)
	set(t, "rapid.steps", 40)
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		b.calmDown()
		b.restore(empty)
		w := &world{bench: b, rt: rt, began: b.clock.Now()}
		rt.Repeat(w.actions())
		w.calm()
		answers += w.judge()
		mails += len(w.mails)
	})
	t.Logf("%d runs, %d mails, %d answers", runs, mails, answers)
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

func (w *world) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"": func(*rapid.T) {
			if w.steps++; w.steps%4 == 0 { // it takes its time
				w.look()
			}
		},
		"somebody writes":      w.writes,
		"somebody else writes": w.writes,
		"one more writes":      w.writes,
		"somebody replies":     w.replies,
		"a reply is overtaken": w.overtaken,
		"a notice comes":       func(rt *rapid.T) { w.brings(w.draws(rt, 1)...) },
		"one more comes":       func(rt *rapid.T) { w.brings(w.draws(rt, 1)...) },
		"notices come at once": func(rt *rapid.T) { w.brings(w.draws(rt, rapid.IntRange(2, 5).Draw(rt, "so many"))...) },
		"a notice comes again": func(rt *rapid.T) {
			if len(w.mails) > 0 {
				w.brings(rapid.SampledFrom(w.mails).Draw(rt, "which"))
			}
		},
		"a notice is lost":  func(rt *rapid.T) { w.draws(rt, 1) },
		"the clock strikes": func(*rapid.T) { survive(func() { _, _ = w.process().Sweep(w.t.Context(), w.files()) }) },
		"time passes": func(rt *rapid.T) {
			if w.clock.Now().Sub(w.began) > 20*day {
				return // what nobody confirms ends after 30 days
			}
			w.clock.advance(rapid.SampledFrom([]time.Duration{
				time.Millisecond, time.Second, 5 * time.Minute, 25 * time.Minute, 3 * time.Hour, 13 * time.Hour, day, 25 * time.Hour,
			}).Draw(rt, "how long"))
		},
		"the database fails": func(rt *rapid.T) {
			kind, nth := rapid.SampledFrom(databaseFaults).Draw(rt, "how"), rapid.IntRange(1, 8).Draw(rt, "at call")
			for range rapid.SampledFrom([]int{1, attempts}).Draw(rt, "times") {
				w.database.Inject(faulty.Fault{Kind: kind, Nth: nth})
			}
		},
		"the bucket fails": func(rt *rapid.T) {
			kind, nth := rapid.SampledFrom(bucketFaults).Draw(rt, "how"), rapid.IntRange(1, 3).Draw(rt, "at call")
			for range rapid.SampledFrom([]int{1, attempts}).Draw(rt, "times") {
				w.bucket.Inject(locals3.Fault{Kind: kind, Nth: nth})
			}
		},
		"all is well again": func(*rapid.T) { w.calmDown() },
		"a process ends": func(rt *rapid.T) {
			w.fuse.light(rapid.IntRange(1, 10).Draw(rt, "at call"), rapid.Bool().Draw(rt, "applied"))
		},
		"somebody confirms": func(rt *rapid.T) {
			w.draw(rt, w.waiting(), w.confirm)
		},
		"another is quicker": func(rt *rapid.T) {
			w.meanwhile.Store(rapid.SampledFrom([]string{"taken", "confirmed"}).Draw(rt, "by"))
		},
	}
}

var (
	databaseFaults = []faulty.Kind{
		faulty.Refused, faulty.AnswerLost, faulty.Throughput, faulty.Throttling, faulty.Conflict, faulty.ServerError,
	}
	bucketFaults = []locals3.Kind{locals3.Refused, locals3.AnswerLost, locals3.SlowDown, locals3.ServerError}
)

// people write, and so does nobody: a mail without a From.
var people = []gdpr.Private{kari, ola, "KARI@example.no", ""}

// texts are what they write: something asked for, nothing, and a machine's.
var texts = []struct {
	subject, text, header string
	reason                inbox.Reason
}{
	{"Sletting", erasure, "X-Mailer: Post", ""},
	{"Hei", greeting, "X-Mailer: Post", ""},
	{"Sletting", erasure, "Auto-Submitted: auto-replied", inbox.AutoSubmitted},
	{"Nytt", greeting, "List-Id: <liste.example.no>", inbox.List},
}

// writes is somebody writing a mail, to one of the controllers or to both: SES has one
// id for it, and two objects.
func (w *world) writes(rt *rapid.T) {
	what := rapid.SampledFrom(texts).Draw(rt, "what")
	from := rapid.SampledFrom(people).Draw(rt, "who")
	sesID := fmt.Sprintf("mail%d", len(w.mails))
	for _, c := range rapid.SampledFrom([][]gdpr.ControllerID{{mojob}, {mojob}, {tretoen}, {mojob, tretoen}}).Draw(rt, "to") {
		l := w.wrote(c, sesID, from, what.subject, what.text, what.header)
		l.reasons = []inbox.Reason{what.reason}
		switch {
		case from == "" && what.reason == "":
			l.reasons = []inbox.Reason{inbox.EmptyReturnPath, inbox.NoSender}
		case from == "":
			l.reasons = append(l.reasons, inbox.EmptyReturnPath, inbox.NoSender)
		case what.reason == "":
			l.reasons = append(l.reasons, inbox.AnsweredToday)
		}
		w.comes(l)
	}
}

// replies is somebody, perhaps another, writing of a case.
func (w *world) replies(rt *rapid.T) {
	w.draw(rt, w.registered(), func(r rights.Request) { w.repliesTo(rt, r) })
}

// overtaken is a reply whose case moves while it is taken in.
func (w *world) overtaken(rt *rapid.T) {
	w.draw(rt, w.waiting(), func(r rights.Request) {
		w.repliesTo(rt, r)
		w.meanwhile.Store("confirmed")
		w.brings(w.mails[len(w.mails)-1])
	})
}

func (w *world) repliesTo(rt *rapid.T, c rights.Request) {
	from := rapid.SampledFrom(people[:3]).Draw(rt, "who")
	l := w.replied(c.Controller, fmt.Sprintf("mail%d", len(w.mails)), from, c.ID)
	l.reasons = []inbox.Reason{"", inbox.AnsweredToday, inbox.OtherAddress, inbox.Doubted}
	w.comes(l)
}
