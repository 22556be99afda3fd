package holding_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

const (
	mojob   gdpr.ControllerID = "mojob"
	tretoen gdpr.ControllerID = "tretoen"

	kari gdpr.Private = "kari@example.com"
	ola  gdpr.Private = "ola@example.com"
)

var start = time.Date(2026, time.November, 22, 9, 30, 0, 123456789, time.UTC)

// world is a desk on its stores, the declarations of both controllers, and a clock that
// the test holds.
type world struct {
	holding.Desk
	t      *testing.T
	store  *store
	files  *bucket
	eraser *eraser
	asked  requests
	now    time.Time
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: start, eraser: &eraser{}, asked: requests{}}
	clock := func() time.Time { return w.now }
	// The stores see the time as it is stored.
	stored := func() time.Time { return w.now.UTC().Truncate(time.Millisecond) }
	w.store = newStore(t, stored)
	w.files = newBucket(t, stored, w.store)
	w.Desk = holding.Desk{
		Controllers: controllers.Registry(), Store: w.store, Files: w.files, Eraser: w.eraser, Requests: w.asked, Signer: signer{}, Now: clock,
	}
	return w
}

func (w *world) at(at time.Time) { w.now = at }

func declaration(t *testing.T, c gdpr.ControllerID) *controller.Declaration {
	t.Helper()
	d, ok := controllers.Registry().Current(c)
	if !ok {
		t.Fatalf("no controller %s", c)
	}
	return d
}

func role(c gdpr.ControllerID, roles ...string) access.Actor {
	return access.Actor{Controller: c, ID: "staff-" + strings.Join(roles, "-"), Roles: roles}
}

func machine(c gdpr.ControllerID, scopes ...string) access.Actor {
	return access.Actor{Controller: c, ID: "machine", Scopes: scopes}
}

func contact(c gdpr.ControllerID, address gdpr.Private) access.Actor {
	s := subject(c, address)
	return access.Actor{Controller: c, ID: "contact-" + string(s), Contact: s, Way: access.ToAgreements}
}

// person is who came to see what is held on them.
func person(c gdpr.ControllerID, address gdpr.Private) access.Actor {
	by := contact(c, address)
	by.Way = access.ToOwn
	return by
}

var (
	recruiter = role(tretoen, "recruiter")
	sales     = role(tretoen, "sales")
	privacy   = role(tretoen, "privacy")
	portal    = machine(tretoen, access.ScopeApplications)
	system    = machine(mojob, access.ScopeProfiles, access.ScopeActivities, access.ScopeDisclosures)
)

func notice(t *testing.T, l gdpr.Language) controller.Digest {
	t.Helper()
	ref, ok := declaration(t, tretoen).NoticeFor(controller.Applicants, l)
	if !ok {
		t.Fatal("no notice for applicants")
	}
	return ref.Digest
}

// form is the newest that applicants were shown.
func form(t *testing.T, l gdpr.Language) controller.Digest {
	t.Helper()
	for _, ref := range slices.Backward(declaration(t, tretoen).Interfaces) {
		if ref.Surface == controller.OnForm && ref.Audience == controller.Applicants && ref.Language == l {
			return ref.Digest
		}
	}
	t.Fatal("no form for applicants")
	return ""
}

// application is one by form without faults.
func application(t *testing.T) holding.Application {
	return holding.Application{
		Address: kari, Language: gdpr.Bokmal, Notice: notice(t, gdpr.Bokmal), Interface: form(t, gdpr.Bokmal), Site: "https://321.no", Network: "192.0.2.0/24",
		Values: []holding.Value{{Field: "letter", Value: "Hei.\r\nJeg søker."}, {Field: "name", Value: " Kari Eksempel "}, {Field: "mobile", Value: ""}},
	}
}

// applied is an application that is held.
func (w *world) applied() holding.Record { return w.appliedWith(application(w.t)) }

func (w *world) appliedWith(a holding.Application) holding.Record {
	w.t.Helper()
	r, err := w.Apply(w.t.Context(), tretoen, a)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.store.held[r.Record.Ref]
}

func profileValues() []holding.Value {
	return []holding.Value{{Field: "name", Value: "Kari Eksempel"}, {Field: "headline", Value: "Utvikler"}}
}

func (w *world) registered() holding.Record {
	w.t.Helper()
	r, err := w.Register(w.t.Context(), system, kari, profileValues(), gdpr.Bokmal)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.store.held[r.Ref]
}

func draft() holding.Draft {
	return holding.Draft{
		Signed:   true,
		Values:   []holding.Value{{Field: "title", Value: "Drift"}, {Field: "customer", Value: "Kunde AS"}},
		Contacts: []holding.Contact{{Name: "Ola Eksempel", Address: ola}},
	}
}

func (w *world) opened(d holding.Draft) holding.Record {
	w.t.Helper()
	r, err := w.Open(w.t.Context(), sales, d)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.store.held[r.Ref]
}

// is reports whether err is of a kind and a code.
func is(err error, kind gdpr.Kind, code gdpr.Code) bool {
	e, ok := errors.AsType[*gdpr.Error](err)
	return ok && e.Kind == kind && e.Code == code
}

// said is the faults of an error, "pointer code value" each.
func said(err error) []string {
	e, ok := errors.AsType[*gdpr.Error](err)
	if !ok {
		return []string{fmt.Sprint(err)}
	}
	var list []string
	for _, f := range e.Faults {
		list = append(list, strings.TrimSpace(f.Pointer+" "+string(f.Code)+" "+f.Value))
	}
	return list
}

// faulty asserts that an error is these faults, in any order, and that nothing is stored.
func (w *world) faulty(before string, err error, want ...string) {
	w.t.Helper()
	got := said(err)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.t.Errorf("faults\n %s\nwant\n %s", strings.Join(got, "\n "), strings.Join(want, "\n "))
	}
	if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Kind != gdpr.Invalid && e.Code != gdpr.CodeDisclosure {
		w.t.Errorf("%v", err)
	}
	if after := w.store.snapshot(); after != before {
		w.t.Errorf("stored\n%s\nbefore\n%s", after, before)
	}
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
