package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/bench/seed"
	"ordholden/infra/local/dynamodb/faulty"
)

// What a tick of the clock sweeps.
const (
	sweepItems  = 20_000 // in the table, of which the records of every second person have ended
	sweepRounds = 9      // ticks, each with a part of the table of its own
)

// sweep measures ticks of the deployed clock on a table that nothing else empties. The
// time is that of the whole tick, with its look for mail to send and for whom to ask.
func (b *bench) sweep(ctx context.Context) ([]figure, error) {
	records, keys := population(time.Now())
	t, err := b.tables(ctx, "sweep", records, keys)
	if err != nil {
		return nil, err
	}
	defer t.drop()
	proxy, err := faulty.New(b.stack.Database.URL)
	if err != nil {
		return nil, err
	}
	front, err := serve(proxy)
	if err != nil {
		return nil, err
	}
	defer front.Close()
	f, err := b.function("clock", b.bootstrap("clock"), append(t.environment(), "AWS_ENDPOINT_URL_DYNAMODB=http://"+front.Addr)...)
	if err != nil {
		return nil, err
	}
	defer f.Stop()
	var deleted, calls, took sample
	for minute := range sweepRounds + 1 {
		event, err := json.Marshal(events.EventBridgeEvent{
			Version: "0", DetailType: "Scheduled Event", Source: "aws.events", Detail: json.RawMessage("{}"),
			Time: time.Date(2026, time.January, 1, 1, minute, 0, 0, time.UTC),
		})
		if err != nil {
			return nil, err
		}
		proxy.Reset()
		began := time.Now()
		if _, err := f.Invoke(ctx, event); err != nil {
			return nil, fmt.Errorf("tick: %w", err)
		}
		if minute == 0 { // its process starts
			continue
		}
		took = append(took, float64(time.Since(began).Microseconds())/1000)
		all := 0
		for _, n := range proxy.Calls() {
			all += n
		}
		calls, deleted = append(calls, float64(all)), append(deleted, float64(proxy.Calls()["DeleteItem"]))
	}
	b.note("tick of the clock", "ms", took)
	return []figure{forTheRecord(fmt.Sprintf("expired items swept per tick, of a table of %d", len(records)),
		"%.0f deleted, %.0f calls, %.0f ms", deleted.median(), calls.median(), took.median())}, nil
}

// population is the items of so many people, each with an application and its files,
// and of the table of keys. Every second application has ended.
func population(now time.Time) (records, keys []seed.Item) {
	for n := 0; len(records) < sweepItems; n++ {
		ends := now.AddDate(0, 6, 0)
		if n%2 == 0 {
			ends = now.Add(-time.Hour)
		}
		owner := subject(1000 + n)
		for _, r := range seed.Person(applications, owner, 1, 2, ends) {
			records = append(records, r.Items()...)
		}
		keys = append(keys, dataKey(applications, owner))
	}
	return records, keys
}
