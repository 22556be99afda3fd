package classify_test

import (
	"testing"

	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
)

func TestLettersThatAskForErasureAmongOtherWords(t *testing.T) {
	expect(t, classify.Complaint, "erasure", gdpr.English, `
You have ignored my two previous emails. I demand that you delete my data within 7 days or I will report you to the data protection authority.
`)
	expect(t, classify.Complaint, "erasure", gdpr.Bokmal, `
Dette er tredje gang jeg skriver. Dere MÅ slette profilen min, ellers blir det sak i Datatilsynet!
`)
	expect(t, classify.Request, "access+erasure", gdpr.English, `
To whom it may concern: I am hereby requesting a copy of all personal data that you process about me pursuant to Article 15 GDPR. After having provided it, you are requested to erase the data. Kind regards
`)
	expect(t, classify.Request, "access+erasure", gdpr.Bokmal, `
Innsyn og sletting // Hei. Kan dere først sende meg en kopi av alt dere har lagret om meg, og så slette det? Takk.
`)
	expect(t, classify.Request, "erasure", gdpr.English, `
Hi there, I applied for a job through your platform two years ago. I've since found work and no longer need the profile. Could you kindly remove all of my information from your systems? Best, John
I want to invoke my right to be forgotten. Sincerely, Jane
REMOVE MY DATA // NAME: JOHN DOE EMAIL: john@example.com
i dont want you to have my info anymore. delete it
Hello Mojob team, as I have accepted another offer, I'd be grateful if you would remove my details from your files. Many thanks
Good morning. I'd like to request that my account be permanently deleted, along with any associated data.
As per GDPR, kindly delete any and all information your organisation has about me.
Need my account deleted asap thx
I would like to request the complete removal of my account.
Hi, plz remove my CV from ur database, not interested anymore
I have no further interest in being part of your talent pool. Remove my details.
Per Art. 17 GDPR, delete all data relating to me.
My personal data should be deleted.
`)
	expect(t, classify.Request, "erasure", gdpr.Bokmal, `
Oppsigelse av profil // Hei¶¶Jeg har nå fått meg ny jobb og har ikke lenger behov for tjenestene deres. Jeg ber derfor om at min profil og alle tilhørende opplysninger fjernes fra deres systemer.¶¶På forhånd takk!¶¶Vennlig hilsen¶Kari Nordmann
Personvern // Til rette vedkommende,¶¶Med hjemmel i personvernforordningen artikkel 17 nr. 1 bokstav b ber jeg om at dere uten ugrunnet opphold sletter samtlige personopplysninger som dere behandler om meg. Jeg ber om skriftlig bekreftelse på at slettingen er gjennomført.¶¶Mvh¶Ola Nordmann
Trekker søknad // Hei, jeg trekker søknaden min på stillingen som kokk og ønsker at dere sletter opplysningene mine.
Hei. Kan dere fjerne bildet mitt fra profilen?
Hei, vil bare si takk for hjelpen, men nå kan dere slette profilen min. Ha en fin sommer!
Avslutte konto // Hei, jeg vil avslutte kontoen min og slette alt innhold.
Innloggingen virker ikke, så jeg får ikke slettet profilen min selv. Kan dere gjøre det for meg?
Fjærn alt av mine personoplysninger fra registeret deres takk
slettes fra Mojob // hei kan dere slette meg takk mvh Nils 99 88 77 66
Hei igjen. Ja, jeg bekrefter at jeg ønsker å slette profilen.
Jeg vil ikke ha noen profil hos dere lenger. Den må slettes.
Hei. Grunnet endret livssituasjon ønsker jeg ikke lenger å stå oppført som jobbsøker. Slett derfor all informasjon dere har liggende om meg. Takk for samarbeidet så langt!
hei kan du slette meg fra mojob jeg husker ikke passordet hilsen Ali
Hei, fikk en mail om jobb i dag men jeg er pensjonist nå så dere kan bare slette hele profilen min
Anmodning om sletting // Jeg viser til overskriften. Opplysningene ble gitt da jeg søkte stilling i mars. Vennlig hilsen Anne
Ønsker å bli glemt. Ola Nordmann, f. 1980
Vennligst bekreft at dere vil slette mine data. Jeg krever dette etter GDPR art 17.
Avregistrering og sletting // Hei, jeg vil avregistreres og alt av data skal slettes.
Vil gjerne at dere tar bort profilen min fra nettsidene.
Hei, hvordan kan dere ha CV-en min? Slett den omgående.
Fjern vennligst mine personlige opplysninger og søknader fra deres arkiv.
Kan dere foreta sletting av mine data?
Jeg ønsker å be om sletting av mine data.
Ber dere gjennomføre sletting av profilen min snarest.
Heisann! Rydder litt i digitale spor. Kan dere fjerne meg? Takker!
Hei, er registrert med gammel jobbmail hos dere. Ønsker denne brukeren slettet. Mvh Siri
Kan noen der hos dere slette profilen min?
Vær vennlig å fjerne undertegnede fra deres registre.
Jeg skal ikke bruke Mojob mer, så dere kan slette meg.
hei slett alt om mæ takk
`)
	expect(t, classify.Request, "erasure", gdpr.Nynorsk, `
Sletting // Hei! Eg har vore registrert hos dykk ei stund, men no har eg fått fast jobb. Kan de vere så snille å ta vekk profilen min?
Kan de vere så venlege og fjerna alle opplysningane om meg?
`)
	expect(t, classify.Request, "erasure+objection", gdpr.Bokmal, `
Vil ikke ha noe mer fra dere. Slett alt dere har på meg og ikke kontakt meg igjen.
`)
}
