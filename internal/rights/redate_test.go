package rights_test

import (
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// briefer is alfa's declaration with other periods.
func briefer(w *world) *controller.Declaration {
	now, _ := w.Controllers.Current(alfa)
	d := *now
	d.Records.Unconfirmed.Period, d.Records.Request.Period = gdpr.Period{Days: 10}, gdpr.Period{Months: 18}
	d.Records.Correspondence.Period = gdpr.Period{Months: 5}
	return &d
}

// Each end is counted again as each step counted it (alive_test.go looks at every way there is, by the same
// declaration).
func TestAnotherDeclarationEndsARequestAsItWouldHave(t *testing.T) {
	w := newWorld(t)
	d := briefer(w)
	at := func(on rights.Event, days int) rights.Entry {
		return rights.Entry{On: on, At: start.AddDate(0, 0, days)}
	}
	ask, nothing := []gdpr.Right{gdpr.Access}, []gdpr.Right(nil)
	for outcome, test := range map[string]struct {
		asked   []gdpr.Right
		as      rights.Workflow
		by      rights.Identity
		history []rights.Entry
		want    time.Time
	}{
		"unconfirmed": {ask, rights.Waiting, rights.Unproven, []rights.Entry{at(rights.Receive, 0)}, start.AddDate(0, 0, 10)},
		"lapsed": {ask, rights.Lapsed, rights.Unproven, []rights.Entry{at(rights.Receive, 0), at(rights.Lapse, 28)},
			start.AddDate(0, 0, 10)},
		"a mail that nobody has sorted": {nothing, rights.Unsorted, rights.Unproven, []rights.Entry{at(rights.SetAside, 0)},
			start.AddDate(0, 5, 0)},
		"one that asks for something": {ask, rights.Unsorted, rights.Unproven, []rights.Entry{at(rights.SetAside, 0)},
			start.AddDate(0, 18, 0)},
		"filed": {nothing, rights.Filed, rights.Unproven, []rights.Entry{at(rights.File, 0)}, start.AddDate(0, 0, 10)},
		"filed by staff": {nothing, rights.Filed, rights.Unproven, []rights.Entry{at(rights.SetAside, 0), at(rights.Dismiss, 3)},
			start.AddDate(0, 5, 0)},
		"sorted late: it waits as long as others, and longer where the first end is not known any more": {ask, rights.Waiting, rights.Unproven,
			[]rights.Entry{at(rights.SetAside, 0), at(rights.Sort, 20)}, start.AddDate(0, 18, 0)},
		"answered": {ask, rights.Answered, rights.Proven,
			[]rights.Entry{at(rights.Receive, 0), at(rights.Confirm, 1), at(rights.Reply, 20), at(rights.Arrive, 21)}, start.AddDate(0, 18, 0)},
		"answered years late": {ask, rights.Denied, rights.Proven,
			[]rights.Entry{at(rights.Lodge, 0), at(rights.Deny, 900), at(rights.Remark, 910)}, start.AddDate(0, 0, 930)},
		"restricted for years": {ask, rights.Answered, rights.Proven,
			[]rights.Entry{at(rights.Lodge, 0), at(rights.Reply, 9), at(rights.Warn, 800), at(rights.Lift, 900), at(rights.Remark, 901)}, start.AddDate(0, 0, 930)},
		"taken back, and what it restricted lifted later": {ask, rights.Revoked, rights.Proven,
			[]rights.Entry{at(rights.Lodge, 0), at(rights.Cancel, 700), at(rights.Lift, 800)}, start.AddDate(0, 0, 830)},
	} {
		r := rights.Request{ID: "r", Controller: alfa, Rights: test.asked, Received: start, Workflow: test.as, Identity: test.by, Expires: 1}
		if got, err := r.EndBy(d, test.history); err != nil || got != retention.Expiry(test.want.Unix()) {
			t.Errorf("%s: ends %s, %v, want %s", outcome, got.Time(), err, test.want)
		}
	}
}

func TestAHistoryThatLeadsElsewhereTellsNoEnd(t *testing.T) {
	w := newWorld(t)
	d := briefer(w)
	receive, reply := rights.Entry{On: rights.Receive, At: start}, rights.Entry{On: rights.Reply, At: start}
	for outcome, history := range map[string][]rights.Entry{
		"none": nil, "impossible": {receive, reply}, "another end": {receive}, "under way": {receive, {On: rights.Confirm, At: start}},
	} {
		r := rights.Request{ID: "r", Controller: alfa, Received: start, Workflow: rights.Answered, Identity: rights.Proven, Expires: 1}
		if got, err := r.EndBy(d, history); err == nil {
			t.Errorf("%s: ends %s", outcome, got.Time())
		}
	}
	r := rights.Request{ID: "r", Controller: alfa, Received: start, Workflow: rights.Open, Identity: rights.Proven, Expires: 1}
	if got, err := r.EndBy(d, []rights.Entry{receive, {On: rights.Confirm, At: start}}); err == nil {
		t.Errorf("what is under way ends %s", got.Time())
	}
}

// Whoever asked is told before what they asked lapses, and staff before a mail goes unsorted: so the clock
// looks in time before the new end, and never later than it would have.
func TestTheClockLooksInTimeBeforeASoonerEnd(t *testing.T) {
	end := retention.Expiry(start.AddDate(0, 0, 20).Unix())
	next := start.AddDate(0, 0, 28)
	waiting := rights.Request{Workflow: rights.Waiting, Received: start, Next: next, Expires: retention.Expiry(start.AddDate(0, 0, 30).Unix())}
	unsorted := rights.Request{Workflow: rights.Unsorted, Received: start, Expires: retention.Expiry(start.AddDate(1, 0, 0).Unix())}
	if got := waiting.EndingAt(end); got.Expires != end || !got.Next.Equal(end.Time().AddDate(0, 0, -1)) {
		t.Errorf("looked at %s", got.Next)
	}
	if got := unsorted.EndingAt(end); got.Expires != end || !got.Next.Equal(end.Time().AddDate(0, 0, -30)) {
		t.Errorf("looked at %s", got.Next)
	}
	soon := waiting
	soon.Next = start.AddDate(0, 0, 2)
	if got := soon.EndingAt(end); !got.Next.Equal(soon.Next) {
		t.Errorf("looked at %s", got.Next)
	}
}

func TestWhatNobodyHasAnsweredOrSortedIsSpared(t *testing.T) {
	in := func(days int) retention.Expiry { return retention.Expiry(start.AddDate(0, 0, days).Unix()) }
	for outcome, test := range map[string]struct {
		in             rights.Workflow
		was, end, want int
	}{
		"it waits":                      {rights.Waiting, 90, -5, 31},
		"nobody has sorted it":          {rights.Unsorted, 300, 0, 31},
		"it came by post":               {rights.Sought, 300, 12, 31},
		"the new end is far":            {rights.Unsorted, 300, 60, 60},
		"it would have ended before":    {rights.Waiting, 20, 10, 20},
		"a later end stays a later one": {rights.Unsorted, 20, 90, 90},
		"it is answered":                {rights.Answered, 300, 3, 3},
		"it has lapsed":                 {rights.Lapsed, 20, 3, 3},
		"it asks for nothing":           {rights.Filed, 300, 3, 3},
	} {
		if got := (rights.Request{Workflow: test.in, Expires: in(test.was)}).Spared(in(test.end), start); got != in(test.want) {
			t.Errorf("%s: ends %s", outcome, got.Time())
		}
	}
}
