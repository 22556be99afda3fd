package words

// The cookie banner on a controller's own site.
var (
	BannerTitle = text("Informasjonskapsler", "Informasjonskapslar", "Cookies")
	// BannerAsks says who asks, and for what. {name}, {purposes}.
	BannerAsks = text(
		"{name} spør. Det gjelder: {purposes}. Et nei koster deg ingenting, og du kan ombestemme deg når som helst.",
		"{name} spør. Det gjeld: {purposes}. Eit nei kostar deg ingenting, og du kan ombestemme deg når som helst.",
		"{name} is asking. It is about: {purposes}. A no costs you nothing, and you can change your mind at any time.")
	// BannerWaits stands where something would be that waits for a yes to {name}.
	BannerWaits = text(
		"«{name}» vises her når du sier ja til det.",
		"«{name}» blir vist her når du seier ja til det.",
		"“{name}” is shown here once you say yes to it.")
	BannerChoose    = text("Velg selv", "Vel sjølv", "Choose yourself")
	BannerClose     = text("Lukk uten å endre noe", "Lukk utan å endre noko", "Close without changing anything")
	BannerRead      = text("Les alt før du velger", "Les alt før du vel", "Read all before you choose")
	BannerStatement = text("Personvernerklæring", "Personvernerklæring", "Privacy statement")
	BannerGoesTo    = text("Den som får opplysningene: {names}.", "Den som får opplysningane: {names}.", "Who gets the data: {names}.")

	BannerCookie   = text("Navn", "Namn", "Name")
	BannerDoes     = text("Hva den gjør", "Kva han gjer", "What it does")
	BannerProvider = text("Fra", "Frå", "From")
	BannerLifetime = text("Varer", "Varer", "Lasts")
)
