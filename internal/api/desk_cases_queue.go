package api

import (
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// queuePage is a part of a queue, and where the next part begins.
type queuePage struct {
	Cases []queued `json:"cases"`
	Next  *string  `json:"next"`
}

// queued is one line of a queue: what staff need to choose from, and nothing of the person.
type queued struct {
	Case     string    `json:"case"`
	Rights   []string  `json:"rights"`
	State    string    `json:"state"`
	Identity string    `json:"identity"`
	Delivery string    `json:"delivery"`
	Channel  string    `json:"channel,omitempty"`
	Language string    `json:"language"`
	Received time.Time `json:"received"`
	Deadline time.Time `json:"deadline"`
	countdown
	Assignee string   `json:"assignee"`
	Concerns []string `json:"concerns"` // why staff have to look at it, beside its deadline
	Revision int      `json:"revision"`
}

// countdown is how a deadline stands today.
type countdown struct {
	Left    *int `json:"left"`    // working days, none once it is over; null of what has ended
	Overdue bool `json:"overdue"` // the deadline is over, and nothing was answered
	Paused  bool `json:"paused"`  // it stands still until the person answers (Art. 12(6))
}

// queue lists cases by legal deadline, the first due first.
func (a *Staff) queue(c *call, by access.Actor) error {
	in, err := c.query()
	if err != nil {
		return err
	}
	q := rights.Queue(in.choice("queue", gdpr.FaultType, string(rights.ToDo), string(rights.Awaiting), string(rights.Ended)))
	from, limit := in.line("from", maxPlace), in.limit("limit")
	if err := in.err(); err != nil {
		return err
	}
	if q == "" {
		q = rights.ToDo
	}
	found, more, err := a.Cases.Desk.Work(c.r.Context(), by, q, from, limit)
	if err != nil {
		return err
	}
	out := queuePage{Cases: []queued{}, Next: place(more)}
	for _, r := range found {
		out.Cases = append(out.Cases, a.newQueued(r))
	}
	c.json(http.StatusOK, out)
	return nil
}

func (a *Staff) newQueued(r rights.Request) queued {
	d := rights.Deadline{Due: r.Deadline} // as it was counted: the index has not all that it hangs on
	if r.Deadline.IsZero() || r.Identity == rights.Asked {
		d = a.Cases.Foresight.Deadline(r)
	}
	return queued{
		Case: string(r.ID), Rights: rightNames(r.Rights), State: string(r.Workflow), Identity: string(r.Identity),
		Delivery: string(r.Delivery), Channel: string(r.Channel), Language: string(r.Language), Received: r.Received.UTC(),
		Deadline: d.Due.UTC(), countdown: a.countdown(r, d), Assignee: r.Assignee, Concerns: concerns(r), Revision: r.Revision,
	}
}

// concerns is why staff have to look at a request.
func concerns(r rights.Request) []string {
	out := []string{}
	for _, each := range r.Concerns() {
		out = append(out, string(each))
	}
	return out
}

func (a *Staff) countdown(r rights.Request, d rights.Deadline) countdown {
	if rights.QueueOf(r.Workflow) == rights.Ended {
		return countdown{}
	}
	left, paused := a.Cases.Foresight.Left(d), r.StandsStill()
	return countdown{Left: &left, Paused: paused, Overdue: !paused && a.now().After(d.Due)}
}

// deskDeadline is a deadline explained to staff.
type deskDeadline struct {
	deadline
	countdown
}

func (a *Staff) newDeskDeadline(r rights.Request, d rights.Deadline, l gdpr.Language) deskDeadline {
	return deskDeadline{newDeadline(d, l), a.countdown(r, d)}
}

// newDeadline is a deadline with every step to it, in words.
func newDeadline(d rights.Deadline, l gdpr.Language) deadline {
	out := deadline{Due: d.Due, Steps: []step{}}
	for _, s := range d.Steps {
		out.Steps = append(out.Steps, step{Rule: string(s.Rule), Day: s.Day.Format(time.DateOnly), Text: words.Step(s, l)})
	}
	return out
}
