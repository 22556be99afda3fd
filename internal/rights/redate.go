package rights

import (
	"fmt"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// EndBy is when a request that has an end would have it by another declaration: its history, oldest entry
// first, is gone through once more, and each step counts the end as it did when it was taken. It fails for
// a history that does not lead to where the request stands: of that nobody can tell.
func (r Request) EndBy(d *controller.Declaration, history []Entry) (retention.Expiry, error) {
	var end retention.Expiry
	for _, asked := range r.askedAtFirst(history) {
		to, err := r.again(d, history, asked)
		if err != nil {
			return 0, fmt.Errorf("request %s: %w", r.ID, err)
		}
		end = max(end, to)
	}
	return end, nil
}

// askedAtFirst is what the request may have asked for when it began, on which the first end depends. Once
// staff have sorted it that is not known any more, and the longer end of both counts.
func (r Request) askedAtFirst(history []Entry) [][]gdpr.Right {
	sorted := slices.ContainsFunc(history, func(e Entry) bool { return e.On == Sort })
	if !sorted || history[0].On != SetAside {
		return [][]gdpr.Right{r.Rights}
	}
	return [][]gdpr.Right{nil, gdpr.Rights}
}

// again goes through the history of a request that asked for that.
func (r Request) again(d *controller.Declaration, history []Entry, asked []gdpr.Right) (retention.Expiry, error) {
	now := Request{ID: r.ID, Controller: r.Controller, Rights: asked, Received: r.Received, Registered: r.Registered}
	for i, e := range history {
		from := now.clone()
		var ok bool
		if now, ok = now.after(e); !ok {
			return 0, fmt.Errorf("no %q from %q, %q", e.On, from.Workflow, from.Identity)
		}
		now.times(d, from, e)
		now.restricting(history[i+1:])
		var err error
		if i == 0 {
			now.Expires, err = now.drafted(d, e.On, now.entered())
		} else {
			err = now.kept(d, from, e.At)
		}
		if err != nil {
			return 0, err
		}
	}
	if now.Workflow != r.Workflow || now.Identity != r.Identity || now.Endless() {
		return 0, fmt.Errorf("its history leads to %q, %q", now.Workflow, now.Identity)
	}
	return now.Expires, nil
}

// restricting says of a request that it restricts, where that is lifted later on. What exactly it
// restricts changes nothing about its end.
func (r *Request) restricting(later []Entry) {
	if r.Restricted = nil; slices.ContainsFunc(later, func(e Entry) bool { return e.On == Lift }) {
		r.Restricted = []string{"something"}
	}
}

// Spared is an end that another declaration gives to the request, as it may move to it: what nobody has
// answered yet, and what nobody has sorted, ends no sooner than a month and a day from now. So whoever asked still
// hears that it lapses, and staff that it is about to be deleted (Art. 12(3), (4)).
func (r Request) Spared(end retention.Expiry, now time.Time) retention.Expiry {
	if r.Workflow.Live() || r.Workflow == Unsorted {
		return max(end, min(r.Expires, retention.Expiry(now.Add(beforeItEnds+beforeTheEnd).Unix())))
	}
	return end
}

// EndingAt is the request with another end, and looked at in time before it.
func (r Request) EndingAt(end retention.Expiry) Request {
	r.Expires = end
	if r.Workflow == Waiting {
		r.Next = earlier(r.Next, r.lapses())
	}
	if n, ok := r.Nudging(); ok {
		r.Next = earlier(r.Next, n.At)
	}
	return r
}
