package mail_test

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/net/html"

	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/thread"
)

// each runs a test of every kind in every language.
func each(t *testing.T, test func(t *testing.T, m mail.Message, raw []byte, read *enmime.Envelope)) {
	t.Helper()
	for _, k := range kinds {
		for _, l := range gdpr.Languages {
			t.Run(string(k)+"."+string(l), func(t *testing.T) {
				m := message(k, l)
				raw := compose(t, m)
				read, err := enmime.ReadEnvelope(bytes.NewReader(raw))
				if err != nil {
					t.Fatal(err)
				}
				read.Text = strings.ReplaceAll(read.Text, "\r\n", "\n")
				test(t, m, raw, read)
			})
		}
	}
}

func TestMailReadsBackAsWritten(t *testing.T) {
	each(t, func(t *testing.T, m mail.Message, raw []byte, read *enmime.Envelope) {
		if len(read.Errors) != 0 {
			t.Errorf("a strict reader complains: %v", read.Errors)
		}
		id, submitted := thread.ID(m.Entry, caseID, "321.no"), "auto-generated"
		references := id
		if m.InReplyTo != "" {
			references, submitted = m.References+" "+id, "auto-replied"
		}
		for name, want := range map[string]string{
			"From": `"TRETOEN AS" <post@321.no>`, "To": "<kari@example.no>",
			"Date":             "Thu, 05 Mar 2026 08:41:03 +0000",
			"Message-ID":       id,
			"Content-Language": string(m.Language), "MIME-Version": "1.0",
			"Auto-Submitted": submitted, "X-Auto-Response-Suppress": "All", "X-Loop": "post@321.no",
			"In-Reply-To": m.InReplyTo, "References": references, "Cc": "", "Bcc": "", "X-Mailer": "", "User-Agent": "",
		} {
			if got := read.GetHeader(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		subject, ok := strings.CutSuffix(read.GetHeader("Subject"), " "+caseID.Grouped()+")")
		if !ok || strings.TrimSpace(subject) != subject || strings.Contains(subject, "=?") {
			t.Errorf("the subject is %q", read.GetHeader("Subject"))
		}
		if !bytes.Contains(raw, []byte(" "+caseID.Grouped()+")\r\n")) {
			t.Error("the case number is encoded in the subject, where nobody can search for it")
		}
		if len(read.Attachments)+len(read.Inlines)+len(read.OtherParts) != 0 {
			t.Error("there is more than text and HTML") // a certificate comes with an erasure only
		}
	})
}

func TestMailTravelsThroughAnyServer(t *testing.T) {
	each(t, func(t *testing.T, _ mail.Message, raw []byte, read *enmime.Envelope) {
		for line := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
			// An address in angle brackets cannot be folded (RFC 5322, 2.1.1 allows 998).
			most := 78
			if strings.HasPrefix(line, " <https://") {
				most = 998
			}
			if len(line) > most || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r > '~' }) {
				t.Errorf("line of %d bytes: %q", len(line), line)
			}
		}
		for line := range strings.SplitSeq(read.Text, "\n") {
			if utf8.RuneCountInString(line) > 72 && !strings.HasPrefix(line, "https://") {
				t.Errorf("text is wider than 72: %q", line)
			}
		}
	})
}

func TestM10_EveryMailToAPersonNamesTheAuthorityAndEveryMailTheControllerAndTheCase(t *testing.T) {
	each(t, func(t *testing.T, m mail.Message, _ []byte, read *enmime.Envelope) {
		for _, part := range []string{joinLines(read.Text), joinLines(strings.Join(texts(t, read.HTML), " "))} {
			wanted := []string{"TRETOEN AS", "922\u00a0425\u00a0620", "Strandgata 31, 2317 Hamar", "post@321.no"}
			if m.Kind != outbox.RequestReminder && m.Kind != outbox.RequestOverdue && m.Kind != outbox.RequestNotice {
				wanted = append(wanted, "Datatilsynet, Postboks 458 Sentrum, 0105 Oslo")
			}
			for _, want := range wanted {
				if !strings.Contains(part, want) {
					t.Errorf("%q is missing", want)
				}
			}
		}
		if !slices.Contains(strings.Split(read.Text, "\n"), "  "+caseID.Grouped()) {
			t.Error("the case number has no line of its own")
		}
	})
}

// decoration is what only the text needs: bullets, underlines, and the name of
// the code, which stands in a box of its own in HTML. Numbers of steps look like
// days of a month, so they are left out of both.
var (
	decoration = regexp.MustCompile(`^(\* |  (Kode|Code): |[-=]+$| +)|:$`)
	numbers    = regexp.MustCompile(`\b\d{1,2}\. `)
)

func TestTextAndHTMLSayTheSame(t *testing.T) {
	each(t, func(t *testing.T, m mail.Message, _ []byte, read *enmime.Envelope) {
		var lines []string
		for line := range strings.SplitSeq(read.Text, "\n") {
			lines = append(lines, decoration.ReplaceAllString(line, ""))
		}
		var pieces []string
		for _, piece := range texts(t, read.HTML) {
			pieces = append(pieces, strings.TrimSuffix(piece, ":"))
		}
		// The text has the link under the button's words, with no "or".
		or := map[gdpr.Language]string{"nb": "Eller åpne denne adressen", "nn": "Eller opne denne adressa", "en": "Or open this address"}
		pieces = slices.DeleteFunc(pieces, func(piece string) bool { return piece == or[m.Language] })
		plain := numbers.ReplaceAllString(joinLines(strings.Join(lines, " ")), "")
		page := numbers.ReplaceAllString(joinLines(strings.Join(pieces, " ")), "")
		if plain != page {
			t.Errorf("the text says\n%s\nthe HTML says\n%s", plain, page)
		}
	})
}

func TestHTMLLoadsNothingAndLeadsNowhereElse(t *testing.T) {
	each(t, func(t *testing.T, m mail.Message, _ []byte, read *enmime.Envelope) {
		for _, n := range nodes(t, read.HTML) {
			if slices.Contains([]string{"img", "script", "link", "iframe", "form", "base", "object", "svg"}, n.Data) {
				t.Errorf("there is a %s", n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "href" && a.Val != m.Link {
					t.Errorf("a link to %q", a.Val)
				}
				if a.Key == "src" || a.Key == "background" || strings.HasPrefix(a.Key, "on") || strings.Contains(a.Val, "url(") {
					t.Errorf("%s=%q", a.Key, a.Val)
				}
			}
		}
		if strings.Contains(read.HTML, "@import") || strings.Contains(read.HTML, "url(") {
			t.Error("the style sheet loads something")
		}
	})
}

func TestSecretsStandInTheBodyOnly(t *testing.T) {
	each(t, func(t *testing.T, m mail.Message, raw []byte, read *enmime.Envelope) {
		head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
		unfolded := strings.NewReplacer("\r\n ", "", "\r\n\t", "").Replace(string(head)) + read.GetHeader("Subject")
		for _, secret := range []string{token, code} {
			if strings.Contains(unfolded, secret) || strings.Contains(title(t, read.HTML), secret) {
				t.Errorf("%q stands in the header", secret)
			}
		}
		for _, part := range []string{read.Text, read.HTML} {
			if m.Link != "" && !strings.Contains(html.UnescapeString(part), m.Link) {
				t.Error("the link is missing")
			}
			if m.Code != "" && strings.Count(part, m.Code) != 1 {
				t.Errorf("the code stands %d times in a part", strings.Count(part, m.Code))
			}
		}
	})
}

func TestANameFromOutsideShowsAsText(t *testing.T) {
	m := message(outbox.ConsentConfirm, gdpr.Bokmal)
	m.Controller.ShortName = `<b onclick="x">&amp;</b>`
	read, err := enmime.ReadEnvelope(bytes.NewReader(compose(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(texts(t, read.HTML), m.Controller.ShortName) || !strings.HasPrefix(read.Text, m.Controller.ShortName) {
		t.Errorf("shown as %q", read.HTML)
	}
}

// joinLines is text as a reader takes it in: without line breaks and indents.
func joinLines(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' }), " ")
}

func nodes(t *testing.T, page string) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil && err != io.EOF {
		t.Fatal(err)
	}
	return slices.Collect(root.Descendants())
}

// texts is what the page says, piece by piece.
func texts(t *testing.T, page string) []string {
	t.Helper()
	var said []string
	for _, n := range nodes(t, page) {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" {
			said = append(said, n.Data)
		}
	}
	return said
}

func title(t *testing.T, page string) string {
	t.Helper()
	for _, n := range nodes(t, page) {
		if n.Data == "title" {
			return n.FirstChild.Data
		}
	}
	t.Error("no title")
	return ""
}
