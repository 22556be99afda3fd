package smtp_test

import (
	"context"
	"errors"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"ordholden/infra/local/smtp"
)

// The rules of these tests: as deployed, and one for a whole domain that is not scanned.
var rules = []smtp.Rule{
	{Name: "mojob", Recipients: []string{"ahoy@mojob.io"}, Bucket: "mail-in", Prefix: "incoming/mojob/", Topic: "arn:aws:sns:eu-north-1:000000000000:Received", Scan: true},
	{Name: "tretoen", Recipients: []string{"Post@321.no"}, Bucket: "mail-in", Prefix: "incoming/tretoen/", Topic: "arn:aws:sns:eu-north-1:000000000000:Received", Scan: true},
	{Name: "all", Recipients: []string{"example.org", ".example.org"}, Bucket: "other", Prefix: ""},
}

// sound is a mail as most are. Its lines end in \n here; crlf ends them as mail does.
const sound = `From: Kari Nordmann <kari@example.no>
To: ahoy@mojob.io
Subject: =?utf-8?q?Sletting_av_s=C3=B8knad?=
Message-ID: <1@example.no>
Date: Sat, 21 Nov 2026 12:59:00 +0100
MIME-Version: 1.0
Content-Type: text/plain;
	charset=utf-8

Hei! Slett søknaden min.
.
Hilsen Kari
`

func crlf(text string) []byte { return []byte(strings.ReplaceAll(text, "\n", "\r\n")) }

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// desk is a running server, with what it stored and told.
type desk struct {
	*smtp.Server
	t *testing.T

	mu      sync.Mutex
	objects []object
	told    []told
	failing map[string]int // how often a put below this prefix still fails
}

type object struct{ bucket, key, body string }

type told struct{ topic, subject, message string }

var errStore = errors.New("the bucket does not answer")

func start(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, failing: map[string]int{}}
	s, err := smtp.Start(smtp.Config{
		Rules: rules, Now: func() time.Time { return noon },
		Store: func(ctx context.Context, bucket, key string, message []byte) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			for prefix, n := range d.failing {
				if n > 0 && strings.HasPrefix(key, prefix) {
					d.failing[prefix]--
					return errStore
				}
			}
			d.objects = append(d.objects, object{bucket, key, string(message)})
			return ctx.Err()
		},
		Publish: func(topic, subject, message string) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.told = append(d.told, told{topic, subject, message})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Server = s
	t.Cleanup(s.Stop)
	return d
}

func (d *desk) send(from string, to ...string) error {
	return smtp.Send(d.Addr, from, to, crlf(sound))
}

func (d *desk) mustSend(from string, to ...string) {
	d.t.Helper()
	if err := d.send(from, to...); err != nil {
		d.t.Fatal(err)
	}
}

// stored is what has been stored, and told what has been published.
func (d *desk) stored() ([]object, []told) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.objects, d.told
}

// answer is the code that a client was given, and its text.
func answer(err error) (int, string) {
	if said, ok := errors.AsType[*textproto.Error](err); ok {
		return said.Code, said.Msg
	}
	return 0, ""
}
