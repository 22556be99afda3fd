package words

import (
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// The record of processing activities (Art. 30(1)), for staff and for the authority.
var (
	RecordTitle = text("Protokoll over behandlingsaktiviteter", "Protokoll over behandlingsaktivitetar", "Record of processing activities")
	RecordLead  = text(
		"Personvernforordningen artikkel 30 nr. 1. Laget av den samme deklarasjonen som styrer systemet: versjon {version}, gjelder fra {date}.",
		"Personvernforordninga artikkel 30 nr. 1. Laga av den same deklarasjonen som styrer systemet: versjon {version}, gjeld frå {date}.",
		"GDPR Article 30(1). Made from the declaration that runs the system: version {version}, applies from {date}.")
	RecordController = text("Behandlingsansvarlig (a)", "Behandlingsansvarleg (a)", "Controller (a)")
	RecordOthers     = text(
		"Ingen felles behandlingsansvarlig, ingen representant og ikke noe personvernombud er oppgitt.",
		"Ingen felles behandlingsansvarleg, ingen representant og ikkje noko personvernombod er oppgitt.",
		"No joint controller, no representative and no data protection officer is declared.")
	RecordPurpose    = text("Formål (b)", "Formål (b)", "Purpose (b)")
	RecordBasis      = text("Behandlingsgrunnlag", "Behandlingsgrunnlag", "Legal basis")
	RecordSubjects   = text("Registrerte (c)", "Registrerte (c)", "Data subjects (c)")
	RecordData       = text("Personopplysninger (c)", "Personopplysningar (c)", "Personal data (c)")
	RecordRecipients = text("Mottakere (d)", "Mottakarar (d)", "Recipients (d)")
	RecordNobody     = text("Ingen", "Ingen", "Nobody")
	RecordTransfers  = text("Overføring ut av EØS (e)", "Overføring ut av EØS (e)", "Transfers out of the EEA (e)")
	RecordNowhere    = text("Ingen", "Ingen", "None")
	RecordErased     = text("Slettes (f)", "Blir sletta (f)", "Erased (f)")
	RecordSecurity   = text("Sikkerhetstiltak (g)", "Tryggingstiltak (g)", "Security measures (g)")
)

// The software itself, which has the data of every purpose for the controller.
var (
	RecordProcessors = text("Databehandlere, for alle formål (d, e)", "Databehandlarar, for alle føremål (d, e)", "Processors, for every purpose (d, e)")
	RecordLedgers    = text("Bevis og logger (f)", "Prov og loggar (f)", "Proof and logs (f)")
)

// Processors says who has the data for the controller (Art. 4(9), 28): a declaration names none,
// for it is the software that runs there. In which region it does is the operator's choice.
func Processors(l gdpr.Language) []string {
	return []string{
		text("Amazon Web Services: databehandlingskraft, database, filer og e-post for systemet bak disse sidene. Alt ligger i regionen som systemet er satt opp i.",
			"Amazon Web Services: reknekraft, database, filer og e-post for systemet bak desse sidene. Alt ligg i regionen som systemet er sett opp i.",
			"Amazon Web Services: compute, database, files and mail for the system behind these pages. All of it lies in the region of the deployment.").In(l),
		text("Overføring ut av EØS: Ligger regionen i EØS, sender ikke systemet lagrede opplysninger til noen annen region. E-post går dit mottakerens tjener står. Morselskapet er amerikansk: den behandlingsansvarlige vurderer det i databehandleravtalen.",
			"Overføring ut av EØS: Ligg regionen i EØS, sender ikkje systemet lagra opplysningar til nokon annan region. E-post går dit tenaren til mottakaren står. Morselskapet er amerikansk: den behandlingsansvarlege vurderer det i databehandlaravtalen.",
			"Transfers out of the EEA: where the region lies in the EEA, the system sends stored data to no other region. Mail goes where the addressee's server stands. The parent company is American: the controller weighs that in the processing agreement.").In(l),
	}
}

// Ledgers is what is kept as proof; Kept where it is the same for every controller.
var Ledgers = [...]struct {
	ID         string
	Name, Kept gdpr.Text
}{
	{ID: "visitor-consents", Name: text("Samtykker fra besøkende, som bevis (artikkel 7 nr. 1)", "Samtykke frå besøkjande, som prov (artikkel 7 nr. 1)", "Visitors' consents, as proof (Article 7(1))")},
	{ID: "person-consents", Name: text("Samtykker fra personer og jobbsøkere, som bevis (artikkel 7 nr. 1)", "Samtykke frå personar og jobbsøkjarar, som prov (artikkel 7 nr. 1)", "Consents of persons and applicants, as proof (Article 7(1))")},
	{ID: "unconfirmed", Name: text("Det ingen har bekreftet", "Det ingen har stadfesta", "What nobody has confirmed")},
	{ID: "requests", Name: text("Forespørsler om personvern", "Førespurnader om personvern", "Privacy requests")},
	{ID: "correspondence", Name: text("E-post som ikke ber om noen rettighet", "E-post som ikkje bed om nokon rett", "Mail that asks for no right")},
	{ID: "audit", Name: text("Logg over hva ansatte gjør", "Logg over kva tilsette gjer", "Log of what staff do"),
		Kept: text("5 år etter kallet", "5 år etter kallet", "5 years after the call")},
	{ID: "log", Name: text("Logg som viser at ingen har endret noe: bare tall, ingen personopplysninger", "Logg som viser at ingen har endra noko: berre tal, ingen personopplysningar", "Log that shows that nobody has altered anything: numbers only, no personal data"),
		Kept: text("blir ikke slettet", "blir ikkje sletta", "not erased")},
}

// subjects are the categories of data subjects (Art. 30(1)(c)).
var subjects = [...]struct {
	id   string
	name gdpr.Text
}{
	{"visitors", text("besøkende på nettstedene", "besøkjande på nettstadene", "visitors of the sites")},
	{"applicants", text("jobbsøkere", "jobbsøkjarar", "job applicants")},
	{"registered", text("personer som har registrert seg", "personar som har registrert seg", "people who have registered")},
	{"contacts", text("kontaktpersoner hos kunder", "kontaktpersonar hos kundar", "contact persons of customers")},
	{"correspondents", text("alle som henvender seg", "alle som vender seg til oss", "everybody who gets in touch")},
}

// Subjects is the id of those whom a purpose is about, and what they are called. It follows
// from who is asked and from what is held; accounts are of agreements.
func Subjects(d *controller.Declaration, p controller.Purpose, l gdpr.Language) (id, name string) {
	id = subjectsOf(d, p)
	for _, s := range subjects {
		if s.id == id {
			return id, s.name.In(l)
		}
	}
	return id, id
}

func subjectsOf(d *controller.Declaration, p controller.Purpose) string {
	switch {
	case p.Asks == controller.Visitors:
		return "visitors"
	case p.Asks == controller.Applicants:
		return "applicants"
	case p.Asks == controller.Persons:
		return "registered"
	case p.Retention.From == controller.FromYearEnd:
		return "contacts"
	}
	for _, h := range d.Holdings {
		if h.Purpose == p.ID {
			return map[controller.Class]string{
				controller.Applications: "applicants", controller.Profiles: "registered", controller.Agreements: "contacts",
			}[h.Class]
		}
	}
	return "correspondents"
}

// Measures describes in general how data is secured (Art. 30(1)(g), 32(1)): what this
// system does for every controller, and what its tests show.
func Measures(l gdpr.Language) []string {
	var all []string
	for _, m := range [...]gdpr.Text{
		text("All trafikk er kryptert (TLS), og ukryptert trafikk blir ikke besvart.",
			"All trafikk er kryptert (TLS), og ukryptert trafikk blir ikkje svara på.",
			"All traffic is encrypted (TLS), and unencrypted traffic is not answered."),
		text("Alt som er lagret, er kryptert med en egen nøkkel.",
			"Alt som er lagra, er kryptert med ein eigen nøkkel.",
			"All that is stored is encrypted under a key of its own."),
		text("Ansatte logger inn og ser bare det rollen deres gir adgang til.",
			"Tilsette loggar inn og ser berre det rolla deira gir tilgang til.",
			"Staff sign in, and see only what their role lets them see."),
		text("Hvert kall fra ansatte blir skrevet i en logg før det blir utført.",
			"Kvart kall frå tilsette blir skrive i ein logg før det blir utført.",
			"Each call by staff is written to a log before it is carried out."),
		text("Personopplysninger står ikke i nettadresser, nøkler eller driftslogger, og en hel IP-adresse blir aldri lagret.",
			"Personopplysningar står ikkje i nettadresser, nøklar eller driftsloggar, og ei heil IP-adresse blir aldri lagra.",
			"Personal data stands in no web address, key or operating log, and a whole IP address is never stored."),
		text("Det som er utløpt, blir aldri vist og blir slettet av seg selv.",
			"Det som har gått ut, blir aldri vist og blir sletta av seg sjølv.",
			"What has expired is never shown, and is erased by itself."),
		text("Avslag på en forespørsel som grunnløs eller overdreven trenger to ansatte.",
			"Avslag på ein førespurnad som grunnlaus eller overdriven treng to tilsette.",
			"A request is refused as unfounded or excessive only by two members of staff."),
	} {
		all = append(all, m.In(l))
	}
	return all
}

// namedBases are what lawful bases are called where nobody is spoken to (Art. 6(1)).
var namedBases = [...]struct {
	basis gdpr.LawfulBasis
	name  gdpr.Text
}{
	{gdpr.BasisConsent, text("Samtykke (artikkel 6 nr. 1 bokstav a)", "Samtykke (artikkel 6 nr. 1 bokstav a)", "Consent (Article 6(1)(a))")},
	{gdpr.BasisContract, text("Avtale (artikkel 6 nr. 1 bokstav b)", "Avtale (artikkel 6 nr. 1 bokstav b)", "Contract (Article 6(1)(b))")},
	{gdpr.BasisLegalObligation, text("Rettslig plikt (artikkel 6 nr. 1 bokstav c)", "Rettsleg plikt (artikkel 6 nr. 1 bokstav c)", "Legal obligation (Article 6(1)(c))")},
	{gdpr.BasisVitalInterests, text("Vitale interesser (artikkel 6 nr. 1 bokstav d)", "Vitale interesser (artikkel 6 nr. 1 bokstav d)", "Vital interests (Article 6(1)(d))")},
	{gdpr.BasisPublicTask, text("Allmenn interesse (artikkel 6 nr. 1 bokstav e)", "Allmenn interesse (artikkel 6 nr. 1 bokstav e)", "Public interest (Article 6(1)(e))")},
	{gdpr.BasisLegitimateInterests, text("Berettiget interesse (artikkel 6 nr. 1 bokstav f)", "Rettkomen interesse (artikkel 6 nr. 1 bokstav f)", "Legitimate interest (Article 6(1)(f))")},
}

// NamedBasis is the name of a lawful basis, with its article.
func NamedBasis(b gdpr.LawfulBasis, l gdpr.Language) string {
	for _, w := range namedBases {
		if w.basis == b {
			return w.name.In(l)
		}
	}
	return string(b)
}
