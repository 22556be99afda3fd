package dynamo

import (
	"context"
	"slices"
	"strings"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// find lists what is to be done about a person: by their own partition, and by what
// the index of what is held on them points to. The case that asks for it is kept readable
// whatever it says, for its answer goes out after this.
func (s Erasures) find(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, asking gdpr.ID, now time.Time) ([]deed, error) {
	work, err := s.records(ctx, partition(c, kindPerson, string(owner)), now)
	if err != nil {
		return nil, err
	}
	pointers, err := s.lying(ctx, partition(c, kindSubject, string(owner)))
	if err != nil {
		return nil, err
	}
	for _, p := range pointers {
		found, err := s.follow(ctx, c, owner, p.SK, asking, now)
		if err != nil {
			return nil, err
		}
		work = append(work, found...)
	}
	slices.SortFunc(work, byReceipt)
	return work, nil
}

// follow is what is to be done about what a pointer of the person's partition leads to.
func (s Erasures) follow(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, pointer string, asking gdpr.ID, now time.Time) ([]deed, error) {
	if agreement, ok := strings.CutPrefix(pointer, namedPrefix); ok {
		return s.named(ctx, c, owner, agreement, now)
	}
	name, ok := strings.CutPrefix(pointer, heldPrefix)
	kind, id, _ := strings.Cut(name, "#")
	if !ok {
		return nil, nil
	}
	pk := partition(c, kind, id)
	switch kind {
	case kindAgreement:
		return s.records(ctx, pk, now)
	case kindCase:
		return s.request(ctx, pk, asking)
	case kindMessage:
		return s.letter(ctx, c, pk, asking)
	}
	return nil, nil // profiles and applications lie in the person's own partition; a consent stays
}

// records is the deeds for every record of a partition.
func (s Erasures) records(ctx context.Context, pk string, now time.Time) ([]deed, error) {
	lots, err := s.lots(ctx, pk)
	if err != nil {
		return nil, err
	}
	var work []deed
	for head, l := range lots {
		m, ok := matterOf(pk, head)
		if !ok {
			continue
		}
		d := deed{Do: doClear, PK: pk, SK: head, Class: string(m.record("").Class), Purpose: l.purpose(), Files: l.files}
		if l.head != nil {
			d.Do, d.Received = doRemove, l.head.Received
			if h := l.head.kept(now); h != nil {
				d.keep(doKeep, *h)
			}
		}
		work = append(work, d)
	}
	return work, nil
}

// named is the deed for an agreement that names the person.
func (s Erasures) named(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, agreement string, now time.Time) ([]deed, error) {
	pk := partition(c, kindAgreement, agreement)
	lots, err := s.lots(ctx, pk)
	if err != nil {
		return nil, err
	}
	d := deed{Do: doUnname, PK: pk, SK: contactKey(kindAgreement, owner), Class: string(holding.TraceContact)}
	if l := lots[kindAgreement]; l != nil && l.head != nil {
		d.Purpose, d.Received = l.purpose(), l.head.Received
		if h := l.head.kept(now); h != nil {
			d.keep(doStay, *h)
		}
	}
	return []deed{d}, nil
}

// request is the deed for a request: one that may still have to be answered, or whose answer is
// still on its way or came back, keeps the person, whom the answer goes to; and so does the one that
// asks for the erasure, until its answer has arrived (Cases.Forget). Others lose the person.
func (s Erasures) request(ctx context.Context, pk string, asking gdpr.ID) ([]deed, error) {
	head, err := s.lyingAt(ctx, pk, kindCase)
	if err != nil || head == nil || head.due(s.Now()) {
		return nil, err
	}
	c, _, id, err := splitPartition(pk)
	if err != nil {
		return nil, err
	}
	var it caseItem
	if err := decode(head.raw, &it); err != nil {
		return nil, err
	}
	r, err := it.request(c, gdpr.ID(id))
	if err != nil || r.ID != asking && !r.NeedsPerson(s.Now()) {
		return nil, err
	}
	until, err := s.lasts(c, *head)
	return []deed{{
		Do: doReseal, PK: pk, SK: kindCase, Class: string(holding.TraceRequest), Received: head.Received,
		Ground: holding.GroundRequest, Until: int64(until),
	}}, err
}

// lasts is until when a request is kept: one that has no end yet, as if it ended now.
func (s Erasures) lasts(c gdpr.ControllerID, head lyingItem) (retention.Expiry, error) {
	d, known := s.Controllers.Current(c)
	received, err := unstamp(head.Received)
	if head.Expires != 0 || err != nil || !known {
		return head.Expires, err
	}
	return rights.Ends(d, received, s.Now())
}

// letter is the deed for a mail that the person sent: deleted, unless it belongs to a
// request that is still to be answered. Of that it is a part, and needs no line of its
// own. (The raw mail in the bucket cannot be read any more either way: what staff read
// lies in the item.)
func (s Erasures) letter(ctx context.Context, c gdpr.ControllerID, pk string, asking gdpr.ID) ([]deed, error) {
	head, err := s.lyingAt(ctx, pk, kindMessage)
	if err != nil || head == nil {
		return nil, err
	}
	d := deed{Do: doRemove, PK: pk, SK: kindMessage, Class: string(holding.TraceMessage), Received: head.Received}
	of, err := s.request(ctx, partition(c, kindCase, head.Case), asking)
	if len(of) > 0 {
		d.Do = doReseal
	}
	return []deed{d}, err
}

// due reports whether the item has ended.
func (it lyingItem) due(now time.Time) bool { return it.Expires.Due(now) }
