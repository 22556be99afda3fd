package lambda

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Errors of Invoke that say nothing about the function itself: it has not been run.
var (
	// ErrTooManyRequests is Lambda's TooManyRequestsException: all instances are busy and the queue is full.
	ErrTooManyRequests = errors.New("too many requests: all instances are busy and the queue is full")
	// ErrPayloadTooLarge is Lambda's RequestEntityTooLargeException: over 6 MB.
	ErrPayloadTooLarge = errors.New("payload is larger than Lambda takes")
	// ErrStopped says that the function has been stopped.
	ErrStopped = errors.New("function is stopped")
)

// Types that Lambda itself gives to errors, besides those that a function reports.
const (
	TypeExit          = "Runtime.ExitError"
	TypeEntrypoint    = "Runtime.InvalidEntrypoint"
	TypeTimeout       = "Sandbox.Timedout"
	TypeLargeResponse = "Function.ResponseSizeTooLarge"
	typeUnknown       = "Runtime.Unknown"
)

// FunctionError is an invocation that the function failed: reported by it, or seen from outside.
type FunctionError struct {
	Type    string
	Message string
}

// Error names the type first, as Lambda's log does.
func (e *FunctionError) Error() string { return e.Type + ": " + e.Message }

// reported reads the error object that a function posted, and takes the type from a header where the body has none.
func reported(body []byte, header string) *FunctionError {
	var posted struct {
		Message string `json:"errorMessage"`
		Type    string `json:"errorType"`
	}
	if err := json.Unmarshal(body, &posted); err != nil {
		posted.Message = string(body)
	}
	return &FunctionError{Type: orDefault(posted.Type, orDefault(header, typeUnknown)), Message: posted.Message}
}

// exited explains the end of a process that owed an answer, in Lambda's words.
func exited(id string, err error) *FunctionError {
	if err == nil {
		return &FunctionError{TypeExit, fmt.Sprintf("RequestId: %s Error: Runtime exited without providing a reason", id)}
	}
	return &FunctionError{TypeExit, fmt.Sprintf("RequestId: %s Error: Runtime exited with error: %v", id, err)}
}

// timedOut says that an invocation, or the start of an instance, took longer than it may.
func timedOut(id string, after time.Duration) *FunctionError {
	return &FunctionError{TypeTimeout, fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", id, after.Seconds())}
}
