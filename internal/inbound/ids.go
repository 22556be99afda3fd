package inbound

import "strings"

const (
	maxIDs = 20
	maxID  = 900 // bytes: within the 998 of a line (RFC 5322, 2.1.1)
)

// messageIDs is every "<…>" in a value that can stand in a header of ours as it is:
// printable ASCII without spaces. Ids of other forms are left out.
func messageIDs(value string) []string {
	var ids []string
	for {
		start := strings.IndexByte(value, '<')
		if start < 0 {
			return ids
		}
		value = value[start:]
		end := strings.IndexAny(value[1:], "<>") + 1
		if end == 0 {
			return ids
		}
		if value[end] == '>' && end > 1 && end < maxID && !strings.ContainsFunc(value[:end], notInID) {
			ids = append(ids, value[:end+1])
		}
		value = value[end:]
	}
}

func notInID(r rune) bool { return r <= ' ' || r > '~' }
