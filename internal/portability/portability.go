// Package portability owns the published shape of what a person can take elsewhere (Art. 20).
package portability

import _ "embed" // the schema

// Schema is the JSON Schema (draft 2020-12) of portability.json, version 1. It never
// changes: another shape is another version, published beside it.
//
//go:embed portability-1.schema.json
var Schema string

// Path is where it is published, on every site.
const Path = "/schemas/portability-1.json"

// Format is what a document of that shape says that it is.
const Format = "ordholden-portability-1"
