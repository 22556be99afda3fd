// Command consent records, shows and withdraws consents, signs receipts of them, and proves
// that they are in the log: public HTTP.
package main

import (
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/platform"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (apigw.Handler, error) {
	table := dynamo.New(env).WithKeys(env)
	registry := controllers.Registry()
	origins, err := api.ParseOrigins(env.Get("ORIGINS"))
	if err != nil {
		return nil, err
	}
	consents := &api.Consents{
		API: api.API{Controllers: registry, PublicURL: env.Get("PUBLIC_URL"), Place: env.Place(), Origins: origins, Log: platform.Log()},
		Desk: consent.Desk{
			Controllers: registry,
			Ledger:      dynamo.Ledger{Table: table},
			Dossiers:    dynamo.Consents{Table: table},
			Now:         time.Now,
		},
		Keys:   table.Keys,
		Proofs: dynamo.Log{Table: table},
	}
	return apigw.Serve(consents.Handler()), env.Err()
}
