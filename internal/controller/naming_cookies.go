package controller

import (
	"slices"
	"strings"
	"unicode"

	"ordholden/internal/gdpr"
)

// A cookie may be called anything: fbp, sessionid. Where a sentence speaks of cookies, what
// stands right after that word is a name, and so is what stands after "called", unless it is an
// ordinary word of the language; and so on through a list. What has quotation marks there is a
// name whatever the word. A sentence that names a cookie before it says that it is one, or far
// from the word, is not seen through: "fbp, a cookie", "cookies such as fbp".

// cookieEndings are what a word for cookies ends in: cookies, informasjonskapselen, analysekapslar.
var cookieEndings = [...]string{
	"cookie", "cookies", "cookien", "cookiene", "cookier", "cookiar", "cookiane",
	"kapsel", "kapselen", "kapsler", "kapslene", "kapslar", "kapslane",
}

// calling are words that a name follows, in a sentence that speaks of cookies.
var calling = [...]string{
	"called", "named", "name", "names", "kalt", "kalla", "kalles", "navnet", "namnet", "heter", "heiter",
}

// joining are words between the names of a list.
var joining = [...]string{"and", "or", "og", "eller", "samt", "&"}

// ordinaryEN are words that may follow a word for cookies in English and name none. A sentence
// with another is refused, though it name nothing: it is added here, or the sentence put otherwise.
var ordinaryEN = [...]string{
	"a", "about", "above", "after", "all", "allow", "allowed", "allows", "also", "always", "an", "any", "are", "as", "at",
	"banner", "be", "because", "been", "before", "being", "below", "blocked", "both", "but", "by", "can", "cannot", "categories",
	"choice", "choices", "collect", "collects", "come", "comes", "consent", "consents", "contain", "contains", "could", "count",
	"counts", "deleted", "did", "disappear", "disappears", "do", "does", "during", "each", "enable", "enables", "end", "ends",
	"erased", "every", "except", "expire", "expires", "files", "first", "follow", "follows", "for", "from", "get", "give",
	"gives", "go", "goes", "had", "has", "have", "help", "helps", "here", "hold", "holds", "how", "identify", "if", "in", "into",
	"is", "it", "its", "itself", "just", "keep", "keeps", "kept", "last", "lasts", "later", "let", "lets", "lie", "lies", "list",
	"listed", "live", "lives", "longer", "make", "makes", "may", "mean", "measure", "measures", "might", "must", "need", "needed",
	"needs", "neither", "never", "new", "no", "nor", "not", "notice", "now", "of", "often", "on", "once", "only", "open", "opens",
	"our", "ours", "out", "own", "policy", "preferences", "read", "reads", "recognize", "recognizes", "refused", "remain",
	"remember", "remembers", "removed", "serve", "serves", "set", "sets", "settings", "shall", "should", "show", "shows",
	"similar", "since", "small", "so", "stand", "stands", "statement", "stay", "stays", "store", "stored", "stores", "such",
	"tell", "tells", "text", "than", "that", "the", "their", "them", "themselves", "then", "there", "these", "they", "third",
	"this", "those", "through", "to", "too", "under", "unless", "until", "use", "used", "uses", "usually", "was", "we", "were",
	"what", "when", "where", "whether", "which", "while", "who", "whose", "will", "with", "without", "work", "works", "would",
	"you", "your",
}

// ordinaryNO are those of bokmål and nynorsk.
var ordinaryNO = [...]string{
	"alle", "alltid", "at", "attkjenner", "av", "avvises", "avvist", "bare", "berre", "ble", "blei", "bli", "blir", "blokkerast",
	"blokkeres", "brukar", "bruker", "brukes", "brukt", "både", "da", "de", "dei", "deim", "deira", "den", "denne", "der", "dere",
	"dersom", "desse", "det", "dette", "di", "din", "disse", "ditt", "du", "dykkar", "då", "ein", "eit", "eller", "ellers",
	"elles", "en", "ender", "enn", "er", "et", "ett", "etter", "filer", "for", "fordi", "forsvinn", "forsvinner",
	"fortel", "forteller", "fra", "frå", "følger", "følgjer", "før", "gir", "gjeld", "gjelder", "gjenkjenner", "gjennom", "gjer",
	"gjev", "gjør", "gå", "går", "ha", "hadde", "har", "hente", "hindrar", "hindrer", "hjelp", "hjelper", "hjå", "hos", "hugsar",
	"husker", "hva", "hvem", "hver", "hvilke", "hvis", "hvor", "hvordan", "i", "igjen", "ikke", "ikkje", "ingen", "inn", "innan",
	"inneheld", "inneholder", "innen", "kan", "kjem", "kjenner", "kommer", "kor", "korleis", "krev", "krever", "kreves", "kunne",
	"kva", "kvar", "kven", "la", "lagde", "lagra", "lagrar", "lagrast", "lagrer", "lagres", "lagret", "lar", "lese", "leser",
	"lev", "lever", "ligg", "ligger", "liknande", "liknende", "lite", "med", "medan", "mellom", "men", "mens", "minst", "mot",
	"må", "målar", "måler", "måtte", "no", "noen", "nokon", "nokre", "ny", "nye", "nødvendig", "nødvendige", "nå", "når", "ofte",
	"òg", "også", "om", "opnar", "opne", "opp", "over", "per", "på", "samlar", "samler", "samtykke", "samtykket", "samtykkje",
	"seg", "selv", "sende", "sender", "ser", "set", "setjast", "setje", "sett", "sette", "setter", "settes", "sidan", "siden",
	"sjølv", "skal", "skjer", "skulle", "slett", "sletta", "slettar", "slettast", "sletter", "slettes", "slettet", "slik",
	"slike", "slutt", "sluttar", "slutter", "små", "som", "sporar", "sporer", "står", "syter", "sørger", "så",
	"tekstfiler", "tel", "telle", "teller", "tidlegare", "tidligere", "til", "tillat", "tillates", "tillatt", "tillet", "treng",
	"trenger", "trengs", "trengst", "trengte", "under", "ut", "utan", "uten", "utløper", "vanlegvis", "vanligvis", "var", "vara",
	"varer", "vart", "varte", "ved", "vere", "verkar", "vert", "vi", "vil", "ville", "virker", "viser", "være", "vår", "våre",
	"vårt", "åpne", "åpner", "åt",
}

// spot is where a reader of cookies' names stands in a sentence.
type spot int

const (
	elsewhere spot = iota
	expecting      // the next word may be a name
	listing        // a name was just read: a joining word goes on
)

// unknownCookies lists what a text calls a cookie by where it stands, and that is not declared.
// A word with a capital is looked at elsewhere; here it only goes on with the list.
func (n names) unknownCookies(text string, l gdpr.Language) []string {
	var found []string
	spoken, at := false, elsewhere
	for _, word := range strings.Fields(text) {
		bare := strings.Trim(word, marks)
		low := strings.ToLower(bare)
		comma := strings.HasSuffix(word, ",")
		switch {
		case meansCookie(low):
			spoken, at = true, expecting
			if comma {
				at = elsewhere
			}
		case spoken && slices.Contains(calling[:], low):
			at = expecting
		case at == listing && slices.Contains(joining[:], low):
			at = expecting
		case at == expecting && (upper(bare) || quoted(word) || !ordinary(low, l)):
			if !upper(bare) && !slices.Contains(n.cookies, bare) && !slices.Contains(found, bare) {
				found = append(found, bare)
			}
			if at = listing; comma {
				at = expecting
			}
		default:
			at = elsewhere
		}
		if strings.ContainsAny(word[len(word)-1:], ".!?;") {
			spoken, at = false, elsewhere
		}
	}
	return found
}

func meansCookie(low string) bool {
	return !strings.Contains(low, "_") && slices.ContainsFunc(cookieEndings[:], func(end string) bool { return strings.HasSuffix(low, end) })
}

// ordinary reports whether a word, in lower case, may follow one for cookies and name none.
func ordinary(low string, l gdpr.Language) bool {
	switch {
	case !strings.ContainsFunc(low, unicode.IsLetter), slices.Contains(joining[:], low):
		return true
	case l == gdpr.English:
		return slices.Contains(ordinaryEN[:], low)
	}
	return slices.Contains(ordinaryNO[:], low)
}

// quoted reports whether a word stands in quotation marks of its own.
func quoted(word string) bool {
	return strings.ContainsAny(word, `«"'“‘`) && strings.ContainsAny(strings.TrimLeft(word, `«"'“‘(`), `»"'”’`)
}
