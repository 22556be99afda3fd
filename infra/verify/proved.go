package main

import (
	"context"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/infra/archive"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/receipt"
	"ordholden/internal/transparency"
)

// book is the log of one controller as it is published, or a copy of that: receipt.Logbook.
type book struct {
	transparency.Archive
	of gdpr.ControllerID
}

// PublicKeys is the keys that lie with the log.
func (b book) PublicKeys(_ context.Context, c gdpr.ControllerID) (transparency.Keys, error) {
	if b.of != c {
		return transparency.Keys{}, transparency.ErrController
	}
	return b.Keys()
}

// Head is the newest of the heads that lie there, whatever is asked for. It is read as it
// stands: whoever asked opens it.
func (b book) Head(context.Context, gdpr.ControllerID, string) (transparency.Signed, error) {
	names, err := b.Heads()
	if err != nil {
		return transparency.Signed{}, err
	}
	if len(names) == 0 {
		return transparency.Signed{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	name := latest(names)
	text, err := b.Archive.Head(name)
	return transparency.Signed{Name: name, Text: text}, err
}

// Tiles reads what lies there.
func (b book) Tiles(context.Context, gdpr.ControllerID) tlog.TileReader { return b.Archive }

// judgeProved judges a receipt together with evidence, by the log that lies somewhere.
func judgeProved(signed string, e transparency.Evidence, keys []byte, q question) (jws.Verdict, error) {
	a, c, err := archive.Open(q.log)
	if err != nil {
		return jws.Verdict{}, err
	}
	return receipt.JudgeProved(context.Background(), signed, e, keys, book{a, c}, q.of, q.language, time.Now())
}
