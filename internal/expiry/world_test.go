package expiry_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/feed"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// world is a table in which people live for years, and the model that it is held against.
type world struct {
	*bench
	rand    *rand.Rand
	store   dynamo.Holdings
	rights  rights.Desk
	records []*model
	ledgers int // requests and consents that will have ended
	entries map[gdpr.ID]int
	lags    []time.Duration
	freed   map[gdpr.ID]bool // entries of what a restriction or a hold kept until after its end
	counts  map[string]int
}

func newWorld(b *bench, seed uint64) *world {
	b.clock.set(time.Date(2027, time.January, 31, 0, 0, 0, 0, time.UTC)) // a leap year lies ahead
	b.table.Keys.Now = b.clock.Now
	return &world{
		bench: b, rand: rand.New(rand.NewPCG(seed, seed)), store: dynamo.Holdings{Table: b.table},
		rights:  rights.Desk{Controllers: controllers.Registry(), Cases: dynamo.Cases{Table: b.table}, Calendar: holiday.Norway{}, Now: b.clock.Now},
		entries: map[gdpr.ID]int{}, freed: map[gdpr.ID]bool{}, counts: map[string]int{},
	}
}

// term is a model's term as the store takes it.
func (w *world) term(m *model) (t retention.Term) {
	if d := m.due(); !d.IsZero() {
		t.Due = retention.Expiry(d.Unix())
	}
	if m.restricted {
		t.Restricted = w.clock.Now()
	}
	for i, h := range m.holds {
		t.Holds = append(t.Holds, retention.Hold{
			ID: gdpr.DeriveID("hold", fmt.Sprint(i)), Ground: retention.GroundClaims, Until: retention.Expiry(h.Unix()), Placed: w.clock.Now(),
		})
	}
	return t
}

func (w *world) chance(n int) bool { return w.rand.IntN(n) == 0 }

func (w *world) someone(class controller.Class) gdpr.Private {
	return gdpr.Private(fmt.Sprintf("%s%d@example.no", class, w.rand.IntN(35)))
}

// begin stores a new record of a class.
func (w *world) begin(class controller.Class) {
	w.t.Helper()
	ctx, now := w.t.Context(), w.clock.Now()
	m := &model{ref: holding.Ref{Controller: tretoen, Class: class, ID: gdpr.NewID()}, address: w.someone(class), from: now, revision: 1}
	var err error
	switch class {
	case controller.Profiles:
		m.ref.Controller, m.ref.ID = mojob, ""
		m.ref.Owner = must[gdpr.SubjectID](w.t)(w.store.Subject(ctx, mojob, m.address))
		if old := w.last(m.ref); old != nil && old.kept(now) {
			return
		}
		// What has ended gives way when what follows from its end is done.
		if err = w.store.Put(ctx, w.record(m), m.address); gdpr.KindOf(err) == gdpr.Unavailable {
			w.settle()
			w.sweep()
			w.settle()
			err = w.store.Put(ctx, w.record(m), m.address)
		}
	case controller.Applications:
		m.ref.Owner = must[gdpr.SubjectID](w.t)(w.store.Subject(ctx, tretoen, m.address))
		r := w.record(m)
		r.Files = w.uploads(m)
		_, _, err = w.store.Apply(ctx, r, m.address, w.given(m), "")
		w.ledgers++
	default:
		m.from = time.Time{}
		m.ref.Owner = must[gdpr.SubjectID](w.t)(w.store.Owner(ctx, tretoen, m.ref.ID))
		err = w.store.Put(ctx, w.record(m), "")
	}
	if err != nil {
		w.t.Fatalf("%s at %s: %v", class, now, err)
	}
	w.records = append(w.records, m)
}

// uploads is files that have come in, or are to, with their objects.
func (w *world) uploads(m *model) (all []holding.File) {
	now := w.clock.Now()
	for range w.rand.IntN(3) {
		f := holding.File{ID: gdpr.NewID(), Kind: "cv", Name: "cv.pdf", Type: "application/pdf", Size: 1, Digest: "00", Added: now}
		if w.files.objects[objectOf(m.ref, f.ID)] = true; w.chance(3) {
			f.Digest, f.Until = "", now.Add(24*time.Hour)
		}
		all = append(all, f)
	}
	return all
}

// record is a model as the store takes it.
func (w *world) record(m *model) holding.Record {
	now := w.clock.Now()
	r := holding.Record{
		Ref: m.ref, Purpose: "recruitment", Version: controller.Version{Major: 1}, From: m.from, Received: now, Changed: now, Revision: 1,
		Term: w.term(m), Source: "direct", Language: gdpr.Bokmal, Fields: []holding.Value{{Field: "name", Value: "Kari Nordmann"}},
	}
	if m.ref.Class == controller.Agreements {
		r.Purpose, r.Stage, r.Source = "agreements", holding.Active, ""
		r.Contacts = []holding.Contact{{Subject: owner(w.rand.IntN(20)), Name: "Ola", Address: "ola@example.com"}}
		return r
	}
	return r
}

func (w *world) given(m *model) consent.Consent {
	now := w.clock.Now()
	return consent.Consent{
		ID: gdpr.NewID(), Controller: tretoen, Choices: []consent.Choice{{Purpose: "recruitment", Decision: gdpr.Given}},
		Recorded: now, Decided: now, Seen: consent.Seen{Version: controller.Version{Major: 1}, Language: gdpr.Bokmal, Mechanism: consent.ByForm},
		Expires: retention.Expiry(later(now, 12).Unix()),
	}
}

// last is the newest model of a reference.
func (w *world) last(r holding.Ref) *model {
	for _, m := range slices.Backward(w.records) {
		if m.ref == r {
			return m
		}
	}
	return nil
}

// some is one of the newer records of the model, or nil.
func (w *world) some() *model {
	if len(w.records) == 0 {
		return nil
	}
	newer := w.records[max(0, len(w.records)-150):]
	return newer[w.rand.IntN(len(newer))]
}

// act lets somebody do something.
func (w *world) act() {
	w.t.Helper()
	switch n := w.rand.IntN(12); n {
	case 0:
		w.begin(controller.Classes[w.rand.IntN(len(controller.Classes))])
	case 1:
		w.begin(controller.Applications)
	case 2:
		if w.chance(4) {
			w.ask()
		}
	case 3:
		w.change(func(m *model) string { m.restricted = !m.restricted; return "restricted or lifted" })
	case 4:
		until := w.clock.Now().Add(time.Duration(w.rand.IntN(500)+1) * 24 * time.Hour).Truncate(time.Second)
		w.change(func(m *model) string { m.holds = append(m.holds, until); return "held" })
	case 5:
		w.change(func(m *model) string { m.holds = nil; return "released" })
	case 6:
		w.change(func(m *model) string {
			if m.ref.Class == controller.Agreements && m.from.IsZero() {
				m.from = w.clock.Now()
			}
			return "ended"
		})
	case 7:
		if w.chance(4) {
			w.erase()
		}
	default:
		w.touch()
	}
}

// ask is a request that comes in. Nobody confirms it.
func (w *world) ask() {
	must[rights.Request](w.t)(w.rights.Receive(w.t.Context(), tretoen, rights.Intake{
		Address: w.someone("application"), Rights: []gdpr.Right{gdpr.Access}, Language: gdpr.English, Channel: rights.ByForm, Network: "203.0.113.0-24",
	}))
	w.ledgers++
}

// change stores a record with another term, if it is there: what has ended stays ended.
func (w *world) change(how func(*model) string) {
	w.t.Helper()
	m := w.some()
	if m == nil || w.last(m.ref) != m {
		return
	}
	now, kept := w.clock.Now(), m.kept(w.clock.Now())
	from := w.record(m)
	from.Revision = m.revision
	if kept {
		from = must[holding.Record](w.t)(w.store.Record(w.t.Context(), m.ref))
	}
	after := *m
	did := how(&after)
	to := from
	to.Term, to.From, to.Changed = w.term(&after), after.from, now
	err := w.store.Change(w.t.Context(), from, to)
	if kept != (err == nil) || !kept && gdpr.KindOf(err) != gdpr.Conflict {
		w.t.Fatalf("%s %s at %s: %v, kept %t", m.ref, did, now, err, kept)
	}
	if kept {
		after.revision++
		*m = after
		w.counts[did]++
		if !m.kept(now) {
			w.freed[m.entry()] = true
		}
	}
}

// touch is an activity on a profile.
func (w *world) touch() {
	w.t.Helper()
	m := w.some()
	if m == nil || m.ref.Class != controller.Profiles || w.last(m.ref) != m {
		return
	}
	now := w.clock.Now()
	slides := m.kept(now) && (m.restricted || now.Before(m.due()))
	due := retention.Expiry(later(now, months[controller.Profiles]).Unix())
	err := w.store.Touch(w.t.Context(), m.ref, now, due, time.Time{})
	if slides != (err == nil) || !slides && gdpr.KindOf(err) != gdpr.NotFound {
		w.t.Fatalf("activity on %s at %s: %v, slides %t", m.ref, now, err, slides)
	}
	if slides {
		m.from = now
		w.counts["slid"]++
	}
}

// erase ends all that a person has, as an erasure does: but what is held.
func (w *world) erase() {
	m := w.some()
	if m == nil || m.ref.Class == controller.Agreements {
		return
	}
	for _, each := range w.records {
		if each.ref.Owner != m.ref.Owner || each.ref.Controller != m.ref.Controller || !each.kept(w.clock.Now()) || len(each.holds) > 0 || each.restricted {
			continue
		}
		pk := fmt.Sprintf("%s#PERSON#%s", each.ref.Controller, each.ref.Owner)
		sk := "PROFILE"
		if each.ref.ID != "" {
			sk = "APPLICATION#" + string(each.ref.ID)
		}
		w.bench.set(pk, "TERM#"+sk, "cause", str("erasure"))
		w.remove(pk, sk)
		each.erased = true
		w.counts["erased"]++
	}
}

// flow hands over the stream as it can come: doubled, shuffled, lost, and to a function
// whose calls fail.
func (w *world) flow() {
	w.t.Helper()
	for records := w.stream.read(w.clock.Now()); len(records) > 0; records = w.stream.read(w.clock.Now()) {
		came := records[:0:0]
		for _, r := range records {
			if w.chance(40) {
				continue
			}
			came = append(came, r)
			if w.chance(20) {
				came = append(came, r)
			}
		}
		if w.chance(4) {
			w.rand.Shuffle(len(came), func(i, j int) { came[i], came[j] = came[j], came[i] })
		}
		if w.chance(8) {
			w.proxy.Inject(faulty.Fault{Nth: 1 + w.rand.IntN(6), Kind: []faulty.Kind{faulty.Refused, faulty.AnswerLost}[w.rand.IntN(2)]})
		}
		again := w.handle(w.t.Context(), came...)
		w.proxy.Reset()
		w.handle(w.t.Context(), again...)
	}
}

// expired deletes what ended before a while, as time to live does.
func (w *world) expired(late time.Duration) {
	w.t.Helper()
	ttl := feed.TTL{Client: w.raw, Table: w.table.Name, Delay: late, Now: w.clock.Now}
	if _, err := ttl.Sweep(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// look reads a record, and holds what comes to the model.
func (w *world) look(m *model) {
	w.t.Helper()
	if w.last(m.ref) != m {
		return
	}
	now := w.clock.Now()
	r, err := w.store.Record(w.t.Context(), m.ref)
	switch {
	case err != nil && gdpr.KindOf(err) != gdpr.NotFound:
		w.t.Fatal(err)
	case m.kept(now) != (err == nil):
		w.t.Fatalf("%s at %s: %v, and should be kept: %t until %s (%+v)", m.ref, now, err, m.kept(now), m.ends(), *m)
	case err == nil && r.Term.Served(now) != m.served(now):
		w.t.Fatalf("%s at %s: served %t, and should be: %t", m.ref, now, r.Term.Served(now), m.served(now))
	}
	w.counts["reads"]++
}

// collect reads the deletion entries that there are: how many of each id, and how late
// those were that are new.
func (w *world) collect() {
	w.t.Helper()
	seen := map[gdpr.ID]int{}
	for _, e := range entries(w.stored()) {
		_, id, _ := strings.Cut(e["sk"].(string), "#")
		seen[gdpr.ID(id)]++
		if lag, known := e["lag"].(float64); known && w.entries[gdpr.ID(id)] == 0 && !w.freed[gdpr.ID(id)] {
			w.lags = append(w.lags, time.Duration(lag)*time.Second)
		}
	}
	for id, n := range seen {
		w.entries[id] = max(w.entries[id], n)
	}
}
