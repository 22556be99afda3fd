package inbox

// The rule: no whole IP address is kept (promise M12). A mail tells the sender's in what
// the servers on its way have written above it (RFC 5321, 4.4), and in headers of the
// sender's own provider. They are blanked before the mail is sealed.

import (
	"bytes"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// written are the headers that are kept as they came: what the sender wrote, and by what a
// reply finds its mail. An address there is one that somebody chose to write.
var written = []string{
	"subject", "from", "to", "cc", "bcc", "reply-to", "sender", "date", "message-id", "in-reply-to", "references", "content-type", "content-disposition",
}

// traces are the headers that are blanked below the head too, where a mail is attached.
var traces = []string{
	"received", "x-received", "received-spf", "authentication-results", "arc-authentication-results", "x-originating-ip",
	"x-sender-ip", "x-source-ip", "x-client-ip", "x-real-ip", "x-forwarded-for", "x-original-ip", "x-remote-ip", "x-ses-receipt",
}

// addresses find what may be one. Four numbers with dots or hyphens are one in either
// direction: providers name their customers' machines after them.
var addresses = sync.OnceValue(func() [2]*regexp.Regexp {
	return [2]*regexp.Regexp{regexp.MustCompile(`[0-9]{1,3}(?:[.-][0-9]{1,3}){3}`), regexp.MustCompile(`[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*`)}
})

// blankTraces writes x over each digit of the IP addresses in a raw message's headers. The
// message stays as long as it was, and its texts and files stay as they were.
func blankTraces(raw []byte) {
	head, blank := true, false
	for len(raw) > 0 {
		end := bytes.IndexByte(raw, '\n') + 1
		if end == 0 {
			end = len(raw)
		}
		line := raw[:end]
		raw = raw[end:]
		switch {
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			head, blank = false, false
		case line[0] != ' ' && line[0] != '\t': // otherwise the header goes on (RFC 5322, 2.2.3)
			blank = tracing(line, head)
		}
		if blank {
			blankAddresses(line)
		}
	}
}

// tracing reports whether a line begins a header that is blanked.
func tracing(line []byte, head bool) bool {
	name, _, ok := bytes.Cut(line[:min(len(line), 100)], []byte(":"))
	lower := strings.ToLower(strings.TrimSpace(string(name)))
	if head {
		return !ok || !slices.Contains(written, lower)
	}
	return ok && slices.Contains(traces, lower)
}

func blankAddresses(line []byte) {
	find := addresses()
	for _, at := range find[0].FindAllIndex(line, -1) {
		blankDigits(line[at[0]:at[1]])
	}
	for _, at := range find[1].FindAllIndex(line, -1) {
		found := line[at[0]:at[1]]
		if bytes.HasSuffix(bytes.ToLower(line[:at[0]]), []byte("ipv")) { // IPv6:2001:db8::1 (RFC 5321, 4.1.3)
			_, found, _ = bytes.Cut(found, []byte(":"))
		}
		if isSix(string(found)) {
			blankDigits(found)
		}
	}
}

// isSix tells an IPv6 address from the time of day. A colon behind it, or the four numbers
// that may end it, do not make it another.
func isSix(s string) bool {
	for _, as := range []string{s, strings.TrimSuffix(s, ":"), s + "0.0.0.0"} {
		if _, err := netip.ParseAddr(as); err == nil {
			return true
		}
	}
	return false
}

func blankDigits(b []byte) {
	for i, c := range b {
		if c != '.' && c != '-' && c != ':' {
			b[i] = 'x'
		}
	}
}
