package words

import (
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Ledger is processing that no purpose of a declaration is: what is kept as proof of what was
// decided and done (Art. 5(2), 7(1)), or so that people can get in. It is the same for every
// controller.
type Ledger struct {
	ID       string
	Name     gdpr.Text
	Why      gdpr.Text
	Basis    gdpr.LawfulBasis
	Subjects []string  // of controller.SubjectIDs; none where it is about nobody
	Data     gdpr.Text // empty where there is no personal data in it
	Kept     gdpr.Text // until when, where no declaration says it; {n} is the number
}

// Ledgers lists them.
var Ledgers = [...]Ledger{
	{
		ID: "visitor-consents", Basis: gdpr.BasisLegalObligation, Subjects: []string{controller.SiteVisitors},
		Name: text("Samtykker fra besøkende, som bevis (artikkel 7 nr. 1)", "Samtykke frå besøkjande, som prov (artikkel 7 nr. 1)", "Visitors' consents, as proof (Article 7(1))"),
		Why:  text("Å kunne vise hva besøkende har svart, og når.", "Å kunne vise kva besøkjande har svart, og når.", "To be able to show what visitors have answered, and when."),
		Data: text("et tilfeldig nummer, valgene, når de ble tatt, og teksten som sto der", "eit tilfeldig nummer, vala, når dei vart tekne, og teksten som stod der", "a random number, the choices, when they were made, and the text that stood there"),
	},
	{
		ID: "person-consents", Basis: gdpr.BasisLegalObligation, Subjects: []string{controller.Registered, controller.JobApplicants},
		Name: text("Samtykker fra personer og jobbsøkere, som bevis (artikkel 7 nr. 1)", "Samtykke frå personar og jobbsøkjarar, som prov (artikkel 7 nr. 1)", "Consents of persons and applicants, as proof (Article 7(1))"),
		Why:  text("Å kunne vise hvem som har samtykket til hva, og når.", "Å kunne vise kven som har samtykt til kva, og når.", "To be able to show who has consented to what, and when."),
		Data: text("e-postadresse, valgene, når de ble tatt, og teksten som sto der", "e-postadresse, vala, når dei vart tekne, og teksten som stod der", "email address, the choices, when they were made, and the text that stood there"),
	},
	{
		ID: "unconfirmed", Basis: gdpr.BasisLegalObligation, Subjects: []string{controller.Correspondents},
		Name: text("Det ingen har bekreftet", "Det ingen har stadfesta", "What nobody has confirmed"),
		Why:  text("Å vente på at den som eier adressen, bekrefter.", "Å vente på at den som eig adressa, stadfestar.", "To wait for the holder of the address to confirm."),
		Data: text("e-postadresse og det som ble sendt inn", "e-postadresse og det som vart sendt inn", "email address and what was sent in"),
	},
	{
		ID: "requests", Basis: gdpr.BasisLegalObligation, Subjects: []string{controller.Correspondents, controller.RecipientContacts, controller.Staff},
		Name: text("Forespørsler om personvern", "Førespurnader om personvern", "Privacy requests"),
		Why:  text("Å svare i tide, og kunne vise at det ble gjort.", "Å svare i tide, og kunne vise at det vart gjort.", "To answer in time, and to be able to show that it was done."),
		Data: text("e-postadresse, forespørselen, svarene, hva mottakere svarte, og hvem som gjorde hva", "e-postadresse, førespurnaden, svara, kva mottakarar svara, og kven som gjorde kva", "email address, the request, the answers, what recipients answered, and who did what"),
	},
	{
		ID: "correspondence", Basis: gdpr.BasisLegitimateInterests, Subjects: []string{controller.Correspondents},
		Name: text("E-post som ikke ber om noen rettighet", "E-post som ikkje bed om nokon rett", "Mail that asks for no right"),
		Why:  text("Å kunne svare.", "Å kunne svare.", "To be able to answer."),
		Data: text("navn, e-postadresse og det som ble skrevet", "namn, e-postadresse og det som vart skrive", "name, email address and what was written"),
	},
	{
		ID: "ways-in", Basis: gdpr.BasisLegalObligation, Subjects: []string{controller.Correspondents, controller.CustomerContacts},
		Name: text("Innloggingslenker", "Innloggingslenkjer", "Sign-in links"),
		Why:  text("Å slippe inn bare den som eier adressen.", "Å sleppe inn berre den som eig adressa.", "To let in only the holder of the address."),
		Data: text("e-postadresse og når lenken ble bedt om", "e-postadresse og når lenkja vart beden om", "email address and when the link was asked for"),
		Kept: text("{n} dager etter at lenken ble bedt om", "{n} dagar etter at lenkja vart beden om", "{n} days after the link was asked for"),
	},
	{
		ID: "suppressions", Basis: gdpr.BasisLegalObligation, Subjects: []string{controller.Correspondents},
		Name: text("Hvem som har sagt nei til markedsføring (artikkel 21 nr. 3)", "Kven som har sagt nei til marknadsføring (artikkel 21 nr. 3)", "Who has objected to marketing (Article 21(3))"),
		Why:  text("Å ikke sende det likevel.", "Å ikkje sende det likevel.", "Not to send it after all."),
		Data: text("et pseudonym, laget av e-postadressen med en hemmelig nøkkel, og tidspunktet", "eit pseudonym, laga av e-postadressa med ein hemmeleg nøkkel, og tidspunktet", "a pseudonym, made from the email address with a secret key, and when"),
		Kept: text("blir ikke slettet, så lenge nei skal gjelde", "blir ikkje sletta, så lenge nei skal gjelde", "not erased, for as long as the no is to count"),
	},
	{
		ID: "deletions", Basis: gdpr.BasisLegalObligation,
		Name: text("Bevis for at noe er slettet: hva slags, etter hvilken regel og når", "Prov for at noko er sletta: kva slag, etter kva regel og når", "Proof that something was deleted: what kind, by which rule and when"),
		Why:  text("Å kunne vise at det som er lovet slettet, er slettet.", "Å kunne vise at det som er lova sletta, er sletta.", "To be able to show that what was promised deleted is."),
		Kept: text("{n} år etter slettingen", "{n} år etter slettinga", "{n} years after the deletion"),
	},
	{
		ID: "audit", Basis: gdpr.BasisLegalObligation, Subjects: []string{controller.Staff},
		Name: text("Logg over hva ansatte gjør", "Logg over kva tilsette gjer", "Log of what staff do"),
		Why:  text("Å kunne vise hvem som har lest og gjort hva (artikkel 5 nr. 2, 32).", "Å kunne vise kven som har lese og gjort kva (artikkel 5 nr. 2, 32).", "To be able to show who has read and done what (Articles 5(2), 32)."),
		Data: text("den ansattes nummer, hva som ble lest eller gjort, i hvilken sak, og når", "nummeret til den tilsette, kva som vart lese eller gjort, i kva sak, og når", "the number of the member of staff, what was read or done, in which case, and when"),
		Kept: text("{n} år etter kallet", "{n} år etter kallet", "{n} years after the call"),
	},
	{
		ID: "log", Basis: gdpr.BasisLegalObligation,
		Name: text("Logg som viser at ingen har endret noe: bare tall, ingen personopplysninger", "Logg som viser at ingen har endra noko: berre tal, ingen personopplysningar", "Log that shows that nobody has altered anything: numbers only, no personal data"),
		Why:  text("Å kunne vise at det som er registrert, ikke er endret siden.", "Å kunne vise at det som er registrert, ikkje er endra sidan.", "To be able to show that what was recorded has not been altered since."),
		Kept: text("blir ikke slettet", "blir ikkje sletta", "not erased"),
	},
}

// subjects are what the categories of data subjects are called (Art. 30(1)(c)).
var subjects = [...]struct {
	id   string
	name gdpr.Text
}{
	{controller.SiteVisitors, text("besøkende på nettstedene", "besøkjande på nettstadene", "visitors of the sites")},
	{controller.JobApplicants, text("jobbsøkere", "jobbsøkjarar", "job applicants")},
	{controller.Registered, text("personer som har registrert seg", "personar som har registrert seg", "people who have registered")},
	{controller.CustomerContacts, text("kontaktpersoner hos kunder", "kontaktpersonar hos kundar", "contact persons of customers")},
	{controller.Correspondents, text("alle som henvender seg", "alle som vender seg til oss", "everybody who gets in touch")},
	{controller.Referees, text("referansepersoner som jobbsøkere oppgir", "referansepersonar som jobbsøkjarar gir opp", "referees whom applicants name")},
	{controller.RecipientContacts, text("kontaktpersoner hos mottakere", "kontaktpersonar hos mottakarar", "contact persons of recipients")},
	{controller.Staff, text("ansatte", "tilsette", "staff")},
}

// Subjects is what a category of data subjects is called; the id itself of one that is none.
func Subjects(id string, l gdpr.Language) string {
	for _, s := range subjects {
		if s.id == id {
			return s.name.In(l)
		}
	}
	return id
}
