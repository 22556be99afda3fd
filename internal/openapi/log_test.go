package openapi_test

import (
	"context"
	"crypto/ed25519"
	"net/http"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
	"ordholden/internal/openapi/conform"
	"ordholden/internal/transparency"
)

// logbook is a log of one leaf and one head, under a key that everybody knows.
type logbook struct{}

func (l logbook) signed(c gdpr.ControllerID) (transparency.Signed, error) {
	h := transparency.Head{Controller: c, At: time.Date(2026, time.November, 21, 0, 0, 30, 123e6, time.UTC)}
	h.Tree = tlog.Tree{N: 1, Hash: transparency.RecordHash(transparency.Nonce{}, l.entry(c))}
	text, err := h.Sign(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	return transparency.Signed{Name: "2026-11-21", Text: text, Head: h}, err
}

func (logbook) entry(c gdpr.ControllerID) string {
	return transparency.Entry{Controller: c, Kind: transparency.VisitorConsent, ID: visitor}.Encode()
}

func (logbook) known(wrong bool) error {
	if wrong {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return nil
}

func (l logbook) Head(_ context.Context, c gdpr.ControllerID, name string) (transparency.Signed, error) {
	if err := l.known(name != "" && name != "2026-11-21" || c != "mojob"); err != nil {
		return transparency.Signed{}, err
	}
	return l.signed(c)
}

func (logbook) Heads(context.Context, gdpr.ControllerID) ([]string, error) {
	return []string{"2026-11-21"}, nil
}

func (logbook) PublicKeys(_ context.Context, c gdpr.ControllerID) (transparency.Keys, error) {
	key, err := transparency.VerifierKey(c, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)).Public().(ed25519.PublicKey))
	return transparency.Keys{Controller: c, Keys: []transparency.Key{{Key: key}}}, err
}

func (l logbook) Tile(_ context.Context, c gdpr.ControllerID, t tlog.Tile) ([]byte, error) {
	hash := transparency.RecordHash(transparency.Nonce{}, l.entry(c))
	return hash[:], l.known(t != tlog.Tile{H: transparency.Height, W: 1})
}

func (l logbook) Evidence(_ context.Context, c gdpr.ControllerID, _, id gdpr.ID) (transparency.Evidence, error) {
	if err := l.known(id == unknown); err != nil {
		return transparency.Evidence{}, err
	}
	s, err := l.signed(c)
	if err != nil {
		return transparency.Evidence{}, err
	}
	leaf := transparency.Commit(transparency.Nonce{}, l.entry(c))
	return transparency.Evidence{
		Controller: c, Size: 1, Nonce: make([]byte, 16), Entry: l.entry(c), Leaf: leaf[:], Hashes: []tlog.Hash{}, Head: s.Text,
	}, nil
}

func (l logbook) DossierEvidence(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (transparency.Evidence, error) {
	return l.Evidence(ctx, c, "", id)
}

// driveLog reads all of a log.
func driveLog(t *testing.T, c *conform.Checker) {
	w := newWorld(t, c)
	w.call(http.StatusOK, http.MethodGet, v1+"log", "")
	w.call(http.StatusNotFound, http.MethodGet, "/v1/tretoen/log", "") // nothing of it is signed
	w.call(http.StatusOK, http.MethodGet, v1+"log/heads/2026-11-21", "")
	w.call(http.StatusNotFound, http.MethodGet, v1+"log/heads/2026-11-22", "")
	w.call(http.StatusOK, http.MethodGet, v1+"log/tile/0/0/1", "")
	w.call(http.StatusNotFound, http.MethodGet, v1+"log/tile/0/0/2", "")
	w.call(http.StatusOK, http.MethodGet, v1+"consents/"+visitor+"."+visitor+"/inclusion", "")
	w.call(http.StatusOK, http.MethodGet, v1+"consents/"+visitor+"/inclusion", "")
	w.call(http.StatusNotFound, http.MethodGet, v1+"consents/"+unknown+"/inclusion", "")
	w.call(http.StatusNotFound, http.MethodGet, v1+"consents/"+unknown+"/receipt?as=proved", "")
	for _, path := range []string{"log/keys", "log/heads"} {
		w.call(http.StatusOK, http.MethodGet, v1+path, "")
		w.call(http.StatusNotFound, http.MethodGet, "/v1/nobody/"+path, "")
	}
	for _, path := range []string{
		"log", "log/keys", "log/heads", "log/heads/2026-11-21", "log/tile/0/0/1", "consents/" + visitor + "/inclusion",
	} {
		w.call(http.StatusForbidden, http.MethodGet, v1+path, "", "Origin", "https://www.example.com")
	}
}
