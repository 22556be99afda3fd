package evidence_test

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ordholden/infra/local/stack"
	"ordholden/internal/controller"
	"ordholden/internal/transparency"
)

// proved is a receipt with the proof that its record is in the log, as the API hands it out.
type proved struct {
	Receipt   string                `json:"receipt"`
	Inclusion transparency.Evidence `json:"inclusion"`
}

func (p proved) text(t *testing.T) string {
	t.Helper()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// bit is a text with one bit of one of its characters changed, so that it is another character
// of base 64.
func bit(text string, at int) string {
	b := []byte(text)
	for mask := byte(1); ; mask <<= 1 {
		if c := b[at] ^ mask; strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", c) >= 0 {
			b[at] = c
			return string(b)
		}
	}
}

// offline is what anybody keeps who wants to check without the system: keys, and a copy of the log.
type offline struct {
	t         *testing.T
	jwks, log map[string]string // by controller
}

func (d desk) offline() offline {
	d.t.Helper()
	o := offline{d.t, map[string]string{}, map[string]string{}}
	for _, c := range []string{"mojob", "tretoen"} {
		o.jwks[c], o.log[c] = file(d.t, "jwks.json", d.gets("/v1/"+c+"/jwks.json")), d.copied(c)
	}
	return o
}

// verify is what the command says of a receipt by the keys and the log of a controller.
func (o offline) verify(c, text string, more ...string) (said, complaint string) {
	o.t.Helper()
	args := append([]string{"-jwks", o.jwks[c], "-log", o.log[c]}, more...)
	return command(o.t, nil, "verify", append(args, file(o.t, "consent-receipt.json", text))...)
}

// Art. 7(1): whoever said yes holds proof of it, and of what the company's log had of it by the
// day of a signed head. It is checked with the keys and a copy of the log, and nothing else.
func TestAReceiptWithItsProofIsCheckedByWhoeverHasNothingButKeysAndLog(t *testing.T) {
	d := start(t, stack.Config{})
	visited, elsewhere := d.visits("mojob", "given"), d.visits("tretoen", "given")
	email := address()
	consented, byMail := d.consents(email, everything("mojob", controller.Persons, "given"))
	path := "/v1/mojob/consents/"
	both := decode[proved](t, d.logged(path+visited+"/receipt?as=proved"))
	person := decode[proved](t, d.logged(path+consented+"/receipt?as=proved"))
	d.logged("/v1/mojob/log")
	d.logged("/v1/tretoen/log")
	theirs := decode[proved](t, d.logged("/v1/tretoen/consents/"+elsewhere+"/receipt?as=proved"))
	o := d.offline()
	d.page(both, person, theirs)
	d.Stop() // from here on there is no system

	for outcome, c := range map[string]struct{ text, says string }{
		"a visitor's":               {both.text(t), "Statistics: Yes"},
		"a person's":                {person.text(t), "Keeping your profile: Yes"},
		"the one that came by mail": {proved{byMail, person.Inclusion}.text(t), "Keeping your profile: Yes"},
	} {
		said, complaint := o.verify("mojob", c.text, "-controller", "mojob")
		if complaint != "" || !strings.HasPrefix(said, "VALID\n") || !strings.Contains(said, c.says) ||
			!strings.Contains(said, " in the company's log, under the head that was signed ") || strings.Contains(said, email) {
			t.Errorf("%s: %s%s", outcome, said, complaint)
		}
	}
	o.refuses(both, person)
}

// refuses: any bit that is another, and whatever belongs to something else, is refused with why.
func (o offline) refuses(both, person proved) {
	o.t.Helper()
	head := strings.Index(both.Inclusion.Head, "— ") + 40 // within the signature
	for outcome, c := range map[string]struct {
		spoil func(p *proved)
		says  string
		by    string
		named string
	}{
		"a bit of what was signed": {func(p *proved) { p.Receipt = bit(p.Receipt, len(p.Receipt)/2) }, "The signature does not fit the text", "mojob", ""},
		"a bit of the signature":   {func(p *proved) { p.Receipt = bit(p.Receipt, len(p.Receipt)-10) }, "The signature does not fit the text", "mojob", ""},
		"cut short":                {func(p *proved) { p.Receipt = p.Receipt[:len(p.Receipt)-1] }, "cut or changed", "mojob", ""},
		"a bit of the entry":       {func(p *proved) { p.Inclusion.Entry = strings.Replace(p.Inclusion.Entry, `event "`, `event "x`, 1) }, "The entry is not the one that was put into the log", "mojob", ""},
		"a bit of the nonce":       {func(p *proved) { p.Inclusion.Nonce[0] ^= 1 }, "The entry is not the one that was put into the log", "mojob", ""},
		"a bit of the path":        {func(p *proved) { p.Inclusion.Hashes[0][0] ^= 1 }, "it is of another tree, or of another place in it", "mojob", ""},
		"a bit of the head":        {func(p *proved) { p.Inclusion.Head = bit(p.Inclusion.Head, head) }, "The signature does not fit the head", "mojob", ""},
		"another place":            {func(p *proved) { p.Inclusion.Index ^= 1 }, "it is of another tree, or of another place in it", "mojob", ""},
		"another record's proof":   {func(p *proved) { p.Inclusion = person.Inclusion }, "of another record than the receipt", "mojob", ""},
		"asked about another":      {func(*proved) {}, "another company's than the one that you asked about", "mojob", "tretoen"},
		"by another's keys":        {func(*proved) {}, "a key that the company has not published", "tretoen", ""},
	} {
		o.t.Run(outcome, func(t *testing.T) {
			p := decode[proved](t, both.text(t))
			c.spoil(&p)
			var more []string
			if c.named != "" {
				more = []string{"-controller", c.named}
			}
			said, complaint := o.verify(c.by, p.text(t), more...)
			if said != "" || !strings.HasPrefix(complaint, "REFUSED") || !strings.Contains(complaint, c.says) {
				t.Errorf("%s%s", said, complaint)
			}
		})
	}
	o.t.Run("held against another's log", func(t *testing.T) {
		said, complaint := command(t, nil, "verify", "-jwks", o.jwks["mojob"], "-log", o.log["tretoen"], file(t, "receipt.json", both.text(t)))
		if said != "" || !strings.HasPrefix(complaint, "REFUSED") || !strings.Contains(complaint, "It is of another company's log") {
			t.Errorf("%s%s", said, complaint)
		}
	})
	o.t.Run("another's keys under this one's name", func(t *testing.T) {
		// The number of a key is part of its name: a set that renames one lets nothing through.
		renamed := file(t, "jwks.json", strings.ReplaceAll(read(t, o.jwks["tretoen"]), "tretoen-", "mojob-"))
		said, complaint := command(t, nil, "verify", "-jwks", renamed, file(t, "receipt.jws", both.Receipt))
		if said != "" || !strings.Contains(complaint, "The signature does not fit the text") {
			t.Errorf("%s%s", said, complaint)
		}
	})
}

// page: the company's own page judges as the command does, as data and in words, whether the file
// is sent or pasted.
func (d desk) page(both, person, theirs proved) {
	d.t.Helper()
	const path = "/v1/mojob/receipts/check"
	for outcome, c := range map[string]struct {
		spoil        func(p *proved)
		reason, says string
	}{
		"as it is":                {func(*proved) {}, "", " in the company's log, under the head that was signed "},
		"a bit of what it says":   {func(p *proved) { p.Receipt = bit(p.Receipt, len(p.Receipt)/2) }, "signature", "The signature does not fit the text"},
		"another place":           {func(p *proved) { p.Inclusion.Index ^= 1 }, "log-proof", "it is of another tree, or of another place in it"},
		"a leaf that is not its":  {func(p *proved) { p.Inclusion.Entry = person.Inclusion.Entry }, "log-entry", "not the one that was put into the log"},
		"another record's proof":  {func(p *proved) { p.Inclusion = person.Inclusion }, "log-record", "of another record"},
		"another's head":          {func(p *proved) { p.Inclusion.Head = theirs.Inclusion.Head }, "log-controller", "another company's log"},
		"a foreign key's head":    {func(p *proved) { p.Inclusion.Head = strings.Replace(theirs.Inclusion.Head, "tretoen", "mojob", -1) }, "log-key", "a key that the company has not published"},
		"another's, from its log": {func(p *proved) { *p = theirs }, "key", "a key that the company has not published"},
	} {
		p := decode[proved](d.t, both.text(d.t))
		c.spoil(&p)
		type verdict struct {
			Valid  bool
			Reason string
			Says   []string
		}
		sent := decode[verdict](d.t, d.sent("POST", path, "application/json", `{"language":"en",`+p.text(d.t)[1:], http.StatusOK).body)
		said := strings.Join(sent.Says, "\n")
		if sent.Valid != (c.reason == "") || sent.Reason != c.reason || !strings.Contains(said, c.says) {
			d.t.Errorf("%s: %+v", outcome, sent)
		}
		form := url.Values{"receipt": {p.text(d.t)}, "language": {"en"}}
		shown := html.UnescapeString(d.sent("POST", path, "application/x-www-form-urlencoded", form.Encode(), http.StatusOK).body)
		for _, says := range sent.Says {
			if !strings.Contains(shown, says) {
				d.t.Errorf("%s: the page does not say %q", outcome, says)
			}
		}
	}
}

// payload is what a receipt says, as JSON.
func payload(t *testing.T, signed string) string {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(strings.Split(signed, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
