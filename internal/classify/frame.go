package classify

// What asks for a verb: the frame, as in "kan dere …", "jeg ber om …", "please …".

// led reports whether the sentence is an item of a list that an asking sentence
// leads, or follows such a colon.
func (t *text) led(head int) bool {
	s, ok := t.leadOf(head)
	if !ok {
		return false
	}
	for k := s.to - 1; k >= max(s.from, s.to-20); k-- {
		if t.framesAt(k, s.to-1) || t.is(k, ask) {
			return t.find(k, k+2, not) < 0 && t.find(k-1, k-2, not) < 0
		}
	}
	return false
}

// leadOf is the sentence whose colon the word's sentence follows, at once or as an
// item of the list.
func (t *text) leadOf(head int) (sentence, bool) {
	const longestList = 8
	last := t.tokens[head].sentence
	for n := last - 1; n >= max(0, last-longestList); n-- {
		if s := t.sentences[n]; s.leads || !s.item {
			return s, s.leads
		}
	}
	return sentence{}, false
}

// framesAt reports whether the word at n asks for the verb at head.
func (t *text) framesAt(n, head int) bool {
	w := t.tokens[n]
	nounHead := t.tokens[head].forms&noun != 0 && t.tokens[head].forms&infinitive == 0
	if nounHead && !t.governs(n, head) {
		return false
	}
	switch {
	case w.is.has(ask), w.is.has(please), w.is.has(hope), w.is.has(possible), w.is.has(exercise):
		return true
	case w.is.has(want):
		return !t.after(n, you) && !t.ofOthers(n) && !t.isIndirect(n) && (!w.is.has(will) || w.reach > 1 || t.willing(n))
	case w.is.has(request) && nounHead:
		return head-n < 6
	case w.is.has(can) && (t.find(n+1, min(n+2, head), you) >= 0 || t.after(n, you)):
		return true
	case w.is.has(will) && t.is(n+1, you):
		return true
	case w.is.has(can) && t.getsAfter(n, head):
		return true
	case w.is.has(must) && (t.find(n+1, min(n+2, head), you) >= 0 || t.after(n, you)):
		return true
	}
	return t.framesPassive(n, head)
}

// ofOthers: "kjæresten min vil", "min tidligere arbeidsgiver ønsker", "Per vil" are
// not the sender's wishes.
func (t *text) ofOthers(n int) bool {
	if t.after(n, my) {
		n--
	}
	before := t.at(n - 1)
	if before.sentence != t.at(n).sentence || before.is.has(me) {
		return false
	}
	return before.is.any(setOf(kin, field, his)) || before.name && !before.opens && before.is == (set{}) && before.clause == t.at(n).clause
}

// isIndirect: "om jeg vil slette" asks, or is asked.
func (t *text) isIndirect(n int) bool { return t.after(n, speaker) && indirect[t.at(n-2).word] }

var indirect = folded("om, if, whether, hvorvidt")

// after reports whether the word before n, in its sentence, is of a class.
func (t *text) after(n int, c class) bool {
	return t.is(n-1, c) && t.at(n-1).sentence == t.at(n).sentence
}

// governs: what asks for a noun asks for it itself, or by a verb that adds nothing:
// "kan dere foreta sletting" is a request, and "kan dere utsette slettingen" none.
func (t *text) governs(n, head int) bool {
	modal := t.tokens[n].is.any(setOf(can, will, must)) && !t.tokens[n].is.has(ask) && t.tokens[n].reach == 1
	for k := n + t.tokens[n].reach; k < head; k++ {
		w := t.tokens[k]
		marker := w.shown == "å" || w.shown == "aa" || w.shown == "to" && !t.at(k+1).is.any(setOf(my, me, you, data, all, it, article, law, right)) && t.at(k+1).word != "the"
		if !modal && !marker {
			continue
		}
		if marker {
			k++
		}
		switch verb := t.at(k); {
		case k >= head || light[verb.word] || verb.is.any(setOf(ask, exercise, get, see, give, request, want, possible, hope, keep)):
			modal = false
		case verb.is.any(setOf(you, speaker, please, filler, not)):
		default:
			return false
		}
	}
	return true
}

// light are verbs that only carry a noun: "gjennomføre sletting".
var light = folded("gjennomføre, utføre, iverksette, foreta, starte, sette i gang, besørge, effektuere, sørge, begjære, søke, melde, gjere, gjøre, setje, perform, process, carry, execute, initiate, proceed, complete, effect, undertake, be, confirm, arrange, start, bekrefte, benytte, utøve, exercise, make, submit, file, fremme, fremsette, sende, oppnå, obtain, invoke")

// willing: "vil" is a wish where the sender stands by it, and else the future.
func (t *text) willing(n int) bool {
	from, to := t.window(n, 3, 2)
	return t.find(from, to, speaker) >= 0 || t.startsClause(n) || t.is(n-1, and)
}

// getsAfter: "kan jeg få slettet", "can I have … deleted", "får jeg slettet".
func (t *text) getsAfter(n, head int) bool {
	if t.find(n+1, min(n+2, head), speaker) < 0 && !t.is(n+1, get) {
		return false
	}
	return t.find(n+1, min(n+6, head-1), get) >= 0
}

// framesPassive: "profilen min må slettes", "kan profilen min slettes?", "når jeg har
// fått den, skal alt slettes".
func (t *text) framesPassive(n, head int) bool {
	w, h := t.tokens[n], t.tokens[head]
	if h.forms&(passive|participle) == 0 || t.find(n+1, head-1, speaker, you) >= 0 {
		return false
	}
	if w.is.has(must) {
		return !t.of(head).asks && (!w.opens || t.find(t.of(head).from, n-1, later) >= 0)
	}
	return w.opens && w.is.has(can)
}
