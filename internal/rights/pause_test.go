package rights_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

// paused is a request with a pause of its deadline.
func paused(received, from, to time.Time, extended bool) rights.Request {
	r := rights.Request{Received: received, Workflow: rights.Open, Identity: rights.Proven, Pause: rights.Pause{From: from, To: to}}
	if extended {
		r.Extended.At, r.Extended.Told = from, from
	}
	return r
}

func TestAPauseMovesTheDayThatIsCountedFrom(t *testing.T) {
	for _, test := range []struct {
		outcome, received, from, to string
		extended                    bool
		want                        []string
	}{
		{"whole days are added before the month", "2026-03-05 09:00:00", "2026-03-10 10:00:00", "2026-03-14 12:00:00", false,
			[]string{"received 2026-03-05", "paused 2026-03-09", "one-month 2026-04-09"}},
		{"part of a day is none", "2026-03-05 09:00:00", "2026-03-10 10:00:00", "2026-03-11 09:59:59", false,
			[]string{"received 2026-03-05", "one-month 2026-04-05", "rolled-holiday 2026-04-06 easter-sunday", "rolled-holiday 2026-04-07 easter-monday"}},
		{"nothing is added to a day that was clamped", "2026-01-30 09:00:00", "2026-02-02 10:00:00", "2026-02-03 10:00:00", false,
			[]string{"received 2026-01-30", "paused 2026-01-31", "last-of-month 2026-02-28", "rolled-weekend 2026-03-01", "rolled-weekend 2026-03-02"}},
		{"nor to one that rolled", "2026-03-05 09:00:00", "2026-03-10 10:00:00", "2026-03-11 10:00:00", false,
			[]string{"received 2026-03-05", "paused 2026-03-06", "one-month 2026-04-06", "rolled-holiday 2026-04-07 easter-monday"}},
		{"extended and paused rolls once", "2027-04-16 09:00:00", "2027-04-20 10:00:00", "2027-04-21 10:00:00", true,
			[]string{"received 2027-04-16", "paused 2027-04-17", "three-months 2027-07-17", "rolled-weekend 2027-07-18", "rolled-weekend 2027-07-19"}},
		{"a day with 23 hours is a day", "2026-03-05 09:00:00", "2026-03-28 10:00:00", "2026-03-29 10:00:00", false,
			[]string{"received 2026-03-05", "paused 2026-03-06", "one-month 2026-04-06", "rolled-holiday 2026-04-07 easter-monday"}},
		{"what is over is not held up", "2026-06-10 09:00:00", "2026-07-11 00:00:00", "2026-07-21 10:00:00", false,
			[]string{"received 2026-06-10", "one-month 2026-07-10"}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			r := paused(at(t, test.received), at(t, test.from), at(t, test.to), test.extended)
			if got := told(r.DeadlineBy(holiday.Norway{}, at(t, test.to).AddDate(0, 0, 9))); !reflect.DeepEqual(got, test.want) {
				t.Errorf("steps:\n%q\nwant\n%q", got, test.want)
			}
		})
	}
}

func TestLawsOfPauses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		received := receipt().Draw(t, "received")
		from := received.Add(time.Duration(rapid.Int64Range(1, int64(27*24*time.Hour)).Draw(t, "asked after")))
		length := rapid.IntRange(0, 90).Draw(t, "days")
		extended := rapid.Bool().Draw(t, "extended")
		to := from.In(oslo).AddDate(0, 0, length)
		r := paused(received, from, to, extended)
		got := r.DeadlineBy(holiday.Norway{}, to.AddDate(1, 0, 0))
		months := 1
		if extended {
			months = 3
		}
		// Counted a second time: the civil day of receipt, then the days, then the months, then one roll.
		y, m, d := received.In(oslo).Date()
		if want := legal(plain(civil(y, m, d+length), months)); days(got.Due) != days(want) {
			t.Fatalf("received %s, %d days: due %s, want %s", received, length, got.Due, want)
		}
		if !working(civil(got.Due.Date())) {
			t.Fatalf("due %s is no working day", got.Due)
		}
		longer := paused(received, from, to.AddDate(0, 0, 1), extended).DeadlineBy(holiday.Norway{}, to.AddDate(1, 0, 0))
		if longer.Due.Before(got.Due) {
			t.Fatalf("a longer pause is due %s, a shorter %s", longer.Due, got.Due)
		}
		// While the question is open, the deadline is what it would be if it were answered now.
		open := r
		open.Pause.To = time.Time{}
		if still := open.DeadlineBy(holiday.Norway{}, to); !reflect.DeepEqual(told(still), told(got)) {
			t.Fatalf("open: %v; answered: %v", told(still), told(got))
		}
	})
}

func TestStaffAreRemindedOnWorkingDaysBeforeTheUnrolledDay(t *testing.T) {
	// Received 5 March 2026: one month later is Easter Sunday, and the deadline rolls to 7 April.
	d := rights.Answer(at(t, "2026-03-05 09:00:00"), holiday.Norway{})
	var got []string
	for _, m := range rights.Reminders(d, holiday.Norway{}) {
		got = append(got, m.At.In(oslo).Format(time.DateTime))
	}
	want := []string{"2026-03-13 08:00:00", "2026-03-24 08:00:00", "2026-03-30 08:00:00", "2026-04-01 08:00:00", "2026-04-08 00:00:00"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for day, left := range map[string]int{"2026-03-31 10:00:00": 2, "2026-04-01 23:00:00": 1, "2026-04-06 10:00:00": 1, "2026-04-07 23:00:00": 0, "2026-05-01 10:00:00": 0} {
		if n := rights.WorkingDaysLeft(d, holiday.Norway{}, at(t, day)); n != left {
			t.Errorf("%s: %d working days left, want %d", day, n, left)
		}
	}
}

func TestOfRemindersThatAreDueTheLastAloneIsGiven(t *testing.T) {
	r := rights.Request{Received: at(t, "2026-03-05 09:00:00"), Workflow: rights.Open, Identity: rights.Proven}
	for _, test := range []struct {
		now      string
		reminded int
		days     int
		at       string
	}{
		{"2026-03-06 10:00:00", 0, 14, "2026-03-13 08:00:00"},
		{"2026-03-16 08:00:00", 0, 14, "2026-03-13 08:00:00"},
		{"2026-03-31 08:00:00", 0, 3, "2026-03-30 08:00:00"},
		{"2026-03-31 08:00:00", 3, 1, "2026-04-01 08:00:00"},
		{"2026-04-03 08:00:00", 1, rights.Escalated, "2026-04-08 00:00:00"},
		{"2026-04-20 08:00:00", 0, rights.Escalated, "2026-04-08 00:00:00"},
	} {
		r.Reminded = test.reminded
		m, ok := r.Reminder(holiday.Norway{}, at(t, test.now))
		if !ok || m.Days != test.days || !m.At.Equal(at(t, test.at)) {
			t.Errorf("%s after %d: %+v, %v", test.now, test.reminded, m, ok)
		}
	}
	r.Reminded = rights.Escalated
	if m, ok := r.Reminder(holiday.Norway{}, at(t, "2026-04-20 08:00:00")); ok {
		t.Errorf("reminded of what was escalated: %+v", m)
	}
}

func TestTheClockComesBackWhenThereIsSomethingToDo(t *testing.T) {
	now := at(t, "2026-03-06 10:00:00")
	h := controller.Handling{Automatic: []gdpr.Right{gdpr.Access, gdpr.Erasure, gdpr.Portability}, Patience: 14 * 24 * time.Hour}
	reviewed := h
	reviewed.Review = []controller.Class{controller.Applications}
	base := rights.Request{Received: at(t, "2026-03-05 09:00:00"), Address: "kari@example.com", Workflow: rights.Open, Identity: rights.Proven}
	reminder, never := at(t, "2026-03-13 08:00:00"), time.Time{}
	for outcome, test := range map[string]struct {
		h      controller.Handling
		change func(*rights.Request)
		want   time.Time
	}{
		"what nobody confirms lapses": {h, func(r *rights.Request) { r.Workflow, r.Identity = rights.Waiting, rights.Unproven }, at(t, "2026-04-02 10:00:00")},
		"a copy is made now":          {h, func(r *rights.Request) { r.Rights = []gdpr.Right{gdpr.Access} }, now},
		// Whether this person has something of a class that is read before is found out by who carries out.
		"a copy that may be read before": {reviewed, func(r *rights.Request) { r.Rights = []gdpr.Right{gdpr.Access} }, now},
		"an erasure after the copy":      {reviewed, func(r *rights.Request) { r.Rights = []gdpr.Right{gdpr.Access, gdpr.Erasure} }, now},
		"an erasure alone":               {h, func(r *rights.Request) { r.Rights = []gdpr.Right{gdpr.Erasure} }, now},
		"who asks is asked again": {h, func(r *rights.Request) {
			r.Rights, r.Identity, r.Pause.From = []gdpr.Right{gdpr.Erasure}, rights.Asked, now
		}, now.Add(14 * 24 * time.Hour)},
		"and once more": {h, func(r *rights.Request) {
			r.Rights, r.Identity, r.Pause.From, r.Nudged = []gdpr.Right{gdpr.Erasure}, rights.Asked, now, 1
		}, now.Add(28 * 24 * time.Hour)},
		"and then not any more": {h, func(r *rights.Request) {
			r.Rights, r.Identity, r.Pause.From, r.Nudged = []gdpr.Right{gdpr.Erasure}, rights.Asked, now, 2
		}, now.Add(60 * 24 * time.Hour)},
		"staff see to who does not answer": {h, func(r *rights.Request) {
			r.Rights, r.Identity, r.Pause.From, r.Nudged = []gdpr.Right{gdpr.Erasure}, rights.Asked, now, 3
		}, never},
		"a letter that nobody confirms": {h, func(r *rights.Request) {
			r.Workflow, r.Identity, r.Channel = rights.Waiting, rights.Unproven, rights.ByLetter
		}, at(t, "2026-03-12 09:00:00")},
		"a letter of which the person was reminded": {h, func(r *rights.Request) {
			r.Workflow, r.Identity, r.Channel, r.Nudged = rights.Waiting, rights.Unproven, rights.ByLetter, 1
		}, reminder},
		"a letter that is overdue": {h, func(r *rights.Request) {
			r.Workflow, r.Identity, r.Channel, r.Nudged, r.Reminded = rights.Waiting, rights.Unproven, rights.ByLetter, 1, rights.Escalated
		}, at(t, "2026-03-26 09:00:00")},
		"the end of cooling-off": {h, func(r *rights.Request) {
			r.Workflow, r.Until, r.Announced = rights.Cooling, now.Add(time.Hour), rights.Posted{From: now, Taken: 1}
		}, now.Add(time.Hour)},
		"an erasure that nobody heard of": {h, func(r *rights.Request) {
			r.Workflow, r.Until, r.Announced = rights.Cooling, now.Add(-time.Hour), rights.Posted{From: now}
		}, reminder},
		"an erasure that somebody wrote about": {h, func(r *rights.Request) {
			r.Workflow, r.Until, r.Announced, r.Wrote = rights.Cooling, now.Add(-time.Hour), rights.Posted{From: now, Taken: 1}, now
		}, reminder},
		"what has begun goes on": {h, func(r *rights.Request) { r.Workflow = rights.Carrying }, now},
		"a recipient that was never told": {h, func(r *rights.Request) {
			r.Workflow, r.Notices = rights.Telling, []rights.Notice{{Way: "opendsr", State: rights.NoticeDue}}
		}, now},
		"a recipient that was tried twice": {h, func(r *rights.Request) {
			r.Workflow, r.Notices = rights.Telling, []rights.Notice{{Way: "opendsr", State: rights.NoticeDue, Tries: 2, Sent: now}}
		}, now.Add(15 * time.Minute)},
		"a recipient told by mail": {h, func(r *rights.Request) {
			r.Workflow, r.Notices = rights.Telling, []rights.Notice{{Way: "mail", State: rights.NoticeAsked, Sent: now.AddDate(0, 0, -13)}}
		}, now.AddDate(0, 0, 1)},
		"a recipient that staff see to": {h, func(r *rights.Request) {
			r.Workflow, r.Notices = rights.Telling, []rights.Notice{{Way: "staff", State: rights.NoticeDue}}
		}, reminder},
		"everybody is told":                {h, func(r *rights.Request) { r.Workflow = rights.Telling }, now},
		"an answer":                        {h, func(r *rights.Request) { r.Workflow, r.Delivery = rights.Answered, rights.Arrived }, never},
		"an erasure's answer on its way":   {h, func(r *rights.Request) { r.Workflow, r.Erasure, r.Decided = rights.Answered, "e1", now }, now.AddDate(0, 0, 7)},
		"an erasure's answer that arrived": {h, func(r *rights.Request) { r.Workflow, r.Erasure, r.Delivery = rights.Denied, "e1", rights.Arrived }, now},
		"an erasure's case that is empty":  {h, func(r *rights.Request) { r.Workflow, r.Erasure, r.Address = rights.Answered, "e1", "" }, never},
		"what was taken back":              {h, func(r *rights.Request) { r.Workflow = rights.Revoked }, never},
		"what was taken back while it restricted": {h, func(r *rights.Request) {
			r.Workflow, r.Rights = rights.Revoked, []gdpr.Right{gdpr.Objection}
		}, now},
	} {
		r := base
		test.change(&r)
		if got := rights.Next(r, holiday.Norway{}, test.h, now); !got.Equal(test.want) {
			t.Errorf("%s: %s, want %s", outcome, got, test.want)
		}
	}
}
