package fulfillment_test

import (
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// applies is an application with the consent that it is.
func (w *world) applies() (holding.Ref, gdpr.ID) {
	given := w.consents(tretoen, kari, "recruitment")
	return w.holds(tretoen, kari, func(r *holding.Record) { r.Consent = given }), given
}

func (w *world) there(r holding.Ref) bool { return w.store.held[r].Term.Kept(w.now) }

// However a consent is withdrawn, what rested on it alone is blocked within a minute, and ends
// when the withdrawal cannot be taken back any more.
func TestM9_WhatRestedOnAWithdrawnConsentEndsAfterADay(t *testing.T) {
	for outcome, withdraw := range map[string]func(*world, gdpr.ID) error{
		"by a case": func(w *world, _ gdpr.ID) error { w.confirmed(tretoen, nil, gdpr.Withdrawal); return nil },
		"by form, or by mail link": func(w *world, id gdpr.ID) error {
			_, err := w.Consents.WithdrawPerson(w.t.Context(), tretoen, id)
			return err
		},
		"on the own page": func(w *world, id gdpr.ID) error { return w.Withdraw(w.t.Context(), person(tretoen, kari), id) },
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			ref, given := w.applies()
			other := w.holds(tretoen, kari, nil) // came with another consent, of before these were kept
			if err := withdraw(w, given); err != nil {
				t.Fatal(err)
			}
			w.runs(tretoen, start.Add(10*time.Minute))
			if w.agreed.held[given].State != consent.Ended || w.store.held[ref].Term.Served(w.now) || !w.there(ref) {
				t.Fatalf("%s, %+v", w.agreed.held[given].State, w.store.held[ref].Term)
			}
			w.runs(tretoen, start.Add(24*time.Hour))
			if !w.there(ref) {
				t.Fatal("ended while the withdrawal could still be taken back")
			}
			w.runs(tretoen, start.Add(24*time.Hour+10*time.Minute))
			if w.there(ref) || len(w.agreed.due) > 0 {
				t.Errorf("%+v, %d on the agenda", w.store.held[ref].Term, len(w.agreed.due))
			}
			_ = other
		})
	}
}

func TestAWithdrawalThatIsTakenBackEndsNothing(t *testing.T) {
	w := newWorld(t)
	ref, given := w.applies()
	before := w.store.held[ref].Term
	w.confirmed(tretoen, nil, gdpr.Withdrawal)
	w.runs(tretoen, start.Add(20*time.Hour))
	w.agreed.restores(given)
	w.runs(tretoen, start.Add(21*time.Hour))
	if term := w.store.held[ref].Term; !term.Served(w.now) || term.Due != before.Due {
		t.Fatalf("%+v", term)
	}
	w.runs(tretoen, start.AddDate(0, 0, 9))
	if !w.there(ref) {
		t.Error("ended all the same")
	}
}

func TestWhatIsHeldOrRestrictedForAnotherReasonOutlivesItsConsent(t *testing.T) {
	w := newWorld(t)
	ref, given := w.applies()
	held := w.store.held[ref]
	until := retention.Expiry(start.AddDate(2, 0, 0).Unix())
	held.Term.Holds = []retention.Hold{{ID: "h", Ground: retention.GroundClaims, Until: until, Placed: start}}
	w.store.held[ref] = held
	restricted := w.holds(tretoen, kari, func(r *holding.Record) { r.Consent, r.Term.Restricted = given, start })
	w.confirmed(tretoen, nil, gdpr.Withdrawal)
	w.runs(tretoen, start.AddDate(0, 0, 2))
	if term := w.store.held[ref].Term; !w.there(ref) || term.Served(w.now) || term.Expires() != until {
		t.Errorf("held: %+v", term)
	}
	if term := w.store.held[restricted].Term; !w.there(restricted) || term.Served(w.now) || len(term.By) > 0 {
		t.Errorf("restricted by staff: %+v", term)
	}
}

// What has another basis, as a profile at mojob has, stays.
func TestWhatHasAnotherBasisStaysWhenAConsentIsWithdrawn(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(mojob, kari, nil)
	w.consents(mojob, kari, "further-storage", "other-information")
	id := w.confirmed(mojob, nil, gdpr.Withdrawal)
	w.runs(mojob, start.AddDate(0, 0, 3))
	w.expect(id, "answered, withdrawal granted")
	if !w.store.held[ref].Term.Served(w.now) {
		t.Errorf("%+v", w.store.held[ref].Term)
	}
}

func TestNobodyWithdrawsSomebodyElsesConsent(t *testing.T) {
	w := newWorld(t)
	given := w.consents(mojob, ola, "further-storage")
	if err := w.Withdraw(t.Context(), person(mojob, kari), given); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Error(err)
	}
	if w.agreed.held[given].State != consent.Standing {
		t.Error("withdrawn")
	}
}

// A withdrawal that comes while the one before it is being followed is not lost.
func TestAWithdrawalThatComesMeanwhileStaysOnTheAgenda(t *testing.T) {
	w := newWorld(t)
	ref, given := w.applies()
	if _, err := w.Consents.WithdrawPerson(t.Context(), tretoen, given); err != nil {
		t.Fatal(err)
	}
	w.sweep(tretoen)
	w.now = w.now.Add(time.Hour)
	w.agreed.restores(given)
	w.gate.calls, w.gate.breakAt = nil, 0
	before := w.agreed.held[given]
	w.sweep(tretoen) // lifts
	w.now = w.now.Add(time.Minute)
	if _, err := w.Consents.WithdrawPerson(t.Context(), tretoen, given); err != nil {
		t.Fatal(err)
	}
	if err := w.Withdrawals.Done(t.Context(), tretoen, given, before.Decided); err != nil || len(w.agreed.due) != 1 {
		t.Errorf("%v, %d on the agenda", err, len(w.agreed.due))
	}
	w.runs(tretoen, w.now.Add(25*time.Hour))
	if w.there(ref) {
		t.Error("the second withdrawal ended nothing")
	}
	_ = rights.Open
}

// objects is a consent to two purposes, one of which the person has objected to since.
func (w *world) objects() gdpr.ID {
	given := w.consents(mojob, kari, "further-storage", "other-information")
	w.confirmed(mojob, func(r *rights.Request) { r.Against = rights.AgainstMarketing }, gdpr.Objection)
	return given
}

// rests is a record of the person's that rests on consent to a purpose alone.
func (w *world) rests(p gdpr.PurposeID, from gdpr.ID) holding.Ref {
	return w.holds(mojob, kari, func(r *holding.Record) { r.Purpose, r.Consent = p, from })
}

// An objection to marketing takes back a part of a consent. What rested on that part alone ends
// as with a withdrawal, and what rests on the other part stays.
func TestM9_WhatRestedOnTheObjectedPartOfAConsentEndsAfterADay(t *testing.T) {
	for outcome, names := range map[string]bool{"it came with the consent": true, "it names no consent": false} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			given := w.objects()
			from := map[bool]gdpr.ID{true: given}[names]
			ref := w.rests("other-information", from)
			w.runs(mojob, start.Add(10*time.Minute))
			if c := w.agreed.held[given]; c.State != consent.Standing || w.store.held[ref].Term.Served(w.now) || !w.there(ref) {
				t.Fatalf("%s, %+v", c.State, w.store.held[ref].Term)
			}
			w.runs(mojob, start.Add(24*time.Hour+10*time.Minute))
			if w.there(ref) || len(w.agreed.due) > 0 {
				t.Errorf("%+v, %d on the agenda", w.store.held[ref].Term, len(w.agreed.due))
			}
		})
	}
}

func TestWhatRestsOnTheOtherPartOfAConsentStays(t *testing.T) {
	w := newWorld(t)
	ref := w.rests("further-storage", w.objects())
	w.runs(mojob, start.AddDate(0, 0, 3))
	if !w.there(ref) || !w.store.held[ref].Term.Served(w.now) || len(w.agreed.due) > 0 {
		t.Errorf("%+v, %d on the agenda", w.store.held[ref].Term, len(w.agreed.due))
	}
}

// Whoever has said yes anew has given what is held another basis.
func TestAnotherConsentKeepsWhatTheObjectedPartKept(t *testing.T) {
	w := newWorld(t)
	w.objects()
	ref := w.rests("other-information", "")
	w.runs(mojob, start.Add(10*time.Minute))
	w.consents(mojob, kari, "other-information")
	w.runs(mojob, start.AddDate(0, 0, 3))
	if !w.there(ref) || !w.store.held[ref].Term.Served(w.now) {
		t.Errorf("%+v", w.store.held[ref].Term)
	}
}

// A withdrawal of the whole that is taken back brings the objected part back no more than its records.
func TestWhatRestedOnTheObjectedPartDoesNotComeBack(t *testing.T) {
	w := newWorld(t)
	given := w.objects()
	ref := w.rests("other-information", given)
	w.runs(mojob, start.Add(10*time.Minute))
	if _, err := w.Consents.WithdrawPerson(t.Context(), mojob, given); err != nil {
		t.Fatal(err)
	}
	w.runs(mojob, start.Add(2*time.Hour))
	w.agreed.restores(given)
	w.runs(mojob, start.Add(3*time.Hour))
	if w.store.held[ref].Term.Served(w.now) {
		t.Error("served again")
	}
	w.runs(mojob, start.AddDate(0, 0, 3))
	if w.there(ref) {
		t.Error("kept for good")
	}
}

// What rests on whatever consent stands ends with the last word, though an older yes was never taken back.
func TestAnOlderYesKeepsNothingAfterANewerOneIsWithdrawn(t *testing.T) {
	for name, newer := range map[string]bool{"the newer is withdrawn": true, "the older is withdrawn before a newer yes": false} {
		w := newWorld(t)
		first := w.consents(tretoen, kari, "recruitment")
		ref := w.holds(tretoen, kari, nil)
		taken := first
		w.now = w.now.Add(time.Hour)
		if newer {
			taken = w.consents(tretoen, kari, "recruitment")
		}
		if _, err := w.Consents.WithdrawPerson(t.Context(), tretoen, taken); err != nil {
			t.Fatal(err)
		}
		w.now = w.now.Add(time.Hour)
		if !newer {
			w.consents(tretoen, kari, "recruitment")
		}
		w.runs(tretoen, start.Add(30*time.Hour))
		if w.there(ref) == newer {
			t.Errorf("%s: kept: %t", name, !newer)
		}
	}
}

// The own page and the copy tell of a yes that a later consent has overtaken.
func TestTheOwnPageTellsWhatWasDecidedAnew(t *testing.T) {
	w := newWorld(t)
	first := w.consents(mojob, kari, "further-storage")
	w.now = w.now.Add(time.Hour)
	second := w.agreed.held[w.consents(mojob, kari, "further-storage")]
	second.Choices = []consent.Choice{{Purpose: "further-storage", Decision: gdpr.Refused}}
	all := fulfillment.Everything{Consents: []fulfillment.Consented{{Consent: second}, {Consent: w.agreed.held[first]}}}
	got := all.Judged(w.Controllers).Consents
	if got[0].Verdicts[0].Status != consent.Refused || got[1].Verdicts[0].Status != consent.Overtaken || all.Consents[1].Verdicts != nil {
		t.Errorf("%+v, %+v", got[0].Verdicts, got[1].Verdicts)
	}
}

// Art. 17(1)(b): a withdrawal of the one purpose that a record rests on does what that of the whole does.
func TestM6_WhatRestedOnTheWithdrawnPartOfAConsentEndsAfterADay(t *testing.T) {
	for outcome, withdraw := range map[string]func(*world, gdpr.ID) error{
		"by form, or by API": func(w *world, id gdpr.ID) error {
			_, err := w.Consents.WithdrawPart(w.t.Context(), mojob, id, []gdpr.PurposeID{"further-storage"})
			return err
		},
		"on the own page": func(w *world, id gdpr.ID) error {
			return w.Withdraw(w.t.Context(), person(mojob, kari), id, "further-storage")
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			given := w.consents(mojob, kari, "further-storage", "other-information")
			ref := w.rests("further-storage", "")
			if err := withdraw(w, given); err != nil {
				t.Fatal(err)
			}
			w.runs(mojob, start.Add(10*time.Minute))
			if w.store.held[ref].Term.Served(w.now) || !w.there(ref) {
				t.Fatalf("%+v", w.store.held[ref].Term)
			}
			// What is decided on the other purpose meanwhile puts off nothing.
			w.now = start.Add(20 * time.Hour)
			if _, err := w.Consents.WithdrawPart(t.Context(), mojob, given, []gdpr.PurposeID{"other-information"}); err != nil {
				t.Fatal(err)
			}
			w.runs(mojob, start.Add(24*time.Hour))
			if !w.there(ref) {
				t.Fatal("ended while the withdrawal could still be taken back")
			}
			w.runs(mojob, start.Add(24*time.Hour+10*time.Minute))
			if w.there(ref) {
				t.Errorf("%+v", w.store.held[ref].Term)
			}
			w.runs(mojob, start.Add(44*time.Hour+10*time.Minute))
			if len(w.agreed.due) > 0 {
				t.Errorf("%d on the agenda", len(w.agreed.due))
			}
		})
	}
}

func TestM6_APartThatIsTakenBackEndsNothing(t *testing.T) {
	w := newWorld(t)
	given := w.consents(mojob, kari, "further-storage", "other-information")
	ref := w.rests("further-storage", given)
	before := w.store.held[ref].Term
	if err := w.Withdraw(t.Context(), person(mojob, kari), given, "further-storage"); err != nil || w.store.held[ref].Term.Served(w.now) {
		t.Fatalf("%v, %+v", err, w.store.held[ref].Term)
	}
	w.runs(mojob, start.Add(20*time.Hour))
	w.agreed.restores(given)
	w.runs(mojob, start.Add(21*time.Hour))
	if term := w.store.held[ref].Term; !term.Served(w.now) || term.Due != before.Due {
		t.Fatalf("%+v", term)
	}
	w.runs(mojob, start.AddDate(0, 0, 9))
	if !w.there(ref) {
		t.Error("ended all the same")
	}
}
