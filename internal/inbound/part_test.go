package inbound_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"ordholden/internal/inbound"
)

func TestTextIsReadInTheCharsetThatIsDeclared(t *testing.T) {
	for name, c := range map[string]struct{ header, body, want string }{
		"none, ASCII":                 {"", "hei", "hei"},
		"none, UTF-8":                 {"", "æøå", "æøå"},
		"none, windows-1252":          {"", "\xe6\xf8\xe5 \x80", "æøå €"},
		"us-ascii, UTF-8":             {"Content-Type: text/plain; charset=us-ascii", "æøå", "æøå"},
		"UTF-8":                       {"Content-Type: text/plain; charset=\"UTF-8\"", "æøå", "æøå"},
		"UTF-8 that is windows-1252":  {"Content-Type: text/plain; charset=utf-8", "\xe6\xf8\xe5", "æøå"},
		"UTF-8 with a broken byte":    {"Content-Type: text/plain; charset=utf-8", "æøå\xff", "æøå?"},
		"ISO-8859-1":                  {"Content-Type: text/plain; charset=ISO-8859-1", "\xe6\xf8\xe5 \x93\x94", "æøå “”"},
		"ISO-8859-1, looks as UTF-8":  {"Content-Type: text/plain; charset=ISO-8859-1", "\xc3\xb8", "Ã¸"},
		"ISO-8859-15":                 {"Content-Type: text/plain; charset=iso-8859-15", "\xa4", "€"},
		"windows-1252":                {"Content-Type: text/plain; charset=Windows-1252", "\xe6\x96", "æ–"},
		"KOI8-R":                      {"Content-Type: text/plain; charset=koi8-r", "\xf0", "П"},
		"Shift JIS":                   {"Content-Type: text/plain; charset=shift_jis", "\x82\xa0", "あ"},
		"UTF-16":                      {"Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64", "5gD4AOUA", "æøå"},
		"unknown":                     {"Content-Type: text/plain; charset=x-klingon", "æøå", "æøå"},
		"not a name":                  {"Content-Type: text/plain; charset=\"a\\\"; b\"", "æøå", "æøå"},
		"named twice":                 {"Content-Type: text/plain; charset=charset=\"iso-8859-1\"", "\xe6", "æ"},
		"with a comment":              {"Content-Type: text/plain; charset=iso-8859-1 (latin)", "\xe6", "æ"},
		"no type at all":              {"Content-Type: foo", "hei", "hei"},
		"empty type":                  {"Content-Type:", "hei", "hei"},
		"quoted-printable":            {"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: Quoted-Printable", "s=F8k=20=\nnad =E5p   \nen = =3D =XX=", "søk nad åp\nen = = =XX"},
		"base64":                      {"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: BASE64 ", "w6bD\nuMOl", "æøå"},
		"base64, with more to it":     {"Content-Transfer-Encoding: \"base64\"; x=y (z)", "aGVp", "hei"},
		"base64, dirty":               {"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", "w6!b\x00D\n uMO\xff-l==", "æøå"},
		"base64, piece by piece":      {"Content-Transfer-Encoding: base64", "aA==aGU=\naGVp", "hhehei"},
		"base64, cut":                 {"Content-Transfer-Encoding: base64", "aGVpIGk", "hei i"},
		"unknown transfer encoding":   {"Content-Transfer-Encoding: x-rot13", "hei", "hei"},
		"decomposed":                  {"", "a\u030aa\u0308", "åä"},
		"controls and hidden letters": {"", "a\x00b\x07c\u200bd\u202ee\u00adf\tg\u00a0h\u2028i", "abcdef g h\ni"},
		"byte order mark":             {"Content-Type: text/plain; charset=utf-8", "\ufeffhei", "hei"},
	} {
		t.Run(name, func(t *testing.T) {
			header := c.header
			if header != "" {
				header += "\n"
			}
			m := inbound.Read(letter("MIME-Version: 1.0\n"+header, c.body))
			equal(t, "Text", m.Text.Reveal(), c.want)
			faultless(t, m)
		})
	}
}

func TestFlowedLinesAreJoined(t *testing.T) {
	for name, c := range map[string]struct{ params, body, want string }{
		"flowed":             {"format=flowed", "Jeg vil at dere \nsletter alt.\n\nMvh\nOla\n", "Jeg vil at dere sletter alt.\n\nMvh\nOla"},
		"with DelSp":         {"format=Flowed; DelSp=yes", "person \nvern \n erklæring\n", "personvernerklæring"},
		"stuffed":            {"format=flowed", " > ikke sitat\n From meg\n", "> ikke sitat\nFrom meg"},
		"quoted":             {"format=flowed", "> en to \n> tre\n>> fire \n> fem\nsvar \n", "> en to tre\n>> fire\n> fem\nsvar"},
		"signature mark":     {"format=flowed", "hei \n-- \nOla\n", "hei\n--\nOla"},
		"not flowed":         {"format=fixed", "hei \ndu\n", "hei\ndu"},
		"flowing at the end": {"format=flowed", "hei \ndu ", "hei du"},
	} {
		t.Run(name, func(t *testing.T) {
			equal(t, "Text", inbound.Read(letter("Content-Type: text/plain; "+c.params+"\n", c.body)).Text.Reveal(), c.want)
		})
	}
}

func TestTheReadableFormOfAMailIsRead(t *testing.T) {
	const plain, html = "Content-Type: text/plain\n\n", "Content-Type: text/html; charset=utf-8\n\n"
	for name, c := range map[string]struct{ header, body, want string }{
		"plain before HTML":           {"alternative", "--b\n" + plain + "tekst\n--b\n" + html + "<p>annet</p>\n--b--\n", "tekst"},
		"HTML before plain":           {"alternative", "--b\n" + html + "<p>annet</p>\n--b\n" + plain + "tekst\n--b--\n", "tekst"},
		"empty plain":                 {"alternative", "--b\n" + plain + " \n\n--b\n" + html + "<p>Slett <b>meg</b></p>\n--b--\n", "Slett meg"},
		"plain that points to HTML":   {"alternative", "--b\n" + plain + "This message is in HTML. Please view it in a HTML reader.\n--b\n" + html + "<p>Slett meg</p>\n--b--\n", "Slett meg"},
		"plain that points to a page": {"alternative", "--b\n" + plain + "Vis i nettleser\n--b\n" + html + "<p>Slett meg</p>\n--b--\n", "Slett meg"},
		"nothing but a pointer":       {"alternative", "--b\n" + plain + "Se HTML-delen\n--b\n" + html + "<img src=x>\n--b--\n", "Se HTML-delen"},
		"HTML only":                   {"alternative", "--b\n" + html + "<p>Hei</p><p>Slett meg</p>\n--b--\n", "Hei\n\nSlett meg"},
		"HTML with pictures":          {"alternative", "--b\n" + plain + "\n--b\nContent-Type: multipart/related; boundary=c\n\n--c\n" + html + "<p>Slett meg</p>\n--c\nContent-Type: image/png\n\nx\n--c--\n--b--\n", "Slett meg"},
		"text around an attachment":   {"mixed", "--b\n" + plain + "før\n--b\nContent-Type: application/pdf\n\nx\n--b\n" + html + "<div>etter</div>\n--b--\n", "før\n\netter"},
		"footer of a list":            {"mixed", "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n" + plain + "tekst\n--c\n" + html + "annet\n--c--\n--b\n" + plain + "liste\n--b--\n", "tekst\n\nliste"},
		"preamble and epilogue":       {"mixed", "This is a multi-part message.\n--b\n" + plain + "tekst\n--b--\nslutt\n", "tekst"},
		"boundary with spaces after":  {"mixed", "--b \t\n" + plain + "tekst\n--b-- \n", "tekst"},
		"boundary that goes on":       {"mixed", "--b\n" + plain + "--bc\n--b x\n --b\na--b\n--b--\n", "--bc\n--b x\n --b\na--b"},
		"not ended":                   {"mixed", "--b\n" + plain + "tekst", "tekst"},
		"inner one not ended":         {"mixed", "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n" + plain + "en\n--b\n" + plain + "to\n--b--\n", "en\n\nto"},
		"no boundary found":           {"mixed", "tekst\nsom den er\n", "tekst\nsom den er"},
		"boundary straight away":      {"mixed", "--b\n--b\n\ntekst\n--b--", "tekst"},
		"headers without end":         {"mixed", "--b\nContent-Type: text/plain\n--b\n\ntekst\n--b--", "tekst"},
	} {
		for end, with := range map[string]string{"CRLF": "\r\n", "LF": "\n", "CR": "\r"} {
			t.Run(name+", "+end, func(t *testing.T) {
				raw := "From: ola@example.com\nContent-Type: multipart/" + c.header + "; boundary=\"b\"\n\n" + c.body
				m := inbound.Read([]byte(strings.ReplaceAll(raw, "\n", with)))
				equal(t, "Text", strings.TrimSpace(m.Text.Reveal()), c.want)
				faultless(t, m)
			})
		}
	}
	m := inbound.Read(letter("Content-Type: multipart/mixed\n", "\n--=_x\n"+plain+"tekst\n--=_x--\n"))
	equal(t, "Text of a multipart without a boundary", m.Text.Reveal(), "tekst")
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256:" + hex.EncodeToString(sum[:])
}

func TestAttachmentsAreNamedMeasuredAndHashed(t *testing.T) {
	long := strings.Repeat("\x00PDF", 50_000)
	for name, c := range map[string]struct{ header, body, file, media, content string }{
		"base64":                         {"Content-Type: application/pdf; name=cv.pdf\nContent-Transfer-Encoding: base64", "UERG\n", "cv.pdf", "application/pdf", "PDF"},
		"base64, large":                  {"Content-Type: application/PDF\nContent-Transfer-Encoding: base64", base64.StdEncoding.EncodeToString([]byte(long)) + "\n", "", "application/pdf", long},
		"quoted-printable":               {"Content-Type: text/csv\nContent-Transfer-Encoding: quoted-printable", "a=3Db=\nc \t\nd\n", "", "text/csv", "a=bc\r\nd"},
		"as it is":                       {"Content-Type: application/octet-stream", "a\nb\n", "", "application/octet-stream", "a\r\nb"},
		"text that is attached":          {"Content-Type: text/plain\nContent-Disposition: attachment; filename=\"a.txt\"", "hei\n", "a.txt", "text/plain", "hei"},
		"HTML that is attached":          {"Content-Type: text/html\nContent-Disposition: ATTACHMENT", "<p>\n", "", "text/html", "<p>"},
		"inline picture":                 {"Content-Type: image/png\nContent-Disposition: inline; filename=a.png", "x\n", "a.png", "image/png", "x"},
		"calendar":                       {"Content-Type: text/calendar", "BEGIN\n", "", "text/calendar", "BEGIN"},
		"business card":                  {"Content-Type: text/vcard; name=ola.vcf", "x\n", "ola.vcf", "text/vcard", "x"},
		"forwarded mail":                 {"Content-Type: message/rfc822", "From: x\n\nhei\n", "", "message/rfc822", "From: x\r\n\r\nhei"},
		"empty":                          {"Content-Type: image/gif", "", "", "image/gif", ""},
		"name in an encoded word":        {"Content-Type: image/png; name=\"=?iso-8859-1?Q?s=F8knad.png?=\"", "x\n", "søknad.png", "image/png", "x"},
		"name in two encoded words":      {"Content-Type: image/png\nContent-Disposition: attachment;\n filename=\"=?utf-8?Q?s=C3?=\n =?utf-8?Q?=B8knad.png?=\"", "x\n", "søknad.png", "image/png", "x"},
		"name of RFC 2231":               {"Content-Type: image/png\nContent-Disposition: attachment; filename*=UTF-8'nb's%C3%B8knad%20%C3%A5.png", "x\n", "søknad å.png", "image/png", "x"},
		"name of RFC 2231 in ISO-8859-1": {"Content-Type: image/png\nContent-Disposition: attachment; filename*=ISO-8859-1''s%F8knad.png", "x\n", "søknad.png", "image/png", "x"},
		"name in sections":               {"Content-Type: image/png\nContent-Disposition: attachment;\n filename*1*=%B8knad;\n filename*0*=UTF-8''s%C3;\n filename*2=\".png\"", "x\n", "søknad.png", "image/png", "x"},
		"name in both forms":             {"Content-Type: image/png\nContent-Disposition: attachment; filename=\"s?knad.png\"; filename*=UTF-8''s%C3%B8knad.png", "x\n", "søknad.png", "image/png", "x"},
		"name with a semicolon":          {"Content-Type: image/png\nContent-Disposition: attachment; filename=\"a;b \\\"c\\\".png\"", "x\n", "a;b \"c\".png", "image/png", "x"},
		"raw name":                       {"Content-Type: image/png\nContent-Disposition: attachment; filename=\"s\xf8k nad.png\"", "x\n", "søk nad.png", "image/png", "x"},
		"unquoted name":                  {"Content-Type: image/png\nContent-Disposition: attachment; filename=min cv.png", "x\n", "min cv.png", "image/png", "x"},
		"name without an end":            {"Content-Type: image/png\nContent-Disposition: attachment; filename=\"cv.png", "x\n", "cv.png", "image/png", "x"},
		"decomposed name":                {"Content-Type: image/png; name=\"a\u030a.png\"", "x\n", "å.png", "image/png", "x"},
		"name with folders":              {"Content-Type: image/png; name=\"C:\\Brukere\\Ola\\..\\../cv.png\"", "x\n", "cv.png", "image/png", "x"},
		"name that turns around":         {"Content-Type: image/png; name=\"cv\u202egnp.exe\"", "x\n", "cvgnp.exe", "image/png", "x"},
		"long name":                      {"Content-Type: image/png; name=\"" + strings.Repeat("å", 300) + "\"", "x\n", strings.Repeat("å", 255), "image/png", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(letter("Content-Type: multipart/mixed; boundary=b\n", "--b\n\nSe vedlegg.\n--b\n"+c.header+"\n\n"+c.body+"--b--\n"))
			faultless(t, m)
			equal(t, "Text", m.Text.Reveal(), "Se vedlegg.")
			if len(m.Attachments) != 1 {
				t.Fatalf("%d attachments", len(m.Attachments))
			}
			a := m.Attachments[0]
			equal(t, "Name", a.Name.Reveal(), c.file)
			equal(t, "Type", a.Type, c.media)
			equal(t, "Digest", a.Digest, digest(c.content))
			if a.Size != int64(len(c.content)) {
				t.Errorf("Size is %d, want %d", a.Size, len(c.content))
			}
		})
	}
}

func TestAMailThatIsOneFileIsAnAttachment(t *testing.T) {
	m := inbound.Read(letter("Content-Type: application/pdf; name=brev.pdf\nContent-Transfer-Encoding: base64\n", "UERG"))
	if len(m.Attachments) != 1 || m.Attachments[0].Digest != digest("PDF") || m.Text != "" || m.Type != "application/pdf" {
		t.Errorf("%d attachments, type %s", len(m.Attachments), m.Type)
	}
}

func TestAReportIsTextAndWhatItReturns(t *testing.T) {
	m := inbound.Read(letter("Content-Type: multipart/report; report-type=delivery-status;\n boundary=\"b\"\n",
		"--b\n\nKunne ikke leveres.\n--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--b\nContent-Type: message/rfc822\n\nSubject: Slett meg\n\nSlett meg\n--b--\n"))
	equal(t, "Type", m.Type, "multipart/report")
	equal(t, "Own", m.Own.Reveal(), "Kunne ikke leveres.")
	if len(m.Attachments) != 2 || m.Attachments[0].Type != "message/delivery-status" || m.Attachments[1].Type != "message/rfc822" {
		t.Errorf("%d attachments", len(m.Attachments))
	}
	m = inbound.Read(letter("Content-Type: multipart/digest; boundary=b\n", "--b\n\nSubject: a\n\nslett meg\n--b--\n"))
	if len(m.Attachments) != 1 || m.Attachments[0].Type != "message/rfc822" || m.Text != "" {
		t.Errorf("a digest has %d attachments", len(m.Attachments))
	}
}
