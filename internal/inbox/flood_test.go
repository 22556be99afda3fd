package inbox_test

import (
	"flag"
	"fmt"
	"sync"
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

// flood is how many mails one sender writes. Of the real table each is two
// transactions, so that ten thousand (threat H6) take some minutes:
//
//	go test ./internal/inbox -run H6 -flood 10000
var flood = flag.Int("flood", 200, "how many mails the flood of H6 has")

// TestH6_AFloodFromOneSenderIsRegisteredAndAnsweredOnceADay has eight processes take
// in a flood within one moment, on each of two days.
func TestH6_AFloodFromOneSenderIsRegisteredAndAnsweredOnceADay(t *testing.T) {
	b := setUp(t)
	for today := range 2 {
		waiting := make(chan arrival)
		var processes sync.WaitGroup
		for range 8 {
			desk := b.desk()
			processes.Go(func() {
				for l := range waiting {
					if err := desk.Take(t.Context(), l.Notice); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for i := range *flood / 2 {
			text := []string{erasure, greeting}[i%2]
			waiting <- b.arrives(b.wrote(mojob, fmt.Sprintf("mail%d-%d", today, i), kari, "Sletting", text))
		}
		close(waiting)
		processes.Wait()
		b.clock.advance(day + time.Second)
	}
	cases, answers := map[gdpr.ID]bool{}, 0
	for _, r := range b.records(b.all()) {
		switch {
		case r.SK == "MESSAGE":
			cases[r.Case] = true
		case r.Answers != "":
			answers++
		}
	}
	if len(cases) != *flood || answers != 2 || len(b.bucket.Keys(bucketName, "incoming/")) > 0 {
		t.Errorf("%d cases of %d mails, %d answers in two days", len(cases), *flood, answers)
	}
}
