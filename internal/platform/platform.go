// Package platform owns what Lambda tells a function through its environment.
package platform

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"ordholden/internal/residence"
)

// Environment is the settings of one function. They are read by hand: the SDK's
// own loader looks into files, metadata services and single sign-on too, and
// takes a quarter of a cold start for it.
type Environment struct {
	lookup  func(string) string
	missing []string
	wrong   error // the first setting that nothing can be done with
}

// Read reads the process's environment.
func Read() *Environment { return &Environment{lookup: os.Getenv} }

// Get is a setting that the function can do without, "" where it is not set.
func (e *Environment) Get(name string) string { return e.lookup(name) }

// Need is a setting that the function cannot do without.
func (e *Environment) Need(name string) string {
	value := e.lookup(name)
	if value == "" && !slices.Contains(e.missing, name) {
		e.missing = append(e.missing, name)
	}
	return value
}

// Err names every needed setting that was missing, else the first that cannot be, or is nil.
func (e *Environment) Err() error {
	if len(e.missing) == 0 {
		return e.wrong
	}
	return fmt.Errorf("environment: %s not set", strings.Join(e.missing, ", "))
}

// Region is the AWS region that the function runs in.
func (e *Environment) Region() string { return e.Need("AWS_REGION") }

// Place is where all that the function stores lies. A region that is none of residence's is told by
// Err, so that the function does not start: it would have nothing true to say of where.
func (e *Environment) Place() residence.Place {
	region := e.Region()
	if region == "" {
		return residence.Place{} // told as missing
	}
	p, err := residence.In(region)
	if err != nil && e.wrong == nil {
		e.wrong = fmt.Errorf("environment: AWS_REGION: %w", err)
	}
	return p
}

// Folder is where what was deployed with the function lies: where Lambda says, or
// beside the executable.
func (e *Environment) Folder() string {
	if root := e.lookup("LAMBDA_TASK_ROOT"); root != "" {
		return root
	}
	executable, err := os.Executable()
	if err != nil {
		return "."
	}
	return filepath.Dir(executable)
}

// Endpoint is where an AWS service answers when that is not AWS: by the SDKs'
// own name, AWS_ENDPOINT_URL_ and the service. Nil is the service's usual place.
func (e *Environment) Endpoint(service string) *string {
	if url := e.lookup("AWS_ENDPOINT_URL_" + service); url != "" {
		return &url
	}
	return nil
}

// Credentials are those of the function's role, which Lambda sets for the life
// of the process.
func (e *Environment) Credentials() aws.CredentialsProvider {
	c := aws.Credentials{
		AccessKeyID:     e.lookup("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: e.lookup("AWS_SECRET_ACCESS_KEY"),
		SessionToken:    e.lookup("AWS_SESSION_TOKEN"),
		Source:          "environment",
	}
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return c, nil })
}

// HTTPClient is a client that gives up well before API Gateway does, so that a
// person gets an answer in words when a service hangs.
func HTTPClient(timeout time.Duration) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 16
	transport.Proxy = nil
	return &http.Client{Timeout: timeout, Transport: transport}
}

// Log is the function's log: one JSON object a line. Personal data never gets
// into it, because values that hold some hide it (gdpr.Private).
func Log() *slog.Logger { return slog.New(slog.NewJSONHandler(os.Stdout, nil)) }

// Must ends the process where a function cannot be wired. Lambda logs the reason
// and tries again with the next invocation.
func Must[H any](handler H, err error) H {
	if err != nil {
		Log().Error("function cannot start", "error", err.Error())
		os.Exit(1)
	}
	return handler
}
