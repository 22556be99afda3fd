package stack_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/gdpr"
)

// optional is the purpose that is a wish on top (promise M5).
const optional = "other-information"

// answered is what stands in a person's consent, as the mail to them leads to it.
func answered(t *testing.T, id string) (state string, decisions map[string]string) {
	t.Helper()
	var out struct {
		State     string            `json:"state"`
		Decisions map[string]string `json:"decisions"`
	}
	shown := do(t, "GET", "/v1/mojob/consents/"+id, "", "").want(t, http.StatusOK)
	if err := json.Unmarshal([]byte(shown.body), &out); err != nil {
		t.Fatal(err)
	}
	return out.State, out.Decisions
}

// ticked is how many answers of the form stand chosen.
const ticked = `document.querySelectorAll("main form :checked").length`

// unticked opens the form and fails if anything in it is chosen beforehand.
func unticked(t *testing.T, p *browser.Tab) {
	t.Helper()
	visit(t, p, world.URL+"/mojob/nb/consent")
	see(t, p, `document.querySelectorAll('[name="decision.`+optional+`"]').length == 2`)
	if n := browser.Eval[int](t, p, ticked); n != 0 {
		t.Errorf("%d answers are chosen before anybody has answered", n)
	}
}

// answers sends the form with a yes to being kept, and this answer to the optional purpose.
// It returns what the page after it says, and the proof that the mail brings.
func answers(t *testing.T, p *browser.Tab, said gdpr.Decision) (page string, mailed proof) {
	t.Helper()
	to := address()
	unticked(t, p)
	fill(t, p, `input[name="email"]`, to)
	click(t, p, `[name="decision.further-storage"][value="given"]`)
	click(t, p, `[name="decision.`+optional+`"][value="`+string(said)+`"]`)
	click(t, p, `main form button:not([name])`)
	see(t, p, `location.pathname == "/mojob/nb/sent-consent"`)
	page = browser.Eval[string](t, p, `document.title + "\n" + document.querySelector("main").innerText`)
	mail := mailTo(t, to, "consent-confirm")
	visit(t, p, linkIn(t, mail.Text))
	return page, proofIn(t, mail)
}

// confirms presses yes on the page that the mail leads to: the link is proof enough of a consent.
func confirms(t *testing.T, p *browser.Tab, mailed proof) {
	t.Helper()
	see(t, p, `document.querySelector("#token")?.value == "`+mailed.token+`"`)
	click(t, p, `input[value="confirm"]`)
	if _, err := chromedp.RunResponse(p, chromedp.Click(`main form button`)); err != nil {
		t.Fatal(err)
	}
	see(t, p, `document.querySelector("dl.made")`)
}

func TestM5_OtherInformationIsUntickedAndGivenOnlyByAYesThatIsConfirmed(t *testing.T) {
	p := browser.Open(t)
	after := map[gdpr.Decision]string{}
	for _, said := range []gdpr.Decision{gdpr.Refused, gdpr.Given} {
		page, mailed := answers(t, p, said)
		after[said] = page
		if state, _ := answered(t, mailed.id); state != "pending" {
			t.Errorf("%s: before it is confirmed it is %s", said, state)
		}
		confirms(t, p, mailed)
		state, decisions := answered(t, mailed.id)
		if state != "standing" || decisions[optional] != string(said) || decisions["further-storage"] != "given" {
			t.Errorf("%s: confirmed, it is %s, %v", said, state, decisions)
		}
	}
	// A no costs nothing: whoever says it gets to the same page, with the same words.
	if after[gdpr.Refused] != after[gdpr.Given] {
		t.Errorf("after a no:\n%s\nafter a yes:\n%s", after[gdpr.Refused], after[gdpr.Given])
	}
	p.CheckQuiet(t, world.URL)
}

// Silence is no yes (Recital 32): the form comes back with the question, and nothing has been sent.
func TestM5_OtherInformationThatIsPassedOverIsAskedForAgainAndNothingIsMailed(t *testing.T) {
	p, to := browser.Open(t), address()
	unticked(t, p)
	fill(t, p, `input[name="email"]`, to)
	click(t, p, `[name="decision.further-storage"][value="given"]`)
	click(t, p, `main form button:not([name])`)
	see(t, p, `document.querySelector('#summary a[href="#decision-`+optional+`-row"]')`)
	if n := browser.Eval[int](t, p, ticked); n != 1 {
		t.Errorf("%d answers are chosen where one was given", n)
	}
	click(t, p, `[name="decision.`+optional+`"][value="refused"]`)
	click(t, p, `main form button:not([name])`)
	see(t, p, `location.pathname == "/mojob/nb/sent-consent"`)
	mailed := proofIn(t, mailTo(t, to, "consent-confirm"))
	if _, decisions := answered(t, mailed.id); decisions[optional] != "refused" {
		t.Errorf("what was sent says %v", decisions)
	}
	if mails := mailsTo(to); len(mails) != 1 {
		t.Errorf("%d mails, want the one that followed the whole answer", len(mails))
	}
}
