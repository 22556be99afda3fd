package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"ordholden/infra/archive"
	"ordholden/internal/receipt"
	"ordholden/internal/transparency"
)

// follow holds a published log against itself, and says what it shows.
func follow(where string, out io.Writer) error {
	a, c, err := archive.Open(where)
	if err != nil {
		return err
	}
	f, err := transparency.Follow(c, a)
	if err != nil {
		return fmt.Errorf("read the log: %w", err)
	}
	if len(f.Faults) > 0 {
		return fmt.Errorf("REFUSED: the log of %s contradicts itself:\n%w", c, errors.Join(f.Faults...))
	}
	if f.Heads == 0 {
		_, err = fmt.Fprintf(out, "The log of %s has no signed head yet.\n", c)
		return err
	}
	_, err = fmt.Fprintf(out, `CONSISTENT. %d heads of the log of %s are signed by its keys, and each begins with all of
those before it. The newest, of %s, has %d entries, and its tiles make it.

So nothing that was in the log by the day of a head has been changed, removed or put elsewhere
in it since. It does not show that everything was put into it, nor what the entries say: that
shows whoever has an entry with its evidence.
`, f.Heads, c, f.Newest.At.Format("2006-01-02 15:04:05 MST"), f.Newest.Tree.N)
	return err
}

// prove checks evidence with the keys of a published log, and that its head is of that log.
func prove(where, name string, in io.Reader, out io.Writer) error {
	a, c, err := archive.Open(where)
	if err != nil {
		return err
	}
	keys, err := a.Keys()
	if err != nil {
		return fmt.Errorf("read the keys: %w", err)
	}
	if keys.Controller != c {
		return fmt.Errorf("read the keys: %w", transparency.ErrController)
	}
	e, err := evidenceIn(name, in)
	if err != nil {
		return err
	}
	if err := transparency.Check(*e, keys); err != nil {
		return fmt.Errorf("REFUSED: %w", err)
	}
	if err := receipt.StillThere(context.Background(), *e, keys, book{a, c}); err != nil {
		return fmt.Errorf("REFUSED: the evidence is good, and the log as it is published now is another: %w", err)
	}
	_, err = fmt.Fprintf(out, `VALID. Entry %d of the log of %s has stood there since the head that this holds, or before,
and the log that is published now still begins with it. Not a character of this has changed since:

%s
`, e.Index, e.Controller, e.Entry)
	return err
}

// evidenceIn reads evidence by itself, or what came with a receipt.
func evidenceIn(name string, in io.Reader) (*transparency.Evidence, error) {
	text, err := statement(name, in)
	if err != nil {
		return nil, fmt.Errorf("read the evidence: %w", err)
	}
	if _, e := receipt.Unwrap(text); e != nil {
		return e, nil
	}
	var e transparency.Evidence
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		return nil, errors.New("REFUSED: this is no evidence of a log: it has been cut or changed, or is something else")
	}
	return &e, nil
}

// latest is the head that was signed last: their names are times.
func latest(names []string) string {
	last := names[0]
	for _, name := range names {
		last = max(last, name)
	}
	return last
}
