package inbox_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
	locals3 "ordholden/infra/local/s3"
	"ordholden/internal/classify"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
	"ordholden/internal/s3"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

const (
	mojob   gdpr.ControllerID = "mojob"
	tretoen gdpr.ControllerID = "tretoen"

	bucketName = "mail"
)

// bench is the whole way of a mail that comes in, on real parts: the table and the
// bucket, both of which fail calls, and processes that end at one.
type bench struct {
	t          testing.TB
	database   *faulty.Proxy
	bucket     *locals3.Server
	raw        *dynamodb.Client // straight to the database
	client     *dynamodb.Client
	blobs      *awss3.Client
	fuse       *fuse
	main, keys string // the names of the tables
	clock      *clock
	log        *journal
}

func setUp(t testing.TB) bench {
	t.Helper()
	server := dynamodbtest.Server(t)
	b := bench{t: t, fuse: &fuse{}, log: &journal{}, clock: &clock{now: time.Date(2026, time.March, 5, 8, 0, 0, 0, time.UTC)}}
	b.raw, b.main, b.keys = dynamodbtest.Table(t)
	proxy, err := faulty.New(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if b.bucket, err = locals3.Start(locals3.Config{Buckets: []string{bucketName}}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.bucket.Stop)
	b.database = proxy
	b.client = server.Client(func(o *dynamodb.Options) {
		o.Retryer, o.HTTPClient = impatient(), &http.Client{Transport: b.fuse.on(proxy)}
	})
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 16
	t.Cleanup(transport.CloseIdleConnections)
	b.blobs = awss3.New(awss3.Options{
		Region: "eu-north-1", Credentials: credentials.NewStaticCredentialsProvider("local", "local", ""),
		BaseEndpoint: &b.bucket.URL, UsePathStyle: true, Retryer: impatient(), HTTPClient: &http.Client{Transport: b.fuse.on(transport)},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	})
	return b
}

// impatient is the retryer of the functions without its waits.
func impatient() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		o.RateLimiter = ratelimit.None
	})
}

// attempts is how many calls the SDK makes of one that keeps failing.
const attempts = 3

// table is the tables as a new process sees them: with no secret read yet.
func (b bench) table(c *dynamodb.Client) *dynamo.Table {
	return &dynamo.Table{Client: c, Name: b.main, Keys: &dynamo.Keyring{Client: c, Name: b.keys}, Now: b.clock.Now}
}

// truth is the table as the database has it, past every fault.
func (b bench) truth() *dynamo.Table { return b.table(b.raw) }

func (b bench) messages() dynamo.Messages { return dynamo.Messages{Table: b.truth()} }
func (b bench) cases() dynamo.Cases       { return dynamo.Cases{Table: b.truth()} }

func (b bench) files() s3.Bucket { return s3.Bucket{Client: b.blobs, Name: bucketName} }

// desk is the desk of a new process, wired as the functions wire it.
func (b bench) desk() inbox.Desk {
	return inbox.Desk{
		Controllers: controllers.Registry(), Store: dynamo.Messages{Table: b.table(b.client)}, Originals: b.files(),
		Parse: inbound.Read, Classify: classify.Read, Calendar: holiday.Norway{}, Now: b.clock.Now, Log: slog.New(slog.NewJSONHandler(b.log, nil)),
	}
}

// arrival is a mail that SES has taken.
type arrival struct {
	raw     []byte
	from    gdpr.Private
	answers gdpr.ID        // the case that it names, "" for none
	reasons []inbox.Reason // why it may not be answered; "" where it may be
	inbox.Notice
}

// id is the one under which it is to be registered.
func (l arrival) id() gdpr.ID { return inbox.MessageID(l.Controller, l.ID) }

// wrote is a mail from somebody who is who they say.
func (b bench) wrote(c gdpr.ControllerID, sesID string, from gdpr.Private, subject, text string, headers ...string) arrival {
	d, _ := controllers.Registry().Current(c)
	path := from.Reveal()
	lines := append([]string{
		"Return-Path: <" + path + ">", "From: " + path, "To: " + d.Mailbox, "Subject: " + subject,
		"Message-ID: <" + sesID + "@example.no>", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
	}, headers...)
	return arrival{
		raw: []byte(strings.Join(lines, "\r\n") + "\r\n\r\n" + text + "\r\n"), from: from,
		Notice: inbox.Notice{
			Controller: c, ID: sesID, Key: fmt.Sprintf("incoming/%s/%s", c, sesID), Received: b.clock.Now(), ReturnPath: &path,
			Verdicts: inbox.Verdicts{Spam: inbox.Pass, Virus: inbox.Pass, SPF: inbox.Pass, DKIM: inbox.Pass, DMARC: inbox.Pass},
		},
	}
}

// arrives is SES putting a mail into the bucket.
func (b bench) arrives(l arrival) arrival {
	b.t.Helper()
	if err := b.bucket.Put(bucketName, l.Key, locals3.Object{Body: l.raw, Modified: b.clock.Now()}); err != nil {
		b.t.Fatal(err)
	}
	return l
}

// lies reports whether the mail is where SES put it.
func (b bench) lies(l arrival) bool {
	_, there := b.bucket.Get(bucketName, l.Key)
	return there
}

// stands reports whether the mail is registered.
func (b bench) stands(l arrival) bool {
	b.t.Helper()
	there, err := b.messages().Registered(b.t.Context(), l.Controller, l.id())
	if err != nil {
		b.t.Fatal(err)
	}
	return there
}

// subject is the pseudonym of a mail's sender.
func (b bench) subject(l arrival) gdpr.SubjectID {
	b.t.Helper()
	secret, err := b.truth().Keys.Secret(b.t.Context(), l.Controller)
	if err != nil {
		b.t.Fatal(err)
	}
	if l.from == "" {
		return secret.Subject(gdpr.Private("nobody " + l.ID))
	}
	return secret.Subject(l.from)
}

func (b bench) take(l arrival) {
	b.t.Helper()
	if err := b.desk().Take(b.t.Context(), l.Notice); err != nil {
		b.t.Fatal(err)
	}
}

// clock is the time that everything here sees.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// journal is what the operator reads.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}
