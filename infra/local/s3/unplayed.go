package s3

import "github.com/johannesboyne/gofakes3"

// What follows stands in gofakes3's interface. Only a copy gets here, since it is a put with one more header; callOf
// lets none of the others through.

// CreateBucket is not played: buckets are deployed, not made by a function.
func (s *store) CreateBucket(string) error { return gofakes3.ErrNotImplemented }

// DeleteBucket is not played.
func (s *store) DeleteBucket(string) error { return gofakes3.ErrNotImplemented }

// ForceDeleteBucket is not played.
func (s *store) ForceDeleteBucket(string) error { return gofakes3.ErrNotImplemented }

// DeleteMulti is not played.
func (s *store) DeleteMulti(string, ...string) (gofakes3.MultiDeleteResult, error) {
	return gofakes3.MultiDeleteResult{}, gofakes3.ErrNotImplemented
}

// CopyObject is not played.
func (s *store) CopyObject(string, string, string, string, map[string]string) (gofakes3.CopyObjectResult, error) {
	return gofakes3.CopyObjectResult{}, gofakes3.ErrNotImplemented
}
