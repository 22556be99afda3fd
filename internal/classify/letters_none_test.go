package classify_test

import (
	"testing"

	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
)

func TestLettersThatAskForNoRight(t *testing.T) {
	expect(t, classify.Application, "", gdpr.English, `
Application: Privacy Officer // Dear hiring manager, I am writing to apply for the position of Privacy Officer. In my current role I handle data subject requests such as access and erasure, and I make sure we delete personal data on time. Please find my CV attached.
Open application // Hello, I would like to apply for any engineering position. Attached is my resume. I agree that you store my data for 12 months, after which you may delete it.
`)
	expect(t, classify.Application, "", gdpr.Bokmal, `
Søknad - frontendutvikler // Hei!¶¶Jeg heter Per og søker med dette på stillingen som frontendutvikler. Jeg har jobbet i fem år med React, og har blant annet utviklet et system for innsyn og sletting av personopplysninger etter GDPR. CV og vitnemål er vedlagt.¶¶Jeg samtykker til at opplysningene mine lagres i 12 måneder.¶¶Hilsen Per
Søknad om sommerjobb // Hei, jeg er 18 år og søker sommerjobb hos dere. Jeg er motivert og lærevillig. Kan jeg få komme på intervju? CV ligger vedlagt.
Søknad på stilling 4411 // Vedlagt ligger søknad og CV. Dere kan kontakte referansene mine, men vennligst ikke kontakt min nåværende arbeidsgiver.
Hei! Sender herved min søknad på stillingen. Opplysninger om meg finnes i vedlagt CV. Gi meg gjerne beskjed hvis noe mangler.
`)
	expect(t, classify.Application, "", gdpr.Nynorsk, `
Søknad // Eg søkjer med dette på jobben som lærar. CV ligg ved. Eg har erfaring med personvern.
`)
	expect(t, classify.Question, "", gdpr.English, `
Hello, I tried to delete my account but the button doesn't work. Is there a bug?
Am I able to delete my account at any time?
Is my data deleted when I close the account?
Who do I contact to have my data deleted?
Should my personal data be deleted after two years?
Can I transfer my data to another service later?
`)
	expect(t, classify.Question, "", gdpr.Bokmal, `
Sletting? // Hei, når sletter dere egentlig dataene etter at jeg har søkt? Står ingenting om det i annonsen.
Hei, jeg har glemt passordet mitt og får ikke endret profilen min. Hva gjør jeg?
Hei! Vi er en bedrift som bruker Mojob. Hvordan sletter vi kandidater fra systemet etter endt prosess?
Hei, kan dere flytte intervjuet mitt til torsdag?
Hei, har dere mottatt søknaden min?
Hei! Jeg lurer på om dere har slettet CV-en min slik jeg ba om i mai?
Hei! I personvernerklæringen står det at man kan kreve sletting. Gjelder dette også for søknader sendt via Finn?
Dersom jeg sletter profilen min, forsvinner da også søknadene jeg har sendt?
Kan dere forresten si meg om dere sletter intervjunotater?
Sletting // Hva skal til for å få det til?
Har pressen rett til innsyn i hvem som har søkt?
Jeg har ikke mottatt noen e-post med bekreftelse. Er det noe feil?
Jeg får ikke nyhetsbrevet deres lenger. Hvorfor ikke?
Er det riktig at dere sletter CV-er etter 12 måneder?
Må jeg sende mail til dere for å få slettet profilen min?
Hva gjør dere for å slette data dere ikke trenger?
Lurer på hvem jeg skal kontakte for å få slettet brukeren min?
Kan dere bekrefte at dataene mine er slettet?
Kan jeg få mer informasjon om stillingen?
Hva synes dere om CV-en min?
Hva har dere å si om meg som kandidat?
Kan jeg endre søknaden min etter at den er sendt?
Hvorfor får jeg ikke flere jobbvarsler?
`)
	expect(t, classify.Spam, "", gdpr.English, `
Partnership // Dear owner, our company is a leading manufacturer of LED screens. We provide best price and free shipping. Please reply for price list and discount. If you do not want our emails, reply "remove".
RE: your website // I noticed your website is not ranking. We offer SEO and backlinks at a discount. Can we schedule a call?
Hello dear friend, I am Barrister James. A late client left an inheritance of 10 million dollars and you are the beneficiary. Send bank details.
Your mailbox is full // Dear user, your mailbox storage limit is reached. Click below to verify your account or it will be deleted within 24 hours.
Cheap meds // Buy viagra and cialis at best price, limited time discount! Click here: https://pills.example.com
`)
	expect(t, classify.Spam, "", gdpr.Bokmal, `
Faktura forfalt // Din faktura er forfalt. Betal nå for å unngå inkasso. Klikk her for å betale. Nytt kontonummer er 1234 56 78901.
Nettsiden deres // Vi tilbyr nettsideutvikling og synlighet på Google til halv pris. Flere kunder garantert. Book et møte i dag!
Du har vunnet en iPhone // Gratulerer! Klikk på lenken for å hente gavekortet ditt.
`)
	expect(t, classify.Unclear, "", gdpr.English, `
Hi, if my application isn't successful I'd like you to delete my CV and cover letter.
Hi, please remove the typo from the job ad you posted for us.
Delete this message if you are not the intended recipient.
Our candidate Jane has asked us to delete her profile. Can you do it?
I will delete my account tomorrow unless someone calls me.
Please delete my previous message, I sent it to the wrong person.
I was told you deleted my data, thank you!
You may delete my application if the role has been filled.
My lawyer advised me not to delete my account.
Please don't remove me from the shortlist!
Please delete him from the list of references.
I would like to postpone the deletion of my account.
Don't you dare delete my account!
Do not, under any circumstances, delete my data.
I consent to you keeping my data.
`)
	expect(t, classify.Unclear, "", gdpr.Bokmal, `
Søknaden min // Hei! Jeg ønsker å trekke søknaden min til stillingen som kundebehandler, da jeg har takket ja til et annet tilbud.
Søknad // Hei, vedlagt følger søknad og CV. Jeg ber om at søknaden slettes når stillingen er besatt. Mvh Ida
Hei, vi er kunde hos dere og ønsker å slette en bruker som har sluttet hos oss.
Dere må slette bildet av meg og kollegaen min som ligger på nettsiden.
Hei, jeg er mor til en 14-åring som har registrert seg hos dere uten lov. Jeg vil at profilen hans skal slettes.
Faktura // Hei, vedlagt faktura for mars. Mvh regnskap
Slett gjerne den gamle CV-en min og bruk den nye som er vedlagt. Jeg søker fortsatt på stillingen.
Jeg vet ikke helt om jeg vil slette profilen min eller bare skjule den. Hva anbefaler dere?
Slett!
Denne e-posten kan inneholde konfidensiell informasjon. Er du ikke rett mottaker, vennligst slett e-posten.
Vennligst ikke slett noe, jeg vil bare ha en prat med dere om profilen min.
Kan dere slette meg hvis jeg ber om det senere?
Jeg hater å bli slettet fra prosessen, hva skjedde?
Jeg ble slettet fra listen over søkere, hvorfor det? Jeg vil ikke slettes!
Jeg har fått beskjed om at profilen min vil bli slettet. Jeg ønsker å beholde den.
Jeg ønsker å beholde profilen min. Dere sendte en mail om at den slettes snart.
Fornyelse // Ja, jeg samtykker til at dere fortsatt lagrer profilen min. Ikke slett den.
Vi har bedt kandidatene våre om å slette dataene sine, og ber dere gjøre det samme.
Hei, jeg heter Ola og er rekrutterer. En kandidat ber om å få slettet sine data. Kan dere ordne det?
Kan dere slette søknaden til kandidat 4411 fra stillingen vår?
Jeg håper dere aldri sletter profilen min, den er gull verdt!
Sletting // Hei, ta kontakt med meg om dette.
Jeg ber om innsyn i søkerlisten til stillingen som rådmann.
Beklager, jeg sendte feil CV i forrige mail. Her er den riktige.
Beklager, skrev feil navn i forrige e-post, jeg mente Kari.
Ikke slutt å sende meg jobbvarsler, jeg liker dem!
Søknad // Her er min søknad på stillingen. Jeg samtykker ikke til lagring utover prosessen. CV vedlagt.
Jeg er skuffet over at jeg ikke fikk jobben.
Dårlig service! Ingen tar telefonen hos dere.
Samarbeid // Hei, vi er en skole som gjerne vil ha et bedriftsbesøk hos dere i mai.
Kan jeg få slettet en anmeldelse av bedriften min på siden deres?
Hei. Vi ønsker å si opp avtalen og be om at alle våre kunders data slettes.
Dere kan slette eller beholde søknaden min, det er det samme for meg.
Jeg får stadig mail om at profilen min slettes. Det vil jeg ikke.
Kan dere angre slettingen av profilen min?
Profilen min ble slettet ved en feil. Kan dere gjenopprette den?
Takk for praten. Som avtalt sletter jeg meg selv fra listen.
Du kan slette denne mailen når du har lest den.
Om dere ikke finner noe som passer for meg, så bare slett CV-en.
Inntil videre ønsker jeg ikke at profilen min slettes, men kanskje senere.
Jeg er ikke sikker på om jeg vil ha profilen min slettet.
Før dere eventuelt sletter profilen min, ønsker jeg å bli varslet.
Slett det jeg skrev om lønn i forrige mail, resten er riktig.
Kan du slette møtet i kalenderen min?
Jeg vil gjerne slette dobbeltbookingen av intervjuet mitt.
Out of office // Jeg er på ferie til 3. august.
Jeg vil at profilen min IKKE slettes.
Please note: jeg vil at dere lar profilen stå, dere skal altså ikke slette den.
Jeg skulle ønske dere ikke hadde slettet profilen min.
Slettet dere nettopp profilen min?!
Til info: kandidaten Per Hansen har bedt om sletting av alle data.
Jeg vil diskutere sletting av mine data med dere.
Jeg prøvde å slette profilen min.
Jeg sendte søknad i går. Det var en feil i den. Kan dere slette den, så sender jeg en ny?
Dere må for all del ikke under noen omstendigheter slette profilen min.
Jeg vil under ingen omstendighet at profilen min slettes.
Det er uaktuelt å slette profilen min.
Sletting av profilen min er ikke ønskelig.
Sletting er ikke aktuelt for meg.
Slett profilen min, sa jeg til dere i fjor. Nå angrer jeg.
Jeg ønsker ikke innsyn, jeg ønsker ikke sletting, jeg vil bare ha jobb.
Kjæresten min vil at dere sletter profilen min, men det vil ikke jeg.
Skal dere slette profilen min, så gi beskjed først.
Vil dere slette profilen min om jeg ikke logger inn?
Bare om dere må, slett CV-en min.
Jeg vil gjerne se kontoret deres.
Jeg har endret adressen min i profilen.
Jeg har oppdatert CV-en min.
Jeg vil gjerne ha nyhetsbrevet deres.
Jeg savner nyhetsbrevet, det kommer ikke lenger.
Jeg samtykker til at dere lagrer opplysningene mine.
Jeg har ikke samtykket til noe.
Overfør gjerne søknaden min til den andre stillingen.
Bruk gjerne opplysningene mine til andre stillinger.
Ikke bruk tid på søknaden min, jeg har fått jobb.
`)
}
