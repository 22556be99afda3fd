package inbound

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"ordholden/internal/inbox"
)

// How much is read of the decoded parts, in bytes: enough for all of inbox.MaxText in any
// charset, and for its markup in HTML.
const (
	maxContent = 1 << 20        // of one part
	maxRead    = 2 * maxContent // of all
)

// text is lines of a mail, as they came from any of its parts.
type text struct {
	lines []line
	size  int  // of the lines, in bytes
	cut   bool // whether there were more
	html  bool // whether any of it came from HTML
}

// line is one line without its end.
type line struct {
	text string
	kind lineKind
}

// lineKind is what the markup, or the form of a line, says of it.
type lineKind uint8

const (
	plainLine       lineKind = iota
	quotedLine               // begins with ">", or stood in a quotation
	attributionLine          // stood where programs say who wrote what follows
	restLine                 // from here on, all is another mail
	signatureLine            // stood in a signature
	signatureMark            // "-- " (RFC 3676, 4.3)
)

// add keeps what fits into inbox.MaxText, and of empty lines no more than two at a time.
func (t *text) add(l line) {
	n := len(t.lines)
	if t.cut || n > 1 && l == (line{}) && t.lines[n-1] == l && t.lines[n-2] == l {
		return
	}
	if room := inbox.MaxText - t.size - 1; len(l.text) > room {
		l.text, t.cut = cutBytes(l.text, max(room, 0)), true
	}
	t.lines = append(t.lines, l)
	t.size += len(l.text) + 1
}

func (t *text) append(other text) {
	if len(t.lines) > 0 && len(other.lines) > 0 {
		t.add(line{})
	}
	for _, l := range other.lines {
		t.add(l)
	}
	t.cut, t.html = t.cut || other.cut, t.html || other.html
}

// join is the lines as one text, without empty lines around it.
func (t *text) join() string {
	var b strings.Builder
	for _, l := range t.lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return strings.Trim(b.String(), "\n ")
}

// reader reads the text of parts, and keeps account of how much was read.
type reader struct{ left int }

// texts reads all text of a message.
func texts(root *part) text {
	r := reader{left: maxRead}
	return r.read(root)
}

func (r *reader) read(p *part) text {
	switch {
	case len(p.children) == 0 && !p.isText():
		return text{}
	case len(p.children) == 0:
		return r.leaf(p)
	case p.media == "multipart/alternative":
		return r.alternative(p)
	}
	var all text
	for _, child := range p.children {
		if !all.cut {
			all.append(r.read(child))
		}
	}
	return all
}

// alternative reads the first form that is no HTML; HTML where that one has nothing
// to say (RFC 2046, 5.1.4 has the richest form last).
func (r *reader) alternative(p *part) text {
	var best text
	for _, child := range p.children {
		t := r.read(child)
		if !t.html && !isStub(t.join()) {
			return t
		}
		if len(best.lines) == 0 || t.html && strings.TrimSpace(t.join()) != "" {
			best = t
		}
	}
	return best
}

// isStub reports whether a text only stands in for HTML.
func isStub(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return true
	}
	if len(s) > 400 {
		return false
	}
	s = strings.ToLower(s)
	for _, mark := range []string{"html", "in your browser", "in browser", "i nettleser", "i nettlesar", "i webbläsare", "i browser", "im browser"} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

func (r *reader) leaf(p *part) text {
	if r.left <= 0 {
		return text{cut: len(p.body) > 0}
	}
	s, cut := content(p)
	r.left -= len(s)
	var t text
	if p.media == textHTML {
		t = readHTML(s)
	} else {
		t = readPlain(s, p)
	}
	t.cut = t.cut || cut
	return t
}

func readPlain(s string, p *part) text {
	var t text
	lines := strings.SplitSeq(clean(s), "\n")
	if strings.EqualFold(p.params["format"], "flowed") {
		lines = unwrap(lines, strings.EqualFold(p.params["delsp"], "yes"))
	}
	for s := range lines {
		l := line{text: strings.TrimRight(s, " ")}
		switch {
		case s == "-- ":
			l.kind = signatureMark
		case strings.HasPrefix(strings.TrimLeft(s, " "), ">"):
			l.kind = quotedLine
		}
		t.add(l)
	}
	return t
}

// content is the decoded beginning of a part, as UTF-8, and whether there is more.
func content(p *part) (string, bool) {
	kept := &beginning{make([]byte, 0, min(maxContent, len(p.body)))}
	var w io.Writer = kept
	if p.media == textHTML {
		w = &thinner{to: kept}
	}
	cut := errors.Is(decode(w, p.encoding, p.body), errFull)
	if t, ok := w.(*thinner); ok && !cut {
		cut = errors.Is(t.flush(), errFull)
	}
	b := kept.bytes
	for i := 1; cut && i < utf8.UTFMax && i <= len(b); i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			if !utf8.FullRune(b[len(b)-i:]) {
				b = b[:len(b)-i]
			}
			break
		}
	}
	return toUTF8(p.params["charset"], b), cut
}

var errFull = errors.New("enough was read")

// beginning keeps the first maxContent bytes and refuses more.
type beginning struct{ bytes []byte }

// Write returns errFull once there is no room.
func (b *beginning) Write(p []byte) (int, error) {
	room := maxContent - len(b.bytes)
	b.bytes = append(b.bytes, p[:min(room, len(p))]...)
	if len(p) > room {
		return room, errFull
	}
	return len(p), nil
}

// thinner leaves out long runs of base64: pictures that stand within the markup as
// "data:" (RFC 2397), often of several megabytes, with text after them.
type thinner struct {
	to    io.Writer
	run   []byte
	saved []byte
}

// maxRun is longer than any word or link that says something.
const maxRun = 2000

// Write passes on what is no such run. Of the last one only what follows, or flush, tells.
func (t *thinner) Write(p []byte) (int, error) {
	t.saved = t.saved[:0]
	for _, c := range p {
		if base64Values[c] != 0 {
			if len(t.run) <= maxRun {
				t.run = append(t.run, c)
			}
			continue
		}
		t.settle()
		t.saved = append(t.saved, c)
	}
	_, err := t.to.Write(t.saved)
	return len(p), err
}

func (t *thinner) settle() {
	if len(t.run) <= maxRun {
		t.saved = append(t.saved, t.run...)
	}
	t.run = t.run[:0]
}

func (t *thinner) flush() error {
	t.saved = t.saved[:0]
	t.settle()
	_, err := t.to.Write(t.saved)
	return err
}
