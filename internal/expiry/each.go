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
	_, failed := succeeded(all, do)
	return errors.Join(failed...)
}

// succeeded is each, and tells of which it went well.
func succeeded[T any](all []T, do func(T) error) (well []T, errs []error) {
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
	for i, err := range failed {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		well = append(well, all[i])
	}
	return well, errs
}
