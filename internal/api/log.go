package api

import (
	"context"
	"net/http"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
	"ordholden/internal/transparency"
)

// Logbook is a controller's log, as everybody may read it. There is nothing in it about
// anybody: hashes, sizes and signatures.
type Logbook interface {
	// Head is a signed head by its name, the newest by "": gdpr.NotFound where there is none.
	Head(ctx context.Context, c gdpr.ControllerID, name string) (transparency.Signed, error)
	// Heads is the names of all signed heads, oldest first.
	Heads(ctx context.Context, c gdpr.ControllerID) ([]string, error)
	// PublicKeys is the keys that heads are checked with.
	PublicKeys(ctx context.Context, c gdpr.ControllerID) (transparency.Keys, error)
	// Tile is a tile of the newest signed head's tree; gdpr.NotFound where that has it not.
	Tile(ctx context.Context, c gdpr.ControllerID, t tlog.Tile) ([]byte, error)
}

// Proofs proves that consents are in the log: gdpr.NotFound for one that is in no signed
// head yet, as for one that is not there.
type Proofs interface {
	// Evidence is about a visitor's decision.
	Evidence(ctx context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (transparency.Evidence, error)
	// DossierEvidence is about the newest step of a consent declared under an address.
	DossierEvidence(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (transparency.Evidence, error)
}

// logRoutes lie where there is room: the functions of requests have the fewest calls.
func (a *Requests) logRoutes(to *routes) {
	a.route(to, "GET", "/v1/{controller}/log", a.newestHead)
	a.route(to, "GET", "/v1/{controller}/log/keys", a.logKeys)
	a.route(to, "GET", "/v1/{controller}/log/heads", a.heads)
	a.route(to, "GET", "/v1/{controller}/log/heads/{head}", a.head)
	a.route(to, "GET", "/v1/{controller}/log/tile/{level}/{number}/{width}", a.tile)
}

// How long caches may keep what the log answers: the newest head for a little, and what
// never changes for ever (RFC 8246).
const (
	cacheSoon    = "public, max-age=300"
	cacheForever = "public, max-age=31536000, immutable"
)

// published answers with something that is for everybody.
func (c *call) published(contentType, cached string, content []byte) {
	h := c.w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", cached)
	c.w.WriteHeader(http.StatusOK)
	_, _ = c.w.Write(content)
}

const noteType = "text/plain; charset=utf-8"

func (a *Requests) newestHead(c *call) error {
	s, err := a.Log.Head(c.r.Context(), c.controller.ID, "")
	if err != nil {
		return err
	}
	c.published(noteType, cacheSoon, []byte(s.Text))
	return nil
}

// longestName is that of a head which was asked for besides the day's.
const longestName = len("2006-01-02T150405Z")

func (a *Requests) head(c *call) error {
	name := c.r.PathValue("head")
	if len(name) > longestName || !gdpr.Printable(name) {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	s, err := a.Log.Head(c.r.Context(), c.controller.ID, name)
	if err != nil {
		return err
	}
	c.published(noteType, cacheForever, []byte(s.Text))
	return nil
}

// headNames is which heads there are.
type headNames struct {
	Controller string   `json:"controller"`
	Heads      []string `json:"heads"`
}

func (a *Requests) heads(c *call) error {
	names, err := a.Log.Heads(c.r.Context(), c.controller.ID)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, headNames{string(c.controller.ID), names})
	return nil
}

func (a *Requests) logKeys(c *call) error {
	keys, err := a.Log.PublicKeys(c.r.Context(), c.controller.ID)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, keys)
	return nil
}

// tile is the hashes of a tile, as tlog reads them. Its path is tlog's, with a segment for
// each number: routes have as many segments as they are written with.
func (a *Requests) tile(c *call) error {
	level, number, width := c.number("level"), c.number("number"), c.number("width")
	hashes, err := a.Log.Tile(c.r.Context(), c.controller.ID, tlog.Tile{H: transparency.Height, L: int(level), N: number, W: int(width)})
	if err != nil {
		return err
	}
	c.published("application/octet-stream", cacheForever, hashes)
	return nil
}

// number is a number in the path, in its one spelling; -1 for anything else, which no
// tile has.
func (c *call) number(name string) int64 {
	s := c.r.PathValue(name)
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > 1<<40 || strconv.FormatInt(n, 10) != s {
		return -1
	}
	return n
}

// evidence is that a consent is in the log.
func (a *Consents) evidence(c *call) (transparency.Evidence, error) {
	visitor, id, err := c.consentID()
	if err != nil {
		return transparency.Evidence{}, err
	}
	if visitor == "" {
		return a.Proofs.DossierEvidence(c.r.Context(), c.controller.ID, id)
	}
	return a.Proofs.Evidence(c.r.Context(), c.controller.ID, visitor, id)
}

// inclusion proves that a consent is in the log.
func (a *Consents) inclusion(c *call) error {
	e, err := a.evidence(c)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, e)
	return nil
}
