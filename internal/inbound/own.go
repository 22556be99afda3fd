package inbound

import (
	"strings"
)

// The one rule: what is in doubt is the sender's own. Cut is only what programs mark
// as another's, in the forms that they give it in Norwegian, Swedish, Danish, English
// and German; answers between quoted lines stay.

// divide parts the sender's own words from those that are quoted or forwarded. A
// signature is in neither.
func divide(lines []line) (own, quoted string) {
	d := divider{lines: lines, owner: make([]owner, len(lines))}
	for i := 0; i < len(lines); {
		i = d.step(i)
	}
	return d.of(sender), d.of(another)
}

// owner is whose a line is.
type owner int

const (
	sender owner = iota
	another
	signature
)

type divider struct {
	lines  []line
	owner  []owner
	signed bool // whether a signature has begun
}

func (d *divider) of(o owner) string {
	var b strings.Builder
	empty := 0
	for i, l := range d.lines {
		switch {
		case d.owner[i] != o:
			if b.Len() > 0 {
				empty = max(empty, 1)
			}
		case strings.TrimSpace(l.text) == "":
			empty++
		default:
			if b.Len() > 0 {
				b.WriteString(strings.Repeat("\n", 1+min(empty, 1)))
			}
			empty = 0
			b.WriteString(l.text)
		}
	}
	return strings.Trim(b.String(), " ")
}

// step judges the line at i, and gives the next to judge.
func (d *divider) step(i int) int {
	l := d.lines[i]
	switch {
	case l.kind == restLine, d.isForward(i), isBlock(d.lines[i:]):
		return d.rest(i)
	case l.kind == quotedLine, l.kind == attributionLine, isSeparator(l.text):
		d.signed = false
		return d.give(i, 1, another)
	case l.kind == signatureLine:
		return d.give(i, 1, signature)
	}
	if n, alone := attribution(d.lines[i:]); n > 0 {
		if alone {
			return d.rest(i)
		}
		d.signed = false
		return d.give(i, n, another)
	}
	switch {
	case d.signed, d.beginsSignature(i):
		d.signed = true
		return d.give(i, 1, signature)
	case isDevice(l.text):
		return d.give(i, 1, signature)
	}
	return i + 1
}

func (d *divider) give(i, n int, o owner) int {
	for ; n > 0; n-- {
		d.owner[i] = o
		i++
	}
	return i
}

// rest gives all from i on to another, and the rule of a page before it.
func (d *divider) rest(i int) int {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		if isRule(d.lines[j].text) {
			d.owner[j] = another
		} else if d.lines[j].text != "" {
			break
		}
	}
	return d.give(i, len(d.lines)-i, another)
}

// isForward reports whether a line begins another mail that goes on to the end. One
// whose lines are quoted is a reply like any other, and may have answers below.
func (d *divider) isForward(i int) bool {
	l := d.lines[i]
	if l.kind == quotedLine || !isSeparator(l.text) {
		return false
	}
	next := afterEmpty(d.lines[i+1:])
	return next == nil || next.kind != quotedLine
}

// beginsSignature knows the mark of RFC 3676, 4.3. What follows it must be short, and
// shorter where its space is missing, as many programs leave it.
func (d *divider) beginsSignature(i int) bool {
	most := 0
	switch {
	case d.lines[i].kind == signatureMark:
		most = 30
	case d.lines[i].text == "--":
		most = 12
	}
	for _, l := range d.lines[i+1:] {
		if l.kind == quotedLine || most <= 0 {
			break
		}
		if l.text != "" {
			most--
		}
	}
	return most > 0
}

// afterEmpty is the first line that is not empty, or nil.
func afterEmpty(lines []line) *line {
	for i := range lines {
		if strings.TrimSpace(lines[i].text) != "" || lines[i].kind == restLine {
			return &lines[i]
		}
	}
	return nil
}
