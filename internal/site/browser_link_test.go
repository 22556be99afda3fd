package site_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/site"
)

var token = strings.Repeat("0123456789abcdef", 4)

// fields is what stands in the form of a proof: case, token, whether the row of
// the code is hidden, the address bar, and whether anything is chosen.
const fields = `[document.getElementById("case").value, document.getElementById("token").value,
	document.getElementById("code-row").hidden, location.href.includes("#"),
	document.querySelectorAll(":checked").length].join(" ")`

func TestLinkFromMailFillsTheFormAndSendsNothing(t *testing.T) {
	v, number := views()[0], id("case")
	for _, path := range []string{site.PageConfirm, site.PageConfirmConsent, site.PageRenewConsent, site.PageRestoreConsent, site.PageStatus, site.PageOpenOwn} {
		for _, c := range []struct{ name, fragment, want string }{
			{"with a code", "#case=" + string(number) + "&token=" + token + "&code=1", number.Grouped() + " " + token + " false false 0"},
			{"without a code", "#case=" + string(number) + "&token=" + token, number.Grouped() + " " + token + " true false 0"},
			{"that is cut off", "#case=" + string(number), "  false true 0"},
			{"that is hostile", `#case="><script>alert(1)</script>&token=x`, `"><s-crip-t>al-ert(-1)</-scri-pt> x true false 0`},
		} {
			t.Run(path+" "+c.name, func(t *testing.T) {
				st, p := newStage(t), browser.Open(t)
				p.Do(t, chromedp.Navigate(st.URL+v.Path(path)+c.fragment))
				if got := browser.Eval[string](t, p, fields); got != c.want {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
				if sent := st.posts(); len(sent) != 0 {
					t.Errorf("sent: %q", sent)
				}
				p.CheckQuiet(t, st.URL)
			})
		}
	}
}

func TestLinkOpenedInTheSameTabIsReadToo(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	v := views()[0]
	p.Do(t, chromedp.Navigate(st.URL+v.Path(site.PageStatus)))
	first, second := id("case"), id("another case")
	for _, number := range []string{string(first), string(second)} {
		got := browser.Eval[string](t, p, `new Promise(done => {
			addEventListener("hashchange", () => done(document.getElementById("case").value), {once: true});
			location.hash = "#case=`+number+`&token=`+token+`"})`)
		if strings.ReplaceAll(got, "-", "") != number {
			t.Errorf("the form has %q, the link %q", got, number)
		}
	}
}

func TestWithoutScriptsTheFormSaysWhatToType(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	v := views()[0]
	browser.Call(t, p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.Do(t, chromedp.Navigate(st.URL+v.Path(site.PageConfirm)+"#case="+string(id("case"))+"&token="+token))
	seen := browser.Run(t, p, chromedp.Text(chromedp.CSS("main")))
	for _, want := range []string{"kjører ikke skript", "Saksnummer", "Kode"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestScannerThatSubmitsEveryFormChoosesNothing is threat H3 on our pages: a
// program that opens a link, runs scripts and submits what it finds.
func TestScannerThatSubmitsEveryFormChoosesNothing(t *testing.T) {
	v := views()[0]
	for _, path := range []string{site.PageConfirm, site.PageConfirmConsent, site.PageRenewConsent, site.PageRestoreConsent} {
		st, p := newStage(t), browser.Open(t)
		p.Do(t, chromedp.Navigate(st.URL+v.Path(path)+"#case="+string(id("case"))+"&token="+token))
		if _, err := chromedp.RunResponse(p, chromedp.Click(chromedp.CSS("main button"))); err != nil {
			t.Fatal(err)
		}
		sent := st.posts()
		if len(sent) != 1 || strings.Contains(sent[0], "choice=") {
			t.Errorf("%s sent %q", path, sent)
		}
	}
}
