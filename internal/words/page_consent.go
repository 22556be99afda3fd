package words

// The forms for consents, of visitors and of persons.
var (
	CookiesTitle = text("Velg informasjonskapsler", "Vel informasjonskapslar", "Choose cookies")
	ChoicesLead  = text(
		"Svar ja eller nei for hvert formål. Ingenting er valgt på forhånd, og det koster deg ingenting å si nei. Du kan ombestemme deg når som helst, like enkelt.",
		"Svar ja eller nei for kvart formål. Ingenting er valt på førehand, og det kostar deg ingenting å seie nei. Du kan ombestemme deg når som helst, like enkelt.",
		"Answer yes or no for each purpose. Nothing is chosen beforehand, and saying no costs you nothing. You can change your mind at any time, just as easily.")
	// CookiesSignal stands there for a browser that sends Global Privacy Control.
	CookiesSignal = text(
		"Nettleseren din sender signalet Global Privacy Control (GPC). Det regner vi som et nei, så du trenger ikke å gjøre noe her. Svarer du noe annet selv, gjelder svaret ditt.",
		"Nettlesaren din sender signalet Global Privacy Control (GPC). Det reknar vi som eit nei, så du treng ikkje gjere noko her. Svarar du noko anna sjølv, gjeld svaret ditt.",
		"Your browser sends the signal Global Privacy Control (GPC). We take it as a no, so there is nothing that you need to do here. If you answer otherwise yourself, your answer counts.")
	CookiesSignalAndYes = text(
		"Nettleseren din sender signalet Global Privacy Control (GPC). Det regner vi som et nei. Men i dette skjemaet har du selv sagt ja til noe. Det gjelder til du trekker det tilbake.",
		"Nettlesaren din sender signalet Global Privacy Control (GPC). Det reknar vi som eit nei. Men i dette skjemaet har du sjølv sagt ja til noko. Det gjeld til du trekkjer det tilbake.",
		"Your browser sends the signal Global Privacy Control (GPC). We take it as a no. But you have said yes to something in this form yourself. That counts until you withdraw it.")
	ChoicesNotice = text(
		"Les alt om formålene før du velger", "Les alt om formåla før du vel", "Read everything about the purposes before you choose")
	ChoicesNecessary = text("Alltid på", "Alltid på", "Always on")
	NecessaryPlain   = text(
		"Strengt nødvendig for at nettstedet skal virke, så her er det ikke noe å velge.",
		"Strengt naudsynt for at nettstaden skal verke, så her er det ikkje noko å velje.",
		"Strictly necessary for the site to work, so there is nothing to choose here.")
	ChoicesSave = text("Lagre valgene", "Lagre vala", "Save choices")
	RejectAll   = text("Avvis alle", "Avvis alle", "Reject all")
	AcceptAll   = text("Godta alle", "Godta alle", "Accept all")

	SiteChoices      = text("På {site}", "På {site}", "On {site}")
	SiteChoicesPlain = text(
		"Nettstedet spør selv, og husker svaret i nettleseren din. Der ser du hva du har svart, og der endrer du det.",
		"Nettstaden spør sjølv, og hugsar svaret i nettlesaren din. Der ser du kva du har svart, og der endrar du det.",
		"The site asks by itself, and remembers your answer in your browser. There you see what you answered, and change it.")
	SiteChoicesOpen = text("Se og endre valgene på {site}", "Sjå og endre vala på {site}", "See and change your choices on {site}")
	HereChoices     = text("På disse personvernsidene", "På desse personvernsidene", "On these privacy pages")
	HerePlain       = text(
		"Det du svarer her, lagrer vi som et svar for seg. Nettstedet får ikke vite om det.",
		"Det du svarer her, lagrar vi som eit svar for seg. Nettstaden får ikkje vite om det.",
		"What you answer here we keep as an answer by itself. The site does not hear of it.")

	StandingTitle = text(
		"Dette har du svart på disse sidene", "Dette har du svart på desse sidene", "What you have answered on these pages")
	Withdraw      = text("Trekk tilbake samtykket", "Trekk tilbake samtykket", "Withdraw consent")
	WithdrawPlain = text(
		"Ett trykk er nok. Det gjelder fra nå av, for alt du har sagt ja til her.",
		"Eitt trykk er nok. Det gjeld frå no av, for alt du har sagt ja til her.",
		"One press is enough. It counts from now on, for everything that you said yes to here.")
	WithdrawOnePlain = text("Eller bare for ett formål:", "Eller berre for eitt formål:", "Or for one purpose alone:")
	WithdrawOne      = text("Trekk tilbake: {purpose}", "Trekk tilbake: {purpose}", "Withdraw: {purpose}")

	SavedTitle  = text("Valgene er lagret", "Vala er lagra", "Your choices are saved")
	SavedNone   = text("Ingen svar på disse sidene", "Ingen svar på desse sidene", "No answers on these pages")
	SavedNoneIs = text(
		"Vi har ikke lagret noe her, og regner det som et nei.",
		"Vi har ikkje lagra noko her, og reknar det som eit nei.",
		"We have stored nothing here, and take that as a no.")
	SavedRecord      = text("Se svaret slik vi har lagret det.", "Sjå svaret slik vi har lagra det.", "See the answer as we have stored it.")
	SavedRecordPlain = text(
		"Lenken er den eneste veien dit, så ta vare på den om du vil spørre oss om svaret.",
		"Lenkja er den einaste vegen dit, så ta vare på ho om du vil spørje oss om svaret.",
		"The link is the only way there, so keep it if you want to ask us about the answer.")
	SavedChange = text("Endre valgene", "Endre vala", "Change your choices")
	SavedChoose = text("Velg nå", "Vel no", "Choose now")

	ConsentTitle     = text("Gi samtykke, eller si nei", "Gi samtykke, eller sei nei", "Give consent, or say no")
	ConsentEmailHint = text(
		"Vi sender en e-post dit. Svarene gjelder først når du har bekreftet dem derfra.",
		"Vi sender ein e-post dit. Svara gjeld først når du har stadfesta dei derifrå.",
		"We send an email there. Your answers count only once you have confirmed them from it.")

	ShownTitle      = text("Samtykket ditt", "Samtykket ditt", "Your consent")
	ShownNumber     = text("Nummer", "Nummer", "Number")
	ShownRecorded   = text("Svart", "Svart", "Answered")
	ShownDecided    = text("Sist endret", "Sist endra", "Last changed")
	ShownNoticeRead = text("Les teksten", "Les teksten", "Read the text")
	ShownNotice     = text("Teksten du fikk se", "Teksten du fekk sjå", "The text that you saw")

	ShownInterface     = text("Det du valgte i", "Det du valde i", "What you chose in")
	ShownInterfaceSee  = text("Se skjemaet eller banneret slik det var", "Sjå skjemaet eller banneret slik det var", "See the form or banner as it was")
	InterfaceForm      = text("Skjemaet slik det var", "Skjemaet slik det var", "The form as it was")
	InterfaceBanner    = text("Banneret slik det var", "Banneret slik det var", "The banner as it was")
	InterfaceFormPlain = text(
		"Dette skjemaet sto foran den som valgte, med ordene over det. Her kan du bare se på det: ingenting kan velges eller sendes.",
		"Dette skjemaet stod framfor den som valde, med orda over det. Her kan du berre sjå på det: ingenting kan veljast eller sendast.",
		"This form stood before whoever chose, with the words above it. Here you can only look at it: nothing can be chosen or sent.")
	InterfaceBannerPlain = text(
		"Dette er ordene i banneret, i den rekkefølgen de sto. Det som står i krøllparenteser, fylte banneret ut.",
		"Dette er orda i banneret, i den rekkjefølgja dei stod. Det som står i krøllparentesar, fylte banneret ut.",
		"These are the words of the banner, in the order in which they stood. What is in braces was filled in by the banner.")
	InterfaceLayout = text(
		"Hvordan de var lagt ut, på engelsk:", "Korleis dei var lagde ut, på engelsk:", "How they were laid out:")
)
