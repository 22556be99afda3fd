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
	first int    // the number of its first entry
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
	return transparency.Entry{Controller: "mojob", Kind: transparency.VisitorConsent, ID: fmt.Sprint("v.", p.first+i)}.Encode()
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

// proof is evidence of an entry in the tree that was made last.
func (p *published) proof(h transparency.Head, signed string, i int) transparency.Evidence {
	p.t.Helper()
	e, err := transparency.Prove(h, signed, int64(i), transparency.Nonce{}, p.entry(i), p)
	if err != nil {
		p.t.Fatal(err)
	}
	return e
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
	b, err := json.Marshal(p.proof(h, signed, 5))
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

// Evidence is for one place in one tree: the command says what it does not fit.
func TestEvidenceThatDoesNotFitIsRefusedWithTheReason(t *testing.T) {
	for outcome, c := range map[string]struct {
		spoil func(t *testing.T, e *transparency.Evidence, p *published)
		says  string
	}{
		"an inclusion proof for another tree": {func(_ *testing.T, e *transparency.Evidence, p *published) {
			h, signed := p.head(22, 300)
			e.Hashes = p.proof(h, signed, 5).Hashes
		}, "REFUSED: the proof does not lead to the head: it is of another tree, or of another place in it"},
		"the head of another tree": {func(_ *testing.T, e *transparency.Evidence, p *published) {
			h, signed := p.head(22, 300)
			e.Head, e.Size = signed, h.Tree.N
		}, "REFUSED: the proof does not lead to the head: it is of another tree, or of another place in it"},
		"an inclusion proof for another place": {func(_ *testing.T, e *transparency.Evidence, _ *published) {
			e.Index = 6
		}, "REFUSED: the proof does not lead to the head: it is of another tree, or of another place in it"},
		"all of another tree, with a key of the log's": {func(t *testing.T, e *transparency.Evidence, _ *published) {
			other := &published{t: t, dir: t.TempDir(), first: 1000}
			h, signed := other.head(21, 40)
			*e = other.proof(h, signed, 5)
		}, "REFUSED: the evidence is good, and the log as it is published now is another: the log is another than it was"},
		"a head that somebody else has signed": {func(t *testing.T, e *transparency.Evidence, p *published) {
			h, _ := p.head(21, 40)
			signed, err := h.Sign(ed25519.NewKeyFromSeed([]byte("another seed of thirty-two bytes")))
			if err != nil {
				t.Fatal(err)
			}
			e.Head = signed
		}, "REFUSED: the head is signed with a key that the controller has not published"},
		"an entry that was changed": {func(_ *testing.T, e *transparency.Evidence, p *published) {
			e.Entry = p.entry(6)
		}, "REFUSED: the entry is not the one that was put into the log: it has been changed"},
	} {
		t.Run(outcome, func(t *testing.T) {
			p, name := publish(t, "")
			var e transparency.Evidence
			b, err := os.ReadFile(name)
			if err == nil {
				err = json.Unmarshal(b, &e)
			}
			if err != nil {
				t.Fatal(err)
			}
			c.spoil(t, &e, p)
			if b, err = json.Marshal(e); err == nil {
				err = os.WriteFile(name, b, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			if out, err := p.verify("-log", p.dir, "-evidence", name); err == nil || !strings.HasPrefix(err.Error(), c.says) {
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
