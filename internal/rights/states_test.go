package rights

import (
	"fmt"
	"testing"

	"ordholden/internal/gdpr"
)

var (
	everyWorkflow = []Workflow{"", Waiting, Unsorted, Filed, Open, InAnother, Answered, Denied, Revoked, Lapsed, "lost"}
	everyIdentity = []Identity{"", Unproven, Asked, Proven, "lost"}
	everyEvent    = []Event{"", Receive, SetAside, File, Write, Confirm, Join, Cancel, Lapse, Doubt, Prove, Reply, Deny, Extend, "lost"}
)

// The table is written a second time here, one line a state, so that a slip in
// the code has to be made twice.
var allowed = map[state]map[Event]state{
	{"", ""}:            {Receive: {Waiting, Unproven}, SetAside: {Unsorted, Unproven}, File: {Filed, Unproven}},
	{Waiting, Unproven}: {Confirm: {Open, Proven}, Join: {InAnother, Proven}, Cancel: {Revoked, Unproven}, Lapse: {Lapsed, Unproven}},
	{Open, Proven}:      {Doubt: {Open, Asked}, Extend: {Open, Proven}, Reply: {Answered, Proven}, Deny: {Denied, Proven}, Cancel: {Revoked, Proven}},
	{Open, Asked}:       {Prove: {Open, Proven}, Deny: {Denied, Asked}, Cancel: {Revoked, Asked}},
}

func TestOnlyTheMovesOfTheTableHappen(t *testing.T) {
	for _, w := range everyWorkflow {
		for _, i := range everyIdentity {
			for _, e := range everyEvent {
				want, ok := allowed[state{w, i}][e]
				if !ok {
					want = state{w, i}
				}
				got, moved := Request{Workflow: w, Identity: i}.after(e)
				if (state{got.Workflow, got.Identity}) != want || moved != ok {
					t.Errorf("%q, %q by %q: %q, %q, %v; want %v, %v", w, i, e, got.Workflow, got.Identity, moved, want, ok)
				}
			}
		}
	}
}

func TestARequestThatHasEndedStaysAsItIs(t *testing.T) {
	for _, w := range []Workflow{InAnother, Answered, Denied, Revoked, Lapsed} {
		for _, i := range everyIdentity {
			for _, e := range everyEvent {
				if got, moved := (Request{Workflow: w, Identity: i}).after(e); moved {
					t.Errorf("%s, %s by %s moved to %s, %s", w, i, e, got.Workflow, got.Identity)
				}
			}
		}
	}
}

// What is carried out is carried out for whoever controls the address: no way
// leads to an answer that does not pass a confirmation.
func TestNothingIsAnsweredThatNobodyConfirmed(t *testing.T) {
	type place struct {
		at        state
		confirmed bool
	}
	seen, todo := map[place]bool{}, []place{{}}
	for len(todo) > 0 {
		p := todo[0]
		todo = todo[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		if p.at.Workflow == Answered && !p.confirmed {
			t.Error("a request is answered without a confirmation")
		}
		for _, e := range everyEvent {
			if next, ok := (Request{Workflow: p.at.Workflow, Identity: p.at.Identity}).after(e); ok {
				todo = append(todo, place{state{next.Workflow, next.Identity}, p.confirmed || e == Confirm})
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
