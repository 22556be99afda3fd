package inbox

import (
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

const ahoy = "ahoy@mojob.io"

// fromKari is a mail that is answered.
func fromKari(headers ...string) Mail {
	m := Mail{
		Senders: []gdpr.Private{"kari@example.no"}, To: []gdpr.Private{ahoy}, Type: "text/plain",
		MessageID: "<1@example.no>", Subject: "Hei", Own: "Hei", Text: "Hei", Headers: Headers{},
	}
	for i := 0; i+1 < len(headers); i += 2 {
		name := strings.ToLower(headers[i])
		m.Headers[name] = append(m.Headers[name], gdpr.Private(headers[i+1]))
	}
	return m
}

func outside(path string) envelope {
	return envelope{
		returnPath: &path, mailboxes: []string{ahoy, "post@321.no"},
		verdicts: Verdicts{Spam: Pass, Virus: Pass, SPF: Pass, DKIM: Pass, DMARC: Pass},
	}
}

func TestH7_MachinesGetNoAnswer(t *testing.T) {
	for reason, mails := range map[Reason][]Mail{
		"": {
			fromKari(), fromKari("Auto-Submitted", "no"), fromKari("Auto-Submitted", " No (a person) "), fromKari("Precedence", "first-class"),
			fromKari("X-Auto-Response-Suppress", "OOF, DR"), fromKari("X-Loop", "kari@example.no"), fromKari("Sender", "owner-x@example.no"),
			fromKari("X-Mailing-List", "no list of RFC 2369"),
		},
		AutoSubmitted: {
			fromKari("Auto-Submitted", "auto-replied"), fromKari("Auto-Submitted", "auto-generated; type=x"),
			fromKari("Auto-Submitted", "auto-notified"), fromKari("Auto-Submitted", ""), fromKari("Auto-Submitted", "no", "Auto-Submitted", "auto-replied"),
		},
		List: {
			fromKari("List-Id", "<x.example.no>"), fromKari("List-Unsubscribe", "<https://example.no>"), fromKari("List-Post", "NO"),
			fromKari("List-Help", "x"), fromKari("List-Archive", "x"),
		},
		Precedence: {fromKari("Precedence", "bulk"), fromKari("Precedence", "List"), fromKari("Precedence", " JUNK ")},
		Suppressed: {
			fromKari("X-Auto-Response-Suppress", "All"), fromKari("X-Auto-Response-Suppress", "DR, OOF, AutoReply"),
			fromKari("X-Auto-Response-Suppress", "autoreply"),
		},
		Loop:   {fromKari("X-Loop", "<ahoy@mojob.io>"), fromKari("X-Loop", "POST@321.no")},
		Report: {changed(func(m *Mail) { m.Type = "multipart/report" })},
		Robot: {
			from("mailer-daemon@example.no"), from("MAILER-DAEMON@example.no"), from("postmaster@example.no"), from("no-reply@example.no"),
			from("noreply@example.no"), from("owner-liste@example.no"), from("liste-request@example.no"), from("liste-bounces@example.no"),
			from("ikke-svar@example.no"), from("noreply-x81@example.no"),
		},
		OwnAddress: {from("post@321.no"), from("Ahoy@Mojob.io")},
		NoSender: {changed(func(m *Mail) { m.Senders = nil }), changed(func(m *Mail) { m.Senders = append(m.Senders, "ola@example.no") }),
			changed(func(m *Mail) { m.Faults = []Fault{FaultManyFrom} })},
		Unreadable:   {changed(func(m *Mail) { m.Faults = []Fault{FaultTooDeep} }), changed(func(m *Mail) { m.Faults = []Fault{FaultTextCut, FaultTooLarge} })},
		NotAddressed: {to("ola@example.no"), to(), to("ahoy@example.no"), to("ahoy+x@example.no")},
	} {
		for i, m := range mails {
			if got := withheld(m, outside("kari@example.no")); got != reason {
				t.Errorf("%q, mail %d: %q", reason, i, got)
			}
		}
	}
}

func changed(change func(*Mail)) Mail {
	m := fromKari()
	change(&m)
	return m
}

func from(address gdpr.Private) Mail {
	return changed(func(m *Mail) { m.Senders = []gdpr.Private{address} })
}

func to(addresses ...gdpr.Private) Mail {
	return changed(func(m *Mail) { m.To = addresses })
}

func TestWhoWritesToUsInAnyWayIsAnswered(t *testing.T) {
	for _, m := range []Mail{
		to("ola@example.no", "AHOY@mojob.IO"), to("ahoy+nyhet@mojob.io"),
		changed(func(m *Mail) { m.To, m.Cc = []gdpr.Private{"ola@example.no"}, []gdpr.Private{ahoy} }),
		changed(func(m *Mail) { m.Faults = []Fault{FaultTextCut} }),
		from("bouncer@example.no"), from("request@example.no"), from("kari.noreply.nordmann@example.no"),
	} {
		if got := withheld(m, outside("kari@example.no")); got != "" {
			t.Errorf("%v: %q", m.To, got)
		}
	}
}

func TestTheEnvelopeDecidesToo(t *testing.T) {
	for path, reason := range map[string]Reason{
		"kari@example.no": "", "": EmptyReturnPath, "<>": EmptyReturnPath, " <> ": EmptyReturnPath,
		"bounces+12@example.no": Robot, "<mailer-daemon@example.no>": Robot, "post@321.no": OwnAddress,
	} {
		if got := withheld(fromKari(), outside(path)); got != reason {
			t.Errorf("return path %q: %q", path, got)
		}
	}
	unknown := outside("")
	unknown.returnPath, unknown.verdicts = nil, Verdicts{}
	if got := withheld(fromKari(), unknown); got != "" {
		t.Errorf("of a mail whose notice was lost: %q", got)
	}
}

func TestAVirusOrSpamGetsNoAnswer(t *testing.T) {
	for reason, v := range map[Reason]Verdicts{
		Virus: {Virus: Fail, Spam: Fail}, Junk: {Virus: Pass, Spam: Fail}, "": {Virus: Gray, Spam: Gray, SPF: Fail, DKIM: Fail, DMARC: Fail},
	} {
		e := outside("kari@example.no")
		e.verdicts = v
		if got := withheld(fromKari(), e); got != reason {
			t.Errorf("%+v: %q, want %q", v, got, reason)
		}
	}
}
