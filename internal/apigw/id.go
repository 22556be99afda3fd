package apigw

import (
	"context"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// RequestID is the id of a function's request, a UUID: that of the lines which Lambda itself writes
// about it into the function's log. It is "" where no function runs.
func RequestID(ctx context.Context) string {
	if c, ok := lambdacontext.FromContext(ctx); ok {
		return c.AwsRequestID
	}
	return ""
}
