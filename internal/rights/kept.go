package rights

// For how long a request is kept. What is under way has no end, and neither has what still restricts: its
// answer may take longer than any period that was declared, and a restriction ends by being lifted (Art.
// 18(3)), never by the loss of the case that could lift it. What nobody has confirmed ends as declared.

import (
	"fmt"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/retention"
)

// afterTheEnd is for how long a request is kept at least once it has ended, however late that was: its answer
// has to arrive, and can be read and complained about.
const afterTheEnd = 30 * 24 * time.Hour

// Endless reports whether nothing but an answer, or the end of what it restricts, ends the request.
func (r Request) Endless() bool {
	return len(r.Restricted) > 0 || r.Identity != Unproven && r.Workflow.Live()
}

// drafted is the end that a request gets when it begins by an event: none while it is under way.
func (r Request) drafted(d *controller.Declaration, on Event, now time.Time) (retention.Expiry, error) {
	if r.Endless() {
		return 0, nil
	}
	end, err := retention.Expires(Intake{Rights: r.Rights}.kept(d.Records, on), r.entered(), now)
	if err != nil {
		return 0, fmt.Errorf("request to %s: %w", d.ID, err)
	}
	return end, nil
}

// Ends is until when a request is kept that was received then and ends now.
func Ends(d *controller.Declaration, received, now time.Time) (retention.Expiry, error) {
	end, err := retention.Within(afterTheEnd, now)
	if err == nil && d.Records.Request.Period.After(received).After(end.Time()) {
		end, err = retention.Expires(d.Records.Request, received, now)
	}
	if err != nil {
		return 0, fmt.Errorf("request to %s: %w", d.ID, err)
	}
	return end, nil
}

// kept sets for how long the request is kept: never shorter than it was. Once it is known who
// asks it is the controller's ledger of it; put back to wait, it lasts until that can lapse.
func (r *Request) kept(d *controller.Declaration, from Request, at time.Time) error {
	end, err := from.Expires, error(nil)
	switch {
	case r.Endless():
		r.Expires = 0
		return nil
	case from.Endless(), from.Identity == Unproven && r.Identity != Unproven:
		end, err = Ends(d, r.Received, at)
	case r.Workflow == Waiting && from.Workflow != Waiting:
		end, err = retention.Expires(d.Records.Unconfirmed, at, at)
	}
	if err != nil {
		return fmt.Errorf("request to %s: %w", d.ID, err)
	}
	r.Expires = max(from.Expires, end)
	return nil
}

// Unsorted mails end as they were published to. A month before that staff are told once more.
const beforeItEnds = 30 * 24 * time.Hour

// ending is when staff are told that what came by mail is deleted before anybody has sorted it.
func (r Request) ending() time.Time {
	if r.Workflow != Unsorted || r.Expires == 0 {
		return time.Time{}
	}
	return r.Expires.Time().Add(-beforeItEnds)
}
