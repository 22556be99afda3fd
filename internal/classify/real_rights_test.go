package classify_test

import "testing"

func TestOtherRightsAreReadInLettersAsPeopleWriteThem(t *testing.T) {
	expectEach(t, `
request access | Innsyn // Hei,¶jeg har fått avslag på tre stillinger på rad og lurer på hva som egentlig står om meg hos dere. Kan jeg få tilsendt alt som er registrert, inkludert notater fra intervjuene?¶Mvh Henriette
request access | // Good afternoon. Under GDPR I'm entitled to know what you've got stored about me, where it came from and who has seen it. I'd like to have that information, please.
request rectification | Feil fødselsår // Hei! På profilen min står det at jeg er født i 1969. Jeg er født i 1996. Fint om noen kan ordne det, jeg får ikke endret det selv.
request rectification | Name change // Hi, since getting divorced I go by my maiden name again, Lindqvist. My profile still shows Hansen. Would you mind updating it?
request restriction | // Hei, jeg har bestridt vurderingen dere skrev om meg etter intervjuet. Inntil det er avgjort om den stemmer, vil jeg at dere lar være å bruke den, men uten at den slettes.
request objection | Matching // Jeg ser at dere bruker automatisk rangering av kandidater. Det vil jeg ikke være med på. Jeg protesterer mot at profilen min blir brukt på den måten.
request objection | Mas // Hei, tre ganger denne uken har dere ringt meg om stillinger jeg aldri har bedt om. Jeg vil ha meg frabedt dette, både telefon og e-post.
request portability | Flytte profil // Hei, jeg går over til en annen jobbportal og vil ha med meg det jeg har lagt inn. Kan dere eksportere det til en fil jeg kan bruke der?
request withdrawal | Samtykke // I fjor vår krysset jeg av for at dere kunne beholde CV-en min i tre år. Det samtykket vil jeg ikke lenger skal gjelde.
request withdrawal | // Hi, I gave you permission last autumn to share my profile with employers. I hereby take that permission back.
request access | Kopi // Kan jeg be om en utskrift av det som står i systemet deres om undertegnede? Gjerne på papir.
request access | Hvem har sett CV-en min? // Hei, jeg mistenker at min nåværende arbeidsgiver har vært inne på profilen min. Jeg ber om å få vite hvem som har åpnet den det siste året.
request access | Innsyn i personalopplysningar // Eg viser til artikkel 15 og ønskjer kopi av alt de sit på om meg, òg logg over kven som har opna søknaden.
request rectification | // Det står i systemet at jeg har fagbrev som tømrer. Det har jeg ikke, jeg er murer. Kan det rettes opp så jeg slipper flere telefoner om tømrerjobber?
request rectification | Wrong email // Hello, you keep writing to my old address. Please use ewa@example.com from now on and change it in my profile too.
request restriction | Restriction // I contest the accuracy of the reference you recorded. While you look into it, please don't process it any further, just keep it stored.
request restriction | Sperring // Jeg har en pågående sak mot min tidligere arbeidsgiver og trenger at dere tar vare på korrespondansen, men den må ikke brukes til noe annet i mellomtiden. Jeg ber om at behandlingen begrenses.
request objection | Nei takk // Hei. Dere må gjerne beholde profilen min, men jeg vil ikke ha disse ukentlige jobbmailene. Få meg bort fra den lista.
request objection | Direct marketing // I never signed up for your promotional mails and I don't wish to get them. Kindly leave me out of future mailings.
request portability | // I'd like to take everything I've entered in my profile with me to a new provider. Could I have it in a structured, machine-readable file?
request withdrawal | Trekker ja-et mitt // Hei, jeg sa ja til å være i kandidatbanken da jeg søkte i fjor. Det angrer jeg på, så jeg trekker det tilbake.
request access | // Hva står det i notatene deres etter intervjuet mitt 4. mars? Jeg mener jeg har krav på å få se dem.
request access | Subject access // Please treat this as a formal request under Article 15. I want copies of any e-mails, notes and scores in which I'm named.
request access | Kven // Hei, kven har fått tilgang til CV-en min, og kva har de sagt om meg til arbeidsgivaren? Eg krev å få vite det.
request rectification | Oppdatering // Hei, jeg har fullført mastergraden siden sist. Fint om dere legger det inn i profilen min, der står det fortsatt bachelor.
request rectification | // Mobilnummeret dere har er ikke mitt lenger. Riktig nummer er 400 00 000.
request restriction | // Please put my file on hold while my complaint is being dealt with. I don't want it deleted and I don't want it used.
request restriction | Avgrensing // Hei. Eg treng at de tek vare på søknaden min som prov i ei sak, men de skal ikkje bruke han til noko.
request objection | // I object to my profile being scored by an algorithm.
request portability | Data ut // Hei, kan jeg få profilen min i et format som LinkedIn klarer å lese?
request withdrawal | // Jeg har ombestemt meg når det gjelder samtykket til referansesjekk. Det gjelder ikke lenger.
request objection+withdrawal | // Jeg trekker samtykket til nyhetsbrev og vil ikke ha flere eposter fra dere.
request access | // Jeg lurer på hvilke opplysninger om meg dere har delt med arbeidsgivere. Send meg gjerne en liste.
request access | Kopi av søknad // Hei, jeg sendte en søknad i januar, men har mistet min egen kopi. Dere har den jo. Kan dere sende meg den, sammen med alt annet dere har registrert på meg?
request access | // Under my rights as a data subject I'd like to find out what you know about me. Everything, please.
request rectification | Tittel // Hei, i CV-en min hos dere har jeg blitt «daglig leder». Jeg var avdelingsleder. Kan dere endre det?
request rectification | // There is a mistake in my file: I never worked at Northwind. Please take that out and put in Southwind instead.
request rectification | // Hei, eg har gifta meg og heiter no Solberg til etternamn. Kan de oppdatere?
request restriction | Bestridelse // Jeg mener at karakterene dere har registrert er gale. Inntil dere har fått sjekket dem med skolen skal dere ikke bruke dem i noen vurdering av meg.
request restriction | // I need you to preserve my data for a legal claim. Do not delete it, but stop all other processing.
request objection | // Dere har solgt inn meg som kandidat til selskaper jeg ikke har søkt hos. Det vil jeg ikke at dere gjør. Jeg motsetter meg det.
request objection | No more alerts // Hi! Can I please stop getting the weekly job alerts? I found a job ages ago. Keep the account.
request portability | Article 20 // Under Article 20 GDPR I request that you hand over the data I provided in a commonly used, machine-readable format and, if possible, send it straight to my new provider.
request portability | // Kan eg få lasta ned alt eg har lagt inn som JSON? Eg skal over på ei anna teneste.
request withdrawal | Samtykke // Hei. Samtykket mitt til at dere kan ta kontakt med min tidligere sjef er herved trukket.
complaint objection | // Nå har jeg bedt dere tre ganger om å slutte å sende meg jobbvarsler. Det kommer fortsatt. Stopp det, ellers går jeg til Datatilsynet.
request access | Forespørsel om innsyn // Til den det måtte angå. Jeg ber herved om innsyn i hvilke personopplysninger dere behandler om meg, formålet med behandlingen, hvem de er utlevert til og hvor lenge de lagres.
request access | // Hi, I'd like to know if you've still got my application from 2021 and what else you have on file about me.
request access | Tester // Hei, jeg tok en personlighetstest som del av prosessen. Jeg vil gjerne se resultatet og hva dere har konkludert med om meg.
request rectification | // Etternavnet mitt er stavet med én s hos dere. Det skal være to: Hanssen.
request rectification | Wrong info // My profile says I have no driving licence, which is incorrect. I hold class B and C. Please update this.
request rectification | Feil i CV // Hei! Datoene på jobben min hos Rema er feil, det skal være 2015–2019. Klarer ikke å endre det selv.
request restriction | Begrensning etter art. 18 // Jeg har protestert mot behandlingen. Frem til dere har tatt stilling til det, krever jeg at opplysningene kun lagres.
request restriction | // Could you freeze my profile for the time being? I have a dispute with one of the employers that used it.
request objection | // Stopp med å gi CV-en min videre til vikarbyråer. Profilen kan bestå.
request objection | Reservasjon // Undertegnede reserverer seg mot enhver bruk av personopplysninger til direkte markedsføring, jf. GDPR art. 21 nr. 2.
request portability | // Hello, I'm switching to another recruitment service. Please send me all the data I've given you as a CSV or JSON file so I can import it there.
request portability | Eksport // Kan dere eksportere profilen min til XML?
request withdrawal | // Jeg ønsker ikke lenger at dere skal ha mitt samtykke til å dele profilen med arbeidsgivere.
request withdrawal | Withdrawal of consent // To whom it may concern, please be advised that I withdraw the consent given on 4 May.
request access | Hva vet dere? // Jeg er nysgjerrig på hva slags profil dere har bygget av meg. Kan dere sende over alt?
request access | // Please provide me with a copy of my interview recording and the evaluation forms.
request access | Innsyn // Eg søkte på ei stilling hjå dykk i vår og vil vite kva de har notert om meg.
request rectification | Adresse // Vi har flyttet, så adressen min er nå Bjørkeveien 4, 2315 Hamar. Vennligst oppdater.
request rectification | // You list me as unemployed since 2022. That's wrong, I've been working the whole time. Kindly fix it.
request rectification | // Dere kaller meg «herr» i alle brev. Jeg er kvinne. Rett dette, takk.
request restriction | // Jeg ønsker at dere midlertidig stanser all bruk av søknaden min inntil klagen er behandlet.
request restriction | // Eg vil ikkje at de slettar noko no, men de får ikkje bruke opplysningane før saka er avgjord.
request objection | // I'd rather not have my details used to train your matching system. Please exclude me.
request objection | Ikke ring // Hei. Ta meg av ringelisten deres.
request objection | // Slutt med de automatiske jobbforslagene, jeg orker dem ikke.
request portability | Dataportabilitet // Jeg ber om at dataene mine overføres direkte til Karriere AS, som jeg bruker fra nå av.
request withdrawal | // Hej! Jag drar tillbaka mitt samtycke till att ni sparar mina uppgifter.
complaint access | // I asked for a copy of my data on 2 February. It is now April and I've heard nothing. This is a breach of the GDPR. Send it to me at once.
request portability | Med på flyttelasset // Hei. Jeg skifter til en annen tjeneste og har krav på å få opplysningene mine utlevert i et strukturert og maskinlesbart format. Send dem til denne adressen.
request portability | // Can you export my CV, work history and saved searches into something I can upload at another job site?
request portability | // Eg vil flytte profilen min til ein annan stad. Korleis de gjer det er det same for meg, men eg vil ha alt i CSV.
request portability | Overføring // Kan dere sende profilen min rett over til Jobbsentralen AS? Jeg har opprettet konto der.
request withdrawal | // Jeg vil ikke at dere skal ringe referansene mine likevel. Samtykket jeg ga til det trekkes.
request withdrawal | Consent // I'm revoking any and all consents I may have given you.
request withdrawal | Samtykke til kandidatbank // Hei! Jeg ønsker å trekke meg fra kandidatbanken, altså samtykket om at dere kan vise meg til andre.
request restriction | // Jeg vil at dere sperrer søknaden min for innsyn fra kunder mens vi finner ut hvem som har skrevet merknaden.
request restriction | Article 18 // I contest the lawfulness of the processing but oppose erasure. Restrict it instead.
request restriction | // Ikke rør opplysningene mine før tvisten er løst. De skal verken slettes eller brukes.
request objection | // Please don't share my profile with recruiters from Acme.
request objection | // Eg reserverer meg mot at opplysningane mine blir brukte til profilering.
request access+rectification | To spørsmål // Kan jeg få se hva som står om meg hos dere? Og så må dere endre telefonnummeret mitt til 400 00 001.
request portability | // I want a machine-readable copy of my profile to import elsewhere.
request portability | // Jag vill få ut mina uppgifter i ett maskinläsbart format.
request portability | // Gi meg alt jeg har registrert hos dere som JSON, takk.
request withdrawal | // Eg gav samtykke til at de kunne lagre CV-en i to år. Det trekkjer eg no attende.
request withdrawal | // Hei, kan dere registrere at jeg ikke lenger samtykker til deling av profilen?
request withdrawal | Re: Samtykket ditt // Jeg svarte ja i går, men vil gjøre om på det. Trekk samtykket mitt.
request restriction | // Please limit what you do with my data to storage only while you verify whether it's correct.
request objection | // Jeg har ikke bedt om SMS fra dere og vil ikke ha det heller.
request objection | Algoritmer // Jeg motsetter meg at en algoritme avgjør om jeg er egnet.
request access | Innsyn // Hei, jeg ønsker en oversikt over hvilke opplysninger dere har om meg og hvem de er delt med. Mvh Lars
request access | // Dear Sirs, please let me have a copy of all information you process relating to me, including any correspondence with third parties.
request access | // Eg vil gjerne få tilsendt alt de har på meg.
request rectification | E-post // Hei, jeg har byttet e-postadresse. Kan dere endre fra gammel@example.no til ny@example.no på profilen min?
request rectification | // Hi, my surname is spelled wrong on my profile. It should be Kowalczyk. Could you correct it?
request rectification | Feil // Dere har registrert feil utdanning på meg. Jeg har bachelor i økonomi, ikke i jus. Ber om at det rettes.
request restriction | // Hei. Jeg mener dere ikke har lov til å bruke testresultatene mine, men vil ikke at de slettes. Begrens behandlingen inntil videre.
request restriction | Restriction of processing // I hereby request restriction of processing under Article 18(1)(c) since I need the data for a legal claim.
request objection | Nyhetsbrev // Hei, jeg får stadig nyhetsbrev fra dere selv om jeg aldri har meldt meg på. Vennligst stopp dette.
request objection | // Under Article 21 I object to the processing of my data based on your legitimate interests.
request portability | Utlevering av data // Hei! Etter GDPR art. 20 ønsker jeg å få utlevert dataene mine i et strukturert, maskinlesbart format.
request withdrawal | // Hei, jeg trekker samtykket mitt til at dere kan oppbevare CV-en min.
request withdrawal | Tilbaketrekking av samtykke // Jeg viser til samtykket jeg ga i april og trekker dette tilbake med umiddelbar virkning.
request access | // Hei, kan dere sende meg en kopi av søknaden min og alt annet dere har lagret?
request access | Hvor fra? // Hei, dere ringte meg i dag på et hemmelig nummer. Hvor har dere fått det fra, og hva mer har dere om meg?
request access | // I would like to see the notes from my interviews. Please also tell me who has had access to them.
request rectification | Nytt navn // Jeg har endret etternavn fra Vik til Vik Olsen. Fint om dere oppdaterer det hos dere.
request restriction | // Ber om at behandlingen av mine opplysninger begrenses mens dere vurderer protesten min.
request restriction | // Please suspend the use of my profile until we have sorted out who wrote the review.
request objection | // Jeg vil ikke at CV-en min skal vises til firmaer i Bergen.
request objection | Slutt // Jeg ønsker ikke flere jobbtips. Profilen vil jeg beholde.
request objection | // Would you kindly stop texting me? I never asked for it.
request portability | // Jeg vil gjerne ha en eksport av alle dataene mine i CSV-format.
request portability | // Please transfer my profile directly to JobLink, my new provider.
request withdrawal | // I gave my consent in March to being included in your talent pool. I am withdrawing it now.
request withdrawal | // Jeg angrer på at jeg samtykket til videre lagring. Trekk det tilbake, er du snill.
request access | Hvilke data? // Hei, før jeg bestemmer meg for om jeg vil fortsette hos dere vil jeg gjerne få vite hva dere har lagret om meg.
request access | // Could you confirm whether you hold any personal data about me and, if so, send me a copy?
request access | // Jeg krever innsyn i loggen over hvem som har slått opp profilen min.
request rectification | // Hallo, profilen min viser fremdeles min gamle arbeidsgiver. Den nye er Nordlys Bygg AS. Kan dere oppdatere?
request rectification | Correction // Please note that my date of birth in your system is wrong. It should read 12 May 1990.
request restriction | // Inntil feilen er rettet vil jeg ikke at opplysningene brukes. Dere kan beholde dem.
request objection | // Jeg protesterer mot behandlingen av mine opplysninger til profilering, jf. art. 21.
request objection | Stop // Please stop sending me vacancies. I've asked my wife to say the same, she gets them too.
request objection | // Hei, fjern meg fra e-postlista deres, men la profilen stå.
request portability | // Hei, i henhold til artikkel 20 vil jeg ha opplysningene mine overført til en annen leverandør, Rekrutt AS.
request withdrawal | // Med dette trekker jeg tilbake alle samtykker jeg har gitt dere.
request withdrawal | // Hello, I no longer agree to you keeping my photo. Please register that my consent is withdrawn.
request access+portability | // I request access to all my personal data under Article 15 and a machine-readable export of it under Article 20.
complaint objection | // This is the third time I ask you to stop e-mailing me. I'm fed up. Stop it.
request access | // Hei. Jeg ønsker å vite hvilke opplysninger dere har innhentet om meg fra tidligere arbeidsgivere.
request access | Begjæring om innsyn // Jeg begjærer innsyn etter personvernforordningen artikkel 15. Opplysningene bes oversendt elektronisk.
request access | // What have you written about me after the interview? I'd like to see it.
request rectification | // Hei. Jeg har fått nytt etternavn, Moe, og ny adresse, Elvegata 2. Kan dere legge inn det?
request rectification | // My phone number has changed to 400 00 003. Please update my profile.
request restriction | Krav om begrensning // Jeg krever at behandlingen av personopplysningene mine begrenses etter artikkel 18 nr. 1 bokstav a.
request objection | // Jeg vil ikke at dere deler søknaden min med andre avdelinger.
request objection | // I don't want my profile to be used for advertising.
request objection | Avmelding // Hei, jeg ønsker å melde meg av jobbvarslene. Hilsen Per
request portability | // Kan jeg få lastet ned alle opplysningene mine i et format som kan brukes andre steder?
request withdrawal | // Hei! Jeg ga dere lov til å dele CV-en min med andre selskaper. Nå trekker jeg det samtykket.
request withdrawal | // I'd like to take back the permission I gave you to call my references.
complaint access | Klage // Jeg ba om innsyn for seks uker siden og har fortsatt ikke fått svar. Dette er i strid med loven.
request access | // Hei! Dere har hatt profilen min siden 2018. Hva har dere brukt opplysningene til, og hvem har fått dem?
request access | Data request // Hello, I am requesting a full copy of the personal data you store about me, as well as the purposes and recipients.
request rectification | Oppdatere CV // Hei, jeg har lagt ved en ny CV. Kan dere bytte ut den som ligger på profilen min?
request rectification | // Det står at jeg er norsk statsborger. Det er ikke riktig, jeg er svensk. Vennligst rett.
request restriction | // I dispute the accuracy of my test scores. Please restrict processing until this has been verified.
request restriction | // Hei, jeg ønsker at profilen min fryses fram til 1. august.
request objection | // Eg ynskjer ikkje å få fleire e-postar frå dykk. Profilen skal vere som han er.
request objection | Objection // I object to you using my data for statistics and research.
request portability | // Jeg ber om at dere overfører CV-en og profilen min til Jobbhuset. De kan ta imot JSON.
request withdrawal | // Hei, jeg har ombestemt meg om samtykket til bildebruk og ønsker å trekke det.
request withdrawal | // I hereby revoke the consent I gave you on 3 March 2024.
request access | // Hei, jeg vil vite nøyaktig hva som er registrert om meg i kandidatsystemet deres.
request access | // Kan eg få sjå det de skreiv om meg etter samtalen?
request access | Art. 15 // Med hjemmel i personvernforordningen artikkel 15 krever jeg kopi av samtlige personopplysninger.
request rectification | // You have misspelled my name in every letter. It's Bjørn, with an ø. Please fix that in your records.
request restriction | // Eg krev at de stoppar handsaminga av opplysningane mine medan klagen min vert handsama, utan å slette noko.
request objection | // Hei, jeg reserverer meg mot at dere kontakter meg på telefon.
request objection | // Please opt me out of any automated decision-making.
request portability | // Please provide my profile data in CSV so that I can move to another service.
request portability | // Hei, jeg vil ta med meg alle data til en ny leverandør og trenger dem i et strukturert, maskinlesbart format.
request withdrawal | // Jeg ønsker å trekke tilbake tillatelsen til å vise profilen min til arbeidsgivere.
request withdrawal | Samtykke // Eg vil ikkje lenger samtykkje til at de lagrar CV-en min.
request objection | // Kan dere fjerne haken for nyhetsbrev på profilen min? Resten skal være som nå.
request access | // Hei, kan dere gi meg innsyn i alle vurderinger som er gjort av meg som kandidat?
request withdrawal | // Jeg har tidligere samtykket til at dere kan kontakte meg om nye stillinger. Dette samtykket trekkes med dette tilbake.
request restriction | // Kan dere midlertidig begrense bruken av opplysningene mine mens saken undersøkes?
request access | // Jeg ønsker å få utlevert alle opplysninger som er lagret om meg i forbindelse med søknaden min til 321.
request access | // Please tell me what personal data of mine you are processing and for what purpose.
request rectification | Feil navn // Hei, dere skriver Kathrine i alle e-poster til meg, men jeg heter Katrine. Kan dere rette det opp i systemet?
request rectification | // I've changed my last name to Olsen after I got married. Could you update your records?
request rectification | // Adressa mi er feil. Eg bur i Førde, ikkje i Florø. Kan de rette det?
request restriction | // Jeg krever begrenset behandling av opplysningene mine frem til innsigelsen min er avgjort.
request objection | // Hei. Jeg ønsker ikke at opplysningene mine brukes til analyseformål.
request objection | Unsubscribe // Please remove me from your mailing list.
request objection | // Eg vil ikkje at de kontaktar meg meir.
request portability | Dataportabilitet // Jeg ønsker å flytte mine data fra Mojob til en annen leverandør. Kan dere sende dem i et maskinlesbart format?
request portability | // Could you send me my profile data as a JSON file? I'd like to import it into another system.
request withdrawal | // Jeg ønsker å trekke tilbake samtykket mitt til å motta jobbtips og til å bli vist for arbeidsgivere.
request withdrawal | // Please note that I withdraw my consent for you to process my data, effective immediately.
request rectification | // Telefonnummeret mitt er endret. Nytt nummer: 400 00 004.
complaint access | // Jeg har purret to ganger på innsyn i opplysningene mine. Nå klager jeg til Datatilsynet om jeg ikke får dem.
request access | Mine data // Hei, kan jeg få vite hva som ligger lagret på meg? Fint med en PDF.
request access | // Jeg ber om kopi av personopplysningene mine, jf. GDPR artikkel 15 nr. 3.
request access | // Which employers have you shown my profile to? And what did you tell them about me?
request rectification | // Fødselsdatoen min er registrert feil, den skal være 3. mars 1988.
request rectification | Address change // Hi, I moved in June. My new address is Parkveien 5, Oslo. Please update it.
request restriction | // Jeg vil at dere stanser behandlingen av opplysningene mine inntil klagen er avgjort. De skal ikke slettes.
request restriction | // Please mark my data as restricted while you investigate my complaint about its accuracy.
request objection | Reservasjon mot reklame // Jeg vil ikke motta reklame fra dere eller samarbeidspartnerne deres.
request objection | // I am opposed to my data being used to train your recommendation engine and ask you to stop.
request objection | // Slutt å dele CV-en min med andre firmaer.
request portability | // Jeg ber om å få dataene mine utlevert i JSON-format slik at jeg kan ta dem med til en ny tjeneste.
request withdrawal | // Jeg trekker mitt samtykke til behandling av personopplysninger med øyeblikkelig virkning.
request withdrawal | // Hi, regarding the consent I gave for reference checks: I'd like to withdraw it.
request access | // Jeg ønsker å benytte innsynsretten min og få kopi av alt dere har lagret.
request access | Eit spørsmål // Hei! Kva opplysningar har de lagra om meg, og kvar har de fått dei frå?
request access | // Please send me all the information you have about me. I am entitled to it under the GDPR.
request rectification | Endring // Hei, dere må endre navnet mitt fra Hansen til Berg i systemet.
request rectification | // Profilen min viser feil stillingstittel. Jeg er seniorrådgiver, ikke rådgiver. Kan dere rette det?
request rectification | // The email address in my account is wrong, please change it to max@example.com.
request restriction | Begrensning // Jeg krever at dere begrenser bruken av opplysningene mine så lenge uenigheten vår varer.
request restriction | // Do not use my data for anything until the dispute has been settled, but do not delete it either.
request objection | // Jeg motsetter meg at opplysningene mine behandles på grunnlag av berettiget interesse.
request objection | Jobbvarsler // Kan dere stanse jobbvarslene? Jeg får ti om dagen.
request portability | // Eg ønskjer å få dataa mine i eit maskinleseleg format så eg kan ta dei med til ei anna teneste.
request portability | Export // I'd like to export all the data I have entered on your site. Please send it in XML or JSON.
request withdrawal | // Kan dere registrere at jeg trekker samtykket mitt til markedsføring?
request withdrawal | // I take back my consent to the storage of my application.
complaint access | // For five weeks I have been waiting for the copy of my data that I requested. I am very disappointed. Please send it immediately.
request access | // Jeg vil vite om dere har noe lagret om meg, og i så fall hva.
request access | Innsynsbegjæring // Jeg ber om innsyn i alle dokumenter, notater og e-poster der jeg er omtalt.
request access | // Can you send me a list of everyone who has viewed my CV?
request rectification | // Hei! Dere har skrevet at jeg bor i Drammen. Det stemmer ikke, jeg bor i Moss. Vennligst oppdater.
request rectification | Phone // My number has changed. The new one is 400 00 005, please update.
request restriction | // Jeg ber om begrenset behandling etter artikkel 18 mens dere kontrollerer om opplysningene er riktige.
request restriction | // Kindly keep my data but refrain from using it until my objection has been decided.
request objection | // Jeg vil ikke at dere kontakter meg om nye stillinger.
request objection | // Please take me off your newsletter list, but keep my profile active.
request objection | Innsigelse // Jeg fremsetter innsigelse mot behandlingen av mine personopplysninger til direkte markedsføring.
request portability | // Jeg ønsker en kopi av dataene mine i maskinlesbart format, slik at jeg kan bruke dem i en annen tjeneste.
request withdrawal | Trekke samtykke // Hei, jeg ønsker å trekke samtykket mitt. Hilsen Bente
request withdrawal | // I am writing to withdraw my consent to receive job alerts.
request rectification+objection | // Rett e-postadressen min til siv@example.no, og slutt å sende meg SMS.
request access | // Hei. Jeg ber om innsyn i personopplysningene mine. Jeg ønsker også informasjon om hvor lenge de lagres.
request access | // Eg ber om å få sjå alle opplysningane de har om meg.
request access | Data // Hi there, what do you know about me? I'd like to see my file.
request rectification | // Hei, dere har registrert feil e-postadresse på meg. Riktig adresse er tor@example.no.
request rectification | // My CV lists the wrong graduation year. It should be 2014, not 2004. Please correct it.
request restriction | // Jeg ønsker å begrense behandlingen av mine personopplysninger i påvente av svar på klagen.
request restriction | // Please freeze my data until further notice.
request objection | // Jeg ønsker ikke å motta flere henvendelser om jobb fra dere.
request objection | // I object to receiving marketing e-mails from you.
request objection | Stopp e-post // Hei, vennligst stopp alle e-poster til denne adressen.
request portability | // Jeg vil ha utlevert dataene mine i et maskinlesbart format etter artikkel 20.
request withdrawal | // Hei, jeg vil trekke tilbake samtykket jeg ga til at dere deler CV-en min.
request withdrawal | // Eg trekkjer attende samtykket til at de lagrar søknaden min.
request access | // Jeg vil gjerne vite hvilke av arbeidsgiverne deres som har fått CV-en min.
request access | Innsyn // Etter artikkel 15 har jeg rett til innsyn, og jeg ber om å få se alt som er lagret om meg.
request portability | // Hi, please send me a full export of the notes you keep about me.
request rectification | // Jobbtittelen min er feil i profilen. Jeg er sveiser, ikke platearbeider.
request rectification | // Hei, kan dere endre bostedet mitt til Tromsø?
request restriction | // Jeg vil at opplysningene mine sperres inntil dere har svart på protesten min.
request objection | // Vennligst slutt å vise profilen min til bemanningsbyråer.
request objection | // Please stop all marketing to this address.
request portability | // Jeg ønsker å få overført mine personopplysninger til Webjobb AS, jf. artikkel 20.
request withdrawal | // Samtykket mitt til å bli kontaktet trekkes herved tilbake.
complaint objection | // Jeg har sagt nei til nyhetsbrev tre ganger. Slutt å sende meg det. Ellers klager jeg til Datatilsynet.
request access | // Kan jeg få utlevert alle data dere har samlet inn om meg siden 2020?
request access | // I'd like a copy of my application and of the assessment you made.
request access | // Kva har de registrert om meg, og kven har sett det?
request rectification | // Hi, please update my CV with the attached version.
request rectification | // Det står feil telefonnummer i profilen min. Kan dere endre til 400 00 007?
request restriction | // Eg ber om at behandlinga vert avgrensa inntil de har svart på klaga mi.
request objection | // Jeg ønsker ikke at dere skal bruke profilen min til målrettet annonsering.
request objection | // No more job alerts, please.
request portability | // I would like my data in a portable format so I can take it to another provider.
request withdrawal | // Jeg vil gjerne trekke samtykket til at dere lagrer opplysninger om helsen min.
request access | // Jeg vil se hva som står om meg i referatene fra intervjuet.
request access | Spørsmål om mine data // Hei! Hvilke data har dere om meg, hvor kommer de fra, og hvem deler dere dem med?
request access | // Could I get a copy of the data you've collected on me?
request rectification | // Språkkunnskapene mine er feil i profilen, jeg snakker fransk og ikke spansk. Kan det endres?
request restriction | // Inntil tvisten er løst ber jeg om at opplysningene mine ikke brukes, bare lagres.
request objection | // Jeg vil reservere meg mot at dere bruker opplysningene mine til forskning.
request objection | // Please do not use my profile for marketing.
request portability | // Jeg vil gjerne overføre CV-en og søknadene mine til en annen jobbportal. Kan dere gi meg dem i et egnet format?
request withdrawal | // Jeg har ombestemt meg og trekker samtykket.
request access | // Hva av mine data har dere lagret?
request withdrawal | // My consent is no longer valid.
request objection | // Jeg får reklame fra dere hver dag. Det vil jeg ikke ha.
request objection | // Profilen min skal ikke brukes i statistikken deres.
`)
}
