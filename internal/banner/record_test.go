package banner_test

import (
	"fmt"
	"testing"

	"ordholden/infra/local/browser"
)

// What a device's clock says is left out, rather than the proof (Art. 7(1)).
func TestAChoiceOnADeviceWhoseClockIsWrongIsRecordedWithoutItsTime(t *testing.T) {
	st := newStage(t, "mojob")
	st.clock = true
	p := st.tab()
	st.load(p)
	st.press(p, accept)
	if got := st.awaits(1)[0]; got.Decided != "" || got.Decisions["usage"] != "given" {
		t.Errorf("recorded %+v", got)
	}
	browser.Becomes(t, p, "localStorage.length", 0)
}

// listening keeps what a page's own script hears of the banner.
const listening = `window.heard = []; ordholden.onChange((choices, refusal) => heard.push([choices && choices.usage, refusal && refusal.status].join()));
	window.warned = []; console.warn = (...said) => warned.push(said.join(" ")); true`

func TestARefusedRecordIsToldAndGivenUpInTheEnd(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		unread bool
		told   string
	}{"to a site that may read why": {403, false, "true,403"}, "to a site that is not declared": {403, true, "true,0"}} {
		t.Run(name, func(t *testing.T) {
			st := newStage(t, "mojob")
			st.status, st.unread = c.status, c.unread
			p := st.tab()
			st.load(p)
			browser.Eval[bool](t, p, listening)
			st.press(p, accept)
			browser.Becomes(t, p, fmt.Sprintf(`heard.includes(%q) && warned.some(w => w.startsWith("ordholden: the choice was not recorded"))`, c.told), true)
			for range 20 { // pages
				browser.Becomes(t, p, `JSON.parse(localStorage.cookie_control_consent || "[]").length <= 1`, true)
				if browser.Eval[int](t, p, "localStorage.length") == 0 {
					break
				}
				tries := fmt.Sprint(`(JSON.parse(localStorage.cookie_control_consent || "[{}]")[0].tries || 99) > `,
					browser.Eval[int](t, p, `JSON.parse(localStorage.cookie_control_consent)[0].tries || 1`))
				st.load(p)
				browser.Becomes(t, p, tries, true)
			}
			browser.Becomes(t, p, "localStorage.length", 0)
			asked := 0
			st.set(func(st *stage) { asked = st.asked })
			st.load(p)
			st.rests(p)
			st.set(func(st *stage) {
				if st.asked != asked || asked > 30 {
					t.Errorf("asked %d times, and %d after it was given up", asked, st.asked-asked)
				}
			})
		})
	}
}

func TestARefusedRecordNeverBlocksTheNext(t *testing.T) {
	st := newStage(t, "mojob")
	st.status = 500
	p := st.tab()
	st.load(p)
	st.press(p, accept)
	browser.Becomes(t, p, `JSON.parse(localStorage.cookie_control_consent).length`, 1)
	first := browser.Eval[string](t, p, `JSON.parse(localStorage.cookie_control_consent)[0].idempotency_key`)
	st.set(func(st *stage) { st.status, st.refuses = 201, first })
	st.press(p, "[data-ordholden=open]")
	st.press(p, `.pm [data-role="necessary"]`)
	if got := st.awaits(1)[0]; fmt.Sprint(got.Decisions) != fmt.Sprint(allRefused) {
		t.Errorf("recorded %+v", got)
	}
	browser.Becomes(t, p, "localStorage.length", 0)
}

// The name is mojob's own from before, and an older plugin's: what lies there is not ours.
func TestWhatAnotherPluginStoredUnderTheNameDoesNotStopAChoice(t *testing.T) {
	for _, old := range []string{"true", "null", `"yes"`, `{"a":1}`, `["statistics"]`, `[null]`, "no JSON"} {
		t.Run(old, func(t *testing.T) {
			st := newStage(t, "mojob")
			st.body = blocked
			p := st.tab()
			st.load(p)
			browser.Eval[string](t, p, fmt.Sprintf(`localStorage.cookie_control_consent = %q`, old))
			st.load(p)
			st.press(p, accept)
			st.awaits(1)
			browser.Becomes(t, p, `(window.seen || []).length`, 3)
			browser.Becomes(t, p, "localStorage.length", 0)
		})
	}
}

func TestALostNetworkNeverAsksAgainAndTheRecordsArriveInOrder(t *testing.T) {
	for name, status := range map[string]int{"hangs up": 0, "fails": 500, "is busy": 429} {
		t.Run(name, func(t *testing.T) {
			st := newStage(t, "mojob")
			st.status = status
			p := st.tab()
			st.load(p)
			st.press(p, accept)
			st.press(p, "[data-ordholden=open]")
			st.press(p, `.pm [data-role="necessary"]`)
			st.load(p)
			if browser.Eval[bool](t, p, shown) || len(cookies(t, p)) != 2 {
				t.Error("asks again")
			}
			st.set(func(st *stage) { st.status = 201 })
			st.load(p)
			got := st.awaits(2)
			if got[0].Decisions["usage"] != "given" || got[1].Decisions["usage"] != "refused" {
				t.Errorf("in this order: %+v", got)
			}
			browser.Becomes(t, p, "localStorage.length", 0)
		})
	}
}
