package fulfillment_test

import (
	"context"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Art. 7(3) and 21(3): these two take no more proof than the address, and so they are done and settled
// while it is open who asks for the rest; of the rest nothing is.
func TestM9_WhatTakesNoProofIsDoneWhileItIsOpenWhoAsks(t *testing.T) {
	for outcome, test := range map[string]struct {
		sorted  []gdpr.Right
		against rights.Against
		want    string
	}{
		"a withdrawal":              {[]gdpr.Right{gdpr.Access, gdpr.Withdrawal}, "", "open, withdrawal granted"},
		"an objection to marketing": {[]gdpr.Right{gdpr.Access, gdpr.Objection}, rights.AgainstMarketing, "open, objection granted"},
		"both, and no other kind of objection": {[]gdpr.Right{gdpr.Access, gdpr.Objection, gdpr.Withdrawal}, rights.AgainstProcessing,
			"open, withdrawal granted"},
	} {
		w := newWorld(t)
		w.holds(mojob, kari, nil)
		stood := w.consents(mojob, kari, "other-information")
		id := w.confirmed(mojob, nil, gdpr.Access)
		if _, err := w.Cases.Ask(t.Context(), staff(mojob), w.at(id), "Hvem er du?"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Cases.Sort(t.Context(), staff(mojob), w.at(id), test.sorted, test.against); err != nil {
			t.Fatal(err)
		}
		w.runs(mojob, w.now.Add(5*time.Minute))
		w.expect(id, test.want)
		if s := w.agreed.held[stood].State; s == consent.Standing {
			t.Errorf("%s: the consent is %s", outcome, s)
		}
		if _, err := w.Refuse(t.Context(), staff(mojob), w.at(id), rights.Refusal{Right: gdpr.Access, Ground: rights.NotIdentified, Reasons: "Vi vet ikke hvem du er."}); err != nil {
			t.Errorf("%s: the rest: %v", outcome, err)
		}
	}
}

// A case that asks for nothing else ends with it, by the clock or by staff.
func TestM9_AWithdrawalAloneIsAnsweredWhileItIsOpenWhoAsks(t *testing.T) {
	for outcome, does := range map[string]func(*world, gdpr.ID) error{
		"by the clock": func(w *world, _ gdpr.ID) error { w.runs(tretoen, w.now.Add(5*time.Minute)); return nil },
		"by staff": func(w *world, id gdpr.ID) error {
			_, err := w.Grant(w.t.Context(), staff(tretoen), w.at(id), gdpr.Withdrawal)
			return err
		},
	} {
		w := newWorld(t)
		stood := w.consents(tretoen, kari, "recruitment")
		id := w.confirmed(tretoen, func(r *rights.Request) { r.Identity, r.Pause.From = rights.Asked, start }, gdpr.Withdrawal)
		err := does(w, id)
		w.expect(id, "answered, withdrawal granted")
		if err != nil || w.agreed.held[stood].State == consent.Standing {
			t.Errorf("%s: %v, the consent is %s", outcome, err, w.agreed.held[stood].State)
		}
	}
}

// Art. 19: the answer waits for a recipient that is to hear of what was done before, and the withdrawal does not.
func TestM9_AWithdrawalIsDoneBeforeARecipientHasAnsweredAboutTheRest(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	stood := w.consents(mojob, kari, "other-information")
	id := w.confirmed(mojob, func(r *rights.Request) {
		r.Identity, r.Pause.From = rights.Asked, start
		r.Outcomes = []rights.Outcome{{Right: gdpr.Restriction, Result: rights.Granted, At: start, By: rights.ByClock}}
		r.Notices = []rights.Notice{{ID: "n1", Recipient: "customers", Way: string(controller.ToldByStaff), State: rights.NoticeDue}}
	}, gdpr.Restriction, gdpr.Withdrawal)
	w.runs(mojob, w.now.Add(5*time.Minute))
	w.expect(id, "open, restriction granted, notice due")
	if w.agreed.held[stood].State == consent.Standing {
		t.Error("the consent stands")
	}
	if _, err := w.Cases.Told(context.Background(), staff(mojob), w.at(id), "n1", rights.NoticeDone, ""); err != nil {
		t.Fatal(err)
	}
	w.runs(mojob, w.now.Add(20*time.Minute))
	w.expect(id, "answered, restriction granted, withdrawal granted, notice done")
}

// While it is open who asks, no words stand for a correction, and nothing but these two is granted.
func TestM9_NothingElseIsDoneWhileItIsOpenWhoAsks(t *testing.T) {
	for _, right := range gdpr.Rights {
		if right == gdpr.Withdrawal {
			continue
		}
		w := newWorld(t)
		w.holds(tretoen, kari, nil)
		id := w.confirmed(tretoen, func(r *rights.Request) { r.Identity, r.Pause.From = rights.Asked, start }, right)
		w.runs(tretoen, w.now.Add(5*time.Minute))
		_, granted := w.Grant(t.Context(), staff(tretoen), w.at(id), right)
		_, replied := w.Cases.Reply(t.Context(), staff(tretoen), w.at(id), "Vi har rettet det.")
		if c := w.one(id); !is(granted, gdpr.Conflict, gdpr.CodeIdentity) || !is(replied, gdpr.Conflict, gdpr.CodeState) || len(c.Outcomes) > 0 {
			t.Errorf("%s: %v, %v, %s", right, granted, replied, w.ended(id))
		}
	}
}
