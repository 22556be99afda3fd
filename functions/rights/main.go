// Command rights takes requests of data subjects, has them confirmed, shows where they
// stand, stops an erasure that is announced, and serves the log: public HTTP.
package main

import (
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/dynamo"
	"ordholden/internal/holiday"
	"ordholden/internal/platform"
	"ordholden/internal/rights"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (apigw.Handler, error) {
	table := dynamo.New(env).WithKeys(env)
	registry := controllers.Registry()
	desk := rights.Desk{
		Controllers: registry,
		Cases:       dynamo.Cases{Table: table},
		Calendar:    holiday.Norway{},
		Now:         time.Now,
	}
	requests := &api.Requests{
		API:  api.API{Controllers: registry, PublicURL: env.Get("PUBLIC_URL"), Log: platform.Log()},
		Desk: desk,
		Stop: desk,
		Log:  dynamo.Log{Table: table},
	}
	return apigw.Serve(requests.Handler()), env.Err()
}
