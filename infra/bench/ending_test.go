package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/bench/seed"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
)

func TestBothEndingsHaveFiftyItemsAndTwentyFiles(t *testing.T) {
	all := endings(time.Now())
	for i, e := range all {
		items, objects := e.remains()
		if len(objects) != 20 {
			t.Errorf("%s: %d files", e.name, len(objects))
		}
		heads := map[string]bool{}
		for _, r := range e.records {
			pk, sk := r.Home()
			heads[pk+" "+sk] = true
		}
		beside := 0
		for _, it := range items {
			if heads[value(it, "pk")+" "+value(it, "sk")] {
				t.Errorf("%s: a head remains: %s", e.name, value(it, "sk"))
			}
			if _, sk := e.records[0].Home(); strings.HasPrefix(value(it, "sk"), sk+"#") {
				beside++
			}
		}
		if i == 0 && len(e.records) != 50 || i == 1 && beside != 50 {
			t.Errorf("%s: %d records, %d items beside the first", e.name, len(e.records), beside)
		}
		if first := objects[0]; !strings.HasPrefix(first, [...]string{"files/tretoen/1-", "files/mojob/1-"}[i]) ||
			!strings.Contains(first, [...]string{"/application-", "/profile-/"}[i]) {
			t.Errorf("%s: a file is at %s", e.name, first)
		}
	}
}

func TestEveryHeadIsToldOfOnceAsTheStreamTells(t *testing.T) {
	e := endings(time.Now())[0]
	batches, err := e.batches(20)
	if err != nil || len(batches) != 3 {
		t.Fatalf("%d batches, %v", len(batches), err)
	}
	told := map[string]bool{}
	for _, text := range batches {
		var batch events.DynamoDBEvent
		if err := json.Unmarshal(text, &batch); err != nil {
			t.Fatal(err)
		}
		for _, r := range batch.Records {
			pk, sk := r.Change.Keys["pk"].String(), r.Change.Keys["sk"].String()
			if r.EventName != "REMOVE" || dynamo.GoneOf(pk, sk) != expiry.HeadGone {
				t.Errorf("%s of %s %s", r.EventName, pk, sk)
			}
			told[pk+sk] = true
		}
	}
	if len(told) != 50 {
		t.Errorf("%d heads", len(told))
	}
}

func TestEntriesAreToldWithoutTheirTimeAndAnythingElseIsLeftOver(t *testing.T) {
	entry := func(at string) seed.Item {
		it := seed.Item{"files": seed.Number(2)}
		for name, v := range map[string]string{"pk": "mojob#DELETION#2026-11", "sk": at + "#id", "removed": at, "class": "profile", "cause": "expiry"} {
			it[name] = &types.AttributeValueMemberS{Value: v}
		}
		return it
	}
	first, err := entriesIn([]seed.Item{entry("2026-11-20T08:00:00.000Z")})
	if err != nil {
		t.Fatal(err)
	}
	second, err := entriesIn([]seed.Item{entry("2026-11-21T08:00:00.000Z")})
	if err != nil || len(first) != 1 || first[0] != second[0] || first[0] != "id profile    expiry 2" {
		t.Errorf("%q and %q, %v", first, second, err)
	}
	if left, err := entriesIn([]seed.Item{dataKey("mojob", subject(1))}); err == nil {
		t.Errorf("a data key is %q", left)
	}
}

func TestHalfOfThePeopleThatAreSweptHaveEnded(t *testing.T) {
	now := time.Now()
	records, keys := population(now)
	heads, ended := 0, 0
	for _, it := range records {
		if v, ok := it["expires"].(*types.AttributeValueMemberN); ok {
			heads++
			if v.Value <= value(seed.Item{"now": seed.Number(now.Unix())}, "now") {
				ended++
			}
		}
	}
	if len(records) < sweepItems || heads != len(keys) || ended != (heads+1)/2 {
		t.Errorf("%d items, %d heads, %d keys, %d ended", len(records), heads, len(keys), ended)
	}
}
