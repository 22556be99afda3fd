package classify

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// text is a letter, cut up and marked.
type text struct {
	tokens    []token
	sentences []sentence
	language  gdpr.Language
	body      int  // the first token after the subject
	reply     bool // the subject is of a reply, or of what is sent on: not what is asked for now
	answers   bool // the subject is of a reply
	personal  bool // the sender speaks of himself
	another   bool // the sender speaks for another
	acts      []act
	verbs     int // how many were read
}

// replies are what mail programs put before the subject of what is answered.
var replies = []string{"re:", "sv:", "vs:", "aw:", "fw:", "fwd:", "vb:", "svar:", "re :", "videresendt:"}

// answered are those of them that say that it is answered, and not sent on.
var answered = []string{"re:", "sv:", "aw:", "svar:", "re :"}

func newText(l Letter) *text {
	t := &text{}
	subject := strings.ToLower(strings.TrimSpace(l.Subject))
	for _, r := range replies {
		starts := strings.HasPrefix(subject, r)
		t.reply, t.answers = t.reply || starts, t.answers || starts && slices.Contains(answered, r)
	}
	const perWord = 6 // bytes, about
	s := scanner{tokens: make([]token, 0, (len(l.Subject)+len(l.Text))/perWord)}
	s.scan(strings.ReplaceAll(l.Subject, "\n", " "), true)
	t.body = len(s.tokens)
	s.scan(l.Text, false)
	t.tokens, t.sentences = s.tokens, s.sentences
	mark(t.tokens)
	t.language = languageOf(t.tokens)
	if len(t.tokens) == 0 && l.Forwarded != "" {
		t.language = foreign(l.Forwarded)
	}
	settle(t.tokens, t.language)
	for _, w := range t.tokens {
		t.personal = t.personal || w.is.any(setOf(me, speaker, my))
	}
	t.another = t.forAnother()
	t.acts = t.perform()
	t.temper()
	return t
}

// foreign is the language of text that is only quoted.
func foreign(quoted string) gdpr.Language {
	var s scanner
	s.scan(quoted, false)
	mark(s.tokens)
	return languageOf(s.tokens)
}

// at is the word at a place, or a word of no class outside of the text.
func (t *text) at(n int) token {
	if n < 0 || n >= len(t.tokens) {
		return token{sentence: -1, clause: -1}
	}
	return t.tokens[n]
}

// is reports whether the word at a place is of a class.
func (t *text) is(n int, c class) bool { return t.at(n).is.has(c) }

// of is the sentence that a word stands in.
func (t *text) of(n int) sentence { return t.sentences[t.tokens[n].sentence] }

// find is the first place from..to (in that direction, both included) of a class, or -1.
func (t *text) find(from, to int, cs ...class) int {
	want, step := setOf(cs...), 1
	if to < from {
		step = -1
	}
	for n := from; n != to+step; n += step {
		if n >= 0 && n < len(t.tokens) && t.tokens[n].is.any(want) {
			return n
		}
	}
	return -1
}

// window is the part of a word's sentence that rules look at.
func (t *text) window(n, before, after int) (from, to int) {
	s := t.of(n)
	return max(s.from, n-before), min(s.to-1, n+after)
}
