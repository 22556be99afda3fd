// Command inbox takes in mail: a queue of notices that SES has put some into the bucket, and
// of the schedule's messages to look for what no notice told of.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/platform"
	"ordholden/internal/reception"
	"ordholden/internal/stream"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (func(context.Context, events.SQSEvent) (events.SQSEventResponse, error), error) {
	desk := reception.New(env)
	return stream.Inbox(desk, desk.Log), env.Err()
}
