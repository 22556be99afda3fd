package smtp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/smtp"
)

// The object and its notification, byte for byte but for the id.
func TestAMailBecomesAnObjectAndANotification(t *testing.T) {
	d := start(t)
	d.mustSend("kari@example.no", "ahoy@mojob.io")
	objects, told := d.stored()
	if len(objects) != 1 || len(told) != 1 {
		t.Fatalf("%d objects, %d notifications", len(objects), len(told))
	}
	o := objects[0]
	id, ok := strings.CutPrefix(o.key, "incoming/mojob/")
	if !ok || o.bucket != "mail-in" || !regexp.MustCompile(`^[0-9a-v]{40}$`).MatchString(id) {
		t.Errorf("stored as %s in %s", o.key, o.bucket)
	}
	stamps, whole := strings.CutSuffix(o.body, string(crlf(sound)))
	if !whole {
		t.Errorf("the message is not as it was sent:\n%s", o.body)
	}
	golden(t, "stamps.txt", strings.ReplaceAll(stamps, id, "MESSAGE-ID"))
	if told[0].topic != rules[0].Topic || told[0].subject != "Amazon SES Email Receipt Notification" {
		t.Errorf("told %s of %q", told[0].topic, told[0].subject)
	}
	golden(t, "notification.json", indented(t, strings.ReplaceAll(told[0].message, id, "MESSAGE-ID")))
}

func indented(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	return b.String() + "\n"
}

// golden compares with the file under testdata, whose lines end in \n; UPDATE_GOLDEN=1 writes it instead.
func golden(t *testing.T, name, got string) {
	t.Helper()
	got = strings.ReplaceAll(got, "\r\n", "\n")
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// parsed is the part of a notification that these tests look at.
type parsed struct {
	Mail struct {
		Source, MessageID string
		Destination       []string
		HeadersTruncated  bool
		Headers           []struct{ Name, Value string }
		CommonHeaders     struct {
			ReturnPath, Subject string
			From                []string
		}
	}
	Receipt struct {
		Recipients                                                       []string
		SpamVerdict, VirusVerdict, SPFVerdict, DKIMVerdict, DMARCVerdict struct{ Status string }
		DMARCPolicy                                                      string
		Action                                                           struct{ ObjectKey string }
	}
}

func notifications(t *testing.T, d *desk) (list []parsed) {
	t.Helper()
	_, told := d.stored()
	for _, n := range told {
		var p parsed
		if err := json.Unmarshal([]byte(n.message), &p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

func TestAMailToTwoControllersIsStoredForBothUnderOneID(t *testing.T) {
	d := start(t)
	d.mustSend("kari@example.no", "post@321.no", "AHOY@mojob.io")
	objects, _ := d.stored()
	list := notifications(t, d)
	if len(objects) != 2 || len(list) != 2 {
		t.Fatalf("%d objects, %d notifications", len(objects), len(list))
	}
	for i, prefix := range []string{"incoming/mojob/", "incoming/tretoen/"} {
		n := list[i]
		if n.Mail.MessageID != list[0].Mail.MessageID || objects[i].key != prefix+n.Mail.MessageID || n.Receipt.Action.ObjectKey != objects[i].key {
			t.Errorf("object %s, notification %+v", objects[i].key, n)
		}
		if want := [][]string{{"AHOY@mojob.io"}, {"post@321.no"}}[i]; !cmp.Equal(n.Receipt.Recipients, want) || len(n.Mail.Destination) != 2 {
			t.Errorf("recipients %q of %q", n.Receipt.Recipients, n.Mail.Destination)
		}
	}
	if strings.Contains(objects[0].body, "\r\n for ") {
		t.Error("the stamp tells one recipient of the other")
	}
}

func TestOneRuleForTwoRecipientsStoresOnce(t *testing.T) {
	d := start(t)
	d.mustSend("kari@example.no", "a@example.org", "b@sub.example.org")
	if objects, told := d.stored(); len(objects) != 1 || objects[0].bucket != "other" || len(told) != 0 {
		t.Errorf("%+v, %d notifications though there is no topic", objects, len(told))
	}
}

func TestOtherRecipientsAreUnknown(t *testing.T) {
	d := start(t)
	for _, to := range []string{"kari@mojob.io", "ahoy@mojob.io.evil.example", "xahoy@mojob.io", "ahoy+a@mojob.io", "a@notexample.org"} {
		if code, text := answer(d.send("kari@example.no", to)); code != 550 || !strings.HasPrefix(text, "5.1.1 ") {
			t.Errorf("%s: %d %s", to, code, text)
		}
	}
	if objects, _ := d.stored(); len(objects) != 0 {
		t.Errorf("stored %+v", objects)
	}
}

func TestAMailThatCannotBeStoredIsAskedForAgain(t *testing.T) {
	d := start(t)
	d.failing["incoming/tretoen/"] = 1
	to := []string{"ahoy@mojob.io", "post@321.no"}
	if code, text := answer(d.send("kari@example.no", to...)); code != 451 || !strings.HasPrefix(text, "4.3.0 ") {
		t.Errorf("answered %d %s", code, text)
	}
	if _, told := d.stored(); len(told) != 0 {
		t.Errorf("told %+v", told)
	}
	d.mustSend("kari@example.no", to...)
	if _, told := d.stored(); len(told) != 2 {
		t.Errorf("told %+v", told)
	}
}

func TestTheEmptyReturnPathIsKeptEmpty(t *testing.T) {
	d := start(t)
	d.mustSend("", "ahoy@mojob.io")
	objects, _ := d.stored()
	n := notifications(t, d)[0]
	if !strings.HasPrefix(objects[0].body, "Return-Path: <>\r\n") || n.Mail.Source != "" || n.Mail.CommonHeaders.ReturnPath != "" {
		t.Errorf("%.40q, %+v", objects[0].body, n.Mail)
	}
}

func TestVerdictsAreWhatATestSaysAndNeverWhatTheMailSays(t *testing.T) {
	d := start(t)
	forged := append([]byte("X-SES-Virus-Verdict: PASS\r\nAuthentication-Results: amazonses.com; dmarc=pass\r\n"), crlf(sound)...)
	d.SetVerdicts(func(from string) smtp.Verdicts {
		if from == "mallory@example.com" {
			return smtp.Verdicts{Virus: "FAIL", SPF: "GRAY", DKIM: "PROCESSING_FAILED", DMARC: "FAIL", Policy: "reject"}
		}
		return smtp.Verdicts{Policy: "none"}
	})
	for _, from := range []string{"mallory@example.com", "kari@example.no"} {
		if err := smtp.Send(d.Addr, from, []string{"ahoy@mojob.io"}, forged); err != nil {
			t.Fatal(err)
		}
	}
	d.SetVerdicts(nil)
	d.mustSend("mallory@example.com", "ahoy@mojob.io")
	var got []string
	for _, n := range notifications(t, d) {
		r := n.Receipt
		got = append(got, strings.Join([]string{
			r.SpamVerdict.Status, r.VirusVerdict.Status, r.SPFVerdict.Status, r.DKIMVerdict.Status, r.DMARCVerdict.Status, r.DMARCPolicy,
		}, " "))
	}
	if want := []string{"PASS FAIL GRAY PROCESSING_FAILED FAIL reject", "PASS PASS PASS PASS PASS ", "PASS PASS PASS PASS PASS "}; !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
	objects, _ := d.stored()
	first, _, _ := strings.Cut(objects[0].body, "From: Kari")
	for _, stamp := range []string{"X-SES-Virus-Verdict: FAIL\r\n", "Received-SPF: none ", "dkim=temperror;", "dmarc=fail;", "X-SES-Virus-Verdict: PASS\r\n"} {
		if !strings.Contains(first, stamp) {
			t.Errorf("no %q in\n%s", stamp, first)
		}
	}
	if strings.Index(first, "X-SES-Virus-Verdict: FAIL") > strings.Index(first, "X-SES-Virus-Verdict: PASS") {
		t.Error("the forged header stands above the stamp")
	}
}

func TestWithoutScanningSpamAndVirusesAreUnknown(t *testing.T) {
	r := rules[0]
	r.Scan = false
	var told []string
	s, err := smtp.Start(smtp.Config{
		Rules:   []smtp.Rule{r},
		Store:   func(context.Context, string, string, []byte) error { return nil },
		Publish: func(_, _, message string) { told = append(told, message) },
	})
	if err != nil {
		t.Fatal(err)
	}
	err = smtp.Send(s.Addr, "kari@example.no", []string{"ahoy@mojob.io"}, crlf(sound))
	s.Stop()
	if err != nil || len(told) != 1 || !strings.Contains(told[0], `"spamVerdict":{"status":"DISABLED"},"virusVerdict":{"status":"DISABLED"},"spfVerdict":{"status":"PASS"}`) {
		t.Errorf("%v %q", err, told)
	}
}

func TestManyHeadersAreCutFromTheNotificationOnly(t *testing.T) {
	d := start(t)
	var b strings.Builder
	for i := range 300 {
		fmt.Fprintf(&b, "X-Padding-%d: %s\r\n", i, strings.Repeat("a", 50))
	}
	if err := smtp.Send(d.Addr, "kari@example.no", []string{"ahoy@mojob.io"}, append([]byte(b.String()), crlf(sound)...)); err != nil {
		t.Fatal(err)
	}
	n, objects := notifications(t, d)[0], d.objects
	if !n.Mail.HeadersTruncated || len(n.Mail.Headers) > 200 || n.Mail.CommonHeaders.Subject != "Sletting av søknad" {
		t.Errorf("truncated %t, %d headers, subject %q", n.Mail.HeadersTruncated, len(n.Mail.Headers), n.Mail.CommonHeaders.Subject)
	}
	if !strings.Contains(objects[0].body, "X-Padding-299: ") {
		t.Error("the object was cut too")
	}
}

func TestAnythingIsTaken(t *testing.T) {
	d := start(t)
	for what, message := range map[string]string{
		"empty": "", "no header": "\r\nhello\r\n", "bare line feeds": "From: a@example.com\nSubject: x\n\nhello\n",
		"8 bit":         "From: \xe6\xf8\xe5 <a@example.com>\r\nSubject: \xff=?x?y?z?=\r\n: no name\r\nno colon\r\n\r\n\x00\xff",
		"begins folded": " folded\r\nFrom: <<<>\r\n\r\n", "long line": "Subject: " + strings.Repeat("a", 100_000) + "\r\n\r\n",
	} {
		if err := smtp.Send(d.Addr, "kari@example.no", []string{"ahoy@mojob.io"}, []byte(message)); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if objects, _ := d.stored(); len(objects) != 6 || len(notifications(t, d)) != 6 {
		t.Errorf("%d stored", len(objects))
	}
}

func TestTheSetupObjectIsWrittenOnlyWhenAskedFor(t *testing.T) {
	d := start(t)
	if objects, _ := d.stored(); len(objects) != 0 {
		t.Fatalf("stored %+v", objects)
	}
	if err := d.SetUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	objects, told := d.stored()
	if len(objects) != 3 || objects[0].key != "incoming/mojob/AMAZON_SES_SETUP_NOTIFICATION" || len(told) != 0 {
		t.Errorf("%+v, told %+v", objects, told)
	}
	d.failing["incoming/"] = 1
	if err := d.SetUp(t.Context()); err == nil {
		t.Error("no error from a bucket that does not answer")
	}
}
