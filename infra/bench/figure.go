package main

import (
	"fmt"
	"strings"
)

// figure is one line of the table: what was measured, and what it must be.
type figure struct {
	name  string
	value string
	must  string // "-" where nothing is asked
	ok    bool
}

// String is the line, tab-separated.
func (f figure) String() string {
	verdict := "short"
	if f.ok {
		verdict = "ok"
	}
	return strings.Join([]string{f.name, f.value, f.must, verdict}, "\t")
}

// atMost is a figure that must not exceed its limit; format is how both are
// written, with their unit. What is compared is the value itself, not as written.
func atMost(name, format string, value, limit float64) figure {
	return figure{name, fmt.Sprintf(format, value), "≤ " + fmt.Sprintf(format, limit), value <= limit}
}

// atLeast is a figure that must reach its limit.
func atLeast(name, format string, value, limit float64) figure {
	return figure{name, fmt.Sprintf(format, value), "≥ " + fmt.Sprintf(format, limit), value >= limit}
}

// exactly is a figure that must be what it must be.
func exactly(name, value, must string) figure { return figure{name, value, must, value == must} }

// forTheRecord is a figure of which nothing is asked.
func forTheRecord(name, format string, value ...any) figure {
	return figure{name, fmt.Sprintf(format, value...), "-", true}
}

// both is one figure of two parts that must both hold.
func both(name string, a, b figure) figure {
	return figure{name, a.value + ", " + b.value, a.must + ", " + b.must, a.ok && b.ok}
}
