package fulfillment

import (
	"context"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// remind reminds staff of the deadline, and tells them when it is over.
func (j *job) remind(ctx context.Context) error {
	now := j.now()
	m, ok := j.held.Reminder(j.Cases.Calendar, now)
	if !ok || m.At.After(now) {
		return nil
	}
	on := rights.Remind
	if m.Days == rights.Escalated {
		on = rights.Escalate
	}
	return j.step(ctx, rights.Entry{On: on, By: rights.ByClock, To: []gdpr.Private{gdpr.Private(j.d.Mailbox)}},
		func(r *rights.Request) { r.Reminded = m.Days })
}

// waiting is what the clock does about what nobody has confirmed: it reminds, and ends it before it
// is deleted, so that whoever holds the address hears of it.
func (j *job) waiting(ctx context.Context) error {
	if j.held.Lapses(j.now()) {
		return j.step(ctx, rights.Entry{On: rights.Lapse, By: rights.ByClock}, nil)
	}
	return j.nudge(ctx)
}

// nudge reminds the person of what does not come, and in the end staff.
func (j *job) nudge(ctx context.Context) error {
	n, ok := j.held.Nudging()
	if !ok || n.At.After(j.now()) {
		return nil
	}
	on := rights.Entry{On: rights.Nudge, By: rights.ByClock}
	if n.ToStaff {
		on.To = []gdpr.Private{gdpr.Private(j.d.Mailbox)}
	}
	return j.step(ctx, on, nil)
}

// unidentified is why a request ends whose person does not say who they are.
var unidentified = gdpr.Text{
	NB: "Vi ba deg vise hvem du er, og minnet deg om det to ganger. Vi har ikke fått svar på 60 dager, og kan derfor ikke vite at forespørselen er din. Du kan be om det samme på nytt når som helst.",
	NN: "Vi bad deg vise kven du er, og minte deg om det to gonger. Vi har ikkje fått svar på 60 dagar, og kan difor ikkje vite at førespurnaden er din. Du kan be om det same på nytt når som helst.",
	EN: "We asked you to show who you are, and reminded you twice. We have had no answer in 60 days, and so cannot know that the request is yours. You can ask for the same again at any time.",
}

// unknown is what the clock does while it is open who asks. Where nothing comes the request is
// refused because nobody could be identified (Art. 12(2)), right by right; the person is told so,
// with reasons, and of where to complain (Art. 12(4)). Where they wrote, staff see to it.
// Marketing ends all the same: nobody needs to show who they are to be left alone (Art. 21(3)).
func (j *job) unknown(ctx context.Context) error {
	if err := j.leaveAlone(ctx); err != nil {
		return err
	}
	if !j.held.Unanswerable(j.now()) {
		return j.meanwhile(ctx)
	}
	return j.done(ctx, rights.Outcome{
		Right: j.held.Unsettled()[0], Result: rights.Withheld, By: rights.ByClock, Ground: rights.NotIdentified,
		Reasons: gdpr.Private(unidentified.In(j.held.Language)),
	}, nil, nil)
}
