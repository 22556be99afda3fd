package mail

import (
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// letter is what a message says, before it is text or HTML: both are written
// from the same blocks, so that neither says more than the other.
type letter struct {
	subject string
	from    string // as people say it
	title   string
	blocks  []block
	foot    []block // who writes, and where to complain
}

// block is one thing said. Each kind of block knows how it reads and how it looks.
type block interface {
	plainer
	htmler
}

// paragraph is a sentence or several.
type paragraph string

// promise is the sentence that matters most.
type promise string

// heading begins something new.
type heading string

// list is several things of one sort.
type list []string

// steps is several things in order.
type steps []string

// fact is a name and a value that has a line of its own.
type fact struct{ name, value string }

// imprint is a fact of the foot.
type imprint struct{ name, value string }

// secret is a code to be read and typed.
type secret struct{ name, value string }

// button leads on; its address is shown too, for whoever mistrusts buttons.
type button struct{ name, or, link string }

// add appends blocks.
func (l *letter) add(blocks ...block) { l.blocks = append(l.blocks, blocks...) }

// begin is a letter with what every letter has.
func (m Message) begin(subject, title gdpr.Text) letter {
	l := letter{
		subject: words.Fill(subject, m.Language, "case", m.Case.Grouped()),
		from:    m.Controller.ShortName,
		title:   m.say(title),
		foot:    m.foot(),
	}
	if m.Again {
		l.add(paragraph(m.say(againLead)))
	}
	return l
}

// say fills a sentence with what sentences may name.
func (m Message) say(t gdpr.Text) string {
	return words.Fill(t, m.Language,
		"short", m.Controller.ShortName,
		"mailbox", m.Controller.Mailbox,
		"received", words.Moment(m.Received, m.Language),
		"day", words.Day(m.Received, m.Language),
		"expires", words.Moment(m.LinkExpires, m.Language),
		"due", words.Day(m.Deadline.Due, m.Language),
		"waits", words.Moment(m.Waits, m.Language),
		"until", words.Moment(m.Until, m.Language),
		"asked", masked(m.AskedFrom),
		"authority", m.Controller.Authority.Name,
		"address", m.Controller.Authority.Address)
}

// foot is the end of every letter: the case, the controller (Art. 12(1), 13(1)(a))
// and, where it goes to a person, the right to complain (Art. 13(2)(d)).
func (m Message) foot() []block {
	d := m.Controller
	foot := []block{
		imprint{words.Case.In(m.Language), m.Case.Grouped()},
		imprint{words.Controller.In(m.Language), strings.Join(m.identity(), ", ")},
		imprint{words.Contact.In(m.Language), d.Mailbox},
	}
	if !m.Kind.ToPerson() {
		return foot
	}
	foot = append(foot, paragraph(m.say(answerHere)))
	if m.remedies() {
		return foot // the letter itself says where to complain
	}
	return append(foot, m.complain(words.ComplainTo)...)
}

// complain is the way to the authority, and before it the controller's wish to be asked first.
func (m Message) complain(way gdpr.Text) []block {
	var blocks []block
	if first := m.Controller.Wording.ContactFirst.In(m.Language); first != "" {
		blocks = append(blocks, paragraph(first))
	}
	return append(blocks, paragraph(m.say(way)))
}

func (m Message) identity() []string {
	d := m.Controller
	parts := []string{d.Name}
	if d.OrganizationNumber != "" {
		number := words.Fill(words.OrganizationNumber, m.Language, "number", spaced(d.OrganizationNumber))
		parts = append(parts, strings.ToLower(number[:1])+number[1:])
	}
	if d.PostalAddress != "" {
		parts = append(parts, d.PostalAddress)
	}
	return parts
}

// spaced writes a number of nine digits as Norwegians do: 922 425 620.
func spaced(number string) string {
	if len(number) != 9 || strings.Trim(number, "0123456789") != "" {
		return number
	}
	return number[:3] + "\u00a0" + number[3:6] + "\u00a0" + number[6:]
}

// asked names what was asked for, and nothing of what is held.
func (m Message) asked() list {
	names := make(list, len(m.Rights))
	for i, r := range m.Rights {
		names[i] = words.RightName(r, m.Language)
	}
	return names
}

// decided names each purpose with what was decided on it.
func (m Message) decided() []block {
	facts := make([]block, len(m.Decisions))
	for i, d := range m.Decisions {
		purpose, _ := m.Controller.Purpose(d.Purpose) // check has found it
		facts[i] = fact{purpose.Name.In(m.Language), words.Decision(d.Decision, m.Language)}
	}
	return facts
}

// kept names what a renewed consent goes on to cover: the categories of each purpose
// that has a yes, and nothing of what stands in them.
func (m Message) kept() list {
	var names list
	for _, d := range m.Decisions {
		purpose, _ := m.Controller.Purpose(d.Purpose) // check has found it
		if d.Decision != gdpr.Given || !m.renews(purpose) {
			continue
		}
		for _, id := range purpose.Categories {
			if name := m.category(id); name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// renews reports whether the purpose is the one that a renewal is about; where the
// declaration has no profiles any more, each is.
func (m Message) renews(p controller.Purpose) bool {
	about, ok := m.Controller.FurtherStorage()
	return !ok || about.ID == p.ID
}

func (m Message) category(id string) string {
	for _, c := range m.Controller.Categories {
		if c.ID == id {
			return c.Name.In(m.Language)
		}
	}
	return ""
}

// way is how the person goes on from the letter: by the link, or by typing.
func (m Message) way(name gdpr.Text) []block {
	blocks := []block{button{m.say(name), m.say(orOpen), m.Link}}
	if m.Code != "" {
		why := codeInstead
		if m.needsCode() {
			why = codeAlways
		}
		blocks = append(blocks, paragraph(m.say(why)), secret{words.Code.In(m.Language), m.Code})
	}
	if !m.LinkExpires.IsZero() {
		until := validLink
		if m.Code != "" {
			until = validBoth
		}
		blocks = append(blocks, paragraph(m.say(until)))
	}
	return blocks
}
