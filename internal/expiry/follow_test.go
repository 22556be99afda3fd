package expiry_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

const kari gdpr.Private = "kari@example.no"

// consented is a consent of kari's to mojob, with a yes to those purposes.
func (b *bench) consented(yes ...gdpr.PurposeID) consent.Consent {
	b.t.Helper()
	ctx := b.t.Context()
	desk := consent.Desk{Controllers: controllers.Registry(), Dossiers: dynamo.Consents{Table: b.table}, Now: b.clock.Now}
	d, _ := controllers.Registry().Current(mojob)
	i := slices.IndexFunc(d.Notices, func(n controller.NoticeRef) bool { return n.Audience == controller.Persons })
	shown := slices.IndexFunc(d.Interfaces, func(r controller.InterfaceRef) bool {
		return r.Surface == controller.OnForm && r.Audience == controller.Persons && r.Language == d.Notices[i].Language
	})
	s := consent.Submission{
		Address: kari, Language: d.Notices[i].Language, Notice: d.Notices[i].Digest, Mechanism: consent.ByForm, Interface: d.Interfaces[shown].Digest,
	}
	for _, p := range d.Asked(controller.Persons) {
		decision := gdpr.Refused
		if slices.Contains(yes, p.ID) {
			decision = gdpr.Given
		}
		s.Choices = append(s.Choices, consent.Choice{Purpose: p.ID, Decision: decision})
	}
	held := must[consent.Consent](b.t)(desk.Person(ctx, mojob, s))
	mails := dynamo.Mails{Table: b.table}
	l := must[outbox.Letter](b.t)(mails.Letter(ctx, outbox.Ref{Controller: mojob, Case: held.ID, Entry: string(outbox.ConsentConfirm)}))
	link, err := mails.Issue(ctx, l, b.clock.Now())
	if err != nil {
		b.t.Fatal(err)
	}
	to := l.Entry
	to.State, to.Attempts, to.Due = outbox.Sent, 1, time.Time{}
	if err := mails.Claim(ctx, l.Entry, to, link, nil); err != nil {
		b.t.Fatal(err)
	}
	b.clock.advance(time.Second)
	return must[consent.Consent](b.t)(desk.Decide(ctx, mojob, gdpr.Proof{Case: held.ID, Token: link.Token}, consent.Confirm))
}

// ends is when everything of a dossier ends, that is not a link.
func (b *bench) ends(id gdpr.ID) map[float64]int {
	b.t.Helper()
	found := map[float64]int{}
	for key, it := range b.stored() {
		switch e, _ := it["expires"].(float64); {
		case strings.Contains(key, "LINK#") || !strings.Contains(key, string(id)) || strings.Contains(key, "HELD#"):
		case strings.Contains(key, "TERM#"):
			found[it["end"].(float64)]++
		default:
			found[e]++
		}
	}
	return found
}

// changed is the deployed declarations, and a next version of mojob's that keeps data for a purpose for longer.
func changed(longer gdpr.PurposeID) *controller.Registry {
	now, _ := controllers.Registry().Current(mojob)
	next := *now
	next.Version, next.Purposes = controller.Version{Major: now.Version.Major + 1}, slices.Clone(now.Purposes)
	for i, p := range next.Purposes {
		if p.ID == longer {
			next.Purposes[i].Retention.Period.Years += 2
		}
	}
	return controller.New(append(controllers.Registry().All(), &next)...)
}

// Promise M6: the consent to further storage lasts as long as the profile does.
func TestM6_AConsentThatCountsFromTheLastActivityIsKeptWithTheProfile(t *testing.T) {
	for outcome, tt := range map[string]struct {
		yes      []gdpr.PurposeID
		changed  bool // a later version keeps it for other things
		prolongs bool
	}{
		"a yes to further storage":        {[]gdpr.PurposeID{"further-storage"}, false, true},
		"a refusal":                       {nil, false, false},
		"a yes that counts no more (T15)": {[]gdpr.PurposeID{"further-storage"}, true, false},
	} {
		t.Run(outcome, func(t *testing.T) {
			b := setUp(t)
			given := b.consented(tt.yes...)
			if tt.changed {
				b.desk.Controllers = changed("further-storage")
			}
			r := b.record(mojob, controller.Profiles, given.Subject, b.clock.Now().AddDate(2, 0, 0))
			b.store(r)
			b.clock.advance(200 * 24 * time.Hour)
			slid := b.clock.Now().AddDate(2, 0, 0)
			pk, sk := r.Home()
			b.set(pk, sk, "end", num(slid.Unix()))
			b.set(pk, sk, "expires", num(slid.Unix()))
			b.settle()
			if end := b.stored()[pk+" TERM#"+sk]["end"]; end != float64(slid.Unix()) {
				t.Errorf("the term record tells of %v", end)
			}
			want := float64(given.Expires)
			if tt.prolongs {
				want = float64(slid.Unix())
			}
			// The head, its term record, two events, two mails and the person's pointer.
			if got := b.ends(given.ID); got[want] != 7 || len(got) != 1 {
				t.Errorf("ends %v, want all at %v", got, want)
			}
		})
	}
}

func TestAConsentThatWasWithdrawnIsNotKeptWithTheProfile(t *testing.T) {
	b := setUp(t)
	given := b.consented("further-storage")
	desk := consent.Desk{Controllers: controllers.Registry(), Dossiers: dynamo.Consents{Table: b.table}, Now: b.clock.Now}
	taken := must[consent.Consent](t)(desk.WithdrawPerson(t.Context(), mojob, given.ID))
	until := taken.Expires + 1000
	if err := b.desk.Store.Prolong(t.Context(), mojob, given.Subject, func(consent.Consent, []consent.Consent) bool { return true }, until); err != nil {
		t.Error(err)
	}
	if got := b.ends(given.ID); got[float64(taken.Expires)] != 9 || len(got) != 1 {
		t.Errorf("ends %v, want all at %v", got, taken.Expires)
	}
}

// The sweep finds a change whose event was lost.
func TestTheSweepFindsAProfileThatSlidWithoutAnybodyNoticing(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Profiles, owner(1), b.clock.Now().AddDate(2, 0, 0))
	b.store(r)
	pk, sk := r.Home()
	slid := b.clock.Now().AddDate(3, 0, 0).Unix()
	b.set(pk, sk, "end", num(slid))
	b.set(pk, sk, "expires", num(slid))
	b.sweep()
	if end := b.stored()[pk+" TERM#"+sk]["end"]; end != float64(slid) {
		t.Errorf("the term record tells of %v", end)
	}
}
