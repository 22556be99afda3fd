package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ordholden/infra/local/lambda"
)

const (
	callRounds = 50 // times that each thing is done and looked at
	mustCalls  = "1 write, 0 reads, 0 others"
)

// calls counts what one visitor's consent does on the network, from the first that a
// process records. The database has taken some before, through the stack: it is compiled
// while it runs, and where its first answer takes longer than a client waits for one, the
// client asks again.
func (b *bench) calls(ctx context.Context) ([]figure, error) {
	post := b.postConsent()
	for range callRounds {
		if err := post(ctx); err != nil {
			return nil, err
		}
	}
	w, err := b.watch(ctx, "consent")
	if err != nil {
		return nil, err
	}
	defer w.close()
	value, err := w.always(func(f *lambda.Function) error { return record(ctx, f) })
	return []figure{exactly("network calls of a visitor's consent", value, mustCalls)}, err
}

// always has the function do the same many times, and then ends it: what that was on the
// network, and all that it was where it was not always the same.
func (w *watched) always(do func(*lambda.Function) error) (string, error) {
	seen := map[string]bool{}
	for range callRounds {
		calls, others, err := w.counted(do)
		if err != nil {
			return "", err
		}
		seen[tally(calls, others)] = true
	}
	sockets, err := w.sockets()
	if err != nil {
		return "", err
	}
	if sockets != usualSockets {
		seen[fmt.Sprintf("%d sockets", sockets)] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(seen)), "; "), nil
}

// tally words calls as the figure has them.
func tally(calls map[string]int, others int) string {
	writes, reads := 0, 0
	for operation, n := range calls {
		switch operation {
		case "GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems":
			reads += n
		default: // whatever it is, it is not free
			writes += n
		}
	}
	if writes == 1 {
		return fmt.Sprintf("1 write, %d reads, %d others", reads, others)
	}
	return fmt.Sprintf("%d writes, %d reads, %d others", writes, reads, others)
}

// named words calls by their operations.
func named(calls map[string]int) string {
	var parts []string
	for _, operation := range slices.Sorted(maps.Keys(calls)) {
		parts = append(parts, fmt.Sprintf("%d %s", calls[operation], operation))
	}
	if parts == nil {
		return "none"
	}
	return strings.Join(parts, ", ")
}
