package classify_test

import (
	"testing"

	"ordholden/internal/classify"
)

func TestQuestionsExerciseNoRight(t *testing.T) {
	expect(t, classify.Question, "", "", `
Hvor lenge lagrer dere søknader?
Hvor lenge lagrer dere dataene mine?
Er stillingen fortsatt ledig?
Hvem deler dere data med?
Overfører dere data til USA?
Hva bruker dere informasjonskapsler til?
Har dere et personvernombud?
Hvordan klager man på en avgjørelse?
Hvordan trekker jeg samtykket mitt?
Hvordan endrer jeg passordet mitt?
Jeg får ikke logget inn på kontoen min.
Hvordan melder jeg meg av nyhetsbrevet?
Har jeg rett til innsyn?
Hva betyr dataportabilitet?
Hva er forskjellen på innsyn og portabilitet?
Kor lenge lagrar de søknader?
Kva er handsamingsgrunnlaget dykkar?
How long do you keep applications?
Do you share data with third parties?
Where is my data stored?
What is the right to be forgotten?
Do you have a data protection officer?
I can't log in to my account.
Jeg har et spørsmål om personvernerklæringen deres.
Lurer på når jeg får svar på søknaden.
Er dataene mine trygge hos dere?
Kan jeg søke på to stillinger samtidig?
Hvordan ber jeg om innsyn?
How do I withdraw my consent?
`)
}

func TestComplaintsAreRead(t *testing.T) {
	expect(t, classify.Complaint, "", "", `
Jeg klager på måten dere behandler personopplysninger på.
Dette er uakseptabelt håndtering av mine data, jeg melder dette til Datatilsynet.
Dere har delt CV-en min uten mitt samtykke. Dette er ulovlig.
Jeg har kontaktet advokat og Datatilsynet om saken.
I want to file a complaint about how you handle personal data.
This is a violation of GDPR.
Eg vil klaga på korleis de handterer personopplysningane mine.
Dere bryter GDPR.
You have shared my information without my consent. This is unlawful.
`)
	expect(t, classify.Complaint, "access", "", `
Jeg klager på behandlingen av personopplysninger og krever innsyn i mine data.
I demand access to my personal data. Otherwise I will file a complaint with the supervisory authority.
Jeg sendte en anmodning om innsyn for to måneder siden og har ikke fått svar.
`)
	expect(t, classify.Complaint, "objection", "", `
Dette er uakseptabelt! Slutt å sende meg nyhetsbrev, ellers klager jeg til Datatilsynet.
`)
}

func TestApplicationsAreReadAlsoWhenTheySpeakOfConsent(t *testing.T) {
	expect(t, classify.Application, "", "", `
Søknad på stilling som utvikler // Jeg søker herved på stillingen. Vedlagt CV og vitnemål.
Søknad // Hei, vedlagt følger CV og søknad på stillingen som rådgiver. Jeg samtykker til at dere lagrer søknaden min.
Jeg søker på stillingen som snekker. CV vedlagt. Ser frem til å høre fra dere.
Åpen søknad // Jeg ønsker å jobbe hos dere. Jeg har erfaring med GDPR, innsyn og sletting av data. Vedlagt CV.
Application for developer // I am applying for the position as developer. My CV is attached. I have experience with deletion of personal data.
I am applying for the role as recruiter. Attached you will find my resume. I have five years of experience with data subject access requests.
Søknad på stilling // Eg søkjer på stillinga som rådgjevar. Sjå vedlagt CV.
Jobbsøknad // Hei, jeg søker jobb som konsulent hos dere. Jeg har jobbet med personvern og slettet data etter GDPR.
Søknad på stilling som personvernrådgiver // Jeg har ansvar for sletting og innsyn hos min nåværende arbeidsgiver. Vedlagt CV.
Søknad // Hei! Jeg vil gjerne sende dere min CV. Jeg søker jobb som selger.
`)
	f := classify.Read(classify.Letter{Subject: "Utvikler", Text: "Hei, jeg søker stillingen.", Attachments: []string{"CV_Kari.pdf"}})
	if f.Kind != classify.Application {
		t.Errorf("a letter with a CV attached is %s: %v", f.Kind, f.Evidence)
	}
}

func TestSpamIsReadFromTwoSignsOrMore(t *testing.T) {
	expect(t, classify.Spam, "", "", `
Rank higher on Google // Hi, we offer SEO services. Our team of experts can increase your traffic. Quick call this week?
Investment opportunity // Invest in bitcoin today with guaranteed returns. Act now!
You have won // Congratulations, you have won the lottery. Send your bank details to claim.
Account suspended // Verify your account within 24 hours. Click here to verify.
Overdue invoice // Please see invoice attached. We have changed our bank account, act now.
Uforpliktende tilbud // Vi tilbyr Google-annonser og søkemotoroptimalisering. Øk omsetningen! Skal vi ta en prat?
Web design // We are a leading web development company. We provide mobile app development at best price. Reply for a free quote.
`)
	expectNo(t, open, `
Tilbud // Vi har et tilbud til dere.
Urgent // Please call me.
Møte // Kan vi ta en prat om samarbeid?
`)
}

func TestSpamThatAsksForARightIsNoSpam(t *testing.T) {
	expect(t, classify.Request, "erasure", "en", `
You have won // Congratulations, you have won the lottery. We offer bitcoin. Please delete my account.
`)
}

func TestAFooterOfAMailingAsksForNothing(t *testing.T) {
	for _, line := range lines(`
SEO services // We offer backlinks and guest posts. Increase your traffic. To unsubscribe click here.
Crypto // Invest in bitcoin now. If you no longer wish to receive this, reply STOP. Unsubscribe here: https://spam.example.com/u
Kampanje // Vi tilbyr søkemotoroptimalisering. Øk omsetningen. Klikk her for å melde deg av nyhetsbrevet.
`) {
		if f := classify.Read(letter(line)); len(f.Rights) > 0 || f.Kind != classify.Spam {
			t.Errorf("%s\n\tis %s %v: %v", line, f.Kind, f.Rights, f.Evidence)
		}
	}
}

func TestTheRestIsUnclear(t *testing.T) {
	expectNo(t, murky, `
Hei
//
Takk for praten i går.
Vi sees på mandag.
Kari Nordmann
Her er dokumentene dere ba om.
Thank you for your time.
`)
}
