package classify_test

import "testing"

func TestWhatIsToFollowAfterACopyIsAskedFor(t *testing.T) {
	expectEach(t, `
request access+erasure | Send meg en kopi av alt dere har om meg. Når jeg har fått den, skal alt slettes.
request access+erasure | Jeg ber om innsyn i mine opplysninger. Når jeg har mottatt dem, må profilen min slettes.
request access | Send meg en kopi av alt dere har om meg. Når stillingen er besatt, skal alt slettes.
unclear | Når prosessen er over, skal søknaden min slettes.
question/unclear | Når skal profilen min slettes?
unclear/question | Skal profilen min slettes?
`)
}

func TestWhatWasNotDoneIsNotRefused(t *testing.T) {
	expectEach(t, `
request erasure | You did not delete my data. I want you to erase everything you hold on me.
request erasure | You didn't delete my profile last time. Please delete it now.
unclear/question | I did not ask you to delete my profile.
unclear/question | You did not delete my data, right? Good.
unclear/question | Please delete nothing. You did not need to delete my profile.
unclear/question | Do not delete my data.
`)
}

func TestConsentThatStandsBeforeItsVerbIsWithdrawn(t *testing.T) {
	expectEach(t, `
request withdrawal | Samtykket mitt til at dere kan dele profilen, trekker jeg tilbake fra i dag.
request withdrawal | Samtykket mitt til at de kan ringje meg, trekkjer eg tilbake. Profilen vil eg ha ståande.
unclear | Samtykket gjelder fortsatt, men søknaden trekker jeg.
unclear/question | Hvis samtykket mitt utløper, trekker jeg søknaden.
unclear/question | Samtykket trekker jeg ikke.
unclear/question | Samtykket mitt trekker jeg tilbake hvis dere ikke svarer.
unclear/question | Samtykket trekker jeg kanskje senere.
`)
}

func TestNoUseUntilTheSenderSaysSoIsARestriction(t *testing.T) {
	expectEach(t, `
request restriction | Ikke slett noe, men slutt å bruke profilen min til matching før jeg sier fra.
request restriction | Ikkje vis profilen min til nokon før eg seier frå.
request restriction | Ikke bruk opplysningene mine til jeg gir beskjed.
request objection | Ikke bruk opplysningene mine til profilering.
`)
}

func TestAFieldThatIsWrongIsToBeCorrected(t *testing.T) {
	expectEach(t, `
request rectification | Ja. Mobilnummeret er feil, det skal være 40 00 00 12. Vær så snill å rette det.
request rectification | Etternavnet er stavet feil. Kan dere rette dette?
unclear/question | Telefonnummeret i annonsen er feil. Kan dere rette det i annonsen?
unclear/question | Er etternavnet feil?
unclear/question | Adressen er feil på fakturaen. Kan dere rette den?
`)
}

func TestSwedishDataToTakeAlongIsPortability(t *testing.T) {
	expectEach(t, `
request portability | Jag vill få ut de uppgifter som jag själv har lämnat i ett maskinläsbart format, så att jag kan flytta dem till en annan tjänst.
request portability | Jag begär att få de uppgifter som jag har lämnat i ett maskinläsbart format (artikel 20).
`)
}

func TestWhatAListForbidsIsNotAskedFor(t *testing.T) {
	expectEach(t, `
unclear | Please do not:¶(a) delete my profile¶(b) share it
unclear | I do not want you to:¶- delete my profile¶- erase my data
unclear | Vennligst ikke:¶- slett profilen min
unclear | Jeg vil ikke at dere skal:¶1) slette profilen min¶2) fjerne søknaden min
unclear | Eg vil ikkje at de skal:¶- sletta profilen min
request erasure | Please do the following:¶(a) delete my profile¶(b) confirm in writing
request erasure | Dere har ikke svart, så jeg ber dere:¶- slette profilen min
request erasure | Jeg vil ikke ha flere purringer, og ber om:¶- sletting av profilen min
`)
}
