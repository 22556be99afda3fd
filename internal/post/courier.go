package post

import (
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/dynamo"
	"ordholden/internal/holiday"
	"ordholden/internal/outbox"
	"ordholden/internal/platform"
	"ordholden/internal/ses"
)

// Courier is the outbox as the functions that send mail wire it.
func Courier(env *platform.Environment) outbox.Courier {
	return outbox.Courier{
		Store: dynamo.Mails{Table: dynamo.New(env).WithKeys(env)},
		Post: Post{
			Controllers: controllers.Registry(),
			Calendar:    holiday.Norway{},
			PublicURL:   env.Need("PUBLIC_URL"),
			SES:         ses.New(env.Need("CONFIGURATION_SET")),
		},
		Now: time.Now,
		Log: platform.Log(),
	}
}
