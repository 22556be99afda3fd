package s3

import (
	"bytes"
	"crypto/md5"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/johannesboyne/gofakes3"
)

// Object is what a key leads to.
type Object struct {
	Body []byte
	// Metadata is what the caller said of it, by header: Content-Type, X-Amz-Meta-…, X-Amz-Tagging and others.
	Metadata map[string]string
	// Modified is when it was put.
	Modified time.Time
}

// store keeps the objects: in memory and, where it has a folder, in one file for each.
type store struct {
	dir string

	mu      sync.RWMutex
	buckets map[string]map[string]Object // by name, then by key
	made    time.Time
}

// ListBuckets returns what Start was given.
func (s *store) ListBuckets() ([]gofakes3.BucketInfo, error) {
	var list []gofakes3.BucketInfo
	for _, name := range slices.Sorted(maps.Keys(s.buckets)) {
		list = append(list, gofakes3.BucketInfo{Name: name, CreationDate: gofakes3.NewContentTime(s.made)})
	}
	return list, nil
}

// BucketExists says whether Start was given it.
func (s *store) BucketExists(name string) (bool, error) {
	_, exists := s.buckets[name]
	return exists, nil
}

// ListBucket returns a page of keys in the order of their bytes, as S3 does.
func (s *store) ListBucket(name string, prefix *gofakes3.Prefix, page gofakes3.ListBucketPage) (*gofakes3.ObjectList, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	objects, exists := s.buckets[name]
	if !exists {
		return nil, gofakes3.BucketNotFound(name)
	}
	list, last := gofakes3.NewObjectList(), ""
	for _, key := range slices.Sorted(maps.Keys(objects)) {
		var match gofakes3.PrefixMatch
		if key <= page.Marker || prefix != nil && !prefix.Match(key, &match) {
			continue
		}
		if page.MaxKeys > 0 && int64(len(list.Contents)+len(list.CommonPrefixes)) == page.MaxKeys {
			list.IsTruncated, list.NextMarker = true, last
			break
		}
		last = key
		if match.CommonPrefix {
			list.AddPrefix(match.MatchedPart)
			continue
		}
		o := objects[key]
		list.Add(&gofakes3.Content{
			Key: key, LastModified: gofakes3.NewContentTime(o.Modified), Size: int64(len(o.Body)),
			ETag: gofakes3.FormatETag(o.hash()), StorageClass: gofakes3.StorageStandard,
		})
	}
	return list, nil
}

// GetObject returns an object, or a part of it.
func (s *store) GetObject(bucket, key string, part *gofakes3.ObjectRangeRequest) (*gofakes3.Object, error) {
	o, err := s.find(bucket, key)
	if err != nil {
		return nil, err
	}
	size, body := int64(len(o.Body)), o.Body
	within, err := part.Range(size)
	if err != nil {
		return nil, err
	}
	if within != nil {
		body = body[within.Start : within.Start+within.Length]
	}
	return o.answer(key, bytes.NewReader(body), within), nil
}

// HeadObject returns an object without its body.
func (s *store) HeadObject(bucket, key string) (*gofakes3.Object, error) {
	o, err := s.find(bucket, key)
	if err != nil {
		return nil, err
	}
	return o.answer(key, http.NoBody, nil), nil
}

func (s *store) find(bucket, key string) (Object, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	objects, exists := s.buckets[bucket]
	if !exists {
		return Object{}, gofakes3.BucketNotFound(bucket)
	}
	o, exists := objects[key]
	if !exists {
		return Object{}, gofakes3.KeyNotFound(key)
	}
	return o, nil
}

// PutObject keeps an object if the conditions hold. With an error nothing has changed.
func (s *store) PutObject(bucket, key string, headers map[string]string, body io.Reader, size int64, conditions *gofakes3.PutConditions) (gofakes3.PutObjectResult, error) {
	var none gofakes3.PutObjectResult
	b, err := gofakes3.ReadAll(body, size)
	if err != nil {
		return none, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, exists := s.buckets[bucket]; !exists {
		return none, gofakes3.BucketNotFound(bucket)
	}
	if conditions != nil {
		before, exists := s.buckets[bucket][key]
		err := gofakes3.CheckPutConditions(conditions, &gofakes3.ConditionalObjectInfo{Exists: exists, Hash: before.hash()})
		if err != nil {
			return none, err
		}
	}
	return none, s.keep(bucket, key, Object{Body: b, Metadata: metadataOf(headers), Modified: time.Now()})
}

// DeleteObject removes an object. One that is not there is as good as removed.
func (s *store) DeleteObject(bucket, key string) (gofakes3.ObjectDeleteResult, error) {
	var none gofakes3.ObjectDeleteResult
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, exists := s.buckets[bucket]; !exists {
		return none, gofakes3.BucketNotFound(bucket)
	}
	return none, s.remove(bucket, key)
}

// DeleteMulti removes several objects, each by itself.
func (s *store) DeleteMulti(bucket string, keys ...string) (gofakes3.MultiDeleteResult, error) {
	var out gofakes3.MultiDeleteResult
	for _, key := range keys {
		if _, err := s.DeleteObject(bucket, key); err != nil {
			out.Error = append(out.Error, gofakes3.ErrorResultFromError(err))
			continue
		}
		out.Deleted = append(out.Deleted, gofakes3.ObjectID{Key: key})
	}
	return out, nil
}

// metadataOf leaves out what a call says of itself and not of the object.
func metadataOf(headers map[string]string) map[string]string {
	kept := map[string]string{}
	for name, value := range headers {
		switch name {
		case "X-Amz-Date", "X-Amz-Content-Sha256", "X-Amz-Security-Token", "X-Amz-Sdk-Checksum-Algorithm", "Last-Modified":
		default:
			kept[name] = value
		}
	}
	return kept
}

func (o Object) hash() []byte {
	sum := md5.Sum(o.Body)
	return sum[:]
}

// answer is the object as gofakes3 wants it. S3 does not tell an object's tags with it, nor its checksum with a part.
func (o Object) answer(key string, body io.Reader, part *gofakes3.ObjectRange) *gofakes3.Object {
	headers := maps.Clone(o.Metadata)
	if headers == nil {
		headers = map[string]string{}
	}
	maps.DeleteFunc(headers, func(name, _ string) bool {
		return name == "X-Amz-Tagging" || part != nil && strings.HasPrefix(name, "X-Amz-Checksum-")
	})
	headers["Last-Modified"] = o.Modified.UTC().Format(http.TimeFormat)
	return &gofakes3.Object{
		Name: key, Metadata: headers, Size: int64(len(o.Body)), Contents: io.NopCloser(body), Hash: o.hash(), Range: part,
	}
}
