package mail_test

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"strings"
	"testing"

	"github.com/jhillyerd/enmime/v2"

	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/thread"
)

// A mail need not have an id to be answered (RFC 3834, 5), and what follows from a
// click is no answer, however the request came.
func TestAnswersToAMailSaySo(t *testing.T) {
	nameless := func(m mail.Message) mail.Message {
		m.Channel, m.InReplyTo, m.References = rights.ByMail, "", ""
		return m
	}
	for outcome, c := range map[string]struct {
		m                mail.Message
		submitted, reply string
	}{
		"a mail that asks":             {answer(message(outbox.RequestConfirm, gdpr.English)), "auto-replied", "<b@example.no>"},
		"a mail that asks, without id": {nameless(message(outbox.RequestConfirm, gdpr.English)), "auto-replied", ""},
		"a mail, without id":           {nameless(message(outbox.RequestReceived, gdpr.English)), "auto-replied", ""},
		"a reply, without id":          {nameless(message(outbox.RequestAdded, gdpr.English)), "auto-replied", ""},
		"a form":                       {message(outbox.RequestConfirm, gdpr.English), "auto-generated", ""},
		"a click":                      {nameless(message(outbox.RequestOpen, gdpr.English)), "auto-generated", ""},
	} {
		read, err := netmail.ReadMessage(bytes.NewReader(compose(t, c.m)))
		if err != nil {
			t.Fatal(err)
		}
		if s, r := read.Header.Get("Auto-Submitted"), read.Header.Get("In-Reply-To"); s != c.submitted || r != c.reply {
			t.Errorf("%s: %s in reply to %q", outcome, s, r)
		}
	}
}

// Whatever SES makes of the Message-ID, a reply carries an id that leads to the case.
func TestReferencesEndInAnIDThatLeadsToTheCase(t *testing.T) {
	each(t, func(t *testing.T, m mail.Message, _ []byte, read *enmime.Envelope) {
		ids := strings.Fields(read.GetHeader("References"))
		if c, ok := thread.CaseIn(ids[len(ids)-1]); !ok || c != m.Case {
			t.Errorf("%q leads to %q", ids, c)
		}
		if c, ok := thread.CaseInSubject("SV: " + read.GetHeader("Subject")); !ok || c != m.Case {
			t.Errorf("the subject leads to %q", c)
		}
	})
}

func TestReferencesOfALongThreadStillTravel(t *testing.T) {
	m := answer(message(outbox.RequestAdded, gdpr.Bokmal))
	m.InReplyTo = "<" + strings.Repeat("b", 898) + ">"
	var ids []string
	for i := range 60 {
		ids = append(ids, fmt.Sprintf("<%0898d>", i))
	}
	m.References = strings.Join(ids, " ")
	raw := compose(t, m)
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
	read, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	got, own := strings.Fields(read.Header.Get("References")), thread.ID(m.Entry, m.Case, "321.no")
	if len(got) != 20 || got[0] != ids[0] || got[18] != ids[59] || got[19] != own {
		t.Errorf("%d ids, the last %s", len(got), got[len(got)-1])
	}
}

// What a mail that came in says never comes back: a sender can be anybody's.
func TestAnswersToAMailSayNothingOfIt(t *testing.T) {
	for _, k := range []outbox.Kind{outbox.RequestReceived, outbox.RequestAdded} {
		m := message(k, gdpr.Bokmal)
		without := compose(t, m)
		m.Rights = []gdpr.Right{gdpr.Erasure}
		if with := compose(t, m); !bytes.Equal(without, with) {
			t.Errorf("%s depends on what the mail was taken to ask for", k)
		}
	}
}
