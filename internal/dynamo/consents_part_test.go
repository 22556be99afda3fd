package dynamo_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// A withdrawal of one purpose is stored with all that follows from one of the whole: the step and what
// it took, a mail with a way back, and a place on the agenda.
func TestM6_AWithdrawalOfOnePurposeIsStoredWholeAndCanBeTakenBack(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	given := b.standing(mojob, kari)
	part := must[consent.Consent](t)(b.consents.WithdrawPart(ctx, mojob, given.ID, []gdpr.PurposeID{further}))
	stored := must[consent.Consent](t)(b.consents.Dossiers.Consent(ctx, mojob, given.ID))
	if d := cmp.Diff(part, stored); d != "" {
		t.Error(d)
	}
	if v, _ := stored.Withdrew(further); stored.State != consent.Standing || !v.Equal(part.Decided) || part.Gives(b.consents.Controllers, further, b.now()) {
		t.Errorf("%s, %+v", stored.State, stored.Choices)
	}
	all := must[[]consent.Consent](t)(b.consents.Dossiers.Of(ctx, mojob, given.Subject))
	if !slices.Equal(all[0].History[2].Took, []gdpr.PurposeID{further}) {
		t.Errorf("in brief: %+v", all[0].History)
	}
	if due := must[[]gdpr.ID](t)(b.withdrawals().Due(ctx, mojob, part.Decided)); !slices.Equal(due, []gdpr.ID{given.ID}) {
		t.Errorf("on the agenda: %v", due)
	}
	entry := b.newest(given.ID, outbox.ConsentReduced)
	l := b.issued(outbox.Ref{Controller: mojob, Case: given.ID, Entry: entry})
	if end := part.Decided.Add(consent.RestoreFor); l.Grant.Expires.After(end) {
		t.Errorf("the way back is open until %s, past %s", l.Grant.Expires, end)
	}
	for range 2 { // a second press shows the same
		back := must[consent.Consent](t)(b.consents.Decide(ctx, mojob, byLink(given.ID, l), consent.Restore))
		if d := cmp.Diff(given.Choices, back.Choices); d != "" || !back.Gives(b.consents.Controllers, further, b.now()) {
			t.Errorf("taken back: %s", d)
		}
	}
	must[consent.Consent](t)(b.consents.WithdrawPart(ctx, mojob, given.ID, []gdpr.PurposeID{further}))
	if _, err := b.consents.Decide(ctx, mojob, byLink(given.ID, l), consent.Restore); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("the link of the first takes the second back: %v", err)
	}
}

// A yes to some of what a version changed and a no to the rest are one transaction: neither is ever
// stored without the other.
func TestT15_TheAnswersToAChangedTextAreOneStep(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	given := b.standingToAll(kari)
	b.consents.Controllers = changedAll(t)
	b.shows(b.consents.Controllers)
	next, _ := b.consents.Controllers.Current(mojob)
	l := b.issued(outbox.Ref{Controller: mojob, Case: given.ID, Entry: "consent-again-" + strings.ReplaceAll(next.Version.String(), ".", "-")})
	shown, _ := next.Notice(controller.Everyone, gdpr.Nynorsk)
	seen := consent.Seen{Notice: shown.Digest(), Language: gdpr.Nynorsk, Mechanism: consent.ByForm}
	lapsed := given.Lapsed(b.consents.Controllers, b.now())
	if len(lapsed) != 2 {
		t.Fatalf("asked about %+v", lapsed)
	}
	answers := sayYes(lapsed[0].Purpose)
	if _, err := b.consents.Affirm(ctx, mojob, byLink(given.ID, l), answers, seen); gdpr.KindOf(err) != gdpr.Invalid {
		t.Errorf("one question is not answered: %v", err)
	}
	no := lapsed[1].Purpose
	answers = append(answers, consent.Choice{Purpose: no, Decision: gdpr.Refused})
	said := must[consent.Consent](t)(b.consents.Affirm(ctx, mojob, byLink(given.ID, l), answers, seen))
	stored := must[consent.Consent](t)(b.consents.Dossiers.Consent(ctx, mojob, given.ID))
	said.Asked = next.Version // which the link was for
	if d := cmp.Diff(said, stored); d != "" {
		t.Error(d)
	}
	at, gone := stored.Withdrew(no)
	if last := stored.History[len(stored.History)-1]; last.On != consent.Affirm || !gone || !at.Equal(last.At) || !stored.Gives(b.consents.Controllers, lapsed[0].Purpose, b.now()) {
		t.Errorf("%+v, %+v", stored.Choices, last)
	}
	if due := must[[]gdpr.ID](t)(b.withdrawals().Due(ctx, mojob, said.Decided)); !slices.Equal(due, []gdpr.ID{given.ID}) {
		t.Errorf("on the agenda of what follows: %v", due)
	}
	b.logged()
	b.clock.advance(time.Minute)
	if _, faults := b.audit(); len(faults) > 0 {
		t.Error(faults)
	}
}

// standingToAll is a consent to everything that persons are asked.
func (b bench) standingToAll(address gdpr.Private) consent.Consent {
	b.t.Helper()
	s := declares(mojob, address, "")
	for i := range s.Choices {
		s.Choices[i].Decision = gdpr.Given
	}
	held := must[consent.Consent](b.t)(b.consents.Person(b.t.Context(), mojob, s))
	l := b.issued(outbox.Ref{Controller: mojob, Case: held.ID, Entry: string(outbox.ConsentConfirm)})
	return must[consent.Consent](b.t)(b.consents.Decide(b.t.Context(), mojob, byLink(held.ID, l), consent.Confirm))
}

// changedAll is changed, where the next version keeps all that persons consent to for longer.
func changedAll(t *testing.T) *controller.Registry {
	t.Helper()
	all := changed(t).All()
	next := all[len(all)-1]
	for _, d := range all {
		if d.ID == mojob && next.ID != mojob || d.ID == mojob && d.Version.Major > next.Version.Major {
			next = d
		}
	}
	for i, p := range next.Purposes {
		if p.Asks == controller.Persons {
			next.Purposes[i].Retention.Period = gdpr.Period{Years: 4}
		}
	}
	next.Notices = next.ComposeNotices()
	return controller.New(all...)
}
