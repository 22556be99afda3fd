// Command expiry carries out what follows from what the table has deleted: table stream.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/disposal"
	"ordholden/internal/platform"
	"ordholden/internal/stream"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error), error) {
	desk := disposal.New(env)
	return stream.Removals(desk, platform.Log()), env.Err()
}
