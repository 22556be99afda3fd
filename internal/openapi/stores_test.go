package openapi_test

import (
	"cmp"
	"context"
	"slices"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/rights"
)

// What the one mail of the tests carried.
const (
	goodToken = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	goodCode  = "7gk2pm"
)

// memory keeps what the desks store, for one test.
type memory struct {
	fails    error // what every call comes to, where it is not nil
	records  []consent.Record
	consents map[gdpr.ID]consent.Consent
	cases    map[gdpr.ID]rights.Case
	misses   map[gdpr.ID]int
}

func newMemory() *memory {
	return &memory{
		consents: map[gdpr.ID]consent.Consent{}, cases: map[gdpr.ID]rights.Case{}, misses: map[gdpr.ID]int{},
	}
}

var (
	errNone   = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	errLink   = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
	errLocked = &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeLocked}
	errCode   = &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeCodeWrong,
		Faults: []gdpr.Fault{{Pointer: "/code", Code: gdpr.CodeCodeWrong}}}
)

// open judges a proof for something that is there or not.
func (m *memory) open(p gdpr.Proof, there bool) (gdpr.Strength, error) {
	switch {
	case m.fails != nil:
		return gdpr.Unproven, m.fails
	case !there:
		return gdpr.Unproven, errLink
	case m.misses[p.Case] >= link.MaxMisses && p.Token == goodToken: // only codes are locked
		return gdpr.ByLink, nil
	case m.misses[p.Case] >= link.MaxMisses:
		return gdpr.Unproven, errLocked
	case p.Code == goodCode:
		return gdpr.ByCode, nil
	case p.Code != "":
		if m.misses[p.Case]++; m.misses[p.Case] >= link.MaxMisses {
			return gdpr.Unproven, errLocked
		}
		return gdpr.Unproven, errCode
	case p.Token == goodToken:
		return gdpr.ByLink, nil
	}
	return gdpr.Unproven, errLink
}

// derived is the id under a key, and a new one without.
func derived(otherwise gdpr.ID, key string, parts ...string) gdpr.ID {
	if key == "" {
		return otherwise
	}
	return gdpr.DeriveID(append(parts, key)...)
}

type ledger struct{ *memory }

func (l ledger) Append(_ context.Context, r consent.Record) (consent.Record, bool, error) {
	if i := slices.IndexFunc(l.records, func(o consent.Record) bool { return o.ID == r.ID }); i >= 0 {
		return l.records[i], false, l.fails
	}
	if l.fails == nil {
		l.records = append(l.records, r)
	}
	return r, true, l.fails
}

func (l ledger) History(_ context.Context, c gdpr.ControllerID, visitor gdpr.ID) ([]consent.Record, error) {
	var found []consent.Record
	for _, r := range slices.Backward(l.records) {
		if r.Controller == c && r.Visitor == visitor {
			found = append(found, r)
		}
	}
	return found, l.fails
}

func (l ledger) Record(ctx context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (consent.Record, error) {
	all, err := l.History(ctx, c, visitor)
	for _, r := range all {
		if r.ID == id {
			return r, err
		}
	}
	return consent.Record{}, cmp.Or[error](err, errNone)
}

type dossiers struct{ *memory }

func (d dossiers) Declare(_ context.Context, c consent.Consent, key string) (consent.Consent, bool, error) {
	c.ID = derived(c.ID, key, string(c.Controller), c.Address.Reveal())
	if held, ok := d.consents[c.ID]; ok {
		return held, false, d.fails
	}
	d.consents[c.ID] = c
	return c, true, d.fails
}

func (d dossiers) Consent(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (consent.Consent, error) {
	held, ok := d.consents[id]
	if d.fails == nil && (!ok || held.Controller != c) {
		return consent.Consent{}, errNone
	}
	return held, d.fails
}

func (d dossiers) Of(_ context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error) {
	var found []consent.Consent
	for _, held := range d.consents {
		if held.Controller == c && held.Subject == person {
			found = append(found, held)
		}
	}
	return found, d.fails
}

func (d dossiers) Open(_ context.Context, c gdpr.ControllerID, p gdpr.Proof, _ consent.Event) (consent.Consent, error) {
	held, ok := d.consents[p.Case]
	_, err := d.open(p, ok && held.Controller == c)
	return held, err
}

func (d dossiers) Renew(ctx context.Context, from, to consent.Consent, _ consent.Slide) error {
	return d.Decide(ctx, from, to, consent.Renew)
}

func (d dossiers) Decide(_ context.Context, _, to consent.Consent, _ consent.Event) error {
	d.consents[to.ID] = to
	return d.fails
}

type cases struct {
	rights.Cases
	*memory
}

func (s cases) Receive(_ context.Context, r rights.Request, key string) (rights.Request, bool, error) {
	r.ID = derived(r.ID, key, string(r.Controller), r.Address.Reveal())
	if held, ok := s.cases[r.ID]; ok {
		return held.Request, false, s.fails
	}
	s.cases[r.ID] = rights.Case{Request: r, History: []rights.Entry{{At: r.Received, On: rights.Receive}}}
	return r, true, s.fails
}

func (s cases) Open(_ context.Context, c gdpr.ControllerID, p gdpr.Proof, d rights.Door) (rights.Case, gdpr.Strength, error) {
	held, ok := s.cases[p.Case]
	strength, err := s.open(p, ok && held.Controller == c)
	if err == nil && d == rights.ToConfirm && s.misses[p.Case] >= link.MaxMisses && held.NeedsCode() {
		return rights.Case{}, gdpr.Unproven, errLocked
	}
	return held, strength, err
}

func (s cases) Case(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	held, ok := s.cases[id]
	if s.fails == nil && (!ok || held.Controller != c) {
		return rights.Case{}, errNone
	}
	return held, s.fails
}

// Standing is the open cases of the one person that the tests know.
func (s cases) Standing(_ context.Context, c gdpr.ControllerID, _ gdpr.SubjectID) (map[gdpr.Right]rights.Request, error) {
	standing := map[gdpr.Right]rights.Request{}
	for _, held := range s.cases {
		if held.Controller == c && held.Workflow == rights.Open {
			for _, right := range held.Rights {
				standing[right] = held.Request
			}
		}
	}
	return standing, s.fails
}

func (s cases) Move(_ context.Context, _, to rights.Request, by rights.Entry, _ map[gdpr.Right]rights.Request) error {
	history := append(slices.Clone(s.cases[to.ID].History), by)
	s.cases[to.ID] = rights.Case{Request: to, History: history}
	return s.fails
}
