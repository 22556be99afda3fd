package smtp_test

import (
	"bytes"
	"crypto/tls"
	"net"
	netsmtp "net/smtp"
	"net/textproto"
	"strconv"
	"strings"
	"testing"

	"ordholden/infra/local/smtp"
)

// dial speaks SMTP line by line.
func dial(t *testing.T, addr string) (say func(line string, code int) string) {
	t.Helper()
	c, err := textproto.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return func(line string, code int) string {
		t.Helper()
		if line != "" {
			if err := c.PrintfLine("%s", line); err != nil {
				t.Fatal(err)
			}
		}
		_, text, err := c.ReadResponse(code)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		return text
	}
}

func TestWhatIsOfferedAndRefused(t *testing.T) {
	say := dial(t, start(t).Addr)
	say("", 220)
	offered := say("EHLO client.example.no", 250)
	for _, extension := range []string{"STARTTLS", "8BITMIME", "SIZE 41943040"} {
		if !strings.Contains(offered, extension) {
			t.Errorf("no %s in %q", extension, offered)
		}
	}
	if strings.Contains(offered, "AUTH") {
		t.Errorf("it asks who one is: %q", offered)
	}
	if text := say("MAIL FROM:<kari@example.no> SIZE=41943041", 552); !strings.HasPrefix(text, "5.3.4 ") {
		t.Errorf("too large: %q", text)
	}
	say("DATA", 502)
	say("MAIL FROM:<kari@example.no> SIZE=100", 250)
	say("RCPT TO:<nobody@mojob.io>", 550)
	say("DATA", 502)
	say("RCPT TO:<ahoy@mojob.io>", 250)
	say("RSET", 250)
	say("DATA", 502)
	say("QUIT", 221)
}

func TestAMessageOverTheLimitIsRefused(t *testing.T) {
	d := start(t)
	large := append(crlf(sound), bytes.Repeat([]byte(strings.Repeat("a", 998)+"\r\n"), 40<<20/1000)...)
	if code, text := answer(smtp.Send(d.Addr, "kari@example.no", []string{"ahoy@mojob.io"}, large)); code != 552 || !strings.HasPrefix(text, "5.3.4 ") {
		t.Errorf("answered %d %s", code, text)
	}
	if objects, _ := d.stored(); len(objects) != 0 {
		t.Errorf("%d stored", len(objects))
	}
}

func TestMailComesOverTLSToo(t *testing.T) {
	d := start(t)
	c, err := netsmtp.Dial(d.Addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.StartTLS(&tls.Config{InsecureSkipVerify: true}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []error{c.Mail("kari@example.no"), c.Rcpt("ahoy@mojob.io")} {
		if step != nil {
			t.Fatal(step)
		}
	}
	w, err := c.Data()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(crlf(sound)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if objects, _ := d.stored(); len(objects) != 1 {
		t.Errorf("%d stored", len(objects))
	}
}

func TestWhatAClientSaysStaysInItsStamp(t *testing.T) {
	d := start(t)
	say := dial(t, d.Addr)
	say("", 220)
	say("EHLO a\x01\tbæ", 250)
	say("MAIL FROM:<\"a b\rX: y\"@example.no>", 250)
	say("RCPT TO:<ahoy@mojob.io>", 250)
	say("DATA", 354)
	say("Subject: x\r\n\r\n.", 250)
	objects, _ := d.stored()
	head, _, _ := strings.Cut(objects[0].body, "Subject: x")
	if !strings.HasPrefix(head, "Return-Path: <a?b?X:?y@example.no>\r\nReceived: from a??b? (localhost") || strings.ContainsAny(head, "\x01\x00") {
		t.Errorf("%q", head)
	}
}

func TestOnlyThisMachineIsServedAndStopEndsIt(t *testing.T) {
	d := start(t)
	host, port, err := net.SplitHostPort(d.Addr)
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("listens on %s (%v)", d.Addr, err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	_, err = smtp.Start(smtp.Config{Port: number})
	if err == nil || !strings.Contains(err.Error(), "port "+port+" is taken") || !strings.Contains(err.Error(), "SMTP_PORT") {
		t.Errorf("a taken port: %v", err)
	}
	say := dial(t, d.Addr)
	say("", 220)
	d.Stop()
	d.Stop()
	if conn, err := net.Dial("tcp", d.Addr); err == nil {
		conn.Close()
		t.Error("it listens after Stop")
	}
}

func TestStopCutsOffAMailThatIsComingIn(t *testing.T) {
	d := start(t)
	say := dial(t, d.Addr)
	say("", 220)
	say("EHLO client.example.no", 250)
	say("MAIL FROM:<kari@example.no>", 250)
	say("RCPT TO:<ahoy@mojob.io>", 250)
	say("DATA", 354)
	d.Stop()
	if objects, _ := d.stored(); len(objects) != 0 {
		t.Errorf("%d stored", len(objects))
	}
}
