package dynamo_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

func TestRecordsOfAPersonAreFoundByOneQuery(t *testing.T) {
	b := ahead(t)
	var want []holding.Record
	for range 3 {
		want = append([]holding.Record{b.applied(tretoen, kari)}, want...)
		b.clock.advance(24 * time.Hour)
	}
	want[2].Files, want[1].Files = nil, nil // given up: nothing came in a day
	want[0].Files = nil
	b.applied(tretoen, ola)
	for range 20 {
		b.clock.advance(time.Second)
		if err := b.holdings().Read(t.Context(), want[1].Ref, holding.Reading{At: b.now(), Actor: "staff", What: "record"}); err != nil {
			t.Fatal(err)
		}
	}
	b.Reset()
	got := must[[]holding.Record](t)(b.holdings().Records(t.Context(), tretoen, want[0].Owner, controller.Applications))
	if d := cmp.Diff(want, got, revealing); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]int{"Query": 1, "GetItem": 1}, b.Calls()); d != "" {
		t.Errorf("a query, and the person's key:\n%s", d)
	}
	p := b.profiled(mojob, kari)
	if got := must[[]holding.Record](t)(b.holdings().Records(t.Context(), mojob, p.Owner, controller.Profiles)); len(got) != 1 {
		t.Errorf("%d profiles", len(got))
	}
	b.Reset()
	stranger := must[gdpr.SubjectID](t)(b.holdings().Subject(t.Context(), tretoen, "ukjent@example.org"))
	for _, class := range controller.Classes {
		if got, err := b.holdings().Records(t.Context(), tretoen, stranger, class); err != nil || got != nil {
			t.Errorf("%s of a stranger: %v, %v", class, got, err)
		}
	}
	if n := b.Calls()["UpdateItem"] + b.Calls()["PutItem"] + b.Calls()["TransactWriteItems"]; n != 0 {
		t.Errorf("%d writes for a stranger", n)
	}
}

func TestListsAreNewestFirstInPages(t *testing.T) {
	for _, class := range controller.Classes {
		t.Run(string(class), func(t *testing.T) {
			b := ahead(t)
			var want []holding.Ref
			for i := range 7 {
				b.clock.advance(time.Duration(i%3) * time.Minute) // some come in one and the same moment
				address := gdpr.Private(fmt.Sprintf("p%d@example.no", i))
				switch class {
				case controller.Applications:
					want = append(want, b.applied(tretoen, address).Ref)
				case controller.Profiles:
					want = append(want, b.profiled(tretoen, address).Ref)
				default:
					want = append(want, b.agreed(tretoen, address).Ref)
				}
			}
			b.applied(mojob, kari)
			b.clock.advance(time.Minute)
			for limit := 1; limit <= 8; limit++ {
				seen := map[holding.Ref]int{}
				var before, last time.Time
				for pages := 0; ; pages++ {
					page, more, err := b.holdings().List(t.Context(), tretoen, class, before, limit)
					if err != nil || pages > 7 {
						t.Fatal(pages, err)
					}
					if len(page) > max(limit, 2) {
						t.Errorf("a page of %d with at most %d", len(page), limit)
					}
					for _, r := range page {
						if seen[r.Ref]++; !last.IsZero() && r.Received.After(last) {
							t.Error("not newest first")
						}
						if last = r.Received; len(r.Fields) == 0 || r.Files != nil {
							t.Errorf("%+v", r)
						}
					}
					if before = more; more.IsZero() {
						break
					}
				}
				for _, r := range want {
					if seen[r] != 1 {
						t.Errorf("with pages of %d, %s is there %d times", limit, r, seen[r])
					}
				}
				if len(seen) != len(want) {
					t.Errorf("with pages of %d, %d records", limit, len(seen))
				}
			}
		})
	}
}

func TestAHundredAndFiftyAreListedAtOnce(t *testing.T) {
	b := ahead(t)
	for i := range 150 {
		b.clock.advance(time.Second)
		b.profiled(mojob, gdpr.Private(fmt.Sprintf("p%d@example.no", i)))
	}
	b.Reset()
	page, more, err := b.holdings().List(t.Context(), mojob, controller.Profiles, time.Time{}, 200)
	if err != nil || len(page) != 150 || !more.IsZero() {
		t.Errorf("%d, %v, %v", len(page), more, err)
	}
	if n := b.Calls()["BatchGetItem"]; n != 2 {
		t.Errorf("%d batches", n)
	}
}
