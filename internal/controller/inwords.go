package controller

import (
	"strconv"
	"strings"

	"ordholden/internal/gdpr"
)

// In says how long something is kept, in the words of an edition: "12 months
// after your visit".
func (r Retention) In(edition int, l gdpr.Language) string {
	e, ok := editionOf(edition)
	if !ok {
		return r.Period.String()
	}
	return e.in(l).retained(r)
}

// LifetimeIn says how long a cookie stays, in the words of an edition: "2
// years", or until the browser is closed.
func (k Cookie) LifetimeIn(edition int, l gdpr.Language) string {
	e, ok := editionOf(edition)
	if !ok {
		return k.Lifetime.String()
	}
	return e.in(l).lifetime(k)
}

func (s *sentences) retained(r Retention) string {
	return strings.ReplaceAll(s.after.of(r.From), "{period}", s.period(r.Period))
}

func (s *sentences) lifetime(k Cookie) string {
	if k.Lifetime.IsZero() {
		return s.session
	}
	return s.period(k.Lifetime)
}

func (s *sentences) period(p gdpr.Period) string {
	var parts []string
	for _, part := range [...]struct {
		n     int
		words [2]string
	}{{p.Years, s.years}, {p.Months, s.month}, {p.Days, s.days}} {
		switch {
		case part.n == 1:
			parts = append(parts, "1 "+part.words[0])
		case part.n > 1:
			parts = append(parts, strconv.Itoa(part.n)+" "+part.words[1])
		}
	}
	return s.join(parts)
}

// join writes a list as people say it: a, b and c.
func (s *sentences) join(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " " + s.and + " " + parts[last]
}

// Consent is the controller's own sentence above what an audience is asked, or
// beside the button that says yes; empty for Everyone.
func (w *Wording) Consent(a Audience) gdpr.Text {
	switch a {
	case Visitors:
		return w.VisitorConsent
	case Persons:
		return w.PersonConsent
	case Applicants:
		return w.ApplicantConsent
	}
	return gdpr.Text{}
}

// BasisIn is the lawful basis as people are told it, in the words of an edition; "" for one
// that is none.
func (p Purpose) BasisIn(edition int, l gdpr.Language) string {
	e, ok := editionOf(edition)
	if !ok || p.Basis.Article() == "" {
		return ""
	}
	return e.in(l).basis.of(p.Basis)
}

// Where is the name of the country where a recipient processes data, and whether that is in
// the European Economic Area; "" for a country that no declaration may name.
func (r Recipient) Where(l gdpr.Language) (name string, within bool) {
	return Country(r.Country, l)
}
