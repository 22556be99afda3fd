package mail

// The sentences of answers to a mail. They quote nothing of it, neither its subject
// nor a name: whoever wrote it may have written anybody's address into From.

// What several kinds say.
var (
	mailOnceADay = text(
		"Skriver du flere ganger samme døgn, registrerer vi alt, men svarer bare automatisk én gang.",
		"Skriv du fleire gonger same døgnet, registrerer vi alt, men svarar berre automatisk éin gong.",
		"If you write several times within 24 hours, we register everything, but send only one automatic answer.")
	mailNotYou = text(
		"Da har noen brukt adressen din som avsender. Svar gjerne på denne e-posten og si fra.",
		"Då har nokon brukt adressa di som avsendar. Svar gjerne på denne e-posten og sei frå.",
		"Then someone has used your address as the sender. Please reply to this email and tell us.")
)

// RequestConfirm, where the request came by mail.
var (
	mailConfirmLead = text(
		"Hei! {short} fikk e-posten din {received}.",
		"Hei! {short} fekk e-posten din {received}.",
		"Hello! {short} received your email on {received}.")
	mailConfirmUnderstood = text(
		"Dette forstår vi at du ber om", "Dette forstår vi at du ber om", "What we understood")
	mailConfirmMend = text(
		"Har vi misforstått noe, kan du svare på denne e-posten og rette oss.",
		"Har vi misforstått noko, kan du svare på denne e-posten og rette oss.",
		"If we have misunderstood something, you can reply to this email and correct us.")
)

// RequestReceived.
var (
	requestReceivedSubject = text(
		"Vi har fått e-posten din (sak {case})",
		"Vi har fått e-posten din (sak {case})",
		"We have received your email (case {case})")
	requestReceivedTitle = text("Vi har fått e-posten din", "Vi har fått e-posten din", "We have received your email")
	requestReceivedLead  = text(
		"Hei! {short} fikk e-posten din {received}. Vi fant ikke noe i den som vi kan sette i gang automatisk, så et menneske leser den.",
		"Hei! {short} fekk e-posten din {received}. Vi fann ikkje noko i han som vi kan setje i gang automatisk, så eit menneske les han.",
		"Hello! {short} received your email on {received}. We found nothing in it that we can start automatically, so a person will read it.")
	requestReceivedDue = text(
		"Er det en forespørsel om personvern, svarer vi uten ugrunnet opphold, og senest {due}.",
		"Er det ein førespurnad om personvern, svarar vi utan ugrunna opphald, og seinast {due}.",
		"If it is a privacy request, we answer without undue delay, and by {due} at the latest.")
	requestReceivedPlain = text(
		"Fristen er én måned fra vi fikk e-posten (personvernforordningen artikkel 12 nr. 3). Ender måneden i en helg eller på en offentlig fridag, gjelder neste virkedag.",
		"Fristen er éin månad frå vi fekk e-posten (personvernforordninga artikkel 12 nr. 3). Endar månaden i ei helg eller på ein offentleg fridag, gjeld neste verkedag.",
		"The deadline is one month from when we received the email (GDPR Article 12(3)). If the month ends on a weekend or a public holiday, the next working day counts.")
	requestReceivedFormTitle = text(
		"Ønsker du innsyn, retting eller sletting?",
		"Ønskjer du innsyn, retting eller sletting?",
		"Would you like access, correction or deletion?")
	requestReceivedForm = text(
		"Det går raskest i skjemaet vårt. Der finner du de andre rettighetene dine også.",
		"Det går raskast i skjemaet vårt. Der finn du dei andre rettane dine òg.",
		"Our form is the quickest way. You find your other rights there too.")
	requestReceivedButton = text("Åpne skjemaet", "Opne skjemaet", "Open the form")
)

// RequestAdded.
var (
	requestAddedSubject = text(
		"Vi har lagt e-posten din til saken (sak {case})",
		"Vi har lagt e-posten din til saka (sak {case})",
		"We have added your email to the case (case {case})")
	requestAddedTitle = text(
		"Vi har lagt e-posten din til saken",
		"Vi har lagt e-posten din til saka",
		"We have added your email to the case")
	requestAddedLead = text(
		"Hei! {short} har fått e-posten din, og har lagt den til saken som du har hos oss.",
		"Hei! {short} har fått e-posten din, og har lagt han til saka som du har hos oss.",
		"Hello! {short} has received your email, and has added it to the case that you have with us.")
	requestAddedWaiting = text(
		"Forespørselen er ikke bekreftet ennå, og et svar på e-post er ikke nok. Bruk lenken i e-posten der vi ba deg bekrefte.",
		"Førespurnaden er ikkje stadfesta enno, og eit svar på e-post er ikkje nok. Bruk lenkja i e-posten der vi bad deg stadfeste.",
		"The request is not confirmed yet, and a reply by email is not enough. Use the link in the email in which we asked you to confirm.")
	requestAddedNext = text(
		"Et menneske leser e-posten sammen med resten av saken. Fristen for saken er den samme som før. Ber du om noe nytt, regnes fristen for det fra vi fikk e-posten.",
		"Eit menneske les e-posten saman med resten av saka. Fristen for saka er den same som før. Ber du om noko nytt, blir fristen for det rekna frå vi fekk e-posten.",
		"A person will read the email together with the rest of the case. The deadline of the case is the same as before. If you ask for something new, the deadline for that counts from when we received the email.")
)
