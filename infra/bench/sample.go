package main

import (
	"fmt"
	"slices"
	"strings"
)

// sample is repeated measurements of one thing, in whatever unit.
type sample []float64

// median is the middle one, or the mean of the middle two: a few rounds that
// something else on the machine got in the way of do not move it.
func (s sample) median() float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// ratio is how many times as large this is as what it is held against.
func (s sample) ratio(against sample) float64 { return s.median() / against.median() }

// String is the measurements as one line, for the raw numbers.
func (s sample) String() string {
	texts := make([]string, len(s))
	for i, x := range s {
		texts[i] = fmt.Sprintf("%.4g", x)
	}
	return strings.Join(texts, " ")
}

// measurement takes one measurement.
type measurement func() (float64, error)

// interleave measures side by side, so that whatever else the machine does hits
// all alike: each once a round, and each round begins with another one.
func interleave(rounds int, measurements ...measurement) ([]sample, error) {
	samples := make([]sample, len(measurements))
	for round := range rounds {
		for i := range measurements {
			at := (round + i) % len(measurements)
			x, err := measurements[at]()
			if err != nil {
				return nil, err
			}
			samples[at] = append(samples[at], x)
		}
	}
	return samples, nil
}
