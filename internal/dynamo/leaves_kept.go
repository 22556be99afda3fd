package dynamo

import (
	"fmt"
	"strings"
	"time"

	"ordholden/internal/expiry"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/transparency"
)

// partition is what one partition has: a visitor's decisions, a dossier, one that is being cleared,
// or nothing that belongs in a log.
func (v *view) partition(pk string, s sight) error {
	if !LoggedOf(pk, "EVENT#") && !LoggedOf(pk, "CONSENT#") {
		return nil
	}
	head, ofDossier := dossierHead(expiry.Key{Partition: pk})
	if ofDossier && (s.items[head] == nil || v.due(s.items[head])) {
		return v.ending(s, head)
	}
	for k, it := range s.items {
		var err error
		switch sk, isLeaf := strings.CutPrefix(k.Item, leafPrefix); {
		case isLeaf:
			err = v.leaf(s, expiry.Key{Partition: pk, Item: sk}, it)
		case LoggedOf(pk, k.Item):
			err = v.entry(s, k, it)
		}
		if err != nil {
			return err
		}
	}
	if !ofDossier {
		return nil
	}
	v.atOne(s, head)
	if err := v.told(s, head); err != nil {
		return err
	}
	if err := v.follows(s, head); err != nil {
		return err
	}
	return v.tooSoon(s, head)
}

func (v *view) fault(where string, err error) {
	v.kept = append(v.kept, transparency.Kept{Where: where, Fault: err})
}

func expiresOf(it attributes) retention.Expiry { return retention.Expiry(numberOf(it["expires"])) }

func (v *view) due(it attributes) bool { e := expiresOf(it); return e != 0 && e.Due(v.at) }

// moved says until when an item is kept, and until when it was to be.
func moved(it attributes, end retention.Expiry) error {
	until := func(e retention.Expiry) string {
		if e == 0 {
			return "no time"
		}
		return e.Time().UTC().Format(time.RFC3339)
	}
	return fmt.Errorf("%w: until %s, not %s", transparency.ErrMoved, until(expiresOf(it)), until(end))
}

// atOne is whether a head ends when its term record tells.
func (v *view) atOne(s sight, head expiry.Key) {
	switch end, told := s.term(head); {
	case !told:
		v.fault(head.Partition+" "+termKey(head.Item), transparency.ErrRemoved)
	case end != expiresOf(s.items[head]):
		v.fault(head.Partition, moved(s.items[head], end))
	}
}

// term is until when the term record of a dossier tells that it is kept.
func (s sight) term(head expiry.Key) (end retention.Expiry, told bool) {
	it := s.items[expiry.Key{Partition: head.Partition, Item: termKey(head.Item)}]
	return retention.Expiry(numberOf(it["end"])), it != nil
}

// leaf is a leaf, and what it is of. Of what has ended as it was to, and waits for its deletion, half
// may be gone.
func (v *view) leaf(s sight, k expiry.Key, leaf attributes) error {
	index, nonce, err := leafOf(leaf)
	if err != nil {
		return err
	}
	e, there, err := s.entry(k)
	if err != nil {
		return err
	}
	one := transparency.Kept{Where: k.Partition + " " + k.Item, Index: index, Nonce: nonce}
	end, other := v.endOf(index, k, leaf, s.items[k])
	switch {
	case other != nil:
		v.fault(one.Where, moved(other, end))
	case v.due(leaf):
		return v.still(s, k, leaf)
	}
	if there {
		one.Entry = e.Encode()
	}
	v.kept = append(v.kept, one)
	return nil
}

// endOf is which of a visitor's decision and its leaf has another end than it should, and which that is:
// the leaf ends on the day that the log was told of, and the decision with the leaf. A leaf of a dossier
// has none, and a step has that of its head.
func (v *view) endOf(index int64, k expiry.Key, leaf, entry attributes) (end retention.Expiry, other attributes) {
	_, ofDossier := dossierHead(k)
	if at, told := v.ends[index]; told && !ofDossier {
		end = retention.Expiry(at.Unix())
	}
	switch {
	case expiresOf(leaf).DayEnd() != end:
		return end, leaf
	case !ofDossier && entry != nil && expiresOf(entry) != expiresOf(leaf):
		return expiresOf(leaf), entry
	}
	return end, nil
}

// entry is an entry as far as its leaf does not tell: one without, a step that ends before its
// head does, and a decision that ends before it can.
func (v *view) entry(s sight, k expiry.Key, it attributes) error {
	if head, ofDossier := dossierHead(k); ofDossier && v.due(it) {
		v.fault(k.Partition+" "+k.Item, moved(it, expiresOf(s.items[head])))
		return nil
	}
	if _, ofDossier := dossierHead(k); !ofDossier {
		if err := v.decisionTooSoon(k, it); err != nil {
			return err
		}
	}
	if s.leaf(k) != nil || v.due(it) {
		return nil
	}
	return v.unlogged(s, k)
}

// unlogged is an entry without a leaf.
func (v *view) unlogged(s sight, k expiry.Key) error {
	e, _, err := s.entry(k)
	if err == nil && v.at.Sub(e.At) > unloggedFor {
		v.fault(k.Partition+" "+k.Item, transparency.ErrUnlogged)
	}
	return err
}

// ending is a dossier whose head has ended, or is gone. Its term record tells since when: by that
// record the log is told, when the dossier is cleared. Where it tells of no end, or of one to come,
// somebody has removed the head.
func (v *view) ending(s sight, head expiry.Key) error {
	var logged []int64
	lies := false
	for k, it := range s.items {
		logged = append(logged, numberIn(it)...)
		lies = lies || LoggedOf(k.Partition, k.Item)
	}
	if len(logged) == 0 && !lies {
		return nil
	}
	v.ended = logged // what is at fault is named below, once
	end, _ := s.term(head)
	if s.items[head] != nil {
		if err := v.waits(s, head); err != nil {
			return err
		}
		end = expiresOf(s.items[head])
	}
	switch {
	case end == 0 || !end.Due(v.at):
		v.fault(head.Partition, transparency.ErrHeadless)
	case v.at.Sub(end.Time()) > unclearedFor:
		v.fault(head.Partition, transparency.ErrLeft)
	}
	return nil
}

// told is the steps that a head tells of and that are not there, leaf and all. Those whose
// leaf is there are found by it. A mail that joined a case is no step of its log: it lies beside
// it, and goes with the person.
func (v *view) told(s sight, head expiry.Key) error {
	steps, err := inBrief(s.items[head])
	for _, step := range steps {
		if step.On == string(rights.Write) {
			continue
		}
		at, bad := unstamp(step.At)
		if bad != nil {
			return bad
		}
		k := expiry.Key{Partition: head.Partition, Item: eventKey(at, step.On)}
		if s.items[k] == nil && s.leaf(k) == nil {
			v.fault(k.Partition+" "+k.Item, transparency.ErrRemoved)
		}
	}
	return err
}
