package expiry_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/bench/seed"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// owner is a pseudonym.
func owner(n int) gdpr.SubjectID { return gdpr.SubjectID(fmt.Sprintf("1-%032x", n)) }

// record is one of each class, with something of everything beside it.
func (b *bench) record(c gdpr.ControllerID, class controller.Class, of gdpr.SubjectID, ends time.Time) seed.Record {
	r := seed.Record{
		Ref:     holding.Ref{Controller: c, Class: class, Owner: of, ID: gdpr.NewID()},
		Purpose: "recruitment", Term: retention.Term{Due: retention.Expiry(ends.Unix())}, Files: 3, Readings: 5, Disclosures: 2,
	}
	switch class {
	case controller.Profiles:
		r.ID = ""
	case controller.Agreements:
		r.Purpose, r.Contacts = "agreements", []gdpr.SubjectID{owner(1000), owner(1001)}
	}
	return r
}

// end lets a record's time come, and deletes its head as time to live does.
func (b *bench) end(r seed.Record, late time.Duration) {
	b.t.Helper()
	b.clock.set(r.Term.Expires().Time().Add(late))
	b.remove(r.Home())
}

func TestWithTheHeadGoesEverythingAndAnEntryStays(t *testing.T) {
	for _, class := range controller.Classes {
		t.Run(string(class), func(t *testing.T) {
			b := setUp(t)
			r := b.record(mojob, class, owner(1), b.clock.Now().AddDate(1, 0, 0))
			b.store(r)
			b.end(r, 36*time.Hour)
			b.settle()
			left := b.stored()
			if over := beyond(left); len(over) > 0 {
				t.Errorf("left over: %v", over)
			}
			all := entries(left)
			if len(all) != 1 {
				t.Fatalf("%d entries", len(all))
			}
			e := all[0]
			removed := b.clock.Now()
			for name, want := range map[string]any{
				"class": string(class), "purpose": r.Purpose, "version": "1.0", "cause": "expiry", "files": 3.0,
				"end": float64(r.Term.Due), "lag": (36 * time.Hour).Seconds(), "removed": removed.Format("2006-01-02T15:04:05.000Z"),
				"expires": float64(removed.AddDate(3, 0, 0).Unix()), "pk": "mojob#DELETION#" + removed.Format("2006-01"),
			} {
				if e[name] != want {
					t.Errorf("%s is %v, want %v", name, e[name], want)
				}
			}
			for name, v := range e {
				if s := fmt.Sprint(v); strings.Contains(s, string(r.Owner)) || r.ID != "" && strings.Contains(s, string(r.ID)) {
					t.Errorf("%s tells whose it was: %s", name, s)
				}
			}
		})
	}
}

func TestNothingElseGoesWithTheHead(t *testing.T) {
	b := setUp(t)
	ends := b.clock.Now().AddDate(1, 0, 0)
	gone := b.record(mojob, controller.Applications, owner(1), ends)
	stay := []seed.Record{
		b.record(mojob, controller.Applications, owner(1), ends), // due as well, and still there
		b.record(mojob, controller.Profiles, owner(1), ends.AddDate(1, 0, 0)),
		b.record(mojob, controller.Applications, owner(2), ends),
		b.record(tretoen, controller.Applications, owner(1), ends),
		b.record(mojob, controller.Agreements, owner(3), ends),
	}
	b.store(stay...)
	before := b.stored()
	b.store(gone)
	b.end(gone, 0)
	b.settle()
	after := b.stored()
	if n := len(entries(after)); n != 1 {
		t.Errorf("%d entries", n)
	}
	if d := cmp.Diff(beyond(before), beyond(after)); d != "" {
		t.Error(d)
	}
}

func TestADataKeyThatWasJustUsedStaysForTheSweep(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Profiles, owner(1), b.clock.Now().AddDate(1, 0, 0))
	b.store(r)
	b.end(r, 0)
	b.key(mojob, owner(1), b.clock.Now().Add(-59*time.Minute))
	b.settle()
	key := "key mojob#KEY#" + string(owner(1))
	if d := cmp.Diff([]string{key}, beyond(b.stored())); d != "" {
		t.Fatal(d)
	}
	b.sweep()
	if d := cmp.Diff([]string{key}, beyond(b.stored())); d != "" {
		t.Fatal(d)
	}
	b.clock.advance(2 * time.Minute)
	if got := b.sweep(); got.Keys != 1 {
		t.Errorf("swept %+v", got)
	}
	if over := beyond(b.stored()); len(over) > 0 {
		t.Errorf("left over: %v", over)
	}
}

func TestAnErasureSaysSoInTheEntry(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Profiles, owner(1), b.clock.Now().AddDate(1, 0, 0))
	b.store(r)
	pk, sk := r.Home()
	b.set(pk, "TERM#"+sk, "cause", str(string(gdpr.NewID())))
	b.remove(pk, sk)
	b.settle()
	all := entries(b.stored())
	if len(all) != 1 || all[0]["cause"] != "erasure" || all[0]["lag"] != nil {
		t.Errorf("%v", all)
	}
}

// An awaited file that nobody sent, or that was refused, goes alone.
func TestAFileThatIsGivenUpTakesItsUploadWithIt(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Applications, owner(1), b.clock.Now().AddDate(1, 0, 0))
	b.store(r)
	awaited := gdpr.NewID()
	b.files.objects[objectOf(r.Ref, awaited)] = true
	pk, sk := r.Home()
	b.set(pk, sk+"#FILE#"+string(awaited), "expires", num(b.clock.Now().Add(time.Hour).Unix()))
	before := len(b.files.objects)
	b.clock.advance(2 * time.Hour)
	b.sweep()
	b.settle()
	if len(b.files.objects) != before-1 || b.files.objects[objectOf(r.Ref, awaited)] {
		t.Errorf("objects: %v", b.files.objects)
	}
	if n := len(entries(b.stored())); n != 0 {
		t.Errorf("%d entries for what is not deleted yet", n)
	}
}

func TestAVisitorsDecisionLeavesOneEntryHoweverOftenItsEventComes(t *testing.T) {
	b := setUp(t)
	pk, sk := "mojob#VISITOR#"+string(gdpr.NewID()), "CONSENT#"+string(gdpr.NewID())
	b.set(pk, sk, "expires", num(b.clock.Now().Unix()))
	b.sweep()
	records := b.stream.read(b.clock.Now())
	for range 3 {
		b.clock.advance(time.Hour)
		b.handle(t.Context(), records...)
	}
	left := b.stored()
	all := entries(left)
	if len(all) != 1 || len(left) != 1 || all[0]["class"] != "visitor-consent" || all[0]["lag"] != nil {
		t.Errorf("%v", left)
	}
}
