package classify

import "ordholden/internal/gdpr"

// The rules. Each verb rule says: a verb (or its noun) that is asked for, about
// the sender's own data, asks for a right. Each saying names words that, in this
// order and close together, say the same without any verb of asking.

// verbRule reads one class of verbs.
type verbRule struct {
	name  string
	right gdpr.Right
	verb  class
	read  func(*text, view, standing) standing // what the verb's object makes of it
}

var verbRules = []verbRule{
	{"erase", gdpr.Erasure, erase, (*text).readErase},
	{"right to be forgotten", gdpr.Erasure, forgotten, (*text).readNamed},
	{"close", gdpr.Erasure, closeDown, (*text).readClose},
	{"access by name", gdpr.Access, insight, (*text).readNamed},
	{"see own data", gdpr.Access, see, (*text).readSee},
	{"send own data", gdpr.Access, give, (*text).readGive},
	{"get own data", gdpr.Access, get, (*text).readGet},
	{"correct", gdpr.Rectification, correct, (*text).readCorrect},
	{"restrict", gdpr.Restriction, restrict, (*text).readRestrict},
	{"object", gdpr.Objection, protest, (*text).readProtest},
	{"leave a list", gdpr.Objection, subscribe, (*text).readLeave},
	{"move own data", gdpr.Portability, move, (*text).readMove},
	{"send own data on", gdpr.Portability, give, (*text).readSendOn},
	{"withdraw", gdpr.Withdrawal, takeBack, (*text).readTakeBack},
}

// saying is words in an order.
type saying struct {
	name  string
	right gdpr.Right
	steps []set
	gap   int                                  // how many words may stand between two steps
	when  func(t *text, from, to int) standing // nil: always asked for
}

var sayings = []saying{
	{"what is held", gdpr.Access, []set{setOf(what), setOf(keep, have, data), setOf(aboutMe)}, 7, (*text).asWhatIsHeld},
	{"what of mine is held", gdpr.Access, []set{setOf(what), setOf(my), setOf(data), setOf(keep, have)}, 4, (*text).asWhatIsHeld},
	{"what is written", gdpr.Access, []set{setOf(what), setOf(shows, keep), setOf(data, store)}, 5, (*text).asWhatIsWritten},
	{"anything held", gdpr.Access, []set{setOf(have, keep, opener), setOf(you), setOf(aboutMe)}, 7, (*text).asAnythingHeld},
	{"whether it is held", gdpr.Access, []set{setOf(confirm, know), setOf(you), setOf(keep, use), setOf(aboutMe)}, 6, (*text).asWhatIsHeld},
	{"who has it", gdpr.Access, []set{setOf(what), setOf(use, give, see), setOf(data, field)}, 7, (*text).asWhoHasIt},
	{"where it came from", gdpr.Access, []set{setOf(what), setOf(get), setOf(my), setOf(field, data)}, 6, (*text).asWhereFrom},
	{"where it came from", gdpr.Access, []set{setOf(what), setOf(get), setOf(field, data), setOf(my)}, 6, (*text).asWhereFrom},
	{"no longer kept", gdpr.Erasure, []set{setOf(not), setOf(keep), setOf(data, me, store, keep, field)}, 5, (*text).asNotKept},
	{"yes to erasure", gdpr.Erasure, []set{setOf(erase)}, 0, (*text).asYes},
	{"to be kept", gdpr.Erasure, []set{setOf(want, ask, please), setOf(keepOn), setOf(data, it, my)}, 4, (*text).asKept},
	{"wrong data", gdpr.Rectification, []set{setOf(wrong), setOf(field, data)}, 3, (*text).asWrong},
	{"wrong data", gdpr.Rectification, []set{setOf(field, data), setOf(wrong)}, 7, (*text).asWrong},
	{"record that is wrong", gdpr.Rectification, []set{setOf(shows)}, 0, (*text).asRecord},
	{"data that changed", gdpr.Rectification, []set{setOf(changed)}, 0, (*text).asChanged},
	{"no contact", gdpr.Objection, []set{setOf(not, stop), setOf(contact), setOf(me)}, 4, (*text).asRefusal},
	{"no contact", gdpr.Objection, []set{setOf(not), setOf(get), setOf(contact)}, 3, (*text).asRefusal},
	{"no marketing", gdpr.Objection, []set{setOf(not, stop), setOf(marketing)}, 8, (*text).asRefusal},
	{"no marketing", gdpr.Objection, []set{setOf(not, stop), setOf(give, see, get, longer, keep, contact), setOf(mailing)}, 5, (*text).asRefusal},
	{"no marketing", gdpr.Objection, []set{setOf(stop), setOf(mailing)}, 4, (*text).asRefusal},
	{"no use", gdpr.Objection, []set{setOf(not, stop), setOf(use, see), setOf(data, me, field, it)}, 6, (*text).asRefusal},
	{"no more of it", gdpr.Objection, []set{setOf(stop), setOf(it)}, 4, (*text).asNoMoreOfIt},
	{"no more of it", gdpr.Objection, []set{setOf(not), setOf(get, have, keep), setOf(it)}, 2, (*text).asNoMoreOfIt},
	{"no more of it", gdpr.Objection, []set{setOf(not), setOf(give, get, have), setOf(longer)}, 3, (*text).asNoMoreOfIt},
	{"no more of it", gdpr.Objection, []set{setOf(it), setOf(not), setOf(get, have, keep)}, 4, (*text).asNoMoreOfIt},
	{"no use", gdpr.Objection, []set{setOf(data, it), setOf(not), setOf(use)}, 3, (*text).asNotUsed},
	{"no processing", gdpr.Objection, []set{setOf(stop), setOf(processing)}, 4, (*text).asRefusal},
	{"no use", gdpr.Objection, []set{setOf(not), setOf(data), setOf(use)}, 5, (*text).asRefusal},
	{"data in a format", gdpr.Portability, []set{setOf(data, entered), setOf(format)}, 12, (*text).asFormat},
	{"data in a format", gdpr.Portability, []set{setOf(format), setOf(entered)}, 6, (*text).asFormat},
	{"portability", gdpr.Portability, []set{setOf(portable)}, 0, (*text).asPortability},
	{"no longer agreed", gdpr.Withdrawal, []set{setOf(agree), setOf(not)}, 1, (*text).asNoLongerAgreed},
	{"no longer agreed", gdpr.Withdrawal, []set{setOf(not), setOf(agree)}, 2, (*text).asNoLongerAgreed},
	{"consent is void", gdpr.Withdrawal, []set{setOf(not), setOf(longer), setOf(consent)}, 6, (*text).asVoid},
	{"consent is void", gdpr.Withdrawal, []set{setOf(it), setOf(not), setOf(longer)}, 3, (*text).asVoid},
	{"consent is void", gdpr.Withdrawal, []set{setOf(consent), setOf(longer)}, 5, (*text).asVoid},
	{"application taken back", "", []set{setOf(takeBack), setOf(applying)}, 4, (*text).asWithdrawnApplication},
}

const (
	mostActs  = 500
	mostVerbs = 8000 // more than a letter has that a person wrote
)

// perform runs every rule over the text.
func (t *text) perform() []act {
	var acts []act
	for n := range t.tokens {
		if len(acts) > mostActs {
			break
		}
		s := t.of(n)
		if s.subject && t.reply || t.tokens[n].is == (set{}) {
			continue
		}
		acts = t.readVerb(acts, n)
		acts = t.readSayings(acts, n)
		acts = t.readArticle(acts, n)
	}
	return acts
}

func (t *text) readVerb(acts []act, n int) []act {
	w := t.tokens[n]
	for _, r := range verbRules {
		if !w.is.has(r.verb) || t.verbs >= mostVerbs {
			continue
		}
		t.verbs++
		v := t.view(n)
		mood, guard := v.mood()
		made := r.read(t, v, mood)
		if made == nothing {
			continue
		}
		right := r.right
		name := r.name
		if r.verb == erase && made != asks {
			if o, _ := t.objectOf(n); o == ofList {
				right, name = gdpr.Objection, "leave a list"
			}
		}
		if guard != "" {
			name += ": " + guard
		}
		from, to := t.extent(v)
		acts = append(acts, act{name, right, made, from, to})
	}
	return acts
}

// extent is the words that decided: from the asking to the object.
func (t *text) extent(v view) (from, to int) {
	_, object := t.objectOf(v.head)
	from, to = min(v.head, object), max(v.head+v.word.reach, object+1)
	if v.frame >= 0 && v.head-v.frame < lookBack {
		from = min(from, v.frame)
	}
	for n := v.head - 1; n >= v.from; n-- {
		if t.notAt(n) || t.is(n, provided) || t.is(n, behalf) {
			from = min(from, n)
		}
	}
	return from, to
}

func (t *text) readSayings(acts []act, n int) []act {
	for _, s := range sayings {
		if !t.tokens[n].is.any(s.steps[0]) {
			continue
		}
		end := t.follow(n, s)
		if end < 0 {
			continue
		}
		made := firmly
		if s.when != nil {
			made = s.when(t, n, end)
		}
		if guarded := t.guardSaying(n, end); guarded != nothing && made != nothing {
			made = guarded
		}
		if made != nothing {
			acts = append(acts, act{s.name, s.right, made, n, end + 1})
		}
	}
	return acts
}

// follow is the place of a saying's last step, when all steps stand in order from n.
func (t *text) follow(n int, s saying) int {
	at := n
	_, end := t.window(n, 0, 30)
	for _, step := range s.steps[1:] {
		next := -1
		for k := at + 1; k <= min(end, at+1+s.gap); k++ {
			if t.tokens[k].is.any(step) {
				next = k
				break
			}
		}
		if next < 0 {
			return -1
		}
		at = next
	}
	return at
}

// guardSaying holds for sayings what the guards hold for verbs.
func (t *text) guardSaying(from, to int) standing {
	v := t.view(from)
	v.to = max(v.to, to)
	switch {
	case t.tokens[from].quoted && t.tokens[to].quoted && !v.isWhole():
		return doubtful
	case v.isReported(), v.isThanked():
		return past
	case t.find(v.from, v.to, provided) >= 0 && v.isConditional():
		return doubtful
	case t.find(from, to, behalf, kin) >= 0:
		return doubtful
	}
	return nothing
}

func (v view) isWhole() bool {
	s := v.of(v.head)
	return v.tokens[s.from].quoted && v.tokens[s.to-1].quoted
}
