package words

// The form for requests.
var (
	RequestTitle = text("Be om innsyn, retting eller sletting", "Be om innsyn, retting eller sletting", "Ask for access, correction or deletion")
	RequestLead  = text(
		"Her bruker du rettighetene du har etter personvernforordningen. Det er gratis.",
		"Her bruker du rettane du har etter personvernforordninga. Det er gratis.",
		"Here you use your rights under the General Data Protection Regulation. It is free.")
	RequestSteps   = text("Slik går det for seg", "Slik går det føre seg", "How it works")
	RequestSend    = text("Du fyller ut skjemaet.", "Du fyller ut skjemaet.", "You fill in the form.")
	RequestConfirm = text(
		"Du får en e-post fra oss, og bekrefter at det var du som spurte.",
		"Du får ein e-post frå oss, og stadfestar at det var du som spurde.",
		"You get an email from us, and confirm that it was you who asked.")
	RequestAnswer = text(
		"Du får svar senest én måned etter at vi fikk skjemaet.",
		"Du får svar seinast éin månad etter at vi fekk skjemaet.",
		"You get an answer within one month of the day we received the form.")

	RequestRights     = text("Hva vil du be om?", "Kva vil du be om?", "What would you like to ask for?")
	RequestRightsHint = text("Kryss av for én eller flere.", "Kryss av for éin eller fleire.", "Tick one or more.")
	Email             = text("E-postadressen din", "E-postadressa di", "Your email address")
	RequestEmailHint  = text(
		"Bruk helst den adressen vi har fra før. Vi skriver dit for å være sikre på at det er du som spør.",
		"Bruk helst den adressa vi har frå før. Vi skriv dit for å vere sikre på at det er du som spør.",
		"Use the address that we already have if you can. We write to it to be sure that it is you who asks.")
	Name            = text("Navnet ditt", "Namnet ditt", "Your name")
	RequestText     = text("Noe mer vi bør vite?", "Noko meir vi bør vite?", "Anything else we should know?")
	RequestTextHint = text(
		"For eksempel hva som er feil, eller hva saken gjelder. Høyst {max} tegn. Ikke skriv fødselsnummer, og ikke send kopi av legitimasjon: Det trenger vi ikke.",
		"Til dømes kva som er feil, eller kva saka gjeld. Høgst {max} teikn. Ikkje skriv fødselsnummer, og ikkje send kopi av legitimasjon: Det treng vi ikkje.",
		"For example what is wrong, or what it is about. At most {max} characters. Do not write your national identity number and do not send copies of identity documents: we do not need them.")
	RequestSubmit = text("Send forespørselen", "Send førespurnaden", "Send the request")

	RequestUse     = text("Hva vi gjør med det du skriver", "Kva vi gjer med det du skriv", "What we do with what you write")
	RequestUseText = text(
		"Vi bruker det bare til å svare deg, fordi loven pålegger oss det (personvernforordningen artikkel 12 og artikkel 6 nr. 1 bokstav c). Vi sletter forespørselen {kept}. Bekrefter du den ikke, sletter vi den {unconfirmed}.",
		"Vi bruker det berre til å svare deg, fordi lova pålegg oss det (personvernforordninga artikkel 12 og artikkel 6 nr. 1 bokstav c). Vi slettar førespurnaden {kept}. Stadfestar du han ikkje, slettar vi han {unconfirmed}.",
		"We use it only to answer you, because the law obliges us to (GDPR Article 12 and Article 6(1)(c)). We delete the request {kept}. If you do not confirm it, we delete it {unconfirmed}.")
	WholeStatement = text(
		"Les hele personvernerklæringen", "Les heile personvernerklæringa", "Read the whole privacy statement")
)
