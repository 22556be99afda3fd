package mail

// The letters about a consent that a new version of the statement has changed (promise T15),
// with their sentences. What changed is told in the declaration's own words.

func askAgain(m Message) letter {
	l := m.begin(consentAgainSubject, consentAgainTitle)
	l.add(paragraph(m.say(consentAgainLead)), m.purposes())
	l.add(heading(m.say(consentAgainChanged)), m.changed())
	l.add(promise(m.say(consentAgainUntil)), paragraph(m.say(consentAgainAsk)))
	l.add(m.way(consentAgainButton)...)
	l.add(heading(m.say(consentAgainNoTitle)), paragraph(m.say(consentAgainNo)), paragraph(m.say(consentAgainSilence)))
	return l
}

func affirmConsent(m Message) letter {
	l := m.begin(consentAffirmedSubject, consentAffirmedTitle)
	l.add(paragraph(m.say(consentAffirmedLead)))
	l.add(m.decided()...)
	l.add(heading(m.say(changeTitle)), paragraph(m.say(consentGivenWithdraw)))
	l.add(m.way(consentGivenShow)...)
	return l
}

// purposes names what is asked about.
func (m Message) purposes() list {
	var names list
	for _, d := range m.Decisions {
		purpose, _ := m.Controller.Purpose(d.Purpose) // check has found it
		names = append(names, purpose.Name.In(m.Language))
	}
	return names
}

// changed says what the new version changes.
func (m Message) changed() list {
	var said list
	for _, t := range m.Changes {
		said = append(said, t.In(m.Language))
	}
	return said
}

// ConsentAgain.
var (
	consentAgainSubject = text(
		"Noe du sa ja til, er endret (sak {case})",
		"Noko du sa ja til, er endra (sak {case})",
		"Something you said yes to has changed (case {case})")
	consentAgainTitle = text("Sier du fortsatt ja?", "Seier du framleis ja?", "Do you still say yes?")
	consentAgainLead  = text(
		"Hei! Du har sagt ja til dette hos {short}:",
		"Hei! Du har sagt ja til dette hos {short}:",
		"Hello! You have said yes to this at {short}:")
	consentAgainChanged = text("Dette er nytt", "Dette er nytt", "This is new")
	consentAgainUntil   = text(
		"Samtykket ditt dekker ikke dette. Vi bruker ikke opplysningene dine til det før du eventuelt sier ja igjen.",
		"Samtykket ditt dekkjer ikkje dette. Vi bruker ikkje opplysningane dine til det før du eventuelt seier ja igjen.",
		"Your yes does not cover this. We do not use your data for it unless you say yes again.")
	consentAgainAsk = text(
		"Hele teksten står på siden, og der svarer du ja eller nei for hvert formål.",
		"Heile teksten står på sida, og der svarar du ja eller nei for kvart formål.",
		"The whole text is on the page, and there you answer yes or no for each purpose.")
	consentAgainButton  = text("Svar ja eller nei", "Svar ja eller nei", "Answer yes or no")
	consentAgainNoTitle = text("Vil du si nei?", "Vil du seie nei?", "Would you rather say no?")
	consentAgainNo      = text(
		"Et nei koster deg ingenting. Det du sier nei til, er da trukket tilbake, og det vi har lagret bare på grunn av det, slettes.",
		"Eit nei kostar deg ingenting. Det du seier nei til, er då trekt tilbake, og det vi har lagra berre på grunn av det, blir sletta.",
		"A no costs you nothing. What you say no to is then withdrawn, and what we hold only because of it is deleted.")
	consentAgainSilence = text(
		"Svarer du ikke, spør vi ikke om dette flere ganger. Det du sendte oss, ligger urørt til tiden som ble lovet da, er ute, og slettes.",
		"Svarar du ikkje, spør vi ikkje om dette fleire gonger. Det du sende oss, ligg urørt til tida som vart lova då, er ute, og blir sletta.",
		"If you do not answer, we do not ask about this again. What you sent us lies untouched until the time promised then has passed, and is deleted.")
)

// ConsentAffirmed.
var (
	consentAffirmedSubject = text(
		"Du har sagt ja igjen (sak {case})", "Du har sagt ja igjen (sak {case})", "You have said yes again (case {case})")
	consentAffirmedTitle = text("Du har sagt ja igjen", "Du har sagt ja igjen", "You have said yes again")
	consentAffirmedLead  = text(
		"Takk! {short} fikk svaret ditt {received}, og det er til teksten slik den er nå. Dette gjelder:",
		"Takk! {short} fekk svaret ditt {received}, og det er til teksten slik han er no. Dette gjeld:",
		"Thank you! {short} received your answer on {received}, and it is to the text as it is now. This is what counts:")
)
