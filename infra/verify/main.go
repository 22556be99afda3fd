// Command verify checks a consent receipt or an erasure certificate against the keys that a
// controller publishes, or the controller's log against itself, and says in words what that
// proves. It needs no access to the system.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/receipt"
	"ordholden/internal/words"
)

const usage = `Usage: verify -jwks file|url [-controller id] [-language nb|nn|en] [-log url|folder [-evidence file]] receipt
       verify -log url|folder [-evidence file]

The receipt or certificate is a file, or - for what comes in. The keys are the
controller's jwks.json, as a file or at its https address. With -controller, a
statement of any other is refused. With -log, a receipt's place in the log is checked too, by the
proof that came with the receipt, or by -evidence.

The log is read from https://host/v1/controller, or from a folder: a copy of log/controller
of the bucket. With -evidence, only that is checked.
`

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	jwks, of, language := flags.String("jwks", "", ""), flags.String("controller", "", ""), flags.String("language", "en", "")
	log, evidence := flags.String("log", "", ""), flags.String("evidence", "", "")
	err := flags.Parse(args)
	switch {
	case err == nil && *log != "" && *jwks == "" && flags.NArg() == 0 && *evidence != "":
		return prove(*log, *evidence, in, out)
	case err == nil && *log != "" && *jwks == "" && flags.NArg() == 0:
		return follow(*log, out)
	case err != nil || *jwks == "" || flags.NArg() != 1 || !gdpr.Language(*language).Known() || *evidence != "" && *log == "":
		return fmt.Errorf("%s", usage)
	}
	return judge(question{jwks: *jwks, of: gdpr.ControllerID(*of), log: *log, evidence: *evidence, file: flags.Arg(0), language: gdpr.Language(*language)}, in, out)
}

// question is what is asked about one statement.
type question struct {
	jwks, log, evidence, file string
	of                        gdpr.ControllerID
	language                  gdpr.Language
}

// judge says what a statement proves by the keys, and by the log where one is named.
func judge(q question, in io.Reader, out io.Writer) error {
	keys, err := fetch(q.jwks)
	if err != nil {
		return fmt.Errorf("read the keys: %w", err)
	}
	text, err := statement(q.file, in)
	if err != nil {
		return fmt.Errorf("read the receipt: %w", err)
	}
	signed, e := receipt.Unwrap(text)
	if q.evidence != "" {
		if e, err = evidenceIn(q.evidence, in); err != nil {
			return err
		}
	}
	said, err := receipt.Judge(signed, keys, q.of, q.language, time.Now())
	switch {
	case err != nil: // refused by itself, whatever it came with
	case e != nil && q.log == "":
		said.Says = append(said.Says, words.ProofUnread.In(q.language))
	case e != nil:
		said, err = judgeProved(signed, *e, keys, q)
	case q.log != "":
		return errors.New("the receipt came without a proof of its place in the log: name one with -evidence")
	}
	if err != nil && said.Reason != "" {
		return errors.New(strings.TrimSpace(told(said)))
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, told(said))
	return err
}

// told is a verdict as text: the outcome first, for whoever reads no further.
func told(said jws.Verdict) string {
	return strings.ToUpper(said.Title) + "\n\n" + strings.Join(said.Says, "\n\n") + "\n"
}

// mostBytes is far more than any receipt or set of keys has.
const mostBytes = 1 << 20

func statement(name string, in io.Reader) (string, error) {
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer file.Close()
		in = file
	}
	b, err := io.ReadAll(io.LimitReader(in, mostBytes))
	return strings.TrimSpace(string(b)), err
}

// fetch reads keys from an address, or from a file. Without TLS it asks this machine only, where
// make run answers.
func fetch(where string) ([]byte, error) {
	if !strings.HasPrefix(where, "https://") && !strings.HasPrefix(where, "http://127.0.0.1:") && !strings.HasPrefix(where, "http://localhost:") {
		return os.ReadFile(where)
	}
	client := http.Client{Timeout: 15 * time.Second}
	answer, err := client.Get(where)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", where, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, mostBytes))
}
