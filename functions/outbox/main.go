// Command outbox sends the mails that new items of the table call for, and brings what is new into the logs: table
// stream.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/dynamo"
	"ordholden/internal/platform"
	"ordholden/internal/post"
	"ordholden/internal/stream"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error), error) {
	courier := post.Courier(env)
	return stream.News(courier, dynamo.Log{Table: dynamo.New(env).WithKeys(env)}, courier.Log), env.Err()
}
