package outbox_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// newest delivers what is due and returns the mail that came of it.
func (b bench) newest(kind outbox.Kind) inbox.Message {
	b.t.Helper()
	b.sweep(1)
	m := b.ses.Inbox().Messages()[0]
	if m.Tags["mail"] != string(kind) {
		b.t.Fatalf("the mail is %s, want %s", m.Tags["mail"], kind)
	}
	return m
}

var (
	linkInMail = regexp.MustCompile(`https://personvern\.example\.com/\S+`)
	codeInMail = regexp.MustCompile(`(?m)^\s*(?:Code:?\s*)?([0-9a-hjkmnp-tv-z]{6})\s*$`)
)

// read is what a person finds in a mail: the link's secret, and the code.
func read(t *testing.T, m inbox.Message) gdpr.Proof {
	t.Helper()
	_, fragment, _ := strings.Cut(linkInMail.FindString(m.Text), "#")
	values, err := url.ParseQuery(fragment)
	if err != nil {
		t.Fatal(err)
	}
	p := gdpr.Proof{Case: gdpr.ID(values.Get("case")), Token: gdpr.Private(values.Get("token"))}
	if code := codeInMail.FindStringSubmatch(m.Text); code != nil {
		p.Code = gdpr.Private(code[1])
	}
	return p
}

func TestWhatARequestsMailsHoldOpensIt(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	in := rights.Intake{Address: kari, Rights: []gdpr.Right{gdpr.Access}, Language: gdpr.English, Channel: rights.ByForm}
	if _, err := b.requests.Receive(ctx, mojob, in); err != nil {
		t.Fatal(err)
	}
	p := read(t, b.newest(outbox.RequestConfirm))
	if p.Token == "" || p.Code == "" {
		t.Fatal("no token, or no code, in the mail")
	}
	_, err := b.requests.Decide(ctx, mojob, gdpr.Proof{Case: p.Case, Token: p.Token}, rights.Confirmed)
	if gdpr.KindOf(err) != gdpr.Invalid {
		t.Errorf("the link alone opens it: %v", err)
	}
	if held, err := b.requests.Decide(ctx, mojob, p, rights.Confirmed); err != nil || held.Workflow != rights.Open {
		t.Fatalf("%s, %v", held.Workflow, err)
	}
	b.clock.advance(firstRetry)
	follow := read(t, b.newest(outbox.RequestOpen))
	if held, err := b.requests.Follow(ctx, mojob, follow); err != nil || held.Address != kari {
		t.Errorf("%v", err)
	}
	if _, err := b.requests.Decide(ctx, mojob, follow, rights.Refused); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("the link to follow it decides: %v", err)
	}
	if _, err := b.requests.Decide(ctx, mojob, p, rights.Refused); err != nil {
		t.Fatal(err)
	}
	b.clock.advance(firstRetry)
	b.newest(outbox.RequestCanceled)
	b.sweep(0)
}

func TestWhatAConsentsMailsHoldOpensIt(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	desk := consent.Desk{Controllers: controllers.Registry(), Dossiers: dynamo.Consents{Table: b.table}, Now: b.clock.Now}
	d, _ := controllers.Registry().Current(mojob)
	s := consent.Submission{Address: kari, Language: gdpr.English, Mechanism: consent.ByForm}
	for _, n := range d.Notices {
		if n.Audience == controller.Persons && n.Language == s.Language {
			s.Notice = n.Digest
		}
	}
	for _, p := range d.Asked(controller.Persons) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: p.ID, Decision: gdpr.Given})
	}
	if _, err := desk.Person(ctx, mojob, s); err != nil {
		t.Fatal(err)
	}
	p := read(t, b.newest(outbox.ConsentConfirm))
	if held, err := desk.Decide(ctx, mojob, gdpr.Proof{Case: p.Case, Token: p.Token}, consent.Confirm); err != nil || held.State != consent.Standing {
		t.Fatalf("%s, %v", held.State, err)
	}
	b.clock.advance(firstRetry)
	if given := b.newest(outbox.ConsentGiven); !strings.HasSuffix(linkInMail.FindString(given.Text), "/v1/mojob/consents/"+string(p.Case)) {
		t.Errorf("what shows and withdraws it: %s", linkInMail.FindString(given.Text))
	}
	if held, err := desk.WithdrawPerson(ctx, mojob, p.Case); err != nil || held.State != consent.Ended {
		t.Fatalf("%s, %v", held.State, err)
	}
	b.clock.advance(firstRetry)
	b.newest(outbox.ConsentWithdrawn)
	b.sweep(0)
}
