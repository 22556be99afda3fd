package s3

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Admit moves what was found in quarantine to the files that are held: a copy, if it
// is still the very upload that Inspect read (its ETag), and then the removal of the
// original. A crash in between leaves both, and doing it again finishes it.
func (b Files) Admit(ctx context.Context, r holding.Ref, found holding.File) error {
	from, to := quarantine+prefixOf(r)+string(found.ID), held+prefixOf(r)+string(found.ID)
	if found.Mark == "" {
		return errors.New("files: admit what was not inspected")
	}
	there, err := b.there(ctx, from)
	if err != nil {
		return err
	}
	if !there {
		return b.moved(ctx, to)
	}
	_, err = b.Client.CopyObject(ctx, &s3.CopyObjectInput{
		Bucket: &b.Name, Key: &to,
		CopySource:        aws.String(b.Name + "/" + url.PathEscape(from)),
		CopySourceIfMatch: &found.Mark,
		// Nothing that the sender said of the file comes with it.
		MetadataDirective: types.MetadataDirectiveReplace, ContentType: &found.Type,
		TaggingDirective: types.TaggingDirectiveReplace,
	})
	if r, ok := errors.AsType[*awshttp.ResponseError](err); ok && r.HTTPStatusCode() == http.StatusPreconditionFailed {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: fmt.Errorf("bucket: copy: %w", err)}
	}
	if err != nil {
		return explain("copy", err)
	}
	return b.delete(ctx, from)
}

// moved is no error where Admit has been there before.
func (b Files) moved(ctx context.Context, key string) error {
	there, err := b.there(ctx, key)
	if err != nil {
		return err
	}
	if !there {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return nil
}

// there looks a key up by listing it: asked for an object that is not there, S3
// answers 403 to whoever may not list the whole bucket.
func (b Files) there(ctx context.Context, key string) (bool, error) {
	out, err := b.Client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &b.Name, Prefix: &key, MaxKeys: aws.Int32(1)})
	if err != nil {
		return false, explain("list", err)
	}
	return len(out.Contents) > 0 && aws.ToString(out.Contents[0].Key) == key, nil
}

// Refuse deletes an upload that was not admitted; what is not there is no error.
func (b Files) Refuse(ctx context.Context, r holding.Ref, f holding.File) error {
	return b.delete(ctx, quarantine+prefixOf(r)+string(f.ID))
}

// Abandon deletes a file that was awaited and given up, also where it was moved out of
// quarantine and then never told of; what is not there is no error.
func (b Files) Abandon(ctx context.Context, r holding.Ref, f holding.File) error {
	if err := b.Refuse(ctx, r, f); err != nil {
		return err
	}
	return b.delete(ctx, held+prefixOf(r)+string(f.ID))
}

func (b Files) delete(ctx context.Context, key string) error {
	_, err := b.Client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.Name, Key: &key})
	return explain("delete", err)
}

// Drop deletes every file of a record, and says how many there were. Interrupted, it
// is done again for the rest.
func (b Files) Drop(ctx context.Context, r holding.Ref) (int, error) {
	dropped := 0
	for _, part := range []string{quarantine, held} {
		n, err := b.empty(ctx, part+prefixOf(r))
		dropped += n
		if err != nil {
			return dropped, err
		}
	}
	return dropped, nil
}

// empty deletes what lies under a prefix, a page at a time: a page is as many as one
// call may delete.
func (b Files) empty(ctx context.Context, prefix string) (int, error) {
	dropped := 0
	in := &s3.ListObjectsV2Input{Bucket: &b.Name, Prefix: &prefix}
	for pages := s3.NewListObjectsV2Paginator(b.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return dropped, explain("list", err)
		}
		if len(page.Contents) == 0 {
			continue
		}
		var keys []types.ObjectIdentifier
		for _, o := range page.Contents {
			keys = append(keys, types.ObjectIdentifier{Key: o.Key})
		}
		out, err := b.Client.DeleteObjects(ctx, &s3.DeleteObjectsInput{
			Bucket: &b.Name, Delete: &types.Delete{Objects: keys, Quiet: aws.Bool(true)},
		})
		if err != nil {
			return dropped, explain("delete many", err)
		}
		dropped += len(keys) - len(out.Errors)
		if len(out.Errors) > 0 {
			return dropped, unavailable(fmt.Errorf("bucket: delete many: %d of %d failed, the first with %s",
				len(out.Errors), len(keys), aws.ToString(out.Errors[0].Code)))
		}
	}
	return dropped, nil
}
