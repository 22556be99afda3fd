// Command holding is not built yet: every route of it is answered as one that is not there.
package main

import (
	"net/http"

	"github.com/aws/aws-lambda-go/lambda"

	"ordholden/internal/apigw"
)

func main() { lambda.Start(apigw.Serve(http.NotFoundHandler())) }
