package s3_test

import (
	"bytes"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"ordholden/infra/local/s3"
)

func code(err error) string {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return api.ErrorCode()
	}
	return ""
}

func TestAnObjectComesBackAsItWasPut(t *testing.T) {
	b := start(t, s3.Config{})
	body := strings.Repeat("Kjære Ola, æøå\r\n", 10_000)
	_, err := b.client.PutObject(t.Context(), &sdk.PutObjectInput{
		Bucket: aws.String(bucket), Key: aws.String("held/mojob/1/a b"), Body: bytes.NewReader([]byte(body)),
		ContentType: aws.String("message/rfc822"), Metadata: map[string]string{"sealed": "1"}, Tagging: aws.String("kind=mail"),
	})
	if err != nil {
		t.Fatal(err)
	}
	got, out, err := b.get("held/mojob/1/a b", "")
	if err != nil || got != body {
		t.Fatalf("%d bytes came back, %v", len(got), err)
	}
	if aws.ToString(out.ContentType) != "message/rfc822" || out.Metadata["sealed"] != "1" || out.LastModified.IsZero() {
		t.Errorf("type %q, metadata %v, modified %v", aws.ToString(out.ContentType), out.Metadata, out.LastModified)
	}
	if o, _ := b.Get(bucket, "held/mojob/1/a b"); o.Metadata["X-Amz-Tagging"] != "kind=mail" {
		t.Errorf("kept with %v", o.Metadata)
	}
	head, err := b.client.HeadObject(t.Context(), &sdk.HeadObjectInput{Bucket: aws.String(bucket), Key: aws.String("held/mojob/1/a b")})
	if err != nil || aws.ToInt64(head.ContentLength) != int64(len(body)) {
		t.Errorf("its head: %v, %v", head, err)
	}
}

func TestAPartIsReadWithoutTheRest(t *testing.T) {
	b := start(t, s3.Config{})
	_, err := b.client.PutObject(t.Context(), &sdk.PutObjectInput{
		Bucket: aws.String(bucket), Key: aws.String("big"), Body: strings.NewReader("0123456789"), ChecksumAlgorithm: types.ChecksumAlgorithmCrc32,
	})
	if err != nil {
		t.Fatal(err)
	}
	got, out, err := b.get("big", "bytes=0-3")
	if err != nil || got != "0123" || aws.ToString(out.ContentRange) != "bytes 0-3/10" {
		t.Errorf("%q %v %v", got, out, err)
	}
	if out != nil && out.ChecksumCRC32 != nil {
		t.Error("a part has the checksum of the whole")
	}
	if _, whole, err := b.get("big", ""); err != nil || whole.ChecksumCRC32 == nil {
		t.Errorf("the whole has no checksum: %v", err)
	}
	if _, _, err := b.get("big", "bytes=10-12"); code(err) != "InvalidRange" {
		t.Errorf("past the end: %v", err)
	}
}

func TestWhatIsNotThereIsTold(t *testing.T) {
	b := start(t, s3.Config{})
	_, _, err := b.get("nothing", "")
	if _, ok := errors.AsType[*types.NoSuchKey](err); !ok {
		t.Errorf("no such key: %v", err)
	}
	_, err = b.client.GetObject(t.Context(), &sdk.GetObjectInput{Bucket: aws.String("elsewhere"), Key: aws.String("a")})
	if code(err) != "NoSuchBucket" {
		t.Errorf("no such bucket: %v", err)
	}
	if err := b.remove("nothing"); err != nil {
		t.Errorf("removing nothing: %v", err)
	}
	if err := b.Put("elsewhere", "a", s3.Object{}); err == nil {
		t.Error("Put made a bucket")
	}
}

func TestARemovedObjectIsGone(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("a")
	if err := b.remove("a"); err != nil || b.holds("a") {
		t.Errorf("%v, there: %t", err, b.holds("a"))
	}
}

func TestASecondPutReplacesAllOfTheFirst(t *testing.T) {
	b := start(t, s3.Config{})
	if err := b.Put(bucket, "a", s3.Object{Body: []byte("old"), Metadata: map[string]string{"X-Amz-Meta-Old": "1"}}); err != nil {
		t.Fatal(err)
	}
	b.mustPut("a")
	if got, out, err := b.get("a", ""); err != nil || got != "body of a" || len(out.Metadata) != 0 {
		t.Errorf("%q %v %v", got, out, err)
	}
}

func TestAConditionalPutKeepsWhatIsThere(t *testing.T) {
	b := start(t, s3.Config{})
	once := func(body string) error {
		_, err := b.client.PutObject(t.Context(), &sdk.PutObjectInput{
			Bucket: aws.String(bucket), Key: aws.String("a"), Body: bytes.NewReader([]byte(body)), IfNoneMatch: aws.String("*"),
		})
		return err
	}
	first, second := once("first"), once("second")
	if got, _, _ := b.get("a", ""); first != nil || code(second) != "PreconditionFailed" || got != "first" {
		t.Errorf("%v, %v: %q", first, second, got)
	}
}

func TestListsComeInPagesInOrder(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("incoming/tretoen/1", "incoming/mojob/3", "held/mojob/9", "incoming/mojob/1", "incoming/mojob/2", "zzz")
	for _, removing := range []bool{false, true} { // whoever removes what is listed must not skip any
		var keys []string
		for page := range b.pages("incoming/", 3) {
			for _, o := range page {
				keys = append(keys, *o.Key)
				if *o.Size != int64(len("body of "+*o.Key)) || o.LastModified.IsZero() {
					t.Errorf("%s: size %d, modified %v", *o.Key, *o.Size, o.LastModified)
				}
				if removing {
					if err := b.remove(*o.Key); err != nil {
						t.Fatal(err)
					}
				}
			}
			keys = append(keys, "|")
		}
		if got := strings.Join(keys, " "); got != "incoming/mojob/1 incoming/mojob/2 incoming/mojob/3 | incoming/tretoen/1 |" {
			t.Errorf("removing %t: %s", removing, got)
		}
	}
	if left := b.Keys(bucket, ""); !slices.Equal(left, []string{"held/mojob/9", "zzz"}) {
		t.Errorf("left: %q", left)
	}
}

// pages lists by the SDK's own paginator.
func (b bench) pages(prefix string, size int32) iter.Seq[[]types.Object] {
	in := &sdk.ListObjectsV2Input{Bucket: aws.String(bucket), Prefix: aws.String(prefix), MaxKeys: aws.Int32(size)}
	return func(yield func([]types.Object) bool) {
		for p := sdk.NewListObjectsV2Paginator(b.client, in); p.HasMorePages(); {
			page, err := p.NextPage(b.t.Context())
			if err != nil {
				b.t.Fatal(err)
			}
			if !yield(page.Contents) {
				return
			}
		}
	}
}

func TestFoldersAreListedByDelimiter(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("incoming/mojob/1", "incoming/mojob/2", "incoming/tretoen/1", "held/mojob/1")
	out, err := b.client.ListObjectsV2(t.Context(), &sdk.ListObjectsV2Input{
		Bucket: aws.String(bucket), Prefix: aws.String("incoming/"), Delimiter: aws.String("/"),
	})
	if err != nil || len(out.CommonPrefixes) != 2 || *out.CommonPrefixes[1].Prefix != "incoming/tretoen/" || len(out.Contents) != 0 {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestATestMakesAnObjectOld(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("a")
	o, _ := b.Get(bucket, "a")
	o.Modified = o.Modified.Add(-time.Hour).Truncate(time.Second)
	if err := b.Put(bucket, "a", o); err != nil {
		t.Fatal(err)
	}
	out, err := b.client.ListObjectsV2(t.Context(), &sdk.ListObjectsV2Input{Bucket: aws.String(bucket)})
	if err != nil || len(out.Contents) != 1 || !out.Contents[0].LastModified.Equal(o.Modified) {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestCallsThatAreNotPlayedAreRefused(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("a")
	name, key := aws.String(bucket), aws.String("a")
	for what, err := range map[string]error{
		"tags":      second(b.client.GetObjectTagging(t.Context(), &sdk.GetObjectTaggingInput{Bucket: name, Key: key})),
		"lifecycle": second(b.client.GetBucketLifecycleConfiguration(t.Context(), &sdk.GetBucketLifecycleConfigurationInput{Bucket: name})),
		"upload":    second(b.client.CreateMultipartUpload(t.Context(), &sdk.CreateMultipartUploadInput{Bucket: name, Key: key})),
		"bucket":    second(b.client.CreateBucket(t.Context(), &sdk.CreateBucketInput{Bucket: aws.String("another")})),
		"tagging": second(b.client.PutObjectTagging(t.Context(), &sdk.PutObjectTaggingInput{
			Bucket: name, Key: key, Tagging: &types.Tagging{TagSet: []types.Tag{{Key: key, Value: key}}},
		})),
		"old list": second(b.client.ListObjects(t.Context(), &sdk.ListObjectsInput{Bucket: name})),
	} {
		if code(err) != "NotImplemented" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got, _, err := b.get("a", ""); err != nil || got != "body of a" {
		t.Errorf("the object is now %q, %v", got, err)
	}
}

func second[T any](_ T, err error) error { return err }
