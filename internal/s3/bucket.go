// Package s3 owns what lies in buckets: mail as it came in and sealed as it is kept, the files of what is held, and copies.
package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/platform"
	"ordholden/internal/seal"
)

// Bucket is where SES puts mail: inbox.Originals.
type Bucket struct {
	Client *s3.Client
	Name   string
}

// callTimeout is how long one try of a call may take, the largest message included.
const callTimeout = 8 * time.Second

// New is the bucket that the environment names, reached through a client that
// opens its first connection when it is first used.
func New(env *platform.Environment) Bucket {
	return Bucket{Client: clientOf(env, callTimeout), Name: env.Need("BUCKET")}
}

func clientOf(env *platform.Environment, timeout time.Duration) *s3.Client {
	endpoint := env.Endpoint("S3")
	return s3.New(s3.Options{
		Region:       env.Region(),
		Credentials:  env.Credentials(),
		BaseEndpoint: endpoint,
		UsePathStyle: endpoint != nil, // a bucket has no name in DNS but at AWS
		HTTPClient:   platform.HTTPClient(timeout),
		// The signature covers the body already.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	})
}

// largest is SES's bound on a message that came in, and some (SES Developer Guide,
// "Service quotas": 40 MB).
const largest = 48 << 20

// Fetch reads a message as it came in.
func (b Bucket) Fetch(ctx context.Context, key string) (*inbox.Original, error) {
	out, err := b.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.Name, Key: &key})
	if err != nil {
		return nil, explain("get", err)
	}
	defer out.Body.Close()
	if out.ContentLength == nil { // an empty message would be read otherwise, and registered
		return nil, unavailable(errors.New("object of unknown length"))
	}
	size := *out.ContentLength
	if size < 0 || size > largest {
		return nil, fmt.Errorf("object of %d bytes", size)
	}
	e := seal.NewEnvelope(int(size))
	if _, err := io.ReadFull(out.Body, e.Text()); err != nil {
		return nil, unavailable(fmt.Errorf("read object: %w", err))
	}
	return &inbox.Original{Text: e, Received: aws.ToTime(out.LastModified)}, nil
}

// recordTag names the sort of record. The bucket's lifecycle goes by it.
const recordTag = "record"

// Keep stores a message sealed, bound to its place. Keeping it again replaces it.
func (b Bucket) Keep(ctx context.Context, o *inbox.Original, k seal.Key, at string, as inbox.Record) error {
	_, err := b.Client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &b.Name, Key: &at, Body: bytes.NewReader(k.SealIn(o.Text, at)), Tagging: aws.String(recordTag + "=" + string(as)),
	})
	return explain("put", err)
}

// Drop deletes an object.
func (b Bucket) Drop(ctx context.Context, key string) error {
	_, err := b.Client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.Name, Key: &key})
	return explain("delete", err)
}

// Older lists keys that begin so, of objects stored before an instant: at most
// limit of them, and by name, as S3 lists.
func (b Bucket) Older(ctx context.Context, prefix string, than time.Time, limit int) ([]string, error) {
	var keys []string
	in := &s3.ListObjectsV2Input{Bucket: &b.Name, Prefix: &prefix}
	for pages := s3.NewListObjectsV2Paginator(b.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("list", err)
		}
		for _, o := range page.Contents {
			if !o.LastModified.Before(than) {
				continue
			}
			if keys = append(keys, aws.ToString(o.Key)); len(keys) == limit {
				return keys, nil
			}
		}
	}
	return keys, nil
}

// explain is the one place that says what an error of S3 means here.
func explain(call string, err error) error {
	if err == nil {
		return nil
	}
	wrapped := fmt.Errorf("bucket: %s: %w", call, err)
	if r, ok := errors.AsType[*awshttp.ResponseError](err); ok {
		// An answer of the 200 kind that is an error all the same broke off on the way.
		// One of status 0 never came.
		switch status := r.HTTPStatusCode(); {
		case status == http.StatusNotFound:
			return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound, Err: wrapped}
		case status >= 300 && status < 500 && status != http.StatusTooManyRequests:
			return wrapped
		}
	}
	return unavailable(wrapped)
}

func unavailable(err error) error {
	return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: err}
}
