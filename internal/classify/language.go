package classify

import (
	"strings"

	"ordholden/internal/gdpr"
)

// The language to answer in is told by small words that only one language has.
// Swedish and Danish count as bokmål; so does what tells nothing at all.

var (
	onlyBokmal  = folded("jeg, ikke, dere, hva, hvordan, noe, noen, fra, hvilke, deres, mye, være, etter, hvorfor, min profil, hilsen, kunne, bare, også, ønsker, hei, nå, jag, inte, och, är, från, hvad, ikke, af, mig, ett, jeres, mvh, vennligst, vær, ble, blitt, gjøre, samtykket, vennlig, opplysninger, personopplysninger, slettet")
	onlyNynorsk = folded("eg, ikkje, dykk, kva, korleis, noko, nokon, frå, kvifor, dykkar, mykje, vere, sjølv, ynskjer, ønskjer, berre, dei, ein, eit, kvar, kven, saman, opplysningar, opplysningane, personopplysningar, helsing, helsar, meir, gjere, trekkjer, viss, nokre, dokker, sidan, medan, framleis, ynskje, desse, følgjet, hjå, mogleg, veke, beklagar, noverande, takkar, koma, slettar, namnet, adressa mi")
	onlyEnglish = folded("the, i, you, and, my, is, of, please, your, would, have, with, this, that, not, are, it, be, was, do, dont, what, how, which, any, hello, dear, hi, could, want, about, regards, has, been, delete, we, am, an, if, or, by, as, me, thanks, thank, to, in, on, all, from")
	notEnglish  = folded("i, to, for, at, me, all, do, har, be, in, on, by, an, as, or, am") // words that look English and may be Norwegian
)

// languageOf counts the words of each language.
func languageOf(tokens []token) gdpr.Language {
	var nb, nn, en int
	for _, t := range tokens {
		if onlyBokmal[t.word] {
			nb += 2
		}
		if onlyNynorsk[t.word] {
			nn += 2
		}
		if len(t.word) > 5 && strings.HasSuffix(t.word, "ane") {
			nn++ // "opplysningane"
		}
		switch {
		case onlyEnglish[t.word] && notEnglish[t.word]:
			en++
		case onlyEnglish[t.word]:
			en += 2
		}
	}
	switch norwegian := nb + nn; {
	case en > norwegian && en > 1:
		return gdpr.English
	case nn > nb:
		return gdpr.Nynorsk
	case norwegian == 0:
		return byLexicon(tokens)
	}
	return gdpr.Bokmal
}

// byLexicon asks the lexicons about a text without small words: "Delete profile".
func byLexicon(tokens []token) gdpr.Language {
	var norwegian, nynorsk, english int
	for _, t := range tokens {
		if t.langs&(inBokmal|inNear) != 0 {
			norwegian++
		}
		if t.langs&inNynorsk != 0 {
			nynorsk++
		}
		if t.langs&inEnglish != 0 {
			english++
		}
	}
	switch {
	case english > norwegian+nynorsk || english > max(norwegian, nynorsk):
		return gdpr.English
	case nynorsk > norwegian:
		return gdpr.Nynorsk
	}
	return gdpr.Bokmal
}

// elsewhereAWord are English words that mean something else in the other languages.
var elsewhereAWord = folded("i, her, me, mail, take, see")

// beings fold as "vår" and "våre" do.
var beings = map[string]bool{"var": true, "vært": true, "vert": true, "vær": true, "være": true, "vere": true, "vare": true}

// settle takes from words what they are only in a language that the letter is
// not in: "i" is I in English, and in in Norwegian.
func settle(tokens []token, l gdpr.Language) {
	for n := range tokens {
		t := &tokens[n]
		if t.shown == "vis" && t.reach == 1 {
			t.is = t.is.without(provided) // "show", which folds as nynorsk "if"
		}
		if t.shown == "så" && n+1 < len(tokens) && tokens[n+1].shown == "att" {
			t.is = t.is.without(said) // "so that", which folds as "said that"
		}
		if t.is.has(our) && beings[t.shown] {
			t.is = t.is.without(our)
		}
		if l == gdpr.Nynorsk && t.word == "han" {
			t.is = setOf(it) // as profiles and accounts are spoken of
		}
		if l == gdpr.English || !elsewhereAWord[t.word] {
			continue
		}
		switch t.word {
		case "i":
			t.is = t.is.without(speaker)
			if n > 0 && !t.opens && t.name && tokens[n-1].is.any(setOf(can, will, have)) {
				t.is = setOf(you) // Danish
			}
		case "her", "take":
			t.is = set{}
		case "me":
			t.is = set{}
			if l == gdpr.Nynorsk {
				t.is = setOf(us)
			}
		}
	}
}
