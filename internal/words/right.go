package words

import "ordholden/internal/gdpr"

// rightWords are in the order of gdpr.Rights.
var rightWords = [...]struct {
	right       gdpr.Right
	name, plain gdpr.Text
}{
	{gdpr.Access,
		text("Innsyn", "Innsyn", "Access"),
		text("Få vite hvilke opplysninger vi har om deg, og få en kopi av dem.",
			"Få vite kva opplysningar vi har om deg, og få ein kopi av dei.",
			"Learn what data we hold about you, and get a copy of it.")},
	{gdpr.Rectification,
		text("Retting", "Retting", "Rectification"),
		text("Få rettet opplysninger som er feil, og fylt ut det som mangler.",
			"Få retta opplysningar som er feil, og fylt ut det som manglar.",
			"Have data that is wrong corrected, and what is missing filled in.")},
	{gdpr.Erasure,
		text("Sletting", "Sletting", "Erasure"),
		text("Få opplysningene om deg slettet.",
			"Få opplysningane om deg sletta.",
			"Have the data about you deleted.")},
	{gdpr.Restriction,
		text("Begrensning av behandlingen", "Avgrensing av behandlinga", "Restriction of processing"),
		text("La opplysningene bli liggende ubrukt, for eksempel mens noe avklares.",
			"La opplysningane bli liggjande ubrukte, til dømes medan noko blir avklart.",
			"Have the data kept but not used, for example while something is cleared up.")},
	{gdpr.Objection,
		text("Protest mot behandlingen", "Protest mot behandlinga", "Objection to processing"),
		text("Be oss slutte å bruke opplysningene til noe bestemt, for eksempel markedsføring.",
			"Be oss slutte å bruke opplysningane til noko bestemt, til dømes marknadsføring.",
			"Ask us to stop using the data for something in particular, such as marketing.")},
	{gdpr.Portability,
		text("Dataportabilitet", "Dataportabilitet", "Data portability"),
		text("Få opplysningene du selv har gitt oss, i et format du kan ta med deg videre.",
			"Få opplysningane du sjølv har gitt oss, i eit format du kan ta med deg vidare.",
			"Get the data that you gave us yourself, in a format that you can take elsewhere.")},
	{gdpr.Withdrawal,
		text("Tilbaketrekking av samtykke", "Tilbaketrekking av samtykke", "Withdrawal of consent"),
		text("Trekk tilbake et ja du har gitt oss. Det gjelder fra nå av.",
			"Trekk tilbake eit ja du har gitt oss. Det gjeld frå no av.",
			"Take back a yes that you gave us. It counts from now on.")},
}

// RightName is the name of a right; one that is not known reads as its id.
func RightName(r gdpr.Right, l gdpr.Language) string {
	for _, w := range rightWords {
		if w.right == r {
			return w.name.In(l)
		}
	}
	return string(r)
}

// RightPlain is one line on what a right gives.
func RightPlain(r gdpr.Right, l gdpr.Language) string {
	for _, w := range rightWords {
		if w.right == r {
			return w.plain.In(l)
		}
	}
	return ""
}

// RightNames lists the names of rights, each beginning as within a sentence:
// "innsyn, sletting og dataportabilitet".
func RightNames(rs []gdpr.Right, l gdpr.Language) string {
	names := make([]string, len(rs))
	for i, r := range rs {
		names[i] = lower(RightName(r, l))
	}
	return Join(names, l)
}
