// Package banner owns the cookie banner of a controller's site: what it says, how it is put together, and what it is known by.
package banner

import (
	"encoding/json"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// config is what the script is told of a controller.
type config struct {
	Controller gdpr.ControllerID      `json:"controller"`
	Style      string                 `json:"style"`    // the path of the style sheet
	Revision   int                    `json:"revision"` // of the library: another one asks again
	Cookies    keeping                `json:"cookies"`
	Categories []category             `json:"categories"`
	Text       map[gdpr.Language]text `json:"text"`
}

// keeping is the cookies in which the banner keeps the answer, and for how long: as long as the
// shorter-lived is declared, for one without the other is no answer.
type keeping struct {
	Answer  string `json:"answer"`
	Choices string `json:"choices"`
	Days    int    `json:"days"`
}

// beside is the cookies that a declared one does not come without, and that go with it. Google
// Analytics 4 keeps the state of a session in _ga_ and the id of its container ("Google Analytics
// cookie usage on websites"): which id, only the site knows.
var beside = map[string]string{"_ga": "_ga_*"}

// category is a purpose that visitors are told of. Its cookies are those that go when it has no
// yes, so a required one has none here; a name may end in *.
type category struct {
	ID       gdpr.PurposeID `json:"id"`
	Required bool           `json:"required"`
	Signals  []string       `json:"signals"` // of Google Consent Mode, that a yes grants
	Cookies  []string       `json:"cookies"`
}

// newConfig is what the script is told of a controller that has a banner. The library asks again
// when the revision is another: a version that changes nothing material for visitors, and ends no
// yes of theirs, has the one of the version before it (controller.Revision).
func newConfig(d *controller.Declaration, revision int, style string) config {
	answer, _ := d.Keeping(controller.HoldsAnswer)
	choices, _ := d.Keeping(controller.HoldsChoices)
	c := config{
		Controller: d.ID, Style: style, Revision: revision,
		Cookies: keeping{Answer: answer.Name, Choices: choices.Name, Days: min(days(answer.Lifetime), days(choices.Lifetime))},
		Text:    map[gdpr.Language]text{},
	}
	for _, p := range d.Told(controller.Visitors) {
		k := category{ID: p.ID, Required: p.Required, Signals: append([]string{}, p.Signals...), Cookies: []string{}}
		if !p.Required {
			k.Cookies = withdrawn(d.CookiesFor(p.ID))
		}
		c.Categories = append(c.Categories, k)
	}
	for _, l := range gdpr.Languages {
		c.Text[l] = newText(d, l)
	}
	return c
}

// withdrawn is the names by which cookies go.
func withdrawn(declared []controller.Cookie) []string {
	names := []string{}
	for _, k := range declared {
		if names = append(names, k.Name); beside[k.Name] != "" {
			names = append(names, beside[k.Name])
		}
	}
	return names
}

// days is a lifetime in whole days, never longer than declared: counted over months
// that are as short as months get.
func days(p gdpr.Period) int {
	from := time.Date(2025, time.February, 1, 0, 0, 0, 0, time.UTC)
	return int(from.AddDate(p.Years, p.Months, p.Days).Sub(from).Hours() / 24)
}

// encode writes a value as JSON that can stand in a script.
func encode(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	_ = e.Encode(v) // structs of strings and numbers: it cannot fail
	return strings.TrimSpace(b.String())
}
