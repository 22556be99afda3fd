package inbound

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// marks is what the attributes of a block say of who wrote it.
type marks struct {
	classes []string
	id      string
	cited   bool // type="cite"
	style   string
}

// maxMarks bounds how many attributes of a tag are looked at, and of each how many
// bytes.
const maxMarks, maxMark = 30, 300

func readMarks(z *html.Tokenizer, more bool) marks {
	var m marks
	for n := 0; more && n < maxMarks; n++ {
		var key, value []byte
		key, value, more = z.TagAttr()
		value = bytes.ToLower(value[:min(len(value), maxMark)])
		switch string(key) {
		case "class":
			m.classes = strings.Fields(string(value))
		case "id":
			m.id = string(value)
		case "type":
			m.cited = string(value) == "cite"
		case "style":
			m.style = strings.ReplaceAll(string(value), " ", "")
		}
	}
	return m
}

// Classes and ids that mail programs give. Outlook on the web writes "x_" before those
// of a mail that it quotes.
var markedKinds = map[string]lineKind{
	"gmail_quote":           attributionLine, // up to the first quotation in it; a forwarded mail has none
	"gmail_attr":            attributionLine,
	"moz-cite-prefix":       attributionLine,
	"yahoo_quoted":          quotedLine,
	"protonmail_quote":      quotedLine,
	"tutanota_quote":        quotedLine,
	"zmail_extra":           quotedLine,
	"gmail_signature":       signatureLine,
	"moz-signature":         signatureLine,
	"divrplyfwdmsg":         restLine,
	"x_divrplyfwdmsg":       restLine,
	"outlookmessageheader":  restLine,
	"moz-forward-container": restLine,
	"mail-editor-reference-message-container": restLine,
	"ms-outlook-mobile-signature":             signatureLine,
	"appledraftsignature":                     signatureLine,
	"applemailsignature":                      signatureLine,
}

// kind is what the lines of a block are by its attributes. A blockquote is a
// quotation, unless it is how Gmail and Outlook indent what their user writes.
func (m marks) kind(n nesting) lineKind {
	for _, class := range append(m.classes, m.id) {
		if kind, ok := markedKinds[strings.TrimPrefix(class, "x_")]; ok && (n != quotation || kind == quotedLine) {
			return kind
		}
	}
	indented := strings.Contains(m.style, "border:none") || strings.Contains(strings.Join(m.classes, " "), "indent")
	if n == quotation && (m.cited || !indented) {
		return quotedLine
	}
	return plainLine
}
