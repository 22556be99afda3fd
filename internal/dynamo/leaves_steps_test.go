package dynamo_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/transparency"
)

// Nothing that is done with a consent or a request after a step is logged changes what the log
// has of it: what was taken back in part or whole, said anew to another version, came in by mail,
// or became of a mail shows as a step of its own.
func TestNoLaterStepChangesWhatIsLoggedOfAnEarlierOne(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	sound := func(after string) {
		t.Helper()
		b.logged()
		b.clock.advance(day / 8)
		if gone, faults := b.audit(); gone > 0 || len(faults) > 0 {
			t.Errorf("after %s: %d gone, %v", after, gone, faults)
		}
	}
	given := b.standing(mojob, kari)
	sound("confirm")
	next, answer := b.asksAnew(given.ID)
	b.consents.Controllers = changed(t)
	shown, _ := next.Notice(controller.Everyone, gdpr.Nynorsk)
	must[consent.Consent](t)(b.consents.Affirm(ctx, mojob, answer, sayYes(further), consent.Seen{
		Notice: shown.Digest(), Language: gdpr.Nynorsk, Mechanism: consent.ByForm,
	}))
	sound("affirm")
	must[consent.Consent](t)(b.consents.WithdrawPart(ctx, mojob, given.ID, []gdpr.PurposeID{further}))
	sound("part")
	undo := b.issued(outbox.Ref{Controller: mojob, Case: given.ID, Entry: b.newest(given.ID, outbox.ConsentReduced)})
	must[consent.Consent](t)(b.consents.Decide(ctx, mojob, byLink(given.ID, undo), consent.Restore))
	sound("restore")
	must[[]consent.Consent](t)(b.consents.WithdrawFor(ctx, mojob, given.Subject, []gdpr.PurposeID{further}, b.now()))
	sound("narrow")
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, given.ID))
	sound("withdraw")
	undo = b.issued(outbox.Ref{Controller: mojob, Case: given.ID, Entry: b.newest(given.ID, outbox.ConsentWithdrawn)})
	must[consent.Consent](t)(b.consents.Decide(ctx, mojob, byLink(given.ID, undo), consent.Restore))
	sound("restore")
	back := must[consent.Consent](t)(b.consents.Dossiers.Consent(ctx, mojob, given.ID))
	var did []string
	for _, s := range back.History {
		did = append(did, string(s.On))
	}
	if d := cmp.Diff(strings.Fields("declare confirm affirm part restore narrow withdraw restore"), did); d != "" {
		t.Error(d)
	}

	held := b.announced(ola)
	sound("announce")
	b.registered(b.reply("ses1", ola, held.Request, false))
	sound("write")
	for _, entry := range b.mailsFor(held.ID, outbox.RequestErasing) {
		b.settles(held.ID, entry, outbox.Sent)
	}
	sound("reach")
	b.settles(held.ID, b.mailsFor(held.ID, outbox.RequestErasing)[0], outbox.Bounced)
	sound("miss")
	done := b.moved(b.again(held.ID), rights.Entry{On: rights.Begin, By: rights.ByClock}, func(r *rights.Request) { r.Workflow = rights.Carrying })
	b.can(b.cases().Forget(ctx, mojob, b.answered(done).ID))
	sound("forget")
}

// newest is the last mail of a kind that a consent has called for.
func (b bench) newest(id gdpr.ID, kind outbox.Kind) (entry string) {
	b.t.Helper()
	for _, name := range slices.Sorted(maps.Keys(b.stored())) {
		if at, ok := strings.CutPrefix(name, "mojob#CONSENT#"+string(id)+" MAIL#"); ok && strings.HasPrefix(at, string(kind)) {
			entry = at
		}
	}
	return entry
}

// What a yes was to shows by the log for each yes: the step says the version that it was to.
func TestTheLogSaysToWhichVersionEachYesWas(t *testing.T) {
	b := setUp(t)
	given := b.standing(mojob, kari)
	b.logged()
	next, answer := b.asksAnew(given.ID)
	b.consents.Controllers = changed(t)
	shown, _ := next.Notice(controller.Everyone, gdpr.Nynorsk)
	p, _ := b.publisher()
	b.nextDay(p)
	before := must[transparency.Evidence](t)(b.log().DossierEvidence(t.Context(), mojob, given.ID))
	must[consent.Consent](t)(b.consents.Affirm(t.Context(), mojob, answer, sayYes(further), consent.Seen{
		Notice: shown.Digest(), Language: gdpr.Nynorsk, Mechanism: consent.ByForm,
	}))
	b.logged()
	b.nextDay(p)
	after := must[transparency.Evidence](t)(b.log().DossierEvidence(t.Context(), mojob, given.ID))
	for e, notice := range map[*transparency.Evidence]string{&before: string(given.Seen.Notice), &after: string(shown.Digest())} {
		if !strings.Contains(e.Entry, notice) {
			t.Errorf("the entry does not say %s:\n%s", notice, e.Entry)
		}
	}
	if !strings.Contains(before.Entry, `event "confirm"`) || !strings.Contains(after.Entry, `event "affirm"`) {
		t.Errorf("%s\n%s", before.Entry, after.Entry)
	}
}
