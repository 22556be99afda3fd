// Command holding takes what is held on people, applications and their files, profiles and what
// was done with them; lets contact persons of agreements and everybody to their own page in;
// hears what recipients call back; and publishes keys and checks what was signed with them:
// public HTTP, and HTTP for the controllers' own systems.
package main

import (
	"errors"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/carrying"
	"ordholden/internal/dynamo"
	"ordholden/internal/export"
	"ordholden/internal/opendsr"
	"ordholden/internal/platform"
	"ordholden/internal/receipt"
	"ordholden/internal/s3"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (apigw.Handler, error) {
	table, files, effects, pages := dynamo.New(env).WithKeys(env), s3.NewFiles(env), carrying.New(env), env.Get("PUBLIC_URL")
	registry, doors, keys, desk := effects.Controllers, dynamo.Doors{Table: table}, receipt.Issuer{Ring: table.Keys, Log: dynamo.Log{Table: table}}, effects.Records
	desk.Signer = table
	files.Back = api.Landing(pages, desk.Grant)
	desk.Files = files
	ear, err := opendsr.Listen(env, keys, effects.Cases)
	copies := export.Desk{Controllers: registry, Ledger: effects.Ledger, Store: s3.NewCopies(env, table.KeyName), Place: env.Place(), Now: time.Now}
	holdings := &api.Holdings{
		API:   api.API{Controllers: registry, PublicURL: pages, Log: platform.Log()},
		Desk:  desk,
		Doors: doors,
		Keys:  keys,
		Own:   api.Own{Desk: effects, Sessions: doors, Deadlines: effects.Cases, Copies: copies, Now: time.Now},

		Marketing:  effects,
		Recipients: ear,
		Checking:   keys,
	}
	return apigw.Serve(holdings.Handler()), errors.Join(env.Err(), err)
}
