// Command feedback notes what SES tells of mails: deliveries, bounces, complaints.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/dynamo"
	"ordholden/internal/platform"
	"ordholden/internal/stream"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (func(context.Context, events.SNSEvent) error, error) {
	mails := dynamo.Mails{Table: dynamo.New(env)}
	return stream.Feedback(mails, platform.Log()), env.Err()
}
