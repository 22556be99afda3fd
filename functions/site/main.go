// Command site serves pages, statements, notices, the forms and banners that people decided in,
// the cookie banners of today, gpc.json, the description of the API and the schema of portability:
// public HTTP, and no database.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/infra/controllers"
	"ordholden/infra/controllers/interfaces"
	"ordholden/internal/api"
	"ordholden/internal/apigw"
	"ordholden/internal/banner"
	"ordholden/internal/gdpr"
	"ordholden/internal/openapi"
	"ordholden/internal/platform"
	"ordholden/internal/site"
)

func main() { lambda.Start(platform.Must(handler(platform.Read()))) }

// handler wires the function. The banner's bundle lies beside its executable.
func handler(env *platform.Environment) (apigw.Handler, error) {
	bundle, err := banner.Load(env.Folder())
	if err != nil {
		return nil, err
	}
	registry := controllers.Registry()
	return apigw.Serve(site.Site{
		Registry:   registry,
		Interfaces: interfaces.Text,
		OpenAPI:    openapi.Document,
		NewID:      gdpr.NewID,
		APIError:   api.Problem,
		Banner:     &banner.Scripts{Bundle: bundle, Registry: registry},
		PublicURL:  env.Get("PUBLIC_URL"),
	}), env.Err()
}
