package declaration

import (
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

func (f *file) declaration() *controller.Declaration {
	return &controller.Declaration{
		ID:                 gdpr.ControllerID(f.ID),
		Version:            f.Version.Version,
		Dated:              f.Dated,
		Edition:            int(f.Edition),
		Name:               f.Name,
		ShortName:          f.ShortName,
		OrganizationNumber: f.OrganizationNumber,
		PostalAddress:      f.PostalAddress,
		Website:            f.Website,
		Mailbox:            f.Mailbox,
		Hosts:              f.Hosts,
		Origins:            f.Origins,
		Authority:          controller.Authority(f.Authority),
		Purposes:           each(f.Purposes, purpose.domain),
		Categories:         each(f.Categories, category.domain),
		Recipients:         each(f.Recipients, recipient.domain),
		Cookies:            each(f.Cookies, cookie.domain),
		Rights:             each(f.Rights, func(s string) gdpr.Right { return gdpr.Right(s) }),
		Roles:              each(f.Roles, role.domain),
		Holdings:           each(f.Holdings, holding.domain),
		Handling:           f.Handling.domain(),
		Records:            f.Records.domain(),
		Wording:            f.Wording.domain(),
		Promises:           each(f.Promises, func(p promise) controller.Promise { return controller.Promise(p) }),
		Assurances:         each(f.Assurances, func(s string) controller.Assurance { return controller.Assurance(s) }),
		AsksAgain:          each(f.AsksAgain, func(s string) gdpr.PurposeID { return gdpr.PurposeID(s) }),
		SameMeaning:        f.SameMeaning,
	}
}

func each[A, B any](list []A, convert func(A) B) []B {
	var converted []B
	for _, item := range list {
		converted = append(converted, convert(item))
	}
	return converted
}

func (t text) domain() gdpr.Text { return gdpr.Text(t) }

func (p purpose) domain() controller.Purpose {
	return controller.Purpose{
		ID:          gdpr.PurposeID(p.ID),
		Name:        p.Name.domain(),
		Description: p.Description.domain(),
		Interest:    p.Interest.domain(),
		Source:      p.Source.domain(),
		Basis:       gdpr.LawfulBasis(p.Basis),
		Asks:        controller.Audience(p.Asks),
		Required:    p.Required,
		Subjects:    p.Subjects,
		Categories:  p.Categories,
		Recipients:  p.Recipients.ids,
		Retention:   p.Retention.domain(),
		Signals:     p.Signals,
	}
}

func (r retention) domain() controller.Retention {
	return controller.Retention{Period: r.Period.Period, From: controller.Event(r.From)}
}

func (c category) domain() controller.Category {
	return controller.Category{ID: c.ID, Name: c.Name.domain()}
}

func (r recipient) domain() controller.Recipient {
	return controller.Recipient{
		ID: r.ID, Name: r.Name.domain(), Country: r.Country, Safeguard: r.Safeguard.domain(),
		Told: controller.Told(r.Told), Mailbox: r.Mailbox,
	}
}

func (c cookie) domain() controller.Cookie {
	return controller.Cookie{
		Name:        c.Name,
		Purpose:     gdpr.PurposeID(c.Purpose),
		Provider:    c.Provider,
		Lifetime:    c.Lifetime.Period,
		Description: c.Description.domain(),
		Holds:       controller.Holds(c.Holds),
	}
}

func (r role) domain() controller.Role {
	return controller.Role{ID: r.ID, Name: r.Name.domain()}
}

func (r records) domain() controller.Records {
	return controller.Records{
		VisitorConsent: r.VisitorConsent.domain(),
		PersonConsent:  r.PersonConsent.domain(),
		Request:        r.Request.domain(),
		Unconfirmed:    r.Unconfirmed.domain(),
		Correspondence: r.Correspondence.domain(),
	}
}

func (w wording) domain() controller.Wording {
	return controller.Wording{
		Introduction:     w.Introduction.domain(),
		VisitorConsent:   w.VisitorConsent.domain(),
		PersonConsent:    w.PersonConsent.domain(),
		ApplicantConsent: w.ApplicantConsent.domain(),
		ContactFirst:     w.ContactFirst.domain(),
		Changes:          w.Changes.domain(),
	}
}
