package inbox_test

import (
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/inbox"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

const aboutCase = gdpr.ID("4xk2m9q7tbv0hc8e5ndw3gyr1c")

// toStaff is a mail of ours to the controller's mailbox, as SES brings it back: with an id of its own.
func (b bench) toStaff(k outbox.Kind, sesID string, replace ...string) arrival {
	b.t.Helper()
	d, _ := controllers.Registry().Current(mojob)
	raw, err := mail.Compose(mail.Message{
		Kind: k, Controller: d, Language: gdpr.Bokmal, To: gdpr.Private(d.Mailbox), Entry: string(k) + "-20260305", Case: aboutCase,
		Received: b.clock.Now(), Now: b.clock.Now(), Rights: []gdpr.Right{gdpr.Erasure},
		Deadline: rights.Answer(b.clock.Now(), holiday.Norway{}),
	})
	if err != nil {
		b.t.Fatal(err)
	}
	text := strings.Replace(string(raw), "\r\nMessage-ID: <", "\r\nMessage-ID: <ses-of-", 1)
	text = strings.NewReplacer(replace...).Replace(text)
	l := b.wrote(mojob, sesID, gdpr.Private(d.Mailbox), "", "")
	l.raw = []byte(text)
	return l
}

func TestMailToStaffThatComesBackBeginsNoCase(t *testing.T) {
	b := setUp(t)
	for _, k := range []outbox.Kind{outbox.RequestReminder, outbox.RequestOverdue} {
		l := b.arrives(b.toStaff(k, "back-"+string(k)))
		b.take(l)
		if b.stands(l) || b.lies(l) {
			t.Errorf("%s: registered %t, still there %t", k, b.stands(l), b.lies(l))
		}
	}
	if log := b.log.String(); strings.Count(log, "mail to staff came back") != 2 || !strings.Contains(log, string(aboutCase)) || strings.Contains(log, "@") {
		t.Errorf("the log says %s", log)
	}
}

// Only what has every mark of a mail of ours to staff is dropped: nobody has a mail of theirs lost by it.
func TestWhateverElseComesInIsRegistered(t *testing.T) {
	const kari = "kari@example.no"
	for outcome, l := range map[string]func(b bench) arrival{
		"from somebody else": func(b bench) arrival {
			l := b.toStaff(outbox.RequestReminder, "a", "<ahoy@mojob.io>\r\nTo", "<"+kari+">\r\nTo")
			l.from = kari
			return l
		},
		"without our loop mark": func(b bench) arrival {
			return b.toStaff(outbox.RequestReminder, "b", "X-Loop: ahoy@mojob.io\r\n", "")
		},
		"of another kind": func(b bench) arrival {
			return b.toStaff(outbox.RequestReminder, "c", "<request-reminder-20260305.", "<request-open.")
		},
		"that answers it": func(b bench) arrival {
			return b.toStaff(outbox.RequestReminder, "d", "X-Loop:", "In-Reply-To: <request-reminder-20260305."+string(aboutCase)+"@mojob.io>\r\nX-Loop:")
		},
		"that is not from us": func(b bench) arrival {
			l := b.toStaff(outbox.RequestReminder, "e")
			l.Verdicts.DMARC = inbox.Fail
			return l
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			b := setUp(t)
			arrived := b.arrives(l(b))
			if b.take(arrived); !b.stands(arrived) {
				t.Error("it is lost")
			}
		})
	}
}
