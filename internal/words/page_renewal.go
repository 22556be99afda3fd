package words

// The pages where a consent is renewed, or a withdrawal taken back.
var (
	RenewConsent     = text("Skal vi beholde profilen din?", "Skal vi ta vare på profilen din?", "Should we keep your profile?")
	RenewConsentLead = text(
		"Du har sagt ja til at vi tar vare på profilen din. Svarer du ikke, slettes den på dagen som står i e-posten.",
		"Du har sagt ja til at vi tek vare på profilen din. Svarar du ikkje, blir han sletta på dagen som står i e-posten.",
		"You have said yes to our keeping your profile. If you do not answer, it is deleted on the day in the email.")
	RenewConsentAsk = text("Skal vi fortsatt ta vare på den?", "Skal vi framleis ta vare på han?", "Should we go on keeping it?")
	RenewConsentYes = text("Ja, behold profilen", "Ja, ta vare på profilen", "Yes, keep the profile")
	RenewConsentNo  = text(
		"Nei, trekk samtykket tilbake", "Nei, trekk samtykket tilbake", "No, withdraw my consent")

	RestoreConsent     = text("Vil du ha samtykket tilbake?", "Vil du ha samtykket tilbake?", "Take the withdrawal back?")
	RestoreConsentLead = text(
		"Du har trukket tilbake et samtykke, eller noe av det. I et døgn etterpå kan du få det tilbake slik det var.",
		"Du har trekt tilbake eit samtykke, eller noko av det. I eit døgn etterpå kan du få det tilbake slik det var.",
		"You have withdrawn a consent, or some of it. For 24 hours afterwards you can have it back as it was.")
	RestoreConsentAsk = text("Skal samtykket gjelde igjen?", "Skal samtykket gjelde igjen?", "Should your consent count again?")
	RestoreConsentYes = text("Ja, det skal gjelde som før", "Ja, det skal gjelde som før", "Yes, let it count as before")
	RestoreConsentNo  = text("Nei, det er trukket tilbake", "Nei, det er trekt tilbake", "No, it stays withdrawn")

	AffirmConsent     = text("Sier du fortsatt ja?", "Seier du framleis ja?", "Do you still say yes?")
	AffirmConsentLead = text(
		"Noe du sa ja til, er endret. Du svarer ja eller nei for hvert formål. Samtykket ditt gjelder ikke det nye. Det du sendte oss, ligger urørt til du svarer, eller til tiden som ble lovet da, er ute.",
		"Noko du sa ja til, er endra. Du svarar ja eller nei for kvart formål. Samtykket ditt gjeld ikkje det nye. Det du sende oss, ligg urørt til du svarar, eller til tida som vart lova då, er ute.",
		"Something you said yes to has changed. You answer yes or no for each purpose. Your yes does not count for what is new. What you sent us lies untouched until you answer, or until the time promised then has passed.")
	AffirmConsentText = text("Les hele teksten slik den er nå", "Les heile teksten slik han er no", "Read the whole text as it is now")
	AffirmConsentSee  = text("Se hva som er endret, og svar", "Sjå kva som er endra, og svar", "See what has changed, and answer")
	AffirmConsentAsk  = text(
		"Sier du ja til «{purpose}» slik det er nå?", "Seier du ja til «{purpose}» slik det er no?", "Do you say yes to “{purpose}” as it is now?")
	AffirmConsentYes    = text("Ja, til det slik det er nå", "Ja, til det slik det er no", "Yes, to it as it is now")
	AffirmConsentNo     = text("Nei, trekk det tilbake", "Nei, trekk det tilbake", "No, withdraw it")
	AffirmConsentSubmit = text("Send svar", "Send svar", "Send answers")

	// Of a yes that counts no more.
	InvalidatedSome = text(
		"Valgene er bekreftet. Erklæringen er endret siden, og noe av dette gjelder ikke lenger.",
		"Vala er stadfesta. Erklæringa er endra sidan, og noko av dette gjeld ikkje lenger.",
		"The choices are confirmed. The statement has changed since, and some of this no longer counts.")
	InvalidatedSince = text(
		"Gjelder ikke etter versjon {version} av personvernerklæringen:",
		"Gjeld ikkje etter versjon {version} av personvernerklæringa:",
		"Does not count since version {version} of the privacy statement:")
	InvalidatedPlain = text(
		"Vi bruker ikke opplysningene til dette før du eventuelt sier ja igjen.",
		"Vi bruker ikkje opplysningane til dette før du eventuelt seier ja igjen.",
		"We do not use the data for this unless you say yes again.")

	// Of a yes that the company gave up, or whose time is over: there is nothing to answer.
	EndedSome = text(
		"Valgene er bekreftet. Noe av dette er avsluttet siden, og gjelder ikke lenger.",
		"Vala er stadfesta. Noko av dette er avslutta sidan, og gjeld ikkje lenger.",
		"The choices are confirmed. Some of this has ended since, and no longer counts.")
	EndedAll = text(
		"Valgene er bekreftet. Alt du sa ja til, er avsluttet siden, og gjelder ikke lenger.",
		"Vala er stadfesta. Alt du sa ja til, er avslutta sidan, og gjeld ikkje lenger.",
		"The choices are confirmed. All that you said yes to has ended since, and no longer counts.")
	RevokedSince = text(
		"{short} avsluttet samtykket til dette formålet med versjon {version} av personvernerklæringen:",
		"{short} avslutta samtykket til dette formålet med versjon {version} av personvernerklæringa:",
		"{short} ended the consent to this purpose with version {version} of the privacy statement:")
	RevokedPlain = text(
		"Vi gjør ikke lenger noe på grunnlag av det, og du trenger ikke svare på noe.",
		"Vi gjer ikkje lenger noko på grunnlag av det, og du treng ikkje svare på noko.",
		"We do nothing on the strength of it any more, and there is nothing for you to answer.")
	ExpiredSince = text(
		"Gjaldt til {date}. Tiden er ute, og vi gjør ikke lenger noe på grunnlag av det.",
		"Gjaldt til {date}. Tida er ute, og vi gjer ikkje lenger noko på grunnlag av det.",
		"Counted until {date}. Its time is over, and we do nothing on the strength of it any more.")

	// Of a yes to what the person has decided on since, by another consent.
	OvertakenSome = text(
		"Valgene er bekreftet. Du har bestemt deg på nytt for noe av dette siden, i et annet samtykke. Det du sa sist, gjelder.",
		"Vala er stadfesta. Du har bestemt deg på nytt for noko av dette sidan, i eit anna samtykke. Det du sa sist, gjeld.",
		"The choices are confirmed. You have decided again on some of this since, in another consent. What you said last counts.")
	OvertakenSince = text(
		"Du bestemte deg på nytt {date}, i et annet samtykke, og det gjelder: {decision}.",
		"Du bestemte deg på nytt {date}, i eit anna samtykke, og det gjeld: {decision}.",
		"You decided again on {date}, in another consent, and that counts: {decision}.")

	ShownRenewed = text("Sist fornyet", "Sist fornya", "Last renewed")
)
