package classify_test

import (
	"testing"

	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
)

func TestLettersThatAskForOtherRights(t *testing.T) {
	expect(t, classify.Complaint, "access", gdpr.Bokmal, `
Jeg har ved to anledninger bedt om innsyn uten å få svar. Fristen på en måned er for lengst utløpt. Dersom jeg ikke hører noe innen utgangen av uken, klager jeg til Datatilsynet.
`)
	expect(t, classify.Complaint, "", gdpr.English, `
I never gave you permission to use my CV. This is a serious breach of my privacy.
`)
	expect(t, classify.Complaint, "", gdpr.Bokmal, `
Hei, jeg fikk nettopp en mail fra dere med CV-en til en helt annen person. Dette må da være et brudd på personvernet?
Jeg er rystet over hvordan dere behandler personopplysningene mine! CV-en min lå åpent på nett. Dette hører dere mer om fra advokaten min.
Dere selger åpenbart kontaktinfoen min. Dette blir meldt til Datatilsynet.
`)
	expect(t, classify.Complaint, "", gdpr.Nynorsk, `
Eg er svært skuffa over at de har delt søknaden min med andre utan samtykke. Dette er ulovleg, og eg melder det til Datatilsynet.
`)
	expect(t, classify.Request, "access", gdpr.English, `
pls tell me what u know about me
I'd like to receive all the data you've got about me.
Pursuant to the GDPR, please confirm whether you process personal data concerning me and, if so, provide a copy.
`)
	expect(t, classify.Request, "access", gdpr.Bokmal, `
GDPR // Hei, jeg søkte jobb via dere i 2021. Hva sitter dere egentlig på av info om meg? Vil gjerne se alt. Mvh Per
Kan jeg få innsyn i vurderingene dere har gjort av meg?
Hvem har hatt tilgang til CV-en min? Jeg vil vite hvilke arbeidsgivere som har sett opplysningene mine.
Ikke slett noe ennå. Jeg vil først se hva dere har lagret om meg.
Partsinnsyn // Jeg krever innsyn i egne opplysninger.
Hei! Jeg har vært på intervju hos dere og vil gjerne ha innsyn i notatene deres om meg.
kan dere sende meg det dere har på meg
Hvilke arbeidsgivere har fått tilgang til profilen min?
`)
	expect(t, classify.Request, "access", gdpr.Nynorsk, `
Hei. Eg lurer på kva de har liggjande om meg etter at eg søkte jobb hjå dykk i fjor. Kan de sende meg ein kopi?
Kva for data om meg har de lagra, og kven har fått dei?
`)
	expect(t, classify.Request, "objection", gdpr.English, `
no more emails please
`)
	expect(t, classify.Request, "objection", gdpr.Bokmal, `
Hei, dere fortsetter å sende meg jobbtips på mail selv om jeg har fått jobb. Kan dere stoppe dette?
STOPP // Nå må dere slutte å spamme meg med mailer!!
Jeg frabeder meg flere henvendelser fra dere.
Jeg ønsker ikke at min nåværende arbeidsgiver skal kunne se profilen min. Ikke del den med dem.
Kan dere være så snille å ta meg av listen for SMS-varsler?
Dere ringer meg støtt. Slutt med det! Jeg vil ikke bli oppringt.
Jeg er lei av jobbtipsene deres. Vennligst stans utsendelsen av nyhetsbrev til meg.
`)
	expect(t, classify.Request, "objection", gdpr.Nynorsk, `
Eg vil ikkje ha fleire jobbtips frå dykk.
Slutt å plage meg med desse e-postane.
`)
	expect(t, classify.Request, "portability", gdpr.English, `
Please transmit my personal data directly to another provider, ExampleJobs.
`)
	expect(t, classify.Request, "portability", gdpr.Bokmal, `
Hei, jeg skal bytte til en annen jobbportal og lurer på om jeg kan få med meg profilen min som en fil, helst JSON eller CSV.
Etter artikkel 20 vil jeg ha mine data oversendt til ny tilbyder, Jobbnorge.
`)
	expect(t, classify.Request, "rectification", gdpr.Bokmal, `
Feil i profil // Hei, jeg ser at det står at jeg er født i 1978, men det riktige er 1987. Kan dere rette dette?
Nytt etternavn // Hei! Jeg giftet meg i sommer og heter nå Kari Hansen. Kan dere oppdatere navnet mitt i systemet?
Hei, jeg har fått nytt telefonnummer. Det nye er 900 00 000. Fint om dere oppdaterer.
CV-en min på profilen er gammel. Jeg får ikke byttet den ut. Kan dere hjelpe meg med å bytte til den nye?
Dere skriver navnet mitt feil i alle mailer. Jeg heter Bjørn, ikke Bjarne. Rett det opp, er dere snille.
Dere har registrert at jeg bor i Bergen. Jeg bor i Hamar. Kan dere endre dette?
`)
	expect(t, classify.Request, "rectification", gdpr.Nynorsk, `
Det er feil i CV-en min hjå dykk. Kan de retta opp utdanninga mi?
`)
	expect(t, classify.Request, "restriction", gdpr.Bokmal, `
Jeg bestrider at opplysningene er riktige, og krever at behandlingen begrenses inntil dette er avklart, jf. art. 18.
`)
	expect(t, classify.Request, "restriction", gdpr.Nynorsk, `
Eg vil at de frys bruken av opplysningane mine til saka er avklart.
`)
	expect(t, classify.Request, "withdrawal", gdpr.English, `
Please consider this email as formal withdrawal of my consent to process my personal data.
`)
	expect(t, classify.Request, "withdrawal", gdpr.Bokmal, `
Samtykke // Jeg ga samtykke til videre lagring i fjor. Det vil jeg nå trekke tilbake.
Hei, dere spurte om jeg ville fornye samtykket mitt. Det vil jeg ikke. Jeg trekker det tilbake.
Jeg vil ikke lenger gi samtykke til at dere oppbevarer mine opplysninger.
Herved trekkes mitt samtykke tilbake.
Jeg ønsker ikke lenger å samtykke til lagring av søknaden.
Samtykket jeg ga i mars trekkes herved.
`)
}
