package api

// Fields of what is held: lists of objects, declared fields, numbers and days.

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// maxItems is how many items of a list are looked at, and maxValue how long a declared
// field may be before the declaration says how long: enough for any, bounded for us.
const (
	maxItems = 100
	maxValue = 100_000
)

// each reads a list of objects, one reader for each.
func (r *reader) each(name string, read func(*reader)) {
	value := r.take(name)
	if value == nil {
		return
	}
	items, ok := value.([]any)
	if !ok {
		r.fault(r.at(name), gdpr.FaultType, name)
		return
	}
	if len(items) > maxItems {
		r.fault(r.at(name), gdpr.FaultTooMany, fmt.Sprint(maxItems))
		return
	}
	for i, item := range items {
		place := fmt.Sprintf("%s/%d", r.at(name), i)
		fields, ok := item.(object)
		if !ok {
			r.fault(place, gdpr.FaultType, name)
			continue
		}
		within := &reader{fields: fields, place: place}
		read(within)
		within.unknown()
		r.faults = append(r.faults, within.faults...)
	}
}

// values is an object of declared fields, each a text. Which are declared, and how
// long they may be, is for the desk to say.
func (r *reader) values(name string) []holding.Value {
	value := r.take(name)
	if value == nil {
		return nil
	}
	fields, ok := value.(object)
	if !ok {
		r.fault(r.at(name), gdpr.FaultType, name)
		return nil
	}
	within := &reader{fields: fields, place: r.at(name)}
	var values []holding.Value
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		s := within.text(field, maxValue)
		values = append(values, holding.Value{Field: printable(field), Value: gdpr.Private(s)})
	}
	r.faults = append(r.faults, within.faults...)
	return values
}

// count is a whole number from 0, and 0 where it is absent.
func (r *reader) count(name string) int64 {
	value := r.take(name)
	if value == nil {
		return 0
	}
	n, ok := value.(float64)
	if !ok || n < 0 || n != math.Trunc(n) || n > 1<<53 {
		r.fault(r.at(name), gdpr.FaultType, name)
		return 0
	}
	return int64(n)
}

// limit is how many items of a list are asked for, in a query.
func (r *reader) limit(name string) int {
	s := r.line(name, 10)
	if s == "" {
		return usualLimit
	}
	n, err := strconv.Atoi(s)
	switch {
	case err != nil || n < 1:
		r.fault(r.at(name), gdpr.FaultType, name)
	case n > maxLimit:
		r.fault(r.at(name), gdpr.FaultTooMany, fmt.Sprint(maxLimit))
	}
	return n
}

// flag is true or false, and false where it is absent.
func (r *reader) flag(name string) bool {
	value := r.take(name)
	b, ok := value.(bool)
	if value != nil && !ok {
		r.fault(r.at(name), gdpr.FaultType, name)
	}
	return b
}

// day is a date as 2026-11-22: the midnight in Norway with which it begins, and the
// zero time where it is absent.
func (r *reader) day(name string) time.Time {
	s := r.line(name, 40)
	if s == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(time.DateOnly, s, rights.Oslo())
	if err != nil {
		r.fault(r.at(name), gdpr.FaultDate, "")
		return time.Time{}
	}
	return t
}
