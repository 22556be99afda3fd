package dpv

import (
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// Standing is all that a purpose's status follows from.
type Standing struct {
	Decision gdpr.Decision
	State    consent.State // of a person's consent; "" of a visitor's record, which counts at once
	Again    bool          // the yes confirms an earlier one
	Ended    End           // what ended the yes beside what this consent says itself; "" where nothing has
}

// End is what ends a yes that was not taken back where it was given.
type End string

// The ends.
const (
	Expired     End = "expired"     // its time was over
	Invalidated End = "invalidated" // the statement changed in what the yes was about
	Revoked     End = "revoked"     // the controller gave up the purpose
	Refused     End = "refused"     // the person said no since, by another consent
	Withdrawn   End = "withdrawn"   // the person withdrew another consent since that was to the same
)

// Term is a name of the vocabulary with its prefix.
type Term string

// The statuses of a consent in DPV 2.3, module consent_status. (The guide to ISO/IEC TS
// 27560 says ConsentTerminated where the vocabulary has ConsentRevoked.)
//
// Its ConsentRequestDeferred is not among them: whoever is asked and puts off the answer leaves
// nothing behind. Of a visitor who chooses nothing nothing is stored (ekomloven section 3-15), and a
// form under an address is not taken without an answer to each question. So no record can say it.
const (
	ConsentRequested    Term = "dpv:ConsentRequested"
	ConsentRefused      Term = "dpv:ConsentRefused"
	ConsentGiven        Term = "dpv:ConsentGiven"
	RenewedConsentGiven Term = "dpv:RenewedConsentGiven"
	ConsentWithdrawn    Term = "dpv:ConsentWithdrawn"
	ConsentExpired      Term = "dpv:ConsentExpired"
	ConsentInvalidated  Term = "dpv:ConsentInvalidated"
	ConsentRevoked      Term = "dpv:ConsentRevoked"
)

// Status is the one term for what stands. Until the holder of the address has confirmed
// the answers nobody knows whose they are: they are asked for and no more. Answers that
// the holder disowned count for nothing, whether they were yes or no: asked whether they are theirs,
// the holder said no. (ConsentInvalidated is of a yes that was given, and that a version has changed.)
func Status(s Standing) Term {
	switch s.State {
	case consent.Pending:
		return ConsentRequested
	case consent.Canceled:
		return ConsentRefused
	}
	switch s.Decision {
	case gdpr.Given:
		return given(s)
	case gdpr.Withdrawn:
		return ConsentWithdrawn
	}
	return ConsentRefused
}

func given(s Standing) Term {
	switch s.Ended {
	case Expired:
		return ConsentExpired
	case Invalidated:
		return ConsentInvalidated
	case Revoked:
		return ConsentRevoked
	case Refused:
		return ConsentRefused
	case Withdrawn:
		return ConsentWithdrawn
	}
	if s.Again {
		return RenewedConsentGiven
	}
	return ConsentGiven
}

// Valid reports whether data may be used on the strength of the status.
func (t Term) Valid() bool { return t == ConsentGiven || t == RenewedConsentGiven }
