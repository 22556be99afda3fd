package dynamo_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/again"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

const further = gdpr.PurposeID("further-storage")

// changed is the deployed declarations, and a next major version of mojob's in which the data
// that is kept on is kept longer.
func changed(t testing.TB) *controller.Registry {
	t.Helper()
	now, _ := controllers.Registry().Current(mojob)
	next := *now
	next.Version = controller.Version{Major: now.Version.Major + 1}
	next.Purposes = slices.Clone(next.Purposes)
	i := slices.IndexFunc(next.Purposes, func(p controller.Purpose) bool { return p.ID == further })
	next.Purposes[i].Retention.Period = gdpr.Period{Years: 4}
	next.Notices = next.ComposeNotices()
	return controller.New(append(controllers.Registry().All(), &next)...)
}

// question is what a consent calls for, by those declarations, and the mail that asks it.
func (b bench) question(given consent.Consent, all *controller.Registry) (consent.Question, outbox.Order) {
	b.t.Helper()
	q, ok := given.Again(all, b.now())
	if !ok {
		b.t.Fatal("nothing to ask")
	}
	return q, outbox.Order{Entry: again.Entry(q), Kind: outbox.ConsentAgain, At: b.clock.Now()}
}

// sayYes is a yes to each purpose that is asked about anew.
func sayYes(purposes ...gdpr.PurposeID) (answers []consent.Choice) {
	for _, p := range purposes {
		answers = append(answers, consent.Choice{Purpose: p, Decision: gdpr.Given})
	}
	return answers
}

// asksAnew is a changed declaration, and the link of the mail that asks a consent's holder about it.
func (b bench) asksAnew(id gdpr.ID) (next *controller.Declaration, p gdpr.Proof) {
	b.t.Helper()
	all := changed(b.t)
	b.shows(all)
	next, _ = all.Current(mojob)
	entry := "consent-again-" + strings.ReplaceAll(next.Version.String(), ".", "-")
	return next, byLink(id, b.elsewhere().issued(outbox.Ref{Controller: mojob, Case: id, Entry: entry}))
}

// shows has the sweep show whoever asks again what stands, and counts whom it asked.
func (b bench) shows(all *controller.Registry) (asked int) {
	b.t.Helper()
	k := again.Desk{Controllers: all, Store: dynamo.Consents{Table: b.table}, Now: b.clock.Now}
	found, err := dynamo.Removals{Table: b.table}.Segment(b.t.Context(), 0, 1)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range found.Standing {
		did, err := k.Look(b.t.Context(), c)
		if err != nil {
			b.t.Fatal(err)
		}
		if did {
			asked++
		}
	}
	return asked
}

func TestT15_WhoSaidYesToAnotherTextIsAskedByMailAndAnswersByItsLink(t *testing.T) {
	b := setUp(t)
	given := b.standing(mojob, kari)
	must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, ola, ""))) // nobody has confirmed it
	if n := b.shows(b.consents.Controllers); n != 0 {
		t.Fatalf("%d are asked, and nothing has changed", n)
	}
	b.consents.Controllers = changed(t)
	for i, want := range []int{1, 0} {
		if n := b.shows(b.consents.Controllers); n != want {
			t.Errorf("sweep %d asks %d", i+1, n)
		}
	}
	held := must[consent.Consent](t)(b.consents.Dossiers.Consent(t.Context(), mojob, given.ID))
	if held.Gives(b.consents.Controllers, further, b.now()) || held.State != consent.Standing || held.Expires != given.Expires {
		t.Errorf("until the answer: %+v", held)
	}

	next, _ := b.consents.Controllers.Current(mojob)
	entry := "consent-again-" + strings.ReplaceAll(next.Version.String(), ".", "-")
	l := b.issued(outbox.Ref{Controller: mojob, Case: given.ID, Entry: entry})
	for _, on := range []consent.Event{consent.Confirm, consent.Renew, consent.Withdraw, consent.Restore} {
		if _, err := b.consents.Decide(t.Context(), mojob, byLink(given.ID, l), on); gdpr.KindOf(err) != gdpr.NotFound {
			t.Errorf("the link opens it to %s: %v", on, err)
		}
	}
	shown, _ := next.Notice(controller.Everyone, gdpr.Nynorsk)
	answer := consent.Seen{Notice: shown.Digest(), Language: gdpr.Nynorsk, Mechanism: consent.ByForm}
	affirmed := must[consent.Consent](t)(b.consents.Affirm(t.Context(), mojob, byLink(given.ID, l), sayYes(further), answer))
	stored := must[consent.Consent](t)(b.consents.Dossiers.Consent(t.Context(), mojob, given.ID))
	affirmed.Asked = next.Version // which the link was for
	if d := cmp.Diff(affirmed, stored); d != "" {
		t.Error(d)
	}
	if !stored.Gives(b.consents.Controllers, further, b.now()) || len(stored.Earlier) != 1 || stored.Earlier[0].Seen != given.Seen {
		t.Errorf("after the answer: %+v", stored)
	}
	if shape := b.shape(); !strings.Contains(shape, "EVENT#affirm") || !strings.Contains(shape, "MAIL#consent-affirmed") {
		t.Error(shape)
	}
	if n := b.shows(b.consents.Controllers); n != 0 {
		t.Errorf("%d are asked after the answer", n)
	}
}

func TestT15_AskingAgainIsStoredWholeOrNotAtAll(t *testing.T) {
	b := setUp(t)
	given := b.standing(mojob, kari)
	all := changed(t)
	q, order := b.question(given, all)
	must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, given.ID)) // in the same moment
	before := b.stored()
	err := dynamo.Consents{Table: b.table}.AskAgain(t.Context(), q, order)
	if gdpr.KindOf(err) != gdpr.Conflict {
		t.Error(err)
	}
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Errorf("refused, and yet:\n%s", d)
	}
	b.clock.advance(time.Second)
	if n := b.shows(all); n != 0 {
		t.Errorf("%d are asked who have withdrawn", n)
	}
}
