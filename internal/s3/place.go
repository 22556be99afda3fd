package s3

import (
	"context"
	"fmt"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Place is a URL of the bucket as browsers meet it: what a page must name in its policy
// for its forms to lead there. No object lies there, and the URL opens nothing.
func (b Files) Place(ctx context.Context) (string, error) {
	key := "nowhere"
	signed, err := s3.NewPresignClient(b.Client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &b.Name, Key: &key})
	if err != nil {
		return "", explain("find the bucket", err)
	}
	at, err := url.Parse(signed.URL)
	if err != nil {
		return "", fmt.Errorf("files: where the bucket is: %w", err)
	}
	return at.Scheme + "://" + at.Host + "/", nil
}
