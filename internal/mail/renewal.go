package mail

// The letters about keeping what is held (promise M6), and the ways in to agreements
// (promise T4) and to one's own records (promises M3 and M8), with their sentences.

func askToRenew(m Message) letter {
	l := m.begin(consentRenewSubject, consentRenewTitle)
	l.add(paragraph(m.say(consentRenewLead)), m.kept())
	l.add(promise(m.say(consentRenewSilence)), paragraph(m.say(consentRenewYes)))
	l.add(m.way(consentRenewButton)...)
	l.add(heading(m.say(consentRenewNoTitle)), paragraph(m.say(consentRenewNo)), paragraph(m.say(consentRenewSooner)))
	return l
}

func renewConsent(m Message) letter {
	l := m.begin(consentRenewedSubject, consentRenewedTitle)
	l.add(paragraph(m.say(consentRenewedLead)))
	l.add(m.decided()...)
	l.add(paragraph(m.say(consentRenewedNext)))
	l.add(heading(m.say(changeTitle)), paragraph(m.say(consentGivenWithdraw)))
	l.add(m.way(consentGivenShow)...)
	l.add(m.receipted()...)
	return l
}

func restoreConsent(m Message) letter {
	l := m.begin(consentRestoredSubject, consentRestoredTitle)
	l.add(paragraph(m.say(consentRestoredLead)))
	l.add(m.decided()...)
	l.add(heading(m.say(changeTitle)), paragraph(m.say(consentGivenWithdraw)))
	l.add(m.way(consentGivenShow)...)
	l.add(m.receipted()...)
	return l
}

func letIn(m Message) letter {
	l := m.begin(agreementLinkSubject, agreementLinkTitle)
	l.add(paragraph(m.say(agreementLinkLead)), paragraph(m.say(agreementLinkPlain)))
	l.add(m.way(agreementLinkButton)...)
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(agreementLinkNotYou)))
	return l
}

func showOwn(m Message) letter {
	l := m.begin(ownLinkSubject, ownLinkTitle)
	l.add(paragraph(m.say(ownLinkLead)), paragraph(m.say(ownLinkPlain)))
	l.add(m.way(ownLinkButton)...)
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(ownLinkNotYou)))
	return l
}

// ConsentRenew.
var (
	consentRenewSubject = text(
		"Skal vi beholde profilen din? (sak {case})",
		"Skal vi ta vare på profilen din? (sak {case})",
		"Should we keep your profile? (case {case})")
	consentRenewTitle = text("Skal vi beholde profilen din?", "Skal vi ta vare på profilen din?", "Should we keep your profile?")
	consentRenewLead  = text(
		"Hei! Det er en stund siden du var aktiv hos {short}. Du har sagt ja til at vi tar vare på profilen din, og dette har vi lagret:",
		"Hei! Det er ei stund sidan du var aktiv hos {short}. Du har sagt ja til at vi tek vare på profilen din, og dette har vi lagra:",
		"Hello! It is a while since you were active at {short}. You have said yes to our keeping your profile, and this is what we hold:")
	consentRenewSilence = text(
		"Hører vi ikke fra deg, sletter vi alt dette {until}.",
		"Høyrer vi ikkje frå deg, slettar vi alt dette {until}.",
		"If we do not hear from you, we delete all of this on {until}.")
	consentRenewYes = text(
		"Vil du at vi skal beholde det, svarer du ja på siden. Da teller vi tiden på nytt fra den dagen, og spør deg igjen før den er ute.",
		"Vil du at vi skal ta vare på det, svarar du ja på sida. Då tel vi tida på nytt frå den dagen, og spør deg igjen før ho er ute.",
		"If you want us to keep it, answer yes on the page. We then count the time anew from that day, and ask you again before it runs out.")
	consentRenewButton  = text("Svar ja eller nei", "Svar ja eller nei", "Answer yes or no")
	consentRenewNoTitle = text("Vil du si nei?", "Vil du seie nei?", "Would you rather say no?")
	consentRenewNo      = text(
		"Da kan du la være å gjøre noe, eller svare nei på siden. Et nei koster deg ingenting: samtykket er da trukket tilbake, vi spør ikke igjen, og profilen slettes {until}.",
		"Då kan du la vere å gjere noko, eller svare nei på sida. Eit nei kostar deg ingenting: samtykket er då trekt tilbake, vi spør ikkje igjen, og profilen blir sletta {until}.",
		"Then you can do nothing, or answer no on the page. A no costs you nothing: your consent is then withdrawn, we do not ask again, and the profile is deleted on {until}.")
	consentRenewSooner = text(
		"Vil du ha den slettet før, skriver du det i et svar på denne e-posten.",
		"Vil du ha han sletta før, skriv du det i eit svar på denne e-posten.",
		"If you want it deleted sooner, say so in a reply to this email.")
)

// ConsentRenewed.
var (
	consentRenewedSubject = text(
		"Vi beholder profilen din (sak {case})",
		"Vi tek vare på profilen din (sak {case})",
		"We keep your profile (case {case})")
	consentRenewedTitle = text("Vi beholder profilen din", "Vi tek vare på profilen din", "We keep your profile")
	consentRenewedLead  = text(
		"Takk! {short} fikk svaret ditt {received}. Dette gjelder nå:",
		"Takk! {short} fekk svaret ditt {received}. Dette gjeld no:",
		"Thank you! {short} received your answer on {received}. This is what counts now:")
	consentRenewedNext = text(
		"Tiden er talt på nytt fra da du svarte. Før den er ute, spør vi deg igjen.",
		"Tida er talt på nytt frå då du svara. Før ho er ute, spør vi deg igjen.",
		"The time is counted anew from when you answered. Before it runs out, we ask you again.")
)

// ConsentRestored, and the way to it.
var (
	consentUndoTitle = text("Var det en feil?", "Var det ein feil?", "Was that a mistake?")
	consentUndo      = text(
		"Et trykk i et e-postprogram er lett gjort. Ble samtykket trukket tilbake uten at du mente det, kan du få det tilbake slik det var.",
		"Eit trykk i eit e-postprogram er lett gjort. Vart samtykket trekt tilbake utan at du meinte det, kan du få det tilbake slik det var.",
		"A press in an email program is easily made. If your consent was withdrawn without your meaning it, you can have it back as it was.")
	consentUndoButton      = text("Få samtykket tilbake", "Få samtykket tilbake", "Take the withdrawal back")
	consentRestoredSubject = text(
		"Samtykket ditt gjelder igjen (sak {case})",
		"Samtykket ditt gjeld igjen (sak {case})",
		"Your consent counts again (case {case})")
	consentRestoredTitle = text("Samtykket ditt gjelder igjen", "Samtykket ditt gjeld igjen", "Your consent counts again")
	consentRestoredLead  = text(
		"{short} fikk beskjeden din {received}, og har satt samtykket tilbake slik det var. Dette gjelder nå:",
		"{short} fekk beskjeden din {received}, og har sett samtykket tilbake slik det var. Dette gjeld no:",
		"{short} received your message on {received}, and has put your consent back as it was. This is what counts now:")
)

// AgreementLink. It is the same for every address, and says nothing of whether any
// agreement names it (Art. 12(2), threat H1).
var (
	agreementLinkSubject = text(
		"Lenken du ba om (sak {case})",
		"Lenkja du bad om (sak {case})",
		"The link you asked for (case {case})")
	agreementLinkTitle = text("Lenken du ba om", "Lenkja du bad om", "The link you asked for")
	agreementLinkLead  = text(
		"Hei! Noen ba {received} om å se avtaler hos {short} med denne e-postadressen.",
		"Hei! Nokon bad {received} om å sjå avtalar hos {short} med denne e-postadressa.",
		"Hello! On {received} someone asked to see agreements at {short} with this email address.")
	agreementLinkPlain = text(
		"Siden viser de avtalene og tilbudene der denne adressen står som kontaktperson. Er det ingen, sier siden det.",
		"Sida viser dei avtalane og tilboda der denne adressa står som kontaktperson. Er det ingen, seier sida det.",
		"The page shows the agreements and offers in which this address is a contact person. If there are none, the page says so.")
	agreementLinkButton = text("Åpne siden", "Opne sida", "Open the page")
	agreementLinkNotYou = text(
		"Da trenger du ikke gjøre noe. Uten lenken og koden ser ingen noe.",
		"Då treng du ikkje gjere noko. Utan lenkja og koden ser ingen noko.",
		"Then you do not need to do anything. Without the link and the code nobody sees anything.")
)

// OwnLink. It is the same for every address too, and says nothing of whether anything is
// held on its holder.
var (
	ownLinkSubject = text(
		"Lenken du ba om (sak {case})",
		"Lenkja du bad om (sak {case})",
		"The link you asked for (case {case})")
	ownLinkTitle = text("Lenken du ba om", "Lenkja du bad om", "The link you asked for")
	ownLinkLead  = text(
		"Hei! Noen ba {received} om å se hva {short} har lagret om den som har denne e-postadressen.",
		"Hei! Nokon bad {received} om å sjå kva {short} har lagra om den som har denne e-postadressa.",
		"Hello! On {received} someone asked to see what {short} holds on whoever has this email address.")
	ownLinkPlain = text(
		"Siden viser det som er lagret, hvorfor, hvor lenge, og hvem det er gitt til. Er det ikke lagret noe, sier siden det.",
		"Sida viser det som er lagra, kvifor, kor lenge, og kven det er gitt til. Er det ikkje lagra noko, seier sida det.",
		"The page shows what is held, why, for how long, and to whom it was given. If nothing is held, the page says so.")
	ownLinkButton = text("Åpne siden", "Opne sida", "Open the page")
	ownLinkNotYou = text(
		"Da trenger du ikke gjøre noe. Uten lenken og koden ser ingen noe.",
		"Då treng du ikkje gjere noko. Utan lenkja og koden ser ingen noko.",
		"Then you do not need to do anything. Without the link and the code nobody sees anything.")
)
