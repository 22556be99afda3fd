package evidence_test

import (
	"net/http"
	"net/url"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// A form as a browser sends it from a page of ours, and what our pages say of a yes that has ended.
const (
	formed  = "application/x-www-form-urlencoded"
	endedBy = "version 2.0"
)

var asForm = []string{"Origin", "null", "Sec-Fetch-Site", "same-origin"}

// people are those who answered before the new versions came.
type people struct {
	email, yes, byMail string                       // who said yes to everything at mojob
	other              string                       // who said no to what is changed
	applicant          string                       // whose application at tretoen is a consent
	late               string                       // whose yes to everything waits for its confirmation by mail
	visited            map[gdpr.ControllerID]string // by the banner
	cookie             string                       // that keeps a choice which was made on a page of ours
}

// before is the answers to the declarations of the tree.
func before(d desk, visitors []visitor) (p people) {
	p = people{email: address(), visited: map[gdpr.ControllerID]string{}}
	p.yes, p.byMail = d.consents(p.email, everything("mojob", controller.Persons, "given"))
	some := everything("mojob", controller.Persons, "given")
	some["further-storage"] = "refused"
	p.other, _ = d.consents(address(), some)
	applies := address()
	p.applicant = decode[struct{ Consent string }](d.t, d.posts(http.StatusCreated, "/v1/tretoen/applications", fields{
		"email": applies, "language": "nb", "notice": d.shows("tretoen", controller.Applicants, gdpr.Bokmal), "files": []fields{},
		"fields": fields{"name": "Ola Nordmann", "email": applies, "letter": "Jeg søker jobb."},
	}).body).Consent
	p.late = address()
	d.posts(http.StatusAccepted, "/v1/mojob/consents", fields{
		"email": p.late, "language": "en", "notice": d.shows("mojob", controller.Persons, gdpr.English), "decisions": everything("mojob", controller.Persons, "given"),
	})
	d.mailTo(p.late, "consent-confirm")
	for _, v := range visitors {
		v.comes()
		v.sees(asked)
		v.accepts()
		p.visited[v.site] = d.records(v.site, 1)[0]
		v.comes()
		v.sees(`!(` + asked + `)`)
		d.counts(string(v.site), p.visited[v.site]).is(d.t, "1.1", nil)
	}
	d.counts("mojob", p.yes).is(d.t, "1.1", nil)
	form := url.Values{"visitor": {string(gdpr.NewID())}, "language": {"en"}, "all": {"given"}, "notice": {d.shows("mojob", controller.Visitors, gdpr.English)}}
	set := d.sent("POST", "/v1/mojob/consents", formed, form.Encode(), http.StatusSeeOther, asForm...).header.Get("Set-Cookie")
	p.cookie, _, _ = strings.Cut(set, ";")
	if said := d.gets("/mojob/en/cookies", "Cookie", p.cookie); strings.Contains(said, endedBy) {
		d.t.Error("our own page says that a choice of this version counts no more")
	}
	return p
}
