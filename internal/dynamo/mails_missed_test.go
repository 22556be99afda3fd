package dynamo_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ordholden/internal/again"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// fares moves a mail on with what became of it.
func (b bench) fares(r outbox.Ref, as outbox.State, reason string) {
	b.t.Helper()
	e := must[outbox.Entry](b.t)(b.mails().Entry(b.t.Context(), r))
	to := e
	to.State, to.Due, to.Reason = as, time.Time{}, reason
	b.can(b.mails().Settle(b.t.Context(), e, to))
}

// missed is whom staff of a controller see that no mail reached, a page of one at a time.
func (b bench) missed(all *controller.Registry, c gdpr.ControllerID) (found []again.Unreached) {
	b.t.Helper()
	list := again.Missed{Desk: again.Desk{Controllers: all, Store: dynamo.Consents{Table: b.table}, Now: b.clock.Now}, Mails: b.mails()}
	for place := ""; ; {
		page, more, err := list.List(b.t.Context(), c, place, 1)
		b.can(err)
		found = append(found, page...)
		if place = more; more == "" {
			return found
		}
	}
}

// line is what staff are shown of one.
func line(u again.Unreached) string {
	return fmt.Sprint(u.Case, u.Kind, u.State, u.To.Reveal(), u.Purposes)
}

func TestT15_WhomTheMailThatAsksAnewDoesNotReachStandsAtTheDeskUntilTheyAnswer(t *testing.T) {
	b := setUp(t)
	all := changed(t)
	b.consents.Controllers = all
	first, second := b.standing(mojob, kari), b.standing(mojob, ola)
	if n := b.shows(all); n != 2 {
		t.Fatalf("%d are asked", n)
	}
	next, _ := all.Current(mojob)
	entry := "consent-again-" + strings.ReplaceAll(next.Version.String(), ".", "-")
	mail := func(id gdpr.ID) outbox.Ref { return outbox.Ref{Controller: mojob, Case: id, Entry: entry} }
	want := func(when string, lines ...string) {
		t.Helper()
		var got []string
		for _, u := range b.missed(all, mojob) {
			got = append(got, line(u))
		}
		if strings.Join(got, "\n") != strings.Join(lines, "\n") {
			t.Errorf("%s: staff see\n%q, want\n%q", when, got, lines)
		}
	}
	want("nothing came back")
	b.fares(mail(first.ID), outbox.Bounced, "")
	b.fares(mail(second.ID), outbox.Failed, "rejected")
	kariLine := fmt.Sprint(first.ID, outbox.ConsentAgain, outbox.Bounced, kari.Reveal(), []gdpr.PurposeID{further})
	olaLine := fmt.Sprint(second.ID, outbox.ConsentAgain, outbox.Failed, ola.Reveal(), []gdpr.PurposeID{further})
	both := []string{kariLine, olaLine}
	if got := b.missed(all, mojob); len(got) == 2 && line(got[0]) == olaLine {
		both = []string{olaLine, kariLine} // asked in the same moment
	}
	want("both came back", both...)
	if got := b.missed(all, tretoen); len(got) != 0 {
		t.Errorf("another controller sees %d", len(got))
	}
	b.fares(mail(second.ID), outbox.Delivered, "")
	want("one arrived after all", kariLine)
	if it := b.item("mojob#CONSENT#"+string(second.ID), "MAIL#"+entry); it["queue"] != nil || it["deadline"] != nil {
		t.Error("what arrived is still in the queue")
	}
	must[consent.Consent](t)(b.consents.AffirmPerson(t.Context(), mojob, first.ID, sayYes(further), consent.Seen{
		Notice: noticeOf(t, next), Language: gdpr.Bokmal, Mechanism: consent.ByForm,
	}))
	want("the other answered on the own page")
	b.fares(mail(second.ID), outbox.Bounced, "")
	want("it came back later", strings.Replace(olaLine, string(outbox.Failed), string(outbox.Bounced), 1))
	must[consent.Consent](t)(b.consents.WithdrawPerson(t.Context(), mojob, second.ID))
	want("withdrawn")
}

func noticeOf(t *testing.T, d *controller.Declaration) controller.Digest {
	t.Helper()
	n, _ := d.Notice(controller.Everyone, gdpr.Bokmal)
	return n.Digest()
}

func TestM6_WhomTheMailBeforeTheEndDoesNotReachStandsAtTheDesk(t *testing.T) {
	b := setUp(t)
	given, end := b.keeps(mojob, kari)
	all := b.renewals().Controllers
	name := end.Format("20060102")
	b.clock.set(end.Add(-30 * day))
	b.swept()
	b.fares(asked(given, "30-"+name), outbox.Failed, "erased")
	if got := b.missed(all, mojob); len(got) != 0 {
		t.Errorf("there was nothing to ask, and staff see %v", got)
	}
	b.fares(asked(given, "30-"+name), outbox.Bounced, "")
	if got := b.missed(all, mojob); len(got) != 1 || line(got[0]) != fmt.Sprint(given.ID, outbox.ConsentRenew, outbox.Bounced, kari.Reveal(), []gdpr.PurposeID{further}) {
		t.Errorf("staff see %v", got)
	}
	b.clock.set(end.Add(-7 * day))
	b.swept()
	if got := b.missed(all, mojob); len(got) != 0 {
		t.Errorf("asked once more, and staff see %v", got)
	}
	b.fares(asked(given, "7-"+name), outbox.Bounced, "")
	if got := b.missed(all, mojob); len(got) != 1 {
		t.Errorf("that came back too, and staff see %v", got)
	}
	b.clock.set(end)
	if got := b.missed(all, mojob); len(got) != 0 {
		t.Errorf("it has ended, and staff see %v", got)
	}
}

func TestAPlaceThatIsNoneIsRefused(t *testing.T) {
	b := setUp(t)
	for _, from := range []string{"x", "!", "MjAyNi0xMS0yMg", "IyM"} {
		if _, _, err := b.mails().Missed(t.Context(), mojob, from, 10); gdpr.KindOf(err) != gdpr.Invalid {
			t.Errorf("%q: %v", from, err)
		}
	}
}
