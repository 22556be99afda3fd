package inbound_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
)

func TestFromIsReadInEveryForm(t *testing.T) {
	for name, c := range map[string]struct {
		from, name string
		senders    []string
		fault      inbox.Fault
	}{
		"bare":                          {"From: ola@example.com", "", []string{"ola@example.com"}, ""},
		"angle":                         {"From: Ola <ola@example.com>", "Ola", []string{"ola@example.com"}, ""},
		"folded":                        {"From: Ola\n\tNordmann\n <ola@example.com>", "Ola Nordmann", []string{"ola@example.com"}, ""},
		"comma in quotes":               {`From: "Nordmann, Ola \"O\"" <ola@example.com>`, `Nordmann, Ola "O"`, []string{"ola@example.com"}, ""},
		"comment as a name":             {"From: ola@example.com (Ola (O) Nordmann)", "Ola (O) Nordmann", []string{"ola@example.com"}, ""},
		"comment within":                {"From: Ola (privat) <ola@example.com> (x)", "Ola", []string{"ola@example.com"}, ""},
		"comma in an encoded word":      {"From: =?utf-8?q?Nordmann=2C_Ola?= <ola@example.com>", "Nordmann, Ola", []string{"ola@example.com"}, ""},
		"encoded word in quotes":        {`From: "=?utf-8?B?w5hpdmluZA==?=" <o@example.com>`, "Øivind", []string{"o@example.com"}, ""},
		"international domain":          {"From: Ola <ola@blåbær.example.no>", "Ola", []string{"ola@blåbær.example.no"}, ""},
		"domain in decomposed letters":  {"From: <ola@bla\u030aba\u0308r.example.no>", "", []string{"ola@blåbär.example.no"}, ""},
		"domain in ASCII":               {"From: <ola@xn--blbr-roah.example.no>", "", []string{"ola@xn--blbr-roah.example.no"}, ""},
		"quoted local part":             {`From: "ola.nordmann"@example.com`, "", []string{"ola.nordmann@example.com"}, ""},
		"quoted local part with spaces": {`From: <"ola nordmann"@example.com>`, "", nil, inbox.FaultNoFrom},
		"group":                         {"From: Oss: ola@example.com;", "", []string{"ola@example.com"}, ""},
		"empty group":                   {"From: undisclosed-recipients:;", "", nil, inbox.FaultNoFrom},
		"route":                         {"From: <@relay.example.org:ola@example.com>", "", []string{"ola@example.com"}, ""},
		"no end of the angle":           {"From: Ola <ola@example.com", "Ola", []string{"ola@example.com"}, ""},
		"quote without end":             {`From: "Ola <ola@example.com>`, "Ola", []string{"ola@example.com"}, ""},
		"no address":                    {"From: Ola Nordmann", "", nil, inbox.FaultNoFrom},
		"missing":                       {"X-From: ola@example.com", "", nil, inbox.FaultNoFrom},
		"empty":                         {"From:", "", nil, inbox.FaultNoFrom},
		"address in an encoded word":    {"From: =?utf-8?q?ola=40example.com?=", "", nil, inbox.FaultNoFrom},
		"two mailboxes":                 {"From: ola@example.com, Kari <kari@example.com>", "", []string{"ola@example.com", "kari@example.com"}, inbox.FaultManyFrom},
		"two without a comma":           {"From: <ola@example.com> <kari@example.com>", "", []string{"ola@example.com", "kari@example.com"}, inbox.FaultManyFrom},
		"two, one of them unfit":        {`From: ola@example.com, "a b"@example.org`, "", []string{"ola@example.com"}, inbox.FaultManyFrom},
		"two headers":                   {"From: ola@example.com\nFrom: kari@example.com", "", []string{"ola@example.com", "kari@example.com"}, inbox.FaultManyFrom},
		"two headers, one of them CR":   {"From: ola@example.com\rFrom: kari@example.com", "", []string{"ola@example.com", "kari@example.com"}, inbox.FaultManyFrom},
		"two headers of one address":    {"From: ola@example.com\nfrom : ola@example.com", "", []string{"ola@example.com", "ola@example.com"}, inbox.FaultManyFrom},
		"NUL within":                    {"From: <ola\x00@example.com>", "", nil, inbox.FaultNoFrom},
		"raw windows-1252":              {"From: \xd8yvind <o@example.com>", "Øyvind", []string{"o@example.com"}, ""},
		"raw UTF-8":                     {"From: Øyvind <o@example.com>", "Øyvind", []string{"o@example.com"}, ""},
		"name that turns around":        {"From: Ola\u202emoc.elpmaxe@ <ola@example.com>", "Olamoc.elpmaxe@", []string{"ola@example.com"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(crlf(c.from + "\nTo: ahoy@mojob.io\n\nhei\n"))
			same(t, "Senders", reveal(m.Senders), c.senders)
			if c.fault == "" {
				equal(t, "Name", m.Name.Reveal(), c.name)
				faultless(t, m)
			} else if !slices.Equal(m.Faults, []inbox.Fault{c.fault}) {
				t.Errorf("faults %v", m.Faults)
			}
			equal(t, "Text", m.Text.Reveal(), "hei")
		})
	}
}

func TestToAndCcListWhatMailCanGoTo(t *testing.T) {
	m := inbound.Read(crlf("From: ola@example.com\nTo: Alle: \"A, B\" <a@example.com>, b@example.com;, dårlig,\n <c@example.com>\nTo: d@example.com\nCC: (x) e@example.com\n\n"))
	same(t, "To", reveal(m.To), []string{"a@example.com", "b@example.com", "c@example.com", "d@example.com"})
	same(t, "Cc", reveal(m.Cc), []string{"e@example.com"})
}

func TestSubjectsAreDecoded(t *testing.T) {
	split := base64.StdEncoding.EncodeToString([]byte("Sletting av søknad på stilling"))
	for name, c := range map[string]struct{ subject, want string }{
		"plain":                        {"Hei", "Hei"},
		"Q":                            {"=?iso-8859-1?q?S=F8knad_om_=E5pen_stilling?=", "Søknad om åpen stilling"},
		"B":                            {"=?UTF-8?B?U8O4a25hZA==?=", "Søknad"},
		"windows-1252":                 {"=?windows-1252?Q?=93s=F8knad=94_=96_=80?=", "“søknad” – €"},
		"ISO-8859-1 that is not":       {"=?iso-8859-1?Q?=93s=F8knad=94?=", "“søknad”"},
		"ISO-8859-15":                  {"=?ISO-8859-15?Q?100_=A4?=", "100 €"},
		"split within a character, Q":  {"=?utf-8?q?s=C3?= =?utf-8?q?=B8knad?=", "søknad"},
		"split within a character, B":  {"=?utf-8?b?c8M=?=\n =?UTF-8?b?uGtuYWQ=?=", "søknad"},
		"split within Base64":          {"=?utf-8?b?" + split[:18] + "?= =?utf-8?b?" + split[18:] + "?=", "Sletting av søknad på stilling"},
		"B, then Q":                    {"=?utf-8?b?c8M=?= =?utf-8?q?=B8k?=", "søk"},
		"two charsets":                 {"=?utf-8?q?s=C3=B8k?= =?iso-8859-1?q?nad_=E5?=", "søknad å"},
		"text between":                 {"Re: =?utf-8?q?s=C3=B8k?= og =?utf-8?q?=C3=A5?= x", "Re: søk og å x"},
		"with a language":              {"=?utf-8*nb?q?s=C3=B8k?=", "søk"},
		"with spaces in the word":      {"=?utf-8?Q?Sletting av =C3=A5?=", "Sletting av å"},
		"not ended":                    {"=?utf-8?q?s=C3=B8k", "=?utf-8?q?s=C3=B8k"},
		"unknown encoding":             {"=?utf-8?x?abc?=", "=?utf-8?x?abc?="},
		"unknown charset":              {"=?x-klingon?q?s=C3=B8k?=", "søk"},
		"raw UTF-8":                    {"søknad", "søknad"},
		"raw windows-1252":             {"s\xf8knad", "søknad"},
		"folded":                       {"Sletting\n av\n\tdata", "Sletting av data"},
		"decomposed":                   {"A\u030ale", "Åle"},
		"controls and hidden":          {"a\x00b\u200bc\u202ed", "a bcd"},
		"line breaks in a word":        {"=?utf-8?q?a=0D=0ABcc:_b?=", "a Bcc: b"},
		"UTF-8, one byte of it broken": {"=?utf-8?q?s=C3=B8knad_p=C3=A5_=E2?=", "søknad på ?"},
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(crlf("From: ola@example.com\nSubject: " + c.subject + "\n\nhei"))
			equal(t, "Subject", m.Subject.Reveal(), c.want)
			faultless(t, m)
		})
	}
	if m := inbound.Read(crlf("From: ola@example.com\nSubject: " + strings.Repeat("å", 600) + "\n\n")); m.Subject.Reveal() != strings.Repeat("å", 500) {
		t.Errorf("%d bytes of subject", len(m.Subject))
	}
}

func TestHeadersAreFoundHoweverLinesEnd(t *testing.T) {
	mail := "From: ola@example.com\nSubject: Hei\n du\nX-A: 1\nX-A: 2\n\nlinje 1\nlinje 2"
	for name, end := range map[string]string{"CRLF": "\r\n", "LF": "\n", "CR": "\r", "CR CR LF": "\r\r\n"} {
		m := inbound.Read([]byte(strings.ReplaceAll(mail, "\n", end)))
		equal(t, name+", Subject", m.Subject.Reveal(), "Hei du")
		same(t, name+", X-A", m.Header("x-a"), []string{"1", "2"})
		equal(t, name+", Text", m.Text.Reveal(), "linje 1\nlinje 2")
	}
}

func TestLinesThatAreNoHeadersAreSkipped(t *testing.T) {
	for name, c := range map[string]struct{ header, text string }{
		"mbox":                {"From ola@example.com Tue Mar  3 10:15:00 2026\nFrom: ola@example.com\nSubject: Hei\n\nhei", "hei"},
		"byte order mark":     {"\ufeffFrom: ola@example.com\nSubject: Hei\n\nhei", "hei"},
		"no colon":            {"garbage\n more garbage\nFrom: ola@example.com\nmore\nSubject: Hei\n\nhei", "hei"},
		"colon first":         {": x\nFrom: ola@example.com\nSubject: Hei\n\nhei", "hei"},
		"name with spaces":    {"Not a name: x\nFrom: ola@example.com\nSubject: Hei\n\nhei", "hei"},
		"folding first":       {" x\nFrom: ola@example.com\nSubject: Hei\n\nhei", "hei"},
		"space before colon":  {"From : ola@example.com\nSubject\t: Hei\n\nhei", "hei"},
		"8 bits in a name":    {"Fr\xf8m: x\nFrom: ola@example.com\nSubject: Hei\n\nhei", "hei"},
		"no end of the block": {"From: ola@example.com\nSubject: Hei", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(crlf(c.header))
			same(t, "Senders", reveal(m.Senders), []string{"ola@example.com"})
			equal(t, "Subject", m.Subject.Reveal(), "Hei")
			equal(t, "Text", m.Text.Reveal(), c.text)
			same(t, "Header of no header", m.Header("Not a name"), nil)
		})
	}
}

func TestIdsThatCannotStandInAHeaderOfOursAreLeftOut(t *testing.T) {
	for value, want := range map[string]string{
		"<a@b>": "<a@b>", "x <a@b> y": "<a@b>", "<a b@c> <d@e>": "<d@e>", "a@b": "", "<>": "", "<a@b": "", "<å@b>": "", "<a\x01@b>": "",
		"<a<b@c>": "<b@c>", "<" + strings.Repeat("a", 899) + ">": "", "<" + strings.Repeat("a", 898) + ">": "<" + strings.Repeat("a", 898) + ">",
	} {
		m := inbound.Read(crlf("From: ola@example.com\nMessage-ID: " + value + "\n\n"))
		equal(t, "MessageID of "+value, m.MessageID, want)
	}
	var ids []string
	for i := range 30 {
		ids = append(ids, "<"+strings.Repeat("x", i+1)+"@example.com>")
	}
	m := inbound.Read(crlf("From: a@example.com\nReferences: " + strings.Join(ids[:15], "\n ") + "\nReferences: " + strings.Join(ids[15:], " ") + "\nIn-Reply-To: " + strings.Join(ids, "") + "\n\n"))
	same(t, "References", m.References, ids[10:])
	same(t, "InReplyTo", m.InReplyTo, ids[:20])
}
