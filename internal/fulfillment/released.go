package fulfillment

import (
	"strings"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// released is for how long a copy that staff have read is handed out: as long as the link
// in the mail that tells of it is good, and the session that it opened.
const released = 24*time.Hour + 30*time.Minute

// Released is when a member of staff last released the copy of what is held, if it may still be
// fetched: they have read it, and said what is redacted.
func (e Everything) Released(now time.Time) (at time.Time, ok bool) {
	for _, c := range e.Cases {
		for _, o := range c.Outcomes {
			copied := o.Right == gdpr.Access || o.Right == gdpr.Portability
			if copied && o.Result != rights.Withheld && strings.HasPrefix(o.By, rights.ByStaff("")) && now.Sub(o.At) < released && o.At.After(at) {
				at, ok = o.At, true
			}
		}
	}
	return at, ok
}
