package words

// The front page of a controller.
var (
	FrontTitle = text("Personvernet ditt hos {short}", "Personvernet ditt hos {short}", "Your privacy at {short}")
	FrontTasks = text("Hva vil du gjøre?", "Kva vil du gjere?", "What would you like to do?")

	FrontRequest      = text("Be om innsyn, retting eller sletting", "Be om innsyn, retting eller sletting", "Ask for access, correction or deletion")
	FrontRequestPlain = text(
		"Bruk rettighetene dine. Du får svar senest innen én måned.",
		"Bruk rettane dine. Du får svar seinast innan éin månad.",
		"Use your rights. You will have an answer within one month.")
	FrontOwn      = text("Se hva vi har om deg", "Sjå kva vi har om deg", "See what we hold on you")
	FrontOwnPlain = text(
		"Se det vi har lagret, hvor lenge, og hvem vi har gitt det til: Du får en lenke på e-post.",
		"Sjå det vi har lagra, kor lenge, og kven vi har gitt det til: Du får ei lenkje på e-post.",
		"See what is stored, for how long, and to whom we have given it: you get a link by email.")
	FrontStatus      = text("Følg saken din", "Følg saka di", "Follow your case")
	FrontStatusPlain = text(
		"Se hvor forespørselen står, og når du får svar.",
		"Sjå kvar førespurnaden står, og når du får svar.",
		"See where your request stands, and when you will have an answer.")
	FrontCookies      = text("Velg informasjonskapsler", "Vel informasjonskapslar", "Choose cookies")
	FrontCookiesPlain = text(
		"Si ja eller nei, se hva du har valgt, og ombestem deg når du vil.",
		"Sei ja eller nei, sjå kva du har valt, og ombestem deg når du vil.",
		"Say yes or no, see what you have chosen, and change your mind whenever you like.")
	FrontConsent      = text("Gi samtykke, eller si nei", "Gi samtykke, eller sei nei", "Give consent, or say no")
	FrontConsentPlain = text(
		"Bestem selv hva vi kan bruke opplysningene dine til.",
		"Bestem sjølv kva vi kan bruke opplysningane dine til.",
		"Decide for yourself what we may use your data for.")
	FrontApplication      = text("Søk jobb hos oss", "Søk jobb hos oss", "Apply for a job with us")
	FrontApplicationPlain = text(
		"Send søknad og CV, og se hva vi gjør med dem og hvor lenge vi har dem.",
		"Send søknad og CV, og sjå kva vi gjer med dei og kor lenge vi har dei.",
		"Send an application and a CV, and see what we do with them and for how long we have them.")
	FrontAgreements      = text("Se avtaler du står i", "Sjå avtalar du står i", "See agreements that name you")
	FrontAgreementsPlain = text(
		"For kontaktpersoner hos kundene våre: Du får en lenke på e-post.",
		"For kontaktpersonar hos kundane våre: Du får ei lenkje på e-post.",
		"For contact persons at our customers: you get a link by email.")
	FrontStatement      = text("Les personvernerklæringen", "Les personvernerklæringa", "Read the privacy statement")
	FrontStatementPlain = text(
		"Hva vi har, hvorfor vi har det, hvem som får det, og når det slettes.",
		"Kva vi har, kvifor vi har det, kven som får det, og når det blir sletta.",
		"What we hold, why we hold it, who receives it, and when it is deleted.")

	FrontRights      = text("Dette kan du be om", "Dette kan du be om", "What you can ask for")
	FrontRightsPlain = text(
		"Det er gratis, og du trenger ikke logge inn.",
		"Det er gratis, og du treng ikkje logge inn.",
		"It is free, and you do not need to sign in.")
	FrontMail = text(
		"Du kan også skrive til {mailbox}. Det gjelder like mye.",
		"Du kan òg skrive til {mailbox}. Det gjeld like mykje.",
		"You can also write to {mailbox}. It counts just as much.")
)
