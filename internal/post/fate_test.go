package post_test

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
	"ordholden/internal/post"
	"ordholden/internal/rights"
)

// proofs reads and signs one erasure, and fails on demand. Any other erasure it accuses.
type proofs struct {
	t          *testing.T
	unread     error
	unsigned   error
	reads, ink int
}

const (
	erasure   = gdpr.ID("5h0q7c2v9x4m1t8d3k6wbzrn0e")
	signature = "aGVhZA.c2lnbmVk.YnkgdXM"
)

func (p *proofs) Erasure(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (holding.Erasure, error) {
	if p.reads++; id != erasure {
		p.t.Errorf("erasure %q of %s is read", id, c)
	}
	return holding.Erasure{ID: id, Controller: c, At: now, Key: true, Deleted: []holding.Deleted{{Class: "profile", Files: 1}}}, p.unread
}

func (p *proofs) Sign(_ context.Context, d *controller.Declaration, e holding.Erasure, _ gdpr.Language) (string, error) {
	if p.ink++; d.ID != e.Controller {
		p.t.Errorf("%s signs for %s", d.ID, e.Controller)
	}
	return signature, p.unsigned
}

func erasedLetter() outbox.Letter {
	l := letter("mojob", outbox.RequestAnswered, gdpr.Bokmal)
	l.Request.Rights, l.Request.Erasure, l.Said = []gdpr.Right{gdpr.Erasure}, erasure, ""
	l.Request.Outcomes = []rights.Outcome{{Right: gdpr.Erasure, Result: rights.Granted, At: now}}
	return l
}

func TestM9_TheAnswerToAnErasureHasItsSignedCertificateAndNoLink(t *testing.T) {
	p, server := setUp(t)
	made := &proofs{t: t}
	p.Erasures, p.Signer = made, made
	m := sent(t, p, server, erasedLetter())
	raw := string(m.Raw())
	for _, want := range []string{"sletteattest.jws", "application/jose", base64.StdEncoding.EncodeToString([]byte(signature))} {
		if !strings.Contains(raw, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if found := ours.FindAllString(m.Text, -1); len(found) != 1 || found[0] != origin+"/v1/mojob/jwks.json" || made.ink != 1 {
		t.Errorf("it leads to %q, signed %d times", found, made.ink)
	}
	if !strings.Contains(m.Text, "Profil, med én fil") {
		t.Errorf("it does not say what was deleted:\n%s", m.Text)
	}
}

func TestAnAnswerWaitsForItsCertificate(t *testing.T) {
	for name, c := range map[string]struct {
		made proofs
		want outbox.Outcome
	}{
		"unread for now":   {proofs{unread: &gdpr.Error{Kind: gdpr.Unavailable}}, outbox.TryLater},
		"unsigned for now": {proofs{unsigned: &gdpr.Error{Kind: gdpr.Unavailable}}, outbox.TryLater},
		"not done":         {proofs{unread: &gdpr.Error{Kind: gdpr.NotFound}}, outbox.Permanent},
		"no key":           {proofs{unsigned: errors.New("no keys")}, outbox.Permanent},
	} {
		t.Run(name, func(t *testing.T) {
			p, server := setUp(t)
			c.made.t = t
			p.Erasures, p.Signer = &c.made, &c.made
			outcome, id, err := p.Send(t.Context(), erasedLetter(), now)
			if outcome != c.want || id != "" || err == nil || len(server.Inbox().Messages()) != 0 {
				t.Errorf("outcome %d, %v", outcome, err)
			}
		})
	}
	p, _ := setUp(t)
	if outcome, _, err := p.Send(t.Context(), erasedLetter(), now); outcome != outbox.Permanent || err == nil {
		t.Errorf("without anybody to sign: %d, %v", outcome, err)
	}
}

// withRecipient is a post whose controller tells a recipient by mail.
func withRecipient(p post.Post) post.Post {
	d, _ := p.Controllers.Current("mojob")
	own := *d
	own.Recipients = []controller.Recipient{
		{ID: "first", Name: gdpr.Text{NB: "Første", NN: "Første", EN: "First"}, Told: controller.ToldByMail, Mailbox: "privacy@example.org"},
		{ID: "staff", Name: gdpr.Text{NB: "Andre", NN: "Andre", EN: "Second"}, Told: controller.ToldByStaff},
	}
	p.Controllers = controller.New(&own)
	return p
}

func notice() outbox.Letter {
	l := letter("mojob", outbox.RequestNotice, gdpr.English)
	l.To, l.Entry.Entry = kari, string(outbox.RequestNotice)+"-"+string(erasure)
	l.Request.Rights = []gdpr.Right{gdpr.Rectification}
	l.Request.Corrections = []rights.Correction{
		{Item: "profile.1-someone", Field: "phone", Value: "99 88 77 66", State: rights.Accepted},
		{Item: "profile.1-someone", Field: "name", Value: "Kari Ny", State: rights.Declined},
	}
	l.Request.Notices = []rights.Notice{{ID: erasure, Recipient: "first", Customer: "Fjord Eksempel AS", Way: "mail", About: gdpr.Rectification, State: rights.NoticeDue}}
	return l
}

func TestANoticeGoesToTheDeclaredMailboxAndHoldsNoValue(t *testing.T) {
	p, server := setUp(t)
	p = withRecipient(p)
	m := sent(t, p, server, notice())
	if m.To != "privacy@example.org" || m.Headers.Get("Content-Language") != "nb" || m.Headers.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("to %s in %s", m.To, m.Headers.Get("Content-Language"))
	}
	for _, want := range []string{kari.Reveal(), "Fjord Eksempel AS"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("%q is missing in\n%s", want, m.Text)
		}
	}
	for _, private := range []string{"99 88 77 66", "Kari Ny", "Navn"} {
		if strings.Contains(m.Text+m.HTML, private) {
			t.Errorf("it holds %q", private)
		}
	}
}

// A notice tells of what it was made for, whatever else the case came to: an erasure that has given way
// to a hold (Art. 17(3)) asks no recipient to erase.
func TestANoticeTellsOfWhatItWasMadeFor(t *testing.T) {
	p, server := setUp(t)
	p = withRecipient(p)
	told := func(about gdpr.Right) string {
		l := notice()
		l.Request.Rights, l.Request.Erasure = []gdpr.Right{gdpr.Rectification, gdpr.Restriction, gdpr.Erasure}, erasure
		l.Request.Restricted = []string{"profile.1-someone.x"}
		l.Request.Notices[0].About = about
		return sent(t, p, server, l).Text
	}
	for about, want := range map[gdpr.Right]string{gdpr.Rectification: "rettet", gdpr.Restriction: "begrens", gdpr.Erasure: "slettet"} {
		text := told(about)
		for _, other := range []string{"rettet", "begrens", "slettet"} {
			if strings.Contains(text, other) != (other == want) {
				t.Errorf("of %s it says %q, or does not:\n%s", about, other, text)
			}
		}
	}
}

func TestANoticeToNobodyDeclaredGoesNowhere(t *testing.T) {
	for name, change := range map[string]func(l *outbox.Letter){
		"to a recipient that staff tell": func(l *outbox.Letter) { l.Request.Notices[0].Recipient = "staff" },
		"to one that is gone":            func(l *outbox.Letter) { l.Request.Notices[0].Recipient = "gone" },
		"that the case does not have":    func(l *outbox.Letter) { l.Request.Notices = nil },
	} {
		t.Run(name, func(t *testing.T) {
			p, server := setUp(t)
			l := notice()
			change(&l)
			if outcome, _, err := withRecipient(p).Send(t.Context(), l, now); outcome != outbox.Permanent || err == nil || len(server.Inbox().Messages()) != 0 {
				t.Errorf("outcome %d, %v", outcome, err)
			}
		})
	}
}

// Whatever address stands in the letter: the mailbox is the controller's own.
func TestMailToStaffGoesToTheControllersOwnMailbox(t *testing.T) {
	p, server := setUp(t)
	for _, k := range []outbox.Kind{outbox.RequestReminder, outbox.RequestOverdue} {
		l := letter("tretoen", k, gdpr.English)
		l.Request.Reminded = 3
		m := sent(t, p, server, l)
		if m.To != "post@321.no" || strings.Contains(string(m.Raw()), "example") || m.Headers.Get("Content-Language") != "nb" {
			t.Errorf("%s goes to %s", k, m.To)
		}
		if left := strings.Contains(m.Text, "3 virkedager"); left != (k == outbox.RequestReminder) {
			t.Errorf("%s tells how much is left: %t", k, left)
		}
	}
}

func TestWhatStaffWriteReachesThePersonOnce(t *testing.T) {
	p, server := setUp(t)
	l := letter("mojob", outbox.RequestAnswered, gdpr.Bokmal)
	l.Request.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, Reasons: "Ja, gjerne."}}
	l.Said = "Ja, gjerne."
	if m := sent(t, p, server, l); strings.Count(m.Text, "Ja, gjerne.") != 1 {
		t.Errorf("%s", m.Text)
	}
}

func TestStaffReadAMailBeforeTheyDecide(t *testing.T) {
	p, server := setUp(t)
	d, _ := p.Controllers.Current("mojob")
	r := *letter("mojob", outbox.RequestRefused, gdpr.Bokmal).Request
	r.Outcomes, r.Refusal = nil, &rights.Refusal{Right: gdpr.Access, Ground: "others-rights", Reasons: "Andre er nevnt.", Evidence: "Notat 7"}
	subject, text, err := p.Preview(t.Context(), outbox.RequestRefused, r, d, gdpr.Bokmal)
	if err != nil || !strings.Contains(subject, "avslått") || !strings.Contains(text, "Andre er nevnt.") || !strings.Contains(text, "(her står lenken)") ||
		strings.Contains(text, "Notat 7") {
		t.Errorf("%q, %v\n%s", subject, err, text)
	}
	if len(r.Outcomes) != 0 {
		t.Error("the case is changed by looking")
	}
	_, text, err = p.PreviewSaid(t.Context(), p.PublicURL, outbox.RequestAnswered, r, "Vi lagrer ingenting.", d, "se")
	if err != nil || !strings.Contains(text, "Vi lagrer ingenting.") {
		t.Errorf("%v\n%s", err, text)
	}
	if _, _, err := p.Preview(t.Context(), outbox.RequestRefused, r, nil, gdpr.Bokmal); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("of no controller: %v", err)
	}
	if n := len(server.Inbox().Messages()); n != 0 {
		t.Errorf("%d mails went out", n)
	}
}

// The mail that a case is canceled says what stands of it, and nothing that fell with the rest.
func TestACanceledCaseSaysWhatStands(t *testing.T) {
	p, server := setUp(t)
	canceled := func(change func(r *rights.Request)) string {
		l := letter("mojob", outbox.RequestCanceled, gdpr.English)
		l.To, l.Request.Workflow, l.Request.Rights = kari, rights.Revoked, []gdpr.Right{gdpr.Rectification, gdpr.Objection, gdpr.Erasure}
		change(l.Request)
		return sent(t, p, server, l).Text
	}
	const stands, owed, upheld = "This had been decided before", "will be told now", "Your objection is upheld"
	corrected := func(r *rights.Request) {
		r.Corrections = []rights.Correction{{Item: "profile.1-someone", Field: "name", State: rights.Accepted}}
		r.Notices = []rights.Notice{{Recipient: "customers", About: gdpr.Rectification, State: rights.NoticeDue}}
	}
	granted := func(right gdpr.Right) rights.Outcome {
		return rights.Outcome{Right: right, Result: rights.Granted, At: now}
	}
	for name, c := range map[string]struct {
		change func(r *rights.Request)
		says   []string
	}{
		"nothing was done":     {func(*rights.Request) {}, nil},
		"all fields corrected": {func(r *rights.Request) { corrected(r); r.Outcomes = []rights.Outcome{granted(gdpr.Rectification)} }, []string{stands, owed}},
		"one field corrected":  {corrected, []string{stands, owed}},
		"an objection by erasure": {func(r *rights.Request) {
			r.Against, r.Outcomes = rights.AgainstProcessing, []rights.Outcome{granted(gdpr.Objection)}
		}, nil},
		"an objection to all": {func(r *rights.Request) { r.Outcomes = []rights.Outcome{granted(gdpr.Objection)} }, []string{stands, "no longer send you marketing"}},
		"an erasure that was done": {func(r *rights.Request) {
			r.Against, r.Erasure, r.Outcomes = rights.AgainstProcessing, erasure, []rights.Outcome{granted(gdpr.Objection)}
		}, []string{stands, upheld}},
	} {
		text := strings.Join(strings.Fields(canceled(c.change)), " ")
		for _, each := range []string{stands, owed, upheld, "no longer send you marketing"} {
			if strings.Contains(text, each) != slices.Contains(c.says, each) {
				t.Errorf("%s: it says %q, or does not:\n%s", name, each, text)
			}
		}
	}
}
