package mail

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// Fate is what became of a request, as far as a mail tells it. Texts in it are people's own
// words: they are shown as text, without national identity numbers, and reach no header.
type Fate struct {
	Against     rights.Against   // of an objection
	Outcomes    []rights.Outcome // in the order in which they came about
	Said        gdpr.Private     // what staff wrote with the step: an answer in words, reasons, a question
	Corrections []Correction
	Erased      *holding.Erasure // what was carried out, nil where nothing was
	Certificate string           // of it, a JWS in compact form; "" where there is none
	Keys        string           // the address of the keys that it is checked with
	Told        []Told
	Owed        bool         // RequestCanceled: others are still to be told of what stands
	AskedFrom   gdpr.Private // RequestErasing to another address: the one that it was asked from
	Person      gdpr.Private // RequestNotice: who it is about, as the recipient knows them
	Customer    gdpr.Private // RequestNotice: which of the recipient's customers it is about; "" where it is no group
	Done        Deeds        // RequestNotice: what was done here
	DaysLeft    int          // RequestReminder: working days; 0 where nobody counted
}

// Correction is what became of one field, without its value.
type Correction struct {
	Name   string // of the field, as it is declared, in the mail's language
	State  rights.Ruling
	Reason gdpr.Private // where it was refused
}

// Told is one recipient that was told (Art. 19).
type Told struct {
	Name      string // as it is declared, in the mail's language
	Customer  gdpr.Private
	Confirmed bool
}

// Deeds is what a recipient is told of.
type Deeds struct {
	Erased, Restricted bool
	Freed              bool     // a restriction of which the recipient was told has ended
	Corrected          []string // names of fields
}

func (d Deeds) none() bool { return !d.Erased && !d.Restricted && !d.Freed && len(d.Corrected) == 0 }

// open lists the rights that are not settled yet.
func (m Message) open() []gdpr.Right {
	return slices.DeleteFunc(slices.Clone(m.Rights), func(r gdpr.Right) bool {
		return slices.ContainsFunc(m.Outcomes, func(o rights.Outcome) bool { return o.Right == r })
	})
}

// copied lists the rights whose copy is released; before it is known which, those that a copy is asked by.
func (m Message) copied() []gdpr.Right {
	isCopy := func(r gdpr.Right) bool { return r == gdpr.Access || r == gdpr.Portability }
	var released, asked []gdpr.Right
	for _, o := range m.Outcomes {
		if isCopy(o.Right) && o.Result != rights.Withheld {
			released = append(released, o.Right)
		}
	}
	for _, r := range m.Rights {
		if isCopy(r) {
			asked = append(asked, r)
		}
	}
	if len(released) > 0 {
		return released
	}
	return asked
}

// refuses reports whether something that was asked for is refused.
func (m Message) refuses() bool {
	return slices.ContainsFunc(m.Outcomes, func(o rights.Outcome) bool { return o.Result != rights.Granted })
}

// remedies reports whether the letter itself says where to complain (Art. 12(4)).
func (m Message) remedies() bool {
	switch m.Kind {
	case outbox.RequestRefused, outbox.RequestExtended, outbox.RequestRestricted, outbox.RequestLifting:
		return true
	case outbox.RequestSettled, outbox.RequestAnswered, outbox.RequestCanceled:
		return m.refuses()
	}
	return false
}

// longestText bounds each of people's own texts, in characters: far more than the desk takes.
// Reasons are never cut (Art. 12(4)): what is longer is refused, and staff see that it failed.
const longestText = 20_000

// checkFate refuses what cannot be told; the errors quote nothing of it.
func (m Message) checkFate() error {
	for _, text := range m.ownWords() {
		if utf8.RuneCountInString(text.Reveal()) > longestText || !utf8.ValidString(text.Reveal()) {
			return errors.New("a text that is too long, or is none")
		}
	}
	for _, o := range m.Outcomes {
		if o.Right.Article() == "" || o.Result != rights.Granted && o.Result != rights.Partly && o.Result != rights.Withheld {
			return errors.New("an unknown outcome")
		}
		if o.Result == rights.Withheld && o.Ground == "" {
			return errors.New("a refusal without a ground")
		}
	}
	if strings.Trim(m.Certificate, compactJWS) != "" {
		return errors.New("a certificate that is none")
	}
	if strings.Trim(m.Receipt, compactJWS) != "" || m.Receipt != "" && !m.tellsOfConsent() {
		return errors.New("a receipt that is none, or of nothing that the mail tells")
	}
	if _, ok := parseLink(m.ReceiptAt); m.Receipt != "" && !ok {
		return errors.New("a receipt that is to be read nowhere")
	}
	if _, ok := parseLink(m.Keys); m.Certificate != "" && !ok {
		return errors.New("a certificate that nobody can check")
	}
	return m.checkTold()
}

// tellsOfConsent reports whether the message says what a consent has come to.
func (m Message) tellsOfConsent() bool {
	switch m.Kind {
	case outbox.ConsentGiven, outbox.ConsentWithdrawn, outbox.ConsentReduced, outbox.ConsentRenewed, outbox.ConsentRestored, outbox.ConsentAffirmed:
		return true
	}
	return false
}

// compactJWS is the characters of a JWS in compact form (RFC 7515, 7.1).
const compactJWS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

// checkTold asks for what the kind has to tell.
func (m Message) checkTold() error {
	switch m.Kind {
	case outbox.RequestCopy:
		if len(m.copied()) == 0 {
			return errors.New("no copy")
		}
	case outbox.RequestSettled:
		if len(m.Outcomes) == 0 {
			return errors.New("no outcome")
		}
	case outbox.RequestRefused:
		if !m.refuses() {
			return errors.New("nothing refused")
		}
	case outbox.RequestAnswered:
		if len(m.Outcomes) == 0 && m.Said == "" {
			return errors.New("no answer")
		}
	case outbox.RequestExtended, outbox.RequestIdentity, outbox.RequestLifting:
		if m.Said == "" {
			return errors.New("nothing said")
		}
	case outbox.RequestNotice:
		if _, ok := gdpr.ParseAddress(m.Person.Reveal()); !ok || m.Done.none() {
			return errors.New("nobody to tell of, or nothing")
		}
	}
	return nil
}

// ownWords is every text that somebody wrote.
func (m Message) ownWords() []gdpr.Private {
	all := []gdpr.Private{m.Said, m.Customer}
	for _, o := range m.Outcomes {
		all = append(all, o.Reasons)
	}
	for _, c := range m.Corrections {
		all = append(all, c.Reason)
	}
	for _, t := range m.Told {
		all = append(all, t.Customer)
	}
	return all
}

// inWords is somebody's text as paragraphs, one for each line. Nothing in it turns the writing around or
// hides, and national identity numbers are masked, though they were on the way in (Art. 5(1)(c)).
func inWords(text gdpr.Private) []block {
	var blocks []block
	breaks := func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }
	for _, line := range strings.FieldsFunc(text.Reveal(), breaks) {
		if line = oneLine(line); line != "" {
			blocks = append(blocks, paragraph(line))
		}
	}
	return blocks
}

// oneLine is a text that stands in a line of its own.
func oneLine(text string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case !gdpr.Printable(string(r)):
			return -1
		}
		return r
	}, text)
	return rights.Mask(strings.Join(strings.Fields(shown), " "))
}

// masked is an address that its holder knows again, and nobody else reads: k•••@example.no.
func masked(a gdpr.Private) string {
	local, domain, ok := strings.Cut(a.Reveal(), "@")
	if !ok || local == "" {
		return ""
	}
	_, n := utf8.DecodeRuneInString(local)
	return local[:n] + "•••@" + domain
}

// named joins a recipient and which of them.
func (t Told) named() string {
	if customer := oneLine(t.Customer.Reveal()); customer != "" {
		return t.Name + " (" + customer + ")"
	}
	return t.Name
}

// erased lists what an erasure deleted.
func (m Message) erased() list {
	if m.Erased == nil {
		return nil
	}
	return words.ErasedLines(m.Controller, m.Erased.Deleted, m.Language)
}

// left lists what an outcome left, with why and until when. The request itself, which is answered
// hereby, is nothing to tell of.
func (m Message) left(o rights.Outcome) list {
	kept := o.Kept
	if len(kept) == 0 && m.carriedOut(o) {
		for _, k := range m.Erased.Kept {
			if k.Ground != holding.GroundRequest {
				kept = append(kept, rights.Kept{Class: string(k.Class), Ground: k.Ground, Article: k.Article(), Until: k.Until})
			}
		}
	}
	lines := make(list, len(kept))
	for i, k := range kept {
		lines[i] = words.KeptLine(m.Controller, k, m.Language)
	}
	return lines
}
