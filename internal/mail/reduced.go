package mail

// The letter about a consent that was withdrawn for some of its purposes (Art. 7(3)), with its
// sentences. What it says of each purpose is the list of what counts now.

func reduceConsent(m Message) letter {
	return m.takenBack(m.begin(consentReducedSubject, consentReducedTitle), consentReducedUndo)
}

// ConsentReduced.
var (
	consentReducedSubject = text(
		"Noe av samtykket er trukket tilbake (sak {case})",
		"Noko av samtykket er trekt tilbake (sak {case})",
		"Some of your consent is withdrawn (case {case})")
	consentReducedTitle = text(
		"Noe av samtykket er trukket tilbake", "Noko av samtykket er trekt tilbake", "Some of your consent is withdrawn")
	consentReducedUndo = text(
		"Var det ikke meningen, kan du få tilbake det du har trukket tilbake det siste døgnet. Det andre står som det står.",
		"Var det ikkje meininga, kan du få tilbake det du har trekt tilbake det siste døgnet. Det andre står som det står.",
		"If you did not mean it, you can have back what you withdrew in the last 24 hours. The rest stays as it is.")
)
