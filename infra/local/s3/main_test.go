package s3_test

import (
	"bytes"
	"context"
	"io"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	"ordholden/infra/local/s3"
)

// bucket is the one that every server of these tests has.
const bucket = "mail-in"

// bench is a running S3 and a client that does not retry.
type bench struct {
	*s3.Server
	t      *testing.T
	client *sdk.Client
}

func start(t *testing.T, cfg s3.Config) bench {
	t.Helper()
	cfg.Buckets = append(cfg.Buckets, bucket)
	s, err := s3.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return bench{s, t, client(s.URL, 1)}
}

// client is set up as a function sets up its own: no address style, no checksum, nothing is chosen.
func client(url string, attempts int) *sdk.Client {
	return sdk.NewFromConfig(aws.Config{
		Region: "eu-north-1", BaseEndpoint: aws.String(url), RetryMaxAttempts: attempts,
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", ""),
	})
}

func (b bench) put(ctx context.Context, key, body string) error {
	_, err := b.client.PutObject(ctx, &sdk.PutObjectInput{
		Bucket: aws.String(bucket), Key: aws.String(key), Body: bytes.NewReader([]byte(body)),
	})
	return err
}

func (b bench) mustPut(keys ...string) {
	b.t.Helper()
	for _, key := range keys {
		if err := b.put(b.t.Context(), key, "body of "+key); err != nil {
			b.t.Fatal(err)
		}
	}
}

// get reads an object, or the part of it that a Range header names.
func (b bench) get(key, part string) (string, *sdk.GetObjectOutput, error) {
	b.t.Helper()
	in := &sdk.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)}
	if part != "" {
		in.Range = aws.String(part)
	}
	out, err := b.client.GetObject(b.t.Context(), in)
	if err != nil {
		return "", nil, err
	}
	defer out.Body.Close()
	body, err := io.ReadAll(out.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(body), out, nil
}

func (b bench) remove(key string) error {
	_, err := b.client.DeleteObject(b.t.Context(), &sdk.DeleteObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)})
	return err
}

func (b bench) holds(key string) bool {
	_, exists := b.Get(bucket, key)
	return exists
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
