package dynamo_test

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/receipt"
	"ordholden/internal/transparency"
)

// headed is a log with a signed head, of which a decision and a consent are.
func (b bench) headed() (visitor, id, declared gdpr.ID) {
	b.t.Helper()
	other := b.elsewhere()
	other.table.Keys.Now = b.clock.Now
	r, c := other.decided(20)[0], other.standing(mojob, "logg@example.no")
	other.logged()
	p, _ := other.publisher()
	other.nextDay(p)
	return r.Visitor, r.ID, c.ID
}

// proves is what functions/consent does with the log.
func (b bench) proves() {
	b.t.Helper()
	visitor, id, declared := b.headed()
	must[transparency.Evidence](b.t)(b.log().Evidence(b.t.Context(), mojob, visitor, id))
	must[transparency.Evidence](b.t)(b.log().DossierEvidence(b.t.Context(), mojob, declared))
}

// serveLog is what functions/rights does with it.
func (b bench) serveLog() {
	b.t.Helper()
	b.headed()
	ctx := b.t.Context()
	must[transparency.Signed](b.t)(b.log().Head(ctx, mojob, ""))
	must[[]string](b.t)(b.log().Heads(ctx, mojob))
	must[transparency.Keys](b.t)(b.log().PublicKeys(ctx, mojob))
	must[[]byte](b.t)(b.log().Tile(ctx, mojob, tlog.Tile{H: transparency.Height, W: 20}))
}

// checksProof is what functions/holding does with it, where a receipt came with its proof.
func (b bench) checksProof() {
	b.t.Helper()
	ctx := b.t.Context()
	visitor, id, _ := b.headed()
	other := b.elsewhere()
	other.table.Keys.Now = b.clock.Now
	e := must[transparency.Evidence](b.t)(other.log().Evidence(ctx, mojob, visitor, id))
	other.decided(20)
	other.logged()
	p, _ := other.publisher()
	other.nextDay(p)
	keys := must[transparency.Keys](b.t)(b.log().PublicKeys(ctx, mojob))
	b.can(receipt.StillThere(ctx, e, keys, b.log()))
}

// signs is what the clock does with it: what the stream has lost goes in, and the day's head
// is signed.
func (b bench) signs() {
	b.t.Helper()
	b.elsewhere().decided(3)
	desk := b.disposal()
	desk.Log = b.log()
	must[expiry.Swept](b.t)(desk.Sweep(b.t.Context(), 0, 1))
	if !slices.ContainsFunc(b.entries(), func(k expiry.Key) bool { return b.item(k.Partition, "LEAF#"+k.Item) != nil }) {
		b.t.Error("nothing went into the log")
	}
	p, _ := b.publisher()
	b.nextDay(p)
}
