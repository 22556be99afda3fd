package export

import (
	"fmt"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// How redactions name what is no field of a record.
const (
	messageItem = "message."
	textField   = "text"
	fileField   = "file."
)

// redact replaces what staff have marked in a text by the marker. A passage that is not
// there is an error of a copy that staff have read: it has changed since, and so nobody
// has read what would be released.
func (m *maker) redact(item, field, value string) (string, bool) {
	if m.whole(item, field) {
		m.removed = true
		return words.CopyRemoved.In(m.l), true
	}
	var passages []string
	for i, r := range m.Redactions {
		if r.Item != item || r.Field != field {
			continue
		}
		if passages = append(passages, r.Passage.Reveal()); m.Reviewed && !strings.Contains(value, r.Passage.Reveal()) {
			m.stale = &gdpr.Error{
				Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: fmt.Errorf("redaction %d is not in what is held any more", i),
			}
		}
	}
	return m.without(value, passages)
}

// without is a text without passages of it, wherever each stands and however they overlap:
// all are looked up in the text as it was.
func (m *maker) without(text string, passages []string) (string, bool) {
	gone := make([]bool, len(text))
	found := false
	for _, p := range passages {
		for at := 0; p != ""; {
			i := strings.Index(text[at:], p)
			if i < 0 {
				break
			}
			for j := range len(p) {
				gone[at+i+j] = true
			}
			found, at = true, at+i+1
		}
	}
	if !found {
		return text, false
	}
	m.removed = true
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !gone[i]:
			b.WriteByte(text[i])
		case i == 0 || !gone[i-1]:
			b.WriteString(words.CopyRemoved.In(m.l))
		}
	}
	return b.String(), true
}

// whole reports whether all of a field is taken out.
func (m *maker) whole(item, field string) bool {
	for _, r := range m.Redactions {
		if r.Item == item && r.Field == field && r.Passage == "" {
			return true
		}
	}
	return false
}

// unmailed is the text of a request without what was taken out of the mails that it came
// by: it quotes them.
func (m *maker) unmailed(r rights.Request) string {
	var passages []string
	for _, mail := range m.Held.Messages {
		if mail.Case != r.ID {
			continue
		}
		item := messageItem + string(mail.ID)
		if m.whole(item, textField) && r.Text != "" {
			return words.CopyRemoved.In(m.l)
		}
		for _, red := range m.Redactions {
			if red.Item == item && red.Field == textField {
				passages = append(passages, red.Passage.Reveal())
			}
		}
	}
	text, _ := m.without(r.Text.Reveal(), passages)
	return text
}
