package holding_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

func TestARegistrationIsNoActivity(t *testing.T) {
	w := newWorld(t)
	first := w.registered()
	if first.Source != "platform" || first.Purpose != "recruitment" || !first.Term.Due.Time().Equal(time.Date(2028, time.November, 22, 9, 30, 0, 0, time.UTC)) {
		t.Errorf("%+v", first)
	}
	w.at(start.AddDate(0, 6, 0))
	other := append(profileValues(), holding.Value{Field: "skills", Value: "Go"})
	if _, err := w.Register(t.Context(), system, kari, other, gdpr.English); err != nil {
		t.Fatal(err)
	}
	rec := w.store.held[first.Ref]
	if rec.Term.Due != first.Term.Due || !rec.From.Equal(first.From) || !rec.Received.Equal(first.Received) || rec.Revision != 2 || rec.Language != gdpr.English || len(rec.Fields) != 4 {
		t.Errorf("%+v", rec)
	}
	// The same again stores nothing.
	again, err := w.Register(t.Context(), system, kari, other, gdpr.English)
	if err != nil || again.Revision != 2 || len(again.Fields) != 4 || again.Files != nil {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestM2_AFieldThatNoPurposeCoversIsNotStored(t *testing.T) {
	w := newWorld(t)
	for field, value := range map[string]gdpr.Private{"health": "x", "national-id": "x", "E-mail": "x", "": "x", "headline ": "x"} {
		before := w.store.snapshot()
		_, err := w.Register(t.Context(), system, kari, append(profileValues(), holding.Value{Field: field, Value: value}), gdpr.Bokmal)
		w.faulty(before, err, trimmed("/fields/"+field+" undeclared_field "+field))
	}
	before := w.store.snapshot()
	_, err := w.Register(t.Context(), system, "nobody", []holding.Value{{Field: "cv", Value: "x"}, {Field: "skills", Value: "\x00"}}, "xx")
	w.faulty(before, err, "/email address", "/fields/cv undeclared_field cv", "/fields/name missing name", "/fields/skills characters", "/language unknown_language")
	// What was there before is what is there.
	rec := w.registered()
	before = w.store.snapshot()
	_, err = w.Register(t.Context(), system, kari, []holding.Value{{Field: "name", Value: "K"}, {Field: "salary", Value: "1"}}, gdpr.Bokmal)
	w.faulty(before, err, "/fields/salary undeclared_field salary")
	if got := w.store.held[rec.Ref]; !slices.Equal(got.Fields, rec.Fields) {
		t.Errorf("%s", revealed(got))
	}
}

func trimmed(s string) string {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

func TestTwoRegistrationsInTheSameMomentAreOneProfile(t *testing.T) {
	w := newWorld(t)
	w.store.race = func() { w.registered() }
	values := append(profileValues(), holding.Value{Field: "wishes", Value: "Hjemmekontor"})
	r, err := w.Register(t.Context(), system, kari, values, gdpr.Bokmal)
	if err != nil || len(w.store.held) != 1 || r.Revision != 2 || len(w.store.held[r.Ref].Fields) != 4 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestM4_EachActivitySlidesTheEndToTwoYearsAfterIt(t *testing.T) {
	w := newWorld(t)
	rec := w.registered()
	for _, test := range []struct {
		outcome string
		now     time.Time
		a       holding.Activity
		want    time.Time
	}{
		{"a sign-in", date(2027, time.March, 1), holding.Activity{Kind: "sign-in"}, date(2029, time.March, 1)},
		{"told of later", date(2027, time.June, 9), holding.Activity{Kind: "message", At: date(2027, time.June, 1)}, date(2029, time.June, 1)},
		{"told of in another order", date(2027, time.June, 9), holding.Activity{Kind: "message", At: date(2027, time.May, 1)}, date(2029, time.June, 1)},
		{"doubled", date(2027, time.June, 10), holding.Activity{Kind: "message", At: date(2027, time.June, 1)}, date(2029, time.June, 1)},
		{"on 29 February", date(2028, time.February, 29), holding.Activity{Kind: "application"}, date(2030, time.February, 28)},
		{"by a clock that is a little ahead", date(2028, time.March, 1), holding.Activity{Kind: "renewal", At: date(2028, time.March, 1).Add(time.Minute)}, date(2030, time.March, 1)},
		{"when our clock went back an hour", date(2028, time.March, 1).Add(-time.Hour), holding.Activity{Kind: "renewal"}, date(2030, time.March, 1)},
		{"in the hour that summer time skips", time.Date(2028, time.March, 26, 1, 30, 0, 0, time.UTC), holding.Activity{Kind: "profile-update"}, time.Date(2030, time.March, 26, 1, 30, 0, 0, time.UTC)},
	} {
		w.at(test.now)
		if _, err := w.Note(t.Context(), system, kari, test.a); err != nil {
			t.Fatalf("%s: %v", test.outcome, err)
		}
		if got := w.store.held[rec.Ref].Term.Due.Time(); !got.Equal(test.want) {
			t.Errorf("%s: ends %s, want %s", test.outcome, got, test.want)
		}
	}
	// It is served until then, and not after.
	staff := role(mojob, "privacy")
	w.at(time.Date(2030, time.March, 26, 1, 29, 59, 0, time.UTC))
	if _, err := w.Show(t.Context(), staff, rec.Ref); err != nil {
		t.Errorf("a second before: %v", err)
	}
	w.at(time.Date(2030, time.March, 26, 1, 30, 0, 0, time.UTC))
	if _, err := w.Show(t.Context(), staff, rec.Ref); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("at its end: %v", err)
	}
	if found, err := w.Recognize(t.Context(), staff, kari); err != nil || len(found) != 0 {
		t.Errorf("at its end %v is recognized, %v", found, err)
	}
	if _, err := w.Note(t.Context(), system, kari, holding.Activity{Kind: "sign-in"}); !is(err, gdpr.NotFound, gdpr.CodeNothingHeld) {
		t.Errorf("an activity raised the dead: %v", err)
	}
}

func TestWhatIsNoActivityOfThePersonSlidesNothing(t *testing.T) {
	w := newWorld(t)
	rec := w.registered()
	for _, test := range []struct {
		outcome string
		address gdpr.Private
		a       holding.Activity
		want    []string
	}{
		{"a mail that we sent", kari, holding.Activity{Kind: "mail-sent"}, []string{"/activity unknown_activity mail-sent"}},
		{"nothing", kari, holding.Activity{}, []string{"/activity unknown_activity"}},
		{"tomorrow's", kari, holding.Activity{Kind: "sign-in", At: start.AddDate(0, 0, 1)}, []string{"/at future"}},
		{"over already", kari, holding.Activity{Kind: "sign-in", At: start.AddDate(-2, 0, 0)}, []string{"/at clock"}},
		{"all of it", "x", holding.Activity{Kind: "x", At: start.AddDate(9, 0, 0)}, []string{"/activity unknown_activity x", "/at future", "/email address"}},
	} {
		before := w.store.snapshot()
		_, err := w.Note(t.Context(), system, test.address, test.a)
		w.faulty(before, err, test.want...)
	}
	_, err := w.Note(t.Context(), system, ola, holding.Activity{Kind: "sign-in"})
	if !is(err, gdpr.NotFound, gdpr.CodeNothingHeld) || !slices.Equal(said(err), []string{"/email nothing_held"}) {
		t.Errorf("for nobody: %v", err)
	}
	for _, by := range []access.Actor{role(mojob, "privacy"), machine(mojob, access.ScopeProfiles), machine(tretoen, access.ScopeActivities), {}} {
		if _, err := w.Note(t.Context(), by, kari, holding.Activity{Kind: "sign-in"}); err == nil {
			t.Errorf("%s noted it", by.ID)
		}
	}
	if got := w.store.held[rec.Ref]; got.Revision != 1 {
		t.Errorf("%+v", got)
	}
}

// An activity is one conditional write, and asks for nothing but the pseudonym before.
func TestAnActivityIsOneWrite(t *testing.T) {
	w := newWorld(t)
	w.registered()
	w.store.calls = nil
	if _, err := w.Note(t.Context(), system, kari, holding.Activity{Kind: "sign-in"}); err != nil || !slices.Equal(w.store.calls, []string{"Subject", "Touch"}) {
		t.Errorf("%v, %v", w.store.calls, err)
	}
}

func TestARestrictedProfileSlidesAndStaysRestricted(t *testing.T) {
	w := newWorld(t)
	rec := w.registered()
	staff := role(mojob, "privacy")
	if _, err := w.Restrict(t.Context(), staff, rec.Ref); err != nil {
		t.Fatal(err)
	}
	w.at(start.AddDate(0, 1, 0))
	if _, err := w.Note(t.Context(), system, kari, holding.Activity{Kind: "sign-in"}); err != nil {
		t.Fatal(err)
	}
	if got := w.store.held[rec.Ref]; got.Term.Expires() != 0 || got.Term.Restricted.IsZero() || got.Term.Due <= rec.Term.Due {
		t.Errorf("%+v", got.Term)
	}
	if _, err := w.Register(t.Context(), system, kari, append(profileValues(), holding.Value{Field: "skills", Value: "Go"}), gdpr.Bokmal); !is(err, gdpr.Forbidden, gdpr.CodeRestricted) {
		t.Errorf("registered: %v", err)
	}
}

func TestPeopleAreAskedThirtyAndSevenDaysBeforeTheEnd(t *testing.T) {
	end := time.Date(2028, time.March, 31, 12, 0, 0, 0, time.UTC)
	due := retention.Expiry(end.Unix())
	first, second := time.Date(2028, time.March, 1, 12, 0, 0, 0, time.UTC), time.Date(2028, time.March, 24, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		outcome string
		now     time.Time
		want    time.Time
	}{
		{"long before", date(2026, time.January, 1), first},
		{"a moment before the first", first.Add(-time.Millisecond), first},
		{"at the first", first, second},
		{"between", date(2028, time.March, 10), second},
		{"at the second", second, time.Time{}},
		{"at the end", end, time.Time{}},
		{"after", end.AddDate(1, 0, 0), time.Time{}},
	} {
		if got := holding.Renewal(due, test.now); !got.Equal(test.want) {
			t.Errorf("%s: %s, want %s", test.outcome, got, test.want)
		}
	}
	if got := holding.Renewal(0, start); !got.IsZero() {
		t.Errorf("what has no end: %s", got)
	}
}

func disclosure() holding.Disclosure {
	return holding.Disclosure{Recipient: "customers", Customer: "Arbeidsgiver AS", Categories: []string{"contact", "profile"}}
}

func TestM3_EachDisclosureIsRecordedWithRecipientTimeAndPurpose(t *testing.T) {
	w := newWorld(t)
	rec := w.registered()
	w.at(start.AddDate(0, 1, 0))
	d := disclosure()
	d.At = start.AddDate(0, 0, 3)
	for range 2 { // told of twice, it is one
		if _, err := w.Disclose(t.Context(), system, kari, controller.Profiles, d); err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.Disclosures(t.Context(), role(mojob, "privacy"), rec.Ref)
	if err != nil || len(got) != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	if g := got[0]; g.Recipient != "customers" || g.Customer != "Arbeidsgiver AS" || !g.At.Equal(d.At.Truncate(time.Millisecond)) || g.Purpose != "recruitment" ||
		!slices.Equal(g.Categories, d.Categories) || g.Record != rec.Ref {
		t.Errorf("%+v", g)
	}
	if _, err := w.Disclosures(t.Context(), system, rec.Ref); gdpr.KindOf(err) != gdpr.Forbidden {
		t.Errorf("read by a machine: %v", err)
	}
}

func TestADisclosureThatTheDeclarationDoesNotAllowIsRefused(t *testing.T) {
	for _, test := range []struct {
		outcome string
		spoil   func(d *holding.Disclosure)
		code    gdpr.Code
		want    []string
	}{
		{"nobody", func(d *holding.Disclosure) { d.Recipient = "" }, gdpr.CodeInvalid, []string{"/recipient missing"}},
		{"an unknown recipient", func(d *holding.Disclosure) { d.Recipient = "brokers" }, gdpr.CodeInvalid, []string{"/recipient unknown_recipient brokers"}},
		{"a recipient of another purpose", func(d *holding.Disclosure) { d.Recipient = "google" }, gdpr.CodeDisclosure, []string{"/recipient forbidden_recipient google"}},
		{"no customer", func(d *holding.Disclosure) { d.Customer = "" }, gdpr.CodeInvalid, []string{"/customer missing"}},
		{"another purpose", func(d *holding.Disclosure) { d.Purpose = "statistics" }, gdpr.CodeInvalid, []string{"/purpose unknown_purpose statistics"}},
		{"no categories", func(d *holding.Disclosure) { d.Categories = nil }, gdpr.CodeInvalid, []string{"/categories missing"}},
		{"a category of another purpose", func(d *holding.Disclosure) { d.Categories = []string{"contact", "chat"} }, gdpr.CodeInvalid, []string{"/categories/1 unknown_category chat"}},
		{"a category twice", func(d *holding.Disclosure) { d.Categories = []string{"contact", "contact"} }, gdpr.CodeInvalid, []string{"/categories/1 unknown_category contact"}},
		{"tomorrow", func(d *holding.Disclosure) { d.At = start.AddDate(0, 0, 1) }, gdpr.CodeInvalid, []string{"/at future"}},
		{"before anything was held", func(d *holding.Disclosure) { d.At = start.AddDate(0, 0, -1) }, gdpr.CodeInvalid, []string{"/at clock"}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			w.registered()
			d, before := disclosure(), w.store.snapshot()
			test.spoil(&d)
			_, err := w.Disclose(t.Context(), system, kari, controller.Profiles, d)
			w.faulty(before, err, test.want...)
			if kind := map[bool]gdpr.Kind{true: gdpr.Forbidden, false: gdpr.Invalid}[test.code == gdpr.CodeDisclosure]; !is(err, kind, test.code) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestOfNobodyAndOfWhatIsRestrictedNothingIsDisclosed(t *testing.T) {
	w := newWorld(t)
	rec := w.registered()
	if _, err := w.Disclose(t.Context(), system, ola, controller.Profiles, disclosure()); !is(err, gdpr.NotFound, gdpr.CodeNothingHeld) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := w.Restrict(t.Context(), role(mojob, "privacy"), rec.Ref); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Disclose(t.Context(), system, kari, controller.Profiles, disclosure()); !is(err, gdpr.Forbidden, gdpr.CodeRestricted) || len(w.store.disclosures) != 0 {
		t.Errorf("restricted: %v", err)
	}
}

func TestT12_NothingOfAnApplicantIsDisclosedToAnybody(t *testing.T) {
	w := newWorld(t)
	w.applied()
	by := machine(tretoen, access.ScopeDisclosures)
	for _, r := range declaration(t, tretoen).Recipients {
		before := w.store.snapshot()
		_, err := w.Disclose(t.Context(), by, kari, controller.Applications,
			holding.Disclosure{Recipient: r.ID, Customer: "Kunde AS", Categories: []string{"applicant"}})
		w.faulty(before, err, "/recipient forbidden_recipient "+r.ID)
		if !is(err, gdpr.Forbidden, gdpr.CodeDisclosure) {
			t.Errorf("%s: %v", r.ID, err)
		}
	}
	if len(declaration(t, tretoen).Recipients) == 0 {
		t.Error("there is nobody to try it with")
	}
}
