package smtp

import (
	"bytes"
	"mime"
	netmail "net/mail"
	"strings"
)

// headersLimit is how much of the headers a notification carries.
const headersLimit = 10 << 10

// headersOf splits the header block, each field unfolded. Lines that are no header are passed over: a message may hold
// anything.
func headersOf(message []byte) []header {
	var list []header
	for line := range bytes.Lines(message) {
		text := strings.TrimRight(string(line), "\r\n")
		switch {
		case text == "":
			return list
		case text[0] == ' ' || text[0] == '\t':
			if len(list) > 0 {
				last := &list[len(list)-1]
				last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(text))
			}
		default:
			if name, value, found := strings.Cut(text, ":"); found && !strings.ContainsAny(name, " \t") {
				list = append(list, header{name, strings.TrimSpace(value)})
			}
		}
	}
	return list
}

// cut keeps the first headers, as many as a notification carries, and says whether there were more.
func cut(list []header) (kept []header, truncated bool) {
	size := 0
	for i, h := range list {
		if size += len(h.Name) + len(h.Value); size > headersLimit {
			return list[:i], true
		}
	}
	return list, false
}

// common picks out what most readers look for; of doubled headers the first.
func common(list []header) commonHeaders {
	get := func(name string) string {
		for _, h := range list {
			if strings.EqualFold(h.Name, name) {
				return h.Value
			}
		}
		return ""
	}
	return commonHeaders{
		ReturnPath: strings.Trim(get("Return-Path"), "<>"), From: addresses(get("From")), ReplyTo: addresses(get("Reply-To")),
		Date: get("Date"), To: addresses(get("To")), Cc: addresses(get("Cc")), MessageID: get("Message-ID"),
		Subject: decoded(get("Subject")),
	}
}

// addresses splits a list of addresses, names decoded; what cannot be read stays one piece.
func addresses(text string) []string {
	if text == "" {
		return nil
	}
	parsed, err := netmail.ParseAddressList(text)
	if err != nil {
		return []string{decoded(text)}
	}
	var list []string
	for _, a := range parsed {
		if a.Name == "" {
			list = append(list, a.Address)
		} else {
			list = append(list, a.Name+" <"+a.Address+">")
		}
	}
	return list
}

// decoded reads encoded words; what cannot be read stays as it is.
func decoded(text string) string {
	plain, err := new(mime.WordDecoder).DecodeHeader(text)
	if err != nil {
		return text
	}
	return plain
}
