package inbound_test

import (
	"strings"
	"testing"

	"ordholden/internal/inbound"
)

// What programs write around another's text. The sender's own is always "Ja, slett."
// and the other's "Slett alt?".
func TestWhatProgramsQuoteIsNotTheSendersOwn(t *testing.T) {
	for name, body := range map[string]string{
		"marked lines":             "> Slett alt?\n\nJa, slett.",
		"marked lines below":       "Ja, slett.\n\n> Slett alt?\n>> x\n > y",
		"nb, Gmail":                "Ja, slett.\n\ntir. 3. mars 2026 kl. 10:15 skrev Mojob <ahoy@mojob.io>:\n\n> Slett alt?",
		"nb, Gmail, before 2018":   "Ja, slett.\n\nDen 3. mars 2026 kl. 10:15 skrev Mojob <ahoy@mojob.io>:\n> Slett alt?",
		"nb, Gmail, broken":        "Ja, slett.\n\nDen tir. 3. mars 2026 kl. 10:15 skrev Mojob Personvern og Kundeservice\n<ahoy@mojob.io>:\n\n> Slett alt?",
		"nb, Gmail, broken twice":  "Ja, slett.\nDen tirsdag 3. mars 2026 kl. 10:15\nskrev Mojob Personvern\n<ahoy@mojob.io>:\n> Slett alt?",
		"nb, Apple":                "Ja, slett.\n\n> 3. mars 2026 kl. 10:15 skrev Mojob <ahoy@mojob.io>:\n> \n> Slett alt?",
		"nb, Apple, unmarked date": "Ja, slett.\n\n3. mars 2026 kl. 10:15 skrev Mojob <ahoy@mojob.io>:\n\n> Slett alt?",
		"nb, Thunderbird":          "Ja, slett.\n\nDen 03.03.2026 10:15, skrev Mojob:\n> Slett alt?",
		"nb, Yahoo, unmarked":      "Ja, slett.\n\nPå tirsdag 3. mars 2026 kl. 10:15:00 CET skrev Mojob <ahoy@mojob.io>:\n\nSlett alt?",
		"nb, old name first":       "Ja, slett.\n\nMojob <ahoy@mojob.io> skrev 3. mars 2026 10:15:\n> Slett alt?",
		"nn":                       "Ja, slett.\n\nDen tys. 3. mars 2026 kl. 10:15 skreiv Mojob <ahoy@mojob.io>:\n> Slett alt?",
		"sv":                       "Ja, slett.\n\nDen tis 3 mars 2026 kl 10:15 skrev Mojob <ahoy@mojob.io>:\n> Slett alt?",
		"da":                       "Ja, slett.\n\nDen tirs. 3. mar. 2026 kl. 10.15 skrev Mojob <ahoy@mojob.io>:\n> Slett alt?",
		"en":                       "Ja, slett.\n\nOn Tue, Mar 3, 2026 at 10:15 AM Mojob <ahoy@mojob.io> wrote:\n> Slett alt?",
		"en, broken":               "Ja, slett.\n\nOn Tue, Mar 3, 2026 at 10:15 AM Mojob Privacy and Support <ahoy@mojob.io>\nwrote:\n\n> Slett alt?",
		"en, unmarked":             "Ja, slett.\n\nOn Tuesday, March 3, 2026 at 10:15 AM, Mojob <ahoy@mojob.io> wrote:\n\nSlett alt?",
		"de":                       "Ja, slett.\n\nAm Di., 3. März 2026 um 10:15 Uhr schrieb Mojob <ahoy@mojob.io>:\n> Slett alt?",
		"old Gmail":                "Ja, slett.\n\n2014-03-03 10:15 GMT+01:00 Mojob <ahoy@mojob.io>:\n\n> Slett alt?",
		"nb, Outlook":              "Ja, slett.\n\n________________________________\nFra: Mojob <ahoy@mojob.io>\nSendt: tirsdag 3. mars 2026 10:15\nTil: Ola <ola@example.com>\nEmne: SV: Sletting\n\nSlett alt?",
		"nb, Outlook, bold":        "Ja, slett.\n\n*Fra:* Mojob\n*Sendt:* tirsdag 3. mars 2026 10:15\n*Til:* Ola\n*Emne:* Sletting\n\nSlett alt?",
		"nb, Outlook for Mac":      "Ja, slett.\n\nFra: Mojob <ahoy@mojob.io>\nDato: tirsdag 3. mars 2026 kl. 10:15\nTil: Ola <ola@example.com>\nEmne: Sletting\nSlett alt?",
		"nb, Outlook, spaced":      "Ja, slett.\n\nFra: Mojob <ahoy@mojob.io>\n\nSendt: tirsdag 3. mars 2026 10:15\n\nTil: Ola\n\nSlett alt?",
		"nn, Outlook":              "Ja, slett.\n\nFrå: Mojob\nSendt: tysdag 3. mars 2026\nTil: Ola\nEmne: Sletting\n\nSlett alt?",
		"sv, Outlook":              "Ja, slett.\n\nFrån: Mojob <ahoy@mojob.io>\nSkickat: den 3 mars 2026 10:15\nTill: Ola\nÄmne: Sletting\n\nSlett alt?",
		"da, Outlook":              "Ja, slett.\n\nFra: Mojob\nSendt: 3. marts 2026 10:15\nTil: Ola\nEmne: Sletting\n\nSlett alt?",
		"en, Outlook":              "Ja, slett.\n\nFrom: Mojob <ahoy@mojob.io>\nSent: Tuesday, March 3, 2026 10:15 AM\nTo: Ola <ola@example.com>; Kari\n <kari@example.com>\nCc: x\nSubject: RE: Erasure\n\nSlett alt?",
		"de, Outlook":              "Ja, slett.\n\nVon: Mojob\nGesendet: Dienstag, 3. März 2026 10:15\nAn: Ola\nBetreff: x\n\nSlett alt?",
		"nb, old Outlook":          "Ja, slett.\n\n-----Opprinnelig melding-----\nFra: Mojob [mailto:ahoy@mojob.io]\nSendt: 3. mars 2026\n\nSlett alt?",
		"nn, old Outlook":          "Ja, slett.\n\n-----Opphavleg melding-----\nSlett alt?",
		"nn, other spelling":       "Ja, slett.\n\n-----Opprinneleg melding-----\nSlett alt?",
		"en, old Outlook":          "Ja, slett.\n\n-----Original Message-----\nFrom: Mojob\n\nSlett alt?",
		"sv, old Outlook":          "Ja, slett.\n\n-----Ursprungligt meddelande-----\nSlett alt?",
		"da, old Outlook":          "Ja, slett.\n\n-----Oprindelig meddelelse-----\nSlett alt?",
		"de, old Outlook":          "Ja, slett.\n\n-----Ursprüngliche Nachricht-----\nSlett alt?",
		"Android":                  "Ja, slett.\n\n-------- Opprinnelig melding --------\nFra: Mojob <ahoy@mojob.io>\nDato: 03.03.2026\n\nSlett alt?",
		"original, then marked":    "-----Original Message-----\n> Slett alt?\n\nJa, slett.",
		"Gmail, forwarded":         "Ja, slett.\n\n---------- Forwarded message ---------\nFra: Kari <kari@example.com>\nDate: tir. 3. mars\nSubject: x\nTo: y\n\n\nSlett alt?",
		"nb, forwarded":            "Ja, slett.\n\n---------- Videresendt melding ----------\nSlett alt?",
		"nn, forwarded":            "Ja, slett.\n\n-------- Vidaresend melding --------\nSlett alt?",
		"nb, Apple, forwarded":     "Ja, slett.\n\nStart på videresendt melding:\n\n> Fra: Kari <kari@example.com>\n> Emne: x\n>\n> Slett alt?",
		"nb, Apple, unmarked":      "Ja, slett.\n\nVideresendt melding:\n\nFra: Kari <kari@example.com>\nEmne: x\n\nSlett alt?",
		"en, Apple, forwarded":     "Ja, slett.\n\nBegin forwarded message:\n\nFrom: Kari\nSubject: x\n\nSlett alt?",
		"sv, Apple, forwarded":     "Ja, slett.\n\nBörjan på vidarebefordrat brev:\n\nSlett alt?",
		"signature before":         "Ja, slett.\n\n-- \nOla Nordmann\nSletteveien 1\n\nDen 03.03.2026 10:15, skrev Mojob:\n> Slett alt?",
		"phone before":             "Ja, slett.\n\nSendt fra min iPhone\n\n> 3. mars 2026 kl. 10:15 skrev Mojob <ahoy@mojob.io>:\n> \n> Slett alt?",
		"in capitals, spaced":      "Ja, slett.\n\n-----ORIGINAL MESSAGE-----  \nSlett alt?",
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(letter("Content-Type: text/plain; charset=utf-8\n", body+"\n"))
			equal(t, "Own", m.Own.Reveal(), "Ja, slett.")
			if !strings.Contains(m.Quoted.Reveal(), "Slett alt?") {
				t.Errorf("Quoted is %q", m.Quoted.Reveal())
			}
			if !strings.Contains(m.Text.Reveal(), "Slett alt?") {
				t.Errorf("Text is %q", m.Text.Reveal())
			}
		})
	}
}

func TestAnswersBetweenQuotedLinesAreOwn(t *testing.T) {
	m := inbound.Read(letter("", "Hei,\n\nOn Tue, Mar 3, 2026 at 10:15 AM Mojob <ahoy@mojob.io> wrote:\n> Hva heter du?\n\nOla.\n\n> Skal alt slettes?\n> Alt?\nJa.\n\n-- \nOla\n"))
	equal(t, "Own", m.Own.Reveal(), "Hei,\n\nOla.\n\nJa.")
	equal(t, "Quoted", m.Quoted.Reveal(), "On Tue, Mar 3, 2026 at 10:15 AM Mojob <ahoy@mojob.io> wrote:\n> Hva heter du?\n\n> Skal alt slettes?\n> Alt?")
}

func TestAForwardWithoutACommentHasNothingOwn(t *testing.T) {
	m := inbound.Read(letter("", "\n---------- Forwarded message ---------\nFrom: Kari <kari@example.com>\nSubject: x\n\nSlett alt\n\n> svar\nmer\n"))
	equal(t, "Own", m.Own.Reveal(), "")
}

func TestSignaturesAreNeitherOwnNorQuoted(t *testing.T) {
	for name, signature := range map[string]string{
		"mark": "-- \nOla\nDaglig leder, Sletting AS", "mark without its space": "--\nOla\nTlf. 12 34 56 78",
		"iPhone": "Sendt fra min iPhone", "iPhone, nn": "Sendt frå min iPhone", "iPad, en": "Sent from my iPad", "sv": "Skickat från min iPhone",
		"de": "Von meinem iPhone gesendet", "Android": "Sendt fra min Samsung Galaxy-smarttelefon.", "Outlook": "Hent Outlook for iOS",
		"Outlook, nb": "Få Outlook for Android", "Outlook, en": "Get Outlook for iOS<https://aka.ms/o0ukef>", "Outlook, sv": "Hämta Outlook för iOS",
		"Mail": "Sendt fra Mail for Windows", "Tutanota": "Sendt med Tuta, gå over til sikker e-post", "Yahoo": "Sent from Yahoo Mail on Android", "Proton": "Sent with Proton Mail secure email.",
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(letter("", "Slett meg.\n\nMvh\nOla\n\n"+signature+"\n"))
			equal(t, "Own", m.Own.Reveal(), "Slett meg.\n\nMvh\nOla")
			equal(t, "Quoted", m.Quoted.Reveal(), "")
		})
	}
}

// What is in doubt is the sender's own.
func TestOwnWordsThatLookLikeQuotationsStay(t *testing.T) {
	for name, body := range map[string]string{
		"a letter with its own head":   "Fra: Ola Nordmann\nTil: Mojob Norge AS\nDato: 3. mars 2026\nEmne: Krav om sletting\n\nSlett alt.",
		"telling what was written":     "Den 3. mars 2026 kl. 10:15 skrev dere følgende:\n\nVi sletter alt.\n\nDet har dere ikke gjort.",
		"telling in the first person":  "Jeg skrev til dere:\n\nSlett alt.",
		"a colon and a list":           "Jeg vil ha:\n* innsyn\n* sletting",
		"a rule across the page":       "Hei\n\n________________________________\n\nSlett alt.",
		"a long text below two dashes": "Krav\n--\n" + strings.TrimSpace(strings.Repeat("Punkt i kravet.\n", 20)),
		"a disclaimer":                 "Slett alt.\n\nThis message is confidential. If you are not the intended recipient, delete it.",
		"a sentence about a phone":     "Sendt fra min side for lenge siden, men dere svarte ikke på at jeg ville ha innsyn i alt.",
		"asking for something":         "Send med kopi av alt dere har.\nSendt fra min gamle adresse.\nSent with my application.",
		"a long text below a mark":     "Krav\n-- \n" + strings.TrimSpace(strings.Repeat("Punkt i kravet.\n", 40)),
		"the word from":                "Fra: 1. januar vil jeg ikke ha e-post.",
		"dashes":                       "-- ja --\n---\nSlett alt - nå.",
	} {
		t.Run(name, func(t *testing.T) {
			want := strings.ReplaceAll(body, "-- \n", "--\n")
			equal(t, "Own", inbound.Read(letter("Content-Type: text/plain; charset=utf-8\n", body)).Own.Reveal(), want)
		})
	}
	m := inbound.Read(letter("", "Hei\n\nSendt fra min iPhone\n\nPS: Slett alt."))
	equal(t, "Own", m.Own.Reveal(), "Hei\n\nPS: Slett alt.")
}
