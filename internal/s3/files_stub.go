package s3

// To be replaced by files.go and admit.go.

import (
	"context"

	"ordholden/internal/holding"
	"ordholden/internal/platform"
)

// Files is the bucket of files.
type Files struct{}

// NewFiles is the bucket that the environment names.
func NewFiles(*platform.Environment) Files { return Files{} }

// Drop deletes every file of a record.
func (Files) Drop(context.Context, holding.Ref) (int, error) { return 0, nil }

// Refuse deletes an upload.
func (Files) Refuse(context.Context, holding.Ref, holding.File) error { return nil }
