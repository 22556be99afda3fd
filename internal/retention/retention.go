// Package retention owns how long each kind of item is kept.
package retention

import (
	"fmt"
	"time"

	"ordholden/internal/controller"
)

// Expiry is when an item ends, in epoch seconds: the one form in which DynamoDB's
// time to live deletes. An item without one is kept until somebody ends it.
type Expiry int64

// maxPast is how long past an expiry may lie for DynamoDB to delete the item:
// values over five years old are taken for a mistake and never deleted
// (DynamoDB Developer Guide, "Using time to live").
const maxPast = 5 * 365 * 24 * time.Hour

// maxAhead bounds the other side: a value in milliseconds read as seconds lies
// tens of thousands of years ahead, and nothing is kept for a hundred.
const maxAhead = 100 * 365 * 24 * time.Hour

// Expires is the end of what is kept under r and counts from that instant. It
// fails for a zero instant, a retention without length, and an end that DynamoDB
// would never act on, because each of those would be kept for ever.
func Expires(r controller.Retention, from, now time.Time) (Expiry, error) {
	if from.IsZero() {
		return 0, fmt.Errorf("retention from %s: the instant it counts from is missing", r.From)
	}
	if r.Period.IsZero() {
		return 0, fmt.Errorf("retention from %s: the period has no length", r.From)
	}
	return at(r.Period.After(from), now)
}

// Within is the end of what is kept for a plain duration, such as a link.
func Within(d time.Duration, now time.Time) (Expiry, error) { return at(now.Add(d), now) }

func at(end, now time.Time) (Expiry, error) {
	if end.Before(now.Add(-maxPast)) || end.After(now.Add(maxAhead)) {
		return 0, fmt.Errorf("expiry %s: not between five years past and a hundred ahead of %s",
			end.UTC().Format(time.DateOnly), now.UTC().Format(time.DateOnly))
	}
	return Expiry(end.Unix()), nil
}

// Due reports whether the item has ended: from then on no read serves it,
// however late the table deletes it.
func (e Expiry) Due(now time.Time) bool { return e != 0 && int64(e) <= now.Unix() }

// day is a day of UTC, which leaves out leap seconds, as epoch seconds do.
const day = 24 * 60 * 60

// DayEnd is the midnight, in UTC, by which the item has ended: all that may be told of an expiry where
// the second would tell more of a person than is to be kept. None stays none.
func (e Expiry) DayEnd() Expiry { return (e + day - 1) / day * day }

// Time is the expiry as an instant in UTC.
func (e Expiry) Time() time.Time { return time.Unix(int64(e), 0).UTC() }
