package mail

import (
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// RequestCopy. It goes to the case's own address, which has confirmed; the page asks for the code as well.
var (
	requestCopySubject = text(
		"Kopien din er klar (sak {case})",
		"Kopien din er klar (sak {case})",
		"Your copy is ready (case {case})")
	requestCopyTitle = text("Kopien din er klar", "Kopien din er klar", "Your copy is ready")
	requestCopyLead  = text(
		"Hei! {short} fikk forespørselen din {received}. Nå er dette klart:",
		"Hei! {short} fekk førespurnaden din {received}. No er dette klart:",
		"Hello! {short} received your request on {received}. This is now ready:")
	requestCopyButton = text("Hent kopien", "Hent kopien", "Get the copy")
	requestCopyPage   = text(
		"Lenken fører til din egen side hos {short}. Der laster du ned kopien, og der ser du det vi har lagret om deg. For sikkerhets skyld virker den bare i 24 timer. Etter det kan du be om en ny lenke på nettsiden vår når som helst.",
		"Lenkja fører til di eiga side hos {short}. Der lastar du ned kopien, og der ser du det vi har lagra om deg. For å vere trygge verkar ho berre i 24 timar. Etter det kan du be om ei ny lenkje på nettsida vår når som helst.",
		"The link leads to your own page at {short}. There you download the copy, and see what we hold on you. To be on the safe side it works for 24 hours only. After that you can ask for a new link on our site at any time.")
	requestCopyRest = text(
		"Dette er det du selv har gitt oss, med filene dine. Det andre vi har om deg, får du ved å be om innsyn.",
		"Dette er det du sjølv har gitt oss, med filene dine. Det andre vi har om deg, får du ved å be om innsyn.",
		"This is what you gave us yourself, with your files. What else we hold on you, you get by asking for access.")
	requestCopyNotYou = text(
		"Da har noen andre hatt tilgang til e-posten din. Ikke åpne lenken. Svar på denne e-posten og si fra.",
		"Då har nokon andre hatt tilgang til e-posten din. Ikkje opne lenkja. Svar på denne e-posten og sei frå.",
		"Then someone else has had access to your email. Do not open the link. Reply to this email and tell us.")
)

// copyHolds is what is in a copy.
var copyHolds = map[gdpr.Right]gdpr.Text{
	gdpr.Access: text(
		"Innsyn: Kopien inneholder opplysningene, hva vi bruker dem til, hvor de kommer fra, hvem som har fått dem, hvor lenge de blir lagret, og hvilke rettigheter du har (personvernforordningen artikkel 15). Den er en zip-fil med en side som du kan lese, og det samme som JSON.",
		"Innsyn: Kopien inneheld opplysningane, kva vi brukar dei til, kvar dei kjem frå, kven som har fått dei, kor lenge dei blir lagra, og kva rettar du har (personvernforordninga artikkel 15). Han er ei zip-fil med ei side som du kan lese, og det same som JSON.",
		"Access: the copy holds the data, what we use it for, where it comes from, who has received it, how long it is kept, and what rights you have (GDPR Article 15). It is a zip file with a page that you can read, and the same as JSON."),
	gdpr.Portability: text(
		"Dataportabilitet: Opplysningene som du selv har gitt oss, ligger i zip-filen som JSON, med et åpent skjema, så du kan ta dem med deg videre (personvernforordningen artikkel 20).",
		"Dataportabilitet: Opplysningane som du sjølv har gitt oss, ligg i zip-fila som JSON, med eit ope skjema, så du kan ta dei med deg vidare (personvernforordninga artikkel 20).",
		"Data portability: the data that you gave us yourself is in the zip file as JSON, with a published schema, so that you can take it elsewhere (GDPR Article 20)."),
}

// RequestSettled.
var (
	requestSettledSubject = text(
		"En del av forespørselen din er ferdig (sak {case})",
		"Ein del av førespurnaden din er ferdig (sak {case})",
		"Part of your request is done (case {case})")
	requestSettledTitle = text(
		"En del av forespørselen din er ferdig", "Ein del av førespurnaden din er ferdig", "Part of your request is done")
	requestSettledLead = text(
		"Hei! {short} fikk forespørselen din {received}. Her er det som er avgjort til nå.",
		"Hei! {short} fekk førespurnaden din {received}. Her er det som er avgjort til no.",
		"Hello! {short} received your request on {received}. This is what has been decided so far.")
	requestSettledOpen = text("Dette gjenstår", "Dette står att", "What is left")
)

// RequestAnswered.
var (
	requestAnsweredSubject = text(
		"Svar på forespørselen din (sak {case})",
		"Svar på førespurnaden din (sak {case})",
		"The answer to your request (case {case})")
	requestAnsweredTitle = text(
		"Her er svaret på forespørselen din", "Her er svaret på førespurnaden din", "The answer to your request")
	requestAnsweredLead = text(
		"Hei! {short} fikk forespørselen din {received}. Her er svaret.",
		"Hei! {short} fekk førespurnaden din {received}. Her er svaret.",
		"Hello! {short} received your request on {received}. Here is the answer.")
)

// RequestRefused, whole or in part.
var (
	requestRefusedSubject = text(
		"Vi har avslått forespørselen din (sak {case})",
		"Vi har avslått førespurnaden din (sak {case})",
		"We have refused your request (case {case})")
	requestRefusedTitle = text(
		"Vi har avslått forespørselen din", "Vi har avslått førespurnaden din", "We have refused your request")
	requestRefusedLead = text(
		"Hei! {short} fikk forespørselen din {received}. Vi har avslått den, og her er hvorfor.",
		"Hei! {short} fekk førespurnaden din {received}. Vi har avslått han, og her er kvifor.",
		"Hello! {short} received your request on {received}. We have refused it, and this is why.")
	requestPartlySubject = text(
		"Vi har avslått noe av forespørselen din (sak {case})",
		"Vi har avslått noko av førespurnaden din (sak {case})",
		"We have refused part of your request (case {case})")
	requestPartlyTitle = text(
		"Vi har avslått noe av forespørselen din", "Vi har avslått noko av førespurnaden din", "We have refused part of your request")
	requestPartlyLead = text(
		"Hei! {short} fikk forespørselen din {received}. Her er det vi har gjort, det vi ikke har gjort, og hvorfor.",
		"Hei! {short} fekk førespurnaden din {received}. Her er det vi har gjort, det vi ikkje har gjort, og kvifor.",
		"Hello! {short} received your request on {received}. This is what we have done, what we have not done, and why.")
)

// results is how each right ended.
var results = map[rights.Result]gdpr.Text{
	rights.Granted:  text("gjennomført", "gjennomført", "done"),
	rights.Partly:   text("delvis gjennomført", "delvis gjennomført", "partly done"),
	rights.Withheld: text("avslått", "avslått", "refused"),
}

// effects is what each right did.
var effects = map[gdpr.Right]gdpr.Text{
	gdpr.Access: text(
		"Kopien er gjort klar. Vi har skrevet til deg for seg om hvordan du henter den.",
		"Kopien er gjord klar. Vi har skrive til deg for seg om korleis du hentar han.",
		"The copy has been made ready. We have written to you separately about how to get it."),
	gdpr.Portability: text(
		"Opplysningene som du har gitt oss, er gjort klare i et format du kan ta med deg. Vi har skrevet til deg for seg om hvordan du henter dem.",
		"Opplysningane som du har gitt oss, er gjorde klare i eit format du kan ta med deg. Vi har skrive til deg for seg om korleis du hentar dei.",
		"The data that you gave us has been made ready in a format that you can take with you. We have written to you separately about how to get it."),
	gdpr.Rectification: text(
		"Vi har gått gjennom opplysningene som du mener er feil.",
		"Vi har gått gjennom opplysningane som du meiner er feil.",
		"We have gone through the data that you say is wrong."),
	gdpr.Erasure: text(
		"Vi har slettet det som vi hadde lagret om deg.",
		"Vi har sletta det som vi hadde lagra om deg.",
		"We have deleted what we held on you."),
	gdpr.Restriction: text(
		"Opplysningene dine blir nå bare lagret. Vi bruker dem ikke og gir dem ikke videre. Vi sier fra før det tar slutt (personvernforordningen artikkel 18).",
		"Opplysningane dine blir no berre lagra. Vi brukar dei ikkje og gir dei ikkje vidare. Vi seier frå før det tek slutt (personvernforordninga artikkel 18).",
		"Your data is now stored and nothing else. We do not use it or pass it on. We will tell you before that ends (GDPR Article 18)."),
	gdpr.Objection: text(
		"Du har fått medhold: Opplysningene brukes ikke lenger til det du protesterte mot (personvernforordningen artikkel 21).",
		"Du har fått medhald: Opplysningane blir ikkje lenger brukte til det du protesterte mot (personvernforordninga artikkel 21).",
		"Your objection is upheld: the data is no longer used for what you objected to (GDPR Article 21)."),
	gdpr.Withdrawal: text(
		"Samtykkene dine er trukket tilbake. Det vi har lagret bare fordi du sa ja, blir slettet. Det som skjedde før du trakk dem tilbake, er fortsatt lovlig.",
		"Samtykka dine er trekte tilbake. Det vi har lagra berre fordi du sa ja, blir sletta. Det som skjedde før du trekte dei tilbake, er framleis lovleg.",
		"Your consents are withdrawn. What we hold only because you said yes will be deleted. What happened before you withdrew them remains lawful."),
}

// What an outcome can say beside.
var (
	nothingErased = text(
		"Vi fant ingenting om deg som skulle slettes.",
		"Vi fann ingenting om deg som skulle slettast.",
		"We found nothing on you to delete.")
	partlyErased = text(
		"Vi har slettet det vi kunne, men ikke alt som vi hadde lagret om deg.",
		"Vi har sletta det vi kunne, men ikkje alt som vi hadde lagra om deg.",
		"We have deleted what we could, but not everything that we held on you.")
	erasedKey = text(
		"Nøkkelen som det var kryptert med, er også slettet. Derfor kan ingen lese det i gamle sikkerhetskopier heller.",
		"Nøkkelen som det var kryptert med, er òg sletta. Difor kan ingen lese det i gamle tryggingskopiar heller.",
		"The key that it was encrypted with is deleted too. So nobody can read it in old backups either.")
	marketingEnded = text(
		"Vi sender deg ikke markedsføring lenger. For å huske det har vi lagret et kodet avtrykk av adressen din, og ikke noe annet (personvernforordningen artikkel 21 nr. 3).",
		"Vi sender deg ikkje marknadsføring lenger. For å hugse det har vi lagra eit koda avtrykk av adressa di, og ikkje noko anna (personvernforordninga artikkel 21 nr. 3).",
		"We no longer send you marketing. To remember that, we keep a coded fingerprint of your address, and nothing else (GDPR Article 21(3)).")
	erasedLead       = text("Dette er slettet:", "Dette er sletta:", "This has been deleted:")
	leftLead         = text("Dette er ikke slettet:", "Dette er ikkje sletta:", "This has not been deleted:")
	reasonsLead      = text("Begrunnelsen vår:", "Grunngivinga vår:", "Our reasons:")
	groundName       = text("Grunnlag for avslaget", "Grunnlag for avslaget", "Ground of the refusal")
	addressForgotten = text(
		"Når denne e-posten er kommet fram, fjerner vi adressen din fra saken også. Derfor er det ingen lenke til saken her.",
		"Når denne e-posten er komen fram, fjernar vi adressa di frå saka òg. Difor er det inga lenkje til saka her.",
		"Once this email has arrived, we remove your address from the case as well. That is why there is no link to the case here.")
	certificateFile  = text("sletteattest.jws", "sletteattest.jws", "certificate.jws")
	certificateCheck = text(
		"Vedlegget {file} er en sletteattest som {short} har signert. Alle kan kontrollere den som en JWS (RFC 7515), med nøklene på {keys}",
		"Vedlegget {file} er ein sletteattest som {short} har signert. Alle kan kontrollere han som ein JWS (RFC 7515), med nøklane på {keys}",
		"The attached {file} is a certificate of erasure that {short} has signed. Anybody can check it as a JWS (RFC 7515), with the keys at {keys}")
	certificateLarge = text(
		"Sletteattesten er for stor for en e-post. Svar på denne e-posten, så får du den på en annen måte.",
		"Sletteattesten er for stor for ein e-post. Svar på denne e-posten, så får du han på ein annan måte.",
		"The certificate of erasure is too large for an email. Reply to this email, and you will get it in another way.")
)

// rulings is what was decided about a correction.
var rulings = map[rights.Ruling]gdpr.Text{
	rights.Undecided: text("Ikke avgjort ennå", "Ikkje avgjort enno", "Not decided yet"),
	rights.Accepted:  text("Rettet", "Retta", "Corrected"),
	rights.Declined:  text("Ikke rettet", "Ikkje retta", "Not corrected"),
}

// Who was told (Art. 19).
var (
	toldTitle = text("Hvem som har fått beskjed", "Kven som har fått beskjed", "Who has been told")
	toldLead  = text(
		"Disse har fått opplysninger om deg fra oss, og har fått beskjed (personvernforordningen artikkel 19):",
		"Desse har fått opplysningar om deg frå oss, og har fått beskjed (personvernforordninga artikkel 19):",
		"These have received data about you from us, and have been told (GDPR Article 19):")
	toldConfirmed = text("{name}: har bekreftet", "{name}: har stadfesta", "{name}: has confirmed")
	toldOnly      = text("{name}: har ikke bekreftet", "{name}: har ikkje stadfesta", "{name}: has not confirmed")
)

// The two paragraphs of every refusal (Art. 12(4), 77, 79).
var (
	remedyTitle    = text("Er du ikke enig?", "Er du ikkje samd?", "Do you disagree?")
	remedyComplain = text(
		"Du kan klage til tilsynsmyndigheten: {authority}, {address} (personvernforordningen artikkel 77).",
		"Du kan klage til tilsynsmyndigheita: {authority}, {address} (personvernforordninga artikkel 77).",
		"You can complain to the supervisory authority: {authority}, {address} (GDPR Article 77).")
	remedyCourt = text(
		"Du har også rett til rettslig prøving: Du kan gå til domstolene, og trenger ikke klage først (personvernforordningen artikkel 79).",
		"Du har òg rett til rettsleg prøving: Du kan gå til domstolane, og treng ikkje klage først (personvernforordninga artikkel 79).",
		"You also have the right to a judicial remedy: you can go to court, and need not complain first (GDPR Article 79).")
)

// The receipt of a consent.
var (
	receiptFile     = text("samtykkekvittering.jws", "samtykkekvittering.jws", "consent-receipt.jws")
	receiptTitle    = text("Kvittering", "Kvittering", "Receipt")
	receiptAttached = text(
		"Den vedlagte {file} er en kvittering som {short} har signert: hva du svarte, når, og hvilken tekst du fikk se. Den viser det som gjelder nå, og den sier ikke hvem du er. Du kan lese den her, og der står det også hvordan den kontrolleres: {at}",
		"Den vedlagde {file} er ei kvittering som {short} har signert: kva du svara, når, og kva tekst du fekk sjå. Ho viser det som gjeld no, og ho seier ikkje kven du er. Du kan lese ho her, og der står det òg korleis ho blir kontrollert: {at}",
		"The attached {file} is a receipt that {short} has signed: what you answered, when, and which text you were shown. It shows what counts now, and does not say who you are. You can read it here, where it also says how it is checked: {at}")
	receiptLarge = text(
		"Kvitteringen er for stor for en e-post. Du kan lese den og laste den ned her: {at}",
		"Kvitteringa er for stor for ein e-post. Du kan lese ho og laste ho ned her: {at}",
		"The receipt is too large for an email. You can read and download it here: {at}")
)
