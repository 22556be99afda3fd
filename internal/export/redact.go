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
// there is an error of the copy: what they read has changed since, and so nobody has read
// what would be released.
func (m *maker) redact(item, field, value string) (string, bool) {
	marker, redacted := words.CopyRemoved.In(m.l), false
	for i, r := range m.Redactions {
		if r.Item != item || r.Field != field {
			continue
		}
		redacted, m.removed = true, true
		passage := r.Passage.Reveal()
		if passage == "" {
			return marker, true
		}
		if !strings.Contains(value, passage) && !m.covered(i, passage) {
			m.stale = &gdpr.Error{
				Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: fmt.Errorf("redaction %d is not in what is held any more", i),
			}
		}
		value = strings.ReplaceAll(value, passage, marker)
	}
	return value, redacted
}

// covered reports whether a passage lies within another that was taken out before it.
func (m *maker) covered(i int, passage string) bool {
	for _, r := range m.Redactions[:i] {
		if r.Item == m.Redactions[i].Item && r.Field == m.Redactions[i].Field && strings.Contains(r.Passage.Reveal(), passage) {
			return true
		}
	}
	return false
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
	text, marker := r.Text.Reveal(), words.CopyRemoved.In(m.l)
	for _, mail := range m.Held.Messages {
		if mail.Case != r.ID {
			continue
		}
		for _, red := range m.Redactions {
			switch {
			case red.Item != messageItem+string(mail.ID) || red.Field != textField || text == "":
			case red.Passage == "":
				return marker
			default:
				text = strings.ReplaceAll(text, red.Passage.Reveal(), marker)
			}
		}
	}
	return text
}
