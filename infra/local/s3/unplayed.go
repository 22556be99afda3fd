package s3

import "github.com/johannesboyne/gofakes3"

// What follows stands in gofakes3's interface, and callOf lets none of it through.

// CreateBucket is not played: buckets are deployed, not made by a function.
func (s *store) CreateBucket(string) error { return gofakes3.ErrNotImplemented }

// DeleteBucket is not played.
func (s *store) DeleteBucket(string) error { return gofakes3.ErrNotImplemented }

// ForceDeleteBucket is not played.
func (s *store) ForceDeleteBucket(string) error { return gofakes3.ErrNotImplemented }

// CopyObject is not reached: see copy.go.
func (s *store) CopyObject(string, string, string, string, map[string]string) (gofakes3.CopyObjectResult, error) {
	return gofakes3.CopyObjectResult{}, gofakes3.ErrNotImplemented
}
