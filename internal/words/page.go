package words

// What stands on every page.
var (
	Privacy       = text("Personvern", "Personvern", "Privacy")
	SkipToContent = text("Hopp til innholdet", "Hopp til innhaldet", "Skip to content")
	Language      = text("Språk", "Språk", "Language")
	Menu          = text("Meny", "Meny", "Menu")
	Pages         = text("Sider", "Sider", "Pages")
	ErrorPrefix   = text("Feil:", "Feil:", "Error:")
	Reference     = text("Referanse, hvis du kontakter oss:", "Referanse, om du kontaktar oss:", "Reference, if you contact us:")
	Optional      = text("valgfritt", "valfritt", "optional")
	BackToFront   = text("Til forsiden", "Til framsida", "To the front page")
	BackToList    = text("Til oversikten", "Til oversikta", "To the list")
)

// What pages are called in the menu.
var (
	MenuRequest     = text("Send forespørsel", "Send førespurnad", "Make a request")
	MenuOwn         = text("Se det vi har om deg", "Sjå det vi har om deg", "What we hold on you")
	MenuStatus      = text("Følg saken", "Følg saka", "Follow your case")
	MenuCookies     = text("Informasjonskapsler", "Informasjonskapslar", "Cookies")
	MenuConsent     = text("Samtykke", "Samtykke", "Consent")
	MenuApplication = text("Søk jobb", "Søk jobb", "Apply for a job")
	MenuAgreements  = text("Avtaler", "Avtalar", "Agreements")
	MenuStatement   = text("Personvernerklæring", "Personvernerklæring", "Privacy statement")
)

// The foot of every page of a controller.
var (
	Controller         = text("Behandlingsansvarlig", "Behandlingsansvarleg", "Controller")
	OrganizationNumber = text("Organisasjonsnummer {number}", "Organisasjonsnummer {number}", "Organization number {number}")
	Contact            = text("Kontakt", "Kontakt", "Contact")
	Complaint          = text("Rett til å klage", "Rett til å klage", "Right to complain")
	ComplainTo         = text(
		"Mener du at vi bryter personvernreglene, kan du klage til {authority}, {address}.",
		"Meiner du at vi bryt personvernreglane, kan du klage til {authority}, {address}.",
		"If you think that we break the privacy rules, you can complain to {authority}, {address}.")
	StatementVersion = text(
		"Personvernerklæringen, versjon {version}, gjelder fra {date}.",
		"Personvernerklæringa, versjon {version}, gjeld frå {date}.",
		"The privacy statement, version {version}, applies from {date}.")
)

// The list of controllers.
var (
	ListTitle = text("Personvern", "Personvern", "Privacy")
	ListLead  = text("Velg virksomheten det gjelder.", "Vel verksemda det gjeld.", "Choose the organization that it concerns.")
)

// A notice by its digest.
var (
	NoticeExact = text(
		"Dette er teksten ord for ord, slik den er vist til dem som fikk den.",
		"Dette er teksten ord for ord, slik han er vist til dei som fekk han.",
		"This is the text word for word, as it was shown to those who got it.")
	NoticeOlder = text(
		"Det finnes en nyere versjon.", "Det finst ein nyare versjon.", "There is a newer version.")
	NoticePlain  = text("Som ren tekst", "Som rein tekst", "As plain text")
	NoticeDigest = text("Kontrollsum (SHA-256)", "Kontrollsum (SHA-256)", "Checksum (SHA-256)")
)
