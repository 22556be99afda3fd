package stack_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// mailOf waits for a mail of a kind of which a case may have several.
func mailOf(t testing.TB, address string, kind outbox.Kind) inbox.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	m, err := world.Mail.Inbox().Wait(ctx, func(m inbox.Message) bool {
		return m.To == address && strings.HasPrefix(m.Tags["mail"]+"-", string(kind)+"-")
	})
	if err != nil {
		t.Fatalf("no mail %s to %s: %v", kind, address, err)
	}
	return m
}

// request is a case as staff or the person see it.
type request struct {
	Case, State, Identity, Delivery string
	Revision                        int
	Acts                            []string
}

// asks is a person who asks by the form and confirms by mail: the case.
func asks(t testing.TB, c, email string, more fields, rights ...string) string {
	t.Helper()
	body := fields{"email": email, "rights": rights, "language": "nb"}
	for name, value := range more {
		body[name] = value
	}
	postJSON(t, "/v1/"+c+"/requests", body).want(t, http.StatusAccepted)
	p := proofIn(t, mailTo(t, email, string(outbox.RequestConfirm)))
	postJSON(t, "/v1/"+c+"/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
	return p.id
}

// ticks has the clock look at what is due.
func ticks(t testing.TB) {
	t.Helper()
	if err := world.Tick(context.Background(), "clock"); err != nil {
		t.Fatal(err)
	}
}

// later lets time pass for one case: what it waits for comes so much sooner.
func later(t testing.TB, c, id string, by time.Duration) {
	t.Helper()
	key := item2key(c+"#CASE#"+id, "CASE")
	out, err := world.Database.Client().GetItem(context.Background(), &dynamodb.GetItemInput{
		TableName: aws.String(world.MainTable()), Key: key, ConsistentRead: aws.Bool(true),
	})
	if err != nil || out.Item == nil {
		t.Fatalf("case %s: %v", id, err)
	}
	names, values, sets := map[string]string{}, map[string]types.AttributeValue{}, []string{}
	for i, name := range []string{"until", "due", "deadline"} {
		v, ok := out.Item[name].(*types.AttributeValueMemberS)
		if !ok || v.Value == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, v.Value)
		if err != nil {
			t.Fatalf("case %s: %s is %q", id, name, v.Value)
		}
		names[fmt.Sprint("#n", i)] = name
		values[fmt.Sprint(":v", i)] = &types.AttributeValueMemberS{Value: at.Add(-by).UTC().Format("2006-01-02T15:04:05.000Z")}
		sets = append(sets, fmt.Sprintf("#n%d = :v%d", i, i))
	}
	if sets == nil {
		t.Fatalf("case %s waits for nothing: %v", id, out.Item)
	}
	_, err = world.Database.Client().UpdateItem(context.Background(), &dynamodb.UpdateItemInput{
		TableName: aws.String(world.MainTable()), Key: key, UpdateExpression: aws.String("SET " + strings.Join(sets, ", ")),
		ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cools lets the time pass in which an erasure can be stopped. It counts from the mail that says
// so, when that was taken for delivery: before each is known to have been, it has not begun.
func cools(t testing.TB, c, id string) {
	t.Helper()
	eventually(t, "announcement of "+id, func() bool {
		mails := beside(t, c, id, "MAIL#"+string(outbox.RequestErasing), "")
		return mails > 0 && beside(t, c, id, "EVENT#", "#"+string(rights.Reach)) == mails
	})
	later(t, c, id, coolingOff)
}

// fetched lets the time pass in which a copy that another case has released can be fetched, for
// which an erasure waits once its own time is over.
func fetched(t testing.TB, c, id, copied string) {
	t.Helper()
	eventually(t, "that "+id+" waits for the copy", func() bool {
		ticks(t)
		return beside(t, c, id, "EVENT#", "#"+string(rights.Wait)) == 1
	})
	at := time.Now().Add(-25 * time.Hour).UTC().Format("2006-01-02T15:04:05.000Z")
	_, err := world.Database.Client().UpdateItem(context.Background(), &dynamodb.UpdateItemInput{
		TableName: aws.String(world.MainTable()), Key: item2key(c+"#CASE#"+copied, "CASE"),
		UpdateExpression: aws.String("SET outcomes[0].#at = :at"), ExpressionAttributeNames: map[string]string{"#at": "at"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":at": &types.AttributeValueMemberS{Value: at}},
	})
	if err != nil {
		t.Fatal(err)
	}
	later(t, c, id, 25*time.Hour)
}

// beside is how many items lie in a case's partition whose sort keys begin and end so.
func beside(t testing.TB, c, id, begins, ends string) (n int) {
	t.Helper()
	out, err := world.Database.Client().Query(context.Background(), &dynamodb.QueryInput{
		TableName: aws.String(world.MainTable()), ConsistentRead: aws.Bool(true),
		KeyConditionExpression: aws.String("pk = :pk AND begins_with(sk, :begins)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":pk": &types.AttributeValueMemberS{Value: c + "#CASE#" + id}, ":begins": &types.AttributeValueMemberS{Value: begins},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range out.Items {
		if strings.HasSuffix(it["sk"].(*types.AttributeValueMemberS).Value, ends) {
			n++
		}
	}
	return n
}

// shown is a case as the desk shows it.
func shown(t testing.TB, c, id string) (r request) {
	t.Helper()
	staff(t, c, "privacy").call("GET", "/desk/cases/"+id, nil).want(t, http.StatusOK).into(t, &r)
	return r
}

// reaches ticks until a case is where it is to come, no oftener than staff may look.
func reaches(t testing.TB, c, id, state string) (r request) {
	t.Helper()
	looks := time.NewTicker(300 * time.Millisecond)
	defer looks.Stop()
	for deadline := time.Now().Add(patience); ; <-looks.C {
		if r = shown(t, c, id); r.State == state {
			return r
		}
		if time.Now().After(deadline) {
			t.Fatalf("case %s is %+v, and not %s in %v; the log has of it\n%s", id, r, state, patience, logOf(id))
		}
		ticks(t)
	}
}

// logOf is what the functions have logged that names something.
func logOf(id string) string {
	var b strings.Builder
	for l := range strings.Lines(world.log.String()) {
		if strings.Contains(l, id) {
			b.WriteString(l)
		}
	}
	return b.String()
}

// acts has staff do something about a case as it stands now. Whoever finds that it has moved
// meanwhile, such as by the delivery of a mail, reads it again.
func acts(t testing.TB, c, id, act string, body fields) (a answer) {
	t.Helper()
	for range 5 {
		sent := fields{"revision": shown(t, c, id).Revision}
		for name, value := range body {
			sent[name] = value
		}
		a = staff(t, c, "privacy").call("POST", "/desk/cases/"+id+"/"+act, sent)
		if a.status != http.StatusConflict || a.field(t, "code") != "changed" {
			break
		}
	}
	return a
}

// ownPage is somebody who has come in to their own page.
type ownPage struct {
	t      testing.TB
	at     string
	cookie string
}

func own(t testing.TB, c, email string) ownPage {
	t.Helper()
	postJSON(t, "/v1/"+c+"/own/link", fields{"email": email, "language": "nb"}).want(t, http.StatusAccepted)
	return comesIn(t, c, mailTo(t, email, string(outbox.OwnLink)))
}

// comesIn opens the person's page by a mail.
func comesIn(t testing.TB, c string, m inbox.Message) ownPage {
	t.Helper()
	a := postJSON(t, "/v1/"+c+"/own/open", proofIn(t, m).with(""))
	if a.status >= 300 {
		t.Fatalf("coming in is answered %d: %s", a.status, a.body)
	}
	set := a.header.Get("Set-Cookie")
	value, rest, _ := strings.Cut(set, ";")
	for _, must := range []string{"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(rest, must) {
			t.Errorf("the cookie is set without %s: %s", must, rest)
		}
	}
	if !strings.HasPrefix(value, "__Host-own-"+c+"=") {
		t.Fatalf("no ownPage: %q", set)
	}
	return ownPage{t, "/v1/" + c, value}
}

func (s ownPage) call(method, path string, body any) answer {
	s.t.Helper()
	text, contentType := "", ""
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			s.t.Fatal(err)
		}
		text, contentType = string(b), "application/json"
	}
	return do(s.t, method, s.at+path, contentType, text, "Cookie", s.cookie, "Origin", world.URL, "Accept", "application/json")
}

// held is what the person sees.
type held struct {
	Records []struct {
		heldItem
		Disclosures []told
	}
	Consents []struct {
		Consent, State string
		History        []struct{ Event string }
	}
	Cases []request
}

func (s ownPage) sees() (h held) {
	s.t.Helper()
	s.call("GET", "/own", nil).want(s.t, http.StatusOK).into(s.t, &h)
	return h
}

// copied is the files of the copy, by name.
func (s ownPage) copied() map[string][]byte {
	s.t.Helper()
	var at struct{ URL string }
	s.call("POST", "/own/copy", fields{}).want(s.t, http.StatusOK).into(s.t, &at)
	return unzipped(s.t, at.URL)
}

func unzipped(t testing.TB, url string) map[string][]byte {
	t.Helper()
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("the copy is answered %d, %v, %v", res.StatusCode, res.Header, err)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return files
}

// profiled is a person whom mojob has a profile of.
func profiled(t testing.TB, more fields) (email string) {
	t.Helper()
	email = address()
	said := fields{"name": "Kari Eksempel", "email": email, "headline": "Utvikler"}
	for name, value := range more {
		said[name] = value
	}
	machine(t, "mojob", "profiles.write").call("PUT", "/holding/profiles", fields{"email": email, "language": "nb", "fields": said}).want(t, http.StatusOK)
	return email
}

// disclosed has mojob's platform tell of a customer who saw a profile.
func disclosed(t testing.TB, email, customer string) {
	t.Helper()
	machine(t, "mojob", "disclosures.write").call("POST", "/holding/disclosures", fields{
		"email": email, "recipient": "customers", "customer": customer, "categories": []string{"profile"}}).want(t, http.StatusCreated)
}

// namesAuthority fails the test where a mail does not say to whom one can complain.
func namesAuthority(t testing.TB, m inbox.Message) {
	t.Helper()
	for _, said := range []string{"Datatilsynet", "Postboks 458 Sentrum"} {
		if !strings.Contains(m.Text, said) || !strings.Contains(m.HTML, said) {
			t.Errorf("%s does not say %q:\n%s", m.Tags["mail"], said, m.Text)
		}
	}
}

// known reports whether something of a kind is held at a controller under an address.
func (h held) has(class string) bool {
	for _, r := range h.Records {
		if strings.HasPrefix(r.Item, class+".") {
			return true
		}
	}
	return false
}
