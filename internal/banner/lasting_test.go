package banner_test

import (
	"testing"

	"ordholden/infra/local/browser"
)

// Art. 7(3): taking a yes back is as easy as giving it, also where the page has no link of its own.
func TestOneClickTakesAYesBackWhereThePageHasNoLinkOfItsOwn(t *testing.T) {
	const back = `#ordholden-lasting [data-ordholden=refuse]`
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	st.load(p)
	st.press(p, refuse)
	browser.Becomes(t, p, `document.querySelector("`+back+`").checkVisibility()`, false) // nothing to take back
	st.press(p, "#ordholden-lasting [data-ordholden=open]")
	st.press(p, `.pm [data-role="all"]`)
	st.awaits(2)
	st.press(p, back)
	checkCookies(t, p, kept...)
	checkRecord(t, st.awaits(3)[2], "nb", "banner", allRefused)
}
