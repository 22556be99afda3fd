package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// load reads what save wrote; a file that is not there leaves the value as it is. An empty path is no file.
func load(path string, into any) error {
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read %s: %w: remove it, or start with FRESH=1", path, err)
	}
	return nil
}

// save replaces the file as one step: whoever reads it finds the old text or the new.
func save(path string, value any) error {
	if path == "" {
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	next := path + ".next"
	if err := os.WriteFile(next, text, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(next, path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// within names a file of the folder; without a folder there is none.
func within(dir, name string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, name+".json")
}
