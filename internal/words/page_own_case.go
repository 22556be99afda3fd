package words

import (
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Consents and cases, as they stand on a person's own page and on that of a case.
var (
	OwnConsents     = text("Samtykker", "Samtykke", "Consents")
	OwnConsent      = text("Samtykke {date}", "Samtykke {date}", "Consent of {date}")
	OwnConsentTitle = text("Samtykket ditt", "Samtykket ditt", "Your consent")
	OwnReceipt      = text("Se kvitteringen", "Sjå kvitteringa", "See the receipt")
	OwnAffirm       = text(
		"Over står det som er endret. Les hele teksten før du eventuelt sier ja, og svar for hvert formål. Svarer du ikke, ligger opplysningene urørt til tiden som ble lovet da, er ute.",
		"Over står det som er endra. Les heile teksten før du eventuelt seier ja, og svar for kvart formål. Svarar du ikkje, ligg opplysningane urørt til tida som vart lova då, er ute.",
		"Above stands what has changed. Read the whole text before you say yes, if you do, and answer for each purpose. If you do not answer, the data lies untouched until the time promised then has passed.")
	OwnRenew = text(
		"Tiden for profilen er snart ute. Sier du ikke ja, slettes den på dagen som står ved profilen.",
		"Tida for profilen er snart ute. Seier du ikkje ja, blir han sletta på dagen som står ved profilen.",
		"The time for the profile is nearly over. If you do not say yes, it is deleted on the day that stands with the profile.")
	OwnTakeBack = text(
		"Trekker du samtykket tilbake, gjelder det med en gang, og du får en e-post om det. Det vi bare har fordi du samtykket, stanser vi bruken av, og sletter etter 24 timer.",
		"Trekkjer du samtykket tilbake, gjeld det med ein gong, og du får ein e-post om det. Det vi berre har fordi du samtykte, stansar vi bruken av, og slettar etter 24 timar.",
		"If you withdraw the consent, that counts at once, and you get an email about it. What we hold only because you consented, we stop using, and delete after 24 hours.")
	OwnReceiptPlain = text(
		"Dette er alt vi kan vise om samtykket: hva du svarte, når, og teksten du så.",
		"Dette er alt vi kan vise om samtykket: kva du svarte, når, og teksten du såg.",
		"This is all that we can show of the consent: what you answered, when, and the text that you saw.")
	OwnVersion   = text("Versjon av erklæringen", "Versjon av erklæringa", "Version of the statement")
	OwnMechanism = text("Slik svarte du", "Slik svarte du", "How you answered")
	OwnEnds      = text("Slettes", "Blir sletta", "Deleted")

	OwnCases   = text("Saker", "Saker", "Cases")
	OwnEnded   = text("Avsluttede saker", "Avslutta saker", "Cases that have ended")
	CaseResult = text("Hva som kom ut av det", "Kva som kom ut av det", "What came of it")
	CaseUntil  = text("Slettes", "Blir sletta", "Deleted")
	CaseLifted = text("Tas i bruk igjen", "Blir teke i bruk igjen", "Used again from")
	CaseKept   = text("Ikke slettet", "Ikkje sletta", "Not deleted")
	CaseStill  = text(
		"Fristen står stille til du har svart på spørsmålet om hvem du er.",
		"Fristen står stille til du har svart på spørsmålet om kven du er.",
		"The deadline stands still until you have answered the question who you are.")
	CaseKeptUntil = text(
		"{what}, til {date}. Grunnen er {ground} ({article})",
		"{what}, til {date}. Grunnen er {ground} ({article})",
		"{what}, until {date}. The ground is {ground} ({article})")
	CaseField = text("{field}: {state}", "{field}: {state}", "{field}: {state}")
	CaseTold  = text("Mottakere", "Mottakarar", "Recipients")
	CaseOwn   = text(
		"Vil du se alt vi har om deg, eller be om noe mer, åpne siden din.",
		"Vil du sjå alt vi har om deg, eller be om noko meir, opne sida di.",
		"To see everything that we hold on you, or to ask for more, open your page.")

	StopTitle = text("Stans slettingen", "Stans slettinga", "Stop the deletion")
	StopLead  = text(
		"Noen har bedt om at alt vi har om deg, blir slettet. Var det ikke deg, eller har du ombestemt deg, stans det her. Gjør du ingenting, slettes det når tiden er ute.",
		"Nokon har bede om at alt vi har om deg, blir sletta. Var det ikkje du, eller har du ombestemt deg, stans det her. Gjer du ingenting, blir det sletta når tida er ute.",
		"Somebody has asked for everything that we hold on you to be deleted. If it was not you, or you have changed your mind, stop it here. If you do nothing, it is deleted when the time is up.")
	StopAsk = text("Skal vi stanse slettingen?", "Skal vi stanse slettinga?", "Shall we stop the deletion?")
	StopYes = text("Ja, stans slettingen", "Ja, stans slettinga", "Yes, stop the deletion")
)

// ErasedThing is what an erasure calls a kind of thing that it meets.
func ErasedThing(c controller.Class, l gdpr.Language) string { return erasedName(c, l) }

// consentHappenings are the lines of a consent's history.
var consentHappenings = [...]struct {
	event    consent.Event
	sentence gdpr.Text
}{
	{consent.Declare, text("Du svarte.", "Du svarte.", "You answered.")},
	{consent.Confirm, text("Du bekreftet svaret.", "Du stadfesta svaret.", "You confirmed the answer.")},
	{consent.Cancel, text("Du avbrøt.", "Du avbraut.", "You canceled it.")},
	{consent.Withdraw, text("Du trakk samtykket tilbake.", "Du trekte samtykket tilbake.", "You withdrew the consent.")},
	{consent.Renew, text("Du fornyet samtykket.", "Du fornya samtykket.", "You renewed the consent.")},
	{consent.Narrow, text("Du tok tilbake noe av det.", "Du tok tilbake noko av det.", "You took back some of it.")},
	{consent.Part, text("Du trakk samtykket tilbake for noe av det.", "Du trekte samtykket tilbake for noko av det.", "You withdrew the consent for some of it.")},
	{consent.Affirm, text("Du sa ja til teksten etter at den ble endret.", "Du sa ja til teksten etter at han vart endra.", "You said yes to the text after it was changed.")},
	{consent.Restore, text("Du angret at du trakk det tilbake.", "Du angra at du trekte det tilbake.", "You took the withdrawal back.")},
}

// ConsentHappened is what a consent's history says of an event.
func ConsentHappened(e consent.Event, l gdpr.Language) string {
	for _, w := range consentHappenings {
		if w.event == e {
			return w.sentence.In(l)
		}
	}
	return string(e)
}

var mechanisms = [...]struct {
	mechanism consent.Mechanism
	name      gdpr.Text
}{
	{consent.ByForm, text("I et skjema hos oss", "I eit skjema hos oss", "On a form of ours")},
	{consent.ByBanner, text("I et banner på nettstedet", "I eit banner på nettstaden", "In a banner on the website")},
	{consent.BySignal, text("Med et signal fra nettleseren", "Med eit signal frå nettlesaren", "By a signal from the browser")},
	{consent.ByAPI, text("I tjenesten vår", "I tenesta vår", "In our service")},
}

// Mechanism is how a decision was indicated.
func Mechanism(m consent.Mechanism, l gdpr.Language) string {
	for _, w := range mechanisms {
		if w.mechanism == m {
			return w.name.In(l)
		}
	}
	return string(m)
}

// bases are the grounds of Art. 6(1), to the person.
var bases = [...]struct {
	basis gdpr.LawfulBasis
	name  gdpr.Text
}{
	{gdpr.BasisConsent, text("Samtykket ditt (artikkel 6 nr. 1 bokstav a)", "Samtykket ditt (artikkel 6 nr. 1 bokstav a)", "Your consent (Article 6(1)(a))")},
	{gdpr.BasisContract, text("En avtale med deg (artikkel 6 nr. 1 bokstav b)", "Ein avtale med deg (artikkel 6 nr. 1 bokstav b)", "A contract with you (Article 6(1)(b))")},
	{gdpr.BasisLegalObligation, text("Vi må etter loven (artikkel 6 nr. 1 bokstav c)", "Vi må etter lova (artikkel 6 nr. 1 bokstav c)", "The law obliges us (Article 6(1)(c))")},
	{gdpr.BasisVitalInterests, text("Vern om liv (artikkel 6 nr. 1 bokstav d)", "Vern om liv (artikkel 6 nr. 1 bokstav d)", "Protection of life (Article 6(1)(d))")},
	{gdpr.BasisPublicTask, text("En oppgave i allmennhetens interesse (artikkel 6 nr. 1 bokstav e)", "Ei oppgåve i interessa til ålmenta (artikkel 6 nr. 1 bokstav e)", "A task in the public interest (Article 6(1)(e))")},
	{gdpr.BasisLegitimateInterests, text("Vår berettigede interesse (artikkel 6 nr. 1 bokstav f)", "Den rettkomne interessa vår (artikkel 6 nr. 1 bokstav f)", "Our legitimate interests (Article 6(1)(f))")},
}

// Basis is the lawful basis of a purpose, with its letter of the Regulation.
func Basis(b gdpr.LawfulBasis, l gdpr.Language) string {
	for _, w := range bases {
		if w.basis == b {
			return w.name.In(l)
		}
	}
	return string(b)
}
