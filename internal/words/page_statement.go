package words

// The statement: its versions, and what changed between them.
var (
	StatementVersions = text("Versjoner", "Versjonar", "Versions")
	StatementLine     = text("Versjon {version}, gjelder fra {date}", "Versjon {version}, gjeld frå {date}", "Version {version}, applies from {date}")
	StatementCurrent  = text("denne gjelder nå", "denne gjeld no", "this one applies now")
	StatementShown    = text("du leser denne", "du les denne", "you are reading this one")
	StatementOlder    = text(
		"Dette er versjon {version}, som gjaldt fra {date}. Den gjelder ikke lenger.",
		"Dette er versjon {version}, som gjaldt frå {date}. Han gjeld ikkje lenger.",
		"This is version {version}, which applied from {date}. It no longer applies.")
	StatementNewest = text("Les den som gjelder nå", "Les den som gjeld no", "Read the one that applies now")
	StatementSince  = text("Endringer fra {from} til {to}", "Endringar frå {from} til {to}", "Changes from {from} to {to}")
	StatementData   = text("Som data (JSON)", "Som data (JSON)", "As data (JSON)")
	StatementWhole  = text("Åpne personvernerklæringen på en egen side", "Opne personvernerklæringa på ei eiga side", "Open the privacy statement on a page of its own")

	ChangesTitle = text("Hva som er endret i personvernerklæringen", "Kva som er endra i personvernerklæringa", "What changed in the privacy statement")
	ChangesLead  = text(
		"Fra versjon {from} ({before}) til versjon {to} ({after}). Det som er tatt bort, er strøket over, og det som er nytt, er understreket.",
		"Frå versjon {from} ({before}) til versjon {to} ({after}). Det som er teke bort, er strekt over, og det som er nytt, er understreka.",
		"From version {from} ({before}) to version {to} ({after}). What was taken out is struck through, and what is new is underlined.")
	ChangesEnded = text(
		"{short} avsluttet samtykkene til «{purpose}» med versjon {version}. Et ja som ble gitt før den, gjelder ikke lenger.",
		"{short} avslutta samtykka til «{purpose}» med versjon {version}. Eit ja som vart gitt før han, gjeld ikkje lenger.",
		"{short} ended the consents to “{purpose}” with version {version}. A yes that was given before it no longer counts.")
	ChangesNone    = text("De to versjonene sier det samme.", "Dei to versjonane seier det same.", "The two versions say the same.")
	ChangesSame    = text("Uendret", "Uendra", "Unchanged")
	ChangesAdded   = text("Nytt", "Nytt", "New")
	ChangesRemoved = text("Tatt bort", "Teke bort", "Taken out")
	ChangesChanged = text("Endret", "Endra", "Changed")
)
