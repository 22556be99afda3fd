package dynamo_test

import (
	"context"
	"strings"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// can fails the test on any of the errors.
func (b bench) can(errs ...error) {
	b.t.Helper()
	for _, err := range errs {
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

// lies finds the one partition of a kind.
func (b bench) lies(kind string) (pk, id string) {
	b.t.Helper()
	for key := range b.stored() {
		if parts := strings.SplitN(strings.Fields(key)[0], "#", 3); parts[1] == kind {
			pk, id = strings.Fields(key)[0], parts[2]
		}
	}
	if pk == "" {
		b.t.Fatal("nothing of kind", kind)
	}
	return pk, id
}

// doorMail is the mail by which a contact person comes in.
func (b bench) doorMail() outbox.Ref {
	b.t.Helper()
	b.can(b.doors().Ask(b.t.Context(), mojob, access.ToAgreements, kari, gdpr.English, "203.0.113.0-24"))
	_, id := b.lies("ACCESS")
	return outbox.Ref{Controller: mojob, Case: gdpr.ID(id), Entry: string(outbox.AgreementLink)}
}

// asking is a profile whose holder is to be asked whether to keep it, and the consent.
func (b bench) asking(address gdpr.Private) consent.Consent {
	b.t.Helper()
	given := b.standing(mojob, address)
	b.issued(outbox.Ref{Controller: mojob, Case: given.ID, Entry: string(outbox.ConsentGiven)})
	r := b.profile(mojob, address)
	r.Term.Due = retention.Expiry(b.clock.Now().AddDate(0, 0, 20).Unix())
	b.can(b.holdings().Put(b.t.Context(), r, address))
	b.can(b.holdings().Touch(b.t.Context(), r.Ref, b.now().Add(time.Second), r.Term.Due+1, b.now()))
	return given
}

// renewalMail is the mail that asks.
func (b bench) renewalMail() outbox.Ref {
	b.t.Helper()
	given := b.asking("fornyes@example.no")
	if n := must[int](b.t)(b.renewals().Sweep(b.t.Context(), mojob)); n != 1 {
		b.t.Fatal("asked", n)
	}
	for key := range b.stored() {
		if pk, sk, _ := strings.Cut(key, " "); strings.HasSuffix(pk, string(given.ID)) && strings.HasPrefix(sk, "MAIL#"+string(outbox.ConsentRenew)) {
			return outbox.Ref{Controller: mojob, Case: given.ID, Entry: strings.TrimPrefix(sk, "MAIL#")}
		}
	}
	b.t.Fatal("no mail asks")
	return outbox.Ref{}
}

// renews is what a person does by the links of the mails that ask and that confirm.
func (b bench) renews() {
	b.t.Helper()
	ctx := b.t.Context()
	asked := b.elsewhere().renewalMail()
	l := b.elsewhere().issued(asked)
	must[consent.Consent](b.t)(b.consents.Decide(ctx, mojob, byLink(asked.Case, l), consent.Renew))
	must[consent.Consent](b.t)(b.consents.WithdrawPerson(ctx, mojob, asked.Case))
	undo := b.elsewhere().issued(outbox.Ref{Controller: mojob, Case: asked.Case, Entry: string(outbox.ConsentWithdrawn)})
	must[consent.Consent](b.t)(b.consents.Decide(ctx, mojob, byLink(asked.Case, undo), consent.Restore))
}

// affirms is what a person does by the link of the mail that asks whether they still say yes.
func (b bench) affirms() {
	b.t.Helper()
	yes, no := b.elsewhere().standing(mojob, "ja@example.no"), b.elsewhere().standing(mojob, "nei@example.no")
	next, first := b.elsewhere().asksAnew(yes.ID)
	_, second := b.elsewhere().asksAnew(no.ID)
	b.consents.Controllers = changed(b.t)
	shown, _ := next.Notice(controller.Everyone, gdpr.Nynorsk)
	seen := consent.Seen{Notice: shown.Digest(), Language: gdpr.Nynorsk, Mechanism: consent.ByForm}
	must[consent.Consent](b.t)(b.consents.Show(b.t.Context(), mojob, first, consent.Affirm))
	must[consent.Consent](b.t)(b.consents.Affirm(b.t.Context(), mojob, first, sayYes(further), seen))
	must[consent.Consent](b.t)(b.consents.Affirm(b.t.Context(), mojob, second, []consent.Choice{{Purpose: further, Decision: gdpr.Refused}}, seen))
}

// saysAnew is what a person says yes to anew on their own page.
func (b bench) saysAnew() {
	b.t.Helper()
	must[consent.Consent](b.t)(b.consents.RenewPerson(b.t.Context(), mojob, b.elsewhere().renewalMail().Case))
	given := b.elsewhere().standing(mojob, "ja@example.no")
	next, _ := b.elsewhere().asksAnew(given.ID)
	b.consents.Controllers = changed(b.t)
	shown, _ := next.Notice(controller.Everyone, gdpr.Nynorsk)
	must[consent.Consent](b.t)(b.consents.AffirmPerson(b.t.Context(), mojob, given.ID, sayYes(further), consent.Seen{Notice: shown.Digest(), Language: gdpr.Nynorsk, Mechanism: consent.ByForm}))
}

// holds is all that the public and the controller's own systems do with what is held.
func (b bench) holds() {
	b.t.Helper()
	ctx, s := b.t.Context(), b.holdings()
	r, given := b.application(tretoen, kari)
	stored, _, err := s.Apply(ctx, r, kari, given, "key")
	b.can(err)
	_, _, err = s.Apply(ctx, r, kari, given, "key") // the same again
	b.can(err, s.Await(ctx, stored.Ref, []holding.File{b.awaited("cv", "x.pdf")}),
		s.Hold(ctx, stored.Ref, held(stored.Files[0])))
	wantKind(b.t, s.Hold(ctx, stored.Ref, held(holding.File{ID: gdpr.NewID()})), gdpr.NotFound, gdpr.CodeNotFound)
	must[string](b.t)(b.table.MAC(ctx, tretoen, "upload", string(stored.ID)))
	b.read(stored.Ref)

	p := b.profiled(mojob, kari)
	to := p
	to.Fields = values("name", "Somebody Else")
	at := b.now().Add(time.Hour)
	b.can(b.change(p, to), s.Touch(ctx, p.Ref, at, ends(at, 24), at.AddDate(1, 0, 0)),
		s.Disclose(ctx, holding.Disclosure{ID: gdpr.NewID(), Record: p.Ref, At: at, Recipient: "customers"}))
	b.clock.set(ends(at, 24).Time())
	wantKind(b.t, s.Put(ctx, b.profile(mojob, kari), kari), gdpr.Unavailable, gdpr.CodeUnavailable)

	a := b.elsewhere().agreed(mojob, kari)
	way := b.doorMail()
	l := b.elsewhere().issued(way)
	_, err = b.doors().Enter(ctx, mojob, access.ToAgreements, gdpr.Proof{Case: way.Case, Code: wrong(l.Code)})
	wantKind(b.t, err, gdpr.Invalid, gdpr.CodeCodeWrong)
	actor := must[access.Actor](b.t)(b.doors().Enter(ctx, mojob, access.ToAgreements, byBoth(way.Case, l)))
	must[[]holding.Record](b.t)(s.Named(ctx, mojob, actor.Contact))
	b.locks("a way in")
	b.can(s.Read(ctx, a.Ref, holding.Reading{At: b.now(), Actor: actor.ID, What: "record"}))

	lodged := b.put(mojob, kari, gdpr.Objection)
	b.moved(lodged, rights.Entry{On: rights.Reply, Text: "done"}, func(r *rights.Request) { r.Workflow = rights.Answered })
	b.can(b.suppressions().Suppress(ctx, mojob, lodged.Subject, b.now()))
	must[time.Time](b.t)(b.suppressions().Suppressed(ctx, mojob, kari))
	own, others := b.elsewhere().profiled(mojob, ola), b.elsewhere()
	b.can(s.Read(ctx, own.Ref, holding.Reading{At: b.now(), Actor: "own", What: "file"}))
	others.agreed(mojob, ola)
	asked := others.registered(others.wrote("own", ola, gdpr.Access)).Request
	b.everything(mojob, ola)
	must[[]rights.Case](b.t)(b.cases().Of(ctx, mojob, own.Owner))
	must[string](b.t)(b.table.KeyName(ctx, mojob, own.Owner))
	must[access.Actor](b.t)(b.doors().Resume(ctx, mojob, b.session(access.Actor{
		Controller: mojob, Contact: own.Owner, Way: access.ToOwn, Door: "CASE." + string(asked.ID),
	})))
	_, err = b.doors().Enter(ctx, mojob, access.ToOwn, gdpr.Proof{Case: asked.ID, Code: "000000"})
	wantKind(b.t, err, gdpr.Invalid, gdpr.CodeCodeWrong)
	b.hears()
}

// hears is what a recipient's callback does to a case.
func (b bench) hears() {
	b.t.Helper()
	asked, _ := b.elsewhere().opened(mojob, asks(kari, gdpr.Erasure))
	held := must[rights.Case](b.t)(b.cases().Case(b.t.Context(), mojob, asked.ID))
	must[rights.Case](b.t)(b.requests.Step(b.t.Context(), held, rights.Entry{On: rights.Hear, By: rights.ByRecipient, Text: "nobody"}, func(r *rights.Request) {
		r.Notices = []rights.Notice{{ID: gdpr.NewID(), Recipient: "customers", Way: "opendsr", State: rights.NoticeDone}}
	}))
}

// serves is all that staff do with what is held.
func (b bench) serves() {
	b.t.Helper()
	ctx, s, others := b.t.Context(), b.holdings(), b.elsewhere()
	applied, profiled := others.applied(mojob, kari), others.profiled(mojob, ola)
	for _, class := range controller.Classes {
		_, _, err := s.List(ctx, mojob, class, time.Time{}, 10)
		b.can(err)
	}
	who := must[gdpr.SubjectID](b.t)(s.Subject(ctx, mojob, kari))
	must[[]holding.Record](b.t)(s.Records(ctx, mojob, who, controller.Applications))
	b.can(s.Read(ctx, applied.Ref, holding.Reading{At: b.now(), Actor: "staff", What: "record"}))
	must[[]holding.Reading](b.t)(s.Readings(ctx, applied.Ref))
	must[[]holding.Disclosure](b.t)(s.Disclosures(ctx, profiled.Ref))
	bound := profiled
	bound.Term.Holds = []retention.Hold{{ID: gdpr.NewID(), Ground: retention.GroundClaims, Until: ends(b.now(), 30), Placed: b.now()}}
	b.can(b.change(profiled, bound))

	a := b.agreed(mojob, kari)
	to := a
	to.Contacts = []holding.Contact{b.contact(mojob, ola)}
	b.can(b.change(a, to), s.Await(ctx, a.Ref, []holding.File{b.awaited("document", "x.pdf")}))

	byMail := others.registered(others.wrote("ses9", "kari@example.no", gdpr.Access)).Request
	must[consent.Consent](b.t)(others.consents.Person(ctx, mojob, declares(mojob, kari, "")))
	b.works()
	e := dynamo.Erasures{Table: b.table, Controllers: controllers.Registry(), Files: noFiles{}}
	for _, owner := range []gdpr.SubjectID{who, profiled.Owner} {
		id := gdpr.NewID()
		must[holding.Erasure](b.t)(e.Erase(ctx, mojob, owner, byMail.ID, id))
		must[holding.Erasure](b.t)(e.Erase(ctx, mojob, owner, byMail.ID, id))
	}
}

// works is what staff do with cases.
func (b bench) works() {
	b.t.Helper()
	ctx := b.t.Context()
	b.audited(mojob, b.now())
	_, _, err := b.audits().Entries(ctx, mojob, b.now().Year(), b.now().Month(), "", 10)
	b.can(err)
	others := b.elsewhere()
	others.fares(others.renewalMail(), outbox.Bounced, "")
	if got := b.missed(controllers.Registry(), mojob); len(got) != 1 {
		b.t.Errorf("no mail reached %d", len(got))
	}
	held := b.put(mojob, "brev@example.no", gdpr.Access, gdpr.Objection)
	_, _, err = b.cases().Queue(ctx, mojob, rights.ToDo, "", 10)
	b.can(err)
	b.moved(held, rights.Entry{On: rights.Remark, Text: "a note"}, func(r *rights.Request) { r.Expires = ends(b.now(), 36) })
	given := b.elsewhere().standing(mojob, "samtykke@example.no")
	b.linked(b.letter(mojob, gdpr.Access), given.Address)
	must[consent.Consent](b.t)(b.consents.WithdrawPerson(ctx, mojob, given.ID))
}

// carries is what the clock does with cases and withdrawals.
func (b bench) carries() {
	b.t.Helper()
	ctx := b.t.Context()
	held := b.answered(b.elsewhere().put(mojob, "klokke@example.no", gdpr.Objection))
	must[[]gdpr.ID](b.t)(b.cases().Due(ctx, mojob, b.now()))
	must[[]rights.Case](b.t)(b.cases().Of(ctx, mojob, held.Subject))
	b.can(b.cases().Later(ctx, mojob, held.ID, b.now()), b.suppressions().Suppress(ctx, mojob, held.Subject, b.now()),
		b.cases().Forget(ctx, mojob, held.ID))
	taken := must[consent.Consent](b.t)(b.elsewhere().consents.WithdrawPerson(ctx, mojob, b.elsewhere().standing(mojob, "trekker@example.no").ID))
	must[[]consent.Consent](b.t)(dynamo.Consents{Table: b.table}.Of(ctx, mojob, taken.Subject))
	must[[]gdpr.ID](b.t)(b.withdrawals().Due(ctx, mojob, b.now()))
	b.can(b.withdrawals().Later(ctx, mojob, taken.ID, taken.Decided, b.now()), b.withdrawals().Done(ctx, mojob, taken.ID, taken.Decided))
}

// answer is the mail that answers a request.
func (b bench) answer() outbox.Ref {
	b.t.Helper()
	held := b.answered(b.put(mojob, "svar@example.no", gdpr.Objection))
	return refOf(held.Request, outbox.RequestAnswered)
}

type noFiles struct{}

func (noFiles) Drop(context.Context, holding.Ref) (int, error)                      { return 0, nil }
func (noFiles) DropCopies(context.Context, gdpr.ControllerID, gdpr.SubjectID) error { return nil }
func (noFiles) Abandon(context.Context, holding.Ref, holding.File) error            { return nil }

type noMail struct{}

func (noMail) Drop(context.Context, string) error { return nil }

func (b bench) disposal() expiry.Desk {
	return expiry.Desk{
		Controllers: controllers.Registry(), Store: dynamo.Removals{Table: b.table}, Files: noFiles{}, Mail: noMail{}, Now: b.clock.Now,
	}
}

// populated is one of everything that ends.
func (b bench) populated() {
	b.t.Helper()
	must[consent.Record](b.t)(b.consents.Visitor(b.t.Context(), mojob, visits(mojob, gdpr.NewID(), "")))
	b.applied(mojob, kari)
	a := b.agreed(mojob, ola)
	to := a
	to.Stage, to.From, to.Term.Due, to.Changed = holding.Ended, b.now(), ends(b.now(), 3), b.now()
	b.can(b.change(a, to))
	b.asking("spurt@example.no")
	b.doorMail()
	b.registered(b.wrote("ses8", "mail2@example.no", gdpr.Access))
}

// ends is what follows from each deletion and change of the table.
func (b bench) ends() {
	b.t.Helper()
	b.elsewhere().populated()
	b.elsewhere().logged()
	happens := func(what expiry.What, pk, sk string) {
		b.t.Helper()
		e := expiry.Event{What: what, Key: expiry.Key{Partition: pk, Item: sk}, At: b.clock.Now()}
		b.can(b.disposal().Take(b.t.Context(), e))
	}
	heads := map[string]string{"CASE": "", "CONSENT": "", "MESSAGE": "", "AGREEMENT": "", "PERSON": ""}
	b.clock.advance(2 * time.Hour) // their keys have not been used for an hour
	for key := range b.stored() {
		pk, sk, _ := strings.Cut(key, " ")
		switch what := dynamo.GoneOf(pk, sk); {
		case dynamo.ChangedOf(pk, sk) == expiry.ProfileKept:
			happens(expiry.ProfileKept, pk, sk)
		case what == expiry.FileGone:
			b.deleted(pk, sk)
			happens(what, pk, sk)
		}
	}
	for key := range b.stored() {
		pk, sk, _ := strings.Cut(key, " ")
		if what := dynamo.GoneOf(pk, sk); what == expiry.HeadGone || what == expiry.VisitorGone {
			delete(heads, strings.Split(pk, "#")[1])
			b.deleted(pk, sk)
			happens(what, pk, sk)
		}
	}
	if len(heads) > 0 {
		b.t.Errorf("no head of %v", heads)
	}
}

// sweeps is what the clock does of what has ended, and of whom is to be asked.
func (b bench) sweeps() {
	b.t.Helper()
	b.elsewhere().populated()
	b.elsewhere().standing(mojob, "spurt-igjen@example.no")
	if b.shows(changed(b.t)) == 0 {
		b.t.Error("nobody is asked anew")
	}
	of := b.elsewhere().applied(mojob, "slettes@example.no")
	e := dynamo.Erasures{Table: b.elsewhere().table, Controllers: controllers.Registry(), Files: noFiles{}}
	must[holding.Erasure](b.t)(e.Erase(b.t.Context(), mojob, of.Owner, gdpr.NewID(), gdpr.NewID()))
	must[int](b.t)(b.renewals().Sweep(b.t.Context(), mojob))
	r := b.elsewhere().profiled(mojob, "sklir@example.no")
	at := b.now().Add(time.Minute)
	b.can(b.elsewhere().holdings().Touch(b.t.Context(), r.Ref, at, ends(at, 24), time.Time{}))
	b.table.Keys.Now = b.clock.Now
	for range 3 { // years: the proofs of deletions end too
		must[expiry.Swept](b.t)(b.disposal().Sweep(b.t.Context(), 0, 1))
		must[expiry.Swept](b.t)(b.disposal().Sweep(b.t.Context(), 0, 1))
		b.clock.set(b.clock.Now().AddDate(4, 0, 0))
	}
}
