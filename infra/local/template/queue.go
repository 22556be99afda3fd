package template

import "time"

// queue reads one queue. It may have no properties at all.
func (r *reader) queue(id string, resource *node) Queue {
	properties := resource.field("Properties")
	r.allow(properties, ofQueue...)
	q := Queue{
		ID:         id,
		Visibility: time.Duration(r.integer(properties, "VisibilityTimeout", 30)) * time.Second,
		Retention:  time.Duration(r.integer(properties, "MessageRetentionPeriod", 4*24*60*60)) * time.Second,
	}
	if redrive := r.mapping(properties, "RedrivePolicy"); redrive != nil {
		r.allow(redrive, "deadLetterTargetArn", "maxReceiveCount")
		q.DeadLetters = r.target(redrive, "deadLetterTargetArn", typeQueue)
		q.MaxReceives = r.integer(redrive, "maxReceiveCount", 0)
		if q.MaxReceives < 1 {
			r.fault(redrive, "want a maxReceiveCount above 0")
		}
	}
	return q
}

// poll reads an event source mapping. What is turned off is not there.
func (r *reader) poll(f Function, properties *node) []Poll {
	r.allow(properties, "Queue", "BatchSize", "MaximumBatchingWindowInSeconds", "FunctionResponseTypes", "ScalingConfig", "Enabled")
	if !r.flag(properties, "Enabled", true) {
		return nil
	}
	scaling := r.mapping(properties, "ScalingConfig")
	r.allow(scaling, "MaximumConcurrency")
	return []Poll{{
		Function:       f.Name,
		Queue:          r.target(properties, "Queue", typeQueue),
		BatchSize:      r.integer(properties, "BatchSize", 10),
		Window:         r.seconds(properties, "MaximumBatchingWindowInSeconds"),
		Concurrency:    r.integer(scaling, "MaximumConcurrency", 0),
		ReportFailures: r.reportsFailures(properties),
	}}
}

// subscription reads who else than a function listens to a topic: queues only.
func (r *reader) subscription(properties *node) Subscription {
	r.allow(properties, "TopicArn", "Protocol", "Endpoint", "RawMessageDelivery")
	if protocol := r.need(properties, "Protocol"); protocol != "sqs" {
		r.fault(properties, "the local stack does not play subscriptions of protocol %q", protocol)
	}
	return Subscription{
		Topic: r.target(properties, "TopicArn", typeTopic),
		Queue: r.target(properties, "Endpoint", typeQueue),
		Raw:   r.flag(properties, "RawMessageDelivery", false),
	}
}
