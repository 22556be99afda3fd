// Command plan says what a changed declaration would do: what it changes of the deployed one
// and for whom that matters, how many people it asks again, how many people's yes it ends, what
// keeps it from being compiled, and to the records that are stored: how many ends move, from when
// to when, and what ends at once. With -apply it moves them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/declaration"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/platform"
)

const usage = `Usage: plan [-apply] declaration.yaml

Says what the file changes of the newest version that is compiled in, and whom it asks
again: whose yes, in the table, a change does not leave standing; and whose yes it ends for
good, with nobody to ask. Then reads every record of the controller, decisions, requests and
correspondence too, and counts its end by the retention that the file declares. What would
keep the file from being compiled is said too. Nothing is changed without -apply, which can
be broken off and done again. Table and rights come from the environment: TABLE, AWS_REGION,
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
`

func main() {
	env := platform.Read()
	table := dynamo.New(env)
	err := env.Err()
	if err == nil {
		err = run(context.Background(), dynamo.Redating{Table: table}, os.Args[1:], os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s dynamo.Redating, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("plan", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	apply := flags.Bool("apply", false, "")
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		return fmt.Errorf("%s", usage)
	}
	source, err := os.ReadFile(flags.Arg(0))
	if err != nil {
		return err
	}
	d, err := declaration.Read(flags.Arg(0), source)
	if err != nil {
		return err
	}
	p, moves, err := planned(ctx, s, controllers.Registry(), d)
	if err != nil {
		return err
	}
	c, err := compared(ctx, s, controllers.Registry(), d)
	if err != nil {
		return err
	}
	fmt.Fprint(out, p.String()+c.String())
	if !*apply {
		return nil
	}
	if c != nil && len(c.faults) > 0 {
		return errors.New("nothing is moved by a declaration that cannot be compiled")
	}
	return carryOut(ctx, s, moves, out)
}

// move moves one record to the end that was planned, if it is still as it was read.
type move func(context.Context, dynamo.Redating) error

// planned reads all that is kept. The moves of a controller fit in memory: what stands in them
// is ids, decisions and dates.
func planned(ctx context.Context, s dynamo.Redating, deployed *controller.Registry, d *controller.Declaration) (*plan, []move, error) {
	p := &plan{declaration: d, lines: map[line]tally{}, kinds: map[kind]tally{}}
	l := newLedgers(p, deployed, s.Now())
	var moves []move
	err := s.Each(ctx, d.ID, func(r holding.Record) error {
		to, moved := holding.Redate(r, d, s.Now())
		p.add(kind(r.Class), ofRecord(r, to, moved, s.Now()), s.Now())
		if moved {
			moves = append(moves, func(ctx context.Context, s dynamo.Redating) error { return s.Move(ctx, r, to) })
		}
		l.rests(r, to)
		return nil
	})
	if err != nil {
		return p, nil, err
	}
	more, err := l.read(ctx, s)
	return p, append(moves, more...), err
}

// carryOut moves what was planned. What changed meanwhile is left as it is: doing the
// whole again finds it, and nothing that is moved already.
func carryOut(ctx context.Context, s dynamo.Redating, moves []move, out io.Writer) error {
	done, changed := 0, 0
	for _, m := range moves {
		err := m(ctx, s)
		switch {
		case gdpr.KindOf(err) == gdpr.Conflict:
			changed++
		case err != nil:
			return fmt.Errorf("after %d of %d records: %w", done, len(moves), err)
		default:
			done++
		}
	}
	fmt.Fprintf(out, "\n%d records moved.\n", done)
	if changed > 0 {
		fmt.Fprintf(out, "%d were changed by others meanwhile: run it again.\n", changed)
	}
	return nil
}
