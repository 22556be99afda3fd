package bundle

import (
	"strings"
)

// unused are parts of class names that the banner never has: layouts and positions that
// it does not use, writing from right to left, services within a category.
var unused = [...]string{
	"cc--rtl", "cc--darkmode", "--cloud", "--bar", "--flip", "--wide", "--inline", "--top", "--middle",
	"--center", "cm--right", "pm--left", "pm--right", "--close", "--uneven", "cm__footer", "cm__link",
	"toggle-service", "pm__service", "pm__badge", "webkit-scrollbar", "disable--interaction",
}

// pruned is a style sheet without the rules for what is unused. It takes the library's,
// which is minified: no comments, and braces only around blocks.
func pruned(sheet string) string {
	var b strings.Builder
	for sheet != "" {
		open := strings.IndexByte(sheet, '{')
		if open < 0 {
			break
		}
		end := blockEnd(sheet, open)
		head, body := sheet[:open], sheet[open+1:end]
		sheet = sheet[end+1:]
		if strings.HasPrefix(head, "@media") {
			body = pruned(body)
		} else {
			head = used(head)
		}
		if head != "" && body != "" {
			b.WriteString(head + "{" + body + "}")
		}
	}
	return b.String()
}

// blockEnd is where the block that opens there closes.
func blockEnd(s string, open int) int {
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s) - 1
}

// used is the selectors of a list that can match anything of the banner's. A selector
// that says :not(…) of something unused always can.
func used(selectors string) string {
	var kept []string
	for s := range strings.SplitSeq(selectors, ",") {
		positive := s
		for {
			before, rest, ok := strings.Cut(positive, ":not(")
			if !ok {
				break
			}
			_, after, _ := strings.Cut(rest, ")")
			positive = before + after
		}
		if !hasUnused(positive) {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, ",")
}

func hasUnused(selector string) bool {
	for _, u := range unused {
		if strings.Contains(selector, u) {
			return true
		}
	}
	return false
}
