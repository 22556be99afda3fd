package mail

// The sentences of mails. They are short: a mail is read on a phone, between
// other things, by someone who may not know why it came.

import "ordholden/internal/gdpr"

// text makes a Text of all languages: one that lacks a language does not compile.
func text(nb, nn, en string) gdpr.Text { return gdpr.Text{NB: nb, NN: nn, EN: en} }

// What every kind may say.
var (
	codeAlways = text(
		"Siden ber om denne koden, som bare står i denne e-posten:",
		"Sida ber om denne koden, som berre står i denne e-posten:",
		"The page asks for this code, which is only in this email:")
	codeInstead = text(
		"Virker ikke lenken, kan du skrive saksnummeret og denne koden på siden:",
		"Verkar ikkje lenkja, kan du skrive saksnummeret og denne koden på sida:",
		"If the link does not work, type the case number and this code on the page:")
	orOpen = text("Eller åpne denne adressen:", "Eller opne denne adressa:", "Or open this address:")

	validLink = text(
		"Lenken virker til {expires}.",
		"Lenkja verkar til {expires}.",
		"The link works until {expires}.")
	validBoth = text(
		"Lenken og koden virker til {expires}.",
		"Lenkja og koden verkar til {expires}.",
		"The link and the code work until {expires}.")
	againLead = text(
		"Koden i denne saken er skrevet feil fem ganger. Derfor får du denne e-posten en gang til, med en ny lenke og en ny kode. Har du ikke skrevet noen kode, har noen andre prøvd. En feil kode åpner ingenting.",
		"Koden i denne saka er skriven feil fem gonger. Difor får du denne e-posten ein gong til, med ei ny lenkje og ein ny kode. Har du ikkje skrive nokon kode, har nokon andre prøvd. Ein feil kode opnar ingenting.",
		"The code of this case was typed wrong five times. So you get this email once more, with a new link and a new code. If you have not typed a code, somebody else has tried. A wrong code opens nothing.")
	nextTitle   = text("Hva skjer så?", "Kva skjer så?", "What happens next?")
	notYouTitle = text("Var det ikke deg?", "Var det ikkje deg?", "Not you?")
	changeTitle = text("Vil du ombestemme deg?", "Vil du ombestemme deg?", "Changed your mind?")
	answerHere  = text(
		"Lurer du på noe, kan du svare på denne e-posten. La saksnummeret stå i emnefeltet.",
		"Lurer du på noko, kan du svare på denne e-posten. La saksnummeret stå i emnefeltet.",
		"If you have questions, you can reply to this email. Leave the case number in the subject.")
)

// RequestConfirm; what differs where a mail was the request, answers.go says.
var (
	requestConfirmSubject = text(
		"Bekreft forespørselen din (sak {case})",
		"Stadfest førespurnaden din (sak {case})",
		"Confirm your request (case {case})")
	requestConfirmTitle = text("Var det du som spurte?", "Var det du som spurde?", "Was it you who asked?")
	requestConfirmLead  = text(
		"Hei! {short} fikk en forespørsel om personvern med denne e-postadressen {received}. Den gjelder:",
		"Hei! {short} fekk ein førespurnad om personvern med denne e-postadressa {received}. Han gjeld:",
		"Hello! {short} received a privacy request with this email address on {received}. It asks for:")
	requestConfirmAsk = text(
		"Bekreft at det var du, så går vi i gang.",
		"Stadfest at det var du, så set vi i gang.",
		"Confirm that it was you, and we will get to work.")
	requestConfirmButton = text("Bekreft forespørselen", "Stadfest førespurnaden", "Confirm the request")
	requestConfirmDue    = text(
		"Vi svarer uten ugrunnet opphold, og senest {due}.",
		"Vi svarar utan ugrunna opphald, og seinast {due}.",
		"We answer without undue delay, and by {due} at the latest.")
	requestConfirmNext = text(
		"Fristen regnes fra {day}, da vi fikk forespørselen, ikke fra du bekrefter. Når du har bekreftet, får du en e-post som viser hvordan den er regnet ut, og en lenke der du kan følge saken.",
		"Fristen blir rekna frå {day}, då vi fekk førespurnaden, ikkje frå du stadfestar. Når du har stadfesta, får du ein e-post som viser korleis han er rekna ut, og ei lenkje der du kan følgje saka.",
		"The deadline counts from {day}, when we received the request, not from when you confirm. Once you have confirmed, you get an email that shows how it is counted, and a link where you can follow the case.")
	requestConfirmNotYou = text(
		"Da trenger du ikke gjøre noe. Uten bekreftelse faller forespørselen bort, og vi gjør ingenting med den.",
		"Då treng du ikkje gjere noko. Utan stadfesting fell førespurnaden bort, og vi gjer ingenting med han.",
		"Then you do not need to do anything. Without confirmation the request lapses, and we do nothing about it.")
)

// RequestOpen, on its own or joined to an earlier case.
var (
	requestOpenSubject = text(
		"Vi arbeider med forespørselen din (sak {case})",
		"Vi arbeider med førespurnaden din (sak {case})",
		"We are working on your request (case {case})")
	requestOpenTitle = text(
		"Vi arbeider med forespørselen din", "Vi arbeider med førespurnaden din", "We are working on your request")
	requestOpenLead = text(
		"Takk for at du bekreftet. {short} fikk forespørselen {received}. Den gjelder:",
		"Takk for at du stadfesta. {short} fekk førespurnaden {received}. Han gjeld:",
		"Thank you for confirming. {short} received the request on {received}. It asks for:")
	requestOpenButton    = text("Følg saken", "Følg saka", "Follow the case")
	requestJoinedSubject = text(
		"Du får ett svar på begge forespørslene dine (sak {case})",
		"Du får eitt svar på begge førespurnadene dine (sak {case})",
		"You will get one answer to both your requests (case {case})")
	requestJoinedTitle = text(
		"Du får ett svar på begge forespørslene dine",
		"Du får eitt svar på begge førespurnadene dine",
		"You will get one answer to both your requests")
	requestJoined = text(
		"Du har en åpen sak om det samme fra før. Derfor svarer vi på begge der, innen fristen for den første.",
		"Du har ei open sak om det same frå før. Derfor svarar vi på begge der, innan fristen for den første.",
		"You already have an open case about the same. So we answer both there, within the deadline of the first.")
)

// RequestCanceled.
var (
	requestCanceledSubject = text(
		"Forespørselen er avbrutt (sak {case})",
		"Førespurnaden er avbroten (sak {case})",
		"Your request is canceled (case {case})")
	requestCanceledTitle = text("Forespørselen er avbrutt", "Førespurnaden er avbroten", "Your request is canceled")
	requestCanceledLead  = text(
		"Forespørselen som {short} fikk {received}, er avbrutt. Vi gjør ikke mer med den. Den gjaldt:",
		"Førespurnaden som {short} fekk {received}, er avbroten. Vi gjer ikkje meir med han. Han galdt:",
		"The request that {short} received on {received} is canceled. We will do nothing more about it. It asked for:")
	requestCanceledRest = text(
		"Forespørselen som {short} fikk {received}, er avbrutt. Det som ikke er gjort ennå, gjør vi ikke. Den gjaldt:",
		"Førespurnaden som {short} fekk {received}, er avbroten. Det som ikkje er gjort enno, gjer vi ikkje. Han galdt:",
		"The request that {short} received on {received} is canceled. What has not been done yet, we will not do. It asked for:")
	requestCanceledStands = text(
		"Dette var avgjort før det, og blir stående:",
		"Dette var avgjort før det, og blir ståande:",
		"This had been decided before, and stands:")
	requestCanceledOwed = text(
		"De som har fått opplysningene fra oss og ikke har fått beskjed ennå, får det nå (personvernforordningen artikkel 19).",
		"Dei som har fått opplysningane frå oss og ikkje har fått beskjed enno, får det no (personvernforordninga artikkel 19).",
		"Those who received the data from us and have not been told yet will be told now (GDPR Article 19).")
	requestCanceledAgain = text(
		"Har du ombestemt deg, er du velkommen til å spørre på nytt når som helst.",
		"Har du ombestemt deg, er du velkomen til å spørje på nytt når som helst.",
		"If you change your mind, you are welcome to ask again at any time.")
)

// ConsentConfirm.
var (
	consentConfirmSubject = text(
		"Bekreft svarene dine om samtykke (sak {case})",
		"Stadfest svara dine om samtykke (sak {case})",
		"Confirm your answers about consent (case {case})")
	consentConfirmTitle = text("Er svarene dine?", "Er svara dine?", "Are these answers yours?")
	consentConfirmLead  = text(
		"Hei! {short} fikk disse svarene om samtykke med denne e-postadressen {received}:",
		"Hei! {short} fekk desse svara om samtykke med denne e-postadressa {received}:",
		"Hello! {short} received these answers about consent with this email address on {received}:")
	consentConfirmAsk = text(
		"De gjelder først når du har bekreftet dem.",
		"Dei gjeld først når du har stadfesta dei.",
		"They count only once you have confirmed them.")
	consentConfirmButton = text("Bekreft svarene", "Stadfest svara", "Confirm the answers")
	consentConfirmNext   = text(
		"Du får en e-post som viser hva som gjelder, og hvordan du endrer det. Et nei koster deg ingenting, og et ja kan du trekke tilbake når som helst, like enkelt.",
		"Du får ein e-post som viser kva som gjeld, og korleis du endrar det. Eit nei kostar deg ingenting, og eit ja kan du trekkje tilbake når som helst, like enkelt.",
		"You get an email that shows what counts, and how to change it. A no costs you nothing, and a yes can be withdrawn at any time, just as easily.")
	consentConfirmNotYou = text(
		"Da trenger du ikke gjøre noe. Uten bekreftelse gjelder svarene ikke, og vi sletter dem.",
		"Då treng du ikkje gjere noko. Utan stadfesting gjeld svara ikkje, og vi slettar dei.",
		"Then you do not need to do anything. Without confirmation the answers do not count, and we delete them.")
)

// ConsentGiven.
var (
	consentGivenSubject = text(
		"Svarene dine gjelder nå (sak {case})",
		"Svara dine gjeld no (sak {case})",
		"Your answers count now (case {case})")
	consentGivenTitle = text("Svarene dine gjelder nå", "Svara dine gjeld no", "Your answers count now")
	consentGivenLead  = text(
		"Takk for at du bekreftet. Dette er svarene {short} fikk {received}:",
		"Takk for at du stadfesta. Dette er svara {short} fekk {received}:",
		"Thank you for confirming. These are the answers that {short} received on {received}:")
	consentGivenWithdraw = text(
		"Du kan trekke samtykket tilbake når som helst, helt eller for ett formål, like enkelt som du ga det. Det koster deg ingenting. Det gjelder fra da av, og endrer ikke det som er gjort før.",
		"Du kan trekkje samtykket tilbake når som helst, heilt eller for eitt formål, like enkelt som du gav det. Det kostar deg ingenting. Det gjeld frå då av, og endrar ikkje det som er gjort før.",
		"You can withdraw your consent at any time, whole or for one purpose, as easily as you gave it. It costs you nothing. It counts from then on, and does not change what was done before.")
	consentGivenChange = text(
		"Du kan gi nye svar når som helst.",
		"Du kan gi nye svar når som helst.",
		"You can give new answers at any time.")
	consentGivenShow = text("Se svarene", "Sjå svara", "See the answers")
)

// ConsentWithdrawn.
var (
	consentWithdrawnSubject = text(
		"Samtykket er trukket tilbake (sak {case})",
		"Samtykket er trekt tilbake (sak {case})",
		"Your consent is withdrawn (case {case})")
	consentWithdrawnTitle = text("Samtykket er trukket tilbake", "Samtykket er trekt tilbake", "Your consent is withdrawn")
	consentWithdrawnLead  = text(
		"{short} fikk beskjeden din {received}. Dette gjelder nå:",
		"{short} fekk beskjeden din {received}. Dette gjeld no:",
		"{short} received your message on {received}. This is what counts now:")
	consentWithdrawnFrom = text(
		"Vi bruker ikke lenger opplysningene til det du har trukket tilbake. Det endrer ikke det som er gjort før.",
		"Vi bruker ikkje lenger opplysningane til det du har trekt tilbake. Det endrar ikkje det som er gjort før.",
		"We no longer use your data for what you withdrew. That does not change what was done before.")
	consentWithdrawnAgain = text(
		"Har du ombestemt deg, kan du gi et nytt samtykke når som helst.",
		"Har du ombestemt deg, kan du gi eit nytt samtykke når som helst.",
		"If you change your mind, you can consent again at any time.")
)
