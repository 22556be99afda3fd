package inbound

import "strings"

// tag is what an element of HTML does to the text around it.
type tag struct {
	hidden    bool // its text does not show
	lineBreak bool
	block     bool // it has lines of its own
	spaced    bool // with space above and below
	cell      bool // of a table: apart from the one before
	item      bool // of a list
	nesting   nesting
}

// nesting is a kind of block of which it matters what lies within it.
type nesting uint8

const (
	flat nesting = iota
	division
	quotation
	preformatted
	nestings
)

var tags = func() map[string]tag {
	all := map[string]tag{}
	each := func(names string, change func(*tag)) {
		for _, name := range strings.Fields(names) {
			t := all[name]
			change(&t)
			all[name] = t
		}
	}
	each("script style title iframe noembed noframes template noscript", func(t *tag) { t.hidden = true })
	each("br", func(t *tag) { t.lineBreak = true })
	each("td th", func(t *tag) { t.cell = true })
	each("li", func(t *tag) { t.item = true })
	each("div blockquote p li tr table ul ol dl dt dd h1 h2 h3 h4 h5 h6 pre hr section article header footer address form "+
		"center fieldset main aside nav figure caption body html", func(t *tag) { t.block = true })
	each("blockquote p table ul ol dl h1 h2 h3 h4 h5 h6 pre hr", func(t *tag) { t.spaced = true })
	each("div", func(t *tag) { t.nesting = division })
	each("blockquote", func(t *tag) { t.nesting = quotation })
	each("pre", func(t *tag) { t.nesting = preformatted })
	return all
}()
