// Package letter owns the words for a letter and for what it is taken to be.
package letter

import "ordholden/internal/gdpr"

// Letter is a mail, read: all text in NFC.
type Letter struct {
	Subject     string
	Text        string   // the sender's own words, without quotes and signature
	Forwarded   string   // what is quoted or forwarded; never a ground for a right
	Attachments []string // names of files
}

// Kind is what sort of letter it is.
type Kind string

// The kinds. Unclear is anything else, and anything in doubt: a person reads it.
const (
	Request     Kind = "request"     // asks for at least one right
	Question    Kind = "question"    // asks about privacy or anything else, and exercises no right
	Complaint   Kind = "complaint"   // is dissatisfied with the handling of personal data; may ask for rights too
	Application Kind = "application" // applies for a job
	Spam        Kind = "spam"
	Automatic   Kind = "automatic" // a machine wrote it: it asks for nothing
	Unclear     Kind = "unclear"
)

// Finding is what a letter is taken for. Rights stand in the order of
// gdpr.Rights, and only where the kind is Request or Complaint.
type Finding struct {
	Kind     Kind
	Rights   []gdpr.Right
	Language gdpr.Language // to answer in: Swedish and Danish are answered in bokmål
	Evidence []Evidence    // why, at least one unless Unclear
}

// Evidence is one reason: the rule that held, the right it spoke of or "", and
// the words that decided, in lower case, with long numbers masked.
type Evidence struct {
	Rule   string
	Right  gdpr.Right
	Phrase string
}
