package stack_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/gdpr"
)

// The whole way as a person goes it: from the front page to the case that is
// open, in a real browser, with the link and the code from the mail.
func TestPersonGoesFromTheFrontPageToTheOpenCase(t *testing.T) {
	for _, script := range []bool{true, false} {
		name := map[bool]string{true: "with JavaScript", false: "without JavaScript"}[script]
		t.Run(name, func(t *testing.T) {
			to, p := address(), browser.Open(t)
			if !script {
				browser.Call(t, p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			}
			visit(t, p, world.URL+"/mojob/nb/")
			click(t, p, `.tasks a[href="/mojob/nb/request"]`)
			click(t, p, `input[value="access"]`)
			click(t, p, `input[value="erasure"]`)
			fill(t, p, `input[name="email"]`, to)
			fill(t, p, `textarea`, "Hei!\nJeg vil se alt.")
			click(t, p, `main form button`)
			see(t, p, `location.pathname == "/mojob/nb/sent"`)
			mail := mailTo(t, to, "request-confirm")
			proof := proofIn(t, mail)
			visit(t, p, linkIn(t, mail.Text))
			if script {
				see(t, p, `document.querySelector("#token")?.value == "`+proof.token+`"`)
			} else {
				fill(t, p, `input[name="case"]`, gdpr.ID(proof.id).Grouped())
			}
			fill(t, p, `input[name="code"]`, strings.ToUpper(proof.code))
			click(t, p, `input[value="confirm"]`)
			click(t, p, `main form button`)
			see(t, p, `document.querySelector(".timeline") && document.body.innerText.includes("`+gdpr.ID(proof.id).Grouped()+`")`)
			follow := mailTo(t, to, "request-open")
			if script {
				visit(t, p, linkIn(t, follow.Text))
				see(t, p, `document.querySelector("#token")?.value`)
				click(t, p, `main form button`)
				see(t, p, `location.pathname == "/v1/mojob/requests/status" && document.querySelector(".timeline")`)
			}
			p.CheckQuiet(t, world.URL)
		})
	}
}

func TestVisitorChoosesSeesAndWithdrawsInTheBrowser(t *testing.T) {
	p := browser.Open(t)
	visit(t, p, world.URL+"/tretoen/en/cookies")
	see(t, p, `document.querySelector("button[value=given]")`)
	if held := browser.Eval[string](t, p, `document.cookie + localStorage.length + sessionStorage.length`); held != "00" {
		t.Errorf("before a choice the browser holds %q", held)
	}
	click(t, p, `button[value="given"]`)
	see(t, p, `location.pathname == "/tretoen/en/cookies/saved" && document.querySelector("dd.given")`)
	click(t, p, `.withdrawal button`)
	see(t, p, `document.querySelector("dd.withdrawn")`)
	p.CheckQuiet(t, world.URL)
}

func TestFormWithFaultsComesBackWithWhatWasTyped(t *testing.T) {
	p := browser.Open(t)
	visit(t, p, world.URL+"/tretoen/nn/request")
	fill(t, p, `input[name="email"]`, "kari@")
	fill(t, p, `input[name="name"]`, `<b>Kari</b>`)
	click(t, p, `main form button`)
	see(t, p, `document.activeElement?.id == "summary"`)
	see(t, p, `document.querySelector("[name=name]").value == "<b>Kari</b>"`)
	see(t, p, `document.title.startsWith("Feil:") && document.querySelector("[name=email]").getAttribute("aria-invalid") == "true"`)
}

func visit(t *testing.T, p *browser.Tab, url string) {
	t.Helper()
	p.Do(t, chromedp.Navigate(url))
}

// see waits until an expression is true in the page. A page that is just being
// left answers with an error, and is asked again.
func see(t *testing.T, p *browser.Tab, expression string) {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			at, _ := chromedp.Run(p, chromedp.Evaluate[string](`location + "\n" + document.body.innerText`))
			t.Logf("the tab is at %s", at)
		}
	})
	eventually(t, "in the browser: "+expression, func() bool {
		seen, err := chromedp.Run(p, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		return err == nil && seen
	})
}

// click clicks an element once it is there and can be seen.
func click(t *testing.T, p *browser.Tab, selector string) {
	t.Helper()
	see(t, p, `(e => e?.checkVisibility() && (e.click(), true))(document.querySelector(`+strconv.Quote(selector)+`))`)
}

// fill types a value into a field once it is there and can be seen.
func fill(t *testing.T, p *browser.Tab, selector, value string) {
	t.Helper()
	see(t, p, `(e => e?.checkVisibility() && (e.value = `+strconv.Quote(value)+`, true))(document.querySelector(`+strconv.Quote(selector)+`))`)
}

// linkIn is the link of a mail, as its reader clicks it.
func linkIn(t *testing.T, text string) string {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if u, err := url.Parse(strings.TrimSpace(line)); err == nil && u.Fragment != "" {
			return u.String()
		}
	}
	t.Fatalf("no link in\n%s", text)
	return ""
}
