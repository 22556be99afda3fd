// Command verify checks an erasure certificate against the keys that a controller
// publishes, or the controller's log against itself, and says in words what that proves. It
// needs no access to the system.
package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"ordholden/internal/receipt"
)

const usage = `Usage: verify -jwks file|url [-language nb|nn|en] certificate
       verify -log url|folder [-evidence file]

The certificate is a file, or - for what comes in. The keys are the controller's
jwks.json, as a file or at its https address.

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
	jwks := flags.String("jwks", "", "")
	language := flags.String("language", "en", "")
	log, evidence := flags.String("log", "", ""), flags.String("evidence", "", "")
	if err := flags.Parse(args); err == nil && *log != "" && *jwks == "" && flags.NArg() == 0 {
		if *evidence != "" {
			return prove(*log, *evidence, in, out)
		}
		return follow(*log, out)
	}
	if err := flags.Parse(args); err != nil || *jwks == "" || flags.NArg() != 1 {
		return fmt.Errorf("%s", usage)
	}
	keys, err := fetch(*jwks)
	if err != nil {
		return fmt.Errorf("read the keys: %w", err)
	}
	signed, err := certificate(flags.Arg(0), in)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	c, err := receipt.Check(signed, keys)
	if err != nil {
		return fmt.Errorf("REFUSED: %w", err)
	}
	_, err = io.WriteString(out, told(c, *language))
	return err
}

// told is what the certificate proves, and what it does not.
func told(c receipt.Certificate, language string) string {
	who := c.Controller.Name
	if c.Controller.OrganizationNumber != "" {
		who += " (organization number " + c.Controller.OrganizationNumber + ")"
	}
	text := map[string]string{"nb": c.Text.NB, "nn": c.Text.NN}[language]
	if text == "" {
		text = c.Text.EN
	}
	return fmt.Sprintf(`VALID. This proves that %s, who alone has the key, said this, and that not a
character of it has been changed since:

%s

%d records were deleted and %d kept at %s. Certificate %s, case %s.
It does not say whom it was about: that is known to whoever knows the case. That the keys
are the controller's is proved by where you got them, not by this program.
`, who, text, len(c.Deleted), len(c.Kept), c.ErasedAt, c.ID, c.Case)
}

// mostBytes is far more than any certificate or set of keys has.
const mostBytes = 1 << 20

func certificate(name string, in io.Reader) (string, error) {
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

func fetch(where string) ([]byte, error) {
	if !strings.HasPrefix(where, "https://") && !strings.HasPrefix(where, "http://127.0.0.1:") {
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
