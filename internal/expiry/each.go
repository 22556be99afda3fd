package expiry

import (
	"errors"
	"sync"
)

// abreast is how many matters are finished side by side: calls to S3 take tens of
// milliseconds, and a person may have fifty records.
const abreast = 8

// each does the same for all, several at a time, and returns when the last is done.
func each[T any](all []T, do func(T) error) error {
	failed := make([]error, len(all))
	seats := make(chan struct{}, abreast)
	var under sync.WaitGroup
	for i := range all {
		seats <- struct{}{}
		under.Go(func() {
			defer func() { <-seats }()
			failed[i] = do(all[i])
		})
	}
	under.Wait()
	return errors.Join(failed...)
}
