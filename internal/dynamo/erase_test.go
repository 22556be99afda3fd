package dynamo_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// told is an erasure, one line for each thing.
func toldOf(e holding.Erasure) string {
	var lines []string
	for _, d := range e.Deleted {
		lines = append(lines, fmt.Sprintf("deleted %s of %s for %s, %d files", d.Class, d.Received.Format(time.DateOnly), d.Purpose, d.Files))
	}
	for _, k := range e.Kept {
		lines = append(lines, fmt.Sprintf("kept %s for %s: %s until %s", k.Class, k.Purpose, k.Ground, k.Until.Format(time.DateOnly)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

const wholeErasure = `deleted application of 2026-03-05 for recruitment, 1 files
deleted contact of 2026-03-05 for agreements, 0 files
deleted message of 2026-03-06 for , 0 files
deleted profile of 2026-03-05 for recruitment, 0 files
kept application for recruitment: bookkeeping until 2029-03-04
kept contact for agreements: bookkeeping until 2029-03-04
kept request for : request until 2026-04-06
kept request for : request until 2029-03-05`

// THE DRILL (threat H19): a copy of the table is taken, the person is erased, the copy is
// restored. Nothing of them opens there; everybody else's does; what a hold keeps opens
// where it now lies.
func TestM4_WhatIsErasedOnRequestOpensInNoCopyOfTheTable(t *testing.T) {
	d := setUpDrill(t)
	l := d.lives()
	before := d.copied()
	if n := len(speaking(d.readable())); n < 12 {
		t.Fatalf("only %d items speak of the canary before", n)
	}
	e, err := d.erase(mojob, l.owner)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(wholeErasure, toldOf(e)); d != "" {
		t.Error(d)
	}
	copied := d.restored(before)
	// What the agreement says that a hold keeps is not erased, nor is its key.
	kept := "mojob#AGREEMENT#" + string(l.keptNamed.ID)
	for name := range speaking(copied.readable()) {
		if !strings.HasPrefix(name, "tretoen#") && !strings.HasPrefix(name, kept) {
			t.Errorf("in the copy, %s can be read", name)
		}
	}
	if n := len(copied.readable()); n < 5 {
		t.Errorf("in the copy, only %d items of others can be read", n)
	}
	for _, r := range []holding.Record{l.application, l.kept, l.profile} {
		_, err := copied.store().Record(t.Context(), r.Ref)
		wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	}
	for _, r := range []holding.Record{l.other, l.abroad} {
		if got, err := copied.store().Record(t.Context(), r.Ref); err != nil || len(got.Fields) != 2 {
			t.Errorf("in the copy, of somebody else: %v", err)
		}
	}
	got, err := d.store().Record(t.Context(), l.kept.Ref)
	if err != nil || len(got.Fields) != 2 || got.Fields[0].Value != d.name() || len(got.Files) != 1 || got.Files[0].Name != d.name()+".pdf" {
		t.Errorf("what is held does not open: %v", err)
	}
}

// speaking is those of the texts that speak of the canary.
func speaking(texts map[string]string) map[string]string {
	maps.DeleteFunc(texts, func(_, text string) bool { return !says(text) })
	return texts
}

// Invariant 6: after an erasure the canary is nowhere but where the certificate says.
func TestAfterAnErasureThePersonIsNowhere(t *testing.T) {
	d := setUpDrill(t)
	log := logged(t)
	l := d.lives()
	e := must[holding.Erasure](t)(d.erase(mojob, l.owner))
	// At once, before the stream has brought anything.
	if d.shelf.has(l.application.Ref) != 0 || d.shelf.has(l.profile.Ref) != 0 {
		t.Error("files are there")
	}
	for _, when := range []string{"at once", "after the cascade"} {
		var left []string
		for name := range speaking(d.readable()) {
			if !strings.HasPrefix(name, "tretoen#") {
				left = append(left, strings.ReplaceAll(strings.SplitN(name, " ", 2)[1], string(l.kept.ID), "kept"))
			}
		}
		slices.Sort(left)
		for i, name := range left {
			left[i], _, _ = strings.Cut(name, "#FILE#")
		}
		// A contact person of a held agreement; what is held, with its file; the open requests and a mail of theirs.
		want := []string{"AGREEMENT#CONTACT#" + string(l.owner), "APPLICATION#kept", "APPLICATION#kept", "CASE", "CASE", "MESSAGE"}
		if d := cmp.Diff(want, left); d != "" {
			t.Errorf("%s:\n%s", when, d)
		}
		for _, table := range []string{d.table.Name, d.table.Keys.Name} {
			for key, it := range d.scan(table) {
				everyText(it, func(text string) {
					if says(text) {
						t.Errorf("%s: item %s of %s says %q", when, key, table, text)
					}
				})
			}
		}
		for _, r := range []holding.Record{l.application, l.profile} {
			_, err := d.store().Record(t.Context(), r.Ref)
			wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
		}
		if n := d.shelf.has(l.kept.Ref); n != 1 {
			t.Errorf("%s: %d files of what is held", when, n)
		}
		d.cascades(l)
	}
	if says(log.String()) || says(fmt.Sprint(e)) {
		t.Error("the log or the certificate says who it was")
	}
	d.wantEntries(e)
	proof := d.stored()["mojob#ERASURE#"+string(d.erasureID())+" ERASURE"]
	if proof["state"] != "done" || strings.Contains(fmt.Sprint(proof), string(l.owner)) || proof["expires"] == nil {
		t.Errorf("the proof is %v", proof)
	}
	if again := must[holding.Erasure](t)(d.erasures().Erasure(t.Context(), mojob, d.erasureID())); cmp.Diff(e, again) != "" {
		t.Error(cmp.Diff(e, again))
	}
}

// wantEntries: each record that was deleted has its deletion entry, by erasure.
func (d drill) wantEntries(e holding.Erasure) {
	d.t.Helper()
	entries := map[string]int{}
	for name, it := range d.stored() {
		if strings.Contains(name, "#DELETION#") {
			if it["cause"] != "erasure" {
				d.t.Errorf("%s says %v", name, it)
			}
			entries[fmt.Sprint(it["class"])]++
		}
	}
	for _, x := range e.Deleted {
		if x.Class != holding.TraceContact {
			entries[string(x.Class)]--
		}
	}
	for class, n := range entries {
		if n != 0 {
			d.t.Errorf("%d deletion entries too many of class %s", n, class)
		}
	}
}

func TestWhatAHoldKeepsEndsWithTheHoldAndServesNothingElse(t *testing.T) {
	d := setUpDrill(t)
	r := must[holding.Record](t)(d.applied(mojob, d.address(), d.text()))
	d.held(r.Ref)
	from := must[holding.Record](t)(d.store().Record(t.Context(), r.Ref))
	to := from
	to.Term.Restricted, to.Changed = d.clock.Now().Truncate(time.Millisecond), d.clock.Now()
	if err := d.store().Change(t.Context(), from, to); err != nil {
		t.Fatal(err)
	}
	e := must[holding.Erasure](t)(d.erase(mojob, r.Owner))
	got := must[holding.Record](t)(d.store().Record(t.Context(), r.Ref))
	until := from.Term.Holds[0].Until
	if got.Term.Served(d.clock.Now()) || !got.Term.Kept(d.clock.Now()) || got.Term.Expires() != until || !got.Term.Restricted.IsZero() {
		t.Errorf("term %+v, want an end at %s", got.Term, until.Time())
	}
	if len(e.Kept) != 1 || !e.Kept[0].Until.Equal(until.Time()) {
		t.Errorf("the certificate says %+v", e.Kept)
	}
	if it := d.item("mojob#PERSON#"+string(r.Owner), "TERM#APPLICATION#"+string(r.ID)); fmt.Sprint(it["end"]) != fmt.Sprint(number(int64(until))) {
		t.Errorf("term record %v", it)
	}
	d.clock.set(until.Time())
	_, err := d.store().Record(t.Context(), r.Ref)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
}

func TestAnErasureIsThePersonsAtOneController(t *testing.T) {
	d := setUpDrill(t)
	l := d.lives()
	must[holding.Erasure](t)(d.erase(mojob, l.owner))
	before := speaking(d.readable())
	if e, err := d.erase(tretoen, l.owner); err != nil || len(e.Deleted)+len(e.Kept) != 0 {
		t.Errorf("the same pseudonym at the other controller: %+v, %v", e, err)
	}
	if d := cmp.Diff(before, speaking(d.readable())); d != "" {
		t.Error(d)
	}
	if got, err := d.store().Record(t.Context(), l.abroad.Ref); err != nil || got.Fields[0].Value != d.name() {
		t.Errorf("what the other controller holds: %v", err)
	}
}

// Somebody of whom nothing is held gets a certificate that says so; no key is made.
func TestErasingNobodyLeavesNothingButTheProof(t *testing.T) {
	d := setUpDrill(t)
	must[holding.Record](t)(d.applied(mojob, ola, d.text()))
	e, err := d.erase(mojob, "1-0123456789abcdef0123456789abcdef")
	if err != nil || len(e.Deleted)+len(e.Kept) != 0 || !e.Key {
		t.Errorf("%+v, %v", e, err)
	}
	if d.scan(d.table.Keys.Name)["mojob#KEY#1-0123456789abcdef0123456789abcdef"] != nil {
		t.Error("a key was made")
	}
}

func TestTheSameErasureForAnotherRequestIsRefused(t *testing.T) {
	d := setUpDrill(t)
	r := must[holding.Record](t)(d.applied(mojob, d.address(), d.text()))
	must[holding.Erasure](t)(d.erase(mojob, r.Owner))
	_, err := d.erasures().Erase(t.Context(), mojob, r.Owner, gdpr.NewID(), d.erasureID())
	wantKind(t, err, gdpr.Mismatch, gdpr.CodeKeyReused)
}

// Whoever comes back after an erasure begins anew, and doing the erasure again is not
// about that.
func TestAnErasureDoneAgainTouchesNothingThatCameAfter(t *testing.T) {
	d := setUpDrill(t)
	l := d.lives()
	first := must[holding.Erasure](t)(d.erase(mojob, l.owner))
	d.cascades(l)
	d.clock.advance(time.Hour)
	again := must[holding.Record](t)(d.applied(mojob, d.address(), d.text()))
	profile := d.profiled(mojob, d.address())
	second := must[holding.Erasure](t)(d.erase(mojob, l.owner))
	if d := cmp.Diff(first, second); d != "" {
		t.Error(d)
	}
	for _, r := range []holding.Ref{again.Ref, profile.Ref} {
		if got, err := d.store().Record(t.Context(), r); err != nil || got.Fields[0].Value != d.name() {
			t.Errorf("what came after: %v", err)
		}
	}
}

// The same after an erasure that broke off at its very end: the profile that lies there
// now is another one.
func TestAnErasureFinishedLateLeavesAYoungerProfileAlone(t *testing.T) {
	d := setUpDrill(t)
	old := d.profiled(mojob, d.address())
	for range attempts { // the first Put stores the deeds, the second the proof
		d.Inject(faulty.Fault{Operation: "PutItem", Nth: 2, Kind: faulty.Refused})
	}
	if _, err := d.erase(mojob, old.Owner); err == nil {
		t.Fatal("nothing broke off")
	}
	d.Reset()
	d.cascades(life{owner: old.Owner})
	d.clock.advance(time.Hour)
	young := d.profiled(mojob, d.address())
	d.shelf.put(young.Ref)
	e := must[holding.Erasure](t)(d.erase(mojob, old.Owner))
	if got, err := d.store().Record(t.Context(), young.Ref); err != nil || got.Fields[0].Value != d.name() || d.shelf.has(young.Ref) != 1 {
		t.Errorf("the younger profile: %v, %d files", err, d.shelf.has(young.Ref))
	}
	if len(e.Deleted) != 1 || !e.Deleted[0].Received.Equal(old.Received) {
		t.Errorf("deleted %+v", e.Deleted)
	}
}

// Interrupted at each call to the database, before it or after it, and done again: the
// same certificate, and nothing readable that is not on it.
func TestM4_AnErasureThatBreaksOffAnywhereIsFinishedByDoingItAgain(t *testing.T) {
	d := setUpDrill(t)
	l := d.lives()
	before, files := d.remembered(), maps.Clone(d.shelf.files)
	d.Reset()
	want := toldOf(must[holding.Erasure](t)(d.erase(mojob, l.owner)))
	calls := 0
	for _, n := range d.Calls() {
		calls += n
	}
	readable := len(d.mine())
	t.Logf("%d calls, %d items stay readable", calls, readable)
	for n := range 2 * calls {
		d.rewound(before)
		d.shelf.files = maps.Clone(files)
		kind := []faulty.Kind{faulty.Refused, faulty.AnswerLost}[n%2]
		for range attempts {
			d.Inject(faulty.Fault{Nth: n/2 + 1, Kind: kind})
		}
		_, broke := d.erase(mojob, l.owner)
		d.Reset()
		d.clock.advance(time.Minute)
		e, err := d.erase(mojob, l.owner)
		if err != nil {
			t.Fatalf("%s at call %d, then: %v", kind, n/2+1, err)
		}
		if diff := cmp.Diff(want, toldOf(e)); diff != "" {
			t.Errorf("%s at call %d (%v):\n%s", kind, n/2+1, broke, diff)
		}
		if got := len(d.mine()); got != readable {
			t.Errorf("%s at call %d (%v): %d items can be read, want %d", kind, n/2+1, broke, got, readable)
		}
		third := must[holding.Erasure](t)(d.erase(mojob, l.owner))
		if diff := cmp.Diff(e, third); diff != "" {
			t.Errorf("%s at call %d: another certificate:\n%s", kind, n/2+1, diff)
		}
		d.settled()
	}
}

// settled fails the test where an erasure has left a key behind that it began with.
func (d drill) settled() {
	d.t.Helper()
	for _, it := range d.scan(d.table.Keys.Name) {
		if it["next"] != nil {
			d.t.Errorf("%v still has another key beside it", it["id"])
		}
	}
}

// mine is what can be read of this canary.
func (d drill) mine() map[string]string {
	texts := d.readable()
	maps.DeleteFunc(texts, func(_, text string) bool { return !strings.Contains(text, d.tag) })
	return texts
}

func TestFilesThatCannotBeDeletedStopAnErasureUntilTheyCan(t *testing.T) {
	d := setUpDrill(t)
	r := must[holding.Record](t)(d.applied(mojob, d.address(), d.text()))
	d.shelf.fails = errors.New("bucket away")
	if _, err := d.erase(mojob, r.Owner); err == nil {
		t.Fatal("erased without its files")
	}
	_, err := d.erasures().Erasure(t.Context(), mojob, d.erasureID())
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	d.shelf.fails = nil
	e := must[holding.Erasure](t)(d.erase(mojob, r.Owner))
	if len(e.Deleted) != 1 || e.Deleted[0].Files != 1 || d.shelf.has(r.Ref) != 0 {
		t.Errorf("%+v, files left: %d", e.Deleted, d.shelf.has(r.Ref))
	}
}

// Whatever is acknowledged while a person is erased is either found by the erasure, or
// can be read after it. Nothing lies there under a key that is gone.
func TestWritersWhoRaceWithAnErasureLoseNothing(t *testing.T) {
	for round := range 4 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			d := setUpDrill(t)
			first := must[holding.Record](t)(d.applied(mojob, d.address(), d.text()))
			profile := d.profiled(mojob, d.address())
			agreement := d.agreed(mojob, d.address(), ola)
			ctx := t.Context()
			_, errs := sideBySide(40, func(i int) (any, error) {
				var err error
				switch i % 8 {
				case 0:
					if i == 8*round {
						_, err = d.erase(mojob, first.Owner)
					}
				case 1:
					_, err = d.applied(mojob, d.address(), d.text())
				case 2:
					_, err = d.requests.Receive(ctx, mojob, asks(d.address(), gdpr.Access))
				case 3:
					err = d.store().Touch(ctx, profile.Ref, d.clock.Now().Add(time.Duration(i)*time.Second), d.end(2*year), time.Time{})
				case 4:
					err = d.disclosed(ctx, first.Ref)
				case 5:
					err = d.reworded(ctx, agreement.Ref, i)
				case 6:
					err = d.reworded(ctx, first.Ref, i)
				case 7:
					who, wrong := d.messages().Correspondent(ctx, mojob, d.address())
					if err = wrong; err == nil {
						e := d.wrote(fmt.Sprint("ses", i), d.address(), gdpr.Access)
						e.From, e.Mail = who, nil
						err = d.messages().Register(ctx, e)
					}
				}
				return nil, err
			})
			for i, err := range errs {
				switch gdpr.KindOf(err) {
				case gdpr.Internal:
					if err != nil {
						t.Errorf("%d: %v", i, err)
					}
				case gdpr.Unavailable, gdpr.Conflict, gdpr.NotFound:
				default:
					t.Errorf("%d: %v", i, err)
				}
			}
			e := must[holding.Erasure](t)(d.erase(mojob, first.Owner))
			if !e.Key {
				t.Error("the key is there")
			}
			d.wantNothingOrphaned()
		})
	}
}

// wantNothingOrphaned: every head that counts can be read, and so can what lies beside it.
func (d drill) wantNothingOrphaned() {
	d.t.Helper()
	readable := d.readable()
	items := d.stored()
	for name, it := range items {
		if it["sealed"] == nil || readable[name] != "" {
			continue
		}
		pk, sk := fmt.Sprint(it["pk"]), fmt.Sprint(it["sk"])
		switch head := items[pk+" "+headOf(sk)]; {
		case head == nil: // gone: what lies beside it goes by the cascade
		case strings.Contains(pk, "#CONSENT#"): // a ledger, which loses the person
		case strings.Contains(pk, "#CASE#") && !rights.Workflow(fmt.Sprint(head["workflow"])).Live():
		default:
			d.t.Errorf("%s lies there and cannot be read", name)
		}
	}
}

func headOf(sk string) string {
	parts := strings.Split(sk, "#")
	if parts[0] == "APPLICATION" {
		return strings.Join(parts[:2], "#")
	}
	return parts[0]
}

func (d drill) disclosed(ctx context.Context, r holding.Ref) error {
	return d.store().Disclose(ctx, holding.Disclosure{
		ID: gdpr.NewID(), Record: r, At: d.clock.Now(), Recipient: "customers", Customer: d.text(), Purpose: "recruitment",
	})
}

func (d drill) reworded(ctx context.Context, r holding.Ref, i int) error {
	from, err := d.store().Record(ctx, r)
	if err != nil {
		return err
	}
	to := from
	to.Fields = []holding.Value{{Field: "name", Value: gdpr.Private(fmt.Sprint(d.name().Reveal(), i))}}
	return d.store().Change(ctx, from, to)
}

// A hold that is put on between the finding and the deed wins.
func TestAHoldThatComesDuringAnErasureIsRespected(t *testing.T) {
	d := setUpDrill(t)
	r := must[holding.Record](t)(d.applied(mojob, d.address(), d.text()))
	for range attempts { // the first transaction of the erasure is the deletion of the head
		d.Inject(faulty.Fault{Operation: "TransactWriteItems", Kind: faulty.Refused})
	}
	if _, err := d.erase(mojob, r.Owner); err == nil {
		t.Fatal("nothing broke off")
	}
	d.Reset()
	d.held(r.Ref)
	e := must[holding.Erasure](t)(d.erase(mojob, r.Owner))
	if len(e.Deleted) != 0 || len(e.Kept) != 1 || e.Kept[0].Ground != "bookkeeping" {
		t.Errorf("%+v", e)
	}
	if got, err := d.store().Record(t.Context(), r.Ref); err != nil || got.Fields[0].Value != d.name() || got.Class != controller.Applications {
		t.Errorf("what is held: %v", err)
	}
	if d.shelf.has(r.Ref) != 1 {
		t.Error("its file is gone")
	}
}

func number(n int64) any {
	return fmt.Sprintf("&{%d {}}", n)
}

var _ = retention.Term{}
