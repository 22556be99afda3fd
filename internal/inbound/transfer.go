package inbound

import (
	"bytes"
	"io"
)

// Content is decoded as a stream and forgivingly: enmime holds a part whole, keeps
// an error for each stray byte of base64, and drops all of it where its end is cut.

// decode writes the content of a part without its transfer encoding (RFC 2045, 6). An
// encoding that nobody knows is none. The only error is the writer's.
func decode(w io.Writer, encoding string, body []byte) error {
	switch encoding {
	case "base64":
		return decodeBase64(w, body)
	case "quoted-printable":
		return decodeQuoted(w, body)
	}
	for len(body) > piece {
		if _, err := w.Write(body[:piece]); err != nil {
			return err
		}
		body = body[piece:]
	}
	_, err := w.Write(body)
	return err
}

// piece is how much is decoded between two writes.
const piece = 16 << 10

// base64Values holds the value of each letter of base64, plus one.
var base64Values = func() (values [256]byte) {
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		values[c] = byte(i) + 1
	}
	return values
}()

// decodeBase64 passes over what is no base64. Padding ends a group wherever it
// stands, so that pieces which were encoded one by one decode as they were.
func decodeBase64(w io.Writer, body []byte) error {
	out := make([]byte, 0, min(piece, len(body))+4)
	group, letters := uint32(0), 0
	end := func() {
		switch letters {
		case 2:
			out = append(out, byte(group>>4))
		case 3:
			out = append(out, byte(group>>10), byte(group>>2))
		}
		group, letters = 0, 0
	}
	for _, c := range body {
		value := base64Values[c]
		if c == '=' {
			end()
		}
		if value == 0 {
			continue
		}
		group = group<<6 | uint32(value-1)
		if letters++; letters == 4 {
			out = append(out, byte(group>>16), byte(group>>8), byte(group))
			group, letters = 0, 0
		}
		if len(out) >= piece {
			if _, err := w.Write(out); err != nil {
				return err
			}
			out = out[:0]
		}
	}
	end()
	_, err := w.Write(out)
	return err
}

// decodeQuoted takes a "=" that begins no octet for itself. Spaces at the end of a
// line are not part of it (RFC 2045, 6.7, rule 3).
func decodeQuoted(w io.Writer, body []byte) error {
	out := make([]byte, 0, min(piece, len(body)))
	flush := func(limit int) (err error) {
		if len(out) >= limit {
			_, err = w.Write(out)
			out = out[:0]
		}
		return err
	}
	for len(body) > 0 {
		full, size := cutLine(body)
		line := bytes.TrimRight(full, " \t")
		soft := bytes.HasSuffix(line, []byte("="))
		if soft {
			line = line[:len(line)-1]
		}
		for i := 0; i < len(line); i++ {
			c := line[i]
			if c == '=' && i+2 < len(line) && isHex(line[i+1]) && isHex(line[i+2]) {
				c = unhex(line[i+1])<<4 | unhex(line[i+2])
				i += 2
			}
			out = append(out, c)
			if err := flush(piece); err != nil {
				return err
			}
		}
		if !soft {
			out = append(out, body[len(full):size]...)
		}
		body = body[size:]
	}
	return flush(1)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}
