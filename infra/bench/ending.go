package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/bench/seed"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// ending is records of one person that have ended at the same moment.
type ending struct {
	name    string
	records []seed.Record
}

// endings are the two shapes that fifty items and twenty files can have: fifty
// applications, each with an end of its own to carry out, or one record with all of it.
func endings(now time.Time) []ending {
	ended := now.Add(-time.Hour)
	return []ending{
		{"a person with 50 applications and 20 files", seed.Person(applications, subject(1), 50, 20, ended)},
		{"a profile with 50 items, 20 of them files", []seed.Record{{
			Ref:     holding.Ref{Controller: profiles, Class: controller.Profiles, Owner: subject(2)},
			Purpose: "recruitment", Term: retention.Term{Due: retention.Expiry(ended.Unix())}, Files: 20, Readings: 15, Disclosures: 15,
		}}},
	}
}

// subject is a pseudonym.
func subject(n int) gdpr.SubjectID { return gdpr.SubjectID(fmt.Sprintf("1-%032x", n)) }

func (e ending) owner() (gdpr.ControllerID, gdpr.SubjectID) {
	return e.records[0].Controller, e.records[0].Owner
}

// remains are the items of all records but their heads, and the objects of their files.
func (e ending) remains() (items []seed.Item, objects []string) {
	for _, r := range e.records {
		items = append(items, r.Items()[1:]...)
	}
	for _, it := range items {
		sk, owner := value(it, "sk"), e.records[0].Owner
		head, file, ok := strings.Cut(sk, "#FILE#")
		if !ok {
			continue
		}
		class, id, _ := strings.Cut(strings.ToLower(head), "#")
		objects = append(objects, fmt.Sprintf("files/%s/%s/%s-%s/%s", e.records[0].Controller, owner, class, id, file))
	}
	return items, objects
}

// batches are the events that Lambda makes of the heads' removals, so many at a time.
func (e ending) batches(size int) ([][]byte, error) {
	var all [][]byte
	for rest := e.records; len(rest) > 0; rest = rest[min(size, len(rest)):] {
		var batch events.DynamoDBEvent
		for i, r := range rest[:min(size, len(rest))] {
			pk, sk := r.Home()
			batch.Records = append(batch.Records, events.DynamoDBEventRecord{
				EventName: string(events.DynamoDBOperationTypeRemove), EventSource: "aws:dynamodb",
				UserIdentity: &events.DynamoDBUserIdentity{Type: "Service", PrincipalID: "dynamodb.amazonaws.com"},
				Change: events.DynamoDBStreamRecord{
					Keys:                        map[string]events.DynamoDBAttributeValue{"pk": events.NewStringAttribute(pk), "sk": events.NewStringAttribute(sk)},
					SequenceNumber:              fmt.Sprint(i),
					ApproximateCreationDateTime: events.SecondsEpochTime{Time: time.Now().Truncate(time.Second)},
					StreamViewType:              string(types.StreamViewTypeKeysOnly),
				},
			})
		}
		event, err := json.Marshal(batch)
		if err != nil {
			return nil, fmt.Errorf("event of removals: %w", err)
		}
		all = append(all, event)
	}
	return all, nil
}

// dataKey is a data key that nobody has used for a day.
func dataKey(c gdpr.ControllerID, s gdpr.SubjectID) seed.Item {
	return seed.Item{
		"id":    &types.AttributeValueMemberS{Value: fmt.Sprintf("%s#KEY#%s", c, s)},
		"value": &types.AttributeValueMemberB{Value: make([]byte, 32)},
		"used":  seed.Number(time.Now().Add(-24 * time.Hour).Unix()),
	}
}

// value is an attribute as text, "" where there is none.
func value(it seed.Item, name string) string {
	switch v := it[name].(type) {
	case *types.AttributeValueMemberS:
		return v.Value
	case *types.AttributeValueMemberN:
		return v.Value
	}
	return ""
}
