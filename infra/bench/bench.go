package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"ordholden/infra/local/lambda"
	"ordholden/infra/local/stack"
)

const (
	buildDir = ".build"        // where make build puts the functions
	benchDir = ".local/bench"  // for what is built here, and raw numbers; git ignores it
	longest  = 2 * time.Minute // of an invocation, as of those functions whose time is measured here
)

// bench is what all measurements share: the local stack, with its database.
type bench struct {
	dir      string
	stack    *stack.Stack
	raw      *os.File  // every single measurement: name, unit, values
	progress io.Writer // what is going on
	said     tail      // by functions
}

// open builds the competitors and starts the stack.
func open(ctx context.Context) (b *bench, err error) {
	b = &bench{dir: benchDir, progress: os.Stderr}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder for what is built: %w", err)
	}
	if err := b.build(ctx); err != nil {
		return nil, err
	}
	if b.raw, err = os.Create(filepath.Join(b.dir, "raw.tsv")); err != nil {
		return nil, fmt.Errorf("file for raw numbers: %w", err)
	}
	b.stack, err = stack.Start(ctx, stack.Config{Template: "template.yaml", Build: buildDir, Bare: true, Log: io.Discard})
	if err != nil {
		return nil, errors.Join(err, b.raw.Close())
	}
	return b, nil
}

func (b *bench) close() {
	b.stack.Stop()
	if err := b.raw.Close(); err != nil {
		b.say("raw numbers: %v", err)
	}
}

func (b *bench) say(format string, values ...any) {
	fmt.Fprintf(b.progress, "bench: "+format+"\n", values...)
}

// note keeps the raw numbers of a figure.
func (b *bench) note(name, unit string, s sample) {
	fmt.Fprintf(b.raw, "%s\t%s\t%s\n", name, unit, s)
}

// function runs the binary at path under a function's name, with one instance at
// most and an environment as the stack gives it, in which more overrides.
func (b *bench) function(name, path string, more ...string) (*lambda.Function, error) {
	env := []string{
		"AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
		"AWS_ENDPOINT_URL_DYNAMODB=" + b.stack.Database.URL, "AWS_ENDPOINT_URL_SES=" + b.stack.Mail.URL,
		"AWS_ENDPOINT_URL_S3=" + b.stack.S3.URL, "BUCKET=" + b.bucket(), "FILES=" + b.filesBucket(),
		"LOG=" + b.stack.Buckets["LogBucket"],
		"TABLE=" + b.stack.MainTable(), "KEYS=" + b.stack.KeysTable(),
		"PUBLIC_URL=" + b.stack.URL, "CONFIGURATION_SET=none",
	}
	return lambda.Start(lambda.Config{Name: name, Bootstrap: path, Env: append(env, more...), Max: 1, Timeout: longest, Log: &b.said})
}

// bucket is where mail lies, and filesBucket where the files of what is held lie.
func (b *bench) bucket() string      { return b.stack.Buckets["InboxBucket"] }
func (b *bench) filesBucket() string { return b.stack.Buckets["FilesBucket"] }

// consent is the deployed function.
func (b *bench) consent(more ...string) (*lambda.Function, error) {
	return b.function("consent", b.bootstrap("consent"), more...)
}
