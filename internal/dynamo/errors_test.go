package dynamo_test

import (
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/platform"
)

// The SDK stops trying again when most of what it tries fails. That is no other error than before.
func TestALongOutageStaysUnavailable(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, gdpr.NewID())
	const calls = 200
	for range calls * attempts {
		b.Inject(faulty.Fault{Kind: faulty.Throttling})
	}
	for range calls {
		_, _, err := b.ledger().Append(t.Context(), r)
		if wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable); t.Failed() {
			return
		}
	}
	if n := b.Calls()["PutItem"]; n == calls*attempts {
		t.Errorf("%d calls: the SDK never stopped trying again, and this showed nothing", n)
	}
}

func TestWhatTheDatabaseRefusesIsOurOwnFault(t *testing.T) {
	b := setUp(t)
	elsewhere := *b.table
	elsewhere.Name = "no-such-table"
	_, err := dynamo.Ledger{Table: &elsewhere}.History(t.Context(), mojob, gdpr.NewID())
	wantKind(t, err, gdpr.Internal, gdpr.CodeInternal)
	if strings.Contains(err.Error(), kari.Reveal()) {
		t.Error("the error quotes an address")
	}
}

// brokenBody ends each answer in the middle.
type brokenBody struct{ next http.RoundTripper }

func (b brokenBody) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(io.LimitReader(answer.Body, 1), failing{}), answer.Body}
	}
	return answer, err
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, syscall.ECONNRESET }

func TestAnAnswerThatBreaksOffIsUnavailable(t *testing.T) {
	b := setUp(t)
	b.table.Client = dynamodbtest.Server(t).Client(impatient, func(o *sdk.Options) {
		o.HTTPClient = &http.Client{Transport: brokenBody{b.Proxy}}
	})
	r := b.record(mojob, gdpr.NewID())
	_, err := b.ledger().History(t.Context(), mojob, r.Visitor)
	wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
}

// New is wired from the environment, as in a function.
func TestATableFromTheEnvironmentWorks(t *testing.T) {
	b := setUp(t)
	t.Setenv("AWS_ENDPOINT_URL_DYNAMODB", dynamodbtest.Server(t).URL)
	t.Setenv("AWS_REGION", "eu-north-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	t.Setenv("TABLE", b.table.Name)
	t.Setenv("KEYS", b.table.Keys.Name)
	env := platform.Read()
	b.table = dynamo.New(env).WithKeys(env)
	if err := env.Err(); err != nil {
		t.Fatal(err)
	}
	b.clock.set(time.Now())
	b.wire()
	must[consent.Record](t)(b.consents.Visitor(t.Context(), mojob, visits(mojob, gdpr.NewID(), "")))
	r := b.received(mojob, asks(kari, gdpr.Access))
	if l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), refOf(r, outbox.RequestConfirm))); l.To != kari {
		t.Error("not the letter that was asked for")
	}
}
