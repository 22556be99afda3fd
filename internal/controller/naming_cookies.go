package controller

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// A cookie may be called anything: fbp, sessionid. Where a sentence speaks of cookies, what
// stands right after that word is a name, and so is what stands after "called", unless it is an
// ordinary word of the language; and so on through a list. What has quotation marks there is a
// name whatever the word. "The cookies are fbp" and "fbp-cookien" name it too.
//
// Words that are in no list are told by their form: where cookies are what a clause begins with, a
// verb after them, and after "the cookies are" what describes them.
//
// What is not seen through: a cookie that is named before the sentence says that it is one, far
// from the word, or as one word with it ("fbp, a cookie", "cookies such as fbp", "fbpcookien"), and
// one whose name is an ordinary word, or has its form where that is looked at: "the cookies are
// embed", "informasjonskapslene user brukes".

// cookieEndings are what a word for cookies ends in: cookies, informasjonskapselen, analysekapslar.
var cookieEndings = [...]string{
	"cookie", "cookies", "cookien", "cookiene", "cookier", "cookiar", "cookiane",
	"kapsel", "kapselen", "kapsler", "kapslene", "kapslar", "kapslane",
}

// calling are words that a name follows, in a sentence that speaks of cookies.
var calling = [...]string{
	"called", "named", "name", "names", "navn", "namn", "kalt", "kalla", "kalles", "navnet", "namnet", "heter", "heiter",
}

// joining are words between the names of a list.
var joining = [...]string{"and", "or", "og", "eller", "samt", "&"}

// possessing are words that may stand between cookies and what is said of them, in Norwegian.
var possessing = [...]string{"vår", "våre", "dine", "deira", "deres", "dykkar", "sine"}

// being are words that say what something is.
var being = [...]string{"is", "are", "was", "were", "er", "var"}

// determining are words that stand before cookies and make no sentence of it.
var determining = [...]string{
	"the", "these", "those", "our", "your", "their", "all", "some", "such", "other", "most", "many", "both", "own",
	"de", "dei", "disse", "desse", "alle", "slike", "noen", "nokre", "andre", "våre", "dine", "mange", "begge", "egne", "eigne",
}

// opening are words that a clause begins after.
var opening = [...]string{
	"and", "but", "or", "that", "when", "if", "because", "while", "og", "men", "eller", "at", "når", "om", "hvis", "dersom", "fordi", "mens", "medan",
}

// kinds are what stands before a hyphen and a word for cookies, and is no name.
var kinds = [...]string{
	"analyse", "annonse", "consent", "førstepart", "førsteparts", "http", "informasjons", "marketing", "markedsføring", "markedsførings",
	"marknadsføring", "marknadsførings", "nettleser", "nettlesar", "reklame", "samtykke", "sesjon", "sesjons", "session", "sporing",
	"sporings", "statistikk", "third-party", "first-party", "tredjepart", "tredjeparts", "web", "økt",
}

// spot is where a reader of cookies' names stands in a sentence.
type spot int

const (
	elsewhere  spot = iota
	expecting       // the next word may be a name
	describing      // "the cookies are" was read: it may be one as well
	listing         // a name was just read: a joining word goes on
	between         // a name and a comma were: either is next
)

// cookieReader reads what a text calls cookies.
type cookieReader struct {
	names
	language gdpr.Language
	words    []string
	found    []string
	spoken   bool // the sentence speaks of cookies
	at       spot
	since    int  // words since the clause began, but for determiners
	subject  bool // it began with the cookies that were just read
}

// unknownCookies lists what a text calls a cookie by where it stands, and that is not declared.
// A word with a capital is looked at elsewhere; here it only goes on with the list.
func (n names) unknownCookies(text string, l gdpr.Language) []string {
	r := cookieReader{names: n, language: l, words: strings.Fields(text)}
	for i, word := range r.words {
		r.read(i, strings.Trim(word, marks))
		r.leave(word)
	}
	return r.found
}

// read goes on by one word, which is bare of marks.
func (r *cookieReader) read(i int, bare string) {
	low := strings.ToLower(bare)
	comma := strings.HasSuffix(r.words[i], ",")
	switch {
	case meansCookie(low) && !apostrophe(r.words[i]), stem(bare) != bare:
		r.cookie(bare, low)
		if comma {
			r.at = elsewhere
		}
	case meansCookie(low), ofCookie(low):
		r.spoken, r.at = true, elsewhere
	case r.spoken && slices.Contains(calling[:], low):
		if r.at, r.subject = expecting, false; comma {
			r.at = elsewhere
		}
	case r.at == expecting && slices.Contains(being[:], low):
		r.at = describing
	case r.at == expecting && slices.Contains(possessing[:], low) && !comma:
	case r.at >= listing && slices.Contains(joining[:], low):
		r.at, r.subject = expecting, false
	case r.expects(i, bare, low):
		r.name(bare)
		if r.at = listing; comma {
			r.at = between
		}
	default:
		r.at = elsewhere
	}
}

// leave counts a word, and ends the clause or the sentence where it does.
func (r *cookieReader) leave(word string) {
	low := strings.ToLower(strings.Trim(word, marks))
	switch {
	case strings.ContainsAny(word[len(word)-1:], ".!?;"):
		r.spoken, r.at, r.since = false, elsewhere, 0
	case strings.ContainsAny(word[len(word)-1:], ",:"), slices.Contains(opening[:], low):
		r.since = 0
	case !slices.Contains(determining[:], low):
		r.since++
	}
}

// cookie notes a word for cookies, and the name that is one word with it by a hyphen.
func (r *cookieReader) cookie(bare, low string) {
	r.spoken, r.at = true, expecting
	r.subject = r.since <= 1 && several(low)
	before := stem(bare)
	if before == bare || slices.Contains(kinds[:], strings.ToLower(before)) {
		return
	}
	if r.at = elsewhere; !upper(before) && !strings.ContainsAny(before, "_*") {
		r.name(before)
	}
}

// name keeps the name of a cookie, unless that is declared.
func (r *cookieReader) name(bare string) {
	if !upper(bare) && !slices.Contains(r.cookies, bare) && !slices.Contains(r.found, bare) {
		r.found = append(r.found, bare)
	}
}

// expects reports whether a word is a name by where it stands.
func (r *cookieReader) expects(i int, bare, low string) bool {
	word := r.words[i]
	switch {
	case r.at != expecting && r.at != describing && r.at != between:
		return false
	case upper(bare) || quoted(word):
		return true
	case ordinary(low, r.language), r.at == describing && describes(low, r.language):
		return false
	}
	return !(r.at == expecting && r.subject && bare == word && acts(low, r.words[i+1:], r.language))
}

func meansCookie(low string) bool {
	return !strings.Contains(low, "_") && slices.ContainsFunc(cookieEndings[:], func(end string) bool { return strings.HasSuffix(low, end) })
}

// ofCookie reports whether a word is the genitive of one for cookies: what follows is theirs.
func ofCookie(low string) bool {
	for _, end := range []string{"'s", "’s", "s"} {
		if owner, is := strings.CutSuffix(low, end); is && meansCookie(owner) {
			return true
		}
	}
	return false
}

// apostrophe reports whether a word ends in one that no quotation mark before it asks for: cookies'.
func apostrophe(word string) bool {
	return (strings.HasSuffix(word, "'") || strings.HasSuffix(word, "’")) && !quoted(word)
}

// several reports whether a word for cookies is of more than one.
func several(low string) bool {
	return !slices.ContainsFunc([]string{"cookie", "cookien", "kapsel", "kapselen"}, func(end string) bool { return strings.HasSuffix(low, end) })
}

// stem is what stands before the last hyphen of a word that means cookies after it, else the word.
func stem(word string) string {
	if i := strings.LastIndex(word, "-"); i > 0 && meansCookie(strings.ToLower(word[i+1:])) {
		return word[:i]
	}
	return word
}

// quoted reports whether a word stands in quotation marks of its own.
func quoted(word string) bool {
	return strings.ContainsAny(word, `«"'“‘`) && strings.ContainsAny(strings.TrimLeft(word, `«"'“‘(`), `»"'”’`)
}
