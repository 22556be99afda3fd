package controller

import (
	"slices"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

// second is the sample in edition 2, whose rules are stricter.
func second() *Declaration {
	d := sample()
	d.Edition = 2
	d.Cookies[0].Lifetime = gdpr.Period{Months: 12}
	d.Recipients[0].Name = gdpr.Text{NB: "Google nb", NN: "Google nn", EN: "Google en"}
	d.Purposes[1].Signals = []string{"analytics_storage"}
	d.Assurances = []Assurance{AllSites, Encrypted, AnonymousIP, Spread}
	d.Purposes[3].Source = gdpr.Text{NB: "fra jobs.example.com.", NN: "frå jobs.example.com.", EN: "from jobs.example.com."}
	d.Wording.Changes = gdpr.Text{NB: "Mer.", NN: "Meir.", EN: "More."}
	return d
}

func TestTheStatementOfEveryEditionIsComplete(t *testing.T) {
	for _, d := range []*Declaration{sample(), second()} {
		if faults := d.Validate(); len(faults) > 0 {
			t.Errorf("edition %d: %v", d.Edition, faults)
		}
	}
}

func TestAnAssuranceIsOneThatAnEditionTells(t *testing.T) {
	for name, test := range map[string]struct {
		d    *Declaration
		a    []Assurance
		want string
	}{
		"known":       {second(), []Assurance{Spread}, ""},
		"unknown":     {second(), []Assurance{"safe"}, "assurances[0]"},
		"twice":       {second(), []Assurance{Spread, Spread}, "assurances[1]"},
		"not told":    {sample(), []Assurance{Spread}, "assurances[0]"},
		"none at all": {second(), nil, ""},
	} {
		test.d.Assurances = test.a
		if got := strings.Join(pathsOf(test.d.Validate()), " "); got != test.want {
			t.Errorf("%s: faults at %q", name, got)
		}
	}
}

// Whatever one paragraph says, and nothing else says there, is missed when it is gone.
func TestWhatIsDeclaredAndNotToldIsMissed(t *testing.T) {
	d := second()
	for _, l := range gdpr.Languages {
		whole, _ := d.Notice(Everyone, l)
		for _, told := range []struct{ words, path string }{
			{"count-*", "cookies[0].name"}, {"Counts. ", "cookies[0].description"}, {"Google " + string(l), "purposes[1].recipients[0]"},
			{"analytics_storage", "purposes[1].signals[0]"},
			{"We count. ", "purposes[1].description"}, {"We deliver.", "purposes[4].description"}, {"jobs.example.com", "purposes[3].source"},
			{"Datatilsynet", "authority.name"}, {"922 425 620", "organization-number"}, {"post@example.no", "mailbox"},
			{whole.rightOf(d, gdpr.Erasure, l), "rights[2]"},
		} {
			if paths := pathsOf(d.Unsaid(whole.without(strings.TrimSpace(told.words)))); !slices.Contains(paths, told.path) {
				t.Errorf("%s: without %q the faults are at %q, and not at %s", l, told.words, paths, told.path)
			}
		}
		for i, s := range whole.Sections {
			less := whole
			less.Sections = slices.Delete(slices.Clone(whole.Sections), i, i+1)
			if i := slices.IndexFunc(d.Purposes, func(p Purpose) bool { return p.Name.In(l) == s.Heading }); i >= 0 && len(d.Unsaid(less)) == 0 {
				t.Errorf("%s: the whole purpose %s can be left out", l, s.Heading)
			}
		}
	}
}

func (n Notice) rightOf(d *Declaration, r gdpr.Right, l gdpr.Language) string {
	return RightIn(d.Edition, r, l)
}

// without is the notice with words taken out wherever they stand.
func (n Notice) without(words string) Notice {
	less := n
	less.Sections = nil
	for _, s := range n.Sections {
		var left []string
		for _, p := range s.Paragraphs {
			left = append(left, strings.ReplaceAll(p, words, "…"))
		}
		less.Sections = append(less.Sections, Section{s.Heading, left})
	}
	return less
}

func pathsOf(faults []Fault) []string {
	var paths []string
	for _, f := range faults {
		paths = append(paths, f.Path)
	}
	return paths
}

func TestWhatIsToldAndNotDeclaredIsRefusedWhereItStands(t *testing.T) {
	for _, c := range []struct {
		text  string
		named bool
	}{
		{"We count with the cookie _fbp.", true}, {"Vi teller med choice-*.", true}, {"Se www.example.com.", true},
		{"Skriv til hjelp@example.com.", true}, {"Vi bruker Matomo.", true}, {"Facebook får vite det.", true},
		{"Vi deler det med Ukjent AS.", true}, {"Vi bruker count-*.", false}, {"Se https://www.example.no/a.", false},
		{"Skriv til post@example.no.", false}, {"Counter teller for Eksempel AS i USA.", false}, {"Meta: det vi husker.", true},
		{"Vi deler det med Zoho: navnet ditt.", true}, {"Zoho deler vi: det meste med Segment: alt.", true}, {"Navn: det du heter. Adresse: der du bor.", false},
		{"Vi svarer. Deretter sletter vi CV og IP-adresse.", false},
	} {
		d := sample()
		d.Purposes[4].Description.NB = c.text
		got := pathsOf(d.Validate())
		if named := slices.Equal(got, []string{"purposes[4].description.nb"}); named != c.named || !named && len(got) > 0 {
			t.Errorf("%q: faults at %q", c.text, got)
		}
	}
}

// English writes some words with a capital that name nobody, and those alone.
func TestEnglishNamesWithinASentenceAreLookedForToo(t *testing.T) {
	for text, named := range map[string]bool{
		"We count visits. Zoho and Segment get the data too.":                        true,
		"We share data with Zoho: your name.":                                        true,
		"The data goes to Segment.":                                                  true,
		"On 1 May the European Commission found, under Article 45, that I am right.": false,
	} {
		d := sample()
		d.Purposes[4].Description.EN = text
		got := pathsOf(d.Validate())
		if found := slices.Equal(got, []string{"purposes[4].description.en"}); found != named || !named && len(got) > 0 {
			t.Errorf("%q: faults at %q", text, got)
		}
	}
}

func TestACookieThatOnlyItsPlaceTellsIsFound(t *testing.T) {
	nb, nn, en := gdpr.Bokmal, gdpr.Nynorsk, gdpr.English
	for _, c := range []struct {
		in          gdpr.Language
		text, names string
	}{
		{en, "We set the cookies fbp and sessionid.", "fbp sessionid"},
		{nb, "Vi bruker informasjonskapslene fbp, sessionid og lang.", "fbp sessionid lang"},
		{nn, "Vi set informasjonskapslane fbp og sessionid. Dei varer.", "fbp sessionid"},
		{nb, "Vi setter analysekapselen fbp.", "fbp"},
		{en, "The cookies fbp, sessionid, and lang are gone, and so on.", "fbp sessionid lang"},
		{en, "We use cookies and similar means, and lists of them.", ""},
		{en, "We set a cookie that is called token.", "token"},
		{nb, "Vi setter en informasjonskapsel som heter økt, og en til.", "økt"},
		{nn, "Vi set ein cookie med namnet besøk.", "besøk"},
		{en, "The cookie “all” lasts a year.", "all"},
		{nb, "Cookien «valg» varer et år.", "valg"},
		{en, "The cookies: count-* and fbp.", "fbp"},
		{en, "We keep sid2 and sessionId.", "sid2 sessionId"},
		{en, "We set the cookies from Counter for you.", ""},
		{en, "The cookie count-* lasts a year, and then it is gone.", ""},
		{en, "We use cookies. Parts of them are small.", ""},
		{en, "Your cookie choices, and the name of whoever made them, stay.", ""},
		{nb, "Vi lagrer informasjonskapsler (små tekstfiler) når du vil.", ""},
		{nn, "Informasjonskapslane som sidene våre set, er borte om 2 år.", ""},
		{nb, "En visning er ikke kalt noe.", ""},
		{nb, "Vi setter fbp-cookien og lang-informasjonskapselen.", "fbp lang"},
		{nb, "Vi setter count-*-cookien, analyse-cookies og informasjons-kapsler.", ""},
		{nb, "Vi setter _fbp-cookien.", "_fbp-cookien"},
		{en, "Our cookies are fbp and sessionid.", "fbp sessionid"},
		{nb, "Informasjonskapslene våre er fbp og sessionid.", "fbp sessionid"},
		{en, "Our cookies are small, strictly necessary and encrypted, or they are gone.", ""},
		{nb, "Informasjonskapslene er nødvendige, og de er slettet om et år.", ""},
		{nn, "Informasjonskapslane våre er naudsynte.", ""},
		{en, "The cookie's name is fbp.", "fbp"},
		{en, "The cookies’ names are fbp and lang.", "fbp lang"},
		{en, "The cookie's lifetime is a year, and its name is count-*.", ""},
		{nb, "Informasjonskapselens navn er fbp.", "fbp"},
		{nb, "Navnet på informasjonskapselen er fbp.", "fbp"},
		{en, "Cookies hold your name, address and age.", ""},
		{nb, "Informasjonskapslene deles ikke.", ""},
		{nb, "Nødvendige informasjonskapsler benyttes. Informasjonskapsler avsluttes, og våre cookies overføres ikke.", ""},
		{nb, "Vi vet at informasjonskapsler innhentes og sammenstilles, og de hører til hos deg.", ""},
		{nb, "Informasjonskapsler hører til på enheten din, og informasjonskapselen deles ikke.", ""},
		{nn, "Informasjonskapslar nyttast, og informasjonskapslane høyrer til hos deg.", ""},
		{nb, "Informasjonskapslene user, tracker og fbp settes.", "user tracker fbp"},
		{nb, "Vi setter informasjonskapslene user og tracker.", "user tracker"},
		{nb, "Informasjonskapselen tracker varer et år.", "tracker"},
		{nb, "Informasjonskapslene fbp og lang settes.", "fbp lang"},
		{nb, "Informasjonskapselen heter noe annet.", ""},
		{nn, "Cookien heiter noko anna.", ""},
		{en, "Cookies track visitors. Our cookies belong to you. Most cookies run out.", ""},
		{en, "Necessary cookies steer what you see, and cookies annoy you.", ""},
		{en, "The cookies fbp and lang are ours. We set cookies steer and lang.", "fbp lang steer"},
	} {
		if got := strings.Join(sample().names().unknown(c.text, c.in), " "); got != c.names {
			t.Errorf("%q: found %q, want %q", c.text, got, c.names)
		}
	}
}

func TestWhatTheConnectingSentencesNameIsLookedAtToo(t *testing.T) {
	d := second()
	n, _ := d.Notice(Everyone, gdpr.Bokmal)
	n.Sections[0].Paragraphs = append(n.Sections[0].Paragraphs, "Vi bruker Hotjar.")
	if got := pathsOf(d.Unsaid(n)); !slices.Equal(got, []string{"edition"}) {
		t.Errorf("faults at %q", got)
	}
}

func TestADeclarationThatContradictsItselfIsRefused(t *testing.T) {
	checkSecond(t, []spoiled{
		{"a cookie that outlives the consent to it", func(d *Declaration) { d.Cookies[0].Lifetime = gdpr.Period{Years: 2} }, []string{"cookies[0].lifetime"}},
		{"a choice that outlives its record", func(d *Declaration) { d.Cookies[1].Lifetime = gdpr.Period{Years: 2} }, []string{"cookies[1].lifetime"}},
		{"data that outlives the consent to it", func(d *Declaration) { d.Records.PersonConsent.Period = gdpr.Period{Months: 18} }, []string{"purposes[2].retention.period"}},
		{"a visitor's data that outlives the consent to it", func(d *Declaration) { d.Purposes[1].Retention.Period = gdpr.Period{Years: 5} }, []string{"purposes[1].retention.period"}},
		{"a cookie that outlives the data it is for", func(d *Declaration) { d.Purposes[1].Retention.Period = gdpr.Period{Days: 1} }, []string{"cookies[0].lifetime"}},
		{"an interest that is not named", func(d *Declaration) { d.Purposes[4].Basis = gdpr.BasisLegitimateInterests },
			[]string{"purposes[4].interest.nb", "purposes[4].interest.nn", "purposes[4].interest.en"}},
		{"an interest beside a contract", func(d *Declaration) { d.Purposes[4].Interest = same("More.") }, []string{"purposes[4].interest"}},
		{"a source that is not told", func(d *Declaration) { d.Purposes[3].Source = gdpr.Text{} },
			[]string{"purposes[3].source.nb", "purposes[3].source.nn", "purposes[3].source.en"}},
		{"a source that the edition does not tell", func(d *Declaration) { d.Edition, d.Assurances = 1, nil }, []string{"purposes[3].source", "wording.changes"}},
	})
}

func checkSecond(t *testing.T, ways []spoiled) {
	t.Helper()
	for _, s := range ways {
		d := second()
		s.spoil(d)
		if got := pathsOf(d.Validate()); !slices.Equal(got, s.paths) {
			t.Errorf("%s: faults at %q, want %q", s.name, got, s.paths)
		}
	}
}
