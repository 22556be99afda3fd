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
		if !browser.Eval[bool](t, p, `sent({statistics: true, usage: false, "support-chat": false, personalization: false})`) {
			t.Error("nothing was sent")
		}
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
