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
	{gdpr.FaultInterface, text(
		"Skjemaet eller banneret du valgte i, kjenner vi ikke. Åpne siden på nytt og velg igjen.",
		"Skjemaet eller banneret du valde i, kjenner vi ikkje. Opne sida på nytt og vel igjen.",
		"We do not know the form or banner that you chose in. Open the page again and choose anew.")},
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
	{gdpr.FaultSignal, text(
		"Nettleserens signal er et nei. Et ja må personen si selv.",
		"Signalet frå nettlesaren er eit nei. Eit ja må personen seie sjølv.",
		"The browser's signal is a no. A yes has to be said by the person.")},
	{gdpr.FaultID, text(
		"Dette er ikke et nummer eller en kode fra oss. Skriv av det som står i e-posten.",
		"Dette er ikkje eit nummer eller ein kode frå oss. Skriv av det som står i e-posten.",
		"This is not a number or a code of ours. Copy what stands in the email.")},
	{gdpr.FaultDigest, text(
		"Skjemaet er ikke helt slik vi laget det. Åpne siden på nytt, og prøv igjen.",
		"Skjemaet er ikkje heilt slik vi laga det. Opne sida på nytt, og prøv igjen.",
		"The form is not quite as we made it. Open the page again, and try anew.")},
	{gdpr.FaultChoice, text(
		"Her har du ikke valgt noe. Velg et svar.",
		"Her har du ikkje valt noko. Vel eit svar.",
		"You have chosen nothing here. Choose an answer.")},
	{gdpr.FaultIdempotencyKey, text(
		"Nøkkelen til sendingen kan ikke brukes. Åpne siden på nytt, og prøv igjen.",
		"Nøkkelen til sendinga kan ikkje brukast. Opne sida på nytt, og prøv igjen.",
		"The key of what you sent cannot be used. Open the page again, and try anew.")},
	{gdpr.FaultUndeclared, text(
		"Feltet «{value}» er ikke blant det vi har oppgitt at vi lagrer. Ta det bort.",
		"Feltet «{value}» er ikkje blant det vi har oppgitt at vi lagrar. Ta det bort.",
		"The field “{value}” is not among what we have declared that we store. Remove it.")},
	{gdpr.FaultSource, text(
		"«{value}» er ikke en kilde vi har oppgitt. Bruk en av dem som står i erklæringen.",
		"«{value}» er ikkje ei kjelde vi har oppgitt. Bruk ei av dei som står i erklæringa.",
		"“{value}” is not a source that we have declared. Use one of those in the declaration.")},
	{gdpr.FaultActivity, text(
		"Dette regnes ikke som aktivitet. Bruk en av aktivitetene i erklæringen; noe vi selv sender, teller aldri.",
		"Dette blir ikkje rekna som aktivitet. Bruk ein av aktivitetane i erklæringa; noko vi sjølve sender, tel aldri.",
		"This does not count as activity. Use one of the activities in the declaration; what we send ourselves never counts.")},
	{gdpr.FaultFileKind, text(
		"«{value}» er ikke en slags fil vi tar imot her. Velg blant dem i skjemaet.",
		"«{value}» er ikkje eit slag fil vi tek imot her. Vel blant dei i skjemaet.",
		"“{value}” is not a kind of file that we take here. Choose among those in the form.")},
	{gdpr.FaultFileType, text(
		"Denne typen fil tar vi ikke imot. Lagre filen som en av disse, og send den på nytt: {value}.",
		"Denne typen fil tek vi ikkje imot. Lagre fila som ei av desse, og send på nytt: {value}.",
		"We do not take this type of file. Save the file as one of these, and send it again: {value}.")},
	{gdpr.FaultFileContent, text(
		"Innholdet i filen er av en annen type enn den sier. Lagre filen på nytt i riktig format, og send den igjen.",
		"Innhaldet i fila er av ein annan type enn ho seier. Lagre fila på nytt i rett format, og send igjen.",
		"The content of the file is of another type than it says. Save the file anew in the right format, and send it again.")},
	{gdpr.FaultFileSize, text(
		"Filen er for stor. Den kan være på høyst {value} MB: Gjør den mindre, eller del den.",
		"Fila er for stor. Ho kan vere på høgst {value} MB: Gjer ho mindre, eller del ho.",
		"The file is too large. It can be at most {value} MB: make it smaller, or split it.")},
	{gdpr.FaultFileLength, text(
		"Filen er ikke like lang som den skulle være. Send den på nytt.",
		"Fila er ikkje like lang som ho skulle vere. Send ho på nytt.",
		"The file is not as long as it should be. Send it again.")},
	{gdpr.FaultFileEmpty, text(
		"Filen er tom. Velg en fil med innhold.",
		"Fila er tom. Vel ei fil med innhald.",
		"The file is empty. Choose a file with something in it.")},
	{gdpr.FaultFileMissing, text(
		"Filen er ikke kommet. Velg den og send den på nytt.",
		"Fila er ikkje komen. Vel ho og send ho på nytt.",
		"The file has not arrived. Choose it and send it again.")},
	{gdpr.FaultTooMany, text(
		"Dette er for mange. Det kan være høyst {value}.",
		"Dette er for mange. Det kan vere høgst {value}.",
		"These are too many. There can be at most {value}.")},
	{gdpr.FaultRecipient, text(
		"«{value}» er ikke en mottaker vi har oppgitt. Bruk en av dem i erklæringen.",
		"«{value}» er ikkje ein mottakar vi har oppgitt. Bruk ein av dei i erklæringa.",
		"“{value}” is not a recipient that we have declared. Use one of those in the declaration.")},
	{gdpr.FaultForbidden, text(
		"Mottakeren får ikke opplysninger til dette formålet. Ikke gi dem videre.",
		"Mottakaren får ikkje opplysningar til dette formålet. Ikkje gi noko vidare.",
		"The recipient gets no data for this purpose. Do not pass it on.")},
	{gdpr.FaultCategory, text(
		"«{value}» er ikke blant opplysningene som hører til formålet. Ta det bort, eller bruk en annen kategori.",
		"«{value}» er ikkje blant opplysningane som høyrer til formålet. Ta det bort, eller bruk ein annan kategori.",
		"“{value}” is not among the data that belongs to the purpose. Remove it, or use another category.")},
	{gdpr.FaultGround, text(
		"Dette er ikke en grunn loven gir til å beholde opplysninger. Velg regnskap eller rettskrav.",
		"Dette er ikkje ein grunn lova gir til å ta vare på opplysningar. Vel rekneskap eller rettskrav.",
		"This is not a ground on which the law lets us keep data. Choose bookkeeping or legal claims.")},
	{gdpr.FaultEnd, text(
		"Det mangler en slutt som loven gir. Skriv regnskapsåret, eller en dag fram i tid.",
		"Det manglar ein slutt som lova gir. Skriv rekneskapsåret, eller ein dag fram i tid.",
		"There is no end that the law gives. Write the accounting year, or a day that is still to come.")},
	{gdpr.FaultDate, text(
		"Dette er ikke en dato vi kan lese. Skriv den slik: 2026-11-22.",
		"Dette er ikkje ein dato vi kan lese. Skriv han slik: 2026-11-22.",
		"This is not a date that we can read. Write it like 2026-11-22.")},
	{gdpr.FaultFuture, text(
		"Dette er fram i tid. Skriv når det skjedde.",
		"Dette er fram i tid. Skriv når det skjedde.",
		"This is still to come. Write when it happened.")},
	{gdpr.FaultCustomer, text(
		"Kundens egne data lagrer vi bare når avtalen sier det. Ta dem bort, eller skriv punktet i avtalen som tillater det.",
		"Kunden sine eigne data lagrar vi berre når avtalen seier det. Ta dette bort, eller skriv punktet i avtalen som tillèt det.",
		"We store the customer's own data only where the agreement says so. Remove it, or write the clause of the agreement that allows it.")},
	{gdpr.FaultReason, text(
		"Begrunnelsen mangler. Skriv hvorfor.",
		"Grunngivinga manglar. Skriv kvifor.",
		"The reason is missing. Write why.")},
	{gdpr.FaultPast, text(
		"Dette er for lenge siden. Det kan høyst være {value} måneder siden; sjekk datoen.",
		"Dette er for lenge sidan. Det kan høgst vere {value} månader sidan; sjekk datoen.",
		"This is too long ago. It can be at most {value} months; check the date.")},
	{gdpr.FaultRefusal, text(
		"«{value}» er ikke en grunn loven gir til å avslå dette. Velg en av grunnene på listen.",
		"«{value}» er ikkje ein grunn lova gir til å avslå dette. Vel ein av grunnane på lista.",
		"“{value}” is not a ground on which the law lets us refuse this. Choose one of those on the list.")},
	{gdpr.FaultEvidence, text(
		"Det mangler en skriftlig forklaring på hvordan vi vet dette. Skriv hva du bygger på.",
		"Det manglar ei skriftleg forklaring på korleis vi veit dette. Skriv kva du byggjer på.",
		"A written account of how we know this is missing. Write what you build on.")},
	{gdpr.FaultNotRequired, text(
		"Saken gjelder ikke dette, eller det er avgjort: «{value}». Velg blant det som er uavgjort.",
		"Saka gjeld ikkje dette, eller det er avgjort: «{value}». Vel blant det som er uavgjort.",
		"The case is not about this, or it is settled: “{value}”. Choose among what is not settled.")},
	{gdpr.FaultConfirmed, text(
		"Personen har bekreftet dette: «{value}». La det stå. Gjør det som kreves, eller avslå det med en grunn.",
		"Personen har stadfesta dette: «{value}». La det stå. Gjer det som blir kravd, eller avslå det med ein grunn.",
		"The person has confirmed this: “{value}”. Let it stand. Do what is asked, or refuse it with a ground.")},
	{gdpr.FaultSame, text(
		"Dette endrer ingenting. Skriv hva som skal bli annerledes, eller la det være.",
		"Dette endrar ingenting. Skriv kva som skal bli annleis, eller la det vere.",
		"This changes nothing. Write what should become different, or leave it.")},
	{gdpr.FaultUnreachable, text(
		"Skriv e-postadressen, eller en annen måte å svare på (post). Ett av dem må være med.",
		"Skriv e-postadressa, eller ein annan måte å svare på (post). Eitt av dei må vere med.",
		"Write the email address, or another way to answer (post). One of the two is needed.")},
	{gdpr.FaultNotOnFile, text(
		"Vi har ikke lagret noe under denne adressen. Se etter om den er riktig skrevet.",
		"Vi har ikkje lagra noko under denne adressa. Sjå etter om ho er rett skriven.",
		"We hold nothing under this address. See whether it is written correctly.")},
	{gdpr.FaultBefore, text(
		"Dette er før forespørselen kom, {value}. Skriv dagen da svaret ble gitt.",
		"Dette er før førespurnaden kom, {value}. Skriv dagen då svaret vart gitt.",
		"This is before the request came, {value}. Write the day on which the answer was given.")},
	{gdpr.FaultNotThere, text(
		"Dette finner vi ikke. Sjekk hva du viser til.",
		"Dette finn vi ikkje. Sjekk kva du viser til.",
		"We cannot find this. Check what you refer to.")},
	{gdpr.CodeRecipients, text(
		"{value} har ikke svart. Spør mottakeren, eller skriv hvorfor dere ikke trenger å vente på svaret.",
		"{value} har ikkje svart. Spør mottakaren, eller skriv kvifor de ikkje treng å vente på svaret.",
		"{value} has not answered. Ask the recipient, or write down why the answer need not be waited for.")},
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
