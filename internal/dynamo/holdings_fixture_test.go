package dynamo_test

import (
	"context"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// ahead is a bench whose clock is years ahead of the machine's: DynamoDB Local has a TTL
// of its own, which deletes by the machine's clock, now and then, what these tests look at.
func ahead(t testing.TB) bench {
	t.Helper()
	b := setUp(t)
	b.wait()
	return b
}

// wait puts the clock where that of a bench ahead is.
func (b bench) wait() { b.clock.set(b.clock.Now().AddDate(20, 0, 0)) }

func (b bench) holdings() dynamo.Holdings { return dynamo.Holdings{Table: b.table} }

// ends is the end of what counts from an instant and is kept for so many months.
func ends(from time.Time, months int) retention.Expiry {
	return retention.Expiry(gdpr.Period{Months: months}.After(from).Unix())
}

// values is fields with their values, in turn.
func values(pairs ...string) []holding.Value {
	var vs []holding.Value
	for i := 0; i < len(pairs); i += 2 {
		vs = append(vs, holding.Value{Field: pairs[i], Value: gdpr.Private(pairs[i+1])})
	}
	return vs
}

// awaited is a file that is announced now.
func (b bench) awaited(kind, name string) holding.File {
	now := b.now()
	return holding.File{
		ID: gdpr.NewID(), Kind: kind, Name: gdpr.Private(name), Type: "application/pdf", Size: 4711,
		Added: now, Until: now.Add(24 * time.Hour),
	}
}

// held is a file as it is found to have come in.
func held(f holding.File) holding.File {
	f.Digest, f.Until = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", time.Time{}
	return f
}

// now is the clock's time as the table keeps it.
func (b bench) now() time.Time { return b.clock.Now().Truncate(time.Millisecond) }

// application is one as the desk makes it, and the consent that is given with it.
func (b bench) application(c gdpr.ControllerID, address gdpr.Private) (holding.Record, consent.Consent) {
	now := b.now()
	d, _ := controllers.Registry().Current(c)
	given := consent.Consent{
		ID: gdpr.NewID(), Controller: c, Address: address, State: consent.Standing, Recorded: now, Decided: now,
		Choices: []consent.Choice{{Purpose: "recruitment", Decision: gdpr.Given}},
		Seen: consent.Seen{
			Version: d.Version, Notice: "sha256-notice", Language: gdpr.Bokmal, Mechanism: consent.ByForm, Site: "https://www.example.com",
		},
		Network: "203.0.113.0-24", Expires: ends(now, 60),
	}
	return holding.Record{
		Ref:     holding.Ref{Controller: c, Class: controller.Applications, ID: gdpr.NewID()},
		Purpose: "recruitment", Version: d.Version, From: now, Received: now, Changed: now, Revision: 1,
		Term: retention.Term{Due: ends(now, 12)}, Source: "finn.no", Language: gdpr.Bokmal,
		Fields: values("name", "Kari Nordmann", "email", address.Reveal(), "letter", "Jeg søker <&>"),
		Files:  []holding.File{b.awaited("cv", "cv.pdf"), b.awaited("letter", "søknad.pdf")},
	}, given
}

// applied is an application that lies there.
func (b bench) applied(c gdpr.ControllerID, address gdpr.Private) holding.Record {
	b.t.Helper()
	r, given := b.application(c, address)
	stored, fresh, err := b.holdings().Apply(b.t.Context(), r, address, given, "")
	if err != nil || !fresh {
		b.t.Fatalf("fresh %t, %v", fresh, err)
	}
	return stored
}

// profile is one as the desk makes it.
func (b bench) profile(c gdpr.ControllerID, address gdpr.Private) holding.Record {
	b.t.Helper()
	now := b.now()
	owner := must[gdpr.SubjectID](b.t)(b.holdings().Subject(b.t.Context(), c, address))
	return holding.Record{
		Ref:     holding.Ref{Controller: c, Class: controller.Profiles, Owner: owner},
		Purpose: "recruitment", Version: controller.Version{Major: 1}, From: now, Received: now, Changed: now, Revision: 1,
		Term: retention.Term{Due: ends(now, 24)}, Source: "platform", Language: gdpr.Nynorsk,
		Fields: values("name", "Kari Nordmann", "email", address.Reveal()),
	}
}

// registered is a profile that lies there.
func (b bench) profiled(c gdpr.ControllerID, address gdpr.Private) holding.Record {
	b.t.Helper()
	r := b.profile(c, address)
	if err := b.holdings().Put(b.t.Context(), r, address); err != nil {
		b.t.Fatal(err)
	}
	return r
}

// agreement is one as the desk makes it, in force and so without an end.
func (b bench) agreement(c gdpr.ControllerID, contacts ...gdpr.Private) holding.Record {
	b.t.Helper()
	now, id := b.now(), gdpr.NewID()
	r := holding.Record{
		Ref: holding.Ref{
			Controller: c, Class: controller.Agreements, ID: id,
			Owner: must[gdpr.SubjectID](b.t)(b.holdings().Owner(b.t.Context(), c, id)),
		},
		Purpose: "agreements", Version: controller.Version{Major: 1}, Received: now, Changed: now, Revision: 1,
		Source: "direct", Language: gdpr.English, Stage: holding.Active,
		Fields: values("title", "Advice", "customer", "Kunde AS"), Allows: "clause 7",
	}
	for _, address := range contacts {
		r.Contacts = append(r.Contacts, b.contact(c, address))
	}
	return r
}

func (b bench) contact(c gdpr.ControllerID, address gdpr.Private) holding.Contact {
	b.t.Helper()
	subject := must[gdpr.SubjectID](b.t)(b.holdings().Subject(b.t.Context(), c, address))
	return holding.Contact{Subject: subject, Name: "Per Kontakt", Address: address}
}

// agreed is an agreement that lies there.
func (b bench) agreed(c gdpr.ControllerID, contacts ...gdpr.Private) holding.Record {
	b.t.Helper()
	r := b.agreement(c, contacts...)
	if err := b.holdings().Put(b.t.Context(), r, ""); err != nil {
		b.t.Fatal(err)
	}
	return r
}

// read is a record as it is read.
func (b bench) read(r holding.Ref) holding.Record {
	b.t.Helper()
	return must[holding.Record](b.t)(b.holdings().Record(context.WithoutCancel(b.t.Context()), r))
}

// none fails the test unless nothing can be read of a record in any way.
func (b bench) none(r holding.Ref) {
	b.t.Helper()
	ctx, s := b.t.Context(), b.holdings()
	_, err := s.Record(ctx, r)
	wantKind(b.t, err, gdpr.NotFound, gdpr.CodeNotFound)
	_, err = s.Disclosures(ctx, r)
	wantKind(b.t, err, gdpr.NotFound, gdpr.CodeNotFound)
	_, err = s.Readings(ctx, r)
	wantKind(b.t, err, gdpr.NotFound, gdpr.CodeNotFound)
	list, _, err := s.List(ctx, r.Controller, r.Class, time.Time{}, 50)
	same := func(rs []holding.Record) {
		b.t.Helper()
		for _, each := range rs {
			if each.Ref == r {
				b.t.Errorf("%s is read", r)
			}
		}
	}
	if same(list); err != nil {
		b.t.Error(err)
	}
	all, err := s.Records(ctx, r.Controller, r.Owner, r.Class)
	if same(all); err != nil {
		b.t.Error(err)
	}
}

// revealing compares private values too.
var revealing = cmp.Transformer("reveal", func(p gdpr.Private) string { return p.Reveal() })

func sameRecord(t testing.TB, want, got holding.Record) {
	t.Helper()
	if d := cmp.Diff(want, got, revealing); d != "" {
		t.Errorf("want (-), got (+):\n%s", d)
	}
}

func (b bench) change(from, to holding.Record) error {
	return b.holdings().Change(b.t.Context(), from, to)
}

// deleted takes an item away, as what follows from an end does.
func (b bench) deleted(pk, sk string) {
	b.t.Helper()
	if _, err := b.raw.DeleteItem(b.t.Context(), &sdk.DeleteItemInput{TableName: &b.table.Name, Key: keys(pk, sk)}); err != nil {
		b.t.Fatal(err)
	}
}
