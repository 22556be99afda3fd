package inbox_test

import (
	"fmt"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	locals3 "ordholden/infra/local/s3"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/rights"
)

const (
	kari gdpr.Private = "kari@example.no"
	ola  gdpr.Private = "ola@example.no"

	erasure  = "Hei!\r\n\r\nJeg ber dere slette alle personopplysninger dere har lagret om meg.\r\n\r\nHilsen Kari Blåbærtue"
	thanks   = "Tusen takk, det var fint."
	greeting = "God morgen."
)

// trouble is one way for the nth call of a process to go wrong.
type trouble struct {
	name string
	arm  func(b bench, n int)
	met  func(b bench) bool // whether there was such a call
}

// troubles is every way: each call of the database and of the bucket fails, once or
// as often as the SDK tries, before or after it was applied, and the process ends
// before or after each.
func troubles() []trouble {
	var all []trouble
	for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost, faulty.Conflict, faulty.ServerError} {
		for _, times := range timesOf(kind == faulty.AnswerLost) {
			all = append(all, trouble{
				name: fmt.Sprintf("database: %s, %d times", kind, times),
				arm: func(b bench, n int) {
					for range times {
						b.database.Inject(faulty.Fault{Kind: kind, Nth: n})
					}
				},
				met: func(b bench) bool { return len(b.database.Unused()) < times },
			})
		}
	}
	for _, kind := range []locals3.Kind{locals3.Refused, locals3.AnswerLost, locals3.SlowDown} {
		for _, times := range timesOf(kind == locals3.AnswerLost) {
			all = append(all, trouble{
				name: fmt.Sprintf("bucket: %s, %d times", kind, times),
				arm: func(b bench, n int) {
					for range times {
						b.bucket.Inject(locals3.Fault{Kind: kind, Nth: n})
					}
				},
				met: func(b bench) bool { return len(b.bucket.Unused()) < times },
			})
		}
	}
	for _, after := range []bool{false, true} {
		all = append(all, trouble{
			name: fmt.Sprintf("the process ends, the call applied: %t", after),
			arm:  func(b bench, n int) { b.fuse.light(n, after) },
			met:  func(b bench) bool { return b.fuse.burnt() },
		})
	}
	return all
}

// timesOf is how often a call fails: as often as it is tried, and also once where a
// second try meets what the first has done.
func timesOf(applied bool) []int {
	if applied {
		return []int{1, attempts}
	}
	return []int{attempts}
}

func (b bench) calmDown() {
	b.database.Reset()
	b.bucket.Reset()
	b.fuse.light(0, false)
}

// scenes is what there is before a mail comes, and the mail.
var scenes = map[string]func(b bench) (before []arrival, l arrival){
	"a request": func(b bench) ([]arrival, arrival) {
		return nil, b.wrote(mojob, "one", kari, "Sletting", erasure)
	},
	"a reply": func(b bench) ([]arrival, arrival) {
		asked := b.arrives(b.wrote(mojob, "first", kari, "Sletting", erasure))
		b.take(asked)
		c := b.caseWith(asked)
		b.confirm(c)
		b.clock.advance(2 * day)
		return []arrival{asked}, b.replied(mojob, "one", kari, c.ID)
	},
	"a second mail within the day": func(b bench) ([]arrival, arrival) {
		asked := b.arrives(b.wrote(mojob, "first", kari, "Sletting", erasure))
		b.take(asked)
		b.clock.advance(time.Hour)
		return []arrival{asked}, b.wrote(mojob, "one", kari, "Mer", erasure)
	},
	"a mail of nobody": func(b bench) ([]arrival, arrival) {
		l, path := b.wrote(mojob, "one", "", "Sletting", erasure), kari.Reveal()
		l.ReturnPath = &path
		return nil, l
	},
}

// wanted is what each mail is to be answered with, or why it is not.
var wanted = map[string]string{
	"a request": "request-confirm", "a reply": "request-added", "a second mail within the day": "answered-today", "a mail of nobody": "no-sender",
}

func TestAMailIsTakenInOnceWhicheverCallFails(t *testing.T) {
	for name, scene := range scenes {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			before, l := scene(b)
			start, all := b.all(), append(before, l)
			b.arrives(l)
			b.take(l)
			want := b.shape(b.all())
			if wrong := b.wrongs(b.all(), all...); len(wrong) > 0 {
				t.Fatalf("without failure: %q", wrong)
			}
			if m := b.message(l); string(m.Answer)+string(m.Reading.Withheld) != wanted[name] {
				t.Fatalf("answer %q, withheld %q", m.Answer, m.Reading.Withheld)
			}
			tried := 0
			for _, how := range troubles() {
				for n := 1; ; n++ {
					b.restore(start)
					if !b.fails(how, n, b.arrives(l)) {
						break
					}
					tried++
					b.recovers(fmt.Sprintf("%s, at call %d", how.name, n), want, all)
				}
			}
			if tried < 50 {
				t.Errorf("only %d ways", tried)
			}
			t.Logf("%d ways", tried)
		})
	}
}

// fails takes a mail in while something goes wrong, and reports whether it did.
func (b bench) fails(how trouble, n int, l arrival) bool {
	b.t.Helper()
	how.arm(b, n)
	died := survive(func() { _ = b.desk().Take(b.t.Context(), l.Notice) })
	met := how.met(b)
	b.calmDown()
	if died && !met {
		b.t.Fatal("the process ended by itself")
	}
	if !b.lies(l) && !b.stands(l) {
		b.t.Fatalf("%s, at call %d: the mail is lost", how.name, n)
	}
	return met
}

// recovers takes the last mail in again, in another process, and compares.
func (b bench) recovers(after, want string, all []arrival) {
	b.t.Helper()
	if err := b.desk().Take(b.t.Context(), all[len(all)-1].Notice); err != nil {
		b.t.Fatalf("%s: %v", after, err)
	}
	now := b.all()
	for _, wrong := range b.wrongs(now, all...) {
		b.t.Errorf("%s: %s", after, wrong)
	}
	if got := b.shape(now); got != want {
		b.t.Errorf("%s:\n%s\nwant\n%s", after, got, want)
	}
}

func (b bench) replied(c gdpr.ControllerID, sesID string, from gdpr.Private, to gdpr.ID) arrival {
	l := b.wrote(c, sesID, from, "Re: Bekreft (sak "+to.Grouped()+")", thanks)
	l.answers = to
	return l
}

// message is a mail as it is registered.
func (b bench) message(l arrival) inbox.Message {
	b.t.Helper()
	m, err := b.messages().Message(b.t.Context(), l.Controller, l.id())
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

// caseWith is the case that a mail is in.
func (b bench) caseWith(l arrival) rights.Request {
	b.t.Helper()
	r, err := b.messages().Answered(b.t.Context(), l.Controller, inbox.Named{Cases: []gdpr.ID{b.message(l).Case}})
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// confirm has the case's person confirm it: it is kept longer then, with all its mails.
func (b bench) confirm(r rights.Request) {
	to := r
	to.Workflow, to.Identity, to.Decided, to.Expires = rights.Open, rights.Proven, b.clock.Now(), r.Expires+90*24*3600
	standing, err := b.cases().Standing(b.t.Context(), r.Controller, r.Subject)
	if err == nil && r.Workflow == rights.Waiting {
		err = b.cases().Move(b.t.Context(), r, to, rights.Entry{At: to.Decided, On: rights.Confirm}, standing)
	}
	if err != nil && gdpr.KindOf(err) != gdpr.Conflict {
		b.t.Error(err)
	}
}
