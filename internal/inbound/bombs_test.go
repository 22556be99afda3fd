package inbound_test

import (
	"bytes"
	"context"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
)

const (
	bomb   = 10_000_000       // bytes of each: within MaxSize, headers included
	budget = 40 << 20         // bytes of heap beyond the message itself
	hangs  = 20 * time.Second // far above what any takes: it tells a hang from a slow machine, and bounds nothing
)

// charge is a message to be made: what it begins with, and what is repeated after
// that, so many times or up to the size of a bomb. Made one at a time, they leave the
// garbage collector as little room as a function has.
type charge struct {
	begins, repeats string
	times           int
}

func (c charge) message() []byte {
	raw := []byte("From: ola@example.com\n" + c.begins)
	if c.times == 0 && c.repeats != "" {
		c.times = (bomb - len(raw)) / len(c.repeats)
	}
	return append(raw, bytes.Repeat([]byte(c.repeats), c.times)...)
}

// nests is multiparts within each other, none of which ends.
func nests(depth int) string {
	var b []byte
	for i := range depth {
		b = append(b, "Content-Type: multipart/mixed; boundary=\"b"...)
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, "\"\n\n--b"...)
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, '\n')
	}
	return string(b)
}

// bombs are headers after From, with what ends them, and bodies.
func bombs() map[string]charge {
	const mixed = "Content-Type: multipart/mixed; boundary=b\n\n"
	const html = "Content-Type: text/html; charset=utf-8\n\n"
	const plain = "Content-Type: text/plain; charset=windows-1252\n\n"
	return map[string]charge{
		"10,000 multiparts deep":         {nests(10_000), "", 0},
		"multiparts to the end":          {nests(170_000), "", 0},
		"one boundary for all, deep":     {"Content-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: multipart/mixed; boundary=b\n\n", 0},
		"a million headers":              {"", "X-A: b\n", 1_000_000},
		"a million headers in a part":    {mixed + "--b\n", "X-A: b\n", 1_000_000},
		"one header":                     {"X-A: ", "b", 0},
		"one folded header":              {"X-A: b\n", " b\n", 0},
		"many From":                      {"", "From: a@b.example.com\n", 0},
		"addresses":                      {"To: ", "a@b.example.com, ", 0},
		"comments":                       {"To: ", "(", 0},
		"quotes":                         {"To: ", "\"\\", 0},
		"angles":                         {"To: ", "<\"", 0},
		"encoded words":                  {"Subject: ", "=?utf-8?q?=C3?= =?utf-8?q?=B8?=\n ", 0},
		"encoded words of many charsets": {"Subject: ", "=?koi8-r?q?=F0?= =?big5?b?pKQ=?= ", 2500},
		"encoded words without end":      {"Subject: ", "=?utf-8?q?a", 0},
		"encoded words in the body":      {"\n", "=?utf-8?q?=C3=B8?= ", 0},
		"parameters":                     {"Content-Type: text/plain", "; a*0*=b", 0},
		"parts of many parameters":       {mixed, "--b\nContent-Type: text/plain" + strings.Repeat("; a*0*=b", 8000) + "\n\n", 120},
		"ids":                            {"References: ", "<a@b>", 0},
		"one line":                       {"\n", "a", 0},
		"one line of æ":                  {plain, "\xe6", 0},
		"one line of spaces":             {"\n", " ", 0},
		"empty lines":                    {"\n", "\n", 0},
		"empty lines in parts":           {mixed + "--b\n\n", "\r", 0},
		"quoted lines":                   {"\n", ">", 0},
		"attributions":                   {"\n", "Den 3. mars 2026 kl. 10:15\n", 0},
		"Outlook's headers":              {"\n", "Fra: a\nTil: b\n", 0},
		"flowed":                         {"Content-Type: text/plain; format=flowed; delsp=yes\n\n", "> a \n", 0},
		"flowed, deep":                   {"Content-Type: text/plain; format=flowed\n\n", strings.Repeat(">", 500) + " a\n", 0},
		"combining letters":              {"Content-Type: text/plain; charset=utf-8\n\na", "\u0301\u0316", 0},
		"letters that grow":              {"Content-Type: text/plain; charset=utf-8\n\n", "\ufdfa\ufb2c", 0},
		"base64 text":                    {"Content-Transfer-Encoding: base64\n\n", "YWFh", 0},
		"base64 text, dirty":             {"Content-Transfer-Encoding: base64\n\n", "!=\x00", 0},
		"base64 attachment":              {"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n", "AAAA", 0},
		"base64 attachment, dirty":       {"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n", "!A=", 0},
		"quoted-printable text":          {"Content-Transfer-Encoding: quoted-printable\n\n", "=E6", 0},
		"quoted-printable attachment":    {"Content-Type: image/png\nContent-Transfer-Encoding: quoted-printable\n\n", "=\n", 0},
		"quoted-printable, one line":     {"Content-Type: image/png\nContent-Transfer-Encoding: quoted-printable\n\n", "=", 0},
		"boundaries":                     {mixed, "--b\n", 0},
		"nearly boundaries":              {mixed + "--b\n\n", "--b \t x\n", 0},
		"dashes":                         {mixed + "--b\n\n", "-", 0},
		"lines of dashes":                {nests(10), "--\n", 0},
		"boundaries that end at once":    {mixed, "--b--\n", 0},
		"large parts":                    {mixed, "--b\nContent-Type: text/html\n\n" + strings.Repeat("<b>", 33_000) + "\n", 99},
		"large alternatives":             {"Content-Type: multipart/alternative; boundary=b\n\n", "--b\nContent-Type: text/html\n\n" + strings.Repeat("<p>", 33_000) + "a\n", 99},
		"HTML, deep":                     {html, "<div>", 0},
		"HTML, deep quotes":              {html, "<blockquote>a", 0},
		"HTML, deep and closed":          {html + strings.Repeat("<div>", 90_000), "</blockquote></div>", 20_000},
		"HTML, tables":                   {html, "<table><tr><td>", 0},
		"HTML, one tag":                  {html + "<a ", "b ", 0},
		"HTML, one attribute":            {html + "<a b='", "c", 0},
		"HTML, attributes of blocks":     {html, "<div class='gmail_quote' a b c d e f>", 0},
		"HTML, lists":                    {html, "<li>", 0},
		"HTML, entities":                 {html, "&amp", 0},
		"HTML, comments":                 {html, "<!--", 0},
		"HTML, doctypes":                 {html, "<!DOCTYPE a>", 0},
		"HTML, scripts":                  {html, "<script><!--", 0},
		"HTML, brackets":                 {html, "<", 0},
		"HTML, breaks":                   {html, "<br>a", 0},
		"HTML, preformatted":             {html + "<pre>", "a\n", 0},
		"HTML, data: URIs":               {html, "<img src='data:image/png;base64," + strings.Repeat("A", 3000) + "'>a", 0},
		"HTML, one data: URI":            {html + "<img src='data:image/png;base64,", "A", 0},
		"HTML, small data: URIs":         {html, "<img src='data:image/png;base64,AAAA'>", 0},
		"HTML, in base64":                {"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n", "PGRpdj48", 0},
		"binary":                         {"Content-Type: image/png\n\n", "\x00\xff", 0},
		"nothing but line ends and NUL":  {"", "\x00\r", 0},
	}
}

func TestH8_HostileMailsAreReadInBoundedTimeAndMemory(t *testing.T) {
	for name, c := range bombs() {
		t.Run(name, func(t *testing.T) {
			raw := c.message()
			if len(raw) > inbox.MaxSize {
				t.Fatalf("%d bytes are more than are read", len(raw))
			}
			m, took, peak := measured(t, raw)
			t.Logf("%4.1f MB: %v, heap %.1f MB", float64(len(raw))/1e6, took.Round(time.Millisecond), float64(peak)/(1<<20))
			if peak > budget {
				t.Errorf("the heap grew by %d bytes", peak)
			}
			sound(t, m)
			if len(m.Senders) == 0 || m.Senders[0].Reveal() != "ola@example.com" {
				t.Error("the sender was not read")
			}
			if slices.Contains(m.Faults, inbox.FaultUnreadable) {
				t.Error("the reader panicked")
			}
		})
	}
}

// measured reads a message, and gives how long it took and by how much the heap grew
// at most, as far as samples show.
func measured(t *testing.T, raw []byte) (m inbox.Mail, took time.Duration, peak uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), hangs)
	defer cancel()
	// A function has little memory, so the collector is held as tight as there.
	defer debug.SetGCPercent(debug.SetGCPercent(25))
	runtime.GC()
	before := heap()
	done := make(chan time.Duration, 1)
	go func() {
		start := time.Now()
		m = inbound.Read(raw)
		done <- time.Since(start)
	}()
	ticker := time.NewTicker(2 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case took = <-done:
			return m, took, max(peak, heap()-min(before, heap()))
		case <-ticker.C:
			now := heap()
			peak = max(peak, now-min(before, now))
		case <-ctx.Done():
			t.Fatal("reading hangs")
		}
	}
}

func heap() uint64 {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

func TestH8_AMessageFarOverTheLimitCostsNoMoreThanItsBeginning(t *testing.T) {
	raw := bytes.Repeat([]byte("From: ola@example.com\nX: "), 40<<20/25)
	m, took, peak := measured(t, raw)
	t.Logf("%v, heap %.1f MB", took, float64(peak)/(1<<20))
	if !slices.Contains(m.Faults, inbox.FaultTooLarge) || peak > budget/8 {
		t.Errorf("faults %v, the heap grew by %d bytes", m.Faults, peak)
	}
	sound(t, m)
}

// sound fails where a Mail breaks a promise that holds for whatever comes in.
func sound(t *testing.T, m inbox.Mail) {
	t.Helper()
	for what, c := range map[string]struct {
		text  gdpr.Private
		bytes int
		lines bool
	}{
		"Text": {m.Text, inbox.MaxText, true}, "Own": {m.Own, inbox.MaxText, true}, "Quoted": {m.Quoted, inbox.MaxText, true},
		"Subject": {m.Subject, 500 * 4, false}, "Name": {m.Name, 200 * 4, false},
	} {
		checkText(t, what, c.text.Reveal(), c.bytes, c.lines)
	}
	for _, a := range m.Attachments {
		checkText(t, "a file name", a.Name.Reveal(), 255*4, false)
		if a.Size < 0 || a.Size > inbox.MaxSize || a.Digest != "" && len(a.Digest) != len("sha256:")+64 || !strings.Contains(a.Type, "/") {
			t.Errorf("an attachment of type %q, size %d, digest %q", a.Type, a.Size, a.Digest)
		}
	}
	if len(m.Attachments) > inbox.MaxParts+1 {
		t.Errorf("%d attachments", len(m.Attachments))
	}
	for _, list := range [][]gdpr.Private{m.Senders, m.To, m.Cc} {
		for _, a := range list {
			if parsed, ok := gdpr.ParseAddress(a.Reveal()); !ok || parsed != a {
				t.Errorf("%q is no address", a.Reveal())
			}
		}
	}
	for _, id := range slices.Concat(m.InReplyTo, m.References, []string{"<" + strings.Trim(m.MessageID, "<>") + ">"}) {
		if len(id) > 900 || strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' }) || strings.ContainsAny(id[1:len(id)-1], "<>") {
			t.Errorf("%q is no id", id)
		}
	}
	if len(m.InReplyTo) > 20 || len(m.References) > 20 {
		t.Errorf("%d and %d ids", len(m.InReplyTo), len(m.References))
	}
	for _, name := range []string{"From", "Subject", "X-A", "Content-Type"} {
		values := m.Header(name)
		for _, v := range values {
			checkText(t, name, v, 2000*4, false)
		}
		if len(values) > 100 {
			t.Errorf("%d values of %s", len(values), name)
		}
	}
}
