package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/platform"
)

// Copies makes copies of what is held on people, and hands them out (Art. 15(3), 20): in the
// bucket of the files, in a part that the lifecycle ends after a day. They lie under the
// pseudonym of their person, and go with them: an erasure drops them all.
type Copies struct {
	Files
	// Key names the data key that the person has now; gdpr.CodeErased where it is about to go,
	// or is gone. By it a copy is known to be of before an erasure.
	Key func(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) (string, error)
}

const (
	copies = "copies/"
	// copyHanded is how long an address of a copy is good for.
	copyHanded = 5 * time.Minute
	// copyTimeout is how long one try of a call may take: a copy with its files is as large as
	// all of them. The function that makes it has 29 seconds in all.
	copyTimeout = 20 * time.Second
)

// NewCopies is the bucket that the environment names.
func NewCopies(env *platform.Environment, key func(context.Context, gdpr.ControllerID, gdpr.SubjectID) (string, error)) Copies {
	return Copies{Files{Client: clientOf(env, copyTimeout), Name: env.Need("FILES")}, key}
}

func copiesOf(c gdpr.ControllerID, subject gdpr.SubjectID) string {
	return fmt.Sprintf("%s%s/%s/", copies, c, subject)
}

// Make stores what write writes, and returns where it can be fetched for five minutes, as an
// attachment. It is written to a file first, so that nothing of a copy that cannot be made
// ever lies in the bucket. Where the person's data key is not the one by which write says that
// it has read, it is gdpr.CodeErased, and nothing stays there.
func (b Copies) Make(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, id gdpr.ID, write func(io.Writer) (key string, err error)) (holding.Download, error) {
	file, err := unnamed()
	if err != nil {
		return holding.Download{}, err
	}
	defer file.Close() //nolint:errcheck // nothing of it is kept
	before, err := write(file)
	if err != nil {
		return holding.Download{}, err
	}
	key := copiesOf(c, subject) + string(id) + ".zip"
	if err := b.put(ctx, key, file); err != nil {
		return holding.Download{}, errors.Join(err, b.takeBack(ctx, key))
	}
	after, err := b.Key(ctx, c, subject)
	if err == nil && after != before {
		err = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeErased}
	}
	if err != nil {
		return holding.Download{}, errors.Join(err, b.takeBack(ctx, key))
	}
	return b.hand(ctx, c, key)
}

// unnamed is a file that no name leads to, so that it is gone with the process, however that
// ends.
func unnamed() (*os.File, error) {
	file, err := os.CreateTemp("", "copy-*")
	if err != nil {
		return nil, fmt.Errorf("copy: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("copy: %w", err), file.Close())
	}
	return file, nil
}

// put streams the file to the bucket.
func (b Copies) put(ctx context.Context, key string, file *os.File) error {
	size, err := file.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	_, err = b.Client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &b.Name, Key: &key, Body: file, ContentLength: &size, ContentType: aws.String("application/zip"),
	})
	return explain("put a copy", err)
}

// takeBack deletes what may have been stored, also where whoever asked has gone.
func (b Copies) takeBack(ctx context.Context, key string) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer stop()
	return b.delete(ctx, key)
}

func (b Copies) hand(ctx context.Context, c gdpr.ControllerID, key string) (holding.Download, error) {
	signed, err := s3.NewPresignClient(b.Client).PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: &b.Name, Key: &key,
		ResponseContentDisposition: aws.String(attachment(gdpr.Private(c) + ".zip")),
		ResponseContentType:        aws.String("application/zip"),
		ResponseCacheControl:       aws.String("private, no-store"),
	}, s3.WithPresignExpires(copyHanded))
	if err != nil {
		return holding.Download{}, explain("sign a copy", err)
	}
	return holding.Download{URL: signed.URL, Expires: b.now().Add(copyHanded)}, nil
}

// DropCopies deletes every copy of what is held on a person.
func (b Files) DropCopies(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) error {
	_, err := b.empty(ctx, copiesOf(c, subject))
	return err
}

// Contents is the content of held files of a controller, by the reference of their record:
// export.Contents. Somebody has to close what it returns.
func (b Files) Contents(ctx context.Context, c gdpr.ControllerID) func(item string, file gdpr.ID) (io.ReadCloser, error) {
	return func(item string, file gdpr.ID) (io.ReadCloser, error) {
		r, ok := holding.ParseRef(c, item)
		if !ok {
			return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
		}
		key := held + prefixOf(r) + string(file)
		out, err := b.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.Name, Key: &key})
		if err != nil {
			return nil, explain("get", err)
		}
		return out.Body, nil
	}
}
