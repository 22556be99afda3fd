package stream_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/stream"
)

// record is one record of a stream of keys only, as Lambda hands it over.
func record(name, pk, sk, sequence string) string {
	return fmt.Sprintf(`{"eventID": "f07f8ca4b0b26cb9c4e5e77e69f274ee", "eventName": %q, "eventVersion": "1.1", "eventSource": "aws:dynamodb",
		"awsRegion": "eu-north-1", "dynamodb": {"ApproximateCreationDateTime": 1795262400, "Keys": {"pk": {"S": %q}, "sk": {"S": %q}},
		"SequenceNumber": %q, "SizeBytes": 54, "StreamViewType": "KEYS_ONLY"},
		"eventSourceARN": "arn:aws:dynamodb:eu-north-1:123456789012:table/main/stream/2026-11-21T00:00:00.000"}`, name, pk, sk, sequence)
}

func batch(t *testing.T, records ...string) events.DynamoDBEvent {
	t.Helper()
	var e events.DynamoDBEvent
	if err := json.Unmarshal([]byte(`{"Records": [`+strings.Join(records, ",")+`]}`), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

const (
	poison = gdpr.ID("7d3kq0v5m2a9t6h1x8w4c0b2n0")
	third  = gdpr.ID("7d3kq0v5m2a9t6h1x8w4c0b2n4")
)

func mailOf(id gdpr.ID, kind outbox.Kind) outbox.Ref {
	return outbox.Ref{Controller: "mojob", Case: id, Entry: string(kind)}
}

func TestEachNewMailIsDeliveredAndEachFailureNamed(t *testing.T) {
	d, log := &deliverer{fails: map[gdpr.ID]bool{poison: true}}, &diary{}
	answer, err := stream.Mails(d, log.log())(t.Context(), batch(t,
		record("INSERT", "mojob#CASE#"+string(ours.Case), "CASE", "1"),
		record("INSERT", "mojob#CASE#"+string(ours.Case), "MAIL#request-confirm", "2"),
		record("INSERT", "mojob#CASE#"+string(poison), "MAIL#request-confirm", "3"),
		record("INSERT", "mojob#CONSENT#"+string(third), "MAIL#consent-given", "4"),
		record("INSERT", "mojob#CASE#"+string(poison), "MAIL#request-open", "5"),
		record("INSERT", "mojob#VISITOR#"+string(third), "CONSENT#"+string(third), "6"),
	))
	if err != nil {
		t.Fatal(err)
	}
	want := []outbox.Ref{ours, mailOf(poison, outbox.RequestConfirm), mailOf(third, outbox.ConsentGiven), mailOf(poison, outbox.RequestOpen)}
	if !slices.Equal(d.delivered, want) {
		t.Errorf("delivered %v, want %v", d.delivered, want)
	}
	failures := []events.DynamoDBBatchItemFailure{{ItemIdentifier: "3"}, {ItemIdentifier: "5"}}
	if !reflect.DeepEqual(answer.BatchItemFailures, failures) {
		t.Errorf("failures %v, want %v", answer.BatchItemFailures, failures)
	}
	if lines := strings.Count(log.String(), "\n"); lines != 2 || !strings.Contains(log.String(), string(poison)) {
		t.Errorf("the log says %s", log.String())
	}
}

// Lambda takes an answer without the list, or with null, for a failure of all.
func TestABatchWithoutFailuresSaysSo(t *testing.T) {
	answer, err := stream.Mails(&deliverer{}, (&diary{}).log())(t.Context(), batch(t, record("INSERT", "mojob#CASE#"+string(ours.Case), "MAIL#request-confirm", "1")))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(answer); err != nil || string(got) != `{"batchItemFailures":[]}` {
		t.Errorf("answered %s, %v", got, err)
	}
}

func TestWhatIsNoNewMailIsPassedOver(t *testing.T) {
	mail := "mojob#CASE#" + string(ours.Case)
	for outcome, r := range map[string]string{
		"a changed mail":                record("MODIFY", mail, "MAIL#request-confirm", "1"),
		"a removed mail":                record("REMOVE", mail, "MAIL#request-confirm", "1"),
		"a mail without a name":         record("INSERT", mail, "MAIL#", "1"),
		"a link":                        record("INSERT", mail, "LINK#confirm#0", "1"),
		"an event":                      record("INSERT", mail, "EVENT#2026-11-21T12:00:00.000Z#receive", "1"),
		"a mail of a consent at a case": record("INSERT", mail, "MAIL#consent-given", "1"),
		"a mail of a case at a consent": record("INSERT", "mojob#CONSENT#"+string(ours.Case), "MAIL#request-open", "1"),
		"a mail of a visitor":           record("INSERT", "mojob#VISITOR#"+string(ours.Case), "MAIL#request-open", "1"),
		"a key of two parts":            record("INSERT", "mojob#CASE", "MAIL#request-confirm", "1"),
		"an empty key":                  record("INSERT", "", "", "1"),
		"a mail in lower case":          record("INSERT", mail, "mail#request-confirm", "1"),
		"keys of other names":           strings.NewReplacer(`"pk"`, `"id"`, `"sk"`, `"range"`).Replace(record("INSERT", mail, "MAIL#request-confirm", "1")),
		"keys that are numbers":         strings.ReplaceAll(record("INSERT", "1", "2", "1"), `{"S":`, `{"N":`),
		"no keys":                       `{"eventName": "INSERT", "dynamodb": {"SequenceNumber": "1"}}`,
	} {
		t.Run(outcome, func(t *testing.T) {
			d := &deliverer{}
			answer, err := stream.Mails(d, (&diary{}).log())(t.Context(), batch(t, r))
			if err != nil || len(d.delivered) > 0 || len(answer.BatchItemFailures) > 0 {
				t.Errorf("delivered %v, failures %v, %v", d.delivered, answer.BatchItemFailures, err)
			}
		})
	}
}

func TestTagsNameAMailAndLeadBackToIt(t *testing.T) {
	want := map[string]string{"controller": "mojob", "case": string(ours.Case), "mail": "request-confirm"}
	if got := stream.Tags(ours); !reflect.DeepEqual(got, want) {
		t.Errorf("tags %v, want %v", got, want)
	}
}
