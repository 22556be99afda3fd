package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/lambda"
	"ordholden/internal/access"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// How much is held on whoever looks, and how many calls of the database that may cost. The worst mix
// is of what lies apart, each in a partition of its own: disclosures lie with their record.
const (
	ownDisclosures = 119 // beside the profile
	ownRequests    = 80
	ownItems       = 1 + ownDisclosures + ownRequests
	mustOwnCalls   = 9
)

// own counts what a person's own page and the copy of all that is held on them cost, for
// one person with 200 items and beside it for one with nothing: the difference is what
// grows.
func (b *bench) own(ctx context.Context) ([]figure, error) {
	rich, worst, poor := someone(), someone(), someone()
	sessions := map[string]string{}
	for _, person := range []string{rich, worst, poor} { // before there are more mails due than one reading finds
		session, err := b.session(ctx, person)
		if err != nil {
			return nil, err
		}
		sessions[person] = session
	}
	if err := b.fill(ctx, rich, ownDisclosures, ownRequests); err != nil {
		return nil, err
	}
	if err := b.fill(ctx, worst, 0, ownItems); err != nil {
		return nil, err
	}
	var figures []figure
	for _, what := range []struct{ name, method, path string }{
		{"own page", "GET", "/v1/" + profiles + "/own"},
		{"copy of everything", "POST", "/v1/" + profiles + "/own/copy"},
	} {
		many, err := b.ownCalls(ctx, sessions[rich], what.method, what.path)
		if err != nil {
			return figures, fmt.Errorf("%s: %w", what.name, err)
		}
		apart, err := b.ownCalls(ctx, sessions[worst], what.method, what.path)
		if err != nil {
			return figures, fmt.Errorf("%s: %w", what.name, err)
		}
		few, err := b.ownCalls(ctx, sessions[poor], what.method, what.path)
		if err != nil {
			return figures, fmt.Errorf("%s: %w", what.name, err)
		}
		figures = append(figures,
			atMost(fmt.Sprintf("database calls, %s of a person with %d items", what.name, ownItems), "%.0f", total(many), mustOwnCalls),
			atMost(fmt.Sprintf("the same where %d of them are requests", ownItems), "%.0f", total(apart), mustOwnCalls),
			forTheRecord("the same of a person with none", "%.0f", total(few)),
			forTheRecord("which they are", "%s", named(many)))
	}
	return figures, nil
}

// fill has a person registered, shown to customers, and ask, so many times.
func (b *bench) fill(ctx context.Context, person string, disclosures, requests int) error {
	if err := b.register(ctx, person); err != nil {
		return err
	}
	f, err := b.function("holding", b.bootstrap("holding"))
	if err != nil {
		return err
	}
	defer f.Stop()
	for n := range disclosures {
		_, err := answered(ctx, f, machine(profiles, "disclosures.write"), "POST", "/v1/"+profiles+"/holding/disclosures", map[string]any{
			"email": person, "recipient": "customers", "customer": fmt.Sprintf("Bedrift %d AS", n), "categories": []string{"profile"},
		}, http.StatusCreated)
		if err != nil {
			return err
		}
	}
	asks, err := b.function("rights", b.bootstrap("rights"))
	if err != nil {
		return err
	}
	defer asks.Stop()
	for n := range requests {
		_, err := answered(ctx, asks, nil, "POST", "/v1/"+profiles+"/requests", map[string]any{
			"email": person, "language": "nb", "rights": []string{"access"}, "text": fmt.Sprintf("Nummer %d", n),
		}, http.StatusAccepted)
		if err != nil {
			return err
		}
	}
	return nil
}

// ownCalls is what one call on the person's page costs, in a process that has answered
// one before.
func (b *bench) ownCalls(ctx context.Context, session, method, path string) (map[string]int, error) {
	proxy, err := faulty.New(b.stack.Database.URL)
	if err != nil {
		return nil, err
	}
	front, err := serve(proxy)
	if err != nil {
		return nil, err
	}
	defer front.Close()
	f, err := b.function("holding", b.bootstrap("holding"), "AWS_ENDPOINT_URL_DYNAMODB=http://"+front.Addr)
	if err != nil {
		return nil, err
	}
	defer f.Stop()
	for range 2 {
		proxy.Reset()
		if err := visited(ctx, f, b.stack.URL, session, method, path); err != nil {
			return nil, err
		}
	}
	return proxy.Calls(), nil
}

// session is the cookie of whoever has come in by the mail's link and code.
func (b *bench) session(ctx context.Context, person string) (string, error) {
	p, err := b.wayIn(ctx, gdpr.Private(person))
	if err != nil {
		return "", err
	}
	f, err := b.function("holding", b.bootstrap("holding"))
	if err != nil {
		return "", err
	}
	defer f.Stop()
	event, err := callAs(nil, "POST", "/v1/"+profiles+"/own/open", fmt.Sprintf(`{"case":%q,"token":%q,"code":%q}`, p.Case, p.Token.Reveal(), p.Code.Reveal()))
	if err != nil {
		return "", err
	}
	payload, err := f.Invoke(ctx, event)
	if err != nil {
		return "", err
	}
	var answer events.APIGatewayV2HTTPResponse
	if err := json.Unmarshal(payload, &answer); err != nil {
		return "", fmt.Errorf("answer: %w", err)
	}
	for _, c := range answer.Cookies {
		value, _, _ := strings.Cut(c, ";")
		return value, nil
	}
	return "", fmt.Errorf("coming in is answered %d without a cookie: %s", answer.StatusCode, answer.Body)
}

// wayIn asks for a link, and takes it where the mail would.
func (b *bench) wayIn(ctx context.Context, person gdpr.Private) (gdpr.Proof, error) {
	table := b.table()
	subject, err := dynamo.Holdings{Table: table}.Subject(ctx, profiles, person)
	if err != nil {
		return gdpr.Proof{}, err
	}
	if err := (dynamo.Doors{Table: table}).Ask(ctx, profiles, access.ToOwn, person, gdpr.Bokmal, ""); err != nil {
		return gdpr.Proof{}, err
	}
	mails, now := dynamo.Mails{Table: table}, time.Now()
	due, err := mails.Due(ctx, profiles, now.Add(time.Minute))
	if err != nil {
		return gdpr.Proof{}, err
	}
	for _, r := range due {
		l, err := mails.Letter(ctx, r)
		if err != nil || l.Kind != outbox.OwnLink || l.Subject != subject {
			continue
		}
		issued, err := mails.Issue(ctx, l, now)
		if err != nil {
			return gdpr.Proof{}, err
		}
		to := l.Entry
		to.State, to.Attempts, to.Due = outbox.Sending, l.Attempts+1, now.Add(time.Hour)
		return gdpr.Proof{Case: r.Case, Token: issued.Token, Code: issued.Code}, mails.Claim(ctx, l.Entry, to, issued, nil)
	}
	return gdpr.Proof{}, fmt.Errorf("of %d mails that are due none lets the person in", len(due))
}

// table is the stack's, as the functions have it.
func (b *bench) table() *dynamo.Table {
	client := b.stack.Database.Client()
	return &dynamo.Table{
		Client: client, Name: b.stack.MainTable(), Now: time.Now,
		Keys: &dynamo.Keyring{Client: client, Name: b.stack.KeysTable(), Now: time.Now},
	}
}

// visited calls the page with the cookie of a session, from the page itself.
func visited(ctx context.Context, f *lambda.Function, origin, session, method, path string) error {
	e := callOf(method, path, "")
	e.Cookies = []string{session}
	e.Headers["origin"], e.Headers["accept"] = origin, "application/json"
	if method == "POST" {
		e.Body = "{}"
	}
	event, err := json.Marshal(e)
	if err != nil {
		return err
	}
	payload, err := f.Invoke(ctx, event)
	if err != nil {
		return err
	}
	return status(http.StatusOK)(payload)
}

func total(calls map[string]int) float64 {
	all := 0
	for _, n := range calls {
		all += n
	}
	return float64(all)
}
