package smtp

import (
	"fmt"
	"strings"
)

// hostname is what SES calls itself to those who send.
const hostname = "inbound-smtp." + Region + ".amazonaws.com"

// stamps are the headers that SES puts above a message, in its order. What it signs with its own key is left out.
// Headers of the same names further down are the sender's, and stay.
func (a *arrival) stamps() []byte {
	from, helo, spf := printable(a.envelope.from), a.helo, result(a.verdicts.SPF)
	var b strings.Builder
	fmt.Fprintf(&b, "Return-Path: <%s>\r\n", from)
	fmt.Fprintf(&b, "Received: from %s (localhost [%s])\r\n by %s with SMTP id %s", helo, a.peer, hostname, a.id)
	if len(a.envelope.to) == 1 {
		fmt.Fprintf(&b, "\r\n for %s", printable(a.envelope.to[0]))
	}
	fmt.Fprintf(&b, ";\r\n %s (UTC)\r\n", a.at.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	fmt.Fprintf(&b, "X-SES-Spam-Verdict: %s\r\n", a.verdicts.Spam)
	fmt.Fprintf(&b, "X-SES-Virus-Verdict: %s\r\n", a.verdicts.Virus)
	proof := fmt.Sprintf("%s (spfCheck: not looked up here) client-ip=%s; envelope-from=%s; helo=%s;", spf, a.peer, from, helo)
	fmt.Fprintf(&b, "Received-SPF: %s\r\n", proof)
	fmt.Fprintf(&b, "Authentication-Results: amazonses.com;\r\n spf=%s\r\n dkim=%s;\r\n dmarc=%s;\r\n",
		proof, result(a.verdicts.DKIM), result(a.verdicts.DMARC))
	return []byte(b.String())
}

// printable keeps what a client said to what a header may hold: visible ASCII.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '?'
		}
		return r
	}, text)
}
