package evidence_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/infra/local/browser"
	"ordholden/infra/local/stack"
	"ordholden/internal/controller"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
)

// records waits until the site's visitors have so many records: their ids, oldest first.
func (d desk) records(c gdpr.ControllerID, n int) (ids []string) {
	d.t.Helper()
	d.eventually(fmt.Sprintf("%d records of visitors at %s", n, c), func() bool {
		ids = nil
		prefix := string(c) + "#VISITOR#"
		for _, it := range those(d.items(prefix), "CONSENT#") {
			ids = append(ids, strings.TrimPrefix(saying(it["pk"]), prefix)+"."+strings.TrimPrefix(saying(it["sk"]), "CONSENT#"))
		}
		return len(ids) == n
	})
	return ids
}

// counts is what a consent counts for now, as the API says it.
type counts struct {
	Version, State string
	Statuses       map[string]struct {
		Status      string
		Invalidated struct {
			Version string
			Reasons []string
		}
	}
}

func (d desk) counts(c, id string) counts {
	d.t.Helper()
	return decode[counts](d.t, d.gets("/v1/"+c+"/consents/"+id))
}

// is checks what purposes count for: those named by a status, and the rest by "given".
func (c counts) is(t *testing.T, version string, statuses map[string]string) {
	t.Helper()
	if c.Version != version || len(c.Statuses) == 0 {
		t.Errorf("to version %s, want %s: %+v", c.Version, version, c.Statuses)
	}
	for purpose, s := range c.Statuses {
		want := "given"
		if other, named := statuses[purpose]; named {
			want = other
		}
		if s.Status != want || (s.Invalidated.Version == "2.0") != (want == "invalidated") {
			t.Errorf("%s counts for %+v, want %s", purpose, s, want)
		}
	}
}

// revision is what a company's banner is told that its question is about.
func (d desk) revision(c string) string {
	d.t.Helper()
	found := regexp.MustCompile(`"revision":(\d+)`).FindStringSubmatch(d.gets("/" + c + "/banner.js"))
	if found == nil {
		d.t.Fatalf("the banner of %s is told no revision", c)
	}
	return found[1]
}

// sweeps has the clock come by whatever lies in some partitions, and once more, as it does half a
// day later: the minute of its tick is the part of the table that it looks at.
func (d desk) sweeps(partitions ...string) {
	d.t.Helper()
	var parts []int
	for n := range expiry.Segments {
		out, err := d.Database.Client().Scan(context.Background(), &dynamodb.ScanInput{
			TableName: aws.String(d.MainTable()), Segment: aws.Int32(int32(n)), TotalSegments: aws.Int32(expiry.Segments),
		})
		if err != nil {
			d.t.Fatal(err)
		}
		if slices.ContainsFunc(out.Items, func(it item) bool { return slices.Contains(partitions, saying(it["pk"])) }) {
			parts = append(parts, n)
		}
	}
	for _, n := range append(parts, parts...) {
		at := time.Now().UTC().Truncate(24 * time.Hour).Add(time.Duration(n) * time.Minute)
		tick, err := json.Marshal(events.EventBridgeEvent{Version: "0", ID: "test", DetailType: "Scheduled Event", Source: "aws.events", Time: at, Detail: json.RawMessage("{}")})
		if err != nil {
			d.t.Fatal(err)
		}
		if _, err := d.Functions["clock"].Invoke(context.Background(), tick); err != nil {
			d.t.Fatal(err)
		}
	}
}

// asking is how often a consent's holder was asked anew.
func (d desk) asking(c, id string) int {
	d.t.Helper()
	return len(those(d.items(c+"#CONSENT#"+id), "MAIL#consent-again"))
}

// Promise T15: the statement changes. The same stack, on the same table, is started with the next
// declarations: a yes to what they change counts no more, and says why; whoever gave it is asked
// anew, by mail or by the banner; and a version that changes no fact leaves every yes alone.
func TestT15_AVersionAsksAgainWhereItChangesWhatTheYesWasToAndNowhereElse(t *testing.T) {
	after, err := next()
	if err != nil {
		t.Fatal(err)
	}
	kept := t.TempDir()
	d := start(t, stack.Config{Dir: kept})
	visitors := []visitor{{browser.Apart(t), d, "mojob"}, {browser.Apart(t), d, "tretoen"}}
	p := before(d, visitors)
	told := map[string]string{"mojob": d.revision("mojob"), "tretoen": d.revision("tretoen")}
	at, site := port(t, d.URL), port(t, d.Demo.Origin("mojob"))
	d.Stop()
	d = start(t, stack.Config{Dir: kept, Build: after, Port: at, DemoPort: site})

	asksThePerson(t, d, p)
	if d.revision("mojob") == told["mojob"] || d.revision("tretoen") != told["tretoen"] {
		t.Errorf("the banners are told %s and %s, after %v", d.revision("mojob"), d.revision("tretoen"), told)
	}
	for _, v := range visitors {
		v.d = d
		d.counts(string(v.site), p.visited[v.site]).is(t, "1.1", map[gdpr.ControllerID]map[string]string{"mojob": {"statistics": "invalidated"}}[v.site])
		v.comes()
		if v.site == "tretoen" {
			v.sees(`!(` + asked + `) && ordholden.choices().statistics`)
			continue
		}
		v.sees(asked)
		known := d.records(v.site, 2)
		v.accepts()
		anew := slices.DeleteFunc(d.records(v.site, 3), func(id string) bool { return slices.Contains(known, id) })
		d.counts(string(v.site), anew[0]).is(t, "2.0", nil)
		v.comes()
		v.sees(`!(` + asked + `)`)
	}
	asksWhoeverIsLate(t, d, p)
	if changed := d.gets("/mojob/en/statement/1.1..2.0"); !strings.Contains(changed, "Google") || !strings.Contains(changed, "Hotjar") {
		t.Error("the difference between the versions does not name the new recipients")
	}
}

// asksThePerson follows who said yes under an address, and those who are to be left alone.
func asksThePerson(t *testing.T, d desk, p people) {
	t.Helper()
	lost := map[string]string{"further-storage": "invalidated"}
	now := d.counts("mojob", p.yes)
	now.is(t, "1.1", lost)
	why := "Google is a new recipient of data for “Keeping your profile”."
	if got := now.Statuses["further-storage"].Invalidated.Reasons; !slices.Equal(got, []string{why}) {
		t.Errorf("the reasons are %q", got)
	}
	jwks, path := file(t, "jwks.json", d.gets("/v1/mojob/jwks.json")), "/v1/mojob/consents/"+p.yes
	judged := func(signed string) string {
		said, complaint := command(t, nil, "verify", "-jwks", jwks, file(t, "receipt.jws", signed))
		return said + complaint
	}
	if said := judged(p.byMail); !strings.Contains(said, "Keeping your profile: Yes") {
		t.Errorf("the receipt of before says\n%s", said)
	}
	signed := d.gets(path + "/receipt")
	if said := judged(signed); !strings.Contains(said, "Keeping your profile: Does not count") || !strings.Contains(payload(t, signed), "dpv:ConsentInvalidated") || !strings.Contains(payload(t, signed), why) {
		t.Errorf("the receipt of now says\n%s\n%s", said, payload(t, signed))
	}
	ownPageSays(t, d, p, why)

	d.sweeps("tretoen#CONSENT#"+p.applicant, "mojob#CONSENT#"+p.other, "mojob#CONSENT#"+p.yes)
	mail := d.mailTo(p.email, "consent-again")
	if !strings.Contains(mail.Text, "Google is a new recipient") || d.asking("mojob", p.yes) != 1 {
		t.Errorf("asked %d times, with\n%s", d.asking("mojob", p.yes), mail.Text)
	}
	if d.asking("mojob", p.other)+d.asking("tretoen", p.applicant) != 0 {
		t.Error("somebody is asked of whom nothing changed")
	}
	d.counts("mojob", p.other).is(t, "1.1", map[string]string{"further-storage": "refused"})
	d.counts("tretoen", p.applicant).is(t, "1.1", nil)

	answersByTheMail(t, d, d.proof(mail))
	d.counts("mojob", p.yes).is(t, "2.0", nil)
	if said := judged(d.gets(path + "/receipt")); !strings.Contains(said, "Keeping your profile: Yes, given again") {
		t.Errorf("the receipt of the new yes says\n%s", said)
	}
}

// asksWhoeverIsLate: a yes to the text of before that comes after the new version is what it is, a
// yes to the text of before: from a page that was open all the while, or confirmed by a mail of then.
func asksWhoeverIsLate(t *testing.T, d desk, p people) {
	t.Helper()
	d.counts("mojob", d.visits("mojob", "given")).is(t, "1.1", map[string]string{"statistics": "invalidated"})
	if said := d.gets("/mojob/en/cookies", "Cookie", p.cookie); !strings.Contains(said, endedBy) || !strings.Contains(said, "Hotjar") {
		t.Error("our own page does not say that the choice it keeps counts no more")
	}
	id := d.id(d.posts(http.StatusOK, "/v1/mojob/consents/confirmation", d.chooses(d.mailTo(p.late, "consent-confirm"), "confirm")))
	d.counts("mojob", id).is(t, "1.1", map[string]string{"further-storage": "invalidated"})
	d.sweeps("mojob#CONSENT#" + id)
	if mail := d.mailTo(p.late, "consent-again"); !strings.Contains(mail.Text, "Google is a new recipient") {
		t.Errorf("asked with\n%s", mail.Text)
	}
}

// ownPageSays: on the page of one's own it stands beside the consent, as data and in words.
func ownPageSays(t *testing.T, d desk, p people, why string) {
	t.Helper()
	d.posts(http.StatusAccepted, "/v1/mojob/own/link", fields{"email": p.email, "language": "en"})
	opened := d.posts(http.StatusNoContent, "/v1/mojob/own/open", d.proof(d.mailTo(p.email, "own-link")))
	cookie, _, _ := strings.Cut(opened.header.Get("Set-Cookie"), ";")
	held := decode[struct {
		Consents []struct {
			counts
			Consent string
		}
	}](t, d.gets("/v1/mojob/own?language=en", "Cookie", cookie, "Accept", "application/json"))
	if len(held.Consents) != 1 || held.Consents[0].Consent != p.yes {
		t.Fatalf("the own page has %+v", held.Consents)
	}
	held.Consents[0].is(t, "1.1", map[string]string{"further-storage": "invalidated"})
	for _, page := range []string{"/v1/mojob/own?language=en", "/v1/mojob/consents/" + p.yes} {
		said := d.gets(page, "Cookie", cookie, "Accept", "text/html")
		if !strings.Contains(said, why) || !strings.Contains(said, "2.0") {
			t.Errorf("%s does not say why the yes counts no more", page)
		}
	}
}

// answersByTheMail is the person who opens the mail's link, has its questions shown, and says yes to the
// one that is asked: the form names the text. Sent as it is, as scanners of mail do, it says nothing.
func answersByTheMail(t *testing.T, d desk, proof map[string]string) {
	t.Helper()
	asks := url.Values{"choice": {"questions"}, "language": {"en"}}
	for name, value := range proof {
		asks.Set(name, value)
	}
	page := d.sent("POST", "/v1/mojob/consents/renewal", formed, asks.Encode(), http.StatusOK, asForm...).body
	form := url.Values{"choice": {"affirm"}}
	for _, name := range []string{"notice", "language"} {
		found := regexp.MustCompile(`name="` + name + `" value="([^"]+)"`).FindStringSubmatch(page)
		if found == nil {
			t.Fatalf("the page that the mail leads to names no %s", name)
		}
		form.Set(name, found[1])
	}
	for name, value := range proof {
		form.Set(name, value)
	}
	old := d.shows("mojob", controller.Everyone, gdpr.English)
	if form.Get("notice") == old {
		t.Error("the page names the text of before")
	}
	d.sent("POST", "/v1/mojob/consents/renewal", formed, form.Encode(), http.StatusUnprocessableEntity, asForm...)
	form.Set("decision.further-storage", "given")
	stale := url.Values{}
	for name := range form {
		stale.Set(name, form.Get(name))
	}
	stale.Set("notice", old)
	d.sent("POST", "/v1/mojob/consents/renewal", formed, stale.Encode(), http.StatusUnprocessableEntity, asForm...)
	d.sent("POST", "/v1/mojob/consents/renewal", formed, form.Encode(), http.StatusOK, asForm...)
}

// port is that of an origin.
func port(t *testing.T, origin string) int {
	t.Helper()
	u, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	return n
}
