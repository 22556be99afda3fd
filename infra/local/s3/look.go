package s3

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Keys returns the keys of a bucket that begin with the prefix, in order. Like Get and Put it goes past faults and is
// not counted.
func (s *Server) Keys(bucket, prefix string) []string {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	var keys []string
	for key := range s.store.buckets[bucket] {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Get returns an object, and whether there is one.
func (s *Server) Get(bucket, key string) (Object, bool) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	o, exists := s.store.buckets[bucket][key]
	o.Body, o.Metadata = bytes.Clone(o.Body), maps.Clone(o.Metadata)
	return o, exists
}

// Put keeps an object. One with a time of its own keeps that: so a test makes an object old.
func (s *Server) Put(bucket, key string, o Object) error {
	if o.Modified.IsZero() {
		o.Modified = time.Now()
	}
	o.Body, o.Metadata = bytes.Clone(o.Body), maps.Clone(o.Metadata)
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if _, exists := s.store.buckets[bucket]; !exists {
		return fmt.Errorf("put %s: there is no bucket %q", key, bucket)
	}
	return s.store.keep(bucket, key, o)
}
