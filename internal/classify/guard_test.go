package classify_test

import "testing"

func TestANegatedErasureIsNone(t *testing.T) {
	expectNo(t, open, `
Ikke slett meg
Ikke slett profilen min!
Vennligst ikke slett søknaden min.
Ikke slett // Ikke slett profilen min, jeg bruker den
Jeg vil ikke at dere sletter profilen min.
Jeg ønsker ikke at dere skal slette søknaden min.
Jeg ønsker ikke å slette profilen min.
Jeg ber ikke om sletting.
Jeg ber ikke om innsyn, sletting eller retting.
Dere må ikke slette CV-en min.
Dere kan ikke slette profilen min uten å spørre.
Slett ikke profilen min.
Slett profilen min ikke.
Eg vil ikkje at de slettar profilen min.
Ikkje slett meg
Ikkje slett søknaden min.
Please do not delete my account.
Don't delete my data.
Could you please not delete my account?
I don't want you to delete my profile.
I do not want my data to be deleted.
Never delete my account.
Instead of deleting my account, keep it.
I would rather keep it, do not erase my data.
Stopp slettingen av profilen min.
Please cancel the deletion of my account.
Jag vill inte att ni raderar mitt konto.
Jeg trenger ikke å slette profilen min likevel.
Unngå å slette profilen min.
Please keep my application, there is no need to delete my data.
Jeg motsetter meg at dere sletter dataene mine.
`)
}

func TestAQuestionAboutErasureIsAQuestion(t *testing.T) {
	expectNo(t, onlyQuestion, `
Hvordan sletter jeg profilen min?
Hvordan kan jeg slette kontoen min?
Hvordan går jeg frem for å få slettet profilen min?
Hvor lenge før dere sletter søknader?
Hvor lang tid tar det før dere sletter søknaden min?
Sletter dere søknader automatisk?
Sletter dere dataene mine etter to år?
Når sletter dere søknader?
Når blir søknaden min slettet?
Blir profilen min slettet automatisk?
Hva skjer hvis jeg sletter profilen?
Hva skjer med søknadene mine hvis jeg sletter kontoen min?
Kan jeg slette profilen min selv?
Har jeg rett til å bli glemt?
Har jeg rett til å få slettet dataene mine?
Har dere slettet profilen min?
Har dere rutiner for sletting?
Jeg har et spørsmål om sletting av data.
Jeg lurer på om dere sletter søknader etter en stund.
Jeg vil vite om dere har slettet søknaden min.
Kan dere fortelle meg hvordan jeg sletter brukeren min?
Kan dere forklare hva som skjer når dere sletter data?
How do I delete my account?
How can I delete my profile?
How long before you delete applications?
Do you delete applications automatically?
When do you delete my application?
What happens if I delete my account?
Can I delete my account myself?
Can you tell me how to delete my account?
Have you deleted my account?
Do I have a right to be forgotten?
Will my data be deleted automatically?
What is your policy on deleting applicant data?
Korleis slettar eg profilen min?
Kor lenge lagrar de søknader før de slettar dei?
Slettar de søknader automatisk?
Hur raderar jag mitt konto?
Hva må jeg gjøre for å slette profilen min?
Hvem kan slette profilen min?
Hvilke data kan jeg få slettet?
`)
}

func TestAConditionalOrFutureErasureIsLeftToAPerson(t *testing.T) {
	expectNo(t, murky, `
Hvis jeg ikke får jobben, kan dere slette søknaden min?
Dersom jeg ikke får stillingen, ber jeg om at søknaden min slettes.
Om jeg ikke får jobben, slett alt dere har på meg.
Slett søknaden min når prosessen er over.
Dere kan slette CV-en min etter at stillingen er besatt.
Jeg vurderer å slette profilen min.
Jeg tenker på å slette kontoen min.
Kanskje dere skal slette profilen min.
Jeg kommer til å slette profilen min til sommeren.
If I don't get the job, please delete my data.
Please delete my application once the process is over.
I am considering deleting my account.
I might want you to delete my account.
Unless I hear from you, delete my application.
Dersom eg ikkje får jobben, kan de slette søknaden min.
Eg vurderer å sletta profilen min.
Med mindre dere har en jobb til meg, slett profilen min.
Ved avslag kan dere slette søknaden min.
`)
}

func TestAnErasureInThePastIsNone(t *testing.T) {
	expectNo(t, open, `
Jeg slettet profilen min i fjor.
Jeg har slettet profilen min.
Takk for at dere slettet profilen min.
Takk for sletting av profilen min!
Tusen takk for at dere slettet meg så raskt.
Profilen min ble slettet i går.
Profilen min er slettet.
Dere slettet søknaden min ved en feil.
Thank you for deleting my account.
Thanks for removing my data so quickly.
I deleted my account last year.
My account was deleted yesterday.
You have deleted my profile.
Eg sletta profilen min i fjor.
Takk for at de sletta profilen min.
Re: Slett meg // Takk!
SV: Sletting av profil // Takk for hjelpen.
Re: Sletting av profil // Kari Nordmann
`)
}

func TestAnErasureOfOthersIsLeftToAPerson(t *testing.T) {
	expectNo(t, murky, `
Slett dataene til min kollega Ola.
Kan dere slette profilen til kona mi?
Kan dere slette søknaden til sønnen min?
Jeg skriver på vegne av min klient og krever sletting av alle opplysninger.
Sønnen min på 15 år har laget en profil. Slett den.
Kan dere slette profilen hans?
Slett profilen til Ola Nordmann.
Please delete my son's account.
Please delete her profile.
I represent my client Mr Hansen and request erasure of his personal data.
My husband passed away. Please delete his account.
Slett henne fra systemet.
Dottera mi har ein profil. Kan de sletta han?
Vi ønsker å slette bedriftens konto. Slett kontoen vår.
Delete our company account.
Kan dere slette alle søknader i systemet?
`)
}

func TestAnErasureOfThingsIsLeftToAPerson(t *testing.T) {
	expectNo(t, open, `
Slett den forrige e-posten.
Slett den forrige e-posten jeg sendte, den inneholdt feil CV.
Kan dere slette bildet fra stillingsannonsen?
Hvordan sletter vi en stillingsannonse?
Vi vil slette en stillingsannonse.
Kan dere slette stillingsannonsen?
Hjelp meg å slette stillingsannonsen.
Slett vedlegget i forrige mail.
Se bort fra forrige melding og slett den.
Please delete my previous email.
Please remove the attachment from my last mail.
The deleted scene was great.
Kan dere fjerne annonsen fra Finn?
Fjern lenken på nettsiden.
Slett
Kan dere slette?
`)
}

func TestWhatOthersSaidOfErasureIsNone(t *testing.T) {
	expectNo(t, open, `
Dere skrev at dere ville slette profilen min.
Ifølge personvernerklæringen sletter dere søknaden min etter to år.
Det står at dere sletter profilen min.
You wrote that you would delete my account.
Knappen heter "slett profilen min".
Your website says "delete my account".
Dere sa at profilen min skal slettes.
`)
}

func TestAnErasureTakenBackIsNone(t *testing.T) {
	expectNo(t, open, `
Jeg har ombestemt meg, dere trenger ikke slette profilen min.
Slett profilen min. Nei, jeg har ombestemt meg.
Se bort fra min forespørsel om sletting.
Jeg trekker tilbake forespørselen om sletting av profilen min.
I changed my mind, please don't delete my account.
Please disregard my request to delete my account.
Slett meg, haha, bare tuller!
Slett profilen min, men ikke slett søknaden min.
`)
}

func TestClosingAndWithdrawingAnApplicationAreLeftToAPerson(t *testing.T) {
	expectNo(t, murky, `
Jeg trekker søknaden min.
Jeg vil trekke søknaden min på stillingen som utvikler.
I withdraw my application.
Eg trekkjer søknaden min.
Avslutt kontoen min.
Please close my account.
Deaktiver profilen min.
`)
}

func TestAnApplicationThatAsksForErasureIsLeftToAPerson(t *testing.T) {
	expectNo(t, murky, `
Søknad på stilling som utvikler // Jeg søker herved på stillingen. Vedlagt CV. Slett den gamle søknaden min fra 2023 som dere har på meg.
Søknad // Jeg søker på stillingen som snekker. CV vedlagt. Hvis jeg ikke får jobben, slett søknaden min.
Application for developer // I am applying for the position. My CV is attached. Please delete my old application.
`)
}
