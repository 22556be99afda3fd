package site

import (
	"strings"
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// Small pieces that several pages are made of.

func mailto(address string) g.Node { return h.A(h.Href("mailto:"+address), g.Text(address)) }

// website is a link that reads as people say it: without the scheme.
func website(url string) g.Node {
	_, name, _ := strings.Cut(url, "://")
	return h.A(h.Href(url), g.Text(strings.TrimSuffix(name, "/")))
}

// grouped writes 922425620 as 922 425 620, with spaces that do not break.
func grouped(number string) string {
	if len(number) != 9 {
		return number
	}
	return number[:3] + "\u00a0" + number[3:6] + "\u00a0" + number[6:]
}

func lead(n g.Node) g.Node { return h.P(h.Class("lead"), n) }

// number is an ID to read and to copy by hand.
func number(id gdpr.ID) g.Node { return h.Span(h.Class("number"), g.Text(id.Grouped())) }

// moment is a point in time, for people and for machines.
func (v View) moment(t time.Time) g.Node {
	return h.Time(h.DateTime(t.In(rights.Oslo()).Format(time.RFC3339)), g.Text(words.Moment(t, v.Language)))
}

// facts is a list of terms and what they are; pairs of a nil value are left out.
func facts(pairs ...g.Node) g.Node {
	var items g.Group
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != nil {
			items = append(items, h.Div(h.Dt(pairs[i]), h.Dd(pairs[i+1])))
		}
	}
	return h.Dl(h.Class("facts"), items)
}

// withMailbox is a sentence in which the controller's address is a link.
func (v View) withMailbox(t gdpr.Text, namesAndValues ...string) g.Node {
	const mark = "\x00"
	before, after, found := strings.Cut(v.say(t, append([]string{"mailbox", mark}, namesAndValues...)...), mark)
	return g.Group{g.Text(before), g.If(found, mailto(v.Controller.Mailbox)), g.Text(after)}
}
