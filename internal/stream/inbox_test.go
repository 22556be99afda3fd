package stream_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"ordholden/internal/inbox"
	"ordholden/internal/stream"
)

// sesID is SES's id of the mail that the files under testdata/inbox tell of. They have
// the shape of "Contents of notifications for Amazon SES email receiving" and
// "Examples" there (SES Developer Guide).
const sesID = "d6iitobk75ur44p8kdnnp7g2n8006iitobk75ur4"

func arrived(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "inbox", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// taker writes down what it is to take, and fails for some.
type taker struct {
	taken []inbox.Notice
	fails map[string]bool // by SES's id
	swept []int           // how many had been taken before each sweep
	lost  error           // of sweeps
}

func (k *taker) Sweep(context.Context) (int, error) {
	k.swept = append(k.swept, len(k.taken))
	return 0, k.lost
}

func (k *taker) Take(_ context.Context, n inbox.Notice) error {
	k.taken = append(k.taken, n)
	if k.fails[n.ID] {
		return errors.New("mail " + n.ID + " to " + string(n.Controller) + ": broken")
	}
	return nil
}

// queued is a batch of the queue.
func queued(bodies ...string) events.SQSEvent {
	var e events.SQSEvent
	for i, body := range bodies {
		e.Records = append(e.Records, events.SQSMessage{MessageId: fmt.Sprint("message-", i), Body: body, EventSource: "aws:sqs"})
	}
	return e
}

// handle hands over a batch, and returns which of it is to come again.
func handle(t *testing.T, k *taker, log *diary, bodies ...string) []string {
	t.Helper()
	answer, err := stream.Inbox(k, log.log())(t.Context(), queued(bodies...))
	if err != nil {
		t.Fatal(err)
	}
	if answer.BatchItemFailures == nil {
		t.Error("no list of failures: Lambda would read null")
	}
	log.silent(t)
	var again []string
	for _, f := range answer.BatchItemFailures {
		again = append(again, f.ItemIdentifier)
	}
	return again
}

func TestANoticeIsReadInItsEnvelopeAndWithout(t *testing.T) {
	path := "kanari.fuglesang@example.com"
	want := inbox.Notice{
		Controller: "mojob", ID: sesID, Key: "incoming/mojob/" + sesID, ReturnPath: &path,
		Received: time.Date(2026, time.March, 5, 8, 41, 0, 123e6, time.UTC),
		Verdicts: inbox.Verdicts{Spam: inbox.Pass, Virus: inbox.Pass, SPF: inbox.Fail, DKIM: inbox.Gray, DMARC: inbox.Fail},
	}
	for _, name := range []string{"received", "received_sns"} {
		k, log := &taker{}, &diary{}
		if again := handle(t, k, log, arrived(t, name)); len(again) > 0 || log.Len() > 0 {
			t.Errorf("%s: %q comes again, the log says %s", name, again, log)
		}
		if d := cmp.Diff([]inbox.Notice{want}, k.taken); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

func TestAnEmptyReturnPathIsNoMissingOne(t *testing.T) {
	k := &taker{}
	handle(t, k, &diary{}, arrived(t, "empty_return_path"), strings.Replace(arrived(t, "received"), `"source"`, `"another"`, 1))
	if len(k.taken) != 2 || k.taken[0].ReturnPath == nil || *k.taken[0].ReturnPath != "" || k.taken[1].ReturnPath != nil {
		t.Errorf("%+v", k.taken)
	}
}

// Headers that the sender wrote, such as those of testdata/inbox, are no verdicts.
func TestH4_VerdictsThatAreMissingAreUnknown(t *testing.T) {
	k := &taker{}
	handle(t, k, &diary{}, arrived(t, "no_verdicts"))
	if len(k.taken) != 1 || k.taken[0].Verdicts != (inbox.Verdicts{}) {
		t.Errorf("%+v", k.taken)
	}
}

func TestH12_TheControllerIsThatOfTheRuleAndOfNoHeader(t *testing.T) {
	k := &taker{}
	body := strings.ReplaceAll(arrived(t, "received"), "incoming/mojob/", "incoming/tretoen/")
	handle(t, k, &diary{}, body) // its headers and its recipients name the other
	if len(k.taken) != 1 || k.taken[0].Controller != "tretoen" || k.taken[0].Key != "incoming/tretoen/"+sesID {
		t.Errorf("%+v", k.taken)
	}
}

func TestWhatIsNoNoticeOfMailIsToldAndPassedOver(t *testing.T) {
	received := arrived(t, "received")
	key := func(k string) string { return strings.Replace(received, "incoming/mojob/"+sesID, k, 1) }
	bodies := map[string]string{
		"setup": arrived(t, "setup"), "a bounce": arrived(t, "bounce"), "another action": arrived(t, "with_content"),
		"an event of what we send": example(t, "delivery"), "another's notification": example(t, "identity_notification"),
		"another prefix": key("held/mojob/" + sesID), "no controller": key("incoming//" + sesID), "no id": key("incoming/mojob/"),
		"a folder deeper": key("incoming/mojob/x/" + sesID), "no key": key(""), "another's id": key("incoming/mojob/another"),
		"no JSON": "kanari.fuglesang@example.com", "half": received[:len(received)/2], "nothing": "", "null": "null", "a list": "[]",
		"no members": "{}", "wrong types": `{"notificationType": "Received", "mail": 1}`,
		"no time":           strings.ReplaceAll(received, "2026-03-05T08:41:00.123Z", "yesterday"),
		"an empty envelope": `{"Type": "Notification"}`, "a strange envelope": `{"Type": "Notification", "Message": {}}`,
		"another envelope": `{"Type": "SubscriptionConfirmation", "Message": "You have chosen to subscribe to the topic"}`,
	}
	for outcome, body := range bodies {
		t.Run(outcome, func(t *testing.T) {
			k, log := &taker{}, &diary{}
			if again := handle(t, k, log, body); len(again) > 0 || len(k.taken) > 0 {
				t.Errorf("%q comes again, taken %+v", again, k.taken)
			}
			if !strings.Contains(log.String(), "message-0") {
				t.Errorf("the log says %s", log)
			}
		})
	}
}

// numbered is a notice of another mail.
func numbered(t testing.TB, n int) (id, body string) {
	id = fmt.Sprintf("%040d", n)
	return id, strings.ReplaceAll(arrived(t, "received_sns"), sesID, id)
}

func TestH17_OnePoisonAmongManyComesAgainAlone(t *testing.T) {
	var bodies, ids []string
	for i := range 100 {
		id, body := numbered(t, i)
		ids, bodies = append(ids, id), append(bodies, body)
	}
	bodies[10] = "unreadable"
	k, log := &taker{fails: map[string]bool{ids[42]: true}}, &diary{}
	if again := handle(t, k, log, bodies...); !slices.Equal(again, []string{"message-42"}) {
		t.Errorf("%q comes again", again)
	}
	if len(k.taken) != 99 || k.taken[98].ID != ids[99] {
		t.Errorf("%d were taken", len(k.taken))
	}
	if lines := strings.Split(strings.TrimSpace(log.String()), "\n"); len(lines) != 2 || !strings.Contains(lines[1], ids[42]) {
		t.Errorf("the log says %q", lines)
	}
	k.fails = nil // it is mended
	if again := handle(t, k, log, bodies[42]); len(again) > 0 || k.taken[99].ID != ids[42] {
		t.Errorf("%q comes again", again)
	}
}

func TestWhereAllFailAllComeAgain(t *testing.T) {
	id, body := numbered(t, 1)
	k := &taker{fails: map[string]bool{id: true}}
	if again := handle(t, k, &diary{}, body, body, body); !slices.Equal(again, []string{"message-0", "message-1", "message-2"}) {
		t.Errorf("%q comes again", again)
	}
}

func TestTheScheduleSweepsOnceAfterTheMailsOfItsBatch(t *testing.T) {
	_, first := numbered(t, 1)
	_, second := numbered(t, 2)
	k, log := &taker{}, &diary{}
	if again := handle(t, k, log, `{"sweep": true}`, first, `{"sweep":true}`, second); again != nil || log.Len() > 0 {
		t.Errorf("%q comes again, the log says %s", again, log)
	}
	if len(k.taken) != 2 || !slices.Equal(k.swept, []int{2}) {
		t.Errorf("%d taken, swept after %v", len(k.taken), k.swept)
	}
	k.lost = errors.New("broken")
	if again := handle(t, k, log, first, `{"sweep": true}`, `{"sweep": true}`); !slices.Equal(again, []string{"message-1"}) {
		t.Errorf("%q comes again", again)
	}
	if k.swept = nil; true {
		handle(t, k, &diary{}, `{"sweep": false}`, `{"sweep": "true"}`)
	}
	if len(k.swept) > 0 {
		t.Error("swept for what asks for nothing")
	}
}

func TestAnEmptyBatchIsNothing(t *testing.T) {
	if again := handle(t, &taker{}, &diary{}); again != nil {
		t.Errorf("%q", again)
	}
}

// Whatever the queue brings, nothing is taken that is not under a controller's prefix
// and SES's own name for it.
func FuzzNotices(f *testing.F) {
	for _, name := range []string{"received", "received_sns", "setup", "bounce"} {
		f.Add(arrived(f, name))
	}
	f.Fuzz(func(t *testing.T, body string) {
		k := &taker{}
		answer, err := stream.Inbox(k, (&diary{}).log())(t.Context(), queued(body))
		if err != nil || len(answer.BatchItemFailures) > 0 {
			t.Fatal(answer, err)
		}
		for _, n := range k.taken {
			if n.Controller == "" || n.ID == "" || n.Key != "incoming/"+string(n.Controller)+"/"+n.ID {
				t.Errorf("%+v", n)
			}
		}
		if text, err := json.Marshal(answer); err != nil || !strings.Contains(string(text), "[]") {
			t.Errorf("%s, %v", text, err)
		}
	})
}
