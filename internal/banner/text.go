package banner

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// text is what the banner says in a language, and by which digests that is known.
type text struct {
	Notice controller.Digest `json:"notice"` // of what visitors are told before they decide
	Shown  controller.Digest `json:"shown"`  // of the banner itself

	Title     string   `json:"title"`
	Lead      []string `json:"lead"`
	Accept    string   `json:"accept"`
	Refuse    string   `json:"refuse"`
	Choose    string   `json:"choose"`
	Save      string   `json:"save"`
	Close     string   `json:"close"`
	Open      string   `json:"open"` // the lasting way to one's choices
	Back      string   `json:"back"` // the lasting way to take everything back
	Receipt   string   `json:"receipt"`
	Waits     string   `json:"waits"` // where a frame waits for a yes to {name}
	Read      string   `json:"read"`
	Statement string   `json:"statement"`
	Head      []string `json:"head"` // of the tables of cookies

	Categories []described `json:"categories"`
}

// described is a category in words: name, description, and a row for each cookie.
// It is an array in JSON, because the names would be most of its bytes.
type described [3]any

// newText composes both layers of the banner (Art. 4(11), 7(2): who asks, for what, in plain words).
func newText(d *controller.Declaration, l gdpr.Language) text {
	notice, _ := d.NoticeFor(controller.Visitors, l)
	var asked []string
	for _, p := range d.Asked(controller.Visitors) {
		asked = append(asked, words.Fill(words.BannerPurpose, l, "name", p.Name.In(l)))
	}
	t := text{
		Notice: notice.Digest,
		Title:  words.BannerTitle.In(l),
		Lead: []string{
			d.Wording.VisitorConsent.In(l),
			words.Fill(words.BannerAsks, l, "name", d.Name, "purposes", words.Join(asked, l)),
		},
		Accept: words.AcceptAll.In(l), Refuse: words.RejectAll.In(l), Choose: words.BannerChoose.In(l),
		Save: words.ChoicesSave.In(l), Close: words.BannerClose.In(l), Open: words.MenuCookies.In(l),
		Back: words.Withdraw.In(l), Receipt: words.ReceiptSee.In(l), Waits: words.BannerWaits.In(l),
		Read: words.BannerRead.In(l), Statement: words.BannerStatement.In(l),
		Head: []string{words.BannerCookie.In(l), words.BannerDoes.In(l), words.BannerProvider.In(l), words.BannerLifetime.In(l)},
	}
	for _, p := range d.Told(controller.Visitors) {
		t.Categories = append(t.Categories, describe(d, p, l))
	}
	sum := sha256.Sum256([]byte(t.canonical()))
	t.Shown = controller.Digest(hex.EncodeToString(sum[:]))
	return t
}

func describe(d *controller.Declaration, p controller.Purpose, l gdpr.Language) described {
	said := []string{p.Description.In(l)}
	if p.Required {
		said = append(said, words.NecessaryPlain.In(l))
	}
	var names []string
	for _, id := range p.Recipients {
		if r, ok := d.Recipient(id); ok {
			names = append(names, r.Name.In(l))
		}
	}
	if len(names) > 0 {
		said = append(said, words.Fill(words.BannerGoesTo, l, "names", words.Join(names, l)))
	}
	rows := [][]string{}
	for _, k := range d.CookiesFor(p.ID) {
		rows = append(rows, []string{k.Name, k.Description.In(l), k.Provider, k.LifetimeIn(d.Edition, l)})
	}
	return described{p.Name.In(l), strings.Join(said, " "), rows}
}

// structure is how the words are laid out. It changes with the layout, so that the
// digest of what was shown does too.
const structure = "banner 1: a title, the lead, a link to the notice and one to the statement; " +
	"three buttons of one size and weight, accept, refuse, choose; " +
	"behind the last a switch for each category, off until it is turned on, with its table of cookies; accept, refuse, save; " +
	"after the answer a way to the choices and to the receipt, and one that takes every yes back with one click."

// canonical is the banner in the one form that is digested: its structure, and a line
// for each text in the order in which they stand.
func (t text) canonical() string {
	lines := append([]string{structure, t.Title}, t.Lead...)
	lines = append(lines, t.Read, t.Statement, t.Accept, t.Refuse, t.Choose, t.Save, t.Close, t.Open, t.Back, t.Receipt, t.Waits, strings.Join(t.Head, " | "))
	for _, c := range t.Categories {
		lines = append(lines, "## "+c[0].(string), c[1].(string))
		for _, row := range c[2].([][]string) {
			lines = append(lines, strings.Join(row, " | "))
		}
	}
	return strings.Join(lines, "\n") + "\n"
}
