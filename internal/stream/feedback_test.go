package stream_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/stream"
)

// The files under testdata/ses have the shape of "Examples of event data that
// Amazon SES publishes to Amazon SNS" (SES Developer Guide), with our tags.
func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "ses", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// told is a notification of SNS for each message.
func told(messages ...string) events.SNSEvent {
	var e events.SNSEvent
	for i, m := range messages {
		e.Records = append(e.Records, events.SNSEventRecord{EventSource: "aws:sns", SNS: events.SNSEntity{MessageID: fmt.Sprint("notification-", i), Message: m}})
	}
	return e
}

func TestEachEventOfSESMovesItsMail(t *testing.T) {
	for name, want := range map[string]outbox.State{
		"send": outbox.Sent, "delivery": outbox.Delivered, "bounce": outbox.Bounced, "bounce_transient": outbox.Bounced,
		"complaint": outbox.Complained, "reject": outbox.Bounced, "rendering_failure": outbox.Bounced,
	} {
		t.Run(name, func(t *testing.T) {
			s, log := newStore(t, outbox.Unknown), &diary{}
			if err := stream.Feedback(s, log.log())(t.Context(), told(example(t, name))); err != nil {
				t.Fatal(err)
			}
			if got := s.entries[ours]; got.State != want || got.MessageID != mailID {
				t.Errorf("%s with message %s, want %s", got.State, got.MessageID, want)
			}
			if log.Len() > 0 {
				t.Errorf("the log says %s", log.String())
			}
		})
	}
}

func TestEventsThatSayNothingOfAMailArePassedOver(t *testing.T) {
	examples := map[string]string{
		"no JSON": "kanari.fuglesang@example.com", "nothing": "", "null": "null", "a list": "[]", "a string": `"Delivery"`,
		"wrong types": `{"eventType": 1, "mail": {"tags": []}}`, "no members": "{}", "no mail": `{"eventType": "Delivery"}`,
		"a tag that is no list": `{"eventType": "Delivery", "mail": {"tags": {"case": "x"}}}`,
		"SNS's own test":        "Successfully validated SNS topic for Amazon SES event publishing.",
	}
	for _, name := range []string{"delivery_delay", "open", "foreign_tags", "doubled_tag", "broken_case", "missing_tag", "no_tags", "identity_notification"} {
		examples[name] = example(t, name)
	}
	for outcome, message := range examples {
		t.Run(outcome, func(t *testing.T) {
			s, log := newStore(t, outbox.Unknown), &diary{}
			if err := stream.Feedback(s, log.log())(t.Context(), told(message)); err != nil || s.settled > 0 {
				t.Errorf("settled %d, %v", s.settled, err)
			}
			if log.Len() == 0 {
				t.Error("the log says nothing")
			}
			log.silent(t)
		})
	}
}

func TestWhatCannotBeReadDoesNotHoldUpTheRest(t *testing.T) {
	s, log := newStore(t, outbox.Sending), &diary{}
	if err := stream.Feedback(s, log.log())(t.Context(), told("?", example(t, "foreign_tags"), example(t, "delivery"))); err != nil {
		t.Fatal(err)
	}
	if got := s.entries[ours].State; got != outbox.Delivered {
		t.Errorf("%s", got)
	}
}

func TestAFailingStoreHasTheEventTriedAgain(t *testing.T) {
	s := newStore(t, outbox.Sending)
	s.fails = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
	feedback := stream.Feedback(s, (&diary{}).log())
	err := feedback(t.Context(), told(example(t, "send"), example(t, "delivery")))
	if gdpr.KindOf(err) != gdpr.Unavailable || !strings.Contains(err.Error(), "Send of "+string(ours.Case)) || !strings.Contains(err.Error(), "Delivery of") {
		t.Errorf("%v", err)
	}
	s.fails = nil
	if err := feedback(t.Context(), told(example(t, "send"), example(t, "delivery"))); err != nil || s.entries[ours].State != outbox.Delivered {
		t.Errorf("%s, %v", s.entries[ours].State, err)
	}
}

func TestWritersInTheSameMomentAreWaitedOutForAWhile(t *testing.T) {
	for conflicts, ok := range map[int]bool{1: true, 3: true, 9: false} {
		s := newStore(t, outbox.Sending)
		s.conflicts = conflicts
		err := stream.Feedback(s, (&diary{}).log())(t.Context(), told(example(t, "delivery")))
		if ok != (err == nil) || ok != (s.entries[ours].State == outbox.Delivered) {
			t.Errorf("after %d conflicts: %s, %v", conflicts, s.entries[ours].State, err)
		}
	}
}

func TestAMailThatHasEndedIsNoFailure(t *testing.T) {
	s := newStore(t, outbox.Sending)
	clear(s.entries)
	if err := stream.Feedback(s, (&diary{}).log())(t.Context(), told(example(t, "delivery"))); err != nil {
		t.Error(err)
	}
}

// gravity orders what SES can tell of a mail.
var gravity = []struct {
	name string
	ends outbox.State
}{
	{"send", outbox.Sent}, {"delivery", outbox.Delivered}, {"bounce", outbox.Bounced}, {"complaint", outbox.Complained},
}

// The law of feedback: however its events are doubled, ordered and cut into
// batches, a mail ends in the gravest that was told of it, and no event after
// that changes anything (threat H16). It holds from every state in which a mail
// can be when events come; a withheld mail was never sent, and has none.
func TestAMailEndsInTheGravestEventInWhateverOrderTheyCome(t *testing.T) {
	var texts []string
	for _, g := range gravity {
		texts = append(texts, example(t, g.name))
	}
	rapid.Check(t, func(rt *rapid.T) {
		from := rapid.SampledFrom([]outbox.State{outbox.Pending, outbox.Sending, outbox.Unknown, outbox.Failed, outbox.Sent}).Draw(rt, "from")
		came := rapid.SliceOfN(rapid.IntRange(0, len(gravity)-1), 1, 12).Draw(rt, "came")
		s, want := newStore(t, from), from
		feedback := stream.Feedback(s, (&diary{}).log())
		var waiting []string
		worst := -1
		for i, event := range came {
			waiting = append(waiting, texts[event])
			worst = max(worst, event)
			if i == len(came)-1 || rapid.Bool().Draw(rt, "handed over") {
				if err := feedback(t.Context(), told(waiting...)); err != nil {
					rt.Fatal(err)
				}
				waiting = nil
			}
		}
		want = gravity[worst].ends
		if got := s.entries[ours].State; got != want {
			rt.Fatalf("from %s by %v: %s, want %s", from, came, got, want)
		}
		before := s.settled
		for event := range worst + 1 {
			if err := feedback(t.Context(), told(texts[event])); err != nil || s.settled != before {
				rt.Fatalf("told again: settled %d times more, %v", s.settled-before, err)
			}
		}
	})
}

func TestAWithheldMailStaysWithheld(t *testing.T) {
	for _, g := range gravity {
		s := newStore(t, outbox.Withheld)
		if err := stream.Feedback(s, (&diary{}).log())(t.Context(), told(example(t, g.name))); err != nil || s.settled > 0 {
			t.Errorf("%s settled %d, %v", g.name, s.settled, err)
		}
	}
}

func TestTheEventOfLambdaIsReadAsItIs(t *testing.T) {
	message, err := json.Marshal(example(t, "delivery"))
	if err != nil {
		t.Fatal(err)
	}
	var e events.SNSEvent
	if err := json.Unmarshal([]byte(`{"Records": [{"EventVersion": "1.0", "EventSubscriptionArn": "arn:aws:sns:EXAMPLE", "EventSource": "aws:sns", "Sns": {
		"Signature": "EXAMPLE", "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e", "Type": "Notification", "TopicArn": "arn:aws:sns:EXAMPLE",
		"MessageAttributes": {}, "SignatureVersion": "1", "Timestamp": "2026-11-21T12:00:01.123Z", "SigningCertUrl": "EXAMPLE",
		"Message": `+string(message)+`, "UnsubscribeUrl": "EXAMPLE", "Subject": "Amazon SES Email Event Notification"}}]}`), &e); err != nil {
		t.Fatal(err)
	}
	s := newStore(t, outbox.Sent)
	if err := stream.Feedback(s, (&diary{}).log())(t.Context(), e); err != nil || s.entries[ours].State != outbox.Delivered {
		t.Errorf("%s, %v", s.entries[ours].State, err)
	}
}
