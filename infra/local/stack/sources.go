package stack

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/local/feed"
	"ordholden/infra/local/lambda"
	"ordholden/infra/local/template"
	"ordholden/internal/transparency"
)

// startSources starts what calls functions by itself: queues, streams, schedules,
// and the time to live of tables.
func (s *Stack) startSources(ctx, background context.Context) (err error) {
	if s.cfg.Bare {
		return nil
	}
	for _, q := range s.Queues {
		q.Hold(false)
	}
	if s.removals, err = feed.OpenRemovals(s.dir("feed")); err != nil {
		return err
	}
	for _, from := range s.template.Streams {
		if err := s.feed(ctx, background, from); err != nil {
			return fmt.Errorf("stream of %s: %w", from.Table, err)
		}
	}
	for _, schedule := range s.template.Schedules {
		s.running.Go(func() { s.tick(background, schedule) })
	}
	for _, t := range s.template.Tables {
		if t.TTL != "" {
			ttl := feed.TTL{
				Client: s.Database.Client(), Table: t.Name, Attribute: t.TTL,
				Delay: s.cfg.TTLDelay, Removals: s.removals, Log: s.log,
			}
			s.running.Go(func() { ttl.Run(background) })
		}
	}
	return nil
}

func (s *Stack) feed(ctx, background context.Context, from template.Stream) error {
	arn, err := s.Database.StreamARN(ctx, s.tableName(from.Table))
	if err != nil {
		return err
	}
	f := feed.Feed{
		Name: strings.ToLower(from.Function), Streams: s.Database.Streams(), StreamARN: arn,
		Invoke: s.function(from.Function).Invoke, BatchSize: from.BatchSize, Match: from.Match,
		MaxRetries: from.MaxRetries, Bisect: from.Bisect, ReportFailures: from.ReportFailures,
		Dir: s.dir("feed"), Removals: s.removals, Log: s.log,
		OnFailure: func(records []json.RawMessage, cause error) {
			s.log.Error("records given up", "function", from.Function, "records", len(records), "error", cause)
		},
	}
	s.running.Go(func() {
		if err := f.Run(background); err != nil {
			s.log.Error("feed ended", "function", from.Function, "error", err)
		}
	})
	return nil
}

// tableName is the name of a table that the template names by id or by name.
func (s *Stack) tableName(id string) string {
	if name, ok := s.Tables[id]; ok {
		return name
	}
	return id
}

// tick runs a schedule until the stack stops.
func (s *Stack) tick(ctx context.Context, schedule template.Schedule) {
	ticker := time.NewTicker(schedule.Every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := s.run(ctx, schedule); err != nil && ctx.Err() == nil {
			s.log.Warn("schedule failed", "schedule", schedule.Name, "error", err)
		}
	}
}

// run does what a schedule does each time.
func (s *Stack) run(ctx context.Context, schedule template.Schedule) error {
	if q, ok := s.Queues[schedule.Queue]; ok {
		q.Publish("", "", schedule.Input)
		return nil
	}
	_, err := s.function(schedule.Function).Invoke(ctx, scheduled(schedule))
	return err
}

// scheduled is the event that a schedule sends.
func scheduled(schedule template.Schedule) []byte {
	if schedule.Input != "" {
		return []byte(schedule.Input)
	}
	// Otherwise than in AWS, a tick asks for a head of the log whenever that has grown: nobody here waits for midnight.
	event, err := json.Marshal(events.EventBridgeEvent{
		Version: "0", ID: "local", DetailType: transparency.AtOnce, Source: "aws.events",
		AccountID: "000000000000", Region: "eu-north-1", Time: time.Now().UTC(), Detail: json.RawMessage("{}"),
	})
	if err != nil {
		panic(err) // strings and times always encode
	}
	return event
}

// Tick runs the schedules of a function now, for whoever does not want to wait, those among them
// that go by the queue that it empties.
func (s *Stack) Tick(ctx context.Context, folder string) error {
	for _, schedule := range s.template.Schedules {
		function := schedule.Function
		for _, p := range s.template.Polls {
			if p.Queue == schedule.Queue && schedule.Queue != "" {
				function = p.Function
			}
		}
		if s.function(function) != s.Functions[folder] {
			continue
		}
		if err := s.run(ctx, schedule); err != nil {
			return fmt.Errorf("schedule of %s: %w", folder, err)
		}
		if q, ok := s.Queues[schedule.Queue]; ok {
			if err := q.Settle(ctx); err != nil {
				return fmt.Errorf("schedule of %s: %w", folder, err)
			}
		}
	}
	return nil
}

// publish hands an event of SES to the functions on its topic, as SNS does.
func (s *Stack) publish(message []byte) {
	var e struct {
		EventType string `json:"eventType"`
	}
	if err := json.Unmarshal(message, &e); err != nil {
		s.log.Error("event of SES", "error", err)
		return
	}
	for _, d := range s.template.Destinations {
		if !slices.ContainsFunc(d.Events, func(name string) bool { return sameEvent(name, e.EventType) }) {
			continue
		}
		for _, t := range s.template.Topics {
			if t.Topic == d.Topic {
				s.notify(s.function(t.Function), t.Topic, message)
			}
		}
	}
}

// sameEvent compares renderingFailure, as the template writes it, with Rendering Failure.
func sameEvent(configured, published string) bool {
	return strings.EqualFold(configured, strings.ReplaceAll(published, " ", ""))
}

// notifyTries is how often SNS and Lambda try an asynchronous invocation.
const notifyTries = 3

func (s *Stack) notify(f *lambda.Function, topic string, message []byte) {
	event, err := json.Marshal(events.SNSEvent{Records: []events.SNSEventRecord{{
		EventVersion: "1.0", EventSource: "aws:sns",
		SNS: events.SNSEntity{Type: "Notification", MessageID: "local", TopicArn: topic, Message: string(message), Timestamp: time.Now().UTC()},
	}}})
	if err != nil {
		panic(err) // strings and times always encode
	}
	for try := 1; ; try++ {
		if _, err = f.Invoke(context.Background(), event); err == nil {
			return
		}
		if try == notifyTries {
			s.log.Error("notification given up", "topic", topic, "error", err)
			return
		}
	}
}
