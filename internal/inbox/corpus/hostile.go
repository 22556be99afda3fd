package corpus

import (
	"fmt"
	"strings"
)

// Hostile is a message made to cost more than it weighs (threat H8).
type Hostile struct {
	Name string
	Raw  []byte
}

const (
	megabyte = 1 << 20
	// heaviest is SES's bound on a message that comes in.
	heaviest = 40 * megabyte
)

// head begins a message that is answered, were it not for the rest.
const head = "From: Kari <kari@example.no>\r\nTo: ahoy@mojob.io\r\nSubject: Slett alt om meg\r\nMIME-Version: 1.0\r\n"

// HostileMails is one of each sort.
func HostileMails() []Hostile {
	text := head + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
	html := head + "Content-Type: text/html; charset=utf-8\r\n\r\n"
	return []Hostile{
		{"40 MB of text", filled(text, "Slett alt dere har lagret om meg. ", heaviest)},
		{"10 MB of one line", filled(text, "slett meg ", 10*megabyte-1000)},
		{"10 MB of letters in encoded words", filled(text, "=?utf-8?q?=C3=B8?= ", 10*megabyte-1000)},
		{"10 MB of an attachment", filled(head+"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n", line76, 10*megabyte-1000)},
		{"10 MB of text in base64", filled(head+"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n", line76, 10*megabyte-1000)},
		{"10 MB of quoted-printable", filled(head+"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", "=C3=B8=\r\n", 10*megabyte-1000)},
		{"10 MB of quotes", filled(text, "> > > slett\r\n", 10*megabyte-1000)},
		{"10 MB of open tags", filled(html, "<div><b><table><tr><td>", 10*megabyte-1000)},
		{"10 MB of boundaries", filled(head+"Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\n\r\nx\r\n", 10*megabyte-1000)},
		{"10 MB of Received", filled("Received: from a by b\r\n", "Received: from a by b\r\n", 10*megabyte-1000)},
		{"a million headers", []byte(strings.Repeat("X: y\r\n", 1_000_000) + head + "\r\nSlett meg.\r\n")},
		{"one header of 10 MB", filled("From: kari@example.no\r\nSubject: ", "slett ", 10*megabyte-1000)},
		{"a hundred thousand recipients", filled(head+"Cc: ", "Ola <ola@example.no>,\r\n ", 100_000*25)},
		{"multiparts 10,000 deep, ended", nested(10_000, true)},
		{"multiparts 10,000 deep, not ended", nested(10_000, false)},
		{"multiparts 30 deep, not ended", nested(30, false)},
		{"multiparts 30 deep with one boundary", sameBoundary(30)},
		{"messages 10,000 deep", []byte(strings.Repeat("Content-Type: message/rfc822\r\n\r\n", 10_000))},
		{"elements 100,000 deep", filled(html, "<i>", 300_000)},
		{"100,000 negated wishes", filled(text, "ikke slett meg ikke vil jeg at dere ikke sletter ", 200_000)},
		{"nothing but CR", filled("", "\r", megabyte)},
		{"nothing but NUL", filled("", "\x00", megabyte)},
		{"nothing", nil},
	}
}

var line76 = strings.Repeat("QUJD", 19) + "\r\n"

func filled(before, with string, size int) []byte {
	var b strings.Builder
	b.Grow(size + len(with))
	b.WriteString(before)
	for b.Len() < size {
		b.WriteString(with)
	}
	return []byte(b.String())
}

func nested(depth int, ended bool) []byte {
	var b strings.Builder
	b.WriteString(head)
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=\"b%d\"\r\n\r\n--b%d\r\n", i, i)
	}
	b.WriteString("Content-Type: text/plain\r\n\r\nSlett meg.\r\n")
	for i := depth - 1; ended && i >= 0; i-- {
		fmt.Fprintf(&b, "\r\n--b%d--\r\n", i)
	}
	return []byte(b.String())
}

func sameBoundary(depth int) []byte {
	return []byte(head + strings.Repeat("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", depth) + "Content-Type: text/plain\r\n\r\nSlett meg.\r\n")
}
