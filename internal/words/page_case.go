package words

// The status form, and a case.
var (
	StatusTitle = text("Følg saken din", "Følg saka di", "Follow your case")
	StatusLead  = text(
		"Åpne lenken i e-posten vi sendte om saken, eller skriv saksnummeret og koden som står der.",
		"Opne lenkja i e-posten vi sende om saka, eller skriv saksnummeret og koden som står der.",
		"Open the link in the email that we sent about the case, or type the case number and the code that stand there.")
	StatusSubmit = text("Vis saken", "Vis saka", "Show the case")

	CaseTitle    = text("Saken din", "Saka di", "Your case")
	CaseState    = text("Status", "Status", "Status")
	CaseRights   = text("Du ba om", "Du bad om", "You asked for")
	CaseReceived = text("Mottatt", "Motteken", "Received")
	CaseDue      = text("Svar senest", "Svar seinast", "Answer by")
	CaseJoined   = text("Besvares i sak", "Blir svart på i sak", "Answered in case")

	CaseDeadline      = text("Slik er fristen regnet ut", "Slik er fristen rekna ut", "How the deadline is counted")
	CaseDeadlinePlain = text(
		"Vi skal svare uten ugrunnet opphold, og senest innen fristen (personvernforordningen artikkel 12 nr. 3).",
		"Vi skal svare utan ugrunna opphald, og seinast innan fristen (personvernforordninga artikkel 12 nr. 3).",
		"We must answer without undue delay, and by the deadline at the latest (GDPR Article 12(3)).")
	CaseHistory  = text("Hva som har skjedd", "Kva som har hendt", "What has happened")
	CaseQuestion = text(
		"Har du spørsmål, skriv til {mailbox} og oppgi saksnummeret.",
		"Har du spørsmål, skriv til {mailbox} og oppgi saksnummeret.",
		"If you have questions, write to {mailbox} and give the case number.")
	ToCourt = text(
		"Du kan også få avslaget prøvd for domstolene, og trenger ikke klage først.",
		"Du kan òg få avslaget prøvd for domstolane, og treng ikkje klage først.",
		"You can also take the refusal to court, and need not complain first.")
	CaseDenied = text(
		"Er du uenig, kan du klage til {authority}. Du kan også få avslaget prøvd for domstolene.",
		"Er du usamd, kan du klage til {authority}. Du kan òg få avslaget prøvd for domstolane.",
		"If you disagree, you can complain to {authority}. You can also take the refusal to court.")
)
