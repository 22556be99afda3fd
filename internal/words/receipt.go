package words

import (
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

var byMail = text("Med lenken i en e-post fra oss", "Med lenkja i ein e-post frå oss", "By the link in an email of ours")

// Indicated is how something was indicated, to whoever reads a receipt: one of the
// mechanisms, or by mail.
func Indicated(how string) gdpr.Text {
	if how == "mail" {
		return byMail
	}
	return EveryLanguage(func(l gdpr.Language) string { return Mechanism(consent.Mechanism(how), l) })
}

// EveryLanguage is a text from what says it in one language.
func EveryLanguage(say func(gdpr.Language) string) gdpr.Text {
	return gdpr.Text{NB: say(gdpr.Bokmal), NN: say(gdpr.Nynorsk), EN: say(gdpr.English)}
}

// statuses are the terms of the vocabulary for what became of a consent, to the person.
var statuses = [...]struct {
	name string
	text gdpr.Text
}{
	{"ConsentRequested", text("Ikke bekreftet ennå", "Ikkje stadfesta enno", "Not confirmed yet")},
	{"ConsentRefused", text("Nei", "Nei", "No")},
	{"ConsentGiven", text("Ja", "Ja", "Yes")},
	{"RenewedConsentGiven", text("Ja, gitt på nytt", "Ja, gitt på nytt", "Yes, given again")},
	{"ConsentWithdrawn", text("Trukket tilbake", "Trekt tilbake", "Withdrawn")},
	{"ConsentExpired", text("Ja, men tiden er ute", "Ja, men tida er ute", "Yes, but its time is over")},
	{"ConsentInvalidated", text("Gjelder ikke", "Gjeld ikkje", "Does not count")},
	{"ConsentRevoked", text("Avsluttet av virksomheten", "Avslutta av verksemda", "Ended by the company")},
}

// ConsentStatus is what a term of the vocabulary for a consent's status means.
func ConsentStatus(name string, l gdpr.Language) string {
	for _, s := range statuses {
		if s.name == name {
			return s.text.In(l)
		}
	}
	return name
}

// What a receipt proves, and what it does not.
var (
	ProofValid = text("Ekte", "Ekte", "Valid")
	ProofSaid  = text(
		"{name}, som er alene om å ha nøkkelen, sa dette {made}. Ikke et tegn er endret siden.",
		"{name}, som er åleine om å ha nøkkelen, sa dette {made}. Ikkje eit teikn er endra sidan.",
		"{name}, who alone has the key, said this on {made}. Not a character has been changed since.")
	ProofPurpose = text("{purpose}: {status} ({since})", "{purpose}: {status} ({since})", "{purpose}: {status} ({since})")
	ProofEnded   = text(
		"{purpose}: {status}. Svaret var ja, {since}.", "{purpose}: {status}. Svaret var ja, {since}.", "{purpose}: {status}. The answer was yes, {since}.")
	ProofOver = text(
		"{purpose}: Det ble sagt ja, og tiden er ute. Etter denne kvitteringen gjaldt det til {until}.",
		"{purpose}: Det vart sagt ja, og tida er ute. Etter denne kvitteringa gjaldt det til {until}.",
		"{purpose}: A yes was given, and its time is over. By this receipt it counted until {until}.")
	ProofNotice = text(
		"Teksten som ble vist, er versjon {version}: {notice} (SHA-256 {digest}).",
		"Teksten som vart vist, er versjon {version}: {notice} (SHA-256 {digest}).",
		"The text that was shown is version {version}: {notice} (SHA-256 {digest}).")
	ProofOwnNotice = text(
		"Svaret om {purpose} ble gitt til en annen tekst, versjon {version}: {notice} (SHA-256 {digest}).",
		"Svaret om {purpose} vart gitt til ein annan tekst, versjon {version}: {notice} (SHA-256 {digest}).",
		"The answer about {purpose} was given to another text, version {version}: {notice} (SHA-256 {digest}).")
	ProofReplaced = text(
		"Nøkkelen ble byttet ut {date}, etter at dette ble laget. Det som var signert da, gjelder likevel.",
		"Nøkkelen vart bytt ut {date}, etter at dette vart laga. Det som var signert då, gjeld likevel.",
		"The key was replaced on {date}, after this was made. What was signed by then still holds.")
	ProofNobody = text(
		"Det sier ikke hvem det gjelder. Det vet bare den som har fått det, og virksomheten.",
		"Det seier ikkje kven det gjeld. Det veit berre den som har fått det, og verksemda.",
		"It does not say whom it is about. Only whoever received it knows, and the company.")
	ProofThen = text(
		"Det sier hva som gjaldt da det ble laget. Hva som gjelder nå, viser en ny kvittering.",
		"Det seier kva som gjaldt då det vart laga. Kva som gjeld no, viser ei ny kvittering.",
		"It says what counted when it was made. What counts now is shown by a new receipt.")
	ProofKeys = text(
		"At nøklene er virksomhetens, ser du av hvor de er hentet, ikke av denne kontrollen.",
		"At nøklane er verksemda sine, ser du av kvar dei er henta, ikkje av denne kontrollen.",
		"That the keys are the company's is shown by where they were fetched, not by this check.")
	ProofLogged = text(
		"Registreringen står som nummer {index} i virksomhetens logg, under hodet som ble signert {head}. Det som står der, er: «{event}», {at}. Det har ikke vært endret siden, og loggen som er publisert nå, begynner fortsatt med det.",
		"Registreringa står som nummer {index} i loggen til verksemda, under hovudet som vart signert {head}. Det som står der, er: «{event}», {at}. Det har ikkje vore endra sidan, og loggen som er publisert no, byrjar framleis med det.",
		"The record stands as number {index} in the company's log, under the head that was signed {head}. What stands there is: “{event}”, {at}. It has not been changed since, and the log that is published now still begins with it.")
	ProofLater = text(
		"Det er et senere steg enn kvitteringen forteller om: noe har skjedd med samtykket etter at kvitteringen ble laget.",
		"Det er eit seinare steg enn kvitteringa fortel om: noko har skjedd med samtykket etter at kvitteringa vart laga.",
		"That is a later step than the receipt tells of: something has happened to the consent since the receipt was made.")
	ProofUnread = text(
		"Beviset fra loggen er ikke kontrollert: si hvilken logg med -log.",
		"Provet frå loggen er ikkje kontrollert: sei kva logg med -log.",
		"The proof from the log has not been checked: name the log with -log.")
	ProofNumbers = text(
		"Kvittering {receipt}, av registrering {record}.",
		"Kvittering {receipt}, av registrering {record}.",
		"Receipt {receipt}, of record {record}.")
	ProofCounts = text(
		"Slettet: {deleted}. Beholdt: {kept}. Attest {certificate}, sak {case}.",
		"Sletta: {deleted}. Tekne vare på: {kept}. Attest {certificate}, sak {case}.",
		"Deleted: {deleted}. Kept: {kept}. Certificate {certificate}, case {case}.")

	ProofRefused = text("Ikke godkjent", "Ikkje godkjend", "Refused")
	RefusedForm  = text(
		"Dette er ingen signert attest eller kvittering: den er kuttet eller endret, eller er noe annet.",
		"Dette er ingen signert attest eller kvittering: ho er kutta eller endra, eller er noko anna.",
		"This is no signed certificate or receipt: it has been cut or changed, or is something else.")
	RefusedKeys = text(
		"Det som skulle være nøkler, er ikke det.",
		"Det som skulle vere nøklar, er ikkje det.",
		"What should be published keys is none.")
	RefusedKey = text(
		"Den er signert med en nøkkel som virksomheten ikke har publisert.",
		"Ho er signert med ein nøkkel som verksemda ikkje har publisert.",
		"It is signed with a key that the company has not published.")
	RefusedSignature = text(
		"Signaturen passer ikke til teksten: en av dem er endret.",
		"Signaturen passar ikkje til teksten: ein av dei er endra.",
		"The signature does not fit the text: one of them has been changed.")
	RefusedReplaced = text(
		"Den er signert med en nøkkel som var byttet ut da den sier at den ble laget.",
		"Ho er signert med ein nøkkel som var bytt ut då ho seier at ho vart laga.",
		"It is signed with a key that had been replaced when it says that it was made.")
	RefusedEarly = text(
		"Den er signert med en nøkkel som ikke var tatt i bruk da den sier at den ble laget.",
		"Ho er signert med ein nøkkel som ikkje var teken i bruk då ho seier at ho vart laga.",
		"It is signed with a key that did not sign yet when it says that it was made.")
	RefusedController = text(
		"Den taler for en annen virksomhet enn den som har signert.",
		"Ho talar for ei anna verksemd enn den som har signert.",
		"It speaks for another company than the one that signed it.")
	RefusedOther = text(
		"Den er ekte, men gjelder en annen virksomhet enn den du spurte om.",
		"Ho er ekte, men gjeld ei anna verksemd enn den du spurde om.",
		"It is genuine, but another company's than the one that you asked about.")
	RefusedContent = text(
		"Den er signert, men er ingen attest eller kvittering av et slag vi kan lese.",
		"Ho er signert, men er ingen attest eller kvittering av eit slag vi kan lese.",
		"It is signed, but is no certificate or receipt of a sort that we can read.")

	UnprovedAlone = text(
		"Kvitteringen er ekte for seg. Beviset for at den står i loggen, er ikke godkjent:",
		"Kvitteringa er ekte for seg. Provet for at ho står i loggen, er ikkje godkjent:",
		"The receipt is genuine by itself. The proof of its place in the log is refused:")
	UnprovedHead = text(
		"Det som skulle være et signert hode av en logg, er ikke det: det er kuttet eller endret, eller er noe annet.",
		"Det som skulle vere eit signert hovud av ein logg, er ikkje det: det er kutta eller endra, eller er noko anna.",
		"What should be a signed head of a log is none: it has been cut or changed, or is something else.")
	UnprovedKeys = text(
		"Det som skulle være loggens publiserte nøkler, er ikke det.",
		"Det som skulle vere dei publiserte nøklane til loggen, er ikkje det.",
		"What should be the published keys of the log is none.")
	UnprovedKey = text(
		"Hodet er signert med en nøkkel som virksomheten ikke har publisert.",
		"Hovudet er signert med ein nøkkel som verksemda ikkje har publisert.",
		"The head is signed with a key that the company has not published.")
	UnprovedRetired = text(
		"Hodet er signert med en nøkkel som ikke var i bruk da: en gammel, eller en som kom senere.",
		"Hovudet er signert med ein nøkkel som ikkje var i bruk då: ein gammal, eller ein som kom seinare.",
		"The head is signed with a key that was not in force at its time: an old one, or one to come.")
	UnprovedSignature = text(
		"Signaturen passer ikke til hodet: en av dem er endret.",
		"Signaturen passar ikkje til hovudet: ein av dei er endra.",
		"The signature does not fit the head: one of them has been changed.")
	UnprovedController = text(
		"Det er fra loggen til en annen virksomhet.",
		"Det er frå loggen til ei anna verksemd.",
		"It is of another company's log.")
	UnprovedEntry = text(
		"Det er ikke det som ble ført inn i loggen: det er endret.",
		"Det er ikkje det som vart ført inn i loggen: det er endra.",
		"The entry is not the one that was put into the log: it has been changed.")
	UnprovedSize = text(
		"Størrelsen er ikke den som hodet sier.",
		"Storleiken er ikkje den som hovudet seier.",
		"The size is not the one that the head says.")
	UnprovedProof = text(
		"Det fører ikke til hodet: det er fra et annet tre, eller fra et annet sted i det.",
		"Det fører ikkje til hovudet: det er frå eit anna tre, eller frå ein annan stad i det.",
		"It does not lead to the head: it is of another tree, or of another place in it.")
	UnprovedShorter = text(
		"Det er godt for seg, men loggen som er publisert nå, er kortere enn den var: noe er kuttet av.",
		"Det er godt for seg, men loggen som er publisert no, er kortare enn han var: noko er kutta av.",
		"It is good by itself, and the log that is published now is shorter than it was: entries have been cut off.")
	UnprovedFork = text(
		"Det er godt for seg, men loggen som er publisert nå, er en annen enn den var: noe i den er endret, fjernet eller flyttet.",
		"Det er godt for seg, men loggen som er publisert no, er ein annan enn han var: noko i han er endra, fjerna eller flytta.",
		"It is good by itself, and the log that is published now is another than it was: what was in it has been changed, removed or reordered.")
	UnprovedRecord = text(
		"Det er for en annen registrering enn kvitteringen er av.",
		"Det er for ei anna registrering enn kvitteringa er av.",
		"It is of another record than the receipt.")
	UnprovedUntold = text(
		"Det er for et steg som kvitteringen ikke forteller om, enda den er laget etterpå.",
		"Det er for eit steg som kvitteringa ikkje fortel om, endå ho er laga etterpå.",
		"It is of a step of the consent of which the receipt, made after it, does not tell.")
	UnprovedReceipt = text(
		"Et slikt bevis hører til en kvittering for samtykke, og dette er ingen.",
		"Eit slikt prov høyrer til ei kvittering for samtykke, og dette er inga.",
		"Such a proof goes with a consent receipt, and this is none.")
)

// The page of a receipt, and the page that checks one.
var (
	ReceiptTitle = text("Kvittering for samtykke", "Kvittering for samtykke", "Consent receipt")
	ReceiptLead  = text(
		"Her står det {short} har registrert at du sa ja og nei til. Kvitteringen er signert, så du kan vise den til andre, og de kan kontrollere den.",
		"Her står det {short} har registrert at du sa ja og nei til. Kvitteringa er signert, så du kan vise ho til andre, og dei kan kontrollere ho.",
		"This is what {short} has recorded that you said yes and no to. The receipt is signed, so that you can show it to others, and they can check it.")
	ReceiptChoices  = text("Dette gjaldt da kvitteringen ble laget", "Dette gjaldt då kvitteringa vart laga", "What counted when the receipt was made")
	ReceiptSince    = text("{status}, {since}", "{status}, {since}", "{status}, {since}")
	ReceiptEnded    = text("{status}. Svaret var ja, {since}.", "{status}. Svaret var ja, {since}.", "{status}. The answer was yes, {since}.")
	ReceiptUntil    = text("Gjelder til", "Gjeld til", "Counts until")
	ReceiptMade     = text("Laget", "Laga", "Made")
	ReceiptNumber   = text("Kvitteringens nummer", "Nummeret på kvitteringa", "Number of the receipt")
	ReceiptRecord   = text("Registreringens nummer", "Nummeret på registreringa", "Number of the record")
	ReceiptStored   = text("Registreringen er lagret i", "Registreringa er lagra i", "The record is stored in")
	ReceiptVersion  = text("Versjon", "Versjon", "Version")
	ReceiptWithdraw = text("Ombestemt deg?", "Ombestemt deg?", "Changed your mind?")
	ReceiptBack     = text(
		"Se samtykket, og trekk det tilbake der", "Sjå samtykket, og trekk det tilbake der", "See the consent, and withdraw it there")
	ReceiptKeep      = text("Ta vare på den", "Ta vare på ho", "Keep it")
	ReceiptKeepPlain = text(
		"Den signerte filen er den du kan kontrollere senere, også når vi ikke har registreringen lenger.",
		"Den signerte fila er den du kan kontrollere seinare, òg når vi ikkje har registreringa lenger.",
		"The signed file is the one that can be checked later, even when we no longer have the record.")
	ReceiptDownload = text("Last ned den signerte kvitteringen", "Last ned den signerte kvitteringa", "Download the signed receipt")
	ReceiptJSON     = text("Last ned innholdet (JSON-LD)", "Last ned innhaldet (JSON-LD)", "Download its content (JSON-LD)")
	ReceiptProved   = text(
		"Last ned den signerte kvitteringen med bevis for at registreringen står i loggen",
		"Last ned den signerte kvitteringa med prov for at registreringa står i loggen",
		"Download the signed receipt with the proof that its record is in the log")
	ReceiptInclusion = text("Se bare beviset fra loggen", "Sjå berre provet frå loggen", "See only the proof from the log")
	ReceiptCheck     = text("Kontroller en kvittering", "Kontroller ei kvittering", "Check a receipt")
	ReceiptSee       = text("Kvittering", "Kvittering", "Receipt")

	VerifyTitle = text("Kontroller en kvittering", "Kontroller ei kvittering", "Check a receipt")
	VerifyLead  = text(
		"Lim inn en signert kvittering eller sletteattest fra {short}. Vi sier om den er ekte, hva den beviser, og hva den ikke beviser. Vi lagrer den ikke.",
		"Lim inn ei signert kvittering eller sletteattest frå {short}. Vi seier om ho er ekte, kva ho beviser, og kva ho ikkje beviser. Vi lagrar ho ikkje.",
		"Paste a signed receipt or certificate of erasure from {short}. We say whether it is genuine, what it proves, and what it does not. We do not store it.")
	VerifyField = text("Innholdet i filen", "Innhaldet i fila", "The content of the file")
	VerifyHint  = text(
		"Filen slutter på .jws og er én lang linje. Kom den med bevis fra loggen, slutter den på .json: lim inn alt.",
		"Fila sluttar på .jws og er éi lang linje. Kom ho med prov frå loggen, sluttar ho på .json: lim inn alt.",
		"The file ends in .jws and is one long line. If it came with the proof from the log, it ends in .json: paste all of it.")
	VerifySend   = text("Kontroller", "Kontroller", "Check")
	VerifyAgain  = text("Kontroller en til", "Kontroller ei til", "Check another")
	VerifyAlone  = text("Kontroller uten oss", "Kontroller utan oss", "Check without us")
	VerifyByHand = text(
		"Filen er en JWS (RFC 7515) med Ed25519, og nøklene ligger på adressen under. Hvem som helst kan kontrollere den med egne verktøy, uten å spørre oss.",
		"Fila er ein JWS (RFC 7515) med Ed25519, og nøklane ligg på adressa under. Kven som helst kan kontrollere ho med eigne verktøy, utan å spørje oss.",
		"The file is a JWS (RFC 7515) with Ed25519, and the keys are at the address below. Anybody can check it with tools of their own, without asking us.")
)
