package dynamo

import (
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
)

// The heads of requests and consents carry their history in brief, as a list of
// "<time> <event>", with the purposes of which a step of a consent speaks, written by the transaction that writes the history's own item: so that
// an overview of many needs no query for each.

// logLine is one line of it.
func logLine(at time.Time, on string) string { return stamp(at) + " " + on }

// aboutPurposes is an event with the purposes of which it speaks: "part -news", "restore +news".
func aboutPurposes(on consent.Event, s consent.Step) string {
	line := string(on)
	for _, p := range s.Took {
		line += " -" + string(p)
	}
	for _, p := range s.Gave {
		line += " +" + string(p)
	}
	return line
}

// logged adds a line to the history in brief to an update that sets something.
func logged(up *types.Update, at time.Time, on string) {
	expression := "SET #log = list_append(if_not_exists(#log, :noLog), :line), " + strings.TrimPrefix(*up.UpdateExpression, "SET ")
	up.UpdateExpression = &expression
	if up.ExpressionAttributeNames == nil {
		up.ExpressionAttributeNames = map[string]string{}
	}
	up.ExpressionAttributeNames["#log"] = "log"
	up.ExpressionAttributeValues[":noLog"] = &types.AttributeValueMemberL{Value: []types.AttributeValue{}}
	up.ExpressionAttributeValues[":line"] = &types.AttributeValueMemberL{Value: []types.AttributeValue{text(logLine(at, on))}}
}

// inBrief is the events of a head, oldest first.
func inBrief(head attributes) ([]eventItem, error) {
	var it headItem
	if err := decode(head, &it); err != nil {
		return nil, err
	}
	var events []eventItem
	for _, line := range it.Log {
		at, on, ok := strings.Cut(line, " ")
		if !ok {
			return nil, errors.New("a line of history without an event")
		}
		events = append(events, briefly(at, on))
	}
	return sortedEvents(events), nil
}

// briefly is an event as a line tells it, after its time.
func briefly(at, line string) eventItem {
	words := strings.Split(line, " ")
	e := eventItem{At: at, On: words[0]}
	for _, w := range words[1:] {
		if p, took := strings.CutPrefix(w, "-"); took {
			e.Took = append(e.Took, p)
		} else if p, gave := strings.CutPrefix(w, "+"); gave {
			e.Gave = append(e.Gave, p)
		}
	}
	return e
}
