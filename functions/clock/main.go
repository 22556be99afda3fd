// Command clock does what is due: mail to send again, and mail that came in without
// anybody noticing. It runs on a schedule.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/platform"
	"ordholden/internal/post"
	"ordholden/internal/reception"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (func(context.Context) error, error) {
	courier, mail := post.Courier(env), reception.New(env)
	return func(ctx context.Context) error {
		var failed []error
		for _, d := range controllers.Registry().Newest() {
			tried, err := courier.Sweep(ctx, d.ID)
			if tried > 0 {
				courier.Log.InfoContext(ctx, "mails due", "controller", d.ID, "tried", tried)
			}
			failed = append(failed, err)
		}
		found, err := mail.Sweep(ctx)
		if found > 0 {
			mail.Log.WarnContext(ctx, "mail without a record", "tried", found)
		}
		failed = append(failed, err)
		return errors.Join(failed...)
	}, env.Err()
}
