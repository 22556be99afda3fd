// Command desk is what staff do with what is held, and with what people ask for: HTTP behind
// the JWT authorizer.
package main

import (
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/again"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/carrying"
	"ordholden/internal/dynamo"
	"ordholden/internal/platform"
	"ordholden/internal/post"
	"ordholden/internal/receipt"
	"ordholden/internal/s3"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function from its environment.
func handler(env *platform.Environment) (apigw.Handler, error) {
	table, effects := dynamo.New(env).WithKeys(env), carrying.New(env)
	registry, issuer, cases := effects.Controllers, receipt.Issuer{Ring: table.Keys}, effects.Cases
	erasures := dynamo.Erasures{Table: table, Controllers: registry, Files: s3.NewFiles(env)}
	unreached := again.Missed{Desk: again.Desk{Controllers: registry, Store: dynamo.Consents{Table: table}, Now: time.Now}, Mails: dynamo.Mails{Table: table}}
	staff := &api.Staff{
		API:    api.API{Controllers: registry, PublicURL: env.Get("PUBLIC_URL"), Place: env.Place(), Log: platform.Log()},
		Signer: issuer, Desk: effects.Records, Audit: dynamo.Audits{Table: table}, Now: time.Now, Unreached: unreached,
		Cases: api.Cases{
			Desk: cases, Rehearsal: cases.Rehearsing(), Effects: effects, Foresight: cases, Letters: dynamo.Correspondence{Table: table},
			Mails: post.Post{Controllers: registry, Calendar: cases.Calendar, Erasures: erasures, Signer: issuer}, // sends nothing: it has no SES
		},
	}
	return apigw.Serve(staff.Handler()), env.Err()
}
