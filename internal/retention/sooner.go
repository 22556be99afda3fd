package retention

import "time"

// Sooner is the end of what was to be kept until was, once its declaration would have it end at end, and
// whether that moves it. It only ever comes sooner: whoever was told until when a record of theirs is kept
// is not kept longer because a later version says so (Art. 13(2)(a)), and nothing is kept longer than is
// declared now (Art. 5(1)(e)). What has ended, and what has no end, as long as something keeps it, is left.
// An end that has passed is now.
func Sooner(was, end Expiry, now time.Time) (Expiry, bool) {
	end = max(end, Expiry(now.Unix()))
	if was == 0 || was.Due(now) || end >= was {
		return was, false
	}
	return end, true
}
