package controller

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordholden/internal/gdpr"
)

// A text that people read names nobody and nothing that is not declared: no cookie, no
// site, no mailbox, no supplier. What is a name is found by its form. A cookie has _ or *
// in it, a site dots, a mailbox an @. A word with a capital within a sentence is a name, but
// for those that English writes so; so is one with a digit or a capital after its small letters
// (sid2, sessionId). A cookie with none of that is found by where it stands (unknownCookies).
// What is not found: the name of a supplier that a sentence, or what follows a colon, begins with
// and that is not on the list below, one written without its capital, and a cookie far from any word for cookies.

// suppliers are names that statements often have. They are found in every language, and at
// the beginning of a sentence as well.
var suppliers = [...]string{
	"Adobe", "Amplitude", "Bing", "Clarity", "Cloudflare", "Crisp", "Datadog", "Facebook", "Finn.no", "Fullstory", "Google",
	"Google Analytics", "Heap", "Hotjar", "HubSpot", "Instagram", "Intercom", "LinkedIn", "Mailchimp", "Matomo", "Meta",
	"Microsoft", "Mixpanel", "OpenAI", "Pinterest", "Plausible", "Salesforce", "SendGrid", "Sentry", "Slack", "Snapchat",
	"Stripe", "TikTok", "Twilio", "Twitter", "Vimeo", "Webcruiter", "YouTube", "Zendesk",
}

// common are names that anybody may write: of laws, unions, standards and what browsers have.
var common = [...]string{
	"EU–US Data Privacy Framework", "Global Privacy Control", "GPC", "GDPR", "EU", "EØS", "EEA", "USA", "CV", "IP", "IT", "Norge", "Noreg", "localStorage",
}

// labels are the editions' own that follow what a controller wrote, which may end without a mark.
// No other word within a sentence is excused by a colon: "We share data with Zoho: your name".
var labels = [...]string{"Levetid:", "Lasts:"}

// capitals are words, in lower case, that English writes with a capital and that name nobody.
var capitals = [...]string{
	"i", "act", "article", "articles", "bookkeeping", "commission", "english", "european", "norwegian", "section",
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}

// checkNames looks through what the controller has written, where it stands in the file.
func (d *Declaration) checkNames(f *faults) {
	n := d.names()
	for i, p := range d.Purposes {
		path := at("purposes", i)
		n.check(f, path+".name", p.Name)
		n.check(f, path+".description", p.Description)
		n.check(f, path+".interest", p.Interest)
		n.check(f, path+".source", p.Source)
	}
	for i, c := range d.Categories {
		n.check(f, at("categories", i)+".name", c.Name)
	}
	for i, r := range d.Recipients {
		n.check(f, at("recipients", i)+".safeguard", r.Safeguard)
	}
	for i, k := range d.Cookies {
		n.check(f, at("cookies", i)+".description", k.Description)
	}
	w := d.Wording
	n.check(f, "wording.introduction", w.Introduction)
	n.check(f, "wording.visitor-consent", w.VisitorConsent)
	n.check(f, "wording.person-consent", w.PersonConsent)
	n.check(f, "wording.applicant-consent", w.ApplicantConsent)
	n.check(f, "wording.contact-first", w.ContactFirst)
	n.check(f, "wording.changes", w.Changes)
}

// names are those that a declaration's texts may have.
type names struct {
	cookies []string
	places  []string // hosts and mailboxes, in lower case
	phrases []string // longest first, so that a part does not spoil the whole
	words   []string // of the phrases, in lower case
}

func (d *Declaration) names() names {
	var n names
	n.phrases = append(common[:len(common):len(common)], d.Name, d.ShortName, d.PostalAddress, d.Authority.Name, d.Authority.Address)
	n.places = []string{d.Mailbox, host(d.Website), host(d.Authority.Website)}
	for _, k := range d.Cookies {
		n.cookies = append(n.cookies, k.Name)
		n.phrases = append(n.phrases, k.Provider)
	}
	for _, p := range d.Purposes {
		if n.cookies = append(n.cookies, p.Signals...); len(p.Signals) > 0 {
			n.phrases = append(n.phrases, "Consent Mode") // Google's, who is a supplier like any other
		}
	}
	for _, r := range d.Recipients {
		where, _ := countryOf(r.Country)
		n.phrases = append(n.phrases, r.Name.NB, r.Name.NN, r.Name.EN, where.name.NB, where.name.NN, where.name.EN)
		n.places = append(n.places, r.Mailbox)
	}
	for _, h := range d.Holdings {
		n.phrases = append(n.phrases, h.Sources...)
		n.places = append(n.places, h.Sources...)
	}
	for _, place := range slices.Concat(d.Hosts, d.Origins) {
		n.places = append(n.places, host(place))
	}
	for _, phrase := range n.phrases {
		for _, word := range strings.FieldsFunc(phrase, apart) {
			n.words = append(n.words, strings.ToLower(word))
		}
	}
	return n
}

func (n names) check(f *faults, path string, t gdpr.Text) {
	for _, l := range gdpr.Languages {
		for _, name := range n.unknown(t.In(l), l) {
			f.add(path+"."+string(l), "names %q, which is not declared: declare it as a recipient, cookie, provider or source, or write it otherwise", name)
		}
	}
}

// marks are what may stand around a word and is no part of it.
const marks = `.,;:!?()«»"'–“”‘’…`

// unknown lists the names in a text that are not declared.
func (n names) unknown(text string, l gdpr.Language) []string {
	found := n.unknownCookies(text, l)
	begins := true
	for _, word := range strings.Fields(text) {
		bare := strings.Trim(word, marks)
		ours := slices.Contains(labels[:], word)
		if bare != "" && !n.has(bare, begins || ours, l) && !slices.Contains(found, bare) {
			found = append(found, bare)
		}
		begins = strings.ContainsAny(word[len(word)-1:], ".:!?")
	}
	return found
}

func (n names) has(word string, begins bool, l gdpr.Language) bool {
	address := strings.ToLower(host(word))
	switch {
	case slices.Contains(n.cookies, stem(word)):
		return true
	case strings.ContainsAny(word, "_*"):
		return false
	case strings.Contains(word, "@"), isHost(address):
		return slices.Contains(n.places, address)
	}
	for _, part := range strings.FieldsFunc(word, apart) {
		low := strings.ToLower(part)
		capital := upper(part) && !begins && !(l == gdpr.English && slices.Contains(capitals[:], low))
		if (capital || coined(part) || slices.Contains(suppliers[:], part)) && !slices.Contains(n.words, low) {
			return false
		}
	}
	return true
}

// host is an address without scheme and path: www.example.no of https://www.example.no/a.
func host(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = address
	}
	rest, _, _ = strings.Cut(rest, "/")
	return strings.ToLower(rest)
}

// apart is what stands between the words of a name.
func apart(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '–' || r == ',' || r == '.' }

func upper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// coined reports whether a word has a digit or a capital after a small letter, as no ordinary word has.
func coined(word string) bool {
	small := false
	for _, r := range word {
		if small && (unicode.IsDigit(r) || unicode.IsUpper(r)) {
			return true
		}
		small = small || unicode.IsLower(r)
	}
	return false
}
