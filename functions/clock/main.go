// Command clock does what is due: mails to try again. It runs on a schedule.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/platform"
	"ordholden/internal/post"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (func(context.Context) error, error) {
	courier := post.Courier(env)
	return func(ctx context.Context) error {
		var failed []error
		for _, d := range controllers.Registry().Newest() {
			tried, err := courier.Sweep(ctx, d.ID)
			if tried > 0 {
				courier.Log.InfoContext(ctx, "mails due", "controller", d.ID, "tried", tried)
			}
			failed = append(failed, err)
		}
		return errors.Join(failed...)
	}, env.Err()
}
