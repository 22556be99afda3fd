package words

// Pages before and after a mail: sent, confirm.
var (
	SentTitle   = text("Se i innboksen din", "Sjå i innboksen din", "Check your inbox")
	SentRequest = text(
		"Vi har fått forespørselen, og sender en e-post til adressen du skrev. Åpne den og bekreft at det var du som spurte.",
		"Vi har fått førespurnaden, og sender ein e-post til adressa du skreiv. Opne han og stadfest at det var du som spurde.",
		"We have received the request, and are sending an email to the address that you wrote. Open it and confirm that it was you who asked.")
	SentClock = text(
		"Fristen for å svare deg regnes fra i dag, ikke fra når du bekrefter.",
		"Fristen for å svare deg blir rekna frå i dag, ikkje frå når du stadfestar.",
		"Our time to answer you counts from today, not from when you confirm.")
	SentConsent = text(
		"Vi har fått svarene, og sender en e-post til adressen du skrev. Svarene gjelder først når du har bekreftet dem derfra.",
		"Vi har fått svara, og sender ein e-post til adressa du skreiv. Svara gjeld først når du har stadfesta dei derifrå.",
		"We have received your answers, and are sending an email to the address that you wrote. They count only once you have confirmed them from it.")
	SentAddress = text(
		"Vi sender en e-post til adressen du skrev. Åpne lenken i den og skriv koden, så ser du avtalene du står i, om det er noen.",
		"Vi sender ein e-post til adressa du skreiv. Opne lenkja i han og skriv koden, så ser du avtalane du står i, om det er nokon.",
		"We are sending an email to the address that you wrote. Open the link in it and type the code, and you see the agreements that name you, if there are any.")
	SentOwn = text(
		"Vi sender en e-post til adressen du skrev. Åpne lenken i den og skriv koden, så ser du det vi har lagret om deg, om det er noe.",
		"Vi sender ein e-post til adressa du skreiv. Opne lenkja i han og skriv koden, så ser du det vi har lagra om deg, om det er noko.",
		"We are sending an email to the address that you wrote. Open the link in it and type the code, and you see what we hold on you, if there is anything.")
	SentAddressHours = text(
		"Lenken virker i ett døgn. Deretter må du be om en ny.",
		"Lenkja verkar i eitt døgn. Deretter må du be om ei ny.",
		"The link works for 24 hours. After that you need to ask for a new one.")
	SentDays = text(
		"Du kan bekrefte i sju dager. Deretter må du sende skjemaet på nytt.",
		"Du kan stadfeste i sju dagar. Deretter må du sende skjemaet på nytt.",
		"You can confirm for seven days. After that you need to send the form again.")
	SentMissing = text(
		"Kommer det ikke noe? Se i mappen for søppelpost, eller skriv til {mailbox}.",
		"Kjem det ikkje noko? Sjå i mappa for søppelpost, eller skriv til {mailbox}.",
		"Nothing there? Look in your spam folder, or write to {mailbox}.")

	ConfirmRequest     = text("Bekreft forespørselen", "Stadfest førespurnaden", "Confirm your request")
	ConfirmRequestLead = text(
		"Vi har fått en forespørsel med e-postadressen din. Si fra om det var du som sendte den.",
		"Vi har fått ein førespurnad med e-postadressa di. Sei frå om det var du som sende han.",
		"We have received a request with your email address. Tell us whether it was you who sent it.")
	ConfirmRequestAsk = text("Var det du som spurte?", "Var det du som spurde?", "Was it you who asked?")
	ConfirmRequestYes = text("Ja, gå videre med forespørselen", "Ja, gå vidare med førespurnaden", "Yes, go on with the request")
	ConfirmRequestNo  = text("Nei, avbryt forespørselen", "Nei, avbryt førespurnaden", "No, cancel the request")

	ConfirmConsent     = text("Bekreft svarene dine", "Stadfest svara dine", "Confirm your answers")
	ConfirmConsentLead = text(
		"Vi har fått svar om samtykke med e-postadressen din. Si fra om de er dine.",
		"Vi har fått svar om samtykke med e-postadressa di. Sei frå om dei er dine.",
		"We have received answers about consent with your email address. Tell us whether they are yours.")
	ConfirmConsentAsk = text("Er svarene dine?", "Er svara dine?", "Are the answers yours?")
	ConfirmConsentYes = text("Ja, de skal gjelde", "Ja, dei skal gjelde", "Yes, let them count")
	ConfirmConsentNo  = text("Nei, de skal ikke gjelde", "Nei, dei skal ikkje gjelde", "No, do not count them")

	ConfirmSubmit = text("Send svaret", "Send svaret", "Send the answer")

	Case     = text("Saksnummer", "Saksnummer", "Case number")
	CaseHint = text(
		"Det står i e-posten. Store og små bokstaver, bindestreker og mellomrom har ingenting å si.",
		"Det står i e-posten. Store og små bokstavar, bindestrekar og mellomrom har ingenting å seie.",
		"It is in the email. Capitals, hyphens and spaces make no difference.")
	Code     = text("Kode", "Kode", "Code")
	CodeHint = text(
		"De seks tegnene i e-posten.", "Dei seks teikna i e-posten.", "The six characters in the email.")
	LinkRead = text(
		"Lenken fra e-posten er lest, og saksnummeret er fylt ut.",
		"Lenkja frå e-posten er lesen, og saksnummeret er fylt ut.",
		"The link from the email is read, and the case number is filled in.")
	LinkByHand = text(
		"Nettleseren din kjører ikke skript, så lenken fyller ikke ut noe. Skriv saksnummeret og koden fra e-posten.",
		"Nettlesaren din køyrer ikkje skript, så lenkja fyller ikkje ut noko. Skriv saksnummeret og koden frå e-posten.",
		"Your browser does not run scripts, so the link fills in nothing. Type the case number and the code from the email.")
)
