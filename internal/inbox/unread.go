package inbox

// Which mails hold an announced erasure up until staff have read them. What is erased does not come
// back, and so a mail passes only where nothing in it could mean anything else: it is read as asking
// for that erasure alone, and every word of it is one of a plain yes to it. "Delete my application,
// but keep the profile" and "all of it, but a copy first" are read as asking for erasure too.

import (
	"slices"
	"strings"
	"unicode"

	"ordholden/internal/gdpr"
	"ordholden/internal/letter"
)

// Unread reports whether staff have to read a mail that joins a case before an erasure in it begins:
// whatever a person wrote, whoever it is from, but that they want the erasure that the case is about,
// and nothing beside it. Whoever can name the case was written to about it, and could stop by the
// link what the mail only holds up.
func (e Entry) Unread() bool {
	r, m := e.Message.Reading, e.Message.Mail
	same := r.Kind == letter.Request && slices.Equal(r.Rights, []gdpr.Right{gdpr.Erasure}) &&
		slices.Contains(e.Request.Unsettled(), gdpr.Erasure) && len(m.Attachments) == 0 &&
		isReply(m.Subject.Reveal()) && isYes(m.Own.Reveal())
	return !same && !r.Withheld.Automatic()
}

// isReply reports whether a subject is that of a reply: nothing that the sender chose to say there.
func isReply(subject string) bool {
	before, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(subject)), ":")
	return ok && slices.Contains([]string{"re", "sv", "vs"}, before)
}

// yes is the words of a plain yes to being erased. None of them takes back, puts off, leaves
// something out or asks for more, and none names a part of what is held.
var yes = strings.Fields(`
	ja jo takk ok greit hei vær ver så snill snille og jeg eg bekrefter bekreftar bekreftes herved ønsker ønskjer vil at dere de dykk
	skal må kan slett slette sletter slettes sletta slettet slettast alt alle all som har om på meg mine min mi mitt det dette
	opplysninger opplysningene opplysningar opplysningane personopplysninger personopplysningene personopplysningar
	personopplysningane data dataene informasjon informasjonen
	yes thanks thank you please hello hi i hereby confirm want would like to delete deleted erase erased everything of the that
	have about me my personal information it this and`)

// isYes reports whether a text is made of nothing else.
func isYes(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(yes, w) })
}
