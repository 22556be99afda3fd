// Command holding takes what is held on people: applications and their files, profiles
// and what was done with them, and contact persons of agreements: public HTTP, and HTTP
// for the controllers' own systems.
package main

import (
	"errors"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/dynamo"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/opendsr"
	"ordholden/internal/platform"
	"ordholden/internal/receipt"
	"ordholden/internal/rights"
	"ordholden/internal/s3"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (apigw.Handler, error) {
	table, files := dynamo.New(env).WithKeys(env), s3.NewFiles(env)
	registry, pages := controllers.Registry(), env.Get("PUBLIC_URL")
	desk := holding.Desk{
		Controllers: registry,
		Store:       dynamo.Holdings{Table: table},
		Signer:      table,
		Now:         time.Now,
	}
	files.Back = api.Landing(pages, desk.Grant)
	desk.Files = files
	keys := receipt.Issuer{Ring: table.Keys}
	cases := rights.Desk{Controllers: registry, Cases: dynamo.Cases{Table: table}, Calendar: holiday.Norway{}, Now: time.Now}
	ear, err := opendsr.Listen(env, keys, cases)
	holdings := &api.Holdings{
		API:   api.API{Controllers: registry, PublicURL: pages, Log: platform.Log()},
		Desk:  desk,
		Doors: dynamo.Doors{Table: table},
		Keys:  keys,
		Own:   ownPage(env, table, cases, desk),

		Suppressions: dynamo.Suppressions{Table: table},
		Recipients:   ear,
	}
	return apigw.Serve(holdings.Handler()), errors.Join(env.Err(), err)
}
