package words

import "ordholden/internal/gdpr"

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
	RecordNoSubjects = text("Ingen", "Ingen", "Nobody")
	RecordNoData     = text("Ingen", "Ingen", "None")
	RecordErased     = text("Slettes (f)", "Blir sletta (f)", "Erased (f)")
	RecordSecurity   = text("Sikkerhetstiltak (g)", "Tryggingstiltak (g)", "Security measures (g)")
)

// The software itself, which has the data of every purpose for the controller.
var (
	RecordProcessors = text("Databehandlere, for alle formål (d, e)", "Databehandlarar, for alle føremål (d, e)", "Processors, for every purpose (d, e)")
	RecordLedgers    = text("Bevis og logger (f)", "Prov og loggar (f)", "Proof and logs (f)")
)

// The processor of everything (Art. 4(8), 28): the software runs there, and no declaration names
// it. Where is a fact of the deployment.
var (
	RecordProcessor = text(
		"{processor}: regnekraft, database, filer og e-post for systemet bak disse sidene.",
		"{processor}: reknekraft, database, filer og e-post for systemet bak desse sidene.",
		"{processor}: compute, database, files and mail for the system behind these pages.")
	RecordStored = text(
		"Alt som lagres, ligger i {country} (regionen {region}).",
		"Alt som blir lagra, ligg i {country} (regionen {region}).",
		"All that is stored lies in {country} (the region {region}).")
	RecordWithin = text(
		"Det er i EØS, og systemet sender ikke lagrede opplysninger til noen annen region. E-post går dit mottakerens tjener står. Morselskapet er amerikansk: den behandlingsansvarlige vurderer det i databehandleravtalen.",
		"Det er i EØS, og systemet sender ikkje lagra opplysningar til nokon annan region. E-post går dit tenaren til mottakaren står. Morselskapet er amerikansk: den behandlingsansvarlege vurderer det i databehandlaravtalen.",
		"That is in the EEA, and the system sends stored data to no other region. Mail goes where the addressee's server stands. The parent company is American: the controller weighs that in the processing agreement.")
)

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
