package main

import (
	"context"
	"fmt"
	"math/bits"
	"net/http"
	"slices"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/infra/local/dynamodb/faulty"
	decided "ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/transparency"
)

const (
	logEntries        = 600 // so that tiles of three levels are in use
	logBatch          = 30  // one transaction
	mustAppendCalls   = 3   // one read of entries and tree, one of tiles, one transaction
	mustEvidenceCalls = 2
)

// nowhere is a vault of which nobody looks what it kept.
type nowhere struct{ objects int }

// Keep counts an object and drops it.
func (n *nowhere) Keep(context.Context, string, []byte) error {
	n.objects++
	return nil
}

// log counts what it costs to put decisions into a log, and to prove one.
func (b *bench) log(ctx context.Context) ([]figure, error) {
	t, err := b.tables(ctx, "log", nil, nil)
	if err != nil {
		return nil, err
	}
	defer t.drop()
	proxy, err := faulty.New(b.stack.Database.URL)
	if err != nil {
		return nil, err
	}
	client := b.stack.Database.Client(func(o *sdk.Options) { o.HTTPClient = &http.Client{Transport: proxy} })
	l := dynamo.Log{Table: &dynamo.Table{Client: client, Name: t.main, Now: time.Now, Keys: &dynamo.Keyring{Client: client, Name: t.keys}}}
	records, keys, err := visitorsDecide(ctx, l)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	calls, err := appended(ctx, proxy, l, keys)
	if err != nil {
		return nil, err
	}
	took := time.Since(began)
	vault := &nowhere{}
	if _, err := (transparency.Publisher{Store: l, Vault: vault, Now: time.Now}).Daily(ctx, profiles); err != nil {
		return nil, err
	}
	proofs, err := proved(ctx, proxy, l, records)
	if err != nil {
		return nil, err
	}
	return []figure{
		atMost(fmt.Sprintf("database calls, %d entries into the log", logBatch), "%.0f", slices.Max(calls), mustAppendCalls),
		forTheRecord("calls for one of them", "%.2f", calls.median()/logBatch),
		forTheRecord("entries into the log, one after the other", "%.0f/s", logEntries/took.Seconds()),
		atMost("database calls, evidence from the log", "%.0f", slices.Max(proofs), mustEvidenceCalls),
		forTheRecord(fmt.Sprintf("objects for a day of %d entries", logEntries), "%d", vault.objects),
	}, nil
}

// appended is the calls that each batch of entries takes.
func appended(ctx context.Context, proxy *faulty.Proxy, l dynamo.Log, keys []expiry.Key) (calls sample, err error) {
	for some := range slices.Chunk(keys, logBatch) {
		proxy.Reset()
		if err := l.Append(ctx, some); err != nil {
			return nil, err
		}
		calls = append(calls, total(proxy.Calls()))
	}
	return calls, nil
}

// proved is the calls that the evidence of each decision takes.
func proved(ctx context.Context, proxy *faulty.Proxy, l dynamo.Log, records []decided.Record) (calls sample, err error) {
	for _, r := range records {
		proxy.Reset()
		e, err := l.Evidence(ctx, profiles, r.Visitor, r.ID)
		if err != nil {
			return nil, err
		}
		if len(e.Hashes) > bits.Len(uint(logEntries)) {
			return nil, fmt.Errorf("evidence of %d hashes", len(e.Hashes))
		}
		calls = append(calls, total(proxy.Calls()))
	}
	return calls, nil
}

// visitorsDecide stores what visitors decided.
func visitorsDecide(ctx context.Context, l dynamo.Log) (records []decided.Record, keys []expiry.Key, err error) {
	for range logEntries {
		r := decided.Record{
			ID: gdpr.NewID(), Controller: profiles, Visitor: gdpr.NewID(), Recorded: time.Now(),
			Expires: retention.Expiry(time.Now().AddDate(1, 0, 0).Unix()),
			Choices: []decided.Choice{{Purpose: "statistics", Decision: gdpr.Given}},
			Seen:    decided.Seen{Version: controller.Version{Major: 1}, Language: gdpr.Bokmal, Mechanism: decided.ByBanner},
		}
		if _, _, err := dynamo.Ledger(l).Append(ctx, r); err != nil {
			return nil, nil, err
		}
		records = append(records, r)
		keys = append(keys, expiry.Key{Partition: profiles + "#VISITOR#" + string(r.Visitor), Item: "CONSENT#" + string(r.ID)})
	}
	return records, keys, nil
}
