package dynamo

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

const queueIndex = "queue"

// maxPage bounds a page of a queue.
const maxPage = 100

// Queue reads a page of the index, which may lag behind the table by moments. What has ended
// comes in the order of the deadlines that it had, the newest first.
func (s Cases) Queue(ctx context.Context, c gdpr.ControllerID, q rights.Queue, from string, limit int) ([]rights.Request, string, error) {
	in := &dynamodb.QueryInput{
		TableName: &s.Name, IndexName: aws.String(queueIndex),
		KeyConditionExpression:    aws.String("#queue = :queue"),
		ExpressionAttributeNames:  map[string]string{"#queue": "queue"},
		ExpressionAttributeValues: attributes{":queue": text(agenda(c, string(q)))},
		ScanIndexForward:          aws.Bool(q != rights.Ended),
		Limit:                     aws.Int32(int32(min(max(limit, 1), maxPage))),
	}
	if from != "" {
		place, err := placeFrom(c, q, from)
		if err != nil {
			return nil, "", err
		}
		in.ExclusiveStartKey = place
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, "", explain("query queue", err)
	}
	var page []rights.Request
	for _, raw := range out.Items {
		r, err := inQueue(c, raw)
		if err != nil {
			return nil, "", err
		}
		page = append(page, r)
	}
	more, err := placeOf(out.LastEvaluatedKey)
	return page, more, err
}

// inQueue is a case as the index has it.
func inQueue(c gdpr.ControllerID, raw attributes) (rights.Request, error) {
	var it caseItem
	if err := decode(raw, &it); err != nil {
		return rights.Request{}, err
	}
	_, _, id, err := splitPartition(it.PK)
	if err != nil {
		return rights.Request{}, err
	}
	r, err := it.request(c, gdpr.ID(id))
	if err != nil {
		return r, fmt.Errorf("case %s: %w", id, err)
	}
	return r, nil
}

// placeOf is the place after a page: of its last key only what differs within the queue, so
// that a place of one controller or queue leads nowhere in another.
func placeOf(last attributes) (string, error) {
	if last == nil {
		return "", nil
	}
	var it caseItem
	if err := decode(last, &it); err != nil {
		return "", err
	}
	_, _, id, err := splitPartition(it.PK)
	return base64.RawURLEncoding.EncodeToString([]byte(it.Deadline + "#" + id)), err
}

func placeFrom(c gdpr.ControllerID, q rights.Queue, from string) (attributes, error) {
	plain, err := base64.RawURLEncoding.DecodeString(from)
	deadline, id, _ := strings.Cut(string(plain), "#")
	if _, valid := gdpr.ParseID(id); err != nil || !valid || !stamped(deadline) {
		return nil, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/from", Code: gdpr.FaultID}})
	}
	place := key(partition(c, kindCase, id), kindCase)
	place["queue"], place["deadline"] = text(agenda(c, string(q))), text(deadline)
	return place, nil
}

// stamped reports whether a text is a time as it is stored.
func stamped(s string) bool {
	at, err := unstamp(s)
	return err == nil && !at.IsZero() && stamp(at) == s
}

// Due queries the index of what is to be done, which may lag behind the table and is only a hint.
func (s Cases) Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.ID, error) {
	return s.dueOf(ctx, c, agendaCase, kindCase, now)
}

// Later puts off what there is to do about a case, or takes it off the agenda where that is
// never. One with nothing to do stays so. It is no change of the case.
func (s Cases) Later(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, at time.Time) error {
	return s.putOff(ctx, partition(c, kindCase, string(id)), kindCase, agenda(c, agendaCase), time.Time{}, at)
}
