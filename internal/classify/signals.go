package classify

import (
	"path"
	"slices"
	"strings"
)

// signals is what shows the kind of a letter, apart from the rights.
type signals struct {
	t        *text
	places   map[class]int // the first place of each class of sign
	attached bool          // a file is named as applications name theirs
	asking   int           // sentences that ask
	blame    int           // weight of complaint
	kinds    int           // of spam
	loads    map[class]int // how many different words of each sign of spam
}

var signClasses = []class{complain, authority, anger, unasked, stranger, privacy, apply, hiring, cv, asking, support, seo, coin, prize, phish, offer, hype, money, footer}

var (
	spamSigns = []class{seo, coin, prize, phish, offer, hype, money, footer}
	spamSet   = setOf(spamSigns...)
)

func (t *text) signals(l Letter) signals {
	s := signals{t: t, places: map[class]int{}, loads: map[class]int{}}
	seen := map[string]bool{}
	for n, w := range t.tokens {
		if w.is == (set{}) {
			continue
		}
		for _, c := range signClasses {
			if _, seen := s.places[c]; !seen && w.is.has(c) {
				s.places[c] = n
			}
		}
		if w.is.any(spamSet) && !seen[w.word] {
			seen[w.word] = true
			for _, c := range spamSigns {
				if w.is.has(c) {
					s.loads[c]++
				}
			}
		}
		if w.is.any(setOf(complain, anger, authority)) {
			s.blame += t.blameAt(n)
		}
		s.blame += t.grievanceAt(n)
	}
	for _, sentence := range t.sentences {
		if sentence.asks && sentence.to-sentence.from > 1 {
			s.asking++
		}
	}
	for _, name := range l.Attachments {
		s.attached = s.attached || isApplicationFile(name)
	}
	for _, c := range spamSigns {
		if s.has(c) {
			s.kinds++
		}
		if s.loads[c] > 2 {
			s.kinds++ // a pile of them is a sign more
		}
	}
	return s
}

func (s signals) has(c class) bool { _, ok := s.places[c]; return ok }

// blameAt weighs a word of complaint; a question or a negation takes its weight.
func (t *text) blameAt(n int) int {
	v := t.view(n)
	w := v.word
	if t.of(n).asks && v.inquiry >= 0 && t.find(n, v.from, why) < 0 || w.quoted || t.recited(n) {
		return 0
	}
	if t.find(n-1, max(v.from, n-3), not) >= 0 && !w.is.has(anger) && t.notAt(t.find(n-1, max(v.from, n-3), not)) || t.find(n-1, max(v.from, n-4), work) >= 0 {
		return 0
	}
	switch {
	case w.is.has(complain) && unlawful[w.word] && t.find(v.from, v.to, article) >= 0:
		return 0 // the ground for a right
	case w.is.has(complain) && t.find(n-1, max(v.from, n-5), meanwhile) >= 0:
		return 0 // "while my complaint is pending"
	case w.is.has(complain):
		return 2
	case w.is.has(anger) && furious[w.word]:
		return 2
	case w.is.has(authority) && (t.find(v.from, v.to, give, contact, provided, complain, anger) >= 0 || t.threatens(v)):
		return 2
	}
	return 1
}

var unlawful = folded("ulovlig, ulovleg, unlawful, unlawfully")

// furious are words of anger that leave no doubt about it.
var furious = folded("outrageous, disgraceful, appalling, skandaløst, uhørt, rystet, appalled, furious, rasende, opprørende, uforskammet")

// grievance is words in an order that tell of a wrong, without any word of blame.
type grievance struct {
	saying
	weight int
}

var grievances = []grievance{
	{saying{steps: []set{setOf(use, give, contact), setOf(unasked)}, gap: 14}, 2},
	{saying{steps: []set{setOf(unasked)}}, 1},
	{saying{steps: []set{setOf(stranger)}}, 1},
	{saying{steps: []set{setOf(howCould), setOf(use, unasked)}, gap: 9}, 2},
	{saying{steps: []set{setOf(asked, subscribe), setOf(noReply, still)}, gap: 20}, 2},
	{saying{steps: []set{setOf(still), setOf(asked, subscribe, ask)}, gap: 5}, 1},
}

// grievanceAt weighs the wrongs that are told of from n on.
func (t *text) grievanceAt(n int) int {
	found := 0
	sent := sends[t.tokens[n].word] && t.find(n+1, n+5, request, insight) < 0 // an application, perhaps
	told := !t.tokens[n].is.any(setOf(use, give, contact, subscribe)) || t.tokens[n].forms&(participle|present) != 0
	for _, g := range grievances {
		if t.tokens[n].is.any(g.steps[0]) && t.follow(n, g.saying) >= 0 && (told || len(g.steps) == 1) && !(sent && g.steps[0].has(asked)) {
			found = max(found, g.weight)
		}
	}
	return found
}

// threatens: "går jeg til Datatilsynet", "varsler jeg Datatilsynet".
func (t *text) threatens(v view) bool {
	for n := v.from; n <= v.to; n++ {
		if threats[t.tokens[n].word] {
			return true
		}
	}
	return false
}

var threats = folded("går, gar, klage, klager, melde, melder, varsle, varsler, varsla, meldt, saken, sak, tipse, tipser, rapportere, innklage, inn, report, complain, escalate, notify, refer, melding, fremme, bringe, tar, ta, videre, anmäla, klaga, otherwise, ellers")

// isApplicationFile: "CV_Kari_Nordmann.pdf".
func isApplicationFile(name string) bool {
	base := strings.ToLower(strings.TrimSuffix(path.Base(name), path.Ext(name)))
	for _, part := range strings.FieldsFunc(base, func(r rune) bool { return strings.ContainsRune(" _-.()+,", r) }) {
		switch p := fold(part); {
		case p == "cv", p == "resume", strings.HasPrefix(p, "soknad"), strings.HasPrefix(p, "vitnemal"),
			p == "application", p == "coverleter", strings.HasPrefix(p, "atest"), p == "curiculum":
			return true
		}
	}
	return false
}

// complains: blame enough, and about personal data.
func (s signals) complains() bool {
	topic := s.has(privacy) || s.has(authority) || len(s.t.acts) > 0 || s.has(unasked) || s.has(stranger) || s.t.ofData()
	return s.blame >= 2 && topic && !(s.applies() && s.blame < 3)
}

// ofData: the letter speaks of what is held on people, and not merely of an application.
func (t *text) ofData() bool {
	return slices.ContainsFunc(t.tokens, func(w token) bool { return w.is.has(data) && !w.is.has(applying) && !papers[w.word] })
}

// applies: two signs of an application, one of them plain.
func (s signals) applies() bool {
	n := 0
	for _, c := range []class{apply, cv, hiring} {
		if s.has(c) {
			n++
		}
	}
	if s.attached {
		n++
	}
	if s.t.titledApplication() {
		n++
	}
	return n >= 2 && (s.has(apply) || s.has(cv) || s.attached) || s.has(apply) && s.inSubject(apply) || s.has(cv) && n > 0 && len(s.t.acts) == 0
}

// appliesLoosely: one sign, and papers that are spoken of.
func (s signals) appliesLoosely() bool {
	return s.applies() || s.has(apply) && s.asking == 0 && s.t.hasAny(papers, 0, len(s.t.tokens)-1)
}

var papers = folded("cv, cven, resume, vitnemål, attester, karakterer")

// titledApplication: the subject begins "Søknad".
func (t *text) titledApplication() bool {
	return t.body > 0 && !t.reply && t.is(0, applying)
}

func (s signals) inSubject(c class) bool {
	at, ok := s.places[c]
	return ok && at < s.t.body && !s.t.reply
}

// isSpam: two different signs of it, one of them more than loud words.
func (s signals) isSpam() bool {
	quiet := 0
	for _, c := range []class{hype, footer} {
		if s.has(c) {
			quiet++
		}
	}
	return s.kinds >= 2 && s.kinds > quiet && !s.complains()
}

// questions: a sentence that asks, or words that announce one.
func (s signals) questions() bool {
	if s.asking > 0 || s.has(asking) || s.has(support) {
		return true
	}
	for _, a := range s.t.acts {
		if a.standing == asks {
			return true
		}
	}
	for _, sentence := range s.t.sentences {
		v := s.t.view(sentence.from)
		for n := sentence.from; n < min(sentence.to, sentence.from+5); n++ {
			if s.t.tokens[n].is.any(setOf(how, what)) && v.startsClause(n) {
				return true
			}
		}
	}
	return false
}
