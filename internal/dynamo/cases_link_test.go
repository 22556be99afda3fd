package dynamo_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

func privacy(c gdpr.ControllerID) access.Actor {
	return access.Actor{Controller: c, ID: "7b0e", Roles: []string{"privacy"}}
}

// byLetter is a request of somebody who gives no address for mail.
func (b bench) byLetter(asked ...gdpr.Right) rights.Registration {
	return rights.Registration{
		Intake: rights.Intake{
			Name: "Kanari Nordmann", Text: "Hva har dere om kanarifuglen?", Rights: asked, Language: gdpr.Bokmal, Channel: rights.ByLetter, Key: "key",
		},
		Post: "Kanariveien 1, 2317 Hamar", Received: b.now().AddDate(0, 0, -2),
	}
}

// letter is such a request, registered.
func (b bench) letter(c gdpr.ControllerID, asked ...gdpr.Right) rights.Case {
	b.t.Helper()
	return must[rights.Case](b.t)(b.requests.Register(b.t.Context(), privacy(c), b.byLetter(asked...)))
}

// linked is a letter tied to somebody on file: it, and the case that carries it on.
func (b bench) linked(letter rights.Case, address gdpr.Private) (rights.Case, rights.Case) {
	b.t.Helper()
	at := rights.At{ID: letter.ID, Revision: letter.Revision}
	joined := must[rights.Case](b.t)(b.requests.Link(b.t.Context(), privacy(letter.Controller), at, rights.Linking{Address: address, Evidence: "The number on file."}))
	return joined, must[rights.Case](b.t)(b.cases().Case(b.t.Context(), letter.Controller, joined.Joined))
}

func TestALetterIsTiedToNobodySealedAndWrittenToByNoMail(t *testing.T) {
	b := setUp(t)
	held := b.letter(mojob, gdpr.Access)
	again := b.letter(mojob, gdpr.Access) // the same key
	if again.ID != held.ID || len(b.mailsOf(held.ID)) > 0 {
		t.Errorf("%s and %s, with mails %v", held.ID, again.ID, b.mailsOf(held.ID))
	}
	in := b.byLetter(gdpr.Access)
	in.Key = "another"
	if other := must[rights.Case](t)(b.requests.Register(t.Context(), privacy(mojob), in)); other.Subject == held.Subject {
		t.Error("two letters are tied to one another")
	}
	in.Key, in.Post = "key", "Another street"
	if _, err := b.requests.Register(t.Context(), privacy(mojob), in); gdpr.KindOf(err) != gdpr.Mismatch {
		t.Errorf("the same key for another way to answer: %v", err)
	}
	for key, it := range b.stored() {
		everyText(it, func(text string) {
			if strings.Contains(strings.ToLower(text), "kanari") {
				t.Errorf("item %s holds %q", key, text)
			}
		})
	}
	got := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, held.ID))
	if d := cmp.Diff(held.Request, got.Request, byValue); d != "" {
		t.Error(d)
	}
	page, _, err := b.cases().Queue(t.Context(), mojob, rights.ToDo, "", 10)
	if err != nil || len(page) != 2 || len(page[0].Concerns()) != 1 || page[0].Concerns()[0] != rights.NoAddress {
		t.Errorf("the queue has %+v, %v", page, err)
	}
}

func TestALetterIsLinkedAndWhatItSaidStandsUnderTheAddressAlone(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	letter := b.letter(mojob, gdpr.Access)
	at := rights.At{ID: letter.ID, Revision: letter.Revision}
	b.received(mojob, asks(kari, gdpr.Access)) // whoever types an address into a form puts nobody on file
	if _, err := b.requests.Link(ctx, privacy(mojob), at, rights.Linking{Address: kari, Evidence: "The name."}); gdpr.KindOf(err) != gdpr.Invalid {
		t.Fatalf("linked to an address under which nothing is held: %v", err)
	}
	b.applied(mojob, kari)
	keysBefore := len(b.raws(b.table.Keys.Name))
	if _, err := b.requests.Rehearsing().Link(ctx, privacy(mojob), at, rights.Linking{Address: "nobody@example.no", Evidence: "The name."}); gdpr.KindOf(err) != gdpr.Invalid || len(b.raws(b.table.Keys.Name)) != keysBefore {
		t.Errorf("looking makes a key for an address that nobody has: %v", err)
	}
	joined, next := b.linked(letter, kari)
	if joined.Workflow != rights.InAnother || next.Follows != letter.ID || next.Address != kari || next.Workflow != rights.Open || next.Post != letter.Post {
		t.Errorf("%+v goes on as %+v", joined.Request, next.Request)
	}
	if mails := b.mailsOf(next.ID); len(mails) != 1 || mails[0] != string(outbox.RequestOpen) || len(b.mailsOf(letter.ID)) > 0 {
		t.Errorf("mails %v, and of the letter %v", mails, b.mailsOf(letter.ID))
	}
	theirs := must[[]rights.Case](t)(b.cases().Of(ctx, mojob, next.Subject))
	found := false
	for _, c := range theirs {
		found = found || c.ID == next.ID
	}
	if !found {
		t.Error("the case is not among those of its holder")
	}
	b.clock.advance(time.Second)
	if due := must[[]gdpr.ID](t)(b.cases().Due(ctx, mojob, b.now())); !slices.Contains(due, letter.ID) || !slices.Contains(due, next.ID) {
		t.Errorf("due is %v: neither the letter to be stripped, nor what is to be carried out", due)
	}
	b.can(b.cases().Forget(ctx, mojob, letter.ID))
	for key, it := range b.stored() {
		ofLetter := strings.Contains(key, string(letter.ID)) || strings.Contains(key, string(letter.Subject))
		if ofLetter && (it["sealed"] != nil || strings.Contains(key, "HELD#")) {
			t.Errorf("%s still says something, or holds the letter's key", key)
		}
	}
	if got := must[rights.Case](t)(b.cases().Case(ctx, mojob, letter.ID)); got.Joined != next.ID || got.Post != "" {
		t.Errorf("left of the letter: %+v", got.Request)
	}
}

// Two members of staff at once: one ties it, and the other hears that it has changed. Nothing is put in twice.
func TestALetterIsLinkedOnce(t *testing.T) {
	b := setUp(t)
	letter := b.letter(mojob, gdpr.Access)
	b.applied(mojob, kari)
	b.linked(letter, kari)
	before := b.shape()
	_, err := b.requests.Link(t.Context(), privacy(mojob), rights.At{ID: letter.ID, Revision: letter.Revision}, rights.Linking{Address: kari, Evidence: "The name."})
	wantKind(t, err, gdpr.Conflict, gdpr.CodeChanged)
	if d := cmp.Diff(before, b.shape()); d != "" {
		t.Error(d)
	}
	held := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, letter.ID))
	stale := letter.Request
	to := stale
	to.Workflow, to.Joined = rights.InAnother, gdpr.NewID()
	next := b.lodged(mojob, kari, gdpr.Access)
	err = b.cases().Link(t.Context(), stale, to, rights.Entry{At: b.now(), On: rights.Link, Text: "late"}, next)
	wantKind(t, err, gdpr.Conflict, gdpr.CodeAlreadyDecided)
	if got := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, letter.ID)); got.Revision != held.Revision {
		t.Error("the letter was moved by whoever came late")
	}
	if d := cmp.Diff(before, b.shape()); d != "" {
		t.Error(d)
	}
}

// Whatever is stored of a case without an address, by right or by mistake: nobody is written to but staff.
func TestNoStepOfALetterCallsForAMailToThePerson(t *testing.T) {
	b := setUp(t)
	letter := b.letter(mojob, gdpr.Access)
	for _, on := range []rights.Event{
		rights.Vouch, rights.Sort, rights.Extend, rights.Inform, rights.Doubt, rights.Nudge, rights.Settle, rights.Reply, rights.Deny,
		rights.Cancel, rights.Lapse, rights.Announce, rights.Warn, rights.Restrict, rights.ReplyByPost, rights.DenyByPost, rights.Link,
	} {
		letter = b.moved(letter, rights.Entry{On: on, By: "staff:7b0e"}, nil)
	}
	if mails := b.mailsOf(letter.ID); len(mails) > 0 {
		t.Errorf("mails %v", mails)
	}
	for _, on := range []rights.Event{rights.Remind, rights.Escalate} {
		letter = b.moved(letter, rights.Entry{On: on, By: rights.ByClock, To: []gdpr.Private{"ahoy@mojob.io"}}, nil)
	}
	mails := b.mailsOf(letter.ID)
	if len(mails) != 2 {
		t.Errorf("staff hear of the deadline by %v", mails)
	}
	for _, m := range mails {
		l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), outbox.Ref{Controller: mojob, Case: letter.ID, Entry: m}))
		if l.To != "ahoy@mojob.io" {
			t.Errorf("%s goes to %q", m, l.To.Reveal())
		}
	}
}
