package classify_test

import (
	"testing"

	"ordholden/internal/classify"
)

func TestErasureIsReadInBokmal(t *testing.T) {
	expect(t, classify.Request, "erasure", "nb", `
Slett meg
Slett meg!
slett profilen min
Hei, vil slettes
Hei! Jeg vil gjerne slettes fra systemet deres.
Slett // Slett meg
Slett meg //
Sletting // Kari Nordmann, kari@example.no
Sletting av profil // Kari Nordmann¶kari@example.no
Sletting av profil // Hei, jeg heter Kari Nordmann og er registrert med kari@example.no. Mvh Kari
Sletting av data // Mvh Kari Nordmann
Forespørsel om sletting // Navn: Ola Nordmann¶E-post: ola@example.no
Krav om sletting av personopplysninger // Jeg heter Ola Nordmann.
Slett brukeren min takk
Kan dere slette brukeren min?
Kan dere slette profilen min, takk?
Kan du slette kontoen min?
Kunne dere slettet profilen min?
Kan jeg få slettet profilen min?
Kan jeg få profilen min slettet?
Kan jeg bli slettet fra databasen deres?
Er det mulig å få slettet profilen min?
Er det mulig å slette profilen min? Jeg bruker den ikke lenger.
Går det an å få slettet alt dere har på meg?
Jeg ønsker å slette profilen min.
Jeg ønsker å slette bruker.
Jeg vil slette kontoen min hos dere.
Jeg vil at dere sletter alt dere har om meg.
Jeg ønsker at alle mine personopplysninger slettes.
Jeg ønsker at profilen min blir slettet.
Jeg ønsker at dere fjerner all informasjon om meg.
Jeg ber om at dere sletter søknaden min og CV-en min.
Jeg ber om sletting av alle personopplysninger dere har lagret om meg.
Jeg ber om å få slettet mine data.
Vennligst slett profilen min.
Vennligst fjern meg fra databasen deres.
Vær så snill å slette meg.
Jeg krever at dere sletter alle opplysninger om meg umiddelbart!
Krever sletting av mine opplysninger i henhold til GDPR artikkel 17.
Jeg krever sletting etter artikkel 17.
Jeg vil benytte meg av retten til å bli glemt.
Jeg vil benytte meg av min rett til sletting etter personvernforordningen art. 17.
Hei. Jeg søkte på en stilling hos dere i 2022. Nå ønsker jeg at søknaden min slettes.
Hei, jeg har en gammel profil hos dere. Kan dere slette den?
Dere har CV-en min fra 2019. Jeg vil ha den slettet.
Kan dere være så snill å fjerne profilen min fra Mojob?
Jeg lurer på om dere kan slette profilen min.
Lurer på om det er mulig å få slettet brukeren min.
Setter pris på om dere sletter profilen min.
Fint om dere kan fjerne kontoen min.
Håper dere kan slette meg fra registeret.
Slett alt dere har om meg, takk.
Slett alle mine data.
Profilen min må slettes.
Profilen min ønskes slettet.
Kan profilen min slettes?
Kan dere slette meg fra systemet og bekrefte når det er gjort?
Slett meg og gi meg beskjed når dere har slettet alt.
Hvis dere fortsatt har opplysninger om meg, vil jeg ha dem slettet.
Dersom dere har noe lagret om meg, ber jeg dere slette det.
Jeg har fått jobb og trenger ikke profilen min lenger. Slett den gjerne.
Jeg vil ikke være registrert hos dere lenger.
Jeg ønsker ikke lenger å ha profil hos dere.
Jeg vil ikke stå i databasen deres lenger, slett meg.
Ikke ta kontakt, men slett profilen min.
Kan dere ikke bare slette meg?
Kan dere ikke bare slette profilen min, vær så snill
Jeg vil slettes fra alle systemene deres med en gang.
Fjern alt om meg
Slett jobbsøkerprofilen min.
Jeg vil ha slettet Mojob-kontoen min.
Ber om at mine opplysninger blir slettet snarest.
Hei¶¶Jeg vil at dere skal slette alt dere har lagret om meg.¶¶Mvh¶Kari Nordmann
Jeg ønsker følgende:¶- sletting av profilen min
Dere må slette dataene mine.
Kan jeg be om at dere sletter CV-en min?
Takk på forhånd for at dere sletter profilen min. Slett den så snart som mulig.
Jeg er ikke interessert i flere stillinger og ber dere slette søknaden min.
Hei, har endret mening om jobbsøking. Fjern profilen min, er dere greie.
Skulle gjerne fått slettet profilen min.
Jeg skulle gjerne hatt slettet kontoen min.
`)
}

func TestErasureIsReadWhenMisspelledOrTypedWithoutNorwegianLetters(t *testing.T) {
	expect(t, classify.Request, "erasure", "nb", `
Slet meg
slett profillen min
Kan dere slete profilen min
Jeg onsker aa slette profilen min
Jeg oensker at dere sletter alle opplysninger om meg
kan jeg faa slettet brukeren min
Vaer saa snill aa slett meg
Jeg onsker a bli slettet
jeg vil at dere selter profilen min
Ber om slettning av mine personoplysninger
Gaar det an aa faa slettet kontoen min
Vil gjerne ha sletta profilen min
Kan dere sletta meg fra systemet
fjærn meg fra databasen
Jeg ber om at alle mine oplysninger blir slettet
SLETT MEG NÅ!!!
VENNLIGST SLETT MIN PROFIL
`)
}

func TestErasureIsReadInNynorsk(t *testing.T) {
	expect(t, classify.Request, "erasure", "nn", `
Eg vil at de slettar profilen min.
Eg ynskjer å sletta profilen min.
Eg ønskjer at alle opplysningane mine blir sletta.
Kan de sletta kontoen min? Eg treng han ikkje.
Kan eg få sletta profilen min?
Eg ber om at de slettar alt de har lagra om meg.
Eg bed om sletting av personopplysningane mine.
Hei, eg vil slettast frå systemet dykkar.
Ver så snill og slett brukaren min, eg treng han ikkje lenger.
Er det mogleg å få sletta søknaden min frå i fjor? Eg har fått meg jobb.
Eg krev at de fjernar alle opplysningar om meg.
Eg ynskjer ikkje lenger å vere registrert hjå dykk.
Eg vil nytte retten til å bli gløymd.
Kan de ikkje berre sletta meg?
Eg onskjer at de slettar CV-en min.
`)
}

func TestErasureIsReadInEnglish(t *testing.T) {
	expect(t, classify.Request, "erasure", "en", `
Delete me please
Please delete my account.
Delete my data
delete my profile
Please remove me from your database.
Could you delete my account?
Can you please delete my account and all my data?
Would you please erase all my personal data?
I want to delete my account.
I want my account deleted.
I would like my data to be deleted.
I would like to have my profile removed.
I want you to delete everything you have on me.
I request the erasure of my personal data under Article 17 GDPR.
I hereby request that you erase all personal data concerning me.
I am writing to request deletion of my account.
I am exercising my right to be forgotten.
I wish to exercise my right to erasure under Article 17 of the GDPR.
Right to be forgotten // Please act on this under Article 17 GDPR. Regards, Kari Nordmann
Account deletion // Kari Nordmann, kari@example.com
Data deletion request // Hello, my name is Kari Nordmann, my email is kari@example.com. Thank you.
Request for erasure // Dear Sir or Madam, I request the erasure of all personal data you hold on me.
Is it possible to get my account deleted?
Would it be possible to have my application deleted?
Is it possible to delete my account?
Can I have my profile deleted?
May I ask you to delete my resume?
Please don't just deactivate but delete my account.
I would appreciate it if you could delete my data.
I no longer want to be registered in your database.
If you still hold any data about me, please delete it.
I got a job. Please delete my profile and let me know when it is done.
Under the California Consumer Privacy Act, I request that you delete my personal information.
You have my CV from 2019. Please delete it.
Please wipe all of my data from your servers without undue delay.
Kindly remove my application from your system.
delete my acount please, i dont use it
Pls delet my account
Thanks in advance for deleting my account. Please delete my account this week.
`)
}

func TestErasureIsReadInSwedishAndDanishAndAnsweredInBokmal(t *testing.T) {
	expect(t, classify.Request, "erasure", "nb", `
Jag vill att ni raderar mina uppgifter.
Kan ni radera mitt konto?
Jag begär att ni tar bort min profil.
Radera mitt konto, tack.
Jeg vil gerne have slettet min profil.
Slet venligst mine oplysninger.
Kan I slette min konto?
`)
}

func TestRepeatedErasureIsAComplaintThatAsks(t *testing.T) {
	expect(t, classify.Complaint, "erasure", "", `
Hvorfor har dere ikke slettet meg?
Hvorfor har dere ikke slettet profilen min ennå?
Hvorfor er ikke profilen min slettet?
Dere har fortsatt ikke slettet dataene mine!
Profilen min er fremdeles ikke slettet.
Why haven't you deleted my account?
Why can't you just delete me?
You still have not deleted my data.
Kvifor har de ikkje sletta profilen min?
Jeg ba om sletting av profilen min 3. mars, og har ikke fått svar.
Dette er uakseptabelt. Slett profilen min nå, ellers klager jeg til Datatilsynet.
Slett alt dere har om meg innen fredag. Hvis ikke melder jeg dette til Datatilsynet.
Delete my data now. This is a breach of GDPR and my lawyer will contact you.
Dere har brutt loven, dette er brudd på GDPR. Jeg krever at dere sletter alle mine data.
`)
}
