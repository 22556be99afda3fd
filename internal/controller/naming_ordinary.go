package controller

import (
	"slices"
	"strings"
	"unicode"

	"ordholden/internal/gdpr"
)

// ordinaryEN are words that may follow a word for cookies in English and name none. A sentence
// with another is refused, though it name nothing: it is added here, or the sentence put otherwise.
var ordinaryEN = [...]string{
	"a", "about", "above", "after", "all", "allow", "allowed", "allows", "also", "always", "an", "any", "anything",
	"are", "as", "at", "banner", "be", "because", "been", "before", "being", "belong", "belongs", "below", "bits",
	"blocked", "both", "but", "by", "can", "cannot", "categories", "choice", "choices", "chosen", "collect", "collects",
	"come", "comes", "consent", "consents", "contain", "contains", "could", "count", "counts", "data", "deleted", "did",
	"different", "disappear", "disappears", "do", "does", "during", "each", "else", "enable", "enables", "end", "ends",
	"erased", "every", "except", "expire", "expires", "files", "fine", "first", "follow", "follows", "for", "found",
	"free", "from", "get", "give", "given", "gives", "go", "goes", "gone", "had", "has", "have", "held", "help",
	"helps", "here", "hidden", "hold", "holds", "how", "identify", "if", "important", "in", "into", "is", "it", "its",
	"itself", "just", "keep", "keeps", "kept", "known", "last", "lasts", "later", "let", "lets", "lie", "lies", "list",
	"listed", "live", "lives", "long", "longer", "lost", "made", "make", "makes", "may", "mean", "measure", "measures",
	"might", "more", "most", "must", "need", "needed", "needs", "neither", "never", "new", "no", "nor", "not",
	"nothing", "notice", "now", "of", "often", "on", "once", "one", "only", "open", "opens", "our", "ours", "out",
	"own", "persistent", "pieces", "policy", "preferences", "read", "reads", "recognize", "recognizes", "refused",
	"remain", "remember", "remembers", "removed", "run", "runs", "safe", "sent", "serve", "serves", "set", "sets",
	"settings", "shall", "short", "should", "show", "shown", "shows", "similar", "simple", "since", "small", "so",
	"something", "stand", "stands", "statement", "stay", "stays", "store", "stored", "stores", "such", "taken", "tell",
	"tells", "temporary", "text", "than", "that", "the", "their", "them", "themselves", "then", "there", "these",
	"they", "third", "this", "those", "through", "tiny", "to", "told", "too", "track", "tracks", "two", "under",
	"unless", "until", "use", "used", "uses", "usually", "was", "we", "were", "what", "when", "where", "whether",
	"which", "while", "who", "whose", "will", "with", "without", "work", "works", "would", "written", "you", "your",
}

// ordinaryNO are those of bokmål and nynorsk.
var ordinaryNO = [...]string{
	"alle", "alltid", "anna", "annet", "at", "attkjenner", "av", "avsluttast", "avsluttes", "avvises", "avvist", "bare",
	"benyttast", "benyttes", "berre", "ble", "blei", "bli", "blir", "blokkerast", "blokkeres", "borte", "brukar",
	"bruker", "brukes", "brukt", "både", "da", "data", "de", "dei", "deim", "deira", "delast", "deles", "delt", "den",
	"denne", "der", "dere", "dersom", "desse", "det", "dette", "di", "din", "disse", "ditt", "du", "dykkar", "då",
	"egne", "eigne", "ein", "eit", "eller", "ellers", "elles", "en", "ender", "enkle", "enn", "er", "et", "ett",
	"etter", "faste", "filer", "finn", "finnes", "fins", "finst", "fleire", "flere", "for", "fordi", "forsvinn",
	"forsvinner", "fortel", "forteller", "fra", "frie", "frå", "følger", "følgjer", "før", "gir", "gitt", "gitte",
	"gjeld", "gjelder", "gjenkjenner", "gjennom", "gjer", "gjerne", "gjev", "gjør", "gode", "greie", "gå", "går", "ha",
	"hadde", "har", "harmløse", "hente", "hindrar", "hindrer", "hjelp", "hjelper", "hjå", "hos", "hugsar", "husker",
	"hva", "hvem", "hver", "hvilke", "hvis", "hvor", "hvordan", "hører", "høyrer", "i", "igjen", "ikke", "ikkje",
	"informasjon", "ingen", "inn", "innan", "inneheld", "inneholder", "innen", "kan", "kjem", "kjende", "kjenner",
	"kjent", "kommer", "kor", "korleis", "korte", "krev", "krever", "kreves", "kun", "kunne", "kva", "kvar", "kven",
	"la", "lagde", "lagra", "lagrar", "lagrast", "lagrer", "lagres", "lagret", "lagt", "lange", "lar", "lese", "leser",
	"lev", "lever", "ligg", "ligger", "like", "liknande", "liknende", "lite", "mange", "med", "medan", "mellom", "men",
	"mens", "midlertidige", "minst", "mot", "må", "målar", "måler", "måtte", "no", "noe", "noen", "noko", "nokon",
	"nokre", "ny", "nye", "nyttast", "nå", "når", "nødvendig", "nødvendige", "ofte", "også", "om", "opnar", "opne",
	"opp", "opplysningar", "opplysninger", "over", "overførast", "overføres", "per", "på", "samlar", "samler",
	"samtykke", "samtykket", "samtykkje", "satt", "seg", "selv", "sende", "sender", "ser", "set", "setjast", "setje",
	"sett", "sette", "setter", "settes", "sidan", "siden", "sjølv", "skal", "skjer", "skulle", "slett", "sletta",
	"slettar", "slettast", "sletter", "slettes", "slettet", "slik", "slike", "slutt", "sluttar", "slutter", "små",
	"som", "sporar", "sporer", "står", "syter", "så", "sørger", "tekst", "tekstfiler", "tel", "telle", "teller",
	"tidlegare", "tidligere", "til", "tilhører", "tilhøyrer", "tillat", "tillates", "tillatt", "tillet", "treng",
	"trenger", "trengs", "trengst", "trengte", "trygg", "trygge", "ulik", "ulike", "under", "ut", "utan", "uten",
	"utløper", "vanlegvis", "vanligvis", "var", "vara", "varer", "varige", "vart", "varte", "ved", "vere", "verkar",
	"vert", "vi", "vil", "ville", "virker", "viser", "vist", "vår", "våre", "vårt", "være", "åpne", "åpner", "åt", "òg",
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

// adjectives are what words end in that are no verb and may follow "the cookies are".
var (
	adjectivesEN = [...]string{"ed", "ing", "ly", "al", "ary", "ble", "ful", "less", "ous", "ive", "ic"}
	adjectivesNO = [...]string{"et", "te", "de", "dde", "ene", "ige", "ege", "lig", "leg", "lege", "iske", "ert"}
)

// describes reports whether a word, by its ending, says what cookies are like or what becomes of them.
func describes(low string, l gdpr.Language) bool {
	if l == gdpr.English {
		return ends(low, adjectivesEN[:])
	}
	return ends(low, adjectivesNO[:])
}

// verbs are what a verb of the present ends in, in bokmål and nynorsk.
var verbs = [...]string{"er", "ar", "es", "ast"}

// objects are words that follow an English verb, and no name of a cookie.
var objects = [...]string{
	"a", "an", "how", "it", "its", "off", "our", "out", "the", "their", "them", "to", "up", "us", "what", "where", "who", "whom", "you", "your",
}

// acts reports whether a word after cookies that a clause begins with is a verb: in Norwegian by
// its ending, in English by what follows. What goes on as a list is names.
func acts(low string, following []string, l gdpr.Language) bool {
	var next, after string
	if len(following) > 0 {
		next = following[0]
	}
	if len(following) > 1 {
		after = strings.Trim(following[1], marks)
	}
	switch {
	case l == gdpr.English:
		return slices.Contains(objects[:], strings.Trim(next, marks))
	case slices.Contains(joining[:], next):
		return ends(low, verbs[:]) && (ends(after, verbs[:]) || ordinary(after, l))
	}
	return ends(low, verbs[:])
}

// ends reports whether a word of letters alone has one of the endings, and something before it.
func ends(low string, endings []string) bool {
	other := func(r rune) bool { return !unicode.IsLetter(r) }
	return !strings.ContainsFunc(low, other) && slices.ContainsFunc(endings, func(end string) bool {
		return len(low) > len(end)+1 && strings.HasSuffix(low, end)
	})
}
