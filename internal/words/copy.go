package words

import (
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// The copy of what is held on a person (Art. 15(3)).
var (
	CopyTitle = text("Kopi av det vi har om deg", "Kopi av det vi har om deg", "Copy of what we hold on you")
	CopyLead  = text(
		"Dette er alt {name} har lagret under {address}, slik det var {time}. Det er en kopi som bare du har fått: pass på den.",
		"Dette er alt {name} har lagra under {address}, slik det var {time}. Det er ein kopi som berre du har fått: pass på han.",
		"This is all that {name} holds under {address}, as it was on {time}. Only you have got this copy: look after it.")
	CopyFiles = text(
		"Filene ligger i mappen files. access.json er det samme for maskiner, og portability.json er det du kan ta med deg til andre.",
		"Filene ligg i mappa files. access.json er det same for maskiner, og portability.json er det du kan ta med deg til andre.",
		"The files are in the folder files. access.json is the same for machines, and portability.json is what you can take elsewhere.")
	CopyVisitors = text(
		"Valg om informasjonskapsler er lagret under et tilfeldig nummer. De fører ikke til deg, og er derfor ikke med.",
		"Val om informasjonskapslar er lagra under eit tilfeldig nummer. Dei fører ikkje til deg, og er difor ikkje med.",
		"Choices about cookies are stored under a random number. They do not lead to you, and so are not in here.")
	CopyRemoved = text(
		"[Fjernet av hensyn til andre]", "[Fjerna av omsyn til andre]", "[Removed out of regard for others]")
	CopyRemovedPlain = text(
		"Noe handler om andre enn deg og er fjernet (personvernforordningen artikkel 15 nr. 4). Det står markert der det sto.",
		"Noko handlar om andre enn deg og er fjerna (personvernforordninga artikkel 15 nr. 4). Det står markert der det stod.",
		"Some of it is about others than you and has been removed (Article 15(4) GDPR). It is marked where it stood.")
	CopyUnreviewed = text(
		"Det andre har skrevet om deg her, er ikke med i denne kopien. Det kommer med kopien som en av oss leser gjennom først: be om innsyn, så får du den.",
		"Det andre har skrive om deg her, er ikkje med i denne kopien. Det kjem med kopien som ein av oss les gjennom først: be om innsyn, så får du han.",
		"What others have written about you here is not in this copy. It comes with the copy that one of us reads first: ask for access, and you get it.")

	CopyWhere       = text("Hvem som er ansvarlig", "Kven som er ansvarleg", "Who is responsible")
	CopyName        = text("Navn", "Namn", "Name")
	CopyPostal      = text("Adresse", "Adresse", "Address")
	CopyWebsite     = text("Nettsted", "Nettstad", "Website")
	CopyPerson      = text("Hvem kopien er om", "Kven kopien er om", "Whom the copy is about")
	CopyAddress     = text("E-postadresse", "E-postadresse", "Email address")
	CopyAddresses   = text("Andre adresser vi har", "Andre adresser vi har", "Other addresses that we have")
	CopyNone        = text("Ingen", "Ingen", "None")
	CopyRecords     = text("Opplysningene", "Opplysningane", "The data")
	CopyNothing     = text("Vi har ikke lagret noe om deg her.", "Vi har ikkje lagra noko om deg her.", "We hold nothing on you here.")
	CopyPurposes    = text("Hva vi bruker opplysninger til", "Kva vi bruker opplysningar til", "What we use data for")
	CopyConcerns    = text("Gjelder opplysninger om deg", "Gjeld opplysningar om deg", "Concerns data on you")
	CopyBasis       = text("Behandlingsgrunnlag", "Behandlingsgrunnlag", "Lawful basis")
	CopyCategories  = text("Opplysninger", "Opplysningar", "Data")
	CopyCategory    = text("Slags opplysning", "Slags opplysning", "Kind of data")
	CopyRecipients  = text("Mottakere", "Mottakarar", "Recipients")
	CopyRetention   = text("Lagringstid", "Lagringstid", "Retention period")
	CopyStored      = text("Hvor det ligger", "Kvar det ligg", "Where it is stored")
	CopyStoredPlain = text(
		"{processor} lagrer alt i denne kopien for {name}, som databehandler, i {country}. Det er i EØS.",
		"{processor} lagrar alt i denne kopien for {name}, som databehandlar, i {country}. Det er i EØS.",
		"{processor} stores all that is in this copy for {name}, as processor, in {country}. That is in the EEA.")
	CopyTransfers   = text("Overføring ut av EØS", "Overføring ut av EØS", "Transfers out of the EEA")
	CopyNoTransfers = text(
		"Vi overfører ikke opplysninger om deg ut av EØS.", "Vi overfører ikkje opplysningar om deg ut av EØS.", "We transfer no data on you out of the EEA.")
	CopyCountry   = text("Land", "Land", "Country")
	CopySafeguard = text("Garanti", "Garanti", "Safeguard")
	CopyRights    = text("Rettighetene dine", "Rettane dine", "Your rights")
	CopyArticle   = text("artikkel {article}", "artikkel {article}", "Article {article}")
	CopyAutomated = text("Automatiske avgjørelser", "Automatiske avgjerder", "Automated decisions")
	CopyNoneMade  = text(
		"Ingen avgjørelse om deg er tatt av en maskin alene, og vi lager ingen profil av deg for det (artikkel 22).",
		"Inga avgjerd om deg er teken av ei maskin åleine, og vi lagar ingen profil av deg for det (artikkel 22).",
		"No decision about you is made by a machine alone, and we make no profile of you for that (Article 22).")
	CopyHow        = text("Slik bruker du dem: skriv til {mailbox}, eller gå til {website}.", "Slik bruker du dei: skriv til {mailbox}, eller gå til {website}.", "To use them, write to {mailbox}, or go to {website}.")
	CopyConsents   = text("Samtykker", "Samtykke", "Consents")
	CopyCases      = text("Forespørsler", "Førespurnader", "Requests")
	CopyMessages   = text("E-poster fra deg", "E-postar frå deg", "Emails from you")
	CopyAgreements = text("Avtaler som nevner deg", "Avtalar som nemner deg", "Agreements that name you")
	CopyFile       = text("Fil", "Fil", "File")
	CopyState      = text("Status", "Status", "Status")
	CopyHistory    = text("Hva som har skjedd", "Kva som har skjedd", "What has happened")
	CopySubject    = text("Emne", "Emne", "Subject")
	CopyText       = text("Tekst", "Tekst", "Text")
	CopyNumber     = text("Nummer", "Nummer", "Number")
	CopyAsked      = text("Du ba om", "Du bad om", "You asked for")
	CopyPost       = text("Annen måte å svare på", "Annan måte å svare på", "Another way to answer")
	CopyAnswer     = text("Svaret", "Svaret", "The answer")
	CopyDeadline   = text("Svarfrist", "Svarfrist", "To be answered by")
	CopyMarketing  = text("Markedsføring", "Marknadsføring", "Marketing")
	CopySuppressed = text(
		"Siden {time} sender vi deg ingen markedsføring. For å huske det har vi et nummer som er regnet ut av adressen, og ingenting annet.",
		"Sidan {time} sender vi deg inga marknadsføring. For å hugse det har vi eit nummer som er rekna ut av adressa, og ingenting anna.",
		"Since {time} we send you no marketing. To remember that we have a number computed from the address, and nothing else.")
	CopyLedger = text(
		"For å svare deg og kunne vise hva vi gjorde (personvernforordningen artikkel 5 nr. 2 og artikkel 12).",
		"For å svare deg og kunne vise kva vi gjorde (personvernforordninga artikkel 5 nr. 2 og artikkel 12).",
		"To answer you and be able to show what we did (Articles 5(2) and 12 GDPR).")
	CopyConsentLedger = text(
		"For å kunne vise hva du sa ja og nei til (personvernforordningen artikkel 7 nr. 1).",
		"For å kunne vise kva du sa ja og nei til (personvernforordninga artikkel 7 nr. 1).",
		"To be able to show what you said yes and no to (Article 7(1) GDPR).")
	CopyFromCustomer = text("Kunden som avtalen er med", "Kunden som avtalen er med", "The customer with whom the agreement is")
)

var consentEvents = [...]struct {
	event consent.Event
	name  gdpr.Text
}{
	{consent.Declare, text("Du sa hva du ville.", "Du sa kva du ville.", "You said what you wanted.")},
	{consent.Confirm, text("Du bekreftet det.", "Du stadfesta det.", "You confirmed it.")},
	{consent.Cancel, text("Du avbrøt det.", "Du avbraut det.", "You canceled it.")},
	{consent.Withdraw, text("Du trakk samtykket tilbake.", "Du trekte samtykket tilbake.", "You withdrew the consent.")},
	{consent.Renew, text("Du fornyet samtykket.", "Du fornya samtykket.", "You renewed the consent.")},
	{consent.Narrow, text("Du trakk noe av det tilbake.", "Du trekte noko av det tilbake.", "You withdrew some of it.")},
	{consent.Part, text("Du trakk samtykket tilbake for noe av det.", "Du trekte samtykket tilbake for noko av det.", "You withdrew the consent for some of it.")},
	{consent.Affirm, text("Du sa ja til teksten etter at den ble endret.", "Du sa ja til teksten etter at han vart endra.", "You said yes to the text after it was changed.")},
	{consent.Restore, text("Du tok tilbaketrekkingen tilbake.", "Du tok tilbaketrekkinga tilbake.", "You took the withdrawal back.")},
}

// CopyConsentEvent is one line of a consent's history.
func CopyConsentEvent(e consent.Event, l gdpr.Language) string {
	for _, w := range consentEvents {
		if w.event == e {
			return w.name.In(l)
		}
	}
	return string(e)
}
