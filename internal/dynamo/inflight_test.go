package dynamo_test

import (
	"net/http"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
)

// busy is a database in which every transaction meets others, and reads go through.
type busy struct {
	canceling
	reads http.RoundTripper
}

func (b busy) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".TransactWriteItems") {
		return b.canceling.RoundTrip(r)
	}
	return b.reads.RoundTrip(r)
}

// Of two calls with one Idempotency-Key the second waits for the first and is answered the same.
// Where that takes too long it is told so; another item that is busy, or a call without a key,
// is something else.
func TestACallThatIsStillUnderWayIsToldApart(t *testing.T) {
	const meets, none = "TransactionConflict", "None"
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access)) // who has a data key by now
	declared := b.standing(mojob, kari)
	applied, given := b.application("tretoen", kari)
	b.applied("tretoen", kari)
	for outcome, test := range map[string]struct {
		key   string
		codes []string
		kind  gdpr.Kind
		code  gdpr.Code
	}{
		"the same call":    {"key", []string{meets, none}, gdpr.Conflict, gdpr.CodeInFlight},
		"another item":     {"key", []string{none, meets}, gdpr.Unavailable, gdpr.CodeUnavailable},
		"without a key":    {"", []string{meets, none}, gdpr.Unavailable, gdpr.CodeUnavailable},
		"too busy a table": {"key", []string{"ThrottlingError"}, gdpr.Unavailable, gdpr.CodeUnavailable},
	} {
		t.Run(outcome, func(t *testing.T) {
			b.table.Client = dynamodbtest.Server(t).Client(impatient, func(o *sdk.Options) {
				o.HTTPClient = &http.Client{Transport: busy{test.codes, http.DefaultTransport}}
			})
			_, _, err := b.cases().Receive(t.Context(), r, test.key)
			wantKind(t, err, test.kind, test.code)
			_, _, err = dynamo.Consents{Table: b.table}.Declare(t.Context(), declared, test.key)
			wantKind(t, err, test.kind, test.code)
			_, _, err = b.holdings().Apply(t.Context(), applied, kari, given, test.key)
			wantKind(t, err, test.kind, test.code)
		})
	}
}
