package mail

// RequestExtended.
var (
	requestExtendedSubject = text(
		"Vi trenger mer tid (sak {case})", "Vi treng meir tid (sak {case})", "We need more time (case {case})")
	requestExtendedTitle = text("Vi trenger mer tid", "Vi treng meir tid", "We need more time")
	requestExtendedLead  = text(
		"Hei! {short} fikk forespørselen din {received}, og har ikke kunnet svare på den ennå. Den gjelder:",
		"Hei! {short} fekk førespurnaden din {received}, og har ikkje kunna svare på han enno. Han gjeld:",
		"Hello! {short} received your request on {received}, and has not been able to answer it yet. It asks for:")
	requestExtendedOnce = text(
		"Vi har forlenget fristen med to måneder. Det kan vi gjøre én gang (personvernforordningen artikkel 12 nr. 3).",
		"Vi har forlengt fristen med to månader. Det kan vi gjere éin gong (personvernforordninga artikkel 12 nr. 3).",
		"We have extended the deadline by two months. We can do that once (GDPR Article 12(3)).")
	requestExtendedWhy = text("Hvorfor det tar lengre tid", "Kvifor det tek lengre tid", "Why it takes longer")
)

// RequestIdentity.
var (
	requestIdentitySubject = text(
		"Vi må vite mer om hvem som spør (sak {case})",
		"Vi må vite meir om kven som spør (sak {case})",
		"We need to know more about who is asking (case {case})")
	requestIdentityTitle = text(
		"Vi må vite mer om hvem som spør", "Vi må vite meir om kven som spør", "We need to know more about who is asking")
	requestIdentityLead = text(
		"Hei! {short} fikk en forespørsel fra denne adressen {received}. Vi er i tvil om hvem den kommer fra, og gir ingenting ut før vi vet det. Den gjelder:",
		"Hei! {short} fekk ein førespurnad frå denne adressa {received}. Vi er i tvil om kven han kjem frå, og gir ingenting ut før vi veit det. Han gjeld:",
		"Hello! {short} received a request from this address on {received}. We are in doubt about who it comes from, and give nothing out until we know. It asks for:")
	requestIdentityAsk   = text("Dette spør vi om", "Dette spør vi om", "What we ask")
	requestIdentityReply = text(
		"Svar på denne e-posten, med dine egne ord.",
		"Svar på denne e-posten, med dine eigne ord.",
		"Reply to this email, in your own words.")
	requestIdentityNever = text(
		"Ikke send kopi av pass, førerkort eller annen legitimasjon, og ikke fødselsnummer. Vi skal ikke ha det.",
		"Ikkje send kopi av pass, førarkort eller annan legitimasjon, og ikkje fødselsnummer. Vi skal ikkje ha det.",
		"Do not send a copy of a passport, driving license or other identification, and no national identity number. We do not want it.")
	requestIdentityAddress = text("Bekreft adressen igjen", "Stadfest adressa igjen", "Confirm the address again")
	requestIdentityLink    = text(
		"Bekreft med lenken og koden at det er du som leser e-posten til denne adressen.",
		"Stadfest med lenkja og koden at det er du som les e-posten til denne adressa.",
		"Confirm with the link and the code that it is you who reads the email of this address.")
	requestIdentityButton = text("Bekreft at det er meg", "Stadfest at det er meg", "Confirm that it is me")
	requestIdentityPause  = text(
		"Fristen for svaret står stille til du har svart, og de dagene blir lagt til (personvernforordningen artikkel 12 nr. 6). Vi spør bare én gang.",
		"Fristen for svaret står stille til du har svart, og dei dagane blir lagde til (personvernforordninga artikkel 12 nr. 6). Vi spør berre éin gong.",
		"The deadline for our answer stands still until you have replied, and those days are added (GDPR Article 12(6)). We ask only once.")
	requestIdentityNotYou = text(
		"Da har noen brukt adressen din. Svar på denne e-posten og si fra, så avbryter vi saken.",
		"Då har nokon brukt adressa di. Svar på denne e-posten og sei frå, så avbryt vi saka.",
		"Then someone has used your address. Reply to this email and tell us, and we will cancel the case.")
)

// RequestErasing. It says nothing of what is held: it goes to addresses that may be somebody else's by now.
var (
	requestErasingSubject = text(
		"Opplysningene om deg blir slettet snart (sak {case})",
		"Opplysningane om deg blir sletta snart (sak {case})",
		"Your data will soon be deleted (case {case})")
	requestErasingTitle = text(
		"Opplysningene om deg blir slettet snart", "Opplysningane om deg blir sletta snart", "Your data will soon be deleted")
	requestErasingLead = text(
		"Hei! {short} fikk en forespørsel {received}, og den er bekreftet på e-post. Den gjelder:",
		"Hei! {short} fekk ein førespurnad {received}, og han er stadfesta på e-post. Han gjeld:",
		"Hello! {short} received a request on {received}, and it has been confirmed by email. It asks for:")
	requestErasingHere = text(
		"Den kom fra denne adressen.", "Han kom frå denne adressa.", "It came from this address.")
	requestErasingThere = text(
		"Den kom fra adressen {asked}. Du får denne e-posten fordi adressen din også står i det vi har lagret om den som spurte.",
		"Han kom frå adressa {asked}. Du får denne e-posten fordi adressa di òg står i det vi har lagra om den som spurde.",
		"It came from the address {asked}. You get this email because your address too is in what we hold on whoever asked.")
	requestErasingWhen = text(
		"Slettingen skjer {until}.", "Slettinga skjer {until}.", "The deletion happens on {until}.")
	requestErasingWaits = text(
		"Er det bedt om en kopi av opplysningene, venter vi til den er klar og kan være hentet, men ikke lenger enn til {waits}.",
		"Er det bede om ein kopi av opplysningane, ventar vi til han er klar og kan vere henta, men ikkje lenger enn til {waits}.",
		"If a copy of the data has been asked for, we wait until it is ready and can have been fetched, but no longer than until {waits}.")
	requestErasingStopTitle = text("Vil du stoppe det?", "Vil du stoppe det?", "Do you want to stop it?")
	requestErasingStop      = text(
		"Fram til vi sletter, kan alle som har fått denne e-posten, stoppe slettingen. Etterpå kan den ikke gjøres om. Vil du at vi sletter, trenger du ikke gjøre noe.",
		"Fram til vi slettar, kan alle som har fått denne e-posten, stoppe slettinga. Etterpå kan ho ikkje gjerast om. Vil du at vi slettar, treng du ikkje gjere noko.",
		"Until we delete, everyone who has received this email can stop the deletion. Afterwards it cannot be undone. If you want us to delete, you do not need to do anything.")
	requestErasingButton    = text("Stopp slettingen", "Stopp slettinga", "Stop the deletion")
	requestErasingWhatTitle = text("Hva som blir slettet", "Kva som blir sletta", "What is deleted")
	requestErasingWhat      = text(
		"Slettingen gjelder det {short} har lagret om den som spurte, med filer. Det kan for eksempel være:",
		"Slettinga gjeld det {short} har lagra om den som spurde, med filer. Det kan til dømes vere:",
		"The deletion covers what {short} holds on whoever asked, with files. That may be, for example:")
	requestErasingMails    = text("E-poster til oss", "E-postar til oss", "Emails to us")
	requestErasingObjected = text(
		"Slettingen gjelder det som den som spurte, har protestert mot at {short} bruker, med filer.",
		"Slettinga gjeld det som den som spurde, har protestert mot at {short} brukar, med filer.",
		"The deletion covers the data whose use by {short} whoever asked has objected to, with files.")
	requestErasingKept = text(
		"Er det noe som loven sier at vi må ta vare på, står det i svaret hva, hvorfor og hvor lenge.",
		"Er det noko som lova seier at vi må ta vare på, står det i svaret kva, kvifor og kor lenge.",
		"If there is anything that the law says we must keep, the answer says what, why and for how long.")
)

// RequestRestricted.
var (
	requestRestrictedSubject = text(
		"Opplysningene dine blir ikke brukt nå (sak {case})",
		"Opplysningane dine blir ikkje brukte no (sak {case})",
		"Your data is not being used for now (case {case})")
	requestRestrictedTitle = text(
		"Opplysningene dine blir ikke brukt nå", "Opplysningane dine blir ikkje brukte no", "Your data is not being used for now")
	requestRestrictedLead = text(
		"Hei! {short} fikk forespørselen din {received}, og vurderer den. Den gjelder:",
		"Hei! {short} fekk førespurnaden din {received}, og vurderer han. Han gjeld:",
		"Hello! {short} received your request on {received}, and is considering it. It asks for:")
	requestRestrictedMeans = text(
		"Så lenge blir opplysningene bare lagret. Vi bruker dem ikke og gir dem ikke videre (personvernforordningen artikkel 18).",
		"Så lenge blir opplysningane berre lagra. Vi brukar dei ikkje og gir dei ikkje vidare (personvernforordninga artikkel 18).",
		"Meanwhile the data is stored and nothing else. We do not use it or pass it on (GDPR Article 18).")
	requestRestrictedNamed = text(
		"Står du som kontaktperson i en avtale, gjelder ikke dette avtalen. Om den også skal ligge ubrukt, avgjør et menneske.",
		"Står du som kontaktperson i ein avtale, gjeld ikkje dette avtalen. Om han òg skal liggje ubrukt, avgjer eit menneske.",
		"If an agreement names you as contact person, this does not cover the agreement. A person decides whether that is left unused too.")
	requestRestrictedEnd = text(
		"Vi sier fra før begrensningen tar slutt.", "Vi seier frå før avgrensinga tek slutt.", "We will tell you before the restriction ends.")
)

// RequestLifting.
var (
	requestLiftingSubject = text(
		"Begrensningen tar snart slutt (sak {case})",
		"Avgrensinga tek snart slutt (sak {case})",
		"The restriction will soon end (case {case})")
	requestLiftingTitle = text("Begrensningen tar snart slutt", "Avgrensinga tek snart slutt", "The restriction will soon end")
	requestLiftingLead  = text(
		"Hei! {short} fikk forespørselen din {received}, og har latt opplysningene dine ligge ubrukt. Forespørselen gjaldt:",
		"Hei! {short} fekk førespurnaden din {received}, og har late opplysningane dine liggje ubrukte. Førespurnaden galdt:",
		"Hello! {short} received your request on {received}, and has left your data unused. The request asked for:")
	requestLiftingWhen = text(
		"Begrensningen tar slutt {until}.", "Avgrensinga tek slutt {until}.", "The restriction ends on {until}.")
	requestLiftingMeans = text(
		"Fra da av kan vi igjen bruke opplysningene til det de er lagret for, og sletter dem når lagringstiden er ute (personvernforordningen artikkel 18 nr. 3).",
		"Frå då av kan vi bruke opplysningane igjen til det dei er lagra for, og slettar dei når lagringstida er ute (personvernforordninga artikkel 18 nr. 3).",
		"From then on we can again use the data for what it is held for, and we delete it when its time is up (GDPR Article 18(3)).")
	requestLiftingWhy = text("Hvorfor den tar slutt", "Kvifor ho tek slutt", "Why it ends")
)

// RequestLapsed.
var (
	requestLapsedSubject = text(
		"Forespørselen er falt bort (sak {case})",
		"Førespurnaden er fallen bort (sak {case})",
		"Your request has lapsed (case {case})")
	requestLapsedTitle = text("Forespørselen er falt bort", "Førespurnaden er fallen bort", "Your request has lapsed")
	requestLapsedLead  = text(
		"Hei! {short} fikk en forespørsel med denne e-postadressen {received}. Ingen bekreftet den, så vi gjør ingenting med den. Den gjaldt:",
		"Hei! {short} fekk ein førespurnad med denne e-postadressa {received}. Ingen stadfesta han, så vi gjer ingenting med han. Han galdt:",
		"Hello! {short} received a request with this email address on {received}. Nobody confirmed it, so we will do nothing about it. It asked for:")
	requestLapsedAgain = text(
		"Ønsker du det fortsatt, er du velkommen til å spørre på nytt.",
		"Ønskjer du det framleis, er du velkomen til å spørje på nytt.",
		"If you still want it, you are welcome to ask again.")
	requestLapsedNotYou = text(
		"Da trenger du ikke gjøre noe.", "Då treng du ikkje gjere noko.", "Then you do not need to do anything.")
)

// RequestReminder and RequestOverdue: to staff.
var (
	requestReminderSubject = text(
		"Fristen nærmer seg (sak {case})", "Fristen nærmar seg (sak {case})", "The deadline is near (case {case})")
	requestReminderTitle = text("Fristen nærmer seg", "Fristen nærmar seg", "The deadline is near")
	requestReminderLead  = text(
		"Denne forespørselen om personvern er ikke besvart ennå.",
		"Denne førespurnaden om personvern er ikkje svart på enno.",
		"This privacy request has not been answered yet.")
	requestReminderDo = text(
		"Svar innen fristen. Trenger dere mer tid, må personen ha fått beskjed om det, med begrunnelse, før den første måneden er ute (personvernforordningen artikkel 12 nr. 3).",
		"Svar innan fristen. Treng de meir tid, må personen ha fått beskjed om det, med grunngiving, før den første månaden er ute (personvernforordninga artikkel 12 nr. 3).",
		"Answer by the deadline. If you need more time, the person must have been told so, with reasons, before the first month is over (GDPR Article 12(3)).")
	requestOverdueSubject = text(
		"Fristen er ute (sak {case})", "Fristen er ute (sak {case})", "The deadline is over (case {case})")
	requestOverdueTitle = text("Fristen er ute", "Fristen er ute", "The deadline is over")
	requestOverdueLead  = text(
		"Denne forespørselen om personvern er ikke besvart, og fristen i loven er ute.",
		"Denne førespurnaden om personvern er ikkje svart på, og fristen i lova er ute.",
		"This privacy request has not been answered, and the legal deadline is over.")
	requestOverdueDo = text(
		"Svar personen nå, og noter i saken hvorfor svaret ble sent. Fristen kan ikke forlenges lenger.",
		"Svar personen no, og noter i saka kvifor svaret vart seint. Fristen kan ikkje forlengjast lenger.",
		"Answer the person now, and note in the case why the answer was late. The deadline can no longer be extended.")
	staffAbout = text("Gjelder", "Gjeld", "About")
	staffDue   = text("Frist", "Frist", "Deadline")
	staffLeft  = text("Igjen", "Att", "Left")
	staffDay   = text("1 virkedag", "1 verkedag", "1 working day")
	staffDays  = text("{n} virkedager", "{n} verkedagar", "{n} working days")
)

// RequestNotice: to a recipient.
var (
	requestNoticeSubject = text(
		"Beskjed om personopplysninger dere har fått (sak {case})",
		"Beskjed om personopplysningar de har fått (sak {case})",
		"About personal data that you have received (case {case})")
	requestNoticeTitle = text(
		"Beskjed om personopplysninger dere har fått",
		"Beskjed om personopplysningar de har fått",
		"About personal data that you have received")
	requestNoticeLead = text(
		"Hei! Dere har fått opplysninger om personen under fra {short}. Personen har brukt rettighetene sine hos oss, og da skal vi si fra til dere (personvernforordningen artikkel 19).",
		"Hei! De har fått opplysningar om personen under frå {short}. Personen har brukt rettane sine hos oss, og då skal vi seie frå til dykk (personvernforordninga artikkel 19).",
		"Hello! You have received data about the person below from {short}. The person has used their rights with us, and so we have to tell you (GDPR Article 19).")
	noticePerson   = text("Personens e-postadresse", "E-postadressa til personen", "The person's email address")
	noticeCustomer = text("Kunde", "Kunde", "Customer")
	noticeDone     = text("Hva vi har gjort", "Kva vi har gjort", "What we have done")
	noticeErased   = text(
		"Vi har slettet opplysningene om personen.", "Vi har sletta opplysningane om personen.", "We have deleted the data about the person.")
	noticeErase = text(
		"Slett dem hos dere også, med kopier, så langt dere ikke har et eget grunnlag for å ha dem.",
		"Slett dei hos dykk òg, med kopiar, så langt de ikkje har eit eige grunnlag for å ha dei.",
		"Please delete it too, with copies, unless you have a ground of your own to keep it.")
	noticeCorrected = text("Vi har rettet disse opplysningene:", "Vi har retta desse opplysningane:", "We have corrected this data:")
	noticeCorrect   = text(
		"Rett dem hos dere også. Vi sender ikke opplysningene selv på e-post. Svar på denne e-posten hvis dere trenger dem.",
		"Rett dei hos dykk òg. Vi sender ikkje opplysningane sjølve på e-post. Svar på denne e-posten om de treng dei.",
		"Please correct it too. We do not send the data itself by email. Reply to this email if you need it.")
	noticeRestricted = text(
		"Vi har begrenset behandlingen av opplysningene om personen.",
		"Vi har avgrensa behandlinga av opplysningane om personen.",
		"We have restricted the processing of the data about the person.")
	noticeRestrict = text(
		"La dem ligge ubrukt hos dere også, til vi sier fra.",
		"La dei liggje ubrukte hos dykk òg, til vi seier frå.",
		"Please leave it unused too, until we tell you otherwise.")
	noticeFreed = text(
		"Begrensningen av behandlingen som vi sa fra om, er slutt hos oss.",
		"Avgrensinga av behandlinga som vi sa frå om, er slutt hos oss.",
		"The restriction of the processing that we told you of has ended here.")
	noticeFree = text(
		"Dere trenger ikke lenger la opplysningene ligge ubrukt av den grunn.",
		"De treng ikkje lenger la opplysningane liggje ubrukte av den grunn.",
		"You no longer have to leave the data unused for that reason.")
	noticeConfirmTitle = text("Bekreft at det er gjort", "Stadfest at det er gjort", "Confirm that it is done")
	noticeConfirm      = text(
		"Svar på denne e-posten når det er gjort. La saksnummeret stå i emnefeltet.",
		"Svar på denne e-posten når det er gjort, og la saksnummeret stå i emnefeltet.",
		"Reply to this email when it is done. Leave the case number in the subject.")
)
