package inbound_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
)

// crlf makes a message of lines that are written with \n.
func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

// letter is a message from Ola with these headers and this body.
func letter(headers, body string) []byte {
	return crlf("From: Ola Nordmann <ola@example.com>\nTo: ahoy@mojob.io\nSubject: Sletting\n" + headers + "\n" + body)
}

func reveal(list []gdpr.Private) []string {
	var s []string
	for _, p := range list {
		s = append(s, p.Reveal())
	}
	return s
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func faultless(t *testing.T, m inbox.Mail) {
	t.Helper()
	if len(m.Faults) > 0 {
		t.Errorf("faults %v", m.Faults)
	}
}

func TestAPlainMailIsReadWhole(t *testing.T) {
	m := inbound.Read(crlf(`Return-Path: <ola@example.com>
From: =?utf-8?q?Ola_Nordmann_=C3=98yen?= <ola@example.com>
To: "Ahoy, Mojob" <ahoy@mojob.io>, post@321.no
Cc: Kari <kari@example.no>
Subject: =?iso-8859-1?Q?S=F8knad_og_sletting?=
Date: Tue, 3 Mar 2026 10:15:00 +0100
Message-ID: <a.1@example.com>
In-Reply-To: <b.2@mojob.io>
References: <c.3@mojob.io>
 <b.2@mojob.io>
Content-Type: text/plain; charset=ISO-8859-1
Content-Transfer-Encoding: quoted-printable

Hei,

vennligst slett s=F8knaden min.
`))
	faultless(t, m)
	same(t, "Senders", reveal(m.Senders), []string{"ola@example.com"})
	equal(t, "Name", m.Name.Reveal(), "Ola Nordmann Øyen")
	same(t, "To", reveal(m.To), []string{"ahoy@mojob.io", "post@321.no"})
	same(t, "Cc", reveal(m.Cc), []string{"kari@example.no"})
	equal(t, "Subject", m.Subject.Reveal(), "Søknad og sletting")
	equal(t, "MessageID", m.MessageID, "<a.1@example.com>")
	same(t, "InReplyTo", m.InReplyTo, []string{"<b.2@mojob.io>"})
	same(t, "References", m.References, []string{"<c.3@mojob.io>", "<b.2@mojob.io>"})
	equal(t, "Type", m.Type, "text/plain")
	equal(t, "Text", m.Text.Reveal(), "Hei,\n\nvennligst slett søknaden min.")
	equal(t, "Own", m.Own.Reveal(), m.Text.Reveal())
	equal(t, "Quoted", m.Quoted.Reveal(), "")
	same(t, "Header", m.Header("return-PATH"), []string{"<ola@example.com>"})
}

func TestAnEmptyMailHasNoSenderAndNothingElse(t *testing.T) {
	for _, raw := range []string{"", "\r\n", "\r\n\r\n", "\x00", "no header at all"} {
		m := inbound.Read([]byte(raw))
		if !slices.Equal(m.Faults, []inbox.Fault{inbox.FaultNoFrom}) || len(m.Senders)+len(m.Attachments) != 0 {
			t.Errorf("%q is read as %d senders with faults %v", raw, len(m.Senders), m.Faults)
		}
	}
	var none inbox.Mail
	if none.Header("From") != nil || none.Quoted != "" {
		t.Error("the zero Mail has headers or quotes")
	}
}

func TestPrintingAMailShowsNothingOfIt(t *testing.T) {
	m := inbound.Read(letter("X-Canary: Kanari\n", "Kanari\n\n> Kanari"))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, value := range []any{m, &m, []inbox.Mail{m}, struct{ M inbox.Mail }{m}} {
			if shown := fmt.Sprintf(verb, value); strings.Contains(shown, "Kanari") || strings.Contains(shown, "ola@") {
				t.Errorf("%s shows %s", verb, shown)
			}
		}
	}
}

func TestAMailOverTheLimitIsReadAtItsBeginning(t *testing.T) {
	raw := letter("Message-ID: <a@example.com>\nContent-Type: multipart/mixed; boundary=b\n",
		"--b\nContent-Type: text/plain\n\nSlett meg.\n--b\nContent-Type: application/pdf; name=cv.pdf\n\n"+
			strings.Repeat("A", 64<<10)+"\n--b--\n")
	whole := inbound.Read(raw)
	faultless(t, whole)
	cut := inbound.ReadHead(raw[:inbox.MaxHead], inbox.MaxSize+1)
	if !slices.Equal(cut.Faults, []inbox.Fault{inbox.FaultTooLarge}) {
		t.Errorf("faults %v", cut.Faults)
	}
	for _, m := range []inbox.Mail{whole, cut} {
		equal(t, "Subject", m.Subject.Reveal(), "Sletting")
		equal(t, "MessageID", m.MessageID, "<a@example.com>")
		equal(t, "Own", m.Own.Reveal(), "Slett meg.")
		if len(m.Attachments) != 1 {
			t.Fatalf("%d attachments", len(m.Attachments))
		}
		equal(t, "file name", m.Attachments[0].Name.Reveal(), "cv.pdf")
	}
	if a := cut.Attachments[0]; a.Size != 0 || a.Digest != "" {
		t.Errorf("half an attachment has size %d and digest %s", a.Size, a.Digest)
	}
	if a := whole.Attachments[0]; a.Size != 64<<10 {
		t.Errorf("the attachment has size %d", a.Size)
	}
	if m := inbound.Read(append(raw, make([]byte, inbox.MaxSize)...)); !slices.Contains(m.Faults, inbox.FaultTooLarge) {
		t.Error("Read takes more than MaxSize")
	}
	if m := inbound.ReadHead(raw, int64(len(raw))); slices.Contains(m.Faults, inbox.FaultTooLarge) {
		t.Error("a small message is called too large")
	}
}

func TestAHeaderThatIsCutIsNotRead(t *testing.T) {
	raw := []byte("Subject: " + strings.Repeat("a", inbox.MaxHead-len("Subject: \r\nFrom: ola@example.co")) + "\r\nFrom: ola@example.com\r\n\r\n")
	m := inbound.ReadHead(raw[:inbox.MaxHead], inbox.MaxSize+1)
	if len(m.Senders) != 0 || !slices.Contains(m.Faults, inbox.FaultHeaderTooLong) {
		t.Errorf("senders %q, faults %v", reveal(m.Senders), m.Faults)
	}
}

func TestHTMLThatIsCutEndsWithAWholeCharacter(t *testing.T) {
	padding := strings.Repeat("<!--"+strings.Repeat(" ", 1017)+"-->", 1023)
	for shift := range 3 {
		m := inbound.Read(letter("Content-Type: text/html; charset=utf-8\n", padding+strings.Repeat("a", shift)+strings.Repeat("€ ", 1000)))
		if !slices.Equal(m.Faults, []inbox.Fault{inbox.FaultTextCut}) || strings.Trim(m.Text.Reveal(), "a€ ") != "" || m.Text == "" {
			t.Errorf("faults %v, %d bytes of text", m.Faults, len(m.Text))
		}
	}
}

func TestLimitsAreToldAndWhatLiesWithinIsRead(t *testing.T) {
	deep := ""
	for i := range 12 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: text/plain\n\nnivå %d\n--b%d\n", i, i, i, i)
	}
	long := strings.Repeat("X-A: b\n", inbox.MaxHead/6) + "X-Last: c\n"
	for name, c := range map[string]struct {
		raw   []byte
		fault inbox.Fault
		text  string
	}{
		"too deep":           {crlf("From: ola@example.com\n" + deep + "\nslutt"), inbox.FaultTooDeep, "nivå 9"},
		"too many parts":     {letter("Content-Type: multipart/mixed; boundary=b\n", strings.Repeat("--b\n\nhei\n", 101)+"--b--"), inbox.FaultTooManyParts, "hei"},
		"too much text":      {letter("", strings.Repeat("æøå ", inbox.MaxText/6)), inbox.FaultTextCut, "æøå"},
		"too long a header":  {letter(long, "slett meg"), inbox.FaultHeaderTooLong, "slett meg"},
		"too long in a part": {letter("Content-Type: multipart/mixed; boundary=b\n", "--b\n"+long+"\nhei\n--b--"), inbox.FaultHeaderTooLong, "hei"},
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(c.raw)
			if !slices.Equal(m.Faults, []inbox.Fault{c.fault}) {
				t.Errorf("faults %v", m.Faults)
			}
			if !strings.Contains(m.Text.Reveal(), c.text) || len(m.Text) > inbox.MaxText {
				t.Errorf("%d bytes of text, without %q", len(m.Text), c.text)
			}
			same(t, "Senders", reveal(m.Senders), []string{"ola@example.com"})
		})
	}
	for depth, faults := range map[int][]inbox.Fault{inbox.MaxDepth: nil, inbox.MaxDepth + 1: {inbox.FaultTooDeep}} {
		m := inbound.Read(crlf("From: ola@example.com\n" + nests(depth) + "\nhei"))
		if !slices.Equal(m.Faults, faults) {
			t.Errorf("%d multiparts deep: faults %v", depth, m.Faults)
		}
	}
	if m := inbound.Read(letter(long, "")); m.Header("X-Last") != nil || len(m.Header("X-A")) != 100 {
		t.Errorf("%d headers, the last %q", len(m.Header("X-A")), m.Header("X-Last"))
	}
	if m := inbound.Read(letter("Content-Type: multipart/mixed; boundary=b\n", strings.Repeat("--b\n\nhei\n", 100)+"--b--")); len(m.Faults) > 0 {
		t.Errorf("a hundred parts have faults %v", m.Faults)
	}
}
