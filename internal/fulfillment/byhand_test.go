package fulfillment_test

import (
	"slices"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// letter is a request of Kari's that gives no address for mail.
func (w *world) letter(c gdpr.ControllerID, asked ...gdpr.Right) rights.Case {
	w.t.Helper()
	held, err := w.Cases.Register(w.t.Context(), staff(c), rights.Registration{
		Intake: rights.Intake{Name: "Kari", Rights: asked, Language: gdpr.Bokmal, Channel: rights.ByLetter},
		Post:   "Storgata 1, 2317 Hamar", Received: w.now, Evidence: "Came by with the letter.",
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return held
}

// Whatever is asked, and though staff know who asks: without an address nothing is done, nothing that is held is even
// looked at, and the clock looks at the case when staff are to be reminded, and not every minute.
func TestNothingIsCarriedOutForACaseWithoutAnAddress(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	c := w.letter(mojob, gdpr.Rights...)
	w.runs(mojob, start.AddDate(0, 3, 0))
	want := []rights.Event{rights.RegisterByPost, rights.Vouch, rights.Remind, rights.Remind, rights.Remind, rights.Remind, rights.Escalate}
	if got := w.events(c.ID); !slices.Equal(got, want) || w.one(c.ID).Workflow != rights.Sought {
		t.Errorf("it went %v, to %s", got, w.one(c.ID).Workflow)
	}
	for _, call := range w.gate.calls {
		if slices.Contains([]string{"Records", "Named", "Change", "Erase"}, call) {
			t.Errorf("%s is called", call)
		}
	}
	if len(w.gate.calls) > 60 || !w.cases.due[c.ID].IsZero() {
		t.Errorf("%d calls, and due again at %s", len(w.gate.calls), w.cases.due[c.ID])
	}
	for _, right := range gdpr.Rights {
		if _, err := w.Grant(t.Context(), staff(mojob), rights.At{ID: c.ID, Revision: w.one(c.ID).Revision}, right); !is(err, gdpr.Conflict, gdpr.CodeState) {
			t.Errorf("%s is granted: %v", right, err)
		}
	}
}

func TestALinkedCaseIsCarriedOutUnderTheAddressAndTheLetterIsStripped(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	c := w.letter(mojob, gdpr.Restriction)
	linked, err := w.Cases.Link(t.Context(), staff(mojob), rights.At{ID: c.ID, Revision: c.Revision}, rights.Linking{Address: kari, Evidence: "The number on file."})
	if err != nil {
		t.Fatal(err)
	}
	w.runs(mojob, start.AddDate(0, 0, 2))
	w.expect(linked.Joined, "answered, restriction granted, notice done")
	letter := w.one(c.ID)
	if letter.Workflow != rights.InAnother || letter.Name != "" || letter.Post != "" || !w.cases.due[c.ID].IsZero() {
		t.Errorf("the letter is %s, and still says %q, %q; due at %s", letter.Workflow, letter.Name.Reveal(), letter.Post.Reveal(), w.cases.due[c.ID])
	}
}

func TestALetterThatAskedForErasureIsForgottenOnceItIsAnswered(t *testing.T) {
	for _, test := range []struct {
		asked gdpr.Right
		kept  bool
	}{{gdpr.Erasure, false}, {gdpr.Access, true}} {
		w := newWorld(t)
		c := w.letter(mojob, test.asked)
		_, err := w.Cases.AnswerByPost(t.Context(), staff(mojob), rights.At{ID: c.ID, Revision: c.Revision}, rights.Letter{
			Result: rights.NotHeld, Answer: "We hold nothing.", How: "By letter.", Sent: w.now,
		})
		if err != nil {
			t.Fatal(err)
		}
		w.runs(mojob, start.AddDate(0, 0, 2))
		w.expect(c.ID, "answered, "+string(test.asked)+" not-held")
		if kept := w.one(c.ID).Post != ""; kept != test.kept {
			t.Errorf("%s: what the letter said is kept: %t", test.asked, kept)
		}
	}
}
