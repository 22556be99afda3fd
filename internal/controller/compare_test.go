package controller

import (
	"slices"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

// next is the sample as version 1.1, changed.
func next(change func(*Declaration)) *Declaration {
	d := sample()
	d.Version = Version{Major: 1, Minor: 1}
	change(d)
	return d
}

// at finds a purpose of the sample, to change it.
func (d *Declaration) at(id gdpr.PurposeID) *Purpose {
	i := slices.IndexFunc(d.Purposes, func(p Purpose) bool { return p.ID == id })
	return &d.Purposes[i]
}

func TestT15_FactsThatAConsentRestsOnAskAgain(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Declaration)
		about  string // the purposes that it matters to
		words  string // in English
	}{
		"a recipient": {func(d *Declaration) { d.at("letters").Recipients = []string{"here"} }, "letters",
			"Here en is a new recipient of data for “letters en”."},
		"a category":  {func(d *Declaration) { d.at("letters").Categories = []string{"visits", "choices"} }, "letters", "New data is used for “letters en”: choices en."},
		"a country":   {func(d *Declaration) { d.Recipients[1].Country = "SE" }, "statistics", "Here en now processes the data in another country: Sweden."},
		"a safeguard": {func(d *Declaration) { d.Recipients[0].Safeguard = gdpr.Text{} }, "statistics", "What protected the data at Counter en is gone."},
		"another recipient, by the same id": {func(d *Declaration) { d.Recipients[0].Name = same("Another") }, "statistics",
			"The recipient is now Another en. Before, it said Counter en."},
		"another safeguard": {func(d *Declaration) { d.Recipients[0].Safeguard = same("Framework.") }, "statistics",
			"Of what protects the data at Counter en, it now says: Framework. en"},
		"other data, by the same id": {func(d *Declaration) { d.Categories[1].Name = same("health") }, "statistics",
			"Used for “statistics en” is now: health en. Before, it said: choices en."},
		"a signal": {func(d *Declaration) { d.at("statistics").Signals = []string{"ad_storage"} }, "statistics",
			"A yes to “statistics en” now also grants ad_storage in Google Consent Mode."},
		"the basis": {func(d *Declaration) { d.at("letters").Basis, d.at("letters").Asks = gdpr.BasisContract, "" }, "letters letters",
			"“letters en” has another lawful basis."},
		"a longer time": {func(d *Declaration) { d.at("letters").Retention.Period = gdpr.Period{Months: 25} }, "letters", "Data for “letters en” is now kept for 25 months after you were last active."},
		"a later event": {func(d *Declaration) {
			d.at("application").Retention = Retention{gdpr.Period{Months: 6}, FromLastActivity}
		}, "application", "now kept for 6 months"},
		"a cookie":          {func(d *Declaration) { d.Cookies = append(d.Cookies, Cookie{Name: "new", Purpose: "statistics"}) }, "statistics", "New cookie: new."},
		"a cookie for long": {func(d *Declaration) { d.Cookies[0].Lifetime = gdpr.Period{Months: 25} }, "statistics", "The cookie count-* now lasts: 25 months."},
		"whose cookie":      {func(d *Declaration) { d.Cookies[0].Provider = "Another" }, "statistics", "The cookie count-* is now set by Another."},
		"who is asked":      {func(d *Declaration) { d.at("letters").Asks = Applicants }, "letters", "Others than before are asked about “letters en”."},
		"no way to refuse":  {func(d *Declaration) { d.at("statistics").Required = true }, "statistics", "“statistics en” can no longer be refused."},
		"a way to refuse":   {func(d *Declaration) { d.at("necessary").Required = false }, "necessary", "“necessary en” can now be refused."},
		"other meaning":     {func(d *Declaration) { d.AsksAgain = []gdpr.PurposeID{"letters"} }, "letters", "The description of “letters en” says something else than before."},
		"a new purpose": {func(d *Declaration) {
			d.Purposes = append(d.Purposes, Purpose{ID: "calls", Name: same("calls"), Basis: gdpr.BasisConsent, Asks: Persons})
		}, "calls", "New purpose: calls en."},
		"another company":     {func(d *Declaration) { d.OrganizationNumber = "913442327" }, "", "The controller is now Eksempel AS."},
		"another without one": {func(d *Declaration) { d.OrganizationNumber, d.Name = "", "Annet AS" }, "", "The controller is now Annet AS."},
	} {
		t.Run(name, func(t *testing.T) {
			material := Material(Compare(sample(), next(test.change)))
			var about []string
			for _, c := range material {
				about = append(about, string(c.Purpose))
			}
			if got := strings.Join(about, " "); len(material) == 0 || got != test.about {
				t.Errorf("material: %+v", material)
			}
			if got := Sentence(material, gdpr.English); !strings.Contains(got, test.words) {
				t.Errorf("said: %s", got)
			}
			for _, c := range material {
				for _, l := range gdpr.Languages {
					if s := c.Words.In(l); s == "" || strings.ContainsAny(s, "{}") {
						t.Errorf("%s in %s: %q", c.Path, l, s)
					}
				}
			}
		})
	}
}

func TestT15_WordsAndLessOfTheSameKeepConsents(t *testing.T) {
	for name, change := range map[string]func(*Declaration){
		"a description":              func(d *Declaration) { d.at("letters").Description = same("We write well.") },
		"a name":                     func(d *Declaration) { d.at("letters").Name = same("mail") },
		"fewer recipients":           func(d *Declaration) { d.at("statistics").Recipients = []string{"here"} },
		"fewer categories":           func(d *Declaration) { d.at("statistics").Categories = []string{"visits"} },
		"a shorter time":             func(d *Declaration) { d.at("letters").Retention.Period = gdpr.Period{Months: 23} },
		"an earlier event":           func(d *Declaration) { d.at("letters").Retention.From = FromReceipt },
		"no cookie":                  func(d *Declaration) { d.Cookies = d.Cookies[1:] },
		"a cookie for a day":         func(d *Declaration) { d.Cookies[0].Lifetime = gdpr.Period{Days: 1} },
		"a purpose less":             func(d *Declaration) { d.Purposes = d.Purposes[:3] },
		"another name of one number": func(d *Declaration) { d.Name, d.ShortName = "Nytt Eksempel AS", "Nytt" },
		"a number that is now known": func(d *Declaration) { d.PostalAddress = "Eksempelgata 2, 0001 Oslo" },
		"the law's own":              func(d *Declaration) { d.at("agreement").Recipients = []string{"counter"} },
		"a purpose nobody is asked": func(d *Declaration) {
			d.Purposes = append(d.Purposes, Purpose{ID: "security", Name: same("security"), Basis: gdpr.BasisLegitimateInterests})
		},
		"proof for longer": func(d *Declaration) { d.Records.PersonConsent.Period = gdpr.Period{Years: 4} },
		"other readers":    func(d *Declaration) { d.Holdings[0].Readers = []string{"recruiter"} },
		"wording":          func(d *Declaration) { d.Wording.ContactFirst = same("Ask.") },
		"the authority":    func(d *Declaration) { d.Authority.Address = "Trelastgata 3, 0191 Oslo" },
		"words of a recipient that mean the same": func(d *Declaration) {
			d.Recipients[0].Name, d.Recipients[0].Safeguard = same("Teller"), same("A contract, in other words.")
			d.SameMeaning = []string{"counter"}
		},
		"words of a category that mean the same": func(d *Declaration) {
			d.Categories[0].Name, d.SameMeaning = same("what you looked at"), []string{"visits"}
		},
		"words of a category that nobody is asked about": func(d *Declaration) {
			d.Categories = append(d.Categories, Category{"tax", same("tax")})
			d.at("accounts").Categories = []string{"visits", "tax"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			changes := Compare(sample(), next(change))
			if len(changes) == 0 || len(Material(changes)) != 0 {
				t.Errorf("%+v", changes)
			}
		})
	}
	was := sample()
	was.at("statistics").Signals = []string{"analytics_storage"}
	if got := Compare(was, next(func(*Declaration) {})); len(got) != 1 || len(Material(got)) != 0 {
		t.Errorf("a signal less: %+v", got)
	}
	if got := Compare(sample(), next(func(*Declaration) {})); len(got) != 0 {
		t.Errorf("the same is another: %+v", got)
	}
}

func TestTheSamePeriodInOtherUnitsIsNotLonger(t *testing.T) {
	if longer(Retention{gdpr.Period{Years: 2}, FromVisit}, Retention{gdpr.Period{Months: 24}, FromVisit}) {
		t.Error("24 months are longer than two years")
	}
	if !longer(Retention{gdpr.Period{Months: 1}, FromVisit}, Retention{gdpr.Period{Days: 30}, FromVisit}) {
		t.Error("30 days are longer than February")
	}
}

func TestT15_TheNumberOfAVersionSaysWhetherItAsksAgainOrEndsConsents(t *testing.T) {
	again := func(d *Declaration) { d.at("letters").Categories = []string{"visits", "choices"} }
	gone := func(d *Declaration) {
		d.Purposes = slices.DeleteFunc(d.Purposes, func(p Purpose) bool { return p.ID == "letters" })
		d.Holdings = slices.DeleteFunc(d.Holdings, func(h Holding) bool { return h.Purpose == "letters" })
		d.Handling.Marketing, d.Wording.PersonConsent = nil, gdpr.Text{}
	}
	unasked := func(d *Declaration) { d.at("letters").Basis, d.at("letters").Asks = gdpr.BasisContract, "" }
	undecided := func(d *Declaration) {
		d.Purposes = slices.DeleteFunc(d.Purposes, func(p Purpose) bool { return p.ID == "accounts" })
	}
	for name, test := range map[string]struct {
		version Version
		change  func(*Declaration)
		want    string // the fault and where it is, or ""
	}{
		"material in a minor":                 {Version{1, 1}, again, `purposes[2].categories[1]: New data is used for “letters en”: choices en. This asks people again: call the version 2.0`},
		"material in a major":                 {Version{2, 0}, again, ""},
		"words in a minor":                    {Version{1, 1}, func(d *Declaration) { d.at("letters").Description = same("Words.") }, ""},
		"words in a major":                    {Version{2, 0}, func(d *Declaration) { d.at("letters").Description = same("Words.") }, "version: nothing in it asks anybody again or ends a consent: call it 1.1"},
		"words that mean more":                {Version{2, 0}, func(d *Declaration) { d.AsksAgain = []gdpr.PurposeID{"letters"} }, ""},
		"words that mean more, 1.1":           {Version{1, 1}, func(d *Declaration) { d.AsksAgain = []gdpr.PurposeID{"letters"} }, "asks-again[0]: "},
		"a consent that ends in a minor":      {Version{1, 1}, gone, "purposes: The purpose “letters en” is gone. This ends people's consents: call the version 2.0"},
		"a consent that ends in a major":      {Version{2, 0}, gone, ""},
		"another basis in a minor":            {Version{1, 1}, unasked, "purposes[2].asks: Nobody is asked about “letters en” any more. This ends people's consents: call the version 2.0"},
		"what nobody decided on, gone":        {Version{1, 1}, undecided, ""},
		"a right less":                        {Version{2, 0}, func(d *Declaration) { again(d); d.Rights = d.Rights[1:] }, "rights: The right in Article 15 is no longer named. No version may take that away"},
		"the same, of nothing said otherwise": {Version{1, 1}, func(d *Declaration) { d.SameMeaning = []string{"visits"} }, `same-meaning[0]: "visits" is no recipient or category with other words`},
		"the same, of what is said otherwise": {Version{1, 1}, func(d *Declaration) { d.Categories[0].Name, d.SameMeaning = same("pages"), []string{"visits"} }, ""},
		"another recipient in a minor":        {Version{1, 1}, func(d *Declaration) { d.Recipients[0].Name = same("Another") }, "purposes[1].recipients[0]: The recipient is now Another en."},
		"again, of what nobody asks":          {Version{2, 0}, func(d *Declaration) { again(d); d.AsksAgain = []gdpr.PurposeID{"accounts"} }, `asks-again[0]: "accounts" is no declared purpose`},
	} {
		t.Run(name, func(t *testing.T) {
			d := next(test.change)
			d.Version = test.version
			var found []string
			for _, f := range ValidateAll([]*Declaration{d, sample()})[0] { // whatever order the files come in
				found = append(found, f.Path+": "+f.Message)
			}
			if test.want == "" && len(found) > 0 || test.want != "" && !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, test.want) }) {
				t.Errorf("faults: %q", found)
			}
		})
	}
	if got := ValidateAll([]*Declaration{next(func(d *Declaration) { d.SameMeaning = []string{"visits"} })})[0]; len(got) != 1 || got[0].Path != "same-meaning" {
		t.Errorf("the same in a first version: %+v", got)
	}
	first := next(func(d *Declaration) { d.AsksAgain = []gdpr.PurposeID{"letters"} })
	if got := ValidateAll([]*Declaration{first})[0]; len(got) != 1 || got[0].Path != "asks-again" {
		t.Errorf("of a first version: %+v", got)
	}
}

func TestT15_TheRevisionOfABannerCountsWhatAsksVisitorsAgainOrEndsTheirYes(t *testing.T) {
	versions := []*Declaration{sample()}
	step := func(major, minor int, change func(*Declaration)) {
		d := *versions[len(versions)-1]
		d.Purposes, d.Cookies = slices.Clone(d.Purposes), slices.Clone(d.Cookies)
		d.Version = Version{major, minor}
		change(&d)
		versions = append(versions, &d)
	}
	want := func(n int) {
		t.Helper()
		if got := Revision(New(versions...), "example"); got != n {
			t.Errorf("after %s the revision is %d, want %d", versions[len(versions)-1].Version, got, n)
		}
	}
	want(0)
	step(1, 1, func(d *Declaration) { d.at("statistics").Description = same("Words.") })
	want(0)
	step(2, 0, func(d *Declaration) { d.at("letters").Recipients = []string{"here"} })
	want(0) // persons, not visitors
	step(3, 0, func(d *Declaration) { d.Cookies[0].Lifetime = gdpr.Period{Years: 3} })
	want(1)
	step(4, 0, func(d *Declaration) { d.OrganizationNumber = "913442327" })
	want(2)
	step(5, 0, func(d *Declaration) { d.at("letters").Basis, d.at("letters").Asks = gdpr.BasisContract, "" })
	want(2) // what ends is persons' yes
	step(6, 0, func(d *Declaration) { d.at("statistics").Asks = Persons })
	want(3) // no visitor is asked any more: an older yes of one is to nothing
	step(7, 0, func(d *Declaration) { d.at("statistics").Asks = Visitors })
	want(4)
	step(8, 0, func(d *Declaration) {
		d.Purposes = slices.DeleteFunc(d.Purposes, func(p Purpose) bool { return p.ID == "statistics" })
	})
	want(5)
	if got := Revision(New(versions...), "nobody"); got != 0 {
		t.Errorf("of an unknown controller: %d", got)
	}
}

// A purpose that goes, or rests on consent no more, ends each yes to it; nothing else does.
func TestT15_WhatNobodyIsAskedAnyMoreEndsTheConsentsToIt(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Declaration)
		ends   []string
	}{
		"another basis": {func(d *Declaration) { d.at("letters").Basis, d.at("letters").Asks = gdpr.BasisContract, "" },
			[]string{"letters: “letters en” has another lawful basis. ", "letters: Nobody is asked about “letters en” any more."}},
		"gone": {func(d *Declaration) {
			d.Purposes = slices.DeleteFunc(d.Purposes, func(p Purpose) bool { return p.ID == "letters" })
		}, []string{"letters: The purpose “letters en” is gone."}},
		"no way to refuse": {func(d *Declaration) { d.at("statistics").Required = true }, []string{"statistics: “statistics en” can no longer be refused."}},
		"what nobody decided on is gone": {func(d *Declaration) {
			d.Purposes = slices.DeleteFunc(d.Purposes, func(p Purpose) bool { return p.ID == "necessary" })
		}, nil},
		"others are asked": {func(d *Declaration) { d.at("letters").Asks = Applicants }, nil},
		"more data":        {func(d *Declaration) { d.at("letters").Categories = []string{"visits", "choices"} }, nil},
	} {
		var ends []string
		for _, c := range Compare(sample(), next(test.change)) {
			if c.Ends {
				ends = append(ends, string(c.Purpose)+": "+c.Words.EN)
			}
		}
		if len(ends) != len(test.ends) || !slices.EqualFunc(ends, test.ends, strings.HasPrefix) {
			t.Errorf("%s: %q", name, ends)
		}
	}
}

func TestAPurposeIsWhatItsVersionCalledIt(t *testing.T) {
	later := next(func(d *Declaration) { d.at("letters").Name = same("mail") })
	gone := next(func(d *Declaration) {
		d.Version = Version{Major: 2}
		d.Purposes = slices.DeleteFunc(d.Purposes, func(p Purpose) bool { return p.ID == "letters" })
	})
	r := New(sample(), later, gone)
	for v, want := range map[Version]string{{Major: 1}: "letters en", {Major: 1, Minor: 1}: "mail en", {Major: 2}: "mail en", {}: "mail en"} {
		if p, known := r.Meant(sample().ID, v, "letters"); !known || p.Name.EN != want {
			t.Errorf("%s: %q, %t", v, p.Name.EN, known)
		}
	}
	if p, known := r.Meant(sample().ID, Version{Major: 1}, "unheard-of"); known {
		t.Errorf("%+v", p)
	}
}
