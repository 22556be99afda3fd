package dynamo

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"ordholden/internal/gdpr"
)

// explain turns an error of DynamoDB's into ours. Throttling, time-outs, broken
// connections and answers of the 500 kind are unavailable, for the same call
// may go through later; everything else is a fault of this program.
func explain(call string, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("dynamodb %s: %w", call, err)
	if passing(err) {
		return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: err}
	}
	return &gdpr.Error{Kind: gdpr.Internal, Code: gdpr.CodeInternal, Err: err}
}

var throttles = map[string]bool{
	"ProvisionedThroughputExceededException": true,
	"ThrottlingException":                    true,
	"RequestLimitExceeded":                   true,
	"LimitExceededException":                 true,
	"TransactionInProgressException":         true,
	"TransactionConflictException":           true,
	"InternalServerError":                    true,
	"ServiceUnavailable":                     true,
}

func passing(err error) bool {
	if canceled, ok := errors.AsType[*types.TransactionCanceledException](err); ok {
		return contended(canceled)
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok && throttles[api.ErrorCode()] {
		return true
	}
	if answer, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		// An answer of the 200 kind that is an error all the same broke off on the
		// way. One of status 0 never came: what went wrong is inside.
		if status := answer.HTTPStatusCode(); status >= 500 || status >= 200 && status < 300 {
			return true
		}
	}
	if _, ok := errors.AsType[*smithyhttp.RequestSendError](err); ok {
		return true
	}
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// contended reports whether a transaction failed because others were at its
// items or the table was too busy, rather than for what it asked.
func contended(canceled *types.TransactionCanceledException) bool {
	for _, reason := range canceled.CancellationReasons {
		if reason.Code == nil {
			continue
		}
		switch *reason.Code {
		case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded":
			return true
		}
	}
	return false
}

// inFlight is gdpr.CodeInFlight where, after every try, another transaction is still at the item
// that an Idempotency-Key names, the first of the transaction: the same call, a moment earlier,
// of which nobody knows yet what becomes of it. Nearly always the next try finds it done, and the
// answer is the one that it got.
func inFlight(key string, err error) error {
	canceled, ok := errors.AsType[*types.TransactionCanceledException](err)
	if key == "" || !ok || len(canceled.CancellationReasons) == 0 {
		return err
	}
	if code := canceled.CancellationReasons[0].Code; code == nil || *code != "TransactionConflict" {
		return err
	}
	return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeInFlight, Err: err}
}
