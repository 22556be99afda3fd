package words

// The pages of contact persons.
var (
	AgreementsAskTitle = text("Se avtaler du står i", "Sjå avtalar du står i", "See agreements that name you")
	AgreementsAskLead  = text(
		"Er du kontaktperson i et tilbud eller en avtale med oss, kan du lese den her. Skriv adressen din, så sender vi en lenke.",
		"Er du kontaktperson i eit tilbod eller ein avtale med oss, kan du lese det her. Skriv adressa di, så sender vi ei lenkje.",
		"If you are a contact person in an offer or agreement with us, you can read it here. Write your address, and we send a link.")
	AgreementsEmailHint = text(
		"Bruk den adressen som står i avtalen.", "Bruk den adressa som står i avtalen.", "Use the address in the agreement.")
	AgreementsAskSubmit = text("Send meg en lenke", "Send meg ei lenkje", "Send me a link")
	AgreementsUse       = text(
		"Vi bruker adressen bare til å sende lenken. Alle får samme svar her, også den som ikke står i noen avtale.",
		"Vi bruker adressa berre til å sende lenkja. Alle får same svar her, òg dei som ikkje står i nokon avtale.",
		"We use the address only to send the link. Everybody gets the same answer here, whether an agreement names them or not.")

	AgreementsOpenTitle = text("Åpne avtalene", "Opne avtalane", "Open the agreements")
	AgreementsOpenLead  = text(
		"Skriv koden fra e-posten. Hver gang noen leser en avtale, skriver vi det opp.",
		"Skriv koden frå e-posten. Kvar gong nokon les ein avtale, skriv vi det opp.",
		"Type the code from the email. Each time somebody reads an agreement, we write it down.")
	AgreementsOpenSubmit = text("Vis avtalene", "Vis avtalane", "Show the agreements")

	AgreementsTitle = text("Avtaler du står i", "Avtalar du står i", "Agreements that name you")
	AgreementsLead  = text(
		"Dette har vi lagret av tilbud og avtaler med deg som kontaktperson. Lesingen er loggført.",
		"Dette har vi lagra av tilbod og avtalar med deg som kontaktperson. Lesinga er loggførd.",
		"These are the offers and agreements that we store with you as a contact person. Your reading is logged.")
	AgreementsNone = text(
		"Ingen avtale vi har nå, har deg som kontaktperson.",
		"Ingen avtale vi har no, har deg som kontaktperson.",
		"No agreement that we have now names you as a contact person.")
	AgreementsContacts  = text("Kontaktpersoner", "Kontaktpersonar", "Contact persons")
	AgreementsReceived  = text("Lagret", "Lagra", "Stored")
	AgreementsUntil     = text("Slettes", "Blir sletta", "Deleted")
	AgreementsAllows    = text("Punktet som tillater kundedata", "Punktet som tillèt kundedata", "The clause that allows customer data")
	AgreementsDocuments = text("Dokumenter", "Dokument", "Documents")
	AgreementsFetch     = text("Hent {file}", "Hent {file}", "Fetch {file}")
	AgreementsQuestion  = text(
		"Kunden kan når som helst be om innsyn og sletting. Skriv til {mailbox}, eller bruk skjemaet.",
		"Kunden kan når som helst be om innsyn og sletting. Skriv til {mailbox}, eller bruk skjemaet.",
		"The customer can ask for access and deletion at any time. Write to {mailbox}, or use the form.")

	DocumentTitle = text("Dokumentet er klart", "Dokumentet er klart", "The document is ready")
	DocumentLead  = text(
		"Nedlastingen begynner av seg selv. Gjør den ikke det, bruk lenken: Den virker til {time}.",
		"Nedlastinga byrjar av seg sjølv. Gjer ho ikkje det, bruk lenkja: Ho verkar til {time}.",
		"The download begins by itself. If it does not, use the link: it works until {time}.")
	DocumentFetch = text("Hent dokumentet", "Hent dokumentet", "Fetch the document")
)
