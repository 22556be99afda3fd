// Command clock does what is due: mail to send again, questions whether to be kept, and
// mail that came in without anybody noticing. It runs on a schedule.
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
	courier, mail, renewals := post.Courier(env), reception.New(env), post.Renewals(env)
	return func(ctx context.Context) error {
		var failed []error
		for _, d := range controllers.Registry().Newest() {
			tried, err := courier.Sweep(ctx, d.ID)
			if tried > 0 {
				courier.Log.InfoContext(ctx, "mails due", "controller", d.ID, "tried", tried)
			}
			asked, unasked := renewals.Sweep(ctx, d.ID)
			if asked > 0 {
				courier.Log.InfoContext(ctx, "asked to renew", "controller", d.ID, "asked", asked)
			}
			failed = append(failed, err, unasked)
		}
		found, err := mail.Sweep(ctx)
		if found > 0 {
			mail.Log.WarnContext(ctx, "mail without a record", "tried", found)
		}
		failed = append(failed, err)
		return errors.Join(failed...)
	}, env.Err()
}
