package template

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// event reads one event source of a function.
func (r *reader) event(t *Template, f Function, name string, event *node) {
	r.allow(event, "Type", "Properties")
	properties := r.properties(event)
	if properties == nil {
		return
	}
	switch kind := typeOf(event); kind {
	case "HttpApi":
		t.Routes = append(t.Routes, r.route(f, properties))
	case "DynamoDB":
		t.Streams = append(t.Streams, r.stream(f, properties)...)
	case "Schedule":
		r.allow(properties, "Schedule", "Name", "Description", "Enabled", "State", "Input", "RetryPolicy", "DeadLetterConfig")
		t.Schedules = append(t.Schedules, r.schedule(f, name, properties, "Schedule")...)
	case "ScheduleV2":
		r.allow(properties, "ScheduleExpression", "Name", "Description", "State", "Input", "FlexibleTimeWindow",
			"GroupName", "KmsKeyArn", "RetryPolicy", "RoleArn", "DeadLetterConfig")
		t.Schedules = append(t.Schedules, r.schedule(f, name, properties, "ScheduleExpression")...)
	case "SNS":
		r.allow(properties, "Topic", "RedrivePolicy")
		t.Topics = append(t.Topics, Topic{Function: f.Name, Topic: r.target(properties, "Topic", typeTopic)})
	case "SQS":
		t.Polls = append(t.Polls, r.poll(f, properties)...)
	default:
		r.fault(event, "the local stack does not play events of type %q", kind)
	}
}

// schedule reads a rate. What is turned off is not there.
func (r *reader) schedule(f Function, name string, properties *node, key string) []Schedule {
	if !r.flag(properties, "Enabled", true) || r.text(properties, "State", "ENABLED") == "DISABLED" {
		return nil
	}
	if properties.field(key) == nil {
		r.fault(properties, "%s is missing", key)
	}
	return []Schedule{{
		Function: f.Name,
		Name:     r.text(properties, "Name", f.Name+name),
		Every:    read(r, properties, key, 0, rate),
		Input:    r.text(properties, "Input", ""),
	}}
}

// ticks reads a rule of EventBridge that puts a message into queues on a schedule: other rules are not played.
func (r *reader) ticks(id string, properties *node) []Schedule {
	r.allow(properties, "Name", "Description", "ScheduleExpression", "State", "Targets")
	if r.text(properties, "State", "ENABLED") == "DISABLED" {
		return nil
	}
	if properties.field("ScheduleExpression") == nil {
		r.fault(properties, "ScheduleExpression is missing")
	}
	var all []Schedule
	for _, target := range r.items(properties, "Targets") {
		r.allow(target, "Id", "Arn", "Input")
		all = append(all, Schedule{
			Queue: r.target(target, "Arn", typeQueue), Name: r.text(properties, "Name", id),
			Every: read(r, properties, "ScheduleExpression", 0, rate), Input: r.need(target, "Input"),
		})
	}
	return all
}

// rate reads rate(5 minutes), and nothing else: cron() is not played.
func rate(expression string) (time.Duration, error) {
	units := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}
	inner, ok := strings.CutPrefix(expression, "rate(")
	inner, closed := strings.CutSuffix(inner, ")")
	number, unit, _ := strings.Cut(inner, " ")
	n, err := strconv.Atoi(number)
	each := units[strings.TrimSuffix(unit, "s")]
	if !ok || !closed || err != nil || n < 1 || each == 0 {
		return 0, fmt.Errorf("%q is not rate(<number> minutes), hours or days", expression)
	}
	return time.Duration(n) * each, nil
}

// stream reads an event source mapping. What is turned off is not there.
func (r *reader) stream(f Function, properties *node) []Stream {
	r.allow(properties, "Stream", "StartingPosition", "BatchSize", "MaximumBatchingWindowInSeconds", "FilterCriteria",
		"FunctionResponseTypes", "BisectBatchOnFunctionError", "MaximumRetryAttempts", "MaximumRecordAgeInSeconds",
		"DestinationConfig", "Enabled")
	if !r.flag(properties, "Enabled", true) {
		return nil
	}
	s := Stream{
		Function:   f.Name,
		BatchSize:  r.integer(properties, "BatchSize", 100),
		Window:     r.seconds(properties, "MaximumBatchingWindowInSeconds"),
		Filters:    r.filters(r.mapping(properties, "FilterCriteria")),
		Start:      r.need(properties, "StartingPosition"),
		MaxRetries: r.integer(properties, "MaximumRetryAttempts", -1),
		MaxAge:     max(r.seconds(properties, "MaximumRecordAgeInSeconds"), 0), // -1 is "no limit" in AWS
		Bisect:     r.flag(properties, "BisectBatchOnFunctionError", false),

		ReportFailures: r.reportsFailures(properties),
	}
	if id := r.target(properties, "Stream", typeTable); id != "" {
		table := r.resources[id]
		s.Table = r.physical(id, table)
		if table.field("Properties").field("StreamSpecification") == nil {
			r.fault(properties.field("Stream"), "%s has no stream", id)
		}
	}
	if failure := r.mapping(r.mapping(properties, "DestinationConfig"), "OnFailure"); failure != nil {
		r.allow(failure, "Type", "Destination")
		s.OnFailure = r.target(failure, "Destination", typeQueue, typeTopic)
	}
	return []Stream{s}
}

// reportsFailures is whether the function says which items of a batch failed.
func (r *reader) reportsFailures(properties *node) bool {
	kinds := r.texts(properties, "FunctionResponseTypes")
	for _, kind := range kinds {
		if kind != "ReportBatchItemFailures" {
			r.fault(properties.field("FunctionResponseTypes"), "the local stack does not know %s", kind)
		}
	}
	return len(kinds) > 0
}

func (r *reader) seconds(n *node, key string) time.Duration {
	return time.Duration(r.integer(n, key, 0)) * time.Second
}

func (r *reader) filters(criteria *node) []Filter {
	r.allow(criteria, "Filters")
	var all []Filter
	for _, item := range r.items(criteria, "Filters") {
		r.allow(item, "Pattern")
		f, err := ParseFilter(r.need(item, "Pattern"))
		if err != nil {
			r.fault(item, "%w", err)
		}
		all = append(all, f)
	}
	return all
}

// destination reads which events of mail go to which topic. What is turned off is not there, nor what does not go to
// a topic: nobody at home listens to it.
func (r *reader) destination(properties *node) []Destination {
	r.allow(properties, "ConfigurationSetName", "EventDestination")
	to := r.mapping(properties, "EventDestination")
	sns := r.mapping(to, "SnsDestination")
	if !r.flag(to, "Enabled", false) || sns == nil {
		return nil
	}
	return []Destination{{
		ConfigurationSet: r.need(properties, "ConfigurationSetName"),
		Topic:            r.target(sns, "TopicARN", typeTopic),
		Events:           r.texts(to, "MatchingEventTypes"),
	}}
}
