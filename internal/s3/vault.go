package s3

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/base64"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"ordholden/internal/platform"
)

// Vault is the bucket of the logs, in which nothing can be changed or deleted for years
// (S3 Object Lock): transparency.Vault.
type Vault struct{ Bucket }

// NewVault is the bucket that the environment names.
func NewVault(env *platform.Environment) Vault {
	return Vault{Bucket{Client: clientOf(env, callTimeout), Name: env.Need("LOG")}}
}

// Keep stores an object. Where a bucket locks by default, S3 asks for the MD5 of what comes
// (Amazon S3 API, PutObject): it keeps errors on the way out, and proves nothing.
func (v Vault) Keep(ctx context.Context, name string, content []byte) error {
	sum := md5.Sum(content)
	_, err := v.Client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &v.Name, Key: &name, Body: bytes.NewReader(content),
		ContentMD5: aws.String(base64.StdEncoding.EncodeToString(sum[:])),
	})
	return explain("keep", err)
}
