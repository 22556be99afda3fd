package dynamo

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/seal"
)

// holdingItem is the head of a record. Ids, dates and codes stand in clear; all that
// is said of a person is sealed.
type holdingItem struct {
	item
	Subject    string     `dynamodbav:"subject"` // the owner
	Purpose    string     `dynamodbav:"purpose"`
	Version    string     `dynamodbav:"version"`
	Since      string     `dynamodbav:"since,omitempty"` // what the retention counts from
	Received   string     `dynamodbav:"received"`
	Changed    string     `dynamodbav:"changed"`
	Revision   int        `dynamodbav:"revision"`
	End        int64      `dynamodbav:"end,omitempty"` // of the retention, epoch seconds
	Restricted string     `dynamodbav:"restricted,omitempty"`
	By         string     `dynamodbav:"restrictedBy,omitempty"` // what for (causes); none: staff alone
	Holds      []holdItem `dynamodbav:"holds,omitempty"`
	Source     string     `dynamodbav:"source,omitempty"`
	Consent    string     `dynamodbav:"consent,omitempty"`
	Language   string     `dynamodbav:"language,omitempty"`
	Stage      string     `dynamodbav:"stage,omitempty"`
	Agenda     string     `dynamodbav:"agenda,omitempty"` // of the index: what to list, or whom to ask
	Due        string     `dynamodbav:"due,omitempty"`
	Sealed     []byte     `dynamodbav:"sealed"`
}

type holdItem struct {
	ID     string `dynamodbav:"id"`
	Ground string `dynamodbav:"ground"`
	Until  int64  `dynamodbav:"until"`
	Placed string `dynamodbav:"placed"`
}

// holdingPersonal is what is sealed of a head.
type holdingPersonal struct {
	Fields []fieldPersonal `json:"fields,omitempty"`
	Allows string          `json:"allows,omitempty"`
}

type fieldPersonal struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// What is sealed of one item stays under DynamoDB's 400 KB: maxSealed of a head, and of
// what lies beside it so much that a hundred of them fit in the 4 MB of one transaction.
const maxSealedBeside = 16 << 10

// sealJSON seals a value for the item at pk and sk; gdpr.TooLarge where it does not fit.
func sealJSON(k seal.Key, pk, sk string, v any, most int) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	if len(plain) > most {
		return nil, &gdpr.Error{Kind: gdpr.TooLarge, Code: gdpr.CodeTooLarge,
			Err: fmt.Errorf("seal: %d bytes for one item, which takes %d", len(plain), most)}
	}
	return k.Seal(plain, place(pk, sk)), nil
}

// home is where a record lies; false for a reference that can be none.
func home(r holding.Ref) (pk, sk string, ok bool) {
	id, valid := gdpr.ParseID(string(r.ID))
	valid = valid && id == r.ID && r.Owner != ""
	switch r.Class {
	case controller.Profiles:
		return partition(r.Controller, kindPerson, string(r.Owner)), kindProfile, r.ID == "" && r.Owner != ""
	case controller.Applications:
		return partition(r.Controller, kindPerson, string(r.Owner)), applicationKey(r.ID), valid
	case controller.Agreements:
		return partition(r.Controller, kindAgreement, string(r.ID)), kindAgreement, valid
	}
	return "", "", false
}

// heldAs is how the index of what is held names a record.
func heldAs(r holding.Ref) (kind, id string) {
	switch r.Class {
	case controller.Applications:
		return kindApplication, string(r.ID)
	case controller.Agreements:
		return kindAgreement, string(r.ID)
	}
	return kindProfile, heldProfile
}

// refAt reads the reference of the head at a key.
func refAt(pk, sk string, owner gdpr.SubjectID) (holding.Ref, error) {
	c, kind, id, err := splitPartition(pk)
	r := holding.Ref{Controller: c, Owner: owner}
	switch application, isApplication := strings.CutPrefix(sk, kindApplication+"#"); {
	case err != nil:
		return r, err
	case kind == kindPerson && sk == kindProfile:
		r.Class = controller.Profiles
	case kind == kindPerson && isApplication && !strings.Contains(application, "#"):
		r.Class, r.ID = controller.Applications, gdpr.ID(application)
	case kind == kindAgreement && sk == kindAgreement:
		r.Class, r.ID = controller.Agreements, gdpr.ID(id)
	default:
		return r, errors.New("the key of no record")
	}
	return r, nil
}

// headOf is the head of a record, but for what is sealed of it.
func headOf(r holding.Record, now time.Time) holdingItem {
	pk, sk, _ := home(r.Ref)
	it := holdingItem{
		item: item{PK: pk, SK: sk, Expires: r.Term.Expires()}, Subject: string(r.Owner),
		Purpose: string(r.Purpose), Version: r.Version.String(), Since: stamp(r.From), Received: stamp(r.Received),
		Changed: stamp(r.Changed), Revision: r.Revision, End: int64(r.Term.Due), Restricted: stamp(r.Term.Restricted), By: causes(r.Term.By),
		Source: r.Source, Consent: string(r.Consent), Language: string(r.Language), Stage: string(r.Stage),
	}
	for _, h := range r.Term.Holds {
		it.Holds = append(it.Holds, holdItem{string(h.ID), h.Ground, int64(h.Until), stamp(h.Placed)})
	}
	it.Agenda, it.Due = listed(r, now)
	return it
}

// listed is where the index has a head: applications and agreements by when they came,
// a profile by when its owner is next asked whether to be kept, as long as it is used.
func listed(r holding.Record, now time.Time) (on, due string) {
	if r.Class != controller.Profiles {
		kind, _ := heldAs(r.Ref)
		return agenda(r.Controller, kind), stamp(r.Received)
	}
	if next := holding.Renewal(r.Term.Due, now); r.Term.Served(now) && !next.IsZero() {
		return agenda(r.Controller, agendaRenewal), stamp(next)
	}
	return "", ""
}

// agendaRenewal is the index partition of profiles whose owners are to be asked.
const agendaRenewal = "RENEWAL"

// sealHead is a record's head as it is stored.
func sealHead(k seal.Key, r holding.Record, now time.Time) (holdingItem, error) {
	it := headOf(r, now)
	p := holdingPersonal{Allows: r.Allows}
	for _, v := range r.Fields {
		p.Fields = append(p.Fields, fieldPersonal{v.Field, v.Value.Reveal()})
	}
	var err error
	it.Sealed, err = sealJSON(k, it.PK, it.SK, p, maxSealed)
	return it, err
}

// record reads a head, but for what is sealed of it.
func (it holdingItem) record() (r holding.Record, err error) {
	if r.Ref, err = refAt(it.PK, it.SK, gdpr.SubjectID(it.Subject)); err != nil {
		return r, err
	}
	if r.Version, err = controller.ParseVersion(it.Version); err != nil {
		return r, err
	}
	r.Purpose, r.Revision, r.Source = gdpr.PurposeID(it.Purpose), it.Revision, it.Source
	r.Consent, r.Language, r.Stage = gdpr.ID(it.Consent), gdpr.Language(it.Language), holding.Stage(it.Stage)
	r.Term, err = it.term()
	for _, t := range []struct {
		into *time.Time
		from string
	}{{&r.From, it.Since}, {&r.Received, it.Received}, {&r.Changed, it.Changed}} {
		var failed error
		*t.into, failed = unstamp(t.from)
		err = errors.Join(err, failed)
	}
	return r, err
}

func (it holdingItem) term() (t retention.Term, err error) {
	t.Due = retention.Expiry(it.End)
	if t.Restricted, err = unstamp(it.Restricted); err != nil {
		return t, err
	}
	if it.Restricted != "" { // an erasure takes that one off alone
		t.By = causesOf(it.By)
	}
	for _, h := range it.Holds {
		placed, err := unstamp(h.Placed)
		if err != nil {
			return t, err
		}
		t.Holds = append(t.Holds, retention.Hold{ID: gdpr.ID(h.ID), Ground: h.Ground, Until: retention.Expiry(h.Until), Placed: placed})
	}
	return t, nil
}

func (p holdingPersonal) into(r *holding.Record) {
	r.Allows = p.Allows
	for _, f := range p.Fields {
		r.Fields = append(r.Fields, holding.Value{Field: f.Field, Value: gdpr.Private(f.Value)})
	}
}

// newestFirst sorts by when things came.
func newestFirst(rs []holding.Record) []holding.Record {
	slices.SortStableFunc(rs, func(a, b holding.Record) int { return b.Received.Compare(a.Received) })
	return rs
}

// byStaff stands for staff among the causes of a restriction.
const byStaff = "staff"

// causes is what a record is restricted for, as one attribute: ids with spaces between them.
func causes(by []gdpr.ID) string {
	var names []string
	for _, cause := range by {
		names = append(names, cmp.Or(string(cause), byStaff))
	}
	return strings.Join(names, " ")
}

func causesOf(text string) (by []gdpr.ID) {
	for _, name := range strings.Fields(text) {
		if name == byStaff {
			name = ""
		}
		by = append(by, gdpr.ID(name))
	}
	return by
}
