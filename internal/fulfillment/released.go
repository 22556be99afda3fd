package fulfillment

import (
	"slices"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// released is for how long a copy that staff have read is handed out: as long as the link
// in the mail that tells of it is good, and the session that it opened.
const released = 24*time.Hour + 30*time.Minute

// Released is the newest case that staff have released the copy by, if it may still be fetched:
// access was granted by a person, who has said what is redacted.
func (e Everything) Released(now time.Time) (rights.Case, bool) {
	for _, c := range e.Cases {
		if slices.ContainsFunc(c.Outcomes, func(o rights.Outcome) bool {
			return o.Right == gdpr.Access && o.Result != rights.Withheld && now.Sub(o.At) < released &&
				o.By != rights.ByClock && o.By != rights.ByPerson
		}) {
			return c, true
		}
	}
	return rights.Case{}, false
}
