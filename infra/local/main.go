// Command local runs the whole of ordholden on this machine: make run.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"ordholden/infra/local/stack"
)

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
