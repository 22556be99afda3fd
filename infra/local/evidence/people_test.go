package evidence_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ordholden/infra/controllers"
	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// patience is how long anything that happens by itself may take on a busy machine.
const patience = 90 * time.Second

// eventually calls try until it is content.
func (d desk) eventually(what string, try func() bool) {
	d.t.Helper()
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for deadline := time.After(patience); !try(); {
		select {
		case <-ticker.C:
		case <-deadline:
			d.t.Fatalf("%s: not in %v", what, patience)
		}
	}
}

// asks sends a call. Whoever is told to come later does.
func (d desk) asks(method, path, contentType, body string, headers ...string) (a answer) {
	d.t.Helper()
	d.eventually(method+" "+path+" is let through", func() bool {
		r, err := http.NewRequest(method, d.URL+path, strings.NewReader(body))
		if err != nil {
			d.t.Fatal(err)
		}
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		res, err := client.Do(r)
		if err != nil {
			d.t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			d.t.Fatal(err)
		}
		a = answer{res.StatusCode, res.Header, string(b)}
		return a.status != http.StatusTooManyRequests
	})
	return a
}

// gets is what an address answers, which it must.
func (d desk) gets(path string, headers ...string) string {
	d.t.Helper()
	return d.sent("GET", path, "", "", http.StatusOK, headers...).body
}

func (d desk) sent(method, path, contentType, body string, status int, headers ...string) answer {
	d.t.Helper()
	a := d.asks(method, path, contentType, body, headers...)
	if a.status != status {
		d.t.Fatalf("%s %s is answered %d, want %d: %s", method, path, a.status, status, a.body)
	}
	return a
}

type fields = map[string]any

// posts sends JSON, and is what was answered.
func (d desk) posts(status int, path string, body any, headers ...string) answer {
	d.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.sent("POST", path, "application/json", string(b), status, headers...)
}

func (d desk) id(a answer) string {
	d.t.Helper()
	return decode[struct{ ID string }](d.t, a.body).ID
}

// mailTo waits for a mail of a kind; which begins so, where a case may have several.
func (d desk) mailTo(address, kind string) inbox.Message {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	m, err := d.Mail.Inbox().Wait(ctx, func(m inbox.Message) bool {
		return m.To == address && strings.HasPrefix(m.Tags["mail"]+"-", kind+"-")
	})
	if err != nil {
		d.t.Fatalf("no mail %s to %s: %v", kind, address, err)
	}
	return m
}

// mailed is which mails an address has got.
func (d desk) mailed(address string) (kinds []string) {
	for _, m := range d.Mail.Inbox().Messages() {
		if m.To == address {
			kinds = append(kinds, m.Tags["mail"])
		}
	}
	return kinds
}

// proof is what a mail carries to show control of its address.
func (d desk) proof(m inbox.Message) map[string]string {
	d.t.Helper()
	p := map[string]string{}
	for line := range strings.Lines(m.Text) {
		line = strings.TrimSpace(line)
		if _, fragment, ok := strings.Cut(line, "#"); ok && strings.HasPrefix(line, "http") {
			values, err := url.ParseQuery(fragment)
			if err != nil {
				d.t.Fatal(err)
			}
			p["case"], p["token"] = values.Get("case"), values.Get("token")
		}
		for _, label := range []string{"Kode: ", "Code: "} {
			if code, ok := strings.CutPrefix(line, label); ok {
				p["code"] = code
			}
		}
	}
	if len(p) != 3 {
		d.t.Fatalf("mail %q lacks link or code:\n%s", m.Subject, m.Text)
	}
	return p
}

// chooses is a proof with what its holder chooses.
func (d desk) chooses(m inbox.Message, choice string) map[string]string {
	d.t.Helper()
	p := d.proof(m)
	p["choice"] = choice
	return p
}

// attached is the signed receipt that a mail carries.
func (d desk) attached(m inbox.Message) string {
	d.t.Helper()
	_, part, ok := strings.Cut(string(m.Raw()), "application/jose")
	_, body, _ := strings.Cut(part, "\r\n\r\n")
	body, _, _ = strings.Cut(body, "\r\n--")
	signed, err := base64.StdEncoding.DecodeString(strings.NewReplacer("\r", "", "\n", "").Replace(body))
	if !ok || err != nil {
		d.t.Fatalf("the mail carries no receipt (%v):\n%s", err, m.Text)
	}
	return string(signed)
}

func address() string { return "kari-" + string(gdpr.NewID()) + "@example.com" }

// shows is the notice that an audience is shown, by the declarations of the tree.
func (d desk) shows(c gdpr.ControllerID, a controller.Audience, l gdpr.Language) string {
	d.t.Helper()
	declared, _ := controllers.Registry().Current(c)
	n, ok := declared.NoticeFor(a, l)
	if !ok {
		d.t.Fatalf("%s shows %s no notice in %s", c, a, l)
	}
	return string(n.Digest)
}

// everything is a decision on all that an audience is asked.
func everything(c gdpr.ControllerID, a controller.Audience, decision string) fields {
	declared, _ := controllers.Registry().Current(c)
	all := fields{}
	for _, p := range declared.Asked(a) {
		all[string(p.ID)] = decision
	}
	return all
}

// visits is a visitor who decides on all cookies: the id of the record.
func (d desk) visits(c gdpr.ControllerID, decision string) string {
	d.t.Helper()
	return d.id(d.posts(http.StatusCreated, fmt.Sprintf("/v1/%s/consents", c), fields{
		"visitor": gdpr.NewID(), "language": "en", "notice": d.shows(c, controller.Visitors, gdpr.English),
		"decisions": everything(c, controller.Visitors, decision),
	}))
}

// consents is a person who says yes to mojob under an address, and confirms it by mail: the id
// of the consent, and the receipt that came.
func (d desk) consents(email string, decisions fields) (id, receipt string) {
	d.t.Helper()
	d.posts(http.StatusAccepted, "/v1/mojob/consents", fields{
		"email": email, "language": "en", "notice": d.shows("mojob", controller.Persons, gdpr.English), "decisions": decisions,
	})
	confirmed := d.posts(http.StatusOK, "/v1/mojob/consents/confirmation", d.chooses(d.mailTo(email, "consent-confirm"), "confirm"))
	return d.id(confirmed), d.attached(d.mailTo(email, "consent-given"))
}

// ticks has the clock look at what is due, and sign heads.
func (d desk) ticks() {
	d.t.Helper()
	if err := d.Tick(context.Background(), "clock"); err != nil {
		d.t.Fatal(err)
	}
}

// logged waits until a signed head covers a consent: the answer that proves it.
func (d desk) logged(path string) (found string) {
	d.t.Helper()
	d.eventually(path+" is under a signed head", func() bool {
		d.ticks()
		a := d.asks("GET", path, "", "")
		found = a.body
		return a.status == http.StatusOK
	})
	return found
}
