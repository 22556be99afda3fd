package retention_test

import (
	"testing"
	"time"

	"ordholden/internal/retention"
)

func TestAnEndOnlyEverComesSooner(t *testing.T) {
	now := time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC)
	in := func(days int) retention.Expiry { return retention.Expiry(now.AddDate(0, 0, days).Unix()) }
	for _, test := range []struct {
		outcome      string
		was, end, to retention.Expiry
		moved        bool
	}{
		{"sooner", in(90), in(30), in(30), true},
		{"later: what was told stands", in(30), in(90), in(30), false},
		{"the same", in(30), in(30), in(30), false},
		{"over already by the new one", in(30), in(-400), in(0), true},
		{"ended: nothing brings it back", in(-1), in(30), in(-1), false},
		{"ended, and the new end is earlier still", in(-1), in(-30), in(-1), false},
		{"ends this moment", in(0), in(-1), in(0), false},
		{"without an end, as long as something keeps it", 0, in(30), 0, false},
	} {
		if to, moved := retention.Sooner(test.was, test.end, now); to != test.to || moved != test.moved {
			t.Errorf("%s: moved %v to %s", test.outcome, moved, to.Time())
		}
	}
}
