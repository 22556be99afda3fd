package inbound

import (
	"regexp"
	"strings"
)

// The forms in which programs announce a quoted or forwarded mail. Each expression
// runs in time linear in its line, and lines of people's mails are short: longer
// ones are looked at by none.
const maxLooked = 400

// "-----Opprinnelig melding-----", "---------- Forwarded message ---------".
var separator = regexp.MustCompile(`(?i)^[-_]{2,} ?(` + strings.Join([]string{
	"opprinnelig (melding|e-post|beskjed|avtale)", "(opprinneleg|opphavleg|opphaveleg) (melding|e-post)", "oprindelig (meddelelse|besked|mail)", "ursprungligt? (meddelande|mail)", "originalmeddelande",
	"original (message|mail|appointment)", "ursprüngliche (nachricht|mail)", "originalnachricht",
	"(videresendt|vidaresend|vidareformidla) (melding|e-post)", "videresendt (meddelelse|besked|mail)", "vidarebefordrat (meddelande|mail|brev)",
	"(forwarded|fwd) (message|mail|email)( from .*| by .*)?", "weitergeleitete (nachricht|mail)",
	"(svar|reply) (melding|message)",
}, "|") + `) ?[-_]{2,}$`)

// Apple Mail, without dashes.
var apple = regexp.MustCompile(`(?i)^(` + strings.Join([]string{
	"begin forwarded message", "start på videresendt (melding|e-post|besked|mail)", "(videresendt|vidaresend) melding", "videresendt (besked|meddelelse)",
	"start på vidaresend melding", "(början på )?vidarebefordrat (brev|meddelande|mail)", "(anfang der )?weitergeleiteten? (nachricht|e-mail)",
}, "|") + `):$`)

func isSeparator(s string) bool {
	s = strings.TrimSpace(s)
	switch {
	case len(s) > maxLooked:
		return false
	case strings.HasPrefix(s, "--"), strings.HasPrefix(s, "__"):
		return separator.MatchString(s)
	}
	return strings.HasSuffix(s, ":") && apple.MatchString(s)
}

// isRule reports whether a line is a rule across the page, as Outlook draws one above
// the mail that it quotes.
func isRule(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) >= 5 && (strings.Trim(s, "_") == "" || strings.Trim(s, "-") == "")
}

// The labels of the headers that Outlook repeats, by what they stand for.
var labels = map[string]string{
	"fra": "from", "frå": "from", "from": "from", "från": "from", "von": "from",
	"sendt": "sent", "sent": "sent", "skickat": "sent", "gesendet": "sent",
	"dato": "date", "date": "date", "datum": "date",
	"til": "to", "to": "to", "till": "to", "an": "to",
	"emne": "subject", "subject": "subject", "ämne": "subject", "betreff": "subject",
	"kopi": "other", "cc": "other", "kopia": "other", "svar til": "other", "reply-to": "other", "vedlegg": "other", "attachments": "other",
	"bilagor": "other", "vedhæftede filer": "other", "anlagen": "other", "prioritet": "other", "importance": "other", "viktighet": "other",
}

// isBlock reports whether lines begin with the headers of another mail, as Outlook
// repeats them. A person who begins a letter with sender, date and subject gives no
// mail address behind the sender and no time of sending: that is no such block.
func isBlock(lines []line) bool {
	if label(lines[0].text) != "from" || lines[0].kind == quotedLine {
		return false
	}
	seen, address := map[string]bool{}, false
	empty := 0
	for _, l := range lines[:min(len(lines), 14)] {
		s := strings.TrimSpace(l.text)
		if s == "" {
			if empty++; empty > 1 {
				break
			}
			continue
		}
		empty = 0
		found := label(s)
		if found == "" && !strings.ContainsAny(s, "@;") {
			break
		}
		seen[found] = true
		address = address || strings.Contains(s, "@")
	}
	return (seen["to"] || seen["subject"]) && (seen["sent"] || seen["date"] && address)
}

// label is what the label at the beginning of a line stands for, or "". Bold ones
// have stars in text that was made of HTML.
func label(s string) string {
	s = strings.TrimLeft(strings.TrimSpace(s), "*")
	before, _, ok := strings.Cut(s[:min(len(s), 40)], ":")
	if !ok {
		return ""
	}
	return labels[strings.ToLower(strings.Trim(before, "* "))]
}

// device is what phones and programs put below a mail. It needs the name of one: a
// person may write "Sendt fra min gamle adresse" or "Send med kopi av alt".
var device = regexp.MustCompile(`(?i)^(` + strings.Join([]string{
	"(sendt|sent|skickat|gesendet) (fra|frå|från|from|von|via|med|with|mit) .*(" + strings.Join([]string{
		"iphone", "ipad", "android", "samsung", "galaxy", "huawei", "xperia", "oneplus", "pixel", "nokia", "blackberry", "smart(tele)?(f|ph)on",
		"mobil", "phone", "telefon", "outlook", "yahoo", "gmail", "proton", "spark", "mail for", "mail till", "mail til", "tuta", "windows", "mailapp",
	}, "|") + ").*",
	"von mein\\S* .* gesendet",
	"(hent|få|last ned|get|hämta|download|laden sie) outlook (for|til|för|für) .*",
}, "|") + `)$`)

func isDevice(s string) bool {
	s = strings.TrimSpace(s)
	return 10 <= len(s) && len(s) <= 70 && strings.Count(s, " ") < 8 && device.MatchString(s)
}
