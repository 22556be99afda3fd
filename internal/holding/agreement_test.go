package holding_test

import (
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

func TestAnAgreementIsKeptForItsWholeTerm(t *testing.T) {
	w := newWorld(t)
	rec := w.opened(draft())
	if rec.Stage != holding.Active || rec.Term.Expires() != 0 || !rec.From.IsZero() || rec.Contacts[0].Subject != subject(tretoen, ola) {
		t.Errorf("%+v", rec)
	}
	w.at(start.AddDate(40, 0, 0))
	if _, err := w.Show(t.Context(), sales, rec.Ref); err != nil {
		t.Errorf("forty years on: %v", err)
	}
	unsigned := draft()
	unsigned.Signed = false
	if offer := w.opened(unsigned); offer.Stage != holding.Offered {
		t.Errorf("an offer is %s", offer.Stage)
	}
}

func TestT3_CustomersOwnDataIsRefusedUnlessTheAgreementAllowsIt(t *testing.T) {
	w := newWorld(t)
	d := draft()
	d.Values = append(d.Values, holding.Value{Field: "customer-data", Value: "Kundens kunder: …"})
	before := w.store.snapshot()
	_, err := w.Open(t.Context(), sales, d)
	w.faulty(before, err, "/fields/customer-data customer_data customer-data")
	d.Allows = " \n "
	_, err = w.Open(t.Context(), sales, d)
	w.faulty(before, err, "/fields/customer-data customer_data customer-data")
	d.Allows = "Punkt 7: Leverandøren lagrer feilsøkingsdata."
	rec := w.opened(d)
	if rec.Allows != d.Allows || !strings.Contains(revealed(rec), "customer-data") {
		t.Errorf("%+v", rec)
	}
	// With the clause goes what it allowed.
	d.Allows = ""
	before = w.store.snapshot()
	_, err = w.Amend(t.Context(), sales, rec.Ref, rec.Revision, d)
	w.faulty(before, err, "/fields/customer-data customer_data customer-data")
}

func TestAnAgreementWithFaultsIsRefusedWithAllOfThem(t *testing.T) {
	w := newWorld(t)
	before := w.store.snapshot()
	_, err := w.Open(t.Context(), sales, holding.Draft{
		Values: []holding.Value{{Field: "title", Value: "x"}, {Field: "salary", Value: "1"}},
		Contacts: []holding.Contact{
			{Name: "Ola", Address: ola}, {Address: "nobody"}, {Name: "Ola igjen", Address: "OLA@example.com"}, {Name: "a\nb"},
		},
		Allows: strings.Repeat("a", 1001),
	})
	w.faulty(before, err, "/allows too_long 1000", "/contacts/1/email address", "/contacts/1/name missing", "/contacts/2/email duplicate_field",
		"/contacts/3/email missing", "/contacts/3/name characters", "/fields/customer missing customer", "/fields/salary undeclared_field salary")
	many := draft()
	many.Contacts = make([]holding.Contact, 51)
	if _, err := w.Open(t.Context(), sales, many); !strings.Contains(err.Error(), "/contacts too_many_items") {
		t.Errorf("%v", err)
	}
}

func TestT6_AnAgreementEndsAsItsLifeCycleSays(t *testing.T) {
	noon := time.Date(2027, time.June, 15, 12, 0, 0, 0, time.UTC)
	w := newWorld(t)
	rec := w.opened(draft())
	for _, test := range []struct {
		outcome string
		now     time.Time
		on      holding.Step
		day     time.Time
		stage   holding.Stage
		end     time.Time // zero: none
	}{
		{"it is in force", noon, holding.Sign, time.Time{}, holding.Active, time.Time{}},
		{"it ends", noon, holding.End, date(2027, time.June, 10), holding.Ended, time.Date(2027, time.December, 9, 22, 0, 0, 0, time.UTC)},
		{"it is told of again", noon, holding.End, date(2027, time.June, 10), holding.Ended, time.Date(2027, time.December, 9, 22, 0, 0, 0, time.UTC)},
		{"it is resumed", noon.AddDate(0, 1, 0), holding.Resume, time.Time{}, holding.Active, time.Time{}},
		{"it ends again", noon.AddDate(0, 2, 0), holding.End, date(2027, time.August, 15), holding.Ended, time.Date(2028, time.February, 14, 22, 0, 0, 0, time.UTC)},
		{"deletion is agreed", noon.AddDate(0, 3, 0), holding.Agree, time.Time{}, holding.Agreed, noon.AddDate(0, 3, 1)},
		{"agreed again an hour later", noon.AddDate(0, 3, 0).Add(time.Hour), holding.Agree, time.Time{}, holding.Agreed, noon.AddDate(0, 3, 1)},
	} {
		w.at(test.now)
		got, err := w.Advance(t.Context(), sales, rec.Ref, test.on, test.day)
		if err != nil || got.Stage != test.stage || got.Fields != nil {
			t.Fatalf("%s: %s, %v", test.outcome, got.Stage, err)
		}
		end := w.store.held[rec.Ref].Term.Expires()
		if test.end.IsZero() != (end == 0) || end != 0 && !end.Time().Equal(test.end) {
			t.Errorf("%s: ends %s, want %s", test.outcome, end.Time(), test.end)
		}
	}
	w.at(noon.AddDate(0, 3, 1))
	for what, try := range map[string]func() error{
		"shown": func() error { _, err := w.Show(t.Context(), sales, rec.Ref); return err },
		"resumed": func() error {
			_, err := w.Advance(t.Context(), sales, rec.Ref, holding.Resume, time.Time{})
			return err
		},
		"held": func() error { _, err := w.Hold(t.Context(), privacy, rec.Ref, claims(w)); return err },
	} {
		if err := try(); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
			t.Errorf("at its end it is %s: %v", what, err)
		}
	}
}

func claims(w *world) holding.Keeping {
	return holding.Keeping{Ground: "legal-claims", Until: w.now.AddDate(1, 0, 0)}
}

func TestWhatTheLifeCycleDoesNotListCannotHappen(t *testing.T) {
	type step = holding.Step
	allowed := map[holding.Stage]map[step]holding.Stage{
		holding.Offered: {holding.Sign: holding.Active, holding.End: holding.Ended, holding.Agree: holding.Agreed},
		holding.Active:  {holding.End: holding.Ended},
		holding.Ended:   {holding.Resume: holding.Active, holding.Agree: holding.Agreed},
		holding.Agreed:  {},
	}
	same := map[holding.Stage][]step{ // told of again
		holding.Offered: {holding.Offer}, holding.Active: {holding.Sign, holding.Resume}, holding.Ended: {holding.End}, holding.Agreed: {holding.Agree},
	}
	ways := map[holding.Stage][]step{holding.Offered: nil, holding.Active: {holding.Sign}, holding.Ended: {holding.Sign, holding.End}, holding.Agreed: {holding.Agree}}
	day := date(2026, time.November, 22)
	for from, next := range allowed {
		for _, on := range []step{holding.Offer, holding.Sign, holding.End, holding.Agree, holding.Resume, "burn", ""} {
			w := newWorld(t)
			d := draft()
			d.Signed = false
			rec := w.opened(d)
			for _, s := range ways[from] {
				if _, err := w.Advance(t.Context(), sales, rec.Ref, s, day); err != nil {
					t.Fatal(err)
				}
			}
			before := w.store.snapshot()
			_, err := w.Advance(t.Context(), sales, rec.Ref, on, day)
			to, ok := next[on]
			if !ok {
				to = from
			}
			stands := w.store.held[rec.Ref].Stage
			again := false
			for _, s := range same[from] {
				again = again || s == on
			}
			switch {
			case stands != to:
				t.Errorf("%s by %s is %s, want %s", from, on, stands, to)
			case (ok || again) != (err == nil):
				t.Errorf("%s by %s: %v", from, on, err)
			case err != nil && !is(err, gdpr.Conflict, gdpr.CodeStage):
				t.Errorf("%s by %s: %v", from, on, err)
			case !ok && w.store.snapshot() != before:
				t.Errorf("%s by %s stored something", from, on)
			}
			if stage, ok := from.After(on); ok != (next[on] != "") || ok && stage != next[on] {
				t.Errorf("%s after %s is %s, %v", from, on, stage, ok)
			}
		}
	}
}

func TestTheDayOfAnEndHasComeAndIsNotBeforeTheAgreement(t *testing.T) {
	for _, test := range []struct {
		outcome string
		now     time.Time
		day     time.Time
		want    string
	}{
		{"no day", start, time.Time{}, "/day missing"},
		{"today", start, date(2026, time.November, 22), ""},
		{"the day it came, later", start.AddDate(0, 1, 0), date(2026, time.November, 22), ""},
		{"the day before it came", start, date(2026, time.November, 21), "/day clock"},
		{"tomorrow", start, date(2026, time.November, 23), "/day future"},
		{"tomorrow, which it is in Norway", time.Date(2026, time.November, 22, 23, 30, 0, 0, time.UTC), date(2026, time.November, 23), ""},
		{"a day that summer time begins", date(2027, time.April, 1), date(2027, time.March, 28), ""},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			rec := w.opened(draft())
			w.at(test.now)
			before := w.store.snapshot()
			_, err := w.Advance(t.Context(), sales, rec.Ref, holding.End, test.day)
			if test.want != "" {
				w.faulty(before, err, test.want)
			} else if err != nil || w.store.held[rec.Ref].Term.Due == 0 {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestAnEndThatIsLongOverIsNow(t *testing.T) {
	w := newWorld(t)
	rec := w.opened(draft())
	w.at(start.AddDate(8, 0, 0)) // DynamoDB would never delete what ended in 2027
	got, err := w.Advance(t.Context(), sales, rec.Ref, holding.End, date(2026, time.December, 1))
	if err != nil || got.Term.Due.Time() != w.now.Truncate(time.Second) {
		t.Errorf("ends %s, %v", got.Term.Due.Time(), err)
	}
}

func TestAnAmendmentReplacesWhatItWasReadAs(t *testing.T) {
	w := newWorld(t)
	rec := w.opened(draft())
	d := draft()
	d.Values[0].Value, d.Contacts = "Drift og support", []holding.Contact{{Name: "Kari Eksempel", Address: kari}}
	got, err := w.Amend(t.Context(), sales, rec.Ref, 1, d)
	stored := w.store.held[rec.Ref]
	if err != nil || got.Revision != 2 || stored.Contacts[0].Subject != subject(tretoen, kari) || !strings.Contains(revealed(stored), "Drift og support") {
		t.Fatalf("%+v, %v", got, err)
	}
	// Its answer was lost, and it is sent again.
	if again, err := w.Amend(t.Context(), sales, rec.Ref, 1, d); err != nil || again.Revision != 2 {
		t.Errorf("%+v, %v", again, err)
	}
	for revision, other := range map[int]string{1: "older", 0: "none", 3: "newer"} {
		d.Values[0].Value = gdpr.Private(other)
		if _, err := w.Amend(t.Context(), sales, rec.Ref, revision, d); !is(err, gdpr.Conflict, gdpr.CodeChanged) {
			t.Errorf("%d: %v", revision, err)
		}
	}
	w.store.race = func() {
		d := draft()
		d.Values[0].Value = "somebody else's"
		if _, err := w.Amend(t.Context(), sales, rec.Ref, 2, d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Amend(t.Context(), sales, rec.Ref, 2, d); !is(err, gdpr.Conflict, gdpr.CodeChanged) || !strings.Contains(revealed(w.store.held[rec.Ref]), "somebody else's") {
		t.Errorf("%v, %s", err, revealed(w.store.held[rec.Ref]))
	}
	if _, err := w.Amend(t.Context(), recruiter, w.applied().Ref, 1, d); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("an application: %v", err)
	}
}

func TestAnAgreementWhoseDeletionIsAgreedIsNotAmended(t *testing.T) {
	w := newWorld(t)
	d := draft()
	d.Signed = false
	rec := w.opened(d)
	if _, err := w.Advance(t.Context(), sales, rec.Ref, holding.Agree, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Amend(t.Context(), sales, rec.Ref, 2, d); !is(err, gdpr.Conflict, gdpr.CodeStage) {
		t.Errorf("%v", err)
	}
}

func TestT5_EachAgreementBelongsToThePurposeOfWhatWasAgreed(t *testing.T) {
	w := newWorld(t)
	rec := w.opened(draft())
	h, _ := declaration(t, tretoen).Holding(controller.Agreements)
	p, declared := declaration(t, tretoen).Purpose(rec.Purpose)
	if !declared || rec.Purpose != h.Purpose || p.Basis != gdpr.BasisContract {
		t.Errorf("held for %s on %s", rec.Purpose, p.Basis)
	}
}
