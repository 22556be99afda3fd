package classify_test

import "testing"

func TestARightThatIsToBeToldOfIsNotExercised(t *testing.T) {
	expectEach(t, `
request access | I request access to my data under Article 15, including the existence of the right to request rectification or erasure of personal data or restriction of processing, or to object to such processing.
request access | Please send me a copy of my personal data, the purposes, and information about my right to request erasure or restriction of processing.
request access | Please provide me with a copy of all data you hold on me, together with:¶(a) the purposes;¶(b) the existence of the right to erasure of personal data;¶(c) the right to lodge a complaint with a supervisory authority.
request access | Jeg ber om innsyn i mine personopplysninger, herunder:¶a) formålet med behandlingen¶b) retten til å be om sletting av personopplysninger eller begrensning av behandlingen¶c) retten til å klage til Datatilsynet
request access | Send meg en kopi av alle opplysninger dere har om meg, og informasjon om retten til å kreve sletting av personopplysninger eller protestere mot behandlingen.
request access | Eg ber om innsyn i opplysningane mine. Eg vil òg ha informasjon om retten til å krevje sletting.
request access | Jeg ber om innsyn i opplysningene om meg, og om å få opplyst:¶a) formålene¶b) hvordan dere ivaretar retten til retting, sletting og begrensning
request access | Eg krev innsyn. Eg vil vite korleis de sikrar retten til sletting.
request access | I request a copy of my data. Please tell me how you safeguard the right to erasure.
question | Fortell meg hvordan jeg bruker retten til sletting.
question | Kan dere gi meg følgende informasjon:¶- retten til å kreve sletting av personopplysninger¶- hvem jeg kan ringe
`)
}

func TestAnOrderAfterARecitedRightStands(t *testing.T) {
	expectEach(t, `
request access+erasure | I request access to my data, including the existence of the right to object. Please delete my profile afterwards.
request erasure | Thank you for the information about the right to erasure, and please delete my profile.
request erasure | Takk for informasjonen om retten til sletting, og jeg ber om at profilen min slettes.
request erasure | // Please erase my personal information under the right to be forgotten.
request erasure | Delete all information about me (right to erasure).
request erasure | Slett informasjonen om meg etter retten til sletting.
request erasure | I exercise my right to request erasure of my personal data.
request erasure | Jeg benytter retten til å be om sletting av mine personopplysninger.
request erasure+restriction | Jeg ønsker å benytte meg av:¶a) retten til sletting av mine opplysninger¶b) retten til begrensning av behandlingen
`)
}

func TestAnErasureInIronyIsLeftToAPerson(t *testing.T) {
	expectNo(t, murky, `
Neste gang kan dere like gjerne slette hele internett, så slipper jeg å åpne innboksen.
Da kan dere jo like godt slette profilen min.
Vær så god, slett gjerne hele avdelingen mens dere holder på, jeg bryr meg ikke.
I får min velsignelse: slett heile kontoret deres, eg bryr meg ikkje.
You might as well delete my profile while you are at it.
Go ahead and delete the entire department, I don't care.
You may as well wipe the whole planet, I would not notice.
`)
}

func TestAllThatIsTheSendersOwnIsErased(t *testing.T) {
	expectEach(t, `
request erasure | Jeg vil ikke ha noe mer med dere å gjøre. Slett hele profilen min.
request erasure | Jeg har en profil hos dere. Slett hele greia.
request erasure | I have an account with you. Please delete the whole thing.
request erasure | Jeg har en profil hos dere. Slett alt snarest.
`)
}
