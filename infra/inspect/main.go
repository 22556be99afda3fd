// Command inspect holds what the table keeps of a controller's consents and requests against
// the controller's log, and says what was changed, removed or put elsewhere since.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"ordholden/infra/archive"
	"ordholden/infra/controllers"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/platform"
	"ordholden/internal/transparency"
)

const usage = `Usage: inspect -controller id -log url|folder

The log is one that nobody who can write to the table can write to: a copy of log/controller
of the bucket, or https://host/v1/controller. Table and rights come from the environment:
TABLE, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. It scans and queries.
`

func main() {
	env := platform.Read()
	table := dynamo.New(env)
	err := env.Err()
	if err == nil {
		err = run(context.Background(), dynamo.Log{Table: table}, os.Args[1:], os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, l dynamo.Log, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("inspect", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	name, where := flags.String("controller", "", ""), flags.String("log", "", "")
	if err := flags.Parse(args); err != nil || *where == "" || flags.NArg() > 0 {
		return fmt.Errorf("%s", usage)
	}
	c := gdpr.ControllerID(*name)
	if _, known := controllers.Registry().Current(c); !known {
		return fmt.Errorf("no controller %q is declared", *name)
	}
	a, of, err := archive.Open(*where)
	if err != nil {
		return err
	}
	if of != c {
		return fmt.Errorf("%s: %w", *where, transparency.ErrController)
	}
	return inspect(ctx, l, c, a, out)
}

// inspect finds every fault there is before it ends with them.
func inspect(ctx context.Context, l dynamo.Log, c gdpr.ControllerID, a transparency.Archive, out io.Writer) error {
	f, err := transparency.Follow(c, a)
	if err != nil {
		return fmt.Errorf("read the log: %w", err)
	}
	// What lies in the table is read before the tree is: what is added meanwhile is in the tree.
	found, err := dynamo.LogAudit{Log: l, Controllers: controllers.Registry()}.Look(ctx, c)
	if err != nil {
		return fmt.Errorf("read the table: %w", err)
	}
	tree, _, _, err := l.State(ctx, c)
	if err != nil {
		return fmt.Errorf("read the table: %w", err)
	}
	faults := f.Faults
	if err := transparency.Extends(f.Newest.Tree, tree, l.Tiles(ctx, c)); err != nil {
		faults = append(faults, fmt.Errorf("the table's log, and the newest head that is published: %w", err))
	}
	leaves, err := transparency.Leaves(tree, l.Tiles(ctx, c))
	if err != nil {
		// The tiles in the table are no use: the published ones are as good, as far as they go.
		faults, leaves = append(faults, fmt.Errorf("the table's tiles do not make its tree: %w", err)), f.Leaves
	}
	gone, wrong := transparency.Compare(leaves, found)
	if faults = append(faults, wrong...); len(faults) > 0 {
		return fmt.Errorf("%d faults:\n%w", len(faults), errors.Join(faults...))
	}
	_, err = fmt.Fprintf(out, `NOTHING FOUND. %d entries of %s lie in the table as the log has them, %d heads follow from one
another, and the table's log begins with the newest. %d entries of the log have ended, or are gone: the
end of each is told, and has passed.
`, found.Standing(), c, f.Heads, gone)
	return err
}
