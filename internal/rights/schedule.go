package rights

// When the clock has something to do about a request. Staff are reminded on the working days
// before its deadline, counted back from the day before it rolled, and told when it is over.

import (
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// remindedBefore is of how many working days before the deadline staff are reminded.
var remindedBefore = []int{14, 7, 3, 1}

// Escalated is Request.Reminded once the deadline is over and staff have been told.
const Escalated = -1

// startOfWork is the hour in Oslo at which reminders go out.
const startOfWork = 8

// How long what nobody confirms waits: whoever holds the address is told when it lapses, a day
// or two before it is deleted. Sorted late, it still waits for longer than the link to confirm lives.
const (
	unconfirmed  = 28 * 24 * time.Hour
	afterSorting = 8 * 24 * time.Hour
	beforeTheEnd = 24 * time.Hour
)

// stripAfter is how long what is sealed of an erasure's case waits for word that its answer arrived.
const stripAfter = 7 * 24 * time.Hour

// Reminder is one reminder of a deadline.
type Reminder struct {
	Days int // working days before it; Escalated once it is over
	At   time.Time
}

// Reminders is when staff are reminded of a deadline, in order; the last is when it is over.
func Reminders(d Deadline, c Calendar) []Reminder {
	var all []Reminder
	for _, n := range remindedBefore {
		day := d.Unrolled()
		for left := n; left > 0; {
			if day = day.AddDate(0, 0, -1); workingDay(day, c) {
				left--
			}
		}
		all = append(all, Reminder{Days: n, At: day.Add(startOfWork * time.Hour)})
	}
	return append(all, Reminder{Days: Escalated, At: d.Due.Add(time.Second)})
}

// WorkingDaysLeft is how many working days there are after today, up to and with the day of the
// deadline; 0 on that day and after it.
func WorkingDaysLeft(d Deadline, c Calendar, now time.Time) int {
	y, m, day := now.In(Oslo()).Date()
	left := 0
	for next := civil(y, m, day+1); !next.After(d.Due); next = next.AddDate(0, 0, 1) {
		if workingDay(next, c) {
			left++
		}
	}
	return left
}

func workingDay(day time.Time, c Calendar) bool {
	_, rolled := roll(day, c)
	return !rolled
}

// reminds reports whether staff are reminded of the deadline: not while it stands still. What waits to be
// confirmed is the person's to do, who hears of it; but what staff put in they have to answer all the same.
func (r Request) reminds() bool {
	if r.Workflow == Waiting {
		return slices.Contains(byHand, r.Channel)
	}
	return !r.StandsStill()
}

// Reminder is the reminder that is due, or else the next that will be: of several that are due the
// last alone, so that staff hear of each case once. False where none will be, as while the
// deadline stands still.
func (r Request) Reminder(c Calendar, now time.Time) (Reminder, bool) {
	if !r.Allows(Remind) || !r.reminds() || r.Reminded == Escalated {
		return Reminder{}, false
	}
	all := slices.DeleteFunc(Reminders(r.DeadlineBy(c, now), c), func(m Reminder) bool {
		return r.Reminded > 0 && m.Days >= r.Reminded
	})
	found := all[0]
	for _, m := range all[1:] {
		if !m.At.After(now) {
			found = m
		}
	}
	return found, true
}

// Next is when the clock has something to do about a request: it may be past. Zero for never.
func Next(r Request, c Calendar, h controller.Handling, now time.Time) time.Time {
	next := Watch(r, c, h, now)
	if r.pressing(h) {
		next = earlier(next, now)
	}
	return next
}

// Watch is Next of a request about which nothing can be done now but by staff: what it waits
// for. Whoever finds nothing to carry out looks again then.
func Watch(r Request, c Calendar, h controller.Handling, now time.Time) time.Time {
	var next time.Time
	switch r.Workflow {
	case Waiting:
		next = r.lapses()
	case Cooling:
		if r.Announced.told() && !r.unread() { // otherwise it waits for news of a mail, or for staff
			next = r.Until
		}
	case Lifting:
		if !r.Lifted() {
			next = r.Until
		}
	case InAnother:
		if r.Spent() {
			return now
		}
	case Answered, Denied:
		if r.Weighed() {
			return now
		}
		return earlier(r.strips(now), r.overtaken(now))
	case Revoked, Lapsed:
		if len(r.Provisional()) > 0 && !r.Lifted() {
			return now
		}
		return earlier(r.heard(h, now), r.overtaken(now))
	}
	if n, ok := r.Nudging(); ok {
		next = earlier(next, n.At)
	}
	if !r.Workflow.Live() {
		return next
	}
	next = earlier(next, r.heard(h, now))
	if m, ok := r.Reminder(c, now); ok {
		next = earlier(next, m.At)
	}
	return next
}

// pressing reports whether there is something to be carried out that waits for nobody.
func (r Request) pressing(h controller.Handling) bool {
	left := r.Unsettled()
	switch {
	case r.Leftover():
		return true
	case r.Workflow == Revoked || r.Workflow == Lapsed:
		return r.Amended()
	case r.Workflow == Carrying:
		return true
	case r.Workflow == Telling:
		return len(left) > 1 || !slices.ContainsFunc(r.Notices, Notice.Pending) // only the last right waits for recipients
	case r.Workflow == Open && r.Identity == Asked: // these two take effect whoever it is
		return r.asks(gdpr.Withdrawal) || r.asks(gdpr.Objection) && r.Against != AgainstProcessing
	case r.Workflow != Open || !r.identified():
		return false
	case slices.Equal(left, []gdpr.Right{gdpr.Erasure}):
		return h.Alone(gdpr.Erasure)
	}
	return slices.ContainsFunc(left, func(right gdpr.Right) bool { return r.automatic(right, h) })
}

// inFlight is longer than any process takes for one step (the clock's function has two minutes).
const inFlight = 5 * time.Minute

// overtaken is when a request that has ended is looked at once more: what another process began to
// restrict for it in the moment in which it ended is restricted by then, and is put back.
func (r Request) overtaken(now time.Time) time.Time {
	if at := r.Decided.Add(inFlight); r.Leftover() && now.Before(at) {
		return at
	}
	return time.Time{}
}

// automatic reports whether a right other than erasure is carried out without staff. Where copies
// of some class are read before they are released, a copy may wait for staff: whether the person
// has something of it is found out by whoever carries it out.
func (r Request) automatic(right gdpr.Right, h controller.Handling) bool {
	undecided := func(c Correction) bool { return c.State == Undecided }
	switch right {
	case gdpr.Erasure:
		return false
	case gdpr.Access:
		return h.Alone(right)
	case gdpr.Rectification:
		decided := !slices.ContainsFunc(r.Corrections, undecided)
		untouched := !slices.ContainsFunc(r.Corrections, func(c Correction) bool { return c.State != Undecided })
		return len(r.Corrections) > 0 && (decided || r.making() || untouched && h.Alone(right) && h.Corrections == controller.AtOnce)
	case gdpr.Objection:
		return r.Against == AgainstMarketing || len(r.Restricted) == 0 // restricted at once, and then weighed by staff
	}
	return h.Alone(right)
}

// lapses is when a request that nobody confirms ends.
func (r Request) lapses() time.Time {
	at := r.entered().Add(unconfirmed)
	if sorted := r.Decided.Add(afterSorting); !r.Decided.IsZero() && sorted.After(at) {
		at = sorted
	}
	if r.Expires != 0 {
		at = earlier(at, r.Expires.Time().Add(-beforeTheEnd))
	}
	return at
}

// strips is when what is sealed of a case under an erasure is taken off it: once its answer has
// arrived, or some days later where no server has told. One that came back is kept until staff have
// given the answer: they need to know whom. A case that has no address any more has been stripped.
func (r Request) strips(now time.Time) time.Time {
	switch {
	case r.Spent():
		return now
	case r.Erasure == "" || r.Address == "" || r.Delivery == Failed:
		return time.Time{}
	case r.Delivery == Arrived || r.Delivery == ByHand:
		return now
	}
	return r.Decided.Add(stripAfter)
}

// Spent reports whether what is sealed of a request without an address is there for nothing any more: it
// stands in the one that carries it on, under the key of whoever it is of; or an erasure was asked
// for, and the answer is given (Art. 17(1)). One that has been stripped says no post any more.
func (r Request) Spent() bool {
	if r.Way != WayPost || r.Post == "" {
		return false
	}
	return r.Workflow == InAnother || r.Delivery == ByHand && slices.Contains(r.Rights, gdpr.Erasure)
}

// Between two tries to tell a recipient, and between two questions what came of it.
const (
	firstRetry = 5 * time.Minute
	lastRetry  = 6 * time.Hour
	askAgain   = time.Hour
)

// heard is when the clock has something to do about a notice.
func (r Request) heard(h controller.Handling, now time.Time) (next time.Time) {
	for _, n := range r.Notices {
		if r.Tells(n) {
			next = earlier(next, n.next(h, now))
		}
	}
	return next
}

// next is when the clock has something to do about a notice. Zero for never: what staff see to
// is theirs.
func (n Notice) next(h controller.Handling, now time.Time) time.Time {
	way := controller.Told(n.Way)
	switch {
	case way == controller.ToldByStaff:
		return time.Time{}
	case n.State == NoticeDue && n.Tries == 0:
		return now
	case n.State == NoticeDue:
		return n.Sent.Add(retryAfter(n.Tries))
	case n.State == NoticeAsked:
		silent := n.Sent.Add(h.Patience)
		if last := n.Heard; way == controller.ToldByOpenDSR {
			if last.IsZero() {
				last = n.Sent
			}
			return earlier(silent, last.Add(askAgain))
		}
		return silent
	}
	return time.Time{}
}

// retryAfter is how long after the first try the one after so many is due: each wait is twice as
// long as the one before, up to a bound.
func retryAfter(tries int) time.Duration {
	wait, sum := firstRetry, time.Duration(0)
	for range tries {
		sum += wait
		wait = min(2*wait, lastRetry)
	}
	return sum
}

// earlier is the earlier of two instants, where zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Scheduled is the request with its deadline and what the clock has to do next filled in.
func (r Request) Scheduled(c Calendar, h controller.Handling, now time.Time) Request {
	r.Deadline, r.Next = r.DeadlineBy(c, now).Due.UTC(), Next(r, c, h, now).UTC()
	return r
}
