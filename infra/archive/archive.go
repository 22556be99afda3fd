// Package archive owns how a log is read from where it is published, or from a copy of that.
package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
	"ordholden/internal/transparency"
)

// Open is the log at an address of the API (https://host/v1/mojob), or in a folder: a copy
// of log/mojob/ of the bucket, whose last name is the controller's.
func Open(where string) (transparency.Archive, gdpr.ControllerID, error) {
	if !strings.HasPrefix(where, "https://") && !strings.HasPrefix(where, "http://127.0.0.1:") && !strings.HasPrefix(where, "http://localhost:") {
		dir, err := filepath.Abs(where)
		return folder{dir: dir}, gdpr.ControllerID(filepath.Base(dir)), err
	}
	at, err := url.Parse(strings.TrimSuffix(where, "/"))
	if err != nil {
		return nil, "", fmt.Errorf("%s is no address: %w", where, err)
	}
	c, ok := strings.CutPrefix(at.Path, "/v1/")
	if !ok || strings.Contains(c, "/") {
		return nil, "", fmt.Errorf("%s is not of the form https://host/v1/controller", where)
	}
	return site{base: at.String() + "/log", client: &http.Client{Timeout: 30 * time.Second}}, gdpr.ControllerID(c), nil
}

// published is what reads of both have in common.
type published struct{}

// Height is the height of published tiles.
func (published) Height() int { return transparency.Height }

// SaveTiles keeps nothing.
func (published) SaveTiles([]tlog.Tile, [][]byte) {}

// each reads tiles one by one.
func each(tiles []tlog.Tile, read func(tlog.Tile) ([]byte, error)) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		content, err := read(t)
		if err != nil {
			return nil, fmt.Errorf("tile %s: %w", t.Path(), err)
		}
		all = append(all, content)
	}
	return all, nil
}

// folder is a copy of the bucket.
type folder struct {
	published
	dir string
}

func (f folder) read(parts ...string) ([]byte, error) {
	return os.ReadFile(filepath.Join(append([]string{f.dir}, parts...)...))
}

// Keys reads keys/<number>, each of one key.
func (f folder) Keys() (transparency.Keys, error) {
	k := transparency.Keys{Controller: gdpr.ControllerID(filepath.Base(f.dir))}
	names, err := f.names("keys")
	if err != nil {
		return k, err
	}
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	for _, name := range names {
		content, err := f.read("keys", name)
		if err != nil {
			return k, err
		}
		var one transparency.Key
		if err := json.Unmarshal(content, &one); err != nil {
			return k, fmt.Errorf("keys/%s: %w", name, err)
		}
		k.Keys = append(k.Keys, one)
	}
	return k, nil
}

func number(name string) int {
	n, err := strconv.Atoi(name)
	if err != nil {
		return 0
	}
	return n
}

func (f folder) names(of string) (names []string, err error) {
	entries, err := os.ReadDir(filepath.Join(f.dir, of))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

// Heads lists heads/.
func (f folder) Heads() ([]string, error) { return f.names("heads") }

// Head reads heads/<name>.
func (f folder) Head(name string) (string, error) {
	content, err := f.read("heads", name)
	return string(content), err
}

// ReadTiles reads tile/8/…, as tlog names tiles.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	return each(tiles, func(t tlog.Tile) ([]byte, error) { return f.read(filepath.FromSlash(t.Path())) })
}

// site is the API.
type site struct {
	published
	base   string
	client *http.Client
}

// mostBytes is more than any answer of a log has: ten years of heads by name.
const mostBytes = 1 << 20

// waits is how often it comes again where the API has had too many calls.
const waits = 20

func (s site) get(path string) ([]byte, error) {
	for wait := 0; ; wait++ {
		content, status, err := s.once(path)
		if err != nil || status == http.StatusOK {
			return content, err
		}
		if status != http.StatusTooManyRequests || wait == waits {
			return nil, fmt.Errorf("%s answers %d", s.base+path, status)
		}
		<-time.After(time.Second)
	}
}

func (s site) once(path string) ([]byte, int, error) {
	answer, err := s.client.Get(s.base + path)
	if err != nil {
		return nil, 0, err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(io.LimitReader(answer.Body, mostBytes+1))
	if err == nil && len(content) > mostBytes {
		err = errors.New("the answer is too long")
	}
	return content, answer.StatusCode, err
}

// Keys reads the published keys.
func (s site) Keys() (k transparency.Keys, err error) {
	content, err := s.get("/keys")
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal(content, &k)
}

// Heads reads the list of heads.
func (s site) Heads() ([]string, error) {
	content, err := s.get("/heads")
	if err != nil {
		return nil, err
	}
	var list struct{ Heads []string }
	return list.Heads, json.Unmarshal(content, &list)
}

// Head reads one.
func (s site) Head(name string) (string, error) {
	content, err := s.get("/heads/" + url.PathEscape(name))
	return string(content), err
}

// ReadTiles reads tiles of the newest head's tree.
func (s site) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	return each(tiles, func(t tlog.Tile) ([]byte, error) { return s.get(fmt.Sprintf("/tile/%d/%d/%d", t.L, t.N, t.W)) })
}
