package dynamo_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// lodged is a case as the person's own page puts it in, not stored yet.
func (b bench) lodged(c gdpr.ControllerID, address gdpr.Private, asked ...gdpr.Right) rights.Case {
	b.t.Helper()
	d, _ := controllers.Registry().Current(c)
	now := b.now()
	r := must[rights.Request](b.t)(rights.Draft(d, rights.Intake{
		Address: address, Rights: asked, Language: gdpr.English, Channel: rights.ByForm,
	}, rights.Lodge, now, now))
	r.ID = gdpr.NewID()
	return rights.Case{
		Request: r.Scheduled(holiday.Norway{}, d.Handling, now),
		History: []rights.Entry{{At: now, On: rights.Lodge, By: rights.ByPerson}},
	}
}

// put is such a case, stored.
func (b bench) put(c gdpr.ControllerID, address gdpr.Private, asked ...gdpr.Right) rights.Case {
	b.t.Helper()
	held, fresh, err := b.cases().Put(b.t.Context(), b.lodged(c, address, asked...), "")
	if err != nil || !fresh {
		b.t.Fatalf("fresh %t, %v", fresh, err)
	}
	b.clock.advance(time.Second)
	return held
}

// moves is a case moved by an entry, and by what change sets.
func (b bench) moves(held rights.Case, on rights.Entry, change func(*rights.Request)) (rights.Case, error) {
	b.t.Helper()
	to := held.Request
	if change != nil {
		change(&to)
	}
	on.At = b.now()
	to.Decided = on.At
	b.clock.advance(time.Second)
	if err := b.cases().Move(b.t.Context(), held.Request, to, on, nil); err != nil {
		return held, err
	}
	return b.cases().Case(b.t.Context(), held.Controller, held.ID)
}

func (b bench) moved(held rights.Case, on rights.Entry, change func(*rights.Request)) rights.Case {
	b.t.Helper()
	return must[rights.Case](b.t)(b.moves(held, on, change))
}

// full is a case of which everything is said that can be.
func (b bench) full(address gdpr.Private, said string) rights.Case {
	b.t.Helper()
	held := b.put(mojob, address, gdpr.Access, gdpr.Rectification, gdpr.Erasure)
	private := func(what string) gdpr.Private { return gdpr.Private(what + " " + said) }
	at := b.now()
	return b.moved(held, rights.Entry{On: rights.Remark, By: "staff:7b0e", Right: gdpr.Access, Text: private("note")}, func(r *rights.Request) {
		r.Delivery, r.Registered, r.Against = rights.Underway, at, rights.AgainstMarketing
		r.Extended = rights.Extension{At: at, Reasons: private("extended")}
		r.Pause = rights.Pause{From: at, To: at.Add(time.Hour), Question: private("question")}
		r.Assignee, r.Until, r.Erasure, r.Reminded = "7b0e", at.Add(48*time.Hour), gdpr.NewID(), 7
		r.Restricted = []string{"applications.a.b"}
		r.Outcomes = []rights.Outcome{
			{Right: gdpr.Access, Result: rights.Granted, At: at, By: rights.ByClock},
			{Right: gdpr.Rectification, Result: rights.Withheld, At: at, By: "staff:7b0e", Ground: "accurate", Reasons: private("reasons"),
				Kept: []rights.Kept{{Class: "applications", Ground: "claims", Article: "17(3)(e)", Until: at.AddDate(1, 0, 0)}}},
		}
		r.Refusal = &rights.Refusal{Right: gdpr.Erasure, Ground: "excessive", Reasons: private("refusal"), Evidence: private("evidence"), By: "staff:1", At: at}
		r.Corrections = []rights.Correction{{Item: "profiles.a", Field: "name", Value: private("value"), State: rights.Declined, Reason: private("because")}}
		r.Redactions = []rights.Redaction{{Item: "profiles.a", Field: "text", Passage: private("passage")}}
		r.Notices = []rights.Notice{
			{ID: gdpr.NewID(), Recipient: "customers", Way: "opendsr", State: rights.NoticeDue, Tries: 2, Sent: at, Heard: at},
			{ID: gdpr.NewID(), Recipient: "customers", Customer: private("customer"), Way: "staff", State: rights.NoticeSilent, Reason: private("reason")},
		}
	})
}

// revealed is cmp's way to compare private values by what they say.
var byValue = cmp.Transformer("reveal", func(p gdpr.Private) string { return p.Reveal() })

func TestAllOfACaseIsReadAsItWasStored(t *testing.T) {
	b := setUp(t)
	held := b.full(kari, "of Kari's")
	to := held.Request
	to.Text = "more to say"
	got := b.moved(held, rights.Entry{On: rights.Remark, By: "staff:2"}, func(r *rights.Request) { *r = to })
	to.Revision, to.Decided = held.Revision+1, got.Decided
	if d := cmp.Diff(to, got.Request, byValue); d != "" {
		t.Error(d)
	}
	want := rights.Entry{At: got.History[1].At, On: rights.Remark, By: "staff:7b0e", Right: gdpr.Access, Text: "note of Kari's"}
	if d := cmp.Diff(want, got.History[1], byValue); d != "" {
		t.Error(d)
	}
	if got.Revision != 3 || len(got.History) != 3 {
		t.Errorf("revision %d, %d lines", got.Revision, len(got.History))
	}
}

// Threat H14: whatever anybody writes about a person lies in no attribute that can be read.
func TestNothingThatIsWrittenAboutAPersonLiesInClear(t *testing.T) {
	b := setUp(t)
	held := b.full(canaryAddress, "kanarinotat-77")
	b.moved(held, rights.Entry{On: rights.Announce, To: []gdpr.Private{"annen.kanarifugl@example.org"}}, nil)
	for key, it := range b.stored() {
		everyText(it, func(text string) {
			if strings.Contains(strings.ToLower(text), "kanari") {
				t.Errorf("item %s holds %q", key, text)
			}
		})
	}
	if got := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, held.ID)); got.Refusal == nil || got.Refusal.Evidence != "evidence kanarinotat-77" {
		t.Error("what was sealed does not open: this showed nothing")
	}
}

// The overview reads the history in brief from the heads, so it has to say what the history says.
func TestTheLogOfAHeadIsItsHistory(t *testing.T) {
	b := setUp(t)
	first := b.registered(b.wrote("ses1", kari, gdpr.Access)).Request
	b.clock.advance(time.Minute)
	b.registered(b.reply("ses2", kari, b.held(first.ID), false))
	held := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, first.ID))
	held = b.moved(held, rights.Entry{On: rights.Vouch, Text: "by phone"}, func(r *rights.Request) {
		r.Workflow, r.Identity, r.Expires = rights.Open, rights.Vouched, r.Expires+1000
	})
	b.answered(held)
	b.settles(held.ID, outbox.RequestAnswered, outbox.Delivered)
	b.put(mojob, ola, gdpr.Access)
	_, undo := b.withdrawn()
	_ = undo
	seen := 0
	for key, it := range b.stored() {
		pk, sk, _ := strings.Cut(key, " ")
		if sk != "CASE" && sk != "CONSENT" {
			continue
		}
		var log, events []string
		for _, line := range it["log"].([]any) {
			log = append(log, line.(string))
		}
		for other, e := range b.stored() {
			if strings.HasPrefix(other, pk+" EVENT#") {
				events = append(events, fmt.Sprint(e["at"], " ", e["on"]))
			}
			if strings.HasPrefix(other, pk+" MESSAGE#") && e["joined"] == true {
				events = append(events, fmt.Sprint(e["at"], " write"))
			}
		}
		slices.Sort(events)
		slices.Sort(log)
		if d := cmp.Diff(events, log); d != "" {
			t.Errorf("%s:\n%s", key, d)
		}
		seen += len(log)
	}
	if seen < 8 {
		t.Errorf("%d lines in all: this shows nothing", seen)
	}
}

// answered is a case whose answer is under way.
func (b bench) answered(held rights.Case) rights.Case {
	b.t.Helper()
	return b.moved(held, rights.Entry{On: rights.Reply, By: rights.ByClock}, func(r *rights.Request) {
		r.Workflow, r.Delivery, r.Next = rights.Answered, rights.Underway, b.now().Add(7*day)
	})
}

// settles is what SES tells of a mail of a case.
func (b bench) settles(id gdpr.ID, kind outbox.Kind, as outbox.State) {
	b.t.Helper()
	ref := outbox.Ref{Controller: mojob, Case: id, Entry: string(kind)}
	e := must[outbox.Entry](b.t)(b.mails().Entry(b.t.Context(), ref))
	to := e
	to.State, to.Due, to.MessageID = as, time.Time{}, "ses-"+string(as)
	b.can(b.mails().Settle(b.t.Context(), e, to))
	b.clock.advance(time.Second)
}

// mailsOf is the entries of a case's mails, sorted.
func (b bench) mailsOf(id gdpr.ID) []string {
	b.t.Helper()
	var entries []string
	for key := range b.stored() {
		if _, entry, ok := strings.Cut(key, "mojob#CASE#"+string(id)+" MAIL#"); ok {
			entries = append(entries, entry)
		}
	}
	slices.Sort(entries)
	return entries
}

func TestEachStepCallsForItsMail(t *testing.T) {
	b := setUp(t)
	granted := func(right gdpr.Right, result rights.Result) func(*rights.Request) {
		return func(r *rights.Request) { r.Outcomes = append(r.Outcomes, rights.Outcome{Right: right, Result: result}) }
	}
	state := func(w rights.Workflow) func(*rights.Request) { return func(r *rights.Request) { r.Workflow = w } }
	notice := func(r *rights.Request) {
		r.Notices = []rights.Notice{
			{ID: "n1", Way: "staff", State: rights.NoticeDue}, {ID: "n2", Way: string(controller.ToldByMail), State: rights.NoticeAsked},
		}
	}
	for _, test := range []struct {
		on     rights.Entry
		change func(*rights.Request)
		want   string // "*" for the time of the step
	}{
		{rights.Entry{On: rights.Settle}, granted(gdpr.Access, rights.Granted), "request-copy-*"},
		{rights.Entry{On: rights.Settle}, granted(gdpr.Access, rights.Withheld), "request-settled-*"},
		{rights.Entry{On: rights.Settle}, granted(gdpr.Erasure, rights.Granted), "request-settled-*"},
		{rights.Entry{On: rights.Reply}, granted(gdpr.Access, rights.Granted), "request-copy-*"},
		{rights.Entry{On: rights.Reply}, granted(gdpr.Erasure, rights.Granted), "request-answered"},
		{rights.Entry{On: rights.Deny}, state(rights.Denied), "request-refused"},
		{rights.Entry{On: rights.Extend}, nil, "request-extended"},
		{rights.Entry{On: rights.Doubt}, nil, "request-identity"},
		{rights.Entry{On: rights.Cancel}, state(rights.Revoked), "request-canceled"},
		{rights.Entry{On: rights.Lapse}, state(rights.Lapsed), "request-lapsed"},
		{rights.Entry{On: rights.Announce, To: []gdpr.Private{ola, "x@example.no"}}, state(rights.Cooling), "request-erasing request-erasing-* request-erasing-*-2"},
		{rights.Entry{On: rights.Warn}, state(rights.Lifting), "request-lifting-*"},
		{rights.Entry{On: rights.Remind, To: []gdpr.Private{ola}}, nil, "request-reminder-*"},
		{rights.Entry{On: rights.Escalate, To: []gdpr.Private{ola}}, nil, "request-overdue-*"},
		{rights.Entry{On: rights.Tell, To: []gdpr.Private{ola}}, notice, "request-notice-n2"},
		{rights.Entry{On: "restrict"}, nil, "request-restricted-*"},
		{rights.Entry{On: rights.Sort}, state(rights.Waiting), "request-confirm-*"},
		{rights.Entry{On: rights.Sort}, nil, ""},
		{rights.Entry{On: rights.Remark, Text: "x"}, nil, ""},
		{rights.Entry{On: rights.Begin}, state(rights.Carrying), ""},
		{rights.Entry{On: rights.Prove}, nil, ""},
		{rights.Entry{On: rights.Vouch}, nil, ""},
	} {
		held := b.put(mojob, kari, gdpr.Access, gdpr.Erasure)
		at := strings.NewReplacer("-", "", ":", "", ".", "", "T", "", "Z", "").Replace(b.now().Format("2006-01-02T15:04:05.000Z"))
		b.moved(held, test.on, test.change)
		want := append(strings.Fields(strings.ReplaceAll(test.want, "*", at)), "request-open")
		slices.Sort(want)
		if d := cmp.Diff(want, b.mailsOf(held.ID)); d != "" {
			t.Errorf("%s:\n%s", test.on.On, d)
		}
		if letter := b.mailsOf(held.ID)[0]; len(test.on.To) == 1 {
			l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), outbox.Ref{Controller: mojob, Case: held.ID, Entry: letter}))
			if letter != "request-open" && l.To != ola {
				t.Errorf("%s goes to another", letter)
			}
		}
	}
}

func TestTheDeliveryOfAnAnswerFollowsItsMail(t *testing.T) {
	b := setUp(t)
	for _, test := range []struct {
		mail   outbox.Kind
		states []outbox.State
		want   rights.Delivery
	}{
		{outbox.RequestAnswered, []outbox.State{outbox.Sent}, rights.Underway},
		{outbox.RequestAnswered, []outbox.State{outbox.Sent, outbox.Delivered}, rights.Arrived},
		{outbox.RequestAnswered, []outbox.State{outbox.Sent, outbox.Bounced}, rights.Failed},
		{outbox.RequestAnswered, []outbox.State{outbox.Delivered, outbox.Bounced}, rights.Failed},
		{outbox.RequestAnswered, []outbox.State{outbox.Failed}, rights.Failed},
		{outbox.RequestOpen, []outbox.State{outbox.Delivered}, rights.Underway}, // not the answer
	} {
		held := b.answered(b.put(mojob, kari, gdpr.Objection))
		for _, s := range test.states {
			b.settles(held.ID, test.mail, s)
		}
		got := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, held.ID))
		if got.Delivery != test.want {
			t.Errorf("%s %v: %s", test.mail, test.states, got.Delivery)
		}
		if _, _, delivery, err := rights.Replay(got.History); err != nil || delivery != got.Delivery {
			t.Errorf("replayed %s, %v", delivery, err)
		}
	}
}

func TestTheQueueIsByDeadlineAndItsPagesAreWhole(t *testing.T) {
	b := setUp(t)
	var want []gdpr.ID
	for i := range 7 {
		held := b.put(mojob, gdpr.Private(fmt.Sprintf("p%d@example.no", i)), gdpr.Access)
		want = append(want, held.ID)
		b.clock.advance(5 * day)
	}
	b.put(tretoen, kari, gdpr.Access)
	b.received(mojob, asks(kari, gdpr.Erasure))
	b.answered(must[rights.Case](t)(b.cases().Case(t.Context(), mojob, want[3])))
	want = slices.Delete(want, 3, 4)
	var got []gdpr.ID
	for from := ""; ; {
		page, more, err := b.cases().Queue(t.Context(), mojob, rights.ToDo, from, 2)
		if err != nil || len(page) > 2 {
			t.Fatalf("%d, %v", len(page), err)
		}
		for _, r := range page {
			got = append(got, r.ID)
			if r.Address != "" || r.Workflow != rights.Open || r.Deadline.IsZero() || r.Revision != 1 || len(r.Rights) != 1 || r.Subject == "" {
				t.Errorf("listed %+v", r)
			}
		}
		if from = more; more == "" {
			break
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for q, n := range map[rights.Queue]int{rights.Awaiting: 1, rights.Ended: 1} {
		if page, _, err := b.cases().Queue(t.Context(), mojob, q, "", 10); err != nil || len(page) != n {
			t.Errorf("%s: %d, %v", q, len(page), err)
		}
	}
	_, _, err := b.cases().Queue(t.Context(), mojob, rights.ToDo, "no place", 10)
	wantKind(t, err, gdpr.Invalid, gdpr.CodeInvalid)
}

func TestTheIndexOfCasesHoldsOnlyWhatThereIsToDo(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Objection)
	due := func(at time.Time) int {
		return len(must[[]gdpr.ID](t)(b.cases().Due(t.Context(), mojob, at)))
	}
	next := b.now().Add(time.Hour)
	held = b.moved(held, rights.Entry{On: rights.Remark}, func(r *rights.Request) { r.Next = next })
	if due(next.Add(-time.Second)) != 0 || due(next) != 1 {
		t.Error("due at another time")
	}
	b.can(b.cases().Later(t.Context(), mojob, held.ID, next.Add(time.Hour)))
	if due(next) != 0 || due(next.Add(time.Hour)) != 1 {
		t.Error("put off to another time")
	}
	b.can(b.cases().Later(t.Context(), mojob, held.ID, time.Time{}))
	b.can(b.cases().Later(t.Context(), mojob, held.ID, next)) // nothing to do: it stays so
	if due(next.AddDate(9, 0, 0)) != 0 {
		t.Error("there is nothing to do, and it is due")
	}
}

func TestOfWritersOfOneRevisionOneWins(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Access, gdpr.Erasure)
	_, errs := sideBySide(64, func(i int) (struct{}, error) {
		to := held.Request
		to.Assignee, to.Decided = fmt.Sprint(i), b.now()
		on := rights.Entry{At: to.Decided.Add(time.Duration(i) * time.Millisecond), On: rights.Assign}
		return struct{}{}, b.cases().Move(t.Context(), held.Request, to, on, nil)
	})
	won := 0
	for _, err := range errs {
		switch gdpr.KindOf(err) {
		case gdpr.Conflict, gdpr.Unavailable:
		default:
			won++
			if err != nil {
				t.Error(err)
			}
		}
	}
	got := must[rights.Case](t)(b.cases().Case(t.Context(), mojob, held.ID))
	if won != 1 || got.Revision != 2 || len(got.History) != 2 {
		t.Errorf("%d won; revision %d, %d lines", won, got.Revision, len(got.History))
	}
}

func TestASettledRightStandsNoMore(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Access, gdpr.Erasure)
	standing := func() []gdpr.Right {
		var all []gdpr.Right
		for right := range must[map[gdpr.Right]rights.Request](t)(b.cases().Standing(t.Context(), mojob, held.Subject)) {
			all = append(all, right)
		}
		slices.Sort(all)
		return all
	}
	if d := cmp.Diff([]gdpr.Right{gdpr.Access, gdpr.Erasure}, standing()); d != "" {
		t.Error(d)
	}
	held = b.moved(held, rights.Entry{On: rights.Settle, Right: gdpr.Access}, func(r *rights.Request) {
		r.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, At: b.now()}}
	})
	if d := cmp.Diff([]gdpr.Right{gdpr.Erasure}, standing()); d != "" {
		t.Error(d)
	}
	b.moved(held, rights.Entry{On: rights.Sort}, func(r *rights.Request) { r.Workflow, r.Identity = rights.Waiting, rights.Unproven })
	if got := standing(); got != nil {
		t.Errorf("waiting, and it stands for %v", got)
	}
}

func TestTheSameKeyPutsOneCase(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	for _, address := range []gdpr.Private{kari, ""} { // "": who came by letter, and has none
		first, fresh, err := b.cases().Put(ctx, b.lodged(mojob, address, gdpr.Access), "key")
		if err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		again, fresh, err := b.cases().Put(ctx, b.lodged(mojob, address, gdpr.Access), "key")
		if err != nil || fresh || again.ID != first.ID {
			t.Errorf("%s, want %s, fresh %t, %v", again.ID, first.ID, fresh, err)
		}
	}
	one, two := b.put(mojob, "", gdpr.Objection), b.put(mojob, "", gdpr.Objection)
	if one.Subject == two.Subject {
		t.Error("two people without an address are one")
	}
}

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

// A case with more lines and mails than one transaction takes can still be given another end.
func TestALongHistoryIsKeptAsLongAsItsCase(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Access)
	for range 70 {
		held.Revision++
		on := rights.Entry{At: b.now(), On: rights.Remark}
		to := held.Request
		b.clock.advance(time.Second)
		held.Revision--
		b.can(b.cases().Move(t.Context(), held.Request, to, on, nil))
		held.Revision++
	}
	end := held.Expires + 5000
	b.moved(held, rights.Entry{On: rights.Remark}, func(r *rights.Request) { r.Expires = end })
	for key, it := range b.stored() {
		if strings.HasPrefix(key, "mojob#CASE#") && it["expires"] != nil && retention.Expiry(it["expires"].(float64)) != end {
			t.Errorf("%s ends at %v", key, it["expires"])
		}
	}
}
