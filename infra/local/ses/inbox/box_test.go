package inbox

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

const plain = "From: Mojob <ahoy@mojob.io>\r\nTo: kari@example.no\r\nSubject: One\r\n\r\nHello.\r\n"

func open(t *testing.T, dir string) *Box {
	t.Helper()
	b, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func add(t *testing.T, b *Box, mail string) Message {
	t.Helper()
	d := Delivery{From: "ahoy@mojob.io", To: "kari@example.no", ConfigurationSet: "mail", Tags: []Tag{{"controller", "mojob"}, {"case", "c-1"}}}
	m, err := b.Add(b.NewID(noon), d, []byte(mail))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMailIsNewestFirstAndReadAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mail")
	b := open(t, dir)
	first, second := add(t, b, plain), add(t, b, strings.Replace(plain, "One", "Two", 1))
	again := open(t, dir)
	for outcome, box := range map[string]*Box{"at once": b, "after a restart": again} {
		list := box.Messages()
		if len(list) != 2 || list[0].ID != second.ID || list[1].ID != first.ID {
			t.Fatalf("%s: %+v", outcome, list)
		}
		if m := list[0]; m.Subject != "Two" || m.Text != "Hello.\n" || m.HTML != "" || m.To != "kari@example.no" ||
			m.Tags["case"] != "c-1" || m.ConfigurationSet != "mail" || m.Received.Sub(noon) > time.Second {
			t.Errorf("%s: %+v", outcome, m)
		}
	}
	if third := add(t, again, plain); third.ID <= second.ID {
		t.Errorf("%s does not sort after %s", third.ID, second.ID)
	}
	if err := b.Clear(); err != nil {
		t.Fatal(err)
	}
	left := open(t, dir).Messages()
	if len(left) != 1 || len(b.Messages()) != 0 {
		t.Errorf("after Clear: %d in memory, %+v on disk", len(b.Messages()), left)
	}
}

func TestAFolderWithOtherFilesIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "letter.eml"), []byte(plain), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "letter.eml") {
		t.Errorf("got %v", err)
	}
}

func TestAMailThatCannotBeKeptIsNotAccepted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mail")
	b := open(t, dir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Add(b.NewID(noon), Delivery{From: "a@example.no", To: "b@example.no"}, []byte(plain)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if n := len(b.Messages()); n != 0 {
		t.Errorf("%d messages", n)
	}
}

func TestWaitFindsMailThatIsThereAndMailThatComes(t *testing.T) {
	b := open(t, "")
	add(t, b, plain)
	about := func(subject string) func(Message) bool { return func(m Message) bool { return m.Subject == subject } }
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if m, err := b.Wait(ctx, about("One")); err != nil || m.Subject != "One" {
		t.Errorf("%q, %v", m.Subject, err)
	}
	found := make(chan string, 1)
	go func() {
		m, err := b.Wait(ctx, about("Two"))
		if err != nil {
			t.Error(err)
		}
		found <- m.Subject
	}()
	add(t, b, strings.Replace(plain, "One", "Two", 1))
	if got := <-found; got != "Two" {
		t.Errorf("found %q", got)
	}
	canceled, end := context.WithCancel(t.Context())
	end()
	if _, err := b.Wait(canceled, about("Three")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestALetterFromOldSystemsIsDecoded(t *testing.T) {
	m, err := parse(newID(noon), []byte("Subject: =?iso-8859-1?q?S=F8knad?=\r\nContent-Type: text/html; charset=windows-1252\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n"+"PHA+5vjlPC9wPg==\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if m.Subject != "Søknad" || m.HTML != "<p>æøå</p>" || m.Text != "" || len(m.Faults) != 0 {
		t.Errorf("%+v", m)
	}
}
