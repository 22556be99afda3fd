package dynamo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

func TestAConsentIsReadAsItWasDeclared(t *testing.T) {
	b := setUp(t)
	declared := must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, kari, "")))
	got := must[consent.Consent](t)(b.consents.Dossiers.Consent(t.Context(), mojob, declared.ID))
	declared.History = []consent.Step{{At: declared.Recorded, On: consent.Declare}} // filled in by the store
	if d := cmp.Diff(declared, got); d != "" {
		t.Error(d)
	}
	if got.Address != kari || got.Subject == "" || len(got.Choices) == 0 { // cmp shows private values alike
		t.Error("address, subject or choices are gone")
	}
}

func TestAConfirmedConsentStandsInThePersonsPartition(t *testing.T) {
	b := setUp(t)
	given := b.standing(mojob, kari)
	want := strings.Join([]string{
		"1 CONSENT CONSENT", "1 CONSENT EVENT#confirm", "1 CONSENT EVENT#declare", "1 CONSENT LINK",
		"1 CONSENT MAIL#consent-confirm", "1 CONSENT MAIL#consent-given", "1 CONSENT TERM", "1 SUBJECT CONSENT", "1 SUBJECT HELD",
	}, "\n")
	if d := cmp.Diff(want, b.shape()); d != "" {
		t.Error(d)
	}
	for _, it := range b.stored() {
		if it["consent"] != nil && (it["consent"] != string(given.ID) || it["pk"] != "mojob#SUBJECT#"+string(given.Subject)) {
			t.Errorf("%s points to %s", it["pk"], it["consent"])
		}
	}
}

func TestAConsentMovesOnlyFromWhereItStands(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(b bench, from, to *consent.Consent)
		refuse bool
	}{
		{"as it stands", func(bench, *consent.Consent, *consent.Consent) {}, false},
		{"from another state", func(_ bench, from, _ *consent.Consent) { from.State = consent.Standing }, true},
		{"that nobody has", func(_ bench, from, to *consent.Consent) { to.ID = gdpr.NewID() }, true},
		{"of another controller", func(_ bench, from, to *consent.Consent) { to.Controller = tretoen }, true},
		{"that has ended", func(b bench, from, _ *consent.Consent) { b.clock.set(from.Expires.Time()) }, true},
		{"a second before it ends", func(b bench, from, _ *consent.Consent) { b.clock.set(from.Expires.Time().Add(-time.Second)) }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := setUp(t)
			from := must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, kari, "")))
			to := from
			to.State, to.Decided, to.Expires = consent.Standing, from.Recorded.Add(time.Minute), from.Expires+1000
			test.change(b, &from, &to)
			before := b.stored()
			err := dynamo.Consents{Table: b.table}.Decide(t.Context(), from, to, consent.Confirm)
			if !test.refuse {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantKind(t, err, gdpr.Conflict, gdpr.CodeAlreadyDecided)
			if d := cmp.Diff(before, b.stored()); d != "" {
				t.Errorf("refused, and yet:\n%s", d)
			}
		})
	}
}

func TestWrongCodesLockAConsentToo(t *testing.T) {
	b := setUp(t)
	c := must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, kari, "")))
	l := b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)})
	for range 5 {
		if _, err := b.consents.Decide(t.Context(), mojob, gdpr.Proof{Case: c.ID, Code: wrong(l.Code)}, consent.Confirm); err == nil {
			t.Fatal("a wrong code opens it")
		}
	}
	_, err := b.consents.Decide(t.Context(), mojob, byCode(c.ID, l), consent.Confirm)
	wantKind(t, err, gdpr.Forbidden, gdpr.CodeLocked)
	if _, err := b.consents.Decide(t.Context(), mojob, byLink(c.ID, l), consent.Confirm); err != nil {
		t.Errorf("guesses have taken the link away: %v", err)
	}
}
