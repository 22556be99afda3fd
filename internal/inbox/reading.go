package inbox

import (
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/letter"
)

// Classifier finds what a letter asks for.
type Classifier func(letter.Letter) letter.Finding

// Reading is what a mail is taken for, and why it gets no answer where it gets none.
type Reading struct {
	letter.Finding
	// Relays is what the mail would be, had a person written it, where that calls
	// for somebody: a form that mails what people type, a mailing list. "" otherwise.
	Relays   letter.Kind
	Withheld Reason
}

// Read takes a mail for what it is. Only the sender's own words count: what is
// quoted or forwarded asks for nothing.
func Read(classify Classifier, d *controller.Declaration, mailboxes []string, n Notice, m Mail) Reading {
	r := Reading{Finding: classify(letterOf(m))}
	r.Withheld = withheld(m, envelope{
		returnPath: n.ReturnPath, verdicts: n.Verdicts, mailboxes: append([]string{d.Mailbox}, mailboxes...),
	})
	if slices.ContainsFunc(r.Rights, func(asked gdpr.Right) bool { return !slices.Contains(d.Rights, asked) }) {
		r.Kind, r.Rights = letter.Unclear, nil // nobody has said what the controller does about it
	}
	switch {
	case r.Withheld.Automatic():
		r.relay(letter.Automatic)
	case n.Verdicts.Spam == Fail:
		r.relay(letter.Spam)
	}
	if r.Kind == letter.Spam && r.Withheld == "" {
		r.Withheld = Junk
	}
	return r
}

// relay takes a mail for one that asks for nothing by itself.
func (r *Reading) relay(as letter.Kind) {
	if len(r.Rights) > 0 || r.Kind == letter.Complaint {
		r.Relays = r.Kind
	}
	r.Kind, r.Rights = as, nil
}

// filed reports whether nobody has to do anything about the mail.
func (r Reading) filed() bool {
	return (r.Kind == letter.Automatic || r.Kind == letter.Spam) && r.Relays == ""
}

func letterOf(m Mail) letter.Letter {
	l := letter.Letter{Subject: m.Subject.Reveal(), Text: m.Own.Reveal(), Forwarded: m.Quoted.Reveal()}
	for _, a := range m.Attachments {
		l.Attachments = append(l.Attachments, a.Name.Reveal())
	}
	return l
}
