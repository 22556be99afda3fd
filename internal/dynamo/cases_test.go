package dynamo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

func TestARequestIsReadAsItWasReceived(t *testing.T) {
	b := setUp(t)
	in := asks(kari, gdpr.Access, gdpr.Objection)
	in.Name, in.Text = "Kari Nordmann", "Everything since 2020,\nplease – æøå."
	r := b.received(mojob, in)
	l := b.issued(refOf(r, outbox.RequestConfirm))
	got, _, err := b.cases().Open(t.Context(), mojob, byBoth(r.ID, l), rights.ToConfirm)
	if err != nil {
		t.Fatal(err)
	}
	want := rights.Case{Request: r, History: []rights.Entry{{At: r.Received, On: rights.Receive, By: rights.ByPerson}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got.Address != kari || got.Name != in.Name || got.Text != in.Text { // cmp shows private values alike
		t.Error("address, name or text came back changed")
	}
	if got.Subject == "" || got.Said == "" {
		t.Errorf("subject %q, said %q", got.Subject, got.Said)
	}
}

func TestWhatOpensACase(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	confirm := b.issued(refOf(r, outbox.RequestConfirm))
	must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(r.ID, confirm), rights.Confirmed))
	follow := b.issued(refOf(r, outbox.RequestOpen))
	for _, test := range []struct {
		name  string
		proof gdpr.Proof
		door  rights.Door
		want  gdpr.Strength
		code  gdpr.Code
	}{
		{"the link of the confirmation confirms", byLink(r.ID, confirm), rights.ToConfirm, gdpr.ByLink, ""},
		{"with the code it proves more", byBoth(r.ID, confirm), rights.ToConfirm, gdpr.ByCode, ""},
		{"the code alone, typed by hand", byCode(r.ID, confirm), rights.ToConfirm, gdpr.ByCode, ""},
		{"the link of the confirmation follows too", byLink(r.ID, confirm), rights.ToFollow, gdpr.ByLink, ""},
		{"the link of the answer follows", byLink(r.ID, follow), rights.ToFollow, gdpr.ByLink, ""},
		{"the code of the answer follows", byCode(r.ID, follow), rights.ToFollow, gdpr.ByCode, ""},
		{"the link of the answer does not confirm", byLink(r.ID, follow), rights.ToConfirm, gdpr.Unproven, gdpr.CodeLink},
		{"nothing at all", gdpr.Proof{Case: r.ID}, rights.ToFollow, gdpr.Unproven, gdpr.CodeLink},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, strength, err := b.cases().Open(t.Context(), mojob, test.proof, test.door)
			if strength != test.want {
				t.Errorf("strength %d, want %d", strength, test.want)
			}
			if test.code == "" && err != nil {
				t.Error(err)
			}
			if test.code != "" {
				wantKind(t, err, gdpr.NotFound, test.code)
			}
		})
	}
}

func TestALinkEndsWhenItSaysAndTheCaseDoesNot(t *testing.T) {
	b := setUp(t)
	held, l := b.opened(mojob, asks(kari, gdpr.Access))
	b.clock.set(l.Grant.Expires.Add(-time.Second))
	if _, _, err := b.cases().Open(t.Context(), mojob, byLink(held.ID, l), rights.ToConfirm); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	b.clock.set(l.Grant.Expires)
	for _, p := range []gdpr.Proof{byLink(held.ID, l), {Case: held.ID}} {
		_, _, err := b.cases().Open(t.Context(), mojob, p, rights.ToConfirm)
		wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
	}
	if _, err := b.mails().Letter(t.Context(), refOf(held.Request, outbox.RequestOpen)); err != nil {
		t.Errorf("the case: %v", err)
	}
}

func TestAConfirmationIsOneStepWithItsEventMailAndPointers(t *testing.T) {
	b := setUp(t)
	held, _ := b.opened(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
	if held.Workflow != rights.Open || held.Identity != rights.Proven || len(held.History) != 2 {
		t.Errorf("%s, %s, history %v", held.Workflow, held.Identity, held.History)
	}
	want := strings.Join([]string{
		"1 CASE CASE", "1 CASE EVENT#confirm", "1 CASE EVENT#receive", "1 CASE LINK",
		"1 CASE MAIL#request-confirm", "1 CASE MAIL#request-open", "1 CASE TERM", "1 SUBJECT HELD",
		"1 SUBJECT STANDING#access", "1 SUBJECT STANDING#erasure",
	}, "\n")
	if d := cmp.Diff(want, b.shape()); d != "" {
		t.Error(d)
	}
	standing := must[map[gdpr.Right]rights.Request](t)(b.cases().Standing(t.Context(), mojob, held.Subject))
	for _, right := range held.Rights {
		if got := standing[right]; got.ID != held.ID || got.Said != held.Said || !got.Received.Equal(held.Received) {
			t.Errorf("%s stands for %+v", right, got)
		}
	}
}

func TestConfirmingAgainShowsTheResultAgain(t *testing.T) {
	b := setUp(t)
	held, l := b.opened(mojob, asks(kari, gdpr.Access))
	before := b.stored()
	b.clock.advance(time.Hour)
	again := must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(held.ID, l), rights.Confirmed))
	if d := cmp.Diff(held, again); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Error(d)
	}
}

// Threat H24: the history is in the order in which things came about.
func TestHistoryIsInOrderWhereAClockIsBehind(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	p := byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm)))
	b.clock.advance(-time.Hour)
	for _, says := range []rights.Decision{rights.Confirmed, rights.Refused} {
		must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, p, says))
	}
	held := must[rights.Case](t)(b.requests.Follow(t.Context(), mojob, p))
	var on []rights.Event
	for _, e := range held.History {
		on = append(on, e.On)
	}
	if d := cmp.Diff([]rights.Event{rights.Receive, rights.Confirm, rights.Cancel}, on); d != "" {
		t.Error(d)
	}
}

func TestARequestMovesOnlyFromWhereItStands(t *testing.T) {
	move := func(b bench, change func(from, to *rights.Request)) error {
		r := b.received(mojob, asks(kari, gdpr.Objection))
		to := r
		to.Workflow, to.Identity, to.Decided = rights.Open, rights.Proven, b.clock.Now().Add(time.Minute)
		to.Expires = r.Expires + 1000
		change(&r, &to)
		return b.cases().Move(b.t.Context(), r, to, rights.Entry{At: to.Decided, On: rights.Confirm}, nil)
	}
	for _, test := range []struct {
		name   string
		change func(b bench, from, to *rights.Request)
		refuse bool
	}{
		{"as it stands", func(bench, *rights.Request, *rights.Request) {}, false},
		{"from another workflow", func(_ bench, from, _ *rights.Request) { from.Workflow = rights.Open }, true},
		{"from another identity", func(_ bench, from, _ *rights.Request) { from.Identity = rights.Asked }, true},
		{"that nobody has", func(_ bench, from, to *rights.Request) { to.ID = gdpr.NewID() }, true},
		{"of another controller", func(_ bench, from, to *rights.Request) { to.Controller = tretoen }, true},
		{"that has ended", func(b bench, from, _ *rights.Request) { b.clock.set(from.Expires.Time()) }, true},
		{"a second before it ends", func(b bench, from, _ *rights.Request) { b.clock.set(from.Expires.Time().Add(-time.Second)) }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := setUp(t)
			var before map[string]map[string]any
			err := move(b, func(from, to *rights.Request) { test.change(b, from, to); before = b.stored() })
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

func TestTheSameRequestAgainJoinsTheOneThatStands(t *testing.T) {
	b := setUp(t)
	first, _ := b.opened(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
	b.clock.advance(time.Hour)
	second, _ := b.opened(mojob, asks("KARI@example.no", gdpr.Erasure))
	if second.Workflow != rights.InAnother || second.Joined != first.ID {
		t.Errorf("%s, joined to %q", second.Workflow, second.Joined)
	}
	other, _ := b.opened(mojob, asks(ola, gdpr.Erasure))
	foreign, _ := b.opened(tretoen, asks(kari, gdpr.Erasure))
	if other.Workflow != rights.Open || foreign.Workflow != rights.Open {
		t.Errorf("another person's: %s; to another controller: %s", other.Workflow, foreign.Workflow)
	}
}

func TestARequestCannotJoinOneThatStandsNoMore(t *testing.T) {
	b := setUp(t)
	first, _ := b.opened(mojob, asks(kari, gdpr.Access))
	r := b.received(mojob, asks(kari, gdpr.Access))
	to := r
	to.Workflow, to.Identity, to.Decided, to.Joined = rights.InAnother, rights.Proven, b.clock.Now(), gdpr.NewID()
	to.Expires = first.Expires
	wantKind(t, b.cases().Move(t.Context(), r, to, rights.Entry{At: to.Decided, On: rights.Join}, nil), gdpr.Conflict, gdpr.CodeAlreadyDecided)
	to.Joined = first.ID
	b.clock.set(r.Received.Add(29 * 24 * time.Hour))
	if err := b.cases().Move(t.Context(), r, to, rights.Entry{At: to.Decided, On: rights.Join}, nil); err != nil {
		t.Errorf("to the one that stands: %v", err)
	}
}

// What is canceled is never answered. If it went on standing for its rights, the
// next request for them would join it, and would never be answered either.
func TestACanceledRequestStandsForNothing(t *testing.T) {
	b := setUp(t)
	first, l := b.opened(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
	must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(first.ID, l), rights.Refused))
	if standing, err := b.cases().Standing(t.Context(), mojob, first.Subject); err != nil || len(standing) != 0 {
		t.Errorf("standing: %v, %v", standing, err)
	}
	second, _ := b.opened(mojob, asks(kari, gdpr.Access))
	if second.Workflow != rights.Open {
		t.Errorf("the next request: %s", second.Workflow)
	}
	standing := must[map[gdpr.Right]rights.Request](t)(b.cases().Standing(t.Context(), mojob, first.Subject))
	if len(standing) != 1 || standing[gdpr.Access].ID != second.ID {
		t.Errorf("standing: %v", standing)
	}
}

func TestCancelingEndsOnlyItsOwnStanding(t *testing.T) {
	b := setUp(t)
	first, _ := b.opened(mojob, asks(kari, gdpr.Access))
	in := asks(kari, gdpr.Access, gdpr.Erasure)
	second, l := b.opened(mojob, in)
	if second.Workflow != rights.Open {
		t.Fatalf("the second: %s", second.Workflow)
	}
	must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(second.ID, l), rights.Refused))
	standing := must[map[gdpr.Right]rights.Request](t)(b.cases().Standing(t.Context(), mojob, first.Subject))
	if len(standing) != 1 || standing[gdpr.Access].ID != first.ID {
		t.Errorf("standing: %v", standing)
	}
}

func TestAnExpiredCaseIsAnUnknownOne(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := b.issued(refOf(r, outbox.RequestConfirm))
	b.clock.set(r.Expires.Time())
	_, err := b.requests.Decide(t.Context(), mojob, byBoth(r.ID, l), rights.Confirmed)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
	_, err = b.mails().Letter(t.Context(), refOf(r, outbox.RequestConfirm))
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	_, err = b.mails().Entry(t.Context(), refOf(r, outbox.RequestConfirm))
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	if n := len(b.stored()); n == 0 {
		t.Error("the table is empty: this showed nothing")
	}
}

func TestAnExpiredRequestGivesItsPlaceToTheSameAgain(t *testing.T) {
	b := setUp(t)
	in := asks(kari, gdpr.Access)
	in.Key = "the client's key"
	old := b.received(mojob, in)
	b.clock.set(old.Expires.Time())
	renewed := b.received(mojob, in)
	if renewed.ID != old.ID || !renewed.Received.Equal(b.clock.Now()) {
		t.Errorf("%s received %v", renewed.ID, renewed.Received)
	}
	l := b.issued(refOf(renewed, outbox.RequestConfirm))
	got, _, err := b.cases().Open(t.Context(), mojob, byBoth(renewed.ID, l), rights.ToConfirm)
	if err != nil || len(got.History) != 1 {
		t.Errorf("history %v, %v", got.History, err)
	}
}

func TestTheSameKeyFindsTheSameRequest(t *testing.T) {
	b := setUp(t)
	in := asks(kari, gdpr.Access)
	in.Key = "the client's key"
	first := b.received(mojob, in)
	before := b.stored()
	if again := b.received(mojob, in); again.ID != first.ID {
		t.Errorf("id %s, want %s", again.ID, first.ID)
	}
	in.Text = "and something else"
	_, err := b.requests.Receive(t.Context(), mojob, in)
	wantKind(t, err, gdpr.Mismatch, gdpr.CodeKeyReused)
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Error(d)
	}
	for _, other := range []struct {
		c gdpr.ControllerID
		a gdpr.Private
	}{{tretoen, kari}, {mojob, ola}} {
		in := asks(other.a, gdpr.Access)
		in.Key = "the client's key"
		if r := b.received(other.c, in); r.ID == first.ID {
			t.Errorf("%s finds the request of somebody else by the key", other.c)
		}
	}
}
