package classify

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// decide weighs what the rules found. Rights are what was asked for firmly and
// not taken back; any doubt about an erasure leaves it to a person.
func (t *text) decide(l Letter) Finding {
	f := Finding{Language: t.language}
	var doubt, vague bool
	for _, r := range gdpr.Rights {
		switch t.verdict(r) {
		case firmly:
			f.Rights = append(f.Rights, r)
		case doubtful:
			doubt = true
		case vaguely:
			vague = true
		}
	}
	doubt = doubt || slices.ContainsFunc(t.acts, func(a act) bool { return a.right == "" && a.standing == doubtful })
	s := t.signals(l)
	f.Kind = t.kind(&f, s, doubt, vague)
	f.Evidence = t.evidence(f, s)
	return f
}

// kind is the kind of letter, by rights, doubts and signals.
func (t *text) kind(f *Finding, s signals, doubt, vague bool) Kind {
	late := t.reminds() || slices.ContainsFunc(t.acts, func(a act) bool { return a.standing == overdue })
	complains := s.complains() || late && len(f.Rights) > 0
	switch {
	case len(f.Rights) == 0 && s.isSpam() && !s.applies():
		return Spam
	case len(f.Rights) > 0 && s.applies() && slices.Contains(f.Rights, gdpr.Erasure):
		f.Rights = nil
		return Unclear
	case len(f.Rights) > 0 && complains:
		return Complaint
	case len(f.Rights) > 0:
		return Request
	case complains:
		return Complaint
	case s.appliesLoosely() && !t.hangs():
		return Application
	case doubt:
		return Unclear
	case vague:
		return Unclear
	case s.questions():
		return Question
	}
	return Unclear
}

// hangs: something may have been asked for on top of an application, or it is no
// application any more.
func (t *text) hangs() bool {
	return slices.ContainsFunc(t.acts, func(a act) bool {
		if a.from+2 < len(t.tokens) && t.find(a.from, a.from+2, can) >= 0 && !t.of(a.from).asks {
			return false // "you may delete it after a year" permits
		}
		return (a.standing == doubtful || a.standing == negated) && (a.right == "" || a.right == gdpr.Erasure || a.right == gdpr.Withdrawal)
	})
}

// tally is how often a right was spoken of, and how.
type tally struct{ firm, weak, negative, doubt, vague, asked int }

func (t *text) tally(r gdpr.Right) tally {
	var n tally
	for _, a := range t.acts {
		if a.right != r {
			continue
		}
		switch a.standing {
		case firmly:
			if t.isHeading(a) {
				n.weak++
				continue
			}
			n.firm++
		case overdue:
			n.firm++
		case weakly:
			n.weak++
		case negated:
			n.negative++
		case asks:
			n.asked++
		case vaguely:
			n.vague++
		case doubtful:
			n.doubt++
		case past:
			if t.isReminded(a) {
				n.firm++
			} else {
				n.doubt++
			}
		}
	}
	return n
}

// verdict is what all that was said of a right amounts to.
func (t *text) verdict(r gdpr.Right) standing {
	n := t.tally(r)
	end := len(t.tokens) - 1
	if n.firm == 0 && n.weak > 0 && n.negative+n.doubt+n.vague+n.asked == 0 && (n.weak > 1 || t.onlyNames(r) || t.isPleaded()) {
		n.firm = 1
	}
	switch {
	case n.firm > 0 && (t.another || t.find(0, end, joke) >= 0):
		return doubtful
	case n.firm > 0 && r == gdpr.Erasure && (n.negative > 0 || t.retracts() || t.find(0, end, replacing) >= 0 || n.asked > 0 && t.isIdle()):
		return doubtful
	case n.firm > 0:
		return firmly
	case n.negative > 0 && r == gdpr.Erasure, n.doubt > 0:
		return doubtful
	case n.vague > 0:
		return vaguely
	}
	return nothing
}

// retracts: the letter takes back what it says. "I changed my mind about moving" does
// not.
func (t *text) retracts() bool {
	for n, w := range t.tokens {
		if next := n + w.reach; w.is.has(undo) && !((t.at(next).word == "about" || t.at(next).word == "om") && t.find(next, next+5, erase, all) < 0) {
			return true
		}
	}
	return false
}

// isReminded: "jeg ba om sletting i mars, og har ikke fått svar".
func (t *text) isReminded(a act) bool {
	const near = 40 // words
	return strings.HasSuffix(a.rule, "asked before") && t.find(max(0, a.from-near), a.to+near, noReply) >= 0
}

// reminds: what was asked for before is asked for again, since no answer came.
func (t *text) reminds() bool {
	return t.find(0, len(t.tokens)-1, noReply) >= 0 && t.find(0, len(t.tokens)-1, asked) >= 0
}

// forAnother: the letter speaks for a client, a child or a colleague. One who is
// merely mentioned makes none of it: he must own data that is spoken of.
func (t *text) forAnother() bool {
	for n, w := range t.tokens {
		if w.is.has(behalf) || w.is.has(relative) && t.ownsData(n) && !(t.is(n+w.reach, and) && t.is(n+w.reach+1, speaker)) {
			return true
		}
	}
	return false
}

// ownsData: "sønnen min har laget en profil", "kona mi er registrert".
func (t *text) ownsData(n int) bool {
	from, to := t.window(n, 8, 12)
	for k := from; k <= to; k++ {
		if t.tokens[k].clause == t.tokens[n].clause && t.tokens[k].is.any(setOf(data, keep, shows)) && t.objectAt(k) != ownData && !t.is(k, have) {
			return true
		}
	}
	return false
}

// isHeading: an infinitive or a bare noun in the subject names the topic only:
// "Slette profil", "Delete account".
func (t *text) isHeading(a act) bool {
	return a.to <= t.body && t.body < len(t.tokens) && t.find(0, t.body-1, my, me, want, ask, please, can, all) < 0
}

// isPleaded: "kan dere ordne dette?", after a heading that names it.
func (t *text) isPleaded() bool {
	return t.body > 0 && t.find(t.body, len(t.tokens)-1, doIt) >= 0
}

// isIdle: nothing is asked for but in the subject.
func (t *text) isIdle() bool {
	for _, a := range t.acts {
		if a.right == gdpr.Erasure && a.standing == firmly && a.from >= t.body {
			return false
		}
	}
	return true
}

// disturbing are words that make a subject's bare noun mean something else.
var disturbing = setOf(not, provided, later, consider, asked, said, undo, joke, behalf, relative, us, our, work, thanks, apply, cv, how, know, still, why, topic)

// onlyNames: besides the name of a right the letter holds no more than who writes.
func (t *text) onlyNames(r gdpr.Right) bool {
	const mostWords = 35
	if len(t.tokens) > mostWords {
		return false
	}
	for n, w := range t.tokens {
		calls := w.is.has(contact) && w.forms&(imperative|infinitive) != 0 && !w.is.any(setOf(field, thing, mailing))
		if calls || w.is.any(disturbing) && !w.is.has(please) || t.of(n).asks {
			return false
		}
	}
	for _, a := range t.acts {
		if a.standing != weakly && a.standing != firmly {
			return false
		}
	}
	return true
}
