package stack

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"ordholden/infra/local/queue"
	"ordholden/infra/local/s3"
	"ordholden/infra/local/smtp"
	"ordholden/infra/local/template"
)

// A mail that comes in goes the way that it goes in AWS: by a receipt rule into a
// bucket, and by a topic and a queue to a function.

// defaultVisibility is how soon a message that was not handled comes again.
const defaultVisibility = time.Second

// arnOfTopic is the name in full of a topic of the template.
func arnOfTopic(id string) string { return "arn:aws:sns:eu-north-1:000000000000:" + id }

func (s *Stack) startStorage() (err error) {
	var names []string
	for _, b := range s.template.Buckets {
		s.Buckets[b.ID] = b.Name
		names = append(names, b.Name)
	}
	s.S3, err = s3.Start(s3.Config{Port: s.cfg.S3Port, Dir: s.dir("s3"), Buckets: names, Log: s.log})
	return err
}

// startQueues starts the queues that functions empty. They hold back what comes
// until startSources lets go: there are no functions yet.
func (s *Stack) startQueues() error {
	for _, p := range s.template.Polls {
		at := slices.IndexFunc(s.template.Queues, func(q template.Queue) bool { return q.ID == p.Queue })
		if at < 0 || s.Queues[p.Queue] != nil {
			return fmt.Errorf("queue %q of function %s: it is not there, or another one empties it", p.Queue, p.Function)
		}
		visibility := s.cfg.Visibility
		if visibility == 0 {
			visibility = defaultVisibility
		}
		q := queue.Start(queue.Config{
			Name: p.Queue, Raw: s.raw(p.Queue), BatchSize: p.BatchSize, Concurrency: p.Concurrency, ReportFailures: p.ReportFailures,
			Invoke: func(ctx context.Context, payload []byte) ([]byte, error) {
				return s.function(p.Function).Invoke(ctx, payload)
			},
			Visibility: visibility, MaxReceives: s.template.Queues[at].MaxReceives, Log: s.log,
		})
		q.Hold(true)
		s.Queues[p.Queue] = q
	}
	return nil
}

// raw is whether a queue gets messages without SNS's envelope.
func (s *Stack) raw(id string) bool {
	return slices.ContainsFunc(s.template.Subscriptions, func(sub template.Subscription) bool { return sub.Queue == id && sub.Raw })
}

// startIncoming receives mail by the rules of infra/mail.yaml, filled in from what
// template.yaml gives out.
func (s *Stack) startIncoming() error {
	path := filepath.Join(filepath.Dir(s.cfg.Template), "infra", "mail.yaml")
	deployed, err := template.LoadRules(path, s.template.Outputs, nil)
	if err != nil {
		return err
	}
	queues := map[string][]*queue.Queue{} // by the topic's name in full
	var rules []smtp.Rule
	for _, r := range deployed {
		arn := arnOfTopic(r.Topic)
		if queues[arn], err = s.subscribed(r.Topic); err != nil {
			return fmt.Errorf("receipt rule %s: %w", r.Name, err)
		}
		s.mailboxes = append(s.mailboxes, r.Recipients...)
		rules = append(rules, smtp.Rule{
			Name: r.Name, Recipients: r.Recipients, Bucket: r.Bucket, Prefix: r.Prefix, Topic: arn, Scan: r.Scan,
		})
	}
	s.Incoming, err = smtp.Start(smtp.Config{
		Port: s.cfg.SMTPPort, Rules: rules, Store: s.S3.Store, Log: s.log,
		Publish: func(topic, subject, message string) {
			for _, q := range queues[topic] {
				q.Publish(topic, subject, message)
			}
		},
	})
	return err
}

// Mailboxes are the addresses that mail is received for, in the order of the rules.
func (s *Stack) Mailboxes() []string { return s.mailboxes }

// subscribed returns the queues on a topic. Whoever else listens to it would hear
// nothing here, so that it must be queues, which functions empty, and nothing else.
func (s *Stack) subscribed(topic string) (queues []*queue.Queue, err error) {
	for _, sub := range s.template.Subscriptions {
		if sub.Topic != topic {
			continue
		}
		q := s.Queues[sub.Queue]
		if q == nil {
			return nil, fmt.Errorf("topic %q: no function empties queue %s", topic, sub.Queue)
		}
		queues = append(queues, q)
	}
	direct := slices.ContainsFunc(s.template.Topics, func(t template.Topic) bool { return t.Topic == topic })
	if len(queues) == 0 || direct {
		return nil, fmt.Errorf("topic %q: only queues that functions empty may listen to it", topic)
	}
	return queues, nil
}
