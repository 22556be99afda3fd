package api_test

// The API on stores in memory that accuse: where a test has closed them, any
// write fails it. An answer that refuses has stored nothing.

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/link"
	"ordholden/internal/residence"
	"ordholden/internal/rights"
)

const (
	ownPages = "https://personvern.example.com"
	theSite  = "https://www.mojob.io" // an origin that mojob declares, and tretoen does not
	asJSON   = "application/json"
	asBeacon = "text/plain;charset=UTF-8"
	asForm   = "application/x-www-form-urlencoded"
	visitor  = "0123456789abcdefghjkmnpqr0"
)

var start = time.Date(2026, time.November, 21, 12, 0, 0, 123456789, time.UTC)

// world is the handlers of both functions on one memory.
type world struct {
	t        testing.TB
	memory   *memory
	proofs   *proofs
	consents http.Handler
	requests http.Handler
	log      bytes.Buffer
	now      time.Time
	id       string // of Lambda's for the request, where a function runs
}

func newWorld(t testing.TB) *world {
	m := &memory{t: t, consents: map[gdpr.ID]consent.Consent{}, cases: map[gdpr.ID]rights.Case{}, misses: map[gdpr.ID]int{}}
	w := &world{t: t, memory: m, proofs: &proofs{}, now: start}
	now, registry := func() time.Time { return w.now }, controllers.Registry()
	shared := api.API{Controllers: registry, PublicURL: ownPages, Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.NewJSONHandler(&w.log, nil))}
	consents := &api.Consents{API: shared, Desk: consent.Desk{Controllers: registry, Ledger: ledger{m}, Dossiers: dossiers{m}, Now: now}, Keys: signingKeys{}, Proofs: w.proofs}
	desk := rights.Desk{Controllers: registry, Cases: cases{memory: m}, Calendar: holiday.Norway{}, Now: now}
	requests := &api.Requests{API: shared, Desk: desk, Stop: desk}
	w.consents, w.requests = consents.Handler(), requests.Handler()
	return w
}

// sent is a request: its headers are the content type, and what else is named.
type sent struct {
	method  string // POST where it is empty
	path    string
	as      string
	body    string
	headers map[string]string
}

func (w *world) send(s sent) *httptest.ResponseRecorder {
	w.t.Helper()
	if s.method == "" {
		s.method = http.MethodPost
	}
	ctx := w.t.Context()
	if w.id != "" {
		ctx = lambdacontext.NewContext(ctx, &lambdacontext.LambdaContext{AwsRequestID: w.id})
	}
	r := httptest.NewRequestWithContext(ctx, s.method, "/", strings.NewReader(s.body))
	path, query, _ := strings.Cut(s.path, "?")
	r.URL.Path, r.URL.RawQuery, r.Host, r.RemoteAddr = path, query, "personvern.example.com", "192.0.2.0/24"
	if s.as != "" {
		r.Header.Set("Content-Type", s.as)
	}
	for name, value := range s.headers {
		r.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	handler := w.requests
	if strings.Contains(s.path, "/consents") || strings.Contains(s.path, "/visitors/") {
		handler = w.consents
	}
	handler.ServeHTTP(answer, r)
	for _, wrong := range undeclared(answer) {
		w.t.Error(wrong)
	}
	return answer
}

// noticeOf is the digest of mojob's notice to an audience.
func noticeOf(a controller.Audience, l gdpr.Language) string {
	d, _ := controllers.Registry().Current("mojob")
	ref, _ := d.NoticeFor(a, l)
	return string(ref.Digest)
}

// unshown is a digest of nothing that was ever shown.
const unshown = "abababababababababababababababababababababababababababababababab"

// shownIn is what people decide in today.
func shownIn(c gdpr.ControllerID, on controller.Surface, a controller.Audience, l gdpr.Language) string {
	d, _ := controllers.Registry().Current(c)
	for _, ref := range slices.Backward(d.Interfaces) {
		if ref.Surface == on && ref.Audience == a && ref.Language == l {
			return string(ref.Digest)
		}
	}
	return "none"
}

// What the mail to every address of these tests carries.
const (
	rightToken = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	wrongToken = "0f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	rightCode  = "7gk2pm"
	wrongCode  = "7gk2pn"
)

// memory keeps what is stored.
type memory struct {
	t        testing.TB
	closed   bool  // from here on nothing may be stored
	fails    error // what every call comes to, where it is not nil
	records  []consent.Record
	consents map[gdpr.ID]consent.Consent
	cases    map[gdpr.ID]rights.Case
	misses   map[gdpr.ID]int
	calls    []string
}

func (m *memory) call(what string, writes bool) error {
	m.t.Helper()
	m.calls = append(m.calls, what)
	if writes && m.closed {
		m.t.Errorf("%s stores, and nothing may be stored", what)
	}
	return m.fails
}

func refuse(k gdpr.Kind, c gdpr.Code, faults ...gdpr.Fault) error {
	return &gdpr.Error{Kind: k, Code: c, Faults: faults}
}

// open judges a proof as the table does: foreign, expired and unknown are one, and of what is
// locked only codes do not count.
func (m *memory) open(there bool, p gdpr.Proof) (gdpr.Strength, error) {
	switch {
	case !there:
	case m.locked(p.Case) && p.Token == rightToken:
		return gdpr.ByLink, nil
	case m.locked(p.Case):
		return gdpr.Unproven, refuse(gdpr.Forbidden, gdpr.CodeLocked)
	case p.Code == rightCode && (p.Token == "" || p.Token == rightToken):
		return gdpr.ByCode, nil
	case p.Token == rightToken && p.Code == "":
		return gdpr.ByLink, nil
	case p.Code != "" && (p.Token == "" || p.Token == rightToken):
		if m.misses[p.Case]++; m.locked(p.Case) {
			return gdpr.Unproven, refuse(gdpr.Forbidden, gdpr.CodeLocked)
		}
		return gdpr.Unproven, refuse(gdpr.Invalid, gdpr.CodeCodeWrong, gdpr.Fault{Pointer: "/code", Code: gdpr.CodeCodeWrong})
	}
	return gdpr.Unproven, refuse(gdpr.NotFound, gdpr.CodeLink)
}

func (m *memory) locked(id gdpr.ID) bool { return m.misses[id] >= link.MaxMisses }

type ledger struct{ *memory }

func (l ledger) Append(_ context.Context, r consent.Record) (consent.Record, bool, error) {
	if err := l.call("append", true); err != nil {
		return consent.Record{}, false, err
	}
	if i := slices.IndexFunc(l.records, func(o consent.Record) bool { return o.ID == r.ID && o.Visitor == r.Visitor }); i >= 0 {
		return l.records[i], false, nil
	}
	l.records = append(l.records, r)
	return r, true, nil
}

func (l ledger) History(_ context.Context, c gdpr.ControllerID, visitor gdpr.ID) ([]consent.Record, error) {
	found := slices.DeleteFunc(slices.Clone(l.records), func(r consent.Record) bool { return r.Controller != c || r.Visitor != visitor })
	slices.Reverse(found)
	return found, l.call("history", false)
}

func (l ledger) Record(ctx context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (consent.Record, error) {
	all, err := l.History(ctx, c, visitor)
	if i := slices.IndexFunc(all, func(r consent.Record) bool { return r.ID == id }); err != nil || i >= 0 {
		return append(all, consent.Record{})[max(i, 0)], err
	}
	return consent.Record{}, refuse(gdpr.NotFound, gdpr.CodeNotFound)
}

type dossiers struct{ *memory }

func (d dossiers) Declare(_ context.Context, c consent.Consent, key string) (consent.Consent, bool, error) {
	if err := d.call("declare", true); err != nil {
		return consent.Consent{}, false, err
	}
	if key != "" {
		c.ID = gdpr.DeriveID(string(c.Controller), c.Address.Reveal(), key)
	}
	if held, ok := d.consents[c.ID]; ok {
		return held, false, nil
	}
	d.consents[c.ID] = c
	return c, true, nil
}

func (d dossiers) Consent(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (consent.Consent, error) {
	if err := d.call("consent", false); err != nil {
		return consent.Consent{}, err
	}
	if held, ok := d.consents[id]; ok && held.Controller == c {
		return held, nil
	}
	return consent.Consent{}, refuse(gdpr.NotFound, gdpr.CodeNotFound)
}

func (d dossiers) Of(_ context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error) {
	if err := d.call("of", false); err != nil {
		return nil, err
	}
	var found []consent.Consent
	for _, held := range d.consents {
		if held.Controller == c && held.Subject == person {
			found = append(found, held)
		}
	}
	return found, nil
}

func (d dossiers) Open(_ context.Context, c gdpr.ControllerID, p gdpr.Proof, _ consent.Event) (consent.Consent, error) {
	if err := d.call("open", false); err != nil {
		return consent.Consent{}, err
	}
	held, ok := d.consents[p.Case]
	_, err := d.open(ok && held.Controller == c, p)
	return held, err
}

func (d dossiers) Renew(ctx context.Context, from, to consent.Consent, _ consent.Slide) error {
	return d.Decide(ctx, from, to, consent.Renew)
}

func (d dossiers) Decide(_ context.Context, _, to consent.Consent, _ consent.Event) error {
	if err := d.call("decide", true); err != nil {
		return err
	}
	d.consents[to.ID] = to
	return nil
}

type cases struct {
	rights.Cases
	*memory
}

func (s cases) Receive(_ context.Context, r rights.Request, key string) (rights.Request, bool, error) {
	if err := s.call("receive", true); err != nil {
		return rights.Request{}, false, err
	}
	if key != "" {
		r.ID = gdpr.DeriveID(string(r.Controller), r.Address.Reveal(), key)
	}
	if held, ok := s.cases[r.ID]; ok {
		return held.Request, false, nil
	}
	r.Subject = gdpr.SubjectID(r.Address.Reveal())
	s.cases[r.ID] = rights.Case{Request: r, History: []rights.Entry{{At: r.Received, On: rights.Receive}}}
	return r, true, nil
}

func (s cases) Open(_ context.Context, c gdpr.ControllerID, p gdpr.Proof, d rights.Door) (rights.Case, gdpr.Strength, error) {
	if err := s.call("open", false); err != nil {
		return rights.Case{}, gdpr.Unproven, err
	}
	held, ok := s.cases[p.Case]
	strength, err := s.open(ok && held.Controller == c, p)
	if err == nil && d == rights.ToConfirm && s.locked(p.Case) && held.NeedsCode() {
		return rights.Case{}, gdpr.Unproven, refuse(gdpr.Forbidden, gdpr.CodeLocked)
	}
	return held, strength, err
}

func (s cases) Case(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	if err := s.call("case", false); err != nil {
		return rights.Case{}, err
	}
	held, ok := s.cases[id]
	if !ok || held.Controller != c {
		return rights.Case{}, refuse(gdpr.NotFound, gdpr.CodeNotFound)
	}
	return held, nil
}

func (s cases) Standing(_ context.Context, c gdpr.ControllerID, who gdpr.SubjectID) (map[gdpr.Right]rights.Request, error) {
	standing := map[gdpr.Right]rights.Request{}
	for held := range maps.Values(s.cases) {
		for _, right := range held.Rights {
			if held.Controller == c && held.Subject == who && held.Workflow == rights.Open {
				standing[right] = held.Request
			}
		}
	}
	return standing, s.call("standing", false)
}

func (s cases) Move(_ context.Context, _, to rights.Request, by rights.Entry, _ map[gdpr.Right]rights.Request) error {
	if err := s.call("move", true); err != nil {
		return err
	}
	s.cases[to.ID] = rights.Case{Request: to, History: append(slices.Clone(s.cases[to.ID].History), by)}
	return nil
}

// signingKeys has one key for each controller, made from its name.
type signingKeys struct{}

func (signingKeys) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, c)
	return "1", ed25519.NewKeyFromSeed(seed), nil
}
