package stack_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/outbox"
)

// told is one disclosure as its person sees it.
type told struct {
	At, Recipient, Customer, Purpose string
	Categories                       []string
}

// owned is a record as its person sees it.
type owned struct {
	Class, Purpose, Source, Expires string
	Restricted                      *string
	Fields                          map[string]string
	Disclosures                     []told
}

// asksForOwn is a person who asks to see what is held on them, and the mail that comes.
func asksForOwn(t *testing.T, email string) inbox.Message {
	t.Helper()
	a := postJSON(t, "/v1/mojob/own/link", map[string]any{"email": email, "language": "nb"}).want(t, http.StatusAccepted)
	if a.body != "{\"state\":\"sent\"}\n" {
		t.Errorf("asking is answered %s", a.body)
	}
	return mailTo(t, email, string(outbox.OwnLink))
}

// session is the cookie of the own page that a mail opens.
func session(t *testing.T, p proof) string {
	t.Helper()
	set := postJSON(t, "/v1/mojob/own/open", p.with("")).want(t, http.StatusNoContent).header.Get("Set-Cookie")
	cookie, _, _ := strings.Cut(set, ";")
	if !strings.HasPrefix(cookie, "__Host-own-mojob=") {
		t.Fatalf("the session is %q", set)
	}
	return cookie
}

func opensOwn(t *testing.T, p proof) []owned {
	t.Helper()
	a := do(t, "GET", "/v1/mojob/own", "", "", "Cookie", session(t, p)).want(t, http.StatusOK)
	var body struct{ Records []owned }
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return body.Records
}

// platform is mojob's own systems: each call has to go well.
func platform(t *testing.T) func(status int, method, path string, body map[string]any) answer {
	t.Helper()
	token, err := world.MachineToken("mojob", "profiles.write", "disclosures.write")
	if err != nil {
		t.Fatal(err)
	}
	return func(status int, method, path string, body map[string]any) answer {
		t.Helper()
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		return do(t, method, path, "application/json", string(b), "Authorization", "Bearer "+token).want(t, status)
	}
}

// Promise M3: data is shared with customers for relevant positions, and the person sees
// with whom, what, when and why: by the API and on the page, without staff.
func TestM3_EachDisclosureIsShownToThePerson(t *testing.T) {
	email, other := address(), address()
	call := platform(t)
	for _, who := range []string{email, other} {
		call(http.StatusOK, "PUT", "/v1/mojob/holding/profiles", map[string]any{
			"email": who, "fields": map[string]string{"name": "Kari Eksempel " + who, "headline": "Utvikler"}})
	}
	var want []told
	for _, customer := range []string{"Bedrift AS", "Butikk AS"} {
		d := call(http.StatusCreated, "POST", "/v1/mojob/holding/disclosures", map[string]any{
			"email": email, "recipient": "customers", "customer": customer, "categories": []string{"profile", "contact"}})
		want = append(want, told{d.field(t, "at"), "customers", customer, "recruitment", []string{"profile", "contact"}})
	}

	mail := asksForOwn(t, email)
	for _, said := range []string{"Bedrift", "Kari Eksempel", "Utvikler"} {
		if strings.Contains(mail.Text+mail.HTML, said) {
			t.Errorf("the mail tells what is held: %q", said)
		}
	}
	p := proofIn(t, mail)
	records := opensOwn(t, p)
	if len(records) != 1 || records[0].Class != "profile" || records[0].Purpose != "recruitment" || records[0].Expires == "" ||
		records[0].Fields["name"] != "Kari Eksempel "+email {
		t.Fatalf("shown %+v", records)
	}
	got := records[0].Disclosures
	slices.SortFunc(got, func(a, b told) int { return strings.Compare(a.Customer, b.Customer) })
	if len(got) != len(want) {
		t.Fatalf("told of %+v, want %+v", got, want)
	}
	for i := range want {
		if got[i].At != want[i].At || got[i].At == "" || got[i].Recipient != want[i].Recipient || got[i].Customer != want[i].Customer ||
			got[i].Purpose != want[i].Purpose || !slices.Equal(got[i].Categories, want[i].Categories) {
			t.Errorf("told of %+v, want %+v", got[i], want[i])
		}
	}
	led := postForm(t, "/v1/mojob/own/open", url.Values{"case": {p.id}, "code": {p.code}, "language": {"nb"}}).want(t, http.StatusSeeOther)
	page := do(t, "GET", led.header.Get("Location"), "", "", "Cookie", session(t, p), "Accept", "text/html").want(t, http.StatusOK)
	for _, said := range []string{"Bedrift AS", "Butikk AS", "arbeidsgivere som bruker Mojob", "Jobb gjennom Mojob", "Utvikler", "Datatilsynet"} {
		if !strings.Contains(page.body, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	theirs(t, other, p)
	logged(t, email)
}

// theirs: somebody else's link shows none of it, and a link to agreements opens nothing here.
func theirs(t *testing.T, other string, p proof) {
	t.Helper()
	their := proofIn(t, asksForOwn(t, other))
	records := opensOwn(t, their)
	if len(records) != 1 || len(records[0].Disclosures) != 0 || records[0].Fields["name"] != "Kari Eksempel "+other {
		t.Errorf("another sees %+v", records)
	}
	if nobody := opensOwn(t, proofIn(t, asksForOwn(t, address()))); len(nobody) != 0 {
		t.Errorf("a stranger sees %+v", nobody)
	}
	mixed := p
	mixed.token = their.token
	postJSON(t, "/v1/mojob/own/open", mixed.with("")).want(t, http.StatusNotFound)
	postJSON(t, "/v1/mojob/own/open", map[string]string{"case": p.id, "token": p.token}).want(t, http.StatusUnprocessableEntity)
	postJSON(t, "/v1/mojob/agreements/open", p.with("")).want(t, http.StatusNotFound)
}

// logged: that the person looked is stored beside what they have, once for each time.
func logged(t *testing.T, email string) {
	t.Helper()
	token, err := world.Token("mojob", "privacy")
	if err != nil {
		t.Fatal(err)
	}
	found := postJSON(t, "/v1/mojob/desk/search", map[string]string{"email": email}, "Authorization", "Bearer "+token).want(t, http.StatusOK)
	var body struct{ Items []struct{ Item string } }
	if err := json.Unmarshal([]byte(found.body), &body); err != nil || len(body.Items) != 1 {
		t.Fatalf("found %s", found.body)
	}
	looks := 0
	for _, it := range itemsOf(t, "mojob#SUBJECT#"+strings.Split(body.Items[0].Item, ".")[1]) {
		if strings.HasPrefix(it["sk"].(*types.AttributeValueMemberS).Value, "READ#") {
			looks++
		}
	}
	if looks != 2 {
		t.Errorf("%d looks are stored", looks)
	}
}
