package dynamo_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// lockable is a dossier with codes, reached by the door that they open.
type lockable struct {
	id    gdpr.ID
	kind  outbox.Kind // whose mail carries the code
	link  link.Link
	opens func(bench, gdpr.Proof) error
}

// guessed types so many wrong codes, and returns what the last came to.
func (b bench) guessed(d lockable, times int) (err error) {
	b.t.Helper()
	for range times {
		err = d.opens(b, gdpr.Proof{Case: d.id, Code: wrong(d.link.Code)})
	}
	return err
}

// relinks is the mails that are due and end a lock, in order.
func (b bench) relinks() []outbox.Ref {
	b.t.Helper()
	all := must[[]outbox.Ref](b.t)(b.mails().Due(b.t.Context(), mojob, b.now()))
	all = slices.DeleteFunc(all, func(r outbox.Ref) bool { return !strings.Contains(r.Entry, "-again") })
	slices.SortFunc(all, func(a, b outbox.Ref) int { return strings.Compare(a.Entry, b.Entry) })
	return all
}

// lockables is a dossier behind each door.
var lockables = map[string]func(bench) lockable{
	"a request to confirm": func(b bench) lockable {
		r := b.received(mojob, asks(kari, gdpr.Access))
		return lockable{r.ID, outbox.RequestConfirm, b.issued(refOf(r, outbox.RequestConfirm)), func(b bench, p gdpr.Proof) error {
			_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToConfirm)
			return err
		}}
	},
	"a request that somebody else sent": func(b bench) lockable {
		r := b.received(mojob, asks(kari, gdpr.Access))
		return lockable{r.ID, outbox.RequestConfirm, b.issued(refOf(r, outbox.RequestConfirm)), func(b bench, p gdpr.Proof) error {
			_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToRefuse)
			return err
		}}
	},
	"a request to follow": func(b bench) lockable {
		held, _ := b.opened(mojob, asks(kari, gdpr.Access))
		l := b.issued(refOf(held.Request, outbox.RequestOpen))
		return lockable{held.ID, outbox.RequestOpen, l, func(b bench, p gdpr.Proof) error {
			_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToFollow)
			return err
		}}
	},
	"an erasure to stop": func(b bench) lockable {
		held := b.announced(kari)
		l := b.issued(refOf(held.Request, b.mailsFor(held.ID, outbox.RequestErasing)[0]))
		return lockable{held.ID, outbox.RequestErasing, l, func(b bench, p gdpr.Proof) error {
			_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToStop)
			return err
		}}
	},
	"a consent to confirm": func(b bench) lockable {
		c := must[consent.Consent](b.t)(b.consents.Person(b.t.Context(), mojob, declares(mojob, kari, "")))
		l := b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)})
		return lockable{c.ID, outbox.ConsentConfirm, l, func(b bench, p gdpr.Proof) error {
			_, err := b.consents.Dossiers.Open(b.t.Context(), mojob, p, consent.Confirm)
			return err
		}}
	},
	"a consent to renew": func(b bench) lockable {
		given, end := b.keeps(mojob, kari)
		b.clock.set(end.Add(-30 * day))
		b.swept()
		return lockable{given.ID, outbox.ConsentRenew, b.issued(asked(given, "30-"+end.Format("20060102"))), func(b bench, p gdpr.Proof) error {
			_, err := b.consents.Dossiers.Open(b.t.Context(), mojob, p, consent.Renew)
			return err
		}}
	},
	"a withdrawal to take back": func(b bench) lockable {
		c, _ := b.withdrawn()
		l := b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentWithdrawn)})
		return lockable{c.ID, outbox.ConsentWithdrawn, l, func(b bench, p gdpr.Proof) error {
			_, err := b.consents.Dossiers.Open(b.t.Context(), mojob, p, consent.Restore)
			return err
		}}
	},
	"a way in": func(b bench) lockable {
		r := b.knocksAt(mojob, access.ToOwn, kari)
		return lockable{r.Case, outbox.OwnLink, b.issued(r), func(b bench, p gdpr.Proof) error {
			_, err := b.doors().Enter(b.t.Context(), mojob, access.ToOwn, p)
			return err
		}}
	},
	"a copy that is released": func(b bench) lockable {
		c, _ := b.opened(mojob, asks(kari, gdpr.Access))
		mail := outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.RequestCopy)}
		b.called(mail)
		return lockable{c.ID, outbox.RequestCopy, b.issued(mail), func(b bench, p gdpr.Proof) error {
			_, err := b.doors().Enter(b.t.Context(), mojob, access.ToOwn, p)
			return err
		}}
	},
}

// The fifth wrong code locks codes, at each door, and calls for the mail that brings a new
// link and a new code to the address on file.
func TestTheFifthWrongCodeCallsForANewLinkAtEachDoor(t *testing.T) {
	for door, begin := range lockables {
		t.Run(door, func(t *testing.T) {
			b := setUp(t)
			d := begin(b)
			wantKind(t, b.guessed(d, link.MaxMisses-1), gdpr.Invalid, gdpr.CodeCodeWrong)
			if sent := b.relinks(); len(sent) > 0 {
				t.Fatalf("four wrong codes call for %v", sent)
			}
			wantKind(t, b.guessed(d, 1), gdpr.Forbidden, gdpr.CodeLocked)
			wantKind(t, d.opens(b, byCode(d.id, d.link)), gdpr.Forbidden, gdpr.CodeLocked)
			wantKind(t, b.guessed(d, 3), gdpr.Forbidden, gdpr.CodeLocked)
			sent := b.relinks()
			if len(sent) == 0 || d.kind != outbox.RequestErasing && len(sent) > 1 {
				t.Fatalf("locked, and these are due: %v", sent)
			}
			l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), sent[0]))
			if l.Kind != d.kind || l.To != kari || l.Case != d.id || l.Again == "" {
				t.Errorf("%s to the address on file: %t, again %q", l.Kind, l.To == kari, l.Again)
			}
			fresh := b.issued(sent[0])
			if fresh.Token == "" || fresh.Code == d.link.Code {
				t.Fatal("the mail brings nothing new")
			}
			b.can(d.opens(b, byCode(d.id, fresh)))
			if err := d.opens(b, byBoth(d.id, fresh)); err != nil {
				t.Errorf("the new link and code: %v", err)
			}
		})
	}
}

// An announced erasure was told to every address on file: the new links go there too, and to
// no other.
func TestANewLinkGoesWhereTheMailBeforeItWent(t *testing.T) {
	b := setUp(t)
	d := lockables["an erasure to stop"](b)
	b.guessed(d, link.MaxMisses) //nolint:errcheck // they are wrong
	var to []gdpr.Private
	for _, r := range b.relinks() {
		to = append(to, must[outbox.Letter](t)(b.mails().Letter(t.Context(), r)).To)
	}
	slices.Sort(to)
	if !slices.Equal(to, []gdpr.Private{kari, ola}) {
		t.Errorf("to %d addresses", len(to))
	}
}

// announcedInSteps is an erasure that was announced to so many addresses beside the case's own, by
// steps of so many, and the mails of which a link is still good.
func (b bench) announcedInSteps(addresses, each int) lockable {
	b.t.Helper()
	held, told := b.announced(kari), 1
	for told < addresses {
		var to []gdpr.Private
		for ; told < addresses && len(to) < each; told++ {
			to = append(to, gdpr.Private(fmt.Sprintf("n%d@example.net", told)))
		}
		b.clock.advance(time.Minute)
		held = b.moved(held, rights.Entry{On: rights.Announce, By: rights.ByClock, To: to}, func(r *rights.Request) {
			r.Announced.Open += len(to)
		})
	}
	return lockable{held.ID, outbox.RequestErasing, b.issued(refOf(held.Request, b.mailsFor(held.ID, outbox.RequestErasing)[0])), func(b bench, p gdpr.Proof) error {
		_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToStop)
		return err
	}}
}

// relinked is the addresses that the mails which end a lock go to.
func (b bench) relinked(id gdpr.ID) map[gdpr.Private]int {
	b.t.Helper()
	to := map[gdpr.Private]int{}
	for _, entry := range b.mailsFor(id, outbox.RequestErasing+"-again") {
		to[must[outbox.Letter](b.t)(b.mails().Letter(b.t.Context(), outbox.Ref{Controller: mojob, Case: id, Entry: string(entry)})).To]++
	}
	return to
}

// An erasure that took several steps to announce is announced once more to all whom any of them told,
// each once; and what breaks off between two transactions goes on with the next wrong code.
func TestNewLinksGoToTheAddressesOfEachStepOfAnAnnouncement(t *testing.T) {
	const addresses = 100
	b := setUp(t)
	d := b.announcedInSteps(addresses, 70)
	b.guessed(d, link.MaxMisses-1) //nolint:errcheck // they are wrong
	for n := range attempts {      // the first goes through, the second never
		b.Inject(faulty.Fault{Operation: "TransactWriteItems", Nth: n + 2, Kind: faulty.ServerError})
	}
	wantKind(t, b.guessed(d, 1), gdpr.Unavailable, gdpr.CodeUnavailable)
	b.Reset()
	if first := b.relinked(d.id); len(first) == 0 || len(first) > addresses {
		t.Fatalf("before it broke off, %d addresses", len(first))
	}
	wantKind(t, b.guessed(d, 2), gdpr.Forbidden, gdpr.CodeLocked)
	to := b.relinked(d.id)
	if len(to) != addresses+1 || to[kari] != 1 || to[ola] != 1 || to["n1@example.net"] != 1 || to["n99@example.net"] != 1 {
		t.Errorf("to %d addresses", len(to))
	}
	for _, n := range to {
		if n != 1 {
			t.Errorf("%d mails to one address", n)
		}
	}
}

// Whom an erasure was announced to that has begun is not told of the next one's links.
func TestNewLinksDoNotGoToAddressesOfAnEarlierAnnouncement(t *testing.T) {
	b := setUp(t)
	held := b.announced(kari)
	held = b.moved(held, rights.Entry{On: rights.Begin, By: rights.ByClock}, func(r *rights.Request) { r.Workflow = rights.Carrying })
	held = b.moved(held, rights.Entry{On: rights.Settle, By: rights.ByClock}, func(r *rights.Request) { r.Workflow = rights.Open })
	held = b.moved(held, rights.Entry{On: rights.Announce, By: rights.ByClock}, func(r *rights.Request) { r.Workflow = rights.Cooling })
	mails := b.mailsFor(held.ID, outbox.RequestErasing)
	d := lockable{held.ID, outbox.RequestErasing, b.issued(refOf(held.Request, mails[len(mails)-1])), func(b bench, p gdpr.Proof) error {
		_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToStop)
		return err
	}}
	b.guessed(d, link.MaxMisses) //nolint:errcheck // they are wrong
	if to := b.relinked(held.ID); len(to) != 1 || to[kari] != 1 {
		t.Errorf("to %v", len(to))
	}
}

// Threat H6: whoever goes on guessing sends no more than one mail a day, from however many sides.
func TestALockCallsForOneMailADay(t *testing.T) {
	b := setUp(t)
	d := lockables["a request to confirm"](b)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { b.guessed(d, link.MaxMisses) }) //nolint:errcheck // they are wrong
	}
	all.Wait()
	sent := b.relinks()
	if len(sent) != 1 {
		t.Fatalf("%d mails", len(sent))
	}
	d.link = b.issued(sent[0])
	for range 23 {
		b.clock.advance(time.Hour - time.Second)
		b.guessed(d, 6) //nolint:errcheck // they are wrong
	}
	if again := b.relinks(); len(again) > 0 {
		t.Errorf("within the day: %v", again)
	}
	wantKind(t, d.opens(b, byCode(d.id, d.link)), gdpr.Forbidden, gdpr.CodeLocked)
	b.clock.advance(2 * time.Hour)
	b.guessed(d, 6) //nolint:errcheck // they are wrong
	if again := b.relinks(); len(again) != 1 || again[0].Entry == sent[0].Entry {
		t.Errorf("the day after: %v", again)
	}
}

// While codes are locked, a link opens at each door what needs no code, and waits for nothing.
func TestALockedDoorOpensByItsLinkWhatNeedsNoCode(t *testing.T) {
	for door, begin := range lockables {
		t.Run(door, func(t *testing.T) {
			b := setUp(t)
			d := begin(b)
			b.guessed(d, link.MaxMisses) //nolint:errcheck // they are wrong
			needs := door == "a request to confirm" || d.kind.Link() == link.Own
			for _, p := range []gdpr.Proof{byLink(d.id, d.link), byBoth(d.id, d.link), {Case: d.id, Token: d.link.Token, Code: wrong(d.link.Code)}} {
				err := d.opens(b, p)
				if needs {
					wantKind(t, err, gdpr.Forbidden, gdpr.CodeLocked)
				} else if err != nil {
					t.Errorf("with a code %t: %v", p.Code != "", err)
				}
			}
		})
	}
}

// Threat H5: what somebody else sent is canceled, and an erasure stopped, by the link of the
// mail, also where that somebody has locked the codes.
func TestALockedCaseIsCanceledAndStoppedByItsLink(t *testing.T) {
	b := setUp(t)
	sent := lockables["a request that somebody else sent"](b)
	b.guessed(sent, link.MaxMisses) //nolint:errcheck // they are wrong
	got := must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byLink(sent.id, sent.link), rights.Refused))
	if got.Workflow != rights.Revoked {
		t.Errorf("canceled, it is %s", got.Workflow)
	}
	stop := lockables["an erasure to stop"](b)
	b.guessed(stop, link.MaxMisses) //nolint:errcheck // they are wrong
	if got := must[rights.Case](t)(b.requests.Stop(t.Context(), mojob, byLink(stop.id, stop.link))); got.Workflow != rights.Revoked {
		t.Errorf("stopped, it is %s", got.Workflow)
	}
}

// A mail that could not be stored with the fifth code is stored with the next try.
func TestALockWhoseMailWasNotStoredIsMadeUpFor(t *testing.T) {
	b := setUp(t)
	d := lockables["a request to confirm"](b)
	b.guessed(d, link.MaxMisses-1) //nolint:errcheck // they are wrong
	for range attempts {
		b.Inject(faulty.Fault{Operation: "TransactWriteItems", Kind: faulty.ServerError})
	}
	wantKind(t, b.guessed(d, 1), gdpr.Unavailable, gdpr.CodeUnavailable)
	b.Reset()
	if sent := b.relinks(); len(sent) > 0 {
		t.Fatalf("due: %v", sent)
	}
	wantKind(t, b.guessed(d, 1), gdpr.Forbidden, gdpr.CodeLocked)
	if sent := b.relinks(); len(sent) != 1 {
		t.Errorf("due: %v", sent)
	}
}

// What can be opened no more calls for no mail: neither a way in of days ago, nor a withdrawal
// that was too long ago to be taken back.
func TestWhatHasClosedCallsForNoMail(t *testing.T) {
	for _, door := range []string{"a way in", "a withdrawal to take back"} {
		b := setUp(t)
		d := lockables[door](b)
		b.clock.advance(2 * day)
		wantKind(t, b.guessed(d, link.MaxMisses), gdpr.Forbidden, gdpr.CodeLocked)
		if sent := b.relinks(); len(sent) > 0 {
			t.Errorf("%s: %v", door, sent)
		}
	}
}

// Whoever let the first link to confirm expire still gets one, as long as there is something to confirm.
func TestAnExpiredConfirmationIsMailedAnew(t *testing.T) {
	b := setUp(t)
	d := lockables["a request to confirm"](b)
	b.clock.advance(10 * day)
	wantKind(t, b.guessed(d, link.MaxMisses), gdpr.Forbidden, gdpr.CodeLocked)
	sent := b.relinks()
	if len(sent) != 1 {
		t.Fatalf("due: %v", sent)
	}
	b.can(d.opens(b, byBoth(d.id, b.issued(sent[0]))))
}

// A mail that ends a lock says nothing of how the answer fares.
func TestTheDeliveryOfAnAnswerIsNotThatOfTheMailThatEndsALock(t *testing.T) {
	b := setUp(t)
	held := b.answered(b.put(mojob, kari, gdpr.Objection))
	b.settles(held.ID, outbox.RequestAnswered, outbox.Delivered)
	d := lockable{held.ID, outbox.RequestAnswered, b.issued(refOf(held.Request, outbox.RequestOpen)), func(b bench, p gdpr.Proof) error {
		_, _, err := b.cases().Open(b.t.Context(), mojob, p, rights.ToFollow)
		return err
	}}
	b.guessed(d, link.MaxMisses) //nolint:errcheck // they are wrong
	sent := b.relinks()
	if len(sent) != 1 {
		t.Fatalf("due: %v", sent)
	}
	b.settles(held.ID, outbox.Kind(sent[0].Entry), outbox.Withheld)
	if got := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, held.ID)); got.Delivery != rights.Arrived {
		t.Errorf("the answer: %s", got.Delivery)
	}
}

// locks locks the codes behind a door, as its function comes to do.
func (b bench) locks(door string) {
	b.t.Helper()
	wantKind(b.t, b.guessed(lockables[door](b.elsewhere()), link.MaxMisses), gdpr.Forbidden, gdpr.CodeLocked)
}
