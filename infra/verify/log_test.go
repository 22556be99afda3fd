package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/transparency"
)

// published is a small log in a folder, a head a day, with evidence of its first entry.
type published struct {
	t     *testing.T
	dir   string
	fifth string // the entry at place 5, where it is another than by default
	tiles map[tlog.Tile][]byte
}

func (p *published) Height() int                     { return transparency.StoredHeight }
func (p *published) SaveTiles([]tlog.Tile, [][]byte) {}
func (p *published) ReadTiles(tiles []tlog.Tile) (all [][]byte, _ error) {
	for _, t := range tiles {
		all = append(all, p.tiles[t])
	}
	return all, nil
}

func (p *published) write(name string, content []byte) {
	p.t.Helper()
	path := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

func (p *published) entry(i int) string {
	if i == 5 && p.fifth != "" {
		return p.fifth
	}
	return transparency.Entry{Controller: "mojob", Kind: transparency.VisitorConsent, ID: fmt.Sprint("v.", i)}.Encode()
}

var logKey = ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))

// head is the head of a day, when the log has so many entries.
func (p *published) head(day, size int) (transparency.Head, string) {
	p.t.Helper()
	var leaves []tlog.Hash
	for i := range size {
		leaves = append(leaves, transparency.RecordHash(transparency.Nonce{}, p.entry(i)))
	}
	g, err := transparency.Grow(tlog.Tree{}, leaves, p)
	if err != nil {
		p.t.Fatal(err)
	}
	p.tiles = g.Tiles
	h := transparency.Head{Controller: "mojob", Tree: g.Tree, At: time.Date(2026, time.November, day, 0, 0, 30, 0, time.UTC)}
	signed, err := h.Sign(logKey)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(fmt.Sprintf("heads/2026-11-%02d", day), []byte(signed))
	for _, t := range tlog.NewTiles(transparency.Height, 0, g.Tree.N) {
		hashes, err := transparency.Published(t, g.Tree, p)
		if err != nil {
			p.t.Fatal(err)
		}
		p.write(t.Path(), hashes)
	}
	return h, signed
}

// publish is three days of a log, and evidence from the second, of the entry at place 5.
func publish(t *testing.T, fifth string) (p *published, evidence string) {
	t.Helper()
	p = &published{t: t, fifth: fifth, dir: filepath.Join(t.TempDir(), "mojob")}
	public, err := transparency.VerifierKey("mojob", logKey.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	k, err := json.Marshal(transparency.Key{Key: public})
	if err != nil {
		t.Fatal(err)
	}
	p.write("keys/1", k)
	p.head(20, 3)
	h, signed := p.head(21, 40)
	e, err := transparency.Prove(h, signed, 5, transparency.Nonce{}, p.entry(5), p)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	evidence = filepath.Join(t.TempDir(), "evidence.json")
	if err := os.WriteFile(evidence, b, 0o600); err != nil {
		t.Fatal(err)
	}
	p.head(22, 300)
	return p, evidence
}

func (p *published) verify(args ...string) (string, error) {
	var out bytes.Buffer
	err := run(args, strings.NewReader(""), &out)
	return out.String(), err
}

func TestALogThatFollowsFromItselfIsToldInWords(t *testing.T) {
	p, evidence := publish(t, "")
	out, err := p.verify("-log", p.dir)
	if err != nil || !strings.HasPrefix(out, "CONSISTENT. 3 heads of the log of mojob") || !strings.Contains(out, "300 entries") {
		t.Errorf("%s%v", out, err)
	}
	out, err = p.verify("-log", p.dir, "-evidence", evidence)
	if err != nil || !strings.HasPrefix(out, "VALID. Entry 5 of the log of mojob") || !strings.Contains(out, `id "v.5"`) {
		t.Errorf("%s%v", out, err)
	}
}

func TestALogIsReadFromItsAddress(t *testing.T) {
	p, evidence := publish(t, "")
	server := httptest.NewServer(p.api())
	defer server.Close()
	for _, more := range [][]string{nil, {"-evidence", evidence}} {
		if out, err := p.verify(append([]string{"-log", server.URL + "/v1/mojob"}, more...)...); err != nil {
			t.Errorf("%s%v", out, err)
		}
	}
}

// api serves the folder as the API does.
func (p *published) api() http.Handler {
	mux := http.NewServeMux()
	serve := func(w http.ResponseWriter, name string) {
		content, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(name)))
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write(content)
	}
	mux.HandleFunc("GET /v1/mojob/log/keys", func(w http.ResponseWriter, _ *http.Request) {
		key, _ := os.ReadFile(filepath.Join(p.dir, "keys", "1"))
		fmt.Fprintf(w, `{"controller":"mojob","keys":[%s]}`, key)
	})
	mux.HandleFunc("GET /v1/mojob/log/heads", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"controller":"mojob","heads":["2026-11-20","2026-11-21","2026-11-22"]}`)
	})
	mux.HandleFunc("GET /v1/mojob/log/heads/{head}", func(w http.ResponseWriter, r *http.Request) { serve(w, "heads/"+r.PathValue("head")) })
	mux.HandleFunc("GET /v1/mojob/log/tile/{level}/{number}/{width}", func(w http.ResponseWriter, r *http.Request) {
		t := tlog.Tile{H: transparency.Height}
		_, _ = fmt.Sscan(r.PathValue("level")+" "+r.PathValue("number")+" "+r.PathValue("width"), &t.L, &t.N, &t.W)
		serve(w, t.Path())
	})
	return mux
}

func TestALogThatContradictsItselfIsRefused(t *testing.T) {
	for outcome, c := range map[string]struct {
		spoil func(p *published)
		says  string
	}{
		"a head is changed": {func(p *published) {
			p.write("heads/2026-11-21", bytes.Replace(p.read("heads/2026-11-21"), []byte("\n40\n"), []byte("\n41\n"), 1))
		}, "the signature does not fit"},
		"a head is of another day": {func(p *published) { p.write("heads/2026-11-19", p.read("heads/2026-11-21")) }, "another day"},
		"a tile is changed": {func(p *published) {
			b := p.read("tile/8/0/000")
			b[7] ^= 1
			p.write("tile/8/0/000", b)
		}, "do not make the newest head"},
		"it was cut off":     {func(p *published) { p.head(23, 200) }, "shorter than it was"},
		"keys are another's": {func(p *published) { p.write("keys/1", []byte(`{"key":"tretoen.ordholden+00000000+AQ=="}`)) }, "not the published keys"},
	} {
		t.Run(outcome, func(t *testing.T) {
			p, _ := publish(t, "")
			c.spoil(p)
			if out, err := p.verify("-log", p.dir); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s%v", out, err)
			}
		})
	}
}

func (p *published) read(name string) []byte {
	p.t.Helper()
	b, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(name)))
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

func TestEvidenceThatTheLogNoLongerHoldsIsRefused(t *testing.T) {
	p, evidence := publish(t, "")
	p.head(23, 30)
	if out, err := p.verify("-log", p.dir, "-evidence", evidence); err == nil || !strings.Contains(err.Error(), "shorter") {
		t.Errorf("%s%v", out, err)
	}
	if _, err := p.verify("-log", p.dir, "-evidence", filepath.Join(p.dir, "keys", "1")); err == nil || !strings.HasPrefix(err.Error(), "REFUSED") {
		t.Errorf("a key for evidence: %v", err)
	}
	if _, err := p.verify("-log", "http://127.0.0.1:1/mojob"); err == nil {
		t.Error("an address that is none passes")
	}
}
