package dynamo

import (
	"strings"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/transparency"
)

// Until when something is kept is in no leaf, for it moves. How soon it can have ended at the earliest
// follows from what is: the steps, when each was, and the version that was shown. So whoever writes an
// end into the past, in every place that tells of it, is found out as long as the entries lie there.
// An end only ever moves sooner by a declaration that came later: none is before the earliest of those
// that the declarations have from the version that was shown on. Later than that is not looked at.

// tooSoon names a head that ends where it cannot: a request that is under way or restricts something
// has no end, and a consent ends as its last decision lets it.
func (v *view) tooSoon(s sight, head expiry.Key) error {
	if expiresOf(s.items[head]) == 0 {
		return nil
	}
	history, err := s.history(head)
	if err != nil {
		return err
	}
	if head.Item == kindConsent {
		return v.consentTooSoon(s.items[head], history)
	}
	return v.caseTooSoon(s.items[head], history)
}

func (v *view) caseTooSoon(head attributes, history []eventItem) error {
	var it caseItem
	if err := decode(head, &it); err != nil {
		return err
	}
	workflow, identity, _, _ := rights.Replay(asEntries(history)) // what is impossible is named by follows
	if (rights.Request{Workflow: workflow, Identity: identity, Restricted: it.Restricted}).Endless() {
		v.fault(it.PK, moved(head, 0))
	}
	return nil
}

// consentTooSoon passes over a consent that came with an application and was never decided on since:
// its proof counts from when the application was sent, which is in no leaf.
func (v *view) consentTooSoon(head attributes, history []eventItem) error {
	c, err := consentOf(head)
	if err != nil || len(history) == 0 {
		return err
	}
	last := history[len(history)-1]
	if last.On == string(consent.Confirm) && last.At == history[0].At {
		return nil
	}
	if c.Decided, err = unstamp(last.At); err != nil {
		return err
	}
	c.State, _, _ = consent.Replay(nil, asSteps(history))
	earliest, err := v.earliest(c.Seen.Version, func(d *controller.Declaration) (retention.Expiry, error) { return c.EndBy(d, 0) })
	if c.Expires < earliest {
		v.fault(stringOf(head["pk"]), moved(head, earliest))
	}
	return err
}

// decisionTooSoon is that of a visitor's decision.
func (v *view) decisionTooSoon(k expiry.Key, it attributes) error {
	r, err := recordFromItem(it)
	if err != nil {
		return err
	}
	earliest, err := v.earliest(r.Seen.Version, r.EndBy)
	if r.Expires < earliest {
		v.fault(k.Partition+" "+k.Item, moved(it, earliest))
	}
	return err
}

// earliest is the first end that the declarations have, from a version on; 0 where that is not known,
// of which nothing can be told.
func (v *view) earliest(from controller.Version, end func(*controller.Declaration) (retention.Expiry, error)) (first retention.Expiry, err error) {
	for _, d := range v.versions {
		if d.Version.Less(from) {
			continue
		}
		e, err := end(d)
		if err != nil {
			return 0, err
		}
		if first == 0 || e < first {
			first = e
		}
	}
	return first, nil
}

// waits is what can be told of a dossier whose head has ended and lies there, for the sweep has not come
// by. Steps that are deleted are known by the leaves that lie there until the head is gone.
func (v *view) waits(s sight, head expiry.Key) error {
	v.atOne(s, head)
	for k, it := range s.items {
		var err error
		switch sk, isLeaf := strings.CutPrefix(k.Item, leafPrefix); {
		case isLeaf:
			err = v.still(s, expiry.Key{Partition: k.Partition, Item: sk}, it)
		case LoggedOf(k.Partition, k.Item) && s.leaf(k) == nil:
			err = v.unlogged(s, k)
		}
		if err != nil {
			return err
		}
	}
	if err := v.told(s, head); err != nil {
		return err
	}
	if err := v.follows(s, head); err != nil {
		return err
	}
	return v.tooSoon(s, head)
}

// still is the leaf of what has ended and lies there, to be held against the log like any other.
func (v *view) still(s sight, k expiry.Key, leaf attributes) error {
	e, there, err := s.entry(k)
	if err != nil || !there {
		return err
	}
	index, nonce, err := leafOf(leaf)
	if err == nil {
		v.kept = append(v.kept, transparency.Kept{Where: k.Partition + " " + k.Item, Index: index, Nonce: nonce, Entry: e.Encode(), Ended: true})
	}
	return err
}

// asEntries is the steps of a request as they are gone through once more.
func asEntries(history []eventItem) []rights.Entry {
	var all []rights.Entry
	for _, e := range history {
		all = append(all, rights.Entry{On: rights.Event(e.On), Right: gdpr.Right(e.Right)})
	}
	return all
}

// asSteps is the steps of a consent.
func asSteps(history []eventItem) []consent.Step {
	var all []consent.Step
	for _, e := range history {
		all = append(all, consent.Step{
			On: consent.Event(e.On), Took: purposesFromItem(e.Took), Gave: purposesFromItem(e.Gave),
		})
	}
	return all
}

// gaps is the steps that a head tells of, that are deleted, and whose leaves lie there.
func (s sight) gaps(head expiry.Key, brief []eventItem) ([]eventItem, error) {
	var gone []eventItem
	for _, e := range brief {
		at, err := unstamp(e.At)
		if err != nil {
			return nil, err
		}
		if k := (expiry.Key{Partition: head.Partition, Item: eventKey(at, e.On)}); s.items[k] == nil && s.leaf(k) != nil {
			gone = append(gone, e)
		}
	}
	return gone, nil
}
