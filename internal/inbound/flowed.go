package inbound

import (
	"iter"
	"strings"
)

// unwrap joins the lines that a program broke because they were long (RFC 3676): a
// line that ends with a space goes on in the next one of the same depth of quoting.
// With delSp that space was added too. The mark of a signature is no such line.
func unwrap(lines iter.Seq[string], delSp bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		var b strings.Builder
		depth, flowing := 0, false
		write := func() bool {
			s := b.String()
			b.Reset()
			if depth > 0 {
				s = strings.Repeat(">", depth) + " " + s
			}
			return yield(s)
		}
		for l := range lines {
			rest := strings.TrimLeft(l, ">")
			d := len(l) - len(rest)
			rest = strings.TrimPrefix(rest, " ")
			ends := rest == "-- "
			if flowing && (d != depth || ends) && !write() {
				return
			}
			depth = d
			flowing = strings.HasSuffix(rest, " ") && !ends
			if flowing && delSp {
				rest = rest[:len(rest)-1]
			}
			b.WriteString(rest)
			if !flowing && !write() {
				return
			}
		}
		if flowing {
			write()
		}
	}
}
