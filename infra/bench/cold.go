package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"ordholden/infra/local/lambda"
)

// What a cold start of consent may cost.
const (
	maxOverFloor = 1.15 // times a function that makes one DynamoDB client
	maxOverHello = 1.7  // times one that does nothing
	coldBlocks   = 25
	coldRounds   = 9 // in each block
)

// starter is a function whose cold start is measured, from the moment its
// process is asked for to its first answer.
type starter struct {
	name  string // of the binary
	event []byte
	check func([]byte) error
}

// cold starts it once, in milliseconds. Its process is gone afterwards.
func (s *starter) cold(ctx context.Context, f *lambda.Function) measurement {
	return func() (float64, error) {
		began := time.Now()
		answer, err := f.Invoke(ctx, s.event)
		took := time.Since(began)
		if err == nil {
			err = s.check(answer)
		}
		if err == nil {
			err = f.KillAll()
		}
		if err != nil {
			return 0, fmt.Errorf("start %s: %w", s.name, err)
		}
		return float64(took.Microseconds()) / 1000, nil
	}
}

// coldStarts measures consent twice. Held against the others, it answers a
// consent that names an unknown notice: read, checked and refused, all that it
// does but the write, for the others have no round trip to a database either.
// Beside it stands, for the record, the start with a consent that is written.
func (b *bench) coldStarts(ctx context.Context) ([]figure, error) {
	starters, err := b.starters()
	if err != nil {
		return nil, err
	}
	samples := make([]sample, len(starters))
	for range coldBlocks {
		some, err := b.coldBlock(ctx, starters)
		if err != nil {
			return nil, err
		}
		for i, s := range some {
			samples[i] = append(samples[i], s...)
		}
	}
	hello, floor, consent, written := samples[0], samples[1], samples[2], samples[3]
	const ms = "%.2f ms"
	figures := []figure{
		atMost("cold start of consent against the floor", "%.2f x", consent.ratio(floor), maxOverFloor),
		atMost("cold start of consent against hello", "%.2f x", consent.ratio(hello), maxOverHello),
		forTheRecord("cold start of hello", ms, hello.median()),
		forTheRecord("cold start of the floor", ms, floor.median()),
		forTheRecord("cold start of consent", ms, consent.median()),
		forTheRecord("cold start of consent with first write", ms, written.median()),
	}
	for i, s := range starters {
		b.note("cold start of "+s.name, "ms", samples[i])
		if i > 3 {
			figures = append(figures, forTheRecord("cold start of "+s.name, ms, samples[i].median()))
		}
	}
	return figures, nil
}

// coldBlock starts fresh copies of the binaries. How the pages of a file happen
// to lie in memory makes some percent of a start, in favor of one copy for as
// long as it lies there; over many copies of each that evens out.
func (b *bench) coldBlock(ctx context.Context, starters []*starter) ([]sample, error) {
	folder, err := os.MkdirTemp(b.dir, "cold-")
	if err != nil {
		return nil, fmt.Errorf("copy the binaries: %w", err)
	}
	defer os.RemoveAll(folder)
	var measurements []measurement
	for i, s := range starters {
		copied := filepath.Join(folder, fmt.Sprint(i)) // with what lies beside the binary
		if err := os.CopyFS(copied, os.DirFS(filepath.Dir(b.bootstrap(s.name)))); err != nil {
			return nil, fmt.Errorf("copy %s: %w", s.name, err)
		}
		f, err := b.function(s.name, filepath.Join(copied, "bootstrap"))
		if err != nil {
			return nil, err
		}
		defer f.Stop()
		measurements = append(measurements, s.cold(ctx, f))
	}
	return interleave(coldRounds, measurements...)
}

// starters are the competitors, consent refused and written, and then the other
// functions with the smallest event that each of them takes.
func (b *bench) starters() ([]*starter, error) {
	written, err := consentEvent()
	if err != nil {
		return nil, err
	}
	refused := unknownNotice(written)
	request, err := call("POST", "/v1/"+controllerID+"/requests", `{"language":"nb"}`)
	if err != nil {
		return nil, err
	}
	page, err := call("GET", "/"+controllerID+"/nb/", "")
	if err != nil {
		return nil, err
	}
	activity, err := callAs(machine(profiles, "activities.write"), "POST", "/v1/"+profiles+"/holding/activities", `{}`)
	if err != nil {
		return nil, err
	}
	search, err := callAs(staff(applications, "recruiter"), "POST", "/v1/"+applications+"/desk/search", `{}`)
	if err != nil {
		return nil, err
	}
	anything := func([]byte) error { return nil }
	return []*starter{
		{name: "hello", event: written, check: anything},
		{name: "floor", event: written, check: anything},
		{name: "consent", event: refused, check: status(http.StatusUnprocessableEntity)},
		{name: "consent", event: written, check: status(http.StatusCreated)},
		{name: "rights", event: request, check: status(http.StatusUnprocessableEntity)},
		{name: "site", event: page, check: status(http.StatusOK)},
		{name: "holding", event: activity, check: status(http.StatusUnprocessableEntity)},
		{name: "desk", event: search, check: status(http.StatusUnprocessableEntity)},
		{name: "expiry", event: []byte(`{"Records":[]}`), check: anything},
		{name: "outbox", event: []byte(`{"Records":[]}`), check: anything},
		{name: "inbox", event: []byte(`{"Records":[]}`), check: anything},
		{name: "feedback", event: []byte(`{"Records":[]}`), check: anything},
		{name: "clock", event: []byte(`{}`), check: anything}, // asks the database what is due
	}, nil
}

// unknownNotice is the event with another digest in the notice's place.
func unknownNotice(event []byte) []byte {
	const before = `\"notice\":\"`
	at := bytes.Index(event, []byte(before)) + len(before)
	changed := bytes.Clone(event)
	copy(changed[at:], bytes.Repeat([]byte("0"), 64))
	return changed
}
