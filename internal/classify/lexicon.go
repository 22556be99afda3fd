package classify

import (
	"maps"
	"slices"
	"strings"
)

// The lexicons say in tables what words are: one line for each class, entries
// set apart by commas, an entry of several words being a phrase; between two words
// of it, "…" stands for some others. Verbs stand in
// six columns: imperative | infinitive | present | participle | passive | noun.

const gap = "…"

// words is a line of a lexicon.
type words struct {
	class class
	list  string
}

// verbs is a line of verbs of one class.
type verbs struct {
	class class
	forms string
}

// lexicon is what the tables of one language hold.
type lexicon struct {
	tongue tongue
	verbs  []verbs
	words  []words
}

// node is a place in the tree of all entries, one word below the other.
type node struct {
	next  map[string]*node
	is    set
	forms form
	langs tongue
	ends  bool
}

// index is every lexicon, folded.
var index = buildIndex(bokmal, nynorsk, english, near, kinds)

func buildIndex(lexicons ...lexicon) *node {
	root := &node{}
	for _, l := range lexicons {
		for _, v := range l.verbs {
			for n, column := range strings.Split(v.forms, "|") {
				root.add(column, v.class, 1<<n, l.tongue)
			}
		}
		for _, w := range l.words {
			root.add(w.list, w.class, 0, l.tongue)
		}
	}
	addSlips(root)
	return root
}

// add enters each of a list's entries.
func (root *node) add(list string, c class, f form, l tongue) {
	for entry := range strings.SplitSeq(list, ",") {
		parts := strings.Fields(entry)
		if len(parts) == 0 {
			continue
		}
		n := root
		for _, p := range parts {
			n = n.below(fold(strings.ToLower(clean(p))))
		}
		n.is, n.forms, n.langs, n.ends = n.is.with(setOf(c)), n.forms|f, n.langs|l, true
	}
}

func (root *node) below(word string) *node {
	if root.next == nil {
		root.next = map[string]*node{}
	}
	if root.next[word] == nil {
		root.next[word] = &node{}
	}
	return root.next[word]
}

// addSlips enters verbs once more with two neighboring letters swapped, the
// commonest slip of the fingers, where that is no word of its own.
func addSlips(root *node) {
	slips, words := map[string]*node{}, folded("delte, ender")
	for _, word := range slices.Sorted(maps.Keys(root.next)) { // of two that slip alike, always the same
		n := root.next[word]
		if len(word) < 5 || !n.is.any(setOf(erase, correct, consent, data, restrict)) {
			continue
		}
		for at := 1; at+1 < len(word); at++ {
			slip := word[:at] + word[at+1:at+2] + word[at:at+1] + word[at+2:]
			if root.next[slip] == nil && !words[slip] {
				slips[slip] = n
			}
		}
	}
	for slip, n := range slips {
		root.next[slip] = &node{is: n.is, forms: n.forms, langs: n.langs, ends: n.ends}
	}
}

// mark writes to each token what begins there.
func mark(tokens []token) {
	for at := range tokens {
		t := &tokens[at]
		n := index
		for k := at; k < len(tokens) && tokens[k].sentence == t.sentence; k++ {
			if n = n.next[tokens[k].word]; n == nil {
				break
			}
			if n.ends {
				t.learn(n, k-at+1)
			}
			if apart := n.next[gap]; apart != nil {
				t.learnApart(apart, tokens[k+1:])
			}
		}
		if t.reach == 0 {
			t.compound()
		}
		t.reach = max(t.reach, 1)
	}
}

// learn adds what an entry of some words says.
func (t *token) learn(n *node, reach int) {
	t.is, t.forms, t.langs, t.reach = t.is.with(n.is), t.forms|n.forms, t.langs|n.langs, max(t.reach, reach)
}

// learnApart looks for the rest of a verb that is parted: "ta … bort".
func (t *token) learnApart(rest *node, following []token) {
	const furthest = 6
	for k := 1; k < min(len(following), furthest) && following[k].clause == t.clause; k++ {
		n := rest
		for j := k; j < len(following) && n != nil; j++ {
			if n = n.next[following[j].word]; n != nil && n.ends {
				t.learn(n, 1)
				return
			}
		}
	}
}

// heads are what a Norwegian compound may end in: "jobbsøkerprofilen", "datasletting".
var heads = setOf(data, erase, field, consent, list, marketing, mailing)

// ofCompanies are first parts that make a compound something of a company's.
var ofCompanies = []string{"bedrift", "firma", "selskap", "kunde", "anonse", "company", "arbeidsgiver", "stiling"}

// compound takes a word that no lexicon has for what its last part is.
func (t *token) compound() {
	const shortest = 4
	if len(t.word) > 40 {
		return
	}
	for cut := 2; cut <= len(t.word)-shortest; cut++ {
		n := index.next[t.word[cut:]]
		if n == nil || !n.ends || !n.is.any(heads) || n.is.has(erase) && n.forms != noun || n.is.has(list) && len(t.word)-cut < 8 {
			continue
		}
		t.is, t.forms, t.langs = n.is, n.forms, n.langs
		for _, first := range ofCompanies {
			if strings.HasPrefix(t.word, first) {
				t.is, t.forms = setOf(thing), 0
			}
		}
		return
	}
}

// folded is a list of words as a set.
func folded(list string) map[string]bool {
	found := map[string]bool{}
	for w := range strings.SplitSeq(list, ",") {
		found[fold(clean(strings.TrimSpace(w)))] = true
	}
	return found
}
