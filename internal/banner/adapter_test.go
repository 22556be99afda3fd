package banner_test

import (
	"strings"
	"testing"

	"ordholden/infra/local/browser"
	"ordholden/internal/banner"
)

func TestTheAdapterRecordsWhatAnotherBannerWasTold(t *testing.T) {
	if lines := strings.Count(banner.Adapter, "\n"); lines > 30 {
		t.Errorf("the adapter has %d lines", lines)
	}
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	// As the site would: the adapter's code, and what its own banner was told.
	browser.Eval[bool](t, p, banner.Adapter+`; window.sent = ordholdenRecorder("`+st.ours.URL+`", "mojob", "nb"); true`)
	for range 2 {
		browser.Eval[bool](t, p, `sent({statistics: true, usage: false, "support-chat": false, personalization: false}).then(() => true)`)
	}
	got := st.awaits(2)
	if got[0].Visitor != got[1].Visitor {
		t.Errorf("visitors %s and %s", got[0].Visitor, got[1].Visitor)
	}
	if got[0].Interface != "" {
		t.Errorf("says that our banner was shown: %s", got[0].Interface)
	}
	s, _ := script(t, "mojob")
	got[0].Interface = string(s.Shown[0].Interface)
	checkRecord(t, got[0], "nb", "banner", with(allRefused, "statistics"))
}

const keeps = `; window.sent = () => recorder({statistics: true, usage: false, "support-chat": false, personalization: false}).then(() => "sent", (e) => String(e).slice(0, 25)); `

// A site keeps its own banner, and not its own proofs: what could not be recorded is sent by the next page, and told.
func TestTheAdapterSendsWhatTheNetworkLost(t *testing.T) {
	st := newStage(t, "mojob")
	p := st.tab()
	load := func() {
		st.load(p)
		browser.Eval[bool](t, p, banner.Adapter+`; window.recorder = ordholdenRecorder("`+st.ours.URL+`", "mojob", "en-GB")`+keeps+`true`)
	}
	load()
	st.rests(p)
	if n := browser.Eval[int](t, p, "localStorage.length"); n != 0 {
		t.Errorf("%d things are stored before a choice", n)
	}
	st.set(func(st *stage) { st.status = 503 })
	if got := browser.Eval[string](t, p, "sent()"); got != "Error: not recorded: 503 " {
		t.Errorf("the site is told %q", got)
	}
	st.set(func(st *stage) { st.status = 201 })
	load()
	if got := st.awaits(1)[0]; got.Language != "en" || got.Decisions["statistics"] != "given" {
		t.Errorf("recorded %+v", got)
	}
	browser.Becomes(t, p, `"ordholden-waits" in localStorage`, false)
}
