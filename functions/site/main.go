// Command site serves pages, assets, notices, the description of the API and the schema of
// portability: public HTTP, and no database.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/gdpr"
	"ordholden/internal/openapi"
	"ordholden/internal/site"
)

func main() { lambda.Start(handler()) }

// handler wires the function. It needs nothing of its environment.
func handler() apigw.Handler {
	return apigw.Serve(site.Site{
		Registry: controllers.Registry(),
		OpenAPI:  openapi.Document,
		NewID:    gdpr.NewID,
		APIError: api.Problem,
	})
}
