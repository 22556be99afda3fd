package disposal

import (
	"time"

	"ordholden/internal/dynamo"
	"ordholden/internal/platform"
	"ordholden/internal/s3"
	"ordholden/internal/transparency"
)

// Log is the controllers' logs.
func Log(env *platform.Environment) dynamo.Log {
	return dynamo.Log{Table: dynamo.New(env).WithKeys(env)}
}

// Heads is who signs the heads of logs.
func Heads(env *platform.Environment) transparency.Publisher {
	return transparency.Publisher{Store: Log(env), Vault: s3.NewVault(env), Now: time.Now}
}
