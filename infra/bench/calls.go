package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ordholden/infra/local/dynamodb/faulty"
)

const (
	callRounds = 50 // consents that are looked at
	mustCalls  = "1 write, 0 reads, 0 others"
)

// calls counts what one visitor's consent does on the network. Reads and writes
// are counted by a proxy before the database. That there is nothing else is
// looked for in four ways: while the first consent is at the database, its
// process has two sockets, to the Runtime API and to the database; from then on
// it can open no other, and yet records; where an AWS client turns to by itself,
// something listens to which nobody comes; and where strace can be run, it sees
// two sockets asked for from the process's start to its end, and no more.
func (b *bench) calls(ctx context.Context) ([]figure, error) {
	proxy, err := faulty.New(b.stack.Database.URL)
	if err != nil {
		return nil, err
	}
	first := &look{next: proxy}
	front, err := serve(first)
	if err != nil {
		return nil, err
	}
	defer front.Close()
	trap, err := openTrap()
	if err != nil {
		return nil, err
	}
	defer trap.close()
	trace, err := b.trace(ctx, b.bootstrap("consent"))
	if err != nil {
		return nil, err
	}
	f, err := b.function("consent", trace.binary, append(trap.environment(), "AWS_ENDPOINT_URL_DYNAMODB=http://"+front.Addr)...)
	if err != nil {
		return nil, err
	}
	defer f.Stop()
	first.at = f
	seen := map[string]bool{}
	for n := range callRounds {
		proxy.Reset()
		if err := record(ctx, f); err != nil {
			return nil, err
		}
		others := int(trap.visits.Load())
		if n == 0 {
			if others += first.others; first.err != nil {
				return nil, first.err
			}
			if err := freeze(f.Instances()[0]); err != nil {
				return nil, err
			}
		}
		seen[tally(proxy.Calls(), others)] = true
	}
	f.Stop()
	sockets, err := trace.sockets()
	if err != nil {
		return nil, err
	}
	if sockets != usualSockets {
		seen[fmt.Sprintf("%d sockets", sockets)] = true
	}
	value := strings.Join(slices.Sorted(maps.Keys(seen)), "; ")
	return []figure{exactly("network calls of a visitor's consent", value, mustCalls)}, nil
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
