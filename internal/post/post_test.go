package post_test

import (
	"context"
	"crypto/ed25519"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	localses "ordholden/infra/local/ses"
	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/platform"
	"ordholden/internal/post"
	"ordholden/internal/residence"
	"ordholden/internal/rights"
	"ordholden/internal/seal"
	"ordholden/internal/ses"
)

const (
	origin              = "https://personvern.example.com"
	kari   gdpr.Private = "kari@example.no"
)

var (
	now   = time.Date(2026, time.March, 5, 8, 41, 0, 0, time.UTC)
	kinds = []outbox.Kind{
		outbox.RequestConfirm, outbox.RequestReceived, outbox.RequestAdded, outbox.RequestOpen, outbox.RequestCanceled,
		outbox.ConsentConfirm, outbox.ConsentGiven, outbox.ConsentWithdrawn,
		outbox.ConsentRenew, outbox.ConsentRenewed, outbox.ConsentRestored, outbox.AgreementLink, outbox.OwnLink,
		outbox.RequestCopy, outbox.RequestSettled, outbox.RequestAnswered, outbox.RequestRefused, outbox.RequestExtended,
		outbox.RequestIdentity, outbox.RequestErasing, outbox.RequestRestricted, outbox.RequestLifting, outbox.RequestLapsed,
	}
)

// setUp is a post that sends to a SES of the test's own.
func setUp(t *testing.T) (post.Post, *localses.Server) {
	t.Helper()
	server, err := localses.Start(localses.Config{
		Identities: []string{"mojob.io", "321.no"}, ConfigurationSets: []string{"ordholden"}, Now: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Stop()
		if accused := server.Accusations(); len(accused) > 0 {
			t.Errorf("SES: %s", strings.Join(accused, "; "))
		}
	})
	t.Setenv("AWS_ENDPOINT_URL_SES", server.URL)
	t.Setenv("AWS_REGION", "eu-north-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	return post.Post{
		Controllers: controllers.Registry(), Calendar: holiday.Norway{}, PublicURL: origin, SES: ses.New("ordholden"),
		Receipts: dpv.Issuer{Keys: ring{}, PublicURL: origin, Place: residence.Place{Region: "eu-north-1", Country: "SE"}},
	}, server
}

// letter is a whole letter of a kind, as the outbox hands it over.
func letter(c gdpr.ControllerID, k outbox.Kind, l gdpr.Language) outbox.Letter {
	d, _ := controllers.Registry().Current(c)
	id := gdpr.NewID()
	out := outbox.Letter{
		Entry: outbox.Entry{Ref: outbox.Ref{Controller: c, Case: id, Entry: string(k)}, Kind: k, Subject: "1-someone"},
		To:    kari, Language: l,
	}
	if action := k.Link(); action != "" {
		issued := link.Issue(link.Target{Controller: c, Case: id, Action: action, Subject: "1-someone"}, seal.Secret{ID: "1"}, now)
		out.Link = &issued
	}
	if k == outbox.ConsentRenew {
		out.Until = now.AddDate(0, 0, 30)
	}
	if k.AboutAccess() {
		out.Created = now
		return out
	}
	if k.AboutConsent() {
		out.Consent = &consent.Consent{ID: id, Controller: c, Address: kari, Recorded: now, Seen: consent.Seen{Version: d.Version, Language: l}}
		for _, p := range d.Asked(controller.Persons) {
			out.Consent.Choices = append(out.Consent.Choices, consent.Choice{Purpose: p.ID, Decision: gdpr.Given})
		}
		for _, p := range d.Purposes[:1] {
			out.Consent.Choices = append(out.Consent.Choices, consent.Choice{Purpose: p.ID, Decision: gdpr.Given})
		}
		return out
	}
	out.Request = &rights.Request{
		ID: id, Controller: c, Address: kari, Rights: []gdpr.Right{gdpr.Access, gdpr.Objection}, Received: now, Language: l,
		Until: now.AddDate(0, 0, 2),
	}
	switch k {
	case outbox.RequestExtended:
		out.Request.Extended = rights.Extension{At: now, Told: now, Reasons: "Mye å lete i."}
	case outbox.RequestIdentity:
		out.Request.Pause = rights.Pause{From: now, Question: "Hvem er du?"}
	}
	out.Said = "Ja."
	outcome := rights.Outcome{Right: gdpr.Access, Result: rights.Granted, At: now}
	switch k {
	case outbox.RequestRefused:
		outcome.Result, outcome.Ground, outcome.Reasons = rights.Withheld, "others-rights", "Andre er nevnt."
		out.Request.Outcomes = append(out.Request.Outcomes, outcome)
	case outbox.RequestSettled, outbox.RequestCopy:
		out.Request.Outcomes = append(out.Request.Outcomes, outcome)
	}
	return out
}

// sent is the one mail that a letter becomes.
func sent(t *testing.T, p post.Post, server *localses.Server, l outbox.Letter) inbox.Message {
	t.Helper()
	outcome, id, err := p.Send(t.Context(), l, now)
	m, ok := server.Inbox().Message(id)
	if outcome != outbox.Accepted || err != nil || !ok {
		t.Fatalf("%s in %q: outcome %d, id %q, %v", l.Kind, l.Language, outcome, id, err)
	}
	return m
}

var ours = regexp.MustCompile(regexp.QuoteMeta(origin) + `[^\s"<>]*`)

func TestEachKindGoesOutInEachLanguage(t *testing.T) {
	p, server := setUp(t)
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		d, _ := p.Controllers.Current(c)
		subjects := map[string]bool{}
		for _, k := range kinds {
			for _, language := range gdpr.Languages {
				l := letter(c, k, language)
				m := sent(t, p, server, l)
				if m.To != kari.Reveal() || m.From != d.Mailbox || m.Headers.Get("Content-Language") != string(language) {
					t.Errorf("%s: from %s to %s in %s", k, m.From, m.To, m.Headers.Get("Content-Language"))
				}
				want := map[string]string{"controller": string(c), "case": string(l.Case), "mail": string(k)}
				for name, value := range want {
					if m.Tags[name] != value {
						t.Errorf("%s: tag %s is %q, want %q", k, name, m.Tags[name], value)
					}
				}
				if !strings.Contains(m.Text, "Datatilsynet") || !strings.Contains(m.Text, l.Case.Grouped()) {
					t.Errorf("%s in %s names neither authority nor case:\n%s", k, language, m.Text)
				}
				subjects[strings.ReplaceAll(m.Subject, string(l.Case), "")] = true
			}
		}
		if len(subjects) < len(kinds) {
			t.Errorf("%s: %d subjects for %d kinds", c, len(subjects), len(kinds))
		}
	}
}

// Threat H2: what opens a case travels in the fragment, which no server logs.
func TestLinksLeadToTheirPageWithTheirSecretInTheFragment(t *testing.T) {
	p, server := setUp(t)
	for kind, path := range map[outbox.Kind]string{
		outbox.RequestConfirm: "/mojob/nn/confirm", outbox.RequestOpen: "/mojob/nn/status",
		outbox.RequestReceived: "/mojob/nn/request", outbox.ConsentConfirm: "/mojob/nn/confirm-consent", outbox.ConsentGiven: "/v1/mojob/consents/",
		outbox.ConsentRenew: "/mojob/nn/renew-consent", outbox.ConsentWithdrawn: "/mojob/nn/restore-consent",
		outbox.ConsentRenewed: "/v1/mojob/consents/", outbox.ConsentRestored: "/v1/mojob/consents/", outbox.AgreementLink: "/mojob/nn/open-agreements",
		outbox.OwnLink:     "/mojob/nn/own-open",
		outbox.RequestCopy: "/mojob/nn/own-open", outbox.RequestIdentity: "/mojob/nn/confirm", outbox.RequestErasing: "/mojob/nn/stop",
		outbox.RequestSettled: "/mojob/nn/status", outbox.RequestAnswered: "/mojob/nn/status", outbox.RequestRefused: "/mojob/nn/status",
		outbox.RequestExtended: "/mojob/nn/status", outbox.RequestRestricted: "/mojob/nn/status", outbox.RequestLifting: "/mojob/nn/status",
		outbox.RequestLapsed: "/mojob/nn/request",
	} {
		l := letter("mojob", kind, gdpr.Nynorsk)
		if strings.HasSuffix(path, "/") {
			path += string(l.Case)
		}
		m := sent(t, p, server, l)
		for name, body := range map[string]string{"text": m.Text, "HTML": strings.ReplaceAll(m.HTML, "&amp;", "&")} {
			links := ours.FindAllString(body, -1)
			if len(links) == 0 {
				t.Fatalf("%s: no link in the %s", kind, name)
			}
			for _, found := range links {
				u, err := url.Parse(found)
				if err != nil {
					t.Fatal(err)
				}
				if u.Path == "/v1/mojob/consents/"+string(l.Case)+"/receipt" && u.Fragment == "" {
					continue // where its receipt is read, beside where it leads
				}
				if u.Path != path || u.RawQuery != "" {
					t.Errorf("%s: path %s, query %q", kind, u.Path, u.RawQuery)
				}
				if l.Link == nil {
					if u.Fragment != "" {
						t.Errorf("%s: fragment %q", kind, u.Fragment)
					}
					continue
				}
				q, _ := url.ParseQuery(u.Fragment)
				if q.Get("token") != l.Link.Token.Reveal() || q.Get("case") != string(l.Case) {
					t.Errorf("%s: the fragment lacks the token or the case", kind)
				}
				if strings.Contains(found, l.Link.Code.Reveal()) {
					t.Errorf("%s: the link holds the code", kind)
				}
			}
		}
	}
}

func TestMailsThatLeadNowhereHoldNoLink(t *testing.T) {
	p, server := setUp(t)
	for _, kind := range []outbox.Kind{outbox.RequestAdded, outbox.RequestCanceled} {
		if m := sent(t, p, server, letter("mojob", kind, gdpr.English)); ours.MatchString(m.Text) || ours.MatchString(m.HTML) {
			t.Errorf("%s: %s", kind, ours.FindString(m.Text))
		}
	}
}

// Threat H2: token and code stand in the body, and nowhere that is shown or kept beside it.
func TestNoSecretIsInAHeaderOrATag(t *testing.T) {
	p, server := setUp(t)
	for _, kind := range kinds {
		l := letter("mojob", kind, gdpr.English)
		if l.Link == nil {
			continue
		}
		m := sent(t, p, server, l)
		if !strings.Contains(m.Text, l.Link.Code.Reveal()) {
			t.Errorf("%s: no code in the text", kind)
		}
		for name, values := range m.Headers {
			for _, v := range values {
				if strings.Contains(v, l.Link.Token.Reveal()) || strings.Contains(v, l.Link.Code.Reveal()) {
					t.Errorf("%s: a secret in %s", kind, name)
				}
			}
		}
	}
}

// The page asks for the code exactly where it is needed.
func TestTheLinkSaysWhetherTheCodeIsNeeded(t *testing.T) {
	p, server := setUp(t)
	for _, right := range gdpr.Rights {
		l := letter("mojob", outbox.RequestConfirm, gdpr.Bokmal)
		l.Request.Rights = []gdpr.Right{right}
		found := ours.FindString(sent(t, p, server, l).Text)
		_, fragment, _ := strings.Cut(found, "#")
		needs := slices.Contains([]gdpr.Right{gdpr.Access, gdpr.Portability, gdpr.Rectification, gdpr.Erasure}, right)
		if strings.Contains(fragment, "code=1") != needs {
			t.Errorf("%s: %s", right, strings.ReplaceAll(fragment, l.Link.Token.Reveal(), "…"))
		}
	}
	for _, kind := range []outbox.Kind{outbox.RequestOpen, outbox.ConsentConfirm, outbox.ConsentRenew, outbox.ConsentWithdrawn} {
		if m := sent(t, p, server, letter("mojob", kind, gdpr.Bokmal)); strings.Contains(m.Text, "code=1") {
			t.Errorf("%s asks for a code", kind)
		}
	}
}

func TestALanguageThatNobodySpeaksHereIsBokmal(t *testing.T) {
	p, server := setUp(t)
	for _, language := range []gdpr.Language{"", "se", "nb-NO"} {
		for _, kind := range kinds {
			m := sent(t, p, server, letter("mojob", kind, language))
			if m.Headers.Get("Content-Language") != "nb" {
				t.Errorf("%s in %q goes out in %q", kind, language, m.Headers.Get("Content-Language"))
			}
			if found := ours.FindString(m.Text); (kind.Link() != "" || kind == outbox.RequestReceived || kind == outbox.RequestLapsed) && !strings.HasPrefix(found, origin+"/mojob/nb/") {
				t.Errorf("%s in %q leads to %s", kind, language, strings.SplitN(found, "#", 2)[0])
			}
		}
	}
}

// A consent is spoken of in the words that the person saw, a request in those of today.
func TestAConsentIsInTheWordsOfTheVersionSeen(t *testing.T) {
	p, server := setUp(t)
	seen, _ := p.Controllers.Current("mojob")
	newer := *seen
	newer.Version = controller.Version{Major: seen.Version.Major + 1}
	newer.ShortName, newer.Name = "Nymojob", "Nymojob AS"
	p.Controllers = controller.New(seen, &newer)
	if m := sent(t, p, server, letter("mojob", outbox.ConsentGiven, gdpr.English)); strings.Contains(m.Text, "Nymojob") {
		t.Error("the consent is in words of a version that the person never saw")
	}
	if m := sent(t, p, server, letter("mojob", outbox.RequestConfirm, gdpr.English)); !strings.Contains(m.Text, "Nymojob") {
		t.Error("the request is in words of an old version")
	}
}

func TestEachAttemptIsTheSameMessage(t *testing.T) {
	p, server := setUp(t)
	l := letter("mojob", outbox.RequestConfirm, gdpr.Bokmal)
	first, second := sent(t, p, server, l), sent(t, p, server, l)
	if a, b := first.Headers.Get("X-Original-Message-Id"), second.Headers.Get("X-Original-Message-Id"); a != b || a == "" {
		t.Errorf("%s, then %s", a, b)
	}
}

func TestALetterThatCannotBeComposedIsPermanentAndNeverTried(t *testing.T) {
	for name, change := range map[string]func(l *outbox.Letter){
		"of an unknown controller": func(l *outbox.Letter) { l.Controller = "nobody" },
		"of an unknown kind":       func(l *outbox.Letter) { l.Kind = "request-lost" },
		"about nothing":            func(l *outbox.Letter) { l.Request, l.Consent = nil, nil },
		"without its link":         func(l *outbox.Letter) { l.Link = nil },
		"to nobody":                func(l *outbox.Letter) { l.To = "" },
		"to two":                   func(l *outbox.Letter) { l.To = "kari@example.no,ola@example.no" },
		"to a line break":          func(l *outbox.Letter) { l.To = "kari@example.no\r\nBcc: ola@example.no" },
		"to a name SES cannot say": func(l *outbox.Letter) { l.To = "kåre@example.no" },
		"named with a space":       func(l *outbox.Letter) { l.Entry.Entry = "request confirm" },
		"without a matter": func(l *outbox.Letter) {
			if l.Request != nil {
				l.Request.Rights = nil
				return
			}
			l.Consent.Choices = nil
		},
		"of a version that is gone": func(l *outbox.Letter) {
			if l.Request != nil {
				l.Controller = "gone"
				return
			}
			l.Consent.Seen.Version.Major = 99
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, server := setUp(t)
			for _, kind := range []outbox.Kind{outbox.RequestConfirm, outbox.RequestOpen, outbox.ConsentConfirm} {
				l := letter("mojob", kind, gdpr.Bokmal)
				change(&l)
				outcome, id, err := p.Send(t.Context(), l, now)
				if outcome != outbox.Permanent || id != "" || err == nil {
					t.Errorf("%s: outcome %d, id %q, %v", kind, outcome, id, err)
				}
				if err != nil && strings.Contains(err.Error(), "@") {
					t.Errorf("%s: the error quotes an address: %v", kind, err)
				}
			}
			if n := len(server.Inbox().Messages()); n != 0 {
				t.Errorf("%d mails went out", n)
			}
		})
	}
}

func TestWhatSESAnswersIsToldApart(t *testing.T) {
	for kind, want := range map[localses.Kind]outbox.Outcome{
		localses.Throttling: outbox.TryLater, localses.ServerError: outbox.TryLater,
		localses.Quota: outbox.Stopped, localses.Paused: outbox.Stopped, localses.SetPaused: outbox.Stopped,
		localses.Rejected: outbox.Permanent, localses.MailFrom: outbox.Permanent,
		localses.AcceptedLost: outbox.Ambiguous, localses.Refused: outbox.Ambiguous,
	} {
		p, server := setUp(t)
		if err := server.Inject(localses.Fault{Kind: kind}); err != nil {
			t.Fatal(err)
		}
		outcome, id, err := p.Send(t.Context(), letter("mojob", outbox.RequestConfirm, gdpr.Bokmal), now)
		if outcome != want || id != "" || err == nil {
			t.Errorf("%s: outcome %d, want %d; id %q, %v", kind, outcome, want, id, err)
		}
		if taken := len(server.Inbox().Messages()); taken != map[bool]int{true: 1}[kind == localses.AcceptedLost] || len(server.Unused()) != 0 {
			t.Errorf("%s: SES has %d, and %v did not strike", kind, taken, server.Unused())
		}
	}
}

func TestWithNoTimeLeftNothingIsSent(t *testing.T) {
	p, server := setUp(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if outcome, _, _ := p.Send(ctx, letter("mojob", outbox.RequestConfirm, gdpr.Bokmal), now); outcome != outbox.TryLater {
		t.Errorf("outcome %d", outcome)
	}
	if n := len(server.Inbox().Messages()); n != 0 {
		t.Errorf("%d mails went out", n)
	}
}

func TestTheCourierIsWiredFromTheEnvironment(t *testing.T) {
	settings := []string{"TABLE", "KEYS", "PUBLIC_URL", "CONFIGURATION_SET", "AWS_REGION"}
	for _, missing := range append(settings, "") {
		for _, name := range settings {
			t.Setenv(name, "set")
		}
		t.Setenv("AWS_REGION", "eu-north-1")
		if missing != "" {
			t.Setenv(missing, "")
		}
		env := platform.Read()
		c := post.Courier(env)
		if err := env.Err(); missing == "" && err != nil || missing != "" && (err == nil || !strings.Contains(err.Error(), missing)) {
			t.Errorf("without %q: %v", missing, err)
		}
		if c.Store == nil || c.Post == nil || c.Now == nil || c.Log == nil {
			t.Errorf("without %q: not wired whole", missing)
		}
	}
}

// ring has one key for each controller, made from its name.
type ring struct{}

func (ring) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, c)
	return "1", ed25519.NewKeyFromSeed(seed), nil
}
