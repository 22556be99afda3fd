package site_test

import (
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/site"
)

// said is the text of a page, and fails the test where it lacks something, or says what it must not.
func said(t *testing.T, what string, page []byte, want, never string) {
	t.Helper()
	text := textOf(parsed(t, page))
	if !strings.Contains(text, want) || never != "" && strings.Contains(text, never) {
		t.Errorf("%s: %q has to be said, %q must not", what, want, never)
	}
}

func TestWhatIsBegunIsCalledByWhatItIs(t *testing.T) {
	v := views()[0]
	begun := func(w rights.Workflow, asked ...gdpr.Right) []byte {
		c := rights.Case{Request: rights.Request{ID: id("begun"), Rights: asked, Received: received, Workflow: w, Restricted: []string{"profiles"}}}
		return site.Own(v, site.OwnView{Deadline: deadline, Begun: c.ID, Held: fulfillment.Everything{Cases: []rights.Case{c}}})
	}
	said(t, "a restriction, while recipients are told", begun(rights.Telling, gdpr.Restriction), "Nå sier vi fra til dem", "protesten,")
	said(t, "a restriction, done", begun(rights.Answered, gdpr.Restriction), "Det er gjort. Du finner det", "protesten,")
	said(t, "an objection, while it is weighed", begun(rights.Open, gdpr.Objection), "Vi vurderer protesten,", "")
}

// A recipient that is not told yet is not said to be (Art. 19).
func TestARecipientIsSaidToBeToldOnceItIs(t *testing.T) {
	v := views()[0]
	page := site.Own(v, own(v))
	said(t, "due", page, "Bedrift AS: skal få beskjed", "Bedrift AS: har")
	said(t, "done", page, "Butikk AS: har gjort det", "")
}

// What the page says before the button is what fulfillment does: where nothing is held that
// anybody could lose, nothing is announced and nothing cools off.
func TestTheErasePageSaysWhatWillHappen(t *testing.T) {
	v := views()[0]
	declaration := *v.Controller
	v.Controller = &declaration
	declaration.Handling = controller.Handling{Automatic: []gdpr.Right{gdpr.Erasure}, CoolingOff: 48 * time.Hour}
	none := site.OwnView{Deadline: deadline}
	said(t, "something is held", site.Do(v, site.DeedErase, own(v), site.DeedForm{}), "I 48 timer", "med en gang")
	said(t, "nothing is held", site.Do(v, site.DeedErase, none, site.DeedForm{}), "Vi sletter i løpet av et par minutter", "48 timer")
	declaration.Handling.Automatic = nil
	said(t, "staff look first", site.Do(v, site.DeedErase, own(v), site.DeedForm{}), "Et menneske ser på forespørselen først", "med en gang")
}

// A yes that is said anew names the whole text as the page has it, after what changed and the text
// to read; and it is offered only where there is something to say yes to (promise T15).
func TestT15_AYesIsSaidAnewOnTheOwnPageToTheTextThatItNames(t *testing.T) {
	v := views()[0]
	plain := own(v).Held.Consents[0]
	asked := string(plain.Choices[0].Purpose)
	page := string(site.OwnConsent(v, invalidated(v, plain), site.Affirmation{}))
	n, _ := v.Controller.Notice(controller.Everyone, v.Language)
	at := 0
	for _, part := range []string{
		"Gjelder ikke etter versjon", `/renewal"`, `name="choice" value="affirm"`, `name="notice" value="` + string(n.Digest()) + `"`, `/statement">Les hele teksten`,
		"Gjelder ikke etter versjon", `name="decision.` + asked + `" value="given"`, `name="decision.` + asked + `" value="refused"`,
	} {
		next := strings.Index(page[at:], part)
		if next < 0 {
			t.Fatalf("%q is missing, or comes too early", part)
		}
		at += next
	}
	if said := string(site.OwnConsent(v, plain, site.Affirmation{})); strings.Contains(said, "/renewal") {
		t.Error("asked about a consent that counts")
	}
}

// Taking a consent back is said to count at once, before the button (Art. 7(3)).
func TestWithdrawingIsExplainedWhereItCanBeDone(t *testing.T) {
	v := views()[0]
	all := own(v).Held.Consents
	said(t, "standing", site.OwnConsent(v, all[0], site.Affirmation{}), "gjelder det med en gang", "")
	said(t, "ended", site.OwnConsent(v, all[1], site.Affirmation{}), "Samtykket ditt", "gjelder det med en gang")
}
