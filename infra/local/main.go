// Command local runs the whole of ordholden on this machine: make run.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"

	"ordholden/infra/local/stack"
)

// dataDir keeps what people enter between runs; git ignores it.
const dataDir = ".local"

const lockFile = "lock"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "ordholden: "+err.Error())
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	unlock, err := lock()
	if err != nil {
		return err
	}
	defer unlock()
	if os.Getenv("FRESH") == "1" {
		if err := empty(); err != nil {
			return fmt.Errorf("start empty: %w", err)
		}
	}
	cfg, log, err := config()
	if err != nil {
		return err
	}
	defer log.Close()
	s, err := stack.Start(ctx, cfg)
	if err != nil {
		return err
	}
	defer s.Stop()
	screen(os.Stdout, s, log.Name())
	<-ctx.Done()
	fmt.Println("\nStopping.")
	return nil
}

// lock keeps a second stack from the same data.
func lock() (unlock func(), err error) {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return nil, fmt.Errorf("folder for data: %w", err)
	}
	f, err := os.Create(filepath.Join(dataDir, lockFile))
	if err != nil {
		return nil, fmt.Errorf("folder for data: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another one runs on %s: stop it first", dataDir)
	}
	return func() { f.Close() }, nil
}

// empty removes what people entered, and leaves the lock.
func empty() error {
	parts, err := os.ReadDir(dataDir)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if part.Name() != lockFile {
			if err := os.RemoveAll(filepath.Join(dataDir, part.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func config() (cfg stack.Config, log *os.File, err error) {
	cfg = stack.Config{
		Template: "template.yaml", Build: ".build", Dir: dataDir,
		DynamoDB: os.Getenv("DYNAMODB_ENDPOINT"),
	}
	for _, port := range []struct {
		name      string
		byDefault int
		into      *int
	}{
		{"PORT", 8080, &cfg.Port}, {"MAIL_PORT", 8025, &cfg.MailPort}, {"DYNAMODB_PORT", 8000, &cfg.DynamoDBPort},
	} {
		if *port.into, err = portFrom(os.Getenv(port.name), port.byDefault); err != nil {
			return cfg, nil, fmt.Errorf("%s: %w", port.name, err)
		}
	}
	log, err = os.Create(filepath.Join(dataDir, "log"))
	cfg.Log = log
	return cfg, log, err
}

func portFrom(s string, byDefault int) (int, error) {
	if s == "" {
		return byDefault, nil
	}
	port, err := strconv.Atoi(s)
	if err != nil || port < 1 || port > 65535 {
		return 0, fmt.Errorf("%q is no port: choose a number from 1 to 65535", s)
	}
	return port, nil
}

// screen says what runs where, and what to try.
func screen(w io.Writer, s *stack.Stack, log string) {
	fmt.Fprintf(w, `
  ordholden is running.

  Pages      %[1]s/mojob/      Mojob Norge AS
             %[1]s/tretoen/    TRETOEN AS (321)
  API        %[1]s/v1/openapi.json
  Mail       %[2]s/          every mail that was sent; JSON: /api/messages
  DynamoDB   %[3]s          tables %[4]s, %[5]s
  Log        %[6]s

  Try        open the pages, ask for access, read the mail, confirm with its code
             curl -s %[1]s/v1/mojob/requests -H 'Content-Type: application/json' \
               -d '{"email":"kari@example.com","rights":["access"],"language":"nb"}'
             AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws dynamodb scan \
               --region eu-north-1 --endpoint-url %[3]s --table-name %[4]s

  Ctrl-C stops everything. FRESH=1 starts empty; PORT, MAIL_PORT and DYNAMODB_PORT move it.

`, s.URL, s.Mail.URL, s.Database.URL, s.MainTable(), s.KeysTable(), log)
}
