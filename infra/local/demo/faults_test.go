package demo_test

import (
	"maps"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/infra/local/dynamodb/faulty"
)

// stands fails unless the page works although the record has not gone through: the choice
// counts, scripts with a yes run, other pages load, and nobody is asked again.
func (v *visitor) stands() {
	v.t.Helper()
	v.sees(`document.cookie.includes("_hjid")`)
	v.goes("/nb/jobs").rests()
	v.sees(`document.querySelector("h1").innerText === "Ledige stillinger" && !(` + first + `) && ordholden.choices().usage === true`)
}

// arrivesOnce fails unless the record is stored, once, and nothing is left waiting.
func (v *visitor) arrivesOnce() {
	v.t.Helper()
	v.eventually("the record arrives", func() bool {
		_, _ = chromedp.Run(v, chromedp.Evaluate[bool](`dispatchEvent(new Event("online"))`))
		left, err := chromedp.Run(v, chromedp.Evaluate[int](`localStorage.length`))
		return err == nil && left == 0
	})
	got := v.recorded(1)
	if _, decisions := v.item(got[0]); !maps.Equal(decisions, v.decisions("usage")) {
		v.t.Errorf("stored %v", decisions)
	}
}

func TestABackendThatHangsBlocksNoPageAndHasTheRecordOnce(t *testing.T) {
	release := holdAnswers(t)
	v := met(t, "mojob")
	v.says("usage")
	v.stands()
	release()
	v.goes("/nb/").arrivesOnce()
}

func TestABackendThatFailsBlocksNoPageAndHasTheRecordOnce(t *testing.T) {
	var faults []faulty.Fault
	for n := range 40 {
		faults = append(faults, faulty.Fault{Operation: "PutItem", Nth: n + 1, Kind: faulty.ServerError})
	}
	world.database.Inject(faults...)
	t.Cleanup(world.database.Reset)
	v := met(t, "mojob")
	v.says("usage")
	v.eventually("a record is refused", func() bool {
		for _, s := range v.sendings() {
			if s.Status >= 500 {
				return true
			}
		}
		return false
	})
	v.stands()
	world.database.Reset()
	v.goes("/nb/").arrivesOnce()
}

func TestALostNetworkBlocksNoPageAndTheRecordArrivesLaterOnce(t *testing.T) {
	v := met(t, "mojob")
	v.offline(true)
	v.says("usage")
	v.sees(`ordholden.choices()?.usage === true && localStorage.length === 1`)
	if got := v.sendings(); len(got) > 0 {
		t.Fatalf("offline, but sent %+v", got)
	}
	v.offline(false)
	v.goes("/nb/jobs").arrivesOnce()
	v.stands()
}

// A network that comes back while the page is open is enough.
func TestTheReturnOfTheNetworkSendsWhatWaits(t *testing.T) {
	v := met(t, "mojob")
	v.offline(true)
	v.presses(refuse)
	v.sees(`localStorage.length === 1`)
	v.rests()
	v.offline(false)
	v.sees(`localStorage.length === 0`)
	v.recorded(1)
}

// offline takes the network from the tab, or gives it back; the page is told, as it would be.
func (v *visitor) offline(yes bool) {
	v.t.Helper()
	browser.Call(v.t, v.Tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: yes, DownloadThroughput: -1, UploadThroughput: -1}},
	})
	browser.Call(v.t, v.Tab, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: yes, DownloadThroughput: -1, UploadThroughput: -1,
	})
}
