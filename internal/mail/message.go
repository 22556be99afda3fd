// Package mail owns the messages that go out: their words, their shape, their headers.
package mail

import (
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Kind is what a message is for.
type Kind string

// The kinds.
const (
	// RequestConfirm asks the holder of the address whether the request was
	// theirs. It says nothing of what is held, or whether anything is (Art. 12(2)).
	RequestConfirm Kind = "request-confirm"
	// RequestOpen says that the request is being worked on, and by when it is answered.
	RequestOpen Kind = "request-open"
	// RequestCanceled says that nothing more is done about it.
	RequestCanceled Kind = "request-canceled"
	// ConsentConfirm asks whether the answers were theirs.
	ConsentConfirm Kind = "consent-confirm"
	// ConsentGiven says what counts now, and how to withdraw it (Art. 7(3)).
	ConsentGiven Kind = "consent-given"
	// ConsentWithdrawn says that it no longer counts.
	ConsentWithdrawn Kind = "consent-withdrawn"
)

// Message is one message to one person.
type Message struct {
	Kind       Kind
	Controller *controller.Declaration // the version that the person saw
	Language   gdpr.Language
	To         gdpr.Private
	Entry      string  // its name within the case; with the case it names the message for good
	Case       gdpr.ID // of the request or the consent
	Joined     gdpr.ID // RequestOpen: the earlier case in which this one is answered too, if any
	Rights     []gdpr.Right
	Decisions  []Decision

	// Link is where the person goes on: needed by all kinds but RequestCanceled
	// and ConsentWithdrawn, which take none. Its token stands in the body only.
	Link string
	// Code is the six characters that whoever has the link alone does not have:
	// needed by the kinds that ask for confirmation, shown by RequestOpen where
	// there is one.
	Code        string
	LinkExpires time.Time // of link and code; zero where the link lives as long as the case

	Received time.Time       // when the request, the answers or the withdrawal came in
	Deadline rights.Deadline // needed by RequestOpen, unless the request is joined to another
	Now      time.Time       // the Date of the message

	InReplyTo  string // Message-ID of the mail that this answers, or ""
	References string // of that mail, with its own Message-ID last, or ""
}

// Decision is what the person decided on one purpose.
type Decision struct {
	Purpose  gdpr.PurposeID
	Decision gdpr.Decision
}

// needsLink reports whether the message leads the person anywhere.
func (k Kind) needsLink() bool { return k != RequestCanceled && k != ConsentWithdrawn }

// asks reports whether the message asks the person to confirm.
func (k Kind) asks() bool { return k == RequestConfirm || k == ConsentConfirm }

// aboutConsent reports whether the message is about decisions rather than rights.
func (k Kind) aboutConsent() bool {
	return k == ConsentConfirm || k == ConsentGiven || k == ConsentWithdrawn
}
