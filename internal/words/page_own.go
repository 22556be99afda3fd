package words

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
		"Skriv koden fra e-posten. Å se på det forlenger ikke tiden vi har det.",
		"Skriv koden frå e-posten. Å sjå på det forlengjer ikkje tida vi har det.",
		"Type the code from the email. To look at it does not make us keep it any longer.")
	OwnOpenSubmit = text("Vis det dere har om meg", "Vis det de har om meg", "Show what you hold on me")

	OwnTitle = text("Dette har vi om deg", "Dette har vi om deg", "What we hold on you")
	OwnLead  = text(
		"Her er alle søknader og profiler som vi har lagret om den som har denne e-postadressen, og alle vi har gitt dem til.",
		"Her er alle søknader og profilar som vi har lagra om den som har denne e-postadressa, og alle vi har gitt dei til.",
		"These are all the applications and profiles that we hold on whoever has this email address, and everybody to whom we have given them.")
	OwnNone = text(
		"Vi har ingen søknad og ingen profil som hører til denne e-postadressen.",
		"Vi har ingen søknad og ingen profil som høyrer til denne e-postadressa.",
		"We hold no application and no profile that belongs to this email address.")
	OwnPurpose         = text("Hvorfor vi har det", "Kvifor vi har det", "Why we hold it")
	OwnReceived        = text("Mottatt", "Motteke", "Received")
	OwnSource          = text("Hvor det kom fra", "Kvar det kom frå", "Where it came from")
	OwnUntil           = text("Slettes", "Blir sletta", "Deleted")
	OwnOpenEnd         = text("Ikke så lenge det er begrenset", "Ikkje så lenge det er avgrensa", "Not while it is restricted")
	OwnRestricted      = text("Begrenset", "Avgrensa", "Restricted")
	OwnRestrictedPlain = text(
		"Fra {time} er det bare lagret, og blir ikke brukt til noe annet.",
		"Frå {time} er det berre lagra, og blir ikkje brukt til noko anna.",
		"Since {time} it is only stored, and used for nothing else.")
	OwnHeld      = text("Må beholdes", "Må takast vare på", "Has to be kept")
	OwnHeldPlain = text("{ground}, til {time}", "{ground}, til {time}", "{ground}, until {time}")
	OwnAwaited   = text("Filer som er meldt, og ikke sendt ennå", "Filer som er melde, og ikkje sende enno", "Files that are announced, and not sent yet")

	OwnGiven     = text("Gitt til", "Gitt til", "Given to")
	OwnGivenNone = text(
		"Vi har ikke gitt dette til noen.", "Vi har ikkje gitt dette til nokon.", "We have given this to nobody.")
	OwnGivenWho  = text("Hvem", "Kven", "Who")
	OwnGivenWhat = text("Hva", "Kva", "What")
	OwnGivenWhy  = text("Hvorfor", "Kvifor", "Why")
	OwnGivenWhen = text("Når", "Når", "When")

	OwnQuestion = text(
		"Er noe feil, eller vil du ha det slettet? Skriv til {mailbox}, eller bruk skjemaet.",
		"Er noko feil, eller vil du ha det sletta? Skriv til {mailbox}, eller bruk skjemaet.",
		"Is something wrong, or do you want it deleted? Write to {mailbox}, or use the form.")
)
