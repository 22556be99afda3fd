package controller

import (
	"slices"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

func TestGoodDeclarationHasNoFaults(t *testing.T) {
	if faults := sample().Validate(); len(faults) != 0 {
		t.Errorf("got %v", faults)
	}
}

// spoiled is one way to spoil the sample, and the paths at which that is seen.
type spoiled struct {
	name  string
	spoil func(*Declaration)
	paths []string
}

func TestFaultOfIdentityIsReportedWhereItStands(t *testing.T) {
	checkSpoiled(t, []spoiled{
		{"no id", func(d *Declaration) { d.ID = "" }, []string{"id"}},
		{"capital in id", func(d *Declaration) { d.ID = "Example" }, []string{"id"}},
		{"hyphens in id", func(d *Declaration) { d.ID = "a--b" }, []string{"id"}},
		{"version before the first", func(d *Declaration) { d.Version = Version{Minor: 9} }, []string{"version"}},
		{"no date", func(d *Declaration) { d.Dated = "" }, []string{"dated"}},
		{"date that never was", func(d *Declaration) { d.Dated = "2026-02-29" }, []string{"dated"}},
		{"no edition", func(d *Declaration) { d.Edition = 0 }, []string{"edition"}},
		{"edition to come", func(d *Declaration) { d.Edition = 99 }, []string{"edition"}},
		{"no name", func(d *Declaration) { d.Name = "" }, []string{"name"}},
		{"line break in a name", func(d *Declaration) { d.ShortName = "a\nb" }, []string{"short-name"}},
		{"wrong check digit", func(d *Declaration) { d.OrganizationNumber = "922425621" }, []string{"organization-number"}},
		{"eight digits", func(d *Declaration) { d.OrganizationNumber = "92242562" }, []string{"organization-number"}},
		{"space after the address", func(d *Declaration) { d.PostalAddress += " " }, []string{"postal-address"}},
		{"website without TLS", func(d *Declaration) { d.Website = "http://www.example.no" }, []string{"website"}},
		{"mailbox with a capital", func(d *Declaration) { d.Mailbox = "Post@example.no" }, []string{"mailbox"}},
		{"mailbox with two @", func(d *Declaration) { d.Mailbox = "a@b@example.no" }, []string{"mailbox"}},
		{"mailbox without a domain", func(d *Declaration) { d.Mailbox = "post@example" }, []string{"mailbox"}},
		{"mailbox with a line break", func(d *Declaration) { d.Mailbox = "post@example.no\r\n" }, []string{"mailbox"}},
		{"no host", func(d *Declaration) { d.Hosts = nil }, []string{"hosts"}},
		{"address as host", func(d *Declaration) { d.Hosts = []string{"127.0.0.1"} }, []string{"hosts[0]"}},
		{"host with a port", func(d *Declaration) { d.Hosts = []string{"example.no:443"} }, []string{"hosts[0]"}},
		{"no origin", func(d *Declaration) { d.Origins = nil }, []string{"origins"}},
		{"origin with a slash", func(d *Declaration) { d.Origins[1] += "/" }, []string{"origins[1]"}},
		{"origin twice", func(d *Declaration) { d.Origins[1] = d.Origins[0] }, []string{"origins[1]"}},
		{"any origin", func(d *Declaration) { d.Origins[0] = "*" }, []string{"origins[0]"}},
		{"no authority", func(d *Declaration) { d.Authority = Authority{} },
			[]string{"authority.name", "authority.address", "authority.website"}},
	})
}

// Art. 30(1)(c): nobody whom a purpose is about is forgotten.
func TestFaultOfWhomAPurposeIsAboutIsReportedWhereItStands(t *testing.T) {
	s := func(i int, ids ...string) func(*Declaration) {
		return func(d *Declaration) { d.Purposes[i].Subjects = ids }
	}
	checkSpoiled(t, []spoiled{
		{"nobody", s(1), []string{"purposes[1].subjects"}},
		{"somebody unknown", s(1, SiteVisitors, "aliens"), []string{"purposes[1].subjects[1]"}},
		{"visitors twice", s(1, SiteVisitors, SiteVisitors), []string{"purposes[1].subjects[1]"}},
		{"visitors forgotten", s(1, Correspondents), []string{"purposes[1].subjects"}},
		{"the registered forgotten", s(2, Staff), []string{"purposes[2].subjects", "purposes[2].subjects"}},
		{"readers forgotten", s(2, Registered), []string{"purposes[2].subjects"}},
		{"applicants forgotten", s(3, Referees, Staff), []string{"purposes[3].subjects", "purposes[3].subjects"}},
		{"referees forgotten", s(3, JobApplicants, Staff), []string{"purposes[3].subjects"}},
		{"contact persons forgotten", s(4, Staff), []string{"purposes[4].subjects"}},
	})
}

func TestFaultOfAPurposeIsReportedWhereItStands(t *testing.T) {
	p := func(i int, change func(*Purpose)) func(*Declaration) {
		return func(d *Declaration) { change(&d.Purposes[i]) }
	}
	checkSpoiled(t, []spoiled{
		{"id twice", p(4, func(p *Purpose) { p.ID = "accounts" }), []string{"purposes[5].id", "holdings[2].purpose"}},
		{"language missing", p(2, func(p *Purpose) { p.Name.NN = "" }), []string{"purposes[2].name.nn"}},
		{"every language missing", p(2, func(p *Purpose) { p.Description = gdpr.Text{} }),
			[]string{"purposes[2].description.nb", "purposes[2].description.nn", "purposes[2].description.en"}},
		{"unknown basis", p(4, func(p *Purpose) { p.Basis = "wish" }), []string{"purposes[4].basis"}},
		{"consent nobody is asked for", p(2, func(p *Purpose) { p.Asks = "" }),
			[]string{"purposes[2].asks", "wording.person-consent"}},
		{"unknown audience", p(2, func(p *Purpose) { p.Asks = "bots" }),
			[]string{"purposes[2].asks", "wording.person-consent"}},
		{"everyone asked", p(2, func(p *Purpose) { p.Asks = Everyone }),
			[]string{"purposes[2].asks", "wording.person-consent"}},
		{"consent that cannot be refused", p(2, func(p *Purpose) { p.Required = true }),
			[]string{"purposes[2].required", "wording.person-consent"}},
		{"duty that persons are shown as required", p(4, func(p *Purpose) { p.Required = true }), []string{"purposes[4].required"}},
		{"question about a contract", p(4, func(p *Purpose) { p.Asks = Persons }), []string{"purposes[4].asks"}},
		{"no category", p(5, func(p *Purpose) { p.Categories = nil }), []string{"purposes[5].categories"}},
		{"unknown category", p(4, func(p *Purpose) { p.Categories = []string{"weather"} }),
			[]string{"purposes[4].categories[0]", "holdings[2].fields[0].category"}},
		{"category twice", p(4, func(p *Purpose) { p.Categories = []string{"visits", "visits"} }), []string{"purposes[4].categories[1]"}},
		{"unknown recipient", p(5, func(p *Purpose) { p.Recipients = []string{"here", "nobody"} }), []string{"purposes[5].recipients[1]"}},
		{"no period", p(4, func(p *Purpose) { p.Retention.Period = gdpr.Period{} }), []string{"purposes[4].retention.period"}},
		{"ten years and a day", p(4, func(p *Purpose) { p.Retention.Period = gdpr.Period{Years: 10, Days: 1} }), []string{"purposes[4].retention.period"}},
		{"eleven years in days", p(4, func(p *Purpose) { p.Retention.Period = gdpr.Period{Days: 4018} }), []string{"purposes[4].retention.period"}},
		{"unknown event", p(5, func(p *Purpose) { p.Retention.From = "birthday" }), []string{"purposes[5].retention.from"}},
		{"no purposes", func(d *Declaration) {
			*d = Declaration{
				ID: d.ID, Version: d.Version, Dated: d.Dated, Edition: 1, Name: "a", ShortName: "a", Website: d.Website,
				Mailbox: d.Mailbox, Hosts: d.Hosts, Origins: d.Origins, Authority: d.Authority, Rights: d.Rights,
				Roles: d.Roles, Records: d.Records, Wording: Wording{Introduction: same("a")}, Promises: d.Promises,
				Handling: Handling{CoolingOff: day, Corrections: AtOnce, LiftingNotice: day, Patience: day},
			}
		}, []string{"purposes"}},
	})
}

func TestFaultAroundPurposesIsReportedWhereItStands(t *testing.T) {
	checkSpoiled(t, []spoiled{
		{"category never used", func(d *Declaration) { d.Categories = append(d.Categories, Category{"unused", same("a")}) }, []string{"categories[2].id"}},
		{"category twice", func(d *Declaration) { d.Categories = append(d.Categories, Category{"visits", same("a")}) }, []string{"categories[2].id"}},
		{"recipient never used", func(d *Declaration) { d.Purposes[1].Recipients = []string{"here"} }, []string{"recipients[0].id"}},
		{"country without words", func(d *Declaration) { d.Recipients[1].Country = "XX" }, []string{"recipients[1].country"}},
		{"transfer without safeguard", func(d *Declaration) { d.Recipients[0].Safeguard.EN = "" }, []string{"recipients[0].safeguard.en"}},
		{"safeguard at home", func(d *Declaration) { d.Recipients[1].Safeguard = same("a") }, []string{"recipients[1].safeguard"}},
		{"cookie without purpose", func(d *Declaration) { d.Cookies[0].Purpose = "" }, []string{"cookies[0].purpose"}},
		{"cookie of unknown purpose", func(d *Declaration) { d.Cookies[0].Purpose = "fun" }, []string{"cookies[0].purpose"}},
		{"cookie visitors are not told of", func(d *Declaration) { d.Cookies[0].Purpose = "letters" }, []string{"cookies[0].purpose"}},
		{"cookie with two stars", func(d *Declaration) { d.Cookies[0].Name = "**" }, []string{"cookies[0].name"}},
		{"cookie with a semicolon", func(d *Declaration) { d.Cookies[0].Name = "a;b" }, []string{"cookies[0].name"}},
		{"cookie twice", func(d *Declaration) { d.Cookies[1].Name = d.Cookies[0].Name }, []string{"cookies[1].name"}},
		{"cookie for longer than two years", func(d *Declaration) { d.Cookies[0].Lifetime = gdpr.Period{Months: 25} }, []string{"cookies[0].lifetime"}},
		{"signal that Google does not have", func(d *Declaration) { d.Purposes[1].Signals = []string{"analytics_storage", "tracking"} }, []string{"purposes[1].signals[1]"}},
		{"signal twice", func(d *Declaration) { d.Purposes[1].Signals = []string{"ad_storage", "ad_storage"} }, []string{"purposes[1].signals[1]"}},
		{"signal that nobody says yes to", func(d *Declaration) { d.Purposes[0].Signals = []string{"ad_storage"} }, []string{"purposes[0].signals"}},
		{"cookie that keeps something else", func(d *Declaration) { d.Cookies[1].Holds = "secrets" }, []string{"cookies[1].holds"}},
		{"choices kept until the browser is closed", func(d *Declaration) { d.Cookies[1].Holds = HoldsChoices }, []string{"cookies[1].holds"}},
		{"choices kept with a yes only", func(d *Declaration) {
			d.Cookies[0].Name, d.Cookies[0].Holds = "count", HoldsChoices
		}, []string{"cookies[0].purpose"}},
		{"answer kept twice", func(d *Declaration) {
			d.Cookies[1].Holds, d.Cookies[1].Lifetime = HoldsAnswer, gdpr.Period{Years: 1}
			d.Cookies = append(d.Cookies, d.Cookies[1])
			d.Cookies[2].Name = "other"
		}, []string{"cookies[2].holds"}},
		{"cookie of nobody", func(d *Declaration) { d.Cookies[0].Provider = "" }, []string{"cookies[0].provider"}},
		{"right left out", func(d *Declaration) { d.Rights = d.Rights[1:] }, []string{"rights", "handling.automatic[0]"}},
		{"right twice", func(d *Declaration) { d.Rights = append(slices.Clone(d.Rights), gdpr.Erasure) }, []string{"rights[7]"}},
		{"unknown right", func(d *Declaration) { d.Rights = append(slices.Clone(d.Rights), "oblivion") }, []string{"rights[7]"}},
		{"nobody for privacy", func(d *Declaration) { d.Roles, d.Holdings, d.Handling.Review = nil, nil, nil }, []string{"roles"}},
		{"unknown role", func(d *Declaration) { d.Roles = append(d.Roles, Role{"janitor", same("a")}) }, []string{"roles[1].id"}},
		{"records without end", func(d *Declaration) { d.Records.Unconfirmed.Period = gdpr.Period{} }, []string{"records.unconfirmed.period"}},
		{"consent counted from receipt", func(d *Declaration) { d.Records.PersonConsent.From = FromReceipt }, []string{"records.person-consent.from"}},
		{"no introduction", func(d *Declaration) { d.Wording.Introduction.EN = "" }, []string{"wording.introduction.en"}},
		{"nothing said above a question", func(d *Declaration) { d.Wording.VisitorConsent.NB = "" }, []string{"wording.visitor-consent.nb"}},
		{"wish in two languages", func(d *Declaration) { d.Wording.ContactFirst.NN = "" }, []string{"wording.contact-first.nn"}},
		{"no promises", func(d *Declaration) { d.Promises = nil }, []string{"promises"}},
		{"promise twice", func(d *Declaration) { d.Promises = append(d.Promises, d.Promises[0]) }, []string{"promises[1].id"}},
		{"promise of nothing", func(d *Declaration) { d.Promises[0] = Promise{"e", ""} }, []string{"promises[0].id", "promises[0].text"}},
	})
}

func TestFaultOfWhatIsHeldIsReportedWhereItStands(t *testing.T) {
	h := func(i int, change func(*Holding)) func(*Declaration) {
		return func(d *Declaration) { change(&d.Holdings[i]) }
	}
	field := func(change func(*Field)) func(*Declaration) {
		return h(0, func(h *Holding) { change(&h.Fields[1]) })
	}
	file := func(change func(*FileKind)) func(*Declaration) {
		return h(0, func(h *Holding) { change(&h.Files[0]) })
	}
	checkSpoiled(t, []spoiled{
		{"unknown class", h(2, func(h *Holding) { h.Class = "gossip" }), []string{"holdings[2].class", "holdings[2].fields", "holdings[2].sources"}},
		{"class twice", func(d *Declaration) { d.Holdings = append(d.Holdings, d.Holdings[1]) }, []string{"holdings[3].class"}},
		{"unknown purpose", h(2, func(h *Holding) { h.Purpose = "fun" }), []string{"holdings[2].purpose"}},
		{"agreement kept from receipt", h(2, func(h *Holding) { h.Purpose = "application" }), []string{"holdings[2].purpose"}},
		{"application without consent", func(d *Declaration) {
			d.Purposes[4].Retention.From, d.Holdings[0].Purpose = FromReceipt, "agreement"
			d.Holdings = d.Holdings[:1]
		}, []string{"holdings[0].purpose"}},
		{"no fields", h(2, func(h *Holding) { h.Fields = nil }), []string{"holdings[2].fields"}},
		{"no address", h(1, func(h *Holding) { h.Fields[0].ID = "telex" }), []string{"holdings[1].fields"}},
		{"address that can be left out", h(1, func(h *Holding) { h.Fields[0].Required = false }), []string{"holdings[1].fields"}},
		{"field with a capital", field(func(f *Field) { f.ID = "Letter" }), []string{"holdings[0].fields[1].id"}},
		{"field twice", field(func(f *Field) { f.ID = "email" }), []string{"holdings[0].fields[1].id"}},
		{"field without a name in one language", field(func(f *Field) { f.Name.NN = "" }), []string{"holdings[0].fields[1].name.nn"}},
		{"field that the purpose does not cover", field(func(f *Field) { f.Category = "choices" }), []string{"holdings[0].fields[1].category"}},
		{"field without a bound", field(func(f *Field) { f.Most = 0 }), []string{"holdings[0].fields[1].most"}},
		{"more than a record can be", field(func(f *Field) { f.Most = 60_000 }), []string{"holdings[0].fields"}},
		{"file with spaces", file(func(k *FileKind) { k.ID = "the cv" }), []string{"holdings[0].files[0].id"}},
		{"file twice", h(0, func(h *Holding) { h.Files = append(h.Files, h.Files[0]) }), []string{"holdings[0].files[1].id"}},
		{"file without a name", file(func(k *FileKind) { k.Name.EN = "" }), []string{"holdings[0].files[0].name.en"}},
		{"file that the purpose does not cover", file(func(k *FileKind) { k.Category = "weather" }), []string{"holdings[0].files[0].category"}},
		{"file of no type", file(func(k *FileKind) { k.Types = nil }), []string{"holdings[0].files[0].types"}},
		{"file of a type that is not known", file(func(k *FileKind) { k.Types[1] = "text/html" }), []string{"holdings[0].files[0].types[1]"}},
		{"file type twice", file(func(k *FileKind) { k.Types[1] = k.Types[0] }), []string{"holdings[0].files[0].types[1]"}},
		{"empty files", file(func(k *FileKind) { k.Most = 0 }), []string{"holdings[0].files[0].megabytes"}},
		{"huge files", file(func(k *FileKind) { k.Most = 26 * Megabyte }), []string{"holdings[0].files[0].megabytes"}},
		{"half a megabyte", file(func(k *FileKind) { k.Most = Megabyte / 2 }), []string{"holdings[0].files[0].megabytes"}},
		{"no files of the kind", file(func(k *FileKind) { k.Count = 0 }), []string{"holdings[0].files[0].count"}},
		{"any number of files", file(func(k *FileKind) { k.Count = 21 }), []string{"holdings[0].files[0].count"}},
		{"no source", h(0, func(h *Holding) { h.Sources = nil }), []string{"holdings[0].sources"}},
		{"the person last", h(0, func(h *Holding) { slices.Reverse(h.Sources) }), []string{"holdings[0].sources"}},
		{"source twice", h(0, func(h *Holding) { h.Sources[1] = "direct" }), []string{"holdings[0].sources[1]"}},
		{"source in words", h(0, func(h *Holding) { h.Sources[1] = "a friend" }), []string{"holdings[0].sources[1]"}},
		{"source of an agreement", h(2, func(h *Holding) { h.Sources = []string{"direct"} }), []string{"holdings[2].sources"}},
		{"nothing that counts as activity", h(1, func(h *Holding) { h.Activities = nil }), []string{"holdings[1].activities"}},
		{"activity that slides nothing", h(0, func(h *Holding) { h.Activities = []string{"sign-in"} }), []string{"holdings[0].activities"}},
		{"mail of ours as activity", h(1, func(h *Holding) { h.Activities[1] = "newsletter" }), []string{"holdings[1].activities[1]"}},
		{"activity twice", h(1, func(h *Holding) { h.Activities[1] = "sign-in" }), []string{"holdings[1].activities[1]"}},
		{"nobody reads it", h(2, func(h *Holding) { h.Readers = nil }), []string{"holdings[2].readers"}},
		{"unknown reader", h(2, func(h *Holding) { h.Readers[0] = "sales" }), []string{"holdings[2].readers[0]"}},
		{"reader twice", h(2, func(h *Holding) { h.Readers = []string{"privacy", "privacy"} }), []string{"holdings[2].readers[1]"}},
	})
}

func checkSpoiled(t *testing.T, cases []spoiled) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := sample()
			c.spoil(d)
			var paths []string
			for _, f := range d.Validate() {
				paths = append(paths, f.Path)
				if f.Message == "" {
					t.Errorf("%s: no message", f.Path)
				}
			}
			if !slices.Equal(paths, c.paths) {
				t.Errorf("faults at %q, want %q", paths, c.paths)
			}
		})
	}
}

func TestEmptyDeclarationIsAllFaultsAndNoPanic(t *testing.T) {
	if got := len((&Declaration{}).Validate()); got < 25 {
		t.Errorf("only %d faults in nothing at all", got)
	}
}

func TestDeclarationsThatClashAreReportedInTheLater(t *testing.T) {
	change := func(f func(*Declaration)) *Declaration {
		d := sample()
		f(d)
		return d
	}
	for name, c := range map[string]struct {
		later *Declaration
		paths string
	}{
		"next version":               {change(func(d *Declaration) { d.Version.Minor = 1 }), ""},
		"same version":               {sample(), "version"},
		"later version dated before": {change(func(d *Declaration) { d.Version.Minor, d.Dated = 1, "2026-01-01" }), "dated"},
		"same mailbox and host":      {change(func(d *Declaration) { d.ID = "other" }), "mailbox hosts[0]"},
		"same host": {change(func(d *Declaration) {
			d.ID, d.Mailbox, d.Hosts = "other", "post@example.com", []string{"a.example.no", d.Hosts[0]}
		}), "hosts[1]"},
	} {
		t.Run(name, func(t *testing.T) {
			all := ValidateAll([]*Declaration{sample(), c.later})
			var paths []string
			for _, f := range all[1] {
				paths = append(paths, f.Path)
			}
			if len(all[0]) != 0 || strings.Join(paths, " ") != c.paths {
				t.Errorf("got %v", all)
			}
		})
	}
}
