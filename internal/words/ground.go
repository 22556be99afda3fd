package words

import (
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// grounds are why a request can be refused: what the ground is called, and what it says with its
// article, as the person is told (Art. 12(4)).
var grounds = [...]struct {
	ground      rights.Ground
	name, plain gdpr.Text
}{
	{"not-identified",
		text("Vi vet ikke hvem du er", "Vi veit ikkje kven du er", "We do not know who you are"),
		text("Vi kan ikke fastslå at det er deg opplysningene gjelder (personvernforordningen artikkel 12 nr. 2).",
			"Vi kan ikkje fastslå at det er deg opplysningane gjeld (personvernforordninga artikkel 12 nr. 2).",
			"We cannot establish that you are the person whom the data is about (GDPR Article 12(2)).")},
	{"unfounded",
		text("Åpenbart grunnløs", "Openbert grunnlaus", "Manifestly unfounded"),
		text("Forespørselen er åpenbart grunnløs (personvernforordningen artikkel 12 nr. 5 bokstav b).",
			"Førespurnaden er openbert grunnlaus (personvernforordninga artikkel 12 nr. 5 bokstav b).",
			"The request is manifestly unfounded (GDPR Article 12(5)(b)).")},
	{"excessive",
		text("Overdreven", "Overdriven", "Excessive"),
		text("Forespørselen er overdreven, særlig fordi den gjentar seg (personvernforordningen artikkel 12 nr. 5 bokstav b).",
			"Førespurnaden er overdriven, særleg fordi han blir gjenteken (personvernforordninga artikkel 12 nr. 5 bokstav b).",
			"The request is excessive, in particular because it is repeated (GDPR Article 12(5)(b)).")},
	{"others-rights",
		text("Andres rettigheter", "Rettane til andre", "The rights of others"),
		text("En kopi ville gå ut over andres rettigheter og friheter (personvernforordningen artikkel 15 nr. 4 og 20 nr. 4).",
			"Ein kopi ville gå ut over rettane og fridomane til andre (personvernforordninga artikkel 15 nr. 4 og 20 nr. 4).",
			"A copy would harm the rights and freedoms of others (GDPR Articles 15(4) and 20(4)).")},
	{"not-portable",
		text("Ikke omfattet av dataportabilitet", "Ikkje omfatta av dataportabilitet", "Not portable"),
		text("Retten gjelder bare det du selv har gitt oss, på grunnlag av samtykke eller avtale (personvernforordningen artikkel 20 nr. 1).",
			"Retten gjeld berre det du sjølv har gitt oss, på grunnlag av samtykke eller avtale (personvernforordninga artikkel 20 nr. 1).",
			"The right covers only what you gave us yourself, on consent or contract (GDPR Article 20(1)).")},
	{"accurate",
		text("Opplysningene er riktige", "Opplysningane er rette", "The data is accurate"),
		text("Vi har undersøkt opplysningene og mener at de er riktige (personvernforordningen artikkel 16).",
			"Vi har undersøkt opplysningane og meiner at dei er rette (personvernforordninga artikkel 16).",
			"We have looked into the data and find it accurate (GDPR Article 16).")},
	{"nothing-held",
		text("Ingenting å rette", "Ingenting å rette", "Nothing to correct"),
		text("Vi har ingen opplysninger om deg som kan rettes (personvernforordningen artikkel 16).",
			"Vi har ingen opplysningar om deg som kan rettast (personvernforordninga artikkel 16).",
			"We hold no data on you that could be corrected (GDPR Article 16).")},
	{"legal-obligation",
		text("Plikt etter lov", "Plikt etter lov", "Legal obligation"),
		text("En lov pålegger oss å ta vare på opplysningene (personvernforordningen artikkel 17 nr. 3 bokstav b).",
			"Ei lov pålegg oss å ta vare på opplysningane (personvernforordninga artikkel 17 nr. 3 bokstav b).",
			"A law requires us to keep the data (GDPR Article 17(3)(b)).")},
	{"legal-claims",
		text("Rettskrav", "Rettskrav", "Legal claims"),
		text("Vi trenger opplysningene for å fastsette, gjøre gjeldende eller forsvare et rettskrav (personvernforordningen artikkel 17 nr. 3 bokstav e og 21 nr. 1).",
			"Vi treng opplysningane for å fastsetje, gjere gjeldande eller forsvare eit rettskrav (personvernforordninga artikkel 17 nr. 3 bokstav e og 21 nr. 1).",
			"We need the data to establish, exercise or defend a legal claim (GDPR Articles 17(3)(e) and 21(1)).")},
	{"expression",
		text("Ytrings- og informasjonsfrihet", "Ytrings- og informasjonsfridom", "Freedom of expression and information"),
		text("Opplysningene trengs for ytrings- og informasjonsfriheten (personvernforordningen artikkel 17 nr. 3 bokstav a).",
			"Opplysningane trengst for ytrings- og informasjonsfridomen (personvernforordninga artikkel 17 nr. 3 bokstav a).",
			"The data is needed for the freedom of expression and information (GDPR Article 17(3)(a)).")},
	{"public-interest",
		text("Arkiv, forskning eller statistikk", "Arkiv, forsking eller statistikk", "Archiving, research or statistics"),
		text("Opplysningene trengs til arkiv, forskning eller statistikk i allmennhetens interesse (personvernforordningen artikkel 17 nr. 3 bokstav d).",
			"Opplysningane trengst til arkiv, forsking eller statistikk i interessa til ålmenta (personvernforordninga artikkel 17 nr. 3 bokstav d).",
			"The data is needed for archiving, research or statistics in the public interest (GDPR Article 17(3)(d)).")},
	{"conditions",
		text("Vilkårene er ikke oppfylt", "Vilkåra er ikkje oppfylte", "The conditions are not met"),
		text("Ingen av vilkårene for begrensning er oppfylt (personvernforordningen artikkel 18 nr. 1).",
			"Ingen av vilkåra for avgrensing er oppfylte (personvernforordninga artikkel 18 nr. 1).",
			"None of the conditions for restriction is met (GDPR Article 18(1)).")},
	{"compelling",
		text("Tvingende grunner", "Tvingande grunnar", "Compelling grounds"),
		text("Vi har tvingende berettigede grunner som veier tyngre enn hensynet til deg (personvernforordningen artikkel 21 nr. 1).",
			"Vi har tvingande rettkomne grunnar som veg tyngre enn omsynet til deg (personvernforordninga artikkel 21 nr. 1).",
			"We have compelling legitimate grounds that override your interests (GDPR Article 21(1)).")},
	{"national-law",
		text("Unntak i norsk lov", "Unntak i norsk lov", "Exception in Norwegian law"),
		text("Norsk lov gjør unntak fra innsynsretten her (personopplysningsloven § 16, personvernforordningen artikkel 23).",
			"Norsk lov gjer unntak frå innsynsretten her (personopplysningslova § 16, personvernforordninga artikkel 23).",
			"Norwegian law makes an exception from the right of access here (Personal Data Act section 16, GDPR Article 23).")},
}

// RefusalGround is what a ground of refusal is called, and what it says with its article.
func RefusalGround(g rights.Ground, l gdpr.Language) (name, plain string) {
	for _, w := range grounds {
		if w.ground == g {
			return w.name.In(l), w.plain.In(l)
		}
	}
	return string(g), ""
}
