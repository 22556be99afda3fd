package ses

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"time"
)

const (
	// messageLimit is SES's bound on a message, attachments and all.
	messageLimit = 10 << 20
	// lineLimit is RFC 5322's bound on a line, without its end.
	lineLimit = 998
	// multipartLimit bounds the multiparts of a mail: the reader of the inbox takes exponential time on nested ones
	// that do not end.
	multipartLimit = 10
)

// mail is a message whose header block is sound.
type mail struct {
	fields []field
	body   []byte
}

// field is one header field: unfolded in value, as it came, with its line ends, in raw.
type field struct{ name, value, raw string }

// once lists the headers that a message may have but one of.
var once = []string{"From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Return-Path"}

// addressed lists the headers that hold addresses.
var addressed = []string{"From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Return-Path"}

// readMail checks what SES would refuse a message for, and line ends more strictly than SES does.
func readMail(raw []byte) (*mail, *apiError) {
	if len(raw) > messageLimit {
		return nil, invalid(fmt.Sprintf("Message length is more than %d bytes long: '%d'.", messageLimit, len(raw)))
	}
	if fault := lineFault(raw); fault != "" {
		return nil, invalid("The message could not be parsed: " + fault)
	}
	head, body, found := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !found {
		return nil, invalid("The message could not be parsed: its header does not end")
	}
	m := &mail{body: body}
	if fault := m.readFields(string(head) + "\r\n"); fault != "" {
		return nil, invalid("The message could not be parsed: " + fault)
	}
	if n := strings.Count(strings.ToLower(string(raw)), "content-type: multipart/"); n > multipartLimit {
		return nil, invalid(fmt.Sprintf("The message has %d multiparts; this SES takes %d", n, multipartLimit))
	}
	return m, m.checkHeaders()
}

// lineFault names the first fault in line ends, line lengths and NULs.
func lineFault(raw []byte) string {
	for n := 1; len(raw) > 0; n++ {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		ended := len(line) < len(raw)
		raw = rest
		switch text, isCRLF := bytes.CutSuffix(line, []byte("\r")); {
		case ended && !isCRLF:
			return fmt.Sprintf("line %d ends in LF without CR", n)
		case bytes.IndexByte(text, '\r') >= 0 || isCRLF && !ended:
			return fmt.Sprintf("line %d holds CR without LF", n)
		case bytes.IndexByte(text, 0) >= 0:
			return fmt.Sprintf("line %d holds NUL", n)
		case len(text) > lineLimit:
			return fmt.Sprintf("line %d is longer than %d characters", n, lineLimit)
		}
	}
	return ""
}

// readFields splits the header block and names the first line that is no header.
func (m *mail) readFields(head string) (fault string) {
	for line := range strings.Lines(head) {
		if strings.Trim(line, " \t\r\n") == "" {
			return "its header holds a line of white space"
		}
		if strings.IndexFunc(line, func(r rune) bool { return r > '~' }) >= 0 {
			return "its header holds characters outside ASCII"
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(m.fields) == 0 {
				return "its header begins with a continuation"
			}
			last := &m.fields[len(m.fields)-1]
			last.raw += line
			last.value = strings.TrimSpace(last.value + strings.TrimRight(line, "\r\n"))
			continue
		}
		name, value, found := strings.Cut(line, ":")
		if !found || name == "" || strings.ContainsAny(name, " \t") {
			return "a line of its header is no header: " + strings.TrimSpace(line)
		}
		m.fields = append(m.fields, field{name, strings.TrimSpace(value), line})
	}
	return ""
}

func (m *mail) checkHeaders() *apiError {
	for _, name := range once {
		if n := len(m.all(name)); n > 1 {
			return invalid("Duplicate header '" + name + "'.")
		}
	}
	if m.get("From") == "" {
		return invalid("Missing required header 'From'.")
	}
	for _, name := range addressed {
		if _, err := addresses(m.get(name)); err != nil {
			return invalid("Header '" + name + "' holds no address: " + err.Error())
		}
	}
	return nil
}

// get returns the first field of the name, unfolded; empty when there is none.
func (m *mail) get(name string) string {
	if all := m.all(name); len(all) > 0 {
		return all[0]
	}
	return ""
}

func (m *mail) all(name string) []string {
	var list []string
	for _, f := range m.fields {
		if strings.EqualFold(f.name, name) {
			list = append(list, f.value)
		}
	}
	return list
}

// addressesOf lists the bare addresses of the headers; checkHeaders has made sure that they can be read.
func (m *mail) addressesOf(names ...string) []string {
	var list []string
	for _, name := range names {
		found, err := addresses(m.get(name))
		if err == nil {
			list = append(list, found...)
		}
	}
	return list
}

// addresses reads a list of addresses, with or without names; empty text and <> are no address.
func addresses(text string) ([]string, error) {
	if text == "" || text == "<>" {
		return nil, nil
	}
	parsed, err := netmail.ParseAddressList(text)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, a := range parsed {
		list = append(list, a.Address)
	}
	return list, nil
}

// sender is the address of the envelope: what the call says, or else the message.
func (m *mail) sender(source string) string {
	list, err := addresses(source)
	if err != nil || len(list) == 0 {
		list = m.addressesOf("From")
	}
	return list[0]
}

// stamped returns the message as SES passes it on: under SES's own Message-ID, and dated.
func (m *mail) stamped(id string, now time.Time) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Message-ID: <%s@%s.amazonses.com>\r\n", id, Region)
	if m.get("Date") == "" {
		fmt.Fprintf(&b, "Date: %s\r\n", now.Format(time.RFC1123Z))
	}
	for _, f := range slices.DeleteFunc(slices.Clone(m.fields), func(f field) bool { return strings.EqualFold(f.name, "Message-ID") }) {
		b.WriteString(f.raw)
	}
	b.WriteString("\r\n")
	b.Write(m.body)
	return b.Bytes()
}
