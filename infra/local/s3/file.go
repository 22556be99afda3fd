package s3

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What the files of a bucket's folder end in; the name before is the key, escaped.
const (
	ending = ".object"
	// partEnding is that of a file which is being written.
	partEnding = ".part"
)

// head is the first line of a file; the body follows.
type head struct {
	Modified time.Time         `json:"modified"`
	Metadata map[string]string `json:"metadata"`
}

// openStore returns the buckets with what the folder holds of them.
func openStore(dir string, buckets []string) (*store, error) {
	s := &store{dir: dir, buckets: map[string]map[string]Object{}, made: time.Now()}
	for _, name := range buckets {
		s.buckets[name] = map[string]Object{}
		if dir == "" {
			continue
		}
		if err := s.read(name); err != nil {
			return nil, fmt.Errorf("open bucket %s: %w", name, err)
		}
	}
	return s, nil
}

// read takes in one bucket's files. One that is no object is an error: this folder is the bucket's own.
func (s *store) read(bucket string) error {
	folder := filepath.Join(s.dir, bucket)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"+ending))
	if err != nil {
		return err
	}
	for _, file := range files {
		key, err := url.PathUnescape(strings.TrimSuffix(filepath.Base(file), ending))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		first, body, _ := bytes.Cut(text, []byte("\n"))
		var h head
		if err := json.Unmarshal(first, &h); err != nil {
			return fmt.Errorf("%s is no object: %w", file, err)
		}
		s.buckets[bucket][key] = Object{Body: body, Metadata: h.Metadata, Modified: h.Modified}
	}
	return nil
}

func (s *store) path(bucket, key string) string {
	return filepath.Join(s.dir, bucket, url.PathEscape(key)+ending)
}

// keep puts an object into the folder, in one step, and then into memory. The caller holds mu.
func (s *store) keep(bucket, key string, o Object) error {
	if s.dir != "" {
		first, err := json.Marshal(head{o.Modified, o.Metadata})
		if err != nil {
			return fmt.Errorf("keep %s: %w", key, err)
		}
		path := s.path(bucket, key)
		part := strings.TrimSuffix(path, ending) + partEnding
		if err := os.WriteFile(part, append(append(first, '\n'), o.Body...), 0o600); err != nil {
			return fmt.Errorf("keep %s: %w", key, err)
		}
		if err := os.Rename(part, path); err != nil {
			return fmt.Errorf("keep %s: %w", key, err)
		}
	}
	s.buckets[bucket][key] = o
	return nil
}

// remove takes an object out of the folder, and then out of memory. The caller holds mu.
func (s *store) remove(bucket, key string) error {
	if s.dir != "" {
		if err := os.Remove(s.path(bucket, key)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove %s: %w", key, err)
		}
	}
	delete(s.buckets[bucket], key)
	return nil
}
