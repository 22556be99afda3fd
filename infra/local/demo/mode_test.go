package demo_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
	"pgregory.net/rapid"

	"ordholden/infra/local/browser"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// said is a call that a page made of gtag, and on which page it did.
type said struct {
	Page   string // a page is known by when it began
	Shape  string // what was pushed: Google's tags read an arguments object, and pass over an array
	Call   []json.RawMessage
	Record map[string]string // the signals of a call about consent
	Choice []string          // what had a yes when the call was made
}

// ledger is what pages say to Google's tags, over all pages of a visitor.
type ledger struct {
	mu  sync.Mutex
	all []said
}

// spy tells of each push to the data layer, from before the page's own first script.
const spy = `{
	const kept = [];
	const tell = (call) => { __told(JSON.stringify({Page: String(performance.timeOrigin), Shape: Object.prototype.toString.call(call),
		Call: Array.from(call), Choice: Object.entries(window.ordholden?.choices?.() || {}).filter(([, yes]) => yes).map(([id]) => id).sort()})); };
	Object.defineProperty(kept, "push", {value: (...calls) => { calls.forEach(tell); return Array.prototype.push.apply(kept, calls); }});
	window.dataLayer = kept;
}`

func (v *visitor) listens() *ledger {
	v.t.Helper()
	l := &ledger{}
	if err := chromedp.Listen(v, func(event any) {
		if e, ok := event.(*runtime.EventBindingCalled); ok {
			l.add(e.Payload)
		}
	}); err != nil {
		v.t.Fatal(err)
	}
	browser.Call(v.t, v.Tab, runtime.AddBinding, runtime.AddBindingParams{Name: "__told"})
	browser.Call(v.t, v.Tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: spy})
	return l
}

func (l *ledger) add(payload string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var s said
	if err := json.Unmarshal([]byte(payload), &s); err == nil && len(s.Call) == 3 {
		_ = json.Unmarshal(s.Call[2], &s.Record) // a call about something else has another shape
	}
	l.all = append(l.all, s)
}

func (l *ledger) word(s said, i int) (w string) {
	if i < len(s.Call) {
		_ = json.Unmarshal(s.Call[i], &w) // what is no word is none that is looked for
	}
	return w
}

// pages is what was said, page by page.
func (l *ledger) pages() (all [][]said) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, s := range l.all {
		if i == 0 || l.all[i-1].Page != s.Page {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], s)
	}
	return all
}

// step is something that a visitor does.
type step struct {
	What string
	Yes  []gdpr.PurposeID
}

func steps(d *controller.Declaration) *rapid.Generator[[]step] {
	var asked []gdpr.PurposeID
	for _, p := range d.Asked(controller.Visitors) {
		asked = append(asked, p.ID)
	}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
		s := step{What: rapid.SampledFrom([]string{"load", "accept", "refuse", "choose"}).Draw(t, "what")}
		for _, p := range asked {
			if s.What == "choose" && rapid.Bool().Draw(t, string(p)) {
				s.Yes = append(s.Yes, p)
			}
		}
		return s
	}), 1, 6)
}

// does carries out a step in whichever layer is there, and waits for what it leads to.
func (v *visitor) does(s step, yes []gdpr.PurposeID) []gdpr.PurposeID {
	v.t.Helper()
	switch s.What {
	case "load":
		v.goes("/nb/").rests()
		return yes
	case "accept":
		v.presses(lasting, allIn)
		yes = v.asked()
	case "refuse":
		v.presses(lasting, noneIn)
		yes = nil
	case "choose":
		v.presses(lasting)
		v.sees(choices)
		for _, p := range v.asked() {
			if slices.Contains(s.Yes, p) != slices.Contains(yes, p) {
				v.presses(toggle(p))
			}
		}
		v.presses(saved)
		yes = s.Yes
	}
	v.settles(yes)
	return yes
}

// settles waits until a choice is what counts, on a page that has come to rest.
func (v *visitor) settles(yes []gdpr.PurposeID) {
	v.t.Helper()
	want := map[gdpr.PurposeID]bool{}
	for _, p := range v.asked() {
		want[p] = slices.Contains(yes, p)
	}
	b, err := json.Marshal(want)
	if err != nil {
		v.t.Fatal(err)
	}
	v.rests()
	v.sees(`(made => made && Object.entries(` + string(b) + `).every(([id, yes]) => made[id] === yes))(ordholden.choices())`)
	v.rests()
}

// granted is the value that each signal must have where these purposes have a yes.
func granted(d *controller.Declaration, yes []string) map[string]string {
	values := map[string]string{"ad_storage": "denied", "ad_user_data": "denied", "ad_personalization": "denied",
		"analytics_storage": "denied", "functionality_storage": "denied", "personalization_storage": "denied"}
	for _, id := range yes {
		p, _ := d.Purpose(gdpr.PurposeID(id))
		for _, s := range p.Signals {
			values[s] = "granted"
		}
	}
	return values
}

// lawful is what is wrong with what one page has said: one default, before any tag and with a no
// to everything, then only updates, each as the choice then was.
func (l *ledger) lawful(d *controller.Declaration, page []said) error {
	defaults := 0
	for i, s := range page {
		if s.Shape != "[object Arguments]" {
			return fmt.Errorf("pushed %s: %s", s.Shape, s.Call)
		}
		if l.word(s, 0) != "consent" {
			if defaults == 0 {
				return fmt.Errorf("a tag speaks before the default: %s", s.Call)
			}
			continue
		}
		want := granted(d, s.Choice)
		switch l.word(s, 1) {
		case "default":
			if defaults++; defaults > 1 || i > 0 {
				return fmt.Errorf("default %d stands at place %d", defaults, i+1)
			}
			want = granted(d, nil)
			want["security_storage"] = "granted"
			if string(s.Call[2]) == "" || !waits(s.Call[2]) {
				return fmt.Errorf("the default does not wait: %s", s.Call[2])
			}
		case "update":
			if defaults == 0 {
				return fmt.Errorf("an update without a default")
			}
		default:
			return fmt.Errorf("said %s", s.Call)
		}
		for signal, value := range want {
			if s.Record[signal] != value {
				return fmt.Errorf("%s: %s is %q, want %q with a yes to %v", l.word(s, 1), signal, s.Record[signal], value, s.Choice)
			}
		}
	}
	if defaults != 1 {
		return fmt.Errorf("%d defaults", defaults)
	}
	return nil
}

func waits(values json.RawMessage) bool {
	var v struct {
		Wait int `json:"wait_for_update"`
	}
	return json.Unmarshal(values, &v) == nil && v.Wait == 500
}

// last is what stands at the end of a page.
func (l *ledger) last(page []said) (values map[string]string) {
	for _, s := range page {
		if l.word(s, 0) == "consent" {
			values = s.Record
		}
	}
	return values
}

// A browser is slow where rapid's hundred tries are meant for functions.
const tries = "10"

func TestWhateverAVisitorDoesConsentModeHasOneDefaultAndThenTrueUpdates(t *testing.T) {
	number := flag.Lookup("rapid.checks")
	before := number.Value.String()
	if err := number.Value.Set(tries); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = number.Value.Set(before) })
	v := newVisitor(t, "mojob")
	l := v.listens()
	rapid.Check(t, func(rt *rapid.T) {
		v.forgets()
		l.mu.Lock()
		l.all = nil
		l.mu.Unlock()
		var yes []gdpr.PurposeID
		v.goes("/nb/").rests()
		for _, s := range steps(v.of).Draw(rt, "steps") {
			yes = v.does(s, yes)
		}
		v.goes("/nb/jobs").rests()
		pages := l.pages()
		for i, page := range pages {
			if err := l.lawful(v.of, page); err != nil {
				rt.Fatalf("page %d: %v", i+1, err)
			}
		}
		var names []string
		for _, p := range yes {
			names = append(names, string(p))
		}
		for signal, value := range granted(v.of, names) {
			if got := l.last(pages[len(pages)-1])[signal]; got != value {
				rt.Fatalf("in the end %s is %q, want %q with a yes to %v", signal, got, value, yes)
			}
		}
	})
}

// forgets makes the visitor a new one.
func (v *visitor) forgets() {
	v.t.Helper()
	v.Do(v.t, chromedp.Navigate("about:blank"))
	browser.Call(v.t, v.Tab, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: world.Demo.Origin(v.of.ID), StorageTypes: "all"})
	browser.Call(v.t, v.Tab, network.ClearBrowserCookies, cdp.Empty{})
}
