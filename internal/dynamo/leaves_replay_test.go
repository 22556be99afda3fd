package dynamo_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/transparency"
)

// decides sets what a consent's head says of one of its choices.
func (b bench) decides(id gdpr.ID, purpose gdpr.PurposeID, d gdpr.Decision) {
	b.t.Helper()
	pk := "mojob#CONSENT#" + string(id)
	choices := b.item(pk, "CONSENT")["choices"].(*types.AttributeValueMemberL)
	for _, c := range choices.Value {
		if m := c.(*types.AttributeValueMemberM).Value; m["purpose"].(*types.AttributeValueMemberS).Value == string(purpose) {
			m["decision"] = str(string(d))
		}
	}
	b.changed(pk, "CONSENT", "choices", choices)
}

// What a dossier's head says now is in no leaf: it follows from the steps, of which each is. Whoever
// can write to the table, and gives a consent back or opens a request anew, is found out.
func TestAHeadThatDoesNotFollowFromItsStepsIsNamedWithBoth(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	gone, part := b.standing(mojob, kari), b.standing(mojob, ola)
	first := part.Choices[0].Purpose
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, gone.ID))
	must[[]consent.Consent](t)(b.consents.WithdrawFor(ctx, mojob, part.Subject, []gdpr.PurposeID{first}, b.now()))
	held, _ := b.opened(mojob, asks(ola, gdpr.Access))
	answered := b.answered(held)
	b.logged()
	if _, faults := b.audit(); len(faults) > 0 {
		t.Fatal(faults)
	}
	sound := b.remembered()
	pks := map[string]string{"gone": "mojob#CONSENT#" + string(gone.ID), "part": "mojob#CONSENT#" + string(part.ID), "case": "mojob#CASE#" + string(answered.ID)}
	for outcome, c := range map[string]struct {
		of, says, steps string
		tamper          func(b bench)
	}{
		"a withdrawn consent stands": {"gone", "state standing", "state withdrawn", func(b bench) {
			b.changed(pks["gone"], "CONSENT", "state", str(string(consent.Standing)))
		}},
		"a choice of a withdrawn consent is given": {"gone", "decision " + string(first) + " given", "decision " + string(first) + " withdrawn", func(b bench) {
			b.decides(gone.ID, first, gdpr.Given)
		}},
		"a withdrawn consent stands, with its choices": {"gone", "state standing, decision ", "state withdrawn, decision ", func(b bench) {
			b.changed(pks["gone"], "CONSENT", "state", str(string(consent.Standing)))
			for _, c := range gone.Choices {
				b.decides(gone.ID, c.Purpose, c.Decision)
			}
		}},
		"what was taken back in part is given": {"part", "decision " + string(first) + " given", "decision " + string(first) + " withdrawn", func(b bench) {
			b.decides(part.ID, first, gdpr.Given)
		}},
		"what was taken back in part is given, and never was": {"part", "decision " + string(first) + " given", "decision " + string(first) + " withdrawn", func(b bench) {
			b.decides(part.ID, first, gdpr.Given)
			b.changed(pks["part"], "CONSENT", "log", &types.AttributeValueMemberL{})
		}},
		"an answered request is open": {"case", "workflow " + string(rights.Open), "workflow " + string(rights.Answered), func(b bench) {
			b.changed(pks["case"], "CASE", "workflow", str(string(rights.Open)))
		}},
		"an open request is vouched for": {"case", "identity " + string(rights.Vouched), "identity " + string(rights.Proven), func(b bench) {
			b.changed(pks["case"], "CASE", "identity", str(string(rights.Vouched)))
		}},
		"an answer has arrived": {"case", "delivery " + string(rights.Arrived), "delivery " + string(rights.Underway), func(b bench) {
			b.changed(pks["case"], "CASE", "delivery", str(string(rights.Arrived)))
		}},
	} {
		t.Run(outcome, func(t *testing.T) {
			b := b
			b.t = t
			b.rewound(sound)
			c.tamper(b)
			_, faults := b.audit()
			want := "ALTERED: the head of " + pks[c.of] + " says " + c.says
			if !slices.ContainsFunc(faults, func(err error) bool {
				return errors.Is(err, transparency.ErrAltered) && strings.HasPrefix(err.Error(), want) && strings.Contains(err.Error(), ", its steps say "+c.steps)
			}) {
				t.Errorf("found %v, want %s", faults, want)
			}
		})
	}
}

// A step that is put in to explain what a head says has to be possible, and goes into the log.
func TestAStepThatCannotHaveHappenedIsNoExplanation(t *testing.T) {
	b := setUp(t)
	held := b.standing(mojob, kari)
	must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, held.ID))
	b.logged()
	pk := "mojob#CONSENT#" + string(held.ID)
	for _, it := range b.raws(b.table.Name) {
		if sk := it["sk"].(*types.AttributeValueMemberS).Value; strings.HasSuffix(sk, "#withdraw") && it["on"] != nil {
			b.changed(pk, sk, "on", str(string(consent.Renew)))
			b.changed(pk, "CONSENT", "state", str(string(consent.Standing)))
			b.decides(held.ID, held.Choices[0].Purpose, gdpr.Given)
			b.changed(pk, "EVENT#2030-01-01T00:00:00.000Z#confirm", "on", str(string(consent.Confirm)))
			b.changed(pk, "EVENT#2030-01-01T00:00:00.000Z#confirm", "at", str("2030-01-01T00:00:00.000Z"))
		}
	}
	_, faults := b.audit()
	if !slices.ContainsFunc(faults, func(err error) bool {
		return strings.Contains(err.Error(), `impossible (step 3: no "confirm" from "standing")`)
	}) {
		t.Errorf("found %v", faults)
	}
}

// What was declared and confirmed in one moment, as with an application, is replayed in the order
// in which it was.
func TestAConsentThatCountsFromTheStartFollowsFromItsSteps(t *testing.T) {
	b := setUp(t)
	b.applied(mojob, kari)
	b.logged()
	b.clock.advance(time.Minute)
	if _, faults := b.audit(); len(faults) > 0 {
		t.Error(faults)
	}
}
