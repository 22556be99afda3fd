package dynamo

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	asking "ordholden/internal/renewal"
	"ordholden/internal/retention"
)

// Renewals keeps who is to be asked whether to be kept: renewal.Store on the table. Of
// a profile it reads and moves only the plain attributes of the head.
type Renewals struct{ *Table }

// Due queries the index.
func (s Renewals) Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.SubjectID, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{
		TableName:                 &s.Name,
		IndexName:                 aws.String(dueIndex),
		KeyConditionExpression:    aws.String("agenda = :agenda AND due <= :now"),
		ExpressionAttributeValues: attributes{":agenda": text(agenda(c, agendaRenewal)), ":now": text(stamp(now))},
		Limit:                     aws.Int32(dueBatch),
	})
	if err != nil {
		return nil, explain("query due", err)
	}
	var owners []gdpr.SubjectID
	for _, it := range out.Items {
		var k item
		if err := decode(it, &k); err != nil {
			return nil, err
		}
		if _, _, owner, err := splitPartition(k.PK); err == nil && k.SK == kindProfile {
			owners = append(owners, gdpr.SubjectID(owner))
		}
	}
	return owners, nil
}

// Profile reads the head's dates.
func (s Renewals) Profile(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID) (asking.Profile, error) {
	head, err := s.head(ctx, c, owner)
	if err != nil {
		return asking.Profile{}, err
	}
	due, err := unstamp(head.Due)
	return asking.Profile{
		Controller: c, Owner: owner, End: retention.Expiry(head.End), Restricted: head.Restricted != "", Due: due,
	}, err
}

// head reads a profile's head, and opens nothing of it.
func (s Renewals) head(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID) (head holdingItem, err error) {
	it, err := s.get(ctx, partition(c, kindPerson, string(owner)), kindProfile)
	if err != nil {
		return head, err
	}
	if it == nil {
		return head, errNoRecord
	}
	return head, decode(it, &head)
}

// Latest reads the heads of the person's confirmed consents: they are few. The one that
// was decided on last, a withdrawal too, is what counts for the purpose.
func (s Renewals) Latest(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, purpose gdpr.PurposeID) (consent.Consent, error) {
	pointers, err := s.query(ctx, partition(c, kindSubject, string(owner)), kindConsent+"#")
	if err != nil {
		return consent.Consent{}, err
	}
	var latest consent.Consent
	seen := map[string]bool{}
	for _, it := range pointers {
		var p confirmedItem
		if err := decode(it, &p); err != nil {
			return consent.Consent{}, err
		}
		if seen[p.Consent] {
			continue
		}
		seen[p.Consent] = true
		d, err := s.decided(ctx, c, gdpr.ID(p.Consent))
		if err != nil {
			return consent.Consent{}, err
		}
		asked := slices.ContainsFunc(d.Choices, func(h consent.Choice) bool { return h.Purpose == purpose })
		if asked && d.Decided.After(latest.Decided) {
			latest = d
		}
	}
	if latest.ID == "" {
		return latest, errNoDossier
	}
	return latest, nil
}

// decided reads what was decided in a consent; nothing of one that has ended.
func (s Renewals) decided(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (consent.Consent, error) {
	it, err := s.get(ctx, partition(c, kindConsent, string(id)), kindConsent)
	if err != nil || it == nil {
		return consent.Consent{}, err
	}
	return consentOf(it)
}

// Ask stores the mail in the consent's dossier, notes on the consent's head when the
// person was asked, and moves the profile, in one transaction.
func (s Renewals) Ask(ctx context.Context, p asking.Profile, q *asking.Question, next time.Time) error {
	move := types.TransactWriteItem{Update: s.later(p, next)}
	if q == nil {
		return changed(s.write(ctx, move))
	}
	pk := partition(p.Controller, kindConsent, string(q.Consent.ID))
	mail, err := s.put(newMail(p.Controller, pk, q.Order, q.Consent.Expires))
	if err != nil {
		return err
	}
	err = s.write(ctx, mail, s.noteAsked(pk, q), move)
	if r, ok := errors.AsType[*refusal](err); ok && r.by(0) && !r.by(2) {
		return changed(s.write(ctx, move))
	}
	return changed(err)
}

// later moves when a profile is looked at, if it is as it was read.
func (s Renewals) later(p asking.Profile, next time.Time) *types.Update {
	u := &types.Update{
		TableName:                &s.Name,
		Key:                      key(partition(p.Controller, kindPerson, string(p.Owner)), kindProfile),
		UpdateExpression:         aws.String("REMOVE agenda, #due"),
		ConditionExpression:      aws.String("(" + alive + ") AND #end = :end AND #due = :was AND attribute_not_exists(restricted)"),
		ExpressionAttributeNames: map[string]string{"#end": "end", "#due": "due"},
		ExpressionAttributeValues: attributes{
			":end": number(int64(p.End)), ":was": text(stamp(p.Due)), ":now": s.now(),
		},
	}
	if p.Restricted {
		u.ConditionExpression = aws.String("(" + alive + ") AND #end = :end AND #due = :was AND attribute_exists(restricted)")
	}
	if !next.IsZero() {
		u.UpdateExpression = aws.String("SET #due = :next")
		u.ExpressionAttributeValues[":next"] = text(stamp(next))
	}
	return u
}

// noteAsked notes when a person was last asked to renew, if the consent stands as it was read.
func (s Renewals) noteAsked(pk string, q *asking.Question) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName:                &s.Name,
		Key:                      key(pk, kindConsent),
		UpdateExpression:         aws.String("SET asked = :asked"),
		ConditionExpression:      aws.String("(" + alive + ") AND #state = :standing AND decided = :decided"),
		ExpressionAttributeNames: map[string]string{"#state": "state"},
		ExpressionAttributeValues: attributes{
			":asked": text(stamp(q.Order.At)), ":standing": text(string(consent.Standing)),
			":decided": text(stamp(q.Consent.Decided)), ":now": s.now(),
		},
	}}
}

// asked is the end that a mail to renew tells of: that of the profile as it is when the
// mail is sent. Where the profile is gone, is restricted or ends at another time by
// now, there is nothing to ask.
func (s Renewals) asked(ctx context.Context, r outbox.Ref, c consent.Consent) (time.Time, error) {
	p, err := s.Profile(ctx, c.Controller, c.Subject)
	if err != nil {
		return time.Time{}, err
	}
	if p.Restricted || p.End.Due(s.Now()) || !strings.HasSuffix(r.Entry, "-"+asking.End(p.End)) {
		return time.Time{}, errNoDossier
	}
	return p.End.Time(), nil
}

// Renew stores a renewal, and slides the profile by the same transaction: no crash comes
// between them. An activity in the same moment is read again and written around.
func (s Consents) Renew(ctx context.Context, from, to consent.Consent, profile consent.Slide) error {
	writes, err := s.step(ctx, from, to, consent.Renew)
	if err != nil {
		return err
	}
	for range writeTries {
		was, err := Renewals(s).head(ctx, to.Controller, to.Subject)
		if gdpr.KindOf(err) == gdpr.NotFound || was.Restricted == "" && retention.Expiry(was.End).Due(s.Now()) {
			return errLink
		}
		if err != nil {
			return err
		}
		all := slices.Clone(writes)
		if was.Since < stamp(profile.From) {
			touch, err := s.touch(to.Controller, was, profile)
			if err != nil {
				return err
			}
			all = append(all, types.TransactWriteItem{Update: touch})
		}
		err = s.write(ctx, all...)
		if r, ok := errors.AsType[*refusal](err); !ok || len(r.items) > 1 || !r.by(len(writes)) {
			return conflict(err)
		}
	}
	return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
}

// touch is the update by which an activity slides a profile, as Holdings.Touch makes it.
func (s Consents) touch(c gdpr.ControllerID, was holdingItem, profile consent.Slide) (*types.Update, error) {
	to := holdingItem{
		item: item{PK: was.PK, SK: was.SK, Expires: profile.Due}, Since: stamp(profile.From), End: int64(profile.Due),
		Agenda: agenda(c, agendaRenewal), Due: stamp(profile.Ask),
	}
	if was.Restricted == "" && len(was.Holds) == 0 {
		return Holdings(s).free(to)
	}
	return Holdings(s).bound(was, to)
}
