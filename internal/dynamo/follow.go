package dynamo

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// Follow reads the profile's head and writes its end to its term record, as termOf counts
// it: holds are in it, and a restriction is not, which has no end. An activity is one
// conditional write to the head alone: this is what that leaves to be done.
func (s Removals) Follow(ctx context.Context, profile expiry.Key) (holding.Ref, retention.Expiry, error) {
	m, ok := matterOf(profile.Partition, profile.Item)
	if !ok {
		return holding.Ref{}, 0, errNoDossier
	}
	it, err := s.raw(ctx, profile, "end", "holds")
	if err != nil {
		return holding.Ref{}, 0, err
	}
	if it == nil {
		return holding.Ref{}, 0, errNoDossier
	}
	var head holdingItem
	if err := decode(it, &head); err != nil {
		return holding.Ref{}, 0, err
	}
	term, err := head.term()
	if err != nil {
		return holding.Ref{}, 0, err
	}
	_, err = s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &s.Name, Key: key(profile.Partition, termKey(profile.Item)),
		UpdateExpression: aws.String("SET #end = :end"), ConditionExpression: aws.String("attribute_exists(pk)"),
		ExpressionAttributeNames:  map[string]string{"#end": "end"},
		ExpressionAttributeValues: attributes{":end": number(int64(term.Expires()))},
	})
	if _, gone := errors.AsType[*types.ConditionalCheckFailedException](err); gone {
		return holding.Ref{}, 0, errNoDossier
	}
	return m.record(""), term.Due, explain("update", err)
}

// Awaited reads the term record of the file's record: it outlives all of it.
func (s Removals) Awaited(ctx context.Context, file expiry.Key) (holding.Ref, holding.File, error) {
	m, ok := matterOf(file.Partition, file.Item)
	if !ok {
		return holding.Ref{}, holding.File{}, errNoDossier
	}
	it, err := s.raw(ctx, expiry.Key{Partition: file.Partition, Item: termKey(m.head)}, "subject")
	if err != nil {
		return holding.Ref{}, holding.File{}, err
	}
	if it == nil {
		return holding.Ref{}, holding.File{}, errNoDossier
	}
	var t termItem
	if err := decode(it, &t); err != nil {
		return holding.Ref{}, holding.File{}, err
	}
	return m.record(gdpr.SubjectID(t.Subject)), holding.File{ID: gdpr.ID(m.child(fileChild))}, nil
}

// Prolong looks at the consents that the person has ever confirmed, and moves the end of each
// that carries something and would end before.
func (s Removals) Prolong(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, carries func(one consent.Consent, all []consent.Consent) bool, until retention.Expiry) error {
	pointers, err := s.query(ctx, partition(c, kindSubject, string(subject)), "CONSENT#")
	if err != nil {
		return err
	}
	dossiers := map[gdpr.ID]*dossier{}
	var all []consent.Consent
	for _, it := range pointers {
		var p confirmedItem
		if err := decode(it, &p); err != nil {
			return err
		}
		d, err := s.dossier(ctx, c, kindConsent, gdpr.ID(p.Consent))
		if errors.Is(err, errNoDossier) {
			continue
		}
		if err != nil {
			return err
		}
		one, err := consentOf(d.head)
		if err != nil {
			return err
		}
		dossiers[one.ID], all = d, append(all, one)
	}
	for _, one := range all {
		if one.Expires >= until || one.State != consent.Standing || !carries(one, all) {
			continue
		}
		if err := s.prolong(ctx, c, dossiers[one.ID], until); err != nil {
			return err
		}
	}
	return nil
}

// prolong moves the end of one consent, with all that ends with it. One that was
// withdrawn in the same moment refuses, and ends as it would have.
func (s Removals) prolong(ctx context.Context, c gdpr.ControllerID, d *dossier, until retention.Expiry) error {
	var it consentItem
	if err := decode(d.head, &it); err != nil {
		return err
	}
	decided, err := unstamp(it.Decided)
	if err != nil {
		return err
	}
	head := s.keepUntil(it.PK, it.SK, until)
	head.Update.ConditionExpression = aws.String("(" + alive + ") AND #state = :standing AND expires < :expires")
	head.Update.ExpressionAttributeNames = map[string]string{"#state": "state"}
	head.Update.ExpressionAttributeValues[":standing"] = text(it.State)
	writes := []types.TransactWriteItem{
		head, s.keepTerm(it.PK, it.SK, until),
		s.keepUntil(partition(c, kindSubject, it.Subject), confirmedKey(decided, gdpr.ID(d.id)), until),
	}
	for _, e := range d.events {
		writes = append(writes, s.keepUntil(e.PK, e.SK, until))
	}
	for _, m := range d.mails {
		writes = append(writes, s.keepUntil(m.PK, m.SK, until))
	}
	err = s.write(ctx, writes...)
	if _, moved := errors.AsType[*refusal](err); moved {
		return nil
	}
	return err
}
