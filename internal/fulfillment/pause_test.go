package fulfillment_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

// Art. 12(3) and (6): the days that staff take with the answer are theirs. The deadline runs from when it came.
func TestM9_TheDeadlineRunsAgainFromTheFirstReply(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Access)
	if _, err := w.Cases.Ask(t.Context(), staff(tretoen), w.at(id), "Hvilket telefonnummer oppga du?"); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, start.AddDate(0, 0, 2).Add(time.Hour))
	if c := w.one(id); !c.StandsStill() {
		t.Fatal("the deadline does not stand still")
	}
	w.writes(id)
	w.runs(tretoen, start.AddDate(0, 0, 3))
	w.writes(id) // and once more
	want := rights.Answer(start.AddDate(0, 0, 2), holiday.Norway{}).Due
	if c := w.one(id); c.StandsStill() || !w.Cases.Deadline(c.Request).Due.Equal(want) {
		t.Errorf("two days on: due %s, want %s", w.Cases.Deadline(c.Request).Due, want)
	}
	w.runs(tretoen, start.AddDate(0, 0, 50))
	if w.count(id, rights.Nudge) != 0 || w.count(id, rights.Remind) != 4 || w.count(id, rights.Escalate) != 1 {
		t.Errorf("unread for weeks: %v", w.events(id))
	}
	vouched, err := w.Cases.Vouch(t.Context(), staff(tretoen), w.at(id), "Svaret fra 25. november.")
	if err != nil || !vouched.Deadline.Equal(want) {
		t.Errorf("%v, due %s, want %s", err, vouched.Deadline, want)
	}
}

// Art. 12(6): who never got the question holds nothing up, until staff have put it in another way.
func TestM9_AQuestionThatCameBackHoldsNoDeadlineUp(t *testing.T) {
	for _, late := range []bool{false, true} {
		w := newWorld(t)
		w.holds(tretoen, kari, nil)
		id := w.confirmed(tretoen, nil, gdpr.Access)
		due := w.one(id).Request.DeadlineBy(holiday.Norway{}, w.now).Due
		if _, err := w.Cases.Ask(t.Context(), staff(tretoen), w.at(id), "Hvilket telefonnummer oppga du?"); err != nil {
			t.Fatal(err)
		}
		if late { // taken at first, and back a week later
			w.news(id, rights.Doubt, 0, w.now.Add(time.Minute))
			w.runs(tretoen, start.AddDate(0, 0, 7))
		}
		w.news(id, rights.Doubt, 0)
		w.runs(tretoen, start.AddDate(0, 0, 10))
		c := w.one(id)
		if !slices.Equal(c.Concerns(), []rights.Concern{rights.QuestionLost}) || c.StandsStill() || !w.Cases.Deadline(c.Request).Due.Equal(due) || w.count(id, rights.Remind) != 1 {
			t.Fatalf("late %v: %q, due %s, want %s, %v", late, c.Concerns(), w.Cases.Deadline(c.Request).Due, due, w.events(id))
		}
		w.runs(tretoen, start.AddDate(0, 0, 15))
		if w.count(id, rights.Nudge) != 0 {
			t.Errorf("late %v: reminded of what they never got: %v", late, w.events(id))
		}
		told, err := w.Cases.HandOver(t.Context(), staff(tretoen), w.at(id), "Ringte nummeret i søknaden, og spurte.")
		if err != nil || len(told.Concerns()) != 0 || !told.StandsStill() {
			t.Fatalf("late %v: %v, %q", late, err, told.Concerns())
		}
		w.runs(tretoen, start.AddDate(0, 0, 20))
		if got, want := w.Cases.Deadline(w.one(id).Request).Due, rights.Answer(start.AddDate(0, 0, 5), holiday.Norway{}).Due; !got.Equal(want) {
			t.Errorf("late %v: asked by phone, due %s, want %s", late, got, want)
		}
	}
}

// Art. 12(3): an extension is for staff to need until the answer goes, wherever the case stands.
func TestM9_TheDeadlineIsExtendedWhereverTheCaseStandsUntilItIsAnswered(t *testing.T) {
	for workflow, identities := range map[rights.Workflow][]rights.Identity{
		rights.Open: {rights.Proven, rights.Asked}, rights.Proposed: {rights.Vouched, rights.Asked},
		rights.Cooling: {rights.Proven}, rights.Carrying: {rights.Proven}, rights.Telling: {rights.Vouched},
	} {
		for _, identity := range identities {
			w := newWorld(t)
			id := w.confirmed(mojob, func(r *rights.Request) {
				if r.Workflow, r.Identity = workflow, identity; identity == rights.Asked {
					r.Pause.From = start
				}
			}, gdpr.Erasure)
			w.now = start.AddDate(0, 0, 20)
			extended, err := w.Cases.Extend(t.Context(), staff(mojob), w.at(id), "En mottaker svarer ikke.")
			if err != nil {
				t.Errorf("%s, %s: %v", workflow, identity, err)
				continue
			}
			w.news(id, rights.Extend, 0, w.now)
			c := w.one(id)
			if want := w.Cases.Deadline(extended.AsTold()).Due; !w.Cases.Deadline(c.Request).Due.Equal(want) || want.Before(start.AddDate(0, 3, 0)) || c.Workflow != workflow {
				t.Errorf("%s, %s: due %s, want %s", workflow, identity, w.Cases.Deadline(c.Request).Due, want)
			}
		}
	}
}

// Art. 18(3): a restriction outlives no case that could lift it, however long it stands.
func TestM9_ARestrictionThatWasGrantedCanBeLiftedAfterYears(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, nil, gdpr.Restriction)
	w.runs(mojob, start.AddDate(30, 0, 0))
	c := w.one(id)
	if c.Workflow != rights.Answered || c.Expires.Due(w.now) || w.store.held[ref].Term.Expires() != 0 {
		t.Fatalf("%s, ends %s, the record %+v", w.ended(id), c.Expires.Time(), w.store.held[ref].Term)
	}
	if _, err := w.Warn(t.Context(), staff(mojob), w.at(id), "Saken i tingretten er over."); err != nil {
		t.Fatal(err)
	}
	w.runs(mojob, w.now.AddDate(0, 1, 0))
	c, term := w.one(id), w.store.held[ref].Term
	if len(c.Restricted) > 0 || c.Expires == 0 || term.Expires() == 0 || !term.Restricted.IsZero() {
		t.Errorf("lifted: %s, ends %s, the record %+v", w.ended(id), c.Expires.Time(), term)
	}
}
