package stack_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

// The addresses of somebody at home: nobody else calls from them, so that where they are
// found they were stored.
const (
	canaryFour    = "127.88.77.66"
	canaryFourNet = "127.88.77.0/24"
	canarySix     = "2001:db8:1234:5678:9abc:def0:1111:2222"
	canarySixNet  = "2001:db8:1234::/48"
)

// fromCanary calls as somebody at the IPv4 address does, by way of a proxy that tells the other.
var fromCanary = &http.Client{
	Transport: &http.Transport{DialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(canaryFour)}}).DialContext},
}

func postFromCanary(t *testing.T, path, contentType string, body any) answer {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, world.URL+path, bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Forwarded-For", canarySix+", "+canaryFour)
	r.Header.Set("Forwarded", `for="[`+canarySix+`]"`)
	r.Header.Set("X-Real-IP", canaryFour)
	res, err := fromCanary.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(said)}
}

// postFromSix calls a function as API Gateway does for somebody with an IPv6 address, which
// this machine may not have.
func postFromSix(t *testing.T, function, route string, c gdpr.ControllerID, path string, body any) {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	e := events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: "POST /v1/{controller}/" + route, RawPath: path, PathParameters: map[string]string{"controller": string(c)},
		Headers:         map[string]string{"content-type": "application/json", "x-forwarded-for": canarySix, "host": "localhost"},
		Body:            base64.StdEncoding.EncodeToString(b),
		IsBase64Encoded: true,
	}
	e.RequestContext.RouteKey, e.RequestContext.DomainName, e.RequestContext.Stage = e.RouteKey, "localhost", "$default"
	e.RequestContext.HTTP = events.APIGatewayV2HTTPRequestContextHTTPDescription{Method: http.MethodPost, Path: path, Protocol: "HTTP/1.1", SourceIP: canarySix}
	payload, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	out, err := world.Functions[function].Invoke(t.Context(), payload)
	if err != nil {
		t.Fatal(err)
	}
	var said events.APIGatewayV2HTTPResponse
	if err := json.Unmarshal(out, &said); err != nil || said.StatusCode != http.StatusAccepted {
		t.Fatalf("%s answers %d: %s %v", function, said.StatusCode, said.Body, err)
	}
}

func TestM12_NoWholeAddressOfTheNetworkIsEverStored(t *testing.T) {
	before := len(world.log.String())
	var mails []string
	to := func() string { mails = append(mails, address()); return mails[len(mails)-1] }
	ask := func(email string) fields {
		return fields{"email": email, "rights": []string{"access"}, "language": "nb"}
	}
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		postFromCanary(t, "/v1/"+string(c)+"/consents", "text/plain", visitorConsent(t, c, gdpr.NewID(), "given")).want(t, http.StatusCreated)
		postFromCanary(t, "/v1/"+string(c)+"/consents", "application/json", fields{"visitor": "?"}).want(t, http.StatusUnprocessableEntity)
		postFromCanary(t, "/v1/"+string(c)+"/requests", "application/json", ask(to())).want(t, http.StatusAccepted)
		postFromSix(t, "rights", "requests", c, "/v1/"+string(c)+"/requests", ask(to()))
	}
	applicant := to()
	postFromCanary(t, "/v1/tretoen/applications", "application/json", fields{
		"email": applicant, "language": "nb", "notice": applicantNotice(t), "files": []fields{},
		"fields": fields{"name": "Ola Nordmann", "email": applicant, "letter": "Jeg søker jobb."},
	}).want(t, http.StatusCreated)
	writer := to()
	write(t, writer, "ahoy@mojob.io", "Innsyn", "Jeg vil ha innsyn i opplysningene mine.",
		"Received", fmt.Sprintf("from home (home.example.com [%s]) by mx.example.com (Postfix)", canaryFour),
		"X-Originating-IP", "["+canarySix+"]", "Received-SPF", "pass client-ip="+canarySix)
	for _, email := range mails {
		if email != applicant {
			mailTo(t, email, "request-confirm")
		}
	}
	registered(t, "mojob", writer, 1)
	holdsOnlyNetworks(t, world.log.String()[before:], mails, writer)
}

// holdsOnlyNetworks looks for the canaries in everything that the system keeps, hands on or
// says, unsealed too.
func holdsOnlyNetworks(t *testing.T, log string, mails []string, writer string) {
	t.Helper()
	places := map[string]string{"the log": log}
	for _, table := range []string{world.MainTable(), world.KeysTable()} {
		for _, it := range scan(t, table) {
			places["table "+table] += plain(it) + "\n"
		}
	}
	for _, name := range world.Buckets {
		for _, key := range world.S3.Keys(name, "") {
			o, _ := world.S3.Get(name, key)
			places["bucket "+name] += key + string(o.Body) + fmt.Sprint(o.Metadata) + "\n"
		}
	}
	for id, q := range world.Queues {
		places["queue "+id] = fmt.Sprint(q.DeadLetters())
	}
	for _, email := range mails {
		for _, m := range mailsTo(email) {
			places["mails"] += string(m.Raw()) + fmt.Sprint(m.Tags)
		}
	}
	for _, m := range messagesFrom(t, "mojob", writer) {
		b, err := json.Marshal(struct{ A any }{fmt.Sprintf("%#v", m)})
		if err != nil {
			t.Fatal(err)
		}
		places["mails that came, unsealed"] += string(b)
		places["letters as they are kept, unsealed"] += opened(t, m.Held)
	}
	networks := places["table "+world.MainTable()]
	for _, network := range []string{canaryFourNet, canarySixNet} {
		if !strings.Contains(networks, network) {
			t.Errorf("%s is nowhere: the search would not find what is stored", network)
		}
	}
	for place, content := range places {
		for _, form := range forms(t) {
			if i := strings.Index(strings.ToLower(content), form); i >= 0 {
				t.Errorf("%s holds %s: …%.120q", place, form, content[max(0, i-60):])
			}
		}
	}
}

// opened is a letter in its bucket, opened with the one key that opens it.
func opened(t *testing.T, key string) string {
	t.Helper()
	for _, name := range world.Buckets {
		o, ok := world.S3.Get(name, key)
		if !ok {
			continue
		}
		for _, it := range scan(t, world.KeysTable()) {
			value, _ := it["value"].(*types.AttributeValueMemberB)
			if value == nil || len(value.Value) != seal.KeySize {
				continue
			}
			if raw, err := seal.Key(value.Value).Open(o.Body, key); err == nil {
				return string(raw)
			}
		}
	}
	t.Errorf("no key opens the letter at %s", key)
	return ""
}

// forms is how a whole address may be written: as text short and long, and as bytes.
func forms(t *testing.T) (all []string) {
	t.Helper()
	for _, address := range []string{canaryFour, canarySix} {
		ip, err := netip.ParseAddr(address)
		if err != nil {
			t.Fatal(err)
		}
		sixteen := ip.As16()
		all = append(all, ip.String(), ip.StringExpanded(), string(sixteen[:]), fmt.Sprintf("%x", ip.AsSlice()))
	}
	return all
}
