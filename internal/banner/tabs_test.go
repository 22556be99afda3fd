package banner_test

import (
	"fmt"
	"strings"
	"testing"

	"ordholden/infra/local/browser"
)

// second is another tab of the same browser, on the same page.
func (st *stage) second(p *browser.Tab) *browser.Tab {
	st.t.Helper()
	other := p.Beside(st.t)
	st.load(other)
	return other
}

// Whoever has answered in one tab is not asked in another, and is one visitor: else a yes of
// the one could never be taken back by the other.
func TestWhoAnsweredInOneTabIsTheSameVisitorInAnother(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	one := st.tab()
	st.load(one)
	other := st.second(one)
	browser.Becomes(t, other, shown, true)
	st.press(one, accept)
	browser.Becomes(t, other, "!("+shown+") && ordholden.choices().usage", true)
	browser.Becomes(t, other, `(window.seen || []).length`, 3)
	st.press(other, "#ordholden-lasting [data-ordholden=refuse]")
	got := st.awaits(2)
	if got[0].Visitor != got[1].Visitor || got[0].Decisions["usage"] != "given" || got[1].Decisions["usage"] != "refused" {
		t.Errorf("recorded %+v", got)
	}
	browser.Becomes(t, one, `!!window.ordholden && !ordholden.choices()?.usage && !(window.seen || []).length`, true) // loaded again, without them
}

// A choice costs us one call and one write.
func TestAChoiceIsSentOnce(t *testing.T) {
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	st.press(p, accept)
	st.awaits(1)
	browser.Becomes(t, p, "localStorage.length", 0)
	st.load(p)
	st.rests(p)
	st.set(func(st *stage) {
		if len(st.records) != 1 || st.asked != 1 {
			t.Errorf("sent %d times", st.asked)
		}
	})
}

// A browser whose fetch ends with the page, and a server that is slow: the beacon goes through all the same.
func TestAChoiceWhoseAnswerIsAwaitedSurvivesLeavingThePage(t *testing.T) {
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	browser.Eval[bool](t, p, `const ask = fetch; window.fetch = (url, how) => ask(url, {...how, keepalive: false, signal: AbortSignal.timeout(1)}).catch(() => new Promise(() => {}));
		const send = navigator.sendBeacon.bind(navigator); navigator.sendBeacon = (...sent) => { sessionStorage.beacon = sent[1]; return send(...sent); }; true`)
	hangs := make(chan struct{})
	st.set(func(st *stage) { st.hangs = hangs })
	st.press(p, accept)
	browser.Becomes(t, p, "localStorage.length", 1)
	waiting := browser.Eval[string](t, p, `JSON.parse(localStorage.cookie_control_consent)[0].idempotency_key`)
	st.set(func(st *stage) { st.hangs = nil })
	st.turn(p, st.company.URL+"/frame")
	close(hangs)
	if sent := browser.Eval[string](t, p, "sessionStorage.beacon"); !strings.Contains(sent, fmt.Sprintf("%q", waiting)) {
		t.Errorf("the beacon holds %s, not %s", sent, waiting)
	}
	if got := st.awaits(1)[0]; got.Key != waiting || got.Decisions["usage"] != "given" {
		t.Errorf("recorded %+v", got)
	}
}
