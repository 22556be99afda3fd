package classify_test

import "testing"

// Batches of thirty, each written before the rules had read any of it. At first reading
// 16 of the first thirty were read right, and of the last six 25 to 30.
func TestErasureIsReadInLettersAsPeopleWriteThem(t *testing.T) {
	expectEach(t, `
request erasure | Ny jobb // Hei! Etter to år på jakt har jeg endelig landet drømmejobben, så nå er det på tide å rydde opp. Jeg har derfor ikke bruk for kontoen min mer, og vil gjerne at den forsvinner sammen med alt jeg har lastet opp. Takk for alt så langt!¶Trine
request erasure | Angående min CV // God kveld,¶det ligger en CV inne hos dere som jeg ikke lenger kan stå inne for. Den bes fjernet fra alle steder den måtte finnes, også hos arbeidsgivere som har lastet den ned.¶Hilsen Rune
request erasure | // Hei, så lenge jeg ikke aktivt søker jobb har jeg ingen interesse av at dere har noe på meg. Slett alt.
request erasure | Rydding // Jeg holder på å rydde i gamle kontoer på nett og kom over at jeg har bruker hos dere. Den kan dere bare slette. Jeg trenger ingen bekreftelse.
request erasure | Forespørsel // Undertegnede ber herved om å bli strøket fra deres registre. Opplysningene er ikke lenger nødvendige for formålet de ble innhentet for, jf. personvernforordningen art. 17.¶¶Med vennlig hilsen¶Torstein Aas
request erasure | Slett gamle søknader // Hei, da jeg logget inn i dag så jeg at søknadene fra 2017 og 2018 fortsatt ligger der. Jeg ønsker dem bort. Er det noe dere trenger fra meg for å få det gjort?
request erasure | Account // Hello, I moved abroad and won't be looking for work in Norway any more. There's really no reason for you to hang on to my details, so I'd like them gone, please.¶Best, Marta
request erasure | GDPR // Dear Data Protection Officer,¶¶I am writing to exercise my right under Article 17 of the General Data Protection Regulation. Please erase all personal data you hold in relation to me, including backups where feasible, and notify any third parties to whom it has been disclosed.¶¶I expect your answer within one month.¶¶Yours faithfully,¶A. Kowalski
request erasure | Profil // Hei. Eg laga ein profil då eg gjekk på vidaregåande og det er lenge sidan. No har eg gard og treng han ikkje. Kan de ta han bort?¶Helsing Arne
request erasure | hei // Hei. kan dere slett den kontoen jeg har. jeg har ny mail og ny telefon og bruker ikke den gamle. takk på forhånd
request erasure | Oppsigelse // Hei. Jeg sier med dette opp profilen min hos dere. Alle opplysninger skal fjernes med virkning fra i dag.¶Gunnar Lie
request erasure | // Jeg har bestemt meg for å ikke jobbe mer, går av med pensjon til sommeren. Profilen trenger jeg da ikke, så den må dere gjerne slette med én gang.
request erasure | Vedr. søknad sendt 3. februar // Hei, etter å ha snakket med familien har jeg valgt å bli der jeg er. Jeg ber om at søknaden, CV-en og attestene mine blir slettet, også fra e-postkassen deres.
request erasure | Bilde // Det ligger et bilde av meg på profilen som eksen min har tatt. Det vil jeg ha vekk. Resten kan dere også slette.
request erasure | Sletting av brukar // Hei! Eg er ferdig utdanna og har fått fast stilling. De kan difor sletta brukaren min og det som måtte høyre til.¶Beste helsing Ingrid
request erasure | Delete my CV from your files // Hi, a friend of mine works at one of your customers and told me my CV is still circulating. I'd rather it weren't. Please make sure every copy is deleted.
request erasure | // To the privacy team. My employment with your client ended in 2020 and you still have my records. They serve no purpose any longer. I ask that they be destroyed.
request erasure | Ta bort mina uppgifter // Hej! Jag sökte jobb i Norge för några år sedan men bor i Malmö nu. Kan ni vara snälla och ta bort allt ni har sparat om mig?
request erasure | Hei // Hei, er det du som er personvernombud? I så fall vil jeg be deg sørge for at det dere har lagret om meg blir slettet. Jeg heter Odd Berg og er født 1971.
request erasure | Re: Profilen din blir snart slettet // Ja takk, bare gjør det med det samme. Jeg vil ikke vente til 1. mars, så slett profilen i dag.
request access+erasure | // Hei. Først vil jeg gjerne se alt dere har samlet om meg de siste årene. Når jeg har fått det, vil jeg at dere sletter hele greia.
request erasure+withdrawal | Samtykke og sletting // Jeg trekker herved samtykket jeg ga 12.4., og forventer at opplysningene dermed slettes.
request erasure | // Hei. Jeg var innom nettsiden deres i går og oppdaget at dere fortsatt har meg liggende fra da jeg var student. Det hadde vært fint om dere kunne rydde meg ut av systemet.
request erasure | Fjerne meg // Hei på dere! Mistet jobben i 2020 og meldte meg inn hos dere da. Nå har jeg jobbet fast i tre år. Kan dere ta meg ut av basen?
request erasure | Søknad 2291 // God dag. Viser til avslaget jeg fikk i forrige uke. Ettersom stillingen er besatt, ber jeg om at alle dokumentene jeg sendte inn makuleres.
request erasure | // Har ikke tenkt å bruke dere mer. Alt om meg skal ut.
request erasure | Right to erasure // Hi, since I withdrew from the recruitment process in May there is no legal basis for you to keep my application. Accordingly, I want it erased together with the video interview.
request erasure | my data // hello. i not want my cv in your web site. please you delete all. thank you very much
request erasure | Sletting // Hei! Eg skreiv til dykk i haust om det same, men gløymde å svare på spørsmålet dykkar. Ja, eg vil at alt skal slettast.
request erasure | Konto på Mojob // Hei! Kontoen min er koblet til en e-postadresse jeg straks mister. Før det skjer vil jeg gjerne ha den slettet, siden jeg ikke kommer til å bruke den igjen.
request erasure | Re: Bekreft at du fortsatt er interessert // Nei takk, ikke interessert lenger. Slett meg.
request erasure | Fortsatt ikke slettet // Hei! 12. januar ba jeg dere slette profilen min, og fikk til svar at det var i orden. I dag fikk jeg en ny jobbanbefaling fra dere. Profilen er altså ikke slettet. Slett den nå.
request erasure | // Jeg klikket meg gjennom registreringen ved et uhell. Kan dere fjerne det som ble opprettet?
request erasure | Slutt // Hei, tiden som jobbsøker er over for min del. Dere må gjerne fjerne både profil og søknader.
request erasure | Persondata // Hej, jeg har ikke længere brug for min konto hos jer. Vil I være søde at slette den og bekræfte det?
request erasure | // Please could you arrange for my candidate record to be removed. I've taken early retirement.
request erasure | Deletion // Dear team, following our phone call this morning I confirm in writing that I would like my account and all associated data removed permanently.
request erasure | // Det er fem år siden jeg søkte hos dere. I henhold til deres egen personvernerklæring skulle dataene vært slettet for lengst. Slett dem.
request erasure | Slette bruker // hei dere,, jeg får ikke til å slette brukeren selv. står bare feilmelding. kan dere gjøre det for meg? takk
request erasure | Intervjuvideo // Hei, i forbindelse med rekrutteringen spilte dere inn et videointervju med meg. Jeg ønsker ikke at det skal eksistere lenger. Vennligst slett opptaket og bekreft.
request erasure | // Eg ber med dette om at de stryk meg frå registeret dykkar, jf. personvernforordninga artikkel 17 nr. 1 bokstav a.
request erasure | Opprydding // Hei! To ting: 1) Jeg har to profiler hos dere. 2) Jeg trenger ingen av dem. Slett begge to.
request erasure | Min profil // Hei! Jeg har ikke vært inne på Mojob på flere år. Kan dere gå inn og slette profilen for meg? Jeg husker verken brukernavn eller passord.
request erasure | Krav om sletting // Viser til telefonsamtale med Hege i dag. Som avtalt sender jeg et skriftlig krav: Alle opplysninger om meg skal slettes innen 14 dager.
request erasure | // Dere sendte meg en melding om at profilen min snart utløper. Jeg vil ikke forlenge. Slett den heller med en gang.
request erasure | Old account // I set up an account back in 2016 with this address. I'd like to have it removed, if that's possible.
request erasure+withdrawal | Erasure // Hello. I am no longer a job seeker and I do not consent to further storage. Please proceed with deletion of my profile and CV.
request erasure | // Hei, fikk jobb via dere (tusen takk!), og trenger dermed ikke å være registrert mer. Fint om dere sletter meg.
request erasure | CV // Det er oppdaget at CV-en min ligger hos dere uten at jeg har lagt den inn. Uansett hvordan den havnet der: den skal vekk.
request erasure | GDPR art 17 // Jeg gjør med dette gjeldende min rett etter GDPR art. 17 (1) til å kreve at mine personopplysninger slettes uten ugrunnet opphold.
request erasure | Sletting av mine søknader // Hei, gjelder søknadene mine til butikkstillingene på Storo og Alna. De kan dere slette, jeg har fått jobb i barnehage. Hilsen Mona
request erasure | profil // eg vil ikkje ha profil hos dykk meir kan de slette den
request erasure | Hei // Hei, jeg har fått en ny e-post fra dere i dag. Jeg trodde jeg var ute av systemet for lenge siden. Vær så snill å fjerne meg helt.
request erasure | Remove // Kindly take my profile off your site. I have asked my friends to do the same with theirs, but this mail is only about mine.
request erasure | Opplysninger om meg // Hei. Jeg leste i avisen om datainnbruddet hos en konkurrent av dere og ble bekymret. Jeg vil ikke at noen skal ha så mye om meg. Derfor ber jeg dere slette det dere har.
request erasure | Request // I had an interview at your office in June, and the feedback was great, but I've decided to stay where I am. Could everything you recorded about me be deleted?
request erasure | // Ber om at mitt kandidatur og alle vedlegg slettes fra rekrutteringssystemet deres. Mvh Liv
request erasure | Slett CV // God morgen! Jeg har lagt ut en ny CV et annet sted og vil at den gamle hos dere tas bort. Hele brukeren kan for så vidt fjernes.
request erasure | // Hei, jeg heter Sofie og er 17 år. Jeg lagde en konto da jeg skulle ha sommerjobb. Nå vil jeg slette den. Hilsen Sofie
request erasure | Anmodning // Med henvisning til art. 17 nr. 1 bokstav d (ulovlig behandling) anmoder jeg om sletting av samtlige opplysninger. Svar imøteses innen lovens frist.
request erasure | // Eg har vore i kontakt med dykk før om dette. Slett alt de har på meg, og gje meg beskjed når det er gjort.
request erasure+withdrawal | Tilbaketrekking // Hei. Jeg trekker samtykket og vil bli slettet.
request erasure+objection | // Slutt å sende meg e-post, og slett meg fra systemet.
request erasure | // Kan du vere så snill å slette meg? Eg fekk jobb på Sunnmøre.
request erasure | Request to delete // Hi, would you be able to delete my account? I can't find the setting.
request erasure | // Ønsker at all info om meg hos dere blir borte for godt.
request erasure | // My circumstances have changed, so please go ahead and delete everything related to me.
complaint erasure | // It's outrageous that you still have my passport copy after three years. Delete it and everything else you hold on me.
request erasure | Fjerne profil // Hei, takk for god hjelp underveis. Jeg begynte i ny jobb 1. august og har ikke lenger behov for profilen. Kunne dere fjernet den og bekreftet på e-post?
request erasure | Deleting my account // Good evening. I signed up a few weeks ago but the service isn't for me. I would be grateful if you could delete my account. Thank you in advance.
request erasure | // Hei! Ser at jeg fortsatt ligger i systemet deres. Det ønsker jeg ikke, så vær vennlig å slette meg.
request erasure | Personvern // Hei, jeg har lest personvernerklæringen deres og ønsker å benytte meg av retten til sletting. Dette gjelder både profil og søknader.
request access+erasure | // Hi, please send me a copy of everything you have on me, and once I've received it, delete it all.
request erasure+withdrawal | // I withdraw my consent to the processing of my personal data and ask you to erase it.
request erasure | Sletting av konto // Heisann. Har fått ny jobb og vil gjerne avslutte hele greia. Slett kontoen og alt som hører til. Takk for meg!
request erasure | // Hello there, please erase my data from all of your systems. I no longer live in Norway.
request erasure | Vedrørende mine data // Hei. Jeg ble kontaktet av en rekrutterer som hadde funnet meg i databasen deres. Jeg var ikke klar over at jeg lå der. Jeg ønsker å bli fjernet.
request erasure | // Hej, jag vill att mitt konto tas bort och att alla mina uppgifter raderas.
request erasure+objection | Stryk meg // Hei, kan de stryke meg frå lista over jobbsøkjarar? Eg vil ikkje at de skal ha noko om meg lenger.
request erasure | Søknad 2023 // Hei, jeg søkte på en stilling hos dere i 2023 og fikk avslag. Nå ser jeg at søknaden fortsatt ligger på Min side. Kan den slettes?
request access+erasure | Innsyn og sletting // Hei! Jeg ønsker innsyn i hva dere har om meg. Deretter ønsker jeg at det slettes.
complaint erasure | // I asked you to delete my account two months ago and nothing has happened. Do it now or I'll contact the data protection authority.
request erasure | Sletting av profil // Hei. Jeg opprettet en profil hos dere da jeg var permittert. Nå er jeg tilbake i full jobb og ønsker profilen slettet. Hilsen Marit
request erasure | // Can you remove my resume? It's out of date and I don't want employers to find it.
request erasure | Vedr. samtale i dag // Hei, som nevnt på telefon vil jeg ikke stå i kandidatregisteret. Jeg ber om at dere sletter meg derfra og bekrefter skriftlig.
request erasure | Slett // Vennligst slett alle mine data innen en uke. Takk.
request erasure | Personopplysningar // Hei! Eg har slutta å søkje jobb. Eg ønskjer at alt de har om meg vert sletta.
request erasure | // Jeg har ved en feil registrert meg to ganger. Slett begge profilene, jeg trenger dem ikke.
request rectification+erasure | // Oppdater telefonnummeret mitt til 400 00 002, og slett den gamle CV-en min fra 2015.
request erasure | // Hei, dere må slette opplysningene mine. Jeg har ikke gitt lov til at dere har dem.
request erasure | Request for deletion of personal data // Dear Mojob, I hereby request the deletion of my personal data pursuant to Article 17 of the GDPR. My name is Anna Berg and my e-mail is anna@example.com. Kind regards, Anna
request erasure | // Hei! Jeg trenger ikke tjenesten deres mer, så jeg ønsker å avslutte kontoen min og få slettet alt av data.
request erasure | Bruker // Kan noen slette brukeren min? Den er knyttet til anne@example.no.
request erasure | // Eg ber dykk sletta søknaden min på stillinga som lærar. Eg har takka ja til ein annan jobb.
request erasure | // After careful consideration I have decided to leave the platform. Please delete my account and everything in it.
request erasure+objection | // Please remove all my data and do not contact me again.
request access+erasure | // Hei, jeg vil ha kopi av alt dere har om meg, og så vil jeg ha det slettet.
request erasure | Slette meg som bruker // Hallo, jeg har prøvd appen i noen måneder uten å finne noe som passer. Jeg vil slettes som bruker. Mvh Geir
request erasure | Old data // Hi, please get rid of everything you have from my 2019 application. Thanks.
request erasure | // Hei. Jeg er bekymret for personvernet mitt og vil ha all informasjon om meg fjernet fra nettsiden og systemene deres.
request erasure | Sletting iht. GDPR // Hei, jeg ber om at følgende slettes:¶- profilen min¶- CV og vedlegg¶- eventuelle notater¶¶Mvh Steinar
request erasure | // Kunne du vært så snill å fjerne søknaden min fra stillingen som vaktmester og slette opplysningene mine?
request erasure+withdrawal | // Eg trekkjer tilbake samtykket mitt og ber om at opplysningane blir sletta.
request erasure+objection | // Fjern meg fra registeret deres, og ikke ring meg mer.
request erasure | // Hei, mannen min og jeg har begge profil hos dere. Jeg skriver bare for meg selv: Slett profilen min.
request erasure | Account closure // Hi, please close my account and delete all personal data connected to it.
request erasure | // Jeg trenger ikke svar på søknaden, jeg har fått jobb. Slett den bare.
request erasure | Sletting // Jeg har prøvd å slette profilen min selv, men får det ikke til. Ber derfor dere om å gjøre det.
request erasure | // Eg er lei av å liggje i alle slags register. Fjern meg frå dykkar, takk.
request erasure | // I want my data removed, all of it, within the statutory time limit.
request access+erasure | // Først innsyn, så sletting: Send meg alt dere har om meg, og slett det etterpå.
complaint erasure | // Dette er siste advarsel. Slett kontoen min innen tre dager, ellers anmelder jeg dere.
request erasure | // Kan dere være så greie å slette alt som finnes om meg hos dere?
request erasure | Fjern meg // Jeg er ikke på jobbjakt lenger og vil ikke ligge ute med navn og bilde. Fjern meg fra tjenesten.
request erasure | // Please see this as my formal request to have all my personal data erased from your records.
request erasure | Vil slette kontoen // Hei. Jeg finner ikke ut av hvordan man sletter kontoen. Kan dere slette den for meg? Brukernavnet er petter@example.no.
request erasure | // Jeg har i dag akseptert en stilling og ønsker at alle mine opplysninger slettes fra rekrutteringsprosessen.
request erasure | Removal of personal data // Dear Madam or Sir, I kindly ask you to remove all personal data concerning me from your databases, including my CV and cover letter. Please confirm the deletion by e-mail.
request erasure | // Hei! Ønsker ikke lenger å være registrert som jobbsøker. Vennligst slett min konto. Hilsen Nina
request erasure | Slett opplysningar // Hei. Eg viser til artikkel 17 og krev at de slettar alle opplysningar om meg.
request access+erasure | // Jeg ber om innsyn i opplysningene mine, og at de deretter slettes.
request erasure | Avslutning // Hei, jeg takker for meg. Vær så snill å slette profilen min med alt innhold, og send en bekreftelse når det er i orden.
request erasure | // Jeg ser av innloggingssiden at jeg fortsatt har konto. Den har jeg ikke brukt siden 2017, så den kan dere fjerne.
request erasure | Data // Hi Mojob, I'd prefer that you no longer keep my CV. Please erase it, and any copies.
request erasure | // Hei. Eg fekk ein e-post om at profilen min snart går ut. Eg treng han ikkje meir, så det er berre å sletta han.
request erasure | Anmodning om sletting // Jeg anmoder herved om sletting av min søknad og tilhørende dokumenter, da rekrutteringsprosessen er avsluttet og formålet er oppfylt.
request erasure | // Kan dere slette meg fra CV-basen? Jeg har fått fast jobb i kommunen.
request access+erasure | // Under GDPR I request access to my data, followed by its deletion.
complaint erasure | // Hvor mange ganger må jeg be om å bli slettet? Dette er fjerde gang. Slett meg, ellers tar jeg det videre til Datatilsynet.
request erasure | Sletting av mine opplysninger // Til personvernombudet. Jeg ønsker at dere sletter alle opplysninger som er lagret om meg, både i aktive systemer og i arkiv. Med hilsen Ragnhild
request erasure | // Hey, could you wipe my profile? I'm done job hunting. Cheers
request erasure | Profil som ikke brukes // Hei! Har en profil jeg ikke har brukt på lenge. Ønsker denne slettet.
request erasure | // Jeg vil ikke at dere skal ha opplysninger om meg lenger. Slett dem.
request erasure | Gløymd konto // Hei, eg oppdaga at eg har ein konto hos dykk. Den vil eg ha sletta så snart som råd.
request erasure | Right to be forgotten // I wish to be forgotten. Please remove every trace of me from your platform.
request erasure+withdrawal | // Jeg trekker samtykket mitt tilbake. Slett derfor profilen og alle data om meg.
request erasure | Takk for nå // Hei alle sammen! Jeg har fått jobb som barnehagelærer og er superfornøyd. Dere kan derfor fjerne profilen min og alle søknadene mine. Ha en fin dag!
request erasure | // Please could my details be removed from your recruitment database? I was added in 2020 and never use it.
request erasure | Vil bli fjernet // Hei. Jeg vil fjernes fra alle registre dere har. Bekreft når det er utført.
request erasure | // Siden jeg flyttet utenlands har jeg ikke hatt nytte av profilen. Jeg ber dere slette den, inkludert bilder og vedlegg.
request erasure | Slettekrav // Eg krev sletting av alle data de har på meg, etter personvernforordninga artikkel 17.
request erasure | // I got your message about my inactive profile. I don't need it, so please delete it.
request access+erasure | // Hello, please provide me with a copy of my data. After that, please delete my account.
complaint erasure | // Jeg har nå bedt om sletting to ganger uten å få svar. Slett profilen min umiddelbart!
request erasure | Gammel profil // Hei! Jeg ser at dere fortsatt har en gammel profil på meg. Jeg ønsker at den slettes. Takk!
request erasure | // Hello, I no longer wish to use your services. Please delete all information you have stored about me.
request erasure | Oppseiing // Hei! Eg har fått jobb og treng ikkje Mojob lenger. De kan sletta alt de har om meg.
request erasure | // Hei, jeg søkte jobb hos en av kundene deres i fjor, men fikk den ikke. Jeg vil gjerne at søknaden og CV-en blir slettet nå.
request erasure | Personvernforespørsel // Jeg ber om sletting av personopplysninger etter GDPR. Navn: Knut Vik. E-post: knut@example.no. Telefon: 400 00 006.
request erasure | // Can you please take my CV down and delete my details? Many thanks.
request access+erasure | // Jeg ønsker kopi av alle data om meg og deretter at alt slettes.
request erasure+objection | // Delete my account and stop sending me e-mails.
complaint erasure | // I am very angry. You have shared my data without my consent. Delete my account now.
request erasure | Hei og takk // Hei! Jeg fikk drømmejobben i går. Profilen min kan derfor gå i søpla, så slett den og alt annet dere har på meg.
request erasure | // Vil dere være så snill å fjerne navnet mitt og CV-en min fra databasen?
request erasure | GDPR request // I am a former applicant. Pursuant to Art. 17 GDPR I demand the immediate deletion of my personal data.
request erasure | // Eg har ikkje lenger bruk for kontoen og ber om at han blir sletta for godt.
request erasure | Ad søknad // Hei. Søknaden jeg sendte i april er ikke lenger aktuell. Vennligst slett den og vedleggene.
request erasure | // Jeg logget inn for første gang på fire år og ble overrasket over hvor mye som lå der. Kan dere slette alt sammen?
request erasure | Deletion please // Hi. I found a position elsewhere. Could you remove my profile from the system?
request access+erasure | // Send meg først kopi av alt, deretter ber jeg om at dere sletter det.
request erasure | Profil og CV // Hei, jeg har gått av med pensjon og ber dere slette profilen og CV-en min.
request erasure | // Please erase everything relating to my application. I have changed my mind about moving.
request erasure | // Kan du sørge for at alt som er registrert på meg blir slettet? Jeg flytter til Danmark.
request erasure | Fjerning // Hei! Fikk en melding om at profilen min er inaktiv. Slett den gjerne, jeg kommer ikke til å bruke den igjen.
request erasure | // Eg vil at de skal fjerne alt som handlar om meg.
request erasure | // I don't remember creating this account but I keep getting reminders about it. Please delete it.
request erasure | Slett // Ønsker å slettes fra deres kandidatbase. Ola Nordmann, født 1990.
request erasure+withdrawal | // I hereby withdraw my consent. Delete my data without delay.
complaint erasure | // Til tross for gjentatte henvendelser er profilen min fortsatt ikke slettet. Slett den i dag, ellers går jeg til Datatilsynet.
request erasure | Ny situasjon // Hei, jeg har blitt selvstendig næringsdrivende og kommer ikke til å søke jobb på mange år. Kan dere slette alt dere har registrert på meg?
request erasure | // Jeg vil be om at CV-en og profilen min tas ned og slettes.
request erasure | Delete // I would like you to permanently delete my profile and all attached documents.
request erasure | // Takk for tilbudet, men jeg står over. Slett søknaden og opplysningene mine.
request erasure | Sletting // Viser til personvernerklæringen punkt 7 og ber dere slette alle data knyttet til min e-postadresse.
request erasure | // Please remove my name and contact details from every list and system you have.
request access+erasure | // Jeg ber om å få se opplysningene mine og deretter få dem slettet.
complaint erasure | // I never consented to this. You have no right to keep my data. Delete everything immediately or I will go to the data protection authority.
`)
}
