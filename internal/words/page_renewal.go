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
		"Samtykket ditt er trukket tilbake. I et døgn etterpå kan du få det tilbake slik det var.",
		"Samtykket ditt er trekt tilbake. I eit døgn etterpå kan du få det tilbake slik det var.",
		"Your consent is withdrawn. For 24 hours afterwards you can have it back as it was.")
	RestoreConsentAsk = text("Skal samtykket gjelde igjen?", "Skal samtykket gjelde igjen?", "Should your consent count again?")
	RestoreConsentYes = text("Ja, det skal gjelde som før", "Ja, det skal gjelde som før", "Yes, it shall count as before")
	RestoreConsentNo  = text("Nei, det er trukket tilbake", "Nei, det er trekt tilbake", "No, it stays withdrawn")

	ShownRenewed = text("Sist fornyet", "Sist fornya", "Last renewed")
)
