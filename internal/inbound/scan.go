package inbound

import (
	"bytes"

	"ordholden/internal/inbox"
)

// tree is the structure of a message.
type tree struct {
	root   *part
	faults []inbox.Fault
}

// scan finds the structure in one pass over the message: each line is looked at once,
// against the boundaries of at most inbox.MaxDepth multiparts that are open. The message's
// own headers end at body.
func scan(raw []byte, h header, body int) tree {
	s := scanner{raw: raw}
	root := readPart(h)
	s.begin(root, body)
	for at := body; at < len(raw); {
		at = s.boundary(at)
	}
	s.endParts(0, len(raw))
	return tree{root, s.faults}
}

// scanner is where a scan has come to.
type scanner struct {
	raw    []byte
	open   []*opened // multiparts within each other, the innermost last
	leaf   *part     // what the present lines belong to, nil between parts
	start  int       // where its body begins
	parts  int
	faults []inbox.Fault
}

// opened is a multipart that has not ended.
type opened struct {
	part      *part
	delimiter []byte // "--" and the boundary
	start     int    // where its body begins
}

// begin opens a part whose body begins at an offset.
func (s *scanner) begin(p *part, at int) {
	s.leaf, s.start = p, at
	if !p.isMultipart() {
		return
	}
	if len(s.open) == inbox.MaxDepth {
		s.faults = append(s.faults, inbox.FaultTooDeep)
		p.sealed = true
		return
	}
	boundary := p.boundary()
	if boundary == "" {
		boundary = guessBoundary(s.raw[at:])
	}
	if boundary != "" {
		s.leaf = nil
		s.open = append(s.open, &opened{p, []byte("--" + boundary), at})
	}
}

// guessBoundary is for a multipart that names none: the first line that begins as a
// boundary does, among those at the beginning.
func guessBoundary(body []byte) string {
	for body = body[:min(len(body), 4<<10)]; len(body) > 0; {
		line, size := cutLine(body)
		if line = bytes.TrimRight(line, " \t"); bytes.HasPrefix(line, []byte("--")) && len(line) > 4 && len(line) < maxBoundary {
			return string(line[2:])
		}
		body = body[size:]
	}
	return ""
}

// boundary goes from an offset to the next line that is a boundary, past it and past
// the headers after it, and gives the offset there.
func (s *scanner) boundary(at int) int {
	for len(s.open) > 0 {
		i := bytes.Index(s.raw[at:], []byte("--"))
		if i < 0 {
			break
		}
		at += i
		if at > 0 && s.raw[at-1] != '\n' && s.raw[at-1] != '\r' {
			for at < len(s.raw) && s.raw[at] == '-' {
				at++
			}
			continue
		}
		level, last, size := s.match(s.raw[at:])
		if level < 0 {
			at += 2
			continue
		}
		s.endParts(level+1, s.beforeBreak(at))
		at += size
		if last {
			s.endParts(level, at)
			continue
		}
		return s.child(at)
	}
	return len(s.raw)
}

// match is the level of the multipart whose boundary stands at the beginning of b, or
// -1, and whether it is the last one there; and the length of the line.
func (s *scanner) match(b []byte) (level int, last bool, size int) {
	for level = len(s.open) - 1; level >= 0; level-- {
		after, ok := bytes.CutPrefix(b, s.open[level].delimiter)
		if !ok {
			continue
		}
		after, last = bytes.CutPrefix(after, []byte("--"))
		rest := bytes.TrimLeft(after, " \t")
		line, end := cutLine(rest[:min(len(rest), len("\r\r\n"))])
		if len(line) == 0 {
			return level, last, len(b) - len(rest) + end
		}
	}
	return -1, false, 0
}

// beforeBreak is the offset of the line break before a boundary, which belongs to the
// boundary (RFC 2046, 5.1.1).
func (s *scanner) beforeBreak(at int) int {
	before := s.raw[:at]
	for _, end := range []string{"\r\r\n", "\r\n", "\n", "\r"} {
		if bytes.HasSuffix(before, []byte(end)) {
			return at - len(end)
		}
	}
	return at
}

// child begins the next part of the innermost multipart.
func (s *scanner) child(at int) int {
	if s.parts++; s.parts > inbox.MaxParts {
		s.faults = append(s.faults, inbox.FaultTooManyParts)
		return len(s.raw)
	}
	h, size, long := readHeader(s.raw[at:], func(line []byte) bool {
		level, _, _ := s.match(line)
		return level >= 0
	})
	if long {
		s.faults = append(s.faults, inbox.FaultHeaderTooLong)
	}
	p := readPart(h)
	parent := s.open[len(s.open)-1].part
	if parent.media == "multipart/digest" && h.first("Content-Type") == "" {
		p.media = "message/rfc822" // RFC 2046, 5.1.5
	}
	parent.children = append(parent.children, p)
	s.begin(p, at+size)
	return at + size
}

// endParts ends at an offset all that is open, but for the first multiparts. One in
// which no boundary was found is text as it stands.
func (s *scanner) endParts(keep, at int) {
	if s.leaf != nil {
		s.leaf.body = s.raw[s.start:max(at, s.start)]
		s.leaf = nil
	}
	for _, o := range s.open[keep:] {
		if len(o.part.children) == 0 {
			o.part.body = s.raw[o.start:max(at, o.start)]
		}
	}
	s.open = s.open[:keep]
}
