package controller

import "ordholden/internal/gdpr"

// What a change is called: whole sentences, for people and for whoever plans a version.
// {purpose} and the like are the declaration's own names.
var (
	wordController = gdpr.Text{
		NB: "Den behandlingsansvarlige er nå {name}.", NN: "Den behandlingsansvarlege er no {name}.",
		EN: "The controller is now {name}."}
	wordName = gdpr.Text{
		NB: "Navnet er nå {name}.", NN: "Namnet er no {name}.", EN: "The name is now {name}."}
	wordContact = gdpr.Text{
		NB: "Kontaktopplysningene er endret.", NN: "Kontaktopplysningane er endra.", EN: "The contact details have changed."}
	wordAuthority = gdpr.Text{
		NB: "Klager går nå til {name}, på adressen som står i teksten.", NN: "Klager går no til {name}, på adressa som står i teksten.",
		EN: "Complaints now go to {name}, at the address in the text."}
	wordRight = gdpr.Text{
		NB: "Retten etter artikkel {article} nevnes ikke lenger.", NN: "Retten etter artikkel {article} er ikkje lenger nemnd.",
		EN: "The right in Article {article} is no longer named."}
	wordRecords = gdpr.Text{
		NB: "Bevis for samtykker og saker lagres i en annen tid enn før.", NN: "Prov for samtykke og saker blir lagra i ei anna tid enn før.",
		EN: "Proof of consents and cases is kept for another time than before."}
	wordWording = gdpr.Text{
		NB: "Noen setninger er skrevet om.", NN: "Nokre setningar er skrivne om.", EN: "Some sentences are written anew."}
	wordHolding = gdpr.Text{
		NB: "Det som lagres av hver slags oppføring, er beskrevet på nytt.", NN: "Det som blir lagra av kvar slags oppføring, er skildra på nytt.",
		EN: "What is stored of each kind of record is described anew."}

	wordNewPurpose = gdpr.Text{
		NB: "Nytt formål: {purpose}.", NN: "Nytt føremål: {purpose}.", EN: "New purpose: {purpose}."}
	wordNoPurpose = gdpr.Text{
		NB: "Formålet «{purpose}» er borte.", NN: "Føremålet «{purpose}» er borte.", EN: "The purpose “{purpose}” is gone."}
	wordDescription = gdpr.Text{
		NB: "«{purpose}» er beskrevet med andre ord.", NN: "«{purpose}» er skildra med andre ord.", EN: "“{purpose}” is described in other words."}
	wordMeaning = gdpr.Text{
		NB: "Beskrivelsen av «{purpose}» sier noe annet enn før.", NN: "Skildringa av «{purpose}» seier noko anna enn før.",
		EN: "The description of “{purpose}” says something else than before."}
	wordBasis = gdpr.Text{
		NB: "«{purpose}» har et annet rettslig grunnlag. {basis}", NN: "«{purpose}» har eit anna rettsleg grunnlag. {basis}",
		EN: "“{purpose}” has another lawful basis. {basis}"}
	wordAsks = gdpr.Text{
		NB: "Andre enn før spørres om «{purpose}».", NN: "Andre enn før blir spurde om «{purpose}».",
		EN: "Others than before are asked about “{purpose}”."}
	wordAsksNobody = gdpr.Text{
		NB: "Ingen spørres lenger om «{purpose}».", NN: "Ingen blir lenger spurde om «{purpose}».",
		EN: "Nobody is asked about “{purpose}” any more."}
	wordRequired = gdpr.Text{
		NB: "«{purpose}» kan ikke lenger velges bort.", NN: "«{purpose}» kan ikkje lenger veljast bort.",
		EN: "“{purpose}” can no longer be refused."}
	wordFree = gdpr.Text{
		NB: "«{purpose}» kan nå velges bort.", NN: "«{purpose}» kan no veljast bort.", EN: "“{purpose}” can now be refused."}
	wordCategory = gdpr.Text{
		NB: "Nye opplysninger brukes til «{purpose}»: {category}.", NN: "Nye opplysningar blir brukte til «{purpose}»: {category}.",
		EN: "New data is used for “{purpose}”: {category}."}
	wordCategoryName = gdpr.Text{
		NB: "Til «{purpose}» brukes nå: {category}. Før sto det: {before}.", NN: "Til «{purpose}» blir no brukt: {category}. Før stod det: {before}.",
		EN: "Used for “{purpose}” is now: {category}. Before, it said: {before}."}
	wordSignal = gdpr.Text{
		NB: "Et ja til «{purpose}» gir nå også tillatelsen {signal} i Googles Consent Mode.", NN: "Eit ja til «{purpose}» gir no også løyvet {signal} i Googles Consent Mode.",
		EN: "A yes to “{purpose}” now also grants {signal} in Google Consent Mode."}
	wordNoSignal = gdpr.Text{
		NB: "Et ja til «{purpose}» gir ikke lenger tillatelsen {signal} i Googles Consent Mode.", NN: "Eit ja til «{purpose}» gir ikkje lenger løyvet {signal} i Googles Consent Mode.",
		EN: "A yes to “{purpose}” no longer grants {signal} in Google Consent Mode."}
	wordNoCategory = gdpr.Text{
		NB: "Disse opplysningene brukes ikke lenger til «{purpose}»: {category}.", NN: "Desse opplysningane blir ikkje lenger brukte til «{purpose}»: {category}.",
		EN: "This data is no longer used for “{purpose}”: {category}."}
	wordRecipient = gdpr.Text{
		NB: "{recipient} er ny mottaker av opplysninger til «{purpose}».", NN: "{recipient} er ny mottakar av opplysningar til «{purpose}».",
		EN: "{recipient} is a new recipient of data for “{purpose}”."}
	wordNoRecipient = gdpr.Text{
		NB: "{recipient} får ikke lenger opplysninger til «{purpose}».", NN: "{recipient} får ikkje lenger opplysningar til «{purpose}».",
		EN: "{recipient} no longer gets data for “{purpose}”."}
	wordRecipientName = gdpr.Text{
		NB: "Mottakeren er nå {recipient}. Før sto det {before}.", NN: "Mottakaren er no {recipient}. Før stod det {before}.",
		EN: "The recipient is now {recipient}. Before, it said {before}."}
	wordSafeguardOther = gdpr.Text{
		NB: "Om vernet av opplysningene hos {recipient} står det nå: {safeguard}", NN: "Om vernet av opplysningane hos {recipient} står det no: {safeguard}",
		EN: "Of what protects the data at {recipient}, it now says: {safeguard}"}
	wordCountry = gdpr.Text{
		NB: "{recipient} behandler nå opplysningene i et annet land: {country}.", NN: "{recipient} behandlar no opplysningane i eit anna land: {country}.",
		EN: "{recipient} now processes the data in another country: {country}."}
	wordSafeguard = gdpr.Text{
		NB: "Det som vernet opplysningene hos {recipient}, er borte.", NN: "Det som verna opplysningane hos {recipient}, er borte.",
		EN: "What protected the data at {recipient} is gone."}
	wordRetention = gdpr.Text{
		NB: "Opplysningene til «{purpose}» lagres nå i {retention}.", NN: "Opplysningane til «{purpose}» blir no lagra i {retention}.",
		EN: "Data for “{purpose}” is now kept for {retention}."}
	wordCookie = gdpr.Text{
		NB: "Ny informasjonskapsel: {cookie}.", NN: "Ny informasjonskapsel: {cookie}.", EN: "New cookie: {cookie}."}
	wordNoCookie = gdpr.Text{
		NB: "Informasjonskapselen {cookie} er borte.", NN: "Informasjonskapselen {cookie} er borte.", EN: "The cookie {cookie} is gone."}
	wordLifetime = gdpr.Text{
		NB: "Informasjonskapselen {cookie} varer nå: {lifetime}.", NN: "Informasjonskapselen {cookie} varer no: {lifetime}.",
		EN: "The cookie {cookie} now lasts: {lifetime}."}
	wordProvider = gdpr.Text{
		NB: "Informasjonskapselen {cookie} settes nå av {provider}.", NN: "Informasjonskapselen {cookie} blir no sett av {provider}.",
		EN: "The cookie {cookie} is now set by {provider}."}
	wordCookieWords = gdpr.Text{
		NB: "Informasjonskapselen {cookie} er beskrevet med andre ord.", NN: "Informasjonskapselen {cookie} er skildra med andre ord.",
		EN: "The cookie {cookie} is described in other words."}
)
