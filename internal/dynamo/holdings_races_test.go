package dynamo_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

const writers = 64

// tally counts the outcomes of writers: those that went through, and those that were
// refused in the words that the store promises. Any other fails the test.
func tally(t *testing.T, errs []error, refused gdpr.Kind) (through, refusedN int) {
	t.Helper()
	for _, err := range errs {
		switch {
		case err == nil:
			through++
		case gdpr.KindOf(err) == refused:
			refusedN++
		case gdpr.KindOf(err) != gdpr.Unavailable:
			t.Error(err)
		}
	}
	return through, refusedN
}

func TestOfManyChangesAtOnceOneIsStored(t *testing.T) {
	b := ahead(t)
	r := b.profiled(mojob, kari)
	_, errs := sideBySide(writers, func(i int) (int, error) {
		to := r
		to.Fields = values("name", fmt.Sprint("Kari ", i))
		return 0, b.change(r, to)
	})
	if through, _ := tally(t, errs, gdpr.Conflict); through != 1 {
		t.Errorf("%d changes went through", through)
	}
	if got := b.read(r.Ref); got.Revision != 2 {
		t.Errorf("revision %d", got.Revision)
	}
}

func TestOfManyApplicationsWithOneKeyOneIsStored(t *testing.T) {
	b := ahead(t)
	ids, errs := sideBySide(writers, func(int) (gdpr.ID, error) {
		r, given := b.application(tretoen, kari)
		stored, _, err := b.holdings().Apply(t.Context(), r, kari, given, "key")
		return stored.ID, err
	})
	tally(t, errs, gdpr.Unavailable)
	var one gdpr.ID
	for i, id := range ids {
		if errs[i] == nil && one != "" && id != one {
			t.Errorf("%s and %s", one, id)
		}
		if errs[i] == nil {
			one = id
		}
	}
	b.wantOnce("CONSENT CONSENT", "CONSENT EVENT#confirm", "SUBJECT CONSENT", "PERSON TERM")
}

func TestOfManyProfilesOfOnePersonOneIsStored(t *testing.T) {
	b := ahead(t)
	_, errs := sideBySide(writers, func(i int) (int, error) {
		r := b.profile(mojob, kari)
		r.Fields = values("name", fmt.Sprint("Kari ", i))
		return 0, b.holdings().Put(t.Context(), r, kari)
	})
	if through, _ := tally(t, errs, gdpr.Conflict); through != 1 {
		t.Errorf("%d were stored", through)
	}
	b.wantOnce("PERSON PROFILE", "PERSON TERM", "SUBJECT HELD")
}

func TestAFileThatManyCollectIsHeldOnce(t *testing.T) {
	b := ahead(t)
	r := b.applied(tretoen, kari)
	_, errs := sideBySide(writers, func(i int) (int, error) {
		f := held(r.Files[0])
		if f.Digest = "one"; i%2 == 1 {
			f.Digest = "two"
		}
		return 0, b.holdings().Hold(t.Context(), r.Ref, f)
	})
	tally(t, errs, gdpr.Conflict)
	kept := b.read(r.Ref).Files[0].Digest
	for i, err := range errs {
		if own := []string{"one", "two"}[i%2]; err == nil && own != kept {
			t.Errorf("%s was told that it is held, and %s is", own, kept)
		}
	}
	if kept == "" {
		t.Error("none is held")
	}
}

// Promise M4: of activities that race the newest counts, whoever comes last.
func TestOfManyActivitiesTheNewestCounts(t *testing.T) {
	b := ahead(t)
	r := b.profiled(mojob, kari)
	start := b.now()
	_, errs := sideBySide(writers, func(i int) (int, error) {
		at := start.Add(time.Duration(1+i*37%writers) * time.Second)
		return 0, b.holdings().Touch(t.Context(), r.Ref, at, ends(at, 24), time.Time{})
	})
	if through, _ := tally(t, errs, gdpr.NotFound); through != writers {
		t.Errorf("%d of %d went through", through, writers)
	}
	got := b.read(r.Ref)
	if want := start.Add(writers * time.Second); !got.From.Equal(want) || got.Term.Due != ends(want, 24) {
		t.Errorf("counts from %s until %s, want from %s", got.From, got.Term.Due.Time(), want)
	}
}

// The second at which a profile ends passes while activities come in: each is either
// told that it slid, and then the profile is there, or that there is none.
func TestAnActivityThatRacesWithTheEndIsOneOrTheOther(t *testing.T) {
	b := ahead(t)
	for round := range 4 {
		r := b.profiled(mojob, gdpr.Private(fmt.Sprintf("p%d@example.no", round)))
		b.clock.set(r.Term.Due.Time().Add(-time.Second))
		at := b.now()
		_, errs := sideBySide(writers, func(i int) (int, error) {
			if i == writers/2 {
				b.clock.set(r.Term.Due.Time().Add(time.Second))
			}
			return 0, b.holdings().Touch(t.Context(), r.Ref, at, ends(at, 24), time.Time{})
		})
		through, gone := tally(t, errs, gdpr.NotFound)
		_, err := b.holdings().Record(t.Context(), r.Ref)
		if slid := err == nil; slid != (through > 0) || through > 0 && gone > 0 && err != nil {
			t.Errorf("%d slid it, %d found none, and then: %v", through, gone, err)
		}
	}
}

// Restricting, holding, sliding and replacing at once: none undoes another.
func TestWritesOfDifferentKindsDoNotUndoEachOther(t *testing.T) {
	b := ahead(t)
	r := b.profiled(mojob, kari)
	start := b.now()
	var slid, restricted, kept int
	results, errs := sideBySide(writers, func(i int) (string, error) {
		if i%2 == 0 {
			at := start.Add(time.Duration(i+1) * time.Minute)
			return "slid", b.holdings().Touch(t.Context(), r.Ref, at, ends(at, 24), time.Time{})
		}
		for { // as a desk that reads again
			from, err := b.holdings().Record(t.Context(), r.Ref)
			if err != nil {
				return "", err
			}
			to, what := from, "restricted"
			if to.Term.Restricted = start; i%4 == 1 {
				to, what = from, "kept"
				to.Term.Holds = append(to.Term.Holds[:len(to.Term.Holds):len(to.Term.Holds)],
					retention.Hold{ID: gdpr.NewID(), Ground: "g", Until: ends(start, 30)})
			}
			if err := b.change(from, to); gdpr.KindOf(err) != gdpr.Conflict || err == nil {
				return what, err
			}
		}
	})
	tally(t, errs, gdpr.Unavailable)
	for i, err := range errs {
		switch {
		case err != nil:
		case results[i] == "kept":
			kept++
		case results[i] == "restricted":
			restricted++
		default:
			slid = max(slid, i+1)
		}
	}
	got := b.read(r.Ref)
	want := start.Add(time.Duration(slid) * time.Minute)
	if len(got.Term.Holds) != kept || restricted > 0 == got.Term.Restricted.IsZero() || got.From.Before(want) || got.Term.Due != ends(got.From, 24) {
		t.Errorf("%d holds of %d, restricted %s after %d, from %s, want %s", len(got.Term.Holds), kept, got.Term.Restricted, restricted, got.From, want)
	}
	pk, sk := where(r.Ref)
	if it := b.stored()[pk+" "+sk]; restricted > 0 && it["expires"] != nil {
		t.Errorf("restricted, and expires at %v", it["expires"])
	}
	if got.Revision != 1+kept+restricted {
		t.Errorf("revision %d after %d changes", got.Revision, kept+restricted)
	}
}

// A page of readings at once is a page of readings.
func TestNoReadingIsLostAmongMany(t *testing.T) {
	b := ahead(t)
	r := b.agreed(tretoen, kari)
	_, errs := sideBySide(writers, func(i int) (int, error) {
		by := holding.Reading{At: b.now(), Actor: fmt.Sprint("staff-", i), What: "record"}
		for {
			if err := b.holdings().Read(t.Context(), r.Ref, by); gdpr.KindOf(err) != gdpr.Unavailable || err == nil {
				return 0, err
			}
		}
	})
	if through, _ := tally(t, errs, gdpr.Conflict); through != writers {
		t.Errorf("%d went through", through)
	}
	if got := must[[]holding.Reading](t)(b.holdings().Readings(t.Context(), r.Ref)); len(got) != writers {
		t.Errorf("%d are there", len(got))
	}
}

// An activity on a profile that is held reads it and writes it. What somebody does to
// it between the two is not undone.
func TestAnActivityDoesNotUndoWhatHappensWhileItIsWritten(t *testing.T) {
	b := ahead(t)
	r := b.profiled(mojob, kari)
	from := r
	from.Term.Holds = []retention.Hold{{ID: "h", Ground: "g", Until: ends(b.now(), 1)}}
	b.can(b.change(r, from))
	from.Revision++
	restricted := from
	restricted.Term.Restricted = b.now()

	written := make(chan struct{})
	b.Reset()
	b.Inject(faulty.Fault{Operation: "UpdateItem", Nth: 2, Kind: faulty.Slow, Until: written})
	at := b.now().Add(time.Hour)
	done := make(chan error)
	go func() { done <- b.holdings().Touch(t.Context(), r.Ref, at, ends(at, 24), time.Time{}) }()
	for deadline := time.Now().Add(10 * time.Second); b.Calls()["UpdateItem"] < 2; {
		if time.Now().After(deadline) {
			t.Fatal("the activity is not written")
		}
		runtime.Gosched()
	}
	b.can(b.change(from, restricted))
	close(written)
	b.can(<-done)
	restricted.Revision++
	restricted.From, restricted.Term.Due = at, ends(at, 24)
	sameRecord(t, restricted, b.read(r.Ref))
	pk, sk := where(r.Ref)
	if it := b.item(pk, sk); it["expires"] != nil {
		t.Errorf("restricted, and expires at %v", it["expires"])
	}
}
