package dynamo_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"ordholden/internal/audit"
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

func TestAWithdrawnConsentIsFollowedUntilThatIsDone(t *testing.T) {
	b := setUp(t)
	ctx, s := t.Context(), b.withdrawals()
	due := func() int { return len(must[[]gdpr.ID](t)(s.Due(ctx, mojob, b.now().Add(time.Second)))) }
	given := b.standing(mojob, kari)
	pending := must[consent.Consent](t)(b.consents.Person(ctx, mojob, declares(mojob, ola, "")))
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, pending.ID)) // it never counted
	if due() != 0 {
		t.Error("nothing was withdrawn")
	}
	taken := must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, given.ID))
	if due() != 1 {
		t.Fatal("withdrawn, and nothing follows")
	}
	b.can(s.Later(ctx, mojob, given.ID, taken.Decided, b.now().Add(day)))
	if due() != 0 {
		t.Error("put off, and it is due")
	}
	l := b.issued(outbox.Ref{Controller: mojob, Case: given.ID, Entry: string(outbox.ConsentWithdrawn)})
	restored := must[consent.Consent](t)(b.consents.Decide(ctx, mojob, byLink(given.ID, l), consent.Restore))
	if due() != 1 {
		t.Error("taken back, and what followed is not undone")
	}
	b.can(s.Done(ctx, mojob, given.ID, taken.Decided)) // by whoever has not seen that
	if due() != 1 {
		t.Error("taken off by whoever knew less")
	}
	b.can(s.Done(ctx, mojob, given.ID, restored.Decided), s.Done(ctx, mojob, given.ID, time.Time{}))
	b.can(s.Later(ctx, mojob, given.ID, time.Time{}, b.now()))
	if due() != 0 {
		t.Error("done, and it is due")
	}
}

// What rested on the purposes that were objected to alone has to follow, as with a withdrawal.
func TestM9_ANarrowedConsentIsFollowedAsAWithdrawnOne(t *testing.T) {
	b := setUp(t)
	ctx, s := t.Context(), b.withdrawals()
	given := b.standing(mojob, kari)
	objected := given.Choices[0].Purpose
	must[[]consent.Consent](t)(b.consents.WithdrawFor(ctx, mojob, given.Subject, []gdpr.PurposeID{objected}, b.now()))
	held := must[consent.Consent](t)(b.consents.Dossiers.Consent(ctx, mojob, given.ID))
	if last := held.History[len(held.History)-1]; held.State != consent.Standing || !slices.Equal(last.Took, []gdpr.PurposeID{objected}) {
		t.Fatalf("%s, %+v", held.State, last)
	}
	if due := must[[]gdpr.ID](t)(s.Due(ctx, mojob, held.Decided)); !slices.Equal(due, []gdpr.ID{given.ID}) {
		t.Errorf("on the agenda: %v", due)
	}
}

func TestM9_WhoObjectsToMarketingIsOnTheListUntilTheyConsent(t *testing.T) {
	d := setUpDrill(t)
	ctx, s := t.Context(), d.suppressions()
	since := func(a gdpr.Private) time.Time { return must[time.Time](t)(s.Suppressed(ctx, mojob, a)) }
	held, first := d.put(mojob, kari, gdpr.Objection), d.now()
	d.can(s.Suppress(ctx, mojob, held.Subject, first), s.Suppress(ctx, mojob, held.Subject, first.Add(day)))
	if got := since("KARI@example.no"); !got.Equal(first) {
		t.Errorf("since %v, want %v", got, first)
	}
	if !since(ola).IsZero() {
		t.Error("another person is on the list")
	}
	if _, err := d.erasures().Erase(ctx, mojob, held.Subject, gdpr.NewID(), gdpr.NewID()); err != nil {
		t.Fatal(err)
	}
	d.clock.advance(400 * day)
	if since(kari).IsZero() {
		t.Error("an erasure has taken the person off the list")
	}
}

func TestTheAuditIsReadByMonthNewestFirst(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	var want []audit.Entry
	for range 5 {
		want = append(want, b.audited(mojob, b.now()))
		b.clock.advance(time.Second)
	}
	b.audited(mojob, b.now().AddDate(0, 1, 0))
	b.audited(tretoen, b.now())
	slices.Reverse(want)
	var got []audit.Entry
	for from := ""; ; {
		page, more, err := b.audits().Entries(ctx, mojob, b.now().Year(), b.now().Month(), from, 2)
		if err != nil || len(page) > 2 {
			t.Fatalf("%d, %v", len(page), err)
		}
		got = append(got, page...)
		if from = more; more == "" {
			break
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	_, _, err := b.audits().Entries(ctx, mojob, 2026, time.March, "no place", 2)
	wantKind(t, err, gdpr.Invalid, gdpr.CodeInvalid)
}

func TestAnEntryOfTheAuditIsNeverChanged(t *testing.T) {
	b := setUp(t)
	e := b.audited(mojob, b.now())
	before := b.stored()
	b.can(b.audits().Add(t.Context(), e)) // the same again
	asked := e
	asked.Preview = !e.Preview
	wantKind(t, b.audits().Add(t.Context(), asked), gdpr.Conflict, gdpr.CodeChanged)
	e.Act = "GET /v1/{controller}/desk/cases"
	wantKind(t, b.audits().Add(t.Context(), e), gdpr.Conflict, gdpr.CodeChanged)
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Error(d)
	}
}

// Threat H12: no function can change or delete what the audit says.
func TestNoRoleCanChangeTheAudit(t *testing.T) {
	var template struct {
		Resources map[string]any `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(must[[]byte](t)(os.ReadFile("../../template.yaml")), &template); err != nil {
		t.Fatal(err)
	}
	found := 0
	for name, resource := range template.Resources {
		for _, s := range statementsOf(resource) {
			kinds := strings.Join(words(s.Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]), " ")
			reaches := kinds == "<nil>" && slices.Contains(words(s.Resource), "Main.Arn")
			if !reaches && !strings.Contains(kinds, "#AUDIT#") {
				continue
			}
			found++
			for _, action := range words(s.Action) {
				switch action {
				case "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan":
				default:
					t.Errorf("%s may %s", name, action)
				}
			}
		}
	}
	if found < 2 {
		t.Errorf("%d statements reach the audit: this shows nothing", found)
	}
}

// statementsOf finds the statements anywhere in a resource.
func statementsOf(v any) (found []statement) {
	switch v := v.(type) {
	case map[string]any:
		if v["Effect"] != nil && v["Action"] != nil {
			var s statement
			plain, err := yaml.Marshal(v)
			if err == nil && yaml.Unmarshal(plain, &s) == nil {
				found = append(found, s)
			}
		}
		for _, each := range v {
			found = append(found, statementsOf(each)...)
		}
	case []any:
		for _, each := range v {
			found = append(found, statementsOf(each)...)
		}
	}
	return found
}
