package dynamo

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/consent"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/transparency"
)

// sight is items as they were read together.
type sight struct {
	items map[expiry.Key]attributes
	tree  tlog.Tree
	fresh []seenEntry
}

func newSight(items []attributes) sight {
	s := sight{items: map[expiry.Key]attributes{}}
	for _, it := range items {
		s.items[expiry.Key{Partition: stringOf(it["pk"]), Item: stringOf(it["sk"])}] = it
	}
	return s
}

// readTree reads the tree; the empty one where nothing is in the log.
func (s *sight) readTree(c gdpr.ControllerID) error {
	it := s.items[expiry.Key{Partition: partition(c, kindLog, logTree), Item: logTree}]
	if it == nil {
		return nil
	}
	var err error
	s.tree, err = treeOf(it)
	return err
}

func treeOf(it attributes) (t tlog.Tree, err error) {
	var stored treeItem
	if err := decode(it, &stored); err != nil {
		return t, err
	}
	if len(stored.Root) != len(t.Hash) || stored.Size < 1 {
		return t, fmt.Errorf("tree of %d leaves with a root of %d bytes", stored.Size, len(stored.Root))
	}
	t.N = stored.Size
	copy(t.Hash[:], stored.Root)
	return t, nil
}

func (s sight) leaf(k expiry.Key) attributes {
	return s.items[expiry.Key{Partition: k.Partition, Item: leafKey(k.Item)}]
}

// ends is when the leaf beside an entry ends by itself.
func (s sight) ends(k expiry.Key) retention.Expiry {
	if _, ofDossier := dossierHead(k); ofDossier {
		return 0
	}
	return retention.Expiry(numberOf(s.items[k]["expires"]))
}

// entry is what the log has of what lies under a key; false where it is gone, or its
// head is.
func (s sight) entry(k expiry.Key) (transparency.Entry, bool, error) {
	it := s.items[k]
	if it == nil {
		return transparency.Entry{}, false, nil
	}
	head, ofDossier := dossierHead(k)
	if !ofDossier {
		r, err := recordFromItem(it)
		return decisionEntry(r), err == nil, err
	}
	if s.items[head] == nil {
		return transparency.Entry{}, false, nil
	}
	e, err := stepEntry(k, it, s.items[head])
	return e, err == nil, err
}

// decisionEntry is all of a visitor's decision but when it ends. Its number is the one that
// receipts have: an entry is shown to others, and opens nothing.
func decisionEntry(r consent.Record) transparency.Entry {
	e := transparency.Entry{
		Controller: r.Controller, Kind: transparency.VisitorConsent, ID: string(consent.RecordNumber(r.Controller, string(r.Visitor)+"."+string(r.ID))),
		Event: "record", At: r.Recorded, Fields: seenFields(seenToItem(r.Seen)),
	}
	for _, c := range r.Choices {
		e.Fields = append(e.Fields, decision(string(c.Purpose), string(c.Decision)))
	}
	return e
}

func decision(purpose, decided string) transparency.Field {
	return transparency.Field{Name: "decision " + purpose, Value: decided}
}

// seenFields is what a person was shown: digests and versions.
func seenFields(s seenItem) []transparency.Field {
	return []transparency.Field{
		{Name: "version", Value: s.Version}, {Name: "notice", Value: s.Notice}, {Name: "interface", Value: s.Interface},
		{Name: "language", Value: s.Language}, {Name: "mechanism", Value: s.Mechanism}, {Name: "site", Value: s.Site},
		{Name: "claimed", Value: s.Claimed},
	}
}

// stepEntry is a step of a dossier, with what its head says and never changes.
func stepEntry(k expiry.Key, it, head attributes) (transparency.Entry, error) {
	var step eventItem
	if err := decode(it, &step); err != nil {
		return transparency.Entry{}, err
	}
	c, kind, id, err := splitPartition(k.Partition)
	if err != nil {
		return transparency.Entry{}, err
	}
	at := instants{}
	e := transparency.Entry{
		Controller: c, Kind: transparency.CaseEvent, ID: id, Event: step.On, At: at.of(step.At),
		// The place is bound too: an item that was moved is another.
		Fields: []transparency.Field{{Name: "item", Value: k.Item}, {Name: "by", Value: step.By}, {Name: "right", Value: step.Right}},
	}
	var more []transparency.Field
	if kind == kindConsent {
		e.Kind, e.ID = transparency.ConsentEvent, string(consent.RecordNumber(c, id))
		more, err = declaredFields(head, step.At)
	} else {
		more, err = requestFields(head)
	}
	if len(step.Took) > 0 {
		more = append(more, transparency.Field{Name: "took", Value: strings.Join(step.Took, " ")})
	}
	if len(step.Gave) > 0 {
		more = append(more, transparency.Field{Name: "gave", Value: strings.Join(step.Gave, " ")})
	}
	e.Fields = append(e.Fields, more...)
	if err == nil {
		err = at.err
	}
	return e, err
}

// declaredFields is what was declared, as it was at a step: what it was to then, for a yes to
// another version puts its own in the place of that (Affirm), and the decisions as they were
// first written. What was taken back since, whole or in part, shows in the steps, of which each
// is in the log. So no later step changes what an earlier one says, and its leaf stays true.
func declaredFields(head attributes, at string) ([]transparency.Field, error) {
	var it consentItem
	if err := decode(head, &it); err != nil {
		return nil, err
	}
	fields := append(seenFields(it.seenAt(at)), transparency.Field{Name: "recorded", Value: it.Recorded})
	for _, c := range it.declared() {
		fields = append(fields, decision(c.Purpose, c.Decision))
	}
	return fields, nil
}

// declared is the decisions as they were first written.
func (it consentItem) declared() []choiceItem {
	all := slices.Clone(it.Choices)
	for i, c := range all {
		if c.Decision == string(gdpr.Withdrawn) {
			all[i].Decision = string(gdpr.Given)
		}
	}
	return all
}

// seenAt is what had stood before the person at a time; from the moment of a yes to another
// version on, that version.
func (it consentItem) seenAt(at string) seenItem {
	for _, e := range it.Earlier {
		if at < e.Until {
			return e.Seen
		}
	}
	return it.Seen
}

// requestFields is how a request came. What it asks for may be sorted anew, and what it
// says is sealed: neither is in the log.
func requestFields(head attributes) ([]transparency.Field, error) {
	var it caseItem
	if err := decode(head, &it); err != nil {
		return nil, err
	}
	return []transparency.Field{{Name: "received", Value: it.Received}, {Name: "channel", Value: it.Channel}}, nil
}

// leafOf reads a leaf item.
func leafOf(it attributes) (index int64, n transparency.Nonce, err error) {
	var stored leafItem
	if err := decode(it, &stored); err != nil {
		return 0, n, err
	}
	if len(stored.Nonce) != len(n) || !strings.HasPrefix(stored.SK, leafPrefix) {
		return 0, n, fmt.Errorf("leaf with a nonce of %d bytes", len(stored.Nonce))
	}
	copy(n[:], stored.Nonce)
	return stored.Index, n, nil
}
