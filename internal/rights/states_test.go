package rights

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
)

var (
	everyWorkflow = []Workflow{"", Waiting, Unsorted, Sought, Filed, Open, Proposed, Cooling, Carrying, Telling, Lifting, InAnother, Answered, Denied, Revoked, Lapsed, "lost"}
	everyIdentity = []Identity{"", Unproven, Asked, Proven, Vouched, "lost"}
	everyDelivery = []Delivery{Unanswered, Underway, Arrived, Failed, ByHand}
	everyEvent    = []Event{
		"", Receive, SetAside, File, Write, Confirm, Join, Cancel, Lapse, Doubt, Prove, Vouch, Lodge, Register, Sort, Dismiss, Assign,
		Remark, Redact, Correct, Settle, Propose, Return, Announce, Restrict, Wait, Begin, Tell, Hear, Reply, Deny, Extend, Remind, Escalate, Warn, Lift,
		Arrive, Bounce, HandOver, Nudge, Look, Inform, Reach, Miss, RegisterByPost, Link, ReplyByPost, DenyByPost, "lost",
	}
)

// The table is written a second time here, one line a workflow and who asks, so that a slip in
// the code has to be made twice: event, and where it leads (workflow, then identity) where that
// is elsewhere. "wider" is a sorting that adds what needs the code; "was" is where a lifting began.
const allowed = `
- -                receive>received/unproven set-aside>unsorted/unproven file>filed/unproven lodge>open/proven register>received/unproven register-by-post>sought/unproven
received unproven  confirm>open/proven join>joined/proven cancel>withdrawn lapse>lapsed sort wider vouch>open/vouched look nudge remind escalate
unsorted unproven  sort>received wider>received dismiss>filed vouch>open/vouched answer>answered remind escalate look nudge
filed unproven     sort>received wider>received
sought unproven    sort wider vouch>/vouched extend inform look remind escalate link>joined/vouched answer-by-post>answered refuse-by-post>refused
sought vouched     extend inform look remind escalate link>joined/vouched answer-by-post>answered

open proven        restrict sort doubt>/asked extend settle propose-refusal>refusal-proposed announce>cooling-off tell>telling answer>answered refuse>refused cancel>withdrawn redact correct hear remind escalate look inform
open vouched       restrict sort doubt>/asked extend settle propose-refusal>refusal-proposed announce>cooling-off tell>telling answer>answered refuse>refused cancel>withdrawn redact correct hear remind escalate look inform
open asked         sort prove>/proven vouch>/vouched settle propose-refusal>refusal-proposed answer>answered refuse>refused cancel>withdrawn hear look nudge inform extend remind escalate

refusal-proposed proven   return-refusal>open settle>open refuse>refused cancel>withdrawn hear remind escalate look inform extend
refusal-proposed vouched  return-refusal>open settle>open refuse>refused cancel>withdrawn hear remind escalate look inform extend
refusal-proposed asked    return-refusal>open settle>open refuse>refused cancel>withdrawn hear look nudge prove>/proven vouch>/vouched inform extend remind escalate

cooling-off proven    cancel>withdrawn announce wait-for-copy begin>carrying-out settle redact correct hear remind escalate look inform extend
cooling-off vouched   cancel>withdrawn announce wait-for-copy begin>carrying-out settle redact correct hear remind escalate look inform extend
carrying-out proven   tell>telling settle>open answer>answered refuse>refused hear remind escalate look inform extend
carrying-out vouched  tell>telling settle>open answer>answered refuse>refused hear remind escalate look inform extend
telling proven        tell settle>open answer>answered refuse>refused hear remind escalate look inform extend
telling vouched       tell settle>open answer>answered refuse>refused hear remind escalate look inform extend

answered proven   warn-lifting>lifting hear
answered vouched  warn-lifting>lifting hear
answered asked    warn-lifting>lifting hear
refused proven    warn-lifting>lifting hear
refused vouched   warn-lifting>lifting hear
refused asked     warn-lifting>lifting hear
lifting proven    lift>was tell hear look
lifting vouched   lift>was tell hear look
lifting asked     lift>was tell hear look
lifting unproven  lift>was tell hear look

withdrawn unproven  warn-lifting>lifting lift tell hear
withdrawn proven    warn-lifting>lifting lift tell hear
withdrawn vouched   warn-lifting>lifting lift tell hear
withdrawn asked     warn-lifting>lifting lift tell hear
lapsed unproven     warn-lifting>lifting lift tell hear
lapsed proven       warn-lifting>lifting lift tell hear
lapsed vouched      warn-lifting>lifting lift tell hear
lapsed asked        warn-lifting>lifting lift tell hear
`

// lines is the table, by workflow and identity, then by event.
func lines(t *testing.T) map[state]map[string]string {
	t.Helper()
	read := map[state]map[string]string{}
	for line := range strings.Lines(allowed) {
		word := strings.Fields(strings.ReplaceAll(line, "- -", `"" ""`))
		if len(word) == 0 {
			continue
		}
		at := state{Workflow: Workflow(strings.Trim(word[0], `"`)), Identity: Identity(strings.Trim(word[1], `"`))}
		read[at] = map[string]string{}
		for _, w := range word[2:] {
			event, to, _ := strings.Cut(w, ">")
			read[at][event] = to
		}
	}
	if len(read) != 36 {
		t.Fatalf("%d lines", len(read))
	}
	return read
}

// expected is where the table of the test leads.
func expected(table map[state]map[string]string, s state, event string, was Workflow) (state, bool) {
	everywhere := s.Workflow != "" && s.Workflow != "lost" && s.Identity != "" && s.Identity != "lost"
	if everywhere && slices.Contains([]string{"write", "assign", "note", "reach", "miss"}, event) {
		return s, true
	}
	to, ok := table[state{Workflow: s.Workflow, Identity: s.Identity}][event]
	if !ok {
		return s, false
	}
	workflow, identity, _ := strings.Cut(to, "/")
	if workflow == "was" {
		workflow = string(was)
	}
	if workflow != "" {
		s.Workflow = Workflow(workflow)
	}
	if identity != "" {
		s.Identity = Identity(identity)
	}
	switch event {
	case "answer", "refuse", "cancel", "lapse", "join":
		s.Delivery = Underway
	case "answer-by-post", "refuse-by-post":
		s.Delivery = ByHand
	}
	return s, true
}

func TestOnlyTheMovesOfTheTableHappen(t *testing.T) {
	table, asked := lines(t), 0
	for _, w := range everyWorkflow {
		for _, i := range everyIdentity {
			for _, e := range everyEvent {
				for _, added := range append([]gdpr.Right{""}, gdpr.Rights...) {
					if e == Arrive || e == Bounce || e == HandOver {
						continue // the table of deliveries
					}
					name := string(e)
					if e == Sort && slices.Contains([]gdpr.Right{gdpr.Access, gdpr.Erasure, gdpr.Portability, gdpr.Rectification}, added) {
						name = "wider"
					}
					from := state{Workflow: w, Identity: i}
					want, ok := expected(table, from, name, Denied)
					got, moved := from.after(Entry{On: e, Right: added}, Denied)
					if got != want || moved != ok {
						t.Errorf("%v by %s: %v, %v; want %v, %v", from, name, got, moved, want, ok)
					}
					asked++
				}
			}
		}
	}
	t.Logf("%d moves tried", asked)
}

func TestAnAnswerIsDeliveredAsTheTableSays(t *testing.T) {
	want := map[string]Delivery{
		"underway arrive": Arrived, "underway bounce": Failed, "underway hand-over": ByHand,
		"arrived arrive": Arrived, "arrived bounce": Failed,
		"failed arrive": Failed, "failed bounce": Failed, "failed hand-over": ByHand,
		"by-hand arrive": ByHand, "by-hand bounce": ByHand,
	}
	for _, d := range everyDelivery {
		for _, e := range everyEvent {
			to, ok := want[string(d)+" "+string(e)]
			if !ok {
				to = d
			}
			if got, moved := Delivered(d, e); got != to || moved != ok {
				t.Errorf("%q by %q: %q, %v; want %q, %v", d, e, got, moved, to, ok)
			}
			r, moved := Request{Workflow: Answered, Identity: Proven, Delivery: d}.after(Entry{On: e})
			if ok && (!moved || r.Delivery != to || r.Workflow != Answered || r.Identity != Proven) {
				t.Errorf("a request that is %q by %q: %+v", d, e, r)
			}
		}
	}
}

// What is told of one mail twice, or in another order, ends the same (threat H16).
func TestTheOrderOfDeliveryNewsChangesNothing(t *testing.T) {
	for _, first := range []Event{Arrive, Bounce} {
		for _, second := range []Event{Arrive, Bounce} {
			a, _ := Delivered(Underway, first)
			a, _ = Delivered(a, second)
			b, _ := Delivered(Underway, second)
			b, _ = Delivered(b, first)
			if a != b {
				t.Errorf("%s, %s ends %s; %s, %s ends %s", first, second, a, second, first, b)
			}
		}
	}
}

func TestARequestThatHasEndedIsOnlyWrittenAbout(t *testing.T) {
	for _, w := range []Workflow{InAnother, Revoked, Lapsed} {
		for _, i := range everyIdentity {
			for _, e := range everyEvent {
				if w != InAnother && e == Warn {
					continue // a restriction that was granted is left, and its end is announced
				}
				if got, _ := (Request{Workflow: w, Identity: i}).after(Entry{On: e}); got.Workflow != w || got.Identity != i || got.Delivery != Unanswered {
					t.Errorf("%s, %s by %s moved to %s, %s, %s", w, i, e, got.Workflow, got.Identity, got.Delivery)
				}
			}
		}
	}
}

// What is carried out is carried out for whoever controls the address, or whom staff know: no way
// leads to carrying out that does not pass the one or the other, nor to an outcome but in words.
func TestNothingIsCarriedOutThatNobodyConfirmed(t *testing.T) {
	type place struct {
		at        state
		confirmed bool
		byPost    bool // refused by letter, for nobody can tell who asks
	}
	seen, todo := map[place]bool{}, []place{{}}
	for len(todo) > 0 {
		p := todo[0]
		todo = todo[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		// A lifting is left out: that something is restricted is asked beside the table (restricting).
		for _, w := range []Workflow{Open, Proposed, Cooling, Carrying, Telling, InAnother, Denied} {
			if p.at.Workflow == w && !p.confirmed && (w != Denied || !p.byPost) {
				t.Errorf("%v is reached without a confirmation", p.at)
			}
		}
		for _, e := range everyEvent {
			for _, added := range []gdpr.Right{"", gdpr.Erasure} {
				entry := Entry{On: e, Right: added}
				next, ok := p.at.after(entry, Answered)
				if !ok {
					continue
				}
				known := p.confirmed || slices.Contains([]Event{Confirm, Join, Vouch, Lodge, Link}, e)
				todo = append(todo, place{next, known && entry.step() != widen, p.byPost || e == DenyByPost})
			}
		}
	}
	for _, w := range everyWorkflow[1 : len(everyWorkflow)-1] {
		reached := false
		for p := range seen {
			reached = reached || p.at.Workflow == w
		}
		if !reached {
			t.Errorf("no way leads to %s", w)
		}
	}
}

// Where a request stands can be computed from its history at any time.
func TestReplayIsWhereAnyWalkHasLed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r Request
		var history []Entry
		for step := range rapid.IntRange(1, 40).Draw(t, "steps") {
			e := Entry{
				At: time.Unix(int64(step), 0), On: rapid.SampledFrom(everyEvent).Draw(t, "event"),
				Right: rapid.SampledFrom(append([]gdpr.Right{""}, gdpr.Rights...)).Draw(t, "right"),
			}
			next, ok := r.after(e)
			if !ok {
				if next.Workflow != r.Workflow || next.Identity != r.Identity || next.Delivery != r.Delivery {
					t.Fatalf("%q cannot happen, and moved %+v to %+v", e.On, r, next)
				}
				if w, i, d, err := Replay(append(slices.Clone(history), e)); err == nil || w != r.Workflow || i != r.Identity || d != r.Delivery {
					t.Fatalf("replay goes on past %q", e.On)
				}
				continue
			}
			if e.On == Deny {
				next.Outcomes = append(slices.Clone(next.Outcomes), Outcome{Right: e.Right, Result: Withheld})
			}
			if e.On == Cancel || e.On == Lapse {
				next.Rights = []gdpr.Right{gdpr.Erasure} // which has no outcome
			}
			switch e.On { // as the desk does
			case Warn:
				next.Before = r.Workflow
			case Lift:
				next.Before = ""
			}
			r, history = next, append(history, e)
			w, i, d, err := Replay(history)
			if err != nil || w != r.Workflow || i != r.Identity || d != r.Delivery {
				t.Fatalf("%v replays to %s, %s, %s, %v; stands %s, %s, %s", history, w, i, d, err, r.Workflow, r.Identity, r.Delivery)
			}
		}
	})
}

func TestNothingBeginsTwiceAndNothingBeginsInTheMiddle(t *testing.T) {
	for _, history := range [][]Entry{{{On: Confirm}}, {{On: Receive}, {On: Receive}}, {{On: Lodge}, {On: Register}}, {{On: Write}}} {
		if _, _, _, err := Replay(history); err == nil {
			t.Errorf("%v is replayed", history)
		}
	}
}

func TestWhatGivesOutOrChangesDataNeedsTheCode(t *testing.T) {
	needs := map[gdpr.Right]bool{
		gdpr.Access: true, gdpr.Rectification: true, gdpr.Erasure: true, gdpr.Portability: true,
		gdpr.Restriction: false, gdpr.Objection: false, gdpr.Withdrawal: false,
	}
	if len(needs) != len(gdpr.Rights) {
		t.Errorf("%d rights are decided on here, of %d", len(needs), len(gdpr.Rights))
	}
	for _, a := range gdpr.Rights {
		for _, b := range gdpr.Rights {
			t.Run(fmt.Sprintf("%s and %s", a, b), func(t *testing.T) {
				if got, want := (Request{Rights: []gdpr.Right{a, b}}).NeedsCode(), needs[a] || needs[b]; got != want {
					t.Errorf("needs the code: %v", got)
				}
			})
		}
	}
	if (Request{}).NeedsCode() {
		t.Error("a request for nothing needs the code")
	}
}
