package gdpr

import (
	"errors"
	"fmt"
)

// Kind says what sort of thing went wrong, and so who can mend it.
type Kind int

// The kinds. Anything that is not an *Error is Internal: its text is for the
// operator and never reaches a client.
const (
	Internal    Kind = iota // ours
	Invalid                 // the sender's: something to mend in what was sent
	NotFound                // there is no such thing, or it is not the asker's
	Forbidden               // not from there
	Conflict                // the same is under way, or came to another end
	Mismatch                // a retry that is not the same as what it repeats
	TooLarge                // more bytes than are taken
	Unsupported             // a content type that is not taken
	TooMany                 // too often
	Unavailable             // ours, for now: the same again later will do
)

// Error is the one error type that crosses package borders. It names what went
// wrong by codes; package words holds the sentences, in the reader's language.
type Error struct {
	Kind   Kind
	Code   Code
	Faults []Fault // what to mend, where the kind is Invalid
	Err    error   // the cause, for the operator
}

// Fault is one thing to mend in what was sent.
type Fault struct {
	Pointer string // where it stands: a JSON pointer (RFC 6901), "" for the whole
	Code    Code
	Value   string // a name or a bound that the sentence needs; never personal data
}

// Error is the text for the operator.
func (e *Error) Error() string {
	s := string(e.Code)
	for _, f := range e.Faults {
		s += fmt.Sprintf("; %s %s", f.Pointer, f.Code)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of the first *Error in err's chain, Internal for none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// InvalidFaults is the error for faults that the sender can mend; nil without any.
func InvalidFaults(faults []Fault) error {
	if len(faults) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: CodeInvalid, Faults: faults}
}

// Code names an error or a fault for machines. It is stable: clients may act on it.
type Code string

// Codes of whole answers.
const (
	CodeInternal       Code = "internal"
	CodeInvalid        Code = "invalid"              // see the faults
	CodeUnreadable     Code = "unreadable"           // not the format that its content type names
	CodeNotFound       Code = "not_found"            // no such page or thing
	CodeController     Code = "unknown_controller"   // no controller of that name
	CodeMethod         Code = "method_not_allowed"   // the thing is there, the method is not
	CodeOrigin         Code = "origin_not_allowed"   // a site that the declaration does not name
	CodeInFlight       Code = "in_flight"            // the same Idempotency-Key is being worked on
	CodeKeyReused      Code = "idempotency_mismatch" // the same Idempotency-Key with another body
	CodeTooLarge       Code = "too_large"
	CodeContentType    Code = "content_type"
	CodeTooMany        Code = "too_many"
	CodeUnavailable    Code = "unavailable"
	CodeLink           Code = "link_invalid" // wrong, expired or somebody else's: never said which
	CodeCodeWrong      Code = "code_wrong"
	CodeLocked         Code = "locked"          // five wrong codes
	CodeAlreadyDecided Code = "already_decided" // confirmed or canceled before, and now the other
	CodeRole           Code = "not_allowed"     // the role or scope does not allow it
	CodeToken          Code = "token"           // no token, or one that is not for this controller
	CodeRestricted     Code = "restricted"      // stored and nothing else (Art. 18)
	CodeChanged        Code = "changed"         // somebody changed it in the meantime
	CodeStage          Code = "wrong_stage"     // the agreement's life cycle does not allow it now
	CodeDisclosure     Code = "disclosure"      // the declaration forbids it
	CodeNothingHeld    Code = "nothing_held"    // nothing is held on the person that it concerns
	CodeErased         Code = "erased"          // what it would give out has been erased meanwhile
	CodeState          Code = "wrong_state"     // the case does not allow it now
	CodeDeadline       Code = "too_late"        // the first month is over, and with it the time to extend
	CodeSecond         Code = "second_person"   // another member of staff has to do it
	CodeRecipients     Code = "recipients"      // a recipient is silent, and no reason is stated
	CodeIncomplete     Code = "incomplete"      // the copy would lack something that the law asks for (Art. 15)
	CodeAnnounce       Code = "announce_first"  // the person is told before it is done (Art. 18(3))
	CodeIdentity       Code = "identity"        // whoever asks has not shown who they are
	CodeSignature      Code = "signature"       // not signed by whom it says that it is from
	CodeSession        Code = "session"         // the session has ended, or is none: a new link is needed
)

// Codes of faults.
const (
	FaultUnknownField   Code = "unknown_field"
	FaultDuplicateField Code = "duplicate_field"
	FaultMissing        Code = "missing"
	FaultType           Code = "wrong_type"
	FaultUnknownPurpose Code = "unknown_purpose"
	FaultNotAsked       Code = "not_asked_here"   // a purpose of the other kind of consent
	FaultNoDecision     Code = "no_decision"      // a purpose without a yes or a no
	FaultNecessary      Code = "necessary"        // what is strictly necessary cannot be refused
	FaultDecision       Code = "unknown_decision" // neither given nor refused
	FaultUnknownNotice  Code = "unknown_notice"
	FaultInterface      Code = "unknown_interface" // no form or banner of ours had that text
	FaultUnknownRight   Code = "unknown_right"
	FaultNoRight        Code = "no_right" // nothing asked for
	FaultLanguage       Code = "unknown_language"
	FaultAddress        Code = "address"    // not an e-mail address
	FaultCharacters     Code = "characters" // control characters, or not UTF-8
	FaultTooLong        Code = "too_long"   // Value: the bound, in characters
	FaultClock          Code = "clock"      // a client time far off
	FaultTime           Code = "time"       // not a time as RFC 3339 writes it
	FaultMechanism      Code = "unknown_mechanism"
	FaultSignal         Code = "signal_says_no"
	FaultID             Code = "id" // not an id of ours
	FaultDigest         Code = "digest"
	FaultChoice         Code = "choice" // neither confirm nor cancel
	FaultIdempotencyKey Code = "idempotency_key"

	FaultUndeclared  Code = "undeclared_field"    // a field that no declared purpose covers; Value: its name
	FaultSource      Code = "unknown_source"      // Value: what was sent
	FaultActivity    Code = "unknown_activity"    // not in the closed list
	FaultFileKind    Code = "unknown_file_kind"   // Value: what was sent
	FaultFileType    Code = "file_type"           // not a type that is taken; Value: the types that are
	FaultFileContent Code = "file_content"        // another type than it says
	FaultFileSize    Code = "file_size"           // Value: the bound, in megabytes
	FaultFileLength  Code = "file_length"         // not as long as announced
	FaultFileEmpty   Code = "file_empty"          // no bytes
	FaultFileMissing Code = "file_missing"        // announced and never uploaded
	FaultTooMany     Code = "too_many_items"      // Value: the bound
	FaultRecipient   Code = "unknown_recipient"   // Value: what was sent
	FaultForbidden   Code = "forbidden_recipient" // declared, but not for this purpose
	FaultCategory    Code = "unknown_category"    // not one of the purpose's
	FaultGround      Code = "hold_ground"         // no ground that the law gives
	FaultEnd         Code = "hold_end"            // no end, one in the past, or one that the rule does not give
	FaultDate        Code = "date"                // not a date as 2026-11-22
	FaultFuture      Code = "future"              // later than now
	FaultPast        Code = "past"                // longer ago than is taken; Value: the bound, in months
	FaultCustomer    Code = "customer_data"       // the agreement on record does not allow it
	FaultReason      Code = "reason"              // no reason given
	FaultRefusal     Code = "refusal_ground"      // not on the closed list, or not a ground for that right
	FaultEvidence    Code = "evidence"            // the ground asks for evidence in writing (Art. 12(5))
	FaultNotRequired Code = "not_asked_for"       // a right that the case does not ask for, or that is settled
	FaultConfirmed   Code = "confirmed"           // a right that the person has confirmed is not dropped by staff; Value: the right
	FaultSame        Code = "unchanged"           // a correction that changes nothing
	FaultUnreachable Code = "unreachable"         // neither an address for mail nor another way to answer
	FaultNotOnFile   Code = "not_on_file"         // nothing is held under that address
	FaultBefore      Code = "before_it_came"      // earlier than the request; Value: the day on which it came
	FaultNotThere    Code = "not_there"           // no such record, field or passage
)
