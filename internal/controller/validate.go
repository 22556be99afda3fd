package controller

import (
	"slices"
	"time"

	"ordholden/internal/gdpr"
)

// Validate reports everything that keeps the declaration from being one that
// the system can keep and people can be told; nothing for a good one.
func (d *Declaration) Validate() []Fault {
	var f faults
	d.checkIdentity(&f)
	d.checkPlaces(&f)
	d.checkAuthority(&f)
	d.checkPurposes(&f)
	d.checkSubjects(&f)
	d.checkAsksAgain(&f)
	d.checkCategories(&f)
	d.checkRecipients(&f)
	d.checkCookies(&f)
	d.checkRights(&f)
	d.checkRoles(&f)
	d.checkHoldings(&f)
	d.checkHandling(&f)
	d.checkRecords(&f)
	d.checkWording(&f)
	d.checkPromises(&f)
	d.checkEdition(&f)
	d.checkContradictions(&f)
	d.checkNames(&f)
	if len(f) == 0 { // what is at fault already cannot be told anyway
		d.checkConcerned(&f)
		f = append(f, Missing(d)...)
	}
	return f
}

func (d *Declaration) checkIdentity(f *faults) {
	checkID(f, "id", string(d.ID))
	if d.Version.Major < 1 {
		f.add("version", "versions begin at 1.0")
	}
	if _, err := time.Parse(time.DateOnly, d.Dated); err != nil {
		f.add("dated", "%q is no date: write it as 2026-11-21", d.Dated)
	}
	if _, ok := editionOf(d.Edition); !ok {
		f.add("edition", "there is no edition %d of the connecting sentences: the newest is %d", d.Edition, len(editions))
	}
	checkLine(f, "name", d.Name)
	checkLine(f, "short-name", d.ShortName)
	if d.OrganizationNumber != "" && !isOrganizationNumber(d.OrganizationNumber) {
		f.add("organization-number", "%q is no Norwegian organization number: nine digits, the last a check digit", d.OrganizationNumber)
	}
	if d.PostalAddress != "" {
		checkLine(f, "postal-address", d.PostalAddress)
	}
}

func (d *Declaration) checkPlaces(f *faults) {
	if !isMailbox(d.Mailbox) {
		f.add("mailbox", "%q is no mail address in lower case, like post@example.no", d.Mailbox)
	}
	checkWebsite(f, "website", d.Website)
	if len(d.Hosts) == 0 {
		f.add("hosts", "name at least one host under which the pages are served")
	}
	seen := once{}
	for i, host := range d.Hosts {
		seen.check(f, at("hosts", i), host)
		if !isHost(host) {
			f.add(at("hosts", i), "%q is no host name in lower case, like personvern.example.no", host)
		}
	}
	if len(d.Origins) == 0 {
		f.add("origins", "name at least one site whose pages may call the public API")
	}
	seen = once{}
	for i, origin := range d.Origins {
		seen.check(f, at("origins", i), origin)
		if !isOrigin(origin) {
			f.add(at("origins", i), "%q is no origin: write https:// and a host name, without a path or a slash at the end", origin)
		}
	}
}

// checkAuthority: a person must always be told where to complain (Art. 13(2)(d)).
func (d *Declaration) checkAuthority(f *faults) {
	checkLine(f, "authority.name", d.Authority.Name)
	checkLine(f, "authority.address", d.Authority.Address)
	checkWebsite(f, "authority.website", d.Authority.Website)
}

// checkRights: the law gives all of them, so a declaration names all of them.
func (d *Declaration) checkRights(f *faults) {
	seen := once{}
	for i, right := range d.Rights {
		path := at("rights", i)
		seen.check(f, path, string(right))
		if right.Article() == "" {
			f.add(path, "%q is no right: write one of %s", right, oneOf(gdpr.Rights))
		}
	}
	for _, right := range gdpr.Rights {
		if !slices.Contains(d.Rights, right) {
			f.add("rights", "%s (Art. %s) is missing: the law gives it to everyone", right, right.Article())
		}
	}
}

func (d *Declaration) checkRoles(f *faults) {
	seen := once{}
	for i, role := range d.Roles {
		path := at("roles", i)
		seen.check(f, path+".id", role.ID)
		if !slices.Contains(RoleIDs[:], role.ID) {
			f.add(path+".id", "%q is no role: write one of %s", role.ID, oneOf(RoleIDs[:]))
		}
		checkText(f, path+".name", role.Name)
	}
	if _, ok := seen[RoleIDs[0]]; !ok {
		f.add("roles", "nobody answers for privacy: add the role %q", RoleIDs[0])
	}
}

func (d *Declaration) checkRecords(f *faults) {
	for _, r := range []struct {
		path      string
		retention Retention
		from      Event
	}{
		{"records.visitor-consent", d.Records.VisitorConsent, FromDecision},
		{"records.person-consent", d.Records.PersonConsent, FromDecision},
		{"records.request", d.Records.Request, FromReceipt},
		{"records.unconfirmed", d.Records.Unconfirmed, FromReceipt},
		{"records.correspondence", d.Records.Correspondence, FromReceipt},
	} {
		checkPeriod(f, r.path+".period", r.retention.Period)
		if r.retention.From != r.from {
			f.add(r.path+".from", "%q does not fit: this is counted from %s", r.retention.From, r.from)
		}
	}
}

func (d *Declaration) checkWording(f *faults) {
	checkText(f, "wording.introduction", d.Wording.Introduction)
	for _, w := range []struct {
		path     string
		audience Audience
	}{
		{"wording.visitor-consent", Visitors},
		{"wording.person-consent", Persons},
		{"wording.applicant-consent", Applicants},
	} {
		text := d.Wording.Consent(w.audience)
		switch asked := len(d.Asked(w.audience)) > 0; {
		case asked:
			checkText(f, w.path, text)
		case text != gdpr.Text{}:
			f.add(w.path, "no purpose asks %s: leave the sentence out, or declare the purpose", w.audience)
		}
	}
	checkOptionalText(f, "wording.contact-first", d.Wording.ContactFirst)
}

func (d *Declaration) checkPromises(f *faults) {
	if len(d.Promises) == 0 {
		f.add("promises", "list what the published statement promises")
	}
	seen := once{}
	for i, p := range d.Promises {
		path := at("promises", i)
		seen.check(f, path+".id", p.ID)
		if !isPromiseID(p.ID) {
			f.add(path+".id", "%q is no row of a statement: write a capital letter and a number, like M1", p.ID)
		}
		checkLine(f, path+".text", p.Text)
	}
}
