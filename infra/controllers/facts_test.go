package controllers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// The facts of the published statements, each as somebody must have been told
// it. A declaration that says otherwise breaks the company's word, so a new
// version changes this table only together with the statement.

func TestIdentityIsThatOfTheStatements(t *testing.T) {
	for _, c := range []struct{ id, name, short, number, address, website, mailbox, host, origins, dated string }{
		{"mojob", "Mojob Norge AS", "Mojob", "", "", "https://www.mojob.io", "ahoy@mojob.io",
			"personvern.mojob.io", "https://www.mojob.io https://mojob.io", "2026-11-21"},
		{"tretoen", "TRETOEN AS", "321", "922425620", "Strandgata 31, 2317 Hamar", "https://www.321.no", "post@321.no",
			"personvern.321.no", "https://www.321.no https://321.no", "2022-07-04"},
	} {
		t.Run(c.id, func(t *testing.T) {
			d := current(t, c.id)
			same(t, "name", d.Name, c.name)
			same(t, "short name", d.ShortName, c.short)
			same(t, "number", d.OrganizationNumber, c.number)
			same(t, "address", d.PostalAddress, c.address)
			same(t, "website", d.Website, c.website)
			same(t, "mailbox", d.Mailbox, c.mailbox)
			same(t, "hosts", strings.Join(d.Hosts, " "), c.host)
			same(t, "origins", strings.Join(d.Origins, " "), c.origins)
			same(t, "authority", d.Authority, controller.Authority{
				Name: "Datatilsynet", Address: "Postboks 458 Sentrum, 0105 Oslo", Website: "https://www.datatilsynet.no"})
			first, _ := controllers.Registry().Version(d.ID, controller.Version{Major: 1})
			same(t, "date of 1.0", first.Dated, c.dated)
		})
	}
}

func TestPurposesAreThoseOfTheStatements(t *testing.T) {
	for id, want := range map[string][]string{
		"mojob": {
			"recruitment contract P2Y last-activity to customers",
			"further-storage consent persons P2Y last-activity to customers",
			"other-information consent persons P2Y last-activity to none",
			"correspondence legitimate-interests P12M receipt to none",
			"privacy-requests legal-obligation P3Y receipt to customers",
			"necessary legal-obligation visitors required P12M decision to none",
			"statistics consent visitors P12M visit to google",
			"usage consent visitors P12M visit to hotjar",
			"support-chat consent visitors P12M visit to intercom",
			"personalization consent visitors P12M visit to none",
		},
		"tretoen": {
			"recruitment consent applicants P12M receipt to none",
			"agreements contract P6M agreement-end to customer",
			"bookkeeping legal-obligation P5Y year-end to none",
			"bookkeeping-agreements legal-obligation P3Y6M year-end to none",
			"correspondence legitimate-interests P12M receipt to none",
			"privacy-requests legal-obligation P3Y receipt to customer",
			"necessary legal-obligation visitors required P12M decision to none",
			"statistics consent visitors P12M visit to google",
		},
	} {
		t.Run(id, func(t *testing.T) {
			var got []string
			for _, p := range current(t, id).Purposes {
				got = append(got, summary(p))
			}
			sameLines(t, got, want)
		})
	}
}

func summary(p controller.Purpose) string {
	parts := []string{string(p.ID), string(p.Basis)}
	if p.Asks != "" {
		parts = append(parts, string(p.Asks))
	}
	if p.Required {
		parts = append(parts, "required")
	}
	to := strings.Join(p.Recipients, " ")
	if to == "" {
		to = "none"
	}
	return strings.Join(append(parts, p.Retention.Period.String(), string(p.Retention.From), "to", to), " ")
}

func TestCookiesAreNamedWithPurposeProviderAndLifetime(t *testing.T) {
	for id, want := range map[string][]string{
		"mojob": {
			"cookie_control_consent necessary Mojob P12M",
			"cookie_control_enabled_cookies necessary Mojob P12M",
			"__Host-ordholden-mojob necessary Mojob P12M",
			"__Host-own-mojob necessary Mojob P0D",
			"_ga statistics Google Analytics P12M",
			"_gid statistics Google Analytics P1D",
			"_hjid usage Hotjar P12M",
			"intercom-session-* support-chat Intercom P7D",
			"i18_redirect personalization Mojob P12M",
		},
		"tretoen": {
			"_ga statistics Google Analytics P12M",
			"_gid statistics Google Analytics P1D",
			"cookie_control_consent necessary 321 P12M",
			"cookie_control_enabled_cookies necessary 321 P12M",
			"__Host-ordholden-tretoen necessary 321 P12M",
			"__Host-own-tretoen necessary 321 P0D",
		},
	} {
		t.Run(id, func(t *testing.T) {
			var got []string
			for _, k := range current(t, id).Cookies {
				got = append(got, fmt.Sprintf("%s %s %s %s", k.Name, k.Purpose, k.Provider, k.Lifetime))
			}
			sameLines(t, got, want)
		})
	}
}

func TestWhatIsHeldIsWhatTheStatementsName(t *testing.T) {
	for id, want := range map[string][]string{
		"mojob": {
			"profile for recruitment from direct platform after sign-in profile-update application message renewal read by privacy",
			"name* email* phone headline summary experience education skills wishes assessment(ours)",
			"cv",
		},
		"tretoen": {
			"application for recruitment from direct finn.no linkedin other-portal read by recruiter",
			"name* email* address mobile references letter",
			"cv letter certificate",
			"agreement for agreements read by sales management",
			"title*(ours) customer*(ours) organization-number(ours) terms(ours) value(ours) reference(ours) " +
				"data-processing-agreement(ours) customer-data(ours)",
			"document",
		},
	} {
		t.Run(id, func(t *testing.T) {
			var got []string
			for _, h := range current(t, id).Holdings {
				got = append(got, held(h)...)
			}
			sameLines(t, got, want)
		})
	}
}

func held(h controller.Holding) []string {
	line := fmt.Sprintf("%s for %s", h.Class, h.Purpose)
	for _, part := range []struct {
		word string
		ids  []string
	}{{"from", h.Sources}, {"after", h.Activities}, {"read by", h.Readers}} {
		if len(part.ids) > 0 {
			line += " " + part.word + " " + strings.Join(part.ids, " ")
		}
	}
	var fields, files []string
	for _, f := range h.Fields {
		id := f.ID
		if f.Required {
			id += "*"
		}
		if !f.Provided {
			id += "(ours)"
		}
		fields = append(fields, id)
	}
	for _, k := range h.Files {
		files = append(files, k.ID)
	}
	return []string{line, strings.Join(fields, " "), strings.Join(files, " ")}
}

func TestRecordsAreKeptAsLongAsDeclared(t *testing.T) {
	for id, want := range map[string]string{
		"mojob":   "P12M decision, P2Y decision, P3Y receipt, P30D receipt, P12M receipt",
		"tretoen": "P12M decision, P12M decision, P3Y receipt, P30D receipt, P12M receipt",
	} {
		r := current(t, id).Records
		var got []string
		for _, k := range []controller.Retention{r.VisitorConsent, r.PersonConsent, r.Request, r.Unconfirmed, r.Correspondence} {
			got = append(got, k.Period.String()+" "+string(k.From))
		}
		same(t, id, strings.Join(got, ", "), want)
	}
}

func TestRequestsAreCarriedOutAsDeclared(t *testing.T) {
	for id, want := range map[string][]string{
		"mojob": {
			"automatic access portability rectification erasure", "cooling-off 48h0m0s", "review", "corrections at-once",
			"lifting-notice 72h0m0s", "patience 336h0m0s", "marketing other-information",
			"customers told by opendsr", "google told by", "hotjar told by", "intercom told by",
		},
		"tretoen": {
			"automatic portability erasure", "cooling-off 48h0m0s", "review application", "corrections by-staff",
			"lifting-notice 72h0m0s", "patience 336h0m0s", "marketing",
			"customer told by staff", "google told by",
		},
	} {
		t.Run(id, func(t *testing.T) {
			d := current(t, id)
			h := d.Handling
			got := []string{
				said("automatic", h.Automatic), "cooling-off " + h.CoolingOff.String(), said("review", h.Review),
				"corrections " + string(h.Corrections), "lifting-notice " + h.LiftingNotice.String(),
				"patience " + h.Patience.String(), said("marketing", h.Marketing),
			}
			for _, r := range d.Recipients {
				got = append(got, strings.TrimSpace(r.ID+" told by "+string(r.Told)))
			}
			sameLines(t, got, want)
		})
	}
}

func said[T ~string](what string, ids []T) string {
	for _, id := range ids {
		what += " " + string(id)
	}
	return what
}

func TestRightsRolesAndPromisesAreComplete(t *testing.T) {
	for id, want := range map[string]struct {
		roles    string
		row      string
		promises int
	}{
		"mojob":   {"privacy", "M", 17},
		"tretoen": {"privacy recruiter sales management", "T", 16},
	} {
		t.Run(id, func(t *testing.T) {
			d := current(t, id)
			if !slices.Equal(d.Rights, gdpr.Rights) {
				t.Errorf("rights %q", d.Rights)
			}
			var roles []string
			for _, r := range d.Roles {
				roles = append(roles, r.ID)
			}
			same(t, "roles", strings.Join(roles, " "), want.roles)
			same(t, "promises", len(d.Promises), want.promises)
			for i, p := range d.Promises {
				same(t, "promise", p.ID, fmt.Sprintf("%s%d", want.row, i+1))
			}
		})
	}
}

// TestStatementSaysInEveryLanguageWhatWasPromised looks for the sentences in
// which a fact reaches people: no number or name of the table above shows those.
func TestStatementSaysInEveryLanguageWhatWasPromised(t *testing.T) {
	for _, c := range []struct {
		promise, id string
		audience    controller.Audience
		nb, nn, en  string
	}{
		{"M1, M7", "mojob", "everyone", "Skriv til ahoy@mojob.io", "Skriv til ahoy@mojob.io", "Write to ahoy@mojob.io"},
		{"M2", "mojob", "everyone", "bare det du selv har registrert", "berre det du sjølv har registrert", "only what you have registered yourself"},
		{"M3", "mojob", "everyone", "arbeidsgivere som bruker Mojob til å rekruttere", "arbeidsgivarar som bruker Mojob til å rekruttere", "employers who recruit with Mojob"},
		{"M4", "mojob", "everyone", "2 år etter at du sist var aktiv", "2 år etter at du sist var aktiv", "2 years after you were last active"},
		{"M4", "mojob", "everyone", "når som helst be oss slette", "når som helst be oss slette", "ask us to delete it at any time"},
		{"M5", "mojob", "persons", "annet vi tror er nyttig", "anna vi trur er nyttig", "other things we think you will find useful"},
		{"M6", "mojob", "persons", "koster det deg ingenting", "kostar det deg ingenting", "costs you nothing"},
		{"M6", "mojob", "persons", "til du ber oss slette den", "til du ber oss slette han", "until you ask us to delete it"},
		{"M8", "mojob", "everyone", "På profilen din ser du alltid hva vi har", "På profilen din ser du alltid kva vi har", "Your profile always shows what we hold"},
		{"M10", "mojob", "visitors", "klage til Datatilsynet", "klage til Datatilsynet", "complain to Datatilsynet"},
		{"M12", "mojob", "visitors", "anonymisert IP-adresse", "anonymisert IP-adresse", "anonymized IP address"},
		{"M15", "mojob", "visitors", "Intercom", "Intercom", "Intercom"},
		{"M16", "mojob", "visitors", "brukergruppe (segment)", "brukargruppe (segment)", "user group (segment)"},
		{"M12", "mojob", "everyone", "blir IP-adressen din gjort anonym", "blir IP-adressa di gjord anonym", "your IP address is made anonymous"},
		{"M12", "mojob", "everyone", "lagrer aldri hele IP-adressen din", "lagrar aldri heile IP-adressa di", "never stores your whole IP address"},
		{"M13", "mojob", "everyone", "Trafikken mellom nettleseren din og serverne våre er kryptert", "Trafikken mellom nettlesaren din og tenarane våre er kryptert", "The traffic between your browser and our servers is encrypted"},
		{"M14", "mojob", "everyone", "spredt på flere servere", "spreidd på fleire tenarar", "spread over several servers"},
		{"M17", "mojob", "everyone", "Global Privacy Control", "Global Privacy Control", "Global Privacy Control"},
		{"M17", "mojob", "visitors", "Global Privacy Control", "Global Privacy Control", "Global Privacy Control"},
		{"M17", "mojob", "everyone", "slette eller avvise informasjonskapsler i nettleseren", "slette eller avvise informasjonskapslar i nettlesaren", "delete or refuse cookies in your browser"},
		{"M17", "mojob", "visitors", "slette eller avvise informasjonskapsler i nettleseren", "slette eller avvise informasjonskapslar i nettlesaren", "delete or refuse cookies in your browser"},
		{"T1", "tretoen", "everyone", "TRETOEN AS (321) er behandlingsansvarlig", "TRETOEN AS (321) er behandlingsansvarleg", "TRETOEN AS (321) is the controller"},
		{"T1", "tretoen", "everyone", "alle nettstedene våre og det vi selv lagrer", "alle nettstadene våre og det vi sjølve lagrar", "all our sites and what we store ourselves"},
		{"T1", "tretoen", "visitors", "922 425 620", "922 425 620", "922 425 620"},
		{"T1", "tretoen", "applicants", "Strandgata 31, 2317 Hamar", "Strandgata 31, 2317 Hamar", "Strandgata 31, 2317 Hamar"},
		{"T2", "tretoen", "visitors", "anonymisert", "anonymisert", "anonymized"},
		{"T3", "tretoen", "everyone", "ikke uten at kunden har sagt ja", "ikkje utan at kunden har sagt ja", "unless the customer has agreed"},
		{"T4", "tretoen", "everyone", "Bare kontaktpersonene i avtalen og ledelse og salg", "Berre kontaktpersonane i avtalen og leiing og sal", "Only the contact persons in the agreement and our management and sales"},
		{"T5, T6", "tretoen", "everyone", "så lenge avtalen varer, for å levere det vi har avtalt", "så lenge avtalen varer, for å levere det vi har avtalt", "for as long as the agreement lasts, to deliver what we agreed"},
		{"T6", "tretoen", "everyone", "i samråd med kunden", "i samråd med kunden", "in consultation with the customer"},
		{"T7", "tretoen", "everyone", "Bokføringsloven § 13", "Bokføringslova § 13", "Section 13 of the Norwegian Bookkeeping Act"},
		{"T8", "tretoen", "applicants", "søknad, CV, referanser, attester og lignende", "søknad, CV, referansar, attestar og liknande", "application, CV, references, certificates and the like"},
		{"T8", "tretoen", "applicants", "navn, e-postadresse, adresse og mobilnummer", "namn, e-postadresse, adresse og mobilnummer", "name, email address, address and mobile number"},
		{"T8", "tretoen", "applicants", "Bare de som rekrutterer hos oss", "Berre dei som rekrutterer hos oss", "Only those who recruit for us"},
		{"T9", "tretoen", "everyone", "Kilde: deg selv, rett til oss eller gjennom en portal", "Kjelde: deg sjølv, rett til oss eller gjennom ein portal", "Source: you yourself, straight to us or through a portal"},
		{"T9", "tretoen", "applicants", "Finn.no eller LinkedIn", "Finn.no eller LinkedIn", "Finn.no or LinkedIn"},
		{"T10", "tretoen", "applicants", "ta kontakt igjen", "ta kontakt att", "get in touch again"},
		{"T10", "tretoen", "applicants", "12 måneder etter at vi fikk opplysningene", "12 månader etter at vi fekk opplysningane", "12 months after we received the data"},
		{"T12", "tretoen", "applicants", "ingen utenfor 321", "ingen utanfor 321", "nobody outside 321"},
		{"T13", "tretoen", "applicants", "Når du sender søknaden", "Når du sender søknaden", "By sending your application"},
		{"T14", "tretoen", "everyone", "Si gjerne fra til oss først", "Sei gjerne frå til oss først", "Please tell us first"},
		{"T15", "tretoen", "everyone", "spør vi deg på nytt", "spør vi deg på nytt", "we ask you again"},
		{"T15", "tretoen", "everyone", "tar vare på alle tidligere versjoner", "tek vare på alle tidlegare versjonar", "keep all earlier versions"},
		{"T15", "tretoen", "everyone", "alltid på https://www.321.no", "alltid på https://www.321.no", "at https://www.321.no"},
		{"T16", "tretoen", "everyone", "Skriv til post@321.no", "Skriv til post@321.no", "Write to post@321.no"},
	} {
		want := gdpr.Text{NB: c.nb, NN: c.nn, EN: c.en}
		for _, l := range gdpr.Languages {
			n, ok := current(t, c.id).Notice(c.audience, l)
			if !ok || !strings.Contains(n.Text(), want.In(l)) {
				t.Errorf("%s: the notice for %s in %s does not say %q", c.promise, c.audience, l, want.In(l))
			}
		}
	}
}

// What one company's published text says of its sites, the other's does not.
func TestTheStatementAssuresOnlyWhatTheCompanyHasPublished(t *testing.T) {
	for id, unsaid := range map[string][]string{
		"mojob":   {"all our sites"},
		"tretoen": {"several servers", "encrypted, and we", "between your browser", "your IP address is made anonymous"},
	} {
		n, _ := current(t, id).Notice(controller.Everyone, gdpr.English)
		for _, words := range unsaid {
			if strings.Contains(n.Text(), words) {
				t.Errorf("%s never said %q", id, words)
			}
		}
		for _, words := range []string{"The system behind these pages", "we tell those who received it when we correct, restrict or erase it (Article 19)"} {
			if !strings.Contains(n.Text(), words) {
				t.Errorf("%s does not say %q", id, words)
			}
		}
	}
}

func TestNobodyIsAskedInACapacityTheStatementDoesNotKnow(t *testing.T) {
	if _, ok := current(t, "mojob").Notice(controller.Applicants, gdpr.Bokmal); ok {
		t.Error("mojob asks applicants nothing: they register under an agreement")
	}
	if _, ok := current(t, "tretoen").Notice(controller.Persons, gdpr.Bokmal); ok {
		t.Error("321 asks nothing under an address")
	}
}

func current(t *testing.T, id string) *controller.Declaration {
	t.Helper()
	d, ok := controllers.Registry().Current(gdpr.ControllerID(id))
	if !ok {
		t.Fatalf("no controller %s", id)
	}
	return d
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func sameLines(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestT15_TheFirstVersionSaysTheDateOfThePublishedStatement: the company's own text is dated
// 4 July 2022, and version 1.0 is that text in our words.
func TestT15_TheFirstVersionSaysTheDateOfThePublishedStatement(t *testing.T) {
	first, _ := controllers.Registry().Version("tretoen", controller.Version{Major: 1})
	for l, want := range map[gdpr.Language]string{
		gdpr.Bokmal: "gjelder fra 4. juli 2022", gdpr.Nynorsk: "gjeld frå 4. juli 2022", gdpr.English: "applies from 4 July 2022",
	} {
		if n, _ := first.Notice(controller.Everyone, l); !strings.Contains(n.Text(), want) {
			t.Errorf("the first version in %s does not say %q", l, want)
		}
	}
}

// What a visit leaves with others, this system can delete nothing of: version 1.1 says who does, in each
// language and of each such purpose; version 1.0 is as it was published.
func TestTheStatementSaysWhoDeletesWhatLiesWithOthers(t *testing.T) {
	says := map[gdpr.Language]string{gdpr.Bokmal: "Dette ligger hos ", gdpr.Nynorsk: "Dette ligg hos ", gdpr.English: "This lies with "}
	for _, id := range []gdpr.ControllerID{"mojob", "tretoen"} {
		for _, d := range controllers.Registry().Versions(id) {
			want := 0
			for _, p := range d.Purposes {
				if p.Retention.From == controller.FromVisit && len(p.Recipients) > 0 && d.Version.Minor > 0 {
					want++
				}
			}
			for l, start := range says {
				n, _ := d.Notice(controller.Everyone, l)
				if got := strings.Count(n.Text(), start); got != want || d.Version.Minor > 0 && want == 0 {
					t.Errorf("%s %s %s: said of %d purposes, want %d", id, d.Version, l, got, want)
				}
			}
		}
	}
}

// Each declared cookie is one that a text may not name without its declaration, as it is called and
// as one would be called that has no mark in it.
func TestM11_ATextCannotNameACookieThatIsNotDeclared(t *testing.T) {
	bare := strings.NewReplacer("_", "", "*", "", "-", "")
	for _, d := range controllers.Registry().All() {
		for i, k := range d.Cookies {
			for _, name := range []string{k.Name, strings.ToLower(bare.Replace(k.Name)) + "id"} {
				less := *d
				less.Cookies = slices.Delete(slices.Clone(d.Cookies), i, i+1)
				less.Wording.Introduction = gdpr.Text{
					NB: "Vi setter informasjonskapselen " + name + ".",
					NN: "Vi set informasjonskapselen " + name + ".",
					EN: "We set the cookie " + name + ".",
				}
				faults := less.Validate()
				for _, l := range gdpr.Languages {
					if !slices.ContainsFunc(faults, func(f controller.Fault) bool {
						return f.Path == "wording.introduction."+string(l) && strings.HasPrefix(f.Message, fmt.Sprintf("names %q", name))
					}) {
						t.Errorf("%s %s: %s is not found in %s", d.ID, d.Version, name, l)
					}
				}
			}
		}
	}
}
