package holding_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// state is in what a record can stand.
type state string

const (
	served     state = "served"
	restricted state = "restricted"
	held       state = "held" // by a hold alone: its retention is over
	over       state = "over" // by its retention, and not deleted yet
)

// filled is a world with a record of each class, whose contact person is Ola, in a state.
func filled(t *testing.T, s state) (*world, map[controller.Class]holding.Ref) {
	t.Helper()
	w := newWorld(t)
	agreement := w.opened(draft())
	if _, err := w.Advance(t.Context(), sales, agreement.Ref, holding.End, date(2026, time.November, 22)); err != nil {
		t.Fatal(err)
	}
	a := application(t)
	a.Files = []holding.Announced{{Kind: "cv", Name: "cv.pdf"}}
	refs := map[controller.Class]holding.Ref{
		controller.Applications: w.appliedWith(a).Ref, controller.Profiles: w.registered().Ref, controller.Agreements: agreement.Ref,
	}
	for _, r := range refs {
		by := role(r.Controller, "privacy")
		switch s {
		case restricted:
			if _, err := w.Restrict(t.Context(), by, r); err != nil {
				t.Fatal(err)
			}
		case held:
			if _, err := w.Hold(t.Context(), by, r, holding.Keeping{Ground: "legal-claims", Until: start.AddDate(9, 0, 0)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if s == held || s == over {
		w.at(start.AddDate(3, 0, 0))
	}
	w.store.readings = map[holding.Ref][]holding.Reading{}
	return w, refs
}

// who is every actor of a controller, by a name that the table below has for it.
func who(c gdpr.ControllerID, r holding.Ref) map[string]access.Actor {
	all := map[string]access.Actor{
		"nobody": {Controller: c}, "outsider": {Controller: "other", ID: "o", Roles: controller.RoleIDs[:]},
		"ola": contact(c, ola), "kari": contact(c, kari), "sender": sender(r),
	}
	for _, id := range controller.RoleIDs {
		all[id] = role(c, id)
	}
	for _, scope := range []string{access.ScopeApplications, access.ScopeProfiles, access.ScopeActivities, access.ScopeDisclosures} {
		all[scope] = machine(c, scope)
	}
	return all
}

// acts tries each act on a record, and says whether any field of it was given away.
var acts = map[string]func(w *world, by access.Actor, r holding.Ref) (shown bool, err error){
	"show": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		rec, err := w.Show(w.t.Context(), by, r)
		return shows(rec), err
	},
	"list": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		page, _, err := w.List(w.t.Context(), by, r.Class, time.Time{}, 10)
		return present(page, r, err)
	},
	"recognize": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		address := kari
		if r.Class == controller.Agreements {
			address = ola
		}
		found, err := w.Recognize(w.t.Context(), by, address)
		return present(found, r, err)
	},
	"restrict": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		rec, err := w.Restrict(w.t.Context(), by, r)
		return shows(rec), err
	},
	"lift": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		rec, err := w.Lift(w.t.Context(), by, r)
		return shows(rec), err
	},
	"hold": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		rec, err := w.Hold(w.t.Context(), by, r, holding.Keeping{Ground: "legal-claims", Until: w.now.AddDate(0, 1, 0)})
		return shows(rec), err
	},
	"disclosures": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		_, err := w.Disclosures(w.t.Context(), by, r)
		return false, err
	},
	"readings": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		_, err := w.Readings(w.t.Context(), by, r)
		return false, err
	},
	"advance": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		rec, err := w.Advance(w.t.Context(), by, r, holding.End, date(2026, time.November, 22)) // again
		return shows(rec), err
	},
	"amend": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		rec, err := w.Amend(w.t.Context(), by, r, w.store.held[r].Revision, draft())
		return rec.Files != nil, err // the rest is what was sent
	},
	"offer": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		_, err := w.Offer(w.t.Context(), by, r, nil)
		return false, err
	},
	"named": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		found, err := w.Named(w.t.Context(), by)
		return present(found, r, err)
	},
	"erase": func(w *world, by access.Actor, r holding.Ref) (bool, error) {
		_, err := w.Erase(w.t.Context(), by, kari, w.erasing(by.Controller, kari))
		return false, err
	},
}

func shows(r holding.Record) bool {
	return r.Fields != nil || r.Files != nil || r.Contacts != nil || r.Allows != ""
}

// present is missing() where the record is not among those found.
func present(found []holding.Record, r holding.Ref, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(found, func(f holding.Record) bool { return f.Ref == r })
	if i < 0 {
		return false, missing()
	}
	return shows(found[i]), nil
}

// matrix is who gets what, written by hand from the statements (promises T4, T8, M4), from
// Art. 18 and from what the law lets be kept. In each row the first list is of a record that
// may be used, the second of one that is restricted or only held. + marks who sees fields.
// Whoever stands in no list is refused or finds nothing.
const matrix = `
application show        +recruiter                      | -
application list        +recruiter privacy              | privacy
application recognize   +recruiter privacy              | privacy
application restrict    privacy                         | privacy
application lift        privacy                         | privacy
application hold        recruiter privacy               | privacy
application disclosures recruiter privacy               | privacy
application readings    privacy management              | privacy
application advance     -                               | -
application amend       -                               | -
application offer       recruiter applications.write sender | -
application named       -                               | -
application erase       privacy                         | privacy

agreement   show        +sales +management +ola         | -
agreement   list        +sales +management privacy      | privacy
agreement   recognize   +sales +management privacy      | privacy
agreement   restrict    privacy                         | privacy
agreement   lift        privacy                         | privacy
agreement   hold        sales management privacy        | privacy
agreement   disclosures sales management privacy        | privacy
agreement   readings    privacy management              | privacy
agreement   advance     sales management                | -
agreement   amend       sales management                | -
agreement   offer       sales management sender         | -
agreement   named       +ola                            | -
agreement   erase       privacy                         | privacy

profile     show        +privacy                        | -
profile     list        +privacy                        | privacy
profile     recognize   +privacy                        | privacy
profile     restrict    privacy                         | privacy
profile     lift        privacy                         | privacy
profile     hold        privacy                         | privacy
profile     disclosures privacy                         | privacy
profile     readings    privacy                         | privacy
profile     advance     -                               | -
profile     amend       -                               | -
profile     offer       privacy profiles.write sender   | -
profile     named       -                               | -
profile     erase       privacy                         | privacy
`

type row struct {
	class  controller.Class
	act    string
	used   []string
	unused []string
}

func rows(t *testing.T) []row {
	t.Helper()
	var list []row
	for line := range strings.Lines(matrix) {
		left, right, ok := strings.Cut(line, "|")
		if !ok {
			continue
		}
		words := strings.Fields(left)
		list = append(list, row{class: controller.Class(words[0]), act: words[1], used: words[2:], unused: strings.Fields(right)})
	}
	if len(list) != len(acts)*len(controller.Classes) {
		t.Fatalf("%d rows for %d acts", len(list), len(acts))
	}
	return list
}

func TestT4_T8_WhoGetsToSeeWhatIsExactlyWhoWasPromised(t *testing.T) {
	for _, s := range []state{served, restricted, held, over} {
		for _, row := range rows(t) {
			c := tretoen
			if row.class == controller.Profiles {
				c = mojob
			}
			for name := range who(c, holding.Ref{}) {
				w, refs := filled(t, s)
				r := refs[row.class]
				by := who(c, r)[name]
				want := row.used
				if s != served {
					want = row.unused
				}
				if s == over && row.act != "erase" {
					want = nil // it is none any more, for anybody
				}
				check(t, fmt.Sprintf("%s: %s a %s that is %s", name, row.act, row.class, s), w, by, r, row.act, slices.Contains(want, name), slices.Contains(want, "+"+name))
			}
		}
	}
}

func check(t *testing.T, what string, w *world, by access.Actor, r holding.Ref, act string, may, sees bool) {
	t.Helper()
	before, readings := w.store.snapshot(), len(w.store.readings[r])
	shown, err := acts[act](w, by, r)
	switch {
	case (may || sees) != (err == nil):
		t.Errorf("%s: %v", what, err)
	case shown != sees:
		t.Errorf("%s: shown %v", what, shown)
	case sees && len(w.store.readings[r]) != readings+1:
		t.Errorf("%s: %d readings", what, len(w.store.readings[r]))
	case sees && w.store.readings[r][0].Actor != by.ID:
		t.Errorf("%s: read by %s", what, w.store.readings[r][0].Actor)
	case err != nil && gdpr.KindOf(err) != gdpr.Forbidden && gdpr.KindOf(err) != gdpr.NotFound:
		t.Errorf("%s: %v", what, err)
	case err != nil && (w.store.snapshot() != before || len(w.store.readings[r]) != readings):
		t.Errorf("%s: refused, and something is stored", what)
	}
}

func TestWhoeverMayOtherwiseReadIsToldThatARecordIsRestricted(t *testing.T) {
	for _, s := range []state{restricted, held} {
		w, refs := filled(t, s)
		for class, by := range map[controller.Class]access.Actor{controller.Applications: recruiter, controller.Agreements: contact(tretoen, ola), controller.Profiles: role(mojob, "privacy")} {
			if _, err := w.Show(t.Context(), by, refs[class]); !is(err, gdpr.Forbidden, gdpr.CodeRestricted) {
				t.Errorf("%s, %s: %v", class, s, err)
			}
		}
	}
}

// To a contact person an agreement that names others is the same as none (threat H13).
func TestAContactPersonCannotTellAnothersAgreementFromNone(t *testing.T) {
	for _, s := range []state{served, restricted, held} {
		w, refs := filled(t, s)
		r, none := refs[controller.Agreements], refs[controller.Agreements]
		none.ID = gdpr.NewID()
		_, other := w.Show(t.Context(), contact(tretoen, kari), r)
		_, nothing := w.Show(t.Context(), contact(tretoen, kari), none)
		if !is(other, gdpr.NotFound, gdpr.CodeNotFound) || other.Error() != nothing.Error() {
			t.Errorf("%s: %v and %v", s, other, nothing)
		}
	}
}

func TestWhatOneControllerHoldsIsNothingAtAnother(t *testing.T) {
	w, refs := filled(t, served)
	for class, r := range refs {
		elsewhere := mojob
		if r.Controller == mojob {
			elsewhere = tretoen
		}
		by := role(elsewhere, controller.RoleIDs[:]...)
		if _, err := w.Show(t.Context(), by, r); gdpr.KindOf(err) != gdpr.Forbidden {
			t.Errorf("%s: %v", class, err)
		}
		r.Controller = elsewhere
		if _, err := w.Show(t.Context(), by, r); err == nil {
			t.Errorf("%s under another name", class)
		}
	}
}

func TestNothingIsShownThatIsNotLogged(t *testing.T) {
	w, refs := filled(t, served)
	for what, try := range map[string]func() (bool, error){
		"show":      func() (bool, error) { return acts["show"](w, recruiter, refs[controller.Applications]) },
		"list":      func() (bool, error) { return acts["list"](w, sales, refs[controller.Agreements]) },
		"recognize": func() (bool, error) { return acts["recognize"](w, recruiter, refs[controller.Applications]) },
		"named":     func() (bool, error) { return acts["named"](w, contact(tretoen, ola), refs[controller.Agreements]) },
	} {
		w.store.fates = []fate{notStored}
		if shown, err := try(); shown || gdpr.KindOf(err) != gdpr.Unavailable {
			t.Errorf("%s: %v, %v", what, shown, err)
		}
	}
	// One that ends between being found and being logged is none.
	w.store.race = func() { w.at(start.AddDate(3, 0, 0)) }
	if shown, err := acts["show"](w, recruiter, refs[controller.Applications]); shown || gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("%v, %v", shown, err)
	}
}

func TestT10_EarlierApplicationsAreRecognizedAndEndWithTheTwelveMonths(t *testing.T) {
	w := newWorld(t)
	var sent []holding.Ref
	for i := range 3 {
		w.at(start.AddDate(0, 4*i, 0))
		sent = append(sent, w.applied().Ref)
		other := application(t)
		other.Address = ola
		w.appliedWith(other)
	}
	slices.Reverse(sent) // newest first
	for _, test := range []struct {
		now  time.Time
		want []holding.Ref
	}{
		{start.AddDate(0, 8, 0), sent},
		{start.AddDate(1, 0, 0).Add(-time.Second), sent},
		{start.AddDate(1, 0, 0), sent[:2]},
		{start.AddDate(1, 4, 0), sent[:1]},
		{start.AddDate(1, 8, 0), nil},
	} {
		w.at(test.now)
		found, err := w.Recognize(t.Context(), recruiter, "Kari@Example.com")
		if err != nil || !slices.EqualFunc(found, test.want, func(r holding.Record, ref holding.Ref) bool { return r.Ref == ref && len(r.Fields) > 0 }) {
			t.Errorf("%s: %d applications, %v", test.now, len(found), err)
		}
		again, _, err := w.List(t.Context(), recruiter, controller.Applications, time.Time{}, 0)
		if err != nil || len(again) != 2*len(test.want) {
			t.Errorf("%s: %d may be contacted again, %v", test.now, len(again), err)
		}
	}
}

// Recognizing an applicant is one query.
func TestRecognizingAnApplicantAsksForTheRecordsOnce(t *testing.T) {
	w := newWorld(t)
	w.applied()
	w.store.calls = nil
	if _, err := w.Recognize(t.Context(), recruiter, kari); err != nil || !slices.Equal(w.store.calls, []string{"Subject", "Records", "Read"}) {
		t.Errorf("%v, %v", w.store.calls, err)
	}
	before := w.store.snapshot()
	_, err := w.Recognize(t.Context(), recruiter, "kari")
	w.faulty(before, err, "/email address")
}

func TestListsComeInPagesThatMissNothing(t *testing.T) {
	w := newWorld(t)
	for i := range 7 {
		w.at(start.Add(time.Duration(i) * time.Hour))
		a := application(t)
		a.Address = gdpr.Private(fmt.Sprintf("a%d@example.com", i))
		w.appliedWith(a)
	}
	var all []holding.Record
	before := time.Time{}
	for range 4 {
		page, more, err := w.List(t.Context(), recruiter, controller.Applications, before, 3)
		if err != nil || len(page) > 3 {
			t.Fatal(len(page), err)
		}
		all = append(all, page...)
		if before = more; more.IsZero() {
			break
		}
	}
	if len(all) != 7 || !slices.IsSortedFunc(all, func(a, b holding.Record) int { return b.Received.Compare(a.Received) }) {
		t.Errorf("%d of 7, in order or not", len(all))
	}
	if _, _, err := w.List(t.Context(), recruiter, controller.Applications, time.Time{}, 1_000_000); err != nil {
		t.Error(err) // the store accuses a page of so many
	}
}

// erasing is a request of somebody whose erasure has begun.
func (w *world) erasing(c gdpr.ControllerID, whose gdpr.Private) gdpr.ID {
	id := gdpr.NewID()
	w.asked[id] = rights.Request{ID: id, Controller: c, Subject: subject(c, whose), Workflow: rights.Carrying}
	return id
}

// Threat H5: whoever may erase still needs a request that was announced, could be stopped, and has
// begun. Without that nobody was told, and the recipients of what is gone are lost (Art. 19).
func TestNothingIsErasedByHandBeforeItsRequestHasBegunTo(t *testing.T) {
	for _, workflow := range []rights.Workflow{
		rights.Waiting, rights.Unsorted, rights.Filed, rights.Open, rights.Proposed, rights.Cooling, rights.Telling,
		rights.Lifting, rights.InAnother, rights.Answered, rights.Denied, rights.Revoked, rights.Lapsed,
	} {
		w := newWorld(t)
		request := w.erasing(tretoen, kari)
		r := w.asked[request]
		r.Workflow = workflow
		w.asked[request] = r
		if _, err := w.Erase(t.Context(), privacy, kari, request); !is(err, gdpr.Conflict, gdpr.CodeState) || len(w.eraser.erased) > 0 {
			t.Errorf("%s: %v, erased %d times", workflow, err, len(w.eraser.erased))
		}
	}
	w := newWorld(t)
	for whose, request := range map[string]gdpr.ID{
		"nobody's": gdpr.NewID(), "somebody else's": w.erasing(tretoen, ola), "another controller's": w.erasing(mojob, kari),
	} {
		if _, err := w.Erase(t.Context(), privacy, kari, request); !is(err, gdpr.NotFound, gdpr.CodeNotFound) || len(w.eraser.erased) > 0 {
			t.Errorf("%s: %v, erased %d times", whose, err, len(w.eraser.erased))
		}
	}
}

func TestAnErasureIsForOneCaseAndHasOneName(t *testing.T) {
	w := newWorld(t)
	request := w.erasing(tretoen, kari)
	first, err := w.Erase(t.Context(), privacy, kari, request)
	again, err2 := w.Erase(t.Context(), privacy, "KARI@example.com", request)
	byCase, err3 := w.EraseFor(t.Context(), tretoen, subject(tretoen, kari), request)
	if err != nil || err2 != nil || err3 != nil || first.ID != again.ID || first.ID != byCase.ID || first.Case != request {
		t.Errorf("%+v %+v %+v: %v %v %v", first, again, byCase, err, err2, err3)
	}
	if _, err := w.EraseFor(t.Context(), tretoen, subject(tretoen, ola), request); !is(err, gdpr.Mismatch, gdpr.CodeKeyReused) {
		t.Errorf("somebody else under the same case: %v", err)
	}
	for id, want := range map[gdpr.ID][]string{"": {"/case missing", "/email address"}, "x": {"/case id", "/email address"}} {
		before := w.store.snapshot()
		_, err := w.Erase(t.Context(), privacy, "x", id)
		w.faulty(before, err, want...)
	}
	if len(w.eraser.erased) != 3 {
		t.Errorf("erased %d times", len(w.eraser.erased))
	}
}

// careless is a store that lets through what has ended, and names whoever is asked for.
type careless struct{ *store }

func (s careless) Record(_ context.Context, r holding.Ref) (holding.Record, error) {
	return s.held[r], nil
}

func (s careless) Named(context.Context, gdpr.ControllerID, gdpr.SubjectID) ([]holding.Record, error) {
	return slices.Collect(maps.Values(s.held)), nil
}

// What ends between the store's reading and ours is none, and who is named in an agreement
// is asked of the agreement itself.
func TestTheDeskLooksForItselfAtWhatTheStoreReturns(t *testing.T) {
	w, refs := filled(t, over)
	w.Store = careless{w.store}
	for class, r := range refs {
		if _, err := w.Show(t.Context(), role(r.Controller, controller.RoleIDs[:]...), r); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
			t.Errorf("%s: %v", class, err)
		}
	}
	w, _ = filled(t, served)
	w.Store = careless{w.store}
	if found, err := w.Named(t.Context(), contact(tretoen, kari)); err != nil || len(found) != 0 {
		t.Errorf("%v, %v", found, err)
	}
}
