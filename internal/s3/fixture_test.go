package s3_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	local "ordholden/infra/local/s3"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/platform"
	"ordholden/internal/s3"
	"ordholden/internal/seal"
)

const (
	name      = "mail"
	filesName = "files"
)

func start(t *testing.T) *local.Server {
	t.Helper()
	server, err := local.Start(local.Config{Buckets: []string{name, filesName}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	return server
}

// wired is the bucket as the functions wire it.
func wired(t *testing.T, url string) s3.Bucket {
	t.Helper()
	for key, value := range map[string]string{
		"AWS_ENDPOINT_URL_S3": url, "AWS_REGION": "eu-north-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "BUCKET": name,
	} {
		t.Setenv(key, value)
	}
	env := platform.Read()
	b := s3.New(env)
	if err := env.Err(); err != nil {
		t.Fatal(err)
	}
	return b
}

// attempts is how many calls the SDK makes of one that keeps failing.
const attempts = 3

// impatient is the bucket with a client that does not wait between its attempts.
func impatient(url string) s3.Bucket {
	return s3.Bucket{Name: name, Client: impatientClient(url)}
}

func impatientClient(url string) *sdk.Client {
	return sdk.New(sdk.Options{
		Region: "eu-north-1", Credentials: credentials.NewStaticCredentialsProvider("local", "local", ""),
		BaseEndpoint: &url, UsePathStyle: true,
		Retryer: retry.NewStandard(func(o *retry.StandardOptions) {
			o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
			o.RateLimiter = ratelimit.None
		}),
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	})
}

// answering is a bucket whose S3 answers every call so.
func answering(t *testing.T, answer http.HandlerFunc) s3.Bucket {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return impatient(server.URL)
}

// calls is one of each call that the bucket makes.
func calls(t *testing.T, b s3.Bucket) map[string]error {
	_, get := b.Fetch(t.Context(), "incoming/mojob/1")
	put := b.Keep(t.Context(), original("Hei"), seal.NewKey(), "held/mojob/1", inbox.AsRequest)
	remove := b.Drop(t.Context(), "incoming/mojob/1")
	_, list := b.Older(t.Context(), "incoming/", time.Now(), 10)
	return map[string]error{"get": get, "put": put, "delete": remove, "list": list}
}

func original(text string) *inbox.Original {
	e := seal.NewEnvelope(len(text))
	copy(e.Text(), text)
	return &inbox.Original{Text: e}
}

func wantKind(t *testing.T, what string, err error, want gdpr.Kind) {
	t.Helper()
	if err == nil || gdpr.KindOf(err) != want {
		t.Errorf("%s: kind %d, want %d: %v", what, gdpr.KindOf(err), want, err)
	}
}
