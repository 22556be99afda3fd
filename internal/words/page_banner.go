package words

// The cookie banner on a controller's own site.
var (
	BannerTitle = text("Informasjonskapsler", "Informasjonskapslar", "Cookies")
	// BannerAsks says who asks, and for what: each purpose by its name, in quotes.
	BannerAsks = text(
		"{name} ber om samtykke til {purposes}. Det koster deg ingenting å si nei, og du kan ombestemme deg når som helst.",
		"{name} ber om samtykke til {purposes}. Det kostar deg ingenting å seie nei, og du kan ombestemme deg når som helst.",
		"{name} asks for your consent to {purposes}. Saying no costs you nothing, and you can change your mind at any time.")
	BannerPurpose = text("«{name}»", "«{name}»", "“{name}”")
	// BannerWaits stands where something would be that waits for a yes to {name}.
	BannerWaits = text(
		"«{name}» vises her når du sier ja til det.",
		"«{name}» blir vist her når du seier ja til det.",
		"“{name}” is shown here once you say yes to it.")
	BannerChoose    = text("Velg selv", "Vel sjølv", "Let me choose")
	BannerClose     = text("Lukk uten å endre noe", "Lukk utan å endre noko", "Close without changing anything")
	BannerRead      = text("Les alt før du velger", "Les alt før du vel", "Read the details first")
	BannerStatement = text("Personvernerklæring", "Personvernerklæring", "Privacy statement")
	BannerGoesTo    = text("Opplysningene går til {names}.", "Opplysningane går til {names}.", "The data goes to {names}.")

	BannerCookie   = text("Navn", "Namn", "Name")
	BannerDoes     = text("Hva den gjør", "Kva han gjer", "What it does")
	BannerProvider = text("Fra", "Frå", "From")
	BannerLifetime = text("Varer", "Varer", "Lasts")
)
