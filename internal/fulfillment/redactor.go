package fulfillment

import (
	"fmt"
	"slices"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Place is where something stands, as redactions name it.
type Place struct{ Item, Field string }

// How redactions name what is no field of a record.
const (
	messageItem = "message."
	textField   = "text"
	fileField   = "file."
)

// OfFile is how redactions name a file of a record.
func OfFile(id gdpr.ID) string { return fileField + string(id) }

// OfMail is where redactions have the text of a mail.
func OfMail(id gdpr.ID) Place { return Place{messageItem + string(id), textField} }

// Redactor takes out of what is shown to a person what staff have marked, because it concerns
// somebody else (Art. 15(4)). The person's own page and their copy go through the same one.
type Redactor struct {
	Redactions []rights.Redaction
	Marker     string // stands where something was
	Read       bool   // staff have read what is redacted, as it is: a passage that is not there is Stale
	Removed    bool   // something was taken out
	Stale      error  // what staff marked is not there any more: nobody has read what would be shown
}

// Text is a text without what is marked in it, and whether anything was.
func (x *Redactor) Text(at Place, value string) (string, bool) {
	if x.Whole(at) {
		x.Removed = true
		return x.Marker, true
	}
	for i, r := range x.Redactions {
		if x.Read && placeOf(r) == at && !strings.Contains(value, r.Passage.Reveal()) {
			x.Stale = &gdpr.Error{
				Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: fmt.Errorf("redaction %d is not in what is held any more", i),
			}
		}
	}
	return x.without(value, x.passages(at))
}

// Whole reports whether all that stands in a place is taken out.
func (x *Redactor) Whole(at Place) bool {
	return slices.ContainsFunc(x.Redactions, func(r rights.Redaction) bool { return placeOf(r) == at && r.Passage == "" })
}

// Mail is a mail as its person sees it: where all of its text is taken out, so is its subject,
// and what is taken out of the one is taken out of the other.
func (x *Redactor) Mail(m Message) (subject, text string, redacted bool) {
	at := OfMail(m.ID)
	text, redacted = x.Text(at, m.Text.Reveal())
	if redacted && x.Whole(at) {
		return x.Marker, text, true
	}
	subject, in := x.without(m.Subject.Reveal(), x.passages(at))
	return subject, text, redacted || in
}

// Request is the text of a request without what is taken out of the mails that it came by: it
// quotes them.
func (x *Redactor) Request(r rights.Request, mails []Message) string {
	var passages []string
	for _, mail := range mails {
		if mail.Case != r.ID {
			continue
		}
		if x.Whole(OfMail(mail.ID)) && r.Text != "" {
			x.Removed = true
			return x.Marker
		}
		passages = append(passages, x.passages(OfMail(mail.ID))...)
	}
	text, _ := x.without(r.Text.Reveal(), passages)
	return text
}

func placeOf(r rights.Redaction) Place { return Place{r.Item, r.Field} }

// passages are the words that are marked in a place.
func (x *Redactor) passages(at Place) (all []string) {
	for _, r := range x.Redactions {
		if placeOf(r) == at {
			all = append(all, r.Passage.Reveal())
		}
	}
	return all
}

// without is a text without passages of it, wherever each stands and however they overlap:
// all are looked up in the text as it was.
func (x *Redactor) without(text string, passages []string) (string, bool) {
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
	x.Removed = true
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !gone[i]:
			b.WriteByte(text[i])
		case i == 0 || !gone[i-1]:
			b.WriteString(x.Marker)
		}
	}
	return b.String(), true
}
