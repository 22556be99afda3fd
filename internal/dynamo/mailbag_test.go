package dynamo_test

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/inbox"
	"ordholden/internal/seal"
)

// mailbag is raw messages by key: a sender, a subject and a text, a line each.
type mailbag map[string]string

func (m mailbag) Fetch(_ context.Context, key string) (*inbox.Original, error) {
	text, ok := m[key]
	if !ok {
		return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	e := seal.NewEnvelope(len(text))
	copy(e.Text(), text)
	return &inbox.Original{Text: e, Received: time.Date(2026, time.March, 5, 8, 0, 0, 0, time.UTC)}, nil
}

func (m mailbag) Keep(_ context.Context, o *inbox.Original, k seal.Key, as string, _ inbox.Record) error {
	m[as] = string(k.SealIn(o.Text, as))
	return nil
}

func (m mailbag) Drop(_ context.Context, key string) error {
	delete(m, key)
	return nil
}

func (m mailbag) Older(_ context.Context, prefix string, _ time.Time, _ int) ([]string, error) {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m)), func(key string) bool { return !strings.HasPrefix(key, prefix) }), nil
}

// each takes in all that lies there, and then once more what has been taken.
func (m mailbag) each(ctx context.Context, k inbox.Desk) error {
	keys, _ := m.Older(ctx, "incoming/", time.Time{}, 0)
	for _, key := range append(keys, keys...) {
		n, _ := inbox.NoticeOf(key)
		if err := k.Take(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// threeLines reads a message of the mailbag.
func threeLines(raw []byte) inbox.Mail {
	lines := bytes.SplitN(raw, []byte("\n"), 3)
	return inbox.Mail{
		Senders: []gdpr.Private{gdpr.Private(lines[0])}, To: []gdpr.Private{"ahoy@mojob.io"}, Subject: gdpr.Private(lines[1]),
		Text: gdpr.Private(lines[2]), Own: gdpr.Private(lines[2]), MessageID: "<1@example.no>", Type: "text/plain",
	}
}

// takesMail takes in mails of every sort that the store tells apart: a request, a
// second mail within the day, a reply by number, a reply by SES's id.
func (b bench) takesMail(take func(inbox.Desk, mailbag) error) {
	b.t.Helper()
	b.clock.advance(time.Hour)
	r := b.elsewhere().received(mojob, asks(kari, gdpr.Access))
	bag := mailbag{
		"incoming/mojob/1": "siri@example.no\nSletting\nSlett alt dere har lagret om meg.",
		"incoming/mojob/2": "siri@example.no\nHei\nEn ting til.",
		"incoming/mojob/3": string(kari) + "\nSV: sak " + r.ID.Grouped() + "\nTakk!",
		"incoming/mojob/4": string(ola) + "\nHei\nHva skjer?",
	}
	desk := inbox.Desk{
		Controllers: controllers.Registry(), Store: b.messages(), Originals: bag, Now: b.clock.Now, Log: slog.New(slog.DiscardHandler),
		Classify: classify.Read, Calendar: holiday.Norway{},
		Parse: func(raw []byte) inbox.Mail {
			m := threeLines(raw)
			if m.Senders[0] == ola {
				m.InReplyTo = []string{"<0100@eu-north-1.amazonses.com>"}
			}
			return m
		},
	}
	if err := take(desk, bag); err != nil {
		b.t.Fatal(err)
	}
	for key := range bag {
		if strings.HasPrefix(key, "incoming/") {
			b.t.Errorf("%s still lies there", key)
		}
	}
}
