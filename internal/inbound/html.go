package inbound

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// HTML is read as a stream of tags, not as a tree: a tree of a hostile mail is deep,
// and hundred times as large as the mail. html2text, which enmime has, parts words at
// every inline tag ("slet</b>te"), and Outlook writes such tags within words.

// maxTag bounds one tag, comment or run of text, in bytes.
const maxTag = 256 << 10

// readHTML is the visible text, links and pictures reduced to their text.
func readHTML(s string) text {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(maxTag)
	p := page{text: text{html: true}}
	for !p.text.cut {
		switch z.Next() {
		case html.ErrorToken:
			p.text.cut = z.Err() == html.ErrBufferExceeded
			p.breakLine()
			return p.text
		case html.TextToken:
			if !p.unseen {
				p.write(z.Text())
			}
			p.unseen = false
		case html.StartTagToken, html.SelfClosingTagToken:
			p.begin(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.finish(name)
		}
	}
	return p.text
}

// page is the text of a page as far as it is read.
type page struct {
	text   text
	line   strings.Builder
	space  bool // whether a space is due before the next word
	gap    bool // whether an empty line is due before the next line
	unseen bool // whether the next text is a script or such

	open  []element              // the blocks within each other
	count [nestings]int          // how many of each are open
	kinds [signatureMark + 1]int // how many of each are open
}

// element is an open block and what it says of the lines in it. Hostile mails open
// hundreds of thousands, so it is small.
type element struct {
	nesting nesting
	kind    lineKind
}

func (p *page) begin(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := tags[string(name)]
	p.unseen = tag.hidden
	p.pass(tag)
	if tag.nesting != flat {
		p.push(tag.nesting, readMarks(z, more).kind(tag.nesting))
	}
	if tag.item {
		p.line.WriteString("*")
		p.space = true
	}
}

// pass is what a tag does to the line, at its beginning and at its end.
func (p *page) pass(tag tag) {
	switch {
	case tag.lineBreak:
		p.breakLine()
	case tag.cell:
		p.space = true
	case tag.block:
		if p.line.Len() > 0 {
			p.breakLine()
		}
		p.gap = p.gap || tag.spaced
	}
}

func (p *page) push(n nesting, kind lineKind) {
	switch kind {
	case restLine:
		p.text.add(line{kind: restLine})
		kind = plainLine
	case quotedLine:
		// What stands in a reply of Gmail after the first quotation is an answer.
		for i := len(p.open) - 1; p.kinds[attributionLine] > 0; i-- {
			if p.open[i].kind == attributionLine {
				p.kinds[attributionLine]--
				p.open[i].kind = plainLine
			}
		}
	}
	p.open = append(p.open, element{n, kind})
	p.count[n]++
	p.kinds[kind]++
}

// finish closes the innermost block of that name and all in it, as browsers do.
func (p *page) finish(name []byte) {
	tag := tags[string(name)]
	p.unseen = false
	if tag.lineBreak {
		return
	}
	p.pass(tag)
	if tag.nesting == flat || p.count[tag.nesting] == 0 {
		return
	}
	for {
		last := p.open[len(p.open)-1]
		p.open = p.open[:len(p.open)-1]
		p.count[last.nesting]--
		p.kinds[last.kind]--
		if last.nesting == tag.nesting {
			return
		}
	}
}

// kind is of the line that is being written.
func (p *page) kind() lineKind {
	for _, k := range []lineKind{quotedLine, signatureLine, attributionLine} {
		if p.kinds[k] > 0 {
			return k
		}
	}
	return plainLine
}

func (p *page) breakLine() {
	kind, s := p.kind(), strings.TrimRight(clean(p.line.String()), " ")
	p.line.Reset()
	p.space = false
	if s == "" {
		p.gap = len(p.text.lines) > 0
		return
	}
	if p.gap && len(p.text.lines) > 0 {
		p.text.add(line{})
	}
	p.gap = false
	for part := range strings.SplitSeq(s, "\n") {
		p.text.add(mark(part, kind))
	}
}

// mark gives quotations the form that they have in plain text.
func mark(s string, kind lineKind) line {
	switch {
	case kind == quotedLine:
		s = "> " + s
	case kind == plainLine && strings.HasPrefix(s, ">"):
		kind = quotedLine
	}
	return line{s, kind}
}

// write adds text with its spaces and line breaks as browsers show them.
func (p *page) write(b []byte) {
	if p.count[preformatted] > 0 {
		for i, l := range bytes.Split(b, []byte("\n")) {
			if i > 0 {
				p.breakLine()
			}
			p.line.Write(l)
		}
		return
	}
	for len(b) > 0 {
		if i := bytes.IndexAny(b, " \t\r\n\f"); i != 0 {
			if i < 0 {
				i = len(b)
			}
			if p.space && p.line.Len() > 0 {
				p.line.WriteByte(' ')
			}
			p.space = false
			p.line.Write(b[:i])
			b = b[i:]
			continue
		}
		p.space = true
		b = b[1:]
	}
}
