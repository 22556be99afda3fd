package dynamo_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// tenure is what one controller holds, as it was read.
type tenure struct {
	application, profile, agreement holding.Record
	disclosed                       holding.Disclosure
}

func (b bench) tenure(c gdpr.ControllerID) tenure {
	b.t.Helper()
	h := tenure{application: b.applied(c, kari), profile: b.profiled(c, kari), agreement: b.agreed(c, kari)}
	h.disclosed = holding.Disclosure{ID: gdpr.NewID(), Record: h.profile.Ref, At: b.now(), Recipient: "customers", Customer: "Kunde AS"}
	for _, err := range []error{
		b.holdings().Disclose(b.t.Context(), h.disclosed),
		b.holdings().Read(b.t.Context(), h.profile.Ref, holding.Reading{At: b.now(), Actor: "staff", What: "record"}),
	} {
		if err != nil {
			b.t.Fatal(err)
		}
	}
	return h
}

// of is the same record, asked for in another controller's name.
func of(c gdpr.ControllerID, r holding.Record) holding.Record { r.Controller = c; return r }

// ofStore calls each method for a controller with what h is, and reports whether
// it found anything.
var ofStore = map[string]func(context.Context, bench, gdpr.ControllerID, tenure) (bool, error){
	"Subject": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		s, err := b.holdings().Subject(ctx, c, kari)
		return s == h.profile.Owner, err
	},
	"Owner": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		s, err := b.holdings().Owner(ctx, c, h.agreement.ID)
		return s == h.agreement.Owner, err
	},
	"Apply": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		r, given := b.application(c, kari)
		r.ID = h.application.ID
		_, fresh, err := b.holdings().Apply(ctx, r, kari, given, "")
		return !fresh, err
	},
	"Put": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		err := b.holdings().Put(ctx, of(c, h.agreement), "")
		return gdpr.KindOf(err) == gdpr.Conflict && err != nil, ignore(err, gdpr.Conflict)
	},
	"Change": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		from := of(c, h.agreement)
		return found(b.holdings().Change(ctx, from, from))
	},
	"Touch": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		return found(b.holdings().Touch(ctx, of(c, h.profile).Ref, b.now().Add(time.Hour), ends(b.now(), 24), time.Time{}))
	},
	"Record": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		_, err := b.holdings().Record(ctx, of(c, h.application).Ref)
		return found(err)
	},
	"Records": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		rs, err := b.holdings().Records(ctx, c, h.application.Owner, controller.Applications)
		return len(rs) > 0, err
	},
	"List": func(ctx context.Context, b bench, c gdpr.ControllerID, _ tenure) (bool, error) {
		rs, _, err := b.holdings().List(ctx, c, controller.Applications, time.Time{}, 10)
		return len(rs) > 0, err
	},
	"Named": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		rs, err := b.holdings().Named(ctx, c, h.agreement.Contacts[0].Subject)
		return len(rs) > 0, err
	},
	"Await": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		return found(b.holdings().Await(ctx, of(c, h.application).Ref, []holding.File{b.awaited("cv", "x.pdf")}))
	},
	"Hold": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		return found(b.holdings().Hold(ctx, of(c, h.application).Ref, held(h.application.Files[0])))
	},
	"Disclose": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		d := h.disclosed
		d.ID, d.Record = gdpr.NewID(), of(c, h.profile).Ref
		return found(b.holdings().Disclose(ctx, d))
	},
	"Disclosures": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		ds, err := b.holdings().Disclosures(ctx, of(c, h.profile).Ref)
		return len(ds) > 0, ignore(err, gdpr.NotFound)
	},
	"Read": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		return found(b.holdings().Read(ctx, of(c, h.profile).Ref, holding.Reading{At: b.now(), Actor: "other", What: "record"}))
	},
	"Readings": func(ctx context.Context, b bench, c gdpr.ControllerID, h tenure) (bool, error) {
		rs, err := b.holdings().Readings(ctx, of(c, h.profile).Ref)
		return len(rs) > 0, ignore(err, gdpr.NotFound)
	},
}

func ignore(err error, k gdpr.Kind) error {
	if gdpr.KindOf(err) == k {
		return nil
	}
	return err
}

// Threat H12: the same ids under another controller's name find nothing and change nothing.
func TestWhatOneControllerHoldsIsNothingToAnother(t *testing.T) {
	b := ahead(t)
	h := b.tenure(mojob)
	before, was := b.stored(), b.remembered()
	for name, probe := range ofStore {
		t.Run(name, func(t *testing.T) {
			b := b
			b.t = t
			b.rewound(was)
			if got, err := probe(t.Context(), b, tretoen, h); err != nil || got {
				t.Errorf("at the other controller: found %t, %v", got, err)
			}
			after := b.stored()
			for key := range before {
				if d := cmp.Diff(before[key], after[key]); d != "" {
					t.Errorf("changed at the first:\n%s", d)
				}
			}
			if got, err := probe(t.Context(), b, mojob, h); err != nil || !got {
				t.Errorf("at its own: found %t, %v: the probe shows nothing", got, err)
			}
		})
	}
}

func TestEveryMethodOfHoldingsIsProbed(t *testing.T) {
	ofTable := reflect.TypeFor[*dynamo.Table]()
	for m := range reflect.TypeFor[dynamo.Holdings]().Methods() {
		if _, inherited := ofTable.MethodByName(m.Name); inherited {
			continue
		}
		if _, ok := ofStore[m.Name]; !ok {
			t.Errorf("%s is not probed", m.Name)
		}
	}
}
