package rights

// How long the controller has to answer (Art. 12(3)), counted as Regulation
// (EEC, Euratom) 1182/71 Art. 3 says: the day of receipt is not counted; a
// period of months ends on the same-numbered day, or on the last day of a month
// that lacks it; a last day that is no working day gives way to the next that is.

import "time"

// Constants of the law, each with the day from which it holds.
const (
	monthsToAnswer    = 1 // Art. 12(3) first sentence, from 2018-05-25
	monthsOfExtension = 2 // Art. 12(3) second sentence, from 2018-05-25
)

// Calendar tells public holidays. Implementations agree with domstolloven
// section 149: Sundays need not be told, 24 and 31 December are none.
type Calendar interface {
	// Holiday is the id of the public holiday on that day, such as good-friday
	// or constitution-day, or "" for none. Package words has the names.
	Holiday(year int, month time.Month, day int) string
}

// Deadline is the last moment to answer, and how it came about.
type Deadline struct {
	Due   time.Time // 23:59:59 in Oslo on the last day
	Steps []Step    // in order; the last is the day of Due
}

// Step is one rule applied on the way to a deadline.
type Step struct {
	Rule    Rule
	Day     time.Time // midnight in Oslo of the day that the rule gives
	Holiday string    // its id, where the rule is RolledHoliday
}

// Rule names what a step does.
type Rule string

// The rules, in the order in which they can apply.
const (
	Received      Rule = "received"       // the day that is not counted
	Paused        Rule = "paused"         // the count begins so many days later as the deadline stood still
	OneMonth      Rule = "one-month"      // the same-numbered day of the next month
	ThreeMonths   Rule = "three-months"   // extended: of the third month
	LastOfMonth   Rule = "last-of-month"  // that month has no such day: its last
	RolledWeekend Rule = "rolled-weekend" // a Saturday or Sunday: the day after
	RolledHoliday Rule = "rolled-holiday" // a public holiday: the day after
)

// Answer is the deadline to answer what was received at that instant.
func Answer(received time.Time, c Calendar) Deadline {
	return count(received, 0, OneMonth, monthsToAnswer, c)
}

// ExtendedAnswer is the deadline after the one extension, counted from receipt:
// never from a date that was itself clamped or rolled.
func ExtendedAnswer(received time.Time, c Calendar) Deadline {
	return count(received, 0, ThreeMonths, monthsToAnswer+monthsOfExtension, c)
}

// DeadlineBy is by when the request is to be answered as things stand, with every step to it.
// While a question about who asks is open, it moves on by a day a day. An extension counts once
// its notice was taken for delivery in time (Art. 12(3)): until then the first deadline holds.
func (r Request) DeadlineBy(c Calendar, now time.Time) Deadline {
	paused := r.paused(c, now)
	if r.Extended.Told.IsZero() {
		return count(r.Received, paused, OneMonth, monthsToAnswer, c)
	}
	return count(r.Received, paused, ThreeMonths, monthsToAnswer+monthsOfExtension, c)
}

// paused is for how many whole days the deadline stood still. A question that is asked when the
// deadline is over already, extended or not as it was then, holds nothing up; nor does one that came back.
func (r Request) paused(c Calendar, now time.Time) int {
	from, to := r.Pause.From, r.Pause.End()
	if to.IsZero() {
		to = now
	}
	due := Answer(r.Received, c).Due
	if at := r.Extended.Told; !at.IsZero() && !at.After(from) {
		due = ExtendedAnswer(r.Received, c).Due
	}
	if from.IsZero() || r.Pause.lost() || !to.After(from) || from.After(due) {
		return 0
	}
	return wholeDays(from, to)
}

// wholeDays is how many times the clock in Oslo has come round to the time of from.
func wholeDays(from, to time.Time) int {
	from, to = from.In(Oslo()), to.In(Oslo())
	days := 0
	for !from.AddDate(0, 0, days+1).After(to) {
		days++
	}
	return days
}

// count adds the months to the day of receipt, or to the day as many days later as the deadline
// stood still: so that days are never added to a date that was itself clamped or rolled.
func count(received time.Time, paused int, rule Rule, months int, c Calendar) Deadline {
	y, m, d := received.In(Oslo()).Date()
	steps := []Step{{Rule: Received, Day: civil(y, m, d)}}
	if paused > 0 {
		y, m, d = civil(y, m, d+paused).Date()
		steps = append(steps, Step{Rule: Paused, Day: civil(y, m, d)})
	}
	day := civil(y, m+time.Month(months), d)
	if last := civil(y, m+time.Month(months)+1, 0); day.After(last) {
		day, rule = last, LastOfMonth
	}
	steps = append(steps, Step{Rule: rule, Day: day})
	for {
		step, rolled := roll(day, c)
		if !rolled {
			break
		}
		steps = append(steps, step)
		day = step.Day
	}
	return Deadline{Due: endOf(day), Steps: steps}
}

// roll moves a day that is no working day to the day after.
func roll(day time.Time, c Calendar) (Step, bool) {
	y, m, d := day.Date()
	next := civil(y, m, d+1)
	if name := c.Holiday(y, m, d); name != "" {
		return Step{Rule: RolledHoliday, Day: next, Holiday: name}, true
	}
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		return Step{Rule: RolledWeekend, Day: next}, true
	}
	return Step{}, false
}

// Unrolled is the day that the months give before weekends and holidays move it: the day from
// which reminders are counted back.
func (d Deadline) Unrolled() time.Time {
	var day time.Time
	for _, s := range d.Steps {
		if s.Rule != RolledWeekend && s.Rule != RolledHoliday {
			day = s.Day
		}
	}
	return day
}

func civil(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, Oslo()) }

func endOf(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 23, 59, 59, 0, Oslo())
}
