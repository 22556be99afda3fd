package dynamo_test

import (
	"strings"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// Of a case in which something was erased nothing of the person is left when its answer has come.
func TestAForgottenCaseSaysWhatWasDoneAndNothingOfWhom(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	mail := b.registered(b.wrote("ses1", canaryAddress, gdpr.Access)).Request
	held := must[rights.Case](t)(b.cases().Case(ctx, mojob, mail.ID))
	held = b.moved(held, rights.Entry{On: rights.Vouch, Text: "kanarinotat"}, func(r *rights.Request) {
		r.Workflow, r.Identity, r.Extended.Reasons = rights.Open, rights.Vouched, "kanarigrunn"
	})
	held = b.moved(held, rights.Entry{On: rights.Announce, To: []gdpr.Private{"annen@example.org"}}, nil)
	held = b.answered(held)
	for range 2 {
		b.can(b.cases().Forget(ctx, mojob, held.ID))
	}
	for key, it := range b.stored() {
		if it["sealed"] != nil {
			t.Errorf("%s has something sealed", key)
		}
		if strings.Contains(key, "HELD#") {
			t.Errorf("%s holds the person's key", key)
		}
	}
	got := must[rights.Case](t)(b.cases().Case(ctx, mojob, held.ID))
	if got.Address != "" || got.Text != "" || got.Workflow != rights.Answered || len(got.History) != len(held.History) {
		t.Errorf("left: %+v", got)
	}
	if due := must[[]gdpr.ID](t)(b.cases().Due(ctx, mojob, b.now().AddDate(1, 0, 0))); len(due) > 0 {
		t.Error("there is nothing left to do, and it is due")
	}
	if _, err := b.messages().Message(ctx, mojob, "none"); gdpr.KindOf(err) != gdpr.NotFound {
		t.Error(err)
	}
	b.can(b.cases().Forget(ctx, mojob, gdpr.NewID()))
	for _, m := range b.mailsOf(held.ID) {
		_, err := b.mails().Letter(ctx, outbox.Ref{Controller: mojob, Case: held.ID, Entry: m})
		wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	}
}
