package site_test

import (
	"regexp"
	"slices"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

var (
	withdrawals = regexp.MustCompile(`(?s)<form method="post" action="[^"]*/withdrawal".*?</form>`)
	toFill      = regexp.MustCompile(`<(?:input|select|textarea)[^>]*>`)
	hiddenInput = regexp.MustCompile(`^<input type="hidden"[^>]*>$`)
	buttons     = regexp.MustCompile(`<button type="submit"(?: name="purposes" value="([^"]*)")?[^>]*>`)
)

// presses is what the buttons of a page's withdrawals take back: "" stands for the whole.
func presses(t *testing.T, page []byte) (all []string) {
	t.Helper()
	for _, form := range withdrawals.FindAll(page, -1) {
		for _, field := range toFill.FindAll(form, -1) {
			if !hiddenInput.Match(field) {
				t.Errorf("there is more to do than to press: %s", field)
			}
		}
		for _, b := range buttons.FindAllSubmatch(form, -1) {
			all = append(all, string(b[1]))
		}
	}
	return all
}

// Art. 7(3): a yes takes one press at the least, and taking back the whole or any one purpose takes one
// press and nothing to fill in, wherever it can be done. The whole stands first.
func TestM6_EachYesIsTakenBackByOnePress(t *testing.T) {
	v := views()[0]
	yes := given(v, controller.Persons)
	held := fulfillment.Consented{Consent: consent.Consent{ID: id("consent"), State: consent.Standing, Choices: yes, Recorded: received}}
	cookies := site.Choices{Visitor: id("visitor"), Record: id("record"), Made: given(v, controller.Visitors)}
	shown := site.ShownConsent{Record: id("record"), State: consent.Standing, Verdicts: consent.AsMade(yes), Recorded: received}
	own := own(v)
	own.Held.Consents = []fulfillment.Consented{held}
	for name, test := range map[string]struct {
		page  []byte
		given []consent.Choice
	}{
		"the consent's page": {site.ConsentShown(v, shown), yes},
		"the own page":       {site.Own(v, own), yes},
		"a consent on it":    {site.OwnConsent(v, held, site.Affirmation{}), yes},
		"the cookies' page":  {site.Cookies(v, site.CookieForm{Visitor: cookies.Visitor, Standing: cookies}), cookies.Made},
		"after a choice":     {site.CookiesSaved(v, cookies), cookies.Made},
	} {
		want := []string{""}
		for _, c := range test.given {
			want = append(want, string(c.Purpose))
		}
		if got := presses(t, test.page); len(want) < 3 || !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	shown.Verdicts = consent.AsMade([]consent.Choice{yes[0], {Purpose: yes[1].Purpose, Decision: gdpr.Withdrawn}})
	if got := presses(t, site.ConsentShown(v, shown)); !slices.Equal(got, []string{""}) {
		t.Errorf("one yes is left: %q", got)
	}
}
