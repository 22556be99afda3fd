// Command probe is a Lambda function that misbehaves on demand.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type order struct {
	Do   string `json:"do"`
	Text string `json:"text"`
}

type report struct {
	Pid      int      `json:"pid"`
	Text     string   `json:"text,omitempty"`
	Env      []string `json:"env,omitempty"`
	Dir      string   `json:"dir,omitempty"`
	ID       string   `json:"id"`
	ARN      string   `json:"arn"`
	Deadline int64    `json:"deadline"`
}

func main() {
	switch os.Getenv("INIT") {
	case "exit":
		log.Fatal("cannot start")
	case "error":
		url := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/init/error"
		body := strings.NewReader(`{"errorType":"Probe.NoConfig","errorMessage":"nothing to work with"}`)
		if _, err := http.Post(url, "application/json", body); err != nil {
			log.Fatal(err)
		}
		select {}
	case "hang":
		select {}
	}
	lambda.Start(handle)
}

func handle(ctx context.Context, o order) (report, error) {
	lc, _ := lambdacontext.FromContext(ctx)
	deadline, _ := ctx.Deadline()
	r := report{Pid: os.Getpid(), Text: o.Text, ID: lc.AwsRequestID, ARN: lc.InvokedFunctionArn, Deadline: deadline.UnixMilli()}
	switch o.Do {
	case "error":
		return r, errors.New(o.Text)
	case "panic":
		panic(o.Text)
	case "exit":
		os.Exit(3)
	case "hang":
		select {}
	case "gate": // goes on when the address in text answers
		if _, err := http.Get(o.Text); err != nil {
			return r, err
		}
	case "large":
		r.Text = strings.Repeat("x", 7<<20)
	case "print":
		fmt.Print("one\ntwo")
	case "env":
		r.Env = os.Environ()
		r.Dir, _ = os.Getwd()
	}
	return r, nil
}
