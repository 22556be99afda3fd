package ses_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"

	"ordholden/infra/local/ses"
)

// sound is a mail that breaks no rule. Its lines end in \n here; crlf ends them as mail does.
const sound = `From: Mojob <ahoy@mojob.io>
To: kari@example.no
Subject: =?utf-8?q?Bekreft_=C3=B8nsket?=
Message-ID: <outbox-1@mojob.io>
References: <a@example.no> <outbox-1@mojob.io>
X-Loop: ahoy@mojob.io
Date: Sat, 21 Nov 2026 12:00:00 +0000
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
MIME-Version: 1.0
Content-Type: multipart/alternative;
 boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Koden er K7M2QX. =C3=85pne https://desk.example.com/r#t=3Dabc.
--b
Content-Type: text/html; charset=utf-8

<p>Koden er <b>K7M2QX</b></p><script>alert(1)</script>
--b--
`

func crlf(text string) []byte { return []byte(strings.ReplaceAll(text, "\n", "\r\n")) }

// change replaces one part of the sound mail.
func change(old, with string) []byte { return crlf(strings.Replace(sound, old, with, 1)) }

// desk is a running SES and a client that does not retry.
type desk struct {
	*ses.Server
	t      *testing.T
	client *sdk.Client
}

func start(t *testing.T, cfg ses.Config) desk {
	t.Helper()
	cfg.Identities = append(cfg.Identities, "ahoy@mojob.io", "321.no", "desk.test")
	cfg.ConfigurationSets = append(cfg.ConfigurationSets, "mail")
	s, err := ses.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return desk{s, t, client(s.URL, 1)}
}

func client(url string, attempts int) *sdk.Client {
	return sdk.NewFromConfig(aws.Config{
		Region: ses.Region, BaseEndpoint: aws.String(url), RetryMaxAttempts: attempts,
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", ""),
	})
}

// input asks for a mail as our mailer does.
func input(raw []byte, to ...string) *sdk.SendRawEmailInput {
	if len(to) == 0 {
		to = []string{"kari@example.no"}
	}
	return &sdk.SendRawEmailInput{
		RawMessage: &types.RawMessage{Data: raw}, Destinations: to, Source: aws.String("ahoy@mojob.io"),
		ConfigurationSetName: aws.String("mail"),
		Tags: []types.MessageTag{
			{Name: aws.String("controller"), Value: aws.String("mojob")},
			{Name: aws.String("case"), Value: aws.String("c-1")},
			{Name: aws.String("mail"), Value: aws.String("confirm")},
		},
	}
}

func (d desk) send(in *sdk.SendRawEmailInput) (string, error) {
	d.t.Helper()
	out, err := d.client.SendRawEmail(d.t.Context(), in)
	if err != nil {
		return "", err
	}
	return *out.MessageId, nil
}

func (d desk) mustSend(in *sdk.SendRawEmailInput) string {
	d.t.Helper()
	id, err := d.send(in)
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

// soon is a context that ends a test which waits for something that does not come.
func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// eventually polls until the condition holds, and fails the test when it does not within ten seconds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(10 * time.Second)
	for !holds() {
		select {
		case <-ticker.C:
		case <-deadline:
			t.Fatalf("not so within ten seconds: %s", what)
		}
	}
}
