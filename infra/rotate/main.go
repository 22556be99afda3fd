// Command rotate adds a pseudonym secret, a signing key or a key of the log for a controller,
// says how many persons are known by which secret, and retires a secret that nobody is known
// by any more.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/platform"
)

const usage = `Usage: rotate -controller id [-signing | -log] status | add | retire number

status   the secrets, and how many persons are known by each
add      a new one; it comes into force in an hour
retire   an old one, for good; refused while anything lies under it

-signing is about the keys that certificates and receipts are signed with, -log about those that heads of
the log are signed with. They are never retired.
Tables and rights come from the environment: TABLE, KEYS, AWS_REGION, AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
`

func main() {
	env := platform.Read()
	table := dynamo.New(env).WithKeys(env)
	err := env.Err()
	if err == nil {
		err = run(context.Background(), dynamo.Rotation{Table: table}, os.Args[1:], os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, r dynamo.Rotation, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("rotate", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	name := flags.String("controller", "", "")
	signing, log := flags.Bool("signing", false, ""), flags.Bool("log", false, "")
	if err := flags.Parse(args); err != nil || flags.NArg() == 0 || *signing && *log {
		return fmt.Errorf("%s", usage)
	}
	c := gdpr.ControllerID(*name)
	if _, known := controllers.Registry().Current(c); !known {
		return fmt.Errorf("no controller %q is declared", *name)
	}
	series := dynamo.Secrets
	if *signing {
		series = dynamo.Signing
	}
	if *log {
		series = dynamo.Logging
	}
	switch what := flags.Arg(0); {
	case what == "status" && flags.NArg() == 1:
		return status(ctx, r, c, series, out)
	case what == "add" && flags.NArg() == 1:
		return add(ctx, r, c, series, out)
	case what == "retire" && flags.NArg() == 2 && series == dynamo.Secrets:
		n, err := strconv.Atoi(flags.Arg(1))
		if err != nil {
			return fmt.Errorf("%q is no number of a secret", flags.Arg(1))
		}
		if err := r.Retire(ctx, c, n); err != nil {
			return fmt.Errorf("not retired: %w", err)
		}
		fmt.Fprintf(out, "Secret %d of %s is retired.\n", n, c)
		return nil
	}
	return fmt.Errorf("%s", usage)
}

func add(ctx context.Context, r dynamo.Rotation, c gdpr.ControllerID, s dynamo.Series, out io.Writer) error {
	m, err := r.Add(ctx, c, s)
	if err != nil {
		return fmt.Errorf("not added: %w", err)
	}
	fmt.Fprintf(out, "Number %d of %s is added and comes into force at %s.\n", m.Number, c, m.From.Format(time.RFC3339))
	return status(ctx, r, c, s, out)
}

func status(ctx context.Context, r dynamo.Rotation, c gdpr.ControllerID, s dynamo.Series, out io.Writer) error {
	members, err := r.Members(ctx, c, s)
	if err != nil {
		return err
	}
	inForce := false
	for _, m := range members {
		state := "older"
		switch {
		case m.From.After(r.Now()):
			state = "in force from " + m.From.Format(time.RFC3339)
		case !inForce:
			state, inForce = "in force", true
		}
		fmt.Fprintf(out, "%s %d: %s", s, m.Number, state)
		if s == dynamo.Secrets {
			fmt.Fprintf(out, ", %d persons", m.Persons)
		}
		fmt.Fprintln(out)
	}
	return nil
}
