// Command clock does what is due, on a schedule: requests to carry out and to remind staff of,
// recipients to tell, mail to send again, whom to ask whether to be kept, what has ended
// and still lies there, and the heads of the logs.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/carrying"
	"ordholden/internal/disposal"
	"ordholden/internal/expiry"
	"ordholden/internal/platform"
	"ordholden/internal/post"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (func(context.Context, events.EventBridgeEvent) error, error) {
	courier, renewals, ended, heads := post.Courier(env), post.Renewals(env), disposal.New(env), disposal.Heads(env)
	ended.Log = disposal.Log(env)
	carried, err := carrying.Clock(env)
	return func(ctx context.Context, tick events.EventBridgeEvent) error {
		var failed []error
		round := carried.Round()
		for _, d := range controllers.Registry().Newest() {
			_, undone := round.Sweep(ctx, d.ID)
			tried, err := courier.Sweep(ctx, d.ID)
			if tried > 0 {
				courier.Log.InfoContext(ctx, "mails due", "controller", d.ID, "tried", tried)
			}
			_, unasked := renewals.Sweep(ctx, d.ID) // whom it asks, the next sweep of mails tells
			failed = append(failed, undone, err, unasked, heads.Tick(ctx, d.ID, tick.DetailType))
		}
		// The minute is the tick's, however late it comes: each has its part of the table.
		swept, err := ended.Sweep(ctx, expiry.SegmentAt(tick.Time), expiry.Segments)
		if swept != (expiry.Swept{}) {
			courier.Log.InfoContext(ctx, "ended", "due", swept.Due, "orphaned", swept.Orphaned, "keys", swept.Keys, "unlogged", swept.Unlogged, "asked", swept.Asked)
		}
		// Others' systems last: one that hangs takes the time of nothing of ours.
		return errors.Join(append(failed, err, round.Call(ctx))...)
	}, errors.Join(err, env.Err())
}
