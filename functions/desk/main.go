// Command desk is what staff do with what is held, and with what people ask for: HTTP behind
// the JWT authorizer.
package main

import (
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/fulfillment"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/platform"
	"ordholden/internal/post"
	"ordholden/internal/receipt"
	"ordholden/internal/rights"
	"ordholden/internal/s3"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (apigw.Handler, error) {
	table, files, registry := dynamo.New(env).WithKeys(env), s3.NewFiles(env), controllers.Registry()
	pages, issuer := env.Get("PUBLIC_URL"), receipt.Issuer{Ring: table.Keys}
	erasures := dynamo.Erasures{Table: table, Controllers: registry, Files: files}
	records := holding.Desk{Controllers: registry, Store: dynamo.Holdings{Table: table}, Files: files, Now: time.Now, Eraser: erasures}
	cases := rights.Desk{Controllers: registry, Cases: dynamo.Cases{Table: table}, Calendar: holiday.Norway{}, Now: time.Now}
	effects := fulfillment.Desk{
		Controllers: registry, Cases: cases, Records: records, Suppressions: dynamo.Suppressions{Table: table},
		Consents: consent.Desk{Controllers: registry, Dossiers: dynamo.Consents{Table: table}, Now: time.Now}, Now: time.Now, Log: platform.Log(),
	}
	staff := &api.Staff{
		API:    api.API{Controllers: registry, PublicURL: pages, Log: platform.Log()},
		Signer: issuer, Desk: records, Audit: dynamo.Audits{Table: table}, Now: time.Now,
		Cases: api.Cases{
			Desk: cases, Rehearsal: cases.Rehearsing(), Effects: effects, Foresight: cases, Letters: dynamo.Correspondence{Table: table},
			Mails: post.Post{Controllers: registry, Calendar: cases.Calendar, PublicURL: pages, Erasures: erasures, Signer: issuer}, // sends nothing: it has no SES
		},
	}
	return apigw.Serve(staff.Handler()), env.Err()
}
