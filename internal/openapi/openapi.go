// Package openapi owns the description of the public API.
package openapi

import _ "embed"

// Document describes every public route of the API, as OpenAPI 3.1 in JSON. What
// it says is checked against what the API does by package conform.
//
//go:embed openapi.json
var Document []byte
