// Command desk is what staff do with what is held: HTTP behind the JWT authorizer.
package main

import (
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/dynamo"
	"ordholden/internal/holding"
	"ordholden/internal/platform"
	"ordholden/internal/receipt"
	"ordholden/internal/s3"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (apigw.Handler, error) {
	table, files := dynamo.New(env).WithKeys(env), s3.NewFiles(env)
	registry := controllers.Registry()
	staff := &api.Staff{
		API:    api.API{Controllers: registry, PublicURL: env.Get("PUBLIC_URL"), Log: platform.Log()},
		Signer: receipt.Issuer{Ring: table.Keys},
		Desk: holding.Desk{
			Controllers: registry,
			Store:       dynamo.Holdings{Table: table},
			Files:       files,
			Eraser:      dynamo.Erasures{Table: table, Controllers: registry, Files: files},
			Now:         time.Now,
		},
	}
	return apigw.Serve(staff.Handler()), env.Err()
}
