// Package reception owns the desk for mail that comes in, as the functions wire it.
package reception

import (
	"context"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/classify"
	"ordholden/internal/dynamo"
	"ordholden/internal/holiday"
	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
	"ordholden/internal/platform"
	"ordholden/internal/s3"
)

// Reception is the desk with the bucket that mail comes into.
type Reception struct {
	inbox.Desk
	bucket s3.Bucket
}

// New wires the reception from the environment.
func New(env *platform.Environment) Reception {
	bucket := s3.New(env)
	return Reception{bucket: bucket, Desk: inbox.Desk{
		Controllers: controllers.Registry(),
		Store:       dynamo.Messages{Table: dynamo.New(env).WithKeys(env)},
		Originals:   bucket,
		Parse:       inbound.Read,
		Classify:    classify.Read,
		Calendar:    holiday.Norway{},
		Now:         time.Now,
		Log:         platform.Log(),
	}}
}

// Sweep takes in the mail that no notice has told of.
func (r Reception) Sweep(ctx context.Context) (int, error) { return r.Desk.Sweep(ctx, r.bucket) }
