package holding_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

func TestT13_SendingAnApplicationIsTheConsentToKeepingIt(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	if len(w.store.consents) != 1 {
		t.Fatalf("%d consents", len(w.store.consents))
	}
	got, now := w.store.consents[0], start.Truncate(time.Millisecond)
	want := consent.Consent{
		ID: rec.Consent, Controller: tretoen, Address: kari, State: consent.Standing,
		Choices:  []consent.Choice{{Purpose: "recruitment", Decision: gdpr.Given}},
		Recorded: now, Decided: now, Network: "192.0.2.0/24", Expires: got.Expires,
		Seen: consent.Seen{
			Version: declaration(t, tretoen).Version, Notice: notice(t, gdpr.Bokmal), Interface: form(t, gdpr.Bokmal), Language: gdpr.Bokmal,
			Mechanism: consent.ByForm, Site: "https://321.no",
		},
	}
	if !reflect.DeepEqual(got.Consent, want) || got.Record != rec.Ref {
		t.Errorf("consent\n%+v\nwant\n%+v", got.Consent, want)
	}
	if end := got.Expires.Time(); !end.Equal(time.Date(2027, time.November, 22, 9, 30, 0, 0, time.UTC)) {
		t.Errorf("the proof ends %s", end)
	}
	// Neither is stored without the other.
	w.store.fates = []fate{notStored}
	if _, err := w.Apply(t.Context(), tretoen, application(t)); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	if len(w.store.consents) != 1 || len(w.store.held) != 1 {
		t.Errorf("%d consents and %d applications", len(w.store.consents), len(w.store.held))
	}
}

func TestAnApplicationIsStoredAsItWasDeclared(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	want := []holding.Value{{Field: "name", Value: "Kari Eksempel"}, {Field: "email", Value: kari}, {Field: "letter", Value: "Hei.\nJeg søker."}}
	if !slices.Equal(rec.Fields, want) {
		t.Errorf("fields %q", revealed(rec))
	}
	if rec.Purpose != "recruitment" || rec.Source != "direct" || rec.Owner != subject(tretoen, kari) || rec.Language != gdpr.Bokmal {
		t.Errorf("%+v", rec)
	}
	if end := rec.Term.Due.Time(); !end.Equal(time.Date(2027, time.November, 22, 9, 30, 0, 0, time.UTC)) {
		t.Errorf("ends %s", end)
	}
}

func revealed(r holding.Record) string {
	var b strings.Builder
	for _, v := range r.Fields {
		b.WriteString(v.Field + "=" + v.Value.Reveal() + " ")
	}
	return b.String()
}

func TestNobodyWhoSendsGetsAnythingBackThatIsStored(t *testing.T) {
	w := newWorld(t)
	a := application(t)
	a.Key = "k"
	for range 2 {
		r, err := w.Apply(t.Context(), tretoen, a)
		if err != nil || r.Record.Fields != nil || r.Record.Consent == "" || r.Record.Term.Due == 0 {
			t.Errorf("%+v, %v", r.Record, err)
		}
	}
}

func TestNationalIdentityNumbersAreMaskedOnTheWayIn(t *testing.T) {
	w := newWorld(t)
	number := identityNumber(t)
	a := application(t)
	a.Values[0].Value = gdpr.Private("Jeg er " + number[:6] + " " + number[6:] + ", telefon 12345678.")
	a.Values[2].Value = gdpr.Private(number)
	if rec := w.appliedWith(a); strings.Contains(revealed(rec), number[6:]) || !strings.Contains(revealed(rec), "12345678") {
		t.Errorf("stored %s", revealed(rec))
	}
}

// identityNumber is eleven digits that pass both checks (Skatteetaten), of nobody in particular.
func identityNumber(t *testing.T) string {
	t.Helper()
	check := func(digits string, weights ...int) int {
		sum := 0
		for i, w := range weights {
			sum += int(digits[i]-'0') * w
		}
		return (11 - sum%11) % 11
	}
	for n := 100; n < 200; n++ {
		digits := "010190" + strconv.Itoa(n)
		first := check(digits, 3, 7, 6, 1, 8, 9, 4, 5, 2)
		second := check(digits+strconv.Itoa(first), 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
		if first < 10 && second < 10 {
			return digits + strconv.Itoa(first) + strconv.Itoa(second)
		}
	}
	t.Fatal("none of a hundred passes")
	return ""
}

// applicationFaults is every way in which an application by form is refused.
var applicationFaults = []struct {
	outcome string
	spoil   func(a *holding.Application)
	want    []string
}{
	{"a field that no purpose covers", with("religion", "x"), []string{"/fields/religion undeclared_field religion"}},
	{"a field with a strange name", with("a/b~c", "x"), []string{"/fields/a~1b~0c undeclared_field a/b~c"}},
	{"a field twice", with("name", "Kari"), []string{"/fields/name duplicate_field name"}},
	{"no name", func(a *holding.Application) { a.Values = a.Values[:1] }, []string{"/fields/name missing name"}},
	{"a blank name", func(a *holding.Application) { a.Values[1].Value = " \t " }, []string{"/fields/name missing name"}},
	{"a name of two lines", func(a *holding.Application) { a.Values[1].Value = "Kari\nBcc: x" }, []string{"/fields/name characters"}},
	{"a name that is turned around", func(a *holding.Application) { a.Values[1].Value = "Kari \u202etxt" }, []string{"/fields/name characters"}},
	{"bytes that are no text", func(a *holding.Application) { a.Values[0].Value = "a\xffb" }, []string{"/fields/letter characters"}},
	{"a name that is too long", func(a *holding.Application) { a.Values[1].Value = gdpr.Private(strings.Repeat("ø", 201)) }, []string{"/fields/name too_long 200"}},
	{"no address", func(a *holding.Application) { a.Address = " " }, []string{"/email missing"}},
	{"what is no address", func(a *holding.Application) { a.Address = "kari" }, []string{"/email address"}},
	{"no address by its field", func(a *holding.Application) { a.Address = ""; with("email", "kari")(a) }, []string{"/fields/email address"}},
	{"two addresses", with("email", "ola@example.com"), []string{"/fields/email address"}},
	{"an address twice by its field", func(a *holding.Application) { with("email", kari)(a); with("email", kari)(a) }, []string{"/fields/email duplicate_field email"}},
	{"an unknown language", func(a *holding.Application) { a.Language = "se" }, []string{"/language unknown_language", "/notice unknown_notice"}},
	{"no notice", func(a *holding.Application) { a.Notice = "" }, []string{"/notice unknown_notice"}},
	{"a notice that nobody wrote", func(a *holding.Application) { a.Notice = "f00" }, []string{"/notice unknown_notice"}},
	{"the notice in another language", func(a *holding.Application) { a.Language = gdpr.English }, []string{"/notice unknown_notice"}},
	{"the notice for somebody else", func(a *holding.Application) { a.Notice = digestFor(controller.Everyone) }, []string{"/notice unknown_notice"}},
	{"a form that nobody was shown", func(a *holding.Application) { a.Interface = "abab" }, []string{"/interface unknown_interface"}},
	{"a form that nobody was shown, by another system", func(a *holding.Application) { a.Interface, a.Mechanism = "abab", consent.ByAPI }, []string{"/interface unknown_interface"}},
	{"the notice for a form", func(a *holding.Application) { a.Interface = digestFor(controller.Applicants) }, []string{"/interface unknown_interface"}},
	{"a form for somebody else", func(a *holding.Application) { a.Interface = formForVisitors() }, []string{"/interface unknown_interface"}},
	{"the source of a portal", func(a *holding.Application) { a.Source = "finn.no" }, []string{"/source unknown_source finn.no"}},
	{"an unknown source", func(a *holding.Application) { a.Source = "elsewhere" }, []string{"/source unknown_source elsewhere"}},
	{"by a banner", func(a *holding.Application) { a.Mechanism = consent.ByBanner }, []string{"/mechanism unknown_mechanism"}},
	{"an unknown kind of file", announce("photo", "", 0), []string{"/files/0/kind unknown_file_kind photo"}},
	{"a type that is not taken", announce("cv", "application/zip", 10), []string{"/files/0/type file_type pdf, docx, odt, jpeg, png, txt"}},
	{"a file that is too large", announce("cv", "application/pdf", 10<<20+1), []string{"/files/0/size file_size 10"}},
	{"a file of less than nothing", announce("cv", "application/pdf", -1), []string{"/files/0/size file_empty"}},
	{"a name of a file on two lines", func(a *holding.Application) { a.Files = []holding.Announced{{Kind: "cv", Name: "a\nb"}} }, []string{"/files/0/name characters"}},
	{"too many of a kind", func(a *holding.Application) { a.Files = []holding.Announced{{Kind: "cv"}, {Kind: "cv"}, {Kind: "cv"}} }, []string{"/files/2/kind too_many_items 2"}},
	{"everything at once", func(a *holding.Application) {
		*a = holding.Application{Values: []holding.Value{{Field: "x", Value: "y"}}, Files: []holding.Announced{{Kind: "z"}}, Source: "w", Mechanism: "v"}
	}, []string{
		"/email missing", "/fields/name missing name", "/fields/x undeclared_field x", "/files/0/kind unknown_file_kind z", "/language unknown_language",
		"/mechanism unknown_mechanism", "/notice unknown_notice", "/source unknown_source w",
	}},
}

func with(field string, value gdpr.Private) func(*holding.Application) {
	return func(a *holding.Application) { a.Values = append(a.Values, holding.Value{Field: field, Value: value}) }
}

func announce(kind, media string, size int64) func(*holding.Application) {
	return func(a *holding.Application) { a.Files = []holding.Announced{{Kind: kind, Type: media, Size: size}} }
}

func TestAnApplicationWithFaultsIsRefusedWithAllOfThem(t *testing.T) {
	for _, test := range applicationFaults {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			a, before := application(t), w.store.snapshot()
			test.spoil(&a)
			_, err := w.Apply(t.Context(), tretoen, a)
			w.faulty(before, err, test.want...)
			if len(w.store.calls) != 0 {
				t.Errorf("the store was asked %v", w.store.calls)
			}
			if a.Source == "" {
				w.faulty(before, gdpr.InvalidFaults(w.Check(declaration(t, tretoen), a)), test.want...)
			}
		})
	}
}

func TestAnAddressMayStandInItsFieldAlone(t *testing.T) {
	w := newWorld(t)
	a := application(t)
	a.Address = ""
	with("email", kari)(&a)
	if rec := w.appliedWith(a); rec.Owner != subject(tretoen, kari) || !strings.Contains(revealed(rec), "email=kari@example.com") {
		t.Errorf("%s of %s", revealed(rec), rec.Owner)
	}
}

func TestAControllerThatTakesNoApplicationsTakesNone(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Apply(t.Context(), mojob, application(t)); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("mojob: %v", err)
	}
	if _, err := w.Apply(t.Context(), "nobody", application(t)); !is(err, gdpr.NotFound, gdpr.CodeController) {
		t.Errorf("nobody: %v", err)
	}
	if faults := w.Check(declaration(t, mojob), application(t)); len(faults) == 0 {
		t.Error("mojob finds no fault")
	}
	if len(w.store.calls) != 0 {
		t.Errorf("the store was asked %v", w.store.calls)
	}
}

func TestTheSameApplicationAgainIsTheFirst(t *testing.T) {
	w := newWorld(t)
	a := application(t)
	a.Key, a.Files = "k", []holding.Announced{{Kind: "cv", Name: "cv.pdf", Type: "application/pdf", Size: 3}, {Kind: "letter"}}
	w.store.fates = []fate{answerLost}
	if _, err := w.Apply(t.Context(), tretoen, a); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	w.at(start.Add(time.Hour))
	first, err := w.Apply(t.Context(), tretoen, a)
	if err != nil || len(w.store.held) != 1 || len(w.store.consents) != 1 || len(first.Uploads) != 2 {
		t.Fatalf("%v: %d applications, %d consents, %d uploads", err, len(w.store.held), len(w.store.consents), len(first.Uploads))
	}
	// Also after a file came in, and after another was given up.
	w.files.quarantine[first.Uploads[0].File] = content{"application/pdf", "abc"}
	w.files.quarantine[first.Uploads[1].File] = content{"text/plain", "hei"}
	for _, u := range first.Uploads {
		if _, err := w.Collect(t.Context(), sender(first.Record.Ref), first.Record.Ref, u.File); err != nil {
			t.Fatal(err)
		}
	}
	again, err := w.Apply(t.Context(), tretoen, a)
	if err != nil || again.Record.Ref != first.Record.Ref || len(again.Uploads) != 0 {
		t.Errorf("%+v, %v", again, err)
	}
	rec := w.store.held[first.Record.Ref]
	rec.Files = rec.Files[:1]
	w.store.held[first.Record.Ref] = rec
	w.at(start.Add(25 * time.Hour))
	if again, err := w.Apply(t.Context(), tretoen, a); err != nil || again.Record.Ref != first.Record.Ref {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestAnotherApplicationUnderTheSameKeyIsAMismatch(t *testing.T) {
	for outcome, spoil := range map[string]func(*holding.Application){
		"another field": func(a *holding.Application) { a.Values[0].Value = "Noe annet" },
		"a field more":  with("address", "Storgata 1"),
		"another file":  announce("cv", "", 0),
		"another language": func(a *holding.Application) {
			a.Language, a.Notice, a.Interface = gdpr.English, notice(t, gdpr.English), form(t, gdpr.English)
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			a := application(t)
			a.Key, a.Files = "k", []holding.Announced{{Kind: "letter", Name: "brev.pdf"}}
			w.appliedWith(a)
			a.Values = slices.Clone(a.Values)
			spoil(&a)
			_, err := w.Apply(t.Context(), tretoen, a)
			if !is(err, gdpr.Mismatch, gdpr.CodeKeyReused) || len(w.store.held) != 1 {
				t.Errorf("%v with %d applications", err, len(w.store.held))
			}
		})
	}
}

func TestT9_EachApplicationHasItsSource(t *testing.T) {
	w := newWorld(t)
	for _, source := range []string{"finn.no", "linkedin", "other-portal", "direct"} {
		a := application(t)
		a.Source, a.Notice, a.Address = source, "", gdpr.Private(source+"@example.com")
		r, err := w.Deliver(t.Context(), portal, a)
		if err != nil || w.store.held[r.Record.Ref].Source != source {
			t.Errorf("%s: %+v, %v", source, r.Record, err)
		}
	}
	if rec := w.applied(); rec.Source != "direct" {
		t.Errorf("by form: %s", rec.Source)
	}
	for source, want := range map[string]string{"": "/source missing", "indeed.com": "/source unknown_source indeed.com"} {
		a, before := application(t), w.store.snapshot()
		a.Source = source
		_, err := w.Deliver(t.Context(), portal, a)
		w.faulty(before, err, want)
	}
}

func TestAPortalsApplicationCountsFromWhenThePortalGotIt(t *testing.T) {
	stored := start.Truncate(time.Millisecond)
	for _, test := range []struct {
		outcome  string
		received time.Time
		from     time.Time
		want     []string
	}{
		{"it does not say", time.Time{}, stored, nil},
		{"last month", date(2026, time.October, 20), date(2026, time.October, 20), nil},
		{"in another zone", time.Date(2026, time.November, 1, 1, 0, 0, 999, time.FixedZone("", 3600)), date(2026, time.November, 1), nil},
		{"eleven months ago", date(2025, time.December, 22), date(2025, time.December, 22), nil},
		{"a moment before it is over", stored.AddDate(-1, 0, 0).Add(time.Millisecond), stored.AddDate(-1, 0, 0).Add(time.Millisecond), nil},
		{"just over", stored.AddDate(-1, 0, 0), time.Time{}, []string{"/received clock"}},
		{"long over", date(2019, time.January, 1), time.Time{}, []string{"/received clock"}},
		{"before the Flood", time.Unix(0, 0), time.Time{}, []string{"/received clock"}},
		{"by a clock that is a little ahead", start.Add(4 * time.Minute), stored, nil},
		{"tomorrow", start.AddDate(0, 0, 1), time.Time{}, []string{"/received future"}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			a, before := application(t), w.store.snapshot()
			a.Source, a.Notice, a.Received = "finn.no", "", test.received
			r, err := w.Deliver(t.Context(), portal, a)
			if test.want != nil {
				w.faulty(before, err, test.want...)
				return
			}
			rec := w.store.held[r.Record.Ref]
			if err != nil || !rec.Received.Equal(test.from) || !rec.From.Equal(test.from) || !rec.Term.Due.Time().Equal(test.from.AddDate(1, 0, 0).Truncate(time.Second)) {
				t.Errorf("%v: received %s, ends %s", err, rec.Received, rec.Term.Due.Time())
			}
		})
	}
}

func TestAPortalMayLeaveTheNoticeOut(t *testing.T) {
	w := newWorld(t)
	a := application(t)
	a.Source, a.Notice, a.Language, a.Mechanism, a.Received = "finn.no", "", gdpr.Nynorsk, consent.ByForm, date(2026, time.November, 20)
	a.Interface = form(t, gdpr.Nynorsk)
	if _, err := w.Deliver(t.Context(), portal, a); err != nil {
		t.Fatal(err)
	}
	seen := w.store.consents[0].Seen
	if seen.Notice != notice(t, gdpr.Nynorsk) || seen.Mechanism != consent.ByAPI || seen.Language != gdpr.Nynorsk || !seen.Claimed.Equal(a.Received) {
		t.Errorf("%+v", seen)
	}
	a.Notice, a.Address = notice(t, gdpr.Bokmal), ola
	before := w.store.snapshot()
	_, err := w.Deliver(t.Context(), portal, a)
	w.faulty(before, err, "/notice unknown_notice")
	if faults := w.Check(declaration(t, tretoen), a); len(faults) != 1 {
		t.Errorf("checked before: %v", faults)
	}
}

// versions is tretoen's declaration, and one after it.
func versions(t *testing.T, next controller.Version) *controller.Registry {
	newer := *declaration(t, tretoen)
	newer.Version, newer.Notices = next, nil
	for _, n := range declaration(t, tretoen).Notices {
		n.Digest = "newer" + n.Digest[5:]
		newer.Notices = append(newer.Notices, n)
	}
	return controller.New(declaration(t, tretoen), &newer)
}

func TestAFormThatStoodOpenOverAMajorChangeIsAskedAgain(t *testing.T) {
	w := newWorld(t)
	shown := declaration(t, tretoen).Version
	next := controller.Version{Major: shown.Major, Minor: shown.Minor + 1}
	w.Controllers = versions(t, next)
	rec := w.applied()
	if rec.Version != next || w.store.consents[0].Seen.Version != shown {
		t.Errorf("held under %s, seen %s", rec.Version, w.store.consents[0].Seen.Version)
	}
	w.Controllers = versions(t, controller.Version{Major: shown.Major + 1})
	before := w.store.snapshot()
	_, err := w.Apply(t.Context(), tretoen, application(t))
	w.faulty(before, err, "/notice unknown_notice")
	// A portal may have shown it then.
	a := application(t)
	a.Source = "finn.no"
	if _, err := w.Deliver(t.Context(), portal, a); err != nil {
		t.Error(err)
	}
}

func digestFor(a controller.Audience) controller.Digest {
	d, _ := controllers.Registry().Current(tretoen)
	ref, _ := d.NoticeFor(a, gdpr.Bokmal)
	return ref.Digest
}

func formForVisitors() controller.Digest {
	d, _ := controllers.Registry().Current(tretoen)
	for _, ref := range d.Interfaces {
		if ref.Surface == controller.OnForm && ref.Audience == controller.Visitors && ref.Language == gdpr.Bokmal {
			return ref.Digest
		}
	}
	return "none"
}

func TestWhatIsOverByAShorterRetentionIsNotTakenIn(t *testing.T) {
	w := newWorld(t)
	w.Controllers = controller.New(keeping(t, tretoen, "recruitment", gdpr.Period{Months: 6}))
	a, before := application(t), w.store.snapshot()
	a.Source, a.Received = "finn.no", start.AddDate(0, -6, -1)
	_, err := w.Deliver(t.Context(), portal, a)
	w.faulty(before, err, "/received clock")
}

func TestTheProofLastsAsLongAsWhatRestsOnIt(t *testing.T) {
	w := newWorld(t)
	d := keeping(t, tretoen, "recruitment", gdpr.Period{Months: 24})
	w.Controllers = controller.New(d)
	rec := w.applied()
	if got := w.store.consents[0].Expires; got != rec.Term.Due || !got.Time().Equal(start.AddDate(2, 0, 0).Truncate(time.Second)) {
		t.Errorf("the proof ends %s, the application %s", got.Time(), rec.Term.Due.Time())
	}
}
