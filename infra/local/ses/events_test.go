package ses_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/ses"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// listening starts a SES whose events arrive on the channel.
func listening(t *testing.T) (desk, chan []byte) {
	events := make(chan []byte, 100)
	return start(t, ses.Config{
		Events: func(message []byte) { events <- message },
		Now:    func() time.Time { return noon },
	}), events
}

// next is the type and message id of the next event.
func next(t *testing.T, events chan []byte) (kind, id string) {
	t.Helper()
	select {
	case text := <-events:
		var e struct {
			EventType string
			Mail      struct{ MessageID string }
		}
		if err := json.Unmarshal(text, &e); err != nil {
			t.Fatal(err)
		}
		return e.EventType, e.Mail.MessageID
	case <-soon(t).Done():
		t.Fatal("no event came")
	}
	return "", ""
}

// The events of each kind of recipient, byte for byte but for the message id.
func TestEventsHaveTheShapeThatSESGivesThem(t *testing.T) {
	for _, tt := range []struct{ to, file string }{
		{"kari@example.no", "delivered.json"},
		{"bounce@simulator.example.no", "bounced.json"},
		{"complaint@simulator.example.no", "complained.json"},
	} {
		t.Run(strings.TrimSuffix(tt.file, ".json"), func(t *testing.T) {
			d, events := listening(t)
			id := d.mustSend(input(change("To: kari@example.no", "To: "+tt.to), tt.to))
			d.Stop()
			close(events)
			var got bytes.Buffer
			for text := range events {
				if err := json.Indent(&got, bytes.ReplaceAll(text, []byte(id), []byte("MESSAGE-ID")), "", "  "); err != nil {
					t.Fatal(err)
				}
				got.WriteByte('\n')
			}
			golden(t, tt.file, got.Bytes())
		})
	}
}

// golden compares with the file under testdata; UPDATE_GOLDEN=1 writes it instead.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestAMailWithoutAConfigurationSetHasNoEvents(t *testing.T) {
	d, events := listening(t)
	in := input(crlf(sound))
	in.ConfigurationSetName = nil
	d.mustSend(in)
	d.Stop()
	if n := len(events); n != 0 {
		t.Errorf("%d events", n)
	}
}

func TestALostAnswerHasItsEventsAllTheSame(t *testing.T) {
	d, events := listening(t)
	if err := d.Inject(ses.Fault{Kind: ses.AcceptedLost}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.send(input(crlf(sound))); !silent(err) {
		t.Fatalf("got %v", err)
	}
	kind, id := next(t, events)
	if m := d.Inbox().Messages(); kind != "Send" || len(m) != 1 || m[0].ID != id {
		t.Errorf("%s of %s, in the inbox %v", kind, id, m)
	}
}

func TestHeldEventsComeInOrderAfterTheirRelease(t *testing.T) {
	d, events := listening(t)
	d.HoldEvents(true)
	first, second := d.mustSend(input(crlf(sound))), d.mustSend(input(crlf(sound)))
	if n := len(events); n != 0 {
		t.Fatalf("%d events while held", n)
	}
	d.HoldEvents(false)
	var got []string
	for range 4 {
		kind, id := next(t, events)
		got = append(got, kind+" "+id)
	}
	if want := []string{"Send " + first, "Delivery " + first, "Send " + second, "Delivery " + second}; !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
}

func TestEventsStillHeldAtTheEndAreLost(t *testing.T) {
	d, events := listening(t)
	d.HoldEvents(true)
	d.mustSend(input(crlf(sound)))
	d.Stop()
	if n := len(events); n != 0 {
		t.Errorf("%d events", n)
	}
}

func TestDroppedEventsNeverCome(t *testing.T) {
	d, events := listening(t)
	d.DropEvents(true)
	d.mustSend(input(crlf(sound)))
	d.DropEvents(false)
	kept := d.mustSend(input(crlf(sound)))
	d.Stop()
	if n := len(events); n != 2 {
		t.Errorf("%d events", n)
	}
	if _, id := next(t, events); id != kept {
		t.Errorf("the first event is of %s, wanted %s", id, kept)
	}
}
