package words

import "ordholden/internal/gdpr"

// errorWords are the sentences of codes of whole answers: what it is called,
// what to do about it.
var errorWords = [...]struct {
	code        gdpr.Code
	title, mend gdpr.Text
}{
	{gdpr.CodeInternal,
		text("Noe gikk galt hos oss", "Noko gjekk gale hos oss", "Something went wrong on our side"),
		text("Prøv igjen om noen minutter. Skjer det igjen, ta kontakt med oss på e-post.",
			"Prøv igjen om nokre minutt. Skjer det igjen, ta kontakt med oss på e-post.",
			"Try again in a few minutes. If it happens again, contact us by email.")},
	{gdpr.CodeInvalid,
		text("Noe må rettes", "Noko må rettast", "Something needs correcting"),
		text("Rett det som mangler eller er feil, og send på nytt.",
			"Rett det som manglar eller er feil, og send på nytt.",
			"Correct what is missing or wrong, and send it again.")},
	{gdpr.CodeUnreadable,
		text("Vi klarte ikke å lese det som ble sendt", "Vi klarte ikkje å lese det som vart sendt", "We could not read what was sent"),
		text("Innholdet har ikke det formatet det sier at det har. Send det på nytt i riktig format.",
			"Innhaldet har ikkje det formatet det seier at det har. Send det på nytt i rett format.",
			"The content is not in the format that it says. Send it again in the right format.")},
	{gdpr.CodeNotFound,
		text("Vi finner ikke det du leter etter", "Vi finn ikkje det du leitar etter", "We cannot find what you are looking for"),
		text("Adressen kan være feil, eller det som lå her, kan være slettet. Sjekk adressen, eller begynn fra forsiden.",
			"Adressa kan vere feil, eller det som låg her, kan vere sletta. Sjekk adressa, eller byrj frå framsida.",
			"The address may be wrong, or what was here may have been deleted. Check the address, or start from the front page.")},
	{gdpr.CodeController,
		text("Vi kjenner ikke denne virksomheten", "Vi kjenner ikkje denne verksemda", "We do not know this organization"),
		text("Ingen virksomhet har dette navnet her. Sjekk adressen, eller begynn fra oversikten.",
			"Inga verksemd har dette namnet her. Sjekk adressa, eller byrj frå oversikta.",
			"No organization has that name here. Check the address, or start from the list.")},
	{gdpr.CodeMethod,
		text("Siden kan ikke brukes slik", "Sida kan ikkje brukast slik", "The page cannot be used like that"),
		text("Siden finnes, men ikke for det du prøvde. Åpne den på nytt fra forsiden.",
			"Sida finst, men ikkje for det du prøvde. Opne ho på nytt frå framsida.",
			"The page exists, but not for what you tried. Open it again from the front page.")},
	{gdpr.CodeOrigin,
		text("Ikke tillatt fra dette nettstedet", "Ikkje tillate frå denne nettstaden", "Not allowed from this site"),
		text("Virksomheten har ikke oppgitt nettstedet som sitt. Bruk skjemaet på personvernsidene i stedet.",
			"Verksemda har ikkje oppgitt nettstaden som sin. Bruk skjemaet på personvernsidene i staden.",
			"The organization has not named that site as its own. Use the form on the privacy pages instead.")},
	{gdpr.CodeInFlight,
		text("Dette er allerede under arbeid", "Dette er alt under arbeid", "This is already being worked on"),
		text("Vi holder på med det du sendte. Vent et øyeblikk før du prøver igjen.",
			"Vi held på med det du sende. Vent ein augneblink før du prøver igjen.",
			"We are working on what you sent. Wait a moment before you try again.")},
	{gdpr.CodeKeyReused,
		text("Innholdet er endret siden sist", "Innhaldet er endra sidan sist", "The content has changed since last time"),
		text("Det samme skjemaet er sendt før, med et annet innhold. Åpne skjemaet på nytt, fyll det ut og send det.",
			"Det same skjemaet er sendt før, med eit anna innhald. Opne skjemaet på nytt, fyll det ut og send det.",
			"The same form was sent before with other content. Open the form again, fill it in and send it.")},
	{gdpr.CodeTooLarge,
		text("Det ble for mye på én gang", "Det vart for mykje på éin gong", "That was too much at once"),
		text("Kort ned teksten, og send på nytt.", "Kort ned teksten, og send på nytt.", "Shorten the text, and send it again.")},
	{gdpr.CodeContentType,
		text("Formatet kan ikke brukes her", "Formatet kan ikkje brukast her", "That format cannot be used here"),
		text("Send innholdet som skjema eller som JSON.", "Send innhaldet som skjema eller som JSON.", "Send the content as a form or as JSON.")},
	{gdpr.CodeTooMany,
		text("For mange forsøk på kort tid", "For mange forsøk på kort tid", "Too many attempts in a short time"),
		text("Vent en stund, og prøv igjen.", "Vent ei stund, og prøv igjen.", "Wait a while, and try again.")},
	{gdpr.CodeUnavailable,
		text("Vi får ikke gjort dette akkurat nå", "Vi får ikkje gjort dette akkurat no", "We cannot do this right now"),
		text("Det er vår feil, og det går over. Prøv igjen om noen minutter.",
			"Det er vår feil, og det går over. Prøv igjen om nokre minutt.",
			"The fault is ours, and it will pass. Try again in a few minutes.")},
	{gdpr.CodeLink,
		text("Lenken eller koden virker ikke", "Lenkja eller koden verkar ikkje", "The link or the code does not work"),
		text("Den kan være feil eller utløpt. Sjekk e-posten en gang til, eller send et nytt skjema.",
			"Ho kan vere feil, eller ho kan ha gått ut. Sjekk e-posten ein gong til, eller send eit nytt skjema.",
			"It may be wrong or expired. Check the email once more, or send a new form.")},
	{gdpr.CodeCodeWrong,
		text("Koden stemmer ikke", "Koden stemmer ikkje", "The code is not right"),
		text("Se etter de seks tegnene i e-posten, og skriv dem en gang til.",
			"Sjå etter dei seks teikna i e-posten, og skriv dei ein gong til.",
			"Look for the six characters in the email, and type them once more.")},
	{gdpr.CodeLocked,
		text("Saken er låst", "Saka er låst", "The case is locked"),
		text("Koden ble skrevet feil fem ganger. Send et nytt skjema, eller ta kontakt med oss på e-post.",
			"Koden vart skriven feil fem gonger. Send eit nytt skjema, eller ta kontakt med oss på e-post.",
			"The code was typed wrong five times. Send a new form, or contact us by email.")},
	{gdpr.CodeAlreadyDecided,
		text("Dette er allerede avgjort", "Dette er alt avgjort", "This has already been decided"),
		text("Du har bekreftet eller avbrutt det før. Har du ombestemt deg, send et nytt skjema eller ta kontakt med oss på e-post.",
			"Du har stadfesta eller avbrote det før. Har du ombestemt deg, send eit nytt skjema eller ta kontakt med oss på e-post.",
			"You confirmed or canceled it before. If you have changed your mind, send a new form or contact us by email.")},
}

// Error is what an error is called, and what to do about it. A code without
// words reads as internal.
func Error(c gdpr.Code, l gdpr.Language) (title, mend string) {
	for _, w := range errorWords {
		if w.code == c {
			return w.title.In(l), w.mend.In(l)
		}
	}
	return errorWords[0].title.In(l), errorWords[0].mend.In(l)
}
