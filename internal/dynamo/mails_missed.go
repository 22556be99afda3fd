package dynamo

import (
	"context"
	"encoding/base64"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// queueMissed is the queue of mails that ask about a consent and reached nobody. A consent has no
// case whose task this could be, so the mail itself stands in the index that staff work by: with
// its keys, and when it was called for.
const queueMissed = "MISSED"

// missed puts a mail that reached nobody into that queue with the update that says so, and takes it
// off once it turns out to have come. Nothing else takes it off: whether its question is still open
// is looked at when staff read, so that no answer of a person's has more to write; and it
// ends with its consent.
func missed(u *types.Update, from, to outbox.Entry) {
	if !from.Missed() && !to.Missed() {
		return
	}
	u.ExpressionAttributeNames["#queue"], u.ExpressionAttributeNames["#deadline"] = "queue", "deadline"
	if !to.Missed() {
		*u.UpdateExpression = strings.Replace(*u.UpdateExpression, "REMOVE ", "REMOVE #queue, #deadline, ", 1)
		return
	}
	*u.UpdateExpression = strings.Replace(*u.UpdateExpression, "SET ", "SET #queue = :queue, #deadline = :created, ", 1)
	u.ExpressionAttributeValues[":queue"] = text(agenda(to.Controller, queueMissed))
	u.ExpressionAttributeValues[":created"] = text(stamp(to.Created))
}

// Missed reads a page of that queue, the oldest first, and of each mail what it would need to be
// written now. One that could not be, since what it asks is settled or its holder is erased, is left out; so is one
// after which another of its kind was called for in the same consent. So a page may be short, and
// the next begins where "more" says.
func (s Mails) Missed(ctx context.Context, c gdpr.ControllerID, from string, limit int) (page []outbox.Letter, more string, err error) {
	in := &dynamodb.QueryInput{
		TableName: &s.Name, IndexName: aws.String(queueIndex),
		KeyConditionExpression:    aws.String("#queue = :queue"),
		ExpressionAttributeNames:  map[string]string{"#queue": "queue"},
		ExpressionAttributeValues: attributes{":queue": text(agenda(c, queueMissed))},
		Limit:                     aws.Int32(int32(min(max(limit, 1), maxPage))),
	}
	if from != "" {
		if in.ExclusiveStartKey, err = missedFrom(c, from); err != nil {
			return nil, "", err
		}
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, "", explain("query missed", err)
	}
	for _, it := range out.Items {
		l, err := s.missedLetter(ctx, it)
		if gdpr.KindOf(err) == gdpr.NotFound {
			continue
		}
		if err != nil {
			return nil, "", err
		}
		page = append(page, l)
	}
	more, err = missedPlace(out.LastEvaluatedKey)
	return page, more, err
}

// missedLetter is the mail of a line of the index; gdpr.NotFound where it asks nothing any more.
// The index may lag behind, and the table says whether it was missed.
func (s Mails) missedLetter(ctx context.Context, it attributes) (outbox.Letter, error) {
	var k item
	if err := decode(it, &k); err != nil {
		return outbox.Letter{}, err
	}
	r, ok := RefOf(k.PK, k.SK)
	if !ok {
		return outbox.Letter{}, errNoDossier
	}
	d, err := s.dossier(ctx, r.Controller, refKind(r), r.Case)
	if err != nil {
		return outbox.Letter{}, err
	}
	this := d.mails[r.Entry]
	for _, m := range d.mails {
		if m.Kind == this.Kind && m.Created > this.Created {
			return outbox.Letter{}, errNoDossier
		}
	}
	l, err := s.letter(ctx, r, d)
	if err == nil && !l.Missed() {
		err = errNoDossier
	}
	return l, err
}

// missedPlace is the place after a page: of its last key only what differs within the queue.
func missedPlace(last attributes) (string, error) {
	if last == nil {
		return "", nil
	}
	var k struct {
		item
		Deadline string `dynamodbav:"deadline"`
	}
	if err := decode(last, &k); err != nil {
		return "", err
	}
	r, _ := RefOf(k.PK, k.SK)
	return base64.RawURLEncoding.EncodeToString([]byte(k.Deadline + "#" + string(r.Case) + "#" + r.Entry)), nil
}

func missedFrom(c gdpr.ControllerID, from string) (attributes, error) {
	plain, err := base64.RawURLEncoding.DecodeString(from)
	at, rest, _ := strings.Cut(string(plain), "#")
	id, entry, _ := strings.Cut(rest, "#")
	r := outbox.Ref{Controller: c, Case: gdpr.ID(id), Entry: entry}
	if _, valid := gdpr.ParseID(id); err != nil || !valid || !stamped(at) || !r.AboutConsent() {
		return nil, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/from", Code: gdpr.FaultID}})
	}
	start := key(refPartition(r), mailKey(entry))
	start["queue"], start["deadline"] = text(agenda(c, queueMissed)), text(at)
	return start, nil
}
