package main

import (
	"context"
	"fmt"
	"time"

	"ordholden/infra/local/dynamodb"
	"ordholden/infra/local/lambda"
)

// How the time of a consent is compared at two sizes of the table.
const (
	few, many    = 1_000, 1_000_000
	maxSlower    = 1.10
	growthRounds = 500 // which add as many items to each table
)

// growth holds consents into a table of a million against consents into one of a
// thousand, on one database, and a second table of a thousand against the first:
// what that differs by is noise.
func (b *bench) growth(ctx context.Context) ([]figure, error) {
	database, err := dynamodb.Start(ctx, dynamodb.Config{})
	if err != nil {
		return nil, err
	}
	defer database.Stop()
	fill, err := b.filler(ctx, database)
	if err != nil {
		return nil, err
	}
	var measurements []measurement
	for _, t := range []struct {
		name  string
		items int
	}{{"few", few}, {"few-again", few}, {"many", many}} {
		if err := fill.table(ctx, t.name, t.items); err != nil {
			return nil, err
		}
		f, err := b.consent("AWS_ENDPOINT_URL_DYNAMODB="+database.URL, "TABLE="+t.name)
		if err != nil {
			return nil, err
		}
		defer f.Stop()
		measurements = append(measurements, timeOfConsent(ctx, f))
	}
	if _, err := interleave(growthRounds/5, measurements...); err != nil { // warm up
		return nil, err
	}
	samples, err := interleave(growthRounds, measurements...)
	if err != nil {
		return nil, err
	}
	small, again, large := samples[0], samples[1], samples[2]
	b.note("time of a consent at 1,000 items", "ms", small)
	b.note("time of a consent at 1,000 items again", "ms", again)
	b.note("time of a consent at 1,000,000 items", "ms", large)
	return []figure{
		forTheRecord("time of a consent at 1,000 items", "%.2f ms", small.median()),
		forTheRecord("time of a consent at 1,000 items, against another such table", "%.2f x", again.ratio(small)),
		atMost("time of a consent at 1,000,000 items, against 1,000", "%.2f x", large.ratio(small), maxSlower),
	}, nil
}

// timeOfConsent takes the time of one consent of a new visitor, in milliseconds.
func timeOfConsent(ctx context.Context, f *lambda.Function) measurement {
	return func() (float64, error) {
		began := time.Now()
		if err := record(ctx, f); err != nil {
			return 0, fmt.Errorf("consent: %w", err)
		}
		return float64(time.Since(began).Microseconds()) / 1000, nil
	}
}
