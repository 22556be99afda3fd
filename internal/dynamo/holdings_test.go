package dynamo_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

func TestAnApplicationIsReadAsItWasStored(t *testing.T) {
	b := ahead(t)
	stored := b.applied(tretoen, kari)
	if stored.Owner == "" || stored.Consent == "" {
		t.Fatalf("%+v", stored)
	}
	sameRecord(t, stored, b.read(stored.Ref))
}

// Promise T13: the consent is written with the application, or neither is.
func TestT13_AnApplicationIsStoredWithItsFilesAndItsConsentAtOnce(t *testing.T) {
	b := ahead(t)
	b.book.taken()
	stored := b.applied(tretoen, kari)
	if n := b.Calls()["TransactWriteItems"]; n != 1 {
		t.Errorf("%d transactions", n)
	}
	want := strings.Join([]string{
		"1 CONSENT CONSENT", "1 CONSENT EVENT#confirm", "1 CONSENT EVENT#declare", "1 CONSENT TERM",
		"3 PERSON APPLICATION", "1 PERSON TERM", "1 SUBJECT CONSENT", "2 SUBJECT HELD",
	}, "\n")
	if d := cmp.Diff(want, b.shape()); d != "" {
		t.Error(d)
	}
	c := must[consent.Consent](t)(b.consents.Dossiers.Consent(t.Context(), tretoen, stored.Consent))
	if c.State != consent.Standing || c.Address != kari || c.Subject != stored.Owner || !c.Decided.Equal(stored.Received) || !c.Recorded.Equal(stored.Received) {
		t.Errorf("the consent: %+v", c)
	}
	if it := b.stored()["tretoen#CONSENT#"+string(c.ID)+" TERM#CONSENT"]; it["class"] != "consent" || it["subject"] != string(stored.Owner) || it["end"] != float64(c.Expires) {
		t.Errorf("its term: %v", it)
	}
}

func TestTheSameKeyFindsTheSameApplication(t *testing.T) {
	b := ahead(t)
	ctx, s := t.Context(), b.holdings()
	apply := func(c gdpr.ControllerID, address gdpr.Private, key string) (holding.Record, bool) {
		t.Helper()
		r, given := b.application(c, address)
		stored, fresh, err := s.Apply(ctx, r, address, given, key)
		if err != nil {
			t.Fatal(err)
		}
		return stored, fresh
	}
	first, fresh := apply(tretoen, kari, "key")
	if !fresh {
		t.Error("the first is not fresh")
	}
	before := b.stored()
	b.clock.advance(time.Hour)
	again, fresh := apply(tretoen, kari, "key")
	if fresh {
		t.Error("the second is fresh")
	}
	sameRecord(t, first, again)
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Error(d)
	}
	for _, other := range []struct {
		c       gdpr.ControllerID
		address gdpr.Private
		key     string
	}{{mojob, kari, "key"}, {tretoen, ola, "key"}, {tretoen, kari, "another"}, {tretoen, kari, ""}} {
		if r, fresh := apply(other.c, other.address, other.key); !fresh || r.ID == first.ID {
			t.Errorf("%v finds it too", other)
		}
	}
}

func TestAProfileAndAnAgreementAreReadAsTheyWereStored(t *testing.T) {
	b := ahead(t)
	p := b.profiled(mojob, kari)
	sameRecord(t, p, b.read(p.Ref))
	a := b.agreed(tretoen, ola)
	sameRecord(t, a, b.read(a.Ref))
	want := strings.Join([]string{
		"2 AGREEMENT AGREEMENT", "1 AGREEMENT AGREEMENT#active", "1 AGREEMENT TERM",
		"1 PERSON PROFILE", "1 PERSON TERM", "2 SUBJECT HELD", "1 SUBJECT NAMED",
	}, "\n")
	if d := cmp.Diff(want, b.shape()); d != "" {
		t.Error(d)
	}
}

func TestAPersonHasOneProfile(t *testing.T) {
	b := ahead(t)
	p := b.profiled(mojob, kari)
	other := p
	other.Fields = values("name", "Somebody Else")
	wantKind(t, b.holdings().Put(t.Context(), other, kari), gdpr.Conflict, gdpr.CodeChanged)
	sameRecord(t, p, b.read(p.Ref))
}

func TestAReferenceThatNamesNothingIsNotFound(t *testing.T) {
	b := ahead(t)
	p, a, g := b.profiled(mojob, kari), b.applied(tretoen, kari), b.agreed(tretoen)
	for name, r := range map[string]holding.Ref{
		"no class":                     {Controller: mojob, Owner: p.Owner},
		"another class":                {Controller: mojob, Class: "cv", Owner: p.Owner},
		"a profile with an id":         {Controller: mojob, Class: controller.Profiles, Owner: p.Owner, ID: gdpr.NewID()},
		"a profile of nobody":          {Controller: mojob, Class: controller.Profiles},
		"an application without an id": {Controller: tretoen, Class: controller.Applications, Owner: a.Owner},
		"a file as an application":     {Controller: tretoen, Class: controller.Applications, Owner: a.Owner, ID: a.ID + "#FILE#" + a.Files[0].ID},
		"an unknown application":       {Controller: tretoen, Class: controller.Applications, Owner: a.Owner, ID: gdpr.NewID()},
		"of another person":            {Controller: tretoen, Class: controller.Applications, Owner: p.Owner, ID: a.ID},
		"an agreement of a person":     {Controller: tretoen, Class: controller.Agreements, Owner: a.Owner, ID: g.ID},
		"an agreement of nobody":       {Controller: tretoen, Class: controller.Agreements, ID: g.ID},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.holdings().Record(t.Context(), r)
			wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
			now := b.now()
			wantKind(t, b.holdings().Read(t.Context(), r, holding.Reading{At: now, Actor: "a", What: "record"}), gdpr.Conflict, gdpr.CodeChanged)
			wantKind(t, b.holdings().Await(t.Context(), r, []holding.File{b.awaited("cv", "x.pdf")}), gdpr.Conflict, gdpr.CodeChanged)
			wantKind(t, b.holdings().Touch(t.Context(), r, now.Add(time.Hour), ends(now, 24), time.Time{}), gdpr.NotFound, gdpr.CodeNotFound)
		})
	}
}

func TestAChangeIsStoredIfTheRecordIsStillWhatWasRead(t *testing.T) {
	b := ahead(t)
	from := b.agreed(tretoen, kari, ola)
	b.clock.advance(time.Hour)
	to := from
	to.Fields, to.Allows, to.Changed, to.Revision = values("title", "More advice"), "", b.now(), 2
	to.Contacts = []holding.Contact{from.Contacts[1], b.contact(tretoen, "ny@example.org")}
	to.Contacts[0].Name = "Ola Annet Navn"
	to.Stage, to.From, to.Term.Due = holding.Ended, b.now(), ends(b.now(), 3)
	if err := b.change(from, to); err != nil {
		t.Fatal(err)
	}
	got := b.read(from.Ref)
	sameRecord(t, to, got)
	wantKind(t, b.change(from, to), gdpr.Conflict, gdpr.CodeChanged)

	s := b.holdings()
	for address, named := range map[gdpr.Private]int{kari: 0, ola: 1, "ny@example.org": 1, "ukjent@example.org": 0} {
		who := must[gdpr.SubjectID](t)(s.Subject(t.Context(), tretoen, address))
		if rs := must[[]holding.Record](t)(s.Named(t.Context(), tretoen, who)); len(rs) != named {
			t.Errorf("%d agreements name %s, want %d", len(rs), address.Reveal(), named)
		}
	}
	term := b.stored()["tretoen#AGREEMENT#"+string(from.ID)+" TERM#AGREEMENT"]
	if term["end"] != float64(to.Term.Due) {
		t.Errorf("the term record says %v, want %d", term["end"], to.Term.Due)
	}
	b.wantOnce("AGREEMENT AGREEMENT#active", "AGREEMENT AGREEMENT#ended")
}

func TestAnotherDeclarationRedatesWhatIsStored(t *testing.T) {
	b := ahead(t)
	from := b.applied(tretoen, kari)
	to := from
	to.Version, to.Term.Due, to.Changed = controller.Version{Major: 1, Minor: 1}, ends(from.From, 6), b.now()
	if err := b.change(from, to); err != nil {
		t.Fatal(err)
	}
	got := b.read(from.Ref)
	if got.Version != to.Version || got.Term.Due != to.Term.Due || got.Revision != 2 {
		t.Errorf("%+v", got)
	}
	items := b.stored()
	pk := "tretoen#PERSON#" + string(from.Owner)
	if it := items[pk+" TERM#APPLICATION#"+string(from.ID)]; it["end"] != float64(to.Term.Due) || it["version"] != "1.1" {
		t.Errorf("the term record: %v", it)
	}
	if it := items[pk+" APPLICATION#"+string(from.ID)]; it["expires"] != float64(to.Term.Due) {
		t.Errorf("expires %v", it["expires"])
	}
}

func TestFilesAreAwaitedAndThenHeld(t *testing.T) {
	b := ahead(t)
	ctx, s := t.Context(), b.holdings()
	r := b.applied(tretoen, kari)
	more := b.awaited("certificate", "vitnemål.pdf")
	if err := s.Await(ctx, r.Ref, []holding.File{more}); err != nil {
		t.Fatal(err)
	}
	wantKind(t, s.Await(ctx, r.Ref, []holding.File{more}), gdpr.Conflict, gdpr.CodeChanged)
	found := held(more)
	found.Type, found.Size = "image/png", 99
	for range 2 { // again is no error
		if err := s.Hold(ctx, r.Ref, found); err != nil {
			t.Fatal(err)
		}
	}
	other := found
	other.Digest = "another"
	wantKind(t, s.Hold(ctx, r.Ref, other), gdpr.Conflict, gdpr.CodeChanged)
	other.ID = gdpr.NewID()
	wantKind(t, s.Hold(ctx, r.Ref, other), gdpr.NotFound, gdpr.CodeNotFound)

	b.clock.advance(24*time.Hour + time.Second)
	got := b.read(r.Ref)
	if d := cmp.Diff([]holding.File{found}, got.Files, revealing); d != "" {
		t.Errorf("a day later:\n%s", d)
	}
	wantKind(t, s.Hold(ctx, r.Ref, held(r.Files[0])), gdpr.NotFound, gdpr.CodeNotFound)
	if it := b.stored()["tretoen#PERSON#"+string(r.Owner)+" APPLICATION#"+string(r.ID)+"#FILE#"+string(found.ID)]; it["expires"] != nil {
		t.Errorf("a held file expires: %v", it["expires"])
	}
	if err := s.Await(ctx, r.Ref, []holding.File{{ID: gdpr.NewID(), Kind: "cv"}}); err == nil {
		t.Error("a file is awaited for ever")
	}
}

func TestDisclosuresAndReadingsAreKeptNewestFirst(t *testing.T) {
	b := ahead(t)
	ctx, s := t.Context(), b.holdings()
	r := b.profiled(mojob, kari)
	var given []holding.Disclosure
	var read []holding.Reading
	for i := range 5 {
		b.clock.advance(time.Minute)
		d := holding.Disclosure{
			ID: gdpr.NewID(), Record: r.Ref, At: b.now(), Recipient: "customers", Customer: gdpr.Private(fmt.Sprintf("Kunde %d AS", i)),
			Purpose: "recruitment", Categories: []string{"contact", "profile"},
		}
		by := holding.Reading{At: b.now(), Actor: "staff-1", What: "record"}
		for range 2 { // told twice, it is there once
			if err := s.Disclose(ctx, d); err != nil {
				t.Fatal(err)
			}
			if err := s.Read(ctx, r.Ref, by); err != nil {
				t.Fatal(err)
			}
		}
		given, read = append([]holding.Disclosure{d}, given...), append([]holding.Reading{by}, read...)
	}
	if d := cmp.Diff(given, must[[]holding.Disclosure](t)(s.Disclosures(ctx, r.Ref)), revealing); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(read, must[[]holding.Reading](t)(s.Readings(ctx, r.Ref))); d != "" {
		t.Error(d)
	}
	sameRecord(t, r, b.read(r.Ref))
}

func TestAnActivityIsOneUpdate(t *testing.T) {
	b := ahead(t)
	r := b.profiled(mojob, kari)
	b.clock.advance(240 * time.Hour)
	at := b.now()
	due, ask := ends(at, 24), at.AddDate(1, 11, 0)
	b.forgetful().read(r.Ref)
	b.Reset()
	if err := b.holdings().Touch(t.Context(), r.Ref, at, due, ask); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]int{"UpdateItem": 1}, b.Calls()); d != "" {
		t.Error(d)
	}
	want := r
	want.From, want.Term.Due = at, due
	sameRecord(t, want, b.read(r.Ref))
	it := b.stored()["mojob#PERSON#"+string(r.Owner)+" PROFILE"]
	if it["expires"] != float64(due) || it["agenda"] != "mojob#RENEWAL" || it["due"] != ask.Format("2006-01-02T15:04:05.000Z") {
		t.Errorf("%v", it)
	}
	// One that was before changes nothing, and is no error.
	if err := b.holdings().Touch(t.Context(), r.Ref, at.Add(-time.Hour), ends(at, 1), time.Time{}); err != nil {
		t.Error(err)
	}
	sameRecord(t, want, b.read(r.Ref))
	// Without a moment to ask it leaves the index.
	if err := b.holdings().Touch(t.Context(), r.Ref, at.Add(time.Hour), due+3600, time.Time{}); err != nil {
		t.Error(err)
	}
	if it := b.stored()["mojob#PERSON#"+string(r.Owner)+" PROFILE"]; it["agenda"] != nil || it["due"] != nil {
		t.Errorf("%v", it)
	}
}

// Art. 17: with the key gone the record is gone, whatever lies there still.
func TestWithoutItsKeyARecordIsNone(t *testing.T) {
	b := ahead(t)
	p, a, g := b.profiled(mojob, kari), b.applied(tretoen, kari), b.agreed(tretoen, ola)
	for _, r := range []holding.Record{p, a, g} {
		b.erase(r.Controller, r.Owner)
		b.none(r.Ref)
		wantKind(t, b.change(r, r), gdpr.Conflict, gdpr.CodeChanged)
	}
	// Whoever comes again has a new key, and it opens nothing of before.
	must[bool](t)(func() (bool, error) {
		r, given := b.application(tretoen, kari)
		_, fresh, err := b.holdings().Apply(t.Context(), r, kari, given, "")
		return fresh, err
	}())
	b.none(a.Ref)
	who := must[gdpr.SubjectID](t)(b.holdings().Subject(t.Context(), tretoen, ola))
	if rs := must[[]holding.Record](t)(b.holdings().Named(t.Context(), tretoen, who)); len(rs) != 0 {
		t.Error("an agreement without its key names somebody")
	}
}

// Art. 7(3): what was given by sending an application is withdrawn like any other consent.
func TestAConsentThatWasGivenByApplyingCanBeWithdrawn(t *testing.T) {
	b := ahead(t)
	r := b.applied(tretoen, kari)
	b.clock.advance(time.Hour)
	c := must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), tretoen, r.Consent))
	if c.State != consent.Ended || c.Address != kari {
		t.Errorf("%+v", c)
	}
	b.wantOnce("CONSENT EVENT#declare", "CONSENT EVENT#confirm", "CONSENT EVENT#withdraw", "CONSENT MAIL#consent-withdrawn")
	sameRecord(t, r, b.read(r.Ref)) // what becomes of the application is the desk's to decide
}
