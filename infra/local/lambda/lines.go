package lambda

import (
	"bytes"
	"io"
)

// lines passes on what one process prints, whole lines only, each with a prefix and in one call, so that the lines
// of several processes do not run into each other.
type lines struct {
	to     io.Writer
	prefix string
	rest   []byte
}

// Write never fails: a full log must not stop a function.
func (l *lines) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		end := bytes.IndexByte(l.rest, '\n')
		if end < 0 {
			return len(p), nil
		}
		l.pass(l.rest[:end])
		l.rest = l.rest[end+1:]
	}
}

// flush passes on a last line that has no end.
func (l *lines) flush() {
	if len(l.rest) > 0 {
		l.pass(l.rest)
		l.rest = nil
	}
}

func (l *lines) pass(line []byte) {
	whole := make([]byte, 0, len(l.prefix)+len(line)+1)
	whole = append(whole, l.prefix...)
	whole = append(whole, line...)
	_, _ = l.to.Write(append(whole, '\n'))
}
