// Package corpus owns the letters that the reading of mail is judged by.
package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"ordholden/internal/classify"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
	"ordholden/internal/letter"
)

// Expected is what a careful human reader makes of a mail.
type Expected struct {
	Mail     string        `yaml:"mail"` // file name
	Kind     letter.Kind   `yaml:"kind"`
	Rights   []gdpr.Right  `yaml:"rights"`
	Language gdpr.Language `yaml:"language"`
	Clear    bool          `yaml:"clear"` // the reader was in no doubt
	Withheld inbox.Reason  `yaml:"withheld"`
	From     *string       `yaml:"from"` // the envelope's sender; nil for that of the header
	To       string        `yaml:"to"`   // the envelope's recipient, "" for ahoy@mojob.io
	Note     string        `yaml:"note"`
}

// Letter is a mail with what is expected of it.
type Letter struct {
	Expected
	Raw []byte
}

// Load reads the letters of a folder, in the order of its expected.yaml. A file
// that nobody expects anything of is an error.
func Load(dir string) ([]Letter, error) {
	text, err := os.ReadFile(filepath.Join(dir, "expected.yaml"))
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	var all []Expected
	if err := yaml.UnmarshalWithOptions(text, &all, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("corpus %s: %w", dir, err)
	}
	var letters []Letter
	for _, e := range all {
		raw, err := os.ReadFile(filepath.Join(dir, e.Mail))
		if err != nil {
			return nil, fmt.Errorf("corpus: %w", err)
		}
		letters = append(letters, Letter{e, raw})
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	if err == nil && len(files) != len(letters) {
		err = fmt.Errorf("corpus %s: %d mails, and something is expected of %d", dir, len(files), len(letters))
	}
	return letters, err
}

// Read takes the letter for what it is, as mail that SES found nothing wrong with.
func (l Letter) Read(controllers *controller.Registry) inbox.Reading {
	to := l.To
	if to == "" {
		to = "ahoy@mojob.io"
	}
	d, _ := controllers.ByMailbox(to)
	m := inbound.Read(l.Raw)
	n := inbox.Notice{Controller: d.ID, ReturnPath: l.From, Verdicts: inbox.Verdicts{
		Spam: inbox.Pass, Virus: inbox.Pass, SPF: inbox.Pass, DKIM: inbox.Pass, DMARC: inbox.Pass,
	}}
	if n.ReturnPath == nil && len(m.Senders) > 0 {
		sender := m.Senders[0].Reveal()
		n.ReturnPath = &sender
	}
	return inbox.Read(classify.Read, d, mailboxes(controllers), n, m)
}

func mailboxes(controllers *controller.Registry) []string {
	var all []string
	for _, d := range controllers.Newest() {
		all = append(all, d.Mailbox)
	}
	return all
}

// Verdict is how a reading compares with what was expected.
type Verdict string

// The verdicts.
const (
	Right   Verdict = "right"   // the same kind and the same rights
	Unclear Verdict = "unclear" // left to staff, who find what it asks for
	Wrong   Verdict = "wrong"   // taken for something else
)

// Judge compares a reading with what was expected.
func (l Letter) Judge(r inbox.Reading) Verdict {
	switch {
	case r.Kind == l.Kind && slices.Equal(r.Rights, l.Rights):
		return Right
	case r.Kind == letter.Unclear:
		return Unclear
	}
	return Wrong
}

// WrongErasure reports whether the reading starts an erasure that nobody asked for.
func (l Letter) WrongErasure(r inbox.Reading) bool {
	return slices.Contains(r.Rights, gdpr.Erasure) && !slices.Contains(l.Rights, gdpr.Erasure)
}

// Asks reports whether the letter plainly asks for rights.
func (l Letter) Asks() bool { return l.Clear && len(l.Rights) > 0 }

// Quoted is a mail of somebody who says thanks above the letter.
func (l Letter) Quoted() Letter {
	var b strings.Builder
	b.WriteString("From: Siri <siri@example.no>\r\nTo: ahoy@mojob.io, post@321.no\r\nSubject: SV: svar\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\n\r\nTakk for svaret!\r\n\r\nDen 5. mars 2026 kl. 08:41 skrev Kari <kari@example.no>:\r\n")
	for line := range strings.Lines(inbound.Read(l.Raw).Text.Reveal()) {
		b.WriteString("> " + strings.TrimRight(line, "\n") + "\r\n")
	}
	return Letter{Expected: Expected{Mail: l.Mail, To: l.To}, Raw: []byte(b.String())}
}
