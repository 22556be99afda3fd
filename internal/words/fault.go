package words

import (
	"strings"

	"ordholden/internal/gdpr"
)

// faultWords are the sentences of codes of faults. Each says what is wrong and
// what to do; {value} stands for Fault.Value.
var faultWords = [...]struct {
	code     gdpr.Code
	sentence gdpr.Text
}{
	{gdpr.FaultUnknownField, text(
		"Feltet «{value}» kjenner vi ikke. Ta det bort.",
		"Feltet «{value}» kjenner vi ikkje. Ta det bort.",
		"We do not know the field “{value}”. Remove it.")},
	{gdpr.FaultDuplicateField, text(
		"Feltet «{value}» er sendt flere ganger. Send det én gang.",
		"Feltet «{value}» er sendt fleire gonger. Send det éin gong.",
		"The field “{value}” was sent more than once. Send it once.")},
	{gdpr.FaultMissing, text(
		"Dette mangler. Fyll det ut.",
		"Dette manglar. Fyll det ut.",
		"This is missing. Fill it in.")},
	{gdpr.FaultType, text(
		"Verdien har feil form. Skriv den på nytt.",
		"Verdien har feil form. Skriv han på nytt.",
		"The value has the wrong form. Write it again.")},
	{gdpr.FaultUnknownPurpose, text(
		"Formålet «{value}» finnes ikke. Velg blant formålene i skjemaet.",
		"Formålet «{value}» finst ikkje. Vel blant formåla i skjemaet.",
		"There is no purpose “{value}”. Choose among those in the form.")},
	{gdpr.FaultNotAsked, text(
		"Formålet «{value}» hører ikke til dette skjemaet. Ta det bort.",
		"Formålet «{value}» høyrer ikkje til dette skjemaet. Ta det bort.",
		"The purpose “{value}” does not belong in this form. Remove it.")},
	{gdpr.FaultNoDecision, text(
		"Her har du ikke valgt. Svar ja eller nei.",
		"Her har du ikkje valt. Svar ja eller nei.",
		"You have not chosen here. Answer yes or no.")},
	{gdpr.FaultNecessary, text(
		"Det som er strengt nødvendig, er det ikke noe valg om. Ta svaret bort.",
		"Det som er strengt naudsynt, er det ikkje noko val om. Ta svaret bort.",
		"There is no choice on what is strictly necessary. Remove the answer.")},
	{gdpr.FaultDecision, text(
		"Svaret er verken ja eller nei. Velg ett av dem.",
		"Svaret er verken ja eller nei. Vel eitt av dei.",
		"The answer is neither yes nor no. Choose one of them.")},
	{gdpr.FaultUnknownNotice, text(
		"Teksten du leste, er ikke den som gjelder nå. Åpne siden på nytt, les og velg igjen.",
		"Teksten du las, er ikkje den som gjeld no. Opne sida på nytt, les og vel igjen.",
		"The text that you read is not the current one. Open the page again, read and choose anew.")},
	{gdpr.FaultUnknownRight, text(
		"Rettigheten «{value}» kjenner vi ikke. Velg blant dem i skjemaet.",
		"Retten «{value}» kjenner vi ikkje. Vel blant dei i skjemaet.",
		"We do not know the right “{value}”. Choose among those in the form.")},
	{gdpr.FaultNoRight, text(
		"Du har ikke valgt hva du vil be om. Kryss av for minst én ting.",
		"Du har ikkje valt kva du vil be om. Kryss av for minst éin ting.",
		"You have not chosen what to ask for. Tick at least one.")},
	{gdpr.FaultLanguage, text(
		"Det språket har vi ikke. Velg bokmål, nynorsk eller engelsk.",
		"Det språket har vi ikkje. Vel bokmål, nynorsk eller engelsk.",
		"We do not have that language. Choose bokmål, nynorsk or English.")},
	{gdpr.FaultAddress, text(
		"Dette er ikke en e-postadresse vi kan sende til. Skriv den som navn@example.no.",
		"Dette er ikkje ei e-postadresse vi kan sende til. Skriv ho som namn@example.no.",
		"This is not an email address that we can write to. Write it like name@example.com.")},
	{gdpr.FaultCharacters, text(
		"Teksten har tegn vi ikke kan lese. Skriv den på nytt uten dem.",
		"Teksten har teikn vi ikkje kan lese. Skriv han på nytt utan dei.",
		"The text has characters that we cannot read. Write it again without them.")},
	{gdpr.FaultTooLong, text(
		"Dette er for langt. Kort det ned til høyst {value} tegn.",
		"Dette er for langt. Kort det ned til høgst {value} teikn.",
		"This is too long. Shorten it to at most {value} characters.")},
	{gdpr.FaultClock, text(
		"Klokken på enheten din går langt fra vår. Still den, og prøv igjen.",
		"Klokka på eininga di går langt frå vår. Still ho, og prøv igjen.",
		"The clock of your device is far from ours. Set it, and try again.")},
	{gdpr.FaultTime, text(
		"Dette er ikke et tidspunkt vi kan lese. Skriv det slik: 2026-11-21T12:00:00Z.",
		"Dette er ikkje eit tidspunkt vi kan lese. Skriv det slik: 2026-11-21T12:00:00Z.",
		"This is not a time that we can read. Write it like 2026-11-21T12:00:00Z.")},
	{gdpr.FaultMechanism, text(
		"Dette er ikke en måte å svare på som vi kjenner. Skriv banner eller api.",
		"Dette er ikkje ein måte å svare på som vi kjenner. Skriv banner eller api.",
		"This is not a way of answering that we know. Write banner or api.")},
	{gdpr.FaultID, text(
		"Dette er ikke et nummer eller en kode fra oss. Skriv av det som står i e-posten.",
		"Dette er ikkje eit nummer eller ein kode frå oss. Skriv av det som står i e-posten.",
		"This is not a number or a code of ours. Copy what stands in the email.")},
	{gdpr.FaultDigest, text(
		"Skjemaet er ikke helt slik vi laget det. Åpne siden på nytt, og prøv igjen.",
		"Skjemaet er ikkje heilt slik vi laga det. Opne sida på nytt, og prøv igjen.",
		"The form is not quite as we made it. Open the page again, and try anew.")},
	{gdpr.FaultChoice, text(
		"Her har du ikke valgt. Velg om du vil bekrefte eller avbryte.",
		"Her har du ikkje valt. Vel om du vil stadfeste eller avbryte.",
		"You have not chosen here. Choose to confirm or to cancel.")},
	{gdpr.FaultIdempotencyKey, text(
		"Nøkkelen til sendingen kan ikke brukes. Åpne siden på nytt, og prøv igjen.",
		"Nøkkelen til sendinga kan ikkje brukast. Opne sida på nytt, og prøv igjen.",
		"The key of what you sent cannot be used. Open the page again, and try anew.")},
}

// Fault says what is wrong with what was sent, and what to do. A code without
// words reads as a wrong form.
func Fault(f gdpr.Fault, l gdpr.Language) string {
	value := f.Value
	if value == "" {
		value = f.Pointer[strings.LastIndexByte(f.Pointer, '/')+1:]
	}
	for _, w := range faultWords {
		if w.code == f.Code {
			return Fill(w.sentence, l, "value", value)
		}
	}
	title, mend := Error(f.Code, l)
	return title + ". " + mend
}
