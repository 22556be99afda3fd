package mail

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// width is where lines of text end, so that they can be quoted once or twice
// within the 78 characters of RFC 5322, 2.1.1. Links are never broken.
const width = 72

// plainer is a block that can be written as text, without a line break at its end.
type plainer interface{ plain() string }

// plain is the letter as text/plain. The last line is as long as any other: no
// signature mark, since mail programs hide what follows one.
func (l letter) plain() string {
	parts := []string{l.from, wrap(l.title, "", "") + "\n" + strings.Repeat("=", min(utf8.RuneCountInString(l.title), width))}
	for _, b := range l.blocks {
		parts = append(parts, b.plain())
	}
	parts = append(parts, strings.Repeat("-", width))
	for _, b := range l.foot {
		parts = append(parts, b.plain())
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func (p paragraph) plain() string { return wrap(string(p), "", "") }

func (p promise) plain() string { return paragraph(p).plain() }

func (h heading) plain() string {
	return wrap(string(h), "", "") + "\n" + strings.Repeat("-", min(utf8.RuneCountInString(string(h)), width))
}

func (l list) plain() string {
	lines := make([]string, len(l))
	for i, item := range l {
		lines[i] = wrap(item, "* ", "  ")
	}
	return strings.Join(lines, "\n")
}

func (s steps) plain() string {
	lines := make([]string, len(s))
	for i, item := range s {
		number := strconv.Itoa(i+1) + ". "
		lines[i] = wrap(item, number, strings.Repeat(" ", len(number)))
	}
	return strings.Join(lines, "\n")
}

func (f fact) plain() string { return wrap(f.name+":", "", "") + "\n" + wrap(f.value, "  ", "  ") }

func (i imprint) plain() string { return fact(i).plain() }

func (s secret) plain() string { return "  " + s.name + ": " + s.value }

func (b button) plain() string { return wrap(b.name+":", "", "") + "\n" + b.link }

// wrap breaks text between words so that each line keeps within the width, the
// first line after one indent and the others after another. A word longer than
// a line has a line of its own.
func wrap(text, first, rest string) string {
	var lines []string
	line, empty := first, true
	for _, word := range strings.Split(text, " ") {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines = append(lines, line)
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	return strings.Join(append(lines, line), "\n")
}
