package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of a letter.
type token struct {
	word     string // folded
	shown    string // in lower case, as it was written
	is       set    // the classes that begin here
	forms    form   // of a verb, or its noun
	langs    tongue // the languages that the lexicon knows it from
	reach    int    // how many words the longest class that begins here has
	sentence int
	clause   int
	quoted   bool // within quotation marks
	name     bool // begins with a capital letter
	opens    bool // is the first of its clause
}

// sentence is tokens[from:to].
type sentence struct {
	from, to int
	asks     bool // ends in a question mark
	subject  bool // is the mail's subject
	item     bool // is an item of a list
	leads    bool // ends in a colon: what follows hangs on it
}

// scanner cuts text into tokens, sentences and clauses.
type scanner struct {
	tokens    []token
	sentences []sentence
	clause    int
	folds     map[string][2]string // words that came before, in lower case and folded
	fresh     bool                 // the next token opens a clause
	quoted    bool
	item      bool
	from      int
	subject   bool
}

func (s *scanner) breakClause() {
	if !s.fresh {
		s.clause++
		s.fresh = true
	}
}

// end closes the sentence that is open, if it has words.
func (s *scanner) end(mark rune) {
	s.breakClause()
	s.quoted = s.quoted && mark != '\n'
	if len(s.tokens) == s.from {
		if mark == '?' && len(s.sentences) > 0 {
			s.sentences[len(s.sentences)-1].asks = true
		}
		return
	}
	s.sentences = append(s.sentences, sentence{
		from: s.from, to: len(s.tokens), asks: mark == '?', subject: s.subject, item: s.item, leads: mark == ':'})
	s.from, s.item = len(s.tokens), false
}

// word adds a token.
func (s *scanner) word(raw string) {
	first, _ := utf8.DecodeRuneInString(raw)
	if s.folds == nil {
		s.folds = map[string][2]string{}
	}
	known, ok := s.folds[raw]
	if !ok {
		known[0] = strings.ToLower(raw)
		known[1] = fold(known[0])
		s.folds[raw] = known
	}
	t := token{word: known[1], shown: known[0], sentence: len(s.sentences), clause: s.clause,
		quoted: s.quoted, name: unicode.IsUpper(first), opens: s.fresh}
	s.fresh = false
	s.tokens = append(s.tokens, t)
}

// scan reads one piece of text: the subject, or the body.
func (s *scanner) scan(text string, subject bool) {
	s.subject, s.fresh, s.quoted = subject, true, false
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		s.line(line)
		next := ""
		if i+1 < len(lines) {
			next = strings.TrimSpace(lines[i+1])
		}
		s.endOfLine(strings.TrimSpace(line), next)
	}
	s.end('\n')
}

// endOfLine ends the sentence, unless the line was wrapped within one: then it
// is long, or the next one goes on in lower case.
func (s *scanner) endOfLine(line, next string) {
	first, _ := utf8.DecodeRuneInString(next)
	wrapped := next != "" && !isItem(next) &&
		(utf8.RuneCountInString(line) > 50 || unicode.IsLower(first))
	switch {
	case strings.HasSuffix(line, ":"):
		s.end(':')
	case line == "" || !wrapped:
		s.end('\n')
	case strings.HasSuffix(line, ","):
		s.breakClause()
	}
}

// isItem reports whether a line begins as an item of a list does: "- ", "* ", "2) ".
func isItem(line string) bool {
	rest := strings.TrimLeft(line, "-*•·–—")
	if rest != line {
		return true
	}
	rest = strings.TrimLeft(line, "0123456789")
	return rest != line && len(line)-len(rest) < 3 && (strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, ". ")) || letterMark(line) > 0
}

// letterMark is the length of the mark of an item of a lettered list, as in laws:
// "(e) ", "e) ", "(iv) "; or 0.
func letterMark(line string) int {
	bare := strings.TrimPrefix(line, "(")
	mark, rest, ok := strings.Cut(bare, ") ")
	single := len(mark) == 1 && mark >= "a" && mark <= "z"
	roman := bare != line && len(mark) < 5 && strings.Trim(mark, "ivx") == ""
	if !ok || mark == "" || !single && !roman {
		return 0
	}
	return len(line) - len(rest)
}

// line scans one line.
func (s *scanner) line(line string) {
	trimmed := strings.TrimSpace(line)
	if isItem(trimmed) {
		s.end('\n')
		s.item = true
		trimmed = strings.TrimLeft(trimmed[letterMark(trimmed):], "-*•·–—0123456789.) ")
	}
	apart := true
	for trimmed != "" {
		n := wordLength(trimmed, apart)
		if n > 0 {
			s.word(clean(trimmed[:n]))
			trimmed, apart = trimmed[n:], false
			continue
		}
		r, size := utf8.DecodeRuneInString(trimmed)
		s.mark(r, trimmed[size:])
		apart = strings.ContainsRune(" \t\u00a0<>()[]\",;|", r)
		trimmed = trimmed[size:]
	}
}

// mark takes note of a character between words.
func (s *scanner) mark(r rune, rest string) {
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '.':
		if s.stops(next, rest) {
			s.end('.')
		}
	case '!', '?', '…':
		s.end(r)
	case ',', ';', ':', '(', ')', '–', '—', '|', '/':
		s.breakClause()
	case '-':
		if next == ' ' {
			s.breakClause()
		}
	case '"', '“', '”', '«', '»':
		s.quoted = r == '«' || r == '“' || r == '"' && !s.quoted
	}
}

// abbreviations are what a full stop ends without ending the sentence.
var abbreviations = folded("art, artikkel, f, eks, bl, a, nr, ca, evt, pga, mtp, ifm, ihht, jf, jfr, pkt, no, tlf, mob, dr, mr, mrs, ms, kl, mvh, hr, fr, st, ang, vedr, i.e, e.g, sec, s")

// stops reports whether a full stop ends the sentence.
func (s *scanner) stops(next rune, rest string) bool {
	if rest == "" {
		return true
	}
	if next != ' ' {
		return unicode.IsUpper(next)
	}
	if len(s.tokens) == s.from {
		return true
	}
	last := s.tokens[len(s.tokens)-1].word
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	if abbreviations[last] && !(last == "no" && unicode.IsUpper(after)) {
		return unicode.IsUpper(after) && len(last) > 3
	}
	return !number(last) || unicode.IsUpper(after)
}

func number(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }
