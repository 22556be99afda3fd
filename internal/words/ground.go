package words

import (
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// grounds are why a request is refused: the name, and what it means to whoever asked. The
// articles are those of package rights, and stand beside the words.
var grounds = [...]struct {
	ground      rights.Ground
	name, plain gdpr.Text
}{
	{rights.NotIdentified,
		text("Vi vet ikke hvem du er", "Vi veit ikkje kven du er", "We cannot tell who you are"),
		text("Vi spurte deg, og kan fortsatt ikke være sikre på hvem du er. Da kan vi ikke gjøre det du ber om.",
			"Vi spurde deg, og kan framleis ikkje vere sikre på kven du er. Då kan vi ikkje gjere det du ber om.",
			"We asked you, and still cannot be sure who you are. So we cannot do what you ask for.")},
	{rights.Unfounded,
		text("Åpenbart grunnløst", "Openbert grunnlaust", "Manifestly unfounded"),
		text("Det er klart at det du ber om, ikke har noe med vern av opplysningene dine å gjøre. To av oss har vurdert det.",
			"Det er klart at det du ber om, ikkje har noko med vern av opplysningane dine å gjere. To av oss har vurdert det.",
			"It is clear that what you ask for has nothing to do with protecting your data. Two of us have considered it.")},
	{rights.Excessive,
		text("Overdrevent", "Overdrive", "Excessive"),
		text("Du har bedt om det samme mange ganger på kort tid. To av oss har vurdert det.",
			"Du har bede om det same mange gonger på kort tid. To av oss har vurdert det.",
			"You have asked for the same many times in a short while. Two of us have considered it.")},
	{rights.OthersRights,
		text("Hensynet til andre", "Omsynet til andre", "The rights of others"),
		text("Det ville gått ut over andre om vi ga deg dette.",
			"Det ville gått ut over andre om vi gav deg dette.",
			"It would harm others if we gave you this.")},
	{rights.Accurate,
		text("Opplysningene er riktige", "Opplysningane er rette", "The data is correct"),
		text("Vi har undersøkt det, og mener at opplysningene er riktige slik de står.",
			"Vi har undersøkt det, og meiner at opplysningane er rette slik dei står.",
			"We have looked into it, and hold that the data is correct as it stands.")},
	{rights.Expression,
		text("Ytrings- og informasjonsfrihet", "Ytrings- og informasjonsfridom", "Freedom of expression and information"),
		text("Vi trenger opplysningene for å bruke retten til å ytre oss og til å informere.",
			"Vi treng opplysningane for å bruke retten til å ytre oss og til å informere.",
			"We need the data to exercise the right of freedom of expression and information.")},
	{rights.LegalObligation,
		text("Loven krever at vi beholder det", "Lova krev at vi tek vare på det", "The law requires us to keep it"),
		text("Vi har plikt etter loven til å ta vare på opplysningene, og kan ikke slette dem ennå.",
			"Vi har plikt etter lova til å ta vare på opplysningane, og kan ikkje slette dei enno.",
			"We have a duty by law to keep the data, and cannot delete it yet.")},
	{rights.PublicInterest,
		text("Arkiv, forskning og statistikk", "Arkiv, forsking og statistikk", "Archiving, research and statistics"),
		text("Opplysningene trengs til arkiv, forskning eller statistikk, og sletting ville gjort det umulig eller svært vanskelig.",
			"Opplysningane trengst til arkiv, forsking eller statistikk, og sletting ville gjort det umogleg eller svært vanskeleg.",
			"The data is needed for archiving, research or statistics, which deleting it would make impossible or very hard.")},
	{rights.LegalClaims,
		text("Rettskrav", "Rettskrav", "Legal claims"),
		text("Vi trenger opplysningene for å fastsette, gjøre gjeldende eller forsvare rettskrav.",
			"Vi treng opplysningane for å fastsetje, gjere gjeldande eller forsvare rettskrav.",
			"We need the data to establish, exercise or defend legal claims.")},
	{rights.Conditions,
		text("Vilkårene er ikke oppfylt", "Vilkåra er ikkje oppfylte", "The conditions are not met"),
		text("Loven gir rett til begrensning i fire tilfeller, og ingen av dem gjelder her.",
			"Lova gir rett til avgrensing i fire tilfelle, og ingen av dei gjeld her.",
			"The law gives a right to restriction in four cases, and none of them applies here.")},
	{rights.NotPortable,
		text("Opplysningene er ikke omfattet", "Opplysningane er ikkje omfatta", "The data is not covered"),
		text("Retten gjelder det du selv har gitt oss, med samtykke eller i en avtale. Dette er noe annet.",
			"Retten gjeld det du sjølv har gitt oss, med samtykke eller i ein avtale. Dette er noko anna.",
			"The right covers what you gave us yourself, by consent or under a contract. This is something else.")},
	{rights.Compelling,
		text("Tungtveiende grunner", "Tungtvegande grunnar", "Compelling grounds"),
		text("Vi har grunner til å bruke opplysningene som veier tyngre enn det du har lagt fram.",
			"Vi har grunnar til å bruke opplysningane som veg tyngre enn det du har lagt fram.",
			"We have grounds for using the data that weigh more than what you have put forward.")},
	{rights.NationalLaw,
		text("Unntak i norsk lov", "Unntak i norsk lov", "An exception in Norwegian law"),
		text("Personopplysningsloven § 16 gjør unntak fra retten til innsyn, og unntaket gjelder her.",
			"Personopplysningslova § 16 gjer unntak frå retten til innsyn, og unntaket gjeld her.",
			"Section 16 of the Norwegian Personal Data Act makes an exception from the right of access, and it applies here.")},
}

// RefusalGround is the name of a ground on which a request is refused, and what it means to
// whoever asked.
func RefusalGround(g rights.Ground, l gdpr.Language) (name, plain string) {
	for _, w := range grounds {
		if w.ground == g {
			return w.name.In(l), w.plain.In(l)
		}
	}
	return string(g), ""
}
