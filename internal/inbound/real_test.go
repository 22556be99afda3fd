package inbound_test

import (
	"bytes"
	"os"
	"testing"

	"ordholden/internal/inbound"
)

// The mails under testdata are made after what the programs send, with both ends of
// line that storage may give them.
func TestMailsOfEveryProgramAreRead(t *testing.T) {
	for name, c := range map[string]struct {
		sender, name, subject, own, quoted string
		files                              []string
	}{
		"gmail-reply": {
			"ola.nordmann@example.com", "Ola Nordmann Ødegård", "Re: Vi har fått forespørselen din – sak 7K2M-9QXD",
			"Hei,\n\njeg vil at dere sletter søknadene mine og alt annet dere har om meg.\n\nMvh\nOla",
			"tir. 3. mars 2026 kl. 09:01 skrev Mojob Norge AS Personvern\n<ahoy@mojob.io>:\n\n> Vi har fått forespørselen din.\n>\n> Vil du slette en søknad, svar her.\n>", nil,
		},
		"outlook-html": {
			"kari@example.no", "Kari Nordmann", "SV: Rekruttering år 2025 - innsyn",
			"Hei,\n\njeg ber om innsyn i hvilke opplysninger dere har om meg, jf. artikkel 15.",
			"Fra: 321 <post@321.no>\nSendt: mandag 2. mars 2026 14:00\nTil: Kari Nordmann <kari@example.no>\nEmne: Rekruttering år 2025\n\nVil du at vi sletter deg?",
			[]string{"image001.png image/png " + digest("\x89PNG"), "Søknad 2025.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document " + digest("PK")},
		},
		"apple-mail": {
			"bjorn@example.org", "Bjørn Ås", "Fwd: Takk for din søknad",
			"Hei! Denne søknaden trekker jeg. Se vedlegget.\n\nBjørn",
			"> Start på videresendt melding:\n>\n> Fra: Mojob <ahoy@mojob.io>\n> Emne: Takk for din søknad\n> Dato: 2. mars 2026 kl. 12:00:00 CET\n> Til: Bjørn Ås <bjorn@example.org>\n>\n> Takk for din søknad. Slett den ikke.",
			[]string{"Søknad fra Bjørn Ås.pdf application/pdf " + digest("%PDF")},
		},
		"thunderbird-flowed": {
			"gunnhild@example.no", "Gunnhild Aasen", "Re: Stadfest",
			"Hei!\n\nEg vil at de rettar opplysningane om meg, for det som står der no, er feil.\n\nNei takk.",
			"Den 03.03.2026 09:01, skreiv Mojob:\n> Kva gjeld det?\n\n> Noko meir?", nil,
		},
		"iphone-html": {
			"per@example.com", "", "Re: Søknad", "Slett alt dere har om meg, takk.",
			"> 3. mars 2026 kl. 09:01 skrev Mojob <ahoy@mojob.io>:\n\n> Vi har ikke slettet noe.", nil,
		},
		"outlook-phone": {
			"anne@example.com", "Anne Berg", "Re: Deletion", "Yes – please delete everything you’ve got.",
			"________________________________\nFrom: Mojob <ahoy@mojob.io>\nSent: Tuesday, March 3, 2026 9:01:00 AM\nTo: Anne Berg <anne@example.com>\nSubject: Deletion\n\nDo you want access to your data?", nil,
		},
		"old-program": {
			"ola@example.com", "Nordmann, Ola", "Sletting av søknad", "Hei, slett søknaden min.",
			">----- Fra: 321 -----\n>Vil du ha innsyn?", nil,
		},
		"exchange-forward": {
			"leder@example.org", "Leder", "VS: Sletting", "Kan dere ta denne?",
			"Fra: Kari Nordmann <kari@example.no>\nSendt: mandag 2. mars 2026 14:00\nTil: Leder <leder@example.org>\nKopi: Noen <noen@example.org>;\n Andre <andre@example.org>\nEmne: Sletting\n\nSlett meg fra alle systemer.\n\nSendt fra min iPhone", nil,
		},
	} {
		raw, err := os.ReadFile("testdata/" + name + ".eml")
		if err != nil {
			t.Fatal(err)
		}
		for end, raw := range map[string][]byte{"LF": raw, "CRLF": bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))} {
			t.Run(name+", "+end, func(t *testing.T) {
				m := inbound.Read(raw)
				faultless(t, m)
				same(t, "Senders", reveal(m.Senders), []string{c.sender})
				equal(t, "Name", m.Name.Reveal(), c.name)
				equal(t, "Subject", m.Subject.Reveal(), c.subject)
				equal(t, "Own", m.Own.Reveal(), c.own)
				equal(t, "Quoted", m.Quoted.Reveal(), c.quoted)
				var files []string
				for _, a := range m.Attachments {
					files = append(files, a.Name.Reveal()+" "+a.Type+" "+a.Digest)
				}
				same(t, "Attachments", files, c.files)
			})
		}
	}
}
