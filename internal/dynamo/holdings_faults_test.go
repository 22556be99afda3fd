package dynamo_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// ofHoldings is each write of the store, done as a desk does it that is asked again
// after a lost answer. done reports what is to be found afterwards.
var ofHoldings = []struct {
	name    string
	prepare func(b bench) (do func(context.Context) error, done func() bool)
}{
	{"Apply", func(b bench) (func(context.Context) error, func() bool) {
		r, given := b.application(tretoen, kari)
		var stored holding.Record
		return func(ctx context.Context) (err error) {
			stored, _, err = b.holdings().Apply(ctx, r, kari, given, "key")
			return err
		}, func() bool { return len(b.read(stored.Ref).Files) == 2 }
	}},
	{"Put of a profile", func(b bench) (func(context.Context) error, func() bool) {
		r := b.profile(mojob, kari)
		return func(ctx context.Context) error { return b.unlessThere(ctx, b.holdings().Put(ctx, r, kari), r) },
			func() bool { return b.read(r.Ref).Revision == 1 }
	}},
	{"Put of an agreement", func(b bench) (func(context.Context) error, func() bool) {
		r := b.agreement(tretoen, kari, ola)
		return func(ctx context.Context) error { return b.unlessThere(ctx, b.holdings().Put(ctx, r, ""), r) },
			func() bool { return len(b.read(r.Ref).Contacts) == 2 }
	}},
	{"Change", func(b bench) (func(context.Context) error, func() bool) {
		from := b.agreed(tretoen, kari)
		to := from
		to.Stage, to.Term.Due, to.From, to.Revision = holding.Ended, ends(b.now(), 3), b.now(), 2
		to.Contacts = []holding.Contact{b.contact(tretoen, ola)}
		return func(ctx context.Context) error { return b.unlessThere(ctx, b.holdings().Change(ctx, from, to), to) },
			func() bool { return b.read(from.Ref).Stage == holding.Ended }
	}},
	{"Touch", func(b bench) (func(context.Context) error, func() bool) {
		r := b.profiled(mojob, kari)
		at := b.now().Add(time.Hour)
		return func(ctx context.Context) error {
			return b.holdings().Touch(ctx, r.Ref, at, ends(at, 24), at.AddDate(1, 11, 0))
		}, func() bool { return b.read(r.Ref).From.Equal(at) }
	}},
	{"Touch of what is restricted and held", func(b bench) (func(context.Context) error, func() bool) {
		r := b.profiled(mojob, kari)
		to := r
		to.Term.Restricted, to.Term.Holds = b.now(), []retention.Hold{{ID: "h", Ground: "g", Until: ends(b.now(), 1)}}
		if err := b.change(r, to); err != nil {
			b.t.Fatal(err)
		}
		at := b.now().Add(time.Hour)
		return func(ctx context.Context) error {
			return b.holdings().Touch(ctx, r.Ref, at, ends(at, 24), time.Time{})
		}, func() bool { return b.read(r.Ref).From.Equal(at) }
	}},
	{"Hold", func(b bench) (func(context.Context) error, func() bool) {
		r := b.applied(tretoen, kari)
		f := held(r.Files[1])
		return func(ctx context.Context) error { return b.holdings().Hold(ctx, r.Ref, f) },
			func() bool { return b.read(r.Ref).Files[1].Held() }
	}},
	{"Await", func(b bench) (func(context.Context) error, func() bool) {
		r := b.applied(tretoen, kari)
		f := b.awaited("certificate", "x.pdf")
		return func(ctx context.Context) error {
			err := b.holdings().Await(ctx, r.Ref, []holding.File{f})
			if gdpr.KindOf(err) == gdpr.Conflict && err != nil && len(b.read(r.Ref).Files) == 3 {
				return nil
			}
			return err
		}, func() bool { return len(b.read(r.Ref).Files) == 3 }
	}},
	{"Disclose", func(b bench) (func(context.Context) error, func() bool) {
		r := b.profiled(mojob, kari)
		d := holding.Disclosure{ID: gdpr.NewID(), Record: r.Ref, At: b.now(), Recipient: "customers", Customer: "Kunde AS"}
		return func(ctx context.Context) error { return b.holdings().Disclose(ctx, d) }, func() bool {
			return len(must[[]holding.Disclosure](b.t)(b.holdings().Disclosures(b.t.Context(), r.Ref))) == 1
		}
	}},
	{"Read", func(b bench) (func(context.Context) error, func() bool) {
		r := b.applied(tretoen, kari)
		by := holding.Reading{At: b.now(), Actor: "staff", What: "record"}
		return func(ctx context.Context) error { return b.holdings().Read(ctx, r.Ref, by) }, func() bool {
			return len(must[[]holding.Reading](b.t)(b.holdings().Readings(b.t.Context(), r.Ref))) == 1
		}
	}},
}

// unlessThere is err, but nil where the store refuses because what was to be stored is.
func (b bench) unlessThere(ctx context.Context, err error, want holding.Record) error {
	if err == nil || gdpr.KindOf(err) != gdpr.Conflict {
		return err
	}
	got, failed := b.holdings().Record(ctx, want.Ref)
	if failed != nil {
		return failed
	}
	if cmp.Equal(want, got, revealing) {
		return nil
	}
	return err
}

// Each call of each write fails before it is applied, and after, once and for good: what
// lies there is what lay there before or the whole of it, and the same again makes it whole.
func TestEveryCallOfAWriteCanFail(t *testing.T) {
	for _, flow := range ofHoldings {
		t.Run(flow.name, func(t *testing.T) {
			b := ahead(t)
			do, done := flow.prepare(b)
			none, was := b.shape(), b.remembered()
			b.restarted(was)
			if err := do(t.Context()); err != nil {
				t.Fatal(err)
			}
			calls, whole := 0, b.shape()
			for _, n := range b.Calls() {
				calls += n
			}
			if !done() {
				t.Fatal("done, and it does not show")
			}
			for nth := 1; nth <= calls; nth++ {
				for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost, faulty.ServerError} {
					for _, times := range []int{1, attempts} {
						b.restarted(was)
						failingAt(t, b, do, done, nth, times, kind, none, whole)
					}
				}
			}
			t.Logf("%d calls", calls)
		})
	}
}

func failingAt(t *testing.T, b bench, do func(context.Context) error, done func() bool, nth, times int, kind faulty.Kind, none, whole string) {
	t.Helper()
	for i := range times {
		b.Inject(faulty.Fault{Nth: nth + i, Kind: kind})
	}
	err := do(t.Context())
	if len(b.Unused()) > 0 {
		t.Errorf("call %d, %s %d times: not met", nth, kind, times)
	}
	b.Reset()
	if times < attempts && err != nil {
		t.Errorf("call %d, %s once: %v", nth, kind, err)
	}
	if err != nil {
		wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
	}
	if shape := b.shape(); shape != whole && (err == nil || shape != none) {
		t.Errorf("call %d, %s %d times, left half:\n%s", nth, kind, times, shape)
	}
	if err := do(t.Context()); err != nil {
		t.Errorf("call %d, %s %d times, and then again: %v", nth, kind, times, err)
	}
	if d := cmp.Diff(whole, b.shape()); d != "" || !done() {
		t.Errorf("call %d, %s %d times, and then again: done %t\n%s", nth, kind, times, done(), d)
	}
}

func TestEveryCallOfAReadCanFail(t *testing.T) {
	b := ahead(t)
	ctx, s := t.Context(), b.holdings()
	p, a := b.profiled(mojob, kari), b.applied(tretoen, kari)
	b.agreed(tretoen, ola)
	who := must[gdpr.SubjectID](t)(s.Subject(ctx, tretoen, ola))
	for name, read := range map[string]func() error{
		"Subject":     func() error { _, err := b.forgetful().holdings().Subject(ctx, mojob, kari); return err },
		"Owner":       func() error { _, err := b.forgetful().holdings().Owner(ctx, mojob, a.ID); return err },
		"Record":      func() error { _, err := s.Record(ctx, a.Ref); return err },
		"Records":     func() error { _, err := s.Records(ctx, tretoen, a.Owner, controller.Applications); return err },
		"List":        func() error { _, _, err := s.List(ctx, mojob, controller.Profiles, time.Time{}, 10); return err },
		"Named":       func() error { _, err := s.Named(ctx, tretoen, who); return err },
		"Disclosures": func() error { _, err := s.Disclosures(ctx, p.Ref); return err },
		"Readings":    func() error { _, err := s.Readings(ctx, p.Ref); return err },
	} {
		b.Reset()
		if err := read(); err != nil {
			t.Fatal(name, err)
		}
		calls := 0
		for _, n := range b.Calls() {
			calls += n
		}
		for nth := 1; nth <= calls; nth++ {
			for _, kind := range []faulty.Kind{faulty.Refused, faulty.AnswerLost, faulty.Throttling, faulty.ServerError} {
				b.Reset()
				for i := range attempts {
					b.Inject(faulty.Fault{Nth: nth + i, Kind: kind})
				}
				if wantKind(t, read(), gdpr.Unavailable, gdpr.CodeUnavailable); t.Failed() {
					t.Fatalf("%s, call %d of %d, %s", name, nth, calls, kind)
				}
			}
		}
		b.Reset()
	}
}

// An activity that meets a transaction at its item waits its turn.
func TestAnActivityWaitsForATransaction(t *testing.T) {
	b := ahead(t)
	r := b.profiled(mojob, kari)
	b.Inject(many("UpdateItem", faulty.Conflict)[:3]...)
	at := b.now().Add(time.Hour)
	if err := b.holdings().Touch(t.Context(), r.Ref, at, ends(at, 24), time.Time{}); err != nil || len(b.Unused()) != 0 {
		t.Errorf("%v, faults left: %v", err, b.Unused())
	}
	b.Inject(many("UpdateItem", faulty.Conflict)...)
	at = at.Add(time.Hour)
	wantKind(t, b.holdings().Touch(t.Context(), r.Ref, at, ends(at, 24), time.Time{}), gdpr.Unavailable, gdpr.CodeUnavailable)
}

// What is damaged is no record that nobody has: somebody has to know.
func TestADamagedRecordIsNotSilentlyNone(t *testing.T) {
	b := ahead(t)
	a, other := b.applied(tretoen, kari), b.applied(tretoen, kari)
	pk, sk := where(a.Ref)
	_, foreign := where(other.Ref)
	own := b.sealedOf(pk, sk)
	for name, sealed := range map[string][]byte{
		"of another application of the person": b.sealedOf(pk, foreign),
		"of a file of it":                      b.sealedOf(pk, sk+"#FILE#"+string(a.Files[0].ID)),
		"cut short":                            own[:20],
		"empty":                                {},
	} {
		b.overwrite(pk, sk, sealed)
		if _, err := b.holdings().Record(t.Context(), a.Ref); err == nil || gdpr.KindOf(err) != gdpr.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.overwrite(pk, sk, own)
	b.read(a.Ref)
	child := sk + "#FILE#" + string(a.Files[0].ID)
	b.overwrite(pk, child, b.sealedOf(pk, sk+"#FILE#"+string(a.Files[1].ID)))
	if _, err := b.holdings().Record(t.Context(), a.Ref); err == nil || gdpr.KindOf(err) != gdpr.Internal {
		t.Errorf("the name of another file: %v", err)
	}
}
