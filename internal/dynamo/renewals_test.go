package dynamo_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/renewal"
	"ordholden/internal/retention"
)

const day = 24 * time.Hour

func (b bench) renewals() renewal.Desk {
	return renewal.Desk{Controllers: controllers.Registry(), Store: dynamo.Renewals{Table: b.table}, Now: b.clock.Now}
}

// keeps is a person with a profile and a standing yes to having it kept on.
func (b bench) keeps(c gdpr.ControllerID, address gdpr.Private) (consent.Consent, time.Time) {
	b.t.Helper()
	given := b.standing(c, address)
	return given, b.profiled(c, address).Term.Due.Time()
}

// swept is how many the clock asks at mojob now.
func (b bench) swept() int {
	b.t.Helper()
	return must[int](b.t)(b.renewals().Sweep(b.t.Context(), mojob))
}

// questions is the mails that ask, of a consent, in order.
func (b bench) questions(id gdpr.ID) []string {
	b.t.Helper()
	var names []string
	for _, it := range b.stored() {
		if name, ok := strings.CutPrefix(fmt.Sprint(it["sk"]), "MAIL#consent-renew-"); ok && it["pk"] == "mojob#CONSENT#"+string(id) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func asked(c consent.Consent, name string) outbox.Ref {
	return outbox.Ref{Controller: c.Controller, Case: c.ID, Entry: "consent-renew-" + name}
}

// Promise M6: whoever said yes is asked 30 days before the end and 7 days before, once
// each, however often and from however many processes the clock ticks.
func TestM6_AskedThirtyAndSevenDaysBeforeOnceEach(t *testing.T) {
	b := setUp(t)
	given, end := b.keeps(mojob, kari)
	name := end.Format("20060102")
	for _, step := range []struct {
		before time.Duration
		want   []string
	}{
		{31 * day, nil},
		{30*day + time.Second, nil},
		{30 * day, []string{"30-" + name}},
		{29 * day, []string{"30-" + name}},
		{7*day + time.Second, []string{"30-" + name}},
		{7 * day, []string{"30-" + name, "7-" + name}},
		{day, []string{"30-" + name, "7-" + name}},
	} {
		b.clock.set(end.Add(-step.before))
		before := len(b.questions(given.ID))
		told, errs := sideBySide(8, func(int) (int, error) { return b.renewals().Sweep(t.Context(), mojob) })
		sum := 0
		for i, err := range errs {
			if sum += told[i]; err != nil && gdpr.KindOf(err) != gdpr.Unavailable {
				t.Error(err)
			}
		}
		sum += b.swept()
		if got := b.questions(given.ID); !slices.Equal(got, step.want) || sum != len(got)-before {
			t.Errorf("%s before: asked %v, want %v; told of %d", step.before, got, step.want, sum)
		}
	}
	if it := b.item("mojob#PERSON#"+string(given.Subject), "PROFILE"); it["agenda"] != nil || it["due"] != nil {
		t.Error("asked twice, and still to be looked at")
	}
	b.clock.set(end)
	b.none(b.profile(mojob, kari).Ref) // silence means deletion
}

// Whoever the clock reaches late is asked once, and in time for what is left.
func TestALateClockAsksOnce(t *testing.T) {
	b := setUp(t)
	given, end := b.keeps(mojob, kari)
	b.clock.set(end.Add(-3 * day))
	if b.swept(); !slices.Equal(b.questions(given.ID), []string{"7-" + end.Format("20060102")}) {
		t.Errorf("asked %v", b.questions(given.ID))
	}
	b.clock.set(end.Add(-day))
	if n := b.swept(); n != 0 {
		t.Errorf("asked %d more", n)
	}
}

// Promise M6: no standing yes to it, no mail; and the profile is looked at no more than
// twice for all that.
func TestM6_NobodyIsAskedWithoutAStandingYes(t *testing.T) {
	for name, prepare := range map[string]func(b bench){
		"no consent at all": func(bench) {},
		"a no":              func(b bench) { b.says(gdpr.Refused) },
		"never confirmed": func(b bench) {
			must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, kari, "")))
		},
		"withdrawn": func(b bench) {
			must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, b.standing(mojob, kari).ID))
		},
		"a later no": func(b bench) {
			b.standing(mojob, kari)
			b.clock.advance(time.Hour)
			b.says(gdpr.Refused)
		},
		"a later withdrawal of an older yes": func(b bench) {
			older := b.standing(mojob, kari)
			b.clock.advance(time.Hour)
			b.standing(mojob, kari)
			b.clock.advance(time.Hour)
			must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, older.ID))
		},
		"somebody else's yes":         func(b bench) { b.standing(mojob, ola) },
		"a yes to another controller": func(b bench) { b.standing(tretoen, kari) },
	} {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			b.t = t
			if name == "a yes to another controller" && len(declares(tretoen, kari, "").Choices) == 0 {
				return // it asks persons for nothing
			}
			prepare(b)
			p := b.profiled(mojob, kari)
			for _, before := range []time.Duration{30 * day, 7 * day} {
				b.clock.set(p.Term.Due.Time().Add(-before))
				if n := b.swept(); n != 0 || strings.Contains(b.shape(), "consent-renew") {
					t.Errorf("asked %d:\n%s", n, b.shape())
				}
			}
			if it := b.item("mojob#PERSON#"+string(p.Owner), "PROFILE"); it["agenda"] != nil {
				t.Error("still to be looked at")
			}
		})
	}
}

// says is a confirmed answer to every question.
func (b bench) says(d gdpr.Decision) consent.Consent {
	b.t.Helper()
	s := declares(mojob, kari, "")
	for i := range s.Choices {
		s.Choices[i].Decision = d
	}
	held := must[consent.Consent](b.t)(b.consents.Person(b.t.Context(), mojob, s))
	l := b.issued(outbox.Ref{Controller: mojob, Case: held.ID, Entry: string(outbox.ConsentConfirm)})
	return must[consent.Consent](b.t)(b.consents.Decide(b.t.Context(), mojob, byLink(held.ID, l), consent.Confirm))
}

// Promise M6: activity in between moves the date, also where the mail is on its way.
func TestM6_AnActivityInBetweenMovesTheQuestion(t *testing.T) {
	b := setUp(t)
	given, end := b.keeps(mojob, kari)
	b.clock.set(end.Add(-30 * day))
	b.swept()
	mail := asked(given, "30-"+end.Format("20060102"))
	must[outbox.Letter](t)(b.mails().Letter(t.Context(), mail))
	b.clock.advance(time.Hour)
	now := b.now()
	if err := b.holdings().Touch(t.Context(), b.profile(mojob, kari).Ref, now, ends(now, 24), retention.FirstAsk(ends(now, 24))); err != nil {
		t.Fatal(err)
	}
	_, err := b.mails().Letter(t.Context(), mail)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound) // it would tell of an end that is none
	kept := func(one consent.Consent, _ []consent.Consent) bool {
		return one.Gives(b.consents.Controllers, "further-storage", b.now())
	}
	if err := (dynamo.Removals{Table: b.table}).Prolong(t.Context(), mojob, given.Subject, kept, ends(now, 24)); err != nil {
		t.Fatal(err) // as the stream of the profile does
	}
	b.clock.set(end.Add(-7 * day))
	if n := b.swept(); n != 0 {
		t.Errorf("asked %d in spite of the activity", n)
	}
	b.clock.set(ends(now, 24).Time().Add(-30 * day))
	if n := b.swept(); n != 1 || len(b.questions(given.ID)) != 2 {
		t.Errorf("asked %d before the new end, %v", n, b.questions(given.ID))
	}
}

func TestAMailThatAsksIsNotSentAfterAWithdrawal(t *testing.T) {
	b := setUp(t)
	given, end := b.keeps(mojob, kari)
	b.clock.set(end.Add(-30 * day))
	b.swept()
	must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, given.ID))
	_, err := b.mails().Letter(t.Context(), asked(given, "30-"+end.Format("20060102")))
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	b.clock.set(end.Add(-7 * day))
	if n := b.swept(); n != 0 {
		t.Errorf("asked %d after the withdrawal", n)
	}
}

// A restricted profile does not end, and its holder is not asked (Art. 18).
func TestARestrictedProfileIsLeftAlone(t *testing.T) {
	b := setUp(t)
	given, end := b.keeps(mojob, kari)
	r := b.read(b.profile(mojob, kari).Ref)
	to := r
	to.Term.Restricted, to.Revision = b.now(), r.Revision+1
	if err := b.change(r, to); err != nil {
		t.Fatal(err)
	}
	for _, before := range []time.Duration{30 * day, 7 * day, -day} {
		b.clock.set(end.Add(-before))
		if n := b.swept(); n != 0 || len(b.questions(given.ID)) != 0 {
			t.Errorf("asked %d: %v", n, b.questions(given.ID))
		}
	}
}

// renewable is a person who holds the mail that asks 30 days before the end.
func (b bench) renewable() (given consent.Consent, end time.Time, proof gdpr.Proof) {
	b.t.Helper()
	given, end = b.keeps(mojob, kari)
	b.clock.set(end.Add(-30 * day))
	b.swept()
	return given, end, byLink(given.ID, b.issued(asked(given, "30-"+end.Format("20060102"))))
}

// Promise M6: renewing is one transaction with what it does to the profile.
func TestM6_RenewingSlidesTheProfileAndKeepsTheHistory(t *testing.T) {
	b := setUp(t)
	given, _, proof := b.renewable()
	renewed := must[consent.Consent](t)(b.consents.Decide(t.Context(), mojob, proof, consent.Renew))
	if !renewed.Renewed.Equal(b.now()) || renewed.State != consent.Standing || renewed.Recorded != given.Recorded {
		t.Errorf("renewed: %+v", renewed)
	}
	want := ends(renewed.Renewed, 24)
	p := b.read(b.profile(mojob, kari).Ref)
	if p.Term.Due != want || !p.From.Equal(renewed.Renewed) || !p.Term.Served(b.clock.Now()) {
		t.Errorf("the profile counts from %s and ends %s, want %s", p.From, p.Term.Due.Time(), want.Time())
	}
	if renewed.Expires < want {
		t.Errorf("the consent ends %s, before what it keeps", renewed.Expires.Time())
	}
	b.wantOnce("CONSENT EVENT#declare", "CONSENT EVENT#confirm", "CONSENT EVENT#renew")
	for key, it := range b.stored() { // what proves the consent lives as long as it does
		kind, _, _ := strings.Cut(fmt.Sprint(it["sk"]), "#")
		if it["pk"] == "mojob#CONSENT#"+string(given.ID) && (kind == "EVENT" || kind == "MAIL") && it["expires"] != float64(renewed.Expires) {
			t.Errorf("%s ends %v, the consent %d", key, it["expires"], renewed.Expires)
		}
	}
	b.clock.set(retention.FirstAsk(want))
	if n := b.swept(); n != 1 {
		t.Errorf("asked %d before the new end", n)
	}
	last := must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, given.ID))
	if last.State != consent.Ended {
		t.Errorf("withdrawn after a renewal: %s", last.State)
	}
}

func TestRenewingTwiceIsOneRenewal(t *testing.T) {
	b := setUp(t)
	given, end, proof := b.renewable()
	_, errs := sideBySide(32, func(int) (consent.Consent, error) {
		return b.consents.Decide(t.Context(), mojob, proof, consent.Renew)
	})
	for _, err := range errs {
		if err != nil && gdpr.KindOf(err) != gdpr.Unavailable {
			t.Error(err)
		}
	}
	first := must[consent.Consent](t)(b.consents.Decide(t.Context(), mojob, proof, consent.Renew))
	b.wantOnce("CONSENT EVENT#renew")
	b.clock.set(end.Add(-day)) // the link lives until the old end
	if again := must[consent.Consent](t)(b.consents.Decide(t.Context(), mojob, proof, consent.Renew)); !again.Decided.Equal(first.Decided) {
		t.Errorf("renewed anew %s, first %s", again.Decided, first.Decided)
	}
	b.wantOnce("CONSENT EVENT#renew")
	b.clock.set(end)
	_, err := b.consents.Decide(t.Context(), mojob, proof, consent.Renew)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
	_ = given
}

// The links of both mails open it: either may be the one at hand.
func TestBothMailsRenew(t *testing.T) {
	for _, first := range []bool{true, false} {
		b := setUp(t)
		given, end, proof := b.renewable()
		b.clock.set(end.Add(-7 * day))
		b.swept()
		if second := byLink(given.ID, b.issued(asked(given, "7-"+end.Format("20060102")))); !first {
			proof = second
		}
		if c, err := b.consents.Decide(t.Context(), mojob, proof, consent.Renew); err != nil || c.Renewed.IsZero() {
			t.Errorf("by the first %t: %v", first, err)
		}
	}
}

func TestRenewingAndActivitiesAtOnceLoseNeither(t *testing.T) {
	b := setUp(t)
	_, _, proof := b.renewable()
	ref := b.profile(mojob, kari).Ref
	_, errs := sideBySide(16, func(i int) (consent.Consent, error) {
		if i == 0 {
			return b.consents.Decide(t.Context(), mojob, proof, consent.Renew)
		}
		at := b.now().Add(time.Duration(i-8) * time.Second)
		return consent.Consent{}, b.holdings().Touch(t.Context(), ref, at, ends(at, 24), retention.FirstAsk(ends(at, 24)))
	})
	for i, err := range errs {
		if k := gdpr.KindOf(err); err != nil && k != gdpr.Unavailable && k != gdpr.Conflict {
			t.Errorf("%d: %v", i, err)
		}
	}
	if _, err := b.consents.Decide(t.Context(), mojob, proof, consent.Renew); err != nil {
		t.Error(err)
	}
	b.wantOnce("CONSENT EVENT#renew")
	if p := b.read(ref); p.From.Before(b.now()) {
		t.Errorf("the profile counts from %s, before the renewal", p.From)
	}
}

func TestWhatCannotBeRenewedIsLeftAsItWas(t *testing.T) {
	for name, test := range map[string]struct {
		change func(b bench, given consent.Consent)
		kind   gdpr.Kind
		code   gdpr.Code
	}{
		"withdrawn since": {func(b bench, given consent.Consent) {
			must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, given.ID))
		}, gdpr.Conflict, gdpr.CodeAlreadyDecided},
		"the profile is gone": {func(b bench, given consent.Consent) {
			b.drop("mojob#PERSON#"+string(given.Subject), "PROFILE")
		}, gdpr.NotFound, gdpr.CodeLink},
		"the profile has ended": {func(b bench, _ consent.Consent) { b.clock.advance(30 * day) }, gdpr.NotFound, gdpr.CodeLink},
	} {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			given, _, proof := b.renewable()
			test.change(b, given)
			before := b.stored()
			_, err := b.consents.Decide(t.Context(), mojob, proof, consent.Renew)
			wantKind(t, err, test.kind, test.code)
			if d := cmp.Diff(before, b.stored()); d != "" {
				t.Errorf("refused, and yet:\n%s", d)
			}
		})
	}
}

// Art. 18: what is restricted stays restricted, and has no expiry until that is lifted.
func TestRenewingARestrictedProfileLeavesItRestricted(t *testing.T) {
	b := setUp(t)
	_, _, proof := b.renewable()
	r := b.read(b.profile(mojob, kari).Ref)
	to := r
	to.Term.Restricted, to.Revision = b.now(), r.Revision+1
	if err := b.change(r, to); err != nil {
		t.Fatal(err)
	}
	b.clock.advance(time.Minute)
	c := must[consent.Consent](t)(b.consents.Decide(t.Context(), mojob, proof, consent.Renew))
	it := b.item("mojob#PERSON#"+string(c.Subject), "PROFILE")
	if p := b.read(r.Ref); p.Term.Restricted.IsZero() || p.Term.Due != ends(c.Renewed, 24) || it["expires"] != nil || it["agenda"] != nil {
		t.Errorf("restricted %s, ends %s, expires %v", p.Term.Restricted, p.Term.Due.Time(), it["expires"])
	}
}

// withdrawn is a consent that was taken back, with the link that undoes that.
func (b bench) withdrawn() (consent.Consent, gdpr.Proof) {
	b.t.Helper()
	c := must[consent.Consent](b.t)(b.consents.WithdrawPerson(b.t.Context(), mojob, b.standing(mojob, kari).ID))
	return c, byLink(c.ID, b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentWithdrawn)}))
}

// Promise M6: a withdrawal by one click can be taken back for 24 hours, and brings back
// exactly what it took.
func TestM6_AWithdrawalIsTakenBackOnceAndOnlyForADay(t *testing.T) {
	b := setUp(t)
	s := declares(mojob, kari, "")
	s.Choices[1].Decision = gdpr.Refused
	held := must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, s))
	l := b.issued(outbox.Ref{Controller: mojob, Case: held.ID, Entry: string(outbox.ConsentConfirm)})
	given := must[consent.Consent](t)(b.consents.Decide(t.Context(), mojob, byLink(held.ID, l), consent.Confirm))
	gone := must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, held.ID))
	undo := byLink(held.ID, b.issued(outbox.Ref{Controller: mojob, Case: held.ID, Entry: string(outbox.ConsentWithdrawn)}))

	b.clock.set(gone.Decided.Add(consent.RestoreFor - time.Second))
	sideBySide(16, func(int) (consent.Consent, error) {
		return b.consents.Decide(t.Context(), mojob, undo, consent.Restore)
	})
	back := must[consent.Consent](t)(b.consents.Decide(t.Context(), mojob, undo, consent.Restore))
	if d := cmp.Diff(given.Choices, back.Choices); d != "" || back.State != consent.Standing {
		t.Errorf("%s: %s", back.State, d)
	}
	b.wantOnce("CONSENT EVENT#restore", "CONSENT EVENT#withdraw")

	// The link of the first withdrawal does not undo a second one.
	again := must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, held.ID))
	_, err := b.consents.Decide(t.Context(), mojob, undo, consent.Restore)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
	var second outbox.Ref
	for _, r := range must[[]outbox.Ref](t)(b.mails().Due(t.Context(), mojob, b.clock.Now().Add(time.Hour))) {
		if strings.HasPrefix(r.Entry, "consent-withdrawn-") {
			second = r
		}
	}
	undo = byLink(held.ID, b.issued(second))
	b.clock.set(again.Decided.Add(consent.RestoreFor))
	_, err = b.consents.Decide(t.Context(), mojob, undo, consent.Restore)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
	if c := must[consent.Consent](t)(b.consents.Dossiers.Consent(t.Context(), mojob, held.ID)); c.State != consent.Ended {
		t.Errorf("after a day: %s", c.State)
	}
}

func TestAWithdrawalThatIsMailedTooLateHasNoLink(t *testing.T) {
	b := setUp(t)
	c := must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, b.standing(mojob, kari).ID))
	b.clock.set(c.Decided.Add(consent.RestoreFor))
	l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentWithdrawn)}))
	if issued := must[*link.Link](t)(b.mails().Issue(t.Context(), l, b.clock.Now())); issued != nil {
		t.Errorf("a link that ends %s", issued.Grant.Expires)
	}
}

// Threat H2: each link opens its own step, of its own consent, at its own controller.
func TestLinksOfConsentsOpenOnlyTheirOwnStep(t *testing.T) {
	b := setUp(t)
	given, _, renew := b.renewable()
	c := must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, ola, "")))
	confirm := byLink(c.ID, b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)}))
	gone, undo := b.withdrawn()
	mine := map[consent.Event]gdpr.Proof{
		consent.Confirm: confirm, consent.Cancel: confirm, consent.Renew: renew, consent.Withdraw: renew, consent.Restore: undo,
	}
	before := b.stored()
	for _, on := range slices.Sorted(maps.Keys(mine)) {
		for of, proof := range mine {
			if proof == mine[on] {
				continue
			}
			for _, id := range []gdpr.ID{given.ID, c.ID, gone.ID, gdpr.NewID()} {
				proof.Case = id
				_, err := b.consents.Decide(t.Context(), mojob, proof, on)
				if wantKind(t, err, gdpr.NotFound, gdpr.CodeLink); t.Failed() {
					t.Fatalf("the link to %s does %s", of, on)
				}
			}
		}
		_, err := b.consents.Decide(t.Context(), tretoen, mine[on], on)
		wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
	}
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Errorf("something was counted or changed:\n%s", d)
	}
}

// A declaration that asks nobody, or has no profiles, costs no call at all.
func TestNobodyIsLookedForWhereNobodyIsAsked(t *testing.T) {
	b := setUp(t)
	b.book.taken()
	if n, err := b.renewals().Sweep(t.Context(), tretoen); n != 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if calls := b.book.taken(); len(calls) != 0 {
		t.Errorf("calls %v", calls)
	}
	d, _ := controllers.Registry().Current(tretoen)
	if _, ok := d.Holding(controller.Profiles); ok {
		t.Error("the test shows nothing: it has profiles")
	}
}

// drop deletes one item, as the end of it would.
func (b bench) drop(pk, sk string) {
	b.t.Helper()
	if _, err := b.raw.DeleteItem(b.t.Context(), &sdk.DeleteItemInput{TableName: &b.table.Name, Key: keys(pk, sk)}); err != nil {
		b.t.Fatal(err)
	}
}
