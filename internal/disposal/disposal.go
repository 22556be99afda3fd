// Package disposal owns the desk for what has ended, as the functions wire it.
package disposal

import (
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/again"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/platform"
	"ordholden/internal/s3"
)

// New wires the desk from the environment.
func New(env *platform.Environment) expiry.Desk {
	table := dynamo.New(env).WithKeys(env)
	return expiry.Desk{
		Controllers: controllers.Registry(),
		Store:       dynamo.Removals{Table: table},
		Files:       s3.NewFiles(env),
		Mail:        s3.New(env),
		Asker:       again.Desk{Controllers: controllers.Registry(), Store: dynamo.Consents{Table: table}, Now: time.Now},
		Now:         time.Now,
	}
}
