package dynamo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/seal"
)

// Holdings keeps what is held on people: holding.Store on the table.
type Holdings struct{ *Table }

var _ holding.Store = Holdings{}

// Subject takes the pseudonym secret, and as long as there are several it takes one
// read for each other, for everybody alike.
func (s Holdings) Subject(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (gdpr.SubjectID, error) {
	secret, err := s.Keys.secretFor(ctx, c, address)
	return secret.Subject(address), err
}

// Owner is a pseudonym that no address has, for none has a colon.
func (s Holdings) Owner(ctx context.Context, c gdpr.ControllerID, agreement gdpr.ID) (gdpr.SubjectID, error) {
	name := gdpr.Private("agreement:" + agreement)
	secret, err := s.Keys.secretFor(ctx, c, name)
	return secret.Subject(name), err
}

// Apply stores an application by one call for the person's key and one transaction.
func (s Holdings) Apply(ctx context.Context, r holding.Record, address gdpr.Private, given consent.Consent, key string) (holding.Record, bool, error) {
	who, err := s.person(ctx, r.Controller, address)
	if err != nil {
		return holding.Record{}, false, err
	}
	if key != "" {
		// The pseudonym is in it so that nobody else's key can find this application.
		r.ID = gdpr.DeriveID("application", string(r.Controller), string(who.subject), key)
	}
	r.Owner, r.Class, r.Consent = who.subject, controller.Applications, given.ID
	writes, err := s.begin(r, who.key)
	if err != nil {
		return holding.Record{}, false, err
	}
	said, err := s.said(given, address, who)
	if err != nil {
		return holding.Record{}, false, err
	}
	err = s.commit(ctx, append(writes, said...))
	if gdpr.KindOf(err) == gdpr.Conflict {
		stored, err := s.standing(ctx, r.Ref)
		return stored, false, err
	}
	return r, err == nil, inFlight(key, err)
}

// said is the dossier of a consent that counts from the start: sending the application
// was giving it (Art. 4(11), promise T13), and nobody is asked to confirm it by mail.
func (s Holdings) said(c consent.Consent, address gdpr.Private, who person) ([]types.TransactWriteItem, error) {
	c.Address, c.Subject, c.State = address, who.subject, consent.Standing
	if c.Decided.IsZero() {
		c.Decided = c.Recorded
	}
	head, err := consentToItem(c, who)
	if err != nil {
		return nil, err
	}
	head.Decided = stamp(c.Decided)
	writes, err := s.puts(head,
		newEvent(head.PK, c.Recorded, string(consent.Declare), c.Expires),
		newEvent(head.PK, c.Decided, string(consent.Confirm), c.Expires),
		confirmedItem{
			item: item{
				PK: partition(c.Controller, kindSubject, string(who.subject)),
				SK: confirmedKey(c.Decided, c.ID), Expires: c.Expires,
			},
			Consent: string(c.ID),
		})
	if err != nil {
		return nil, err
	}
	sealed, err := s.sealedBy(termOfConsent(c))
	return append(writes, sealed...), err
}

// Put stores a profile or an agreement by one call for its key and one transaction.
func (s Holdings) Put(ctx context.Context, r holding.Record, address gdpr.Private) error {
	if r.Owner == "" && r.Class == controller.Profiles {
		who, err := s.person(ctx, r.Controller, address)
		if err != nil {
			return err
		}
		r.Owner = who.subject
	}
	k, err := s.Keys.DataKey(ctx, r.Controller, r.Owner)
	if err != nil {
		return err
	}
	writes, err := s.begin(r, k)
	if err != nil {
		return err
	}
	err = s.commit(ctx, writes)
	if gdpr.KindOf(err) == gdpr.Conflict {
		if _, gone := s.standing(ctx, r.Ref); gone != nil {
			return gone
		}
	}
	return err
}

// listedItem is the pointer to a profile, which the index lists by when the profile
// came: the head itself is in the index by whom to ask next.
type listedItem struct {
	item
	Agenda string `dynamodbav:"agenda"`
	Due    string `dynamodbav:"due"`
}

// pointerTo is a record's place in the index of what is held.
func pointerTo(r holding.Record) any {
	kind, id := heldAs(r.Ref)
	held := newHeld(r.Controller, r.Owner, kind, id)
	if r.Class != controller.Profiles {
		return held
	}
	return listedItem{held, agenda(r.Controller, kindProfile), stamp(r.Received)}
}

// begin is what a record begins with. Its head and its term record lie where nothing
// may lie, not even what has ended: that is cleared away first, or its end would
// never be told, and what lay beside it would be the new one's.
func (s Holdings) begin(r holding.Record, k seal.Key) ([]types.TransactWriteItem, error) {
	head, err := sealHead(k, r, s.Now())
	if err != nil {
		return nil, err
	}
	first, err := s.firsts(head, termOf(r))
	if err != nil {
		return nil, err
	}
	pointer, err := s.set(pointerTo(r))
	if err != nil {
		return nil, err
	}
	files, err := s.awaited(k, head.PK, head.SK, r.Files)
	if err != nil {
		return nil, err
	}
	writes := append(append(append(first, pointer), files...), s.fence(r.Controller, r.Owner, k))
	if r.Class != controller.Agreements {
		return writes, nil
	}
	named, err := s.rename(k, head.item, nil, r)
	if err != nil {
		return nil, err
	}
	reached, err := s.put(newStage(head.PK, head.SK, r.Received, r.Stage))
	return append(append(writes, named...), reached), err
}

// termOf is the term record of a record: what it says of the end counts holds in, and
// leaves restriction out, which has none.
func termOf(r holding.Record) termItem {
	pk, sk, _ := home(r.Ref)
	end := retention.Term{Due: r.Term.Due, Holds: r.Term.Holds}.Expires()
	return newTerm(pk, sk, r.Owner, string(r.Class), string(r.Purpose), r.Version.String(), end)
}
