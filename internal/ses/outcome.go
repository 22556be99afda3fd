package ses

// What an answer of SES, or the lack of one, says about the mail. An error that
// is known to have come before acceptance may be tried again; one that may have
// come after it may not, or the person gets the mail twice.

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Outcome is what became of a mail, as far as is known.
type Outcome string

// The outcomes.
const (
	Accepted  Outcome = "accepted"  // SES has it; delivery or bounce comes as an event
	Retry     Outcome = "retry"     // not accepted; the same again later may be
	Stop      Outcome = "stop"      // not accepted, nor will any other mail be: keep it, alarm
	Permanent Outcome = "permanent" // not accepted, and never will be: staff must see it
	Unknown   Outcome = "unknown"   // accepted or not: wait for the Send event with its tag
)

// Error is why a mail is not known to be accepted.
type Error struct {
	Outcome Outcome
	Err     error
}

// Error is the text for the operator. Addresses, which SES quotes in its
// messages, are masked.
func (e *Error) Error() string {
	return "send mail: " + string(e.Outcome) + ": " + masked(e.Err)
}

// Unwrap is the cause, whose text may hold addresses.
func (e *Error) Unwrap() error { return e.Err }

// Explain is the outcome that an error of Send stands for; nil is Accepted. Any
// other error comes from elsewhere and says nothing about the mail: Unknown.
func Explain(err error) Outcome {
	if err == nil {
		return Accepted
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Outcome
	}
	return Unknown
}

func explain(err error, p progress) Outcome {
	answer, ok := errors.AsType[*smithyhttp.ResponseError](err)
	if ok && answer.HTTPStatusCode() != 0 { // 0: there was none
		return explainAnswer(err, answer.HTTPStatusCode())
	}
	switch p {
	case notTried:
		return explainUntried(err)
	case noWire, cutShort:
		return Retry
	}
	return Unknown
}

// explainUntried tells a message that cannot be put into a request from a
// function that cannot make one, for want of credentials or a region.
func explainUntried(err error) Outcome {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Retry // there was no time left to try
	}
	if _, ok := errors.AsType[smithy.InvalidParamsError](err); ok {
		return Permanent
	}
	return Stop
}

// explainAnswer reads a refusal. Where its code cannot be read, the status
// decides: a 3xx or 4xx is a refusal whoever gave it, a 5xx may come from between
// us and SES, after SES has accepted.
func explainAnswer(err error, status int) Outcome {
	refusal, ok := errors.AsType[smithy.APIError](err)
	readable := ok && refusal.ErrorCode() != "" && refusal.ErrorCode() != "UnknownError"
	switch {
	case status < http.StatusMultipleChoices:
		return Unknown // accepted, it seems, in words that we cannot read
	case !readable && status < http.StatusInternalServerError:
		return Retry
	case !readable:
		return Unknown
	}
	if outcome, ok := outcomeOf[trimmed(refusal.ErrorCode())]; ok {
		return byMessage(outcome, refusal.ErrorMessage())
	}
	if status >= http.StatusInternalServerError {
		return Retry
	}
	return Permanent
}

// outcomeOf sorts the codes that are no refusal of this very message. Any other
// code of a 4xx is one.
var outcomeOf = map[string]Outcome{
	"Throttling":                    Retry,
	"RequestThrottled":              Retry,
	"RequestLimitExceeded":          Retry,
	"TooManyRequests":               Retry,
	"LimitExceeded":                 Retry,
	"ServiceUnavailable":            Retry,
	"InternalFailure":               Retry,
	"RequestTimeout":                Retry, // SES gave up before it had the whole request
	"MessageRejected":               Permanent,
	"AccountSendingPaused":          Stop,
	"SendingPaused":                 Stop,
	"AccountSuspended":              Stop,
	"ConfigurationSetSendingPaused": Stop,
	// What the operator must mend holds for every mail.
	"ConfigurationSetDoesNotExist": Stop,
	"ProductionAccessNotGranted":   Stop,
	"AccessDenied":                 Stop,
	"NotAuthorized":                Stop,
	"OptInRequired":                Stop,
	"IncompleteSignature":          Stop,
	"SignatureDoesNotMatch":        Stop,
	"InvalidClientTokenId":         Stop,
	"UnrecognizedClient":           Stop,
	"MissingAuthenticationToken":   Stop,
	"ExpiredToken":                 Stop,
	"RequestExpired":               Stop,
}

// trimmed drops the ending that only some protocols of AWS give a code.
func trimmed(code string) string { return strings.TrimSuffix(code, "Exception") }

// stopWords mark, in the message, what SES has no code of its own for: the
// daily quota is "Throttling" like the sending rate, a paused or suspended
// account is "MessageRejected" like a bad message.
var stopWords = []string{"quota", "suspended", "paused"}

func byMessage(outcome Outcome, message string) Outcome {
	message = strings.ToLower(message)
	for _, word := range stopWords {
		if strings.Contains(message, word) {
			return Stop
		}
	}
	return outcome
}

// masked is the text of an error with every word that holds an @ blotted out.
func masked(err error) string {
	words := strings.Fields(fmt.Sprint(err))
	for i, word := range words {
		if strings.Contains(word, "@") {
			words[i] = "[address]"
		}
	}
	return strings.Join(words, " ")
}
