package classify_test

import "testing"

func TestComplaintsApplicationsAndSpamAreReadInLettersAsPeopleWriteThem(t *testing.T) {
	expectEach(t, `
complaint | // Hvordan kan dere selge dataene mine til et vikarbyrå? Ingen har spurt meg.
complaint | Delt uten lov // Hei, i dag ringte en rekrutterer fra et firma jeg aldri har hørt om og kunne fortelle meg lønnen min. Det kan bare komme fra dere. Hvordan kan dere gi bort slike opplysninger uten å spørre meg?
application | Søknad på stilling som HR-konsulent // Hei! Jeg heter Janne og har jobbet med HR i ti år. De siste to har jeg hatt ansvar for rutiner for sletting og innsyn. Jeg samtykker til at dere beholder søknaden i ett år, og vet at jeg når som helst kan be om å få den slettet. CV er vedlagt.
spam | GDPR made easy // Hi there, is your company struggling with data deletion requests? Our platform automates erasure, access and portability. Book a 15-minute demo this week and get 20% off.
complaint | Ingen svarer // Jeg har skrevet til dere fire ganger om personopplysningene mine og ikke fått så mye som en autosvar. Slik kan man ikke behandle folk.
application | Open application // Hi! I'm a data engineer with six years of experience, lately building GDPR tooling for deletion and portability. I'd love to join your team. CV attached. Feel free to keep it on file for two years.
spam | Leads // Hei, trenger dere flere kandidater? Vi selger oppdaterte lister med 40 000 CV-er. GDPR-vennlig! Svar JA så ringer jeg.
complaint | Datatilsynet neste // Hei. I går dukket navnet mitt og telefonnummeret mitt opp i et regneark som dere hadde sendt til samtlige søkere. Det er helt uholdbart.
application | Sommervikar // Heisann! Jeg er student og lurer på om dere trenger folk i sommer. Jeg har førerkort og er vant til å ta i et tak. CV ligger ved. Dere trenger ikke lagre noe om meg etterpå.
spam | Re: Invoice // Dear sir, kindly find the new bank account for payment of the attached invoice. Pay today to avoid extra fee.
complaint | // This morning I got an e-mail from you addressed to forty people, all in the To field. Now they all know I'm looking for a job, including a colleague. I am extremely unhappy about this.
application | Jobb // Hei, mitt navn er Ali og jeg leter etter jobb som sjåfør. Jeg legger ved CV. Håper å høre fra dere.
spam | Hei bedriftseier // Visste du at nye personvernregler kan koste deg millioner? Vi sletter gamle data for deg, automatisk og trygt. Prøv gratis i 30 dager.
complaint | Klage // Jeg vil med dette klage på at dere har innhentet kredittopplysninger om meg uten at jeg har fått beskjed. Jeg ber om en redegjørelse.
application | Søknad om stilling som butikkmedarbeider // Hei! Jeg så annonsen deres og vil gjerne jobbe hos dere. Jeg er utadvendt og har jobbet i butikk før. Referanser oppgis på forespørsel. Dere har lov til å lagre CV-en min.
spam | Urgent business // Good day, I am Mr Chen from the bank. I have a proposal worth 14 million dollars. Reply with your full name and phone number.
complaint | // Hvorfor ligger telefonnummeret mitt åpent på nettsiden deres? Jeg har aldri godkjent det, og nå ringer det fremmede hele dagen.
application | // Hi! I saw your opening for a support agent and I'd like to throw my hat in the ring. I speak Norwegian, English and Polish. Please find my resume attached. You may delete it after the process.
spam | Øk antall søkere // Hei! Vi i Synlig Media hjelper rekrutteringsselskaper med annonsering på sosiale medier. Kan vi ta en uforpliktende prat neste uke? Pris fra 9 900 kr.
application | Åpen søknad // Hei! Jeg er nyutdannet jurist med spesialisering i personvern (masteroppgave om retten til sletting). Jeg søker herved jobb som personvernjurist og legger ved CV og karakterutskrift.
application | Application: Backend developer // Dear team, I'm applying for the backend role. In my last job I built the service that deletes user data on request. I understand you keep applications for six months and then delete them, which is fine with me. CV attached.
spam | GDPR audit // Hello, are you sure your website is GDPR compliant? Fines can reach 20 million euro. Our experts offer a free audit. Reply YES to get started.
spam | Konto utløper // Kjære kunde. Ditt passord utløper i dag. Logg inn her for å unngå at kontoen din slettes: https://konto.test
complaint | // Dere svarer ikke på henvendelser om personvern. Det er nå seks uker siden jeg spurte hvem som har fått opplysningene mine, og jeg er svært misfornøyd.
spam | Partner // Hi, we are an outsourcing company with 200 developers. Rates from 25 USD per hour. When can we schedule a call? If this isn't relevant, let me know and I'll remove you from my list.
complaint | // To ganger har dere sendt CV-en min til bedrifter jeg uttrykkelig sa at ikke skulle få den.
complaint | Klage på behandling // Jeg ønsker å klage på at dere kontaktet min nåværende arbeidsgiver uten å avklare det med meg. Dette er helt uakseptabelt.
complaint | // You sent my application to the wrong company. I consider this a serious breach of confidentiality.
application | Søknad på stillingen som kokk // Hei, jeg viser til annonsen og søker på stillingen som kokk. Jeg har fagbrev og ti års erfaring. CV og attester ligger vedlagt.
application | // Hei, jeg er på utkikk etter jobb som renholder og lurer på om dere har noe ledig. Legger ved CV. Dere kan bare beholde den.
spam | Øk synligheten // Hei! Vi tilbyr SEO-pakker som gir dere flere besøkende. Bestill innen fredag og få 40 % rabatt.
spam | Congratulations // You have been selected to receive a donation of 2,500,000 USD. Contact our agent with your bank details.
complaint | // Jeg er svært skuffet over at dere la ut navnet mitt på nettsiden uten å spørre meg først.
application | Job application // Hello, I'd like to apply for the position of warehouse worker. I have attached my CV and two references. I agree to my data being stored for a year.
spam | Tilbud på rekrutteringssystem // Hei! Vårt system sparer HR-avdelingen for timevis med arbeid. Book en gratis demo på 20 minutter. Avmeld deg her om du ikke vil høre fra oss.
complaint | // Dere har lekket CV-en min! Jeg fant den på Google i går. Hvordan kunne dette skje?
application | Søknad: prosjektleder // Hei, vedlagt er søknad og CV til stillingen som prosjektleder. Opplysningene kan lagres i inntil ett år. Mvh Ida
application | Looking for work // Hi, my name is Samuel, I am looking for work as a carpenter. Please see my CV attached. Thank you.
spam | Invest // Tjen 5 000 kr om dagen med kryptovaluta! Klikk her for å komme i gang. Begrenset antall plasser.
complaint | // Jeg er sjokkert over at personopplysningene mine lå åpent i en e-post til alle søkerne.
application | Søker jobb // Hei! Jeg heter Fatima og søker jobb som helsefagarbeider. Jeg har autorisasjon og gode referanser. CV er vedlagt.
application | Application // Dear hiring manager, please find attached my application for the position of accountant. I consent to the processing of my data for recruitment purposes.
spam | Your invoice is overdue // Please settle the attached invoice today. Our bank details have changed. Click here to pay.
complaint | // Jeg er ikke fornøyd med hvordan dere håndterer personopplysninger. CV-en min er sendt til tre firmaer uten at jeg er spurt.
complaint | Datainnbrudd // Jeg fikk nettopp vite gjennom avisen at dataene mine er på avveie. Hvorfor har dere ikke varslet meg?
application | Lærling // Hei, jeg heter Jonas, er 17 år og ser etter læreplass som elektriker. Karakterer og CV er vedlagt. Håper på svar!
application | Unsolicited application // Hello, I would like to apply for a job at your company. My CV is attached. According to GDPR you may keep it for one year.
spam | Lån // Få lån på dagen! Ingen kredittsjekk, kun 2,9 % rente. Klikk her og søk nå.
spam | Candidate database // Hello, we provide a verified email list of 50,000 HR managers. Interested in a price list?
application | Jobbsøknad butikk // Hei. Jeg søker jobb i butikk. Jeg er ferdig med videregående og kan begynne med en gang. Hilsen Emma
spam | Møte? // Hei, vi har utviklet et verktøy som halverer tiden dere bruker på rekruttering. Har dere 15 minutter til en demo neste uke?
complaint | // Jeg er svært misfornøyd med at dere har gitt opplysningene mine til en tredjepart uten samtykke.
application | Søknad sykepleier // Hei! Jeg søker stillingen som sykepleier ved avdeling 3. CV, vitnemål og referanser følger vedlagt. Jeg samtykker til lagring.
application | // Hello! I am writing to apply for the summer internship. My resume is attached, and I look forward to hearing from you.
spam | Boost your hiring // Hi, our AI platform finds candidates 10x faster. Book a demo today! Unsubscribe here.
spam | Pakken din // Pakken din er holdt tilbake i tollen. Betal gebyr på 29 kr her: https://toll.test
complaint | // Jeg reagerer sterkt på at dere har hentet bildet mitt fra Facebook uten å spørre.
application | Søknad på stilling som lærer // Hei! Jeg vil med dette søke på stillingen som lærer ved Lia skole. Vedlagt ligger CV og vitnemål. Mvh Ane
spam | Rask finansiering // Trenger bedriften kapital? Vi tilbyr lån inntil 5 millioner uten sikkerhet. Svar på denne e-posten i dag!
spam | Backlinks // Hello, I can offer you 50 high quality backlinks for only $99. Reply YES to order.
complaint | Personvernbrudd // Dere sendte avslaget mitt i en e-post der alle søkerne kunne se hverandre. Jeg er opprørt over dette.
application | Stilling som regnskapsfører // Hei, jeg ønsker å søke på stillingen som regnskapsfører. CV og søknad er vedlagt. Jeg er kjent med retten til innsyn og sletting.
spam | Tilbud // Kjære bedrift, vi selger kontormøbler til halv pris! Bestill før fredag, 30 % rabatt på alt.
spam | Verify // Your mailbox is almost full. Click here to verify your password or your account will be deleted.
complaint | // Dere delte lønnskravet mitt med andre søkere. Det er et klart brudd på taushetsplikten, og jeg er rasende.
application | Søknad på sommerjobb // Hei, jeg er 19 år og vil gjerne søke sommerjobb hos dere. Jeg har vedlagt CV. Hilsen Oda
application | Application for Data Protection Officer // Dear team, I wish to apply for the position of DPO. I have handled erasure and access requests for five years. CV and references attached.
spam | Nye kunder // Hei! Vi hjelper bedrifter å få flere kunder via Google og Facebook. Book et uforpliktende møte i dag.
complaint | // Jeg vil klage på at dere deler personopplysninger med arbeidsgivere uten samtykke.
application | Søknad på stilling som IT-konsulent // Hei, jeg søker på stillingen og legger ved CV, vitnemål og attester. Ta gjerne kontakt med referansene.
application | Job application – nurse // Dear Sir/Madam, I am applying for the nurse position advertised on your site. My CV is attached.
spam | Website // Hi, I visited your website and noticed it could rank higher on Google. We offer affordable SEO packages. Interested?
complaint | // Jeg har fått en annen persons CV tilsendt fra dere. Hvem har da fått min? Dette er svært alvorlig.
application | Søknad: kontormedarbeider // Hei, jeg ønsker å søke på stillingen. Jeg har vedlagt CV og søknadsbrev. Med vennlig hilsen Tone
application | // Dear recruiter, I am interested in the position as data analyst and have attached my CV for your consideration.
spam | Sponset innlegg // Hi, I'd like to publish a sponsored post with a dofollow link on your site. What is your price?
spam | Arv // Kjære venn, jeg er advokat for en avdød klient som etterlot seg 8 millioner dollar. Du er arving. Svar raskt.
complaint | // Dere har brukt bildet mitt i en annonse uten lov. Dette er ikke greit!
application | Stillingen som vaktmester // Hei! Jeg søker på stillingen som vaktmester. CV og referanser ligger ved. Jeg godtar at dere lagrer opplysningene mine.
application | // Hello, I am looking for a summer job and would like to apply for the position in your warehouse. CV attached.
spam | Markedsføring // Hei! Vi kan hjelpe dere med flere kunder gjennom Google-annonser. Book en uforpliktende prat.
spam | Security alert // Unusual sign-in activity on your account. Verify your identity within 24 hours or the account will be closed.
application | Søknad på jobb // Hei, jeg heter Kim og vil gjerne søke på jobben som vekter. Se vedlagt CV. Slå gjerne på tråden!
application | Graduate position // Hello, please find my CV and cover letter attached for the graduate position. Feel free to store my data for future openings.
spam | Kursinvitasjon // Hei! Bli trygg på GDPR: heldagskurs i Oslo 12. mai. Pris kr 3 900 eks mva. Meld dere på i dag.
spam | Business loan // Do you need a loan for your business? We offer loans at 2% interest. Apply today.
`)
}

func TestWhatLooksLikeARequestIsNone(t *testing.T) {
	expectEach(t, `
question | // Hei, jeg søkte jobb via dere i mars. Er det slik at søknaden slettes av seg selv, eller må jeg gjøre det?
question | Lagring // Hei! Vi er noen studenter som skriver om rekruttering. Hvor lenge oppbevarer dere CV-er, og på hvilket grunnlag?
unclear/question | // Dere slettet profilen min i fjor. Jeg sendte en søknad i mai og har ikke fått svar.
unclear/question | // I forrige jobb hadde jeg ansvar for å slette kundedataene. Er det noe dere kan bruke profilen min til?
unclear/question | // Hei. Kona mi har en bruker hos dere som hun ikke kommer inn på. Kan dere slette den for henne?
unclear/question | // Jeg har hørt at noen har bedt dere slette profilene sine etter datalekkasjen i høst. Det er sikkert lurt, men jeg lar min stå.
unclear | Rettigheter // Etter personvernforordningen har jeg rett til innsyn, retting, sletting, begrensning og dataportabilitet. Jeg vil bare gjøre dere oppmerksom på at jeg kjenner disse rettighetene.
unclear/question | // Hei, dersom jeg en gang skulle ønske å få alt slettet, hva er da fremgangsmåten?
unclear | // Ja da, slett meg bare, dere har jo uansett aldri svart på en eneste søknad. Neida. Men det hadde vært fint å høre noe om stillingen i Molde.
question | // Hello, could you tell me whether you share applicants' data with companies outside the EU?
question | Spørsmål om sletting // Hei, hvis jeg sletter appen fra telefonen, blir profilen min borte da?
unclear/question | // Det er ikke jeg som skal slettes, det er min bror. Han har samme navn som meg.
unclear/question | // Vær så snill å ikke slette meg ennå. Jeg skal fylle ut profilen i helgen.
question | // Hei, jeg fikk e-post om at profilen min slettes 1. juni. Må jeg gjøre noe hvis jeg vil beholde den?
question | CV // Kan jeg sende inn CV uten bilde og fødselsdato?
unclear/question | Hei! Vi hadde en ansatt som sluttet i sommer. Kan dere slette brukeren hennes fra bedriftskontoen vår?
unclear/question | // Haha, fikk beskjed av kompisen min om å skrive «slett meg» til dere for å se om dere svarer. Ikke gjør det altså.
question | // Hva er behandlingsgrunnlaget deres for å hente inn opplysninger om meg fra LinkedIn?
unclear/question | Spørsmål // Hvis en kandidat ber oss om å slette søknaden sin, må vi da si fra til dere?
question | // Hei! Hvor finner jeg personvernerklæringen deres? Finner den ikke på nettsiden.
unclear/question | // Hei, jeg ser at profilen min er slettet. Det var ikke meningen. Kan dere få den tilbake?
unclear/question | Sletting // Hei, jeg er journalist og skriver en sak om sletting av persondata i rekrutteringsbransjen. Kan noen hos dere stille til intervju?
unclear/question | // Jeg får ikke slettet CV-en min, knappen er grå. Er det noe galt med siden?
unclear | Slett // Jeg ba dere aldri om å slette noe som helst!
unclear/question | // Kan dere slette meg? Altså, er det teknisk mulig hos dere, eller ligger alt der for alltid?
unclear/question | Kunde // Hei, vi i Bye Transport har en søker som krever sletting. Hvordan gjør vi det i løsningen?
unclear/question | // Jeg vurderte lenge å be om sletting, men har kommet til at jeg lar profilen stå.
unclear/question | // Tenk om jeg ba dere slette alt. Hva ville egentlig skje med søknadene som er under behandling?
unclear/question | // Hun som hadde kontoen før meg brukte samme e-post. Er hennes opplysninger slettet?
unclear/question | // I know I have the right to erasure, the right of access and the right to object. Thanks for explaining it so clearly on your website.
unclear/question | // Vennligst slett vedlegget i e-posten jeg sendte i går, det var feil fil. Ny fil kommer.
unclear/question | // Far min døde i april. Han hadde en profil hos dere. Hva gjør vi med den?
unclear/question | Profilen min blir snart slettet // Hei, jeg fikk varsel om at profilen blir slettet. Det ønsker jeg ikke! Behold den.
unclear/question | // Slett aldri en god idé, pleide bestemor å si. Uansett: når åpner søknadsportalen?
question | // Hi, what legal basis do you rely on when you contact references?
unclear/question | // Jeg er enig i at dere bør slette inaktive profiler. Godt tiltak!
unclear/question | // Dersom dere finner ut at noen har misbrukt kontoen min, må dere si ifra før dere sletter noe.
unclear/question | // Please remove me from consideration for the warehouse position, but keep me in mind for office work.
unclear/question | // Skal jeg slette profilen min eller kan jeg bare la den ligge? Hva anbefaler dere?
unclear/question | // Min mann ønsker å få slettet CV-en sin hos dere. Hvem skal han kontakte?
unclear/question | Oppdrag // Kan dere slette stillingsannonsen vår? Den ble lagt ut for tidlig.
unclear/question | // Jeg så at noen hadde skrevet «slett meg nå!!» i kommentarfeltet deres. Blir slike fulgt opp?
unclear/question | // Hadde jeg visst at dere sletter alt etter to år, hadde jeg tatt kopi.
unclear/question | // I was surprised to see that you had deleted my profile without warning.
unclear/question | // Sletting av personopplysninger skal skje uten ugrunnet opphold når de ikke lenger er nødvendige, jf. artikkel 17. Hvordan sikrer dere dette?
question | Informasjonskapsler // Hvilke informasjonskapsler bruker dere, og hvordan skrur jeg dem av?
question | // Hei! Hvor lenge ligger profilen min hos dere hvis jeg ikke logger inn?
question | Privacy // Hello, who is the controller for data collected through your job ads, you or the employer?
unclear/question | // Hei, jeg tror noen andre har brukt e-posten min til å lage en profil. Er det mulig?
unclear/question | // Kollegaen min fikk slettet profilen sin hos dere på én dag. Imponerende!
question | // Hi, is it true that you delete applications after twelve months?
question | Innlogging // Hei, jeg får ikke logget inn, og når jeg ber om nytt passord kommer det ingen e-post. Kan dere hjelpe?
unclear/question | // Hei. Vi ønsker å slette en av våre brukere i bedriftsportalen. Hvordan gjør vi det?
unclear/question | // Ikke slett CV-en min selv om jeg ikke har logget inn på en stund.
unclear/question | // Jeg lurer på om jeg bør be dere slette profilen min nå som jeg har fått jobb. Hva pleier folk å gjøre?
question | // Hvem hos dere har ansvar for personvern? Jeg trenger kontaktinfo til personvernombudet.
question | // Do I have to give you my national identity number to create a profile?
unclear/question | // Hei, profilen min ble visst slettet da dere byttet system. Kan jeg få lagt inn CV-en på nytt?
unclear/question | // Vi har fått en henvendelse fra en søker om sletting, og videresender den til dere til orientering.
unclear/question | // Please confirm that you will never delete my profile without asking me.
question | // Hei, hvilke opplysninger må jeg oppgi for å søke på en stilling hos dere?
question | // Hvordan kan jeg se hvilke samtykker jeg har gitt?
unclear/question | // Jeg vil ikke slette profilen, bare skjule den en periode. Går det?
unclear/question | // Kan dere slette den dobbelte annonsen vår for butikkmedarbeider?
unclear/question | // Datteren min på 15 har registrert seg hos dere. Jeg ønsker at profilen hennes slettes.
question | // Hei, jeg skal slette appen. Forsvinner søknadene mine da?
question | // Could you explain what "legitimate interest" means in your privacy policy?
unclear/question | // Slett gjerne møteinnkallingen fra i går, den var dobbel.
unclear/question | // Er det sant at noen har fått slettet profilen sin uten å be om det?
unclear/question | // Jeg håper virkelig ikke at dere har slettet CV-en min, for jeg har ingen kopi.
question | // Hva skjer med CV-en min når rekrutteringen er ferdig?
question | Fødselsdato // Hei, hvorfor må jeg oppgi fødselsdato i skjemaet?
unclear/question | // If I were to ask you to delete my profile, would my employer be notified?
unclear/question | // Hei! Kandidat 3321 har bedt oss om å bli slettet. Kan dere ta det i systemet?
unclear/question | // Jeg trodde jeg ville slette profilen, men jeg er fornøyd likevel.
unclear/question | // Please don't take this the wrong way, but deleting my profile was the dumbest thing you could do.
unclear | GDPR // Rett til innsyn (art. 15), rett til retting (art. 16), rett til sletting (art. 17).
unclear/question | // Jeg ønsker meg bort fra min nåværende arbeidsgiver. Har dere noe for meg?
unclear/question | // Hvordan får jeg mest mulig ut av profilen min?
unclear/question | // I'd like to take a day off work before my interview. Can we move it?
unclear/question | // Kan jeg ta dataene mine ut i Excel selv?
unclear/question | // Hvis ikke dere hører fra meg innen fredag, kan dere slette søknaden min.
unclear/question | // Mannen min sier: slett profilen din. Jeg sier: vent litt. Har dere statistikk på hvor mange som får jobb?
unclear/question | // Kan dere slette passordet mitt så jeg kan lage et nytt?
unclear/question | // Jeg vil slette én av søknadene mine, men finner ikke knappen. Hvor er den?
unclear/question | // Please delete the meeting in my calendar invite, I can't make it on Monday.
unclear/question | // Jeg vil gjerne at dere sletter historien om at jeg sluttet på dagen. Den stemmer ikke.
unclear/question | // Vi er et rekrutteringsbyrå og har fått krav om at vi må slette alle data. Gjelder det også dere?
unclear/question | // Should I delete my account before I make a new one, or can you merge them?
unclear/question | // Er det noen som kan slette profilen min uten at jeg vet om det?
unclear/question | // Beklager forrige e-post. Jeg vil ikke slettes likevel.
unclear/question | // Det er greit for meg at dere sletter søknaden etter seks måneder.
unclear/question | // I noticed the "Delete my account" button is gone. Was that intentional?
unclear/question | // Takk for at dere tok vare på CV-en min da jeg ba dere slette alt i fjor. Den kom godt med!
unclear/question | // Dersom sjefen min ringer: profilen min er slettet, ok?
unclear/question | // Jeg drømte at dere slettet meg fra alle registre. Trenger jeg hjelp?
unclear/question | // Hei, jeg er lærer. Elevene mine har laget profiler. Kan de slettes etter prosjektet?
unclear/question | // I heard you can delete my data if I ask. I'm not asking yet.
unclear/question | // Kan dere slette feilen i annonsen min? Det står «kok».
question | // Hei, hvordan kan jeg laste ned søknaden min?
question | // What happens to my data if your company is sold?
unclear/question | Hei // Kan dere ringe meg i morgen?
question | // Kan dere si meg hvor i EU dataene lagres?
question | Søknad // Hei, har dere mottatt søknaden jeg sendte forrige uke?
unclear/question | // Jeg har ikke bedt om at noe skal slettes, men profilen min er borte. Hva har skjedd?
unclear/question | // Kan en arbeidsgiver kreve at dere sletter vurderingene av en kandidat?
unclear/question | // Please keep my data as it is. There is no need to delete anything.
question | // Må jeg logge inn for å endre samtykkene mine?
question | // What is your retention period for applications?
unclear/question | // Jeg trenger hjelp til å gjenopprette profilen. Jeg slettet den ved en feil.
unclear/question | // My friend wants you to delete his account. How should he proceed?
question | // Hei, hvilke bedrifter kan se profilen min?
question | // Is my data shared with the employer when I start an application but don't send it?
unclear/question | // Jeg vil ikke at profilen min skal slettes, selv om jeg er inaktiv.
unclear/question | // Hei, vi har en kandidat som vil slettes. Hvor gjør vi det?
question | // Hei, kan dere fortelle meg hvordan dere bruker kunstig intelligens i rekrutteringen?
question | // Hvor kan jeg lese mer om personvern hos dere?
unclear/question | // Jeg vil ikke slette kontoen, bare endre passordet. Hvordan gjør jeg det?
unclear/question | // Takk for at dere slettet profilen min så raskt!
question | // Hei, hvordan endrer jeg e-postadressen min?
question | // Hvem kan jeg snakke med om hvordan dere behandler personopplysninger?
unclear/question | // Jeg har fått beskjed om at en medarbeider hos oss må be dere om å slette profilen sin selv. Stemmer det?
unclear/question | // Jeg er glad for at dere ikke slettet profilen min.
unclear/question | // Kan dere fjerne punktet om svømmekurs fra CV-en min?
unclear/question | // If my account is deleted by mistake, can you restore it?
question | // Trenger dere samtykke fra referansene mine?
question | // Where can I find my saved applications?
unclear/question | // Jeg vurderer å be om sletting, men vil vite hva det betyr for søknadene mine først.
unclear/question | // Kan dere slette alle prøvekandidatene vi la inn i går?
unclear/question | // Vennligst fjern meg fra møteinnkallingen på torsdag.
unclear/question | // My profile was deleted by mistake, please bring it back.
question | // Kan jeg søke uten å opprette profil?
question | // How do you make sure that my data is safe?
unclear/question | // Fjern gjerne meg fra tråden, jeg jobber ikke med dette lenger.
unclear/question | // Kollegaen min, som har sluttet, vil at dere sletter profilen hennes.
unclear/question | // Nei, dere skal ikke slette noe. Jeg spurte bare hvor lenge dere lagrer det.
unclear/question | // Hadde det ikke vært for jobbvarslene, ville jeg bedt dere slette profilen min.
unclear/question | // Kan dere slette gamle stillinger fra listen over favoritter på profilen min?
unclear/question | // Kan jeg be dere om å slette CV-en min senere, hvis jeg ombestemmer meg?
unclear/question | // Hvorfor sletter dere ikke profiler som ikke brukes?
unclear/question | // Det var synd at dere måtte slette profilen min.
unclear/question | // I want to delete my account. How?
unclear/question | // Jeg vil slette profilen min. Hvordan gjør jeg det?
unclear/question | // Jeg skal slette profilen min i morgen.
unclear/question | // Dere kan ikke bare slette profilen min uten videre!
unclear/question | // Vennligst ikke fjern meg fra listen over kandidater.
unclear/question | // My boss wants you to delete my profile, but I don't.
unclear/question | // Sjefen min vil at dere sletter profilen min. Det kan dere glemme.
unclear/question | // Kan dere fjerne meg som administrator for bedriftskontoen?
unclear/question | // Please remove me as a contact person for our company account.
unclear/question | // Kan dere fjerne lønnskravet fra profilen min? Alt annet er bra.
unclear/question | // Before you delete my data, please send me a copy.
unclear/question | // Er det dere som har slettet profilen min, eller er det noen som har hacket meg?
unclear/question | // You may delete my data in two years, not before.
unclear/question | // Jeg samtykker til at dere sletter søknaden når stillingen er besatt.
unclear/question | // Jeg går ut fra at dere sletter søknaden min når prosessen er ferdig?
unclear/question | // Slett meg på Facebook-siden deres også? Nei, det er ikke nødvendig.
unclear/question | // Kan dere slette den siste meldingen jeg sendte? Den var til noen andre.
unclear/question | // Vi i kommunen trenger en databehandleravtale som sier at dere sletter alle opplysninger om søkerne våre.
unclear/question | // Naboen min ønsker at alt om ham slettes.
unclear/question | // Hei, jeg er advokat for Per Hansen og ber om at alle opplysninger om ham slettes.
unclear/question | // Please ensure that the contractor deletes my colleagues' data.
unclear/question | // Hei, jeg vil bare si at det var lett å slette profilen min. Takk!
unclear/question | // Jeg har bestemt meg for ikke å slette profilen min.
unclear/question | // Nå har jeg nesten bestemt meg for å be dere slette profilen min.
unclear/question | // Kan dere vente med å slette profilen min til over sommeren?
unclear/question | // Please hold off on deleting my account.
unclear/question | // Stopp! Ikke slett noe ennå.
unclear/question | // Jeg lurer på hva som må til for at dere skal slette meg.
unclear/question | // Har jeg krav på at dere sletter opplysningene mine?
unclear/question | // Jeg har krav på at dere sletter opplysningene mine hvis jeg ber om det, ikke sant?
unclear/question | // Is there any way you could tell me whether my data will be deleted?
unclear/question | // Det hadde vært fint om dere kunne slette profiler automatisk når folk får jobb.
unclear/question | // It would be great if you could remove old job ads from my feed.
unclear/question | // Kan dere fjerne sperren på kontoen min?
unclear/question | // Fjern begrensningen på profilen min, så jeg kan søke igjen.
unclear/question | // Kan dere slutte å slette søknadene mine?
unclear/question | // Jeg ber om at dere ikke under noen omstendighet fjerner CV-en min.
unclear/question | // Would deleting my account affect my applications?
unclear/question | // Jeg angrer på at jeg ba dere slette profilen min.
unclear/question | // Dere slettet profilen min! Jeg vil ha den tilbake.
unclear/question | // Please restore my deleted profile.
unclear/question | // Kan dere gjenopprette den slettede profilen min?
unclear/question/complaint | // Jeg vil klage på at dere slettet profilen min.
unclear/question | // Hvis du vil ha meg slettet, må du spørre meg først.
unclear/question | // Kan dere sjekke om profilen min er slettet?
unclear/question | // Kan dere bekrefte at dere har slettet alt om meg?
unclear/question | // Please confirm that my data has been deleted.
unclear/question | // Jeg ønsker bekreftelse på at profilen min ble slettet i fjor.
unclear/question | // Kan dere fjerne flekken på bildet mitt?
unclear/question | // Can you remove the password from my profile so I can log in?
unclear/question | // Jeg vil at dere skal vite at jeg slettet profilen min.
unclear/question | // Det jeg ikke vil er at dere sletter profilen min.
unclear/question | // Det siste jeg ønsker er at dere sletter profilen min.
unclear/question | // Nobody asked you to delete my profile.
unclear/question | // Hvem ba dere slette profilen min?
unclear/question | // I'd hate for you to delete my profile.
unclear/question | // Jeg er imot at dere sletter profilen min.
unclear/question | // Så lenge dere ikke har en jobb til meg kan dere jo like gjerne slette profilen min, tenkte jeg. Men nei.
unclear/question | // Jeg er redd for at dere sletter profilen min.
unclear/question | // Skal dere slette profilen min eller skal jeg gjøre det selv?
unclear/question | // Min tidligere arbeidsgiver ønsker at dere sletter attesten min.
unclear/question | // Kan dere slette referansen fra Per? Han vil ikke stå der.
unclear/question | // Eleven vår ønsker profilen sin slettet.
unclear/question | // Jeg har fått en e-post der det står: «Vil du slette profilen din, svar JA». Er den ekte?
unclear/question | // You asked whether I want my profile deleted. I don't.
unclear/question | // Dere spør om jeg vil slette profilen. Nei takk.
unclear/question | // Re. sletting: nei, behold alt.
unclear/question | // Kan jeg få en pris på å slette alle kandidater i systemet vårt?
unclear/question | // Vi skal bytte system og vil ha alle våre data slettet og eksportert.
unclear/question | // I'm writing a thesis on how companies delete my generation's data.
unclear/question | // Kan du hjelpe meg å slette mailen min?
unclear/question | // Slett det du fikk fra meg i går, det var til feil person.
unclear/question | // Til info: jeg har bedt Finn slette profilen min der.
unclear/question | // Har bedt LinkedIn om å slette meg. Påvirker det profilen min hos dere?
unclear/question | // Jeg ønsker at Finn sletter profilen min. Kan dere hjelpe med det?
`)
}

// Each of these asks for a right, or is a complaint or an application, in words that
// the rules do not know. They are left to a person, and never taken for another right.
func TestLettersThatStillNeedAPerson(t *testing.T) {
	expectEach(t, `
unclear/question | // Kjære Mojob, for noen år siden hjalp dere sønnen min med jobb, og da lagde jeg også en profil. Min er det ingen grunn til å ha liggende. Vær så vennlig å slette den.
unclear/question | Kundeundersøkelser // Hei! Dere sender meg stadig undersøkelser om hvor fornøyd jeg er. Jeg vil ikke delta i slike, og ber dere om å ikke sende flere.
unclear/question | // I consented to being contacted about other vacancies. I no longer do.
unclear/question | // Skal flytte til Australia og trenger ikke å ligge i noen norsk database. Så: slett alt, takk!
unclear/question | Ta med data // Hei! Kan jeg ta med meg CV-en og søknadshistorikken til Finn? Jeg trenger den i et åpent format.
unclear/question | // Jeg trenger søknaden som dokumentasjon i en klagesak, så den må ikke slettes. Men frem til saken er avgjort skal ingen hos dere bruke den.
unclear/question | Søknad lager // Hei, vil gjerne ha jobb på lageret. Jobbet på lager i 4 år. CV i vedlegg. Dere kan slette søknaden etterpå hvis det ikke blir noe.
unclear/question | // Jeg ber med dette om at alle opplysninger dere har registrert om meg i forbindelse med søknad på stilling som regnskapsfører blir slettet.
unclear/question | // Jeg er ikke lenger ansatt i Solberg AS, slik det står i profilen. Kan dere fjerne det og legge inn Lie AS?
unclear/question | // Jeg viser til e-post fra dere 3. mai der dere skriver at profilen kan slettes på forespørsel. Dette er en slik forespørsel.
unclear/question | // Hei, i profilen min er det krysset av for at jeg har førerkort. Det har jeg ikke. Kan dere fjerne krysset?
unclear/question | // Jeg har meldt meg av nyhetsbrevet fem ganger, men det kommer fortsatt. Dette er ikke greit.
unclear/question | // Can you delete the duplicate line in my CV?
unclear/question | // Profilen min kan slettes, jeg bruker den ikke.
unclear/question | // Hei, eg har to kontoar og vil ha sletta den eldste, den som er knytt til gammal@example.no.
unclear/question | New e-mail // Hi, I have a new e-mail address. Please replace the old one in my profile.
unclear/question | // Vikarbyrået ringte meg i dag og hadde hele CV-en min. Jeg har aldri gitt dere lov til å dele den.
unclear/question | // Før dere sletter dataene mine vil jeg ha en kopi.
`)
}
