package retention

import "time"

// How long before its end a person is asked whether a record shall be kept
// (promise M6). Silence means deletion.
const (
	first = 30 * 24 * time.Hour
	last  = 7 * 24 * time.Hour
)

// FirstAsk is when the holder of a record that ends then is first asked.
func FirstAsk(end Expiry) time.Time { return end.Time().Add(-first) }

// LastAsk is when the holder is asked once more, if nothing was heard.
func LastAsk(end Expiry) time.Time { return end.Time().Add(-last) }
