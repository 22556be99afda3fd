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

// profileDates is the plain attributes of a profile's head that its end depends on.
type profileDates struct {
	item
	End        int64  `dynamodbav:"end"`
	Since      string `dynamodbav:"since"`
	Restricted string `dynamodbav:"restricted"`
	Due        string `dynamodbav:"due"`
}

// over reports whether the retention has ended: what only a hold keeps does not come back.
func (d profileDates) over(now time.Time) bool {
	return d.Restricted == "" && retention.Expiry(d.End).Due(now)
}

// Holdings writes the same: a profile is in the index as long as its holder is to be
// asked and it is not restricted.
const (
	agendaAsk   = "RENEWAL"
	profileHead = "PROFILE"
)

func profilePartition(c gdpr.ControllerID, owner gdpr.SubjectID) string {
	return partition(c, "PERSON", string(owner))
}

// Due queries the index.
func (s Renewals) Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.SubjectID, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{
		TableName:                 &s.Name,
		IndexName:                 aws.String(dueIndex),
		KeyConditionExpression:    aws.String("agenda = :agenda AND due <= :now"),
		ExpressionAttributeValues: attributes{":agenda": text(agenda(c, agendaAsk)), ":now": text(stamp(now))},
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
		if _, _, owner, err := splitPartition(k.PK); err == nil && k.SK == profileHead {
			owners = append(owners, gdpr.SubjectID(owner))
		}
	}
	return owners, nil
}

// Profile reads the head's dates.
func (s Renewals) Profile(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID) (asking.Profile, error) {
	d, err := s.dates(ctx, c, owner)
	if err != nil {
		return asking.Profile{}, err
	}
	due, err := unstamp(d.Due)
	return asking.Profile{
		Controller: c, Owner: owner, End: retention.Expiry(d.End), Restricted: d.Restricted != "", Due: due,
	}, err
}

func (s Renewals) dates(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID) (profileDates, error) {
	it, err := s.get(ctx, profilePartition(c, owner), profileHead)
	if err != nil {
		return profileDates{}, err
	}
	if it == nil {
		return profileDates{}, errNoDossier
	}
	var d profileDates
	return d, decode(it, &d)
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
	var head consentItem
	if err := decode(it, &head); err != nil {
		return consent.Consent{}, err
	}
	at, err := unstamp(head.Decided)
	return consent.Consent{
		ID: id, Controller: c, Subject: gdpr.SubjectID(head.Subject), State: consent.State(head.State),
		Choices: choicesFromItem(head.Choices), Decided: at, Expires: head.Expires,
	}, err
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
		Key:                      key(profilePartition(p.Controller, p.Owner), profileHead),
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

// slides is so many tries against activities in the same moment.
const slides = 4

// Renew stores a renewal, and slides the profile by the same transaction: no crash comes
// between them. An activity in the same moment is read again and written around.
func (s Consents) Renew(ctx context.Context, from, to consent.Consent, profile consent.Slide) error {
	writes, err := s.step(ctx, from, to, consent.Renew)
	if err != nil {
		return err
	}
	for range slides {
		held, err := Renewals(s).dates(ctx, to.Controller, to.Subject)
		if gdpr.KindOf(err) == gdpr.NotFound || held.over(s.Now()) {
			return errLink
		}
		if err != nil {
			return err
		}
		all := slices.Clone(writes)
		if held.Since < stamp(profile.From) {
			all = append(all, types.TransactWriteItem{Update: s.slide(held, profile, to.Controller)})
		}
		err = s.write(ctx, all...)
		if r, ok := errors.AsType[*refusal](err); !ok || !r.by(len(writes)) || len(r.items) > 1 {
			return conflict(err)
		}
	}
	return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
}

// slide moves the anchor and the end of a profile as an activity does, if it is as it
// was read. A hold that keeps it longer goes on to do so; what is restricted has no
// expiry until that is lifted, and its holder is not asked meanwhile.
func (s Consents) slide(held profileDates, to consent.Slide, c gdpr.ControllerID) *types.Update {
	u := &types.Update{
		TableName:                 &s.Name,
		Key:                       key(held.PK, held.SK),
		UpdateExpression:          aws.String("SET since = :from, #end = :end"),
		ConditionExpression:       aws.String("since = :since AND attribute_not_exists(expires) AND attribute_exists(restricted)"),
		ExpressionAttributeNames:  map[string]string{"#end": "end"},
		ExpressionAttributeValues: attributes{":from": text(stamp(to.From)), ":end": number(int64(to.Due)), ":since": text(held.Since)},
	}
	if held.Restricted == "" {
		*u.UpdateExpression += ", expires = :expires, agenda = :agenda, #due = :ask"
		u.ConditionExpression = aws.String("since = :since AND expires = :was AND expires > :now AND attribute_not_exists(restricted)")
		u.ExpressionAttributeNames["#due"] = "due"
		u.ExpressionAttributeValues[":expires"] = number(int64(max(held.Expires, to.Due)))
		u.ExpressionAttributeValues[":was"] = number(int64(held.Expires))
		u.ExpressionAttributeValues[":now"] = s.now()
		u.ExpressionAttributeValues[":agenda"] = text(agenda(c, agendaAsk))
		u.ExpressionAttributeValues[":ask"] = text(stamp(to.Ask))
	}
	return u
}
