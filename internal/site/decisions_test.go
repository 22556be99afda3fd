package site_test

import (
	"html"
	"strings"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
	"ordholden/internal/words"
)

// Of each yes it is said whether it has ended: "some" is said where another yes is left, and "all" where none is.
func TestAPageSaysWhetherSomeOrAllHasEnded(t *testing.T) {
	of := func(d gdpr.Decision, s consent.Status) consent.Verdict {
		return consent.Verdict{Choice: consent.Choice{Purpose: "further-storage", Decision: d}, Status: s}
	}
	revoked, expired := of(gdpr.Given, consent.Revoked), of(gdpr.Given, consent.Expired)
	for _, test := range []struct {
		verdicts []consent.Verdict
		want     gdpr.Text
	}{
		{[]consent.Verdict{revoked, expired}, words.EndedAll},
		{[]consent.Verdict{revoked, of(gdpr.Refused, consent.Refused)}, words.EndedAll},
		{[]consent.Verdict{expired, of(gdpr.Withdrawn, consent.Withdrawn)}, words.EndedAll},
		{[]consent.Verdict{revoked, of(gdpr.Given, consent.Given)}, words.EndedSome},
		{[]consent.Verdict{of(gdpr.Given, consent.Overtaken), expired}, words.EndedSome},
	} {
		for _, v := range views() {
			if v.Controller.ID != "mojob" {
				continue
			}
			page := html.UnescapeString(string(site.ConsentShown(v, site.ShownConsent{Record: id("record"), State: consent.Standing, Verdicts: test.verdicts, Recorded: received})))
			for _, said := range []gdpr.Text{words.EndedAll, words.EndedSome} {
				if strings.Contains(page, said.In(v.Language)) != (said == test.want) {
					t.Errorf("%s: %+v: %q", v.Language, test.verdicts, said.In(v.Language))
				}
			}
		}
	}
}
