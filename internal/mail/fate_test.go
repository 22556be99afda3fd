package mail_test

import (
	"bytes"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"

	"github.com/jhillyerd/enmime/v2"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

func read(t *testing.T, m mail.Message) *enmime.Envelope {
	t.Helper()
	e, err := enmime.ReadEnvelope(bytes.NewReader(compose(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Errors) != 0 {
		t.Errorf("a strict reader complains: %v", e.Errors)
	}
	return e
}

// Art. 12(4): reasons, ground, the authority, the courts.
func TestM10_ARefusalHasItsGroundItsReasonsAndBothRemedies(t *testing.T) {
	for l, wants := range map[gdpr.Language][]string{
		gdpr.Bokmal:  {"Andres rettigheter", "artikkel 15 nr. 4", "Dette er ikke slettet:", "1. juli 2029", "klage til tilsynsmyndigheten", "rettslig prøving", "artikkel 79"},
		gdpr.Nynorsk: {"Rettane til andre", "artikkel 15 nr. 4", "Dette er ikkje sletta:", "1. juli 2029", "klage til tilsynsmyndigheita", "rettsleg prøving", "artikkel 79"},
		gdpr.English: {"The rights of others", "15(4)", "This has not been deleted:", "1 July 2029", "complain to the supervisory authority", "judicial remedy", "Article 79"},
	} {
		e := read(t, message(outbox.RequestRefused, l))
		for _, part := range []string{joinLines(e.Text), joinLines(strings.Join(texts(t, e.HTML), " "))} {
			for _, want := range append(wants, "Notatet handler mest om to andre.", "Datatilsynet, Postboks 458 Sentrum, 0105 Oslo") {
				if !strings.Contains(part, want) {
					t.Errorf("%s: %q is missing", l, want)
				}
			}
		}
	}
}

// The wish to be asked first stands before the way to the authority, in every mail that has both.
func TestT14_TheWishToBeAskedFirstStandsBeforeTheAuthority(t *testing.T) {
	each(t, func(t *testing.T, m mail.Message, _ []byte, e *enmime.Envelope) {
		wish := m.Controller.Wording.ContactFirst.In(m.Language)
		for _, part := range []string{joinLines(e.Text), joinLines(strings.Join(texts(t, e.HTML), " "))} {
			at, authority := strings.Index(part, joinLines(wish)), strings.Index(part, "Datatilsynet")
			if authority >= 0 && (at < 0 || at > authority) {
				t.Errorf("the wish stands at %d, the authority at %d", at, authority)
			}
		}
	})
}

func TestAnAnswerToAnErasureCarriesItsCertificate(t *testing.T) {
	for _, k := range []outbox.Kind{outbox.RequestAnswered, outbox.RequestRefused} {
		for l, name := range map[gdpr.Language]string{gdpr.Bokmal: "sletteattest.jws", gdpr.Nynorsk: "sletteattest.jws", gdpr.English: "certificate.jws"} {
			m := erased(message(k, l))
			raw := compose(t, m)
			e := read(t, m)
			if len(e.Attachments) != 1 || e.Attachments[0].FileName != name || string(e.Attachments[0].Content) != certificate {
				t.Fatalf("%s in %s has %d attachments", k, l, len(e.Attachments))
			}
			if !strings.Contains(joinLines(e.Text), name) || !strings.Contains(e.Text, keys) || !strings.Contains(e.HTML, keys) {
				t.Errorf("%s in %s does not say how it is checked", k, l)
			}
			if len(raw) > 40_000 {
				t.Errorf("%s in %s has %d bytes", k, l, len(raw))
			}
			for line := range strings.SplitSeq(string(raw), "\r\n") {
				if len(line) > 78 {
					t.Errorf("a line of %d bytes", len(line))
				}
			}
		}
	}
}

func TestACertificateThatIsTooLargeForAMailIsToldOf(t *testing.T) {
	m := erased(message(outbox.RequestAnswered, gdpr.English))
	m.Certificate = strings.Repeat("x", 60_000)
	for range 500 {
		m.Erased.Deleted = append(m.Erased.Deleted, holding.Deleted{Class: "application", Purpose: "later", Files: 1})
	}
	raw, e := compose(t, m), read(t, m)
	if len(raw) > 40_000 || len(e.Attachments) != 0 || strings.Contains(e.Text, "certificate.jws") || !strings.Contains(joinLines(e.Text), "too large for an email") {
		t.Errorf("%d bytes, %d attachments:\n%s", len(raw), len(e.Attachments), e.Text)
	}
}

// spoken is where people's own words stand in a mail.
var spoken = map[outbox.Kind]func(m *mail.Message, text gdpr.Private){
	outbox.RequestRefused:  func(m *mail.Message, text gdpr.Private) { m.Outcomes[0].Reasons = text },
	outbox.RequestExtended: func(m *mail.Message, text gdpr.Private) { m.Said = text },
	outbox.RequestIdentity: func(m *mail.Message, text gdpr.Private) { m.Said = text },
	outbox.RequestLifting:  func(m *mail.Message, text gdpr.Private) { m.Said = text },
	outbox.RequestSettled: func(m *mail.Message, text gdpr.Private) {
		m.Outcomes[0].Result, m.Outcomes[0].Ground, m.Outcomes[0].Reasons = rights.Withheld, "others-rights", text
	},
	outbox.RequestAnswered: func(m *mail.Message, text gdpr.Private) {
		m.Said, m.Corrections[0].State, m.Corrections[0].Reason, m.Told[0].Customer = text, rights.Declined, text, text
	},
	outbox.RequestNotice: func(m *mail.Message, text gdpr.Private) { m.Customer = text },
}

func TestWhatPeopleWroteIsTextAndNothingElse(t *testing.T) {
	const number = "13897248098" // a synthetic one: the month is over 80
	const text = "Første.\r\nBcc: ola@example.com\r\n\r\n<script>alert(1)</script><img src=x>\u202e\x00 & {short} fødselsnummer " + number
	for k, speak := range spoken {
		m := message(k, gdpr.Bokmal)
		speak(&m, text)
		raw, e := compose(t, m), read(t, m)
		parsed, err := netmail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for name := range parsed.Header {
			names = append(names, name)
		}
		if slices.Sort(names); !slices.Equal(names, ordinary) {
			t.Errorf("%s has headers %q", k, names)
		}
		for part, content := range map[string]string{"text": e.Text, "HTML": e.HTML} {
			if strings.Contains(content, number) || !strings.Contains(content, "•••") || strings.ContainsAny(content, "\u202e\x00") {
				t.Errorf("%s: a number, or what turns writing around, stands in the %s", k, part)
			}
		}
		if shown := joinLines(strings.Join(texts(t, e.HTML), " ")); !strings.Contains(shown, "<script>alert(1)</script><img src=x> & {short}") {
			t.Errorf("%s shows %s", k, shown)
		}
		for _, n := range nodes(t, e.HTML) {
			if n.Data == "script" || n.Data == "img" {
				t.Errorf("%s: there is a %s", k, n.Data)
			}
		}
	}
}

func TestVeryLongReasonsAreToldWholeOrRefused(t *testing.T) {
	for k, speak := range spoken {
		m := message(k, gdpr.Bokmal)
		long := strings.TrimSpace(strings.Repeat("lange grunner og ", 1100)) + " SLUTT" + strings.Repeat("x", 900)
		speak(&m, gdpr.Private(long))
		if e := read(t, m); !strings.Contains(joinLines(e.Text), long) || !strings.Contains(e.HTML, long) {
			t.Errorf("%s cuts it", k)
		}
		for line := range strings.SplitSeq(string(compose(t, m)), "\r\n") {
			if len(line) > 78 {
				t.Errorf("%s has a line of %d bytes", k, len(line))
			}
		}
		speak(&m, gdpr.Private(strings.Repeat("æ", 20_001)))
		if raw, err := mail.Compose(m); err == nil || raw != nil || strings.Contains(err.Error(), "æ") {
			t.Errorf("%s: what no desk takes is taken: %v", k, err)
		}
	}
}

func TestMailToStaffNamesNobody(t *testing.T) {
	for _, k := range []outbox.Kind{outbox.RequestReminder, outbox.RequestOverdue} {
		m := message(k, gdpr.Bokmal)
		m.To = "post@321.no"
		m.Person, m.AskedFrom, m.Customer, m.Said = "kari@example.no", "kari@example.no", "Fjord Eksempel AS", "Kari Nordmann"
		raw := string(compose(t, m))
		for _, private := range []string{"kari", "Kari", "Fjord", "Nordmann", "@example"} {
			if strings.Contains(raw, private) {
				t.Errorf("%s holds %q", k, private)
			}
		}
		if e := read(t, m); e.GetHeader("List-Unsubscribe") != "" || e.GetHeader("Auto-Submitted") != "auto-generated" {
			t.Errorf("%s: %s", k, e.GetHeader("Auto-Submitted"))
		}
	}
}

// A mail that nobody has sorted asks for no right yet, and its deadline runs all the same.
func TestStaffAreRemindedOfWhatNobodyHasSorted(t *testing.T) {
	m := message(outbox.RequestReminder, gdpr.Bokmal)
	m.Rights = nil
	if e := read(t, m); !strings.Contains(e.Text, "tirsdag 7. april 2026") {
		t.Errorf("%s", e.Text)
	}
}

// Threat H5: the mail may lie in a mailbox that is somebody else's by now.
func TestTheAnnouncementOfAnErasureShowsNoAddressToAnother(t *testing.T) {
	m := message(outbox.RequestErasing, gdpr.Bokmal)
	m.To, m.AskedFrom = "kari@arbeid.example.no", "kari.nordmann@example.no"
	e := read(t, m)
	if strings.Contains(e.Text+e.HTML, "kari.nordmann") || !strings.Contains(e.Text, "k•••@example.no") || !strings.Contains(e.HTML, "k•••@example.no") {
		t.Errorf("%s", e.Text)
	}
	if !strings.Contains(joinLines(e.Text), "Slettingen skjer lørdag 7. mars 2026 kl. 09.41.") {
		t.Error("it does not say when")
	}
}

func TestAPreviewReadsAsTheMailWithoutItsLink(t *testing.T) {
	for _, k := range kinds {
		for _, l := range gdpr.Languages {
			m := message(k, l)
			e := read(t, m)
			subject, text, err := mail.Preview(m)
			if err != nil || subject != e.GetHeader("Subject") {
				t.Fatalf("%s: %q, %v", k, subject, err)
			}
			want := e.Text
			if m.Link != "" {
				here := map[gdpr.Language]string{gdpr.Bokmal: "(her står lenken)", gdpr.Nynorsk: "(her står lenkja)", gdpr.English: "(the link stands here)"}
				want = strings.ReplaceAll(want, m.Link, here[l])
			}
			if m.Code != "" {
				want = strings.ReplaceAll(want, m.Code, "••••••")
			}
			if joinLines(text) != joinLines(want) {
				t.Errorf("%s in %s reads\n%s\nwant\n%s", k, l, text, want)
			}
		}
	}
}
