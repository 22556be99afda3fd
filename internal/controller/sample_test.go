package controller

import (
	"time"

	"ordholden/internal/gdpr"
)

func same(s string) gdpr.Text { return gdpr.Text{NB: s + " nb", NN: s + " nn", EN: s + " en"} }

// sample is a declaration without faults that uses every part there is.
func sample() *Declaration {
	return &Declaration{
		ID: "example", Version: Version{Major: 1}, Dated: "2026-02-03", Edition: 1,
		Name: "Eksempel AS", ShortName: "Eksempel", OrganizationNumber: "922425620",
		PostalAddress: "Eksempelgata 1, 0001 Oslo", Website: "https://www.example.no",
		Mailbox: "post@example.no", Hosts: []string{"personvern.example.no"},
		Origins:   []string{"https://www.example.no", "https://example.no"},
		Authority: Authority{Name: "Datatilsynet", Address: "Postboks 458 Sentrum, 0105 Oslo", Website: "https://www.datatilsynet.no"},
		Purposes: []Purpose{
			{
				ID: "necessary", Name: same("necessary"), Description: same("We remember."),
				Basis: gdpr.BasisLegalObligation, Asks: Visitors, Required: true,
				Subjects: []string{SiteVisitors}, Categories: []string{"choices"}, Retention: Retention{gdpr.Period{Months: 12}, FromDecision},
			},
			{
				ID: "statistics", Name: same("statistics"), Description: same("We count."),
				Basis: gdpr.BasisConsent, Asks: Visitors, Subjects: []string{SiteVisitors}, Categories: []string{"visits", "choices"},
				Recipients: []string{"counter", "here"}, Retention: Retention{gdpr.Period{Months: 12}, FromVisit},
			},
			{
				ID: "letters", Name: same("letters"), Description: same("We write."),
				Basis: gdpr.BasisConsent, Asks: Persons, Subjects: []string{Registered, Staff}, Categories: []string{"visits"},
				Retention: Retention{gdpr.Period{Years: 2}, FromLastActivity},
			},
			{
				ID: "application", Name: same("application"), Description: same("We read."),
				Basis: gdpr.BasisConsent, Asks: Applicants, Subjects: []string{JobApplicants, Referees, Staff}, Categories: []string{"visits"},
				Retention: Retention{gdpr.Period{Months: 12}, FromReceipt},
			},
			{
				ID: "agreement", Name: same("agreement"), Description: same("We deliver."),
				Basis: gdpr.BasisContract, Subjects: []string{CustomerContacts, Staff}, Categories: []string{"visits"},
				Retention: Retention{gdpr.Period{Months: 6}, FromAgreementEnd},
			},
			{
				ID: "accounts", Name: same("accounts"), Description: same("We must."),
				Basis: gdpr.BasisLegalObligation, Subjects: []string{CustomerContacts}, Categories: []string{"visits"},
				Retention: Retention{gdpr.Period{Years: 3, Months: 6}, FromYearEnd},
			},
		},
		Categories: []Category{{"visits", same("visits")}, {"choices", same("choices")}},
		Recipients: []Recipient{
			{ID: "counter", Name: same("Counter"), Country: "US", Safeguard: same("Contract.")},
			{ID: "here", Name: same("Here"), Country: "NO"},
		},
		Cookies: []Cookie{
			{Name: "count-*", Purpose: "statistics", Provider: "Counter", Lifetime: gdpr.Period{Years: 2}, Description: same("Counts.")},
			{Name: "choice", Purpose: "necessary", Provider: "Eksempel", Description: same("Remembers.")},
		},
		Rights: gdpr.Rights,
		Roles:  []Role{{"privacy", same("Privacy")}},
		Holdings: []Holding{
			{
				Class: Applications, Purpose: "application", Sources: []string{"direct", "jobs.example.com"}, Readers: []string{"privacy"},
				Fields: []Field{
					{ID: "email", Name: same("Address"), Category: "visits", Most: 254, Required: true, Provided: true},
					{ID: "letter", Name: same("Letter"), Category: "visits", Most: 9000, Lines: true, Provided: true},
				},
				Files: []FileKind{{ID: "cv", Name: same("CV"), Category: "visits", Types: []string{"application/pdf", "image/png"}, Most: 10 * Megabyte, Count: 2}},
			},
			{
				Class: Profiles, Purpose: "letters", Sources: []string{"direct"}, Readers: []string{"privacy"},
				Activities: []string{"sign-in", "renewal"},
				Fields:     []Field{{ID: "email", Name: same("Address"), Category: "visits", Most: 254, Required: true, Provided: true}},
			},
			{
				Class: Agreements, Purpose: "agreement", Readers: []string{"privacy"},
				Fields: []Field{{ID: "title", Name: same("Title"), Category: "visits", Most: 200}},
			},
		},
		Handling: Handling{
			Automatic: []gdpr.Right{gdpr.Access, gdpr.Erasure}, CoolingOff: 48 * time.Hour, Review: []Class{Applications},
			Corrections: ByStaff, LiftingNotice: 72 * time.Hour, Patience: 14 * day, Marketing: []gdpr.PurposeID{"letters"},
		},
		Records: Records{
			VisitorConsent: Retention{gdpr.Period{Months: 12}, FromDecision},
			PersonConsent:  Retention{gdpr.Period{Years: 2}, FromDecision},
			Request:        Retention{gdpr.Period{Years: 3}, FromReceipt},
			Unconfirmed:    Retention{gdpr.Period{Days: 30}, FromReceipt},
			Correspondence: Retention{gdpr.Period{Months: 12}, FromReceipt},
		},
		Wording: Wording{
			Introduction:     same("Here you decide."),
			VisitorConsent:   same("Cookies?"),
			PersonConsent:    same("Letters?"),
			ApplicantConsent: same("By sending, you consent."),
			ContactFirst:     same("Ask us first."),
		},
		Promises: []Promise{{"E1", "Visits are counted only after a yes."}},
	}
}
