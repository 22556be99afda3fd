package words

import (
	"strconv"

	"ordholden/internal/gdpr"
)

// The pages on which people see what is held on them.
var (
	OwnAskTitle = text("Se hva vi har om deg", "Sjå kva vi har om deg", "See what we hold on you")
	OwnAskLead  = text(
		"Skriv adressen din, så sender vi en lenke. Der ser du det vi har lagret om deg, hvor lenge vi har det, og hvem vi har gitt det til.",
		"Skriv adressa di, så sender vi ei lenkje. Der ser du det vi har lagra om deg, kor lenge vi har det, og kven vi har gitt det til.",
		"Write your address, and we send a link. It shows what we hold on you, for how long we keep it, and to whom we have given it.")
	OwnEmailHint = text(
		"Bruk den adressen som du søkte eller registrerte deg med.",
		"Bruk den adressa som du søkte eller registrerte deg med.",
		"Use the address with which you applied or registered.")
	OwnAskSubmit = text("Send meg en lenke", "Send meg ei lenkje", "Send me a link")
	OwnUse       = text(
		"Vi bruker adressen bare til å sende lenken. Alle får samme svar her, også den som vi ikke har lagret noe om.",
		"Vi bruker adressa berre til å sende lenkja. Alle får same svar her, òg dei som vi ikkje har lagra noko om.",
		"We use the address only to send the link. Everybody gets the same answer here, whether we hold anything on them or not.")

	OwnOpenTitle = text("Åpne det vi har om deg", "Opne det vi har om deg", "Open what we hold on you")
	OwnOpenLead  = text(
		"Skriv koden fra e-posten. At du ser på det, gjør ikke at vi har det lenger.",
		"Skriv koden frå e-posten. At du ser på det, gjer ikkje at vi har det lenger.",
		"Type the code from the email. Looking at it does not make us keep it any longer.")
	OwnOpenSubmit = text("Vis det dere har om meg", "Vis det de har om meg", "Show what you hold on me")
	OwnOpenCookie = text(
		"Vi legger en informasjonskapsel i nettleseren, så siden holder seg åpen i 30 minutter. Den brukes ikke til noe annet.",
		"Vi legg ein informasjonskapsel i nettlesaren, så sida held seg open i 30 minutt. Han blir ikkje brukt til noko anna.",
		"We put a cookie in your browser, so that the page stays open for 30 minutes. It is used for nothing else.")

	OwnTitle = text("Dette har vi om deg", "Dette har vi om deg", "What we hold on you")
	OwnLead  = text(
		"Her er alt vi har lagret om den som har denne e-postadressen: hvorfor vi har det, hvor det kom fra, hvor lenge vi har det, og hvem vi har gitt det til.",
		"Her er alt vi har lagra om den som har denne e-postadressa: kvifor vi har det, kvar det kom frå, kor lenge vi har det, og kven vi har gitt det til.",
		"This is everything that we hold on whoever has this email address: why we hold it, where it came from, for how long we keep it, and to whom we have given it.")
	OwnNone = text(
		"Vi har ingen søknad og ingen profil som hører til denne e-postadressen.",
		"Vi har ingen søknad og ingen profil som høyrer til denne e-postadressa.",
		"We hold no application and no profile that belongs to this email address.")
	OwnAddress   = text("E-postadresse", "E-postadresse", "Email address")
	OwnOthers    = text("Andre adresser vi har", "Andre adresser vi har", "Other addresses that we have")
	OwnHave      = text("Vi har", "Vi har", "We hold")
	OwnNothing   = text("Ingenting", "Ingenting", "Nothing")
	OwnLatest    = text("De siste opplysningene dine slettes", "Dei siste opplysningane dine blir sletta", "The last of your data is deleted")
	OwnOpenCases = text("Åpne saker", "Opne saker", "Open cases")
	OwnOpenCase  = text("{rights}, svar senest {day}", "{rights}, svar seinast {day}", "{rights}, answer by {day}")
	OwnCooling   = text("{rights} {time}. Til da kan du stanse det", "{rights} {time}. Til då kan du stanse det", "{rights} {time}. Until then you can stop it")
	OwnStill     = text("{rights}, fristen står stille til du svarer", "{rights}, fristen står stille til du svarer", "{rights}, the deadline stands still until you answer")
	OwnMarketing = text("Markedsføring", "Marknadsføring", "Marketing")
	OwnNoMore    = text("Vi sender deg ikke noe. Du sa nei til det {day}.",
		"Vi sender deg ingenting. Du sa nei til det {day}.",
		"We send you none. You objected to it on {day}.")
	OwnRecords = text("Opplysningene dine", "Opplysningane dine", "Your data")
	OwnMinutes = text(
		"Siden lukker seg selv etter 30 minutter. Sitter du ved en maskin som andre bruker, logg ut når du er ferdig.",
		"Sida lukkar seg sjølv etter 30 minutt. Sit du ved ei maskin som andre bruker, logg ut når du er ferdig.",
		"The page closes by itself after 30 minutes. If others use this computer, sign out when you are done.")
	OwnClose  = text("Logg ut", "Logg ut", "Sign out")
	OwnBack   = text("Tilbake til det vi har om deg", "Tilbake til det vi har om deg", "Back to what we hold on you")
	OwnIsOpen = text("Siden din er åpen.", "Sida di er open.", "Your page is open.")
	OwnGoTo   = text("Se det vi har om deg", "Sjå det vi har om deg", "See what we hold on you")

	OwnBasis    = text("Rettslig grunnlag", "Rettsleg grunnlag", "Legal basis")
	OwnPurpose  = text("Hvorfor vi har det", "Kvifor vi har det", "Why we hold it")
	OwnReceived = text("Mottatt", "Motteke", "Received")
	OwnSource   = text("Hvor det kom fra", "Kvar det kom frå", "Where it came from")
	OwnUntil    = text("Slettes", "Blir sletta", "Deleted")
	OwnSlides   = text(
		"Tiden regnes fra sist du var aktiv, så dagen flytter seg når du er det igjen.",
		"Tida blir rekna frå sist du var aktiv, så dagen flyttar seg når du er det igjen.",
		"The time is counted from when you were last active, so the day moves when you are so again.")
	OwnOpenEnd         = text("Ikke så lenge det er begrenset", "Ikkje så lenge det er avgrensa", "Not while it is restricted")
	OwnRestricted      = text("Begrenset", "Avgrensa", "Restricted")
	OwnRestrictedPlain = text(
		"Fra {time} er det bare lagret, og blir ikke brukt til noe annet.",
		"Frå {time} er det berre lagra, og blir ikkje brukt til noko anna.",
		"Since {time} it is only stored, and used for nothing else.")
	OwnHeld      = text("Må beholdes", "Må takast vare på", "Has to be kept")
	OwnHeldPlain = text("{ground}, til {time}", "{ground}, til {time}", "{ground}, until {time}")
	OwnFetch     = text("Hent filen", "Hent fila", "Fetch the file")
	OwnAwaited   = text("Filer som er meldt, og ikke sendt ennå", "Filer som er melde, og ikkje sende enno", "Files that are announced, and not sent yet")

	OwnUnread = text(
		"Her står det noe som andre har skrevet, og det kan handle om andre enn deg. Derfor leser et menneske det først. Be om innsyn, så kommer det i kopien du får.",
		"Her står det noko som andre har skrive, og det kan handle om andre enn deg. Difor les eit menneske det først. Be om innsyn, så kjem det i kopien du får.",
		"Something here was written by others, and it may be about others than you. So a person reads it first. Ask for access, and it comes in the copy that you get.")
	OwnUnreadAsk = text("Be om kopien", "Be om kopien", "Ask for the copy")

	OwnToldLifted = text("at begrensningen er slutt", "at avgrensinga er slutt", "that the restriction has ended")

	OwnGiven     = text("Gitt til", "Gitt til", "Given to")
	OwnGivenNone = text(
		"Vi har ikke gitt dette til noen.", "Vi har ikkje gitt dette til nokon.", "We have given this to nobody.")
	OwnGivenWho  = text("Hvem", "Kven", "Who")
	OwnGivenWhat = text("Hva", "Kva", "What")
	OwnGivenWhy  = text("Hvorfor", "Kvifor", "Why")
	OwnGivenWhen = text("Når", "Når", "When")

	OwnNamed      = text("Avtaler der du er kontaktperson", "Avtalar der du er kontaktperson", "Agreements that name you as contact person")
	OwnNamedPlain = text(
		"Av en avtale ser du her bare hva som står om deg.",
		"Av ein avtale ser du her berre kva som står om deg.",
		"Of an agreement you see here only what it says of you.")
	OwnNameIs = text("Navn", "Namn", "Name")

	OwnMails      = text("E-post du har sendt oss", "E-post du har sendt oss", "Emails that you sent us")
	OwnMailUnread = text("Uten emne", "Utan emne", "No subject")

	OwnQuestion = text(
		"Har du spørsmål, skriv til {mailbox}. Det gjelder like mye som det du gjør her.",
		"Har du spørsmål, skriv til {mailbox}. Det gjeld like mykje som det du gjer her.",
		"If you have questions, write to {mailbox}. It counts just as much as what you do here.")
	OwnComplain = text(
		"Er du ikke fornøyd med svaret, kan du klage til {authority}, {address}.",
		"Er du ikkje nøgd med svaret, kan du klage til {authority}, {address}.",
		"If you are not content with the answer, you can complain to {authority}, {address}.")
)

// things are what is counted at the top of the page: one of it, and several.
var things = [...]struct {
	what      string
	one, many gdpr.Text
}{
	{"application", text("én jobbsøknad", "éin jobbsøknad", "one job application"), text("{n} jobbsøknader", "{n} jobbsøknader", "{n} job applications")},
	{"profile", text("én profil", "éin profil", "one profile"), text("{n} profiler", "{n} profilar", "{n} profiles")},
	{"agreement", text("én avtale", "éin avtale", "one agreement"), text("{n} avtaler", "{n} avtalar", "{n} agreements")},
	{"named", text("én avtale som nevner deg", "éin avtale som nemner deg", "one agreement that names you"), text("{n} avtaler som nevner deg", "{n} avtalar som nemner deg", "{n} agreements that name you")},
	{"consent", text("ett samtykke", "eitt samtykke", "one consent"), text("{n} samtykker", "{n} samtykke", "{n} consents")},
	{"message", text("én e-post fra deg", "éin e-post frå deg", "one email from you"), text("{n} e-poster fra deg", "{n} e-postar frå deg", "{n} emails from you")},
	{"case", text("én sak", "éi sak", "one case"), text("{n} saker", "{n} saker", "{n} cases")},
}

// Counted is a number of things, as within a list.
func Counted(what string, n int, l gdpr.Language) string {
	for _, t := range things {
		switch {
		case t.what == what && n == 1:
			return t.one.In(l)
		case t.what == what:
			return Fill(t.many, l, "n", strconv.Itoa(n))
		}
	}
	return strconv.Itoa(n) + " " + what
}
