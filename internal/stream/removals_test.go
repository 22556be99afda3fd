package stream_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/stream"
)

// finisher takes note of what it is to carry out.
type finisher struct {
	taken []expiry.Event
	fails string // a partition
}

func (f *finisher) Take(_ context.Context, e expiry.Event) error {
	f.taken = append(f.taken, e)
	if strings.Contains(e.Key.Partition, f.fails) && f.fails != "" {
		return errBroken
	}
	return nil
}

func TestWhatFollowsFromEachEvent(t *testing.T) {
	id, subject := string(third), "1-c0f057170b55127e48ed5c72ab9708a4"
	person, at := "mojob#PERSON#"+subject, time.Unix(1795262400, 0)
	for _, tt := range []struct {
		outcome, name, pk, sk string
		want                  expiry.What
	}{
		{"a profile is gone", "REMOVE", person, "PROFILE", expiry.HeadGone},
		{"an application is gone", "REMOVE", person, "APPLICATION#" + id, expiry.HeadGone},
		{"an agreement is gone", "REMOVE", "tretoen#AGREEMENT#" + id, "AGREEMENT", expiry.HeadGone},
		{"a request is gone", "REMOVE", "mojob#CASE#" + id, "CASE", expiry.HeadGone},
		{"a consent is gone", "REMOVE", "mojob#CONSENT#" + id, "CONSENT", expiry.HeadGone},
		{"a mail that came in is gone", "REMOVE", "mojob#MESSAGE#" + id, "MESSAGE", expiry.HeadGone},
		{"a visitor's decision is gone", "REMOVE", "mojob#VISITOR#" + id, "CONSENT#" + id, expiry.VisitorGone},
		{"a file is gone", "REMOVE", person, "PROFILE#FILE#" + id, expiry.FileGone},
		{"a file of an application is gone", "REMOVE", person, "APPLICATION#" + id + "#FILE#" + id, expiry.FileGone},
		{"a profile has changed", "MODIFY", person, "PROFILE", expiry.ProfileKept},

		{"a profile is new", "INSERT", person, "PROFILE", expiry.Nothing},
		{"an application has changed", "MODIFY", person, "APPLICATION#" + id, expiry.Nothing},
		{"an application without an id", "REMOVE", person, "APPLICATION", expiry.Nothing},
		{"a reading is gone", "REMOVE", person, "PROFILE#READ#2026-03-05T08:41:00.000Z#" + id, expiry.Nothing},
		{"a term record is gone", "REMOVE", person, "TERM#PROFILE", expiry.Nothing},
		{"a file's term record, which is none", "REMOVE", person, "TERM#PROFILE#FILE#" + id, expiry.Nothing},
		{"a link is gone", "REMOVE", "mojob#CASE#" + id, "LINK#confirm#0", expiry.Nothing},
		{"a pointer is gone", "REMOVE", "mojob#SUBJECT#" + subject, "HELD#CASE#" + id, expiry.Nothing},
		{"a confirmed consent's pointer is gone", "REMOVE", "mojob#SUBJECT#" + subject, "CONSENT#2026-03-05T08:41:00.000Z#" + id, expiry.Nothing},
		{"a counter is gone", "REMOVE", "mojob#COUNTER#all", "2026-03-05T08", expiry.Nothing},
		{"a deletion entry is gone", "REMOVE", "mojob#DELETION#2026-03", "2026-03-05T08:41:00.000Z#" + id, expiry.Nothing},
		{"a key of one part", "REMOVE", "mojob", "PROFILE", expiry.Nothing},
		{"a head in lower case", "REMOVE", person, "profile", expiry.Nothing},
	} {
		t.Run(tt.outcome, func(t *testing.T) {
			f := &finisher{}
			if _, err := stream.Removals(f, (&diary{}).log())(t.Context(), batch(t, record(tt.name, tt.pk, tt.sk, "1"))); err != nil {
				t.Fatal(err)
			}
			var want []expiry.Event
			if tt.want != expiry.Nothing {
				want = []expiry.Event{{What: tt.want, Key: expiry.Key{Partition: tt.pk, Item: tt.sk}, At: at.UTC()}}
			}
			if d := cmp.Diff(want, f.taken); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEachEndThatFailedIsNamed(t *testing.T) {
	f, log := &finisher{fails: string(poison)}, &diary{}
	answer, err := stream.Removals(f, log.log())(t.Context(), batch(t,
		record("REMOVE", "mojob#CASE#"+string(third), "CASE", "1"),
		record("REMOVE", "mojob#CASE#"+string(poison), "CASE", "2"),
		record("REMOVE", "mojob#CASE#"+string(poison), "LINK#confirm#0", "3"),
		record("REMOVE", "mojob#CONSENT#"+string(gdpr.NewID()), "CONSENT", "4"),
	))
	if err != nil {
		t.Fatal(err)
	}
	if want := []events.DynamoDBBatchItemFailure{{ItemIdentifier: "2"}}; !reflect.DeepEqual(answer.BatchItemFailures, want) {
		t.Errorf("failures %v, want %v", answer.BatchItemFailures, want)
	}
	if len(f.taken) != 3 || !strings.Contains(log.String(), string(poison)) {
		t.Errorf("%d carried out; the log says %s", len(f.taken), log.String())
	}
}
