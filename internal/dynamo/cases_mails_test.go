package dynamo_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

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
		{rights.Entry{On: rights.Extend}, nil, "request-extended-*"},
		{rights.Entry{On: rights.Doubt}, nil, "request-identity"},
		{rights.Entry{On: rights.Cancel}, state(rights.Revoked), "request-canceled"},
		{rights.Entry{On: rights.Lapse}, state(rights.Lapsed), "request-lapsed"},
		{rights.Entry{On: rights.Announce, To: []gdpr.Private{ola, "x@example.no"}}, state(rights.Cooling), "request-erasing-* request-erasing-*-2 request-erasing-*-3"},
		{rights.Entry{On: rights.Warn}, state(rights.Lifting), "request-lifting-*"},
		{rights.Entry{On: rights.Nudge}, func(r *rights.Request) { r.Identity = rights.Asked }, "request-identity-*"},
		{rights.Entry{On: rights.Nudge, To: []gdpr.Private{ola}}, nil, "request-reminder-*"},
		{rights.Entry{On: rights.Nudge}, func(r *rights.Request) { r.Workflow, r.Identity = rights.Waiting, rights.Unproven }, "request-confirm-*"},
		{rights.Entry{On: rights.Look, Text: "x"}, nil, ""},
		{rights.Entry{On: rights.Inform, Text: "x"}, nil, ""},
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
		todo := b.todo()
		if in := slices.ContainsFunc(todo, func(r rights.Request) bool { return r.ID == held.ID }); in != (test.want == rights.Failed) {
			t.Errorf("%s %v: staff have it to do: %t", test.mail, test.states, in)
		}
		if _, _, delivery, err := rights.Replay(got.History); err != nil || delivery != got.Delivery {
			t.Errorf("replayed %s, %v", delivery, err)
		}
	}
}

// todo is what staff have to do.
func (b bench) todo() []rights.Request {
	b.t.Helper()
	page, _, err := b.cases().Queue(b.t.Context(), mojob, rights.ToDo, "", 100)
	if err != nil {
		b.t.Fatal(err)
	}
	return page
}
