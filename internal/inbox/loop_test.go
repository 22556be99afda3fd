package inbox_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	localses "ordholden/infra/local/ses"
	sent "ordholden/infra/local/ses/inbox"
	"ordholden/internal/dpv"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/outbox"
	"ordholden/internal/post"
	"ordholden/internal/residence"
	"ordholden/internal/ses"
)

// responders is our mailboxes with all that they send, and somebody who answers it.
type responders struct {
	bench
	courier outbox.Courier
	ses     *localses.Server
	read    int // so many of SES's mails have been handed over
	came    int
}

func responding(t *testing.T) *responders {
	t.Helper()
	r := &responders{bench: setUp(t)}
	server, err := localses.Start(localses.Config{
		Identities: []string{"mojob.io", "321.no"}, ConfigurationSets: []string{"ordholden"}, Now: r.clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	t.Setenv("AWS_ENDPOINT_URL_SES", server.URL)
	t.Setenv("AWS_REGION", "eu-north-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	r.ses = server
	r.courier = outbox.Courier{
		Store: dynamo.Mails{Table: r.truth()}, Now: r.clock.Now, Log: slog.New(slog.NewJSONHandler(r.log, nil)),
		Post: post.Post{
			Controllers: controllers.Registry(), Calendar: holiday.Norway{}, PublicURL: "https://personvern.example.com",
			SES: ses.New("ordholden"), Receipts: dpv.Issuer{Keys: r.truth().Keys, PublicURL: "https://personvern.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}},
		},
	}
	return r
}

// comes is a mail that comes in, and is taken in.
func (r *responders) comes(l arrival) {
	r.t.Helper()
	r.came++
	r.take(r.arrives(l))
}

// sends is what our mailboxes send now, oldest first.
func (r *responders) sends() []sent.Message {
	r.t.Helper()
	for _, it := range r.records(r.all()) {
		if ref, ok := dynamo.RefOf(it.PK, it.SK); ok {
			if err := r.courier.Deliver(r.t.Context(), ref); err != nil {
				r.t.Fatal(err)
			}
		}
	}
	all := r.ses.Inbox().Messages() // newest first
	fresh := make([]sent.Message, 0, len(all)-r.read)
	for i := len(all) - r.read - 1; i >= 0; i-- {
		fresh = append(fresh, all[i])
	}
	r.read = len(all)
	return fresh
}

// exchange hands each mail of ours to whoever answers, and each answer to the mailbox
// that it is for, until nobody writes any more. It returns how many we sent.
func (r *responders) exchange(answers func(sent.Message) []arrival) (ours int) {
	r.t.Helper()
	for round := 0; ; round++ {
		mails := r.sends()
		if len(mails) == 0 || round == 10 {
			return ours
		}
		ours += len(mails)
		for _, m := range mails {
			for _, l := range answers(m) {
				r.comes(l)
			}
		}
		r.clock.advance(time.Minute)
	}
}

// mailboxOf is whose mailbox a mail of ours is from, and whose the other one is.
func mailboxOf(m sent.Message) (own, other gdpr.ControllerID) {
	if strings.Contains(m.Headers.Get("From"), "321.no") {
		return tretoen, mojob
	}
	return mojob, tretoen
}

// passedOn is a mail of ours as it comes to a mailbox of ours, byte for byte, but with
// other headers in the place of some.
func (r *responders) passedOn(m sent.Message, to gdpr.ControllerID, from gdpr.Private, replace ...string) arrival {
	l := r.wrote(to, fmt.Sprintf("passed%d", r.came), from, "", "")
	head, body, _ := strings.Cut(string(m.Raw()), "\r\n\r\n")
	head = strings.ReplaceAll(head, "\r\n ", " ")
	var lines []string
	for _, line := range strings.Split(strings.ReplaceAll(head, "\r\n\t", " "), "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		replaced := strings.EqualFold(name, "Return-Path")
		for _, by := range replace {
			replaced = replaced || strings.HasPrefix(by, name+":")
		}
		if !replaced {
			lines = append(lines, line)
		}
	}
	for _, by := range replace {
		if !strings.HasSuffix(by, ":") {
			lines = append(lines, by)
		}
	}
	l.raw = []byte("Return-Path: <" + from.Reveal() + ">\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\n" + body)
	return l
}

// stripped is every header by which a machine can be told.
var stripped = []string{"Auto-Submitted:", "X-Auto-Response-Suppress:", "X-Loop:"}

func TestH7_OurRespondersWiredToEachOtherFallSilent(t *testing.T) {
	for how, wire := range map[string]struct {
		path    gdpr.Private
		replace []string
		ours    int // mails of ours in all, the answer to the first among them
	}{
		"as it is":                         {"0100@eu-north-1.amazonses.com", nil, 1},
		"to the other's name":              {"0100@eu-north-1.amazonses.com", []string{"To: MAILBOX"}, 1},
		"from another, by the envelope":    {"ahoy@mojob.io", []string{"To: MAILBOX", "From: kari@example.no"}, 1},
		"from another, our marks left":     {kari, []string{"To: MAILBOX", "From: kari@example.no"}, 1},
		"from another, only our loop mark": {kari, append([]string{"To: MAILBOX", "From: kari@example.no"}, stripped[:2]...), 1},
		"from another, and without a mark": {kari, append([]string{"To: MAILBOX", "From: kari@example.no"}, stripped...), 2},
	} {
		t.Run(how, func(t *testing.T) {
			r := responding(t)
			r.comes(r.wrote(mojob, "first", kari, "Sletting", erasure))
			ours := r.exchange(func(m sent.Message) []arrival {
				_, other := mailboxOf(m)
				d, _ := controllers.Registry().Current(other)
				var replace []string
				for _, header := range wire.replace {
					replace = append(replace, strings.ReplaceAll(header, "MAILBOX", d.Mailbox))
				}
				return []arrival{r.passedOn(m, other, wire.path, replace...)}
			})
			if ours != wire.ours {
				t.Errorf("we sent %d mails, want %d", ours, wire.ours)
			}
			r.allRegistered()
		})
	}
}

// allRegistered is that every mail that came is registered, once, and none is left.
func (r *responders) allRegistered() {
	r.t.Helper()
	registered := 0
	for _, it := range r.records(r.all()) {
		if it.SK == "MESSAGE" {
			registered++
		}
	}
	if left := r.bucket.Keys(bucketName, "incoming/"); registered != r.came || len(left) > 0 {
		r.t.Errorf("%d mails of %d are registered, %q left", registered, r.came, left)
	}
}

func TestH7_OurMailboxesDoNotAnswerEachOther(t *testing.T) {
	r := responding(t)
	for i, mailbox := range []gdpr.Private{"post@321.no", "ahoy@mojob.io", "Ahoy@Mojob.io"} {
		for _, c := range []gdpr.ControllerID{mojob, tretoen} {
			r.comes(r.wrote(c, fmt.Sprintf("ours-%s-%d", c, i), mailbox, "Sletting", erasure))
		}
	}
	if n := r.exchange(func(sent.Message) []arrival { return nil }); n > 0 {
		t.Errorf("we sent %d mails", n)
	}
	r.allRegistered()
}

// TestH7_AResponderWithoutMannersGetsOneMailADay wires a mailbox to an autoresponder
// that answers everything at once, several times, says of itself nothing, and quotes
// our subject, so that its mails lead to the case.
func TestH7_AResponderWithoutMannersGetsOneMailADay(t *testing.T) {
	const robot gdpr.Private = "svar@example.org"
	for name, known := range map[string]bool{"of somebody unknown": false, "of somebody whom we trust": true} {
		t.Run(name, func(t *testing.T) {
			r := responding(t)
			first := r.wrote(mojob, "first", robot, "Sletting", erasure)
			r.comes(first)
			if known {
				r.confirm(r.caseWith(first))
			}
			var times []time.Time
			answers := func(m sent.Message) (back []arrival) {
				if !strings.HasPrefix(m.Tags["mail"], "request-open") { // that is the answer to a step of somebody's
					times = append(times, r.clock.Now())
				}
				for i := range 3 {
					l := r.wrote(mojob, fmt.Sprintf("back%d-%d", r.came, i), robot, "SV: =?utf-8?q?"+quoted(m.Subject)+"?=", "Hei, takk for din melding. Vi svarer snart.\r\n> "+m.Text[:40])
					back = append(back, l)
				}
				return back
			}
			for i := range 3 * 4 { // every six hours for three days
				r.exchange(answers)
				r.comes(r.wrote(mojob, fmt.Sprintf("more%d", i), robot, "Hei", greeting))
				r.clock.advance(6 * time.Hour)
			}
			for i := 1; i < len(times); i++ {
				if times[i].Sub(times[i-1]) < day-10*time.Minute { // the mail goes some minutes after it was ordered
					t.Errorf("a mail at %s, and one at %s", times[i-1], times[i])
				}
			}
			if len(times) < 2 || len(times) > 4 {
				t.Errorf("%d mails in three days", len(times))
			}
			r.allRegistered()
		})
	}
}

// quoted is a text as an encoded word has it (RFC 2047).
func quoted(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, "=%02X", c)
	}
	return b.String()
}
