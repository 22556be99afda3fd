package dynamo_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
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
		r.Extended = rights.Extension{
			At: at, Told: at.Add(time.Minute), First: at.AddDate(0, 1, 0), To: at.AddDate(0, 3, 0), Reasons: private("extended"),
			Notice: rights.Posted{From: at.Add(time.Minute), Taken: 1},
		}
		r.Announced, r.Looked, r.Nudged, r.Before = rights.Posted{From: at, Open: 2, Taken: 1}, at, 2, rights.Revoked
		r.Pause = rights.Pause{From: at, To: at.Add(time.Hour), Notice: rights.Posted{From: at, Taken: 1}, Question: private("question")}
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
			{ID: gdpr.NewID(), Recipient: "customers", Way: "opendsr", About: gdpr.Rectification, State: rights.NoticeDue, Tries: 2, Sent: at, Heard: at},
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
		r.Workflow, r.Identity, r.Expires = rights.Open, rights.Vouched, 0
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
				line := fmt.Sprint(e["at"], " ", e["on"])
				for _, about := range []struct{ sign, field string }{{"-", "took"}, {"+", "gave"}} {
					some, _ := e[about.field].([]any)
					for _, p := range some {
						line += fmt.Sprint(" ", about.sign, p)
					}
				}
				events = append(events, line)
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
	first := retention.Expiry(b.now().AddDate(3, 0, 0).Unix())
	for _, end := range []retention.Expiry{first, first + 5000, 0, first} {
		held = b.moved(held, rights.Entry{On: rights.Remark}, func(r *rights.Request) { r.Expires = end })
		ending, endless := 0, 0
		for key, it := range b.stored() {
			_, sk, _ := strings.Cut(key, " ")
			switch e, has := it["expires"].(float64); {
			case !strings.HasPrefix(key, "mojob#CASE#") || followsItsHead(key) || strings.HasPrefix(sk, "LINK#"):
			case has && retention.Expiry(e) != end:
				t.Errorf("%s ends at %v, the case at %d", key, e, end)
			case has:
				ending++
			case sk == "CASE" && end != 0:
				t.Error("the case has no end")
			default:
				endless++ // it goes with its head
			}
		}
		if end == 0 && ending > 0 || end == first+5000 && endless > 0 || end != 0 && ending < 30 {
			t.Errorf("of a case that ends at %d, %d end with it and %d have no end", end, ending, endless)
		}
	}
}

// A case that is under way has no end: it is there, is joined, takes mails, and tells what became of its own,
// however many years that takes. With its answer it gets one, and so does all that lies in it.
func TestACaseThatIsUnderWayIsThereHoweverLong(t *testing.T) {
	b := setUp(t)
	held := b.put(mojob, kari, gdpr.Access)
	b.clock.advance(10 * 366 * day)
	b.settles(held.ID, outbox.RequestOpen, outbox.Sent)
	b.registered(b.reply("ses1", kari, b.held(held.ID), false))
	again := b.put(mojob, ola, gdpr.Access)
	joins := b.received(mojob, asks(kari, gdpr.Access))
	joins = must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(joins.ID, b.issued(refOf(joins, outbox.RequestConfirm))), rights.Confirmed)).Request
	if joins.Joined != held.ID || again.ID == held.ID {
		t.Errorf("%s, joined to %q", joins.Workflow, joins.Joined)
	}
	end := retention.Expiry(b.now().AddDate(0, 0, 30).Unix())
	b.moved(b.again(held.ID), rights.Entry{On: rights.Deny, By: "staff:s1"}, func(r *rights.Request) {
		r.Workflow, r.Delivery, r.Expires = rights.Denied, rights.Underway, end
		r.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Withheld, At: b.now(), By: "staff:s1"}}
	})
	for key, it := range b.stored() {
		pk, sk, _ := strings.Cut(key, " ")
		ends := it["expires"]
		switch {
		case pk != "mojob#CASE#"+string(held.ID) && !strings.HasPrefix(pk, "mojob#MESSAGE#") || strings.HasPrefix(sk, "LINK#") || strings.HasPrefix(sk, "MESSAGE#"):
			continue
		case strings.HasPrefix(sk, "TERM#"):
			ends = it["end"]
		}
		if ends != float64(end) {
			t.Errorf("%s ends at %v, the case at %d", key, ends, end)
		}
	}
	b.clock.set(end.Time())
	if _, err := b.cases().Case(t.Context(), mojob, held.ID); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("after its end: %v", err)
	}
}
