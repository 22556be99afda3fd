package mail

// A message is refused whole rather than mended: what is wrong with one is the
// caller's to find before a person reads it. No error here quotes an address, a
// link or a code.

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/thread"
)

func (m Message) check() error {
	if m.Controller == nil {
		return errors.New("no controller")
	}
	return errors.Join(m.checkName(), m.checkHeaders(), m.checkMatter(), m.checkFate(), m.checkLink(), m.checkUnsubscribe())
}

func (m Message) checkName() error {
	if _, ok := letters[m.Kind]; !ok {
		return errors.New("unknown kind")
	}
	if !m.Language.Known() {
		return errors.New("unknown language")
	}
	if id, ok := gdpr.ParseID(string(m.Case)); !ok || id != m.Case {
		return errors.New("no case number")
	}
	if id, ok := gdpr.ParseID(string(m.Joined)); m.Joined != "" && (!ok || id != m.Joined) {
		return errors.New("joined to no case number")
	}
	if !thread.IsEntry(m.Entry) {
		return errors.New("an entry is named in a to z, 0 to 9 and hyphens")
	}
	return nil
}

// checkHeaders refuses whatever a header cannot carry, line breaks first of all.
func (m Message) checkHeaders() error {
	if m.Now.IsZero() {
		return errors.New("no date")
	}
	if !gdpr.Printable(m.Controller.Name) || m.Controller.Name == "" {
		return errors.New("the controller's name cannot stand in a header")
	}
	if _, err := wireAddress(m.Controller.Mailbox); err != nil {
		return fmt.Errorf("mailbox: %w", err)
	}
	if _, err := wireAddress(m.To.Reveal()); err != nil {
		return fmt.Errorf("recipient: %w", err)
	}
	if !isMessageIDs(m.InReplyTo) || !isMessageIDs(m.References) {
		return errors.New("an answer to something else than message ids")
	}
	return nil
}

// wireAddress is an address as it travels without SMTPUTF8, which SES does not
// speak: the domain in ASCII, and the part before it ASCII already.
func wireAddress(address string) (string, error) {
	// ParseAddress forgives space around what people type; a header forgives none.
	if parsed, ok := gdpr.ParseAddress(address); !ok || parsed.Reveal() != address {
		return "", errors.New("not an address")
	}
	at := strings.LastIndexByte(address, '@')
	domain, err := idna.Lookup.ToASCII(address[at+1:])
	if err != nil || !isASCII(address[:at]) {
		return "", errors.New("an address that cannot be written in ASCII")
	}
	return address[:at+1] + domain, nil
}

// isMessageIDs reports whether s is ids in angle brackets with a space between.
func isMessageIDs(s string) bool {
	return s == "" || !slices.ContainsFunc(strings.Split(s, " "), func(id string) bool { return !thread.Fit(id) })
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e })
}

// checkMatter asks for what the kind has to say.
func (m Message) checkMatter() error {
	switch {
	case m.Received.IsZero():
		return errors.New("no time of receipt")
	case m.needsDeadline() && len(m.Deadline.Steps) == 0:
		return errors.New("no deadline")
	case m.Kind.AboutConsent() && len(m.Decisions) == 0:
		return errors.New("no decision")
	case m.needsRights() && len(m.Rights) == 0:
		return errors.New("no right")
	case m.Kind == outbox.ConsentRenew && len(m.kept()) == 0:
		return errors.New("nothing that could be kept")
	case (m.Kind == outbox.ConsentAgain) != (len(m.Changes) > 0):
		return errors.New("changes where none are told, or none where they are")
	case m.tellsEnd() != !m.Until.IsZero():
		return errors.New("an end where it is not told, or none where it is")
	case (m.Kind == outbox.RequestErasing) != !m.Waits.IsZero():
		return errors.New("an erasure that does not say how long it waits, or another mail that does")
	}
	for _, r := range m.Rights {
		if r.Article() == "" {
			return errors.New("unknown right")
		}
	}
	for _, d := range m.Decisions {
		if _, ok := m.Controller.Purpose(d.Purpose); !ok {
			return errors.New("a purpose that is not declared")
		}
		if d.Decision != gdpr.Given && d.Decision != gdpr.Refused && d.Decision != gdpr.Withdrawn {
			return errors.New("unknown decision")
		}
	}
	return nil
}

// tellsEnd reports whether the kind tells of an end that is still to come.
func (m Message) tellsEnd() bool {
	return m.Kind == outbox.ConsentRenew || m.Kind == outbox.RequestErasing || m.Kind == outbox.RequestLifting
}

// plainURL is the characters of a URL that no mail program breaks or rewrites.
const plainURL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@&=%+"

func (m Message) checkLink() error {
	switch {
	case !m.needsLink() && m.Link != "":
		return errors.New("a link that this kind has no use for")
	case (m.Kind.Link() == "" || !m.needsLink()) && m.Code != "":
		return errors.New("a code that this kind has no use for")
	case !m.needsLink():
		return nil
	case m.asks() && (m.Code == "" || m.LinkExpires.IsZero()):
		return errors.New("no code, or none that ends")
	}
	if code, ok := gdpr.ParseCode(m.Code); m.Code != "" && (!ok || code != m.Code) {
		return errors.New("not a code")
	}
	link, ok := parseLink(m.Link)
	if !ok {
		return errors.New("not a link")
	}
	return m.checkSecrets(link)
}

// parseLink reads an address that mail programs leave alone. Plain HTTP is for the
// local stack; PUBLIC_URL is HTTPS everywhere else.
func parseLink(s string) (*url.URL, bool) {
	link, err := url.Parse(s)
	return link, err == nil && strings.Trim(s, plainURL) == "" && link.Host != "" && (link.Scheme == "https" || link.Scheme == "http")
}

// checkUnsubscribe refuses what one click could not reach, and anything secret in what
// stands in a header: what is withdrawn is named by its id alone (Art. 7(3)).
func (m Message) checkUnsubscribe() error {
	if m.Kind != outbox.ConsentRenew {
		if m.Unsubscribe != "" {
			return errors.New("a withdrawal that this kind has no use for")
		}
		return nil
	}
	link, ok := parseLink(m.Unsubscribe)
	if !ok || link.RawQuery != "" || link.Fragment != "" || link.User != nil {
		return errors.New("no address to withdraw by")
	}
	return nil
}

// checkSecrets refuses a link that carries the code, which only a reader of the
// text may have, or anything secret where a server would log it or where the kind
// has nothing secret to carry.
func (m Message) checkSecrets(link *url.URL) error {
	if m.Kind.Link() == "" && link.Fragment != "" {
		return errors.New("a fragment where nothing is secret")
	}
	if link.User != nil || link.RawQuery != "" {
		return errors.New("a link with more than an address before its fragment")
	}
	for _, pair := range strings.Split(link.Fragment, "&") {
		if _, value, _ := strings.Cut(pair, "="); m.Code != "" && strings.EqualFold(value, m.Code) {
			return errors.New("a link that holds the code")
		}
	}
	return nil
}

// needsCode reports whether the page behind the link asks for the code as well.
func (m Message) needsCode() bool {
	if m.codeAsked {
		return true
	}
	_, fragment, _ := strings.Cut(m.Link, "#")
	for _, pair := range strings.Split(fragment, "&") {
		if pair == "code=1" {
			return true
		}
	}
	return false
}
