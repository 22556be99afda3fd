package receipt_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/receipt"
	"ordholden/internal/transparency"
)

// book is one controller's log in memory: its entries, and what was signed of them.
type book struct {
	t      *testing.T
	of     gdpr.ControllerID
	first  int    // the number of its first entry
	fifth  string // the entry at place 5
	tiles  map[tlog.Tile][]byte
	newest string
	broken error // what reading it comes to
}

var bookKey = ed25519.NewKeyFromSeed([]byte("a seed of thirty-two bytes, good"))

func (b *book) Height() int                     { return transparency.StoredHeight }
func (b *book) SaveTiles([]tlog.Tile, [][]byte) {}
func (b *book) ReadTiles(tiles []tlog.Tile) (all [][]byte, _ error) {
	for _, t := range tiles {
		all = append(all, b.tiles[t])
	}
	return all, nil
}

func (b *book) PublicKeys(_ context.Context, c gdpr.ControllerID) (transparency.Keys, error) {
	public, err := transparency.VerifierKey(b.of, bookKey.Public().(ed25519.PublicKey))
	return transparency.Keys{Controller: b.of, Keys: []transparency.Key{{Key: public}}}, errors.Join(err, b.broken)
}

func (b *book) Head(context.Context, gdpr.ControllerID, string) (transparency.Signed, error) {
	if b.newest == "" {
		return transparency.Signed{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return transparency.Signed{Text: b.newest}, nil
}

func (b *book) Tiles(context.Context, gdpr.ControllerID) tlog.TileReader { return b }

func (b *book) entry(i int) string {
	if i == 5 {
		return b.fifth
	}
	return transparency.Entry{Controller: b.of, Kind: transparency.VisitorConsent, ID: fmt.Sprint("v.", b.first+i)}.Encode()
}

// grows is evidence of the fifth entry when the log has so many; from then on it has.
func (b *book) grows(size int, by ed25519.PrivateKey) transparency.Evidence {
	b.t.Helper()
	var leaves []tlog.Hash
	for i := range size {
		leaves = append(leaves, transparency.RecordHash(transparency.Nonce{}, b.entry(i)))
	}
	g, err := transparency.Grow(tlog.Tree{}, leaves, b)
	if err != nil {
		b.t.Fatal(err)
	}
	h := transparency.Head{Controller: b.of, Tree: g.Tree, At: at.Add(time.Minute)}
	b.tiles = g.Tiles
	if b.newest, err = h.Sign(by); err != nil {
		b.t.Fatal(err)
	}
	e, err := transparency.Prove(h, b.newest, 5, transparency.Nonce{}, b.fifth, b)
	if err != nil {
		b.t.Fatal(err)
	}
	return e
}

// logged is a receipt, and a log whose fifth entry is its record's, as it is changed.
func logged(t *testing.T, change func(*transparency.Entry)) (dpv.Issued, *book) {
	t.Helper()
	issued := issue(t, both, "mojob", at)
	entry := transparency.Entry{Controller: "mojob", Kind: transparency.VisitorConsent, ID: issued.Receipt.Record.Identifier, Event: "record", At: at}
	if change != nil {
		change(&entry)
	}
	return issued, &book{t: t, of: "mojob", fifth: entry.Encode()}
}

// asked is what the published keys and log say of a receipt with its proof.
func (b *book) asked(p receipt.Proved) (valid bool, reason, said string) {
	b.t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		b.t.Fatal(err)
	}
	v, err := receipt.Issuer{Ring: both, Log: b}.Judge(b.t.Context(), "mojob", string(text), gdpr.English)
	if err != nil {
		b.t.Fatal(err)
	}
	return v.Valid, v.Reason, strings.Join(v.Says, "\n")
}

func TestAReceiptAndItsProofAreJudgedTogether(t *testing.T) {
	issued, b := logged(t, nil)
	e := b.grows(40, bookKey)
	for outcome, now := range map[string]int{"the day that it was proved": 40, "when the log has grown": 300} {
		b.grows(now, bookKey)
		valid, _, said := b.asked(receipt.Proved{Receipt: issued.Signed, Inclusion: &e})
		if !valid || !strings.Contains(said, "Statistics: Yes") || !strings.Contains(said, "stands as number 5 in the company's log") || !strings.Contains(said, "“You answered.”") {
			t.Errorf("%s: %s", outcome, said)
		}
	}
	if valid, _, said := b.asked(receipt.Proved{Receipt: issued.Signed}); !valid || strings.Contains(said, "number 5") {
		t.Errorf("without its proof: %s", said)
	}
	later, lb := logged(t, func(e *transparency.Entry) { e.At = at.Add(time.Hour) })
	of := lb.grows(40, bookKey)
	if valid, _, said := lb.asked(receipt.Proved{Receipt: later.Signed, Inclusion: &of}); !valid || !strings.Contains(said, "a later step") {
		t.Errorf("of a later step: %s", said)
	}
}

func TestAProofThatDoesNotHoldIsRefusedWithTheReason(t *testing.T) {
	foreign := ed25519.NewKeyFromSeed([]byte("another seed of thirty-two bytes"))
	for outcome, c := range map[string]struct {
		change func(*transparency.Entry)
		spoil  func(b *book, p *receipt.Proved)
		reason string
	}{
		"a bit of the receipt":            {nil, func(_ *book, p *receipt.Proved) { p.Receipt = p.Receipt[:200] + "A" + p.Receipt[201:] }, "signature"},
		"another place":                   {nil, func(_ *book, p *receipt.Proved) { p.Inclusion.Index = 6 }, "log-proof"},
		"the path of another tree":        {nil, func(b *book, p *receipt.Proved) { p.Inclusion.Hashes = b.grows(300, bookKey).Hashes }, "log-proof"},
		"a leaf that is another's":        {nil, func(b *book, p *receipt.Proved) { p.Inclusion.Entry = b.entry(6) }, "log-entry"},
		"another size":                    {nil, func(_ *book, p *receipt.Proved) { p.Inclusion.Size++ }, "log-size"},
		"no head":                         {nil, func(_ *book, p *receipt.Proved) { p.Inclusion.Head = "head" }, "log-head"},
		"a head of a foreign key":         {nil, func(b *book, p *receipt.Proved) { *p.Inclusion = b.grows(40, foreign); b.grows(40, bookKey) }, "log-key"},
		"another controller's":            {nil, func(_ *book, p *receipt.Proved) { p.Inclusion.Controller = "tretoen" }, "log-controller"},
		"the log was cut off":             {nil, func(b *book, _ *receipt.Proved) { b.grows(30, bookKey) }, "log-shorter"},
		"the log has no head any more":    {nil, func(b *book, _ *receipt.Proved) { b.newest = "" }, "log-shorter"},
		"the log's newest head is none":   {nil, func(b *book, _ *receipt.Proved) { b.newest = "head" }, "log-fork"},
		"another tree under the same key": {nil, func(b *book, _ *receipt.Proved) { b.first = 1000; b.grows(300, bookKey) }, "log-fork"},
		"another record's":                {func(e *transparency.Entry) { e.ID = "v.5" }, func(*book, *receipt.Proved) {}, "log-record"},
		"an earlier step than it tells":   {func(e *transparency.Entry) { e.At = at.Add(-time.Hour) }, func(*book, *receipt.Proved) {}, "log-untold"},
		"with what is no receipt": {nil, func(b *book, p *receipt.Proved) {
			signed, err := receipt.Sign(b.t.Context(), both, certificate("mojob"))
			if err != nil {
				b.t.Fatal(err)
			}
			p.Receipt = signed
		}, "log-receipt"},
	} {
		t.Run(outcome, func(t *testing.T) {
			issued, b := logged(t, c.change)
			e := b.grows(40, bookKey)
			p := receipt.Proved{Receipt: issued.Signed, Inclusion: &e}
			c.spoil(b, &p)
			valid, reason, said := b.asked(p)
			if valid || reason != c.reason || said == "" {
				t.Errorf("valid %v, %s, want %s: %s", valid, reason, c.reason, said)
			}
			if strings.HasPrefix(reason, "log-") != strings.HasPrefix(said, "The receipt is genuine by itself.") {
				t.Errorf("it is not told apart what is good: %s", said)
			}
		})
	}
}

// A log that cannot be read proves nothing, and refutes nothing.
func TestWhereTheLogCannotBeReadNothingIsSaidOfTheProof(t *testing.T) {
	issued, b := logged(t, nil)
	e := b.grows(40, bookKey)
	b.broken = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
	text, err := json.Marshal(receipt.Proved{Receipt: issued.Signed, Inclusion: &e})
	if err != nil {
		t.Fatal(err)
	}
	v, err := receipt.Issuer{Ring: both, Log: b}.Judge(t.Context(), "mojob", string(text), gdpr.English)
	if gdpr.KindOf(err) != gdpr.Unavailable || v.Valid || v.Says != nil {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestAReceiptIsTakenOutOfTheFileItCameIn(t *testing.T) {
	for text, want := range map[string]struct {
		signed string
		proved bool
	}{
		"a.b.c": {"a.b.c", false},
		`{"receipt":"a.b.c","inclusion":{"index":5}}`: {"a.b.c", true},
		`{"receipt":"a.b.c","inclusion":null}`:        {"a.b.c", false},
		`{"receipt":"a.b.c"}`:                         {"a.b.c", false},
		`{"receipt":"a.b.c","inclusion":"x"}`:         {`{"receipt":"a.b.c","inclusion":"x"}`, false},
		`{"inclusion":{}}`:                            {`{"inclusion":{}}`, false},
		`{"receipt":"a.b.c"`:                          {`{"receipt":"a.b.c"`, false},
	} {
		if signed, e := receipt.Unwrap(text); signed != want.signed || (e != nil) != want.proved {
			t.Errorf("%s is %s, with evidence: %v", text, signed, e != nil)
		}
	}
}
