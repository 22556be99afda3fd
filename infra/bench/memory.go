package main

import (
	"context"
	"errors"
	"net/http"

	"ordholden/infra/local/lambda"
)

// What consent may hold in memory, and how it is watched.
const (
	maxResident = 40   // MB
	maxGrowth   = 1.10 // from the first thousand requests to ten thousand
	early, late = 1_000, 10_000
	every       = 50  // requests between two looks
	window      = 400 // requests before each mark whose looks count: the collector makes single ones jump
)

// memory holds one process of consent against itself: 10,000 visitors' consents,
// written one after the other.
func (b *bench) memory(ctx context.Context) ([]figure, error) {
	f, err := b.consent()
	if err != nil {
		return nil, err
	}
	defer f.Stop()
	var atEarly, atLate sample
	for n := 1; n <= late; n++ {
		if err := record(ctx, f); err != nil {
			return nil, err
		}
		if n%every != 0 {
			continue
		}
		resident, err := residentOf(f)
		if err != nil {
			return nil, err
		}
		switch {
		case n > early-window && n <= early:
			atEarly = append(atEarly, resident)
		case n > late-window:
			atLate = append(atLate, resident)
		}
	}
	b.note("memory at 1,000", "MB", atEarly)
	b.note("memory at 10,000", "MB", atLate)
	return []figure{
		forTheRecord("memory of consent after 1,000 requests", "%.1f MB", atEarly.median()),
		both("memory of consent after 10,000 requests",
			atMost("", "%.1f MB", atLate.median(), maxResident),
			atMost("", "%.2f x that after 1,000", atLate.ratio(atEarly), maxGrowth)),
	}, nil
}

// record has a function write the consent of a new visitor.
func record(ctx context.Context, f *lambda.Function) error {
	event, err := consentEvent()
	if err != nil {
		return err
	}
	answer, err := f.Invoke(ctx, event)
	if err != nil {
		return err
	}
	return status(http.StatusCreated)(answer)
}

// residentOf is what the function's one process holds in memory, in megabytes.
func residentOf(f *lambda.Function) (float64, error) {
	pids := f.Instances()
	if len(pids) != 1 {
		return 0, errors.New("it is not one process any more")
	}
	return resident(pids[0])
}
